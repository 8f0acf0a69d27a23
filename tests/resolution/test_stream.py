from __future__ import annotations

from itertools import chain

from tests.resolution.world import MODEL, claim, curated, resolver, row

from trendgraph.claims import Claim, Entity, merge_claims
from trendgraph.graph import build_graph
from trendgraph.namespaces import TG, entity_iri
from trendgraph.resolution import ResolveLog, resolve_records
from trendgraph.sources.struct import provisional_iri


def resolved(*rows: list, reader: str = "epoch", log: ResolveLog | None = None) -> list:
    return list(resolve_records(lambda: chain(*rows), resolver(), reader=reader, log=log))


def test_claims_speak_of_the_curated_entity_and_its_own_record_is_gone() -> None:
    records = resolved(row("SWAN-2 7b", "Lakeside Lab"))
    assert [record for record in records if isinstance(record, Entity)] == []
    [made] = [record for record in records if isinstance(record, Claim)]
    assert (made.subject, made.object) == (entity_iri("model/swan-2-7b"), entity_iri("organisation/lakeside-lab"))


def test_an_unknown_name_becomes_one_proposed_entity() -> None:
    records = resolved(row("Osprey 3", "Lakeside"), row("osprey-3", "Lakeside Lab"))
    proposed = [record for record in records if isinstance(record, Entity)]
    assert proposed == [Entity(entity_iri("model/proposed.osprey-3"), MODEL, "Osprey 3", proposed=True)]
    assert {record.subject for record in records if isinstance(record, Claim)} == {proposed[0].iri}


def test_a_row_is_judged_with_what_it_says_wherever_it_says_it() -> None:
    log = ResolveLog()
    resolved(row("Heron", "Lakeside"), row("Swan 1 (7B)", "Lakeside"), row("Eagle", "Shore", parameters=1.5e9), log=log)
    heron = log.decisions[provisional_iri("epoch", "model", "Heron")]
    assert heron.iri == entity_iri("model/proposed.lakeside-lab-heron")
    assert log.decisions[provisional_iri("epoch", "model", "Swan 1 (7B)")].rule == "stated-size"
    assert log.decisions[provisional_iri("epoch", "model", "Eagle")].iri == entity_iri("model/eagle-1.5b")
    assert log.counts() == {
        "model": {"resolved": 2, "proposed": 1},
        "organisation": {"resolved": 2, "proposed": 0},
    }


def test_what_a_later_row_says_counts_for_an_earlier_mention() -> None:
    mention = claim(
        provisional_iri("epoch", "model", "Osprey"), "derivedFrom", provisional_iri("epoch", "model", "Eagle")
    )
    records = resolved([mention], row("Eagle", "Shore", parameters=1.5e9))
    assert {record.object for record in records if record.subject != entity_iri("model/eagle-1.5b")} == {
        entity_iri("model/eagle-1.5b")
    }


def test_names_of_another_reader_and_curated_ones_pass_unchanged() -> None:
    records = [*curated(), *row("Osprey 3", "Lakeside")]
    assert resolved(records, reader="osai") == records


def test_a_name_without_a_record_of_its_own_is_known_by_its_slug() -> None:
    [made] = resolved([claim(entity_iri("model/epoch.swan-2-7b"), "fineTunedFrom", entity_iri("model/epoch.kite"))])
    assert (made.subject, made.object) == (entity_iri("model/swan-2-7b"), entity_iri("model/proposed.kite"))


def test_proposed_entities_are_marked_in_the_graph_and_curated_ones_are_not() -> None:
    graph = build_graph(merge_claims([*curated(), *resolved(row("Osprey 3", "Lakeside"))]))
    marked = [quad.subject.value for quad in graph if quad.predicate.value == TG + "entityStatus"]
    assert marked == [entity_iri("model/proposed.osprey-3")]
