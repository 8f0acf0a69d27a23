"""What measuring and estimating give: observations, estimates, and the parts of an estimate.

Numbers that are written to files or to the graph are decimals, rounded once: the same input gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trendgraph.claims import PartialDate

__all__ = ["Direction", "Estimate", "Observation", "Stage", "Window", "rounded"]


def rounded(number: float | Decimal, places: int = 8) -> Decimal:
    """Gives a number as a decimal with so many places, without trailing zeros.

    >>> str(rounded(1 / 3)), str(rounded(0.5))
    ('0.33333333', '0.5')
    """
    quantised = Decimal(repr(number) if isinstance(number, float) else number).quantize(Decimal(1).scaleb(-places))
    return Decimal(format(quantised.normalize(), "f")) + 0


class Direction(StrEnum):
    """Which way a series moves; ``unclear`` where neither a change nor steadiness was shown."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    UNCLEAR = "unclear"


class Stage(StrEnum):
    """How far a trend has gone, by the rule of the method page."""

    EMERGING = "emerging"
    GROWING = "growing"
    MAINSTREAM = "mainstream"
    PLATEAU = "plateau"
    DECLINING = "declining"


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of an indicator in one period.

    Attributes:
        indicator: ``indicator/slug``.
        numerator: the count above the line, or None where a quantity is measured and not divided.
        denominator: the count below the line; of a quantity, the number of things it was measured on.
        low: lower end of the 95 % interval of a share.
        source: identifier of the source counted.
        snapshot: last day that the source covers.
        pattern: version of the topic's pattern or of the query; empty for a supplied table.
    """

    indicator: str
    period: PartialDate
    numerator: Decimal | None
    denominator: Decimal
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    provisional: bool
    source: str
    snapshot: date
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """The periods that an estimate looks at: a name, the first day, and the first day after."""

    name: str
    first: date
    end: date


@dataclass(frozen=True, slots=True)
class Estimate:
    """The momentum of an indicator over a window; the numbers are None where there is no estimate.

    Attributes:
        indicator: ``indicator/slug``.
        used: the periods whose observations were used, in order.
        reason: why no direction was sought, or empty.
        p_value: of the Mann–Kendall test with the variance corrected for ties and autocorrelation.
        plain_p_value: of the test without the correction for autocorrelation, for comparison.
        autocorrelation: lag-1 coefficient of the residuals, corrected for bias, 0 to 0.9.
        slope: change per period, in the unit of the indicator, with its 95 % interval ``low`` to ``high``.
        change_per_year: slope times periods a year over the median value, with its interval.
        level: pooled value of the last year of the window, with its interval where it is a share.
        total: sum of the numerators in the window.
        changes: first periods of the pieces after the first, where the slope changes.
        growth: parameters of the logistic curve, or None; ``growth_reason`` then says why.
        caveats: names of the caveats that the method page asks for.
        code: version of the code that computed it.
    """

    indicator: str
    window: Window
    used: tuple[PartialDate, ...]
    direction: Direction
    reason: str = ""
    p_value: Decimal | None = None
    plain_p_value: Decimal | None = None
    autocorrelation: Decimal | None = None
    slope: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    change_per_year: Decimal | None = None
    change_low: Decimal | None = None
    change_high: Decimal | None = None
    level: Decimal | None = None
    level_low: Decimal | None = None
    level_high: Decimal | None = None
    start_level: Decimal | None = None
    total: Decimal = Decimal(0)
    stage: Stage | None = None
    changes: tuple[PartialDate, ...] = ()
    growth: tuple[tuple[str, Decimal], ...] | None = None
    growth_reason: str = ""
    caveats: tuple[str, ...] = ()
    code: str = ""

    def parameters(self) -> str:
        """Gives all the numbers as one line of JSON with sorted keys, for a record beside the estimate."""
        skip = {"indicator", "window", "used"}
        content = {one.name: _plain(getattr(self, one.name)) for one in fields(self) if one.name not in skip}
        return json.dumps(content, sort_keys=True, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return None if value is None else str(value)
