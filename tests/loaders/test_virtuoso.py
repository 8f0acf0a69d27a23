"""Virtuoso switches a few graphs at a time: killed in between, each graph is old or new, and the state tells which."""

from __future__ import annotations

import os
import random
import signal
import threading
import time

import pytest
from tests.loaders.conftest import options, world
from tests.loaders.test_load import client_of
from tests.loaders.test_trouble import SEED
from tests.servers.process import Server

from trendgraph.cli.loading import tell
from trendgraph.loaders import fingerprint, load_graph
from trendgraph.loaders.names import Names
from trendgraph.loaders.state import read_state
from trendgraph.store import Store

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]
KILLS = 4
GRAPHS = 30
PREFIX = "http://example.org/stepwise/"
OLD, NEW = (
    world(**{f"g{number:02}": [f"{word} {number} {line}" for line in range(60)] for number in range(GRAPHS)})
    for word in ("old", "new")
)


def content(store: Store) -> dict[str, frozenset[str]]:
    names = store.graph_names()
    return {Names(PREFIX).at_target(name): frozenset(str(quad.object) for quad in store.quads(name)) for name in names}


def marks(store: Store) -> dict[str, str]:
    return {Names(PREFIX).at_target(name): fingerprint(store.quads(name)) for name in store.graph_names()}


def standing(server: Server) -> dict[str, frozenset[str]]:
    """What stands there once the server has done what the killed load had asked for."""
    before: dict[str, set[str]] = {}
    while True:
        now: dict[str, set[str]] = {}
        with client_of(server) as client:
            for row in client.rows(
                f'SELECT ?g ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{PREFIX}source/")) }}'
            ):
                now.setdefault(row["g"].value, set()).add(str(row["o"]))  # type: ignore[index]
        if now == before:
            return {name: frozenset(said) for name, said in now.items()}
        before = now
        time.sleep(0.3)


def killed_while_it_switches(store: Store, server: Server, steps: int, delay: float) -> None:
    """Loads in a copy of this process, which is killed a moment after so many graphs were switched."""

    def progress(what: str, done: int, _of: int) -> None:
        if what == "switched" and done == steps:
            threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()

    child = os.fork()
    if child == 0:
        try:
            load_graph(store, server.target, options(server, graph_prefix=PREFIX, progress=progress))
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def test_a_load_killed_while_it_switches(
    virtuoso: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("trendgraph.loaders.sparql._STEP", 2)
    chance = random.Random(SEED)
    old, new = OLD, NEW
    load_graph(old, virtuoso.target, options(virtuoso, graph_prefix=PREFIX))
    mixed = 0
    for _ in range(KILLS):
        killed_while_it_switches(new, virtuoso, 2 * chance.randrange(1, GRAPHS // 2), chance.uniform(0, 0.05))
        found = standing(virtuoso)
        with client_of(virtuoso) as client:
            state = read_state(client, Names(PREFIX))
        for name, said in found.items():
            assert said in (content(old)[name], content(new)[name]), f"{name} is neither old nor new"
            is_new = said == content(new)[name]
            assert state[name] == marks(new if is_new else old)[name]
        mixed += found not in (content(old), content(new))
        report = load_graph(new, virtuoso.target, options(virtuoso, graph_prefix=PREFIX))
        assert standing(virtuoso) == content(new)
        old, new = new, old
    assert mixed, "no kill came between two steps: the moments say nothing"
    assert not report.atomic
    tell(report)
    assert "does not switch all graphs at once" in capsys.readouterr().err
