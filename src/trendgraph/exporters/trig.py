"""TriG: Turtle with named graphs.

Source: RDF 1.1 TriG, https://www.w3.org/TR/trig/
"""

from __future__ import annotations

from collections.abc import Iterator

from trendgraph.exporters.blanks import plan_blanks
from trendgraph.exporters.statements import by_graph
from trendgraph.exporters.struct import Content, ExportFormat
from trendgraph.exporters.turtle import TurtleWriter

__all__ = ["FORMAT", "render"]


def render(content: Content) -> Iterator[str]:
    """Yields the text of quads, one block a graph."""
    writer = TurtleWriter(plan_blanks(content.lines))
    body = content.spill.keep(_body(content, writer))
    yield from writer.head()
    yield from body


def _body(content: Content, writer: TurtleWriter) -> Iterator[str]:
    for graph, triples in by_graph(content.lines, content.spill):
        if not graph:
            yield from (f"\n{block}" for block in writer.blocks(triples))
            continue
        yield f"\n{writer.names[graph]} {{\n"
        yield from writer.blocks(triples, "    ")
        yield "}\n"


FORMAT = ExportFormat("trig", "TriG", (".trig",), "application/trig", keeps_graphs=True, render=render)
