"""One entity with all that is claimed of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

import pyoxigraph as ox

from trendgraph.namespaces import GRAPH, TG, compact, graph_iri
from trendgraph.queries.resolve import label_of, name_of, resolve
from trendgraph.queries.support import Facts, Support, facts_of, read_support
from trendgraph.store import Store

__all__ = ["EntityView", "claim_lines", "show"]

_INFERRED = ox.NamedNode(graph_iri("inferred"))
_DERIVED = tuple(ox.NamedNode(GRAPH + name) for name in ("asserted", "inferred"))
_HIDDEN = ("rdf:type", "rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:definition", "dcterms:title")


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity, concept, source or claim as the graph holds it.

    Attributes:
        kinds: labels of its classes, the asserted ones and those that follow.
        facts: what is said of it without a claim (concepts, sources, terms): CURIE of the predicate, name of the value.
        inferred: what follows from claims: label of the predicate, name of the value.
        as_subject: claims about it.
        as_object: claims that state it of something else.
        as_source: claims that rest on it, for a source.
    """

    iri: str
    curie: str
    label: str
    kinds: tuple[str, ...]
    alternative_labels: tuple[str, ...]
    definition: str
    facts: tuple[tuple[str, str], ...]
    inferred: tuple[tuple[str, str], ...]
    as_subject: tuple[Support, ...]
    as_object: tuple[Support, ...]
    as_source: tuple[Support, ...]

    def as_dict(self) -> dict[str, object]:
        """Gives the view as plain data."""
        return asdict(self)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.label}  ({', '.join(self.kinds)})" if self.kinds else self.label
        yield self.curie
        if self.alternative_labels:
            yield f"also: {', '.join(self.alternative_labels)}"
        if self.definition:
            yield self.definition
        yield from (f"{predicate}: {value}" for predicate, value in self.facts)
        groups = (("Claims about it", self.as_subject), ("Claims that name it", self.as_object))
        for title, claims in (*groups, ("Claims that rest on it", self.as_source)):
            if claims:
                yield f"\n{title} ({len(claims)})"
                for claim in claims:
                    yield from claim_lines(claim)
        if self.inferred:
            yield f"\nWhat follows ({len(self.inferred)})"
            yield from (f"  {predicate} {value}" for predicate, value in self.inferred)


def claim_lines(claim: Support) -> Iterator[str]:
    """Yields a claim and its evidence as indented lines of text."""
    marks = [claim.status, *([f"from {claim.valid_from}"] if claim.valid_from else [])]
    marks += [f"until {claim.valid_to}"] if claim.valid_to else []
    marks += [f"dropped {claim.dropped}"] if claim.dropped else []
    marks += ["preferred" if claim.preferred else "not preferred"] if claim.preferred is not None else []
    yield f"  {claim.statement}  [{', '.join(marks)}]"
    yield from (f"      {evidence}" for evidence in claim.evidence)


def show(store: Store, entity: str) -> EntityView:
    """Gives an entity with its names, kinds, claims, sources and dates.

    Args:
        store: the graph to look in.
        entity: label, CURIE, IRI, slug or ``segment/slug``.

    Raises:
        QueryError: nothing has that name (the nearest names are given), or several things have.
    """
    node = resolve(store, entity)
    said = facts_of(store, node)
    about, naming = (list(_claims_with(store, place, node)) for place in ("claimSubject", "claimObject"))
    resting = list(_claims_on(store, node))
    store.expect([*about, *naming, *resting])
    return EntityView(
        iri=node.value,
        curie=compact(node.value),
        label=label_of(store, node) or name_of(store, node),
        kinds=tuple(_kinds(store, said)),
        alternative_labels=tuple(_texts(said, "skos:altLabel")),
        definition=" ".join(_texts(said, "skos:definition")),
        facts=tuple(_facts(store, node)),
        inferred=tuple(_inferred(store, node)),
        as_subject=_claims(store, about),
        as_object=_claims(store, naming),
        as_source=_claims(store, resting),
    )


def _kinds(store: Store, said: Facts) -> list[str]:
    own = [kind for kind in said.get("rdf:type", []) if isinstance(kind, ox.NamedNode) and kind.value.startswith(TG)]
    return sorted(label_of(store, kind) or compact(kind.value) for kind in own if kind.value != TG + "Entity")


def _texts(said: Facts, predicate: str) -> list[str]:
    return [node.value for node in said.get(predicate, [])]


def _facts(store: Store, node: ox.NamedNode) -> list[tuple[str, str]]:
    found = set()
    for quad in store.raw.quads_for_pattern(node, None, None, None):
        predicate = compact(quad.predicate.value)
        if predicate not in _HIDDEN and quad.graph_name not in _DERIVED:
            found.add((predicate, _name(store, quad.object)))
    return sorted(found)


def _inferred(store: Store, node: ox.NamedNode) -> list[tuple[str, str]]:
    found = set()
    for quad in store.raw.quads_for_pattern(node, None, None, _INFERRED):
        if quad.predicate.value.startswith(TG):
            found.add((name_of(store, quad.predicate), _name(store, quad.object)))
    return sorted(found)


def _name(store: Store, value: object) -> str:
    if isinstance(value, ox.NamedNode):
        return name_of(store, value)
    return value.value if isinstance(value, ox.Literal) else str(value)


def _claims_with(store: Store, place: str, node: ox.NamedNode) -> Iterator[ox.NamedNode]:
    for quad in store.raw.quads_for_pattern(None, ox.NamedNode(TG + place), node, None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _claims_on(store: Store, source: ox.NamedNode) -> Iterator[ox.NamedNode]:
    text = f"SELECT DISTINCT ?claim WHERE {{ ?claim tg:hasEvidence/oa:hasSource {source} }}"
    for (claim,) in store.select(text):
        if isinstance(claim, ox.NamedNode):
            yield claim


def _claims(store: Store, found: Iterable[ox.NamedNode]) -> tuple[Support, ...]:
    supports = [read_support(store, claim) for claim in set(found)]
    return tuple(sorted(supports, key=lambda s: (s.subject, s.predicate, s.valid_from, s.stated, s.claim)))
