"""What is known of where to get a data set, and the folder into which it goes."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from trendgraph.errors import FetchError
from trendgraph.fetching.transfer import Fetched, Limits, fetch_file
from trendgraph.resources import read_text
from trendgraph.sources import source_info

__all__ = ["Download", "cache_folder", "downloads_of", "fetch_files"]


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a data set: its name in the folder, and its address."""

    name: str
    url: str


def cache_folder() -> Path:
    """Gives the folder for fetched files: ``trendgraph`` below ``XDG_CACHE_HOME``, or below ``~/.cache``."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(stated) if stated and Path(stated).is_absolute() else Path.home() / ".cache"
    return base / "trendgraph"


def downloads_of(name: str) -> list[Download]:
    """Gives the files of a data set whose addresses are known.

    Raises:
        SourceError: there is no such reader.
        FetchError: no address is known; the hint says where to get it.
    """
    info = source_info(name)
    found = [Download(**entry) for entry in tomllib.loads(read_text("data/downloads.toml")).get(name, ())]
    if not found:
        raise FetchError(
            f"{name} has no address from which its files can be fetched as they are",
            code="fetch.page",
            where=name,
            hint=f"get it from {info.url or info.publisher} ({info.form}), then: trendgraph ingest {name} PATH",
        )
    return found


def fetch_files(
    name: str, folder: Path, *, sha256: str | None = None, url: str | None = None, limits: Limits | None = None
) -> list[Fetched]:
    """Fetches a data set into a folder, which is made; files that are there are replaced whole.

    Args:
        name: of the reader.
        folder: where the files go.
        sha256: what the file must have; only for a data set of one file.
        url: address to use instead of the known ones.
        limits: how large, how often, how long.

    Raises:
        FetchError: no address is known, or a file cannot be had; those before it stay.
    """
    wanted = [Download(url.rpartition("/")[2].partition("?")[0] or "file", url)] if url else downloads_of(name)
    source_info(name)
    if sha256 and len(wanted) > 1:
        raise FetchError(f"{name} has {len(wanted)} files: one checksum cannot be that of all", code="fetch.checksum")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FetchError(
            f"cannot make the folder: {error.strerror or error}", code="fetch.folder", where=str(folder)
        ) from error
    return [fetch_file(item.url, folder / item.name, sha256=sha256, limits=limits) for item in wanted]
