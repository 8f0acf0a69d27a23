"""GEXF 1.3, dynamic: the time for which a claim holds is the time for which its edge is there.

Source: GEXF 1.3, https://gexf.net/schema.html, and what its ends mean: https://gexf.net/primer.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from trendgraph.claims import PartialDate
from trendgraph.exporters.property.struct import EDGE_COLUMNS, NODE_COLUMNS, Cell, Column, EdgeRow, PropertyFormat, Rows
from trendgraph.exporters.property.text import cell_text
from trendgraph.exporters.xmltext import xml_attribute

__all__ = ["FORMAT", "pieces"]

_TYPES = {"text": "string", "list": "string", "number": "double", "flag": "boolean"}
_DAY = timedelta(days=1)
_NODE = tuple(column for column in NODE_COLUMNS if column.name not in ("id", "name"))
_EDGE = tuple(column for column in EDGE_COLUMNS if column.name not in ("id", "source", "target", "predicate"))


def pieces(rows: Rows) -> Iterator[str]:
    """Yields the text of a GEXF file; lists are JSON in a string attribute, an edge's label is its predicate."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '  <graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n'
    yield from _attributes("node", _NODE)
    yield from _attributes("edge", _EDGE)
    yield "    <nodes>\n"
    for node in rows.nodes():
        yield f"      <node id={_quoted(node.id, node.id)} label={_quoted(node.name, node.id)}>\n"
        yield from _values(_NODE, [getattr(node, column.name) for column in _NODE], node.id)
        yield "      </node>\n"
    yield "    </nodes>\n    <edges>\n"
    for edge in rows.edges():
        ends = f"source={_quoted(edge.source, edge.id)} target={_quoted(edge.target, edge.id)}"
        said = f"label={_quoted(edge.predicate, edge.id)}{_interval(edge)}"
        yield f"      <edge id={_quoted(edge.id, edge.id)} {ends} {said}>\n"
        yield from _values(_EDGE, [getattr(edge, column.name) for column in _EDGE], edge.id)
        yield "      </edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _attributes(what: str, columns: Sequence[Column]) -> Iterator[str]:
    yield f'    <attributes class="{what}">\n'
    for column in columns:
        yield f'      <attribute id="{column.name}" title="{column.name}" type="{_TYPES[column.kind]}"/>\n'
    yield "    </attributes>\n"


def _values(columns: Sequence[Column], cells: Sequence[Cell], where: str) -> Iterator[str]:
    yield "        <attvalues>\n"
    for column, cell in zip(columns, cells, strict=True):
        if cell is not None and cell != ():
            yield f'          <attvalue for="{column.name}" value={_quoted(cell_text(cell), where)}/>\n'
    yield "        </attvalues>\n"


def _interval(edge: EdgeRow) -> str:
    """Gives the interval as GEXF has it: with its last day, where a claim has the first on which it no longer holds."""
    start = f' start="{PartialDate.parse(edge.valid_from).first}"' if edge.valid_from else ""
    end = f' end="{PartialDate.parse(edge.valid_to).first - _DAY}"' if edge.valid_to else ""
    return start + end


def _quoted(text: str, where: str) -> str:
    # An attribute's line breaks and tabs would be read as blanks.
    quoted = xml_attribute(text, form="GEXF", where=where)
    return quoted.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


FORMAT = PropertyFormat("gexf", "GEXF 1.3 (dynamic)", (".gexf",), folder=False, loses="", pieces=pieces)
