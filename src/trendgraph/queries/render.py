"""Results as text: a table for people; SPARQL Results JSON, CSV and TSV as the W3C defines them; Turtle and JSON-LD.

Sources: https://www.w3.org/TR/sparql11-results-json/ and https://www.w3.org/TR/sparql11-results-csv-tsv/
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence

import pyoxigraph as ox

from trendgraph.errors import QueryError, nearest
from trendgraph.namespaces import prefixes
from trendgraph.queries.show import claim_lines
from trendgraph.queries.struct import Table, Triples
from trendgraph.queries.support import Support
from trendgraph.queries.values import Cell
from trendgraph.terms import XSD

__all__ = ["FORMATS", "render"]

FORMATS = ("table", "json", "csv", "tsv", "turtle", "jsonld")
Supports = Sequence[Sequence[Support]]
_NARROWEST = 13
_GRAPH_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}


def render(
    result: Table | Triples, format: str = "table", *, supports: Supports | None = None, width: int | None = None
) -> str:
    """Gives a result as text that ends in a line feed.

    Args:
        result: what ``run_query`` or ``run_sparql`` gave.
        format: one of ``FORMATS``; Turtle and JSON-LD are for graphs, the others for tables. A graph as ``table``
            is Turtle.
        supports: what ``why`` gave; only for ``table`` and ``json`` (there under the key ``why``, one list a row).
        width: columns of the terminal, for ``table``; 100 by default.

    Raises:
        QueryError: there is no such format, or it does not fit the result.
    """
    if format not in FORMATS:
        raise QueryError(
            f"there is no format {format!r}", code="query.format", suggestions=nearest(format, FORMATS) or FORMATS
        )
    if isinstance(result, Triples):
        return _render_graph(result, format)
    if format in _GRAPH_FORMATS:
        raise QueryError(
            f"{format} is for graphs, and this answer is a table",
            code="query.format",
            suggestions=[name for name in FORMATS if name not in _GRAPH_FORMATS],
            hint="ask with CONSTRUCT or DESCRIBE, or choose another format",
        )
    if supports is not None and format not in ("table", "json"):
        raise QueryError(
            f"{format} has no place for the claims behind a row", code="query.format", suggestions=("table", "json")
        )
    if format == "table":
        return _table(result, supports, width or 100)
    if format == "json":
        return _json(result, supports)
    writer: Callable[[Table], str] = {"csv": _csv, "tsv": _tsv}[format]
    return writer(result)


def _render_graph(triples: Triples, format: str) -> str:
    if format not in ("table", *_GRAPH_FORMATS):
        raise QueryError(
            f"{format} is for tables, and this answer is a graph",
            code="query.format",
            suggestions=tuple(_GRAPH_FORMATS),
            hint="ask with SELECT, or choose another format",
        )
    chosen = _GRAPH_FORMATS.get(format, ox.RdfFormat.TURTLE)
    stream = io.BytesIO()
    ox.serialize(list(triples), stream, format=chosen, prefixes=prefixes())
    text = stream.getvalue().decode()
    return text if text.endswith("\n") else text + "\n"


def _table(table: Table, supports: Supports | None, width: int) -> str:
    if table.boolean is not None:
        lines = ["yes" if table.boolean else "no"]
        lines += [line for claims in supports or () for line in _claims(claims)]
        return "\n".join(lines) + "\n"
    wide = width < _NARROWEST * len(table.columns)
    lines = _records(table, supports) if wide else _grid(table, width)
    count = len(table)
    lines += ["", f"{count} row" if count == 1 else f"{count} rows"]
    for number, claims in enumerate(() if wide else supports or (), 1):
        lines += ["", f"row {number}: " + " | ".join(table.name(cell) for cell in table.rows[number - 1])]
        lines += _claims(claims)
    return "\n".join(lines) + "\n"


def _grid(table: Table, width: int) -> list[str]:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table as Grid

    grid = Grid(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in table.columns:
        grid.add_column(escape(name), overflow="fold")
    for row in table.rows:
        grid.add_row(*(escape(table.name(cell)) for cell in row))
    stream = io.StringIO()
    Console(file=stream, width=width, color_system=None, legacy_windows=False).print(grid)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def _records(table: Table, supports: Supports | None) -> list[str]:
    """Gives one block of lines a row, for answers with more columns than fit side by side."""
    margin = max(len(name) for name in table.columns)
    lines: list[str] = []
    for number, row in enumerate(table.rows, 1):
        lines += ["", f"row {number}"] if lines else [f"row {number}"]
        named = zip(table.columns, row, strict=True)
        lines += [f"  {name:<{margin}}  {table.name(cell)}".rstrip() for name, cell in named if cell is not None]
        lines += _claims(supports[number - 1]) if supports is not None else []
    return lines


def _claims(claims: Sequence[Support]) -> list[str]:
    return [line for claim in claims for line in claim_lines(claim)] or ["  no claim stands behind it"]


def _json(table: Table, supports: Supports | None) -> str:
    document: dict[str, object]
    if table.boolean is not None:
        document = {"head": {}, "boolean": table.boolean}
    else:
        rows = [
            {name: _json_term(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
            for row in table.rows
        ]
        document = {"head": {"vars": list(table.columns)}, "results": {"bindings": rows}}
    if supports is not None:
        document["why"] = [[claim.as_dict() for claim in claims] for claims in supports]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _json_term(cell: Cell) -> dict[str, object]:
    match cell:
        case ox.NamedNode():
            return {"type": "uri", "value": cell.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": cell.value}
        case ox.Literal():
            term: dict[str, object] = {"type": "literal", "value": cell.value}
            if cell.language:
                term["xml:lang"] = cell.language
            elif cell.datatype.value != XSD + "string":
                term["datatype"] = cell.datatype.value
            return term
        case _:
            raise QueryError("quoted triples have no place in SPARQL 1.1 results", code="query.format")


def _csv(table: Table) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow("" if cell is None else _plain(cell) for cell in row)
    return stream.getvalue()


def _plain(cell: Cell) -> str:
    return cell.value if isinstance(cell, ox.NamedNode | ox.Literal) else str(cell)


def _tsv(table: Table) -> str:
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join("" if cell is None else str(cell).replace("\t", "\\t") for cell in row) for row in table.rows]
    return "\n".join(lines) + "\n"
