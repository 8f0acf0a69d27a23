"""Claims between entities as links of an undirected networkx graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trendgraph.errors import QueryError, nearest
from trendgraph.exporters import to_networkx
from trendgraph.namespaces import TG, compact
from trendgraph.store import Store
from trendgraph.terms import load_terms

if TYPE_CHECKING:
    import networkx

__all__ = ["Links", "read_links"]


@dataclass(frozen=True, slots=True)
class Links:
    """Which claims count as links.

    Attributes:
        predicates: local names of the predicates that count; all where empty.
        without: local names of predicates that do not.
        confidence: the least confidence of a claim that counts, 0 to 1.
        proposed: whether claims count that nobody has accepted yet, or that are contested.
    """

    predicates: Collection[str] = ()
    without: Collection[str] = ()
    confidence: float = 0.0
    proposed: bool = False

    def __post_init__(self) -> None:
        known = load_terms().predicates
        for name in [*self.predicates, *self.without]:
            if name not in known:
                raise QueryError(
                    f"{name} is no predicate of claims",
                    code="query.predicate",
                    suggestions=nearest(name, known),
                    hint="`trendgraph show tg:NAME` says what a predicate means",
                )


def read_links(store: Store, links: Links | None = None) -> networkx.Graph:
    """Gives an undirected graph of the entities that claims link, nodes and edges in a fixed order.

    Reads: as ``to_networkx``.

    Returns:
        Nodes are IRIs with ``label`` and ``kind``. An edge has ``claims``: subject, claim IRI and confidence of each
        claim between the two, the most confident first; and ``weight``: one, and a little more the less confident the
        best claim is, so that of equally short paths the better evidenced one is the shortest.
    """
    import networkx

    links = links or Links()
    full = to_networkx(store)
    statuses = {"accepted", "proposed", "contested"} if links.proposed else {"accepted"}
    wanted = {compact(TG + name) for name in links.predicates}
    barred = {compact(TG + name) for name in links.without}
    between: dict[tuple[str, str], list[tuple[float, str, str]]] = defaultdict(list)
    dropped = _dropped(store)
    for subject, target, said in full.edges(data=True):
        confidence = 1.0 if said["confidence"] is None else said["confidence"]
        counts = said["stance"] == "affirms" and said["status"] in statuses and confidence >= links.confidence
        named = (not wanted or said["predicate"] in wanted) and said["predicate"] not in barred
        if counts and named and subject != target and said["claim"] not in dropped:
            between[min(subject, target), max(subject, target)].append((confidence, said["claim"], subject))
    graph = networkx.Graph()
    for left, right in sorted(between):
        for end in (left, right):
            graph.add_node(end, label=full.nodes[end]["label"], kind=full.nodes[end]["kind"])
        claims = sorted(between[left, right], key=lambda each: (-each[0], each[1]))
        graph.add_edge(left, right, claims=claims, weight=1 + (1 - claims[0][0]) / 1000)
    return graph


def _dropped(store: Store) -> set[str]:
    rows = store.select("SELECT ?claim WHERE { ?claim prov:invalidatedAtTime ?day }")
    return {row["claim"].value for row in rows}
