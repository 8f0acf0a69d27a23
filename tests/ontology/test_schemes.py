"""The SKOS schemes are whole: labels, definitions, hierarchy, minima; and every check can fail."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import networkx as nx
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, Node, URIRef

from .term_checks import sentence_faults
from .tree import ONTOLOGY, SCHEME, TG, TGD, concepts, english, own_modules, parse, schemes, turtle

MINIMA = {"technique": 120, "sector": 20, "concern": 20, "capability": 20, "modality": 8, "task": 20}
MINIMA |= {"principle": 10, "licence": 15, "outcome": 10, "practice": 10}
SPDX = Namespace("http://spdx.org/licenses/")
# Narrower codes are a section letter alone or with a division, as the two classifications write them.
SECTOR_CODE = re.compile(r"[A-U](\d{2}(\.\d{1,2})?)?")


def segment(concept: URIRef) -> str:
    """Return the kind that a concept's IRI names."""
    return str(concept).removeprefix(TGD).split("/")[0]


def shape_faults(graph: Graph) -> Iterator[str]:
    """Yield concepts without one label, one definition, their scheme or their class."""
    for concept in concepts(graph):
        name = str(concept).removeprefix(TGD)
        if not re.fullmatch(r"[a-z-]+/[a-z0-9]+([.-][a-z0-9]+)*", name):
            yield f"{name}: IRI is not id/kind/slug"
        for predicate in (SKOS.prefLabel, SKOS.definition):
            if len(english(graph, concept, predicate)) != 1 or len(set(graph.objects(concept, predicate))) != 1:
                yield f"{name}: needs exactly one English {predicate.split('#')[1]}"
        if set(graph.objects(concept, SKOS.inScheme)) != {SCHEME[segment(concept)]}:
            yield f"{name}: must be in the scheme of its kind"
        kinds = {cls for cls in graph.objects(concept, RDF.type) if str(cls).startswith(TG)}
        if {str(own_modules().value(cls, TG.iriSegment)) for cls in kinds} - {"None"} != {segment(concept)}:
            yield f"{name}: its class does not fit its IRI"


def label_faults(graph: Graph) -> Iterator[str]:
    """Yield labels that two concepts of one scheme share, and definitions that any two share."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in concepts(graph):
        name = str(concept).removeprefix(TGD)
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for label in english(graph, concept, predicate):
                holders[segment(concept), label.lower()].add(name)
        for definition in english(graph, concept, SKOS.definition):
            holders["definition", definition.lower()].add(name)
        if set(english(graph, concept, SKOS.altLabel)) & set(english(graph, concept, SKOS.prefLabel)):
            yield f"{name}: alternative label repeats the preferred one"
    for (_, text), names in holders.items():
        if len(names) > 1:
            yield f"{', '.join(sorted(names))}: share {text!r}"


def wording_faults(graph: Graph) -> Iterator[str]:
    """Yield definitions that are no single sentence or contain the label."""
    for concept in concepts(graph):
        for definition in english(graph, concept, SKOS.definition):
            for label in english(graph, concept, SKOS.prefLabel):
                yield from (f"{concept.removeprefix(TGD)}: {fault}" for fault in sentence_faults(definition, label))


def hierarchy_faults(graph: Graph) -> Iterator[str]:
    """Yield broader links that circle, leave the scheme or lead nowhere, and concepts that hang in the air."""
    known = set(concepts(graph))
    links = [(URIRef(one), URIRef(other)) for one, other in graph.subject_objects(SKOS.broader)]
    for one, other in links:
        if other not in known:
            yield f"{one.removeprefix(TGD)}: broader {other} does not exist"
        elif segment(one) != segment(other):
            yield f"{one.removeprefix(TGD)}: broader concept is in another scheme"
    for cycle in nx.simple_cycles(nx.DiGraph(links)):
        yield f"{cycle[0].removeprefix(TGD)}: is broader than itself"
    for concept in sorted(known):
        tops = set(graph.objects(concept, SKOS.topConceptOf))
        if bool(tops) == bool(list(graph.objects(concept, SKOS.broader))):
            yield f"{concept.removeprefix(TGD)}: must be either a top concept or have a broader one"
        if tops - {SCHEME[segment(concept)]}:
            yield f"{concept.removeprefix(TGD)}: top concept of another scheme"


def scheme_faults(graph: Graph) -> Iterator[str]:
    """Yield schemes without label, definition, date and licence."""
    for scheme in sorted(set(graph.objects(None, SKOS.inScheme)) | set(graph.subjects(RDF.type, SKOS.ConceptScheme))):
        for predicate in (SKOS.prefLabel, SKOS.definition, DCTERMS.created, DCTERMS.license):
            if graph.value(scheme, predicate) is None:
                yield f"{scheme}: has no {predicate}"


CHECKS = [shape_faults, label_faults, wording_faults, hierarchy_faults, scheme_faults]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_schemes_are_without_fault(check: Callable[[Graph], Iterator[str]]) -> None:
    assert list(check(schemes())) == []


@pytest.mark.parametrize("name", MINIMA)
def test_scheme_has_its_minimum(name: str) -> None:
    found = concepts(parse(ONTOLOGY / "schemes" / f"{name}.ttl"))
    assert len([concept for concept in found if segment(concept) == name]) == len(found) >= MINIMA[name]


def test_every_kind_of_concept_has_a_scheme() -> None:
    kinds = own_modules().transitive_subjects(RDFS.subClassOf, TG.Concept)
    segments = {str(s) for kind in kinds for s in own_modules().objects(kind, TG.iriSegment)}
    assert segments == set(MINIMA) == {path.stem for path in (ONTOLOGY / "schemes").glob("*.ttl")}


def concepts_of_the_axioms() -> set[Node]:
    """Return the concepts that the axioms of the ontology name."""
    return {value for value in own_modules().objects(None, OWL.hasValue) if str(value).startswith(TGD)}


def test_concepts_of_the_axioms_exist() -> None:
    assert concepts_of_the_axioms() <= set(concepts(schemes()))
    assert concepts_of_the_axioms()


def test_modalities_other_than_text_and_code_are_marked() -> None:
    modalities = {c for c in concepts(schemes()) if segment(c) == "modality"}
    marked = set(schemes().subjects(RDF.type, TG.NonTextModality))
    assert modalities - marked == {TGD["modality/text"], TGD["modality/code"]}


def test_sector_codes_are_well_formed() -> None:
    codes = [str(code) for predicate in (TG.isicCode, TG.naceCode) for code in schemes().objects(None, predicate)]
    assert len(codes) >= 20
    assert [code for code in codes if not SECTOR_CODE.fullmatch(code)] == []


def test_licences_name_the_identifier_they_match() -> None:
    for licence, match in schemes().subject_objects(SKOS.exactMatch):
        if match in SPDX:
            assert schemes().value(licence, SKOS.notation) == Literal(str(match).removeprefix(str(SPDX)))


GOOD = """
<https://w3id.org/trendgraph/scheme/task> a skos:ConceptScheme ; skos:prefLabel "Task scheme"@en ;
    skos:definition "Kinds of work."@en ; dcterms:created "2026-01-01"^^xsd:date ; dcterms:license tg:l .
