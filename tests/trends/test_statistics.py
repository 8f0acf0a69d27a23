"""Each statistic against an example worked out by hand, and against what must hold."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from trendgraph.claims import PartialDate
from trendgraph.trends.measure import make_observation
from trendgraph.trends.momentum import claim_window, estimate, windows_of
from trendgraph.trends.statistics import change_points, logistic_growth, mann_kendall
from trendgraph.trends.struct import Direction, Stage, Window

from .conftest import indicator


def test_the_slope_is_the_median_of_all_slopes_between_two_points() -> None:
    # The slopes are 2, 2.5, 1.333…, 3, 1, -1; the middle two are 1.333… and 2.
    assert mann_kendall([1, 3, 6, 5]).slope == pytest.approx((4 / 3 + 2) / 2)


def test_a_monotone_series_rises_and_a_level_one_does_not() -> None:
    up = mann_kendall([float(one) for one in range(8)])
    assert up.p_value < 0.05
    assert (up.slope, up.low, up.high) == (1, 1, 1)
    assert mann_kendall([1.0] * 8).p_value == 1


def test_autocorrelation_never_makes_the_test_more_eager() -> None:
    draw = random.Random(4)
    for _ in range(50):
        series = [draw.gauss(0, 1)]
        for _ in range(23):
            series.append(0.6 * series[-1] + draw.gauss(0, 1))
        tested = mann_kendall(series)
        assert tested.p_value >= tested.plain
        assert tested.low <= tested.slope <= tested.high


def test_a_kink_is_found_and_a_line_has_none() -> None:
    draw = random.Random(5)
    noise = [draw.gauss(0, 0.3) for _ in range(40)]
    kinked = [max(0, step - 20) + noise[step] for step in range(40)]
    assert [abs(step - 20) <= 3 for step in change_points(kinked)] == [True]
    assert change_points([step + noise[step] for step in range(40)]) == []


def test_logistic_growth_is_found_where_it_is_and_refused_where_it_is_not() -> None:
    draw = random.Random(6)
    grown = [0.6 / (1 + 2.718281828 ** (-0.4 * (step - 15))) + draw.gauss(0, 0.005) for step in range(30)]
    found, reason = logistic_growth(grown)
    assert reason == ""
    assert found is not None
    assert found["ceiling_low"] < 0.6 < found["ceiling_high"]
    assert found["midpoint"] == pytest.approx(15, abs=0.5)
    assert logistic_growth(grown[:11])[1] == "fewer than 12 periods"
    assert logistic_growth(grown[:14])[0] is None


def series(shares: list[float], *, papers: int = 1000, **changes: object):
    one = indicator(breaks=["2030-01-01"], **changes)
    months = [PartialDate(date(2023 + step // 12, step % 12 + 1, 1), PartialDate.parse("2023-01").precision)
              for step in range(len(shares))]  # fmt: skip
    return one, [
        make_observation(one, month, Decimal(round(share * papers)), Decimal(papers), snapshot=date(2029, 1, 1))
        for month, share in zip(months, shares, strict=True)
    ]


def test_an_estimate_says_direction_level_and_stage() -> None:
    one, observed = series([0.02 + 0.001 * step for step in range(36)])
    whole, recent = windows_of(one, observed)
    found = estimate(one, observed, whole)
    assert (found.direction, found.stage, len(found.used)) == (Direction.RISING, Stage.GROWING, 36)
    assert found.slope == Decimal("0.001")
    assert len(estimate(one, observed, recent).used) == 24
    claim = estimate(one, observed, claim_window(PartialDate.parse("2024"), date(2025, 1, 1)))
    assert [str(claim.used[0]), str(claim.used[-1])] == ["2023-01", "2024-12"]
    assert estimate(one, observed, whole) == found


def test_falling_titles_give_no_stage_and_a_caveat() -> None:
    one, observed = series([0.08 - 0.001 * step for step in range(36)], caveats=["title peak: it leaves the titles"])
    found = estimate(one, observed, windows_of(one, observed)[0])
    assert (found.direction, found.stage) == (Direction.FALLING, None)
    assert "title peak: it leaves the titles" in found.caveats


def test_steady_is_not_unclear() -> None:
    one, observed = series([0.5 + 0.001 * (step % 2) for step in range(36)])
    assert estimate(one, observed, windows_of(one, observed)[0]).direction is Direction.STEADY
    noisy = random.Random(7)
    one, observed = series([0.1 + noisy.uniform(-0.08, 0.08) for _ in range(12)])
    assert estimate(one, observed, windows_of(one, observed)[0]).direction is Direction.UNCLEAR


def test_too_few_and_too_thin_give_no_direction() -> None:
    one, observed = series([0.01 * step for step in range(7)])
    assert "7 complete periods" in estimate(one, observed, Window("whole", date(2023, 1, 1), date(2024, 1, 1))).reason
    one, observed = series([0.0001 * step for step in range(12)], papers=1000)
    found = estimate(one, observed, windows_of(one, observed)[0])
    assert "all numerators together" in found.reason
    assert found.slope is None
