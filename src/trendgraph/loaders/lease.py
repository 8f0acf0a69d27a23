"""One load at a time into a target: who is loading writes so into its graph of state, and until when.

Whoever comes writes his own entry first and reads the others after that, so of two who come at once at least one sees
the other, and both may give way; no engine needs to compare and swap. An entry that ran out, or whose holder is known
to be dead, is removed. A holder looks whether his entry still stands before he changes what others see.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from trendgraph.endpoint import Client, EndpointError
from trendgraph.errors import LoadError
from trendgraph.loaders.names import Names

__all__ = ["Hold", "Lease"]

_HOLDER = "https://schema.org/agent"
_UNTIL = "https://schema.org/expires"
_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Lease:
    """Who loads, and how long nobody else may.

    Attributes:
        owner: a word of letters and digits that no other load has.
        holder: the same for people: user, machine, process.
        clock: gives the moment in universal time.
        seconds: how long an entry holds after it was last renewed; longer than any one request takes.
        take_over: remove the entries of others, whoever they are.
        is_dead: says of the holder of an entry whether he is known to be dead.
    """

    owner: str
    holder: str
    clock: Callable[[], datetime]
    seconds: int = 900
    take_over: bool = False
    is_dead: Callable[[str], bool] = lambda _: False


class Hold:
    """The entry of one load; without a lease nothing is written and nobody asked."""

    def __init__(self, client: Client, names: Names, lease: Lease | None) -> None:
        self._client = client
        self._names = names
        self._lease = lease
        self._renewed: datetime | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._renewed is not None:
            # What cannot be removed runs out by itself.
            with suppress(EndpointError):
                self._remove([self._own])

    @property
    def is_held(self) -> bool:
        """Whether the entry was written."""
        return self._renewed is not None

    def take(self) -> None:
        """Writes the entry.

        Raises:
            LoadError: somebody else is loading.
        """
        if self._lease is None:
            return
        now = self._lease.clock()
        self._refuse_others(now)
        until = (now + timedelta(seconds=self._lease.seconds)).strftime(_FORM)
        self._client.update(
            f"INSERT DATA {{ GRAPH <{self._names.state}> {{ "
            f'<{self._own}> <{_HOLDER}> {ox.Literal(self._lease.holder)} ; <{_UNTIL}> "{until}" }} }}'
        )
        self._renewed = now
        self._refuse_others(now)

    def keep(self, *, surely: bool = False) -> None:
        """Renews the entry when a part of its time has gone; ``surely`` looks at the target in any case.

        Raises:
            LoadError: the entry is gone, or somebody else has one.
        """
        if self._lease is None or self._renewed is None:
            return
        now = self._lease.clock()
        if not surely and now - self._renewed < timedelta(seconds=self._lease.seconds / 4):
            return
        if self._own not in self._entries():
            raise LoadError(
                "somebody else has taken this load over",
                code="load.lost",
                where=self._names.state,
                hint="what stood there before this load is as it was, or is what the other load makes of it",
            )
        self._refuse_others(now)
        until = (now + timedelta(seconds=self._lease.seconds)).strftime(_FORM)
        # Only an entry that still stands is renewed.
        self._client.update(
            f"DELETE {{ GRAPH <{self._names.state}> {{ <{self._own}> <{_UNTIL}> ?was }} }} "
            f'INSERT {{ GRAPH <{self._names.state}> {{ <{self._own}> <{_UNTIL}> "{until}" }} }} '
            f"WHERE {{ GRAPH <{self._names.state}> {{ <{self._own}> <{_UNTIL}> ?was }} }}"
        )
        self._renewed = now

    @property
    def _own(self) -> str:
        assert self._lease is not None
        return self._names.lease(self._lease.owner)

    def _entries(self) -> dict[str, tuple[str, str]]:
        """Gives holder and end of each entry; of an entry renewed twice at once the later end."""
        rows = self._client.rows(
            f"SELECT ?entry ?holder ?until WHERE {{ GRAPH <{self._names.state}> "
            f"{{ ?entry <{_HOLDER}> ?holder ; <{_UNTIL}> ?until }} }} ORDER BY ?until"
        )
        return {row["entry"].value: (_shown(row["holder"].value), _shown(row["until"].value)) for row in rows}

    def _refuse_others(self, now: datetime) -> None:
        assert self._lease is not None
        others = {entry: told for entry, told in self._entries().items() if entry != self._own}
        moment = now.strftime(_FORM)
        over = [
            entry
            for entry, (holder, until) in others.items()
            if until < moment or self._lease.is_dead(holder) or (self._lease.take_over and self._renewed is None)
        ]
        if over:
            self._remove(over)
        living = [told for entry, told in sorted(others.items()) if entry not in over]
        if living:
            holder, until = living[0]
            raise LoadError(
                f"{holder} is loading there, and holds the target until {until} at the latest",
                code="load.held",
                where=self._names.state,
                hint="wait, or, if you know that this load is dead, say --take-over; what it has brought is used",
            )

    def _remove(self, entries: list[str]) -> None:
        values = " ".join(f"<{entry}>" for entry in sorted(entries))
        self._client.update(
            f"DELETE {{ GRAPH <{self._names.state}> {{ ?entry ?p ?o }} }} "
            f"WHERE {{ VALUES ?entry {{ {values} }} GRAPH <{self._names.state}> {{ ?entry ?p ?o }} }}"
        )


def _shown(text: str) -> str:
    """Gives a text of the target's without what would steer a terminal."""
    return "".join(character for character in text if character.isprintable())[:200]
