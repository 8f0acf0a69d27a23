"""From a corpus, or from a table that somebody supplies, to observations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from trendgraph.claims import PartialDate, Precision
from trendgraph.errors import TrendError
from trendgraph.sources.curated import IndicatorFile, PatternFile
from trendgraph.trends.corpus import counts_by_month, normalised, recognise_form
from trendgraph.trends.engine import Engine, open_engine
from trendgraph.trends.periods import period_of
from trendgraph.trends.shares import wilson_interval
from trendgraph.trends.struct import Observation, rounded

__all__ = ["is_provisional", "make_observation", "measure", "month_counts"]

_CATEGORY = "cs.CL"

Months = dict[date, tuple[int, tuple[int, ...]]]
"""First day of a month to the number of papers and the matches of each topic."""


def measure(
    indicators: Iterable[IndicatorFile],
    topics: Mapping[str, PatternFile],
    corpus: Path,
    *,
    engine: str = "duckdb",
    master: str | None = None,
    threads: int | None = None,
) -> list[Observation]:
    """Gives the observations of corpus indicators, counted in one pass for each kind of text.

    Args:
        indicators: indicators of the family ``corpus``.
        topics: the topics by identifier.
        corpus: the parquet or JSON-lines file.
        engine: ``duckdb`` or ``spark``; both give the same observations.
        master: URL of a Spark cluster.
        threads: threads of DuckDB.

    Raises:
        TrendError: the corpus cannot be counted, or an indicator is none of a corpus.
    """
    kinds: dict[str, list[IndicatorFile]] = defaultdict(list)
    for indicator in sorted(indicators, key=lambda one: one.id):
        if indicator.corpus is None or indicator.topic is None:
            raise TrendError(f"{indicator.id} is not counted over a corpus", code="trend.family")
        kinds[indicator.corpus].append(indicator)
    found: list[Observation] = []
    with open_engine(engine, master=master, threads=threads) as opened:
        for kind in sorted(kinds):
            names = sorted({str(one.topic) for one in kinds[kind]})
            wanted = [topics[name] for name in names]
            months, last = month_counts(opened, corpus, wanted, abstracts=kind == "arxiv-abstracts")
            for indicator in kinds[kind]:
                index = names.index(str(indicator.topic))
                found += _observations(indicator, wanted[index], index, months, last)
    return sorted(found, key=lambda one: (one.indicator, one.period.first))


def month_counts(engine: Engine, corpus: Path, topics: list[PatternFile], *, abstracts: bool) -> tuple[Months, date]:
    """Gives papers and matches per month, and the last day that the corpus covers.

    Abstracts are counted within the primary category cs.CL only.

    Raises:
        TrendError: the corpus cannot be counted, or has no dated paper.
    """
    table = engine.read(corpus)
    form = recognise_form(list(table.columns), str(corpus))
    papers = normalised(table, form, abstracts=abstracts, category=_CATEGORY if abstracts else None)
    months: Months = {}
    last: date | None = None
    for year, month, count, day, *hits in engine.rows(counts_by_month(papers, topics)):
        if year is None or month is None:
            continue  # a paper without a day belongs to no period
        first = date(year, month, 1)
        months[first] = (int(count), tuple(int(hit or 0) for hit in hits))
        newest = date(year, month, int(day))
        last = newest if last is None or newest > last else last
    if last is None:
        raise TrendError("no paper of this corpus has a day", code="trend.corpus", where=str(corpus))
    return months, last


def make_observation(
    indicator: IndicatorFile,
    period: PartialDate,
    numerator: Decimal | None,
    denominator: Decimal,
    *,
    value: Decimal | None = None,
    snapshot: date,
    pattern: str = "",
    source: str | None = None,
) -> Observation:
    """Gives an observation: the quotient and its interval are computed, and whether it is provisional.

    Args:
        indicator: what is observed.
        period: of the length that the indicator asks for.
        numerator: the count above the line, or None where ``value`` is given.
        denominator: the count below it.
        value: a measured quantity.
        snapshot: the last day that the source covers.
        pattern: version of the pattern or query.
        source: identifier of the source, where it is not the indicator's.
    """
    if numerator is not None:
        value = rounded(numerator / denominator)
    if value is None:
        raise TrendError("an observation has a numerator or a value", code="trend.observation", where=indicator.id)
    low = high = None
    if indicator.unit == "share" and numerator is not None:
        low, high = wilson_interval(numerator, denominator)
    return Observation(
        indicator=indicator.id,
        period=period,
        numerator=numerator,
        denominator=denominator,
        value=value,
        low=low,
        high=high,
        provisional=is_provisional(indicator, period, snapshot),
        source=source or indicator.source,
        snapshot=snapshot,
        pattern=pattern,
    )


def is_provisional(indicator: IndicatorFile, period: PartialDate, snapshot: date) -> bool:
    """Says whether a period may still gain data, or touches or follows a break of method."""
    breaks = [PartialDate.parse(text).first for text in indicator.breaks]
    after_break = any(period.end() > day for day in breaks)
    return after_break or period.end() > snapshot + timedelta(days=1)


def _observations(
    indicator: IndicatorFile, topic: PatternFile, index: int, months: Months, last: date
) -> Iterable[Observation]:
    length = Precision(indicator.period)
    begins = PartialDate.parse(indicator.first).first
    papers: dict[date, int] = defaultdict(int)
    hits: dict[date, int] = defaultdict(int)
    for month, (count, matches) in months.items():
        if month >= begins:
            first = period_of(month, length).first
            papers[first] += count
            hits[first] += matches[index]
    for first in sorted(papers):
        yield make_observation(
            indicator,
            PartialDate(first, length),
            Decimal(hits[first]),
            Decimal(papers[first]),
            snapshot=last,
            pattern=topic.version,
        )
