"""``trendgraph export`` and ``trendgraph verify``."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import count, echo_json, json_option, note, open_graph, store_option
from trendgraph.cli.days import time_options

if TYPE_CHECKING:
    from trendgraph.exporters import ExportResult
    from trendgraph.store import Store

__all__ = ["export", "verify"]


@click.command()
@click.argument("path", metavar="FILE")
@click.option("--format", "form", help="Format, where the suffix does not tell; needed for standard output (-).")
@click.option("--graph", "graphs", multiple=True, metavar="NAME", help="Only this graph, or `sources`; repeatable.")
@click.option("--entity", help="Only this entity with its claims, evidence and sources.")
@click.option(
    "--hops",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="With --entity: 2 takes the claims of what it is linked to along, and so on.",
)
@click.option("--construct", type=click.Path(path_type=Path), metavar="FILE", help="What the CONSTRUCT in FILE gives.")
@click.option("--query", metavar="SPARQL", help="What this CONSTRUCT gives.")
@click.option("--asserted", is_flag=True, help="Leave out what follows by rule.")
@click.option("--inferred", is_flag=True, help="Only what follows by rule; with --asserted, both.")
@click.option("--manifest", is_flag=True, help="Write FILE.manifest.json with counts and SHA-256 (folders have one).")
@click.option(
    "--licence-at-most", metavar="LICENCE", help="Leave out what may not be shared under this, CC-BY-4.0 say."
)
@click.option(
    "--current", "only_current", is_flag=True, help="What holds at the graph's own date, the latest it knows."
)
@time_options
@store_option
@json_option
def export(
    path: str,
    form: str | None,
    graphs: tuple[str, ...],
    entity: str | None,
    hops: int,
    construct: Path | None,
    query: str | None,
    asserted: bool,
    inferred: bool,
    manifest: bool,
    licence_at_most: str | None,
    only_current: bool,
    as_of: date | None,
    as_known_on: date | None,
    store_path: Path | None,
    as_json: bool,
) -> None:
    """Write the graph to FILE, the same bytes for the same graph; .gz and .zst compress it.

    RDF: .ttl, .trig, .nt, .nq, .rdf, .jsonld, .rdf12.nq, .nanopub.trig, and for one entity .framed.jsonld. Property
    graphs, in which a claim is an edge with its evidence: .graphml, .gexf, .dot, .cyjs, .cypher, .sqlite, .duckdb; and,
    as a folder with --format, neo4j-csv, opencypher-csv, csv (for spreadsheets), tables (lossless) and parquet.
    """
    from trendgraph.exporters import Selection, export_graph

    if only_current and (as_of or as_known_on):
        raise click.UsageError("--current is a day of its own; for another give --as-of and --as-known-on alone")
    selection = Selection(graphs, entity, _query(construct, query), asserted, inferred, hops)
    store = open_graph(store_path, as_of=as_of, as_known_on=as_known_on)
    if only_current:
        from trendgraph.history import current

        store = current(store)
    if licence_at_most:
        store = _shareable(store, licence_at_most)
    if entity:
        from trendgraph.queries import resolve

        selection = replace(selection, entity=resolve(store, entity).value)
    result = export_graph(store, path, form, selection=selection, manifest=manifest)
    if as_json:
        echo_json(asdict(result), err=path == "-")
    else:
        _tell(result)


def _query(construct: Path | None, query: str | None) -> str | None:
    from trendgraph.errors import QueryError

    if construct is None:
        return query
    if query is not None:
        raise click.UsageError("give the query as --construct FILE or as --query SPARQL, not both")
    try:
        return construct.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot read the query: {error}", code="query.file", where=str(construct)) from error


def _shareable(store: Store, licence_at_most: str) -> Store:
    from trendgraph.sharing import shareable

    shared = shareable(store, licence_at_most)
    for licence, number in shared.claims.items():
        sources = count(shared.sources[licence], "source")
        note(f"left out {count(number, 'claim')}: {sources} under {licence}, which {licence_at_most} does not cover")
    return shared.store


def _tell(result: ExportResult) -> None:
    if result.nodes is None:
        what, known_by = count(result.statements, "statement"), f", digest {result.digest}"
        if result.publications is not None:
            what = f"{count(result.publications, 'nanopublication')} of {what}"
    else:
        what, known_by = f"{count(result.nodes, 'node')} and {count(result.statements, 'edge')}", ""
    note(f"{what} as {result.format} in {result.path}, {count(result.size_bytes, 'byte')}{known_by}")
    if result.loses:
        note(f"not everything is in it: {result.loses}")


@click.command()
@click.argument("what", metavar="FILE|TARGET")
@click.option("--graph-prefix", metavar="IRI", help="Beginning of the graphs' names at TARGET.")
@click.option("--engine", help="Which engine answers, where TARGET is only an address.")
@json_option
def verify(what: str, graph_prefix: str | None, engine: str | None, as_json: bool) -> int:
    """Compare an export with its manifest, or a database with what was loaded there; all of it is read.

    Of a FILE: sizes, SHA-256, and for RDF the statements. Of a TARGET, written as for `trendgraph load`: each named
    graph, or each row, by its digest. Exit status: 0 it is what was written, 1 it is not, 2 it could not be compared.
    """
    from trendgraph.exporters import verify_export

    path = Path(what)
    if _is_target(what) and not path.exists():
        from trendgraph.cli.loading import verify_loaded

        return verify_loaded(what, engine=engine, graph_prefix=graph_prefix, as_json=as_json)
    if engine or graph_prefix:
        raise click.UsageError("--engine and --graph-prefix are for a database, and this is a file")
    found = verify_export(path)
    if as_json:
        echo_json(asdict(found))
        return 1 if found.problems else 0
    for problem in found.problems:
        click.echo(problem)
    if not found.problems:
        read = "" if found.statements is None else f", {count(found.statements, 'statement')} read back"
        click.echo(f"{found.path} is as it was written: {count(found.files, 'file')} of {found.format}{read}")
    return 1 if found.problems else 0


def _is_target(what: str) -> bool:
    """Says whether a word names a database, and not a file."""
    from trendgraph.loaders import KINDS

    word, colon, _ = what.partition(":")
    return "://" in what or (bool(colon) and word in KINDS)
