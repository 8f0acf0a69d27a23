"""What an endpoint is reached with: addresses, credentials, limits, and what it answered."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field, replace
from typing import IO
from urllib.parse import SplitResult, urlsplit, urlunsplit

from trendgraph.errors import StoreError

__all__ = ["Address", "Answer", "Credentials", "CutError", "EndpointError", "Limits", "Request", "masked"]


class EndpointError(StoreError):
    """A SPARQL endpoint refused, failed, or could not be reached.

    Attributes:
        http_status: what the server answered, if it did.
        maybe_done: whether a change that was sent may have been made although no answer says so.
    """

    default_code = "endpoint.failed"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        where: str | None = None,
        hint: str | None = None,
        http_status: int | None = None,
        maybe_done: bool = False,
    ) -> None:
        super().__init__(message, code=code, where=where, hint=hint)
        self.http_status = http_status
        self.maybe_done = maybe_done


class CutError(EndpointError):
    """An answer that ended at the longest length that the server gives.

    Attributes:
        rows: that length.
    """

    default_code = "endpoint.rows"

    def __init__(self, rows: int, where: str) -> None:
        super().__init__(
            f"it gives {rows} rows at most, and there may be more",
            where=where,
            hint="ask for parts with ORDER BY, LIMIT and OFFSET, or raise the server's limit",
        )
        self.rows = rows


def masked(url: str) -> str:
    """Gives an address without what may be secret in it.

    >>> masked("https://ann:secret@host/sparql?key=abc")
    'https://…@host/sparql?…'
    """
    try:
        split = urlsplit(url)
    except ValueError:
        return re.sub(r"//[^/]*@", "//…@", url).partition("?")[0]
    host = split.netloc.rpartition("@")
    netloc = f"…@{host[2]}" if host[1] else split.netloc
    return urlunsplit(SplitResult(split.scheme, netloc, split.path, "…" if split.query else "", ""))


@dataclass(frozen=True, slots=True)
class Address:
    """Where one data set is asked, changed, and read or written graph by graph; empty where that is not offered."""

    query: str
    update: str = ""
    graphs: str = ""

    def __post_init__(self) -> None:
        for url in (self.query, self.update, self.graphs):
            if url:
                _check(url)

    def moved_to(self, **other: str | None) -> Address:
        """Gives the same with some of the three replaced; None keeps one."""
        return replace(self, **{name: url for name, url in other.items() if url is not None})


def _check(url: str) -> None:
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError as error:
        raise EndpointError(f"this is no address: {error}", code="endpoint.address", where=masked(url)) from error
    if split.scheme not in ("http", "https") or not split.hostname or port == 0:
        raise EndpointError("an endpoint has an http or https address", code="endpoint.address", where=masked(url))
    if "@" in split.netloc:
        raise EndpointError(
            "an address with a user or a password in it would end up in logs",
            code="endpoint.credentials",
            where=masked(url),
            hint="leave them out of the address, and set TRENDGRAPH_STORE_USER and TRENDGRAPH_STORE_PASSWORD",
        )


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: user and password (basic, or digest where the server wants it), or a bearer token; never shown."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not appear in any message."""
        basic = b64encode(f"{self.user}:{self.password}".encode()).decode() if self.password else ""
        return tuple(secret for secret in (self.password, self.token, basic) if secret)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait and how often to try; all times in seconds.

    Attributes:
        connect: for a connection.
        read: for the next bytes.
        total: for everything that one request takes, repeats included.
        attempts: how often a request is sent that may be repeated.
        backoff: wait before the second attempt, doubled for each further one, with as much jitter again.
        longest_wait: the longest Retry-After that is waited for.
        trip_after: failures in a row after which the endpoint is left alone.
        trip_for: how long it is left alone.
        answer_bytes: the longest answer that is taken.
    """

    connect: float = 5.0
    read: float = 60.0
    total: float = 300.0
    attempts: int = 4
    backoff: float = 0.25
    longest_wait: float = 60.0
    trip_after: int = 5
    trip_for: float = 30.0
    answer_bytes: int = 16 * 2**30


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. ``repeatable`` says that sending it twice does what sending it once does."""

    method: str
    url: str
    body: bytes | IO[bytes] | None = None
    content_type: str = ""
    accept: str = "*/*"
    repeatable: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with a status of success; ``body`` is open at its first byte, and on disk where it is long."""

    status: int
    content_type: str
    headers: dict[str, str]
    body: IO[bytes]
