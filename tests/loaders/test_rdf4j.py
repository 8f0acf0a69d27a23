"""Eclipse RDF4J: the same loader over the same protocol, and questions asked of it as of a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.loaders.conftest import options, world
from tests.servers.rdf import start_rdf4j

from trendgraph.loaders import load_graph
from trendgraph.loaders.questions import rows_of
from trendgraph.pipeline import Built
from trendgraph.queries import run_query
from trendgraph.store import open_store


@pytest.mark.servers
def test_a_graph_arrives_changes_and_answers(tiny: Built, tmp_path: Path) -> None:
    server = start_rdf4j(tmp_path)
    try:
        load_graph(world(old=["a", "b"]), server.target, options(server))
        report = load_graph(tiny.store, server.target, options(server, check=True))
        assert report.statements == len(tiny.store)
        assert all(found.same for found in report.answers)
        assert not load_graph(tiny.store, server.target, options(server)).changes
        with open_store(server.query, engine="rdf4j") as store:
            assert set(store.graph_names()) >= set(tiny.store.graph_names())
            for question in ("cq002", "cq043"):
                here = rows_of(run_query(tiny.store, question))
                assert here
                assert rows_of(run_query(store, question)) == here
    finally:
        server.stop()
