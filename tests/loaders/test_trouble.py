"""Trouble at a target: killed loads and servers, no server, no space, no right to write, nasty statements."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.loaders.conftest import options, quad, world
from tests.loaders.nasty import CASES
from tests.loaders.test_load import client_of
from tests.servers.process import Server, free_port
from tests.servers.rdf import start_fuseki, start_oxigraph, start_virtuoso

from trendgraph.endpoint import EndpointError, Rows
from trendgraph.errors import LoadError
from trendgraph.loaders import load_graph
from trendgraph.namespaces import graph_iri
from trendgraph.store import Store

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]
SEED = 20261127
KILLS = 20
WORLDS = [
    world(**{f"g{number}": [f"{word} {line}" for line in range(number * 40 + 1)] for number in range(6)})
    for word in ("old", "new")
]


def said(server: Server) -> set[str]:
    """Every statement in the graphs of the project, as the target holds them now."""
    with client_of(server) as client:
        rows = client.rows("SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(rows, Rows)
        own = graph_iri("source/")
        return {str(ox.Quad(row["s"], row["p"], row["o"], row["g"])) for row in rows if row["g"].value.startswith(own)}


def words(store: Store) -> set[str]:
    return {str(one) for one in store.raw}


def in_a_child(work: Callable[[], object], moment: float) -> None:
    """Does some work in a copy of this process, and kills it after so many seconds."""
    child = os.fork()
    if child == 0:
        try:
            os.close(1)
            os.close(2)
            work()
        finally:
            os._exit(0)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_a_killed_load_leaves_old_or_new_and_never_half(own_oxigraph: Server) -> None:
    chance = random.Random(SEED)
    load_graph(WORLDS[1], own_oxigraph.target)
    start = time.monotonic()
    load_graph(WORLDS[0], own_oxigraph.target)
    duration = time.monotonic() - start
    seen = set()
    now = 0
    for _ in range(KILLS):
        moment = chance.uniform(0, 1.2 * duration)
        in_a_child(lambda: load_graph(WORLDS[1 - now], own_oxigraph.target), moment)  # noqa: B023  # run at once
        found = said(own_oxigraph)
        assert found in (words(WORLDS[0]), words(WORLDS[1])), f"half, after {moment:.3f} s of {duration:.3f}"
        seen.add(found == words(WORLDS[1 - now]))
        load_graph(WORLDS[1 - now], own_oxigraph.target)
        assert said(own_oxigraph) == words(WORLDS[1 - now])
        now = 1 - now
    assert False in seen, "no kill came before the switch: the moments say nothing"


@pytest.mark.parametrize(("start", "kills"), [(start_oxigraph, 6), (start_fuseki, 1)], ids=["oxigraph", "fuseki"])
def test_a_killed_server_holds_old_or_new(start: Callable[..., Server], kills: int, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    server = start(tmp_path)
    load_graph(WORLDS[1], server.target)
    began = time.monotonic()
    load_graph(WORLDS[0], server.target)
    duration = time.monotonic() - began
    try:
        for turn in range(kills):
            target = server.target
            moment = chance.uniform(0.2, 1.0) * duration
            killer = subprocess.Popen(["sh", "-c", f"sleep {moment:.3f}; kill -9 {server.process.pid}"])
            with suppress(EndpointError):
                load_graph(WORLDS[1 - turn % 2], target)
            killer.wait(30)
            server.process.wait(30)
            server = start(tmp_path, port=server.port)
            assert said(server) in (words(WORLDS[0]), words(WORLDS[1]))
            load_graph(WORLDS[1 - turn % 2], target)
            assert said(server) == words(WORLDS[1 - turn % 2])
    finally:
        server.stop()


def test_what_virtuoso_answered_is_kept_when_it_is_killed(tmp_path: Path) -> None:
    server = start_virtuoso(tmp_path)
    try:
        load_graph(WORLDS[0], server.target, options(server))
        server.kill()
        server = start_virtuoso(tmp_path, port=server.port)
        again = load_graph(WORLDS[0], server.target, options(server))
        assert said(server) == words(WORLDS[0])
        assert again.nothing_to_do
    finally:
        server.stop()


def test_nobody_answers() -> None:
    with pytest.raises(EndpointError, match="nothing answers there") as caught:
        load_graph(WORLDS[0], f"oxigraph:http://127.0.0.1:{free_port()}")
    assert caught.value.code == "endpoint.unreachable"


@pytest.mark.parametrize("start", [start_fuseki, start_oxigraph], ids=["fuseki", "oxigraph"])
def test_a_target_that_may_not_be_changed_is_left_as_it_is(start: Callable[..., Server], tmp_path: Path) -> None:
    server = start(tmp_path)
    load_graph(WORLDS[0], server.target)
    server.stop()
    server = start(tmp_path, read_only=True)
    try:
        assert load_graph(WORLDS[0], server.target).nothing_to_do
        with pytest.raises(EndpointError) as caught:
            load_graph(WORLDS[1], server.target)
        assert caught.value.http_status in (400, 403, 404, 405)
        assert said(server) == words(WORLDS[0])
    finally:
        server.stop()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 96 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be made by root, where mount is allowed")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_what_stood_there_stays(small_disk: Path) -> None:
    large = Store(ox.Store())
    noise = random.Random(SEED)
    large.add(quad("source/large", number, noise.randbytes(4096).hex()) for number in range(20_000))
    server = start_oxigraph(small_disk)
    try:
        load_graph(WORLDS[0], server.target)
        with pytest.raises(EndpointError) as caught:
            load_graph(large, server.target)
        assert caught.value.code in ("endpoint.failed", "endpoint.full", "endpoint.cut", "endpoint.unreachable")
        if not server.running:
            server = start_oxigraph(small_disk, port=server.port)
        assert said(server) == words(WORLDS[0])
    finally:
        server.stop()


def test_nasty_statements_arrive_or_are_refused_whole(rdf_server: Server) -> None:
    prefix = "http://example.org/nasty-load/"
    store = Store(ox.Store())
    node = ox.NamedNode("http://example.org/n")
    for number, (name, term) in enumerate(CASES.items()):
        if name != "text of 10 MB" and not (rdf_server.engine == "virtuoso" and name == "decimal, 40 digits"):
            store.add([ox.Quad(node, node, term, ox.NamedNode(graph_iri(f"source/{number}")))])
    report = load_graph(store, rdf_server.target, options(rdf_server, graph_prefix=prefix))
    assert report.sent == len(store)
    assert load_graph(store, rdf_server.target, options(rdf_server, graph_prefix=prefix)).nothing_to_do


def test_what_an_engine_would_change_is_not_switched(virtuoso: Server) -> None:
    prefix = "http://example.org/would-change/"
    load_graph(world(a=["one"]), virtuoso.target, options(virtuoso, graph_prefix=prefix))
    store = Store(ox.Store())
    store.add([quad("source/a", 0, CASES["decimal, 40 digits"])])  # type: ignore[arg-type]
    with pytest.raises(LoadError, match="not the same ones") as caught:
        load_graph(store, virtuoso.target, options(virtuoso, graph_prefix=prefix))
    assert "missing: " in str(caught.value)
    with client_of(virtuoso) as client:
        assert [triple.object.value for triple in client.read_graph(f"{prefix}source/a")] == ["one"]


def test_an_iri_that_could_end_a_statement_is_refused() -> None:
    from trendgraph.loaders.names import Names

    with pytest.raises(ValueError, match="IRI"):
        ox.NamedNode("http://example.org/>")
    assert ">" not in Names().at_target("urn:x:> } DROP ALL")
