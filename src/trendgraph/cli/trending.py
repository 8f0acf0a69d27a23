"""``trendgraph trends`` and ``trendgraph trend``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import console, echo_json, json_option, note, open_graph, store_option
from trendgraph.cli.days import day_given, time_options

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from trendgraph.queries import Table
    from trendgraph.sources.curated import IndicatorFile
    from trendgraph.trends import Estimate, Line, Observation, TrendView

__all__ = ["trend", "trends"]


def _complete(context: click.Context, parameter: click.Parameter, start: str) -> list[CompletionItem]:  # noqa: ARG001
    """Completes the name of a shipped trend, from the names of files: no graph is opened."""
    from click.shell_completion import CompletionItem

    from trendgraph.resources import resource_files

    names = sorted(path.stem for path in resource_files("data/trends", "*.yaml"))
    return [CompletionItem(name) for name in names if name.startswith(start)]


@click.command()
@click.option(
    "--sort", type=click.Choice(["name", "momentum", "evidence", "stage"]), default="name", show_default=True,
    help="What the lines are ordered by.",
)  # fmt: skip
@click.option(
    "--since", callback=day_given, metavar="DATE",
    help="Estimate from this day on, not over the last two years (needs the extra `measure`).",
)  # fmt: skip
@time_options
@store_option
@json_option
def trends(
    sort: str,
    since: date | None,
    as_of: date | None,
    as_known_on: date | None,
    store_path: Path | None,
    as_json: bool,
) -> None:
    """Show every trend: stage, direction, size, latest value, and what speaks of it.

    The line is that of one indicator, chosen by a rule of the method and never by its direction; the arrows count all
    of them. `momentum` orders by the end of the interval that lies nearer to no change.
    """
    from trendgraph.trends import overview

    store = open_graph(store_path, as_of=as_of, as_known_on=as_known_on)
    lines = overview(store, sort=sort, since=since)
    if as_json:
        echo_json([_line_as_dict(line) for line in lines])
        return
    _print_lines(lines)


@click.command()
@click.argument("name", shell_complete=_complete)
@click.option(
    "--plot", type=click.Path(path_type=Path), metavar="OUT",
    help="Write a plot instead: .svg, .png or .html by the suffix (needs the extra `plot`).",
)  # fmt: skip
@time_options
@store_option
@json_option
def trend(
    name: str,
    plot: Path | None,
    as_of: date | None,
    as_known_on: date | None,
    store_path: Path | None,
    as_json: bool,
) -> None:
    """Show the trend NAME: indicators, phases, claims for and against, verdicts, exemplars with dates."""
    from trendgraph.trends import TrendView

    view = TrendView(open_graph(store_path, as_of=as_of, as_known_on=as_known_on), name)
    if plot is not None:
        view.plot(plot)
        note(f"the plot is in {plot}")
    if as_json:
        echo_json(_view_as_dict(view))
    elif plot is None:
        _print_view(view)


def _line_as_dict(line: Line) -> dict[str, object]:
    indicator, latest = line.indicator, line.latest
    return {
        "trend": line.trend,
        "label": line.label,
        "stage": line.stage,
        "indicator": indicator.id if indicator else None,
        "unit": indicator.unit if indicator else None,
        "estimate": _estimate_as_dict(line.estimate) if line.estimate else None,
        "latest": _observation_as_dict(latest) if latest else None,
        "indicators": line.indicators,
        "directions": {str(name): number for name, number in line.directions.items()},
        "evidence": line.evidence,
    }


def _estimate_as_dict(found: Estimate) -> dict[str, object]:
    numbers = {
        "p_value": found.p_value,
        "change_per_year": found.change_per_year,
        "change_low": found.change_low,
        "change_high": found.change_high,
        "level": found.level,
        "level_low": found.level_low,
        "level_high": found.level_high,
        "slope": found.slope,
        "slope_low": found.low,
        "slope_high": found.high,
    }
    return {
        "window": found.window.name,
        "first": found.window.first.isoformat(),
        "end": found.window.end.isoformat(),
        "observations": len(found.used),
        "direction": found.direction,
        "stage": found.stage,
        **{name: None if number is None else float(number) for name, number in numbers.items()},
        "change_points": [str(period) for period in found.changes],
        "growth": {name: float(number) for name, number in found.growth} if found.growth else None,
        "caveats": list(found.caveats),
        "method": found.code,
    }


def _observation_as_dict(one: Observation) -> dict[str, object]:
    return {
        "period": str(one.period),
        "numerator": None if one.numerator is None else float(one.numerator),
        "denominator": float(one.denominator),
        "value": float(one.value),
        "low": None if one.low is None else float(one.low),
        "high": None if one.high is None else float(one.high),
        "provisional": one.provisional,
    }


def _view_as_dict(view: TrendView) -> dict[str, object]:
    measured = view.measured
    tables = {"phases": view.phases(), "claims": view.claims(), "verdicts": view.verdicts()}
    return {
        "trend": view.trend,
        "iri": view.iri,
        "label": view.label,
        "indicators": [
            {
                "indicator": name,
                "label": form.label,
                "counts": form.counts,
                "over": form.over,
                "unit": form.unit,
                "source": form.source,
                "estimates": [_estimate_as_dict(one) for one in measured.estimates[name]],
                "observations": [_observation_as_dict(one) for one in measured.observations[name]],
            }
            for name, form in measured.indicators.items()
        ],
        **{name: _rows(table) for name, table in (tables | {"exemplars": view.exemplars()}).items()},
    }


def _rows(table: Table) -> list[dict[str, object]]:
    return [
        {name: None if cell is None else str(cell) for name, cell in zip(table.columns, row, strict=True)}
        for row in table.rows_as_python()
    ]


def _print_lines(lines: list[Line]) -> None:
    from rich.text import Text

    from trendgraph.trends.words import ARROWS, sparkline

    screen = console()
    widths = (31, 11, 27, 13, 10)
    header = "".join(
        word.ljust(width)
        for word, width in zip(("trend", "stage", "direction, a year", "course", "all"), widths, strict=True)
    )
    screen.print(Text(header + " cited", "bold"), no_wrap=True)
    for line in lines:
        arrows = " ".join(f"{number}{ARROWS[name]}" for name, number in line.directions.items() if number)
        course = sparkline([float(one.value) for one in line.series], 12)
        cells = (line.label, str(line.stage or "–"), _direction(line.estimate, named=False), course, arrows or "–")
        first = "".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        screen.print(Text(f"{first}{line.evidence:>6}"), no_wrap=True, overflow="ellipsis")
        what = "not measured"
        if line.indicator is not None:
            what = f"{line.indicator.label}: {_latest(line.indicator, line.latest)}"
        screen.print(Text(f"  {what}", "dim"), no_wrap=True, overflow="ellipsis")
    ends = [line.estimate.window for line in lines if line.estimate]
    if ends:
        first_day, end = min(one.first for one in ends), max(one.end for one in ends)
        click.echo(f"\nestimated between {first_day} and {end}, each test at 5 %; the second line says of what")
        click.echo("all: how many indicators rise (↑), fall (↓), keep level (→) or show nothing (?); cited: passages")
    click.echo("one of them: trendgraph trend NAME")


def _direction(found: Estimate | None, *, named: bool = True) -> str:
    from trendgraph.trends.words import ARROWS, change

    if found is None:
        return "too few or thin" if named else "–"
    said = ARROWS[found.direction] + (f" {found.direction}" if named else "")
    if found.change_per_year is None:
        return said
    size = f"{change(found.change_per_year)} ({change(found.change_low)[:-2]} to {change(found.change_high)})"
    return f"{said}\n[dim]{size}[/]" if named else f"{said} {size}"


def _latest(indicator: IndicatorFile | None, one: Observation | None) -> str:
    from trendgraph.trends.words import figure, interval

    if indicator is None or one is None:
        return "–"
    ends = interval(one.low, one.high, indicator.unit)
    return f"{figure(one.value, indicator.unit)}{f' ({ends})' if ends else ''} in {one.period}"


def _print_view(view: TrendView) -> None:
    screen = console()
    screen.print(f"[bold]{view.label}[/]  [dim]{view.trend}[/]\n")
    _print_indicators(view)
    judged = ("phase", "aspect", "value", "status", "evidenceStance", "source")
    _print_table("Phases that somebody judged", view.phases(), judged)
    _print_verdicts(view.verdicts())
    claims = view.claims()
    _print_table("Claims", claims, ("side", "predicate", "object", "status", "source"))
    exemplars = view.exemplars()
    _print_table("Exemplars", exemplars, ("example", "released", "status"))
    if view.measured.indicators:
        click.echo(f"draw it: trendgraph trend {view.trend.partition('/')[2]} --plot OUT.svg")


def _print_indicators(view: TrendView) -> None:
    from rich.table import Table as Grid

    from trendgraph.trends.overview import main_estimate
    from trendgraph.trends.words import figure, interval, sparkline

    measured = view.measured
    if not measured.indicators:
        click.echo("No indicator speaks of this trend: it is not measured.\n")
        return
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("indicator", "stage", "direction, a year", "level", "course"):
        grid.add_column(column, no_wrap=column == "course")
    sources = set()
    for name, form in measured.indicators.items():
        complete = [one for one in measured.observations[name] if not one.provisional]
        found = main_estimate(measured, form)
        sources |= {(form.source, str(one.snapshot)) for one in complete[-1:]}
        level = "–"
        if found and found.level is not None:
            ends = interval(found.level_low, found.level_high, form.unit)
            level = figure(found.level, form.unit) + (f"\n[dim]({ends})[/]" if ends else "")
        stage = str(found.stage or "–") if found else "–"
        course = sparkline([float(one.value) for one in complete])
        grid.add_row(
            form.label, stage, _direction(found), level, course,
        )  # fmt: skip
    console().print(grid)
    told = "; ".join(f"{source} up to {day}" for source, day in sorted(sources))
    click.echo(f"\nlevel: pooled over the last year of the window. Sources: {told}\n")


def _print_verdicts(found: Table) -> None:
    from rich.table import Table as Grid

    from trendgraph.trends.words import rests_on, weak_support

    if not found.rows:
        return
    at = {name: number for number, name in enumerate(found.columns)}
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("about", "claimed", "test", "verdict", "reason"):
        grid.add_column(column)
    weights = []
    for row in found.rows:
        said = {name: found.name(row[number]) for name, number in at.items()}
        # The reason counts the indicators that had nothing to say too; the graph names only estimates that were made.
        heard = re.search(r"silent of (\d+)", said["reason"])
        weights.append((said["verdict"], int(said["borneOut"]) + int(said["opposed"]), int(heard[1]) if heard else 0))
        claimed = f"{said['predicate']} {said['object']}"
        grid.add_row(said["about"], claimed, said["test"], rests_on(*weights[-1]), said["reason"])
    screen = console()
    screen.print(f"[bold]Verdicts on claims[/] [dim]{len(found.rows)}[/]")
    screen.print(grid)
    click.echo(f"{weak_support(weights)}\n" if weak_support(weights) else "")


def _print_table(title: str, table: Table, columns: tuple[str, ...], empty: str = "none") -> None:
    from rich.table import Table as Grid

    places = [(table.columns.index(name), name) for name in columns]
    rows = list(
        dict.fromkeys(
            # The title of a report would fill the column; its identifier names it as well.
            tuple(
                str(row[at]).rsplit("/", 1)[-1].rstrip(">") if name == "source" else table.name(row[at])
                for at, name in places
            )
            for row in table.rows
        )
    )
    if not rows and not empty:
        return
    console().print(f"[bold]{title}[/] [dim]{len(rows) or empty}[/]")
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=bool(rows))
    for name in columns:
        grid.add_column(name)
    for row in rows:
        grid.add_row(*row)
    console().print(grid)
    click.echo()
