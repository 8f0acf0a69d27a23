"""``trendgraph compare``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import console, count, echo_json, json_option, note

if TYPE_CHECKING:
    from trendgraph.comparison import Comparison, Finding

__all__ = ["compare"]


@click.group()
def compare() -> None:
    """Hold the curated facts against public data sets."""


@compare.command()
@click.argument("source", metavar="SOURCE")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Curated data; the shipped one by default.")
@click.option("--entity", help="Only this entity, segment/slug.")
@click.option("--all", "everything", is_flag=True, help="Also list what agrees and what only one side says.")
@click.option("--markdown", type=click.Path(path_type=Path), metavar="OUT", help="Write a page instead.")
@json_option
def data(
    source: str,
    path: Path,
    folder: Path | None,
    entity: str | None,
    everything: bool,
    markdown: Path | None,
    as_json: bool,
) -> None:
    """Compare the curated data with SOURCE, a data set (see `trendgraph sources`), read from PATH.

    Each row is resolved to the curated entity that it means; then each field that both fill is compared.
    """
    from trendgraph.comparison import compare_records, markdown_page
    from trendgraph.namespaces import entity_iri
    from trendgraph.pipeline import BuildConfig, read_claims
    from trendgraph.resolution import make_resolver, resolve_records
    from trendgraph.resources import resource_path
    from trendgraph.sources import read_source

    curated = read_claims(BuildConfig(data=folder))
    resolver = make_resolver(read_source("curated", folder or resource_path("data")))
    found = compare_records(curated, resolve_records(read_source(source, path), resolver, reader=source))
    if entity:
        found = found.about(entity_iri(entity))
    if as_json:
        echo_json({"source": source, "counts": found.counts(), **asdict(found)})
    elif markdown:
        from trendgraph.files import write_atomically

        write_atomically(markdown, markdown_page({source: found}).encode())
        note(f"the page is in {markdown}")
    else:
        _print(found, source, everything=everything or entity is not None)


def _print(found: Comparison, source: str, *, everything: bool) -> None:
    from rich.markup import escape

    from trendgraph.comparison import OUTCOMES, Outcome

    screen = console()
    screen.print(
        f"{count(len(found.entities), 'curated entity')} in {source}; "
        f"{count(found.proposed, 'thing')} in it without a curated counterpart\n"
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
