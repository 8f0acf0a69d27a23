"""The report card: verdicts as a page, in Markdown or HTML, with a small plot of each trend."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence

from trendgraph.trends.shipped import Measured
from trendgraph.trends.sketch import plot_svg
from trendgraph.trends.verdicts import Verdict, VerdictValue
from trendgraph.trends.words import rests_on, weak_support

__all__ = ["html_card", "markdown_card"]


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
    told = weak_support(one.weight for one in verdicts)
    lines = [
        f"# Report card: {title}",
        "",
        f"Trend claims: {total}. Claims of effect: {effects}, all unmeasured.",
        "Claims of composition are facts and not judged here. The rules were written before anything was measured;",
        "the [method](../method.md) holds them. The plots pool the periods of a year, with 95 % intervals; a hollow",
        "point on a dashed line is a year that is not complete, or not used.",
        "",
        *([told, ""] if told else []),
    ]
    for trend in sorted({one.trend for one in verdicts if one.trend}):
        own = [one for one in verdicts if one.trend == trend]
        lines += [
            f"## {names.get(own[0].subject, trend)}",
            "",
            "| claim | test | verdict | why |",
            "| --- | --- | --- | --- |",
        ]
        lines += [
            f"| {_said(one, names)} ({one.words}) | {one.test} | **{rests_on(*one.weight)}** | {one.why} |"
            for one in own
        ]
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
        f"<p>{html.escape(weak_support(one.weight for one in verdicts))}</p>"
        + "".join(body) + "</html>\n"
    )  # fmt: skip


def _section(one: Verdict, measured: Measured, names: dict[str, str]) -> str:
    voices = "".join(
        f"<li>{html.escape(measured.indicators[voice.indicator].label)}: {voice.says} ({html.escape(voice.why)})</li>"
        for voice in one.voices
    )
    said = f"<h3>{html.escape(_said(one, names))}: <em>{rests_on(*one.weight)}</em></h3>"
    return f"{said}<p>{html.escape(one.words)} — {one.test}; {html.escape(one.why)}</p><ul>{voices}</ul>"


def _said(one: Verdict, names: dict[str, str]) -> str:
    return f"{_local(one.predicate)} {names.get(one.object, _local(one.object))}"


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
