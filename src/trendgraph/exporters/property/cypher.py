"""A Cypher script: batches of rows as parameters, merged, so that running it twice changes nothing.

For ``cypher-shell --file`` (Neo4j 5, Memgraph's mgconsole takes it without the ``:param`` lines).

Source: openCypher 9, https://opencypher.org/resources/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from trendgraph.exporters.property.struct import EDGE_COLUMNS, NODE_COLUMNS, Cell, Column, PropertyFormat, Rows
from trendgraph.exporters.property.text import relationship_type

__all__ = ["FORMAT", "cypher_value", "merge_edges", "merge_nodes", "pieces"]

_BATCH = 500


def merge_nodes(labels: tuple[str, ...]) -> str:
    """Gives the statement that merges ``$rows`` of nodes with these labels; properties are replaced as a whole."""
    more = "".join(f":{label}" for label in labels)
    return f"UNWIND $rows AS row MERGE (n:Entity {{id: row.id}}) SET n = row SET n{more}"


def merge_edges(predicate: str) -> str:
    """Gives the statement that merges ``$rows`` of edges of one predicate."""
    return (
        "UNWIND $rows AS row MATCH (s:Entity {id: row.source}) MATCH (t:Entity {id: row.target}) "
        f"MERGE (s)-[r:{relationship_type(predicate)} {{id: row.id}}]->(t) SET r = row"
    )


def pieces(rows: Rows) -> Iterator[str]:
    """Yields a script: a constraint, then nodes by their labels, then edges by their type."""
    yield "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n"
    for labels, nodes in groupby(
        sorted(rows.nodes(), key=lambda row: (row.labels, row.id)), key=lambda row: row.labels
    ):
        yield from _batches(merge_nodes(labels), (_map(NODE_COLUMNS, row.cells()) for row in nodes))
    for predicate, edges in groupby(sorted(rows.edges(), key=lambda r: (r.predicate, r.id)), key=lambda r: r.predicate):
        yield from _batches(merge_edges(predicate), (_map(EDGE_COLUMNS, row.cells()) for row in edges))


def _batches(statement: str, maps: Iterable[str]) -> Iterator[str]:
    remaining = iter(maps)
    while batch := list(islice(remaining, _BATCH)):
        yield f":param rows => [{', '.join(batch)}];\n{statement};\n"


def _map(columns: tuple[Column, ...], cells: tuple[Cell, ...]) -> str:
    said = (f"{c.name}: {cypher_value(cell)}" for c, cell in zip(columns, cells, strict=True) if cell is not None)
    return "{" + ", ".join(said) + "}"


def cypher_value(cell: Cell) -> str:
    r"""Gives a value as a Cypher literal: nothing in a text can end it.

    >>> print(cypher_value("'}) DETACH DELETE n //"), cypher_value(("a", 'b"')), cypher_value(None))
    "'}) DETACH DELETE n //" ["a", "b\""] null
    """
    match cell:
        case None:
            return "null"
        case bool():
            return "true" if cell else "false"
        case float():
            return repr(cell)
        case tuple():
            return "[" + ", ".join(cypher_value(item) for item in cell) + "]"
        case _:
            # JSON's escapes are Cypher's; beyond ASCII all is escaped, so that a terminal's encoding does not matter.
            return json.dumps(str(cell))


FORMAT = PropertyFormat("cypher", "Cypher script", (".cypher", ".cql"), folder=False, loses="", pieces=pieces)
