"""The one place that knows the order: read, merge, build, materialise, validate, store."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from trendgraph._version import __version__
from trendgraph.claims import Claim, ClaimSet, Record, extend_claims, merge_claims
from trendgraph.errors import ClaimError, nearest
from trendgraph.explorer import keep_places
from trendgraph.files import write_atomically
from trendgraph.graph import claim_quads, vocabulary_quads
from trendgraph.materialisation import materialise
from trendgraph.pipeline.sidecar import copy_records, ingested_names, ingested_records, ingested_sources, keep_curated
from trendgraph.pipeline.struct import BuildConfig, Built, Clock, Reading
from trendgraph.pipeline.workplace import check_target, workplace
from trendgraph.resolution import ResolveLog, make_resolver, resolve_records
from trendgraph.resources import resource_path
from trendgraph.sources import CURATED, read_source
from trendgraph.sources.curated import read_all_tests
from trendgraph.store import MANIFEST, Store, open_store, read_manifest
from trendgraph.terms import load_terms
from trendgraph.trends import estimate_iri, judge, measured_quads, read_measured, verdict_quads
from trendgraph.validation import Report, validate

_CHUNK = 250_000
"""So many quads are written to disk at once."""

__all__ = ["assemble", "build", "known_readings", "opened", "read_claims", "with_ingested"]


def read_claims(config: BuildConfig, known: Collection[str] = ()) -> ClaimSet:
    """Gives the merged claims of the configured data, without building a graph.

    Args:
        config: what to read and what to leave out.
        known: identifiers of sources that are not curated and may be left out too.

    Raises:
        ClaimError: a source to leave out does not exist.
    """
    records = list(read_source(CURATED, config.data or resource_path("data")))
    everything = merge_claims(records, single_valued=load_terms().single_valued)
    for identifier in sorted(config.without - everything.sources.keys() - set(known)):
        raise ClaimError(
            f"there is no source {identifier} to leave out",
            code="claim.source",
            suggestions=nearest(identifier, [*everything.sources, *known]),
        )
    if not config.without:
        return everything
    return merge_claims(records, single_valued=load_terms().single_valued, without=config.without)


def build(config: BuildConfig | None = None) -> Built:
    """Reads the curated data and makes a validated, queryable graph of it.

    With ``out``, the store is made beside the folder and put in its place when all is done; an interrupted build leaves
    what stood there before. Data sets that were ingested into ``out`` stay in it, unless ``keep`` says otherwise.

    Raises:
        TrendgraphError: any step's own error; nothing is left half-written.
    """
    config = config or BuildConfig()
    clock = Clock(config.on_step)
    if config.out is not None:
        check_target(config.out)
    out = config.out
    readings = known_readings(out) if out is not None and config.keep else {}
    with clock.step("read"):
        known = ingested_sources(out, readings) if out is not None and config.without else ()
        claims = read_claims(config, known)
    with workplace(out) as folder:
        if folder is not None and out is not None:
            keep_curated(folder, claims)
            copy_records(out, folder, readings)
            if readings:
                with clock.step("merge"):
                    claims = with_ingested(claims, folder, readings, without=config.without)
        built = assemble(claims, folder, readings, config, clock, _measured(config, claims))
    return opened(built, out)


def with_ingested(
    curated: ClaimSet,
    folder: Path,
    readings: Mapping[str, Reading],
    *,
    without: frozenset[str] = frozenset(),
    log: ResolveLog | None = None,
) -> ClaimSet:
    """Gives the curated claims together with those of the data sets whose records a folder holds, names resolved."""
    resolver = make_resolver([*curated.entities.values(), *curated.sources.values(), *curated.claims.values()])
    log = ResolveLog() if log is None else log

    def records() -> Iterator[Record]:
        for name, reading in sorted(readings.items()):
            read = partial(ingested_records, folder, name, reading.accessed)
            for record in resolve_records(read, resolver, reader=name, log=log):
                # Two names of one thing: what related them says nothing any more.
                if isinstance(record, Claim) and record.subject == record.object:
                    log.collapsed[name] += 1
                else:
                    yield record

    return extend_claims(curated, records(), single_valued=load_terms().single_valued, without=without)


def assemble(
    claims: ClaimSet,
    folder: Path | None,
    readings: Mapping[str, Reading],
    config: BuildConfig,
    clock: Clock,
    measured: Iterable[ox.Quad],
) -> Built:
    """Makes the graph of a claim set, and a store of it in ``folder`` where one is given."""
    store = open_store("memory:")
    with clock.step("build"):
        store.add(vocabulary_quads())
        store.add(claim_quads(claims))
        store.add(measured)
    with clock.step("materialise"):
        materialised = materialise(store)
    report = None
    if config.check:
        with clock.step("validate"):
            report = validate(store)
    if folder is not None:
        with clock.step("store"):
            _write_store(store, folder, claims, report, _told(readings, config))
        with clock.step("place"):
            keep_places(store, claims.claims, folder)
    return Built(store, claims, materialised, report, tuple(sorted(readings)), clock.seconds)


def _measured(config: BuildConfig, claims: ClaimSet) -> Iterator[ox.Quad]:
    """Yields what the data says was measured, without what was counted over a source that is left out, and judges."""
    data = config.data or resource_path("data")
    everything = read_measured(data)
    measured = everything.without(config.without) if config.without else everything
    judged = [
        verdict
        for tests in read_all_tests(data)
        if tests.report not in config.without
        for verdict in judge(tests, claims.claims.values(), measured)
    ]
    estimates = {estimate_iri(one): one for found in measured.estimates.values() for one in found}
    # An estimate that was not computed beforehand was computed to judge.
    estimates |= {estimate_iri(voice.estimate): voice.estimate for verdict in judged for voice in verdict.voices}
    observations = [one for found in measured.observations.values() for one in found]
    yield from measured_quads(everything.indicators, observations, estimates.values(), without=config.without)
    yield from verdict_quads(judged)


def known_readings(store: Path) -> dict[str, Reading]:
    """Gives what a store says of the data sets that were ingested into it."""
    told = read_manifest(store).get("ingested", {})
    return {name: Reading.of(name, told[name]) for name in ingested_names(store)} if isinstance(told, dict) else {}


def opened(built: Built, out: Path | None) -> Built:
    """Gives the same with the store as it now stands in its folder."""
    return built if out is None else replace(built, store=open_store(out, read_only=True))


def _told(readings: Mapping[str, Reading], config: BuildConfig) -> dict[str, object]:
    return {
        "ingested": {name: reading.to_dict() for name, reading in sorted(readings.items())},
        "without": sorted(config.without),
    }


def _write_store(
    store: Store, folder: Path, claims: ClaimSet, report: Report | None, told: Mapping[str, object]
) -> None:
    target = open_store(folder)
    quads = store.quads()
    # In one go the engine would hold all of them once more, sorted in each of its orders.
    while chunk := list(islice(quads, _CHUNK)):
        target.add(chunk)
    # Each chunk left files of its own, all of which would be asked for every term. Made one, a graph of 10^7 quads is
    # read in a third of the time.
    if isinstance(target.raw, ox.Store):
        target.raw.optimize()
    target.raw.flush()
    manifest = {
        "format": 2,
        "trendgraph": __version__,
        "ontology": load_terms().version,
        "evidence_up_to": max((s.accessed.isoformat() for s in claims.sources.values()), default=None),
        "conforms": None if report is None else report.conforms,
        **told,
        "quads": {name: store.count(name) for name in store.graph_names()},
    }
    write_atomically(folder / MANIFEST, (json.dumps(manifest, indent=2) + "\n").encode())
