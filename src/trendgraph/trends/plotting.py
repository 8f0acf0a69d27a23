"""A trend drawn: one panel an indicator, with intervals, what is provisional, breaks, direction and sources.

Months are pooled into quarters, as the method page says; the estimates drawn rest on the indicator's own periods. Times
are in UTC and the font is one that the library carries, so that the same data gives the same SVG everywhere.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from trendgraph.claims import PartialDate, Precision
from trendgraph.errors import TrendError
from trendgraph.files import write_atomically
from trendgraph.sources.curated import IndicatorFile
from trendgraph.trends.momentum import usable
from trendgraph.trends.overview import main_estimate
from trendgraph.trends.periods import period_of
from trendgraph.trends.shares import wilson_interval
from trendgraph.trends.shipped import Measured
from trendgraph.trends.struct import Direction, Estimate, Observation
from trendgraph.trends.words import ARROWS, change

if TYPE_CHECKING:
    import altair

__all__ = ["SUFFIXES", "chart_bytes", "pooled", "trend_chart", "write_chart"]

SUFFIXES = (".html", ".png", ".svg")
"""What a chart can be written as."""

_WIDTH, _HEIGHT, _COLUMNS = 330, 120, 2
# Of Okabe and Ito's palette, which the colour-blind can tell apart; the two differ in lightness too.
_ATTENTION, _USE, _LINE = "#0072b2", "#d55e00", "#333333"
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_HINT = "pip install 'trendgraph[plot]'"


def trend_chart(label: str, measured: Measured) -> altair.VConcatChart:
    """Gives the chart of a trend: every indicator that was observed, of use and release first.

    Args:
        label: the name of the trend.
        measured: its indicators with observations and estimates.

    Raises:
        TrendError: nothing is measured, or the libraries are not installed.
    """
    alt = _altair()
    shown = [form for form in measured.indicators.values() if measured.observations[form.id]]
    shown.sort(key=lambda form: (form.counts_attention, form.id))
    if not shown:
        raise TrendError(f"nothing was measured of {label}", code="trend.unmeasured")
    rows = {form.id: _rows(pooled(form, measured.observations[form.id])) for form in shown}
    days = [day for found in rows.values() for row in found for day in (row["start"], row["end"])]
    span = [min(days), max(days)]
    panels = [_panel(form, rows[form.id], measured, span) for form in shown]
    grid = alt.concat(*panels, columns=_COLUMNS, spacing={"row": 22, "column": 26})
    whole = alt.vconcat(grid, _caption(_caption_lines(shown, measured)), spacing=14)
    title = alt.TitleParams(text=f"{label[:1].upper()}{label[1:]}: what was measured", anchor="start", fontSize=15)
    return (
        whole.properties(title=title, padding=12, background="white")
        .configure(font=_FONT)
        .configure_view(stroke="#dddddd")
        .configure_axis(labelFontSize=10, titleFontSize=10, titleFontWeight="normal", gridColor="#eeeeee")
    )


def pooled(form: IndicatorFile, observed: Sequence[Observation]) -> list[Observation]:
    """Gives what is drawn: months of a share pooled into quarters; a quarter that lacks a month is provisional."""
    if form.unit != "share" or form.period != "month" or any(one.numerator is None for one in observed):
        return list(observed)
    quarters: dict[PartialDate, list[Observation]] = {}
    for one in observed:
        quarters.setdefault(period_of(one.period.first, Precision.QUARTER), []).append(one)
    return [_pool(period, own) for period, own in sorted(quarters.items(), key=lambda item: item[0].first)]


def write_chart(chart: altair.VConcatChart, path: Path) -> None:
    """Writes a chart; the suffix says as what. An HTML page carries all that it needs.

    Raises:
        TrendError: there is no such suffix, or the library is not installed.
    """
    write_atomically(path, chart_bytes(chart, path.suffix.lower()))


def chart_bytes(chart: altair.VConcatChart, suffix: str) -> bytes:
    """Gives a chart as a file of the form that a suffix names.

    Raises:
        TrendError: there is no such suffix, or the library is not installed.
    """
    if suffix not in SUFFIXES:
        message = f"a plot cannot be written as {suffix or 'a file without a suffix'}"
        raise TrendError(message, code="trend.plot", suggestions=SUFFIXES, hint="end the name with one of these")
    try:
        import vl_convert
    except ImportError as error:
        raise TrendError("what draws plots is not installed", code="trend.plot", hint=_HINT) from error
    text = chart.to_json()
    if suffix == ".png":
        return bytes(vl_convert.vegalite_to_png(text, scale=2))
    if suffix == ".svg":
        return str(vl_convert.vegalite_to_svg(text)).encode()
    return str(vl_convert.vegalite_to_html(text, bundle=True)).encode()


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise TrendError("what draws plots is not installed", code="trend.plot", hint=_HINT) from error
    return altair


def _pool(period: PartialDate, own: Sequence[Observation]) -> Observation:
    above = sum((one.numerator or Decimal(0) for one in own), Decimal(0))
    below = sum((one.denominator for one in own), Decimal(0))
    low, high = wilson_interval(above, below)
    first = own[0]
    return Observation(
        indicator=first.indicator,
        period=period,
        numerator=above,
        denominator=below,
        value=above / below,
        low=low,
        high=high,
        provisional=len(own) < 3 or any(one.provisional for one in own),
        source=first.source,
        snapshot=first.snapshot,
        pattern=first.pattern,
    )


def _rows(observed: Iterable[Observation]) -> list[dict[str, Any]]:
    rows = []
    for one in observed:
        middle = one.period.first + timedelta(days=(one.period.end() - one.period.first).days // 2)
        rows.append(
            {
                "day": middle.isoformat(),
                "start": one.period.first.isoformat(),
                "end": one.period.end().isoformat(),
                "period": str(one.period),
                "value": float(one.value),
                "low": None if one.low is None else float(one.low),
                "high": None if one.high is None else float(one.high),
                "provisional": one.provisional,
                "counts": "" if one.numerator is None else f"{one.numerator:f} of {one.denominator:f}",
            }
        )
    return rows


def _panel(form: IndicatorFile, rows: list[dict[str, Any]], measured: Measured, span: list[str]) -> Any:
    alt = _altair()
    colour = _ATTENTION if form.counts_attention else _USE
    x = alt.X(
        "day:T",
        scale=alt.Scale(type="utc", domain=span),
        axis=alt.Axis(title=None, format="%Y", tickCount="year", labelFlush=False, grid=False),
    )
    y = alt.Y("value:Q", title=_axis_title(form), scale=_scale(form, rows), axis=_axis(form, alt))
    low = alt.Y("low:Q", title=_axis_title(form), scale=_scale(form, rows), axis=_axis(form, alt))
    base = alt.Chart(alt.Data(values=rows))
    complete = [row for row in rows if not row["provisional"]]
    layers: list[Any] = []
    if any(row["low"] is not None for row in rows):
        band = base.mark_area(color=colour, opacity=0.18, clip=True)
        layers.append(band.encode(x=x, y=low, y2="high:Q"))
    drawn = alt.Chart(alt.Data(values=complete)).mark_line(color=colour, strokeWidth=1.8)
    layers.append(drawn.encode(x=x, y=y))
    tip = ["period:N", "value:Q", "low:Q", "high:Q", "counts:N"]
    dots = base.mark_point(color=colour, size=18, strokeWidth=1.2, opacity=1)
    fill = alt.condition("datum.provisional", alt.value("white"), alt.value(colour))
    for piece in _pieces(rows):
        dashed = alt.Chart(alt.Data(values=piece)).mark_line(color=colour, strokeWidth=1.4, strokeDash=[4, 3])
        layers.append(dashed.encode(x=x, y=y))
    layers.append(dots.encode(x=x, y=y, fill=fill, tooltip=tip))
    found = main_estimate(measured, form)
    layers += _slope_line(form, found, measured, x, y)
    layers += [_break(day, x) for day in form.breaks if span[0] <= day <= span[1]]
    title = alt.TitleParams(
        text=form.label,
        subtitle=_said(found),
        anchor="start",
        frame="group",
        fontSize=11,
        subtitleFontSize=10,
        offset=6,
    )
    return alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT, title=title)


def _pieces(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Each stretch of provisional points, with the complete ones beside it, to be joined by a dashed line."""
    pieces: list[list[dict[str, Any]]] = []
    for before, after in pairwise(rows):
        if before["provisional"] or after["provisional"]:
            if pieces and pieces[-1][-1] is before:
                pieces[-1].append(after)
            else:
                pieces.append([before, after])
    return pieces


