"""Counting a corpus: the right periods, the right numbers, the same on every engine and in every form."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from trendgraph.errors import TrendError
from trendgraph.sources.curated import PatternFile, read_measures
from trendgraph.trends import Observation, measure, observations_text, read_observations
from trendgraph.trends.engine import open_engine
from trendgraph.trends.measure import month_counts

from .conftest import PAPERS, indicator


def short(observations: list[Observation]) -> list[str]:
    return [f"{one.period} {one.numerator}/{one.denominator}{' ?' * one.provisional}" for one in observations]


def test_counts_titles_by_month(corpora, topics) -> None:
    found = measure([indicator()], topics, corpora["titles.parquet"])
    assert short(found) == ["2023-01 0/2", "2023-02 1/2", "2023-04 1/1", "2023-05 1/1 ?".replace("1/1", "0/1")]
    assert found[0].snapshot == date(2023, 5, 2)
    assert found[0].pattern == topics["experts"].version


@pytest.mark.parametrize(
    ("period", "expected"), [("quarter", ["2023-Q1 1/4", "2023-Q2 1/2 ?"]), ("year", ["2023 2/6 ?"])]
)
def test_months_make_quarters_and_years(corpora, topics, period: str, expected: list[str]) -> None:
    first = {"quarter": "2023-Q1", "year": "2023"}[period]
    found = measure([indicator(period=period, first=first)], topics, corpora["titles.parquet"])
    assert short(found) == expected


def test_periods_before_the_first_are_left_out_and_those_after_a_break_are_provisional(corpora, topics) -> None:
    one = indicator(first="2023-02", breaks=["2023-04-15"])
    assert short(measure([one], topics, corpora["titles.parquet"])) == ["2023-02 1/2", "2023-04 1/1 ?", "2023-05 0/1 ?"]


def test_a_break_on_the_first_day_of_a_period_leaves_the_one_before_complete(corpora, topics) -> None:
    one = indicator(breaks=["2023-04-01"])
    assert [found.provisional for found in measure([one], topics, corpora["titles.parquet"])] == [
        False,
        False,
        True,
        True,
    ]


def test_abstracts_are_counted_within_one_category(corpora, topics) -> None:
    one = indicator(corpus="arxiv-abstracts")
    found = measure([one], topics, corpora["abstracts.parquet"])
    assert short(found) == ["2023-01 1/1", "2023-02 1/1", "2023-04 1/1", "2023-05 1/1 ?"]


def test_an_excluded_phrase_vetoes_and_a_boundary_is_kept(corpora, topics) -> None:
    agents = measure([indicator("agents")], topics, corpora["titles.parquet"])
    assert short(agents)[-1] == "2023-05 0/1 ?"
    edge = measure([indicator("edge")], topics, corpora["titles.parquet"])
    assert short(edge)[:2] == ["2023-01 1/2", "2023-02 1/2"]


@pytest.mark.parametrize("form", ["meta.jsonl", "meta.jsonl.gz"])
def test_the_metadata_of_arxiv_gives_the_same(corpora, topics, form: str) -> None:
    for kind, parquet in (("arxiv-titles", "titles.parquet"), ("arxiv-abstracts", "abstracts.parquet")):
        wanted = [indicator(name, corpus=kind) for name in topics]
        assert measure(wanted, topics, corpora[form]) == measure(wanted, topics, corpora[parquet])


def test_python_and_duckdb_agree_on_every_shipped_topic(corpora, root: Path) -> None:
    known, _ = read_measures(root / "data")
    topics = [known[name] for name in sorted(known)]
    with open_engine("duckdb") as engine:
        months, _ = month_counts(engine, corpora["meta.jsonl"], topics, abstracts=False)
    assert months == counted(topics)


def counted(topics: list[PatternFile]) -> dict[date, tuple[int, tuple[int, ...]]]:
    """The slow and obvious way: a loop over papers and topics."""
    months: dict[date, tuple[int, tuple[int, ...]]] = {}
    for _, day, _, title, _ in PAPERS:
        first = date.fromisoformat(day).replace(day=1)
        papers, hits = months.get(first, (0, (0,) * len(topics)))
        months[first] = (papers + 1, tuple(hit + topic.matches(title) for hit, topic in zip(hits, topics, strict=True)))
    return months


def test_every_example_of_the_shipped_topics_holds_in_duckdb(root: Path) -> None:
    import duckdb

    known, _ = read_measures(root / "data")
    wrong = []
    with duckdb.connect() as connection:
        for topic in known.values():
            for text, wanted in [(one, True) for one in topic.positive] + [(one, False) for one in topic.negative]:
                sql = "SELECT regexp_matches(?, ?) AND NOT regexp_matches(?, ?)"
                row = connection.execute(sql, [text, topic.expression, text, topic.veto or "[^\\s\\S]"]).fetchone()
                if row is None or bool(row[0]) != wanted:
                    wrong.append((topic.id, text))
    assert wrong == []
    assert len(known) >= 60


@pytest.mark.java
def test_spark_gives_what_duckdb_gives(corpora, topics, root: Path) -> None:
    known, described = read_measures(root / "data")
    shipped = [one for one in described.values() if one.corpus is not None]
    early = [one.model_copy(update={"first": "2023-01"}) for one in shipped]
    for form, kind in (
        ("titles.parquet", "arxiv-titles"),
        ("abstracts.parquet", "arxiv-abstracts"),
        ("meta.jsonl.gz", "arxiv-abstracts"),
    ):
        wanted = [one for one in early if one.corpus == kind]
        ours = measure(wanted, known, corpora[form])
        assert measure(wanted, known, corpora[form], engine="spark") == ours
        assert any(one.numerator for one in ours)
    small = [indicator(name) for name in topics]
    assert observations_text(measure(small, topics, corpora["meta.jsonl"], engine="spark")) == observations_text(
        measure(small, topics, corpora["titles.parquet"])
    )


def test_a_corpus_that_cannot_answer_says_so(corpora, topics, tmp_path: Path) -> None:
    with pytest.raises(TrendError, match="has no abstracts"):
        measure([indicator(corpus="arxiv-abstracts")], topics, corpora["titles.parquet"])
    with pytest.raises(TrendError, match="no such corpus"):
        measure([indicator()], topics, tmp_path / "none.parquet")
    other = tmp_path / "other.csv"
    other.write_text("title\n")
    with pytest.raises(TrendError, match="parquet or JSON-lines"):
        measure([indicator()], topics, other)
    with pytest.raises(TrendError, match="no engine") as caught:
        measure([indicator()], topics, corpora["titles.parquet"], engine="duckbd")
    assert caught.value.suggestions == ("duckdb",)
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"title": "one", \n')
    with pytest.raises(TrendError, match="DuckDB cannot count"):
        measure([indicator()], topics, broken)


def test_a_table_of_observations_is_read_as_it_was_written(corpora, topics, tmp_path: Path) -> None:
    found = measure([indicator(name) for name in topics], topics, corpora["titles.parquet"])
    path = tmp_path / "found.csv"
    path.write_text(observations_text(reversed(found)), encoding="utf-8")
    assert sorted(read_observations(path), key=lambda one: one.indicator) == sorted(
        found, key=lambda one: one.indicator
    )
    assert re.search(r"^indicator/edge-in-titles,2023-01,1,2,0\.5,0\.09453121,0\.90546879,no,", path.read_text(), re.M)
