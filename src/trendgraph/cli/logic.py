"""``trendgraph explain`` and ``reason``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trendgraph.cli.common import console, echo_json, json_option, open_graph, store_option
from trendgraph.cli.days import time_options

__all__ = ["explain", "reason"]


@click.command()
@click.argument("subject")
@click.argument("predicate")
@click.argument("object", metavar="OBJECT")
@time_options
@store_option
@json_option
def explain(
    subject: str,
    predicate: str,
    object: str,
    as_of: date | None,
    as_known_on: date | None,
    store_path: Path | None,
    as_json: bool,
) -> None:
    """Show how SUBJECT PREDICATE OBJECT follows, down to claims and passages.

    Each is a CURIE, an IRI, or (for entities) a label or slug; `a` stands for rdf:type; a literal stands
    "in quotes".

    Example: trendgraph explain jamba-v0.1 a tg:HybridModel
    """
    from trendgraph.materialisation import explain as derive
    from trendgraph.materialisation import read_statement

    store = open_graph(store_path, as_of=as_of, as_known_on=as_known_on)
    derivation = derive(store, *read_statement(store, subject, predicate, object))
    if as_json:
        echo_json(derivation.to_dict())
    else:
        click.echo(derivation.render(store))


@click.command()
@click.option("--dl", is_flag=True, help="Check with HermiT (needs Java): consistency, empty classes, agreement.")
@store_option
@json_option
def reason(dl: bool, store_path: Path | None, as_json: bool) -> int:
    """Show what each rule infers; with --dl, hold it against a description-logic reasoner.

    Exit status: 0 consistent and in agreement, 1 not, 2 could not run.
    """
    store = open_graph(store_path)
    if dl:
        from trendgraph.materialisation import reason_dl

        report = reason_dl(store)
        if as_json:
            echo_json(report.to_dict())
        else:
            click.echo(report.render())
        return 0 if report.ok else 1
    from rich.table import Table

    from trendgraph.materialisation import count_inferred

    counts = count_inferred(store)
    if as_json:
        echo_json(counts)
        return 0
    grid = Table("rule", "infers", box=None, pad_edge=False)
    for name, number in counts.items():
        grid.add_row(name, str(number))
    console().print(grid)
    return 0
