"""Turtle and TriG are for reading: what they look like is part of the promise."""

from __future__ import annotations

from itertools import pairwise

import pyoxigraph as ox
import pytest

from trendgraph.exporters import Selection, digest, export_text
from trendgraph.namespaces import compact, graph_iri, prefixes
from trendgraph.store import open_store


def test_a_class_with_nameless_parts_reads_like_its_source(world):
    text = export_text(world, "turtle", selection="ontology")
    assert (
        """
tg:HybridModel a owl:Class ;
    rdfs:label "Hybridmodell"@de , "hybrid model"@en ;
    owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( tg:LanguageModel \
[ a owl:Restriction ; owl:onProperty tg:hasComponent ; owl:someValuesFrom tg:AttentionComponent ] \
[ a owl:Restriction ; owl:onProperty tg:hasComponent ; owl:someValuesFrom tg:RecurrentComponent ] ) ] .
"""
        in text
    )
    assert "\n[] a owl:AllDisjointClasses ;\n" in text
    assert "_:" not in text


def test_entities_stand_relative_to_the_base(world):
    text = export_text(world, "turtle", selection=["asserted"])
    assert text == (
        "@base <https://w3id.org/trendgraph/id/> .\n"
        "@prefix tg: <https://w3id.org/trendgraph/ontology#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "<model/clip> tg:developedBy <organisation/openai> ;\n"
        '    tg:releasedOn "2021-01-05"^^xsd:date , "2023-12-01"^^xsd:date .\n'
    )


def test_only_prefixes_in_use_are_declared_and_all_from_the_one_map(world):
    text = export_text(world, "trig")
    declared = {line.split()[1][:-1] for line in text.splitlines() if line.startswith("@prefix")}
    assert declared <= prefixes().keys()
    assert "sssom" not in declared
    body = text[text.index("\n\n") :]
    assert all(f"{prefix}:" in body for prefix in declared)


def test_trig_has_one_block_a_graph(world):
    text = export_text(world, "trig")
    assert [line for line in text.splitlines() if line.endswith(" {")] == [
        f"{compact(name)} {{" if "/" not in name.partition("/graph/")[2] else f"<{name}> {{"
        for name in world.graph_names()
    ]
    assert "\n    <model/clip> a tg:LanguageModel ;\n        rdfs:label" in text


def test_a_whole_decimal_does_not_become_an_integer():
    node = ox.NamedNode("http://example.org/s")
    store = open_store()
    decimal = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    store.add([ox.Quad(node, node, ox.Literal(text, datatype=decimal)) for text in ("1", "0.5")])
    text = export_text(store, "turtle")
    assert '0.5 , "1"^^xsd:decimal' in text


def test_nothing_is_an_empty_document(world):
    assert export_text(world, "turtle", selection=Selection(layers=("measured",))) == ""
    assert world.count(graph_iri("measured")) == 0


@pytest.mark.parametrize("name", ["turtle", "jsonld"])
def test_blank_nodes_are_nested_only_so_deep(name):
    p = ox.NamedNode("http://example.org/p")
    chain: list[ox.NamedNode | ox.BlankNode] = [p, *(ox.BlankNode(f"b{number}") for number in range(3000))]
    store = open_store()
    store.add(ox.Quad(one, p, two) for one, two in pairwise(chain))
    # A text of its own tells each node from the others, so that labelling stays cheap.
    store.add(ox.Quad(node, p, ox.Literal(str(number))) for number, node in enumerate(chain))
    text = export_text(store, name)
    form = ox.RdfFormat.TURTLE if name == "turtle" else ox.RdfFormat.JSON_LD
    assert digest(ox.parse(text.encode(), format=form)) == digest(store.quads())
    assert 100 < text.count("_:") < 1000
