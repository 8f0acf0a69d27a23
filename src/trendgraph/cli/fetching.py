"""``trendgraph fetch``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from trendgraph.cli.common import echo_json, json_option

__all__ = ["fetch"]

_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}


def _size(ctx: click.Context, param: click.Parameter, stated: str) -> int:  # noqa: ARG001  # click's signature
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", stated.strip().lower())
    if not found:
        raise click.BadParameter("write a size like 500MB or 2GB")
    return int(float(found[1]) * _UNITS[found[2]])


@click.command()
@click.argument("name")
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Folder; by default one for NAME in the cache.")
@click.option("--sha256", metavar="HEX", help="What the file must have; a file that has it is not fetched again.")
@click.option("--max-size", "size", default="2GB", show_default=True, callback=_size, help="Largest file.")
@click.option("--url", help="Fetch this address instead of the known ones.")
@click.option("--attempts", type=click.IntRange(1, 20), default=5, show_default=True, help="How often to try.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and private networks too.")
@json_option
def fetch(
    name: str,
    folder: Path | None,
    sha256: str | None,
    size: int,
    url: str | None,
    attempts: int,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Fetch the files of a public data set: NAME is a reader (see `trendgraph sources`).

    A transfer that was cut goes on where it stopped; each file is put in place whole or not at all.
    """
    from trendgraph.fetching import Limits, cache_folder, fetch_files

    target = folder if folder is not None else cache_folder() / name
    with _progress() as on_progress:
        limits = Limits(size=size, attempts=attempts, allow_private=allow_private, on_progress=on_progress)
        done = fetch_files(name, target, sha256=sha256, url=url, limits=limits)
    if as_json:
        echo_json(
            [
                {"path": str(f.path), "url": f.url, "size": f.size, "sha256": f.sha256, "already": f.already}
                for f in done
            ]
        )
        return
    for found in done:
        state = "already there" if found.already else f"{found.size:,} bytes"
        click.echo(f"{found.path} ({state})\n  sha256 {found.sha256}")
    click.echo(f"next: trendgraph ingest {name} {done[0].path if len(done) == 1 else target}")


@contextmanager
def _progress() -> Iterator[Callable[[int, int | None], None] | None]:
    """Shows a bar on a terminal, and nothing elsewhere."""
    from trendgraph.cli.common import console

    screen = console(stderr=True)
    if not screen.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

    with Progress(BarColumn(), DownloadColumn(), TransferSpeedColumn(), console=screen, transient=True) as bars:
        task = bars.add_task("fetch", total=None)
        yield lambda have, total: bars.update(task, completed=have, total=total)
