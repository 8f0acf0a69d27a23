"""What the prefilter finds: never too few, and for constraints without a query simply all targets."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from tests.shapes import world

from trendgraph.errors import ShapesError
from trendgraph.validation.candidates import ShapeCompiler
from trendgraph.validation.constraints import ON_FOCUS, ON_VALUE
from trendgraph.validation.door import stated
from trendgraph.validation.shacl import Shapes, load_shapes, run_shapes
from trendgraph.validation.view import view_graph

HEAD = """
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix tg: <https://w3id.org/trendgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
CLAIM = "ex:s a sh:PropertyShape ; sh:targetClass tg:Claim ; sh:path tg:stance ; "
SHAPES = {
    "not": "ex:s a sh:NodeShape ; sh:targetClass tg:Claim ; sh:not [ sh:path tg:stance ; sh:hasValue tg:denies ] .",
    "xone": "ex:s a sh:NodeShape ; sh:targetClass tg:Claim ; sh:xone ( [ sh:path tg:claimObject ; sh:minCount 1 ] "
    "[ sh:path tg:validFrom ; sh:minCount 1 ] ) .",
    "closed": "ex:s a sh:NodeShape ; sh:targetClass tg:Trend ; sh:closed true .",
    "two at least": CLAIM + "sh:minCount 2 .",
    "many at most": CLAIM + "sh:maxCount 5 .",
    "none": CLAIM + "sh:maxCount 0 .",
    "sequence": "ex:s a sh:PropertyShape ; sh:targetClass tg:Claim ; sh:path ( tg:claimSubject rdfs:label ) ; "
    "sh:maxCount 0 .",
    "alternative": "ex:s a sh:PropertyShape ; sh:targetClass tg:Claim ; "
    "sh:path [ sh:alternativePath ( tg:validFrom tg:validTo ) ] ; sh:maxCount 1 .",
    "nested node": CLAIM
    + 'sh:node [ a sh:NodeShape ; sh:property [ sh:path rdfs:label ; sh:hasValue "denies"@en ] ] .',
    "or of values": CLAIM + "sh:or ( [ sh:in ( tg:denies ) ] [ sh:class tg:Trend ] ) .",
    "target node": "ex:s a sh:PropertyShape ; sh:targetNode ex:nothing ; sh:path tg:stance ; sh:minCount 1 .",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES.keys())
def test_pyshacl_alone_finds_the_same(tmp_path: Path, text: str) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    shapes, raw = Shapes.read([path]), stated(world.good_store())
    fast = sorted(map(world.line, run_shapes(raw, shapes)))
    assert fast == sorted(map(world.line, run_shapes(raw, shapes, prefilter=False)))
    assert bool(fast) is ("sh:maxCount 5" not in text)


def test_every_shipped_constraint_compiles() -> None:
    """Else all targets would go to pyshacl, and a million triples would take minutes."""
    compiler = ShapeCompiler(load_shapes().graph, stated(world.good_store()))
    found = {str(shape).partition("#")[2]: compiler.candidates(shape) for shape in load_shapes().targets}
    assert {shape: nodes for shape, nodes in found.items() if nodes} == {}


def test_constraints_are_of_one_sort() -> None:
    assert not set(ON_FOCUS) & set(ON_VALUE)


def test_a_broken_query_names_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + 'ex:s a sh:NodeShape ; sh:targetClass tg:Claim ; sh:sparql [ sh:select "SELECT { $this" ] .')
    with pytest.raises(ShapesError) as caught:
        run_shapes(stated(world.good_store()), Shapes.read([path]))
    assert caught.value.where == "https://example.org/s"


def test_the_view_is_read_only_and_keeps_lexical_forms() -> None:
    raw = ox.Store()
    one = ox.NamedNode("https://example.org/x")
    number = ox.Literal("01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    raw.add(ox.Quad(one, one, ox.BlankNode("b")))
    raw.add(ox.Quad(one, one, ox.Literal("a", language="en")))
    raw.add(ox.Quad(one, one, number))
    graph, node = view_graph(raw), rdflib.URIRef("https://example.org/x")
    written = next(raw.quads_for_pattern(one, one, None)).object
    assert len(graph) == 3
    assert {value.n3() for value in graph.objects(node, node)} == {str(quad.object) for quad in raw}
    assert all((node, node, value) in graph for value in graph.objects(node, node))
    assert written is not None
    with pytest.raises(TypeError):
        graph.add((node, node, node))
    with pytest.raises(TypeError):
        graph.remove((node, node, node))
