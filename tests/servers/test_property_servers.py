"""The property graph databases start, let in whom they should, and refuse what they should."""

from __future__ import annotations

import pytest
from tests.servers.process import Server
from tests.servers.property import PASSWORD, order

pytestmark = pytest.mark.servers


def test_neo4j_answers_and_can_be_made_read_only(neo4j: Server) -> None:
    from neo4j import GraphDatabase
    from neo4j.exceptions import AuthError, ClientError

    with GraphDatabase.driver(neo4j.target, auth=("neo4j", PASSWORD)) as driver:
        assert "5.26" in driver.get_server_info().agent
        order(neo4j, "r")
        try:
            with pytest.raises(ClientError, match="read-only mode"):
                driver.execute_query("CREATE (:Nothing)")
        finally:
            order(neo4j, "w")
        driver.execute_query("CREATE (n:Nothing) DELETE n")
    with GraphDatabase.driver(neo4j.target, auth=("neo4j", "wrong")) as driver, pytest.raises(AuthError):
        driver.verify_connectivity()


def test_falkordb_answers_and_asks_for_a_password(falkordb: Server) -> None:
    from falkordb import FalkorDB
    from redis.exceptions import AuthenticationError

    database = FalkorDB(host="127.0.0.1", port=falkordb.port, password=PASSWORD)
    assert database.select_graph("answers").query("RETURN 1").result_set == [[1]]
    database.connection.close()
    with pytest.raises(AuthenticationError):
        FalkorDB(host="127.0.0.1", port=falkordb.port, password="wrong").list_graphs()
