"""The terms and concepts of a graph, and how they differ from those of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from trendgraph.namespaces import graph_iri
from trendgraph.store import Store

__all__ = ["Term", "TermChange", "read_terms", "term_changes"]

_LABELS = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel")
_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
_CREATED = "http://purl.org/dc/terms/created"


@dataclass(frozen=True, slots=True, order=True)
class TermChange:
    """A term or concept that is new, gone, deprecated or stands otherwise than before.

    Attributes:
        kind: ``added``, ``removed``, ``deprecated``, ``restored``, ``renamed``, or ``changed`` where its definition,
            its place or a mapping is another.
        before: the label it had, where it was renamed.
    """

    kind: str
    iri: str
    label: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """What is said of a term: label, whether it is deprecated, and every statement with a predicate and a value."""

    label: str
    deprecated: bool
    said: frozenset[tuple[str, str]]


def read_terms(store: Store, created_by: date | None = None) -> dict[str, Term]:
    """Gives everything labelled in the vocabulary by IRI: its label, whether it is deprecated, what else is said of it.

    Args:
        store: the graph.
        created_by: leaves out what says that it was created later; a concept without a date is taken to be old.
    """
    said: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    labels: dict[str, str] = {}
    deprecated: set[str] = set()
    later: set[str] = set()
    for graph in ("ontology", "schemes", "mappings"):
        for quad in store.quads(graph_iri(graph)):
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            iri, predicate, value = quad.subject.value, quad.predicate.value, getattr(quad.object, "value", "")
            if predicate in _LABELS and graph != "mappings":
                labels[iri] = min(labels.get(iri, value), value)
            elif predicate == _DEPRECATED:
                deprecated |= {iri} if value == "true" else set()
            elif predicate == _CREATED and created_by is not None and value[:10] > created_by.isoformat():
                later.add(iri)
            # A blank node has another name in every graph; that there is one is all that can be compared.
            said[iri].add((predicate, "" if isinstance(quad.object, ox.BlankNode) else str(quad.object)))
    return {
        iri: Term(label, iri in deprecated, frozenset(said[iri])) for iri, label in labels.items() if iri not in later
    }


def term_changes(old: Mapping[str, Term], new: Mapping[str, Term]) -> Iterator[TermChange]:
    """Yields what differs, in no order."""
    for iri in old.keys() | new.keys():
        was, now = old.get(iri), new.get(iri)
        if was is None or now is None:
            yield TermChange("added" if was is None else "removed", iri, (now or was or _NOTHING).label)
            continue
        if was.deprecated != now.deprecated:
            yield TermChange("deprecated" if now.deprecated else "restored", iri, now.label)
        if was.label != now.label:
            yield TermChange("renamed", iri, now.label, was.label)
        if _else(was) != _else(now):
            yield TermChange("changed", iri, now.label)


_NOTHING = Term("", False, frozenset())


def _else(term: Term) -> set[tuple[str, str]]:
    return {(predicate, value) for predicate, value in term.said if predicate not in (*_LABELS, _DEPRECATED)}
