"""What ships with the data, or lies in a folder of the same form: indicators, observations, estimates."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from trendgraph.claims import PartialDate, Precision
from trendgraph.errors import TrendError
from trendgraph.sources.curated import IndicatorFile, PatternFile, read_all_tests, read_measures
from trendgraph.trends.estimates import estimate_all, estimates_text, read_estimates, windows_tested
from trendgraph.trends.graph import query_version
from trendgraph.trends.measure import make_observation
from trendgraph.trends.struct import Estimate, Observation
from trendgraph.trends.tables import Row, observation_rows

__all__ = ["Measured", "fresh_estimates", "read_measured"]


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

    def without(self, sources: Collection[str]) -> Measured:
        """Gives the same without what was counted over some sources, and without the estimates that rest on that."""
        kept = {name: form for name, form in self.indicators.items() if form.source not in sources}
        left = {
            name: tuple(one for one in self.observations[name] if one.source not in sources) for name in sorted(kept)
        }
        whole = {name for name, found in left.items() if len(found) == len(self.observations[name])}
        estimates = {name: self.estimates[name] if name in whole else () for name in left}
        return Measured(self.topics, kept, left, estimates)


def read_measured(data: Path, *, estimates: bool = True) -> Measured:
    """Gives all that is measured in a ``data/`` folder, from its tables: nothing is counted or estimated here.

    Args:
        data: the folder.
        estimates: whether the tables of estimates are read; without them, none is refused for being stale.

    Raises:
        TrendgraphError: a file is not in the form it should have; an observation is of no indicator or pattern, or is
            not what its counts give; an estimate was computed from something else. Several mistakes come as one error.
    """
    topics, indicators = read_measures(data)
    problems: list[TrendError] = []
    observations = _observations(data, topics, indicators, problems)
    found: dict[str, list[Estimate]] = {name: [] for name in indicators}
    for path in sorted((data / "estimates").glob("*.csv")) if estimates and not problems else ():
        for one in read_estimates(path, indicators, observations):
            found[one.indicator].append(one)
    _raise(problems)
    return Measured(topics, indicators, observations, {name: tuple(each) for name, each in found.items()})


def fresh_estimates(data: Path) -> dict[str, str]:
    """Gives the tables of estimates of a ``data/`` folder as they should be: one for each table of observations.

    Computing them needs the extra ``measure``.

    Raises:
        TrendgraphError: as ``read_measured``, or the statistics are not installed.
    """
    measured = read_measured(data, estimates=False)
    tested = windows_tested(read_all_tests(data))
    tables: dict[str, str] = {}
    done: set[str] = set()
    for path in sorted((data / "observations").glob("*.csv")):
        names = sorted({one.indicator for _, one in observation_rows(path)} - done)
        done |= set(names)
        found = estimate_all([measured.indicators[name] for name in names], measured.observations, tested)
        tables[path.name] = estimates_text(found, measured.indicators, measured.observations)
    return tables


def _observations(
    data: Path,
    topics: Mapping[str, PatternFile],
    indicators: Mapping[str, IndicatorFile],
    problems: list[TrendError],
) -> dict[str, tuple[Observation, ...]]:
    found: dict[str, dict[PartialDate, Observation]] = {name: {} for name in indicators}
    for path in sorted((data / "observations").glob("*.csv")):
        for row, one in observation_rows(path):
            wrong = next(_wrong(row, one, topics, indicators), None)
            if wrong is None and one.period in found[one.indicator]:
                wrong = row.error("period", f"{one.period} of {one.indicator} stands twice")
            if wrong is None:
                found[one.indicator][one.period] = one
            else:
                problems.append(wrong)
    return {name: tuple(sorted(each.values(), key=lambda one: one.period.first)) for name, each in found.items()}


def _wrong(
    row: Row, one: Observation, topics: Mapping[str, PatternFile], indicators: Mapping[str, IndicatorFile]
) -> Iterator[TrendError]:
    indicator = indicators.get(one.indicator)
    if indicator is None:
        yield row.error("indicator", f"there is no indicator {one.indicator}", known=indicators)
        return
    topic = topics.get(indicator.topic or "")
    version = topic.version if topic else query_version(indicator) if indicator.query else one.pattern
    if version != one.pattern:
        yield row.error(
            "pattern",
            f"{one.indicator} was counted with version {one.pattern} of its pattern or query; it is {version} now",
            code="trend.stale",
            hint="count it again with `trendgraph measure`, or take back the change",
        )
    if one.period.precision is not Precision(indicator.period):
        yield row.error("period", f"{one.period} is not a {indicator.period}")
    if one.denominator <= 0:
        yield row.error("denominator", "it must be above 0; leave the period out if there is nothing to count over")
    elif one.numerator is not None and (
        one.numerator < 0 or (indicator.unit == "share" and one.numerator > one.denominator)
    ):
        yield row.error("numerator", f"{one.numerator} of {one.denominator} is no share")
    else:
        yield from _differences(row, one, indicator)


def _differences(row: Row, one: Observation, indicator: IndicatorFile) -> Iterator[TrendError]:
    should = make_observation(
        indicator,
        one.period,
        one.numerator,
        one.denominator,
        value=one.value,
        snapshot=one.snapshot,
        pattern=one.pattern,
        source=one.source,
    )
    for name in (each.name for each in fields(one)):
        given, wanted = getattr(one, name), getattr(should, name)
        if given != wanted and not (name in ("low", "high") and one.numerator is None):
            yield row.error(name, f"it is {given}, and the line gives {wanted}", hint="count it again")


def _raise(problems: list[TrendError]) -> None:
    if len(problems) == 1:
        raise problems[0]
    if problems:
        shown = problems[:20]
        message = f"{len(problems)} mistakes in the tables of observations"
        hint = None if len(shown) == len(problems) else f"the first {len(shown)} are shown"
        raise TrendError(message, code="trend.table", hint=hint, problems=shown)
