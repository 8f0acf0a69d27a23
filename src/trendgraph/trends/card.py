"""The report card: verdicts as a page, in Markdown or HTML, with a small plot of each trend."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from datetime import date

from trendgraph.trends.shipped import Measured
from trendgraph.trends.struct import Observation
from trendgraph.trends.verdicts import Verdict, VerdictValue

__all__ = ["html_card", "markdown_card", "plot_svg"]

_WIDTH, _HEIGHT, _LEFT, _BASE = 560, 150, 44, 24
# Okabe and Ito's palette, which the colour-blind can tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")


def markdown_card(title: str, verdicts: Sequence[Verdict], measured: Measured, names: dict[str, str]) -> str:
    """Gives the report card as Markdown with inline plots.

    Args:
        title: of the report.
        verdicts: of ``judge``.
        measured: the observations, for the plots.
        names: IRI to name.
    """
    counts = Counter(one.value for one in verdicts if one.test != "effect")
    effects = sum(one.test == "effect" for one in verdicts)
    total = ", ".join(f"{counts[value]} {value}" for value in VerdictValue)
    lines = [
        f"# Report card: {title}",
        "",
        f"Trend claims: {total}. Claims of effect: {effects}, all unmeasured.",
        "Claims of composition are facts and not judged here. The rules were written before anything was measured;",
        "the [method](../method.md) holds them. The plots pool the periods of a year; a hollow point is a year that",
        "is not complete, or not used.",
        "",
    ]
    for trend in sorted({one.trend for one in verdicts if one.trend}):
        own = [one for one in verdicts if one.trend == trend]
        lines += [
            f"## {names.get(own[0].subject, trend)}",
            "",
            "| claim | test | verdict | why |",
            "| --- | --- | --- | --- |",
        ]
        lines += [f"| {_said(one, names)} ({one.words}) | {one.test} | **{one.value}** | {one.why} |" for one in own]
        lines += ["", plot_svg(trend, measured), ""]
        lines += [
            "| indicator | " + " | ".join(_said(one, names) for one in own) + " |",
            "| --- |" + " --- |" * len(own),
        ]
        for row in zip(*(one.voices for one in own), strict=True):
            cells = " | ".join(f"{voice.says}: {voice.why}" for voice in row)
            lines.append(f"| {measured.indicators[row[0].indicator].label} | {cells} |")
        caveats = sorted({text for one in own for text in one.caveats})
        lines += ["", "Caveats:", "", *(f"- {text}" for text in caveats), ""]
    lines += [
        "## Claims of effect",
        "",
        f"None of these {effects} is measured: no indicator compares with and without the cause.",
        "",
    ]
    lines += [
        f"- {names.get(one.subject, one.subject)} {_said(one, names)}" for one in verdicts if one.test == "effect"
    ]
    return "\n".join(lines) + "\n"


def html_card(title: str, verdicts: Sequence[Verdict], measured: Measured, names: dict[str, str]) -> str:
    """Gives the report card as one printable HTML page without outside parts; arguments as of ``markdown_card``."""
    body: list[str] = []
    for trend in sorted({one.trend for one in verdicts if one.trend}):
        own = [one for one in verdicts if one.trend == trend]
        body.append(f"<section><h2>{html.escape(names.get(own[0].subject, trend))}</h2>{plot_svg(trend, measured)}")
        body.extend(_section(one, measured, names) for one in own)
        caveats = sorted({text for one in own for text in one.caveats})
        body.append("<p>Caveats: " + html.escape("; ".join(caveats)) + "</p></section>")
    effects = sum(one.test == "effect" for one in verdicts)
    style = "body{font:14px sans-serif;max-width:50em;margin:auto}section{break-inside:avoid}em{font-weight:bold}"
    return (
        f"<!doctype html><html lang='en'><meta charset='utf-8'>"
        f"<title>{html.escape(title)}</title><style>{style}</style>"
        f"<h1>Report card: {html.escape(title)}</h1><p>{effects} claims of effect are unmeasured.</p>"
        + "".join(body) + "</html>\n"
    )  # fmt: skip


def _section(one: Verdict, measured: Measured, names: dict[str, str]) -> str:
    voices = "".join(
        f"<li>{html.escape(measured.indicators[voice.indicator].label)}: {voice.says} ({html.escape(voice.why)})</li>"
        for voice in one.voices
    )
    said = f"<h3>{html.escape(_said(one, names))}: <em>{one.value}</em></h3>"
    return f"{said}<p>{html.escape(one.words)} — {one.test}; {html.escape(one.why)}</p><ul>{voices}</ul>"


def plot_svg(trend: str, measured: Measured) -> str:
    """Gives a small plot of the shares linked to a trend: years pooled from their periods, provisional ones hollow."""
    linked = [name for name, one in sorted(measured.indicators.items()) if trend in one.trends and one.unit == "share"]
    series = [(name, _yearly(measured.observations[name])) for name in linked]
    years = sorted({year for _, points in series for year in points})
    if not years:
        return "<p>No share is linked to this trend.</p>"
    top = max(value for _, points in series for value, _ in points.values()) or 1.0
    step = (_WIDTH - _LEFT - 20) / max(1, len(years) - 1)
    place = {year: _LEFT + index * step for index, year in enumerate(years)}
    parts = [f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" role="img" font-size="10">']
    parts.append(f"<title>Share a year, {len(series)} indicators</title>")
    parts.append(f'<path d="M{_LEFT} 10V{_HEIGHT - _BASE}H{_WIDTH - 20}" fill="none" stroke="#888"/>')
    parts.append(f'<text x="2" y="14">{top:.1%}</text><text x="2" y="{_HEIGHT - _BASE}">0 %</text>')
    parts += [f'<text x="{place[year]:.0f}" y="{_HEIGHT - 8}" text-anchor="middle">{year}</text>' for year in years]
    for index, (name, points) in enumerate(series):
        colour = _COLOURS[index % len(_COLOURS)]
        dots = {y: (place[y], 10 + (1 - value / top) * (_HEIGHT - _BASE - 10)) for y, (value, _) in points.items()}
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in dots.values())
        parts.append(f'<g stroke="{colour}"><title>{html.escape(measured.indicators[name].label)}</title>')
        parts.append(f'<path d="M{path}" fill="none"/>')
        for year, (x, y) in dots.items():
            fill = "#fff" if points[year][1] else colour
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{fill}"/>')
        parts.append("</g>")
    return "".join([*parts, "</svg>"])


def _yearly(observations: Sequence[Observation]) -> dict[int, tuple[float, bool]]:
    """Pools numerators and denominators by year; a year with a provisional or missing period is provisional."""
    found: dict[int, tuple[float, bool]] = {}
    for year in sorted({one.period.first.year for one in observations}):
        own = [one for one in observations if one.period.first.year == year and one.numerator is not None]
        below = float(sum(one.denominator for one in own))
        if below:
            whole = min(one.period.first for one in own) == date(year, 1, 1)
            whole = whole and max(one.period.end() for one in own) == date(year + 1, 1, 1)
            share = float(sum(one.numerator or 0 for one in own)) / below
            found[year] = (share, not whole or any(one.provisional for one in own))
    return found


def _said(one: Verdict, names: dict[str, str]) -> str:
    return f"{_local(one.predicate)} {names.get(one.object, _local(one.object))}"


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
