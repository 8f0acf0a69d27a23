"""A fresh folder beside a store that takes its place when all is done, in one step of the file system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trendgraph.errors import StoreError
from trendgraph.files import fresh_folder, restore_folder
from trendgraph.store import MANIFEST, open_store

__all__ = ["check_target", "workplace"]


def check_target(out: Path) -> None:
    """Refuses a place where no store can be put.

    Raises:
        StoreError: it is a file, holds other things, or stands in no folder.
    """
    if out.exists() and not out.is_dir():
        raise StoreError(
            "this is a file, not a folder", code="store.not_a_folder", where=str(out), hint="choose another --out"
        )
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise StoreError(
            "the folder holds other things and is not a trendgraph store",
            code="store.foreign",
            where=str(out),
            hint="choose an empty or new folder; nothing was touched",
        )
    if not out.absolute().parent.is_dir():
        raise StoreError(
            f"the folder {out.absolute().parent} does not exist",
            code="store.folder",
            where=str(out),
            hint=f"make it first: mkdir -p {out.parent}",
        )


@contextmanager
def workplace(out: Path | None) -> Iterator[Path | None]:
    """Gives a fresh folder beside ``out`` that takes its place when the block ends well.

    Raises:
        StoreError: another process has the store open, or the disk refuses.
    """
    if out is None:
        yield None
        return
    restore_folder(out)
    # Held open until the exchange, so that nobody else builds or ingests here meanwhile; reading stays possible.
    guard = open_store(out) if (out / "quads").is_dir() else None
    try:
        with fresh_folder(out) as work:
            yield work
            del guard
    except OSError as error:
        raise StoreError(
            f"cannot write the store: {error.strerror or error}",
            code="store.write",
            where=str(out),
            hint="free some space or choose another --out; what stood there before is untouched",
        ) from error
