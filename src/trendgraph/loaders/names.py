"""The names of graphs at a target: the project's own, or below a prefix; and those that only loading uses."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from trendgraph.errors import LoadError
from trendgraph.namespaces import GRAPH

__all__ = ["Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """Where each graph stands at the target.

    >>> Names("urn:test:").at_target("https://w3id.org/trendgraph/graph/asserted")
    'urn:test:asserted'
    """

    prefix: str = GRAPH

    def __post_init__(self) -> None:
        scheme, colon, rest = self.prefix.partition(":")
        if not (colon and rest and scheme.isalnum()) or quote(self.prefix, safe=":/?#@!$&'()*+,;=%~") != self.prefix:
            raise LoadError(
                "a prefix for the names of graphs is the beginning of an IRI",
                code="load.prefix",
                where=self.prefix,
                hint="like https://example.org/graph/",
            )

    @property
    def state(self) -> str:
        """The graph in which the loader keeps what it loaded."""
        return self.prefix + "load/state"

    @property
    def staged(self) -> str:
        """Beginning of the names under which graphs stand until they are checked."""
        return self.prefix + "load/staged/"

    def lease(self, owner: str) -> str:
        """Gives the name of the entry that says who is loading."""
        return f"{self.prefix}load/lease/{owner}"

    def at_target(self, name: str) -> str:
        """Gives the name at the target of one of the store's graphs."""
        own = name.removeprefix(GRAPH) if name.startswith(GRAPH) else quote(name, safe="")
        return self.prefix + own

    def waiting(self, fingerprint: str) -> str:
        """Gives the name under which the graph with a fingerprint stands until it is checked."""
        return self.staged + fingerprint.partition("-")[2][:40]
