"""Shares with their Wilson interval."""

from __future__ import annotations

import math
from decimal import Decimal

from trendgraph.trends.struct import rounded

__all__ = ["wilson_interval"]

_Z = 1.959963984540054  # the 97.5 % point of the normal distribution


def wilson_interval(numerator: int | Decimal, denominator: int | Decimal) -> tuple[Decimal, Decimal]:
    """Gives the 95 % score interval of a share.

    Source: Wilson 1927, Journal of the American Statistical Association 22, 209–212.

    >>> [str(round(end, 4)) for end in wilson_interval(12, 40)]
    ['0.1807', '0.4543']
    >>> [str(round(end, 4)) for end in wilson_interval(0, 10)]
    ['0.0000', '0.2775']

    Raises:
        ValueError: the numerator is no count within the denominator.
    """
    hits, trials = float(numerator), float(denominator)
    if trials <= 0 or not 0 <= hits <= trials:
        raise ValueError(f"{numerator} of {denominator} is not a share")
    share, square = hits / trials, _Z * _Z
    centre = share + square / (2 * trials)
    spread = _Z * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    scale = 1 + square / trials
    # At 0 and 1 rounding would leave a trace where the end is exact.
    low = 0.0 if hits == 0 else (centre - spread) / scale
    high = 1.0 if hits == trials else (centre + spread) / scale
    return rounded(low), rounded(high)
