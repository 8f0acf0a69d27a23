"""One question to a server, over every redirect, with the address checked before each connection.

A name is resolved here and the connection goes to the address that was checked, so that a name cannot be public when it
is looked at and private when it is used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from trendgraph._version import __version__
from trendgraph.errors import FetchError

__all__ = ["Answer", "ask"]

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; ``read`` gives more of its body."""

    status: int
    reason: str
    headers: Mapping[str, str]
    response: http.client.HTTPResponse

    def read(self, size: int) -> bytes:
        """Gives the next bytes, none at the end."""
        return self.response.read1(size)

    @property
    def length(self) -> int | None:
        """Bytes in the body, if the server says."""
        stated = self.headers.get("content-length", "")
        return int(stated) if stated.isdecimal() else None

    @property
    def validator(self) -> str:
        """What tells this version of the file from any other: a strong ETag, or nothing."""
        stated = self.headers.get("etag", "")
        return "" if stated.startswith("W/") else stated

    @property
    def wait(self) -> float | None:
        """Seconds after which the server wants to be asked again."""
        stated = self.headers.get("retry-after", "")
        return float(stated) if stated.isdecimal() else None


@contextmanager
def ask(url: str, headers: Mapping[str, str], *, timeout: float, allow_private: bool) -> Iterator[Answer]:
    """Gives the answer to a GET, after at most five redirects.

    Raises:
        FetchError: an address is no public http(s) address, or the redirects do not end.
        OSError: no connection.
    """
    asked = [url]
    while True:
        split = _checked(asked)
        # A private address may be asked for by name; no server may send us to one.
        trusted = allow_private and split.netloc == urlsplit(url).netloc
        connection = _connect(split, timeout, trusted)
        response: http.client.HTTPResponse | None = None
        try:
            target = (split.path or "/") + (f"?{split.query}" if split.query else "")
            agent = {"User-Agent": f"trendgraph/{__version__}", "Accept-Encoding": "identity"}
            connection.request("GET", target, headers={**agent, **headers})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            if response.status not in _REDIRECTS:
                yield Answer(response.status, response.reason, found, response)
                return
            if "location" not in found or len(asked) > _MOST_REDIRECTS:
                raise FetchError(
                    "its redirects lead nowhere" if "location" not in found else "it redirects again and again",
                    code="fetch.redirect",
                    where=url,
                )
            asked.append(urljoin(asked[-1], found["location"]))
        finally:
            if response is not None:
                response.close()
            connection.close()


def _checked(asked: list[str]) -> SplitResult:
    split = urlsplit(asked[-1])
    if split.scheme not in ("http", "https") or not split.hostname or split.username is not None:
        raise FetchError("only plain http and https addresses are fetched", code="fetch.address", where=asked[-1])
    if split.scheme == "http" and asked[0].startswith("https:"):
        raise FetchError("it redirects from https to http", code="fetch.redirect", where=asked[-1])
    return split


def _connect(split: SplitResult, timeout: float, trusted: bool) -> http.client.HTTPConnection:
    host = split.hostname or ""
    try:
        port = split.port or (443 if split.scheme == "https" else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except ValueError as error:
        raise FetchError(f"no address: {error}", code="fetch.address", where=split.geturl()) from error
    addresses = [str(entry[4][0]) for entry in found]
    private = [address for address in addresses if not _is_public(address)]
    if private and not trusted:
        raise FetchError(
            f"{host} is at {private[0]}, which is no public address",
            code="fetch.private",
            where=split.geturl(),
            hint="a public data set lies at a public address; --allow-private lets you name one of your own network",
        )
    plain = _reached(addresses, port, timeout)
    if split.scheme == "http":
        connection = http.client.HTTPConnection(host, port, timeout=timeout)
        connection.sock = plain
        return connection
    secure = http.client.HTTPSConnection(host, port, timeout=timeout)
    try:
        secure.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        raise FetchError(
            f"{host} has no valid certificate: {error.verify_message}", code="fetch.certificate", where=split.geturl()
        ) from error
    return secure


def _reached(addresses: list[str], port: int, timeout: float) -> socket.socket:
    """Gives a connection to the first of the checked addresses that answers."""
    trouble: OSError | None = None
    for address in dict.fromkeys(addresses):
        try:
            return socket.create_connection((address, port), timeout=timeout)
        except OSError as error:
            trouble = error
    raise trouble or OSError("the name has no address")


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast
