"""One predicate at a time, over all claims at once: the quickest way from a store to columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from trendgraph.namespaces import ENTITY, TG, compact, graph_iri, split_entity_iri
from trendgraph.store import Store
from trendgraph.terms import load_terms

__all__ = ["column", "conclusions", "named_things", "object_claims", "subjects_with"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel")


def column(store: Store, predicate: str) -> dict[str, str]:
    """Gives each subject of a predicate with its object, the first in order where there are several."""
    found: dict[str, str] = {}
    for quad in store.raw.quads_for_pattern(None, ox.NamedNode(predicate), None):
        subject, value = _text(quad.subject), _text(quad.object)
        if found.setdefault(subject, value) > value:
            found[subject] = value
    return found


def subjects_with(store: Store, predicate: str, value: str) -> set[str]:
    """Gives the subjects of a predicate with this object (an IRI)."""
    pattern = store.raw.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(value))
    return {_text(quad.subject) for quad in pattern}


def object_claims(store: Store) -> Iterator[tuple[str, str, str, str]]:
    """Yields IRI, subject, predicate and object of each claim whose object is an entity, sorted."""
    subjects, predicates = column(store, TG + "claimSubject"), column(store, TG + "claimPredicate")
    for claim, target in sorted(column(store, TG + "claimObject").items()):
        if target.startswith(ENTITY) and claim in subjects and claim in predicates:
            yield claim, subjects[claim], predicates[claim], target


def named_things(store: Store) -> dict[str, tuple[str, str | None]]:
    """Gives the IRI of each entity and concept with its label and the CURIE of its kind, in order."""
    labels: dict[str, str] = {}
    kinds: dict[str, set[str]] = defaultdict(set)
    for quad in (quad for name in ("entities", "schemes") for quad in store.quads(graph_iri(name))):
        iri, predicate = _text(quad.subject), quad.predicate.value
        if not iri.startswith(ENTITY):
            continue
        value = _text(quad.object)
        if predicate in _LABELS:
            labels[iri] = min(labels.get(iri, value), value)
        elif predicate == _TYPE and value.startswith(TG):
            kinds[iri].add(value)
    found = sorted(kinds.keys() | labels.keys())
    return {iri: (labels.get(iri) or compact(iri), _kind(iri, kinds.get(iri))) for iri in found}


def conclusions(store: Store) -> list[tuple[str, str, str]]:
    """Gives subject, predicate (a CURIE) and object of each conclusion between two resources, sorted."""
    return sorted(
        (_text(quad.subject), compact(quad.predicate.value), _text(quad.object))
        for quad in store.quads(graph_iri("inferred"))
        if isinstance(quad.object, ox.NamedNode) and quad.predicate.value != _TYPE
    )


def _kind(iri: str, kinds: set[str] | None) -> str | None:
    """Gives the kind that the segment of the IRI stands for where it is among several, else the first."""
    if not kinds:
        return None
    if len(kinds) > 1:
        segment, _ = split_entity_iri(iri) or ("", "")
        usual = load_terms().segments.get(segment)
        if usual in kinds:
            return compact(usual)
    return compact(min(kinds))


def _text(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(node) if isinstance(node, ox.BlankNode | ox.Triple) else node.value
