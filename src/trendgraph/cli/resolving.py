"""``trendgraph resolve``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import console, count, echo_json, json_option, note

if TYPE_CHECKING:
    from trendgraph.resolution import Alias, Candidate, Decision, Question, Resolver

__all__ = ["resolve"]

_QUEUE = Path("build/resolution-queue.tsv")
_CHOICES = {"s": "skip", "n": "none of these", "q": "quit"}


@click.command()
@click.argument("name", required=False)
@click.option("--kind", default="model", show_default=True, help="Kind of thing: model, organisation, technique, …")
@click.option("--review", is_flag=True, help="Work through the names that nobody has decided.")
@click.option("--list", "listed", is_flag=True, help="List them.")
@click.option("--source", nargs=2, metavar="NAME PATH", help="Fill the queue from a data set first.")
@click.option("--queue", type=click.Path(path_type=Path), default=_QUEUE, show_default=True)
@click.option("--aliases", type=click.Path(path_type=Path), help="Alias table; the shipped one by default.")
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Curated data; the shipped one by default.")
@click.option("--reviewer", help="Who decides, for the table; by default `curator` with the day.")
@json_option
def resolve(
    name: str | None,
    kind: str,
    review: bool,
    listed: bool,
    source: tuple[str, str] | None,
    queue: Path,
    aliases: Path | None,
    folder: Path | None,
    reviewer: str | None,
    as_json: bool,
) -> None:
    """Say what NAME means and why, or work through names that nobody has decided."""
    from trendgraph.resolution import make_resolver, open_questions, read_queue
    from trendgraph.resources import resource_path
    from trendgraph.sources import read_source

    if not (name or review or listed or source):
        raise click.UsageError("give a NAME, --review, --list, or --source NAME PATH")
    table = aliases or resource_path("data/aliases.tsv")
    resolver = make_resolver(read_source("curated", folder or resource_path("data")), table)
    if name:
        _explain(resolver, name, kind, as_json=as_json)
        return
    if source:
        _fill(resolver, source[0], Path(source[1]), queue)
    questions = open_questions(resolver, read_queue(queue))
    if review:
        who = reviewer or f"curator {datetime.now(UTC).date()}"
        _review(questions, table, who)
    elif as_json:
        echo_json([{**asdict(q), "candidates": [asdict(c) for c in worth]} for q, _, worth in questions])
    elif listed or source:
        _list(questions)


def _explain(resolver: Resolver, name: str, kind: str, *, as_json: bool) -> None:
    from rich.markup import escape

    from trendgraph.errors import QueryError, nearest
    from trendgraph.namespaces import compact
    from trendgraph.terms import load_terms

    if kind not in load_terms().segments:
        known = load_terms().segments
        near = nearest(kind, known) or sorted(known)
        raise QueryError(f"there is no kind {kind!r}", code="query.kind", suggestions=near)
    decision = resolver.decide(name, kind)
    candidates = decision.candidates or resolver.candidates(name, kind)
    if as_json:
        echo_json({**asdict(decision), "candidates": [asdict(candidate) for candidate in candidates]})
        return
    screen = console()
    word = "is proposed as" if decision.proposed else "means"
    screen.print(f"{escape(name)} {word} [bold]{escape(compact(decision.iri))}[/]", soft_wrap=True)
    screen.print(f"rule: {decision.rule}; {escape(decision.why)}", soft_wrap=True)
    if not decision.proposed:
        return
    if candidates:
        screen.print("\nmost alike:")
    for candidate in candidates:
        against = f"; not the same: {candidate.against}" if candidate.against else "; too unlike to be sure"
        line = f"  {candidate.score:5.1f}  {candidate.name}  {compact(candidate.iri)}{against}"
        screen.print(escape(line), soft_wrap=True)


def _fill(resolver: Resolver, source: str, path: Path, queue: Path) -> None:
    from trendgraph.resolution import Question, ResolveLog, read_queue, resolve_records, write_queue
    from trendgraph.sources import read_source

    log = ResolveLog()
    read = list(read_source(source, path))
    for _ in resolve_records(lambda: read, resolver, reader=source, log=log):
        pass
    new = [Question(d.kind, d.name, source) for d in log.decisions.values() if d.proposed]
    if queue == _QUEUE:
        queue.parent.mkdir(exist_ok=True)
    write_queue(queue, [*read_queue(queue), *new])
    resolved = len(log.decisions) - len(new)
    note(f"{source}: {count(len(log.decisions), 'name')}, {resolved:,} resolved, {len(new):,} proposed; queue: {queue}")


def _list(questions: list[tuple[Question, Decision, list[Candidate]]]) -> None:
    from trendgraph.namespaces import compact

    for question, _, worth in questions:
        best = worth[0]
        click.echo(f"{question.kind}\t{question.name}\t{best.score:g}\t{best.name}\t{compact(best.iri)}")
    click.echo(count(len(questions), "open question"), err=True)


def _review(questions: list[tuple[Question, Decision, list[Candidate]]], table: Path, who: str) -> None:
    """Asks one question after the other; each answer is written before the next is asked."""
    from trendgraph.namespaces import compact
    from trendgraph.resolution import read_aliases, write_aliases

    decided = 0
    for number, (question, _, worth) in enumerate(questions, 1):
        click.echo(f"\n{number} of {len(questions)}: the {question.kind} {question.name!r} in {question.source}")
        for place, candidate in enumerate(worth, 1):
            against = f"  ({candidate.against})" if candidate.against else ""
            click.echo(f"  {place}  {candidate.name}  {compact(candidate.iri)}  {candidate.score:g}{against}")
        click.echo("  " + ", ".join(f"{key}: {words}" for key, words in _CHOICES.items()))
        numbers = [str(place) for place in range(1, len(worth) + 1)]
        answer = click.prompt("same as", type=click.Choice([*numbers, *_CHOICES]), show_choices=False)
        if answer == "q":
            break
        if answer != "s":
            why = click.prompt("why", type=str)
            rows = _rows(question, worth, answer, who, why)
            write_aliases(table, read_aliases(table).adding(rows))
            decided += 1
    click.echo(f"{count(decided, 'decision')} in {table}")


def _rows(question: Question, worth: list[Candidate], answer: str, who: str, why: str) -> list[Alias]:
    from trendgraph.namespaces import ENTITY
    from trendgraph.resolution import Alias, Verdict

    chosen, verdict = (worth, Verdict.DIFFERENT) if answer == "n" else ([worth[int(answer) - 1]], Verdict.SAME)
    why = " ".join(why.split())
    return [
        Alias(question.kind, question.name, candidate.iri.removeprefix(ENTITY), verdict, who, why)
        for candidate in chosen
    ]
