"""Every shape rejects something, says exactly that, and is silent on the good world."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, RDFS, SH
from tests.shapes import world

from trendgraph.namespaces import compact, prefixes
from trendgraph.resources import resource_files
from trendgraph.validation.door import stated
from trendgraph.validation.shacl import load_shapes, run_shapes

CASES = world.cases()


def test_the_good_world_is_silent() -> None:
    assert [world.line(result) for result in run_shapes(stated(world.good_store()))] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shape)
def test_a_change_is_rejected_exactly(case: object) -> None:
    store = world.good_store()
    world.change(store, case.update)
    assert sorted(world.line(result) for result in run_shapes(stated(store))) == sorted(case.results)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shape)
def test_a_case_shows_its_own_shape(case: object) -> None:
    assert any(f" {case.shape} " in result for result in case.results)


def test_every_shape_rejects_something() -> None:
    rejecting = {result.split(" ")[1] for case in CASES for result in case.results}
    assert sorted({compact(str(shape)) for shape in load_shapes().named} - rejecting) == []


def test_every_sparql_constraint_and_property_belongs_to_a_named_shape() -> None:
    graph = load_shapes().graph
    carriers = {*graph.subjects(SH.sparql, None), *graph.subjects(SH.property, None)}
    assert [node for node in carriers if not isinstance(node, rdflib.URIRef)] == []
    listed = {node for node in graph.objects(None, SH.property) if not isinstance(node, rdflib.BNode)}
    assert listed <= set(load_shapes().named)


@pytest.mark.parametrize("shape", load_shapes().named, ids=lambda shape: compact(str(shape)))
def test_a_shape_carries_its_record(shape: rdflib.URIRef) -> None:
    graph = load_shapes().graph
    assert str(shape).startswith(prefixes()["tgs"])
    for said in (RDFS.label, SH.message, SH.severity):
        assert len(list(graph.objects(shape, said))) == 1, said
    assert graph.value(shape, SH.severity) in (SH.Violation, SH.Warning, SH.Info)
    assert set(graph.objects(shape, RDF.type)) <= {SH.NodeShape, SH.PropertyShape}


def test_every_shape_is_reached() -> None:
    """A shape without a target that no shape lists would never be held against anything."""
    graph = load_shapes().graph
    listed = set(graph.objects(None, SH.property)) | set(load_shapes().targets)
    assert [shape for shape in load_shapes().named if shape not in listed] == []


def test_files_have_the_stems_of_the_ontology_modules() -> None:
    modules = {path.stem for path in resource_files("ontology/modules", "*.ttl")} - {"external"}
    assert {path.stem for path in resource_files("shapes", "*.ttl")} == modules | {"ontology"}


def test_targets_and_paths_name_declared_terms() -> None:
    """A misspelt class or property would make a shape that can never fail."""
    ontology = {quad.subject.value for quad in world.good_quads() if isinstance(quad.subject, ox.NamedNode)}
    graph = load_shapes().graph
    parameters = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.path, SH.lessThan, SH["class"])
    named = {node for parameter in parameters for node in graph.objects(None, parameter)}
    own = {str(node) for node in named if str(node).startswith(prefixes()["tg"])}
    assert sorted(own - ontology) == []


@pytest.mark.parametrize("kind", ["added", "changed"])
def test_pyshacl_alone_finds_the_same(kind: str) -> None:
    """The prefilter loses nothing: plain pyshacl over many bad worlds at once gives the very same results."""
    store = world.good_store()
    for case in CASES:
        if kind == "changed" or "DELETE" not in case.update:
            store.update(world.full(case.update))
    raw = stated(store)
    fast, plain = run_shapes(raw), run_shapes(raw, prefilter=False)
    assert len(fast) > 100
    assert sorted(map(world.line, fast)) == sorted(map(world.line, plain))
