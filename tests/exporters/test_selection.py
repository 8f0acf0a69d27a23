from __future__ import annotations

import pyoxigraph as ox
import pytest

from trendgraph.errors import ExportError, QueryError
from trendgraph.exporters import Selection, entity_description, export_text
from trendgraph.exporters.selection import entities_within, select_quads
from trendgraph.namespaces import GRAPH

CLIP = "https://w3id.org/trendgraph/id/model/clip"


def layers_of(quads) -> set[str]:
    return {quad.graph_name.value.removeprefix(GRAPH) for quad in quads}


def test_everything_by_default(world):
    assert set(select_quads(world)) == set(world.quads())


def test_layers_by_name_by_iri_and_all_sources(world):
    assert layers_of(select_quads(world, Selection(("asserted", GRAPH + "inferred")))) == {"asserted", "inferred"}
    assert layers_of(select_quads(world, Selection(("sources",)))) == {"source/paper", "source/report"}
    assert layers_of(select_quads(world, Selection(("source/paper",)))) == {"source/paper"}
    assert list(select_quads(world, Selection(("measured",)))) == []


def test_an_unknown_layer_names_the_nearest(world):
    with pytest.raises(ExportError) as caught:
        export_text(world, "nquads", selection=["asserted", "infered"])
    assert caught.value.code == "export.layer"
    assert caught.value.suggestions[0] == "inferred"
    with pytest.raises(ExportError) as caught:
        export_text(world, "nquads", selection="source/papers")
    assert caught.value.suggestions[0] == "source/paper"


def test_an_entity_comes_with_claims_evidence_and_sources(world):
    quads = entity_description(world, CLIP)
    subjects = {quad.subject.value.rpartition("/id/")[2] for quad in quads}
    number = "0" * 31
    assert subjects == {
        *("model/clip", "organisation/openai", "model/small", "source/paper", "source/report"),
        *(f"claim/{number}{digit}" for digit in "12356"),
        *(f"evidence/{number}{digit}" for digit in "12"),
        *(f"selector/{number}{digit}" for digit in "12"),
    }
    assert len(quads) == len(set(quads))


def test_of_the_others_only_kinds_and_names(world):
    said = {quad.predicate.value for quad in entity_description(world, CLIP) if "openai" in quad.subject.value}
    assert {iri.rpartition("#")[2] for iri in said} == {"type", "label"}


def test_two_hops_take_the_claims_of_what_it_is_linked_to(world):
    openai = "https://w3id.org/trendgraph/id/organisation/openai"
    small = "https://w3id.org/trendgraph/id/model/small"
    assert entities_within(world, openai) == {openai}
    assert entities_within(world, openai, 2) == {openai, CLIP}
    assert entities_within(world, openai, 3) == {openai, CLIP, small}
    near, far = (set(entity_description(world, openai, hops)) for hops in (1, 2))
    assert near < far
    assert far >= set(entity_description(world, CLIP))


def test_hops_lead_from_an_entity():
    with pytest.raises(ExportError, match="none is chosen"):
        Selection(hops=2)
    with pytest.raises(ExportError, match="lead nowhere"):
        Selection(entity=CLIP, hops=0)


def test_a_class_comes_with_its_nameless_parts(world):
    text = export_text(world, "turtle", selection=Selection(entity="tg:HybridModel"))
    assert text.count("owl:Restriction") == 2


def test_an_entity_within_layers(world):
    quads = select_quads(world, Selection(layers=("asserted",), entity="tgd:model/clip"))
    assert layers_of(quads) == {"asserted"}


def test_an_unknown_entity_names_the_nearest(world):
    with pytest.raises(ExportError) as caught:
        export_text(world, "turtle", selection=Selection(entity="tgd:model/clop"))
    assert caught.value.code == "export.entity"
    assert caught.value.suggestions[0] == "tgd:model/clip"


@pytest.mark.parametrize("entity", ["CLIP", "nope:clip", "https://example.org/a b", ""])
def test_what_is_no_iri_is_refused(world, entity):
    with pytest.raises(ExportError) as caught:
        export_text(world, "turtle", selection=Selection(entity=entity))
    assert caught.value.code == "export.entity"


CONSTRUCT = "CONSTRUCT { ?s tg:developedBy ?o } WHERE { ?s tg:developedBy ?o }"


def test_asserted_and_inferred_part_the_graph_in_two(world):
    asserted = set(select_quads(world, Selection(asserted=True)))
    inferred = set(select_quads(world, Selection(inferred=True)))
    assert layers_of(inferred) == {"inferred"}
    assert asserted
    assert not asserted & inferred
    assert (
        asserted | inferred == set(select_quads(world, Selection(asserted=True, inferred=True))) == set(world.quads())
    )


def test_an_entity_without_conclusions(world):
    layers = layers_of(select_quads(world, Selection(entity=CLIP, asserted=True)))
    assert "inferred" not in layers
    assert "asserted" in layers
    assert layers_of(select_quads(world, Selection(entity=CLIP, inferred=True))) == {"inferred"}


def test_a_query_gives_triples_of_one_graph(world):
    quads = list(select_quads(world, Selection(query=CONSTRUCT)))
    assert quads
    assert {quad.graph_name for quad in quads} == {ox.DefaultGraph()}
    assert {quad.predicate.value.rpartition("#")[2] for quad in quads} == {"developedBy"}
    assert "tg:developedBy" in export_text(world, "turtle", selection=Selection(query=CONSTRUCT))
    assert list(select_quads(world, Selection(query=f"DESCRIBE <{CLIP}>")))


def test_a_query_sees_only_the_chosen_graphs(world):
    assert list(select_quads(world, Selection(("asserted",), query=CONSTRUCT)))
    assert list(select_quads(world, Selection(query=CONSTRUCT, asserted=True)))
    assert not list(select_quads(world, Selection(("entities",), query=CONSTRUCT)))


@pytest.mark.parametrize(
    "parts",
    [
        {"entity": CLIP, "query": CONSTRUCT},
        {"layers": ("asserted",), "asserted": True},
        {"layers": ("asserted",), "inferred": True},
    ],
)
def test_parts_that_exclude_each_other(parts):
    with pytest.raises(ExportError, match="at once") as caught:
        Selection(**parts)
    assert caught.value.code == "export.selection"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("query", "layers", "code"),
    [
        ("SELECT ?s { ?s ?p ?o }", (), "query.form"),
        ("CONSTRUCT {", (), "query.syntax"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", (), "query.remote"),
        (f"CONSTRUCT {{ ?s ?p ?o }} FROM <{GRAPH}asserted> WHERE {{ ?s ?p ?o }}", ("entities",), "query.graphs"),
    ],
)
def test_a_query_that_cannot_be_exported(world, query, layers, code):
    with pytest.raises(QueryError) as caught:
        export_text(world, "nquads", selection=Selection(layers, query=query))
    assert caught.value.code == code
