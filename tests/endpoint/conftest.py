from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.endpoint.server import Endpoint, serving
from tests.endpoint.worlds import opened, put
from tests.servers.process import Server

from trendgraph.store import Store


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module", params=["fuseki", "oxigraph_server", "virtuoso"])
def engine(request: pytest.FixtureRequest) -> Server:
    """Each engine that runs here; the servers are shared."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def remote(engine: Server, tiny: object) -> Iterator[Store]:
    """The small world behind an endpoint."""
    put(engine, tiny.store.quads())  # type: ignore[attr-defined]
    with opened(engine) as store:
        yield store
