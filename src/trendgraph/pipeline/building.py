"""The one place that knows the order: read, merge, build, materialise, validate, store."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from trendgraph._version import __version__
from trendgraph.claims import ClaimSet, merge_claims
from trendgraph.errors import ClaimError, StoreError, nearest
from trendgraph.files import write_atomically
from trendgraph.graph import build_graph, vocabulary_quads
from trendgraph.materialisation import Materialised, materialise
from trendgraph.resources import resource_path
from trendgraph.sources import read_source
from trendgraph.store import MANIFEST, Store, open_store
from trendgraph.terms import load_terms
from trendgraph.validation import Report, validate

__all__ = ["BuildConfig", "Built", "build", "read_claims"]

STEPS = ("read", "merge", "build", "materialise", "validate", "store")


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """What to build and where.

    Attributes:
        data: folder of curated data; the shipped one by default.
        out: folder to leave the store in; None keeps it in memory.
        without: identifiers of withdrawn sources.
        check: whether to validate.
        on_step: called with the name of each step as it begins.
    """

    data: Path | None = None
    out: Path | None = None
    without: frozenset[str] = frozenset()
    check: bool = True
    on_step: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build.

    Attributes:
        store: the graph.
        claims: what it was built from.
        materialised: what was inferred, per rule.
        report: what validation found, or None where it was not asked for.
        seconds: step to wall time in seconds.
    """

    store: Store
    claims: ClaimSet
    materialised: Materialised
    report: Report | None
    seconds: dict[str, float] = field(default_factory=dict)


def read_claims(config: BuildConfig) -> ClaimSet:
    """Gives the merged claims of the configured data, without building a graph.

    Raises:
        ClaimError: a source to leave out does not exist.
    """
    single_valued = frozenset(p.iri for p in load_terms().predicates.values() if p.single_valued)
    records = list(read_source("curated", config.data or resource_path("data")))
    everything = merge_claims(records, single_valued=single_valued)
    for identifier in sorted(config.without - everything.sources.keys()):
        raise ClaimError(
            f"there is no source {identifier} to leave out",
            code="claim.source",
            suggestions=nearest(identifier, everything.sources),
        )
    if not config.without:
        return everything
    return merge_claims(records, single_valued=single_valued, without=config.without)


def build(config: BuildConfig | None = None) -> Built:
    """Reads the curated data and makes a validated, queryable graph of it.

    With ``out``, the store is made beside the folder and put in its place when all is done; an interrupted build leaves
    what stood there before.

    Raises:
        TrendgraphError: any step's own error; nothing is left half-written.
    """
    config = config or BuildConfig()
    clock = _Clock(config.on_step)
    if config.out is not None:
        _check_target(config.out)
    with clock.step("read"):
        claims = read_claims(config)
    with _workplace(config.out) as folder:
        store = open_store("memory:")
        with clock.step("build"):
            store.add(vocabulary_quads())
            store.add(build_graph(claims))
        with clock.step("materialise"):
            materialised = materialise(store)
        report = None
        if config.check:
            with clock.step("validate"):
                report = validate(store)
        if folder is not None:
            with clock.step("store"):
                _write_store(store, folder, claims, report)
    if config.out is not None:
        store = open_store(config.out, read_only=True)
    return Built(store, claims, materialised, report, clock.seconds)


class _Clock:
    """Wall time per step; for the report to the user only, it never reaches the graph."""

    def __init__(self, on_step: Callable[[str], None] | None) -> None:
        self.seconds: dict[str, float] = {}
        self._on_step = on_step

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        if self._on_step:
            self._on_step(name)
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def _check_target(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise StoreError(
            "this is a file, not a folder", code="store.not_a_folder", where=str(out), hint="choose another --out"
        )
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise StoreError(
            "the folder holds other things and is not a trendgraph store",
            code="store.foreign",
            where=str(out),
            hint="choose an empty or new folder; nothing was touched",
        )
    if not out.absolute().parent.is_dir():
        raise StoreError(
            f"the folder {out.absolute().parent} does not exist",
            code="store.folder",
            where=str(out),
            hint=f"make it first: mkdir -p {out.parent}",
        )


@contextmanager
def _workplace(out: Path | None) -> Iterator[Path | None]:
    """Gives a fresh folder beside ``out`` that takes its place when the block ends well."""
    if out is None:
        yield None
        return
    if out.is_dir() and (out / "quads").is_dir():
        open_store(out).raw.flush()  # fails with a clear error when another process holds the lock
    work = out.absolute().with_name(f".{out.name}.building")
    old = out.absolute().with_name(f".{out.name}.old")
    for leftover in (work, old):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        work.mkdir()
        yield work
        if out.exists():
            out.absolute().rename(old)
        work.rename(out.absolute())
    except OSError as error:
        raise StoreError(
            f"cannot write the store: {error.strerror or error}",
            code="store.write",
            where=str(out),
            hint="free some space or choose another --out; what stood there before is untouched",
        ) from error
    finally:
        if old.exists() and not out.exists():
            old.rename(out.absolute())
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _write_store(store: Store, folder: Path, claims: ClaimSet, report: Report | None) -> None:
    target = open_store(folder)
    target.add(store.quads())
    target.raw.flush()
    manifest = {
        "format": 1,
        "trendgraph": __version__,
        "ontology": load_terms().version,
        "evidence_up_to": max((s.accessed.isoformat() for s in claims.sources.values()), default=None),
        "conforms": None if report is None else report.conforms,
        "quads": {name: store.count(name) for name in store.graph_names()},
    }
    write_atomically(folder / MANIFEST, (json.dumps(manifest, indent=2) + "\n").encode())
