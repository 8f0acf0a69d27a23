"""What ships with the data, or lies in a folder of the same form: indicators, observations, estimates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trendgraph.errors import TrendError, TrendgraphError, nearest
from trendgraph.sources.curated import IndicatorFile, PatternFile, read_measures
from trendgraph.trends.struct import Estimate, Observation
from trendgraph.trends.tables import read_observations

__all__ = ["Measured", "read_measured"]


@dataclass(frozen=True, slots=True)
class Measured:
    """Indicators with what was observed and estimated of them.

    Attributes:
        topics: by identifier.
        indicators: by ``indicator/slug``.
        observations: by indicator, in the order of time.
        estimates: by indicator.
    """

    topics: Mapping[str, PatternFile]
    indicators: Mapping[str, IndicatorFile]
    observations: Mapping[str, tuple[Observation, ...]]
    estimates: Mapping[str, tuple[Estimate, ...]]


def read_measured(data: Path) -> Measured:
    """Gives all that is measured in a ``data/`` folder, from its tables: nothing is counted or computed here.

    Raises:
        TrendgraphError: a file is not in the form it should have, or an observation is of no indicator or pattern.
    """
    topics, indicators = read_measures(data)
    observations: dict[str, list[Observation]] = {name: [] for name in indicators}
    for path in sorted((data / "observations").glob("*.csv")):
        for one in read_observations(path):
            problem = _check(one, topics, indicators, path)
            if problem is not None:
                raise problem
            observations[one.indicator].append(one)
    return Measured(
        topics=topics,
        indicators=indicators,
        observations={
            name: tuple(sorted(found, key=lambda one: one.period.first)) for name, found in observations.items()
        },
        estimates=dict.fromkeys(indicators, ()),
    )


def _check(
    one: Observation, topics: Mapping[str, PatternFile], indicators: Mapping[str, IndicatorFile], path: Path
) -> TrendgraphError | None:
    indicator = indicators.get(one.indicator)
    if indicator is None:
        return TrendError(
            f"an observation is of {one.indicator}, which is no indicator",
            code="trend.observation",
            where=str(path),
            suggestions=nearest(one.indicator, indicators),
        )
    topic = topics.get(indicator.topic or "")
    if topic is not None and topic.version != one.pattern:
        return TrendError(
            f"{one.indicator} was counted with version {one.pattern} of its pattern; it is {topic.version} now",
            code="trend.stale",
            where=str(path),
            hint="count it again with `trendgraph measure`, or take back the change of the pattern",
        )
    return None
