"""The client against a server that fails in every way we could think of."""

from __future__ import annotations

import gzip
import hashlib
import io
import logging
import socket
from base64 import b64encode
from urllib.parse import parse_qsl

import pyoxigraph as ox
import pytest
from tests.endpoint.server import ROWS, YES, Asked, Endpoint, Reply

from trendgraph.endpoint import Address, Client, Credentials, EndpointError, Limits, load_engine

FAST = Limits(connect=10, read=30, total=90, attempts=3, backoff=0.01, trip_after=50)
QUICK = Limits(connect=10, read=0.2, total=90, attempts=2, backoff=0.01, trip_after=50)


def client(endpoint: Endpoint, limits: Limits = FAST, **more: object) -> Client:
    address = Address(endpoint.url, endpoint.url, endpoint.url)
    return Client(address, limits=limits, engine="standard", **more)  # type: ignore[arg-type]


def failure(call: object) -> EndpointError:
    with pytest.raises(EndpointError) as caught:
        call()  # type: ignore[operator]
    return caught.value


def listed(asker: Client, text: str, **more: list[str]) -> list[object]:
    """Gives the column ?s; the rows themselves belong to this thread and must not outlive it."""
    return [row["s"] for row in asker.rows(text, **more)]


def test_rows_and_answers_are_the_engines_own(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(body=ROWS), Reply(body=YES)]
    with client(endpoint) as asker:
        graphs = {"default_graphs": ["http://e/g"], "named_graphs": ["http://e/h"]}
        assert listed(asker, "SELECT ?s { ?s ?p ?o }", **graphs) == [ox.NamedNode("http://e/s")]
        assert asker.ask("ASK {}")
    sent = dict(parse_qsl(endpoint.asked[0].body.decode()))
    assert sent == {
        "query": "SELECT ?s { ?s ?p ?o }",
        "default-graph-uri": "http://e/g",
        "named-graph-uri": "http://e/h",
    }


def test_a_table_may_mean_no(endpoint: Endpoint) -> None:
    empty = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
    endpoint.replies = [Reply(body=empty)]
    with client(endpoint) as asker:
        assert not asker.ask("ASK { ?s ?p 1 }")


def test_triples_and_graphs(endpoint: Endpoint) -> None:
    line = b'<http://e/s> <http://e/p> "x" .\n'
    endpoint.replies = [Reply(body=line, kind="application/n-triples; charset=utf-8")]
    with client(endpoint) as asker:
        assert [str(t.object) for t in asker.triples("CONSTRUCT WHERE { ?s ?p ?o }")] == ['"x"']
        assert len(list(asker.read_graph("http://e/g#1"))) == 1
        asker.put_graph("http://e/g", io.BytesIO(line))
        asker.add_to_graph(None, line)
        asker.delete_graph("http://e/g")
    asked = [(one.method, one.path.partition("?")[2], len(one.body)) for one in endpoint.asked[1:]]
    assert asked == [
        ("GET", "graph=http%3A%2F%2Fe%2Fg%231", 0),
        ("PUT", "graph=http%3A%2F%2Fe%2Fg", len(line)),
        ("POST", "default", len(line)),
        ("DELETE", "graph=http%3A%2F%2Fe%2Fg", 0),
    ]


def test_a_graph_that_is_not_there_is_empty_and_deleted(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(404)]
    with client(endpoint) as asker:
        assert list(asker.read_graph("http://e/g")) == []
        asker.delete_graph("http://e/g")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_waited_out(endpoint: Endpoint, status: int) -> None:
    endpoint.replies = [Reply(status, b"later", "text/plain"), Reply()]
    with client(endpoint) as asker:
        assert asker.ask("ASK {}")
    assert len(endpoint.asked) == 2


