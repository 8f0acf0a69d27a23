"""The door: a store, or a user's own files, in; a report out. The graph is never changed and nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from trendgraph.namespaces import graph_iri
from trendgraph.resources import resource_files, resource_path
from trendgraph.store import Store
from trendgraph.terms import parse_turtle
from trendgraph.validation.files import read_files
from trendgraph.validation.quality import list_checks, run_checks
from trendgraph.validation.shacl import Shapes, load_shapes, run_shapes
from trendgraph.validation.struct import Report

__all__ = ["stated", "validate", "validate_files"]

_VOCABULARY = ("ontology", "schemes")


def validate(store: Store, *, shapes: Shapes | None = None, prefilter: bool = True) -> Report:
    """Holds a graph against all shapes and all quality queries.

    Shapes are held against what was stated (all graphs but ``graph/inferred``): a wrong kind that was inferred from a
    wrong claim must not excuse the claim. Quality queries see everything.

    Reads: all graphs of the store. Adds: nothing.

    Args:
        store: the graph; one without the ontology or the schemes is held against the shipped ones.
        shapes: other shapes than the shipped ones.
        prefilter: whether pyshacl sees only the nodes that can break a shape; the results are the same, sooner.

    Returns:
        The report; that the graph does not conform is a value, not an error.

    Raises:
        ShapesError: validation could not run: a shape or a query is broken.
    """
    shapes = shapes or load_shapes()
    store = _with_vocabulary(store)
    results = run_shapes(stated(store), shapes, prefilter=prefilter)
    results += run_checks(store)
    return Report.of(results, shapes=len(shapes), checks=len(list_checks()))


def validate_files(paths: Sequence[Path], *, shapes: Shapes | None = None, prefilter: bool = True) -> Report:
    """Holds a user's own files against the same shapes, together with the shipped ontology and schemes.

    Args:
        paths: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD files, by suffix.
        shapes: other shapes than the shipped ones.
        prefilter: as in ``validate``.

    Raises:
        GraphError: a file is missing, has an unknown suffix, is not UTF-8 or is not valid RDF; with line and column.
        ShapesError: validation could not run.
    """
    shapes = shapes or load_shapes()
    store = Store(ox.Store())
    quads, named = read_files(paths)
    store.add(_vocabulary())
    store.add(quads)
    results = run_shapes(stated(store), shapes, prefilter=prefilter)
    results += run_checks(store, named_graphs=named)
    checks = [check for check in list_checks() if named or not check.needs_graphs]
    return Report.of(results, shapes=len(shapes), checks=len(checks))


def stated(store: Store) -> ox.Store:
    """Gives everything but what was inferred as one graph, in a store of its own."""
    default = ox.DefaultGraph()
    inferred = ox.NamedNode(graph_iri("inferred"))
    raw = ox.Store()
    raw.bulk_extend(
        ox.Quad(quad.subject, quad.predicate, quad.object, default) for quad in store.raw if quad.graph_name != inferred
    )
    return raw


def _with_vocabulary(store: Store) -> Store:
    """Gives the store, or a copy with the shipped ontology or schemes where it lacks them: it is never changed."""
    absent = {graph_iri(name) for name in _VOCABULARY if next(store.quads(graph_iri(name)), None) is None}
    if not absent:
        return store
    copy = Store(ox.Store())
    copy.add(store.quads())
    copy.add(quad for quad in _vocabulary() if getattr(quad.graph_name, "value", "") in absent)
    return copy


@cache
def _vocabulary() -> tuple[ox.Quad, ...]:
    """Gives the shipped ontology and schemes, each in its named graph."""
    ontology = [resource_path("ontology/trendgraph.ttl"), *resource_files("ontology/modules", "*.ttl")]
    files = {"ontology": ontology, "schemes": resource_files("ontology/schemes", "*.ttl")}
    return tuple(
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph_iri(name)))
        for name, paths in files.items()
        for path in paths
        for triple in parse_turtle(path)
    )
