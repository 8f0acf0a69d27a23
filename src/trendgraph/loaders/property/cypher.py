"""Cypher that Bolt databases and FalkorDB share."""

from __future__ import annotations

from trendgraph.errors import LoadError
from trendgraph.exporters.property import Cell, relationship_type
from trendgraph.loaders.property.struct import Sent, Table

__all__ = ["EDGES", "KNOWN", "NODES", "add_edges", "named", "properties", "relabel"]

KNOWN: dict[Table, str] = {
    "nodes": "MATCH (n:Entity) WHERE n.row_digest IS NOT NULL RETURN n.id, n.row_digest, n.labels",
    "edges": ("MATCH (:Entity)-[r]->(:Entity) WHERE r.row_digest IS NOT NULL RETURN r.id, r.row_digest, r.predicate"),
}
NODES = "MATCH (n:Entity) WHERE n.row_digest IS NOT NULL RETURN properties(n)"
EDGES = "MATCH (s:Entity)-[r]->(t:Entity) WHERE r.row_digest IS NOT NULL RETURN s.id, t.id, properties(r)"


def properties(row: Sent) -> dict[str, Cell | list[str]]:
    """Gives the properties of a row: lists as lists, absent ones as null, the ends of an edge left out."""
    said: dict[str, Cell | list[str]] = {
        name: list(cell) if isinstance(cell, tuple) else cell
        for name, cell in row.cells.items()
        if name not in ("source", "target")
    }
    return {**said, "row_digest": row.digest}


def add_edges(predicate: str) -> str:
    """Gives the statement that merges ``$rows`` of edges of one predicate."""
    return (
        "UNWIND $rows AS row MATCH (s:Entity {id: row.source}) MATCH (t:Entity {id: row.target}) "
        f"MERGE (s)-[r:{named(predicate)} {{id: row.id}}]->(t) SET r += row.said"
    )


def relabel(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """Gives the clauses that take labels off ``n`` and put others on; what other programs put there stays.

    >>> relabel(("A", "B"), ("B", "C"))
    ' REMOVE n:`A` SET n:`B`:`C`'
    """
    gone = [label for label in before if label not in after and label != "Entity"]
    removed = " REMOVE n" + "".join(f":{quoted(label)}" for label in gone) if gone else ""
    kept = [label for label in after if label != "Entity"]
    return removed + (" SET n" + "".join(f":{quoted(label)}" for label in kept) if kept else "")


def named(predicate: str) -> str:
    """Gives the type of a relationship as it stands in a statement.

    >>> named("usesTechnique")
    '`USES_TECHNIQUE`'
    """
    return quoted(relationship_type(predicate))


def quoted(name: str) -> str:
    """Gives a label or a type between backticks.

    Raises:
        LoadError: it holds a character that could end the quotation; no IRI does.
    """
    if "`" in name or "\\" in name or not name.isprintable():
        raise LoadError("this cannot be the name of a label or a type", code="load.name", where=repr(name))
    return f"`{name}`"
