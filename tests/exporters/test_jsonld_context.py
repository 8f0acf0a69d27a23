from __future__ import annotations

import json

import pyoxigraph as ox

from trendgraph.exporters import context, context_document, jsonld_context
from trendgraph.exporters.jsonld_context import _ANNOTATIONS, _DATES, REVERSE_TERMS, UNTYPED, context_terms
from trendgraph.namespaces import TG, expand, prefixes
from trendgraph.resources import resource_files
from trendgraph.terms import XSD, load_terms, parse_turtle

OWL = "http://www.w3.org/2002/07/owl#"


def own_properties() -> dict[str, str]:
    kinds = {OWL + kind + "Property": kind for kind in ("Object", "Datatype", "Annotation")}
    return {
        triple.subject.value: kinds[triple.object.value]
        for path in resource_files("ontology/modules", "*.ttl")
        for triple in parse_turtle(path)
        if isinstance(triple.object, ox.NamedNode) and triple.object.value in kinds
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(TG)
    }


def test_every_property_of_the_ontology_is_a_term():
    made = context()
    for iri, kind in own_properties().items():
        term = made[iri.removeprefix(TG)]
        assert expand(term["@id"]) == iri
        assert (term.get("@type") == "@id") >= (kind == "Object")


def test_claim_predicates_have_the_type_that_the_ontology_gives():
    terms = context_terms()
    for predicate in load_terms().predicates.values():
        expected = "@id" if predicate.takes_entity else predicate.datatype.replace(XSD + "string", "")
        assert terms[predicate.iri][1] == expected, predicate.name


def test_properties_without_a_range_are_dates_or_said_to_vary():
    terms, kinds = context_terms(), own_properties()
    loose = {iri.removeprefix(TG) for iri, kind in kinds.items() if kind == "Datatype" and terms[iri][1] == ""}
    texts = {
        triple.subject.value.removeprefix(TG)
        for path in resource_files("ontology/modules", "*.ttl")
        for triple in parse_turtle(path)
        if triple.predicate.value.endswith(("#range", "/rangeIncludes"))
        and triple.object == ox.NamedNode(XSD + "string")
        if isinstance(triple.subject, ox.NamedNode)
    }
    assert loose - texts == set(UNTYPED)


def test_the_tables_name_only_what_exists():
    names = {iri.removeprefix(TG) for iri in own_properties()}
    assert names >= {*_DATES, *_ANNOTATIONS, *UNTYPED}
    assert all(expand(curie) in own_properties() for curie in REVERSE_TERMS.values())


def test_no_name_stands_for_two_things():
    names = [name for name, _ in context_terms().values()]
    everything = [*names, *prefixes(), *REVERSE_TERMS]
    assert len(everything) == len(set(everything))
    assert len(context()) == len(everything) + 1


def test_a_namespace_without_a_delimiter_at_its_end_is_marked_as_a_prefix(monkeypatch):
    monkeypatch.setattr(jsonld_context, "prefixes", lambda: {"a": "https://example.org/?topic=", "b": "https://e.org/"})
    made = context()
    assert made["a"] == {"@id": "https://example.org/?topic=", "@prefix": True}
    assert made["b"] == "https://e.org/"


def test_the_published_document_is_the_context():
    text = context_document()
    assert json.loads(text) == {"@context": context()}
    assert text.endswith("}\n")
