"""Writing files whole or not at all: beside, fsync, rename, fsync of the folder."""

from __future__ import annotations

import os
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

    Raises:
        ExportError: the folder is missing, is not a folder, or the disk refuses (full, read-only).
    """
    folder = path.parent
    if not folder.is_dir():
        raise ExportError(
            f"the folder {folder} does not exist",
            code="export.folder",
            where=str(path),
            hint=f"make it first: mkdir -p {folder}",
        )
    if path.is_dir():
        raise ExportError("this is a folder, not a file", code="export.folder", where=str(path))
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{path.name}.", suffix=".part", delete=False) as stream:
            temporary = Path(stream.name)
            yield stream  # type: ignore[misc]  # typeshed's wrapper is a BinaryIO in all but name
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
        temporary = None
        _sync_folder(folder)
    except OSError as error:
        raise ExportError(
            f"cannot write: {error.strerror or error}",
            code="export.write",
            where=str(path),
            hint="the file that stood there before, if any, is untouched; free some space or choose another place",
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Writes ``content`` to ``path`` whole or not at all."""
    with atomic_writer(path) as stream:
        stream.write(content)


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
