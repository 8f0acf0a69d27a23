"""Tables of observations: written and read as CSV; and the simpler table that somebody supplies."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from trendgraph.claims import PartialDate, Precision
from trendgraph.errors import ClaimError, TrendError, nearest
from trendgraph.sources.curated import IndicatorFile
from trendgraph.trends.measure import make_observation
from trendgraph.trends.struct import Observation

__all__ = [
    "COLUMNS",
    "Row",
    "observation_rows",
    "observations_text",
    "read_observations",
    "read_rows",
    "read_supplied",
    "supplied_observations",
]

COLUMNS = (
    "indicator",
    "period",
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "provisional",
    "source",
    "snapshot",
    "pattern",
)
"""Columns of a table of observations, in their order."""

_SUPPLIED = ("period", "numerator", "denominator", "source")
_Read = TypeVar("_Read")


def observations_text(observations: Iterable[Observation]) -> str:
    """Gives observations as CSV, sorted by indicator and period; the same observations give the same bytes."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(observations, key=lambda item: (item.indicator, item.period.first)):
        numbers = (one.numerator, one.denominator, one.value, one.low, one.high)
        writer.writerow(
            [
                one.indicator,
                one.period,
                *("" if number is None else format(number, "f") for number in numbers),
                "yes" if one.provisional else "no",
                one.source,
                one.snapshot,
                one.pattern,
            ]
        )
    return stream.getvalue()


def read_observations(path: Path) -> list[Observation]:
    """Gives the observations of a table that ``observations_text`` wrote.

    Raises:
        TrendError: a line is not in the form it should have.
    """
    return [one for _, one in observation_rows(path)]


def observation_rows(path: Path) -> list[tuple[Row, Observation]]:
    """Gives the same with the line of each, so that what is wrong can be said there.

    Raises:
        TrendError: a line is not in the form it should have.
    """
    found = []
    for row in read_rows(path, COLUMNS):
        word = row.text("provisional")
        if word not in ("yes", "no"):
            raise row.error("provisional", f"{word!r} is neither yes nor no")
        one = Observation(
            indicator=row.text("indicator"),
            period=row.parse("period", PartialDate.parse),
            numerator=row.number("numerator"),
            denominator=row.needed("denominator"),
            value=row.needed("value"),
            low=row.number("low"),
            high=row.number("high"),
            provisional=word == "yes",
            source=row.text("source"),
            snapshot=row.parse("snapshot", date.fromisoformat),
            pattern=row.text("pattern"),
        )
        found.append((row, one))
    return found


def supplied_observations(indicator: IndicatorFile, data: Path) -> list[Observation]:
    """Gives the observations of a supplied indicator, from its table in ``supplied/`` of a ``data/`` folder.

    Raises:
        TrendError: the indicator is of another family, or its table is not in the form it should have.
    """
    if indicator.table is None or indicator.snapshot is None:
        raise TrendError(f"{indicator.id} has no table", code="trend.family")
    last = PartialDate.parse(indicator.snapshot).first
    return read_supplied(data / "supplied" / indicator.table, indicator, last)


def read_supplied(path: Path, indicator: IndicatorFile, snapshot: date) -> list[Observation]:
    """Gives the observations of a supplied table: period, numerator, denominator, source.

    Args:
        path: CSV with these four columns, in any order.
        indicator: what the table observes; its period and unit are checked.
        snapshot: the last day that the table covers.

    Raises:
        TrendError: a line is not in the form it should have, or a period stands twice.
    """
    found: dict[PartialDate, Observation] = {}
    for row in read_rows(path, _SUPPLIED):
        period = row.parse("period", PartialDate.parse)
        if period.precision is not Precision(indicator.period):
            raise row.error("period", f"{period} is not a {indicator.period}")
        if period in found:
            raise row.error("period", f"{period} stands twice")
        numerator, denominator = row.needed("numerator"), row.needed("denominator")
        if denominator <= 0:
            raise row.error("denominator", "it must be above 0; leave the period out if there is nothing to count over")
        if numerator < 0 or (indicator.unit == "share" and numerator > denominator):
            raise row.error("numerator", f"{numerator} of {denominator} is no share")
        found[period] = make_observation(
            indicator, period, numerator, denominator, snapshot=snapshot, source=row.text("source")
        )
    return [found[period] for period in sorted(found, key=lambda one: one.first)]


class Row:
    """One line of a table, with errors that name file, line and column."""

    def __init__(self, path: Path, line: int, cells: Mapping[str, str]) -> None:
        self.path, self.line, self.cells = path, line, cells

    def error(
        self,
        column: str,
        message: str,
        *,
        code: str = "trend.table",
        hint: str | None = None,
        known: Iterable[str] = (),
    ) -> TrendError:
        """Gives an error at a column of this line; ``known`` are the values that would do."""
        where = f"{self.path}:{self.line} ({column})"
        return TrendError(message, code=code, where=where, hint=hint, suggestions=nearest(self.cells[column], known))

    def text(self, column: str) -> str:
        """Gives the cell as it stands."""
        return self.cells[column]

    def parse(self, column: str, reader: Callable[[str], _Read]) -> _Read:
        """Gives the cell as a date, in one of the forms of dates.

        Raises:
            TrendError: it is none.
        """
        try:
            return reader(self.cells[column])
        except (ValueError, ClaimError) as error:
            raise self.error(column, f"{self.cells[column]!r} is no date: {error}") from error

    def number(self, column: str) -> Decimal | None:
        """Gives the cell as a number, or None where it is empty.

        Raises:
            TrendError: it is not a finite number.
        """
        text = self.cells[column]
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise self.error(column, f"{text!r} is not a number") from error
        if not number.is_finite():
            raise self.error(column, f"{text!r} is not a finite number")
        return number

    def needed(self, column: str) -> Decimal:
        """Gives the cell as a number.

        Raises:
            TrendError: it is empty, or not a finite number.
        """
        number = self.number(column)
        if number is None:
            raise self.error(column, "there is no number")
        return number


def read_rows(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """Gives the lines of a CSV file that has these columns.

    Raises:
        TrendError: it cannot be read, or is not valid CSV with these columns.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TrendError(f"cannot be read: {error.strerror}", code="trend.table", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise TrendError("this is not UTF-8", code="trend.table", where=str(path)) from error
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        raise TrendError(f"not valid CSV: {error}", code="trend.table", where=f"{path}:{reader.line_num}") from error
    header = lines[0][1] if lines else []
    for name in columns:
        if name not in header:
            raise TrendError(
                f"there is no column {name!r}",
                code="trend.table",
                where=f"{path}:1",
                suggestions=nearest(name, header),
                hint="the columns are " + ", ".join(columns),
            )
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            message = f"there are {len(cells)} cells under {len(header)} columns"
            raise TrendError(message, code="trend.table", where=f"{path}:{line}")
        rows.append(Row(path, line, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    return rows
