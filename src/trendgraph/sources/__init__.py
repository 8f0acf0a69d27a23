"""Readers: one source, one module, one door each.

``read_source(name, path)`` yields records from what a publisher published; no network, no clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from trendgraph.claims import Record
from trendgraph.errors import SourceError, nearest

__all__ = ["READERS", "read_source"]

READERS = {"curated": "trendgraph.sources.curated"}


def read_source(name: str, path: Path) -> Iterator[Record]:
    """Yields the records of one source.

    Args:
        name: a key of ``READERS``.
        path: the file or folder as published.

    Raises:
        SourceError: no such reader, or the source is not in the form it should have.
    """
    if name not in READERS:
        raise SourceError(
            f"there is no reader {name!r}", code="source.reader", suggestions=nearest(name, READERS) or sorted(READERS)
        )
    reader = import_module(READERS[name])
    records: Iterator[Record] = reader.read(path)
    return records
