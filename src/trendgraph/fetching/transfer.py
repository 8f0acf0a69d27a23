"""One file over HTTP: resumed where it was cut, tried again where the server is busy, checked, put in place whole."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from trendgraph.errors import FetchError
from trendgraph.fetching.connection import Answer, ask

__all__ = ["Fetched", "Limits", "fetch_file"]

_CHUNK = 64 * 1024
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_LONGEST_WAIT = 60.0
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a transfer may go.

    Attributes:
        size: largest file in bytes.
        attempts: how often to try, the first time included.
        timeout: seconds without a byte after which a connection counts as cut.
        allow_private: whether addresses of this machine and of private networks may be asked.
        wait: waits for a number of seconds; tests pass another.
        on_progress: takes the bytes so far, and how many there will be if the server says so.
    """

    size: int = 2 * 1024**3
    attempts: int = 5
    timeout: float = 30.0
    allow_private: bool = False
    wait: Callable[[float], None] = time.sleep
    on_progress: Callable[[int, int | None], None] | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched.

    Attributes:
        resumed: bytes that an earlier, cut transfer had left.
        already: whether it was there with the right checksum and nothing was fetched.
    """

    path: Path
    url: str
    size: int
    sha256: str
    resumed: int = 0
    already: bool = False


class _CutError(Exception):
    """The transfer ended early; what came is kept, and trying again makes sense."""

    def __init__(self, words: str, wait: float | None = None) -> None:
        super().__init__(words)
        self.wait = wait


def fetch_file(url: str, path: Path, *, sha256: str | None = None, limits: Limits | None = None) -> Fetched:
    """Fetches a file to ``path``, whole or not at all.

    A transfer that was cut leaves ``.NAME.part`` beside it, from which the next one goes on if the server says that the
    file is still the same.

    Raises:
        FetchError: the address is refused, the file too large or not the one expected, or no attempt succeeded.
    """
    limits = limits or Limits()
    if sha256 is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
        raise FetchError(f"{sha256!r} is no SHA-256: 64 hexadecimal digits", code="fetch.checksum")
    if sha256 and path.is_file() and _digest(path) == sha256.lower():
        return Fetched(path, url, path.stat().st_size, sha256.lower(), already=True)
    part = path.with_name(f".{path.name}.part")
    tag = path.with_name(f".{path.name}.part.tag")
    begun = part.stat().st_size if part.is_file() and tag.is_file() else 0
    trouble = ""
    for attempt in range(limits.attempts):
        try:
            _transfer(url, part, tag, limits)
        except _CutError as cut:
            trouble = str(cut)
            if attempt + 1 < limits.attempts:
                limits.wait(min(cut.wait if cut.wait is not None else 2.0**attempt, _LONGEST_WAIT))
            continue
        found = _digest(part)
        if sha256 and found != sha256.lower():
            _forget(part, tag)
            raise FetchError(
                f"its SHA-256 is {found}, not {sha256.lower()}",
                code="fetch.checksum",
                where=url,
                hint="the publisher may have changed it; nothing was put in place",
            )
        size = part.stat().st_size
        part.replace(path)
        _forget(tag)
        return Fetched(path, url, size, found, resumed=begun)
    raise FetchError(
        f"no success in {limits.attempts} attempts: {trouble}",
        code="fetch.unreachable",
        where=url,
        hint="try again later: what came so far is kept",
    )


def _transfer(url: str, part: Path, tag: Path, limits: Limits) -> None:
    """Makes one attempt; goes on where the last one was cut, if the file is still the same."""
    have = part.stat().st_size if part.is_file() and tag.is_file() else 0
    headers = {"Range": f"bytes={have}-", "If-Range": tag.read_text("utf-8")} if have else {}
    try:
        with ask(url, headers, timeout=limits.timeout, allow_private=limits.allow_private) as answer:
            have = _begin(answer, url, have, part, tag)
            total = answer.length + have if answer.length is not None else None
            if total is not None and total > limits.size:
                raise _too_large(url, total, limits, part, tag)
            with _writing(part), part.open("ab" if have else "wb") as stream:
                have = _copy(answer, stream, have, total, url, limits, (part, tag))
                stream.flush()
                os.fsync(stream.fileno())
            if total is not None and have < total:
                raise _CutError(f"the connection was cut after {have:,} of {total:,} bytes")
    except (OSError, http.client.HTTPException) as error:
        raise _CutError(f"{type(error).__name__}: {error}") from error


def _begin(answer: Answer, url: str, have: int, part: Path, tag: Path) -> int:
    """Gives how many bytes of the file there are already, by what the server answers."""
    if answer.status in _BUSY:
        raise _CutError(f"the server answered {answer.status} {answer.reason}", answer.wait)
    if answer.status == 416 and have:
        _forget(part, tag)
        raise _CutError("the server has no such part of the file any more")
    if answer.status not in (200, 206):
        raise FetchError(f"the server answered {answer.status} {answer.reason}", code="fetch.refused", where=url)
    begins = _RANGE.fullmatch(answer.headers.get("content-range", ""))
    if answer.status == 206 and not (begins and int(begins[1]) == have):
        _forget(part, tag)
        raise _CutError("the server sent another part than the one asked for")
    if answer.status == 200:
        have = 0
        validator = answer.validator
        if validator:
            tag.write_text(validator, "utf-8")
        else:
            _forget(tag)
    return have


def _copy(
    answer: Answer, stream: BinaryIO, have: int, total: int | None, url: str, limits: Limits, rest: tuple[Path, Path]
) -> int:
    while chunk := _received(answer):
        have += len(chunk)
        if have > limits.size:
            raise _too_large(url, have, limits, *rest)
        stream.write(chunk)
        if limits.on_progress is not None:
            limits.on_progress(have, total)
    return have


def _received(answer: Answer) -> bytes:
    try:
        return answer.read(_CHUNK)
    except (OSError, http.client.HTTPException) as error:
        raise _CutError(f"{type(error).__name__}: {error}") from error


@contextlib.contextmanager
def _writing(part: Path) -> Iterator[None]:
    """Tells a full disk from a broken connection."""
    try:
        yield
    except OSError as error:
        raise FetchError(
            f"cannot write: {error.strerror or error}", code="fetch.write", where=str(part.parent)
        ) from error


def _too_large(url: str, size: int, limits: Limits, part: Path, tag: Path) -> FetchError:
    _forget(part, tag)
    return FetchError(
        f"{size:,} bytes or more, and {limits.size:,} are allowed",
        code="fetch.size",
        where=url,
        hint="allow more with --max-size",
    )


def _forget(*paths: Path) -> None:
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
