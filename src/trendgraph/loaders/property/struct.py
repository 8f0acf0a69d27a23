"""What the loaders of property graphs share: rows as a database holds them, and what a database must be able to do.

A row becomes the properties of a node or an edge. The evidence of a claim, one JSON text in an export, becomes seven
lists of equal length (``evidence_source``, ``evidence_place``, …), because most databases cannot look into JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, Protocol

from trendgraph.exporters.property import EDGE_COLUMNS, NODE_COLUMNS, Cell, Column, EdgeRow, NodeRow

__all__ = [
    "COLUMNS",
    "TRANSIENT",
    "UNREACHABLE",
    "Known",
    "Sent",
    "Session",
    "State",
    "Table",
    "digest_of",
    "edge_of",
    "node_of",
    "sent",
]

Table = Literal["nodes", "edges"]
UNREACHABLE = "load.unreachable"
TRANSIENT = "load.busy"
_EVIDENCE = ("source", "place", "start", "end", "sha256", "directness", "stance")
_WORDS = {
    "source": "identifier of the source",
    "place": "where in the source, in words; empty where it is a passage",
    "start": "first character of the passage",
    "end": "character after the last",
    "sha256": "digest of the passage",
    "directness": "how near the source stands",
    "stance": "supports, disputes or mentions",
}
COLUMNS: dict[Table, tuple[Column, ...]] = {
    "nodes": NODE_COLUMNS,
    "edges": (
        *(column for column in EDGE_COLUMNS if column.name != "evidence"),
        *(Column(f"evidence_{name}", "list", f"of each piece of evidence: {_WORDS[name]}") for name in _EVIDENCE),
    ),
}
"""The properties of a node and of an edge; ``source`` and ``target`` are an edge's ends."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A row on its way: its properties, its digest, and its labels or its predicate.

    Attributes:
        before: labels that the node has in the database already.
    """

    id: str
    cells: dict[str, Cell]
    digest: str
    group: tuple[str, ...]
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A row that a loader wrote into the database before: the digest says what it wrote."""

    id: str
    digest: str
    group: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What the database says of the graph in it: release, numbers of nodes and edges, and one digest of all rows."""

    release: str
    nodes: int
    edges: int
    digest: str


class Session(Protocol):
    """One load into one database. Nothing is seen by others before ``finish``; leaving without it undoes everything."""

    def state(self) -> State | None:
        """Gives what the last load left, or None."""

    def known(self, table: Table) -> Iterable[Known]:
        """Gives the rows that stand there."""

    def add(self, table: Table, rows: Sequence[Sent]) -> None:
        """Adds rows that are not there."""

    def change(self, table: Table, rows: Sequence[Sent]) -> None:
        """Gives rows that are there their new properties."""

    def remove(self, table: Table, rows: Sequence[Known]) -> None:
        """Removes rows; of a node no edge is left."""

    def read(self, table: Table) -> Iterator[Mapping[str, object]]:
        """Reads every row back."""

    def ask(self, text: str, parameters: dict[str, str]) -> list[list[object]]:
        """Asks in the database's own language."""

    def finish(self, state: State) -> None:
        """Makes it so."""


def sent(row: NodeRow | EdgeRow) -> Sent:
    """Gives a row as it is sent."""
    if isinstance(row, NodeRow):
        cells = dict(zip((column.name for column in NODE_COLUMNS), row.cells(), strict=True))
        return Sent(row.id, cells, digest_of("nodes", cells), row.labels)
    cells = dict(zip((column.name for column in EDGE_COLUMNS), row.cells(), strict=True))
    evidence = json.loads(str(cells.pop("evidence") or "[]"))
    for name in _EVIDENCE:
        cells[f"evidence_{name}"] = tuple(str(item.get(name, "")) for item in evidence)
    return Sent(row.id, cells, digest_of("edges", cells), (row.predicate,))


def node_of(read: Mapping[str, object]) -> NodeRow:
    """Gives the node that was read back."""
    return NodeRow(**_cells("nodes", read))  # type: ignore[arg-type]


def edge_of(read: Mapping[str, object]) -> EdgeRow:
    """Gives the edge that was read back."""
    cells = _cells("edges", read)
    lists = [cells.pop(f"evidence_{name}") for name in _EVIDENCE]
    items = []
    for values in zip(*(found if isinstance(found, tuple) else () for found in lists), strict=True):
        item: dict[str, object] = dict(zip(_EVIDENCE, values, strict=True))
        if item["start"]:
            del item["place"]
            item.update(start=int(str(item["start"])), end=int(str(item["end"])))
        else:
            del item["start"], item["end"], item["sha256"]
        items.append(item)
    text = json.dumps(items, ensure_ascii=False, separators=(",", ":")) if items else None
    return EdgeRow(**cells, evidence=text)  # type: ignore[arg-type]


def digest_of(table: Table, read: Mapping[str, object]) -> str:
    """Gives the digest of a row, whether it was made here or read back.

    >>> one, other = {"id": "a", "labels": ["X"]}, {"labels": ("X",), "id": "a", "url": None}
    >>> digest_of("nodes", one) == digest_of("nodes", other)
    True
    """
    content = json.dumps(list(_cells(table, read).items()), ensure_ascii=False, separators=(",", ":"))
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _cells(table: Table, read: Mapping[str, object]) -> dict[str, Cell]:
    return {column.name: _cell(column, read.get(column.name)) for column in COLUMNS[table]}


def _cell(column: Column, found: object) -> Cell:
    match column.kind:
        case "list":
            return tuple(str(item) for item in found) if isinstance(found, list | tuple) else ()
        case "number":
            return float(found) if isinstance(found, int | float) else None
        case "flag":
            return found if isinstance(found, bool) else None
        case _:
            return None if found is None else str(found)
