"""Writing files whole or not at all: beside, fsync, rename, fsync of the folder."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from trendgraph.errors import ExportError

__all__ = ["atomic_writer", "write_atomically"]


@contextmanager
def atomic_writer(path: Path) -> Iterator[BinaryIO]:
    """Gives a stream that becomes ``path`` only when the block ends without an error.

    A link is followed, permissions of a file that stood there are kept, and a pipe or device is written to as it is:
    putting a file in its place would destroy it.

    Raises:
        ExportError: the folder is missing, is not a folder, or the disk refuses (full, read-only).
    """
    path = path.resolve() if path.is_symlink() else path
    _check_target(path)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
        else:
            with _beside(path) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(
            f"cannot write: {error.strerror or error}",
            code="export.write",
            where=str(path),
            hint="the file that stood there before, if any, is untouched; free some space or choose another place",
        ) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Writes ``content`` to ``path`` whole or not at all."""
    with atomic_writer(path) as stream:
        stream.write(content)


def _check_target(path: Path) -> None:
    if not path.parent.is_dir():
        raise ExportError(
            f"the folder {path.parent} does not exist",
            code="export.folder",
            where=str(path),
            hint=f"make it first: mkdir -p {path.parent}",
        )
    if path.is_dir():
        raise ExportError("this is a folder, not a file", code="export.folder", where=str(path))


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as stream:
            temporary = Path(stream.name)
            yield stream  # type: ignore[misc]  # typeshed's wrapper is a BinaryIO in all but name
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
        temporary = None
        _sync_folder(path.parent)
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
