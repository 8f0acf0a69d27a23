"""``trendgraph diff``."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from trendgraph.cli.common import echo_json, json_option, named_side, note, store_option

__all__ = ["diff"]


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--markdown", is_flag=True, help="Write Markdown, every change by itself.")
@click.option("--changelog", is_flag=True, help="Write the section of a changelog: claims counted, the rest listed.")
@click.option(
    "--days", type=click.Choice(["known", "true"]), default="known", show_default=True,
    help="What a day stands for: what the graph said then, or what was true then.",
)  # fmt: skip
@store_option
@json_option
def diff(
    before: str, after: str, markdown: bool, changelog: bool, days: str, store_path: Path | None, as_json: bool
) -> int:
    """Show what changed from BEFORE to AFTER: claims, phases, verdicts, entities, sources, terms.

    Each is a store folder, the address of an endpoint, an export that keeps named graphs (.nq, .trig, …), a day
    (2026-11-24: what the store said then, or, with --days true, what was true then), a release (0.1.0: a store or an
    export of that name in the folder that TRENDGRAPH_RELEASES names, by default build/releases), or `now`.

    Exit status: 0 no difference, 1 there is one, 2 they could not be compared.
    """
    from trendgraph.history import as_changelog, as_markdown, as_text
    from trendgraph.history import diff as compare

    if markdown + changelog + as_json > 1:
        raise click.UsageError("choose one of --markdown, --changelog and --json")
    first = named_side(before, store_path)
    # Two days of one store are compared after one reading of it.
    second = named_side(after, store_path, first.store if before == "now" or first.as_known_on else None)
    if days == "true":
        first, second = (replace(side, as_of=side.as_known_on, as_known_on=None) for side in (first, second))
    found = compare(first, second)
    if as_json:
        echo_json(asdict(found))
    else:
        render = as_changelog if changelog else as_markdown if markdown else as_text
        click.echo(render(found), nl=False)
        for said in found.notes if changelog else ():
            note(said)
    return 1 if found else 0
