"""GraphML: every column as a typed attribute.

Source: GraphML specification, http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trendgraph.exporters.property.struct import EDGE_COLUMNS, NODE_COLUMNS, Cell, Column, PropertyFormat, Rows
from trendgraph.exporters.property.text import cell_text
from trendgraph.exporters.xmltext import xml_attribute, xml_text

__all__ = ["FORMAT", "pieces"]

_TYPES = {"text": "string", "list": "string", "number": "double", "flag": "boolean"}


def pieces(rows: Rows) -> Iterator[str]:
    """Yields the text of a GraphML file; lists are JSON in a string attribute."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _keys("n", "node", NODE_COLUMNS[1:])
    yield from _keys("e", "edge", EDGE_COLUMNS[3:])
    yield '  <graph id="trendgraph" edgedefault="directed">\n'
    for node in rows.nodes():
        yield f"    <node id={_attribute(node.id, node.id)}>\n"
        yield from _data("n", NODE_COLUMNS[1:], node.cells()[1:], node.id)
        yield "    </node>\n"
    for edge in rows.edges():
        ends = f"source={_attribute(edge.source, edge.id)} target={_attribute(edge.target, edge.id)}"
        yield f"    <edge id={_attribute(edge.id, edge.id)} {ends}>\n"
        yield from _data("e", EDGE_COLUMNS[3:], edge.cells()[3:], edge.id)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _keys(letter: str, what: str, columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        yield (
            f'  <key id="{letter}-{column.name}" for="{what}" attr.name="{column.name}" '
            f'attr.type="{_TYPES[column.kind]}"/>\n'
        )


def _data(letter: str, columns: Sequence[Column], cells: Sequence[Cell], where: str) -> Iterator[str]:
    for column, cell in zip(columns, cells, strict=True):
        if cell is not None and cell != ():
            text = xml_text(cell_text(cell), form="GraphML", where=where)
            yield f'      <data key="{letter}-{column.name}">{text}</data>\n'


def _attribute(text: str, where: str) -> str:
    return xml_attribute(text, form="GraphML", where=where)


FORMAT = PropertyFormat("graphml", "GraphML", (".graphml",), folder=False, loses="", pieces=pieces)
