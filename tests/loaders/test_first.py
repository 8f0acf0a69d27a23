"""A first load may go straight to its places where a request is all or nothing; a bulk loader may have come first."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import pytest
from tests.loaders.conftest import options, world
from tests.loaders.test_load import NEW, OLD, client_of, held, waiting
from tests.loaders.test_trouble import SEED, WORLDS, said, words
from tests.servers.process import Server
from tests.servers.rdf import start_oxigraph

from trendgraph.endpoint import EndpointError
from trendgraph.errors import LoadError
from trendgraph.loaders import load_graph
from trendgraph.loaders.staging import Staging, Waiting
from trendgraph.namespaces import graph_iri

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]
HELD = {f"source/{name}": len(texts) for name, texts in OLD.items()}


def steps_of(server: Server, prefix: str, **more: object) -> list[str]:
    steps: list[str] = []
    chosen = options(server, graph_prefix=prefix, progress=lambda what, *_: steps.append(what), **more)
    load_graph(world(**OLD), server.target, chosen)
    assert held(server, prefix) == HELD
    assert waiting(server, prefix) == []
    return steps


def test_it_goes_straight_only_if_told_to_and_where_that_is_safe(rdf_server: Server) -> None:
    straight = steps_of(rdf_server, "http://example.org/first/straight/", straight=True)
    assert ("switched" in straight) == (rdf_server.engine != "oxigraph")
    assert "switched" in steps_of(rdf_server, "http://example.org/first/beside/")


def test_killed_after_the_request_it_is_read_back_by_the_next(own_oxigraph: Server) -> None:
    def killed(what: str, *_: object) -> None:
        if what == "sent":
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            load_graph(world(**OLD), own_oxigraph.target, options(own_oxigraph, progress=killed, straight=True))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert held(own_oxigraph, graph_iri("")) == HELD
    report = load_graph(world(**OLD), own_oxigraph.target)
    assert (report.sent, report.found) == (0, len(OLD))
    again = load_graph(world(**OLD), own_oxigraph.target)
    assert (again.nothing_to_do, again.found) == (True, 0)


def test_a_server_killed_meanwhile_holds_all_or_nothing(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    for turn in range(5):
        server = start_oxigraph(tmp_path / str(turn))
        killer = subprocess.Popen(["sh", "-c", f"sleep {chance.uniform(0, 0.3):.3f}; kill -9 {server.process.pid}"])
        try:
            with suppress(EndpointError):
                load_graph(WORLDS[0], server.target, options(server, straight=True))
            killer.wait(30)
            server.process.wait(30)
            server = start_oxigraph(tmp_path / str(turn), port=server.port)
            assert said(server) in (set(), words(WORLDS[0]))
            load_graph(WORLDS[0], server.target)
            assert said(server) == words(WORLDS[0])
        finally:
            server.stop()


def test_a_request_that_breaks_off_between_two_lines_brings_nothing(own_oxigraph: Server) -> None:
    """Fuseki keeps what came so far, and answers 200: so there nothing goes straight to its place."""
    lines = b"".join(b'<urn:s> <urn:p> "%d" <http://example.org/cut/g> .\n' % number for number in range(5000))
    url = urlsplit(own_oxigraph.graphs)
    for length in (
        f"Content-Length: {2 * len(lines)}\r\n\r\n",
        f"Transfer-Encoding: chunked\r\n\r\n{len(lines):x}\r\n",
    ):
        with socket.create_connection((url.hostname, url.port)) as connection:
            head = f"POST {url.path}?no_transaction HTTP/1.1\r\nHost: x\r\nContent-Type: application/n-quads\r\n"
            connection.sendall(f"{head}{length}".encode() + lines)
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 500")
        assert held(own_oxigraph, "http://example.org/cut/") == {}


def test_what_arrived_otherwise_is_removed_again(own_oxigraph: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Staging._write_quads

    def damaged(self: Staging, graph: Waiting, body: IO[bytes]) -> None:
        write(self, graph, body)
        if graph.name == graph_iri("source/a"):
            body.write(f'<urn:s> <urn:p> "more" <{graph.place}> .\n'.encode())

    monkeypatch.setattr(Staging, "_write_quads", damaged)
    with pytest.raises(LoadError, match="2 statements were sent, and the target holds 3") as caught:
        load_graph(world(**OLD), own_oxigraph.target, options(own_oxigraph, straight=True))
    assert caught.value.code == "load.changed"
    assert held(own_oxigraph, graph_iri("")) == {}
    monkeypatch.undo()
    load_graph(world(**OLD), own_oxigraph.target)
    assert held(own_oxigraph, graph_iri("")) == HELD


def test_a_damaged_graph_of_the_right_size_is_not_believed(rdf_server: Server) -> None:
    """What a bulk loader brought is held against the file by digest, and so is everything with ``verify``."""
    prefix = "http://example.org/damaged/"
    damage = (
        f'DELETE {{ GRAPH <{prefix}source/a> {{ ?s ?p "two" }} }} INSERT {{ GRAPH <{prefix}source/a> '
        f'{{ ?s ?p "twp" }} }} WHERE {{ GRAPH <{prefix}source/a> {{ ?s ?p "two" }} }}'
    )
    load_graph(world(**OLD), rdf_server.target, options(rdf_server, graph_prefix=prefix))
    with client_of(rdf_server) as client:
        client.update(damage)
    assert load_graph(world(**OLD), rdf_server.target, options(rdf_server, graph_prefix=prefix)).nothing_to_do
    report = load_graph(world(**OLD), rdf_server.target, options(rdf_server, graph_prefix=prefix, verify=True))
    assert [(change.name, change.action) for change in report.changes] == [(graph_iri("source/a"), "replace")]
    with client_of(rdf_server) as client:
        client.update(f"{damage} ; DROP SILENT GRAPH <{prefix}load/state>")  # as a bulk loader would have left it
    chosen = options(rdf_server, graph_prefix=prefix, since=world(**OLD))
    report = load_graph(world(**NEW), rdf_server.target, chosen)
    assert {change.name.rpartition("/")[2]: change.action for change in report.changes} == {
        "a": "replace", "b": "replace", "c": "add", "gone": "remove",
    }  # fmt: skip
    assert report.unlike == (f"{prefix}source/a",)
    assert report.found == 0
    assert held(rdf_server, prefix) == {"source/a": 2, "source/b": 2, "source/c": 1}
    again = load_graph(world(**NEW), rdf_server.target, options(rdf_server, graph_prefix=prefix, verify=True))
    assert again.nothing_to_do
    assert again.found == len(NEW)