@pytest.mark.parametrize(
    ("status", "code"),
    [(429, "busy"), (500, "failed"), (503, "busy"), (504, "timeout"), (404, "missing"), (403, "forbidden")],
)
def test_a_lasting_failure_says_what_the_server_said(endpoint: Endpoint, status: int, code: str) -> None:
    endpoint.replies = [Reply(status, b"the\n reason", "text/plain")]
    with client(endpoint) as asker:
        error = failure(lambda: asker.ask("ASK {}"))
    assert (error.code, error.http_status) == (f"endpoint.{code}", status)
    assert "the reason" in error.message
    assert len(endpoint.asked) == (3 if status >= 429 else 1)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(endpoint: Endpoint, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", slept.append)
    endpoint.replies = [Reply(status, headers={"Retry-After": "7"}), Reply()]
    with client(endpoint) as asker:
        assert asker.ask("ASK {}")
    assert slept == [7]


@pytest.mark.parametrize("wait", ["3600", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_a_long_retry_after_is_told_and_not_waited_for(endpoint: Endpoint, wait: str) -> None:
    endpoint.replies = [Reply(429, headers={"Retry-After": wait})]
    with client(endpoint) as asker:
        error = failure(lambda: asker.ask("ASK {}"))
    assert error.code == "endpoint.busy"
    assert "left alone for" in error.message
    assert len(endpoint.asked) == 1


def test_a_senseless_retry_after_is_ignored(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(503, headers={"Retry-After": "soon"}), Reply()]
    with client(endpoint) as asker:
        assert asker.ask("ASK {}")


def test_a_change_is_sent_once(endpoint: Endpoint) -> None:
    for reply, maybe in ((Reply(500), False), (Reply(503), False), (Reply(0), True), (Reply(silent=True), True)):
        endpoint.asked.clear()
        endpoint.replies = [reply]
        with client(endpoint, QUICK if reply.silent else FAST) as asker:
            error = failure(lambda: asker.update("INSERT DATA { <e:s> <e:p> 1 }"))
        assert len(endpoint.asked) == 1, reply
        assert error.maybe_done is maybe, error


def test_a_change_that_was_turned_away_unread_is_sent_again(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(429), Reply(204, b"")]
    with client(endpoint) as asker:
        asker.update("INSERT DATA { <e:s> <e:p> 1 }")
    assert len(endpoint.asked) == 2


def test_a_replaced_graph_may_be_sent_again_whole(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(0), Reply(503), Reply(204, b"")]
    with client(endpoint) as asker:
        asker.put_graph("http://e/g", io.BytesIO(b"x" * 100_000))
    assert [len(one.body) for one in endpoint.asked] == [100_000] * 3


@pytest.mark.parametrize("how", [{}, {"chunked": True}])
def test_a_cut_answer_is_asked_for_again(endpoint: Endpoint, how: dict[str, bool]) -> None:
    endpoint.replies = [Reply(body=ROWS, cut=40, **how), Reply(body=ROWS)]  # type: ignore[arg-type]
    with client(endpoint) as asker:
        assert len(listed(asker, "SELECT ?s {}")) == 1


def test_an_answer_that_stays_cut_is_an_error(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(body=ROWS, cut=40)]
    with client(endpoint) as asker:
        assert failure(lambda: asker.rows("SELECT ?s {}")).code == "endpoint.cut"
    assert len(endpoint.asked) == 3


def test_a_cut_that_http_does_not_show_is_seen_in_the_format(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(body=ROWS, cut=60, no_length=True)]
    with client(endpoint) as asker:
        assert failure(lambda: asker.rows("SELECT ?s {}")).code == "endpoint.cut"
        endpoint.replies = [Reply(body=b"<http://e/s> <http://e/", kind="application/n-triples")]
        assert failure(lambda: list(asker.triples("CONSTRUCT WHERE {?s ?p ?o}"))).code == "endpoint.cut"


def test_a_silent_server_is_not_waited_for(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(silent=True)]
    with client(endpoint, QUICK) as asker:
        error = failure(lambda: asker.ask("ASK {}"))
    assert error.code == "endpoint.timeout"
    assert "0.2 seconds" in error.message
    assert len(endpoint.asked) == 2


def test_an_answer_that_takes_too_long_ends_in_time(endpoint: Endpoint) -> None:
    """Its bytes come often enough; all of them together would take too long."""
    endpoint.replies = [Reply(stuck=True)]
    with client(endpoint, clock=lambda: 1000.0 * len(endpoint.asked)) as asker:
        error = failure(lambda: asker.ask("ASK {}"))
    assert error.code == "endpoint.timeout"
    assert "still answering after 90 seconds" in error.message


def test_an_endless_answer_is_cut_short(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(body=b" " * 100_000)]
    with client(endpoint, Limits(answer_bytes=1000, attempts=1)) as asker:
        assert failure(lambda: asker.ask("ASK {}")).code == "endpoint.too_long"


@pytest.mark.parametrize("kind", ["text/html", "", "image/png"])
def test_a_web_page_is_no_answer(endpoint: Endpoint, kind: str) -> None:
    endpoint.replies = [Reply(body=b"<html>Welcome</html>", kind=kind)]
    with client(endpoint) as asker:
        error = failure(lambda: asker.ask("ASK {}"))
        assert error.code == "endpoint.format"
        assert "SPARQL endpoint itself" in (error.hint or "")
        assert failure(lambda: list(asker.triples("CONSTRUCT WHERE {?s ?p ?o}"))).code == "endpoint.format"


def test_nobody_is_followed_to_another_place(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(302, headers={"Location": "http://ann:pw@192.0.2.1/x?key=k"})]
    with client(endpoint) as asker:
        error = failure(lambda: asker.ask("ASK {}"))
    assert error.code == "endpoint.moved"
    assert "pw" not in str(error)
    assert "key" not in str(error)


def test_nothing_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Client(f"http://127.0.0.1:{port}/sparql", limits=FAST) as asker:
        assert failure(lambda: asker.ask("ASK {}")).code == "endpoint.unreachable"


def test_after_failures_in_a_row_it_is_left_alone_and_then_tried(endpoint: Endpoint) -> None:
    now = [0.0]
    limits = Limits(attempts=1, trip_after=3, trip_for=30)
    endpoint.replies = [Reply(503)]
    with client(endpoint, limits, clock=lambda: now[0]) as asker:
        for _ in range(3):
            assert failure(lambda: asker.ask("ASK {}")).code == "endpoint.busy"
        error = failure(lambda: asker.ask("ASK {}"))
        assert error.code == "endpoint.open"
        assert "30 more seconds" in error.message
        assert len(endpoint.asked) == 3, "nothing is sent while it is left alone"
        now[0] = 31.0
        assert failure(lambda: asker.ask("ASK {}")).code == "endpoint.busy"
        assert failure(lambda: asker.ask("ASK {}")).code == "endpoint.open"
        now[0] = 62.0
        endpoint.replies = [Reply()]
        assert asker.ask("ASK {}")
        assert asker.ask("ASK {}")


def test_a_refusal_does_not_count_as_a_failure(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(400, b"no such function", "text/plain")]
    with client(endpoint, Limits(trip_after=2)) as asker:
        for _ in range(5):
            assert failure(lambda: asker.ask("ASK {}")).code == "endpoint.refused"


@pytest.mark.parametrize(
    ("credentials", "header"),
    [(Credentials("ann", "s:cret"), "Basic YW5uOnM6Y3JldA=="), (Credentials(token="tok"), "Bearer tok")],
)
def test_credentials_are_sent(endpoint: Endpoint, credentials: Credentials, header: str) -> None:
    with client(endpoint, credentials=credentials) as asker:
        asker.ask("ASK {}")
    assert endpoint.asked[0].headers["Authorization"] == header


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
@pytest.mark.parametrize("qop", [', qop="auth,auth-int"', ""])
def test_digest(endpoint: Endpoint, algorithm: str, qop: str) -> None:
    """The answer to the challenge is worked out here once more, as RFC 7616 says."""

    def hashed(*parts: str) -> str:
        return hashlib.new({"MD5": "md5", "SHA-256": "sha256"}[algorithm], ":".join(parts).encode()).hexdigest()

    def decide(asked: Asked) -> Reply | None:
        kind, _, rest = asked.headers.get("Authorization", "").partition(" ")
        given = dict(part.split("=", 1) for part in rest.split(", ")) if kind == "Digest" else {}
        given = {name: value.strip('"') for name, value in given.items()}
        middle = [given.get("nc", ""), given.get("cnonce", ""), "auth"] if qop else []
        wanted = hashed(hashed("ann", "here", "sécret"), "n1", *middle, hashed(asked.method, asked.path))
        if given.get("response") == wanted:
            return None
        if kind == "Basic":  # as Virtuoso does
            return Reply(401)
        challenge = f'Digest realm="here", nonce="n1", algorithm={algorithm}{qop}'
        return Reply(401, headers={"WWW-Authenticate": challenge})

    endpoint.decide = decide
    with client(endpoint, credentials=Credentials("ann", "sécret")) as asker:
        assert asker.ask("ASK {}")
        asker.put_graph("http://e/g", io.BytesIO(b"<e:s> <e:p> <e:o> ."))
    assert len(endpoint.asked) == 4, "the challenge is remembered"
    with client(endpoint, credentials=Credentials("ann", "wrong")) as asker:
        assert failure(lambda: asker.ask("ASK {}")).code == "endpoint.credentials"


def test_secrets_stay_out_of_messages_and_logs(endpoint: Endpoint, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint.replies = [Reply(400, b"who is 'hunter2'?", "text/plain")]
    credentials = Credentials("ann", "hunter2")
    with client(endpoint, credentials=credentials) as asker:
        error = failure(lambda: asker.ask("ASK {}"))
        said = f"{error} {error.envelope()} {asker!r} {credentials!r} {caplog.text}"
    assert "who is" in said
    assert "hunter2" not in said
    echo = b64encode(b"ann:hunter2").decode()
    endpoint.replies = [Reply(400, f"Authorization: Basic {echo}".encode(), "text/plain")]
    with client(endpoint, credentials=credentials) as asker:
        error = failure(lambda: asker.ask("ASK {}"))
    assert "Authorization" in str(error)
    assert echo not in str(error)


def test_a_packed_answer(endpoint: Endpoint) -> None:
    packed = gzip.compress(ROWS)
    endpoint.replies = [Reply(body=packed, headers={"Content-Encoding": "gzip"})]
    with client(endpoint) as asker:
        assert listed(asker, "SELECT ?s {}") == [ox.NamedNode("http://e/s")]
        for broken in (packed[:-12], packed[:20] + b"xxxx" + packed[24:]):
            endpoint.replies = [Reply(body=broken, headers={"Content-Encoding": "gzip"})]
            assert failure(lambda: listed(asker, "SELECT ?s {}")).code == "endpoint.cut"


@pytest.mark.parametrize(
    "url", ["http://ann:hunter2@host/sparql", "http://hunter2@host/", "ftp://host/", "http:///x", "x"]
)
def test_addresses_with_secrets_and_other_schemes_are_refused(url: str) -> None:
    error = failure(lambda: Client(url))
    assert error.code in ("endpoint.credentials", "endpoint.address")
    assert "hunter2" not in str(error)


def test_engines_are_recognised_by_their_headers(endpoint: Endpoint) -> None:
    endpoint.replies = [Reply(headers={"Fuseki-Request-Id": "7"})]
    with Client(endpoint.url, limits=FAST) as asker:
        assert asker.engine is load_engine("fuseki")
        assert asker.address.update == endpoint.url.replace("/sparql", "/update")


def test_an_address_that_does_not_follow_has_to_be_given(endpoint: Endpoint) -> None:
    with Client(endpoint.url, limits=FAST) as asker:
        error = failure(lambda: asker.update("CLEAR ALL"))
    assert error.code == "endpoint.address"
