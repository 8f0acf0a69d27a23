"""Estimates of all that was observed, and their tables: written as CSV, read back, refused where they are stale.

A line names its window, how many observations it used, and a digest of them and of what the indicator asks for; so a
change of either is noticed without computing anything. Caveats are not in the table: they follow from the rest.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from trendgraph.claims import PartialDate
from trendgraph.sources.curated import IndicatorFile, VerdictFile
from trendgraph.trends.momentum import METHOD, caveats_of, claim_window, estimate, usable, windows_of
from trendgraph.trends.struct import Direction, Estimate, Observation, Stage, Window
from trendgraph.trends.tables import Row, read_rows

__all__ = ["COLUMNS", "digest", "estimate_all", "estimates_text", "read_estimates", "windows_tested"]

_NUMBERS = (
    "p_value",
    "plain_p_value",
    "autocorrelation",
    "slope",
    "low",
    "high",
    "change_per_year",
    "change_low",
    "change_high",
    "level",
    "level_low",
    "level_high",
    "start_level",
)
COLUMNS = (
    *("indicator", "window", "first", "end", "used", "digest", "direction", "reason"),
    *_NUMBERS,
    *("total", "stage", "changes", "growth", "growth_reason", "method"),
)
"""Columns of a table of estimates, in their order."""

_HINT = "compute it again: trendgraph estimate"
_Word = TypeVar("_Word", bound=StrEnum)


def windows_tested(tests: Iterable[VerdictFile]) -> dict[str, set[Window]]:
    """Gives the windows on which the claims about each trend are judged, by ``trend/slug``."""
    found: dict[str, set[Window]] = {}
    for one in (test for file in tests for test in file.tests):
        window = claim_window(PartialDate.parse(one.from_), PartialDate.parse(one.to).first)
        found.setdefault(one.trend, set()).add(window)
    return found


def estimate_all(
    indicators: Iterable[IndicatorFile],
    observations: Mapping[str, Sequence[Observation]],
    tested: Mapping[str, set[Window]],
) -> list[Estimate]:
    """Gives the estimates of indicators over all their windows: the whole, the recent part, and those of claims.

    Args:
        indicators: what was observed.
        observations: by indicator.
        tested: the windows of claims, by trend.
    """
    found = []
    for indicator in indicators:
        observed = observations[indicator.id]
        windows = {
            *windows_of(indicator, observed),
            *(one for name in indicator.trends for one in tested.get(name, ())),
        }
        found += [estimate(indicator, observed, window) for window in sorted(windows, key=_order)]
    return found


def estimates_text(
    estimates: Iterable[Estimate],
    indicators: Mapping[str, IndicatorFile],
    observations: Mapping[str, Sequence[Observation]],
) -> str:
    """Gives estimates as CSV, sorted by indicator and window; the same estimates give the same bytes."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(estimates, key=lambda item: (item.indicator, _order(item.window))):
        used = usable(indicators[one.indicator], observations[one.indicator], one.window)
        numbers = [getattr(one, name) for name in _NUMBERS]
        writer.writerow(
            [
                one.indicator,
                *(one.window.name, one.window.first, one.window.end),
                *(len(used), digest(indicators[one.indicator], used), one.direction, one.reason),
                *("" if number is None else format(number, "f") for number in numbers),
                *(format(one.total, "f"), one.stage or "", " ".join(map(str, one.changes))),
                " ".join(f"{name}={value:f}" for name, value in one.growth or ()),
                *(one.growth_reason, one.code),
            ]
        )
    return stream.getvalue()


def read_estimates(
    path: Path, indicators: Mapping[str, IndicatorFile], observations: Mapping[str, Sequence[Observation]]
) -> list[Estimate]:
    """Gives the estimates of a table that ``estimates_text`` wrote.

    Args:
        path: the table.
        indicators: by identifier.
        observations: by indicator; the estimates must have been computed from them.

    Raises:
        TrendError: a line is not in the form it should have, or was computed from other observations, by another
            version of the method, or from what the indicator no longer asks for.
    """
    found = []
    for row in read_rows(path, COLUMNS):
        name = row.text("indicator")
        if name not in indicators:
            raise row.error("indicator", f"there is no indicator {name}", known=indicators)
        if row.text("method") != METHOD:
            message = f"computed by version {row.text('method')} of the method; it is {METHOD} now"
            raise row.error("method", message, code="trend.stale", hint=_HINT)
        days = [row.parse(column, date.fromisoformat) for column in ("first", "end")]
        window = Window(row.text("window"), *days)
        used = usable(indicators[name], observations[name], window)
        if row.text("digest") != digest(indicators[name], used):
            message = "the observations of this window are not those that it was computed from"
            raise row.error("digest", message, code="trend.stale", hint=_HINT)
        found.append(_estimate(row, indicators[name], window, used))
    return found


def digest(indicator: IndicatorFile, used: Iterable[Observation]) -> str:
    """Gives a digest of all that an estimate depends on: the observations, and what the indicator asks for."""
    lines = [
        (indicator.period, indicator.unit, indicator.minimum, indicator.family, indicator.corpus),
        (indicator.level, indicator.attention),
        *((one.period, one.numerator, one.denominator, one.value) for one in used),
    ]
    return hashlib.sha256("\n".join(",".join(map(str, line)) for line in lines).encode()).hexdigest()[:12]


def _estimate(row: Row, indicator: IndicatorFile, window: Window, used: Sequence[Observation]) -> Estimate:
    direction = _word(row, "direction", Direction)
    total = row.needed("total")
    growth = tuple(_parameter(row, text) for text in row.text("growth").split())
    return Estimate(
        indicator=indicator.id,
        window=window,
        used=tuple(one.period for one in used),
        direction=direction,
        reason=row.text("reason"),
        **{name: row.number(name) for name in _NUMBERS},
        total=total,
        stage=_word(row, "stage", Stage) if row.text("stage") else None,
        changes=row.parse("changes", lambda text: tuple(map(PartialDate.parse, text.split()))),
        growth=growth or None,
        growth_reason=row.text("growth_reason"),
        caveats=caveats_of(indicator, used, total, direction, window),
        code=row.text("method"),
    )


def _parameter(row: Row, text: str) -> tuple[str, Decimal]:
    name, equals, number = text.partition("=")
    if not equals or not number.removeprefix("-").replace(".", "", 1).isdigit():
        raise row.error("growth", f"{text!r} is no name=number")
    return name, Decimal(number)


def _word(row: Row, column: str, kind: Callable[[str], _Word]) -> _Word:
    try:
        return kind(row.text(column))
    except ValueError as error:
        raise row.error(column, f"{row.text(column)!r} is no {column}") from error


def _order(window: Window) -> tuple[str, date, date]:
    return window.name, window.first, window.end
