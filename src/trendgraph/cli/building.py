"""``trendgraph build``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import DEFAULT_STORE, console, count, echo_json, json_option, note, store_folder

if TYPE_CHECKING:
    from trendgraph.exporters import ExportResult
    from trendgraph.pipeline import Built

__all__ = ["DOING", "build", "verdict"]

DOING = {
    "read": "reading curated claims",
    "merge": "bringing claims together",
    "build": "building the graph",
    "materialise": "materialising what follows",
    "validate": "validating against the shapes",
    "store": "writing the store",
    "place": "giving all things their places",
}


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder of curated YAML; the shipped one by default.")
@click.option(
    "--out",
    type=store_folder,
    metavar="PATH",
    help=f"Folder for the store; {DEFAULT_STORE} by default.",
)
@click.option("--without", multiple=True, metavar="SOURCE", help="Leave out a withdrawn source and what rests on it.")
@click.option("--check/--no-check", default=True, show_default=True, help="Validate the graph.")
@click.option("--fresh", is_flag=True, help="Leave out data sets that were ingested into the store; else they stay.")
@click.option(
    "--partitions",
    type=click.Path(path_type=Path),
    help="Also write a folder of N-Quads files, one for each source, that bulk loaders take in parallel.",
)
@click.option("--compression", type=click.Choice(["none", "gz", "zst"]), default="none", help="Of the partitions.")
@json_option
def build(
    data: Path | None,
    out: Path | None,
    without: tuple[str, ...],
    check: bool,
    fresh: bool,
    partitions: Path | None,
    compression: str,
    as_json: bool,
) -> int:
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
                keep=not fresh,
                on_step=lambda step: status.update(DOING.get(step, step)),
            )
        )
        written = _partition(built, partitions, compression) if partitions is not None else None
    if as_json:
        echo_json(_facts(built, out) | ({} if written is None else {"partitions": asdict(written)}))
    else:
        _print_summary(built, out, suggest=data is None)
    if written is not None:
        size = count(written.size_bytes, "byte")
        note(f"{count(written.statements, 'statement')} as N-Quads in {written.path}, {size}")
    return 1 if built.report is not None and not built.report.conforms else 0


def _partition(built: Built, folder: Path, compression: str) -> ExportResult:
    from trendgraph.exporters import write_partitions

    return write_partitions(built.store, folder, compression=compression)


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
        "ingested": list(built.kept),
        "statements": len(built.store),
        "conforms": None if built.report is None else built.report.conforms,
        "results": {} if built.report is None else built.report.counts,
        "seconds": {step: round(seconds, 3) for step, seconds in built.seconds.items()},
    }


def _print_summary(built: Built, out: Path, *, suggest: bool) -> None:
    facts = _facts(built, out)
    screen = console()

    def many(name: str, word: str) -> str:
        return count(int(str(facts[name])), word)

    screen.print(
        f"[bold]{many('trends', 'trend')}, {many('claims', 'claim')}[/] about {many('entities', 'entity')}, "
        f"resting on {many('passages', 'passage')} in {many('sources', 'source')}"
    )
    screen.print(f"{many('inferred', 'statement')} more by rule; {many('conflicts', 'conflict')} kept and listed")
    if built.kept:
        screen.print(f"ingested before and kept: {', '.join(built.kept)} (--fresh leaves them out)")
    screen.print(verdict(built))
    screen.print(f"store: {out} ({many('statements', 'statement')}, {sum(built.seconds.values()):.1f} s)\n")
    screen.print("[bold]Three things to try next[/]")
    place = "" if out == DEFAULT_STORE else f" --store {out}"
    for command, what in _SHIPPED if suggest else _ANY:
        screen.print(f"  [cyan]{command}{place if command.split()[1] != 'questions' else ''}[/]\n      {what}")


def verdict(built: Built) -> str:
    """Gives in one line what validation found, with rich markup."""
    if built.report is None:
        return "not validated (--no-check)"
    counts = built.report.counts
    rest = ", ".join(count(number, severity) for severity, number in counts.items() if number)
    said = "[green]conforms[/]" if built.report.conforms else "[red]does not conform[/]"
    return f"the graph {said} to its shapes" + (f" ({rest}: trendgraph validate)" if rest else "")


_SHIPPED = (
    ("trendgraph query cq010 --trend parameter-efficiency --why", "a trend's phases, with the passages behind them"),
    ("trendgraph visualise trends.html", "the graph to explore: one file, to be opened in a browser"),
    ("trendgraph questions", "everything else you can ask"),
)
_ANY = (
    ("trendgraph conflicts", "which claims contradict each other"),
    ("trendgraph visualise graph.html", "the graph to explore: one file, to be opened in a browser"),
    ("trendgraph questions", "everything else you can ask"),
)
