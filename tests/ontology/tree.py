"""The ontology as the tests read it: paths, namespaces and parsed graphs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, SH, SKOS, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
TG = Namespace("https://w3id.org/trendgraph/ontology#")
TGD = Namespace("https://w3id.org/trendgraph/id/")
SCHEME = Namespace("https://w3id.org/trendgraph/scheme/")
HEADER = URIRef("https://w3id.org/trendgraph/ontology")
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
TERM_KINDS = (OWL.Class, *PROPERTY_KINDS, OWL.NamedIndividual)


def parse(*paths: Path) -> Graph:
    """Return one graph with the triples of all the files."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@cache
def own_modules() -> Graph:
    """Return the modules that define the project's own terms."""
    return parse(*(path for path in sorted((ONTOLOGY / "modules").glob("*.ttl")) if path.stem != "external"))


@cache
def external() -> Graph:
    """Return the declarations of outside terms."""
    return parse(ONTOLOGY / "modules" / "external.ttl")


@cache
def header() -> Graph:
    """Return the header of the ontology."""
    return parse(ONTOLOGY / "trendgraph.ttl")


@cache
def schemes() -> Graph:
    """Return the SKOS schemes."""
    return parse(*sorted((ONTOLOGY / "schemes").glob("*.ttl")))


@cache
def whole() -> Graph:
    """Return everything that a reasoner reads: header, modules, outside terms and schemes."""
    return header() + own_modules() + external() + schemes()


@cache
def prefix_map() -> dict[str, str]:
    """Return the one prefix map of the project."""
    graph = parse(ONTOLOGY / "prefixes.ttl")
    return {
        str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
        for node in graph.objects(HEADER, SH.declare)
    }


def terms(graph: Graph) -> list[URIRef]:
    """Return the project's own terms that a graph declares, in order."""
    found = {s for kind in TERM_KINDS for s in graph.subjects(RDF.type, kind) if str(s).startswith(TG)}
    return sorted(URIRef(term) for term in found)


def local_name(term: URIRef) -> str:
    """Return a term's name without the namespace."""
    return str(term).removeprefix(TG)


def english(graph: Graph, subject: URIRef, predicate: URIRef) -> list[str]:
    """Return the English values of an annotation."""
    return [str(o) for o in graph.objects(subject, predicate) if isinstance(o, Literal) and o.language == "en"]


def concepts(graph: Graph) -> list[URIRef]:
    """Return the concepts of a graph, in order."""
    return sorted(URIRef(s) for s in graph.subjects(RDF.type, SKOS.Concept))


def turtle(text: str) -> Graph:
    """Parse Turtle that relies on the project's prefixes."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefix_map().items())
    return Graph().parse(data=head + text, format="turtle")
