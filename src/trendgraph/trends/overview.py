"""Every trend in one line: the indicator that speaks for it, its stage, direction and size, and what else there is.

Which indicator stands in the line is a rule of the method page over kind and amount of data, never over direction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trendgraph.namespaces import ENTITY
from trendgraph.sources.curated import IndicatorFile
from trendgraph.store import Store
from trendgraph.trends.momentum import estimate
from trendgraph.trends.reading import measured_in, trends_in
from trendgraph.trends.shipped import Measured
from trendgraph.trends.struct import Direction, Estimate, Observation, Stage, Window

__all__ = ["SORTS", "Line", "main_estimate", "overview"]

_EVIDENCE = """
    SELECT ?trend (COUNT(DISTINCT ?evidence) AS ?number) WHERE {
        ?trend a tg:Trend . ?about tg:phaseOf? ?trend .
        ?claim tg:claimSubject|tg:claimObject ?about ; tg:claimStatus ?status ; tg:hasEvidence ?evidence .
        FILTER (?status != tg:retracted)
        FILTER NOT EXISTS { ?claim prov:invalidatedAtTime ?dropped }
    } GROUP BY ?trend
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A trend in one line.

    Attributes:
        trend: ``trend/slug``.
        indicator: the one that stands for it, or None where none has an estimate.
        estimate: of that indicator; over the recent window where there is one, or since the day asked for.
        latest: its last complete observation.
        stage: how far the trend has gone, or None.
        series: its complete values, for a sparkline.
        indicators: how many speak of the trend.
        directions: how many of them go which way.
        evidence: passages behind the claims about the trend and its phases.
    """

    trend: str
    label: str
    indicator: IndicatorFile | None
    estimate: Estimate | None
    latest: Observation | None
    stage: Stage | None
    series: tuple[Observation, ...]
    indicators: int
    directions: Mapping[Direction, int]
    evidence: int

    @property
    def momentum(self) -> tuple[int, Decimal, Decimal]:
        """What trends are ordered by: the end of the interval of the yearly change that lies nearer to none.

        Where no change was shown, that is none.
        """
        found = self.estimate
        if found is None or found.change_per_year is None:
            return 0, Decimal(0), Decimal(0)
        if found.direction not in (Direction.RISING, Direction.FALLING):
            return 1, Decimal(0), found.change_per_year
        low, high = found.change_low or Decimal(0), found.change_high or Decimal(0)
        return 1, max(low, Decimal(0)) + min(high, Decimal(0)), found.change_per_year


def _by_momentum(line: Line) -> tuple[object, ...]:
    measured, nearer, middle = line.momentum
    return -measured, -nearer, -middle, line.label.casefold()


SORTS: Mapping[str, Callable[[Line], tuple[object, ...]]] = {
    "name": lambda line: (line.label.casefold(),),
    "momentum": _by_momentum,
    "evidence": lambda line: (-line.evidence, line.label.casefold()),
    "stage": lambda line: (list(Stage).index(line.stage) if line.stage else len(Stage), line.label.casefold()),
}
"""What the lines can be ordered by."""


def overview(store: Store, *, sort: str = "name", since: date | None = None) -> list[Line]:
    """Gives every trend of a graph in one line.

    Args:
        store: the graph.
        sort: a name of ``SORTS``.
        since: estimate from this day on instead of over the recent window; this needs the extra ``measure``.

    Raises:
        TrendError: the statistics are needed and not installed.
    """
    measured = measured_in(store)
    evidence = {row["trend"].value: int(row["number"].value) for row in store.select(_EVIDENCE)}
    lines = [
        _line(name, label, measured, evidence.get(ENTITY + name, 0), since) for name, label in trends_in(store).items()
    ]
    return sorted(lines, key=SORTS[sort])


def main_estimate(measured: Measured, indicator: IndicatorFile, since: date | None = None) -> Estimate | None:
    """Gives the estimate of an indicator that its stage rests on: the recent one, or else that of the whole.

    Args:
        measured: what was measured.
        indicator: one of it.
        since: a day from which on it is computed instead.
    """
    observed = measured.observations[indicator.id]
    if since is not None:
        complete = [one for one in observed if not one.provisional]
        found = estimate(indicator, observed, Window("since", since, complete[-1].period.end())) if complete else None
        return found if found and found.slope is not None else None
    by_name = {one.window.name: one for one in measured.estimates[indicator.id] if one.slope is not None}
    return by_name.get("recent") or by_name.get("whole")


def _line(trend: str, label: str, measured: Measured, evidence: int, since: date | None) -> Line:
    linked = [one for _, one in sorted(measured.indicators.items()) if trend in one.trends]
    found = {one.id: main_estimate(measured, one, since) for one in linked}
    heard = {name: one for name, one in found.items() if one is not None}
    speaking = [one for one in linked if one.id in heard]
    first = min(speaking, key=lambda one: _rank(one, heard[one.id]), default=None)
    chosen = heard[first.id] if first else None
    complete = [one for one in measured.observations[first.id] if not one.provisional] if first else []
    directions = [one.direction for one in heard.values()]
    stage = chosen.stage if chosen else None
    if stage is Stage.DECLINING and Direction.RISING in directions:
        stage = None
    return Line(
        trend=trend,
        label=label,
        indicator=first,
        estimate=chosen,
        latest=complete[-1] if complete else None,
        stage=stage,
        series=tuple(one for one in complete if since is None or one.period.first >= since),
        indicators=len(linked),
        directions={one: directions.count(one) for one in Direction},
        evidence=evidence,
    )


def _rank(indicator: IndicatorFile, found: Estimate) -> tuple[object, ...]:
    return not indicator.level, indicator.counts_attention, indicator.unit != "share", -found.total, indicator.id
