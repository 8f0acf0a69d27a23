"""A loaded database is read back at any later time: what is missing, changed, or was never loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.loaders.conftest import options, quad, world
from tests.loaders.test_load import OLD, client_of
from tests.servers.process import Server

from trendgraph.cli import main
from trendgraph.endpoint import Client
from trendgraph.errors import LoadError
from trendgraph.loaders import load_graph, verify_target
from trendgraph.loaders.registry import parse_target
from trendgraph.loaders.sparql import address_of
from trendgraph.namespaces import graph_iri
from trendgraph.store import Store

pytestmark = pytest.mark.servers


def test_what_was_damaged_is_named_and_mended(rdf_server: Server) -> None:
    prefix = "http://example.org/verified/"
    chosen = options(rdf_server, graph_prefix=prefix)
    with pytest.raises(LoadError, match="nothing was loaded here") as caught:
        verify_target(rdf_server.target, chosen)
    assert caught.value.code == "load.state"
    store = world(**OLD, many=[str(number) for number in range(60)])
    load_graph(store, rdf_server.target, chosen)
    check = verify_target(rdf_server.target, chosen)
    assert check.holds
    assert (check.parts, check.statements) == (4, len(store))
    with client_of(rdf_server) as client:
        for text in (
            f"DELETE DATA {{ GRAPH <{prefix}source/many> {{ {quad('x', 7, '7').triple} }} }}",
            f"INSERT DATA {{ GRAPH <{prefix}source/many> {{ {quad('x', 7, '8').triple} }} }}",
            f"INSERT DATA {{ GRAPH <{prefix}source/a> {{ {quad('x', 7, '8').triple} }} }}",
            f"DROP SILENT GRAPH <{prefix}source/gone>",
            f"INSERT DATA {{ GRAPH <{prefix}other> {{ <urn:x> <urn:y> <urn:z> }} }}",
        ):
            client.update(text)
    check = verify_target(rdf_server.target, chosen)
    assert not check.holds
    assert check.changed == (f"{prefix}source/a", f"{prefix}source/many")
    assert (check.missing, check.extra) == ((f"{prefix}source/gone",), (f"{prefix}other",))
    load_graph(store, rdf_server.target, options(rdf_server, graph_prefix=prefix, verify=True))
    check = verify_target(rdf_server.target, chosen)
    assert (check.missing, check.changed, check.extra) == ((), (), (f"{prefix}other",))


def test_long_texts_and_blank_nodes_are_read_back_too(own_oxigraph: Server) -> None:
    store = Store(ox.Store())
    node = ox.NamedNode("http://example.org/n")
    for thing in (ox.Literal("x" * 2_000_000), ox.BlankNode("b")):
        store.add([ox.Quad(node, node, thing, ox.NamedNode(graph_iri("source/a")))])
    load_graph(store, own_oxigraph.target)
    assert verify_target(own_oxigraph.target).holds


def test_the_command(own_oxigraph: Server, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load_graph(world(**OLD), own_oxigraph.target)
    assert _run("verify", own_oxigraph.target) == 0
    assert "holds what was loaded: 3 graphs of 4 statements" in capsys.readouterr().out
    with Client(own_oxigraph.query) as client:
        client.update(f"DROP GRAPH <{graph_iri('source/b')}>")
    assert _run("verify", own_oxigraph.target) == 1
    assert f"missing: {graph_iri('source/b')}" in capsys.readouterr().out
    assert _run("verify", own_oxigraph.target, "--json") == 1
    shown = json.loads(capsys.readouterr().out)
    assert (shown["holds"], shown["missing"]) == (False, [graph_iri("source/b")])
    assert _run("verify", "oxigraph:http://127.0.0.1:1", "--json") == 2
    assert json.loads(capsys.readouterr().out)["code"] == "endpoint.unreachable"
    assert _run("verify", "graph.nq", "--engine", "oxigraph") == 2
    capsys.readouterr()
    assert _run("verify", "oxigrph:http://127.0.0.1:1") == 2
    assert "nearest: oxigraph" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "query"),
    [
        ("oxigraph:http://host:7878/query", "http://host:7878/query"),
        ("oxigraph:http://host:7878/", "http://host:7878/query"),
        ("fuseki:http://host:3030/ds/query/", "http://host:3030/ds/query"),
        ("virtuoso:http://host:8890/sparql", "http://host:8890/sparql-auth"),
        ("virtuoso:http://host:8890/sparql-auth", "http://host:8890/sparql-auth"),
        ("rdf4j:http://host:8080/rdf4j-server/repositories/tg", "http://host:8080/rdf4j-server/repositories/tg"),
    ],
)
def test_the_address_may_be_the_one_that_is_asked(given: str, query: str) -> None:
    assert address_of(parse_target(given), known_user=True).query == query


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as exited:
        main(list(arguments))
    return int(str(exited.value.code))
