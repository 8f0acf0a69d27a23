"""Every term of the project has its full annotation block, and every check can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from rdflib import Graph

from . import term_checks as checks
from .tree import own_modules, terms, turtle

GOOD = """
tg:Thing a owl:Class ; rdfs:label "thing"@en ; skos:definition "Whatever is."@en ; skos:example "A stone."@en ;
    rdfs:isDefinedBy <https://w3id.org/trendgraph/ontology> ; dcterms:created "2026-01-01"^^xsd:date .
"""
CHECKS = [
    checks.annotation_faults,
    checks.wording_faults,
    checks.duplicate_faults,
    checks.name_faults,
    checks.kind_faults,
    checks.claimable_faults,
    checks.distinctness_faults,
    checks.inverse_faults,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_own_terms_are_without_fault(check: Callable[[Graph], Iterator[str]]) -> None:
    assert list(check(own_modules())) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_good_term_passes(check: Callable[[Graph], Iterator[str]]) -> None:
    assert list(check(turtle(GOOD))) == []


def test_ontology_has_the_size_it_is_meant_to_have() -> None:
    assert 120 <= len(terms(own_modules())) <= 340


PLANTED = [
    (checks.annotation_faults, GOOD + 'tg:Thing rdfs:label "object"@en .', "exactly one English label"),
    (checks.annotation_faults, GOOD.replace('"Whatever is."@en', '"Was ist."@de'), "exactly one English definition"),
    (checks.annotation_faults, GOOD.replace("rdfs:isDefinedBy", "rdfs:seeAlso"), "isDefinedBy"),
    (checks.annotation_faults, GOOD.replace('"^^xsd:date', '"'), "dcterms:created"),
    (checks.annotation_faults, GOOD.replace("skos:example", "skos:note"), "skos:example"),
    (checks.wording_faults, GOOD.replace("Whatever is.", "Whatever is"), "one sentence"),
    (checks.wording_faults, GOOD.replace("Whatever is.", "Whatever is. Or was."), "one sentence"),
    (checks.wording_faults, GOOD.replace("Whatever is.", "whatever is."), "capital"),
    (checks.wording_faults, GOOD.replace("Whatever is.", "A thing that is."), "own label"),
    (checks.duplicate_faults, GOOD + GOOD.replace("tg:Thing", "tg:Other"), "same label"),
    (checks.duplicate_faults, GOOD + GOOD.replace("tg:Thing", "tg:Other"), "same definition"),
    (checks.name_faults, GOOD.replace("tg:Thing", "tg:thing"), "UpperCamelCase"),
    (checks.name_faults, GOOD.replace("owl:Class", "owl:ObjectProperty"), "only classes"),
    (checks.name_faults, GOOD.replace('"thing"', '"object"'), "differ"),
    (checks.kind_faults, "tg:p a owl:ObjectProperty , owl:DatatypeProperty .", "ObjectProperty and DatatypeProperty"),
    (checks.claimable_faults, "tg:p a owl:ObjectProperty ; tg:isClaimable true .", "needs rangeIncludes"),
    (
        checks.claimable_faults,
        "tg:p a owl:ObjectProperty ; tg:isClaimable true ; schema:domainIncludes tg:Nowhere .",
        "neither a declared class",
    ),
    (
        checks.claimable_faults,
        GOOD + "tg:p a owl:DatatypeProperty ; tg:isClaimable true ; schema:rangeIncludes tg:Thing .",
        "does not fit the kind",
    ),
    (
        checks.claimable_faults,
        GOOD + "tg:Other a owl:Class . tg:q rdfs:domain tg:Other . tg:p a owl:ObjectProperty ;"
        " rdfs:subPropertyOf tg:q ; tg:isClaimable true ; schema:domainIncludes tg:Thing .",
        "outside the domain",
    ),
    (checks.distinctness_faults, 'tg:Thing tg:iriSegment "thing" .', "disjoint"),
    (checks.distinctness_faults, "tg:Q rdfs:subClassOf tg:Qualifier . tg:a a tg:Q . tg:b a tg:Q .", "different"),
    (checks.inverse_faults, "tg:p owl:inverseOf tg:q ; rdfs:domain tg:A . tg:q rdfs:range tg:B .", "inverse"),
]


@pytest.mark.parametrize(("check", "text", "expected"), PLANTED, ids=lambda value: getattr(value, "__name__", None))
def test_planted_fault_is_found(check: Callable[[Graph], Iterator[str]], text: str, expected: str) -> None:
    assert any(expected in fault for fault in check(turtle(text)))
