"""``trendgraph questions``, ``query`` and ``show``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import console, echo_json, json_option, open_graph, store_option
from trendgraph.cli.days import time_options

if TYPE_CHECKING:
    from trendgraph.queries import Support, Table, Triples
    from trendgraph.store import Store

__all__ = ["query", "questions", "show"]


@click.command()
@json_option
def questions(as_json: bool) -> None:
    """List the competency questions, with what each needs to know."""
    from trendgraph.queries import list_questions

    known = list_questions()
    if as_json:
        echo_json(
            [
                {
                    "id": question.identifier,
                    "question": question.question,
                    "bindings": [
                        {"name": b.name, "required": b.required, "kind": b.kind, "meaning": b.meaning}
                        for b in question.bindings
                    ],
                    "columns": [{"name": c.name, "kind": c.kind, "meaning": c.meaning} for c in question.columns],
                    "example": dict(question.example),
                }
                for question in known
            ]
        )
        return
    from rich.table import Table as Grid

    grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for question in known:
        options = " ".join(
            f"--{binding.name} {binding.kind.upper()}"
            if binding.required
            else f"\\[--{binding.name} {binding.kind.upper()}]"
            for binding in question.bindings
        )
        grid.add_row(
            f"[cyan]{question.identifier}[/]", f"{question.question}" + (f"\n[dim]{options}[/]" if options else "")
        )
    console().print(grid)
    click.echo("\nask one: trendgraph query cq010 --trend parameter-efficiency   (--why adds the passages)")


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name")
@click.option("--format", "form", help="table, json, csv, tsv for rows; turtle, jsonld for CONSTRUCT. Default: table.")
@click.option("--why", "with_why", is_flag=True, help="Add the claims and passages behind every row.")
@time_options
@store_option
@json_option
@click.pass_context
def query(
    context: click.Context,
    name: str,
    form: str | None,
    with_why: bool,
    as_of: date | None,
    as_known_on: date | None,
    store_path: Path | None,
    as_json: bool,
) -> None:
    """Run a competency question (cq010 --trend parameter-efficiency), a file (my.rq), or SPARQL on standard input (-).

    A question's bindings are options of their own: --trend, --model, --sector, --date …; `trendgraph questions` lists
    them. The project's prefixes are known and need not be declared.
    """
    from trendgraph.queries import render

    bindings = _bindings(context.args)
    store = open_graph(store_path, as_of=as_of, as_known_on=as_known_on)
    result = _ask(store, name, bindings)
    supports = None
    if with_why:
        supports = _supports(store, result)
    screen = console()
    text = render(result, form or ("json" if as_json else "table"), supports=supports, width=screen.width)
    click.echo(text, nl=False)


@click.command()
@click.argument("entity")
@time_options
@store_option
@json_option
def show(entity: str, as_of: date | None, as_known_on: date | None, store_path: Path | None, as_json: bool) -> None:
    """Show ENTITY (label, slug, CURIE or IRI) with its claims, sources and dates."""
    from trendgraph.queries import show as view

    found = view(open_graph(store_path, as_of=as_of, as_known_on=as_known_on), entity)
    if as_json:
        echo_json(found.as_dict())
    else:
        click.echo(str(found))


def _bindings(arguments: list[str]) -> dict[str, str]:
    """Reads ``--name value`` and ``--name=value`` pairs."""
    bindings: dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--") or word == "--":
            raise click.UsageError(f"{word!r} is no binding; write --name value, as in --trend parameter-efficiency")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not waiting:
                raise click.UsageError(f"--{name} needs a value")
            value = waiting.pop(0)
        bindings[name.replace("-", "_")] = value
    return bindings


def _ask(store: Store, name: str, bindings: dict[str, str]) -> Table | Triples:
    from trendgraph.errors import QueryError
    from trendgraph.evidence import read_text_file
    from trendgraph.queries import run_query, run_sparql

    is_text = name == "-" or name.endswith((".rq", ".sparql"))
    if not is_text:
        return run_query(store, name, **bindings)
    if bindings:
        raise QueryError(
            "bindings are for competency questions", code="query.binding", hint="write the value into the query"
        )
    if name == "-":
        return run_sparql(store, sys.stdin.read())
    return run_sparql(store, read_text_file(Path(name)))


def _supports(store: Store, result: Table | Triples) -> list[list[Support]]:
    from trendgraph.errors import QueryError
    from trendgraph.materialisation import leaves
    from trendgraph.queries import Table, why

    if not isinstance(result, Table):
        raise QueryError("--why is for SELECT and ASK queries", code="query.form")
    return why(store, result.query, result, explain=lambda triple: leaves(store, triple))
