from __future__ import annotations

import pytest

from trendgraph.errors import ExportError
from trendgraph.exporters import Selection, entity_description, export_text
from trendgraph.exporters.selection import select_quads
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
