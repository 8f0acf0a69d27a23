"""Cytoscape JSON: elements with their data, for Cytoscape, Cytoscape.js and others.

Source: Cytoscape.js elements JSON, https://js.cytoscape.org/#notation/elements-json
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from trendgraph.exporters.property.struct import EDGE_COLUMNS, NODE_COLUMNS, Cell, Column, PropertyFormat, Rows

__all__ = ["FORMAT", "pieces"]


def pieces(rows: Rows) -> Iterator[str]:
    """Yields the text of a JSON file, one element a line."""
    yield '{"data":{"name":"trendgraph"},"elements":{"nodes":[\n'
    yield from _elements((NODE_COLUMNS, row.cells()) for row in rows.nodes())
    yield '],"edges":[\n'
    yield from _elements((EDGE_COLUMNS, row.cells()) for row in rows.edges())
    yield "]}}\n"


def _elements(items: Iterable[tuple[tuple[Column, ...], tuple[Cell, ...]]]) -> Iterator[str]:
    separator = ""
    for columns, cells in items:
        data = {column.name: cell for column, cell in zip(columns, cells, strict=True) if cell is not None}
        yield separator + json.dumps({"data": data}, ensure_ascii=False, separators=(",", ":")) + "\n"
        separator = ","


FORMAT = PropertyFormat("cytoscape", "Cytoscape JSON", (".cyjs",), folder=False, loses="", pieces=pieces)
