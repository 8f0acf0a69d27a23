"""``trendgraph evidence``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import console, count, echo_json, json_option, open_graph, store_option

if TYPE_CHECKING:
    from trendgraph.evidence import SourceCheck
    from trendgraph.store import Store

__all__ = ["evidence"]

_TEXT = click.Path(path_type=Path)


@click.group()
def evidence() -> None:
    """Hold passages against the text of their source."""


@evidence.command()
@click.option("--source", "path", type=_TEXT, required=True, help="The source's text, UTF-8.")
@click.option("--id", "identifier", help="Which source it is, where its name and digest do not tell.")
@store_option
@json_option
def verify(path: Path, identifier: str | None, store_path: Path | None, as_json: bool) -> int:
    """Re-find every passage of a source and check its digest; count the sentences that carry a claim.

    Exit status: 0 every passage stands where the claims say, 1 some do not, 2 could not run.
    """
    from trendgraph.evidence import read_text_file, source_of, verify_evidence

    text = read_text_file(path)
    store = open_graph(store_path)
    check = verify_evidence(store, source_of(store, path, text, identifier), text)
    if as_json:
        echo_json(_facts(check))
    else:
        _print(store, check)
    return 0 if check.holds else 1


@evidence.command()
@click.option("--source", "path", type=_TEXT, required=True, help="The source's text, UTF-8.")
@click.argument("words")
@json_option
def locate(path: Path, words: str, as_json: bool) -> int:
    """Print where WORDS stand in a text, as curated files need it: start, end, SHA-256."""
    from trendgraph.evidence import locate as find
    from trendgraph.evidence import read_text_file

    found = find(read_text_file(path), words)
    if as_json:
        echo_json([{"start": p.start, "end": p.end, "sha256": p.sha256} for p in found])
    else:
        for passage in found:
            click.echo(f"at:\n  start: {passage.start}\n  end: {passage.end}\n  sha256: {passage.sha256}")
    if not found:
        click.echo("the words do not stand in the text, letter for letter", err=True)
    return 0 if found else 1


def _facts(check: SourceCheck) -> dict[str, object]:
    return {
        "source": check.source,
        "same_text": check.same_text,
        "passages": len(check.passages),
        "found": sum(one.holds for one in check.passages),
        "sentences": len(check.sentences),
        "covered": check.covered,
        "failing_claims": check.failing_claims,
        "failing_passages": [
            {"evidence": one.evidence, "start": one.passage.start, "end": one.passage.end, "moved_to": one.moved_to}
            for one in check.passages
            if not one.holds
        ],
    }


def _print(store: Store, check: SourceCheck) -> None:
    from rich.markup import escape

    from trendgraph.namespaces import compact

    screen = console()
    found = sum(one.holds for one in check.passages)
    claims = {claim for one in check.passages for claim in one.claims}
    share = 100 * found / len(check.passages) if check.passages else 100
    screen.print(f"[bold]{compact(check.source)}[/]")
    if check.same_text is not None:
        screen.print("the text is the one that was read" if check.same_text else "[yellow]the text has changed[/]")
    unchanged = f"{found} of {count(len(check.passages), 'passage')} found and unchanged ({share:.0f} %)"
    screen.print(f"{unchanged}, under {count(len(claims), 'claim')}")
    screen.print(f"{check.covered} of {count(len(check.sentences), 'sentence')} carry a claim")
    failing = check.failing_claims
    if failing:
        screen.print(f"\n[red]{count(len(failing), 'claim')} on a passage that has changed:[/]")
        statements = _statements(store)
        for one in (one for one in check.passages if not one.holds):
            where = f"{one.passage.start}–{one.passage.end}"
            moved = f", now at {one.moved_to}" if one.moved_to is not None else ""
            screen.print(f"  characters {where}{moved}")
            for claim in one.claims:
                screen.print(f"    {compact(claim)}  {escape(statements.get(claim, ''))}", soft_wrap=True)


def _statements(store: Store) -> dict[str, str]:
    from trendgraph.namespaces import compact

    rows = store.select(
        """SELECT ?claim ?s ?p ?o WHERE {
             ?claim tg:claimSubject ?s ; tg:claimPredicate ?p ; tg:claimObject|tg:claimValue ?o }"""
    )
    return {row["claim"].value: " ".join(compact(row[name].value) for name in ("s", "p", "o")) for row in rows}
