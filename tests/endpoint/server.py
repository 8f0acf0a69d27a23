"""A small HTTP server that answers as a test tells it, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RESULTS = "application/sparql-results+json"
YES, NO = b'{"head":{},"boolean":true}', b'{"head":{},"boolean":false}'
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://e/s"}}]}}'


@dataclass
class Reply:
    """What the server does next; ``cut``: only so many bytes; ``silent``: nothing; ``stuck``: one byte and no more."""

    status: int = 200
    body: bytes = YES
    kind: str = RESULTS
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    silent: bool = False
    stuck: bool = False
    chunked: bool = False
    no_length: bool = False


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Endpoint:
    """``replies`` are given one after another, the last one for ever; ``decide`` may choose instead."""

    def __init__(self) -> None:
        self.replies: list[Reply] = [Reply()]
        self.decide: Callable[[Asked], Reply | None] = lambda _: None
        self.asked: list[Asked] = []
        self.over = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/sparql"

    def _next(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        chosen = self.decide(asked)
        if chosen is not None:
            return chosen
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(self.command, self.path, dict(self.headers.items()), self.rfile.read(length))
                self._give(endpoint._next(asked))

            do_POST = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815

            def _give(self, reply: Reply) -> None:
                if reply.silent:
                    endpoint.over.wait()
                if reply.status == 0 or reply.silent:  # no answer at all
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.kind)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                body = reply.body if reply.cut is None else reply.body[: reply.cut]
                if reply.chunked:
                    self.send_header("Transfer-Encoding", "chunked")
                elif not reply.no_length:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                with suppress(OSError):
                    self._write(reply, body)
                if reply.cut is not None or reply.no_length or reply.stuck:
                    self.close_connection = True

            def _write(self, reply: Reply, body: bytes) -> None:
                if reply.chunked:
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
                    if reply.cut is None:
                        self.wfile.write(b"0\r\n\r\n")
                elif reply.stuck:
                    self.wfile.write(body[:1])
                    endpoint.over.wait()
                else:
                    self.wfile.write(body)

            def handle_one_request(self) -> None:
                with suppress(ConnectionError):  # the other side need not wait for us
                    super().handle_one_request()

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@contextmanager
def serving() -> Iterator[Endpoint]:
    """An endpoint on this machine for as long as the block lasts."""
    endpoint = Endpoint()
    endpoint.thread.start()
    try:
        yield endpoint
    finally:
        endpoint.over.set()
        endpoint.server.shutdown()
        endpoint.server.server_close()
