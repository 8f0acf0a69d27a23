"""More text than memory should hold: lines sorted by way of sorted runs on disk, and text kept until it is wanted.

Up to a size everything stays in memory. Beyond it, runs go to files without a name, which the system removes whatever
becomes of this process, and are merged when all are there. Either way gives the same lines in the same order: the order
of UTF-8 bytes is that of code points.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import chain, groupby, islice
from pathlib import Path
from typing import BinaryIO, Protocol, Self, cast

__all__ = ["IN_MEMORY", "LIMIT", "Lines", "Spill"]

LIMIT = 24 * 2**20
"""Characters, with what a string costs besides, that stay in memory."""

_COST = 64  # of a string in a list, beside its characters
_WIDEST = 64  # runs that are merged at once: each is an open file
_CHUNK = 2**16
_BATCH = 1024


class Lines(Protocol):
    """Lines in order, as often as they are wanted."""

    def __iter__(self) -> Iterator[str]: ...

    def __len__(self) -> int: ...


class Spill:
    """Sorts and keeps text, in memory as long as there is little of it; to be used in a ``with`` block.

    Args:
        folder: where the files are made, by default where the system keeps temporary ones.
        limit: how much stays in memory.
    """

    def __init__(self, folder: Path | None = None, limit: int | None = None) -> None:
        self._folder = folder
        self._limit = LIMIT if limit is None else limit
        self._files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def sort(self, lines: Iterable[str]) -> Lines:
        """Gives lines in code point order, each once.

        Args:
            lines: text without line feeds and, but for a key's end, without the control characters below it.

        Raises:
            OSError: the disk refuses.
        """
        waiting: list[str] = []
        runs: list[BinaryIO] = []
        size = 0
        for line in lines:
            waiting.append(line)
            size += len(line) + _COST
            if size >= self._limit:
                runs.append(self._run(waiting))
                size = 0
                if len(runs) == _WIDEST:
                    runs = [self._merged(runs)[0]]
        if not runs:
            waiting.sort()
            return [line for line, _ in groupby(waiting)]
        runs.append(self._run(waiting))
        return _Spilled(*self._merged(runs))

    def keep(self, pieces: Iterable[str]) -> Iterator[str]:
        """Takes pieces of text now, all of them, and gives the same text back later, once.

        Raises:
            OSError: the disk refuses.
        """
        held: list[str] = []
        size = 0
        remaining = iter(pieces)
        for piece in remaining:
            held.append(piece)
            size += len(piece) + _COST
            if size >= self._limit:
                break
        else:
            return iter(held)
        file = self._file(piece.encode() for piece in chain(_emptied(held), remaining))
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        self._files.callback(text.detach)  # or its end would close the file before its time
        return iter(lambda: text.read(_CHUNK), "")

    def _run(self, waiting: list[str]) -> BinaryIO:
        waiting.sort()
        return self._file(f"{line}\n".encode() for line in _emptied(waiting))

    def _merged(self, runs: list[BinaryIO]) -> tuple[BinaryIO, int]:
        count = 0

        def each_once() -> Iterator[bytes]:
            nonlocal count
            for line, _ in groupby(merge(*runs)):
                count += 1
                yield line

        made = self._file(each_once())
        for run in runs:
            run.close()
        return made, count

    def _file(self, pieces: Iterable[bytes]) -> BinaryIO:
        file = cast("BinaryIO", tempfile.TemporaryFile(dir=self._folder))  # noqa: SIM115  # closed with the others
        self._files.callback(file.close)
        remaining = iter(pieces)
        while batch := list(islice(remaining, _BATCH)):
            file.write(b"".join(batch))
        file.seek(0)
        return file


IN_MEMORY = Spill(limit=sys.maxsize)
"""Never writes a file."""


class _Spilled:
    """Sorted lines in a file; several may read it at once."""

    def __init__(self, file: BinaryIO, count: int) -> None:
        self._file = file
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        place = 0
        begun: list[bytes] = []  # of a line that goes on, and may be long
        while True:
            self._file.seek(place)
            chunk = self._file.read(_CHUNK)
            if not chunk:
                return
            place += len(chunk)
            first, *others = chunk.split(b"\n")
            begun.append(first)
            if others:
                yield b"".join(begun).decode()
                *whole, rest = others
                for line in whole:
                    yield line.decode()
                begun = [rest]


def _emptied(items: list[str]) -> Iterator[str]:
    """Yields the items in order and leaves the list empty, so that no second copy of all of them is held."""
    yield from items
    items.clear()
