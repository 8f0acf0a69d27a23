from __future__ import annotations

from pathlib import Path

import pytest
from tests.loaders.property.places import Place
from tests.servers.property import PASSWORD

KINDS = ["duckdb", "ladybug", "falkordb", "neo4j"]


@pytest.fixture(params=[pytest.param(kind, marks=pytest.mark.servers) for kind in KINDS])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each database, with nothing in it."""
    match request.param:
        case "duckdb" | "ladybug" as kind:
            return Place(kind, str(tmp_path / f"graph.{kind}"))
        case "neo4j":
            server = request.getfixturevalue("neo4j")
            from neo4j import GraphDatabase

            with GraphDatabase.driver(server.target, auth=("neo4j", PASSWORD)) as driver:
                driver.execute_query("MATCH (n) DETACH DELETE n")
            return Place("neo4j", server.target)
        case _:
            port = request.getfixturevalue("falkordb").port
            return Place("falkordb", f"{port}/{tmp_path.name}")
