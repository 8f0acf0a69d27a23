"""From observations to an estimate: window, minimum, direction, size, level, stage, caveats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from statistics import median

from trendgraph.claims import PartialDate, Precision
from trendgraph.sources.curated import IndicatorFile
from trendgraph.trends.periods import PERIODS_A_YEAR
from trendgraph.trends.shares import wilson_interval
from trendgraph.trends.statistics import Trend, change_points, logistic_growth, mann_kendall
from trendgraph.trends.struct import Direction, Estimate, Observation, Stage, Window, rounded

__all__ = ["METHOD", "caveats_of", "claim_window", "estimate", "usable", "windows_of"]

METHOD = "1"
"""Version of the method: raised whenever the same observations would give another estimate."""

_FEWEST, _THIN, _FEW_COUNTS = 30, 30, 100
_SHORT = 12
_STEADY = 0.10
_LEVELS = {"corpus": (Decimal("0.01"), Decimal("0.10")), "graph": (Decimal("0.05"), Decimal("0.50"))}


def windows_of(indicator: IndicatorFile, observations: Sequence[Observation]) -> list[Window]:
    """Gives the windows ``whole`` and, where the whole is longer, ``recent`` (the last two years)."""
    usable = [one for one in observations if not one.provisional]
    if not usable:
        return []
    whole = Window("whole", usable[0].period.first, usable[-1].period.end())
    number = 4 if indicator.period == "year" else 2 * PERIODS_A_YEAR[Precision(indicator.period)]
    if len(usable) <= number:
        return [whole]
    return [whole, Window("recent", usable[-number].period.first, whole.end)]


def claim_window(first: PartialDate, end: date) -> Window:
    """Gives the window of a claim about a time: that time, and the year before it.

    >>> claim_window(PartialDate.parse("2024"), date(2025, 1, 1)).first
    datetime.date(2023, 1, 1)
    """
    return Window("claim", first.first.replace(year=first.first.year - 1), end)


def estimate(indicator: IndicatorFile, observations: Sequence[Observation], window: Window) -> Estimate:
    """Gives the momentum of an indicator over a window; provisional periods are never used.

    Args:
        indicator: what was observed.
        observations: all of it; those outside the window are left aside.
        window: a window of ``windows_of`` or ``claim_window``.
    """
    used = usable(indicator, observations, window)
    total = sum((one.numerator or Decimal(0) for one in used), Decimal(0))
    reason = _reason(indicator, used, total)
    periods = tuple(one.period for one in used)
    if reason:
        caveats = caveats_of(indicator, used, total, Direction.UNCLEAR, window)
        return Estimate(
            indicator.id, window, periods, Direction.UNCLEAR, reason, total=total, caveats=caveats, code=METHOD
        )
    values = [float(one.value) for one in used]
    trend = mann_kendall(values)
    yearly, middle = PERIODS_A_YEAR[Precision(indicator.period)], abs(median(values))
    relative = [one * yearly / middle if middle else None for one in (trend.slope, trend.low, trend.high)]
    direction = _direction(trend, relative)
    growth, growth_reason = None, "the series does not rise"
    if direction is Direction.RISING and indicator.unit == "share":
        growth, growth_reason = logistic_growth(values)
    level = _pooled(indicator, used[-yearly:])
    slope, low, high = (rounded(one, 10) for one in (trend.slope, trend.low, trend.high))
    return Estimate(
        indicator=indicator.id,
        window=window,
        used=periods,
        direction=direction,
        p_value=rounded(trend.p_value),
        plain_p_value=rounded(trend.plain),
        autocorrelation=rounded(trend.autocorrelation),
        slope=slope,
        low=low,
        high=high,
        change_per_year=_maybe(relative[0]),
        change_low=_maybe(relative[1]),
        change_high=_maybe(relative[2]),
        level=level[0],
        level_low=level[1],
        level_high=level[2],
        start_level=_pooled(indicator, used[:yearly])[0],
        total=total,
        stage=_stage(indicator, level[0], direction),
        changes=tuple(periods[index] for index in change_points(values)),
        growth=None if growth is None else tuple((name, _significant(value)) for name, value in sorted(growth.items())),
        growth_reason=growth_reason,
        caveats=caveats_of(indicator, used, total, direction, window),
        code=METHOD,
    )


def usable(indicator: IndicatorFile, observations: Sequence[Observation], window: Window) -> list[Observation]:
    """Gives the observations that an estimate over a window uses, in the order of time."""
    inside = [
        one
        for one in observations
        if not one.provisional and window.first <= one.period.first and one.period.end() <= window.end
    ]
    # A count has no population: its denominator is the period itself.
    enough = [one for one in inside if indicator.unit == "count" or one.denominator >= _FEWEST]
    return sorted(enough, key=lambda one: one.period.first)


def _reason(indicator: IndicatorFile, used: Sequence[Observation], total: Decimal) -> str:
    if len(used) < indicator.minimum:
        return f"{len(used)} complete periods, fewer than {indicator.minimum}"
    if any(one.numerator is not None for one in used) and total < _THIN:
        return f"{total} in all numerators together, fewer than {_THIN}"
    return ""


def _direction(trend: Trend, relative: Sequence[float | None]) -> Direction:
    if trend.p_value < 0.05 and trend.slope != 0:
        return Direction.RISING if trend.slope > 0 else Direction.FALLING
    low, high = relative[1], relative[2]
    if low is not None and high is not None and low >= -_STEADY and high <= _STEADY:
        return Direction.STEADY
    return Direction.UNCLEAR


def _pooled(indicator: IndicatorFile, used: Sequence[Observation]) -> tuple[Decimal, Decimal | None, Decimal | None]:
    counts = [one.numerator for one in used if one.numerator is not None]
    if len(counts) < len(used):
        return rounded(median(float(one.value) for one in used)), None, None
    below = sum((one.denominator for one in used), Decimal(0))
    above = sum(counts, Decimal(0))
    ends = wilson_interval(above, below) if indicator.unit == "share" else (None, None)
    return rounded(above / below), *ends


def _stage(indicator: IndicatorFile, level: Decimal, direction: Direction) -> Stage | None:
    if indicator.unit != "share" or not indicator.level:
        return None
    low, high = _LEVELS["corpus" if indicator.counts_attention else "graph"]
    if direction is Direction.FALLING:
        # What everybody uses leaves the titles: a peak there is no decline.
        return None if indicator.counts_titles else Stage.DECLINING
    if level >= high:
        return Stage.MAINSTREAM
    if direction is Direction.RISING:
        return Stage.EMERGING if level < low else Stage.GROWING
    return Stage.PLATEAU if direction is Direction.STEADY and level >= low else None


def caveats_of(
    indicator: IndicatorFile, used: Sequence[Observation], total: Decimal, direction: Direction, window: Window
) -> tuple[str, ...]:
    """Gives the caveats that an estimate carries.

    Args:
        indicator: whose own caveats come first.
        used: the observations that were used.
        total: the sum of their numerators.
        direction: what was found.
        window: where it was looked for.
    """
    found = list(indicator.caveats)
    if direction is not Direction.FALLING:
        found = [one for one in found if not one.startswith("title peak")]
    if any(one.numerator is not None for one in used) and total < _FEW_COUNTS:
        found.append(f"thin counts: {total} in all numerators together")
    if len(used) < _SHORT:
        found.append(f"short series: {len(used)} periods")
    if any(window.first < PartialDate.parse(day).first < window.end for day in indicator.breaks):
        found.append("break: the way of counting changed within the window")
    return tuple(found)


def _significant(number: float) -> Decimal:
    # An optimiser's last digits differ from machine to machine.
    return Decimal(format(Decimal(f"{number:.4g}"), "f"))


def _maybe(number: float | None) -> Decimal | None:
    return None if number is None else rounded(number)
