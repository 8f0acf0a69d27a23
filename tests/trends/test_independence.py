"""Every trend of a report is measured by two independent sources, or says why not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trendgraph.queries.header import read_question
from trendgraph.resources import resource_files
from trendgraph.sources.curated import IndicatorFile, read_measures, read_tests

REPORT = "llm-report-2024"
QUERIES = resource_files("queries/indicators", "*.rq")


@pytest.fixture(scope="module")
def indicators(root: Path) -> dict[str, IndicatorFile]:
    return read_measures(root / "data")[1]


def origin(indicator: IndicatorFile) -> str:
    """Sources that share a collection are one."""
    return "arxiv" if indicator.family == "corpus" else indicator.reader or indicator.source


def test_every_trend_of_the_report_has_two_independent_sources_or_a_reason(
    root: Path, indicators: dict[str, IndicatorFile]
) -> None:
    tests = read_tests(root / "data", REPORT)
    excused = {one.trend for one in tests.one_source}
    judged = {test.trend for test in tests.tests}
    assert len(judged) == 10
    for trend in sorted(judged):
        origins = {origin(one) for one in indicators.values() if trend in one.trends}
        assert (len(origins) >= 2) != (trend in excused), (trend, origins)


def test_at_least_eight_trends_beyond_the_report_are_measured(root: Path, indicators: dict[str, IndicatorFile]) -> None:
    judged = {test.trend for test in read_tests(root / "data", REPORT).tests}
    named = {f"trend/{path.stem}" for path in (root / "data/trends").glob("*.yaml")}
    measured = {trend for one in indicators.values() for trend in one.trends}
    assert named == measured
    assert len(named - judged) >= 8


def test_what_was_sought_out_says_so(indicators: dict[str, IndicatorFile]) -> None:
    """A share over the landscape has no level, and every indicator beyond papers names its selection or its limits."""
    landscape = [one for one in indicators.values() if one.source == "trendgraph-landscape"]
    assert landscape
    assert [one.id for one in landscape if one.level or not one.caveats[0].startswith("selection")] == []
    assert [one.id for one in indicators.values() if not one.caveats] == []


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_header_of_a_query_tells_what_it_gives(path: Path, indicators: dict[str, IndicatorFile]) -> None:
    question = read_question(path)
    assert question.identifier == path.stem
    assert question.question.endswith("?")
    projected = re.search(r"^SELECT DISTINCT (.+)$", question.text, re.MULTILINE)
    assert projected
    assert projected[1] == " ".join(f"?{column.name}" for column in question.columns)
    assert question.ordered.removeprefix("yes by ") == question.text.rpartition("ORDER BY ")[2].strip()
    users = [one for one in indicators.values() if one.query == path.stem]
    assert users, "no indicator uses it"
    assert all(set(one.bindings) == {binding.name for binding in question.bindings} for one in users)
