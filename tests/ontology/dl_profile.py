"""A check of the OWL 2 DL profile: one sentence per violation, none when the graph is in the profile.

Covers what can go wrong in this project's style of ontology: undeclared entities, punning between kinds of
property, reserved vocabulary, datatypes outside the OWL 2 map, values that do not fit their property, properties
that are not simple where only simple ones may stand, and property chains without a regular order.

Source: OWL 2 Structural Specification, section 3 and 11, https://www.w3.org/TR/owl2-syntax/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import networkx as nx
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from .tree import PROPERTY_KINDS

BUILTIN = (str(RDF), str(RDFS), str(OWL), str(XSD))
# The only annotation properties that OWL 2 takes from its reserved namespaces; the rest of them is syntax.
BUILTIN_ANNOTATIONS = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.deprecated, OWL.versionInfo}
SYNTAX = {RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}
BUILTIN_CLASSES = {OWL.Thing, OWL.Nothing}
XSD_MAP = (
    "string normalizedString token language Name NCName NMTOKEN boolean decimal integer nonNegativeInteger "
    "nonPositiveInteger positiveInteger negativeInteger long int short byte unsignedLong unsignedInt unsignedShort "
    "unsignedByte float double hexBinary base64Binary anyURI dateTime dateTimeStamp"
)
DATATYPES = {XSD[name] for name in XSD_MAP.split()} | {RDF.langString, RDF.PlainLiteral, RDFS.Literal}
SIMPLE_ONLY = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
)
CARDINALITIES = (
    *(OWL.minCardinality, OWL.maxCardinality, OWL.cardinality),
    *(OWL.minQualifiedCardinality, OWL.maxQualifiedCardinality, OWL.qualifiedCardinality, OWL.hasSelf),
)
CLASS_PLACES = (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith, OWL.someValuesFrom, OWL.allValuesFrom)


def short(node: Node) -> str:
    """Return the last part of an IRI."""
    return str(node).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def is_builtin(node: Node) -> bool:
    """Say whether an IRI lies in a namespace that OWL reserves."""
    return isinstance(node, URIRef) and str(node).startswith(BUILTIN)


def chains(graph: Graph) -> Iterator[tuple[Node, list[Node]]]:
    """Yield each property with the steps of a chain that leads to it."""
    for prop, head in graph.subject_objects(OWL.propertyChainAxiom):
        yield prop, list(Collection(graph, head))


def undeclared_entities(graph: Graph) -> Iterator[str]:
    """Yield properties and classes that are used and not declared."""
    declared = {s for kind in PROPERTY_KINDS for s in graph.subjects(RDF.type, kind)}
    for prop in sorted({p for p in graph.predicates() if not is_builtin(p)} - declared):
        yield f"{short(prop)}: property used and not declared"
    used = {o for place in CLASS_PLACES for s, o in graph.subject_objects(place)}
    used |= {o for o in graph.objects(None, RDF.type) if not is_builtin(o)}
    used |= {o for p, o in graph.subject_objects(RDFS.domain)}
    used |= {o for p, o in graph.subject_objects(RDFS.range) if (p, RDF.type, OWL.ObjectProperty) in graph}
    for cls in sorted(c for c in used if isinstance(c, URIRef) and c not in BUILTIN_CLASSES):
        if (cls, RDF.type, OWL.Class) not in graph:
            yield f"{short(cls)}: class used and not declared"


def puns(graph: Graph) -> Iterator[str]:
    """Yield names that stand for two kinds of property, or for a class and a datatype."""
    for group in (PROPERTY_KINDS, (OWL.Class, RDFS.Datatype)):
        kinds = [set(graph.subjects(RDF.type, kind)) for kind in group]
        doubled = {n for i, one in enumerate(kinds) for other in kinds[i + 1 :] for n in one & other}
        yield from (f"{short(name)}: two kinds of entity in one name" for name in sorted(doubled))


def reserved_names(graph: Graph) -> Iterator[str]:
    """Yield reserved names that are used or declared as entities of the ontology."""
    declared = {s for kind in (OWL.Class, *PROPERTY_KINDS) for s in graph.subjects(RDF.type, kind)}
    for name in sorted(n for n in declared if is_builtin(n)):
        yield f"{short(name)}: reserved name declared as an entity"
    for name in sorted({p for p in graph.predicates() if is_builtin(p)} - SYNTAX - BUILTIN_ANNOTATIONS):
        if not str(name).startswith(str(OWL)):
            yield f"{short(name)}: reserved name used as a property"
    for prop in sorted(set(graph.subjects(RDF.type, RDF.Property))):
        yield f"{short(prop)}: rdf:Property says no kind"


def foreign_datatypes(graph: Graph) -> Iterator[str]:
    """Yield ranges and data values with a datatype that OWL 2 does not know."""
    for prop in sorted(set(graph.subjects(RDF.type, OWL.DatatypeProperty))):
        for datatype in graph.objects(prop, RDFS.range):
            if isinstance(datatype, URIRef) and datatype not in DATATYPES:
                yield f"{short(prop)}: range {short(datatype)} is not in the OWL 2 datatype map"
        for value in graph.objects(None, prop):
            if isinstance(value, Literal) and value.datatype is not None and value.datatype not in DATATYPES:
                yield f"{short(prop)}: value of type {short(value.datatype)}"


def misfit_values(graph: Graph) -> Iterator[str]:
    """Yield object properties with a literal and datatype properties with a thing."""
    for prop in sorted(set(graph.subjects(RDF.type, OWL.ObjectProperty))):
        if any(isinstance(value, Literal) for value in graph.objects(None, prop)):
            yield f"{short(prop)}: object property with a literal"
    for prop in sorted(set(graph.subjects(RDF.type, OWL.DatatypeProperty))):
        if any(not isinstance(value, Literal) for value in graph.objects(None, prop)):
            yield f"{short(prop)}: datatype property with a thing"


def misplaced_annotations(graph: Graph) -> Iterator[str]:
    """Yield annotation properties in axioms that are only for object and datatype properties."""
    annotations = set(graph.subjects(RDF.type, OWL.AnnotationProperty)) | BUILTIN_ANNOTATIONS
    placed = {o for place in (OWL.onProperty, OWL.inverseOf) for o in graph.objects(None, place)}
    placed |= set(graph.subjects(OWL.inverseOf, None))
    placed |= {step for prop, steps in chains(graph) for step in (prop, *steps)}
    for one, other in graph.subject_objects(RDFS.subPropertyOf):
        if (one in annotations) != (other in annotations):
            yield f"{short(one)}: sub-property of {short(other)}, which is of another kind"
    yield from (f"{short(p)}: annotation property in a logical axiom" for p in sorted(placed & annotations))


def composite_properties(graph: Graph) -> set[Node]:
    """Return the properties that are not simple: transitive, reached by a chain, their inverses and what is above."""
    found = set(graph.subjects(RDF.type, OWL.TransitiveProperty)) | {prop for prop, _ in chains(graph)}
    inverses = nx.Graph(list(graph.subject_objects(OWL.inverseOf)))
    while True:
        above = {parent for prop in found for parent in graph.objects(prop, RDFS.subPropertyOf)}
        across = {other for prop in found if prop in inverses for other in inverses[prop]}
        if above | across <= found:
            return found
        found |= above | across


def misused_composites(graph: Graph) -> Iterator[str]:
    """Yield properties that are not simple and yet stand in an axiom that only takes simple ones."""
    composite = composite_properties(graph)
    for kind in SIMPLE_ONLY:
        for prop in sorted(composite & set(graph.subjects(RDF.type, kind))):
            yield f"{short(prop)}: {short(kind)} but not simple"
    counted = {n for place in CARDINALITIES for n in graph.subjects(place, None)}
    for prop in sorted({p for n in counted for p in graph.objects(n, OWL.onProperty)} & composite):
        yield f"{short(prop)}: counted but not simple"
    disjoint = {p for pair in graph.subject_objects(OWL.propertyDisjointWith) for p in pair}
    yield from (f"{short(prop)}: disjoint but not simple" for prop in sorted(disjoint & composite))


def _strict_steps(prop: Node, steps: list[Node]) -> list[Node]:
    if steps == [prop, prop]:
        return []
    if steps[0] == prop:
        return steps[1:]
    return steps[:-1] if steps[-1] == prop else steps


def irregular_chains(graph: Graph) -> Iterator[str]:
    """Yield chains for which no strict order of the properties exists."""
    inverses = nx.Graph(list(graph.subject_objects(OWL.inverseOf)))
    groups = {p: min(map(str, group)) for group in nx.connected_components(inverses) for p in group}
    order = nx.DiGraph()
    order.add_edges_from(
        (groups.get(one, str(one)), groups.get(other, str(other)))
        for one, other in graph.subject_objects(RDFS.subPropertyOf)
    )
    strict = []
    for prop, steps in chains(graph):
        strict += [(groups.get(step, str(step)), groups.get(prop, str(prop))) for step in _strict_steps(prop, steps)]
    order.add_edges_from(strict)
    components = {name: i for i, part in enumerate(nx.strongly_connected_components(order)) for name in part}
    for lower, upper in sorted(strict):
        if components[lower] == components[upper]:
            yield f"{short(URIRef(upper))}: chain through {short(URIRef(lower))} has no regular order"


def broken_restrictions(graph: Graph) -> Iterator[str]:
    """Yield restrictions that do not name one property and one condition."""
    conditions = (OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasValue, *CARDINALITIES)
    for node in graph.subjects(RDF.type, OWL.Restriction):
        count = sum(1 for condition in conditions for _ in graph.objects(node, condition))
        if count != 1 or len(set(graph.objects(node, OWL.onProperty))) != 1 or not isinstance(node, BNode):
            yield "Restriction: needs one property and one condition"


CHECKS: tuple[Callable[[Graph], Iterator[str]], ...] = (
    *(undeclared_entities, puns, reserved_names, foreign_datatypes, misfit_values, misplaced_annotations),
    *(misused_composites, irregular_chains, broken_restrictions),
)


def violations(graph: Graph) -> list[str]:
    """Return every violation of the profile that the checks find."""
    return [fault for check in CHECKS for fault in check(graph)]
