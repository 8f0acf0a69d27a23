"""One server of each kind for the whole session, started when a test first asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.servers.process import Server
from tests.servers.property import start_falkordb, start_neo4j
from tests.servers.rdf import start_fuseki, start_oxigraph, start_virtuoso

__all__ = ["falkordb", "fuseki", "neo4j", "oxigraph_server", "rdf_server", "virtuoso"]


def _session(server: Server) -> Iterator[Server]:
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _session(start_fuseki(tmp_path_factory.mktemp("fuseki")))


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _session(start_oxigraph(tmp_path_factory.mktemp("oxigraph")))


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _session(start_virtuoso(tmp_path_factory.mktemp("virtuoso")))


@pytest.fixture(scope="session")
def neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _session(start_neo4j(tmp_path_factory.mktemp("neo4j")))


@pytest.fixture(scope="session")
def falkordb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _session(start_falkordb(tmp_path_factory.mktemp("falkordb")))


@pytest.fixture(params=["fuseki", "oxigraph_server", "virtuoso"])
def rdf_server(request: pytest.FixtureRequest) -> Server:
    """Each of the three, one after the other: they are shared, so a test uses graphs of its own."""
    return request.getfixturevalue(request.param)
