"""The ontology's terms as the code needs them: kinds, claim predicates, qualifier values.

Everything is read from ``ontology/modules/*.ttl``; adding a predicate there is enough to make it claimable.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from trendgraph.errors import ResourceError
from trendgraph.namespaces import TG
from trendgraph.resources import resource_files

__all__ = ["XSD", "Predicate", "Terms", "load_concepts", "load_terms", "parse_turtle"]

XSD = "http://www.w3.org/2001/XMLSchema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A property out of the closed list that claims may use.

    Attributes:
        name: local name, as curators write it.
        iri: the property's IRI.
        takes_entity: whether its objects are entities or qualifiers (else literals).
        domains: IRIs of the classes its subjects belong to.
        ranges: IRIs of the classes or datatypes of its objects.
        unit: IRI of the unit that every value carries, if any.
        single_valued: whether two different values at one time contradict each other.
    """

    name: str
    iri: str
    takes_entity: bool
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    unit: str | None
    single_valued: bool

    @property
    def datatype(self) -> str:
        """The datatype IRI of its literals; empty for a predicate that takes an entity."""
        return "" if self.takes_entity else self.ranges[0]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the ontology declares.

    Attributes:
        classes: class IRI to the IRIs of all its superclasses and itself.
        defined: IRIs of the defined classes, which nobody may assert.
        predicates: local name to claim predicate.
        qualifiers: local name to the IRIs of the classes of a qualifier value.
        segments: IRI segment to class IRI.
        version: version of the ontology.
    """

    classes: dict[str, frozenset[str]]
    defined: frozenset[str]
    predicates: dict[str, Predicate]
    qualifiers: dict[str, frozenset[str]]
    segments: dict[str, str]
    version: str

    @property
    def single_valued(self) -> frozenset[str]:
        """The IRIs of the predicates of which two values at one time contradict each other."""
        return frozenset(predicate.iri for predicate in self.predicates.values() if predicate.single_valued)

    def is_a(self, kind: str, ancestor: str) -> bool:
        """Says whether class ``kind`` is ``ancestor`` or below it (both IRIs)."""
        return ancestor in self.classes.get(kind, ())


def parse_turtle(path: Path) -> list[ox.Triple]:
    """Gives the triples of a shipped Turtle file.

    Raises:
        ResourceError: it is not valid Turtle; the message carries line and column.
    """
    try:
        parsed = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
        return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in parsed]
    except (SyntaxError, ValueError) as error:
        raise ResourceError(f"not valid Turtle: {error}", code="resource.turtle", where=str(path)) from error


@cache
def load_terms() -> Terms:
    """Gives the terms of the shipped ontology."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    version = ""
    for path in [*resource_files("ontology", "trendgraph.ttl"), *resource_files("ontology/modules", "*.ttl")]:
        for triple in parse_turtle(path):
            if not isinstance(triple.subject, ox.NamedNode):
                continue
            value = str(triple.object) if isinstance(triple.object, ox.BlankNode) else triple.object.value  # type: ignore[union-attr]
            facts[triple.subject.value][triple.predicate.value].append(value)
            if triple.predicate.value == _OWL + "versionInfo":
                version = value
    own = {iri: said for iri, said in facts.items() if iri.startswith(TG)}
    parents = {iri: said[_RDFS + "subClassOf"] for iri, said in facts.items()}
    classes = {iri: _ancestors(iri, parents) for iri, said in own.items() if _OWL + "Class" in said[_TYPE.value]}
    return Terms(
        classes=classes,
        defined=frozenset(iri for iri in classes if own[iri][_OWL + "equivalentClass"]),
        predicates={iri[len(TG) :]: _predicate(iri, said) for iri, said in own.items() if said[TG + "isClaimable"]},
        qualifiers={
            iri[len(TG) :]: frozenset().union(*(classes.get(kind, frozenset()) for kind in said[_TYPE.value]))
            for iri, said in own.items()
            if _OWL + "NamedIndividual" in said[_TYPE.value]
        },
        segments={segment: iri for iri in classes for segment in own[iri][TG + "iriSegment"]},
        version=version,
    )


def _ancestors(iri: str, parents: dict[str, list[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(parents.get(current, ()))
    return frozenset(found)


def _predicate(iri: str, said: dict[str, list[str]]) -> Predicate:
    return Predicate(
        name=iri[len(TG) :],
        iri=iri,
        takes_entity=_OWL + "ObjectProperty" in said[_TYPE.value],
        domains=tuple(sorted(said[_SCHEMA + "domainIncludes"])),
        ranges=tuple(sorted(said[_SCHEMA + "rangeIncludes"])),
        unit=next(iter(said[TG + "expectedUnit"]), None),
        single_valued="true" in said[TG + "isSingleValued"],
    )


@cache
def load_concepts() -> dict[str, str]:
    """Gives the IRI of every concept of the shipped SKOS schemes and the IRI of its kind."""
    kinds = {}
    for path in resource_files("ontology/schemes", "*.ttl"):
        for triple in parse_turtle(path):
            if triple.predicate == _TYPE and isinstance(triple.subject, ox.NamedNode):
                kind = str(getattr(triple.object, "value", ""))
                if kind.startswith(TG) and kind != TG + "NonTextModality":
                    kinds[triple.subject.value] = kind
    return kinds
