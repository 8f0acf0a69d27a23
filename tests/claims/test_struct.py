from datetime import date
from decimal import Decimal

import pytest

from trendgraph.claims import PartialDate, Precision, canonical_decimal
from trendgraph.errors import ClaimError


@pytest.mark.parametrize(
    ("text", "first", "end", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2025, 1, 1), Precision.YEAR),
        ("2024-Q4", date(2024, 10, 1), date(2025, 1, 1), Precision.QUARTER),
        ("2024-12", date(2024, 12, 1), date(2025, 1, 1), Precision.MONTH),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1), Precision.MONTH),
        ("2024-02-29", date(2024, 2, 29), date(2024, 3, 1), Precision.DAY),
    ],
)
def test_partial_date_names_a_period(text: str, first: date, end: date, precision: Precision) -> None:
    when = PartialDate.parse(text)
    assert (when.first, when.end(), when.precision, str(when)) == (first, end, precision, text)


@pytest.mark.parametrize("text", ["2024-13-01", "2023-02-29", "2024-Q5", "2024-1", "24", "", "2024-01-01T00:00"])
def test_partial_date_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(ClaimError) as caught:
        PartialDate.parse(text)
    assert caught.value.code == "claim.date"
    assert repr(text) in str(caught.value)


def test_month_covers_its_days_and_no_others() -> None:
    january = PartialDate.parse("2021-01")
    assert january.covers(PartialDate.parse("2021-01-05"))
    assert not january.covers(PartialDate.parse("2021-02-01"))
    assert not PartialDate.parse("2021-01-05").covers(january)


@pytest.mark.parametrize(
    ("number", "text"),
    [("1.0", "1"), ("0.50", "0.5"), ("0", "0"), ("1E+3", "1000"), ("1200", "1200"), ("-0.10", "-0.1")],
)
def test_canonical_decimal(number: str, text: str) -> None:
    assert canonical_decimal(Decimal(number)) == text
