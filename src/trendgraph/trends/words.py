"""How numbers are said: shares in percent, quantities with their unit, changes with their sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from trendgraph.sources.curated import IndicatorFile
from trendgraph.trends.struct import Direction

__all__ = ["ARROWS", "change", "figure", "interval", "rests_on", "sparkline", "unit_words", "weak_support"]

ARROWS = {Direction.RISING: "↑", Direction.FALLING: "↓", Direction.STEADY: "→", Direction.UNCLEAR: "?"}
"""A sign for each direction."""

_BARS = "▁▂▃▄▅▆▇█"


def unit_words(indicator: IndicatorFile) -> str:
    """Gives the unit of an indicator as an axis shows it."""
    if indicator.unit_label:
        return indicator.unit_label
    return {"share": "share in percent", "quantity": "value"}.get(indicator.unit, indicator.unit)


def figure(value: Decimal, unit: str) -> str:
    """Gives a value as people read it.

    >>> figure(Decimal("0.0712"), "share"), figure(Decimal("0.0041"), "share"), figure(Decimal(70000000), "quantity")
    ('7.1 %', '0.41 %', '7e+07')
    """
    number = float(value)
    if unit != "share":
        return f"{number:,.3g}"
    return f"{100 * number:.{1 if abs(number) >= 0.0095 else 2}f} %"


def interval(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """Gives an interval, or nothing where there is none.

    >>> interval(Decimal("0.06"), Decimal("0.08"), "share")
    '6.0–8.0 %'
    """
    if low is None or high is None:
        return ""
    ends = [figure(one, unit) for one in (low, high)]
    return f"{ends[0].removesuffix(' %')}–{ends[1]}"


def change(value: Decimal | None) -> str:
    """Gives a relative change with its sign.

    >>> change(Decimal("0.242")), change(Decimal("-0.1"))
    ('+24 %', '−10 %')
    """
    return "" if value is None else f"{100 * float(value):+.0f} %".replace("-", "−")


def sparkline(values: Sequence[float], width: int = 16) -> str:
    """Gives a series as a row of bars from nothing to its largest value, averaged down to so many.

    >>> sparkline([0, 1, 2, 4])
    '▁▃▅█'
    """
    if not values:
        return ""
    size = min(width, len(values))
    edges = [round(index * len(values) / size) for index in range(size + 1)]
    means = [sum(values[low:high]) / (high - low) for low, high in pairwise(edges)]
    top = max(means) or 1.0
    return "".join(_BARS[min(int(max(mean, 0) / top * len(_BARS)), len(_BARS) - 1)] for mean in means)


def rests_on(verdict: str, speaking: int, heard: int) -> str:
    """Gives a verdict together with what it rests on, so that nobody reads the one without the other.

    >>> rests_on("supported", 1, 11), rests_on("inconclusive", 0, 11)
    ('supported by 1 of 11', 'inconclusive')
    """
    return f"{verdict} by {speaking} of {heard}" if verdict in ("supported", "contradicted") else verdict


def weak_support(verdicts: Iterable[tuple[str, int, int]]) -> str:
    """Gives the sentences that tell a reader how much "supported" is worth; none where nothing is supported.

    Args:
        verdicts: each with the number of its indicators that speak for or against, and of all that were heard.

    >>> weak_support([("supported", 1, 11), ("supported", 3, 14), ("inconclusive", 0, 8)])[:66]
    '"supported" means that of many indicators at least one moves as cl'
    >>> weak_support([("inconclusive", 0, 8)])
    ''
    """
    found = [(speaking, heard) for verdict, speaking, heard in verdicts if verdict == "supported"]
    if not found:
        return ""
    alone = sum(speaking == 1 < heard for speaking, heard in found)
    rest = f" {alone} of the {len(found)} supported rest on a single indicator: weak support." if alone else ""
    return (
        '"supported" means that of many indicators at least one moves as claimed and none the other way, not that the '
        f"claim is shown. Each is tested at 5 %, so one of a dozen may move by chance.{rest}"
    )
