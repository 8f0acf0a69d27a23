"""The identity of a graph: whatever the order and the way to write a number, and nothing else."""

from __future__ import annotations

import random
from itertools import pairwise

import pyoxigraph as ox
import pytest
from tests.loaders.nasty import CASES

from trendgraph.endpoint import Address
from trendgraph.errors import LoadError
from trendgraph.loaders import fingerprint, parse_target
from trendgraph.loaders.fingerprint import Tally
from trendgraph.loaders.lines import fingerprint_of
from trendgraph.loaders.names import Names
from trendgraph.loaders.sparql import address_of
from trendgraph.store import Store
from trendgraph.terms import XSD

NODE = ox.NamedNode("http://example.org/n")


def literal(text: str, kind: str = "string") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def triple(value: ox.Literal | ox.NamedNode | ox.BlankNode) -> ox.Triple:
    return ox.Triple(NODE, NODE, value)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (literal("0.50", "decimal"), literal("0.5", "decimal")),
        (literal("1.0", "decimal"), literal("1", "decimal")),
        (literal("01", "integer"), literal("1", "integer")),
        (literal("122000000000", "integer"), literal("122000000000", "decimal")),
        (literal("+7", "nonNegativeInteger"), literal("7", "integer")),
        (literal("4.513E23", "double"), literal("451300000000000000000000", "double")),
        (literal("-0.0", "decimal"), literal("0", "decimal")),
        (literal("1", "boolean"), literal("true", "boolean")),
        (literal("2024-01-01T00:00:00.000+00:00", "dateTime"), literal("2024-01-01T00:00:00Z", "dateTime")),
    ],
)
def test_the_same_value_has_the_same_fingerprint(left: ox.Literal, right: ox.Literal) -> None:
    assert fingerprint([triple(left)]) == fingerprint([triple(right)])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (literal("1", "integer"), literal("1", "double")),
        (literal("1", "integer"), literal("1")),
        (literal("10", "integer"), literal("1", "integer")),
        (literal("0.05", "decimal"), literal("0.5", "decimal")),
        (literal("01"), literal("1")),
        (literal("1e400", "double"), literal("INF", "double")),
        (literal("2024", "gYear"), literal("2024-01-01", "date")),
        (literal("2024-01-01Z", "date"), literal("2024-01-01", "date")),
        (ox.Literal("a", language="en"), ox.Literal("a")),
        (ox.Literal("a", language="en"), ox.Literal("a", language="de")),
    ],
)
def test_another_value_has_another(left: ox.Literal, right: ox.Literal) -> None:
    assert fingerprint([triple(left)]) != fingerprint([triple(right)])


def test_the_order_and_the_names_of_blank_nodes_do_not_matter() -> None:
    def statements(name: str) -> list[ox.Triple]:
        blank = [ox.BlankNode(f"{name}{number}") for number in range(4)]
        linked = [ox.Triple(one, NODE, other) for one, other in pairwise(blank)]
        return [triple(blank[0]), *linked, *(triple(literal(str(number))) for number in range(20))]

    left, right = statements("a"), statements("z")
    random.Random(7).shuffle(right)
    assert fingerprint(left) == fingerprint(right)
    assert fingerprint(left) != fingerprint(left[1:])
    assert fingerprint(left) != fingerprint([*left, left[-1]])


def test_what_is_written_otherwise_is_counted() -> None:
    tally = Tally()
    fingerprint(
        [triple(value) for value in (literal("1.0", "decimal"), literal("1.5", "decimal"), literal("2", "integer"))],
        tally,
    )
    assert tally.forms == {XSD + "decimal": 1}
    assert tally.examples == {XSD + "decimal": ("1", "1.0")}


@pytest.mark.parametrize(
    ("text", "engine", "words"),
    [
        ("fusecki:http://h/ds", None, "nearest: fuseki"),
        ("somewhere", None, "is no target"),
        ("http://h/sparql", "oracle", "no engine 'oracle'"),
        ("fuseki:http://h/ds", "oxigraph", "say it once"),
    ],
)
def test_a_target_that_means_nothing_is_refused(text: str, engine: str | None, words: str) -> None:
    with pytest.raises(LoadError, match=words):
        parse_target(text, engine)


@pytest.mark.parametrize("prefix", ["", "no-scheme", "http://example.org/a b/", "http://example.org/<x>/", "urn:"])
def test_a_prefix_that_is_no_beginning_of_an_iri_is_refused(prefix: str) -> None:
    with pytest.raises(LoadError, match="beginning of an IRI"):
        Names(prefix)


def test_lines_and_terms_give_the_same_sum() -> None:
    """Also where a text looks like the end of a typed literal, or like a blank node."""
    store = Store(ox.Store())
    graph = ox.NamedNode("http://example.org/g")
    values = [term for name, term in CASES.items() if name != "text of 10 MB"]
    values += [literal('a "1"^^<http://www.w3.org/2001/XMLSchema#integer>'), literal("_:b"), literal('"1', "integer")]
    store.add(ox.Quad(NODE, NODE, value, graph) for value in values)
    one, other = Tally(), Tally()
    assert fingerprint_of(store, graph.value, one).value == fingerprint(store.quads(graph.value), other)
    assert one.types == other.types
    store.add([ox.Quad(ox.BlankNode(), NODE, literal(str(number), "integer"), graph) for number in range(3)])
    found = fingerprint_of(store, graph.value)
    assert found.has_blanks
    assert found.value == fingerprint(store.quads(graph.value))


@pytest.mark.parametrize(
    ("target", "query", "update", "graphs"),
    [
        ("fuseki:http://h:3030/ds", "/ds/query", "/ds/update", "/ds/data"),
        ("graphdb:http://h:7200/repositories/r", "", "/statements", "/rdf-graphs/service"),
        ("neptune:https://h:8182", "/sparql", "/sparql", "/sparql/gsp/"),
        ("oxigraph:http://h:7878", "/query", "/update", "/store"),
        ("qlever:http://h:7001", "", "", ""),
        ("rdf4j:http://h:8080/rdf4j-server/repositories/r", "", "/statements", "/rdf-graphs/service"),
        ("stardog:http://h:5820/db", "/db/query", "/db/update", "/db"),
    ],
)
def test_the_addresses_of_an_engine_stay(target: str, query: str, update: str, graphs: str) -> None:
    where = parse_target(target)
    base = (
        where.address
        if target.startswith(("graphdb", "rdf4j"))
        else where.address.removesuffix("/ds").removesuffix("/db")
    )
    assert address_of(where, known_user=False) == Address(base + query, base + update, base + graphs)
