"""Supplied tables: the numbers of somebody else, with errors that name line and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trendgraph.errors import TrendError
from trendgraph.trends import read_supplied

from .conftest import indicator

TABLE = "period,numerator,denominator,source\n2024-Q2,12,40,paper\n2024-Q1,0,10,paper\n"


def supplied(**changes: object):
    fields = {"family": "supplied", "corpus": None, "topic": None, "table": "some.csv", "period": "quarter"}
    return indicator(**(fields | {"first": "2024-Q1"} | changes))


def write(folder: Path, text: str) -> Path:
    path = folder / "some.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_supplied_table_becomes_observations(tmp_path: Path) -> None:
    first, second = read_supplied(write(tmp_path, TABLE), supplied(), date(2024, 6, 1))
    assert (str(first.period), first.low, first.provisional) == ("2024-Q1", 0, False)
    assert (str(second.value), second.provisional, second.source) == ("0.3", True, "paper")


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("2024-Q2", "2024-Q5", ":2 (period)", "no date"),
        ("2024-Q2", "2024-05", ":2 (period)", "not a quarter"),
        ("2024-Q2", "2024-Q1", ":3 (period)", "stands twice"),
        ("12,40", "twelve,40", ":2 (numerator)", "not a number"),
        ("12,40", "41,40", ":2 (numerator)", "no share"),
        ("12,40", "-1,40", ":2 (numerator)", "no share"),
        ("12,40", "12,0", ":2 (denominator)", "above 0"),
        ("12,40", "12,", ":2 (denominator)", "no number"),
        ("12,40", "12,nan", ":2 (denominator)", "finite"),
        ("12,40", "12", ":2", "3 cells under 4 columns"),
        ("denominator", "denomnator", ":1", "no column 'denominator'"),
    ],
)
def test_mistakes_name_line_and_column(tmp_path: Path, old: str, new: str, where: str, words: str) -> None:
    path = write(tmp_path, TABLE.replace(old, new, 1))
    with pytest.raises(TrendError, match=words) as caught:
        read_supplied(path, supplied(), date(2024, 12, 31))
    assert caught.value.where == f"{path}{where}"
