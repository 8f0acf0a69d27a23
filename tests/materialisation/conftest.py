"""The small world of these tests: the shipped ontology and a handful of entities, claims and sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from trendgraph.materialisation import materialise
from trendgraph.namespaces import graph_iri
from trendgraph.resources import resource_files
from trendgraph.store import Store, open_store


@pytest.fixture
def make_world() -> Callable[[], Store]:
    """Gives a maker of fresh stores, not yet materialised."""

    def make() -> Store:
        store = open_store("memory:")
        for path in resource_files("ontology/modules", "*.ttl"):
            graph = ox.NamedNode(graph_iri("ontology"))
            store.raw.load(path.read_bytes(), format=ox.RdfFormat.TURTLE, to_graph=graph)
        world = Path(__file__).with_name("world.trig")
        store.raw.load(world.read_bytes(), format=ox.RdfFormat.TRIG)
        return store

    return make


@pytest.fixture
def world(make_world: Callable[[], Store]) -> Store:
    """Gives a materialised store."""
    store = make_world()
    materialise(store)
    return store
