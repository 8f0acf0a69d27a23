"""A local HTTP server that misbehaves as it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CONTENT = bytes(range(256)) * 4096


@dataclass
class Manners:
    """What the server does, one entry a request and the last one for ever: a status, ``cut``, ``redirect URL`` …"""

    does: list[str] = field(default_factory=lambda: ["whole"])
    etag: str = '"one"'
    content: bytes = CONTENT
    asked: list[dict[str, str]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    manners: Manners

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:  # the name that the library calls
        manners = self.manners
        manners.asked.append({name.lower(): value for name, value in self.headers.items()})
        what = manners.does[min(len(manners.asked), len(manners.does)) - 1]
        verb, _, rest = what.partition(" ")
        if verb.isdecimal():
            self.send_response(int(verb))
            if rest:
                self.send_header("Retry-After", rest)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif verb == "redirect":
            self.send_response(302)
            self.send_header("Location", rest)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(verb)

    def _send(self, verb: str) -> None:
        manners, start = self.manners, 0
        asked = manners.asked[-1]
        if "range" in asked and asked.get("if-range") == manners.etag:
            start = int(asked["range"].removeprefix("bytes=").rstrip("-"))
        body = manners.content[start:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(manners.content) - 1}/{len(manners.content)}")
        if manners.etag:
            self.send_header("ETag", manners.etag)
        if verb != "unsized":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if verb == "cut" else body)


@contextmanager
def serving(manners: Manners) -> Iterator[str]:
    """Gives the address of a server on this machine."""
    handler = type("Handler", (_Handler,), {"manners": manners})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/data.json"
        finally:
            server.shutdown()
            thread.join()
