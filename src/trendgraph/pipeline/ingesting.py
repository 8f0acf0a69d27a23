"""Data sets into a store: each is read as a whole, and what it said before goes as a whole.

The graph is made anew from the curated records and from those of every data set, in a folder beside the store that
takes its place at the end. So a claim that a data set and a curator both make is one claim with two pieces of
evidence, conflicts and preferences are right over everything, and withdrawing a data set leaves what would stand there
without it.
"""

from __future__ import annotations

from pathlib import Path

from trendgraph.claims import merge_claims
from trendgraph.errors import SourceError, StoreError, nearest
from trendgraph.namespaces import graph_iri
from trendgraph.pipeline.building import assemble, build, known_readings, opened, with_ingested
from trendgraph.pipeline.sidecar import copy_records, curated_records, keep_reading
from trendgraph.pipeline.struct import BuildConfig, Clock, IngestConfig, Ingested, Reading
from trendgraph.pipeline.workplace import check_target, workplace
from trendgraph.resolution import ResolveLog
from trendgraph.sources import CURATED, READERS, source_info
from trendgraph.store import MANIFEST, open_store, read_manifest
from trendgraph.terms import load_terms

__all__ = ["ingest", "paths_below"]


def ingest(config: IngestConfig) -> Ingested:
    """Reads data sets into a store, or withdraws some; a store with the curated data is built where there is none.

    Reading the same files twice gives the same quads and the same manifest. Killed at any moment, the store is the old
    one or the new one.

    Raises:
        SourceError: there is no such reader, or a data set is not in the form it should have.
        StoreError: what is to be withdrawn is not there, the store is of an older form, locked, or the disk refuses.
    """
    for name in config.paths:
        source_info(name)
    clock = Clock(config.on_step)
    check_target(config.store)
    if not (config.store / MANIFEST).is_file():
        build(BuildConfig(out=config.store, check=False))
    readings = known_readings(config.store)
    _check_removed(config, readings)
    kept = {name: reading for name, reading in readings.items() if name not in config.remove | config.paths.keys()}
    # A data set changes nothing of what was measured.
    measured = list(open_store(config.store, read_only=True).quads(graph_iri("measured")))
    with workplace(config.store) as folder:
        if folder is None:
            raise TypeError("a store in memory takes no data sets")
        copy_records(config.store, folder, [CURATED, *kept])
        new = {}
        for name in sorted(config.paths):
            with clock.step(f"read {name}"):
                new[name] = keep_reading(folder, name, config, readings.get(name))
        settings = BuildConfig(without=_withdrawn(config.store), check=config.check)
        log = ResolveLog()
        with clock.step("merge"):
            curated = merge_claims(curated_records(folder), single_valued=load_terms().single_valued)
            claims = with_ingested(curated, folder, kept | new, without=settings.without, log=log)
        built = assemble(claims, folder, kept | new, settings, clock, measured)
    collapsed = dict(sorted(log.collapsed.items()))
    return Ingested(
        opened(built, config.store), tuple(new.values()), tuple(sorted(config.remove)), log.counts(), collapsed
    )


def paths_below(folder: Path) -> dict[str, Path]:
    """Gives the data sets in a folder with one folder for each reader, called as the reader or with hyphens.

    Raises:
        SourceError: there is none.
    """
    if not folder.is_dir():
        raise SourceError("there is no such folder", code="source.missing", where=str(folder))
    known = {spelling: name for name in READERS for spelling in (name, name.replace("_", "-"), name.replace("_", "."))}
    found = {known[path.name]: path for path in sorted(folder.iterdir()) if path.name in known}
    if not found:
        raise SourceError(
            "no folder in here is called as a reader",
            code="source.empty",
            where=str(folder),
            hint="name the folders after the readers: " + ", ".join(sorted(READERS)),
        )
    return found


def _withdrawn(store: Path) -> frozenset[str]:
    told = read_manifest(store).get("without", [])
    return frozenset(map(str, told)) if isinstance(told, list) else frozenset()


def _check_removed(config: IngestConfig, readings: dict[str, Reading]) -> None:
    for name in sorted(config.remove - readings.keys()):
        raise StoreError(
            f"no data set {name} was ingested into this store",
            code="store.reader",
            where=str(config.store),
            suggestions=nearest(name, readings) or sorted(readings),
        )
    both = sorted(config.remove & config.paths.keys())
    if both:
        raise SourceError(f"{', '.join(both)}: to be read and withdrawn at once", code="source.reader")
