"""``trendgraph build``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import DEFAULT_STORE, console, echo_json, json_option

if TYPE_CHECKING:
    from trendgraph.pipeline import Built

__all__ = ["build"]

_DOING = {
    "read": "reading curated claims",
    "build": "building the graph",
    "materialise": "materialising what follows",
    "validate": "validating against the shapes",
    "store": "writing the store",
}


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder of curated YAML; the shipped one by default.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=f"Folder for the store; {DEFAULT_STORE} by default.",
)
@click.option("--without", multiple=True, metavar="SOURCE", help="Leave out a withdrawn source and what rests on it.")
@click.option("--check/--no-check", default=True, show_default=True, help="Validate the graph.")
@json_option
def build(data: Path | None, out: Path | None, without: tuple[str, ...], check: bool, as_json: bool) -> int:
    """Build the graph: read, merge, materialise, validate, store.

    Exit status: 0 the graph conforms, 1 it was built and has violations, 2 it could not be built.
    """
    from trendgraph.pipeline import BuildConfig
    from trendgraph.pipeline import build as run

    if out is None:
        out = DEFAULT_STORE
        out.parent.mkdir(exist_ok=True)
    progress = console(stderr=True)
    with progress.status("starting") as status:
        built = run(
            BuildConfig(
                data=data,
                out=out,
                without=frozenset(without),
                check=check,
                on_step=lambda step: status.update(_DOING.get(step, step)),
            )
        )
    if as_json:
        echo_json(_facts(built, out))
    else:
        _print_summary(built, out)
    return 1 if built.report is not None and not built.report.conforms else 0


def _facts(built: Built, out: Path) -> dict[str, object]:
    claims = built.claims
    return {
        "store": str(out),
        "trends": sum(entity.kind.endswith("#Trend") for entity in claims.entities.values()),
        "entities": len(claims.entities),
        "claims": len(claims.claims),
        "passages": len({evidence for claim in claims.claims.values() for evidence in claim.evidence}),
        "sources": len(claims.sources),
        "conflicts": len(claims.conflicts),
        "inferred": built.materialised.added,
        "statements": len(built.store),
        "conforms": None if built.report is None else built.report.conforms,
        "results": {} if built.report is None else built.report.counts,
        "seconds": {step: round(seconds, 3) for step, seconds in built.seconds.items()},
    }


def _print_summary(built: Built, out: Path) -> None:
    facts = _facts(built, out)
    screen = console()
    screen.print(
        f"[bold]{facts['trends']} trends, {facts['claims']} claims[/] about {facts['entities']} entities, "
        f"resting on {facts['passages']} passages in {facts['sources']} sources"
    )
    screen.print(f"{facts['inferred']} statements follow by rule, {facts['conflicts']} conflicts are kept and listed")
    if built.report is None:
        screen.print("not validated (--no-check)")
    elif built.report.conforms:
        counts = built.report.counts
        rest = ", ".join(f"{number} {severity}" for severity, number in counts.items() if number)
        screen.print(f"[green]the graph conforms to its shapes[/]{f' ({rest})' if rest else ''}")
    else:
        screen.print(f"[red]the graph does not conform: {built.report.counts}[/]  see: trendgraph validate")
    screen.print(f"store: {out}  ({facts['statements']} statements, {sum(built.seconds.values()):.1f} s)\n")
    screen.print("[bold]Three things to try next[/]")
    for command, what in (
        (
            "trendgraph query cq010 --trend parameter-efficiency --why",
            "a trend's phases, with their passages",
        ),
        ("trendgraph show clip", "what is claimed of CLIP, by whom, since when"),
        ("trendgraph questions", "everything else you can ask"),
    ):
        screen.print(f"  [cyan]{command}[/]\n      {what}")
