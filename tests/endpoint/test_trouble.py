"""A real server that is killed, and comes back; a store whose endpoint misbehaves."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner
from tests.endpoint.server import NO, ROWS, YES, Asked, Endpoint, Reply
from tests.endpoint.worlds import put
from tests.servers.rdf import start_oxigraph

from trendgraph.cli import command_line, main
from trendgraph.endpoint import Client, EndpointError, Limits, Remote
from trendgraph.errors import QueryError, StoreError
from trendgraph.queries import run_query, show
from trendgraph.store import Store, is_remote, open_store

LIMITS = Limits(connect=10, read=60, attempts=2, backoff=0.01, trip_after=2, trip_for=30)
EMPTY = b'{"head":{"vars":["version","g","n","s","p","o"]},"results":{"bindings":[]}}'


@pytest.mark.servers
def test_killed_and_back(tmp_path: Path, tiny: object) -> None:
    """Nothing has to be opened again: the store that failed answers as soon as the server does."""
    now = [0.0]
    server = start_oxigraph(tmp_path)
    try:
        put(server, tiny.store.quads())  # type: ignore[attr-defined]
        store = Store(Remote(Client(server.query, limits=LIMITS, clock=lambda: now[0])))
        before = run_query(store, "cq002").rows
        server.kill()
        codes = []
        for _ in range(3):
            with pytest.raises(EndpointError) as caught:
                run_query(store, "cq002")
            codes.append(caught.value.code)
        assert set(codes[:2]) <= {"endpoint.unreachable", "endpoint.cut"}
        assert codes[2] == "endpoint.open", "after two failures it is left alone"
        server = start_oxigraph(tmp_path, port=server.port)
        with pytest.raises(EndpointError, match="left alone"):
            run_query(store, "cq002")
        now[0] += LIMITS.trip_for + 1
        assert run_query(store, "cq002").rows == before
    finally:
        server.stop()


def answering(endpoint: Endpoint, rows: bytes) -> Store:
    endpoint.decide = lambda asked: Reply(body=YES if asked.body.startswith(b"query=ASK") else rows)
    return open_store(endpoint.url, limits=LIMITS, engine="standard")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(500, b"stack overflow", "text/plain"), "endpoint.failed"),
        (Reply(429, headers={"Retry-After": "900"}), "endpoint.busy"),
        (Reply(body=EMPTY, cut=30), "endpoint.cut"),
        (Reply(body=b"<html>Log in</html>", kind="text/html"), "endpoint.format"),
    ],
)
def test_every_verb_says_what_is_wrong_and_works_again(endpoint: Endpoint, reply: Reply, code: str) -> None:
    store = answering(endpoint, EMPTY)
    good = endpoint.decide
    verbs = (
        lambda: run_query(store, "cq002"),
        lambda: show(store, "model/aurora"),
        lambda: list(store.quads("http://e/g")),
        lambda: store.ask("ASK { ?s ?p 1 }"),
    )
    for verb in verbs:
        store = answering(endpoint, EMPTY)
        endpoint.decide = lambda _: reply
        with pytest.raises(EndpointError) as caught:
            verb()
        assert caught.value.code == code
        endpoint.decide = good
        assert len(run_query(store, "cq002")) == 0


def rows_of(subjects: list[str]) -> bytes:
    cells = ({"s": {"type": "uri", "value": iri}} for iri in subjects)
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": list(cells)}}).encode()


def test_an_answer_cut_at_the_longest_length_is_asked_for_in_pages(endpoint: Endpoint) -> None:
    """A status of 200 and a well-formed table, of which only a header says that it is a part."""
    subjects = [f"http://e/{number}" for number in range(5)]
    endpoint.replies = [Reply(body=EMPTY)]
    store = open_store(endpoint.url, limits=LIMITS, engine="virtuoso")

    def decide(asked: Asked) -> Reply:
        text = parse_qs(asked.body.decode())["query"][0]
        page = re.search(r"LIMIT 2 OFFSET (\d+)$", text)
        start = int(page[1]) if page else 0
        return Reply(body=rows_of(subjects[start : start + 2]), headers={"X-SPARQL-MaxRows": "2"})

    endpoint.decide = decide
    endpoint.asked.clear()
    assert [row["s"].value for row in store.select("SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?p")] == subjects
    assert len(endpoint.asked) == 1 + 3
    assert len(list(store.select("SELECT ?s WHERE { ?s ?p ?o } LIMIT 2"))) == 2
    with pytest.raises(EndpointError, match="2 rows at most") as caught:
        store.select("SELECT ?s FROM <http://e/g> WHERE { ?s ?p ?o }")
    assert caught.value.code == "endpoint.rows"
    endpoint.decide = lambda _: Reply(body=ROWS)
    assert len(list(store.select("SELECT ?s WHERE { ?s ?p ?o }"))) == 1


@pytest.mark.parametrize("engine", ["standard", "fuseki"])
def test_rows_broken_in_the_middle_are_an_error_where_they_break(endpoint: Endpoint, engine: str) -> None:
    """The answer begins and ends as it should, so only whoever reads it sees that it is broken."""
    store = answering(endpoint, EMPTY)
    store = open_store(endpoint.url, limits=LIMITS, engine=engine)
    endpoint.decide = lambda _: Reply(body=rows_of(["http://e/1"])[:-3] + b' OutOfMemoryError {"s":{"type":"uri"}}]}}')
    with pytest.raises(EndpointError) as caught:
        list(store.select("SELECT ?s WHERE { ?s ?p ?o }", graphs=["http://e/g"]))
    assert caught.value.code == "endpoint.cut"


def test_a_silent_server_is_given_up_and_asked_again(endpoint: Endpoint) -> None:
    """Nobody is kept waiting; the store works on as soon as the server does."""
    quick = Limits(connect=10, read=0.5, attempts=3, backoff=0.01, trip_after=9)
    store = Store(Remote(Client(endpoint.url, limits=quick, engine="virtuoso")))
    endpoint.decide = lambda _: Reply(silent=True)
    with pytest.raises(EndpointError) as caught:
        run_query(store, "cq002")
    assert caught.value.code == "endpoint.timeout"
    endpoint.decide = lambda _: Reply(body=EMPTY)
    assert len(run_query(store, "cq002")) == 0


def test_nothing_is_half_exported(endpoint: Endpoint, tmp_path: Path) -> None:
    """The graphs are counted, and then the server breaks."""

    def decide(asked: Asked) -> Reply:
        if b"COUNT" in asked.body:
            cell = b'{"g":{"type":"uri","value":"https://w3id.org/trendgraph/graph/asserted"},"n":{"type":"literal","value":"2"}}'
            return Reply(body=b'{"head":{"vars":["g","n"]},"results":{"bindings":[' + cell + b"]}}")
        return Reply(body=EMPTY, cut=20) if b"ORDER+BY+STR" in asked.body else Reply(body=EMPTY)

    from trendgraph.exporters import export_graph

    endpoint.decide = decide
    store = open_store(endpoint.url, limits=LIMITS, engine="standard")
    with pytest.raises(EndpointError):
        export_graph(store, tmp_path / "out.nq")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("engine", ["standard", "fuseki"])
def test_an_endpoint_without_the_graph_is_no_store(endpoint: Endpoint, engine: str) -> None:
    """Empty, or full of other things: it is found out in two questions that no endpoint finds hard."""
    endpoint.decide = lambda asked: Reply(body=NO if asked.body.startswith(b"query=ASK") else EMPTY)
    with pytest.raises(StoreError, match="no trendgraph in its named graphs") as caught:
        open_store(endpoint.url, read_only=True, engine=engine)
    assert (caught.value.code, caught.value.exit_status) == ("store.empty", 2)
    assert len(endpoint.asked) == 2
    assert not any(b"COUNT" in asked.body for asked in endpoint.asked)


def test_a_web_page_is_no_store(endpoint: Endpoint) -> None:
    endpoint.decide = lambda _: Reply(body=b"<!doctype html><title>Sign in</title>", kind="text/html; charset=utf-8")
    with pytest.raises(EndpointError, match="a web page") as caught:
        open_store(endpoint.url, read_only=True)
    assert caught.value.code == "endpoint.format"
    assert "/sparql" in (caught.value.hint or "")


def test_another_release_of_the_ontology_is_told(endpoint: Endpoint) -> None:
    cell = b'{"version":{"type":"literal","value":"0.9.0"}}'
    endpoint.decide = lambda _: Reply(body=b'{"head":{"vars":["version"]},"results":{"bindings":[' + cell + b"]}}")
    note = open_store(endpoint.url, read_only=True, engine="standard").version_note
    assert note is not None
    assert "0.9.0" in note
    assert "trendgraph load" in note


def test_bad_queries_are_known_here(endpoint: Endpoint) -> None:
    store = answering(endpoint, EMPTY)
    asked = len(endpoint.asked)
    with pytest.raises(QueryError) as caught:
        store.select("SELECT ?s WHERE {\n  ?s ?p ;;; }")
    assert (caught.value.where or "").startswith("line 2")
    with pytest.raises(QueryError, match="SERVICE"):
        store.select("SELECT * { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }")
    assert len(endpoint.asked) == asked


def test_the_command_line_gives_the_envelope(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRENDGRAPH_STORE_PASSWORD", "hunter2")
    monkeypatch.setenv("TRENDGRAPH_STORE_USER", "ann")
    endpoint.replies = [Reply(403, b"not for ann with hunter2", "text/plain")]
    with pytest.raises(SystemExit) as stopped:
        main(["query", "cq002", "--json", "--store", endpoint.url])
    assert stopped.value.code == 2
    captured = capsys.readouterr()
    told = json.loads(captured.out or captured.err)
    assert told["code"] == "endpoint.forbidden"
    assert "hunter2" not in captured.out + captured.err
    done = CliRunner().invoke(command_line, ["show", "x", "--store", "http://ann:hunter2@host/sparql"])
    assert isinstance(done.exception, EndpointError)
    assert "hunter2" not in str(done.exception)


def test_what_is_an_address() -> None:
    assert is_remote("HTTPS://host/sparql")
    assert not any(map(is_remote, ("memory:", "build/store", Path("http:/host"), "ftp://host", "http")))
