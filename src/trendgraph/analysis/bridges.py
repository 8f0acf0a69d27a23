"""The door ``bridges``: which entities hold two kinds of things together.

Betweenness centrality restricted to a set of sources and a set of targets:

    b(v) = Σ_{s ∈ S, t ∈ T} σ(s, t | v) / σ(s, t)

where σ(s, t) counts the shortest paths from s to t and σ(s, t | v) those that go through v, v being neither of them.

Source: U. Brandes, On variants of shortest-path betweenness centrality and their generic computation, Social Networks
30 (2008), section 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trendgraph.analysis.links import Links, read_links
from trendgraph.errors import QueryError, nearest
from trendgraph.namespaces import TG, compact
from trendgraph.store import Store
from trendgraph.terms import load_terms

if TYPE_CHECKING:
    import networkx

__all__ = ["Bridge", "bridges"]


@dataclass(frozen=True, slots=True)
class Bridge:
    """An entity on shortest paths between two kinds.

    Attributes:
        iri: the entity.
        label: its name.
        kind: CURIE of its class.
        betweenness: share of the pairs that can reach each other whose shortest paths go through it, 0 to 1.
        degree: number of entities that it is linked to.
    """

    iri: str
    label: str
    kind: str
    betweenness: float
    degree: int


def bridges(
    store: Store, source: str = "Technique", target: str = "Concern", links: Links | None = None
) -> list[Bridge]:
    """Gives the entities on the shortest paths between two kinds of things, the most central first.

    Args:
        store: the graph.
        source: local name of the class at one end of the paths.
        target: of the class at the other end; may be the same.
        links: which claims count; by default every accepted affirming one.

    Raises:
        QueryError: there is no such class.
    """
    import networkx

    graph = read_links(store, links)
    ends = [_members(graph, kind) for kind in (source, target)]
    sums = networkx.betweenness_centrality_subset(graph, *ends)
    pairs = _pairs(graph, *ends)
    # In an undirected graph networkx halves the sums, for the case that every pair is counted from both of its ends.
    share = 2 / pairs if pairs else 0.0
    found = [
        Bridge(
            iri, graph.nodes[iri]["label"], graph.nodes[iri]["kind"] or "", round(total * share, 6), graph.degree[iri]
        )
        for iri, total in sums.items()
        if total
    ]
    return sorted(found, key=lambda bridge: (-bridge.betweenness, bridge.iri))


def _members(graph: networkx.Graph, kind: str) -> list[str]:
    terms = load_terms()
    iri = TG + kind
    if iri not in terms.classes:
        known = [compact(each).removeprefix("tg:") for each in terms.classes if each.startswith(TG)]
        raise QueryError(
            f"there is no class {kind}",
            code="query.kind",
            suggestions=nearest(kind, known),
            hint="for example: Concern",
        )
    return [
        node
        for node, said in graph.nodes(data=True)
        if said["kind"] and terms.is_a(TG + said["kind"].removeprefix("tg:"), iri)
    ]


def _pairs(graph: networkx.Graph, sources: list[str], targets: list[str]) -> int:
    """Counts the ordered pairs of different ends that a path leads between."""
    import networkx

    number = 0
    for component in networkx.connected_components(graph):
        left, right = ([end for end in ends if end in component] for ends in (sources, targets))
        number += len(left) * len(right) - len(set(left) & set(right))
    return number
