"""Compressed files: ``.gz`` and ``.zst``, without a clock or a name inside, so that bytes stay the same."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import BinaryIO, cast

from trendgraph.exporters.library import needed

__all__ = ["compressing", "decompressing", "split_compression"]

_ZSTANDARD = 'install it: pip install "trendgraph[tables]"; or write .gz, which needs nothing'
_SUFFIXES = (".gz", ".zst")


def split_compression(path: str) -> tuple[str, str]:
    """Gives a file name without its compression suffix, and that suffix.

    >>> split_compression("graph.nq.gz"), split_compression("graph.ttl")
    (('graph.nq', '.gz'), ('graph.ttl', ''))
    """
    suffix = PurePath(path).suffix.lower()
    return (path[: -len(suffix)], suffix) if suffix in _SUFFIXES else (path, "")


@contextmanager
def compressing(stream: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    """Gives a stream that compresses into ``stream`` in the way that ``suffix`` says; none leaves it as it is.

    Raises:
        ExportError: ``.zst`` needs a package that is not installed.
    """
    if suffix == ".gz":
        with gzip.GzipFile(filename="", mode="wb", fileobj=stream, compresslevel=6, mtime=0) as packed:
            yield cast("BinaryIO", packed)
    elif suffix == ".zst":
        with needed("zstandard", _ZSTANDARD).ZstdCompressor(level=9).stream_writer(stream, closefd=False) as packed:
            yield packed
    else:
        yield stream


@contextmanager
def decompressing(stream: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    """Gives a stream that reads what ``compressing`` wrote."""
    if suffix == ".gz":
        with gzip.GzipFile(fileobj=stream, mode="rb") as plain:
            yield cast("BinaryIO", plain)
    elif suffix == ".zst":
        with needed("zstandard", _ZSTANDARD).ZstdDecompressor().stream_reader(stream, closefd=False) as plain:
            yield plain
    else:
        yield stream
