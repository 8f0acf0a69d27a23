"""Loading into real databases: whole, twice, changed, withdrawn, resumed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO

import pytest
from tests.loaders.conftest import options, quad, world
from tests.servers.process import Server

from trendgraph.cli import main
from trendgraph.endpoint import Client
from trendgraph.errors import LoadError
from trendgraph.loaders import load_graph
from trendgraph.loaders.names import Names
from trendgraph.loaders.registry import parse_target
from trendgraph.loaders.sparql import connect
from trendgraph.loaders.state import counts
from trendgraph.namespaces import graph_iri
from trendgraph.store import Store

pytestmark = pytest.mark.servers
OLD = {"a": ["one", "two"], "b": ["three"], "gone": ["four"]}
NEW = {"a": ["one", "two"], "b": ["three", "five"], "c": ["six"]}


def client_of(server: Server) -> Client:
    return connect(parse_target(server.target), options(server))


def held(server: Server, prefix: str) -> dict[str, int]:
    """The graphs below a prefix, without what belongs to loading."""
    with client_of(server) as client:
        found = counts(client, Names(prefix))
    return {
        name.removeprefix(prefix): number
        for name, number in found.items()
        if name.startswith(prefix) and not name.startswith(f"{prefix}load/")
    }


def waiting(server: Server, prefix: str) -> list[str]:
    with client_of(server) as client:
        return [name for name in counts(client, Names(prefix)) if name.startswith(f"{prefix}load/staged/")]


def test_a_graph_arrives_whole_and_answers_as_it_does_here(rdf_server: Server, tiny) -> None:
    with client_of(rdf_server) as client:  # what another test brought there would be found, and not sent again
        graphs = counts(client, Names(graph_iri("")))
        client.update(" ;\n".join(f"DROP SILENT GRAPH <{name}>" for name in ["urn:none", *graphs]))
    report = load_graph(tiny.store, rdf_server.target, options(rdf_server, check=True))
    assert report.statements == report.sent == len(tiny.store)
    assert len(report.changes) == len(tiny.store.graph_names())
    assert all(answer.same for answer in report.answers)
    assert {answer.question for answer in report.answers} == {"cq002", "cq004", "cq032"}
    again = load_graph(tiny.store, rdf_server.target, options(rdf_server))
    assert again.nothing_to_do
    assert again.sent == 0
    assert waiting(rdf_server, graph_iri("")) == []


def test_only_what_changed_is_sent_and_what_was_withdrawn_disappears(rdf_server: Server) -> None:
    prefix = "http://example.org/changed/"
    load_graph(world(**OLD), rdf_server.target, options(rdf_server, graph_prefix=prefix))
    assert held(rdf_server, prefix) == {"source/a": 2, "source/b": 1, "source/gone": 1}
    dry = load_graph(world(**NEW), rdf_server.target, options(rdf_server, graph_prefix=prefix, dry_run=True))
    assert held(rdf_server, prefix) == {"source/a": 2, "source/b": 1, "source/gone": 1}
    report = load_graph(world(**NEW), rdf_server.target, options(rdf_server, graph_prefix=prefix))
    assert dry.changes == report.changes
    assert [(change.action, change.statements) for change in report.changes] == [
        ("remove", 1),
        ("replace", 2),
        ("add", 1),
    ]
    assert report.sent == 3
    assert report.unchanged == 1
    assert held(rdf_server, prefix) == {"source/a": 2, "source/b": 2, "source/c": 1}


def test_a_graph_that_grew_stands_there_whole(rdf_server: Server) -> None:
    """Jena's COPY skips statements where the graph stood there before: whatever switches must not."""
    prefix = "http://example.org/grown/"
    sizes = {"one": (1, 2), "three": (3, 4), "many": (40, 400), "less": (300, 20)}
    for turn in (0, 1, 0, 1):
        store = world(**{name: [str(line) for line in range(size[turn])] for name, size in sizes.items()})
        load_graph(store, rdf_server.target, options(rdf_server, graph_prefix=prefix))
        with client_of(rdf_server) as client:
            for name, size in sizes.items():
                found = {triple.object.value for triple in client.read_graph(f"{prefix}source/{name}")}  # type: ignore[union-attr]
                assert found == {str(line) for line in range(size[turn])}


def test_what_somebody_else_changed_is_brought_again(rdf_server: Server) -> None:
    prefix = "http://example.org/disturbed/"
    load_graph(world(**OLD), rdf_server.target, options(rdf_server, graph_prefix=prefix))
    with client_of(rdf_server) as client:
        client.update(f"INSERT DATA {{ GRAPH <{prefix}source/a> {{ <urn:x> <urn:y> <urn:z> }} }}")
        client.update(f"INSERT DATA {{ GRAPH <{prefix}not-ours> {{ <urn:x> <urn:y> <urn:z> }} }}")
    report = load_graph(world(**OLD), rdf_server.target, options(rdf_server, graph_prefix=prefix))
    assert [change.name for change in report.changes] == [graph_iri("source/a")]
    assert held(rdf_server, prefix) == {"source/a": 2, "source/b": 1, "source/gone": 1, "not-ours": 1}


def test_what_an_older_graph_had_is_not_sent_again(rdf_server: Server) -> None:
    """A target that its own bulk loader filled keeps no state; the older store stands in for it."""
    prefix = "http://example.org/since/"
    with client_of(rdf_server) as client:
        for name, texts in OLD.items():
            lines = "".join(f"{quad('x', number, text).triple} .\n" for number, text in enumerate(texts))
            client.put_graph(f"{prefix}source/{name}", lines.encode())
    report = load_graph(world(**NEW), rdf_server.target, options(rdf_server, graph_prefix=prefix, since=world(**OLD)))
    assert {change.name.rpartition("/")[2]: change.action for change in report.changes} == {
        "b": "replace", "c": "add", "gone": "remove",
    }  # fmt: skip
    assert held(rdf_server, prefix) == {"source/a": 2, "source/b": 2, "source/c": 1}
    assert load_graph(world(**NEW), rdf_server.target, options(rdf_server, graph_prefix=prefix)).nothing_to_do


