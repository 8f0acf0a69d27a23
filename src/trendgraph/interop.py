"""Between the terms of Oxigraph and those of rdflib, lexical forms untouched.

The one place that converts, for users (``to_rdflib``, ``from_rdflib``) and for pyshacl alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox
import rdflib

from trendgraph.errors import GraphError
from trendgraph.namespaces import prefixes
from trendgraph.terms import XSD

__all__ = ["dataset_to_rdflib", "quads_from_rdflib", "rdflib_iri", "to_oxigraph_term", "to_rdflib_term"]


@lru_cache(maxsize=1 << 16)
def rdflib_iri(value: str) -> rdflib.URIRef:
    """Gives an IRI as rdflib has it, made once."""
    return rdflib.URIRef(value)


def to_rdflib_term(term: object) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    """Gives the rdflib term of an Oxigraph term.

    >>> to_rdflib_term(ox.Literal("01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))).n3()
    '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    match term:
        case ox.NamedNode():
            return rdflib_iri(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal():
            if term.language:
                return rdflib.Literal(term.value, lang=term.language)
            # rdflib holds "x" and "x"^^xsd:string unequal: plain text stays plain.
            if term.datatype.value == XSD + "string":
                return rdflib.Literal(term.value)
            return rdflib.Literal(term.value, datatype=rdflib_iri(term.datatype.value), normalize=False)
        case _:
            raise TypeError(f"rdflib has no term for {term!r}")


def to_oxigraph_term(node: object) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Gives the Oxigraph term of an rdflib term."""
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    raise TypeError(f"no RDF 1.1 term: {node!r}")


def dataset_to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """Gives quads as an rdflib Dataset with the project's prefixes bound."""
    dataset = rdflib.Dataset()
    for prefix, space in prefixes().items():
        dataset.bind(prefix, space, replace=True)
    for quad in quads:
        name = quad.graph_name
        context = dataset.graph(name.value if isinstance(name, ox.NamedNode) else None)
        context.add((to_rdflib_term(quad.subject), to_rdflib_term(quad.predicate), to_rdflib_term(quad.object)))
    return dataset


def quads_from_rdflib(dataset: rdflib.Dataset | rdflib.Graph, default_graph: str) -> Iterator[ox.Quad]:
    """Yields the quads of an rdflib Dataset; triples of no named graph go to ``default_graph`` (an IRI)."""
    fallback = ox.NamedNode(default_graph)
    if not isinstance(dataset, rdflib.Dataset):
        for subject, predicate, value in dataset:
            yield _quad(subject, predicate, value, fallback)
        return
    for subject, predicate, value, context in dataset.quads():
        named = context is not None and context != rdflib.graph.DATASET_DEFAULT_GRAPH_ID
        yield _quad(subject, predicate, value, ox.NamedNode(str(context)) if named else fallback)


def _quad(
    subject: rdflib.term.Node, predicate: rdflib.term.Node, value: rdflib.term.Node, graph: ox.NamedNode
) -> ox.Quad:
    start, link = to_oxigraph_term(subject), to_oxigraph_term(predicate)
    if isinstance(start, ox.Literal) or not isinstance(link, ox.NamedNode):
        raise GraphError(f"no RDF 1.1 triple: {subject!r} {predicate!r}", code="graph.triple")
    return ox.Quad(start, link, to_oxigraph_term(value), graph)
