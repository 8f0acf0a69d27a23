"""Writing files whole or not at all: beside, fsync, rename, fsync of the folder.

What is not yet whole stands in a hidden folder ``.NAME.*.part`` beside its place, which is locked for as long as the
process that made it lives. What a killed process left is therefore told from what another one is at work on, and goes
when the same name is written the next time.
"""

from __future__ import annotations

import ctypes
import fcntl
import glob
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from trendgraph.errors import ExportError

__all__ = [
    "atomic_file",
    "atomic_folder",
    "atomic_writer",
    "check_target",
    "fresh_folder",
    "is_device",
    "restore_folder",
    "write_atomically",
]

_HERE = -100  # AT_FDCWD: names are as the working folder sees them
_RENAME_EXCHANGE = 2


@contextmanager
def atomic_writer(path: Path) -> Iterator[BinaryIO]:
    """Gives a stream that becomes ``path`` only when the block ends without an error.

    A link is followed, permissions of a file that stood there are kept, and a pipe or device is written to as it is:
    putting a file in its place would destroy it.

    Raises:
        ExportError: the folder is missing, is not a folder, or the disk refuses (full, read-only).
    """
    if is_device(path):
        with _refusals(path), path.open("wb") as stream:
            yield stream
    else:
        with atomic_file(path) as temporary, temporary.open("wb") as stream:
            yield stream


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """Gives the name of an empty file that becomes ``path`` only when the block ends without an error.

    Raises:
        ExportError: as ``atomic_writer``.
    """
    path = path.resolve() if path.is_symlink() else path
    check_target(path)
    with _refusals(path), _beside(path) as temporary:
        yield temporary


def is_device(path: Path) -> bool:
    """Says whether a pipe or a device stands there, or what a link there leads to is one."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
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


@contextmanager
def fresh_folder(place: Path) -> Iterator[Path]:
    """Gives an empty folder beside ``place`` that takes its place when the block ends without an error.

    Until the last step nothing of ``place`` is touched, and that step is one exchange of two names: whoever is killed
    at any moment leaves the old folder or the new one, whole. What is left over beside it is swept away next time.

    Raises:
        OSError: the disk refuses; what stood there is untouched.
    """
    place = place.absolute()
    restore_folder(place)
    with _workplace(place) as work:
        work.mkdir()
        yield work
        for file in sorted(work.rglob("*")):
            if file.is_file():
                _sync_file(file)
        _exchange_folders(work, place)


def _exchange_folders(new: Path, place: Path) -> None:
    """Puts a folder in the place of another, in one step where the system has one; the old one is removed.

    Linux exchanges two names at once. Elsewhere there are two renames, and ``restore_folder`` mends what a crash
    between them leaves.
    """
    old = _aside(place)
    shutil.rmtree(old, ignore_errors=True)
    _sync_folder(new)
    if not place.exists():
        new.rename(place)
    elif _exchange(new, place):
        shutil.rmtree(new, ignore_errors=True)
    else:
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    _sync_folder(place.parent)


def restore_folder(place: Path) -> None:
    """Puts a folder back that a crash in the middle of an exchange left aside."""
    if not place.exists() and _aside(place).is_dir():
        _aside(place).rename(place)


def _aside(place: Path) -> Path:
    return place.absolute().with_name(f".{place.name}.old")


def _exchange(left: Path, right: Path) -> bool:
    """Exchanges two names in one step; says so where the system or the disk cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    names = (os.fsencode(left), os.fsencode(right))
    return bool(renameat2(_HERE, names[0], _HERE, names[1], _RENAME_EXCHANGE) == 0)


def check_target(path: Path) -> None:
    """Refuses a place where no file can be put.

    Raises:
        ExportError: the folder is missing, or a folder stands there.
    """
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
def _beside(path: Path) -> Iterator[Path]:
    with _workplace(path) as temporary:
        temporary.touch()
        yield temporary
        _sync_file(temporary)
        temporary.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
        _sync_folder(path.parent)


@contextmanager
def _workplace(place: Path) -> Iterator[Path]:
    """Gives a name in a folder of this process's own beside ``place``, having swept away those of killed processes."""
    for left in place.parent.glob(f".{glob.escape(place.name)}.*.part"):
        if left.is_dir() and not left.is_symlink():
            _remove_abandoned(left)
    work, lock = _own_folder(place)
    try:
        yield work / place.name
    finally:
        # A database that was interrupted leaves a journal beside its file: all goes.
        shutil.rmtree(work, ignore_errors=True)
        os.close(lock)


def _own_folder(place: Path) -> tuple[Path, int]:
    while True:
        work = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part"))
        with suppress(FileNotFoundError):
            lock = os.open(work, os.O_RDONLY)
            with suppress(OSError):  # where a disk knows no locks, nobody sweeps either
                fcntl.flock(lock, fcntl.LOCK_EX)
            if work.exists():
                return work, lock
            os.close(lock)  # somebody swept it away before it was locked


def _remove_abandoned(folder: Path) -> None:
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while its maker lives
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)


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


@contextmanager
def atomic_folder(path: Path, *, made_by_us: str) -> Iterator[Path]:
    """Gives an empty folder beside ``path`` that takes its place, whole, when the block ends well.

    Args:
        path: the folder to make; one that stands there is replaced only if it holds a file named ``made_by_us``.
        made_by_us: name of a file that says that the folder was written by this project.

    Raises:
        ExportError: something else stands there, the folder above is missing, or the disk refuses.
    """
    path = path.absolute()
    if path.exists() and not (path / made_by_us).is_file() and not (path.is_dir() and not any(path.iterdir())):
        raise ExportError(
            "something else stands there",
            code="export.folder",
            where=str(path),
            hint="give a folder that does not exist yet, or one that an export made",
        )
    check_target(path.with_name(f"{path.name}.{made_by_us}"))
    try:
        with fresh_folder(path) as work:
            yield work
    except OSError as error:
        raise ExportError(
            f"cannot write: {error.strerror or error}",
            code="export.write",
            where=str(path),
            hint="what stood there before, if anything, is untouched; free some space or choose another place",
        ) from error


def _sync_file(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
