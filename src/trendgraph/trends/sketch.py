"""The small plots of the report card: shares a year, with intervals, without any library.

Attention and use stand in plots of their own, because their scales differ by a factor of ten and more.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from trendgraph.trends.shares import wilson_interval
from trendgraph.trends.shipped import Measured
from trendgraph.trends.struct import Observation

__all__ = ["plot_svg"]

_WIDTH, _TOP, _HEIGHT, _LEFT, _BASE, _LINE = 560, 22, 150, 44, 24, 13
# Okabe and Ito's palette, which the colour-blind can tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")


@dataclass(frozen=True, slots=True)
class _Year:
    share: float
    low: float
    high: float
    provisional: bool


def plot_svg(trend: str, measured: Measured) -> str:
    """Gives the shares linked to a trend as small plots: years pooled from their periods, with 95 % intervals.

    Years that are not complete, or not used, are hollow and joined by dashes.

    Args:
        trend: ``trend/slug``.
        measured: what was measured.
    """
    linked = [one for _, one in sorted(measured.indicators.items()) if trend in one.trends and one.unit == "share"]
    plots = []
    for title, attention in (
        ("use and release, share of what is counted", False),
        ("attention, share of papers", True),
    ):
        own = [one for one in linked if one.counts_attention is attention]
        series = [(one.label, _yearly(measured.observations[one.id])) for one in own]
        series = [(label, points) for label, points in series if points]
        if series:
            plots.append(_sketch(title, series))
    return "".join(plots) or "<p>No share is linked to this trend.</p>"


def _sketch(title: str, series: Sequence[tuple[str, dict[int, _Year]]]) -> str:
    years = sorted({year for _, points in series for year in points})
    # An interval of a year that is not complete does not make the scale.
    top = max(one.share if one.provisional else one.high for _, points in series for one in points.values()) or 1.0
    step = (_WIDTH - _LEFT - 20) / max(1, len(years) - 1)
    place = {year: _LEFT + index * step for index, year in enumerate(years)}
    height = _HEIGHT + _LINE * len(series)
    floor = _HEIGHT - _BASE
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" font-size="10"',
        ' fill="currentColor">',
        f"<title>{html.escape(title)}, {len(series)} indicators</title>",
        f'<text x="{_LEFT}" y="12">{html.escape(title)}, a year</text>',
        f'<path d="M{_LEFT} {_TOP}V{floor}H{_WIDTH - 20}" fill="none" stroke="#888"/>',
        f'<text x="2" y="{_TOP + 4}">{100 * top:.1f} %</text><text x="2" y="{floor}">0 %</text>',
        *(f'<text x="{place[year]:.0f}" y="{_HEIGHT - 8}" text-anchor="middle">{year}</text>' for year in years),
    ]
    for index, (label, points) in enumerate(series):
        parts.append(_series(label, points, place, top, index))
    return "".join([*parts, "</svg>"])


def _series(label: str, points: dict[int, _Year], place: dict[int, float], top: float, index: int) -> str:
    colour, square = _COLOURS[index % len(_COLOURS)], index >= len(_COLOURS)

    def at(share: float) -> float:
        return _TOP + (1 - min(share / top, 1)) * (_HEIGHT - _BASE - _TOP)

    parts = [f'<g stroke="{colour}"><title>{html.escape(label)}</title>']
    for (year, one), (after, other) in pairwise(points.items()):
        dash = ' stroke-dasharray="3 3"' if one.provisional or other.provisional else ""
        line = f"M{place[year]:.1f} {at(one.share):.1f}L{place[after]:.1f} {at(other.share):.1f}"
        parts.append(f'<path d="{line}" fill="none"{dash}/>')
    for year, one in points.items():
        x, y = place[year], at(one.share)
        parts.append(f'<path d="M{x:.1f} {at(one.high):.1f}V{at(one.low):.1f}" opacity="0.4"/>')
        parts.append(_mark(x, y, "#fff" if one.provisional else colour, square=square))
    below = _HEIGHT + _LINE * index + 8
    parts.append(_mark(_LEFT, below - 3, colour, square=square))
    return "".join(parts) + f'</g><text x="{_LEFT + 8}" y="{below}">{html.escape(label)}</text>'


def _mark(x: float, y: float, fill: str, *, square: bool) -> str:
    if square:
        return f'<rect x="{x - 2.5:.1f}" y="{y - 2.5:.1f}" width="5" height="5" fill="{fill}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{fill}"/>'


def _yearly(observations: Sequence[Observation]) -> dict[int, _Year]:
    """Pools numerators and denominators by year; a year with a provisional or missing period is provisional."""
    found: dict[int, _Year] = {}
    for year in sorted({one.period.first.year for one in observations}):
        own = [one for one in observations if one.period.first.year == year and one.numerator is not None]
        below = sum((one.denominator for one in own), Decimal(0))
        if below:
            whole = min(one.period.first for one in own) == date(year, 1, 1)
            whole = whole and max(one.period.end() for one in own) == date(year + 1, 1, 1)
            above = sum((one.numerator or Decimal(0) for one in own), Decimal(0))
            low, high = (float(end) for end in wilson_interval(above, below))
            provisional = not whole or any(one.provisional for one in own)
            found[year] = _Year(float(above / below), low, high, provisional)
    return found
