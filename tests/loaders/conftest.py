"""Small worlds to load, and servers of a test's own where it changes or kills them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.servers.process import Server
from tests.servers.rdf import start_oxigraph

from trendgraph.endpoint import Credentials
from trendgraph.loaders import LoadOptions
from trendgraph.namespaces import graph_iri
from trendgraph.store import Store

EX = "http://example.org/"


def quad(graph: str, number: int, value: str | ox.Literal) -> ox.Quad:
    literal = ox.Literal(value) if isinstance(value, str) else value
    return ox.Quad(ox.NamedNode(f"{EX}s{number}"), ox.NamedNode(f"{EX}p"), literal, ox.NamedNode(graph_iri(graph)))


def world(**graphs: list[str]) -> Store:
    """A store whose graphs hold a statement for each text."""
    store = Store(ox.Store())
    store.add(
        quad(f"source/{name}", number, text) for name, texts in graphs.items() for number, text in enumerate(texts)
    )
    return store


def options(server: Server, **more: object) -> LoadOptions:
    credentials = Credentials(server.user, server.password or "") if server.user else None
    return LoadOptions(credentials=credentials, **more)  # type: ignore[arg-type]


@pytest.fixture
def own_oxigraph(tmp_path: Path) -> Iterator[Server]:
    server = start_oxigraph(tmp_path / "server")
    try:
        yield server
    finally:
        server.stop()
