"""The door ``shortest_path``: how two things hang together, claim by claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

import pyoxigraph as ox

from trendgraph.analysis.links import Links, links_between
from trendgraph.queries import Support, read_support, resolve
from trendgraph.store import Store

__all__ = ["Path", "Step", "shortest_path"]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a path.

    Attributes:
        source: IRI of the entity that the step leaves.
        target: IRI of the entity that it reaches.
        claims: the claims that link the two, the most confident first; each may run either way.
    """

    source: str
    target: str
    claims: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The steps from one entity to another, in order; none where nothing links them, or where they are the same.

    Attributes:
        source: IRI of the first entity.
        target: IRI of the last one.
        steps: in order.
        connected: whether anything links them.
    """

    source: str
    target: str
    steps: tuple[Step, ...]
    connected: bool

    def __len__(self) -> int:
        return len(self.steps)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def as_dict(self) -> dict[str, object]:
        """Gives the path as plain data."""
        return {
            "source": self.source,
            "target": self.target,
            "connected": self.connected,
            "steps": [
                {"source": step.source, "target": step.target, "claims": [claim.as_dict() for claim in step.claims]}
                for step in self.steps
            ],
        }

    def _lines(self) -> Iterator[str]:
        if not self.connected:
            yield "no claims link the two"
            return
        yield f"{len(self.steps)} step{'' if len(self.steps) == 1 else 's'}"
        for number, step in enumerate(self.steps, 1):
            best, *others = step.claims
            yield f"{number}. {best.statement}"
            yield from (f"     {evidence}" for evidence in best.evidence)
            if others:
                yield "     also: " + "; ".join(claim.statement for claim in others)


def shortest_path(store: Store, source: str, target: str, links: Links | None = None) -> Path:
    """Gives the shortest path of claims between two entities; of equally short ones, the best evidenced.

    Claims are followed both ways: that a product embeds a model links the product to the model and back.

    Args:
        store: the graph.
        source: label, slug, CURIE or IRI of the first entity.
        target: of the last one.
        links: which claims count; by default every accepted affirming one.

    Raises:
        QueryError: a name is unknown, or means several things.
    """
    import networkx

    ends = (resolve(store, source).value, resolve(store, target).value)
    graph = links_between(store, *ends, links)
    if not all(end in graph for end in ends) or not networkx.has_path(graph, *ends):
        return Path(*ends, (), ends[0] == ends[1])
    pairs = list(pairwise(networkx.dijkstra_path(graph, *ends)))
    claims = [[ox.NamedNode(iri) for _, iri, _ in graph[left][right]["claims"]] for left, right in pairs]
    store.expect(chain.from_iterable(claims))
    steps = (
        Step(left, right, tuple(read_support(store, claim) for claim in between))
        for (left, right), between in zip(pairs, claims, strict=True)
    )
    return Path(*ends, tuple(steps), True)
