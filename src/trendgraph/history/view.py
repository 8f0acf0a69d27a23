"""A store of a past day, built anew from what belongs to it, and materialised.

Two days are never mixed. *As of* D asks what was true on D: a claim is left out when it holds from a later day or no
longer holds, and so is everything about a thing that had not begun yet. *As known on* D asks what the graph said on D:
a claim is left out when the graph learned it later, or had dropped it. What is *current* held, and was known, on the
last day on which the graph learned anything: no clock is asked.
"""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox

from trendgraph.claims import ClaimSet
from trendgraph.errors import GraphError
from trendgraph.history.measured import Measured
from trendgraph.history.said import read_said, said_on
from trendgraph.materialisation import materialised_store
from trendgraph.namespaces import graph_iri
from trendgraph.store import Store
from trendgraph.terms import load_terms

__all__ = ["at", "current"]

_VOCABULARY = ("ontology", "schemes", "mappings")


def at(store: Store, *, as_of: date | None = None, as_known_on: date | None = None) -> Store:
    """Gives a store in memory with what was true, and what was known, on a day.

    Reads: the records of the store, its vocabulary, which stays as it is, and ``graph/measured``.

    Args:
        store: the graph as it stands.
        as_of: the day for which statements must hold.
        as_known_on: the day on which the graph must have said them.
    """
    said = said_on(read_said(store), as_of=as_of, as_known_on=as_known_on)
    measured = Measured(store)
    later = measured.after(said.claims.keys(), as_of=as_of, as_known_on=as_known_on)
    entities = {iri: entity for iri, entity in said.entities.items() if iri not in later}
    claims = ClaimSet.of(entities, said.sources, said.claims, load_terms().single_valued)
    vocabulary = (quad for name in _VOCABULARY for quad in store.quads(graph_iri(name)))
    made = materialised_store(claims, vocabulary=vocabulary)
    graph = ox.NamedNode(graph_iri("measured"))
    made.raw.bulk_load(
        measured.to_ntriples(later).encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True
    )
    return made


def current(store: Store) -> Store:
    """Gives a store in memory with what holds at the graph's own date, with what was measured by then.

    Reads: ``tg:accessed`` of sources, ``prov:generatedAtTime`` and ``prov:invalidatedAtTime`` of claims; the latest day
    is the graph's date.

    Raises:
        GraphError: the graph holds no source and no claim.
    """
    days = (
        str(getattr(row[0], "value", ""))[:10]
        for predicate in ("tg:accessed", "prov:generatedAtTime", "prov:invalidatedAtTime")
        for row in store.select(f"SELECT DISTINCT ?day WHERE {{ ?thing {predicate} ?day }}")
    )
    latest = max(days, default=None)
    if latest is None:
        raise GraphError("this graph has no date: it holds no source and no claim", code="graph.day")
    day = date.fromisoformat(latest)
    return at(store, as_of=day, as_known_on=day)
