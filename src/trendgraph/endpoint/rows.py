"""The rows of an answer, read as they are asked for: however many they are, a few are held."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Generator, Iterator, Sequence
from typing import IO, Any, Self

import pyoxigraph as ox

from trendgraph.endpoint.restoring import restore_cell

__all__ = ["Rows", "restored_results"]

_CHUNK = 2**16
_ROWS = '"bindings"'


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
    """Gives SPARQL results in JSON with their terms restored, a row at a time; what is no JSON stays as it is."""
    return io.BufferedReader(_Pieces(_restored(body, rewrites), body), _CHUNK) if rewrites else body


def _restored(body: IO[bytes], rewrites: Collection[str]) -> Iterator[str]:
    reader = io.TextIOWrapper(body, encoding="utf-8", errors="replace", newline="")
    text = reader.read(_CHUNK)
    while (start := _first_row(text)) is None and (more := reader.read(_CHUNK)):
        text += more
    if start is not None:
        yield text[:start]
        text = yield from _restored_rows(text[start:], reader, rewrites)
    while text:
        yield text
        text = reader.read(_CHUNK)


def _first_row(text: str) -> int | None:
    """Gives where the list of rows begins, after its bracket."""
    bracket = text.find("[", text.find(_ROWS)) if _ROWS in text else -1
    return bracket + 1 if bracket >= 0 else None


def _restored_rows(text: str, reader: IO[str], rewrites: Collection[str]) -> Generator[str, None, str]:
    """Yields the rows, separated by commas, and returns the text after the last."""
    decode = json.JSONDecoder().raw_decode
    done: list[str] = []
    first, at, size = True, 0, _CHUNK
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at < len(text) and text[at] != "{":
            break
        try:
            row, end = decode(text, at)
        except json.JSONDecodeError:
            if done:
                yield "".join(done)
                done = []
            more = reader.read(size)
            if not more:
                break
            text, at, size = text[at:] + more, 0, 2 * size
            continue
        for cell in row.values():
            restore_cell(cell, rewrites)
        done.append(("" if first else ",") + json.dumps(row))
        first, at, size = False, end, _CHUNK
    yield "".join(done)
    return text[at:]
