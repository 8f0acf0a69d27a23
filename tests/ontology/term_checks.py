"""Checks of the project's own terms: each takes a graph and returns one sentence per fault."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, Node, URIRef
from rdflib.collection import Collection

from .tree import HEADER, PROPERTY_KINDS, TG, english, local_name, terms

# schema.org in its https form; rdflib's own constant is checked against the http one.
DOMAIN_INCLUDES = URIRef("https://schema.org/domainIncludes")
RANGE_INCLUDES = URIRef("https://schema.org/rangeIncludes")
XSD_NS = Namespace(str(XSD))


def annotation_faults(graph: Graph) -> Iterator[str]:
    """Yield what is missing or doubled in a term's annotation block."""
    for term in terms(graph):
        for predicate, what in ((RDFS.label, "English label"), (SKOS.definition, "English definition")):
            count = len(english(graph, term, predicate))
            if count != 1 or len(set(graph.objects(term, predicate))) != 1:
                yield f"{local_name(term)}: needs exactly one {what}, has {count}"
        if set(graph.objects(term, RDFS.isDefinedBy)) != {HEADER}:
            yield f"{local_name(term)}: rdfs:isDefinedBy must name the ontology"
        created = list(graph.objects(term, DCTERMS.created))
        if len(created) != 1 or not isinstance(created[0], Literal) or created[0].datatype != XSD.date:
            yield f"{local_name(term)}: needs one dcterms:created with a date"
        if not english(graph, term, SKOS.example):
            yield f"{local_name(term)}: needs an English skos:example"


def sentence_faults(definition: str, label: str) -> Iterator[str]:
    """Yield what is wrong with the wording of one definition."""
    if not definition.endswith(".") or re.search(r"[.!?] +[A-Z]", definition):
        yield "definition is not one sentence with a full stop"
    if not definition[:1].isupper():
        yield "definition does not begin with a capital"
    if re.search(rf"(?<![\w-]){re.escape(label.lower())}(?![\w-])", definition.lower()):
        yield f"definition contains its own label {label!r}"


def wording_faults(graph: Graph) -> Iterator[str]:
    """Yield definitions that are no single sentence or contain their own label."""
    for term in terms(graph):
        for definition in english(graph, term, SKOS.definition):
            for label in english(graph, term, RDFS.label):
                yield from (f"{local_name(term)}: {fault}" for fault in sentence_faults(definition, label))


def duplicate_faults(graph: Graph) -> Iterator[str]:
    """Yield labels and definitions that two terms share."""
    for predicate, what in ((RDFS.label, "label"), (SKOS.definition, "definition")):
        holders: dict[str, list[str]] = defaultdict(list)
        for term in terms(graph):
            for text in english(graph, term, predicate):
                holders[text.lower()].append(local_name(term))
        yield from (f"{', '.join(names)}: same {what}" for names in holders.values() if len(names) > 1)


def name_faults(graph: Graph) -> Iterator[str]:
    """Yield names in the wrong case and classes whose name and label have come apart."""
    for term in terms(graph):
        name, is_class = local_name(term), (term, RDF.type, OWL.Class) in graph
        pattern = r"[A-Z][a-zA-Z0-9]*" if is_class else r"[a-z][a-zA-Z0-9]*"
        if not re.fullmatch(pattern, name):
            yield f"{name}: {'a class is UpperCamelCase' if is_class else 'only classes begin with a capital'}"
        labels = {re.sub(r"[ -]", "", label).lower() for label in english(graph, term, RDFS.label)}
        if is_class and labels != {name.lower()}:
            yield f"{name}: name and label differ"


def kind_faults(graph: Graph) -> Iterator[str]:
    """Yield properties of more than one kind."""
    for term in terms(graph):
        kinds = [kind for kind in PROPERTY_KINDS if (term, RDF.type, kind) in graph]
        if len(kinds) > 1:
            yield f"{local_name(term)}: is {' and '.join(str(kind).split('#')[1] for kind in kinds)}"


def superclasses(graph: Graph, cls: Node) -> set[Node]:
    """Return a class with all its superclasses."""
    return set(graph.transitive_objects(cls, RDFS.subClassOf))


def _expected_faults(graph: Graph, term: URIRef, hint: URIRef) -> Iterator[str]:
    is_data = (term, RDF.type, OWL.DatatypeProperty) in graph
    values = list(graph.objects(term, hint))
    if not values:
        yield f"needs {hint.rsplit('/')[-1]}"
    for value in values:
        is_type = value in XSD_NS
        if not is_type and (value, RDF.type, OWL.Class) not in graph:
            yield f"{value} is neither a declared class nor an XSD type"
        elif is_type != (is_data and hint == RANGE_INCLUDES):
            yield f"{value} does not fit the kind of the property"


def _axiom_faults(graph: Graph, term: URIRef, hint: URIRef, axiom: URIRef) -> Iterator[str]:
    # A claim within the hints must never push its subject or object into a class that excludes it.
    for parent in graph.transitive_objects(term, RDFS.subPropertyOf):
        for limit in graph.objects(parent, axiom):
            for value in graph.objects(term, hint):
                if limit not in superclasses(graph, value):
                    yield f"{str(value).split('#')[-1]} lies outside the {axiom.split('#')[-1]} of {parent}"


def claimable_faults(graph: Graph) -> Iterator[str]:
    """Yield claimable properties whose domain and range hints are missing, undeclared or against the axioms."""
    for term in sorted(URIRef(s) for s in graph.subjects(TG.isClaimable, Literal(True))):
        for hint, axiom in ((DOMAIN_INCLUDES, RDFS.domain), (RANGE_INCLUDES, RDFS.range)):
            yield from (f"{local_name(term)}: {fault}" for fault in _expected_faults(graph, term, hint))
            yield from (f"{local_name(term)}: {fault}" for fault in _axiom_faults(graph, term, hint, axiom))


def _groups(graph: Graph, kind: URIRef, *lists: URIRef) -> list[set[Node]]:
    heads = [head for node in graph.subjects(RDF.type, kind) for name in lists for head in graph.objects(node, name)]
    return [set(Collection(graph, head)) for head in heads]


def distinctness_faults(graph: Graph) -> Iterator[str]:
    """Yield kinds not declared disjoint and qualifier values not declared different."""
    disjoint = _groups(graph, OWL.AllDisjointClasses, OWL.members)
    kinds = set(graph.subjects(TG.iriSegment, None))
    for group in (kinds, set(graph.subjects(RDFS.subClassOf, TG.Qualifier))):
        missing = set() if not group else min((group - listed for listed in disjoint), key=len, default=group)
        yield from (f"{local_name(URIRef(c))}: not in the list of disjoint classes" for c in sorted(missing))
    different = _groups(graph, OWL.AllDifferent, OWL.distinctMembers, OWL.members)
    for cls in sorted(graph.subjects(RDFS.subClassOf, TG.Qualifier)):
        values = set(graph.subjects(RDF.type, cls))
        if len(values) > 1 and not any(values <= listed for listed in different):
            yield f"{local_name(URIRef(cls))}: its values are not declared different"


def inverse_faults(graph: Graph) -> Iterator[str]:
    """Yield inverses whose domain and range are not each other's."""
    for one, other in graph.subject_objects(OWL.inverseOf):
        for mine, its in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
            a, b = set(graph.objects(one, mine)), set(graph.objects(other, its))
            if a and b and a != b:
                yield f"{local_name(URIRef(one))}: {mine.split('#')[1]} differs from its inverse"
