"""A server that ends every answer after seven rows or statements, and holds other people's graphs: nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from tests.endpoint.server import Asked, Endpoint, Reply

from trendgraph.endpoint import Client, EndpointError, Limits, Remote, load_engine
from trendgraph.namespaces import graph_iri
from trendgraph.store import Store

MOST = 7
XML, LINES = "application/sparql-results+xml", "application/n-triples"
THEIRS = ox.NamedNode("http://example.org/their-graph")
OURS = [ox.NamedNode(graph_iri(name)) for name in ("asserted", "entities", "ontology")]


def node(name: object) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.org/{name}")


@pytest.fixture
def held() -> ox.Store:
    store = ox.Store()
    for number in range(40):
        graph = OURS[number % 2] if number < 33 else OURS[2]
        store.add(ox.Quad(node(number), node("p"), ox.Literal(number % 4), graph))
    for number in range(20):
        store.add(ox.Quad(node("one"), node("q"), ox.Literal(number), OURS[0]))
    store.add(ox.Quad(node("theirs"), node("p"), node("o"), THEIRS))
    return store


def answered(held: ox.Store, asked: Asked) -> Reply:
    """Answers as Virtuoso does: whole where it fits, else a part, which a header tells of a table alone."""
    if asked.method == "GET":
        name = ox.NamedNode(parse_qs(urlsplit(asked.path).query)["graph-uri"][0])
        lines = [f"{quad.triple} .\n" for quad in held.quads_for_pattern(None, None, None, name)]
        return Reply(body="".join(lines[:MOST]).encode(), kind=LINES)
    text = parse_qs(asked.body.decode())["query"][0]
    found = held.query(text, use_default_graph_as_union=True)
    if isinstance(found, ox.QueryBoolean):
        return Reply(body=found.serialize(format=ox.QueryResultsFormat.XML) or b"", kind=XML)
    if isinstance(found, ox.QueryTriples):
        return Reply(body="".join(f"{triple} .\n" for triple in islice(found, MOST)).encode(), kind=LINES)
    rows = list(found)
    names = " ".join(str(name) for name in found.variables)
    values = " ".join("(" + " ".join(str(cell) for cell in row) + ")" for row in rows[:MOST])
    part = held.query(f"SELECT {names} WHERE {{ VALUES ({names}) {{ {values} }} }}")
    assert isinstance(part, ox.QuerySolutions)
    headers = {"X-SPARQL-MaxRows": str(MOST)} if len(rows) > MOST else {}
    return Reply(body=part.serialize(format=ox.QueryResultsFormat.XML) or b"", kind=XML, headers=headers)


@pytest.fixture
def store(endpoint: Endpoint, held: ox.Store) -> Iterator[Store]:
    endpoint.decide = lambda asked: answered(held, asked)
    engine = replace(
        load_engine("virtuoso"), addresses=(("/sparql", "/sparql", "/sparql"),), most_rows=MOST, page_rows=MOST
    )
    with Client(endpoint.url, limits=Limits(attempts=1)) as client:
        client._engine = engine
        yield Store(Remote(client))


def ours(held: ox.Store) -> set[ox.Quad]:
    return {quad for quad in held if quad.graph_name != THEIRS}


def test_a_table_comes_whole_and_in_its_order(store: Store, held: ox.Store) -> None:
    text = "SELECT ?s ?o WHERE { ?s <http://example.org/p> ?o FILTER(isLiteral(?o)) } ORDER BY DESC(?o)"
    found = [(row["o"].value, row["s"].value) for row in store.select(text)]
    assert [value for value, _ in found] == sorted((value for value, _ in found), reverse=True)
    here = held.query(text, use_default_graph_as_union=True)
    assert isinstance(here, ox.QuerySolutions)
    assert sorted(found) == sorted((row["o"].value, row["s"].value) for row in here)
    assert len(found) == 40


@pytest.mark.parametrize("template", ["?s ?p ?o", "?s <e:a> ?o . ?o <e:b> ?s . ?s <e:c> 1"])
def test_a_construct_comes_whole(store: Store, held: ox.Store, template: str) -> None:
    text = f"CONSTRUCT {{ {template} }} WHERE {{ ?s ?p ?o FILTER(?s != <http://example.org/theirs>) }}".replace(
        "?o <e:b> ?s", "?s <e:b> ?p"
    )
    here = held.query(text, use_default_graph_as_union=True)
    assert isinstance(here, ox.QueryTriples)
    assert set(store.construct(text)) == set(here)


def test_graphs_come_whole_and_those_of_others_do_not_come(store: Store, held: ox.Store) -> None:
    """One has more statements of a single thing than a page holds."""
    assert store.graph_names() == [name.value for name in OURS]
    assert len(store) == len(ours(held))
    assert set(store.quads()) == ours(held)
    assert set(store.raw.quads_for_pattern(None, node("p"), None)) == {
        quad for quad in ours(held) if quad.predicate == node("p")
    }


def test_a_large_whole_decimal_is_none_the_less_a_decimal(store: Store, held: ox.Store) -> None:
    """The engine gives it as it gives a large whole number; what the ontology wants tells them apart."""
    xsd, wants = "http://www.w3.org/2001/XMLSchema#", ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#range")
    decimal = ox.Literal("4294967296", datatype=ox.NamedNode(xsd + "decimal"))
    held.add(ox.Quad(node("level"), wants, decimal.datatype, OURS[2]))
    for name in ("level", "count"):
        held.add(ox.Quad(node("two"), node(name), decimal, OURS[0]))
    for found in (set(store.quads(OURS[0].value)), set(store.raw.quads_for_pattern(node("two"), None, None))):
        assert ox.Quad(node("two"), node("level"), decimal, OURS[0]) in found
        assert ox.Quad(node("two"), node("count"), ox.Literal(2**32), OURS[0]) in found


def test_what_cannot_be_asked_for_in_parts_is_an_error(store: Store) -> None:
    for text in (f"SELECT ?s FROM {OURS[0]} WHERE {{ ?s ?p ?o }}", "DESCRIBE <http://example.org/one>"):
        with pytest.raises(EndpointError) as caught:
            store.query(text)
        assert caught.value.code == "endpoint.rows"


def test_a_graph_that_gives_less_than_it_counts_is_an_error(store: Store, endpoint: Endpoint, held: ox.Store) -> None:
    assert len(store)
    held.remove(ox.Quad(node(2), node("p"), ox.Literal(2), OURS[0]))
    with pytest.raises(EndpointError, match="it counts 37 statements") as caught:
        list(store.quads(OURS[0].value))
    assert caught.value.code == "endpoint.cut"
