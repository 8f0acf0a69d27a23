"""What a graph says of its trends: all in one line each, one with everything, read back as it was put in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from trendgraph.cli import command_line
from trendgraph.cli.trending import trend as trend_command
from trendgraph.cli.trending import trends as trends_command
from trendgraph.errors import QueryError
from trendgraph.namespaces import entity_iri
from trendgraph.queries import Table
from trendgraph.sources.curated import IndicatorFile
from trendgraph.store import Store, open_store
from trendgraph.trends import (
    Direction,
    Estimate,
    Measured,
    Stage,
    TrendView,
    Verdict,
    measured_quads,
    overview,
    read_measured,
    verdict_quads,
)
from trendgraph.trends.overview import SORTS, main_estimate
from trendgraph.trends.reading import measured_in
from trendgraph.trends.verdicts import VerdictValue, Voice

NAMES = """
INSERT DATA {
    <trend/multimodal-capabilities> a tg:Trend ; rdfs:label "multimodal capabilities"@en .
    <trend/hybrid-architectures> a tg:Trend ; rdfs:label "hybrid architectures"@en .
    <trend/swans> a tg:Trend ; rdfs:label "swans"@en .
    <phase/swans-2025> a tg:TrendPhase ; rdfs:label "swans in 2025"@en ; tg:phaseOf <trend/swans> .
    <model/cygnet> a tg:LanguageModel ; rdfs:label "Cygnet"@en .
    <source/gazette> a tg:Report ; rdfs:label "gazette"@en ; dcterms:publisher <organisation/lake> .
    <claim/c1> tg:claimSubject <trend/swans> ; tg:claimPredicate tg:improves ; tg:claimObject <trend/swans> ;
        tg:stance tg:affirms ; tg:claimStatus tg:contested ; tg:hasEvidence <evidence/e1> , <evidence/e2> .
    <claim/c2> tg:claimSubject <trend/swans> ; tg:claimPredicate tg:exemplifiedBy ; tg:claimObject <model/cygnet> ;
        tg:stance tg:affirms ; tg:claimStatus tg:accepted ; tg:hasEvidence <evidence/e1> .
    <claim/c3> tg:claimSubject <model/cygnet> ; tg:claimPredicate tg:releasedOn ; tg:claimValue "2025-03-01"^^xsd:date ;
        tg:valuePrecision tg:month ; tg:stance tg:affirms ; tg:claimStatus tg:accepted ; tg:hasEvidence <evidence/e1> .
    <claim/c4> tg:claimSubject <phase/swans-2025> ; tg:claimPredicate tg:phaseStage ; tg:claimObject tg:growing ;
        tg:stance tg:affirms ; tg:claimStatus tg:proposed ; tg:hasEvidence <evidence/e3> .
    <claim/c5> tg:claimSubject <trend/swans> ; tg:claimPredicate tg:improves ; tg:claimObject <model/cygnet> ;
        tg:stance tg:affirms ; tg:claimStatus tg:retracted ; tg:hasEvidence <evidence/e4> .
    <evidence/e1> tg:evidenceStance tg:supports ; oa:hasSource <source/gazette> .
    <evidence/e2> tg:evidenceStance tg:disputes ; oa:hasSource <source/gazette> .
    <evidence/e3> tg:evidenceStance tg:supports ; oa:hasSource <source/gazette> .
    <evidence/e4> tg:evidenceStance tg:supports ; oa:hasSource <source/gazette> .
}
"""


@pytest.fixture(scope="module")
def shipped(root: Path) -> Measured:
    return read_measured(root / "data")


def _named(measured: Measured) -> Iterator[ox.Quad]:
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for form in measured.indicators.values():
        subject = ox.NamedNode(entity_iri(form.id))
        yield ox.Quad(subject, kind, ox.NamedNode("https://w3id.org/trendgraph/ontology#Indicator"))
        yield ox.Quad(subject, label, ox.Literal(form.label, language="en"))


def _store(measured: Measured, verdicts: list[Verdict] | None = None) -> Store:
    parts = [[one for each in part.values() for one in each] for part in (measured.observations, measured.estimates)]
    store = open_store("memory:")
    store.add(measured_quads(measured.indicators, *parts))
    store.add(_named(measured))
    store.add(verdict_quads(verdicts or []))
    store.raw.update(
        NAMES,
        base_iri="https://w3id.org/trendgraph/id/",
        prefixes={
            "tg": "https://w3id.org/trendgraph/ontology#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "oa": "http://www.w3.org/ns/oa#",
            "dcterms": "http://purl.org/dc/terms/",
        },
    )
    return store


@pytest.fixture(scope="module")
def store(shipped: Measured) -> Store:
    return _store(shipped)


def test_what_was_put_into_a_graph_is_read_back(shipped: Measured, store: Store) -> None:
    back = measured_in(store)
    assert back.observations == shipped.observations
    # The graph says less of a test, and nothing of one that was not made.
    left_out = {"plain_p_value", "autocorrelation", "start_level", "growth_reason", "growth"}
    kept = [field.name for field in fields(Estimate) if field.name not in left_out]
    ours = {one.window: [getattr(one, name) for name in kept] for each in back.estimates.values() for one in each}
    for name, found in shipped.estimates.items():
        own = {one.window: one for one in back.estimates[name]}
        made = {one.window: one for one in found if one.slope is not None}
        assert own.keys() == made.keys()
        for window, one in made.items():
            other = own[window]
            assert [getattr(other, each) for each in kept if each != "caveats"] == [
                getattr(one, each) for each in kept if each != "caveats"
            ]
            assert set(other.caveats) == set(one.caveats)
            assert (other.growth is None) == (one.growth is None)
    assert ours
    form, first = (one.indicators["indicator/multimodal-in-arxiv-titles"] for one in (back, shipped))
    assert (form.label, form.unit, form.corpus, form.trends, form.breaks) == (
        first.label,
        first.unit,
        first.corpus,
        first.trends,
        first.breaks,
    )


def test_every_trend_has_a_line_and_one_that_nobody_measured_says_so(store: Store) -> None:
    lines = {line.trend: line for line in overview(store)}
    assert list(lines) == ["trend/hybrid-architectures", "trend/multimodal-capabilities", "trend/swans"]
    swans = lines["trend/swans"]
    assert (swans.indicator, swans.stage, swans.indicators, swans.evidence) == (None, None, 0, 3)
    many = lines["trend/multimodal-capabilities"]
    assert many.indicator is not None
    assert many.estimate is not None
    linked = [one for one in measured_in(store).indicators.values() if many.trend in one.trends]
    assert (many.estimate.window.name, many.indicators) == ("recent", len(linked))
    assert many.latest is not None
    assert not many.latest.provisional
    assert sum(many.directions.values()) <= many.indicators


def _made_up(shipped: Measured) -> tuple[IndicatorFile, Estimate]:
    form = shipped.indicators["indicator/multimodal-in-arxiv-titles"]
    return form, next(one for one in shipped.estimates[form.id] if one.window.name == "recent")


def _with(shipped: Measured, *changed: tuple[str, dict[str, object], dict[str, object]]) -> Store:
    form, found = _made_up(shipped)
    forms, observations, estimates = {}, {}, {}
    for name, of_form, of_estimate in changed:
        slug = f"indicator/{name}"
        forms[slug] = form.model_copy(update={"id": slug, **of_form})
        observations[slug] = tuple(replace(one, indicator=slug) for one in shipped.observations[form.id])
        estimates[slug] = (replace(found, indicator=slug, **of_estimate),)
    return _store(Measured({}, forms, observations, estimates))


GRAPH = {"family": "graph", "corpus": None}
FALLS = {"direction": Direction.FALLING, "stage": Stage.DECLINING, "change_per_year": Decimal("-0.5")}


def test_adoption_stands_before_attention_and_direction_chooses_nothing(shipped: Measured) -> None:
    line = {one.trend: one for one in overview(_with(shipped, ("a", {}, {}), ("b", GRAPH, FALLS)))}
    found = line["trend/multimodal-capabilities"]
    assert found.indicator is not None
    assert (found.indicator.id, found.stage) == ("indicator/b", Stage.DECLINING)
    assert found.directions[Direction.FALLING] == 1


def test_what_was_sought_out_stands_last_and_papers_in_a_table_are_attention(shipped: Measured) -> None:
    sought = {**GRAPH, "level": False}
    table = {"family": "supplied", "corpus": None, "attention": True}
    few = {"total": Decimal(1)}
    store = _with(shipped, ("a", sought, {}), ("b", table, few), ("c", {}, {}), ("d", {**GRAPH, "unit": "count"}, {}))
    back = measured_in(store).indicators
    assert [(one.level, one.counts_attention) for one in back.values()] == [
        (False, False),
        (True, True),
        (True, True),
        (True, False),
    ]
    line = {one.trend: one for one in overview(store)}["trend/multimodal-capabilities"]
    assert line.indicator is not None
    assert line.indicator.id == "indicator/d"


def test_a_trend_does_not_decline_while_an_indicator_of_it_rises(shipped: Measured) -> None:
    rises = {"direction": Direction.RISING, "stage": Stage.GROWING}
    found = {one.trend: one for one in overview(_with(shipped, ("a", {}, rises), ("b", GRAPH, FALLS)))}
    assert found["trend/multimodal-capabilities"].stage is None


def test_lines_are_ordered_as_asked(shipped: Measured) -> None:
    line = {one.trend: one for one in overview(_with(shipped, ("a", {}, {})))}["trend/multimodal-capabilities"]
    assert line.estimate is not None

    def moving(label: str, low: str, high: str, stage: Stage | None, evidence: int, shown: bool = True) -> object:
        assert line.estimate is not None
        ends = {"change_low": Decimal(low), "change_high": Decimal(high), "change_per_year": Decimal("0.1")}
        ends["direction"] = (Direction.RISING if low[0] != "-" else Direction.FALLING) if shown else Direction.UNCLEAR
        return replace(line, label=label, stage=stage, evidence=evidence, estimate=replace(line.estimate, **ends))

    lines = [
        moving("a wide rise", "0.05", "0.9", Stage.GROWING, 1),
        moving("a sure rise", "0.2", "0.3", Stage.EMERGING, 2),
        moving("nothing shown", "0.3", "0.9", None, 9, shown=False),
        moving("a fall", "-0.5", "-0.1", Stage.DECLINING, 3),
        replace(line, label="not measured", estimate=None, stage=None, evidence=0),
    ]
    orders = {name: [one.label for one in sorted(lines, key=key)] for name, key in SORTS.items()}
    assert orders["momentum"] == ["a sure rise", "a wide rise", "nothing shown", "a fall", "not measured"]
    assert orders["evidence"][:2] == ["nothing shown", "a fall"]
    assert orders["stage"][:3] == ["a sure rise", "a wide rise", "a fall"]
    assert orders["name"][0] == "a fall"


def test_since_a_day_an_estimate_is_computed_from_there(shipped: Measured, store: Store) -> None:
    line = {one.trend: one for one in overview(store, since=date(2025, 1, 1))}["trend/multimodal-capabilities"]
    assert line.estimate is not None
    assert (line.estimate.window.name, line.estimate.used[0].first) == ("since", date(2025, 1, 1))
    assert line.series[0].period.first == date(2025, 1, 1)
    form, _ = _made_up(shipped)
    assert main_estimate(shipped, form, date(2026, 1, 1)) is None, "three months are too few"


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(table.name(cell) for cell in row) for row in table.rows]


def test_a_trend_shows_claims_on_both_sides_exemplars_with_dates_and_verdicts(shipped: Measured) -> None:
    form, found = _made_up(shipped)
    voices = tuple(Voice(form.id, "s", says, "why", found) for says in ("supports", "contradicts"))
    verdict = Verdict(
        entity_iri("claim/c4"), "s", "p", "o", "trend/swans", "direction", VerdictValue.INCONCLUSIVE, "they disagree",
        voices, window=found.window,
    )  # fmt: skip
    view = TrendView(_store(shipped, [verdict]), "Swans")
    assert view.trend == "trend/swans"
    claims = view.claims()
    side = claims.columns.index("side")
    assert [row[side] for row in _rows(claims)] == ["against", "for"]
    exemplars = _rows(view.exemplars())
    assert [row[:2] for row in exemplars] == [("Cygnet", "2025-03-01")]
    assert len(view.phases()) == 1
    judged = view.verdicts()
    told = dict(zip(judged.columns, _rows(judged)[0], strict=True))
    assert (told["verdict"], told["borneOut"], told["opposed"]) == ("tg:inconclusive", "1", "1")
    assert len(view.observations()) == 0


def test_the_tables_of_a_measured_trend_hold_all_its_numbers(shipped: Measured, store: Store) -> None:
    view = TrendView(store, "hybrid-architectures")
    own = [name for name, form in shipped.indicators.items() if "trend/hybrid-architectures" in form.trends]
    assert len(view.observations()) == sum(len(shipped.observations[name]) for name in own)
    made = [one for name in own for one in shipped.estimates[name] if one.slope is not None]
    assert len(view.estimates()) == len(made)
    assert set(view.measured.indicators) == set(own)
    assert list(view.observations().to_pandas()["numerator"])


def test_a_misspelt_trend_names_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        TrendView(store, "hybrid-architecturs")
    assert "trend/hybrid-architectures" in caught.value.suggestions


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    kept = open_store(tmp_path / "store")
    kept.add(store.raw)
    kept.raw.flush()
    (tmp_path / "store/trendgraph.json").write_text('{"format": 2, "quads": {}}', encoding="utf-8")
    return tmp_path / "store"


def test_the_commands_print_what_the_graph_says(folder: Path) -> None:
    ran = CliRunner().invoke(trends_command, ["--store", str(folder), "--sort", "evidence"])
    assert ran.exit_code == 0, ran.output
    assert "multimodal capabilities" in ran.stdout
    assert "swans" in ran.stdout
    assert "not measured" in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 100
    lines = json.loads(CliRunner().invoke(trends_command, ["--store", str(folder), "--json"]).stdout)
    assert [one["label"] for one in lines] == ["hybrid architectures", "multimodal capabilities", "swans"]
    assert lines[1]["estimate"]["change_low"] < lines[1]["estimate"]["change_high"]
    shown = CliRunner().invoke(trend_command, ["swans", "--store", str(folder)]).stdout
    assert "No indicator speaks of this trend" in shown
    assert "Cygnet   2025-03-01  tg:accepted" in shown
    shown = CliRunner().invoke(trend_command, ["hybrid-architectures", "--store", str(folder)]).stdout
    assert "up to 2026-07-31" in shown
    whole = json.loads(
        CliRunner().invoke(trend_command, ["hybrid-architectures", "--store", str(folder), "--json"]).stdout
    )
    assert len(whole["indicators"]) >= 8
    assert {"phases", "claims", "verdicts", "exemplars"} <= whole.keys()


def test_the_shell_completes_the_names_of_trends() -> None:
    completing = ShellComplete(command_line, {}, "trendgraph", "_TRENDGRAPH_COMPLETE")
    assert [one.value for one in completing.get_completions(["trend"], "hyb")] == ["hybrid-architectures"]
