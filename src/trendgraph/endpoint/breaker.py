"""A circuit breaker: an endpoint that failed again and again is left alone for a while, then tried once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from trendgraph.endpoint.struct import EndpointError

__all__ = ["Breaker"]


class Breaker:
    """Counts failures in a row; safe to share among threads.

    >>> now = [0.0]
    >>> breaker = Breaker(2, 30.0, lambda: now[0])
    >>> breaker.failed(); breaker.failed()
    >>> breaker.is_open
    True
    >>> now[0] = 31.0
    >>> breaker.check("http://host/")    # one may try again
    >>> breaker.succeeded()
    >>> breaker.is_open
    False
    """

    def __init__(self, trip_after: int, trip_for: float, clock: Callable[[], float]) -> None:
        self._trip_after = trip_after
        self._trip_for = trip_for
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Whether requests fail without being sent."""
        return self._failures >= self._trip_after

    def check(self, where: str) -> None:
        """Lets a request pass, or not.

        Raises:
            EndpointError: the endpoint failed too often just now, or is being tried by somebody else.
        """
        with self._lock:
            if not self.is_open:
                return
            left = self._until - self._clock()
            if left <= 0 and not self._probing:
                self._probing = True
                return
            failures = self._failures
        raise EndpointError(
            f"it failed {failures} times in a row, so it is left alone for {max(left, 0):.0f} more seconds",
            code="endpoint.open",
            where=where,
            hint="look whether it runs; the first request after that tries again",
        )

    def succeeded(self) -> None:
        """Tells that the endpoint answered."""
        with self._lock:
            self._failures = 0
            self._probing = False

    def failed(self) -> None:
        """Tells that the endpoint did not answer, or failed."""
        with self._lock:
            self._failures += 1
            self._probing = False
            self._until = self._clock() + self._trip_for
