"""More text than memory should hold: lines sorted by way of sorted runs on disk, and text kept until it is wanted.

Up to a size everything stays in memory. Beyond it, runs go to files without a name, which the system removes whatever
becomes of this process, and are merged when all are there. Either way gives the same lines in the same order: the order
of UTF-8 bytes is that of code points.
"""

from __future__ import annotations

import io
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Protocol, Self, TypeVar, cast

__all__ = ["IN_MEMORY", "LIMIT", "Lines", "Sorting", "Spill"]

LIMIT = 24 * 2**20
"""Bytes, with what a string costs besides, that stay in memory."""

_COST = 64  # of a string in a list, beside its characters
_WIDEST = 64  # runs that are merged at once: each is an open file
_CHUNK = 2**16
_BATCH = 1024
Text = TypeVar("Text", str, bytes)
_Block = tuple[BinaryIO, list[bytes], int]  # a run, lines of it that were read, and how many of them were taken


class Lines(Protocol):
    """Lines in order, as often as they are wanted."""

    def __iter__(self) -> Iterator[str]: ...

    def __len__(self) -> int: ...

    def blocks(self) -> Iterator[bytes]:
        """Yields the UTF-8 of the lines, many at a time, each ended by a line feed."""
        ...


class Spill:
    """Sorts and keeps text, in memory as long as there is little of it; to be used in a ``with`` block.

    Args:
        folder: where the files are made, by default where the system keeps temporary ones.
        limit: how much stays in memory.
    """

    def __init__(self, folder: Path | None = None, limit: int | None = None) -> None:
        self._folder = folder
        self.limit = LIMIT if limit is None else limit
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
        sorting = Sorting(self)
        waiting: list[bytes] = []
        size = 0
        for line in lines:
            waiting.append(line.encode())
            size += len(line)
            if size >= _CHUNK:
                sorting.take(waiting)
                waiting = []
                size = 0
        sorting.take(waiting)
        return sorting.lines()

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
            if size >= self.limit:
                break
        else:
            return iter(held)
        file = self.file("".join(some).encode() for some in _batched(chain(_emptied(held), remaining)))
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        self._files.callback(text.detach)  # or its end would close the file before its time
        return iter(lambda: text.read(_CHUNK), "")

    def file(self, pieces: Iterable[bytes]) -> BinaryIO:
        """Gives a nameless file of pieces, to be read from its beginning; closed at the end of the ``with`` block."""
        file = cast("BinaryIO", tempfile.TemporaryFile(dir=self._folder))  # noqa: SIM115  # closed with the others
        self._files.callback(file.close)
        for piece in pieces:
            file.write(piece)
        file.seek(0)
        return file


class Sorting:
    """Takes the UTF-8 of lines as they come, and gives them sorted when all are there."""

    def __init__(self, spill: Spill) -> None:
        self._spill = spill
        self._waiting: list[bytes] = []
        self._size = 0
        self._runs: list[BinaryIO] = []

    def take(self, lines: list[bytes]) -> None:
        """Takes some lines, without line feeds.

        Raises:
            OSError: the disk refuses.
        """
        self._waiting += lines
        self._size += sum(map(len, lines)) + _COST * len(lines)
        if self._size >= self._spill.limit:
            self._run()

    def lines(self) -> Lines:
        """Gives all lines that were taken, each once.

        Raises:
            OSError: the disk refuses.
        """
        if not self._runs:
            self._waiting.sort()
            return _Held(line.decode() for line in dict.fromkeys(self._waiting))
        self._run()
        return _Spilled(*self._merged())

    def _run(self) -> None:
        self._waiting.sort()
        # A merge counts on each line standing once in a run.
        lines = dict.fromkeys(self._waiting)
        self._runs.append(self._spill.file(b"\n".join((*some, b"")) for some in _batched(lines)))
        self._waiting.clear()
        self._size = 0
        if len(self._runs) == _WIDEST:
            self._runs = [self._merged()[0]]

    def _merged(self) -> tuple[BinaryIO, int]:
        count = 0

        def joined() -> Iterator[bytes]:
            nonlocal count
            for lines in _merge(self._runs):
                count += len(lines)
                yield b"".join(lines)

        made = self._spill.file(joined())
        for run in self._runs:
            run.close()
        return made, count


def _merge(runs: list[BinaryIO]) -> Iterator[dict[bytes, None]]:
    """Yields the lines of sorted runs in order, each once.

    Of the lines at hand, those up to the least last line of a block come before all that is still to be read. Sorting
    these finds that they are sorted runs, and is many times as quick as comparing heads one by one.
    """
    blocks = [(run, run.readlines(_CHUNK), 0) for run in runs]
    while blocks := list(_refilled(blocks)):
        least = min(block[-1] for _, block, _ in blocks)
        taken: list[bytes] = []
        for place, (run, block, start) in enumerate(blocks):
            end = bisect_right(block, least, start)
            taken += block[start:end]
            blocks[place] = run, block, end
        taken.sort()
        yield dict.fromkeys(taken)


def _refilled(blocks: Iterable[_Block]) -> Iterator[_Block]:
    for run, block, start in blocks:
        if start < len(block):
            yield run, block, start
        elif following := run.readlines(_CHUNK):
            yield run, following, 0


IN_MEMORY = Spill(limit=sys.maxsize)
"""Never writes a file."""


class _Held(list[str]):
    """Sorted lines in memory."""

    def blocks(self) -> Iterator[bytes]:
        for start in range(0, len(self), _BATCH):
            yield "\n".join([*self[start : start + _BATCH], ""]).encode()


class _Spilled:
    """Sorted lines in a file; several may read it at once."""

    def __init__(self, file: BinaryIO, count: int) -> None:
        self._file = file
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        for block in self.blocks():
            lines = block.decode().split("\n")
            lines.pop()
            yield from lines

    def blocks(self) -> Iterator[bytes]:
        place = 0
        begun: list[bytes] = []  # of a line that goes on, and may be long
        while True:
            self._file.seek(place)
            chunk = self._file.read(_CHUNK)
            if not chunk:
                return
            place += len(chunk)
            end = chunk.rfind(b"\n") + 1
            if end:
                yield b"".join((*begun, chunk[:end]))
                begun = []
            begun.append(chunk[end:])


def _batched(items: Iterable[Text]) -> Iterator[list[Text]]:
    remaining = iter(items)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _emptied(items: list[str]) -> Iterator[str]:
    """Yields the items in order and leaves the list empty, so that no second copy of all of them is held."""
    yield from items
    items.clear()
