"""The ontology with its schemes is in OWL 2 DL, and each kind of violation would be found."""

from __future__ import annotations

import pytest

from .dl_profile import composite_properties, violations
from .tree import TG, turtle, whole

FRAME = """
tg:A a owl:Class . tg:p a owl:ObjectProperty . tg:q a owl:ObjectProperty . tg:r a owl:ObjectProperty .
tg:d a owl:DatatypeProperty . tg:n a owl:AnnotationProperty . tg:x a tg:A . tg:y a tg:A .
"""


def test_ontology_and_schemes_are_in_the_profile() -> None:
    assert violations(whole()) == []


def test_frame_of_the_planted_examples_is_in_the_profile() -> None:
    assert violations(turtle(FRAME)) == []


def test_regular_chains_are_accepted() -> None:
    chains = (
        "tg:p owl:propertyChainAxiom ( tg:p tg:q ) , ( tg:q tg:p ) , ( tg:q tg:r ) . tg:q rdfs:subPropertyOf tg:r ."
    )
    assert violations(turtle(FRAME + chains)) == []


def test_composite_properties_of_the_ontology_are_known() -> None:
    assert {TG.hasAncestor, TG.dependsOn, TG.usesTechnique, TG.techniqueUsedBy} <= composite_properties(whole())


PLANTED = {
    "tg:x tg:unknown tg:y .": "unknown: property used and not declared",
    "tg:x a tg:B .": "B: class used and not declared",
    "tg:p rdfs:domain tg:B .": "B: class used and not declared",
    "tg:p a owl:DatatypeProperty .": "p: two kinds",
    "tg:d a owl:AnnotationProperty .": "d: two kinds",
    "tg:A a rdfs:Datatype .": "A: two kinds",
    'tg:x rdf:value "1" .': "value: reserved name used",
    "rdf:value a owl:AnnotationProperty .": "value: reserved name declared",
    "tg:x rdf:subject tg:y .": "subject: reserved name used",
    "tg:q a rdf:Property .": "q: rdf:Property says no kind",
    "tg:d rdfs:range xsd:date .": "d: range date",
    'tg:x tg:d "2024-01-01"^^xsd:date .': "d: value of type date",
    'tg:x tg:p "text" .': "p: object property with a literal",
    "tg:x tg:d tg:y .": "d: datatype property with a thing",
    "tg:p rdfs:subPropertyOf tg:n .": "p: sub-property of n",
    "tg:n owl:inverseOf tg:p .": "n: annotation property in a logical axiom",
    "tg:p a owl:TransitiveProperty , owl:FunctionalProperty .": "p: FunctionalProperty but not simple",
    "tg:p a owl:TransitiveProperty ; rdfs:subPropertyOf tg:q . tg:q a owl:IrreflexiveProperty .": "q: Irreflexive",
    "tg:p owl:propertyChainAxiom ( tg:q tg:r ) . tg:q owl:inverseOf tg:p . tg:q a owl:AsymmetricProperty .": "q: Asym",
    "tg:p a owl:TransitiveProperty . tg:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty tg:p ;"
    " owl:maxCardinality 1 ] .": "p: counted but not simple",
    "tg:p a owl:TransitiveProperty ; owl:propertyDisjointWith tg:q .": "p: disjoint but not simple",
    "tg:p owl:propertyChainAxiom ( tg:q tg:r ) . tg:r owl:propertyChainAxiom ( tg:q tg:p ) .": "no regular order",
    "tg:p owl:propertyChainAxiom ( tg:q tg:p tg:r ) .": "p: chain through p has no regular order",
    "tg:p owl:propertyChainAxiom ( tg:q tg:r ) . tg:p rdfs:subPropertyOf tg:q .": "p: chain through q",
    "tg:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty tg:p ] .": "Restriction: needs one property",
}


@pytest.mark.parametrize("text", PLANTED)
def test_planted_violation_is_found(text: str) -> None:
    assert any(PLANTED[text] in fault for fault in violations(turtle(FRAME + text)))