<https://w3id.org/trendgraph/id/task/reading> a tg:Task , skos:Concept ; skos:prefLabel "reading"@en ;
    skos:altLabel "perusal"@en ; skos:definition "Taking in a text."@en ;
    skos:inScheme <https://w3id.org/trendgraph/scheme/task> ;
    skos:topConceptOf <https://w3id.org/trendgraph/scheme/task> .
"""
OTHER = GOOD.replace("task/reading", "task/other")
BROADER = "<https://w3id.org/trendgraph/id/task/reading> skos:broader <https://w3id.org/trendgraph/id/"
PLANTED = [
    (shape_faults, GOOD.replace("task/reading", "task/Reading"), "id/kind/slug"),
    (shape_faults, GOOD.replace("skos:prefLabel", "skos:altLabel"), "one English prefLabel"),
    (shape_faults, GOOD.replace("Taking in a text.", "x.").replace("definition", "note"), "one English definition"),
    (
        shape_faults,
        GOOD.replace(
            "inScheme <https://w3id.org/trendgraph/scheme/task", "inScheme <https://w3id.org/trendgraph/scheme/sector"
        ),
        "scheme of its kind",
    ),
    (shape_faults, GOOD.replace("tg:Task", "tg:Sector"), "does not fit its IRI"),
    (label_faults, GOOD + OTHER, "share 'reading'"),
    (label_faults, GOOD + OTHER, "share 'taking in a text.'"),
    (label_faults, GOOD.replace("perusal", "reading"), "repeats"),
    (wording_faults, GOOD.replace("Taking in", "The reading of"), "own label"),
    (wording_faults, GOOD.replace("a text.", "a text"), "one sentence"),
    (hierarchy_faults, GOOD + BROADER + "task/nothing> .", "does not exist"),
    (hierarchy_faults, GOOD + GOOD.replace("task/", "sector/") + BROADER + "sector/reading> .", "another scheme"),
    (hierarchy_faults, GOOD + BROADER + "task/reading> .", "broader than itself"),
    (hierarchy_faults, GOOD.replace("skos:topConceptOf", "skos:inScheme"), "either a top concept"),
    (
        hierarchy_faults,
        GOOD.replace("topConceptOf <https://w3id.org/trendgraph/scheme/task>", "topConceptOf tg:x"),
        "top",
    ),
    (scheme_faults, GOOD.replace("dcterms:license tg:l", 'skos:note "x"'), "has no http://purl.org/dc/terms/license"),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_good_concept_passes(check: Callable[[Graph], Iterator[str]]) -> None:
    assert list(check(turtle(GOOD))) == []


@pytest.mark.parametrize(("check", "text", "expected"), PLANTED, ids=lambda value: getattr(value, "__name__", None))
def test_planted_fault_is_found(check: Callable[[Graph], Iterator[str]], text: str, expected: str) -> None:
    assert any(expected in fault for fault in check(turtle(text)))
