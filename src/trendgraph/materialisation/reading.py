"""Terms as users write them, for the faces that hand them to ``explain``."""

from __future__ import annotations

import pyoxigraph as ox

from trendgraph.errors import GraphError
from trendgraph.namespaces import expand
from trendgraph.queries import resolve
from trendgraph.store import Node, Store

__all__ = ["read_statement"]


def read_statement(store: Store, subject: str, predicate: str, value: str) -> tuple[Node, ox.NamedNode, Node]:
    """Gives the triple that a user means.

    Each part is a CURIE, an IRI, or an entity's slug or label; ``a`` stands for rdf:type, a local name for a term of
    the ontology, and a value in quotes for a literal.

    Raises:
        QueryError: nothing has that name, or several things have.
        GraphError: the value begins with a quote but is not a literal, or the predicate is one.
    """
    link = _read_term(store, "rdf:type" if predicate == "a" else predicate)
    if not isinstance(link, ox.NamedNode):
        raise GraphError(f"{predicate} cannot be a predicate", code="explain.predicate", hint="name a property")
    return _read_term(store, subject), link, _read_term(store, value)


def _read_term(store: Store, text: str) -> Node:
    if text.startswith('"'):
        return _read_literal(text)
    iri = expand(text)
    try:
        return ox.NamedNode(iri) if iri else resolve(store, text)
    except ValueError:
        return resolve(store, text)


def _read_literal(text: str) -> ox.Literal:
    body, quote, kind = text.rpartition('"')
    datatype = expand(kind.removeprefix("^^")) if kind.startswith("^^") else None
    written = f"{body}{quote}^^<{datatype}>" if datatype else text
    try:
        parsed = next(iter(ox.parse(f"<x:x> <x:x> {written} .".encode(), format=ox.RdfFormat.N_TRIPLES, lenient=True)))
    except SyntaxError as error:
        raise GraphError(
            f"{text} is not a literal",
            code="explain.literal",
            hint='write "text", "text"@en or "2021-01-05"^^xsd:date',
        ) from error
    assert isinstance(parsed.object, ox.Literal)
    return parsed.object
