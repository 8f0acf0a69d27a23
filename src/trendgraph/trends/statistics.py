"""The statistics of momentum: direction, size, change points, growth. What each must do stands in the method page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trendgraph.errors import TrendError

__all__ = ["Trend", "change_points", "logistic_growth", "mann_kendall"]

_LARGEST = 0.9
_PENALTY = 6.0  # per variance of the noise and log of the length; set on simulated series without a change
_PIECE = 6


@dataclass(frozen=True, slots=True)
class Trend:
    """What the test and the slope say of a series.

    Attributes:
        p_value: Mann–Kendall, corrected for ties and autocorrelation.
        plain: the same without the correction for autocorrelation.
        autocorrelation: lag-1 coefficient of the residuals, corrected for bias, 0 to 0.9.
        slope: Theil–Sen, per step, with its 95 % interval.
    """

    p_value: float
    plain: float
    autocorrelation: float
    slope: float
    low: float
    high: float


def mann_kendall(values: Sequence[float]) -> Trend:
    """Tests a series of equal steps for a trend, and gives its slope.

    Source: Mann 1945 (doi 10.2307/1907187); Yue and Wang 2004 (doi 10.1023/B:WARM.0000043140.61082.60); Hamed 2009,
    Journal of Hydrology 368, 143–155; Sen 1968 (doi 10.1080/01621459.1968.10480934).
    """
    try:
        import numpy
        import pymannkendall
        from scipy.stats import norm, t, theilslopes
    except ImportError as error:
        raise TrendError(
            "the statistics are not installed", code="trend.engine", hint="pip install 'trendgraph[measure]'"
        ) from error

    series = numpy.asarray(values, dtype=float)
    n = len(series)
    if numpy.ptp(series) == 0:
        return Trend(1.0, 1.0, 0.0, 0.0, 0.0, 0.0)
    tested = pymannkendall.original_test(series)
    middle = float(theilslopes(series, numpy.arange(n))[0])
    residuals = series - middle * numpy.arange(n)
    # What is left of an exact line is the rounding of floats, and that has no meaning.
    exact = float(numpy.ptp(residuals)) < 1e-9 * float(numpy.ptp(series))
    r = 0.0 if exact else _autocorrelation(residuals)
    factor = 1 + 2 * sum((1 - k / n) * r**k for k in range(1, n))
    freedom = max(n / factor - 2, 2.0)
    z = abs(float(tested.z)) / math.sqrt(factor)
    # The interval is as wide as the test is strict: the same factor, the same reference.
    # Bounded, because the library cannot take an infinite one.
    confidence = 1 - max(2 * float(norm.sf(float(t.ppf(0.975, freedom)) * math.sqrt(factor))), 1e-12)
    slope, _, low, high = (float(one) for one in theilslopes(series, numpy.arange(n), alpha=confidence))
    return Trend(float(2 * t.sf(z, freedom)), float(tested.p), r, slope, min(low, slope), max(high, slope))


def change_points(values: Sequence[float]) -> list[int]:
    """Gives the steps at which the slope changes, in order; none in a series that is too short or too even."""
    import numpy
    import ruptures

    series = numpy.asarray(values, dtype=float)
    noise = float(numpy.median(numpy.abs(numpy.diff(series, 2)))) / 0.6745 / math.sqrt(6)
    if len(series) < 2 * _PIECE or noise == 0:
        return []
    steps: Any = numpy.arange(len(series), dtype=float)
    signal = numpy.column_stack([series / noise, steps, numpy.ones_like(steps)])
    model = ruptures.Pelt(model="linear", min_size=_PIECE, jump=1).fit(signal)
    return [int(end) for end in model.predict(pen=_PENALTY * math.log(len(series)))[:-1]]


def logistic_growth(values: Sequence[float]) -> tuple[dict[str, float] | None, str]:
    """Gives ceiling, midpoint (in steps) and rate of a logistic curve with their ends, or None and the reason.

    It says nothing of what comes after the last value.
    """
    import warnings

    import numpy
    from scipy.optimize import OptimizeWarning, curve_fit

    series = numpy.asarray(values, dtype=float)
    n = len(series)
    if n < 12:
        return None, "fewer than 12 periods"
    steps: Any = numpy.arange(n, dtype=float)

    def curve(x: Any, ceiling: float, midpoint: float, rate: float) -> Any:
        return ceiling / (1 + numpy.exp(-numpy.clip(rate * (x - midpoint), -500, 500)))

    start = (min(float(series.max()) * 1.1, 1.0), n / 2, 4 / n)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", OptimizeWarning)
            found, covariance = curve_fit(
                curve, steps, series, p0=start, bounds=([0, -n, 0], [1, 2 * n, 10]), maxfev=5000
            )
    except RuntimeError:
        return None, "the fit does not converge"
    spread = 1.96 * numpy.sqrt(numpy.diag(covariance))
    low, high = found - spread, found + spread
    if not numpy.all(numpy.isfinite(spread)) or low[0] < 0 or high[0] > 1 or high[0] - low[0] >= found[0] / 2:
        return None, "the ceiling cannot be told"
    if not 0 <= found[1] <= n - 1:
        return None, "the midpoint lies outside the window"
    line = numpy.polyval(numpy.polyfit(steps, series, 1), steps)
    if numpy.sum((series - curve(steps, *found)) ** 2) / (n - 3) >= numpy.sum((series - line) ** 2) / (n - 2):
        return None, "a straight line fits as well"
    names = ("ceiling", "midpoint", "rate")
    numbers = {name: float(found[index]) for index, name in enumerate(names)}
    numbers |= {f"{name}_low": float(low[index]) for index, name in enumerate(names)}
    return numbers | {f"{name}_high": float(high[index]) for index, name in enumerate(names)}, ""


def _autocorrelation(residuals: Sequence[float]) -> float:
    """Gives the lag-1 coefficient, corrected for the bias that detrending brings, from 0 to 0.9."""
    import numpy

    centred = numpy.asarray(residuals) - numpy.mean(residuals)
    n, square = len(centred), float(numpy.sum(centred**2))
    if square == 0 or n <= 4:
        return 0.0
    raw = float(numpy.sum(centred[1:] * centred[:-1])) / square
    return min(max((n * raw + 2) / (n - 4), 0.0), _LARGEST)
