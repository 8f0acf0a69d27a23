"""Verdicts follow the method page, on made-up estimates; the shipped card is the one that is computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from trendgraph.claims import ClaimSet, PartialDate
from trendgraph.errors import SourceError, TrendError
from trendgraph.namespaces import ENTITY, TG, compact
from trendgraph.pipeline import BuildConfig, read_claims
from trendgraph.pipeline.building import _measured as measured_part
from trendgraph.sources.curated import ClaimTestForm, IndicatorFile, VerdictFile, read_tests
from trendgraph.trends import (
    Direction,
    Estimate,
    Measured,
    Verdict,
    Window,
    estimate_iri,
    judge,
    make_observation,
    markdown_card,
    read_measured,
    verdict_quads,
)
from trendgraph.trends.quads import verdict_iri
from trendgraph.trends.sketch import plot_svg
from trendgraph.trends.verdicts import VerdictValue, _by_source, _combine, voice_of

WINDOW = Window("claim", date(2023, 1, 1), date(2025, 1, 1))


@cache
def _claims(root: Path) -> ClaimSet:
    return read_claims(BuildConfig(data=root / "data"))


@cache
def _shipped(root: Path) -> Measured:
    return read_measured(root / "data")


def _indicator(family: str = "corpus", source: str = "papers", name: str = "a") -> IndicatorFile:
    graph = {"family": "graph", "query": "q", "aggregate": "share", "snapshot": "2024-12-31"}
    own = {
        "corpus": {"corpus": "arxiv-titles", "topic": "t"},
        "graph": graph,
        "sought": {**graph, "level": False},
        "titles": {"family": "supplied", "table": "t.csv", "attention": True},
    }[family]
    content = {
        "id": f"indicator/{name}", "label": name, "family": family, "counts": "papers", "over": "all",
        "period": "month",
        "source": source, "trends": ["trend/t"], "first": "2023-01", "minimum": 8, "complete_when": "whole",
        "recorded": "2026-11-27", **own,
    }  # fmt: skip
    return IndicatorFile.model_validate(content)


def _test(kind: str = "direction", **more: object) -> ClaimTestForm:
    content = {"subject": "phase/t", "predicate": "phaseDirection", "trend": "trend/t", "test": kind, "words": "w"}
    return ClaimTestForm.model_validate({**content, "from": "2024", "to": "2025", **more})


def _estimate(direction: str, change: str = "0.3", level: str = "0.05", start: str = "0.02") -> Estimate:
    middle = Decimal(level)
    return Estimate(
        "indicator/a", WINDOW, (PartialDate.parse("2024"),), Direction(direction), change_per_year=Decimal(change),
        level=middle, level_low=middle - Decimal("0.002"), level_high=middle + Decimal("0.002"),
        start_level=Decimal(start),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("test", "family", "found", "says"),
    [
        (_test(), "corpus", _estimate("rising"), "supports"),
        (_test(), "corpus", _estimate("rising", "0.09"), "silent"),
        (_test(), "corpus", _estimate("steady", "0.01"), "contradicts"),
        (_test(), "corpus", _estimate("unclear"), "silent"),
        (_test(), "corpus", _estimate("falling", "-0.3"), "silent"),  # titles: what spreads may leave them
        (_test(), "graph", _estimate("falling", "-0.3"), "contradicts"),
        (_test(size_word=True), "corpus", _estimate("rising", "0.49"), "partly"),
        (_test(size_word=True), "corpus", _estimate("rising", "0.5"), "supports"),
        (_test(expects="falling"), "corpus", _estimate("falling", "-0.3"), "supports"),
        (_test(expects="falling"), "corpus", _estimate("rising"), "contradicts"),
        (_test(expects="steady"), "corpus", _estimate("steady", "0.01"), "supports"),
        (_test(expects="steady"), "graph", _estimate("rising"), "contradicts"),
        (_test("level"), "corpus", _estimate("rising", level="0.9"), "silent"),
        (_test("level"), "graph", _estimate("rising", level="0.51"), "supports"),
        (_test("level"), "graph", _estimate("rising", level="0.501"), "silent"),
        (_test("level"), "graph", _estimate("rising", level="0.09"), "contradicts"),
        (_test("focal"), "corpus", _estimate("unclear", level="0.11"), "supports"),
        (_test("focal"), "corpus", _estimate("rising", level="0.005"), "contradicts"),
        (_test("focal"), "corpus", _estimate("rising", level="0.05"), "silent"),
        (_test("focal"), "graph", _estimate("rising", level="0.9"), "silent"),
        # What was sought out may move, and its level says nothing; conference titles are attention, supplied or not.
        (_test(), "sought", _estimate("rising"), "supports"),
        (_test("level"), "sought", _estimate("rising", level="0.9"), "silent"),
        (_test("emergence"), "sought", _estimate("rising", start="0.6"), "silent"),
        (_test(), "titles", _estimate("falling", "-0.3"), "silent"),
        (_test("level"), "titles", _estimate("rising", level="0.9"), "silent"),
        (_test("focal"), "titles", _estimate("rising", level="0.11"), "supports"),
        (_test("emergence"), "corpus", _estimate("rising"), "supports"),
        (_test("emergence"), "corpus", _estimate("unclear"), "silent"),
        (_test("emergence"), "corpus", _estimate("rising", start="0.2"), "contradicts"),
    ],
)
def test_an_indicator_says_what_the_method_lets_it_say(
    test: ClaimTestForm, family: str, found: Estimate, says: str
) -> None:
    assert voice_of(test, _indicator(family), found).says == says


def test_without_a_direction_an_indicator_is_silent_and_says_why() -> None:
    found = replace(_estimate("rising"), reason="12 in all numerators together, fewer than 30")
    voice = voice_of(_test(), _indicator(), found)
    assert (voice.says, voice.why) == ("silent", found.reason)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ([], "unmeasured"),
        ([("a", "supports"), ("a", "silent")], "supported"),
        ([("a", "supports"), ("b", "supports")], "supported"),
        ([("a", "supports"), ("b", "contradicts")], "inconclusive"),
        ([("a", "supports"), ("a", "contradicts")], "inconclusive"),
        ([("a", "contradicts"), ("b", "silent")], "contradicted"),
        ([("a", "partly")], "inconclusive"),
        ([("a", "silent")], "inconclusive"),
    ],
)
def test_sources_make_the_verdict(said: list[tuple[str, str]], value: str) -> None:
    found = {"supports": "rising", "contradicts": "steady", "partly": "rising", "silent": "unclear"}
    voices = tuple(
        replace(voice_of(_test(), _indicator(source=source), _estimate(found[word])), says=word)
        for source, word in said
    )
    assert _combine(voices, _by_source(voices))[0] == VerdictValue(value)


def _measured(rises: bool) -> Measured:
    form = _indicator()
    periods = [PartialDate.parse(f"{year}-{month:02}") for year in (2023, 2024, 2025) for month in range(1, 13)]
    observations = tuple(
        make_observation(form, one, Decimal(10 + 3 * index * rises), Decimal(1000), snapshot=date(2026, 1, 1))
        for index, one in enumerate(periods)
    )
    return Measured({}, {form.id: form}, {form.id: observations}, {form.id: ()})


def _judge_one(measured: Measured, root: Path, trend: str = "trend/t") -> str:
    claims = _claims(root).claims.values()
    test = _test(subject="phase/hybrid-architectures-2024", trend=trend)
    form = VerdictFile(report="llm-report-2024", recorded="2026-11-27", tests=[test])
    return judge(form, claims, measured)[0].value


def test_a_rise_supports_a_level_series_contradicts_and_nothing_leaves_unmeasured(root: Path) -> None:
    assert _judge_one(_measured(rises=True), root) == "supported"
    assert _judge_one(_measured(rises=False), root) == "contradicted"
    assert _judge_one(_measured(rises=True), root, "trend/other") == "unmeasured"


def test_a_test_of_no_claim_and_a_report_without_tests_are_refused(root: Path) -> None:
    form = VerdictFile(report="llm-report-2024", recorded="2026-11-27", tests=[_test()])
    with pytest.raises(TrendError, match="makes no claim phase/t phaseDirection"):
        judge(form, [], _measured(rises=True))
    with pytest.raises(SourceError, match="nothing says how"):
        read_tests(root / "data", "llm-report-2042")


def test_every_phase_claim_of_the_report_has_a_test_and_the_page_is_fresh(root: Path) -> None:
    tests = read_tests(root / "data", "llm-report-2024")
    claims = _claims(root)
    measured = _shipped(root)
    verdicts = judge(tests, claims.claims.values(), measured)
    assert len({(one.subject, one.predicate) for one in verdicts if one.test != "effect"}) == 20
    assert {one.value for one in verdicts if one.test == "effect"} == {VerdictValue.UNMEASURED}
    names = {iri: entity.label for iri, entity in claims.entities.items()}
    page = (root / "docs" / "reports" / "llm-report-2024.md").read_text(encoding="utf-8")
    fresh = markdown_card(tests.report, verdicts, measured, names)
    assert page == fresh, "run: trendgraph check llm-report-2024 --markdown docs/reports/llm-report-2024.md"


def _said(quads: Iterable[ox.Quad], subject: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.subject.value == subject:
            found.setdefault(compact(quad.predicate.value), set()).add(quad.object.value)
    return found


def test_a_verdict_in_the_graph_names_its_sides_its_window_and_its_claim() -> None:
    rising, steady = _estimate("rising"), replace(_estimate("steady", "0.01"), indicator="indicator/b")
    voices = tuple(
        voice_of(_test(), _indicator(name=name), replace(found, slope=Decimal("0.1")))
        for name, found in (("a", rising), ("b", steady))
    )
    silent = replace(voices[0], says="silent", estimate=replace(rising, indicator="indicator/c", slope=Decimal(0)))
    unheard = replace(silent, estimate=replace(rising, indicator="indicator/d"))
    verdict = Verdict(
        "https://example.org/claim/12", "s", "p", "o", "trend/t", "direction",
        VerdictValue.INCONCLUSIVE, "they disagree", (*voices, silent, unheard), window=WINDOW, caveats=("one", "two"),
    )  # fmt: skip
    said = _said(verdict_quads([verdict]), verdict_iri(verdict))
    a, b, c = (estimate_iri(one.estimate) for one in (*voices, silent))
    assert said == {
        "rdf:type": {TG + "Verdict"},
        "tg:verdictOn": {verdict.claim},
        "tg:verdictValue": {TG + "inconclusive"},
        "tg:verdictTest": {"direction"},
        "tg:verdictReason": {"they disagree"},
        "tg:verdictTrend": {ENTITY + "trend/t"},
        "tg:periodStart": {"2023-01-01"},
        "tg:periodEnd": {"2025-01-01"},
        "tg:restsOn": {a, b, c},
        "tg:borneOutBy": {a},
        "tg:opposedBy": {b},
        "tg:caveat": {"one", "two"},
    }


def test_words_that_gave_way_to_others_are_a_caveat_even_of_silent_indicators(root: Path) -> None:
    measured = _shipped(root)
    replaced = {name for name, topic in measured.topics.items() if topic.replaced}
    for form in measured.indicators.values():
        assert (form.topic in replaced) == any(text.startswith("vocabulary") for text in form.caveats), form.id
    claims = _claims(root).claims.values()
    judged = judge(read_tests(root / "data", "llm-report-2024"), claims, measured)
    talking = [one for one in judged if one.trend == "trend/conversational-ai"]
    assert all("vocabulary: dialogue system gave way to assistant or agent" in one.caveats for one in talking)


def test_the_small_plots_keep_attention_and_use_apart_and_mark_what_is_provisional(root: Path) -> None:
    measured = _shipped(root)
    svg = plot_svg("trend/multimodal-capabilities", measured)
    assert svg.count("<svg ") == 2
    assert "use and release" in svg.partition("</svg>")[0]
    assert 'stroke-dasharray="3 3"' in svg
    assert 'fill="#fff"' in svg
    assert "multimodal models in arXiv titles</text>" in svg
    assert plot_svg("trend/none", measured) == "<p>No share is linked to this trend.</p>"


def test_what_was_estimated_beforehand_is_not_computed_again(root: Path) -> None:
    measured = _measured(rises=True)
    level = replace(_estimate("steady", "0.01"), window=WINDOW)
    assert _judge_one(replace(measured, estimates={"indicator/a": (level,)}), root) == "contradicted"


def test_the_graph_holds_every_verdict_of_the_report_and_leaving_its_source_out_takes_them(root: Path) -> None:
    config = BuildConfig(data=root / "data")
    claims = _claims(root)
    judged = list(measured_part(config, claims))
    verdicts = {quad.subject.value for quad in judged if quad.object.value == TG + "Verdict"}
    tests = read_tests(root / "data", "llm-report-2024")
    assert len(verdicts) == len(judge(tests, claims.claims.values(), _shipped(root)))
    silent = list(measured_part(replace(config, without=frozenset({"arxiv-titles-2026"})), claims))
    kinds = {quad.object.value for quad in silent if quad.predicate.value.endswith("verdictValue")}
    assert kinds <= {TG + "inconclusive", TG + "unmeasured"}
    assert not any("arxiv-titles/" in quad.subject.value for quad in silent)
    none = measured_part(replace(config, without=frozenset({"llm-report-2024"})), claims)
    assert not any(quad.object.value == TG + "Verdict" for quad in none)
