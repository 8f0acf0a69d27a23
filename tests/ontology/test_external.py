"""Every outside term that is used is declared with a label and its vocabulary, and none is declared without need."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Node, URIRef

from .dl_profile import is_builtin, violations
from .tree import (
    HEADER,
    PROPERTY_KINDS,
    ROOT,
    TERM_KINDS,
    TG,
    english,
    external,
    header,
    own_modules,
    prefix_map,
    schemes,
    turtle,
)

# OWL 2 reserves the namespace of rdf:value, which oa:FragmentSelector prescribes: it gets no OWL type.
UNTYPED = {RDF.value}
# What a claim, its evidence, its source and the build activity are written with.
WRITTEN = """
dcterms:issued dcterms:license dcterms:publisher dcterms:title oa:FragmentSelector oa:TextPositionSelector oa:end
oa:hasSelector oa:hasSource oa:start prov:generatedAtTime prov:invalidatedAtTime prov:wasAttributedTo qudt:unit
rdf:value schema:url
"""
# Allowed although nothing above uses them: how a retired term names its successor, and the build's own record.
RESERVE = "dcterms:isReplacedBy prov:Activity prov:used prov:wasGeneratedBy skos:broaderTransitive"
PLACES = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, RDFS.domain, RDFS.range, TG.expectedUnit)
LANGUAGES = ("owl", "rdf", "rdfs", "sh", "xsd", "tg", "tgd", "tgs")


def expand(curies: str) -> set[Node]:
    """Return the IRIs of CURIEs written with the project's prefixes."""
    pairs = (curie.split(":") for curie in curies.split())
    return {URIRef(prefix_map()[prefix] + name) for prefix, name in pairs}


def is_outside(node: Node) -> bool:
    """Say whether a name belongs to another vocabulary."""
    return isinstance(node, URIRef) and not is_builtin(node) and "w3id.org/trendgraph" not in node


def used_terms(graph: Graph) -> set[Node]:
    """Return outside terms in the places where a graph uses a vocabulary rather than cites a document."""
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    used |= {o for place in PLACES for o in graph.objects(None, place)}
    used |= set(graph.objects(None, RDF.first)) | set(graph.objects(None, OWL.someValuesFrom))
    return {node for node in used if is_outside(node)}


def queried_terms() -> set[Node]:
    """Return outside terms in the queries and shapes."""
    texts = [path.read_text("utf-8") for folder in ("queries", "shapes") for path in (ROOT / folder).rglob("*.*")]
    prefixes = "|".join(re.escape(name) for name in prefix_map() if name not in LANGUAGES)
    lines = "\n".join(line.split("# ")[0] for text in texts for line in text.splitlines())
    lines = re.sub(r'<[^>\s]*>|"[^"\n]*"', " ", lines)
    return expand(" ".join(re.findall(rf"\b(?:{prefixes}):[A-Za-z][\w-]*", lines)))


def declaration_faults(graph: Graph) -> Iterator[str]:
    """Yield outside terms without one kind, one label or the IRI of their vocabulary."""
    for term in sorted(set(graph.subjects())):
        kinds = [kind for kind in TERM_KINDS if (term, RDF.type, kind) in graph]
        if len(kinds) != (0 if term in UNTYPED else 1):
            yield f"{term}: needs one OWL type, has {len(kinds)}"
        if len(english(graph, URIRef(term), RDFS.label)) != 1:
            yield f"{term}: needs one English label"
        homes = [str(home) for home in graph.objects(term, RDFS.isDefinedBy)]
        if len(homes) != 1 or not str(term).startswith(homes[0].rstrip("#")):
            yield f"{term}: rdfs:isDefinedBy must be the vocabulary it stands in"


def test_every_used_term_is_declared() -> None:
    used = used_terms(header() + own_modules() + schemes()) | expand(WRITTEN) | queried_terms()
    assert sorted(used - set(external().subjects())) == []


def test_nothing_is_declared_without_need() -> None:
    used = used_terms(header() + own_modules() + schemes()) | used_terms(external()) | expand(WRITTEN) | queried_terms()
    needed = used | expand(RESERVE) | {URIRef(prefix_map()["sh"] + name) for name in ("declare", "prefix", "namespace")}
    assert sorted(set(external().subjects()) - needed) == []


def test_declarations_are_complete() -> None:
    assert list(declaration_faults(external())) == []


def test_own_terms_do_not_stand_among_the_outside_ones() -> None:
    assert [s for s in external().subjects() if str(s).startswith(str(TG))] == []
    assert (HEADER, OWL.imports, None) not in header()


def test_sub_properties_of_skos_are_stated() -> None:
    assert (SKOS.prefLabel, RDFS.subPropertyOf, RDFS.label) in external()
    assert (SKOS.broader, RDFS.subPropertyOf, SKOS.broaderTransitive) in external()
    assert (SKOS.broaderTransitive, RDF.type, OWL.TransitiveProperty) in external()


def test_no_outside_property_has_two_kinds() -> None:
    for kind in PROPERTY_KINDS:
        others = [other for other in PROPERTY_KINDS if other != kind]
        doubled = {s for s in external().subjects(RDF.type, kind) for o in others if (s, RDF.type, o) in external()}
        assert doubled == set()
    assert violations(external()) == []


PLANTED = {
    'prov:Entity rdfs:label "entity"@en ; rdfs:isDefinedBy <http://www.w3.org/ns/prov#> .': "one OWL type, has 0",
    "prov:Entity a owl:Class , owl:ObjectProperty .": "one OWL type, has 2",
    "prov:Entity a owl:Class ; rdfs:isDefinedBy <http://www.w3.org/ns/prov#> .": "one English label",
    'prov:Entity a owl:Class ; rdfs:label "entity"@en .': "the vocabulary it stands in",
    "prov:Entity a owl:Class ; rdfs:isDefinedBy <http://www.w3.org/ns/oa#> .": "the vocabulary it stands in",
}


@pytest.mark.parametrize("text", PLANTED)
def test_planted_declaration_is_found(text: str) -> None:
    assert any(PLANTED[text] in fault for fault in declaration_faults(turtle(text)))


def test_planted_use_is_found() -> None:
    graph = turtle("tg:A rdfs:subClassOf prov:Plan ; cito:cites tg:B . tg:B a org:Site .")
    assert used_terms(graph) == expand("prov:Plan cito:cites org:Site")
