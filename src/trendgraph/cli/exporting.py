"""``trendgraph export``."""

from __future__ import annotations

import sys
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
    from trendgraph.exporters import Selection, export_graph, export_stream

    store = open_graph(store_path)
    iri = None
    if entity:
        from trendgraph.queries import resolve

        iri = resolve(store, entity).value
    selection = Selection(graphs=graphs or None, entity=iri)
    if path == "-":
        export_stream(store, sys.stdout.buffer, form or "turtle", selection=selection)
        return
    result = export_graph(store, Path(path), form, selection=selection)
    if as_json:
        echo_json(result.to_dict())
    else:
        note(str(result))
