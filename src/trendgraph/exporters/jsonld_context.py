"""The JSON-LD context: short names for the ontology's properties, made from the ontology itself.

Every ``tg:`` property is a term with its kind of value: ``@id``, a datatype, or none where values are plain text or
differ in type. Some properties of other vocabularies that the graph uses everywhere have terms too.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pyoxigraph as ox

from trendgraph.namespaces import TG, compact, expand, prefixes
from trendgraph.resources import resource_files
from trendgraph.terms import XSD, parse_turtle

__all__ = ["REVERSE_TERMS", "UNTYPED", "Term", "context", "context_document", "context_terms"]

_OWL = "http://www.w3.org/2002/07/owl#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RANGES = ("http://www.w3.org/2000/01/rdf-schema#range", "https://schema.org/rangeIncludes")
_KINDS = (_OWL + "ObjectProperty", _OWL + "DatatypeProperty", _OWL + "AnnotationProperty")

# OWL 2 has no xsd:date, so the ontology gives these properties no range; their values are dates all the same.
_DATES = (
    "accessed",
    "changePoint",
    "countedUpTo",
    "growthMidpoint",
    "methodBreak",
    "periodEnd",
    "periodStart",
    "validFrom",
    "validTo",
)
# Annotation properties have no range in OWL 2 DL either.
_ANNOTATIONS = {
    "claimPredicate": "@id",
    "expectedUnit": "@id",
    "isClaimable": XSD + "boolean",
    "isSingleValued": XSD + "boolean",
}
# Terms whose values are of more than one type.
UNTYPED = ("claimValue",)

_OUTSIDE = {
    "altLabel": ("skos:altLabel", "en"),
    "broader": ("skos:broader", "@id"),
    "created": ("dcterms:created", "xsd:date"),
    "definedBy": ("rdfs:isDefinedBy", "@id"),
    "definition": ("skos:definition", "en"),
    "end": ("oa:end", "xsd:integer"),
    "example": ("skos:example", "en"),
    "generatedAtTime": ("prov:generatedAtTime", "xsd:dateTime"),
    "hasSelector": ("oa:hasSelector", "@id"),
    "hasSource": ("oa:hasSource", "@id"),
    "hasUnit": ("qudt:unit", "@id"),
    "inScheme": ("skos:inScheme", "@id"),
    "invalidatedAtTime": ("prov:invalidatedAtTime", "xsd:dateTime"),
    "issued": ("dcterms:issued", "xsd:date"),
    "label": ("rdfs:label", "en"),
    "license": ("dcterms:license", "@id"),
    "prefLabel": ("skos:prefLabel", "en"),
    "publisher": ("dcterms:publisher", "@id"),
    "start": ("oa:start", "xsd:integer"),
    "subClassOf": ("rdfs:subClassOf", "@id"),
    "title": ("dcterms:title", "en"),
    "url": ("schema:url", "@id"),
    "wasAttributedTo": ("prov:wasAttributedTo", "@id"),
}
REVERSE_TERMS = {"claims": "tg:claimSubject", "namedInClaims": "tg:claimObject"}

Term = tuple[str, str]
"""A term's name, and ``@id``, a datatype IRI, ``@en`` (text in English) or nothing (any value)."""


@cache
def context_terms() -> dict[str, Term]:
    """Gives, for the IRI of each property that has one, its term."""
    terms = {iri: (iri[len(TG) :], kind) for iri, kind in _own_properties().items()}
    for name, (curie, kind) in _OUTSIDE.items():
        value = "@en" if kind == "en" else kind if kind.startswith("@") else expand(kind) or ""
        terms[expand(curie) or ""] = (name, value)
    return terms


def context() -> dict[str, Any]:
    """Gives the context: what belongs under ``@context``.

    >>> context()["developedBy"]
    {'@id': 'tg:developedBy', '@type': '@id'}
    """
    made: dict[str, Any] = {"@version": 1.1}
    made |= {prefix: _prefix(space) for prefix, space in prefixes().items()}
    for iri, (name, kind) in sorted(context_terms().items(), key=lambda item: item[1][0]):
        made[name] = {"@id": compact(iri), **_coercion(kind)}
    for name, curie in REVERSE_TERMS.items():
        made[name] = {"@reverse": curie, "@type": "@id"}
    return made


def context_document() -> str:
    """Gives the text of ``context.jsonld``, the file that the documentation publishes."""
    return json.dumps({"@context": context()}, ensure_ascii=False, indent=2) + "\n"


def _prefix(space: str) -> str | dict[str, Any]:
    """Gives a prefix's definition: it must say that it is one where the namespace does not end in a delimiter."""
    return space if space.endswith(tuple(":/?#[]@")) else {"@id": space, "@prefix": True}


def _coercion(kind: str) -> dict[str, str]:
    if kind == "@en":
        return {"@language": "en"}
    return {"@type": compact(kind)} if kind else {}


def _own_properties() -> dict[str, str]:
    """Gives each ``tg:`` property's IRI and the kind of its values."""
    kinds: dict[str, str] = {}
    ranges: dict[str, set[str]] = {}
    for path in resource_files("ontology/modules", "*.ttl"):
        for triple in parse_turtle(path):
            subject, value = triple.subject, triple.object
            if not (isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode)):
                continue
            if not subject.value.startswith(TG):
                continue
            if triple.predicate.value == _TYPE and value.value in _KINDS:
                kinds[subject.value] = value.value
            elif triple.predicate.value in _RANGES:
                ranges.setdefault(subject.value, set()).add(value.value)
    return {iri: _kind_of_value(iri[len(TG) :], kind, ranges.get(iri, set())) for iri, kind in sorted(kinds.items())}


def _kind_of_value(name: str, kind: str, ranges: set[str]) -> str:
    if kind == _OWL + "ObjectProperty":
        return "@id"
    if name in _DATES:
        return XSD + "date"
    datatype = _ANNOTATIONS.get(name) or (next(iter(ranges)) if len(ranges) == 1 else "")
    # Plain text has no datatype to write in JSON-LD.
    return "" if datatype == XSD + "string" else datatype
