import pytest

from trendgraph.claims import Source
from trendgraph.errors import ExportError
from trendgraph.namespaces import ENTITY, TG
from trendgraph.records import read_records
from trendgraph.sharing import licence_ranks, shareable
from trendgraph.terms import load_concepts


def test_every_ranked_licence_is_a_concept() -> None:
    assert {f"{ENTITY}licence/{name}" for name in licence_ranks()} <= load_concepts().keys()


def test_what_may_not_be_shared_goes_with_all_that_rests_on_it_alone(tiny) -> None:
    licences = {s.identifier: s.licence.removeprefix(ENTITY + "licence/") for s in tiny.claims.sources.values()}
    ranks = licence_ranks()
    open_ones = {name for name, licence in licences.items() if ranks.get(licence, 99) <= ranks["cc-by-4.0"]}
    assert open_ones
    assert open_ones != licences.keys()
    shared = shareable(tiny.store, "CC-BY-4.0")
    expected = {
        iri for iri, claim in tiny.claims.claims.items() if open_ones & {evidence.source for evidence in claim.evidence}
    }
    found = {row["c"].value for row in shared.store.select("SELECT ?c { ?c a tg:Claim }")}
    assert found == expected
    assert not shared.store.ask("ASK { ?c tg:hasEvidence/oa:hasSource/dcterms:license tg:undisclosed }")
    sources = {record.identifier for record in read_records(shared.store) if isinstance(record, Source)}
    assert sources == open_ones
    direct = "SELECT ?s { GRAPH <https://w3id.org/trendgraph/graph/asserted> { ?s ?p ?o } }"
    claimed = (
        "SELECT ?s { GRAPH <https://w3id.org/trendgraph/graph/asserted> { ?s ?p ?o } "
        "?c tg:claimSubject ?s ; tg:claimPredicate ?p ; tg:claimObject|tg:claimValue ?o }"
    )
    assert len(list(shared.store.select(direct))) <= len(list(shared.store.select(claimed)))
    assert sum(shared.claims.values()) >= len(tiny.claims.claims) - len(expected) > 0
    assert sum(shared.sources.values()) == len(licences) - len(open_ones)


def test_an_undisclosed_licence_never_passes(tiny) -> None:
    loosest = max(licence_ranks(), key=lambda name: licence_ranks()[name])
    shared = shareable(tiny.store, loosest)
    undisclosed = {s.identifier for s in tiny.claims.sources.values() if s.licence == TG + "undisclosed"}
    left = {record.identifier for record in read_records(shared.store) if isinstance(record, Source)}
    assert not undisclosed & left


def test_a_licence_without_a_place_names_the_nearest(tiny) -> None:
    with pytest.raises(ExportError) as caught:
        shareable(tiny.store, "CC-BY-4")
    assert "cc-by-4.0" in caught.value.suggestions
