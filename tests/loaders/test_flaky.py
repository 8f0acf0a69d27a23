"""A target that answers 429 or 5xx now and then, before or after it has done what was asked; a very long text."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest
import urllib3
from tests.loaders.conftest import options, quad
from tests.loaders.nasty import CASES
from tests.loaders.test_load import client_of, held
from tests.loaders.test_trouble import SEED, WORLDS, said, words
from tests.servers.process import Server

from trendgraph.endpoint import EndpointError
from trendgraph.loaders import load_graph
from trendgraph.store import Store

pytestmark = pytest.mark.servers


class Flaky(ThreadingHTTPServer):
    """Hands requests on, and says of some of them that they failed, which they did or did not."""

    daemon_threads = True

    def __init__(self, behind: int) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind = f"http://127.0.0.1:{behind}"
        self.pool = urllib3.PoolManager(retries=False)
        self.chance = random.Random(SEED)
        self.share = 0.0
        self.refused = 0


class Handler(BaseHTTPRequestHandler):
    server: Flaky

    def handle_one(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fails = self.server.chance.random() < self.server.share
        status = self.server.chance.choice((429, 429, 500, 503))
        if fails and status != 500:
            self.refuse(status)
            return
        headers = {
            name: value for name, value in self.headers.items() if name.lower() not in ("host", "content-length")
        }
        answer = self.server.pool.request(self.command, self.server.behind + self.path, body=body, headers=headers)
        if fails:
            self.refuse(status)
            return
        self.send_response(answer.status)
        for name in ("Content-Type", "Server"):
            if name in answer.headers:
                self.send_header(name, answer.headers[name])
        self.send_header("Content-Length", str(len(answer.data)))
        self.end_headers()
        self.wfile.write(answer.data)

    def refuse(self, status: int) -> None:
        self.server.refused += 1
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_PUT = do_DELETE = handle_one  # noqa: N815  # names that the library asks for

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def flaky(own_oxigraph: Server) -> Iterator[Flaky]:
    server = Flaky(own_oxigraph.port)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_failures_are_waited_out_or_said_and_never_leave_half(flaky: Flaky, own_oxigraph: Server) -> None:
    load_graph(WORLDS[0], own_oxigraph.target)
    flaky.share = 0.3
    target = f"oxigraph:http://127.0.0.1:{flaky.server_port}"
    done = 0
    for turn in range(1, 9):
        wanted = WORLDS[turn % 2]
        with suppress(EndpointError):
            load_graph(wanted, target)
            done += 1
            assert said(own_oxigraph) == words(wanted)
        assert said(own_oxigraph) in (words(WORLDS[0]), words(WORLDS[1]))
        load_graph(wanted, own_oxigraph.target)
        assert said(own_oxigraph) == words(wanted)
    assert done, "no load came through, though what may be repeated is"
    assert flaky.refused > done, "nothing was refused: this says nothing"


def test_a_text_of_ten_million_bytes(rdf_server: Server) -> None:
    prefix = "http://example.org/long-text/"
    chosen = options(rdf_server, graph_prefix=prefix)
    store = Store(ox.Store())
    store.add([quad("source/a", 0, "short")])
    load_graph(store, rdf_server.target, chosen)
    store.add([quad("source/a", 1, CASES["text of 10 MB"])])  # type: ignore[arg-type]
    if rdf_server.engine == "virtuoso":
        with pytest.raises(EndpointError):
            load_graph(store, rdf_server.target, chosen)
        assert held(rdf_server, prefix) == {"source/a": 1}
        return
    assert load_graph(store, rdf_server.target, chosen).sent == 2
    with client_of(rdf_server) as client:
        texts = {triple.object.value for triple in client.read_graph(f"{prefix}source/a")}  # type: ignore[union-attr]
    assert texts == {"short", CASES["text of 10 MB"].value}
