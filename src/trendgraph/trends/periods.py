"""Periods of equal length: which one a day lies in, which one follows, how many there are in a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trendgraph.claims import PartialDate, Precision

__all__ = ["PERIODS_A_YEAR", "period_of", "periods_between"]

PERIODS_A_YEAR = {Precision.MONTH: 12, Precision.QUARTER: 4, Precision.YEAR: 1}
"""How many periods of a length make a year."""


def period_of(day: date, length: Precision) -> PartialDate:
    """Gives the period of a length in which a day lies.

    >>> str(period_of(date(2024, 5, 17), Precision.QUARTER))
    '2024-Q2'
    """
    match length:
        case Precision.YEAR:
            return PartialDate(date(day.year, 1, 1), length)
        case Precision.QUARTER:
            return PartialDate(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), length)
        case Precision.MONTH:
            return PartialDate(day.replace(day=1), length)
        case Precision.DAY:
            return PartialDate(day, length)


def periods_between(first: PartialDate, last: PartialDate) -> Iterator[PartialDate]:
    """Yields the periods from ``first`` to ``last``, both included; of the length of ``first``.

    >>> [str(one) for one in periods_between(PartialDate.parse("2024-11"), PartialDate.parse("2025-01"))]
    ['2024-11', '2024-12', '2025-01']
    """
    current = first
    while current.first <= last.first:
        yield current
        current = period_of(current.end(), first.precision)
