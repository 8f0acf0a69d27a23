from __future__ import annotations

import random
import subprocess
import sys

import pyoxigraph as ox

from trendgraph.exporters import simple, to_networkx
from trendgraph.namespaces import GRAPH, TG
from trendgraph.store import open_store

ID = "https://w3id.org/trendgraph/id/"
CLIP, SMALL, OPENAI = ID + "model/clip", ID + "model/small", ID + "organisation/openai"
PRUNING, IMAGE = ID + "technique/pruning", ID + "modality/image"
NUMBER = "0" * 31


def test_nodes_are_entities_and_concepts(world):
    graph = to_networkx(world)
    assert graph.nodes[CLIP] == {"iri": CLIP, "label": "CLIP", "kind": "tg:LanguageModel"}
    assert graph.nodes[PRUNING] == {"iri": PRUNING, "label": "pruning", "kind": "tg:Technique"}
    assert graph.nodes[IMAGE]["kind"] == "tg:Modality"
    assert list(graph) == sorted(graph)
    assert len(graph) == 6


def test_one_edge_a_claim_whatever_the_number_of_sources(world):
    graph = to_networkx(world)
    assert graph.number_of_edges() == 3
    assert graph.edges[CLIP, OPENAI, f"{NUMBER}1"] == {
        "claim": f"{ID}claim/{NUMBER}1",
        "predicate": "tg:developedBy",
        "stance": "affirms",
        "status": "accepted",
        "confidence": 1.0,
        "valid_from": None,
        "valid_to": None,
        "sources": ["paper", "report"],
        "inferred": False,
    }
    derived = graph.edges[SMALL, CLIP, f"{NUMBER}6"]
    assert (derived["valid_from"], derived["valid_to"], derived["status"]) == ("2024-01-01", "2025-01-01", "proposed")


def test_missing_values_and_literals_are_no_edges(world):
    predicates = {predicate for _, _, predicate in to_networkx(world).edges(data="predicate")}
    assert predicates == {"tg:developedBy", "tg:derivedFrom", "tg:usesTechnique"}


def test_inferred_edges_on_request(world):
    graph = to_networkx(world, include_inferred=True)
    assert graph.edges[OPENAI, CLIP, "inferred:tg:developerOf"] == {"predicate": "tg:developerOf", "inferred": True}
    assert graph.number_of_edges() == 4


def test_simple_leaves_out_denials(world):
    graph = simple(to_networkx(world, include_inferred=True))
    assert set(graph.edges) == {(CLIP, OPENAI), (OPENAI, CLIP), (SMALL, CLIP)}
    assert graph.edges[CLIP, OPENAI] == {"weight": 1, "predicates": ["tg:developedBy"]}
    assert graph.nodes[CLIP]["label"] == "CLIP"


def test_the_order_is_fixed(world):
    quads = list(world.quads())
    random.Random(1).shuffle(quads)
    other = open_store()
    other.add(quads)
    one, two = to_networkx(world, include_inferred=True), to_networkx(other, include_inferred=True)
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))


def test_edges_are_added_by_claim():
    node, claims = ox.NamedNode(CLIP), [ox.NamedNode(f"{ID}claim/{number:032x}") for number in range(50)]
    store = open_store()
    for name in ("claimSubject", "claimPredicate", "claimObject"):
        store.add(ox.Quad(claim, ox.NamedNode(TG + name), node, ox.NamedNode(GRAPH + "x")) for claim in claims)
    graph = to_networkx(store)
    assert [key for _, _, key in graph.edges(keys=True)] == [f"{number:032x}" for number in range(50)]
    assert graph.nodes[CLIP]["kind"] is None


def test_heavy_libraries_are_imported_when_used():
    code = "import sys, trendgraph.exporters; print([m for m in ('networkx', 'pyld', 'rdflib') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert result.stdout == "[]\n"
