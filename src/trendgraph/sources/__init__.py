"""Readers: one source, one module, one door each.

``read_source(name, path, log)`` yields records from what a publisher published; no network, no clock. The curated facts
are one source among others; every other reader is a module with ``INFO`` and ``read(path, log)``, listed in
``READERS``, and loads a heavy library only when it reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from trendgraph.claims import Record
from trendgraph.errors import SourceError, nearest
from trendgraph.sources.struct import ReadLog, Reject, SourceInfo

__all__ = ["CURATED", "READERS", "ReadLog", "Reject", "SourceInfo", "read_source", "source_info"]

CURATED = "curated"
READERS = {
    name: f"trendgraph.sources.{name}"
    for name in (
        "arxiv",
        "ecologits",
        "ecosystem_graphs",
        "epoch",
        "fda_aiml",
        "federal_ai_inventory",
        "fmti",
        "ml_energy",
        "models_dev",
        "osai_index",
        "vorplabs",
    )
}
"""Reader of a public data set to its module; each name is also the folder in which ``ingest --all`` looks."""


def read_source(name: str, path: Path, log: ReadLog | None = None) -> Iterator[Record]:
    """Yields the records of one source.

    Args:
        name: ``curated``, or a key of ``READERS``.
        path: the file or folder as published.
        log: takes what a reader counts and rejects; curated files are wholly right or an error.

    Raises:
        SourceError: no such reader, or the source is not in the form it should have.
    """
    if name == CURATED:
        from trendgraph.sources import curated

        return curated.read(path)
    records: Iterator[Record] = import_module(_module(name)).read(path, ReadLog() if log is None else log)
    return records


def source_info(name: str) -> SourceInfo:
    """Gives what a reader says of itself.

    Raises:
        SourceError: there is no such reader.
    """
    info: SourceInfo = import_module(_module(name)).INFO
    return info


def _module(name: str) -> str:
    if name not in READERS:
        raise SourceError(
            f"there is no reader {name!r}",
            code="source.reader",
            suggestions=nearest(name, [CURATED, *READERS]) or sorted(READERS),
        )
    return READERS[name]
