"""``trendgraph data``."""

from __future__ import annotations

from pathlib import Path

import click

from trendgraph.cli.common import echo_json, json_option

__all__ = ["data"]

_FOLDER = click.argument("folder", type=click.Path(path_type=Path), required=False)


@click.group()
def data() -> None:
    """Check, format and describe curated YAML files."""


@data.command()
@_FOLDER
@json_option
def check(folder: Path | None, as_json: bool) -> None:
    """Check every curated file in FOLDER (the shipped one by default): schema, references, dates, predicates.

    Tables of observations and estimates are checked too: each number against its counts, each estimate against the
    observations that it was computed from.
    """
    from trendgraph.pipeline import BuildConfig, read_claims
    from trendgraph.resources import resource_path
    from trendgraph.trends import read_measured

    claims = read_claims(BuildConfig(data=folder))
    measured = read_measured(folder or resource_path("data"))
    facts = {
        "entities": len(claims.entities),
        "sources": len(claims.sources),
        "claims": len(claims.claims),
        "observations": sum(map(len, measured.observations.values())),
        "estimates": sum(map(len, measured.estimates.values())),
    }
    if as_json:
        echo_json(facts)
    else:
        shown = {name: number for name, number in facts.items() if number or name not in ("observations", "estimates")}
        click.echo(", ".join(f"{number} {name}" for name, number in shown.items()) + ": all well-formed")


@data.command("format")
@_FOLDER
@click.option("--check", is_flag=True, help="Only list what is not in canonical form; exit 1 if anything is.")
def format_(folder: Path | None, check: bool) -> int:
    """Rewrite curated files in FOLDER in their canonical form."""
    from trendgraph.resources import resource_path
    from trendgraph.sources.curated import format_folder

    changed = format_folder(folder or resource_path("data"), write=not check)
    for path in changed:
        click.echo(f"{'not canonical' if check else 'rewritten'}: {path}")
    return 1 if check and changed else 0


@data.command()
@click.argument("kind", type=click.Choice(["entity", "indicator", "pattern", "report", "source", "verdict"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of a KIND of curated file, for editors."""
    from trendgraph.sources.curated import json_schemas

    echo_json(json_schemas()[kind])
