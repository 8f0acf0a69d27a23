"""``trendgraph diff``."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import echo_json, json_option, open_graph, store_option

if TYPE_CHECKING:
    from trendgraph.store import Store

__all__ = ["diff"]


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--markdown", is_flag=True, help="Write Markdown, as for a changelog.")
@store_option
@json_option
def diff(before: str, after: str, markdown: bool, store_path: Path | None, as_json: bool) -> int:
    """Show what changed from BEFORE to AFTER: claims, phases, verdicts, entities, sources, terms.

    Each is a store folder, the address of an endpoint, an export that keeps named graphs (.nq, .trig, …), a day
    (2026-11-24: what the store said then), or `now`.

    Exit status: 0 no difference, 1 there is one, 2 they could not be compared.
    """
    from trendgraph.history import as_markdown, as_text
    from trendgraph.history import diff as compare

    found = compare(_graph(before, store_path), _graph(after, store_path))
    if as_json:
        echo_json(asdict(found))
    else:
        click.echo(as_markdown(found) if markdown else as_text(found), nl=False)
    return 1 if found else 0


def _graph(text: str, store_path: Path | None) -> Store:
    from trendgraph.errors import GraphError
    from trendgraph.history import at, read_graph
    from trendgraph.store import is_remote

    if text == "now":
        return open_graph(store_path)
    if is_remote(text):
        return open_graph(text)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and not Path(text).exists():
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise GraphError(f"{text} is not a day: {error}", code="graph.day") from error
        return at(open_graph(store_path), as_known_on=day)
    return read_graph(Path(text))
