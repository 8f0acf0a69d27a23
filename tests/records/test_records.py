"""Records go into a graph and come out as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from trendgraph.claims import (
    Claim,
    Directness,
    Entity,
    Evidence,
    PartialDate,
    Place,
    Source,
    TextPosition,
    Value,
    claim_iri,
    merge_claims,
)
from trendgraph.errors import GraphError
from trendgraph.graph import build_graph
from trendgraph.namespaces import TG, entity_iri
from trendgraph.records import read_claims_of, read_entities, read_records, read_sources
from trendgraph.store import open_store
from trendgraph.terms import XSD

DAY = date(2024, 1, 2)
SOURCE = Source("paper", TG + "Publication", "A paper", TG + "undisclosed", None, DAY, TG + "undisclosed")
ENTITY = Entity(entity_iri("model/swan"), TG + "LanguageModel", "Swan", ("Cygnus", "swan"))
CLAIM = Claim(
    subject=ENTITY.iri,
    predicate=TG + "releasedOn",
    object=Value("2024-01-01", XSD + "date", PartialDate.parse("2024").precision),
    evidence=(
        Evidence("paper", Place("abstract"), Directness.FIRST_PARTY),
        Evidence("paper", TextPosition(3, 9, "0" * 64), Directness.SECONDARY),
    ),
    recorded=DAY,
)


def store_of(*records):
    store = open_store()
    store.add(build_graph(merge_claims(list(records), single_valued=frozenset())))
    return store


def test_the_whole_tiny_world_comes_out_as_it_went_in(tiny) -> None:
    claims = tiny.claims
    assert {entity.iri: replace(entity, where="") for entity in read_entities(tiny.store)} == {
        iri: replace(entity, where="", alternative_labels=tuple(sorted(entity.alternative_labels)))
        for iri, entity in claims.entities.items()
    }
    assert {source.identifier: source for source in read_sources(tiny.store)} == dict(claims.sources)
    read = {claim_iri(claim): claim for claim in read_claims_of(tiny.store)}
    assert read.keys() == claims.claims.keys()
    for iri, claim in read.items():
        wanted = claims.claims[iri]
        assert set(claim.evidence) == set(wanted.evidence)
        assert replace(claim, evidence=()) == replace(wanted, evidence=())


def test_records_build_the_same_quads_again(tiny) -> None:
    single = frozenset()
    records = list(read_records(tiny.store))
    once = build_graph(merge_claims(records, single_valued=single))
    store = open_store()
    store.add(once)
    twice = build_graph(merge_claims(list(read_records(store)), single_valued=single))
    assert set(once) == set(twice)
    assert len(once) > 500


@pytest.mark.parametrize(("first", "last"), [("2023", "2024-03-05"), ("2023-Q2", "2024"), ("2023-01", None)])
def test_two_precisions_of_one_validity_are_told_apart(first: str, last: str | None) -> None:
    claim = replace(
        CLAIM, valid_from=PartialDate.parse(first), valid_to=PartialDate.parse(last) if last else None, dropped=DAY
    )
    (read,) = read_claims_of(store_of(SOURCE, ENTITY, claim))
    assert replace(read, evidence=()) == replace(claim, evidence=())
    assert set(read.evidence) == set(claim.evidence)


def test_half_a_claim_is_named() -> None:
    store = store_of(SOURCE, ENTITY, CLAIM)
    iri = claim_iri(CLAIM)
    store.update(f"DELETE WHERE {{ GRAPH ?g {{ <{iri}> tg:claimValue ?value }} }}")
    with pytest.raises(GraphError, match="neither tg:claimObject nor tg:claimValue") as caught:
        next(read_claims_of(store, [iri]))
    assert caught.value.where == iri
