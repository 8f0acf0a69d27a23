"""``trendgraph load``."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import (
    count,
    echo_json,
    json_option,
    named_graph,
    note,
    open_graph,
    store_option,
)
from trendgraph.cli.days import time_options

if TYPE_CHECKING:
    from trendgraph.loaders import LoadReport, Progress, TargetCheck

__all__ = ["load", "tell", "verify_loaded"]

_SHOWN = 10


@click.command()
@click.argument("target")
@click.option("--dry-run", is_flag=True, help="Say what would change at the target, and change nothing.")
@click.option("--check", is_flag=True, help="Ask three questions here and at the target, and compare the answers.")
@click.option(
    "--since",
    metavar="GRAPH",
    help="An older graph that the target should hold (release, store, export, or day): it is read back there.",
)
@click.option("--verify", is_flag=True, help="Read back all that stands there, also what an earlier load brought.")
@click.option("--straight", is_flag=True, help="Oxigraph, first load: to their places at once, read back there.")
@click.option("--graph-prefix", metavar="IRI", help="Beginning of the graphs' names there, instead of the project's.")
@click.option("--take-over", is_flag=True, help="Load although another load holds the target; that one stops.")
@click.option("--engine", help="Which engine answers, where TARGET is only an address.")
@time_options
@store_option
@json_option
def load(
    target: str,
    dry_run: bool,
    check: bool,
    since: str | None,
    verify: bool,
    straight: bool,
    graph_prefix: str | None,
    take_over: bool,
    engine: str | None,
    as_of: date | None,
    as_known_on: date | None,
    store_path: Path | str | None,
    as_json: bool,
) -> int:
    """Bring the graph into the running database TARGET: what changed, whole or not at all.

    TARGET is fuseki:http://HOST:3030/DATASET, oxigraph:http://HOST:7878, virtuoso:http://HOST:8890, or the address of a
    SPARQL endpoint; or, for a property graph, neo4j://HOST:7687, bolt://HOST:7687, falkordb://HOST:6379/GRAPH,
    ladybug:FILE or duckdb:FILE.

    Who asks is said by TRENDGRAPH_STORE_USER and TRENDGRAPH_STORE_PASSWORD (or _TOKEN), a table in
    ~/.config/trendgraph/credentials.toml, or the keyring. Exit status: 0 the target holds the graph, 1 it answers a
    question otherwise (--check) or cannot hold a value, 2 it could not be loaded.
    """
    from trendgraph.leasing import lease_of_this_process
    from trendgraph.loaders import LoadOptions, find_credentials, load_graph, parse_target

    where = parse_target(target, engine)
    credentials = find_credentials(where.address, os.environ)
    store = open_graph(store_path, as_of=as_of, as_known_on=as_known_on)
    older = named_graph(since, store_path) if since else None
    options = LoadOptions(
        credentials=credentials,
        dry_run=dry_run,
        since=older,
        graph_prefix=graph_prefix,
        check=check,
        progress=_progress(as_json),
        lease=lease_of_this_process(take_over=take_over),
        verify=verify,
        straight=straight,
    )
    report = load_graph(store, where, options)
    if as_json:
        echo_json({**asdict(report), "nothing_to_do": report.nothing_to_do})
    else:
        tell(report)
    return 0 if all(answer.same for answer in report.answers) and not report.altered else 1


def verify_loaded(target: str, *, engine: str | None, graph_prefix: str | None, as_json: bool) -> int:
    """Reads back what a database holds and says whether it is what was loaded; gives the exit status."""
    from trendgraph.loaders import LoadOptions, find_credentials, parse_target, verify_target

    where = parse_target(target, engine)
    credentials = find_credentials(where.address, os.environ)
    check = verify_target(
        where, LoadOptions(credentials=credentials, graph_prefix=graph_prefix, progress=_progress(as_json))
    )
    if as_json:
        echo_json({**asdict(check), "holds": check.holds})
    else:
        _tell_check(check)
    return 0 if check.holds else 1


def _tell_check(check: TargetCheck) -> None:
    part, thing = check.words
    for what, names in (("missing", check.missing), ("changed", check.changed), ("not loaded", check.extra)):
        for name in names[:_SHOWN]:
            click.echo(f"{what}: {name}")
        if len(names) > _SHOWN:
            click.echo(f"{what}: and {len(names) - _SHOWN:,} more")
    if check.holds:
        held = f"{count(check.parts, part)} of {count(check.statements, thing)}"
        click.echo(f"{check.target} ({check.engine}) holds what was loaded: {held}, read back and compared")
    else:
        note("`trendgraph load TARGET --verify` brings what is missing or changed again")
    if check.waiting:
        note(f"{count(check.waiting, part)} of a load that is under way or was broken off wait there")


def _progress(as_json: bool) -> Progress | None:
    """Gives what shows how far it is, on a terminal."""
    if as_json or not sys.stderr.isatty():
        return None

    def show(what: str, done: int, of: int) -> None:
        click.echo(f"\r{what}: {done:,}" + (f" of {of:,} " if of else " "), err=True, nl=0 < of <= done)

    return show


def tell(report: LoadReport) -> None:
    """Says what a load did, or would do."""
    would = "would " if report.dry_run else ""
    part, thing = report.words
    if report.nothing_to_do:
        click.echo(f"nothing to do: {report.target} holds these {count(report.statements, thing)} already")
    for action in ("add", "replace", "remove"):
        graphs = [change for change in report.changes if change.action == action]
        if graphs:
            statements = count(sum(change.statements for change in graphs), thing)
            click.echo(f"{would}{action} {count(len(graphs), part)} of {statements}")
            for change in graphs[:_SHOWN]:
                click.echo(f"  {change.name} ({change.statements:,})")
            if len(graphs) > _SHOWN:
                click.echo(f"  and {len(graphs) - _SHOWN:,} more")
    if report.found:
        click.echo(f"{count(report.found, part)} stood there already, read back and as they should be")
    if report.unlike:
        shown = ", ".join(report.unlike[:_SHOWN])
        note(f"{count(len(report.unlike), part)} did not stand there as the older graph says: {shown}")
    if report.changes and not report.dry_run:
        resumed = (
            f", {count(report.resumed, part)} taken over from a load that was broken off" if report.resumed else ""
        )
        click.echo(
            f"{report.target} ({report.engine}) holds {count(report.statements, thing)}, read back and compared"
            f"{resumed}"
        )
    for written in report.rewritten:
        note(
            f"the target writes {count(written.count, 'literal')} of {written.what} otherwise, with the same value: "
            f"{written.sent} as {written.kept}"
        )
    for lost in report.altered:
        values = count(lost.count, "value")
        note(f"the target cannot hold {values} of {lost.what} as sent: {lost.sent!r} is {lost.kept!r} there")
    if report.changes and not report.atomic:
        note("this engine does not switch all graphs at once: for a moment some were new and others old")
    for answer in report.answers:
        same = "the same rows" if answer.same else f"not the same: {answer.rows_there} rows there"
        click.echo(f"{answer.question}: {count(answer.rows, 'row')}, {same}")
