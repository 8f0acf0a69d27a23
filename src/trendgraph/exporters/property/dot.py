"""DOT, for Graphviz: every column as an attribute; Graphviz shows names and predicates and keeps the rest.

Source: The DOT Language, https://graphviz.org/doc/info/lang.html
"""

from __future__ import annotations

from collections.abc import Iterator

from trendgraph.errors import ExportError
from trendgraph.exporters.property.struct import EDGE_COLUMNS, NODE_COLUMNS, Cell, Column, PropertyFormat, Rows
from trendgraph.exporters.property.text import cell_text

__all__ = ["FORMAT", "pieces"]

# The name is the label.
_NODE = tuple(column for column in NODE_COLUMNS if column.name not in ("id", "name"))


def pieces(rows: Rows) -> Iterator[str]:
    """Yields the text of a DOT file; lists are JSON in a string."""
    yield 'digraph trendgraph {\n  charset="UTF-8";\n  node [shape=box];\n'
    for node in rows.nodes():
        said = {"label": node.name, **_cells(_NODE, tuple(getattr(node, column.name) for column in _NODE))}
        yield f"  {_quoted(node.id)} [{_list(said)}];\n"
    for edge in rows.edges():
        said = {"label": edge.predicate, "edge_id": edge.id, **_cells(EDGE_COLUMNS[3:], edge.cells()[3:])}
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{_list(said)}];\n"
    yield "}\n"


def _cells(columns: tuple[Column, ...], cells: tuple[Cell, ...]) -> dict[str, str]:
    return {c.name: cell_text(cell) for c, cell in zip(columns, cells, strict=True) if cell is not None and cell != ()}


def _list(said: dict[str, str]) -> str:
    return ", ".join(f"{name}={_quoted(text)}" for name, text in said.items())


def _quoted(text: str) -> str:
    if "\0" in text:
        raise ExportError("DOT cannot write the character NUL", code="export.character", where=text[:60])
    # Only the quotation mark is escaped in DOT; a backslash at the end would escape the closing one.
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


FORMAT = PropertyFormat("dot", "DOT (Graphviz)", (".dot", ".gv"), folder=False, loses="", pieces=pieces)
