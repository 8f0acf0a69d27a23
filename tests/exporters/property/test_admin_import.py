"""``neo4j-admin database import`` takes the CSV for it, by the command that stands beside it, and loses nothing."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.exporters.property.reading import rows
from tests.exporters.property.test_property import comparable, nasty_records
from tests.servers.property import start_imported_neo4j

from trendgraph.claims import merge_claims
from trendgraph.exporters import export_graph, records_of_rows
from trendgraph.exporters.property import relationship_type
from trendgraph.graph import build_graph
from trendgraph.records import read_records
from trendgraph.store import open_store


@pytest.mark.servers
def test_neo4j_s_own_importer_gives_the_same_claims(tmp_path: Path) -> None:
    from neo4j import GraphDatabase

    store = open_store()
    store.add(build_graph(merge_claims(nasty_records(), single_valued=frozenset())))
    csv, home = tmp_path / "csv", tmp_path / "home"
    home.mkdir()
    export_graph(store, csv, "neo4j-csv")
    told = re.sub(r"\\\n", " ", (csv / "README.txt").read_text(encoding="utf-8"))
    words = shlex.split(next(line for line in told.splitlines() if line.startswith("neo4j-admin")))
    assert words[:4] == ["neo4j-admin", "database", "import", "full"]
    assert words[-1] == "neo4j"
    server = start_imported_neo4j(home, csv, words[4:-1])
    try:
        with GraphDatabase.driver(server.target) as driver:
            nodes = driver.execute_query("MATCH (n) RETURN properties(n), labels(n)").records
            edges = driver.execute_query("MATCH ()-[r]->() RETURN properties(r), type(r)").records
    finally:
        server.stop()
    for said, labels in nodes:
        assert set(labels) == {"Entity", *said["labels"]}
    for said, kind in edges:
        assert kind == relationship_type(said["predicate"])
    imported = records_of_rows(*rows((node[0] for node in nodes), (edge[0] for edge in edges)))
    assert comparable(imported) == comparable(read_records(store))