def _slope_line(form: IndicatorFile, found: Estimate | None, measured: Measured, x: Any, y: Any) -> list[Any]:
    """The Theil–Sen line over its window, where a direction was shown; it is never drawn beyond."""
    if found is None or found.slope is None or found.direction not in (Direction.RISING, Direction.FALLING):
        return []
    alt = _altair()
    used = usable(form, measured.observations[form.id], found.window)
    slope, last = float(found.slope), len(used) - 1
    height = median(float(one.value) for one in used) - slope * last / 2
    places = zip(_rows([used[0], used[-1]]), (0, last), strict=True)
    ends = [{**row, "value": height + slope * at} for row, at in places]
    line = alt.Chart(alt.Data(values=ends)).mark_line(color=_LINE, strokeWidth=1.2)
    return [line.encode(x=x, y=y)]


def _break(day: str, x: Any) -> Any:
    alt = _altair()
    rule = alt.Chart(alt.Data(values=[{"day": day}])).mark_rule(color="#777777", strokeDash=[2, 2])
    return rule.encode(x=x)


def _axis_title(form: IndicatorFile) -> str:
    return form.unit_label or {"share": "share (%)", "quantity": "value"}.get(form.unit, form.unit)


def _axis(form: IndicatorFile, alt: Any) -> Any:
    form_of_labels = "datum.value * 100" if form.unit == "share" else "format(datum.value, '~s')"
    return alt.Axis(labelExpr=form_of_labels, tickCount=4)


