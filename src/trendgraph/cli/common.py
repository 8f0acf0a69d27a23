"""What commands share: which store to open, how to print."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trendgraph.cli.days import read_day

if TYPE_CHECKING:
    from rich.console import Console

    from trendgraph.endpoint import Credentials
    from trendgraph.history import Day
    from trendgraph.store import Store

__all__ = [
    "DEFAULT_STORE",
    "console",
    "count",
    "echo_json",
    "json_option",
    "named_graph",
    "named_side",
    "note",
    "open_graph",
    "store_folder",
    "store_option",
]

DEFAULT_RELEASES = Path("build/releases")
DEFAULT_STORE = Path("build/trendgraph")
_Function = TypeVar("_Function", bound=Callable[..., Any])


def _store_target(value: str) -> Path | str:
    from trendgraph.store import is_remote

    return value if is_remote(value) else Path(value)


def store_folder(value: str) -> Path:
    """Gives the folder that a store is written into.

    Raises:
        StoreError: it is the address of an endpoint.
    """
    from trendgraph.endpoint import masked
    from trendgraph.errors import StoreError
    from trendgraph.store import is_remote

    if is_remote(value):
        raise StoreError(
            "a store is made in a folder, not at an endpoint",
            code="store.not_a_folder",
            where=masked(value),
            hint="give a folder, then bring it there: trendgraph load",
        )
    return Path(value)


def store_option(function: _Function) -> _Function:
    """Adds ``--store`` to a command."""
    return click.option(
        "--store",
        "store_path",
        type=_store_target,
        metavar="FOLDER|URL",
        envvar="TRENDGRAPH_STORE",
        help=f"Store folder, or address of a SPARQL endpoint; by default {DEFAULT_STORE} if it exists, "
        "else the shipped data is built in memory.",
    )(function)


def json_option(function: _Function) -> _Function:
    """Adds ``--json`` to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON (errors too).")(function)


def open_graph(store_path: Path | str | None, *, as_of: date | None = None, as_known_on: date | None = None) -> Store:
    """Gives the store asked for, the default one, or a fresh one (not validated); as on a past day if asked."""
    store = _open(store_path)
    if as_of is None and as_known_on is None:
        return store
    from trendgraph.history import at

    past = at(store, as_of=as_of, as_known_on=as_known_on)
    if as_known_on is not None and not past.ask("ASK { ?claim a tg:Claim }"):
        note(f"the graph held no claim on {as_known_on}; for what was true then, give --as-of")
    return past


def _open(store_path: Path | str | None) -> Store:
    from trendgraph.store import MANIFEST, open_store

    if store_path is None and (DEFAULT_STORE / MANIFEST).is_file():
        store_path = DEFAULT_STORE
    if store_path is not None:
        store = open_store(
            store_path,
            read_only=True,
            credentials=_credentials(store_path),
            engine=os.environ.get("TRENDGRAPH_STORE_ENGINE") or None,
        )
        if store.version_note:
            note(store.version_note)
        return store
    from trendgraph.pipeline import BuildConfig, build

    note(f"no store in {DEFAULT_STORE}; building the shipped data in memory (`trendgraph build` keeps it)")
    return build(BuildConfig(check=False)).store


def named_graph(text: str, store_path: Path | str | None) -> Store:
    """Gives the graph that a text names: ``now``, a day, an address, a store folder, an exported file, or a release."""
    from trendgraph.history import at

    found = named_side(text, store_path)
    return at(found.store, as_known_on=found.as_known_on) if found.as_known_on else found.store


def named_side(text: str, store_path: Path | str | None, opened: Store | None = None) -> Day:
    """Gives what a text names without making a store of a past day: as ``named_graph``, with the day beside it.

    Raises:
        GraphError: it names nothing.

    Args:
        text: what is named.
        store_path: the store that has the day, and is meant by ``now``.
        opened: that store, if it is open already.
    """
    from trendgraph.errors import GraphError, nearest
    from trendgraph.history import Day, find_release, read_graph
    from trendgraph.store import is_remote

    if text == "now":
        return Day(opened or open_graph(store_path))
    if is_remote(text):
        return Day(open_graph(text))
    path = Path(text)
    if path.exists():
        return Day(read_graph(path))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = read_day(text)
        return Day(opened or open_graph(store_path), as_known_on=day)
    release = find_release(text, Path(os.environ.get("TRENDGRAPH_RELEASES") or DEFAULT_RELEASES))
    if release is not None:
        return Day(read_graph(release))
    if re.match(r"\d{4}(-|$)", text):
        read_day(text)
    raise GraphError(
        "there is no such graph",
        code="graph.named",
        where=text,
        suggestions=nearest(text, ["now", *(entry.name for entry in Path().iterdir())]),
        hint="name a store folder, an exported file, an endpoint's address, a release, a day (2026-11-24), or now",
    )


def _credentials(target: Path | str) -> Credentials | None:
    from trendgraph.loaders import find_credentials

    return find_credentials(target, os.environ) if isinstance(target, str) else None


def count(number: int, word: str) -> str:
    """Gives a number with its noun: ``1 trend``, ``2 trends``, ``3 entities``."""
    if number == 1:
        return f"1 {word}"
    return f"{number:,} {word[:-1]}ies" if word.endswith("y") else f"{number:,} {word}s"


def note(words: str) -> None:
    """Says something beside the result, on standard error."""
    click.echo(f"note: {words}", err=True)


def console(*, stderr: bool = False) -> Console:
    """Gives a rich console; as wide as the terminal, or 100 columns where there is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else 100
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


def echo_json(content: object, *, err: bool = False) -> None:
    """Prints JSON, readable and in the order given; to standard error where the output is something else."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2), err=err)
