"""``trendgraph compare``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import console, count, echo_json, json_option, note

if TYPE_CHECKING:
    from trendgraph.claims import ClaimSet, Record
    from trendgraph.comparison import Comparison, Finding

__all__ = ["compare"]

_DATA = click.option(
    "--data", "folder", type=click.Path(path_type=Path), help="Curated data; the shipped one by default."
)
_PAIRS = click.argument("pairs", nargs=-1, required=True, metavar="SOURCE PATH [SOURCE PATH]...")


@click.group()
def compare() -> None:
    """Hold the curated facts against public data sets."""


@compare.command()
@_PAIRS
@_DATA
@click.option("--entity", help="Only this entity, segment/slug.")
@click.option("--all", "everything", is_flag=True, help="Also list what agrees and what only one side says.")
@click.option("--markdown", type=click.Path(path_type=Path), metavar="OUT", help="Write a page instead.")
@json_option
def data(
    pairs: tuple[str, ...],
    folder: Path | None,
    entity: str | None,
    everything: bool,
    markdown: Path | None,
    as_json: bool,
) -> None:
    """Compare the curated data with data sets: SOURCE is a reader (see `trendgraph sources`), PATH its file or folder.

    Each row is resolved to the curated entity that it means; then each field that both fill is compared.
    """
    from trendgraph.comparison import compare_records, markdown_page
    from trendgraph.namespaces import entity_iri

    curated = _curated(folder)
    found = {name: compare_records(curated, _resolved(curated, name, path)) for name, path in _paths(pairs)}
    if entity:
        found = {name: one.about(entity_iri(entity)) for name, one in found.items()}
    if markdown:
        from trendgraph.files import write_atomically
        from trendgraph.sources import source_info

        closed = frozenset(name for name in found if not source_info(name).may_redistribute)
        write_atomically(markdown, markdown_page(found, closed).encode())
        note(f"the page is in {markdown}")
    elif as_json:
        echo_json({name: {"counts": one.counts(), **asdict(one)} for name, one in found.items()})
    else:
        for name, one in found.items():
            _print(one, name, everything=everything or entity is not None)


@compare.command()
@_PAIRS
@_DATA
@click.option("--since", type=int, default=2018, show_default=True, metavar="YEAR")
@click.option("--missing", is_flag=True, help="Also list the models that are not here.")
@json_option
def coverage(pairs: tuple[str, ...], folder: Path | None, since: int, missing: bool, as_json: bool) -> None:
    """Count how many of a data set's language models are in the curated data, by year."""
    from trendgraph.comparison import cover_records

    curated = _curated(folder)
    found = {name: cover_records(_resolved(curated, name, path), since) for name, path in _paths(pairs)}
    if as_json:
        echo_json({name: {"here": one.here, "all": one.all, **asdict(one)} for name, one in found.items()})
        return
    for name, one in found.items():
        share = f" ({one.here / one.all:.0%})" if one.all else ""
        click.echo(f"{name}: {one.here:,} of {one.all:,} language models since {since} are here{share}")
        for year, (here, number) in one.years.items():
            click.echo(f"  {year}  {here:4} of {number:4}")
        if missing:
            click.echo("  not here: " + "; ".join(one.missing))


def _paths(pairs: tuple[str, ...]) -> list[tuple[str, Path]]:
    if len(pairs) % 2:
        raise click.UsageError(f"{pairs[-1]!r} has no path: give SOURCE PATH, SOURCE PATH, …")
    return [(name, Path(path)) for name, path in zip(pairs[::2], pairs[1::2], strict=True)]


def _curated(folder: Path | None) -> ClaimSet:
    from trendgraph.pipeline import BuildConfig, read_claims

    return read_claims(BuildConfig(data=folder))


def _resolved(curated: ClaimSet, name: str, path: Path) -> Iterator[Record]:
    from trendgraph.resolution import make_resolver, resolve_records
    from trendgraph.sources import read_source

    resolver = make_resolver([*curated.entities.values(), *curated.claims.values()])
    read = list(read_source(name, path))
    return resolve_records(lambda: read, resolver, reader=name)


def _print(found: Comparison, source: str, *, everything: bool) -> None:
    from rich.markup import escape

    from trendgraph.comparison import OUTCOMES, Outcome

    screen = console()
    screen.print(
        f"{source}: it speaks of {count(len(found.entities), 'curated entity')}, and of "
        f"{count(found.proposed, 'thing')} that no curated entity is known to be\n"
    )
    for name, outcomes in found.counts().items():
        screen.print(f"[bold]{name}[/]  " + ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items()))
    screen.print()
    shown = OUTCOMES if everything else (Outcome.DIFFER, Outcome.PARTLY)
    for finding in found.findings:
        if finding.outcome in shown:
            screen.print(escape(_line(finding)), soft_wrap=True)


def _line(finding: Finding) -> str:
    here, there = ("; ".join(side) or "nothing" for side in (finding.here, finding.there))
    words = f"{finding.outcome}: {finding.label}, {finding.field}: here {here}, there {there}"
    return words + (f" (note: {finding.note})" if finding.note else "")
