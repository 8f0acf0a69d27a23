"""``trendgraph validate`` and ``conflicts``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import console, count, echo_json, json_option, note, open_graph, store_option
from trendgraph.cli.days import time_options

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from trendgraph.store import Store

__all__ = ["conflicts", "validate"]

_CONFLICTS = """
SELECT ?subject ?predicate ?claim ?stated ?stance ?preferred WHERE {
  ?claim tg:isPreferred ?preferred ; tg:claimSubject ?subject ; tg:claimPredicate ?predicate ; tg:stance ?stance ;
    tg:claimObject|tg:claimValue ?stated .
} ORDER BY ?subject ?predicate DESC(?preferred) ?claim
"""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json", "turtle", "html"]), default="table")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the report to a file.")
@time_options
@store_option
@json_option
def validate(
    files: tuple[Path, ...],
    form: str,
    output: Path | None,
    as_of: date | None,
    as_known_on: date | None,
    store_path: Path | None,
    as_json: bool,
) -> int:
    """Check the graph, or your own RDF FILES (Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD), against the shapes.

    Exit status: 0 conforms, 1 violations, 2 could not run.
    """
    from trendgraph.validation import render_report, validate_files
    from trendgraph.validation import validate as check

    if files and (as_of or as_known_on):
        raise click.UsageError("--as-of and --as-known-on are for the graph, not for files")
    store = None if files else open_graph(store_path, as_of=as_of, as_known_on=as_known_on)
    report = validate_files(list(files)) if store is None else check(store)
    screen = console()
    text = render_report(
        report, "json" if as_json else form, width=screen.width, colour=output is None and screen.is_terminal
    )
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        from trendgraph.files import write_atomically

        write_atomically(output, text.encode())
        note(f"the report is in {output}")
    return 0 if report.conforms else 1


@click.command()
@time_options
@store_option
@json_option
def conflicts(as_of: date | None, as_known_on: date | None, store_path: Path | None, as_json: bool) -> None:
    """List claims that contradict each other; the preferred one of each conflict comes first."""
    from trendgraph.queries import read_support

    store = open_graph(store_path, as_of=as_of, as_known_on=as_known_on)
    groups = _groups(store)
    if as_json:
        echo_json(
            [{"claims": [read_support(store, claim).as_dict() for claim in claims]} for claims in groups.values()]
        )
        return
    from rich.markup import escape

    screen = console()
    screen.print(f"{count(len(groups), 'conflict')}; nothing is overwritten, the preferred claim comes first\n")
    for claims in groups.values():
        for position, claim in enumerate(claims):
            support = read_support(store, claim)
            mark = "[green]preferred[/]" if position == 0 else "         "
            screen.print(f"{mark} {escape(support.statement)} \\[{support.status}]", soft_wrap=True)
            for evidence in support.evidence:
                screen.print(f"              [dim]{escape(str(evidence))}[/]", soft_wrap=True)
        screen.print()


def _groups(store: Store) -> dict[tuple[str, str], list[NamedNode]]:
    from pyoxigraph import NamedNode

    groups: dict[tuple[str, str], list[NamedNode]] = {}
    for row in store.select(_CONFLICTS):
        claim = row["claim"]
        claims = groups.setdefault((str(row["subject"]), str(row["predicate"])), [])
        if isinstance(claim, NamedNode) and claim not in claims:
            claims.append(claim)
    return groups
