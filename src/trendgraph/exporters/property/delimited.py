"""Comma-separated files: for Neo4j's and openCypher's bulk loaders, for spreadsheets, and lossless with metadata.

Sources: Neo4j, ``neo4j-admin database import`` (https://neo4j.com/docs/operations-manual/current/import/); Neptune, the
load format for openCypher
(https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-format-opencypher.html, and what becomes of
lists: https://docs.aws.amazon.com/neptune/latest/userguide/access-graph-opencypher-data-model.html); CSV on the Web
(https://www.w3.org/TR/tabular-data-primer/); RFC 4180.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from trendgraph.errors import ExportError
from trendgraph.exporters.property.metadata import croissant, csvw, write_json
from trendgraph.exporters.property.struct import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Cell,
    Column,
    EdgeRow,
    NodeRow,
    PropertyFormat,
    Rows,
)
from trendgraph.exporters.property.text import cell_text, relationship_type, write_pieces

__all__ = ["NEO4J", "OPENCYPHER", "SPREADSHEET", "TABLES"]

_NEO4J_SEPARATOR = "\x1f"
_NEO4J_TYPES = {"text": "string", "list": "string[]", "number": "double", "flag": "boolean"}
_OPENCYPHER_TYPES = {"text": "String", "list": "String[]", "number": "Double", "flag": "Bool"}
# What a spreadsheet would take for a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _table(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]], *, bom: bool = False) -> None:
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")  # so that either character makes csv quote a cell
        writer.writerow(header)
        writer.writerows(rows)


def _write_neo4j(rows: Rows, folder: Path) -> None:
    def text(cell: Cell) -> str:
        if not isinstance(cell, tuple):
            return cell_text(cell)
        for item in cell:
            if _NEO4J_SEPARATOR in item:
                raise ExportError("this text holds the separator U+001F", code="export.character", where=repr(item))
        return _NEO4J_SEPARATOR.join(cell)

    types = _NEO4J_TYPES
    node_header = ["id:ID", ":LABEL", *(f"{c.name}:{types[c.kind]}" for c in NODE_COLUMNS if c.name != "id")]
    edge_header = [":START_ID", ":END_ID", ":TYPE", *(f"{c.name}:{types[c.kind]}" for c in EDGE_COLUMNS)]
    _table(folder / "nodes.csv", node_header, (_node(row, text, _NEO4J_SEPARATOR) for row in rows.nodes()))
    _table(folder / "edges.csv", edge_header, (_edge(row, text) for row in rows.edges()))
    write_pieces(
        folder / "README.txt",
        [
            "neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv \\\n",
            "  --array-delimiter=U+001F --multiline-fields=true neo4j\n",
        ],
    )


def _node(row: NodeRow, text: Callable[[Cell], str], separator: str) -> list[str]:
    first, *rest = row.cells()
    return [text(first), separator.join(("Entity", *row.labels)), *(text(cell) for cell in rest)]


def _edge(row: EdgeRow, text: Callable[[Cell], str]) -> list[str]:
    return [row.source, row.target, relationship_type(row.predicate), *(text(cell) for cell in row.cells())]


def _write_opencypher(rows: Rows, folder: Path) -> None:
    def text(cell: Cell) -> str:
        if isinstance(cell, tuple):
            return ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in cell)
        return cell_text(cell)

    # Neptune Analytics takes no list on a relationship, so there it is a JSON text.
    types, of_edges = _OPENCYPHER_TYPES, {**_OPENCYPHER_TYPES, "list": "String"}
    node_header = ["id:ID", ":LABEL", *(f"{c.name}:{types[c.kind]}" for c in NODE_COLUMNS if c.name != "id")]
    edge_header = [":START_ID", ":END_ID", ":TYPE", *(f"{c.name}:{of_edges[c.kind]}" for c in EDGE_COLUMNS)]
    edge_header[3] = ":ID"
    _table(folder / "nodes.csv", node_header, (_node(row, text, ";") for row in rows.nodes()))
    _table(folder / "edges.csv", edge_header, (_edge(row, cell_text) for row in rows.edges()))


def _write_spreadsheet(rows: Rows, folder: Path) -> None:
    def text(cell: Cell) -> str:
        plain = "; ".join(cell) if isinstance(cell, tuple) else cell_text(cell)
        return f"'{plain}" if isinstance(cell, str | tuple) and plain.startswith(_FORMULA) else plain

    _plain_tables(rows, folder, text, bom=True)


def _write_lossless(rows: Rows, folder: Path) -> None:
    counts = _plain_tables(rows, folder, cell_text)
    write_json(folder / "csv-metadata.json", csvw())
    write_json(folder / "croissant.json", croissant(folder, "text/csv", ".csv", counts))


def _plain_tables(
    rows: Rows, folder: Path, text: Callable[[Cell], str], *, bom: bool = False
) -> dict[str, tuple[Column, ...]]:
    _table(
        folder / "nodes.csv", (c.name for c in NODE_COLUMNS), (map(text, row.cells()) for row in rows.nodes()), bom=bom
    )
    _table(
        folder / "edges.csv", (c.name for c in EDGE_COLUMNS), (map(text, row.cells()) for row in rows.edges()), bom=bom
    )
    return {"nodes": NODE_COLUMNS, "edges": EDGE_COLUMNS}


NEO4J = PropertyFormat("neo4j-csv", "CSV for neo4j-admin import", (), folder=True, loses="", write=_write_neo4j)
OPENCYPHER = PropertyFormat(
    "opencypher-csv",
    "CSV for openCypher loaders (Neptune)",
    (),
    folder=True,
    loses="",
    write=_write_opencypher,
)
SPREADSHEET = PropertyFormat(
    "csv",
    "CSV for spreadsheets",
    (),
    folder=True,
    loses="a text that a spreadsheet would take for a formula is written with ' before it; lists are joined by '; '",
    write=_write_spreadsheet,
)
TABLES = PropertyFormat(
    "tables", "CSV tables, lossless, with CSVW and Croissant", (), folder=True, loses="", write=_write_lossless
)
