"""``trendgraph export``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from trendgraph.cli.common import echo_json, json_option, note, open_graph, store_option

__all__ = ["export"]


@click.command()
@click.argument("path", metavar="FILE")
@click.option("--format", "form", help="Format, where the suffix does not tell; needed for standard output (-).")
@click.option("--graph", "graphs", multiple=True, metavar="NAME", help="Only this graph, or `sources`; repeatable.")
@click.option("--entity", help="Only this entity with its claims, evidence and sources.")
@store_option
@json_option
def export(
    path: str, form: str | None, graphs: tuple[str, ...], entity: str | None, store_path: Path | None, as_json: bool
) -> None:
    """Write the graph to FILE: .ttl, .trig, .nt, .nq, .rdf or .jsonld; the same bytes for the same graph."""
    from trendgraph.exporters import Selection, export_graph

    store = open_graph(store_path)
    iri = None
    if entity:
        from trendgraph.queries import resolve

        iri = resolve(store, entity).value
    result = export_graph(store, path, form, selection=Selection(layers=graphs, entity=iri))
    if as_json and path != "-":
        echo_json(asdict(result))
    else:
        note(
            f"{result.statements} statements as {result.format} in {result.path}, {result.size_bytes} bytes, "
            f"digest {result.digest}"
        )
