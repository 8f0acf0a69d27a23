"""The door ``materialise``: what follows from the graph goes to ``graph/inferred`` and nowhere else."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pyoxigraph as ox

from trendgraph.claims import ClaimSet
from trendgraph.graph import claim_quads, vocabulary_quads
from trendgraph.materialisation.closure import Closure, close
from trendgraph.materialisation.facts import BASE_GRAPHS, ONTOLOGY_GRAPH, read_triples
from trendgraph.materialisation.grounding import uncovered_axioms
from trendgraph.materialisation.rules import Rule, load_rules
from trendgraph.namespaces import graph_iri
from trendgraph.store import Store, open_store

__all__ = ["Materialised", "count_inferred", "materialise", "materialised_store"]


@dataclass(frozen=True, slots=True)
class Materialised:
    """What a materialisation did.

    Attributes:
        added: number of triples now in ``graph/inferred``.
        rounds: how often the rules ran until nothing was new.
        per_rule: rule id to the number of triples that it was the first to add, in rule order; zero for idle rules.
        uncovered: axioms with an anonymous class or a chain that no rule makes use of, as N-Triples text.
    """

    added: int
    rounds: int
    per_rule: dict[str, int]
    uncovered: tuple[str, ...]


def materialise(store: Store, *, rules: Sequence[Rule] | None = None) -> Materialised:
    """Runs the rules to their fixpoint.

    Reads: all triples of the graphs ontology, schemes, entities and asserted.
    Adds: what follows and does not stand there, to ``graph/inferred``, which is emptied first.

    Args:
        store: the graph.
        rules: the rules to run; the shipped ones by default.

    Raises:
        RuleError: a rule file is not a usable rule.
    """
    inferred = graph_iri("inferred")
    with _no_collector():
        closure = _close(store, rules)
        text = closure.to_ntriples().encode()
    store.remove_graph(inferred)
    store.raw.bulk_load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(inferred), lenient=True)
    return Materialised(
        added=closure.size,
        rounds=closure.rounds,
        per_rule=closure.per_rule,
        uncovered=tuple(" ".join(axiom) for axiom in uncovered_axioms(closure.grounded, closure.schema)),
    )


def materialised_store(claims: ClaimSet, vocabulary: Iterable[ox.Quad] = ()) -> Store:
    """Gives a store in memory with the graph of some claims: vocabulary, claims, and what follows from them.

    Args:
        claims: what is claimed.
        vocabulary: quads of the graphs of ontology, schemes and mappings; the shipped ones where there are none.
    """
    store = open_store("memory:")
    store.add(vocabulary)
    if not len(store):
        store.add(vocabulary_quads())
    store.add(claim_quads(claims))
    materialise(store)
    return store


def count_inferred(store: Store) -> dict[str, int]:
    """Gives, per rule, how many triples it is the first to infer; in rule order, zero for idle rules; adds nothing."""
    with _no_collector():
        return _close(store, None).per_rule


def _close(store: Store, rules: Sequence[Rule] | None) -> Closure:
    ontology = list(read_triples(store, [ONTOLOGY_GRAPH]))
    data = read_triples(store, [graph for graph in BASE_GRAPHS if graph != ONTOLOGY_GRAPH])
    return close(load_rules() if rules is None else rules, ontology, data)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Pauses the cycle collector: millions of rows, none in a cycle, would be walked many times over."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
