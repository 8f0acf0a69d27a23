"""What the pipeline is told and what it gives."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from trendgraph.claims import ClaimSet
from trendgraph.materialisation import Materialised
from trendgraph.sources import Reject
from trendgraph.store import Store
from trendgraph.validation import Report

__all__ = ["BuildConfig", "Built", "Clock", "IngestConfig", "Ingested", "Reading"]


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """What to build and where.

    Attributes:
        data: folder of curated data; the shipped one by default.
        out: folder to leave the store in; None keeps it in memory.
        without: identifiers of withdrawn sources.
        check: whether to validate.
        keep: whether data sets that were ingested into ``out`` stay in it.
        on_step: called with the name of each step as it begins.
    """

    data: Path | None = None
    out: Path | None = None
    without: frozenset[str] = frozenset()
    check: bool = True
    keep: bool = True
    on_step: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader did with a data set.

    Attributes:
        reader: its name.
        rows: rows read.
        claims: claims made, before the same ones meet.
        entities: entities named.
        skipped: rows and cells that made no claim, by reason.
        accessed: day on which the files were read first in this form.
        digest: SHA-256 of what was read.
    """

    reader: str
    rows: int
    claims: int
    entities: int
    skipped: dict[str, int]
    accessed: date
    digest: str

    @classmethod
    def of(cls, reader: str, told: Mapping[str, Any]) -> Reading:
        """Gives the reading that a manifest tells of."""
        accessed = date.fromisoformat(told["accessed"])
        counts = (told["rows"], told["claims"], told["entities"], dict(told["skipped"]))
        return cls(reader, *counts, accessed=accessed, digest=told["digest"])

    def to_dict(self) -> dict[str, object]:
        """Gives the reading as JSON values, for the manifest."""
        return {
            "rows": self.rows,
            "claims": self.claims,
            "entities": self.entities,
            "skipped": dict(sorted(self.skipped.items())),
            "accessed": self.accessed.isoformat(),
            "digest": self.digest,
        }


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build.

    Attributes:
        store: the graph.
        claims: what it was built from.
        materialised: what was inferred, per rule.
        report: what validation found, or None where it was not asked for.
        kept: names of the ingested data sets that the graph holds.
        seconds: step to wall time in seconds.
    """

    store: Store
    claims: ClaimSet
    materialised: Materialised
    report: Report | None
    kept: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IngestConfig:
    """What to ingest and into which store.

    Attributes:
        store: folder of the store; one with the curated data is built where there is none.
        paths: reader to file or folder, as published.
        remove: readers whose data is withdrawn.
        accessed: day on which the files were read; kept from before where they say the same as then.
        check: whether to validate.
        on_step: called with the name of each step, or ``read NAME``, as it begins.
        on_progress: called with the number of rows read so far, now and then.
        on_reject: called with the reader and each row or cell that made no claim.
    """

    store: Path
    paths: dict[str, Path]
    accessed: date
    remove: frozenset[str] = frozenset()
    check: bool = True
    on_step: Callable[[str], None] | None = None
    on_progress: Callable[[int], None] | None = None
    on_reject: Callable[[str, Reject], None] | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """A store after an ingest.

    Attributes:
        built: the graph, as after a build.
        readings: what each reader did this time.
        removed: readers whose data was withdrawn.
        names: for each kind of thing, how many names of data sets were resolved and how many are proposed.
        collapsed: reader to the number of claims left out because both their ends are names of one thing.
    """

    built: Built
    readings: tuple[Reading, ...]
    removed: tuple[str, ...]
    names: dict[str, dict[str, int]]
    collapsed: dict[str, int] = field(default_factory=dict)


class Clock:
    """Wall time per step; for the report to the user only, it never reaches the graph."""

    def __init__(self, on_step: Callable[[str], None] | None) -> None:
        self.seconds: dict[str, float] = {}
        self._on_step = on_step

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Times a block under the name of its step."""
        if self._on_step:
            self._on_step(name)
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start
