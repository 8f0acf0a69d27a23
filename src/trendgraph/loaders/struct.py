"""What the room takes and hands out: a target, what to do there, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from trendgraph.endpoint import Credentials
from trendgraph.loaders.lease import Lease
from trendgraph.store import Store

__all__ = [
    "Answered",
    "GraphPlan",
    "LoadOptions",
    "LoadReport",
    "Loader",
    "Progress",
    "Rewriting",
    "Target",
    "TargetCheck",
    "Verifier",
]

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many statements of it are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Target:
    """A running database.

    Attributes:
        engine: name of the engine, ``standard`` where only SPARQL 1.1 is known of it.
        address: where it is: a URL or a path, without anything secret.
    """

    engine: str
    address: str

    def __str__(self) -> str:
        return f"{self.engine}:{self.address}"


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load.

    Attributes:
        credentials: who asks.
        dry_run: say what would be done, and change nothing.
        since: an older graph that the target should hold: what it had and the store has not is removed.
        graph_prefix: beginning of the names of the target's graphs, instead of the project's own.
        check: ask three questions at the target afterwards, and compare the answers.
        progress: is told how far it is.
        lease: who loads, so that nobody else does at the same time; without it two loads may disturb each other.
        verify: read back all that stands there, instead of believing what the target says of itself.
        straight: at a first load let graphs go to their places before they are read back, where the engine keeps
            nothing of a request that breaks off.
    """

    credentials: Credentials | None = None
    dry_run: bool = False
    since: Store | None = None
    graph_prefix: str | None = None
    check: bool = False
    progress: Progress | None = None
    lease: Lease | None = None
    verify: bool = False
    straight: bool = False

    def tell(self, what: str, done: int, of: int) -> None:
        """Tells how far it is to whoever wants to know."""
        if self.progress:
            self.progress(what, done, of)


@dataclass(frozen=True, slots=True, order=True)
class GraphPlan:
    """What happens to one named graph, or to the nodes or the edges: ``add``, ``replace`` or ``remove``."""

    name: str
    action: str
    statements: int


@dataclass(frozen=True, slots=True, order=True)
class Rewriting:
    """What a target changes in what it is given: values that mean the same and are written otherwise.

    Attributes:
        what: the datatype, or whatever is rewritten.
        sent: an example, as sent.
        kept: the same as the target gives it back.
        count: how many, in what was loaded now.
    """

    what: str
    sent: str
    kept: str
    count: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was asked here and at the target."""

    question: str
    rows: int
    rows_there: int
    same: bool


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, or would do.

    Attributes:
        target: where to, without anything secret.
        statements: in the graph that the target holds now.
        sent: statements that were sent now.
        changes: named graphs that were added, replaced or removed; empty when there was nothing to do.
        unchanged: named graphs that were there already.
        resumed: named graphs that an interrupted load had brought already.
        found: named graphs that the target did not tell of, and that were read back there as they should be.
        unlike: named graphs that did not stand there as the older graph (``since``) says.
        atomic: whether all changes became visible at once; otherwise one graph after the other.
        rewritten: what the target writes otherwise than it was sent.
        answers: the questions that were asked here and there.
        altered: values that the target cannot hold, and what it holds instead.
        words: what the parts of the graph and the things in them are called.
    """

    target: str
    engine: str
    statements: int = 0
    sent: int = 0
    changes: tuple[GraphPlan, ...] = ()
    unchanged: int = 0
    resumed: int = 0
    found: int = 0
    unlike: tuple[str, ...] = ()
    dry_run: bool = False
    atomic: bool = True
    rewritten: tuple[Rewriting, ...] = ()
    answers: tuple[Answered, ...] = ()
    altered: tuple[Rewriting, ...] = ()
    words: tuple[str, str] = ("graph", "statement")

    @property
    def nothing_to_do(self) -> bool:
        """Whether the target held exactly this graph already."""
        return not self.changes


@dataclass(frozen=True, slots=True)
class TargetCheck:
    """Whether a target holds what was loaded there.

    Attributes:
        parts: how many named graphs (or nodes and edges) were loaded.
        statements: how many statements (or rows) were loaded.
        missing: what is not there.
        changed: what is there otherwise than it was loaded.
        extra: what stands among it and was not loaded.
        waiting: named graphs that a load brought and has not put in their places yet.
        words: what the parts of the graph and the things in them are called.
    """

    target: str
    engine: str
    parts: int
    statements: int
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    waiting: int = 0
    words: tuple[str, str] = ("graph", "statement")

    @property
    def holds(self) -> bool:
        """Whether everything is there as it was loaded, and nothing else."""
        return not (self.missing or self.changed or self.extra)


class Loader(Protocol):
    """What brings a graph into one kind of database."""

    def __call__(self, store: Store, target: Target, options: LoadOptions) -> LoadReport:
        """Loads the store's graph into the target."""
        ...


class Verifier(Protocol):
    """What reads back what one kind of database holds."""

    def __call__(self, target: Target, options: LoadOptions) -> TargetCheck:
        """Holds the target against what was loaded there."""
        ...
