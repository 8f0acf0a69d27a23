"""One load at a time into a graph of FalkorDB: a key beside it names the connection whose turn it is.

Redis sets a key only where there is none, in one step, and gives no number to two connections; so nobody needs a clock,
and whoever was killed is known to be gone as soon as Redis has closed his connection. Where the connections of others
may not be listed, a turn that was left ends with its time.

Sources: SET, CLIENT LIST and WATCH, https://redis.io/docs/latest/commands/
"""

from __future__ import annotations

from typing import Any

from trendgraph.errors import LoadError

__all__ = ["Turn"]

_SECONDS = 900


class Turn:
    """The right to change a graph, from ``take`` to ``leave``."""

    def __init__(self, database: Any, name: str) -> None:
        self._redis = database.connection.client()
        self._key = f"{name}:loader"
        self._own = ""

    def take(self) -> None:
        """Takes the turn.

        Raises:
            LoadError: another load has it.
        """
        own = str(self._redis.client_id())
        if not self._redis.set(self._key, own, nx=True, ex=_SECONDS) and not self._inherited(own):
            raise LoadError(
                "another load is at work there",
                code="load.held",
                where=self._key,
                hint="wait until it has ended; if nobody is loading, its turn ends by itself within fifteen minutes",
            )
        self._own = own

    def keep(self) -> None:
        """Renews the turn.

        Raises:
            LoadError: another load has it now.
        """
        if self._redis.get(self._key) != self._own:
            raise _lost(self._key)
        self._redis.expire(self._key, _SECONDS)

    def switch(self, beside: str, name: str) -> None:
        """Renames a key, if it is still this load's turn when that happens.

        Raises:
            LoadError: another load has it now, and nothing was renamed.
        """
        from redis.exceptions import WatchError

        with self._redis.pipeline() as steps:
            steps.watch(self._key)
            if steps.get(self._key) != self._own:
                raise _lost(self._key)
            steps.multi()
            steps.rename(beside, name)
            try:
                steps.execute()
            except WatchError as error:
                raise _lost(self._key) from error

    def leave(self, beside: str) -> None:
        """Gives the turn back, and removes what was made beside; leaves both alone where they are another load's."""
        if self._own and self._redis.get(self._key) == self._own:
            self._redis.delete(beside, self._key)

    def close(self) -> None:
        """Closes the connection that stands for this load."""
        self._redis.close()

    def _inherited(self, own: str) -> bool:
        """Takes the turn of a load that is gone."""
        from redis.exceptions import NoPermissionError, WatchError

        with self._redis.pipeline() as steps:
            steps.watch(self._key)
            holder = steps.get(self._key)
            try:
                if holder and self._redis.client_list(client_id=[holder]):
                    return False
            except NoPermissionError:
                return False
            steps.multi()
            steps.set(self._key, own, ex=_SECONDS)
            try:
                steps.execute()
            except WatchError:
                return False
        return True


def _lost(key: str) -> LoadError:
    return LoadError(
        "another load has taken this one's turn",
        code="load.lost",
        where=key,
        hint="the graph is as it was before, or as the other load leaves it",
    )
