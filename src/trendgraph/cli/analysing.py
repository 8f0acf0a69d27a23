"""``trendgraph path`` and ``bridges``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trendgraph.cli.common import console, echo_json, json_option, open_graph, store_option
from trendgraph.cli.days import time_options

if TYPE_CHECKING:
    from trendgraph.analysis import Links
    from trendgraph.store import Store

__all__ = ["bridges", "path"]


def _network(function: Callable[..., None]) -> Callable[..., None]:
    """Gives a command its store, open, and which claims count, in place of the options that say so."""

    @wraps(function)
    def command(
        *given: Any,
        only: tuple[str, ...],
        without: tuple[str, ...],
        confidence: float,
        proposed: bool,
        as_of: date | None,
        as_known_on: date | None,
        store_path: Path | None,
        **named: Any,
    ) -> None:
        from trendgraph.analysis import Links

        links = Links(only, without, confidence, proposed)
        function(open_graph(store_path, as_of=as_of, as_known_on=as_known_on), links, *given, **named)

    for option in (
        json_option,
        store_option,
        time_options,
        click.option("--proposed", is_flag=True, help="Follow claims too that nobody has accepted yet."),
        click.option("--confidence", type=click.FloatRange(0, 1), default=0.0, help="Least confidence of a claim."),
        click.option("--without", multiple=True, metavar="PREDICATE", help="Do not follow this predicate; repeatable."),
        click.option("--only", multiple=True, metavar="PREDICATE", help="Follow only this predicate; repeatable."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("source")
@click.argument("target")
@_network
def path(store: Store, links: Links, source: str, target: str, as_json: bool) -> None:
    """Show the shortest way from SOURCE to TARGET (labels, slugs, CURIEs or IRIs), claim by claim, with the evidence.

    Exits with 1 when no claims link the two.
    """
    from trendgraph.analysis import shortest_path

    found = shortest_path(store, source, target, links)
    if as_json:
        echo_json(found.as_dict())
    else:
        click.echo(str(found))
    if not found.connected:
        raise SystemExit(1)


@click.command()
@click.option("--from", "source", default="Technique", show_default=True, help="Class at one end of the paths.")
@click.option("--to", "target", default="Concern", show_default=True, help="Class at the other end.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to list.")
@_network
def bridges(store: Store, links: Links, source: str, target: str, limit: int, as_json: bool) -> None:
    """List the entities that most shortest paths between two kinds of things go through."""
    from trendgraph.analysis import bridges as find

    found = find(store, source, target, links)
    if as_json:
        echo_json([asdict(each) for each in found[:limit]])
        return
    from rich.table import Table

    grid = Table("entity", "kind", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column("share of paths", justify="right")
    grid.add_column("linked to", justify="right")
    for each in found[:limit]:
        grid.add_row(
            each.label,
            each.kind.removeprefix("tg:"),
            f"{each.betweenness:.0%}" if each.betweenness >= 0.005 else "<1%",
            f"{each.degree:,}",
        )
    console().print(grid)
    click.echo(f"\n{min(limit, len(found))} of {len(found):,} shown")
