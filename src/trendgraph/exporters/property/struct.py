"""The rows of a property graph: a node a thing, an edge a claim, nothing reified.

Both have fixed columns, so that tables, databases and XML are written from one list. A column's type is ``text``,
``number`` (a double), ``flag`` (true, false or absent) or ``list`` (of texts).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Literal, cast

__all__ = ["EDGE_COLUMNS", "NODE_COLUMNS", "Cell", "Column", "EdgeRow", "NodeRow", "PropertyFormat", "Rows"]

Kind = Literal["text", "number", "flag", "list"]
Cell = str | float | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: what it is called.
        kind: the type of its cells.
        meaning: what it says.
        is_day: whether each text is a whole day, so that a table with a type for days can use it.
    """

    name: str
    kind: Kind
    meaning: str
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A thing: an entity, a concept, a qualifier, a source, or a value that a claim states."""

    id: str
    kind: str
    labels: tuple[str, ...]
    name: str
    aliases: tuple[str, ...] = ()
    value: str | None = None
    datatype: str | None = None
    precision: str | None = None
    publisher: str | None = None
    issued: str | None = None
    accessed: str | None = None
    licence: str | None = None
    url: str | None = None
    sha256: str | None = None
    proposed: bool | None = None

    def cells(self) -> tuple[Cell, ...]:
        """Gives the values in the order of ``NODE_COLUMNS``."""
        return _node_cells(self)


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A claim, or (``origin`` says so) a link of a scheme or a conclusion, which have no evidence of their own."""

    id: str
    source: str
    target: str
    predicate: str
    origin: str
    stance: str | None = None
    status: str | None = None
    confidence: float | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    recorded: str | None = None
    dropped: str | None = None
    unit: str | None = None
    preferred: bool | None = None
    sources: tuple[str, ...] = ()
    evidence: str | None = None

    def cells(self) -> tuple[Cell, ...]:
        """Gives the values in the order of ``EDGE_COLUMNS``."""
        return _edge_cells(self)


_node_cells, _edge_cells = (
    cast("Callable[[object], tuple[Cell, ...]]", attrgetter(*(item.name for item in fields(row))))
    for row in (NodeRow, EdgeRow)
)

NODE_COLUMNS = (
    Column("id", "text", "CURIE of the thing; value:HASH for a value"),
    Column("kind", "text", "class, Value for a value"),
    Column("labels", "list", "kind and the defined classes that reasoning put it into"),
    Column("name", "text", "preferred label"),
    Column("aliases", "list", "other names"),
    Column("value", "text", "lexical form of a value"),
    Column("datatype", "text", "CURIE of a value's datatype"),
    Column("precision", "text", "how exact a date is: day, month, quarter, year"),
    Column("publisher", "text", "CURIE of who published a source, or tg:undisclosed"),
    Column("issued", "text", "when a source was issued, as exact as it is known"),
    Column("accessed", "text", "day on which a source was read", is_day=True),
    Column("licence", "text", "CURIE of a source's licence, or tg:undisclosed"),
    Column("url", "text", "address of a source"),
    Column("sha256", "text", "digest of a source's content, where a snapshot is held"),
    Column("proposed", "flag", "true where a data set brought the name and nobody has decided yet what it means"),
)
EDGE_COLUMNS = (
    Column("id", "text", "hash of the claim's content; scheme:… and inferred:… for other edges"),
    Column("source", "text", "id of the node it starts from"),
    Column("target", "text", "id of the node it leads to"),
    Column("predicate", "text", "local name of the property"),
    Column("origin", "text", "claim, scheme or inferred"),
    Column("stance", "text", "affirms or denies"),
    Column("status", "text", "accepted, proposed, contested or retracted"),
    Column("confidence", "number", "0 to 1"),
    Column("valid_from", "text", "first period in which it holds (2024, 2024-Q1, 2024-03 or 2024-03-14)"),
    Column("valid_to", "text", "first period in which it no longer holds"),
    Column("recorded", "text", "day on which the graph learned it", is_day=True),
    Column("dropped", "text", "day on which the graph dropped it", is_day=True),
    Column("unit", "text", "CURIE of the unit of a value"),
    Column("preferred", "flag", "in a conflict: whether the rule prefers it"),
    Column("sources", "list", "identifiers of the sources, sorted"),
    Column("evidence", "text", "JSON: every source, place, directness and stance"),
)


@dataclass(frozen=True, slots=True)
class Rows:
    """A property graph: each call reads the store anew, in the same order, so that nothing is held in memory.

    Attributes:
        nodes: gives the nodes, sorted by id.
        edges: gives the edges, sorted by origin and id.
    """

    nodes: Callable[[], Iterator[NodeRow]]
    edges: Callable[[], Iterator[EdgeRow]]


@dataclass(frozen=True, slots=True)
class PropertyFormat:
    """One way of writing a property graph.

    Attributes:
        name: what ``format=`` takes.
        title: what people call it.
        suffixes: endings that choose it; empty where only its name does.
        folder: whether it writes several files into a folder.
        loses: what it cannot hold, in words; empty where it holds everything.
        pieces: gives the text, piece by piece; None where a library writes the file.
        write: writes rows to a file, or into a folder that exists and is empty; None where ``pieces`` gives the text.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    folder: bool
    loses: str
    pieces: Callable[[Rows], Iterator[str]] | None = None
    write: Callable[[Rows, Path], None] | None = None
