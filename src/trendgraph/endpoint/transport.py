"""One request, sent until it is answered, refused, or the limits are reached.

An answer is taken whole before anything of it is handed out, in memory or on disk: so an answer that was cut is known
as such, and asked for again, before its first row is used.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any, Self

from trendgraph._version import __version__
from trendgraph.endpoint.authentication import Authentication
from trendgraph.endpoint.breaker import Breaker
from trendgraph.endpoint.struct import Answer, Credentials, EndpointError, Limits, Request, masked

if TYPE_CHECKING:
    import urllib3

__all__ = ["Transport"]

_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_IN_MEMORY = 8 * 2**20
_CHUNK = 2**16
_CHALLENGES = 2
_SHOWN = 300


class Transport:
    """Connections to one server, shared by threads."""

    def __init__(self, credentials: Credentials | None, limits: Limits, clock: Callable[[], float]) -> None:
        self.limits = limits
        self._clock = clock
        self._authentication = Authentication(credentials)
        self._breaker = Breaker(limits.trip_after, limits.trip_for, clock)
        self._pool = _pool()

    def close(self) -> None:
        """Closes the connections."""
        self._pool.clear()

    def send(self, request: Request) -> Answer:
        """Gives the whole answer to a request.

        Raises:
            EndpointError: no answer, an answer of failure, or a cut one, after all attempts that are allowed.
        """
        where = masked(request.url)
        self._breaker.check(where)
        alive = False
        try:
            answer = self._exchange(request, where)
            alive = True
        except EndpointError as error:
            # Who refuses is there.
            alive = error.http_status is not None and error.http_status not in _TRY_AGAIN
            raise
        finally:
            (self._breaker.succeeded if alive else self._breaker.failed)()
        return answer

    def _exchange(self, request: Request, where: str) -> Answer:
        import urllib3

        retries = _retries(self.limits, request, self._clock, where)
        challenges = 0
        upload = request.body if request.body is not None and not isinstance(request.body, bytes) else None
        start = upload.tell() if upload else 0
        while True:
            if upload:
                upload.seek(start)
            try:
                response = self._ask(request, retries)
                if response.status == HTTPStatus.UNAUTHORIZED and challenges < _CHALLENGES:
                    challenges += 1
                    offered = ", ".join(response.headers.getlist("WWW-Authenticate"))
                    response.drain_conn()
                    if self._authentication.challenged(offered):
                        continue
                return self._taken(request, response, retries, where)
            except (urllib3.exceptions.ProtocolError, urllib3.exceptions.ReadTimeoutError) as error:
                if not request.repeatable:
                    raise self._trouble(error, request, where) from error
                try:
                    retries = retries.increment(request.method, request.url, error=error)
                except urllib3.exceptions.HTTPError as last:
                    raise self._trouble(last, request, where) from last
                retries.sleep()
            except urllib3.exceptions.HTTPError as error:
                raise self._trouble(error, request, where) from error

    def _ask(self, request: Request, retries: Any) -> urllib3.BaseHTTPResponse:
        import urllib3

        headers = {"User-Agent": f"trendgraph/{__version__}", "Accept-Encoding": "gzip"}
        if request.accept:
            headers["Accept"] = request.accept
        if request.content_type:
            headers["Content-Type"] = request.content_type
        if request.body is not None and not isinstance(request.body, bytes):
            start = request.body.tell()
            headers["Content-Length"] = str(request.body.seek(0, io.SEEK_END) - start)
            request.body.seek(start)
        if authorization := self._authentication.header(request.method, request.url):
            headers["Authorization"] = authorization
        left = max(retries.until - self._clock(), 0.001)
        timeout = urllib3.Timeout(connect=min(self.limits.connect, left), read=min(self.limits.read, left))
        return self._pool.request(
            request.method,
            request.url,
            body=request.body,
            headers=headers,
            timeout=timeout,
            retries=retries,
            redirect=False,
            preload_content=False,
        )

    def _taken(self, request: Request, response: urllib3.BaseHTTPResponse, retries: Any, where: str) -> Answer:
        """Gives the answer with its whole body, or says what is wrong with it."""
        ok = HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES
        body: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - handed out open
        whole = False
        try:
            whole = self._copy(
                request, response, retries.until, body, self.limits.answer_bytes if ok else _CHUNK, where
            )
        finally:
            if whole:
                response.release_conn()
            else:
                response.close()
                if ok:
                    body.close()
        if ok and not whole:
            raise EndpointError("its answer is too long", code="endpoint.too_long", where=where)
        body.seek(0)
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
        if not ok:
            with body:
                raise self._refusal(response, kind, body.read(4 * _SHOWN), where)
        headers = {name.casefold(): value for name, value in response.headers.items()}
        return Answer(response.status, kind, headers, body)

    def _copy(
        self,
        request: Request,
        response: urllib3.BaseHTTPResponse,
        until: float,
        body: IO[bytes],
        limit: int,
        where: str,
    ) -> bool:
        """Copies what comes, up to a limit; says whether that was all."""
        taken = 0
        while chunk := response.read1(_CHUNK, decode_content=True):
            body.write(chunk)
            taken += len(chunk)
            if taken > limit:
                return False
            if self._clock() > until:
                raise EndpointError(
                    f"it is still answering after {self.limits.total:g} seconds",
                    code="endpoint.timeout",
                    where=where,
                    hint="ask for less, or allow more time",
                    maybe_done=not request.repeatable,
                )
        return True

    def _refusal(self, response: urllib3.BaseHTTPResponse, kind: str, body: bytes, where: str) -> EndpointError:
        status = response.status
        words = "" if kind.endswith("html") else " ".join(body.decode("utf-8", "replace").split())[:_SHOWN]
        said = self._authentication.clean(f": {words}" if words else "")
        code, message, hint = _STATUS.get(status, ("endpoint.refused", "it refuses the request", None))
        if status not in _STATUS and status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            code, message, hint = "endpoint.failed", "it failed", "look at the server's log"
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            code, message, said = "endpoint.moved", "it is somewhere else", ""
            hint = f"if you trust it, give this address: {masked(response.headers.get('Location', ''))}"
        text = f"{message} (HTTP {status}){said}"
        return EndpointError(text, code=code, where=where, hint=hint, http_status=status)

    def _trouble(self, error: Exception, request: Request, where: str) -> EndpointError:
        """Gives in our words what went wrong below."""
        from urllib3 import exceptions as wrong

        reason = getattr(error, "reason", None) if isinstance(error, wrong.MaxRetryError) else error
        reason = reason if isinstance(reason, Exception) else error
        maybe = not request.repeatable
        if isinstance(reason, wrong.SSLError):
            words = self._authentication.clean(str(reason.args[0] if reason.args else reason))
            return EndpointError(f"no secure connection: {words}", code="endpoint.certificate", where=where)
        if isinstance(reason, wrong.NewConnectionError | wrong.NameResolutionError):
            return EndpointError("nothing answers there", code="endpoint.unreachable", where=where, hint=_IS_IT_THERE)
        if isinstance(reason, wrong.ConnectTimeoutError):
            message = f"no connection within {self.limits.connect:g} seconds"
            return EndpointError(message, code="endpoint.timeout", where=where, hint=_IS_IT_THERE)
        if isinstance(reason, wrong.ReadTimeoutError):
            message = f"no answer within {self.limits.read:g} seconds"
            hint = "ask for less, or allow more time"
            return EndpointError(message, code="endpoint.timeout", where=where, hint=hint, maybe_done=maybe)
        message = "the connection broke before the answer was whole"
        return EndpointError(message, code="endpoint.cut", where=where, hint=_IS_IT_THERE, maybe_done=maybe)


_IS_IT_THERE = "look whether the server runs and the address is right"
_STATUS: dict[int, tuple[str, str, str | None]] = {
    400: ("endpoint.refused", "it does not understand the request", None),
    401: (
        "endpoint.credentials",
        "it wants a user and a password, or others",
        "set TRENDGRAPH_STORE_USER and …_PASSWORD",
    ),
    403: ("endpoint.forbidden", "it does not allow this", "ask as another user, or at an address that may be changed"),
    404: ("endpoint.missing", "there is nothing at this address", "look whether the data set and the path are right"),
    405: ("endpoint.refused", "it does not offer this at this address", "look whether the path is the right one"),
    406: ("endpoint.refused", "it does not offer the format", None),
    408: ("endpoint.timeout", "it gave up waiting", None),
    413: ("endpoint.too_long", "it takes no request of this size", "send less at once"),
    415: ("endpoint.refused", "it does not take this format", None),
    429: ("endpoint.busy", "it is asked too often", "wait, then try again"),
    502: ("endpoint.failed", "what stands behind it does not answer", "look whether the server runs"),
    503: ("endpoint.busy", "it cannot answer now", "wait, then try again"),
    504: ("endpoint.timeout", "what stands behind it takes too long", "ask for less, or allow more time"),
    507: ("endpoint.full", "its disk is full", "make room there, then try again"),
}


def _pool() -> urllib3.PoolManager:
    import urllib3

    return urllib3.PoolManager(num_pools=4, maxsize=8)


def _retries(limits: Limits, request: Request, clock: Callable[[], float], where: str) -> Any:
    """Gives urllib3's Retry, bounded in time, that repeats only what may be repeated."""
    from urllib3 import BaseHTTPResponse
    from urllib3.exceptions import InvalidHeader
    from urllib3.util import Retry

    class Bounded(Retry):
        until = clock() + limits.total

        def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:  # noqa: ARG002
            # 429 says that nothing was done, so even a change may be sent again.
            again = status_code in _TRY_AGAIN if request.repeatable else status_code == HTTPStatus.TOO_MANY_REQUESTS
            return bool(self.total) and again

        def increment(self, *given: Any, **named: Any) -> Self:
            made = super().increment(*given, **named)
            # The errors hold the frames of whoever asked, and with them rows that must not outlive their thread.
            made.history = ()
            return made

        def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
            try:
                return super().get_retry_after(response)
            except InvalidHeader:
                return None

        def sleep(self, response: BaseHTTPResponse | None = None) -> None:
            wait = (response and self.get_retry_after(response)) or 0.0
            if response is not None and wait > min(limits.longest_wait, self.until - clock()):
                raise EndpointError(
                    f"it wants to be left alone for {wait:.0f} seconds (HTTP {response.status})",
                    code="endpoint.busy",
                    where=where,
                    hint="try again after that",
                    http_status=response.status,
                )
            if clock() + max(wait, self.get_backoff_time()) > self.until:
                raise EndpointError(f"no success within {limits.total:g} seconds", code="endpoint.timeout", where=where)
            super().sleep(response)

    methods = frozenset({request.method if request.repeatable else "none"})
    return Bounded(
        total=limits.attempts - 1,
        redirect=0,
        other=0,
        allowed_methods=methods,
        backoff_factor=limits.backoff,
        backoff_jitter=limits.backoff,
        raise_on_status=False,
    )
