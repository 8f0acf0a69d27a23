"""The rows of an answer, read as they are asked for: however many they are, a few are held."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from typing import IO, Any, Self

import pyoxigraph as ox

from trendgraph.endpoint.restoring import restored_xml

__all__ = ["Rows", "restored_results"]

_CHUNK = 2**16
_END = "</result>"


class Rows:
    """Rows with the methods of ``pyoxigraph.QuerySolutions`` that the rooms use."""

    def __init__(self, variables: Sequence[ox.Variable], rows: Iterator[ox.QuerySolution]) -> None:
        self.variables = list(variables)
        self._rows = rows

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> ox.QuerySolution:
        return next(self._rows)


class _Pieces(io.RawIOBase):
    """What a generator yields, as a file."""

    def __init__(self, pieces: Iterator[str], body: IO[bytes]) -> None:
        self._pieces, self._body = pieces, body
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._left:
            self._left = memoryview(next(filter(None, self._pieces), "").encode())
        taken = min(len(buffer), len(self._left))
        buffer[:taken] = self._left[:taken]
        self._left = self._left[taken:]
        return taken

    def close(self) -> None:
        self._body.close()
        super().close()


def restored_results(body: IO[bytes], rewrites: Collection[str]) -> IO[bytes]:
    """Gives SPARQL results in XML with their terms restored, some rows at a time."""
    return io.BufferedReader(_Pieces(_restored(body, rewrites), body), _CHUNK) if rewrites else body


def _restored(body: IO[bytes], rewrites: Collection[str]) -> Iterator[str]:
    reader = io.TextIOWrapper(body, encoding="utf-8", newline="")
    left, size = "", _CHUNK
    while text := reader.read(size):
        whole, end, rest = (left + text).rpartition(_END)
        size = _CHUNK if end else 2 * size  # a row larger than what was read
        yield restored_xml(whole + end, rewrites)
        left = rest
    yield restored_xml(left, rewrites)
