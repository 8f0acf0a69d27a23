"""Independent readers: each gives the rows that a file holds, by a library that is not ours."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import networkx
import pyarrow.parquet
import pydot

from trendgraph.exporters.property import EDGE_COLUMNS, NODE_COLUMNS, EdgeRow, NodeRow

Read = tuple[list[NodeRow], list[EdgeRow]]
_SEPARATOR = "\x1f"


def made(columns: Any, row_class: Any, records: Iterable[dict[str, Any]], lists: Callable[[str], Any]) -> list[Any]:
    """Rows from records in which an absent value is None, empty or missing."""
    rows = []
    for record in records:
        cells: dict[str, Any] = {}
        for column in columns:
            cell = record.get(column.name)
            if column.kind == "list":
                cells[column.name] = tuple(lists(cell)) if isinstance(cell, str) else tuple(cell or ())
            elif cell is None or cell == "":
                cells[column.name] = None
            elif column.kind == "number":
                cells[column.name] = float(cell)
            elif column.kind == "flag":
                cells[column.name] = cell in (True, 1, "true", "True")
            else:
                cells[column.name] = str(cell)
        if record.get("kind") == "Value":
            # Tables without a mark for "nothing" cannot tell it from the empty text; a value is never nothing.
            cells["name"] = cells["value"] = cells["value"] or ""
        rows.append(row_class(**cells))
    return rows


def rows(nodes: Iterable[dict[str, Any]], edges: Iterable[dict[str, Any]], lists: Any = json.loads) -> Read:
    def text_list(text: str) -> list[str]:
        return lists(text) if text else []

    return made(NODE_COLUMNS, NodeRow, nodes, text_list), made(EDGE_COLUMNS, EdgeRow, edges, text_list)


def graphml(path: Path) -> Read:
    graph = networkx.read_graphml(path, force_multigraph=True)
    edges = [
        {"id": key, "source": source, "target": target, **said}
        for source, target, key, said in graph.edges(keys=True, data=True)
    ]
    return rows(({"id": name, **said} for name, said in graph.nodes(data=True)), edges)


def gexf(path: Path) -> Read:
    # networkx reads the versions up to 1.2, whose elements have the same names.
    text = path.read_text(encoding="utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    older = path.with_suffix(".older.gexf")
    older.write_text(text.replace('version="1.3"', 'version="1.2"'), encoding="utf-8", newline="\n")
    graph = networkx.read_gexf(older)
    edges = [
        {"source": source, "target": target, "predicate": said["label"], **said}
        for source, target, said in graph.edges(data=True)
    ]
    return rows(({"id": name, "name": said["label"], **said} for name, said in graph.nodes(data=True)), edges)


def dot(path: Path) -> Read:
    (graph,) = pydot.graph_from_dot_data(path.read_bytes().decode())

    def plain(text: str) -> str:
        return text[1:-1].replace('\\"', '"').replace("\\\\", "\\") if text.startswith('"') else text

    def said(item: Any) -> dict[str, str]:
        return {name: plain(text) for name, text in item.get_attributes().items()}

    found = [(plain(node.get_name()), said(node)) for node in graph.get_nodes() if node.get_name() != "node"]
    nodes = [{"id": name, "name": attributes["label"], **attributes} for name, attributes in found]
    edges = []
    for edge in graph.get_edges():
        attributes = said(edge)
        ends = {"source": plain(edge.get_source()), "target": plain(edge.get_destination())}
        edges.append({"id": attributes["edge_id"], "predicate": attributes["label"], **ends, **attributes})
    return rows(nodes, edges)


def cytoscape(path: Path) -> Read:
    elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
    return rows((item["data"] for item in elements["nodes"]), (item["data"] for item in elements["edges"]))


def cypher(path: Path) -> Read:
    """The rows of the parameters; what the script does with them is tested against a database."""
    found: dict[str, list[dict[str, Any]]] = {"n": [], "r": []}
    lines = path.read_text(encoding="utf-8").splitlines()
    for parameter, statement in zip(lines[1::2], lines[2::2], strict=True):
        maps = parameter.removeprefix(":param rows => ").removesuffix(";")
        quoted = re.sub(r'("(?:[^"\\]|\\.)*")|(\w+)(?=: )', lambda m: m[1] or f'"{m[2]}"', maps)
        found["n" if "MERGE (n:Entity" in statement else "r"].extend(json.loads(quoted))
    return rows(found["n"], found["r"])


def delimited(folder: Path, lists: Callable[[str], Any], of_edges: Callable[[str], Any] | None = None) -> Read:
    def records(name: str) -> list[dict[str, Any]]:
        with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
            header, *body = csv.reader(stream)
        plain = [name.partition(":")[0] or name.strip(":").lower() for name in header]
        return [dict(zip(plain, row, strict=True)) for row in body]

    renamed = {"start_id": "source", "end_id": "target"}
    edges = [{renamed.get(name, name): cell for name, cell in record.items()} for record in records("edges.csv")]
    nodes, _ = rows(records("nodes.csv"), [], lists)
    return nodes, rows([], edges, of_edges or lists)[1]


def neo4j_csv(folder: Path) -> Read:
    return delimited(folder, lambda text: text.split(_SEPARATOR))


def opencypher_csv(folder: Path) -> Read:
    def lists(text: str) -> list[str]:
        return [re.sub(r"\\(.)", r"\1", item) for item in re.split(r"(?<!\\)(?:\\\\)*;", text)]

    return delimited(folder, lists, json.loads)


def tables(folder: Path) -> Read:
    return delimited(folder, json.loads)


def sqlite(path: Path) -> Read:
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    found = [[dict(row) for row in database.execute(f"SELECT * FROM {table}")] for table in ("nodes", "edges")]
    database.close()
    return rows(*found)


def duckdb_file(path: Path) -> Read:
    with duckdb.connect(str(path), read_only=True) as database:
        found = [database.sql(f"SELECT * FROM {table}").to_arrow_table().to_pylist() for table in ("nodes", "edges")]
    return rows(*found)


def parquet(folder: Path) -> Read:
    return rows(*(pyarrow.parquet.read_table(folder / f"{name}.parquet").to_pylist() for name in ("nodes", "edges")))


READERS: dict[str, Callable[[Path], Read]] = {
    "graphml": graphml,
    "gexf": gexf,
    "dot": dot,
    "cytoscape": cytoscape,
    "cypher": cypher,
    "neo4j-csv": neo4j_csv,
    "opencypher-csv": opencypher_csv,
    "tables": tables,
    "parquet": parquet,
    "sqlite": sqlite,
    "duckdb": duckdb_file,
}
"""Every format that holds everything; the one for spreadsheets does not."""
