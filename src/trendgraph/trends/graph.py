"""From a graph to observations: a query gives one row for each thing counted, an aggregate makes values of them.

Queries are files in ``queries/indicators/``; their columns are ``thing``, ``day``, ``precision`` and, as the aggregate
asks, ``counted``, ``value`` or ``group``.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from statistics import median

import pyoxigraph as ox

from trendgraph.claims import PartialDate, Precision
from trendgraph.errors import TrendError, nearest
from trendgraph.namespaces import TG, entity_iri
from trendgraph.queries import inject
from trendgraph.resources import read_text, resource_files
from trendgraph.sources.curated import IndicatorFile
from trendgraph.store import Node, Store
from trendgraph.terms import XSD
from trendgraph.trends.measure import make_observation
from trendgraph.trends.periods import period_of, periods_between
from trendgraph.trends.struct import Observation, rounded

__all__ = ["measure_graph", "query_version"]

_FOLDER = "queries/indicators"
_FINENESS = (Precision.YEAR, Precision.QUARTER, Precision.MONTH, Precision.DAY)
_COLUMNS = {
    "share": ("thing", "day", "precision", "counted"),
    "median": ("thing", "day", "precision", "value"),
    "count": ("thing", "day", "precision"),
    "distinct": ("thing", "day", "precision", "group"),
    "concentration": ("thing", "day", "precision", "group"),
    "total": ("thing", "day", "precision", "value"),
}
_ONE = Decimal(1)


@dataclass(slots=True)
class _Thing:
    """What the rows of a query say of one thing."""

    days: dict[date, Precision] = field(default_factory=dict)
    counted: bool = False
    values: dict[date, list[Decimal]] = field(default_factory=lambda: defaultdict(list))
    groups: set[str] = field(default_factory=set)

    def first(self, length: Precision) -> date | None:
        """Gives the first day that is as fine as a period."""
        fine = [day for day, precision in self.days.items() if _FINENESS.index(precision) >= _FINENESS.index(length)]
        return min(fine, default=None)

    def value(self) -> Decimal:
        """Gives the middle of all values: sources may disagree."""
        return Decimal(median({value for values in self.values.values() for value in values}))


def measure_graph(store: Store, indicators: Iterable[IndicatorFile]) -> list[Observation]:
    """Gives the observations of indicators of the family ``graph``, by indicator and period.

    Args:
        store: a materialised graph, of curated claims or of one data set.
        indicators: all of what this graph holds.

    Raises:
        TrendError: an indicator is not of this family, or its query does not exist or gives other columns.
    """
    found: list[Observation] = []
    asked: dict[str, dict[str, _Thing]] = {}
    for indicator in sorted(indicators, key=lambda one: one.id):
        if indicator.query is None or indicator.aggregate is None or indicator.snapshot is None:
            raise TrendError(f"{indicator.id} is not counted over a graph", code="trend.family")
        version = query_version(indicator)
        key = json.dumps([indicator.query, indicator.bindings, _COLUMNS[indicator.aggregate]])
        if key not in asked:
            asked[key] = _ask(store, indicator)
        periods = _periods(indicator, asked[key])
        found += [
            make_observation(
                indicator,
                period,
                numerator,
                denominator,
                value=value,
                snapshot=PartialDate.parse(indicator.snapshot).first,
                pattern=version,
            )
            for period, numerator, denominator, value in periods
        ]
    return found


def query_version(indicator: IndicatorFile) -> str:
    """Gives the first twelve digits of the SHA-256 of query, bindings and aggregate; comments do not change it.

    Raises:
        TrendError: there is no such query.
    """
    lines = [line for line in _text(str(indicator.query), indicator.id).splitlines() if not line.startswith("#")]
    content = json.dumps([lines, indicator.bindings, indicator.aggregate], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


@cache
def _text(query: str, where: str) -> str:
    known = [path.stem for path in resource_files(_FOLDER, "*.rq")]
    if query not in known:
        message = f"there is no query {query}"
        raise TrendError(message, code="trend.query", where=where, suggestions=nearest(query, known))
    return read_text(f"{_FOLDER}/{query}.rq")


def _ask(store: Store, indicator: IndicatorFile) -> dict[str, _Thing]:
    solutions = store.select(
        inject(
            _text(str(indicator.query), indicator.id), {name: _term(text) for name, text in indicator.bindings.items()}
        )
    )
    names = [variable.value for variable in solutions.variables]
    wanted = _COLUMNS[str(indicator.aggregate)]
    if not set(wanted) <= set(names):
        raise TrendError(
            f"{indicator.query} gives {', '.join(names)}; a {indicator.aggregate} needs {', '.join(wanted)}",
            code="trend.query",
            where=indicator.id,
        )
    things: dict[str, _Thing] = defaultdict(_Thing)
    for row in solutions:
        cells = {name: getattr(row[name], "value", None) for name in wanted}
        if None in cells.values():
            continue  # an error in an expression leaves a cell empty: nothing is said
        thing, day = things[str(cells["thing"])], date.fromisoformat(str(cells["day"]))
        thing.days[day] = Precision(str(cells["precision"]).removeprefix(TG))
        thing.counted = thing.counted or cells.get("counted") == "true"
        if "value" in cells:
            thing.values[day].append(rounded(float(str(cells["value"]))))
        if "group" in cells:
            thing.groups.add(str(cells["group"]))
    return things


def _term(text: str) -> Node:
    if text in ("true", "false"):
        return ox.Literal(text, datatype=ox.NamedNode(XSD + "boolean"))
    if text.isdecimal():
        return ox.Literal(text, datatype=ox.NamedNode(XSD + "integer"))
    return ox.NamedNode(entity_iri(text) if "/" in text else TG + text)


_Cell = tuple[PartialDate, Decimal | None, Decimal, Decimal | None]


def _periods(indicator: IndicatorFile, things: Mapping[str, _Thing]) -> list[_Cell]:
    length = Precision(indicator.period)
    begins = PartialDate.parse(indicator.first).first
    if indicator.aggregate == "total":
        return _totals(indicator, things)
    inside: dict[date, list[_Thing]] = defaultdict(list)
    for _, thing in sorted(things.items()):
        day = thing.first(length)
        if day is not None and day >= begins:
            inside[period_of(day, length).first].append(thing)
    if indicator.unit == "count" and inside:
        # A period without any is a count of nothing, and not a gap.
        last = PartialDate.parse(str(indicator.snapshot)).first
        for period in periods_between(PartialDate(begins, length), period_of(last, length)):
            inside.setdefault(period.first, [])
    return [(PartialDate(first, length), *_aggregate(indicator, inside[first])) for first in sorted(inside)]


def _aggregate(indicator: IndicatorFile, things: Sequence[_Thing]) -> tuple[Decimal | None, Decimal, Decimal | None]:
    number = Decimal(len(things))
    match indicator.aggregate:
        case "share":
            return Decimal(sum(thing.counted for thing in things)), number, None
        case "median":
            return None, number, rounded(float(median(thing.value() for thing in things)))
        case "count":
            return number, _ONE, None
        case "distinct":
            return Decimal(len(set().union(*(thing.groups for thing in things)))), _ONE, None
        case _:
            groups = Counter(group for thing in things for group in thing.groups)
            share = sum(Decimal(count) ** 2 for count in groups.values()) / Decimal(groups.total()) ** 2
            return None, number, rounded(share)


def _totals(indicator: IndicatorFile, things: Mapping[str, _Thing]) -> list[_Cell]:
    """What is in force at the end of each period: of each thing the newest value up to then."""
    length = Precision(indicator.period)
    begins = PartialDate.parse(indicator.first)
    last = period_of(PartialDate.parse(str(indicator.snapshot)).first, length)
    cells: list[_Cell] = []
    for period in periods_between(PartialDate(begins.first, length), last):
        known = [max((day for day in thing.values if day < period.end()), default=None) for thing in things.values()]
        newest = zip(things.values(), known, strict=True)
        total = sum((max(thing.values[day]) for thing, day in newest if day is not None), Decimal(0))
        cells.append((period, total, _ONE, None))
    return cells