def test_a_broken_off_load_is_taken_over(own_oxigraph: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    load_graph(world(**OLD), own_oxigraph.target)
    with monkeypatch.context() as patch:
        patch.setattr("trendgraph.loaders.sparql._switch", broken_off)
        with pytest.raises(KeyboardInterrupt):
            load_graph(world(**NEW), own_oxigraph.target)
    assert held(own_oxigraph, graph_iri("")) == {"source/a": 2, "source/b": 1, "source/gone": 1}
    assert len(waiting(own_oxigraph, graph_iri(""))) == 2
    report = load_graph(world(**NEW), own_oxigraph.target)
    assert (report.resumed, report.sent) == (2, 0)
    assert held(own_oxigraph, graph_iri("")) == {"source/a": 2, "source/b": 2, "source/c": 1}


def test_what_arrived_otherwise_takes_no_place(own_oxigraph: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    put = Client.put_graph

    def half(self: Client, graph: str, content: IO[bytes], *rest: object) -> None:
        put(self, graph, content.readline())

    load_graph(world(**OLD), own_oxigraph.target)
    monkeypatch.setattr(Client, "put_graph", half)
    with pytest.raises(LoadError, match="2 statements were sent, and the target holds 1") as caught:
        load_graph(world(**{**OLD, "b": ["x", "y"]}), own_oxigraph.target)
    assert "missing: <http://example.org/s" in str(caught.value)
    assert held(own_oxigraph, graph_iri("")) == {"source/a": 2, "source/b": 1, "source/gone": 1}


def test_an_update_whose_answer_was_lost_is_looked_at_before_it_is_repeated(
    own_oxigraph: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trendgraph.endpoint import EndpointError

    load_graph(world(a=["before"]), own_oxigraph.target)
    update = Client.update
    texts: list[str] = []

    def lost(self: Client, text: str) -> None:
        update(self, text)
        texts.append(text)
        raise EndpointError("the connection broke", code="endpoint.cut", maybe_done=True)

    monkeypatch.setattr(Client, "update", lost)
    with pytest.raises(EndpointError):  # what sweeps up is harmless and repeated, until it gives up
        load_graph(world(**OLD), own_oxigraph.target)
    assert sum("INSERT {" in text for text in texts) == 1
    assert held(own_oxigraph, graph_iri("")) == {"source/a": 2, "source/b": 1, "source/gone": 1}


def test_an_empty_graph_does_not_empty_the_target(own_oxigraph: Server) -> None:
    load_graph(world(**OLD), own_oxigraph.target)
    with pytest.raises(LoadError, match="the graph is empty"):
        load_graph(world(), own_oxigraph.target)
    assert held(own_oxigraph, graph_iri("")) == {"source/a": 2, "source/b": 1, "source/gone": 1}


def test_blank_nodes_arrive_in_one_piece(rdf_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trendgraph.loaders.staging._CHUNK", 2)
    lines = [f"<urn:s{number}> <urn:p> _:b{number % 3} .\n_:b{number % 3} <urn:q> {number} .\n" for number in range(6)]
    store = Store.from_rdflib(_graph("".join(lines)))
    report = load_graph(store, rdf_server.target, options(rdf_server, graph_prefix="http://example.org/blank/"))
    assert report.sent == 12


def _graph(text: str):
    import rdflib

    return rdflib.Graph().parse(data=text, format="turtle")


def test_the_command_says_what_it_did(own_oxigraph: Server, here: Path, capsys, tiny_data: Path) -> None:
    from trendgraph.pipeline import BuildConfig, build

    size = len(build(BuildConfig(data=tiny_data, out=here / "store", check=False)).store)
    for arguments, words in (
        (["--dry-run"], "would add"),
        ([], f"holds {size:,} statements, read back and compared"),
        (["--check"], "nothing to do"),
    ):
        assert _run("load", own_oxigraph.target, "--store", "store", *arguments) == 0
        assert words in capsys.readouterr().out
    assert _run("load", own_oxigraph.target, "--store", "store", "--json") == 0
    assert json.loads(capsys.readouterr().out)["nothing_to_do"] is True


def test_a_release_says_what_a_bulk_loader_brought(
    own_oxigraph: Server, here: Path, capsys, tiny_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trendgraph.exporters import export_graph
    from trendgraph.pipeline import BuildConfig, build

    store = build(BuildConfig(data=tiny_data, out=here / "store", check=False)).store
    (here / "releases").mkdir()
    export_graph(store, here / "releases" / "0.1.0.nq")
    with client_of(own_oxigraph) as client:
        client.send_data((here / "releases" / "0.1.0.nq").read_bytes())
    monkeypatch.setenv("TRENDGRAPH_RELEASES", str(here / "releases"))
    load = ("load", own_oxigraph.target, "--store", "store", "--json")
    assert _run(*load, "--since", "0.1.0") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["sent"], report["found"], report["unlike"]) == (0, len(store.graph_names()), [])
    assert _run(*load, "--since", "0.1.1") == 2
    assert json.loads(capsys.readouterr().out)["code"] == "graph.release"


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as exited:
        main(list(arguments))
    return int(str(exited.value.code))
