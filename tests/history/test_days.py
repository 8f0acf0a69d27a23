"""What belongs to a past day: claims, what they speak of, where they stand, and what was measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.history.world import (
    EARLY,
    ENTITIES,
    IN_2024,
    LATE,
    PHASE,
    PHASES,
    STAGE,
    SWAN,
    TREND,
    claim,
    day,
    evidence,
    measured_store,
    paper,
    store_of,
)

from trendgraph.claims import Claim, Entity, Stance, Status, claim_iri
from trendgraph.history import Day, at, diff
from trendgraph.namespaces import TG, entity_iri, graph_iri
from trendgraph.records import read_claims_of, read_entities, read_sources
from trendgraph.store import Store

GOOSE = entity_iri("model/goose")
LAW = entity_iri("regulation/pond-law")


def said(store: Store) -> set[str]:
    return {claim_iri(one) for one in read_claims_of(store)}


def names(store: Store) -> set[str]:
    return {entity.label for entity in read_entities(store)}


def measured(store: Store) -> set[str]:
    return {quad.subject.value.split("/id/")[1] for quad in store.quads(graph_iri("measured"))}


def test_the_vocabulary_of_a_past_day_is_that_of_the_graph() -> None:
    store = store_of(paper(), *ENTITIES, claim(SWAN, "releasedOn", day("2024")))
    store.update(f"INSERT DATA {{ GRAPH <{graph_iri('ontology')}> {{ tg:New a owl:Class ; rdfs:label 'new'@en }} }}")
    past = at(store, as_known_on=LATE)
    assert past.count(graph_iri("ontology")) == store.count(graph_iri("ontology"))
    assert diff(store, past).terms == []


def test_what_nobody_had_spoken_of_yet_was_not_known() -> None:
    store = store_of(
        paper(),
        paper("blog", LATE),
        *ENTITIES,
        Entity(GOOSE, TG + "LanguageModel", "Goose"),
        claim(SWAN, "releasedOn", day("2024")),
        claim(GOOSE, "releasedOn", day("2020"), recorded=LATE, evidence=(evidence("blog"),)),
    )
    past = at(store, as_known_on=EARLY)
    assert names(past) == {"Swan", "swans"}, "of the trend nobody ever speaks: nothing says that it came later"
    assert [source.identifier for source in read_sources(past)] == ["paper"]
    found = diff(Day(store, as_known_on=EARLY), store)
    assert [(one.kind, one.after) for one in found.entities] == [("added", "Goose")]
    assert [(one.kind, one.after) for one in found.sources] == [("added", "blog")]


def test_evidence_from_a_source_read_later_was_not_known() -> None:
    both = claim(SWAN, "releasedOn", day("2024"), evidence=(evidence("paper"), evidence("blog")))
    alone = claim(SWAN, "announcedOn", day("2023"), evidence=(evidence("again"),))
    store = store_of(paper(), paper("blog", LATE), paper("again", LATE), *ENTITIES, both, alone)
    past = at(store, as_known_on=EARLY)
    behind = {one.predicate.removeprefix(TG): [e.source for e in one.evidence] for one in read_claims_of(past)}
    assert behind == {"releasedOn": ["paper"], "announcedOn": ["again"]}, "what stood alone was read again since"
    assert [change.kind for change in diff(Day(store, as_known_on=EARLY), store).claims] == ["evidence"]


@pytest.mark.parametrize(
    "spoiled",
    [
        {"dropped": LATE},
        {"status": Status.RETRACTED},
        {"stance": Stance.DENIES},
    ],
)
def test_a_beginning_nobody_stands_by_begins_nothing(spoiled: dict) -> None:
    wrong = replace(claim(SWAN, "announcedOn", day("2019")), **spoiled)
    store = store_of(paper(), *ENTITIES, wrong, claim(SWAN, "releasedOn", day("2024-03")))
    assert said(at(store, as_of=date(2020, 1, 1))) == set()
    assert names(at(store, as_of=date(2020, 1, 1))) == {"swans"}


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("2023-12-31", set()),
        ("2024-01-01", {"releasedOn"}),
        ("2024-04-01", {"releasedOn", "announcedOn"}),
        ("2024-09-01", {"releasedOn", "announcedOn", "retiredOn"}),
    ],
)
def test_a_period_counts_from_its_first_day_and_nothing_is_retired_before(text: str, true: set[str]) -> None:
    claims = [
        claim(SWAN, "releasedOn", day("2024")),
        claim(SWAN, "announcedOn", day("2024-Q2")),
        claim(SWAN, "retiredOn", day("2024-09")),
    ]
    past = at(store_of(paper(), *ENTITIES, *claims), as_of=date.fromisoformat(text))
    assert {one.predicate.removeprefix(TG) for one in read_claims_of(past)} == true


def test_a_law_is_not_there_before_it_was_adopted_or_proposed() -> None:
    law = Entity(LAW, TG + "Regulation", "Pond Law")
    adopted, force = claim(LAW, "adoptedOn", day("2024-05-21")), claim(LAW, "inForceFrom", day("2026-08-02"))
    store = store_of(paper(), law, adopted, force)
    assert said(at(store, as_of=date(2024, 5, 20))) == set()
    assert said(at(store, as_of=date(2024, 5, 21))) == {claim_iri(adopted), claim_iri(force)}
    proposed = claim(LAW, "proposedOn", day("2021-04-21"))
    store = store_of(paper(), law, adopted, force, proposed)
    assert said(at(store, as_of=date(2023, 1, 1))) == {claim_iri(proposed), claim_iri(force)}


def test_a_phase_is_there_while_it_lasts() -> None:
    about = claim(PHASE, "phaseOf", TREND, **IN_2024)
    store = store_of(paper(), *ENTITIES, *PHASES, STAGE, about)
    assert "swans in 2024" in names(at(store, as_of=date(2024, 6, 1)))
    for other in (date(2023, 12, 31), date(2025, 1, 1)):
        assert "swans in 2024" not in names(at(store, as_of=other))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("2023-12-30", set()),
        ("2023-12-31", {"observation/share/2023"}),
        ("2024-12-31", {"observation/share/2023", "observation/share/2024", "estimate/share/early", "verdict/early"}),
    ],
)
def test_what_had_been_measured_by_a_day(text: str, there: set[str]) -> None:
    past = at(measured_store(), as_of=date.fromisoformat(text))
    assert measured(past) == {"indicator/share", *there}


def test_a_year_that_was_counted_in_part_is_there_once_that_part_is_over() -> None:
    store = measured_store()
    assert "observation/share/2025" not in measured(at(store, as_of=date(2025, 3, 14)))
    past = measured(at(store, as_of=date(2025, 3, 15)))
    assert {"observation/share/2025", "estimate/share/whole"} <= past
    assert "verdict/whole" not in past, "the claim that it judges holds no longer"


@pytest.mark.parametrize(("text", "there"), [("2026-01-19", 0), ("2026-01-20", 6), ("2026-01-25", 8)])
def test_what_the_graph_had_measured_on_a_day(text: str, there: int) -> None:
    past = at(measured_store(), as_known_on=date.fromisoformat(text))
    assert len(measured(past)) == there


def test_verdicts_move_between_two_days() -> None:
    store = measured_store()
    known = diff(Day(store, as_known_on=date(2026, 1, 20)), Day(store, as_known_on=LATE))
    assert [(one.kind, one.after) for one in known.verdicts] == [("added", "supported"), ("added", "inconclusive")]
    assert known.notes == []
    true = diff(Day(store, as_of=date(2024, 6, 1)), Day(store, as_of=date(2024, 12, 31)))
    assert [(one.kind, one.statement, one.after) for one in true.verdicts] == [
        ("added", "swans in 2024 phase stage growing from 2024 until 2025 (test of direction)", "supported")
    ]
    assert [(one.label, one.before, one.after) for one in true.measured] == [
        ("tgd:indicator/share", "1 observation", "2 observations")
    ]


def test_days_are_compared_as_their_stores_would_be(tiny) -> None:
    for days in ({"as_of": date(2021, 6, 1)}, {"as_known_on": date(2026, 11, 24)}):
        found = diff(Day(tiny.store, **days), tiny.store)
        made = diff(at(tiny.store, **days), tiny.store)
        assert (found.claims, found.entities, found.sources) == (made.claims, made.entities, made.sources)


def test_a_claim_dropped_later_is_not_dropped_yet() -> None:
    gone: Claim = claim(SWAN, "releasedOn", day("2024"), dropped=LATE)
    store = store_of(paper(), *ENTITIES, gone)
    assert at(store, as_known_on=EARLY).count(graph_iri("asserted")) == 1
    assert at(store, as_known_on=LATE).count(graph_iri("asserted")) == 0
    found = diff(Day(store, as_known_on=EARLY), Day(store, as_known_on=LATE))
    assert [change.kind for change in found.claims] == ["removed"]
