"""Behind every row stand exactly the claims that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from trendgraph.namespaces import entity_iri, expand
from trendgraph.queries import Support, list_questions, run_query, run_sparql, why
from trendgraph.queries.paths import triple_patterns
from trendgraph.store import Store


def statements(store: Store, text: str, explain: object = None) -> list[list[str]]:
    table = run_sparql(store, text)
    return [[s.statement for s in supports] for supports in why(store, text, table, explain)]  # type: ignore[arg-type]


def said(supports: list[Support]) -> set[str]:
    return {support.statement for support in supports}


def test_the_claim_in_a_row_comes_first_with_its_passages(tiny_store: Store) -> None:
    answer = run_query(tiny_store, "cq043")
    (supports,) = why(tiny_store, answer.query, answer)
    first = supports[0]
    assert first.statement == "Multimodality exemplified by Glimpse"
    assert (first.status, first.valid_from, first.valid_to) == ("contested", "2024", "2025")
    (evidence,) = first.evidence
    assert (evidence.title, evidence.issued) == ("Tiny report on language models, 2024", "2024")
    assert (evidence.start, evidence.end, evidence.where) == (175, 182, "characters 175–182")
    assert evidence.digest == "e2fd8623e68a693c93ef95c076c7e9b91eccefa3519133dd8aaa1999f0c6c9b3"
    assert (evidence.stance, evidence.directness) == ("supports", "secondary")
    assert said(supports) == {first.statement, "Glimpse released on 2021-06-01"}


def test_direct_triples_lead_to_their_accepted_claims(tiny_store: Store) -> None:
    text = "SELECT ?m ?o { ?m tg:fineTunedFrom ?b ; tg:developedBy ?o . ?b tg:releasedOn ?d }"
    table = run_sparql(tiny_store, text + " ORDER BY ?m")
    first, second = (said(s) for s in why(tiny_store, text + " ORDER BY ?m", table))  # type: ignore[arg-type]
    assert first == {
        "Ledger fine-tuned from Boreal",
        "Ledger developed by Civic Models",
        "Boreal released on 2023-05-20",
    }
    assert second == {
        "Medic fine-tuned from Aurora",
        "Medic developed by Borealis Labs",
        "Aurora released on 2023-03-01",
    }


def test_contested_claims_stand_behind_no_direct_triple(tiny_store: Store) -> None:
    text = "SELECT ?p { tgd:model\\/aurora tg:parameterCount ?p } ORDER BY ?p"
    assert statements(tiny_store, text) == [
        ["Aurora parameter count 6700000000"],
        ["Aurora parameter count 7000000000"],
    ]
    text = "SELECT ?d { tgd:model\\/ledger tg:dataOpenness ?d }"
    assert statements(tiny_store, text) == [["Ledger data openness partly open"]]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (
            "tgd:product\\/workdesk tg:hasFeature/tg:embedsModel ?x",
            {"Workdesk has feature Workdesk Helper", "Workdesk Helper embeds model Vista"},
        ),
        ("?x ^tg:prunedFrom tgd:model\\/aurora-pruned", {"Aurora Pruned pruned from Aurora"}),
        (
            "tgd:model\\/aurora-int4 (tg:quantisedFrom|tg:distilledFrom)+ ?x FILTER (?x = tgd:model\\/aurora)",
            {"Aurora Int4 quantised from Aurora Mini", "Aurora Mini distilled from Aurora"},
        ),
        ("tgd:model\\/aurora-int4 tg:quantisedFrom* ?x FILTER (?x = tgd:model\\/aurora-int4)", set()),
        ("tgd:model\\/medic tg:fineTunedFrom? ?x FILTER (?x = tgd:model\\/aurora)", {"Medic fine-tuned from Aurora"}),
        (
            "?x ^(tg:fineTunedFrom/tg:hasComponent) tgd:component\\/boreal-scan",
            set(),
        ),
        (
            "tgd:component\\/boreal-scan ^(tg:fineTunedFrom/tg:hasComponent) ?x",
            {"Ledger fine-tuned from Boreal", "Boreal has component Boreal scan layer"},
        ),
    ],
)
def test_property_paths_lead_along_their_edges(tiny_store: Store, pattern: str, expected: set[str]) -> None:
    rows = statements(tiny_store, f"SELECT ?x {{ {pattern} }}")
    assert {statement for row in rows for statement in row} == expected


def test_aggregated_rows_rest_on_all_their_members(tiny_store: Store) -> None:
    text = "SELECT ?o (COUNT(DISTINCT ?m) AS ?n) { ?m tg:developedBy ?o ; tg:hasLicence ?l } GROUP BY ?o ORDER BY ?o"
    acme, borealis = statements(tiny_store, text)
    assert len(acme) == 4
    assert sorted(borealis)[:2] == ["Boreal developed by Borealis Labs", "Boreal has licence Apache License 2.0"]


def test_inferred_triples_are_explained_by_whoever_can(tiny_store: Store) -> None:
    text = "SELECT ?m { ?m a tg:HybridModel } ORDER BY ?m"
    assert statements(tiny_store, text) == [[], []]
    has_component = ox.NamedNode(expand("tg:hasComponent") or "")

    def explain(triple: ox.Triple) -> Iterator[ox.Triple]:
        for quad in tiny_store.raw.quads_for_pattern(triple.subject, has_component, None, None):
            yield quad.triple

    aurora, boreal = statements(tiny_store, text, explain)
    assert set(aurora) == {
        "Aurora has component Aurora attention layer",
        "Aurora has component Aurora recurrent layer",
    }
    assert len(boreal) == 2


def test_yes_is_explained_and_no_is_not(tiny_store: Store) -> None:
    assert statements(tiny_store, "ASK { tgd:model\\/vista tg:developedBy ?o }") == [["Vista developed by Acme AI"]]
    assert statements(tiny_store, "ASK { tgd:model\\/vista tg:fineTunedFrom ?o }") == [[]]


def test_statements_say_denials_units_and_missing_values(tiny_store: Store) -> None:
    denial = run_query(tiny_store, "cq034", subject="model/echo")
    (supports,) = why(tiny_store, denial.query, denial)
    assert "not: Echo distilled from Vista" in said(supports)
    energy = run_query(tiny_store, "cq030")
    assert "Vista training energy 1000000 KiloW-HR" in said(why(tiny_store, energy.query, energy)[0])
    missing = run_query(tiny_store, "cq036")
    assert "Boreal parameter count undisclosed" in said(why(tiny_store, missing.query, missing)[0])


@pytest.mark.parametrize("question", list_questions(), ids=lambda q: q.identifier)
def test_every_question_can_be_read_for_its_patterns(question: object) -> None:
    assert triple_patterns(question.text)  # type: ignore[attr-defined]


def test_text_that_cannot_be_read_still_shows_the_claims_in_the_row(tiny_store: Store) -> None:
    claim = entity_iri("claim/") + run_query(tiny_store, "cq036").rows[0][2].value.rpartition("/")[2]  # type: ignore[union-attr]
    table = run_sparql(tiny_store, f"SELECT ?c {{ VALUES ?c {{ <{claim}> }} }}")
    (supports,) = why(tiny_store, "SELECT <<not sparql>>", table)  # type: ignore[arg-type]
    assert [support.claim for support in supports] == [claim]
