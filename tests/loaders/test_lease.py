"""Two loads into one target: the second is told who is there, and a dead holder keeps nobody out."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.loaders.conftest import options, world
from tests.loaders.test_load import client_of, held
from tests.loaders.test_load import waiting as left_waiting
from tests.servers.process import Server

import trendgraph
from trendgraph.cli import main
from trendgraph.errors import LoadError
from trendgraph.loaders import Lease, LoadReport, load_graph
from trendgraph.namespaces import graph_iri
from trendgraph.store import Store

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]
OLD = world(a=["one"], b=["two", "three"])
NEW = world(a=["one", "more"], b=["two"])
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def lease(owner: str, **more: object) -> Lease:
    return Lease(**({"owner": owner, "holder": f"load {owner}", "clock": lambda: NOW} | more))  # type: ignore[arg-type]


def entries(server: Server, prefix: str) -> list[str]:
    with client_of(server) as client:
        rows = client.rows(
            f"SELECT ?e ?h WHERE {{ GRAPH <{prefix}load/state> {{ ?e <https://schema.org/agent> ?h }} }}"
        )
        return sorted(row["h"].value for row in rows)  # type: ignore[union-attr]


class Paused:
    """A load in a thread of its own, that stops after it has sent everything until it is told to go on."""

    def __init__(self, store: Store, server: Server, prefix: str, owner: str, **more: object) -> None:
        self.sent, self.go_on = threading.Event(), threading.Event()
        self.report: LoadReport | None = None
        self.error: LoadError | None = None

        def progress(what: str, done: int, of: int) -> None:
            if what == "sent" and done == of:
                self.sent.set()
                assert self.go_on.wait(60)

        chosen = options(server, graph_prefix=prefix, **({"lease": lease(owner), "progress": progress} | more))
        self._thread = threading.Thread(target=self._load, args=(store, server.target, chosen))
        self._thread.start()
        assert self.sent.wait(60)

    def _load(self, *given: object) -> None:
        try:
            self.report = load_graph(*given)  # type: ignore[arg-type]
        except LoadError as error:
            self.error = error

    def finish(self) -> None:
        self.go_on.set()
        self._thread.join(60)


def test_a_second_load_is_told_who_loads_and_spoils_nothing(rdf_server: Server) -> None:
    prefix = "http://example.org/two-loads/"
    load_graph(OLD, rdf_server.target, options(rdf_server, graph_prefix=prefix))
    first = Paused(NEW, rdf_server, prefix, "one")
    again = options(rdf_server, graph_prefix=prefix, lease=lease("two"))
    try:
        # Also a load that would find nothing to do but what waits there, and must not sweep it away.
        for store in (OLD, world(a=["other"])):
            with pytest.raises(LoadError, match=r"load one is loading there.*until 2026-11-27T12:15:00Z") as caught:
                load_graph(store, rdf_server.target, again)
            assert caught.value.code == "load.held"
            assert "--take-over" in (caught.value.hint or "")
        assert load_graph(OLD, rdf_server.target, options(rdf_server, graph_prefix=prefix, dry_run=True)).nothing_to_do
    finally:
        first.finish()
    assert first.report is not None
    assert first.report.sent == 3
    assert held(rdf_server, prefix) == {"source/a": 2, "source/b": 1}
    assert entries(rdf_server, prefix) == []
    assert load_graph(world(a=["other"]), rdf_server.target, again).sent == 1
    assert held(rdf_server, prefix) == {"source/a": 1}


def test_who_was_taken_over_switches_nothing(rdf_server: Server) -> None:
    prefix = "http://example.org/taken-over/"
    load_graph(OLD, rdf_server.target, options(rdf_server, graph_prefix=prefix))
    first = Paused(NEW, rdf_server, prefix, "one")
    try:
        taken = options(rdf_server, graph_prefix=prefix, lease=lease("two", take_over=True))
        load_graph(world(a=["other"]), rdf_server.target, taken)
    finally:
        first.finish()
    assert first.error is not None
    assert first.error.code in ("load.lost", "load.changed")  # before the switch, or when its waiting graphs are gone
    assert held(rdf_server, prefix) == {"source/a": 1}


def test_an_entry_that_ran_out_keeps_nobody_out(own_oxigraph: Server) -> None:
    first = Paused(NEW, own_oxigraph, graph_iri(""), "one")
    later = lease("two", clock=lambda: NOW + timedelta(seconds=901))
    try:
        load_graph(OLD, own_oxigraph.target, options(own_oxigraph, lease=later))
    finally:
        first.finish()
    assert first.error is not None
    assert held(own_oxigraph, graph_iri("")) == {"source/a": 1, "source/b": 2}


def test_an_entry_is_renewed_while_the_load_goes_on(own_oxigraph: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sparql", "staging"):
        monkeypatch.setattr(f"trendgraph.loaders.{module}.GROUP", 1)
    moments = iter(range(0, 100_000, 600))
    slow = lease("one", clock=lambda: NOW + timedelta(seconds=next(moments)))
    seen: set[str] = set()

    def progress(*_: object) -> None:
        with client_of(own_oxigraph) as client:
            text = f"SELECT ?u WHERE {{ GRAPH <{graph_iri('load/state')}> {{ ?e <https://schema.org/expires> ?u }} }}"
            seen.update(row["u"].value for row in client.rows(text))  # type: ignore[union-attr]

    load_graph(OLD, own_oxigraph.target, options(own_oxigraph, lease=slow, progress=progress))
    assert len(seen) > 2
    assert entries(own_oxigraph, graph_iri("")) == []


def test_in_python_a_load_is_alone_too(own_oxigraph: Server) -> None:
    now = lease("one", clock=lambda: datetime.now(UTC))
    first = Paused(NEW, own_oxigraph, graph_iri(""), "one", lease=now)
    try:
        with pytest.raises(LoadError, match="load one is loading there"):
            trendgraph.load(trendgraph.Graph(OLD), own_oxigraph.target)
    finally:
        first.finish()
    assert trendgraph.load(trendgraph.Graph(OLD), own_oxigraph.target).sent == 3
    assert entries(own_oxigraph, graph_iri("")) == []
    assert trendgraph.verify(own_oxigraph.target).holds


def test_a_killed_holder_is_known_to_be_dead_on_its_own_machine_alone(
    own_oxigraph: Server,
    here: Path,
    tiny_data: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from trendgraph.pipeline import BuildConfig, build

    build(BuildConfig(data=tiny_data, out=here / "store", check=False))
    command = ["load", own_oxigraph.target, "--store", "store"]
    child = _killed_when(lambda: bool(left_waiting(own_oxigraph, graph_iri(""))), command, monkeypatch)
    assert len(entries(own_oxigraph, graph_iri(""))) == 1
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("trendgraph.leasing._machine", lambda: "")
        assert _run(command) == 2
        assert f"process {child} on " in capfd.readouterr().err
    assert _run(command) == 0
    assert "taken over from a load that was broken off" in capfd.readouterr().out
    assert entries(own_oxigraph, graph_iri("")) == []


def _killed_when(moment: Callable[[], bool], command: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """Runs a command in a copy of this process that waits before the switch, and kills it at a moment."""
    with monkeypatch.context() as patch:
        patch.setattr("trendgraph.loaders.sparql._switch", lambda *_: time.sleep(60))
        child = os.fork()
        if child == 0:
            try:
                main(command)
            finally:
                os._exit(0)
    end = time.monotonic() + 60
    while not moment() and time.monotonic() < end:
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return child


def _run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as exited:
        main(arguments)
    return int(str(exited.value.code))
