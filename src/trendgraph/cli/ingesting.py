"""``trendgraph sources`` and ``trendgraph ingest``."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.building import DOING, verdict
from trendgraph.cli.common import DEFAULT_STORE, console, count, echo_json, json_option, store_folder

if TYPE_CHECKING:
    from trendgraph.pipeline import Ingested
    from trendgraph.sources import Reject

__all__ = ["ingest", "sources"]


@click.command()
@json_option
def sources(as_json: bool) -> None:
    """List the public data sets that can be read: licence, what they fill, where to get them."""
    from dataclasses import asdict

    from trendgraph.namespaces import compact
    from trendgraph.sources import READERS, source_info

    found = [source_info(name) for name in READERS]
    if as_json:
        echo_json([asdict(info) for info in found])
        return
    screen = console()
    for info in found:
        shared = "" if info.may_redistribute else "; what is made of it may not be passed on"
        screen.print(f"[bold]{info.name}[/]  {info.title} ({info.publisher})")
        screen.print(f"    fills    {info.fills}", soft_wrap=True)
        screen.print(f"    takes    {info.form}", soft_wrap=True)
        screen.print(f"    licence  {compact(info.licence)}{shared}", soft_wrap=True)
        screen.print(f"    from     {info.url or 'its publisher'}", soft_wrap=True)


@click.command()
@click.argument("pairs", nargs=-1, metavar="[NAME PATH]...")
@click.option(
    "--all", "folder", type=click.Path(path_type=Path), help="Folder with one folder for each reader, called like it."
)
@click.option("--remove", multiple=True, metavar="NAME", help="Withdraw what this reader gave; repeatable.")
@click.option("--store", type=store_folder, metavar="PATH", envvar="TRENDGRAPH_STORE", default=str(DEFAULT_STORE))
@click.option("--rejects", type=click.Path(path_type=Path), help="CSV file for every row or cell that made no claim.")
@click.option("--accessed", metavar="DATE", help="Day on which the files were fetched; today by default.")
@click.option("--check/--no-check", default=True, show_default=True, help="Validate the graph.")
@json_option
def ingest(
    pairs: tuple[str, ...],
    folder: Path | None,
    remove: tuple[str, ...],
    store: Path,
    rejects: Path | None,
    accessed: str | None,
    check: bool,
    as_json: bool,
) -> int:
    """Read public data sets into the store: NAME is a reader (see `trendgraph sources`), PATH its file or folder.

    What the reader gave before is replaced as a whole; reading the same twice changes nothing.

    Exit status: 0 the graph conforms, 1 it was made and has violations, 2 nothing was changed.
    """
    from trendgraph.pipeline import IngestConfig
    from trendgraph.pipeline import ingest as run

    paths = _paths(pairs, folder)
    if not paths and not remove:
        raise click.UsageError("name a data set and its path, --all FOLDER, or --remove NAME")
    if store == DEFAULT_STORE:
        store.parent.mkdir(exist_ok=True)
    with _rejects_file(rejects) as on_reject, _progress() as (on_step, on_progress):
        done = run(
            IngestConfig(
                store=store,
                paths=paths,
                accessed=_day(accessed),
                remove=frozenset(remove),
                check=check,
                on_step=on_step,
                on_progress=on_progress,
                on_reject=on_reject,
            )
        )
    if as_json:
        echo_json(_facts(done, store))
    else:
        _print_summary(done, store, rejects)
    report = done.built.report
    return 1 if report is not None and not report.conforms else 0


def _paths(pairs: tuple[str, ...], folder: Path | None) -> dict[str, Path]:
    from trendgraph.pipeline import paths_below

    if len(pairs) % 2:
        raise click.UsageError(f"{pairs[-1]!r} has no path: give NAME PATH, NAME PATH, …")
    paths = {} if folder is None else paths_below(folder)
    named: dict[str, Path] = {}
    for name, path in zip(pairs[::2], pairs[1::2], strict=True):
        if name in named:
            raise click.UsageError(f"{name} is named twice; put its files into one folder")
        named[name] = Path(path)
    return paths | named


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"--accessed {text}: {error}; write YYYY-MM-DD") from error


@contextmanager
def _rejects_file(path: Path | None) -> Iterator[Callable[[str, Reject], None] | None]:
    from trendgraph.files import atomic_writer

    if path is None:
        yield None
        return
    with atomic_writer(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(["reader", "file", "row", "reason", "detail"])
        yield lambda name, reject: rows.writerow([name, reject.file, reject.row, reject.reason, reject.detail])
        text.flush()
        text.detach()


@contextmanager
def _progress() -> Iterator[tuple[Callable[[str], None], Callable[[int], None]]]:
    """Shows which step is under way and how many rows were read; nothing where standard error is no terminal."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]}"), TimeElapsedColumn())
    screen = console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("starting", total=None, rows="")

        def on_step(step: str) -> None:
            words = step.replace("read ", "reading ") if step.startswith("read ") else DOING.get(step, step)
            bar.update(task, description=words, rows="")

        yield on_step, lambda rows: bar.update(task, rows=f"{rows:,} rows")


def _facts(done: Ingested, store: Path) -> dict[str, object]:
    built = done.built
    return {
        "store": str(store),
        "read": {reading.reader: reading.to_dict() for reading in done.readings},
        "removed": list(done.removed),
        "ingested": list(built.kept),
        "names": done.names,
        "collapsed": done.collapsed,
        "entities": len(built.claims.entities),
        "claims": len(built.claims.claims),
        "sources": len(built.claims.sources),
        "conflicts": len(built.claims.conflicts),
        "inferred": built.materialised.added,
        "statements": len(built.store),
        "conforms": None if built.report is None else built.report.conforms,
        "results": {} if built.report is None else built.report.counts,
        "seconds": {step: round(seconds, 3) for step, seconds in built.seconds.items()},
    }


def _print_summary(done: Ingested, store: Path, rejects: Path | None) -> None:
    screen, built = console(), done.built
    for reading in done.readings:
        screen.print(
            f"[bold]{reading.reader}[/]: {count(reading.rows, 'row')} read, {count(reading.claims, 'claim')} about "
            f"{count(reading.entities, 'entity')}"
        )
        for reason, number in sorted(reading.skipped.items(), key=lambda pair: (-pair[1], pair[0])):
            screen.print(f"    left out {number:,}: {reason}")
    for name in done.removed:
        screen.print(f"[bold]{name}[/]: withdrawn")
    skipped = sum(sum(reading.skipped.values()) for reading in done.readings)
    if skipped and rejects is None:
        screen.print(f"{skipped:,} rows or cells made no claim; --rejects FILE lists each")
    for name, number in done.collapsed.items():
        screen.print(f"[bold]{name}[/]: {count(number, 'claim')} left out: both ends are names of one thing")
    for kind, found in done.names.items():
        screen.print(f"names of {kind}: {found['resolved']:,} resolved, {found['proposed']:,} proposed")
    claims, entities = count(len(built.claims.claims), "claim"), count(len(built.claims.entities), "entity")
    conflicts = count(len(built.claims.conflicts), "conflict")
    screen.print(f"the graph now holds {claims} about {entities}; {conflicts} kept and listed")
    screen.print(verdict(built))
    seconds = sum(built.seconds.values())
    screen.print(f"store: {store} ({count(len(built.store), 'statement')}, {seconds:.1f} s)")
