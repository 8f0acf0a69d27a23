"""Each statistic against a published worked example: its numbers are the source's, not ours."""

from __future__ import annotations

import pytest
from scipy.stats import norm, theilslopes

from trendgraph.trends.shares import wilson_interval
from trendgraph.trends.statistics import change_points, logistic_growth, mann_kendall

# Annual flow of the Nile at Aswan, 1871 to 1970: Cobb 1978, Biometrika 65, 243–251, table 1.
NILE = [
    *(1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140),
    *(1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969),
    *(831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759),
    *(781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890),
    *(744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740),
]
# Population of the United States in thousands, 1790 to 1990, as SAS/ETS prints it (see below).
POPULATION = [
    *(3929, 5308, 7239, 9638, 12866, 17069, 23191, 31443, 39818, 50155),
    *(62947, 75994, 91972, 105710, 122775, 131669, 151325, 179323, 203211, 226542, 248710),
]


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_wilson_interval_is_that_of_newcombe(hits: int, trials: int, low: float, high: float) -> None:
    assert [float(end) for end in wilson_interval(hits, trials)] == pytest.approx([low, high], abs=5e-5)


def test_the_plain_mann_kendall_test_with_ties_is_that_of_an_example_by_hand() -> None:
    # J. Little, Holy Cross, mathcs.holycross.edu/~little/Montserrat/MannKendallByHand.txt: S = 54, one tie, Z = 2.9058.
    # It is the variant with a continuity correction; ours then widens the variance for autocorrelation.
    tested = mann_kendall([12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7])
    assert norm.isf(tested.plain / 2) == pytest.approx(2.9058, abs=5e-5)
    assert tested.p_value >= tested.plain


def test_the_theil_sen_slope_and_its_interval_are_those_of_an_example() -> None:
    # Bonett, statpsych, ci.theil (after Hollander and Wolfe 1999): 0.5, from 0.3243243 to 0.75.
    y = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19]
    x = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51]
    slope, _, low, high = theilslopes(y, x, alpha=0.95)
    assert (slope, low, high) == pytest.approx((0.5, 0.3243243, 0.75), abs=1e-6)
    # Ours is the same function on steps of one.
    assert mann_kendall(NILE).slope == theilslopes(NILE, range(len(NILE)))[0]


def test_the_change_point_of_the_nile_lies_after_its_28th_year() -> None:
    # Cobb 1978: near 1898; strucchange, breakpoints(Nile ~ 1): 28, its interval 25 to 32.
    assert change_points(NILE) == [28]


def test_the_logistic_fit_is_that_of_sas() -> None:
    # SAS/ETS user's guide, the MODEL procedure, "OLS Single Nonlinear Equation": a = 387.9307, standard error 30.0404,
    # in millions. It stops at a relative change of 0.001, so that the last digits are its own.
    found, reason = logistic_growth([one / 1_000_000 for one in POPULATION])
    assert reason == ""
    assert found is not None
    assert 1000 * found["ceiling"] == pytest.approx(387.9307, rel=5e-4)
    error = (found["ceiling_high"] - found["ceiling_low"]) / 2 / 1.96
    assert 1000 * error == pytest.approx(30.0404, rel=5e-3)