def _scale(form: IndicatorFile, rows: Sequence[Mapping[str, Any]]) -> Any:
    alt = _altair()
    values = [row["value"] for row in rows if row["value"] > 0]
    # The interval of a few days would make the scale: it is cut off where it goes above all that is complete.
    top = max([row["high"] or 0 for row in rows if not row["provisional"]] + [row["value"] for row in rows])
    if form.unit == "quantity" and len(values) == len(rows) and max(values) > 50 * min(values):
        return alt.Scale(type="log")
    return alt.Scale(domain=[0, 1.05 * top or 1], nice=False)


def _said(found: Estimate | None) -> str:
    if found is None:
        return "no direction sought: too few periods, or too few counted"
    size = f": {change(found.change_per_year)} a year ({change(found.change_low)} to {change(found.change_high)})"
    span = f"{found.window.first:%Y-%m} to {found.window.end - timedelta(days=1):%Y-%m}"
    return f"{ARROWS[found.direction]} {found.direction}{size if found.change_per_year is not None else ''}, {span}"


def _caption_lines(shown: Sequence[IndicatorFile], measured: Measured) -> list[str]:
    sources: dict[str, date] = {}
    for form in shown:
        for one in measured.observations[form.id]:
            sources[one.source] = max(one.snapshot, sources.get(one.source, one.snapshot))
    told = "; ".join(f"{name} (up to {day})" for name, day in sorted(sources.items()))
    texts = [
        "Blue: attention (papers). Orange: use and release. Bands: 95 % Wilson intervals. Hollow points, dashed lines: "
        "provisional, not used. Grey rule: the way of counting changed. Dark line: Theil–Sen slope over its window, "
        "where a direction was shown at 5 %. Changes are relative to the median of the window, with 95 % intervals.",
        f"Sources: {told}. Months are pooled into quarters.",
    ]
    return [line for text in texts for line in textwrap.wrap(text, 150)]


def _caption(lines: Sequence[str]) -> Any:
    alt = _altair()
    rows = [{"line": text, "at": at} for at, text in enumerate(lines)]
    mark = alt.Chart(alt.Data(values=rows)).mark_text(align="left", baseline="top", fontSize=10, color="#444444")
    place = alt.Y("at:O", axis=None, sort=None)
    width = _COLUMNS * _WIDTH + 60
    drawn = mark.encode(x=alt.value(0), y=place, text="line:N")
    return drawn.properties(width=width, height=13 * len(lines), view=alt.ViewConfig(stroke=None))
