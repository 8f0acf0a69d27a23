"""The rows of an answer, read as they are asked for: however many they are, a few are held."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import IO, Any, Self

import pyoxigraph as ox

from trendgraph.endpoint.restoring import restored_json, restored_xml

__all__ = ["Rows", "restored_results"]

_CHUNK = 2**16
_FORMS = {
    ox.QueryResultsFormat.JSON: ("}", restored_json),
    ox.QueryResultsFormat.XML: ("</result>", restored_xml),
}
"""After what a part of an answer may end, and how it is restored."""


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


def restored_results(body: IO[bytes], form: ox.QueryResultsFormat, rewrites: Collection[str]) -> IO[bytes]:
    """Gives SPARQL results in JSON or XML with their terms restored, some rows at a time."""
    if not rewrites or form not in _FORMS:
        return body
    return io.BufferedReader(_Pieces(_restored(body, *_FORMS[form], rewrites), body), _CHUNK)


def _restored(
    body: IO[bytes], ends_with: str, restored: Callable[[str, Collection[str]], str], rewrites: Collection[str]
) -> Iterator[str]:
    reader = io.TextIOWrapper(body, encoding="utf-8", newline="")
    left, size = "", _CHUNK
    while text := reader.read(size):
        whole, end, rest = (left + text).rpartition(ends_with)
        size = _CHUNK if end else 2 * size  # a row larger than what was read
        yield restored(whole + end, rewrites)
        left = rest
    yield restored(left, rewrites)
