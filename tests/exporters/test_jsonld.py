"""The direct JSON-LD writer against the general algorithms of PyLD."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from trendgraph.errors import ExportError
from trendgraph.exporters import Selection, context, digest, export_text, frame_entity
from trendgraph.exporters.canonical import without_graphs
from trendgraph.exporters.framed import refuse_documents
from trendgraph.exporters.selection import entity_description
from trendgraph.namespaces import graph_iri
from trendgraph.resources import resource_files
from trendgraph.store import Store, open_store
from trendgraph.terms import parse_turtle

OFFLINE = {"documentLoader": refuse_documents}
CLIP = "https://w3id.org/trendgraph/id/model/clip"


def unordered(value: Any) -> Any:
    """A document whose sets compare equal in any order; lists keep theirs."""
    if isinstance(value, dict):
        return {
            key: [unordered(item) for item in found] if key == "@list" else unordered(found)
            for key, found in value.items()
            if key != "@context"
        }
    if isinstance(value, list):
        return sorted(map(unordered, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


def read_by_pyld(document: object) -> list[ox.Quad]:
    text = jsonld.to_rdf(document, {**OFFLINE, "format": "application/n-quads"})
    return list(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))


@pytest.fixture
def vocabulary() -> Store:
    store = open_store()
    graph = ox.NamedNode(graph_iri("ontology"))
    for folder in ("modules", "schemes"):
        for path in resource_files(f"ontology/{folder}", "*.ttl"):
            store.add(ox.Quad(t.subject, t.predicate, t.object, graph) for t in parse_turtle(path))
    return store


@pytest.mark.parametrize("fixture", ["world", "vocabulary"])
def test_the_writer_equals_the_compaction_algorithm(fixture, request):
    store = request.getfixturevalue(fixture)
    document = json.loads(export_text(store, "jsonld"))
    expanded = jsonld.expand(document, OFFLINE)
    compacted = jsonld.compact(expanded, {"@context": context()}, {**OFFLINE, "graph": True})
    assert unordered(compacted) == unordered(document)
    assert digest(read_by_pyld(document)) == digest(store.quads())


def test_one_node_a_line(world):
    lines = export_text(world, "jsonld").splitlines()
    [clip] = [line for line in lines if '"label": "CLIP"' in line]
    assert json.loads(clip.rstrip(",")) == {
        "@id": "tgd:model/clip",
        "@type": "tg:LanguageModel",
        "label": "CLIP",
        "altLabel": "Contrastive Language–Image Pre-training",
    }


def test_a_value_that_does_not_fit_its_term_goes_under_the_full_name(world):
    text = export_text(world, "jsonld")
    assert '"dcterms:issued": {"@id": "tg:undisclosed"}' in text
    assert '"rdfs:label": {"@language": "de", "@value": "Hybridmodell"}' in text


def test_an_iri_that_looks_prefixed_is_refused():
    node = ox.NamedNode("tg:Trend")
    store = open_store()
    store.add([ox.Quad(node, node, node)])
    with pytest.raises(ExportError) as caught:
        export_text(store, "jsonld")
    assert (caught.value.code, caught.value.where) == ("export.iri", "tg:Trend")


def test_the_context_stands_inside_and_nothing_is_fetched(world):
    document = json.loads(export_text(world, "jsonld"))
    assert document["@context"] == context()
    with pytest.raises(ExportError) as caught:
        refuse_documents("https://example.org/context.jsonld")
    assert caught.value.code == "export.fetch"


def test_a_framed_entity_nests_claims_evidence_and_sources(world):
    document = frame_entity(world, "tgd:model/clip")
    assert document["@id"] == "tgd:model/clip"
    assert document["label"] == "CLIP"
    developed = document["claims"][0]
    assert developed["claimObject"]["label"] == "OpenAI"
    assert developed["claimSubject"] == "tgd:model/clip"
    assert [item["hasSource"]["label"] for item in developed["hasEvidence"]] == ["The paper", "The report"]
    assert developed["hasEvidence"][1]["hasSelector"] == {
        "@id": "tgd:selector/00000000000000000000000000000002",
        "@type": "oa:TextPositionSelector",
        "start": "105",
        "end": "360",
    }
    assert document["namedInClaims"]["claimSubject"]["label"] == "Small"


def test_a_framed_entity_says_exactly_what_the_description_says(world):
    for iri in (CLIP, "https://w3id.org/trendgraph/id/organisation/openai"):
        expected = digest(without_graphs(entity_description(world, iri)))
        assert digest(read_by_pyld(frame_entity(world, iri))) == expected


def test_a_framed_file_has_its_keys_in_order(world):
    text = export_text(world, "jsonld-framed", selection=Selection(entity=CLIP))
    assert text == json.dumps(frame_entity(world, CLIP), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_an_entity_known_only_from_claims_can_be_framed(world):
    world.remove_graph(graph_iri("entities"))
    document = frame_entity(world, "tgd:model/small")
    assert {claim["claimPredicate"] for claim in document["claims"]} == {"tg:usesTechnique", "tg:derivedFrom"}
    assert "label" not in document


def test_the_framed_format_needs_an_entity(world):
    with pytest.raises(ExportError) as caught:
        export_text(world, "jsonld-framed")
    assert caught.value.code == "export.entity"
