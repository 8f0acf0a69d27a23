"""``trendgraph check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import console, echo_json, json_option, note

if TYPE_CHECKING:
    from trendgraph.trends import Verdict

__all__ = ["check"]


@click.command()
@click.argument("report")
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Curated data; the shipped one by default.")
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="OUT", help="Write a printable report card.")
@click.option("--markdown", type=click.Path(path_type=Path), metavar="OUT", help="Write the report card as Markdown.")
@json_option
def check(report: str, folder: Path | None, page: Path | None, markdown: Path | None, as_json: bool) -> None:
    """Judge each trend claim of a report by the measured indicators.

    REPORT is the identifier of its source; verdicts/REPORT.yaml in the data says what each claim is tested by. What
    `trendgraph estimate` did not compute beforehand needs the extra `measure`.
    """
    from trendgraph.files import write_atomically
    from trendgraph.pipeline import BuildConfig, read_claims
    from trendgraph.resources import resource_path
    from trendgraph.sources.curated import read_tests
    from trendgraph.trends import html_card, judge, markdown_card, read_measured

    data = folder or resource_path("data")
    tests = read_tests(data, report)
    claims = read_claims(BuildConfig(data=folder))
    measured = read_measured(data)
    verdicts = judge(tests, claims.claims.values(), measured)
    names = {iri: entity.label for iri, entity in claims.entities.items()}
    if page:
        write_atomically(page, html_card(report, verdicts, measured, names).encode())
        note(f"the report card is in {page}")
    if markdown:
        write_atomically(markdown, markdown_card(report, verdicts, measured, names).encode())
        note(f"the report card is in {markdown}")
    if as_json:
        keys = (
            "claim",
            "subject",
            "predicate",
            "object",
            "trend",
            "test",
            "value",
            "why",
            "words",
            "caveats",
            "sources",
        )
        echo_json([
            {key: getattr(one, key) for key in keys}
            | {
                "indicators": [
                    {"indicator": v.indicator, "source": v.source, "says": v.says, "why": v.why,
                     "window": [str(v.estimate.window.first), str(v.estimate.window.end)],
                     "caveats": list(v.estimate.caveats)}
                    for v in one.voices
                ]
            }
            for one in verdicts
        ])  # fmt: skip
    elif not page and not markdown:
        _print(verdicts, names)


def _print(verdicts: list[Verdict], names: dict[str, str]) -> None:
    from collections import Counter

    from rich.table import Table

    from trendgraph.trends.words import rests_on, weak_support

    table = Table(box=None, pad_edge=False)
    for column in ("claim", "test", "verdict", "why"):
        table.add_column(column)
    shown = [one for one in verdicts if one.test != "effect"]
    for one in shown:
        said = one.predicate.rsplit("#", 1)[-1] + " " + one.object.rsplit("#", 1)[-1]
        table.add_row(f"{names.get(one.subject, one.subject)}: {said}", one.test, rests_on(*one.weight), one.why)
    console().print(table)
    counts = Counter(str(one.value) for one in shown)
    click.echo("trend claims: " + ", ".join(f"{number} {word}" for word, number in sorted(counts.items())))
    click.echo(f"claims of effect: {len(verdicts) - len(shown)}, all unmeasured")
    told = weak_support(one.weight for one in shown)
    if told:
        click.echo(f"\n{told}\n--markdown OUT writes a card with every indicator and all caveats.")
