"""The servers start, keep what is written to them, and refuse what they should."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.servers.process import REQUIRED, Server, launch, need
from tests.servers.rdf import start_fuseki, start_oxigraph

pytestmark = pytest.mark.servers

TRIPLE = b'<http://example.org/s> <http://example.org/p> "o" .\n'


def ask(server: Server, method: str, graph: str, body: bytes | None = None) -> tuple[int, bytes]:
    """Sends one request of the Graph Store Protocol with the standard library alone."""
    name = "graph-uri" if server.engine == "virtuoso" else "graph"
    request = urllib.request.Request(f"{server.graphs}?{name}={graph}", body, method=method)
    request.add_header("Content-Type", "application/n-triples")
    if method == "GET":  # Virtuoso answers 406 to a DELETE that says what it would accept
        request.add_header("Accept", "application/n-triples")
    manager = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    manager.add_password(None, server.graphs, server.user or "", server.password or "")
    opener = urllib.request.build_opener(
        urllib.request.HTTPDigestAuthHandler(manager), urllib.request.HTTPBasicAuthHandler(manager)
    )
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_each_server_keeps_a_graph(rdf_server: Server) -> None:
    status, _ = ask(rdf_server, "PUT", "http://example.org/kept", TRIPLE)
    assert status in (200, 201, 204)
    status, body = ask(rdf_server, "GET", "http://example.org/kept")
    assert status == 200
    assert body.split(b"\n")[0].split()[2] == b'"o"'
    assert ask(rdf_server, "DELETE", "http://example.org/kept")[0] in (200, 204)


def test_a_server_can_refuse_to_be_written_to(tmp_path: Path) -> None:
    start_oxigraph(tmp_path / "oxigraph").stop()
    for server in (
        start_fuseki(tmp_path / "fuseki", read_only=True),
        start_oxigraph(tmp_path / "oxigraph", read_only=True),
    ):
        try:
            assert ask(server, "PUT", "http://example.org/g", TRIPLE)[0] >= 400
        finally:
            server.stop()


def test_a_server_can_ask_for_a_password(tmp_path: Path) -> None:
    server = start_fuseki(tmp_path, login=("ada", "s3cret"))
    try:
        assert ask(server, "PUT", "http://example.org/g", TRIPLE)[0] in (200, 201, 204)
        server.password = "wrong"
        assert ask(server, "PUT", "http://example.org/g", TRIPLE)[0] == 401
    finally:
        server.stop()


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such switch"):
        launch(["sh", "-c", "echo no such switch; exit 3"], tmp_path, "http://127.0.0.1:1/")


def test_what_is_not_installed_is_skipped_at_home_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no engine"):
        need(False, "no engine")
    monkeypatch.setenv(REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match="no engine"):
        need(False, "no engine")
