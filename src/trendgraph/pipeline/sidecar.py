"""What was read, kept beside the quads: from it the graph is made anew when one data set comes, changes or goes.

``records/curated.jsonl`` holds the curated claims after they met, ``records/NAME.jsonl`` what the reader NAME yielded,
as it yielded it; names are resolved when the graph is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from trendgraph.claims import Claim, ClaimSet, Entity, Record, Source, record_line, records_of_lines
from trendgraph.errors import StoreError
from trendgraph.pipeline.struct import IngestConfig, Reading
from trendgraph.sources import CURATED, ReadLog, read_source
from trendgraph.store import read_manifest

__all__ = [
    "copy_records",
    "curated_records",
    "ingested_names",
    "ingested_records",
    "ingested_sources",
    "keep_curated",
    "keep_reading",
]

_FOLDER = "records"


def ingested_names(store: Path) -> tuple[str, ...]:
    """Gives the data sets that a store holds beside the curated data, sorted."""
    known = read_manifest(store).get("ingested", {})
    return tuple(sorted(known)) if isinstance(known, dict) else ()


def keep_curated(folder: Path, claims: ClaimSet) -> None:
    """Writes the curated records of a new store."""
    records: list[Record] = [*claims.entities.values(), *claims.sources.values(), *claims.claims.values()]
    _write(folder, CURATED, records)


def keep_reading(folder: Path, name: str, config: IngestConfig, before: Reading | None) -> Reading:
    """Reads a data set as published and writes its records, one at a time.

    Args:
        folder: the new store.
        name: the reader.
        config: where the data set is, and who wants to hear of it.
        before: what the reader did last time.

    Raises:
        SourceError: it is not in the form it should have.
    """
    on_reject = config.on_reject
    log = ReadLog(
        on_reject=None if on_reject is None else lambda reject: on_reject(name, reject), on_progress=config.on_progress
    )
    counts = {Claim: 0, Entity: 0, Source: 0}

    def counted() -> Iterator[Record]:
        for record in read_source(name, config.paths[name], log):
            counts[type(record)] += 1
            yield record

    digest = _write(folder, name, counted())
    if config.on_progress:
        config.on_progress(log.rows)
    # Read again unchanged, it says what it said then: the day stays, and so does every byte of the graph.
    accessed = before.accessed if before is not None and before.digest == digest else config.accessed
    return Reading(name, log.rows, counts[Claim], counts[Entity], dict(log.skipped), accessed, digest)


def copy_records(store: Path, folder: Path, names: Iterable[str]) -> None:
    """Takes what was read before into a new store, unchanged.

    Raises:
        StoreError: the store was made by a version that kept no records.
    """
    (folder / _FOLDER).mkdir(exist_ok=True)
    for name in names:
        source = _file(store, name)
        if not source.is_file():
            raise StoreError(
                f"this store does not hold what {name} was read from",
                code="store.records",
                where=str(store),
                hint=f"build it again: trendgraph build --out {store}",
            )
        _file(folder, name).hardlink_to(source)


def curated_records(folder: Path) -> Iterator[Record]:
    """Yields the curated records of a store."""
    return _read(folder, CURATED)


def ingested_records(folder: Path, name: str, accessed: date) -> Iterator[Record]:
    """Yields what a reader yielded, with the day on which it was read."""
    for record in _read(folder, name):
        match record:
            case Source():
                yield replace(record, accessed=accessed)
            case Claim():
                yield replace(record, recorded=accessed)
            case Entity():
                yield record


def ingested_sources(store: Path, names: Iterable[str]) -> list[str]:
    """Gives the identifiers of the sources that data sets brought into a store."""
    found = (record for name in names for record in _read(store, name))
    return sorted(record.identifier for record in found if isinstance(record, Source))


def _file(folder: Path, name: str) -> Path:
    return folder / _FOLDER / f"{name}.jsonl"


def _write(folder: Path, name: str, records: Iterable[Record]) -> str:
    digest = hashlib.sha256()
    (folder / _FOLDER).mkdir(exist_ok=True)
    with _file(folder, name).open("wb") as stream:
        for record in records:
            line = record_line(record).encode() + b"\n"
            digest.update(line)
            stream.write(line)
    return digest.hexdigest()


def _read(folder: Path, name: str) -> Iterator[Record]:
    path = _file(folder, name)
    with path.open(encoding="utf-8") as lines:
        yield from records_of_lines(lines, str(path))
