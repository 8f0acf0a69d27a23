"""Claims between entities as links of an undirected networkx graph: all of them, or those near two entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from trendgraph.errors import QueryError, nearest
from trendgraph.exporters import named_things
from trendgraph.namespaces import ENTITY, compact
from trendgraph.store import Store
from trendgraph.terms import load_terms

if TYPE_CHECKING:
    import networkx

__all__ = ["Links", "links_between", "read_links"]

_AT_ONCE = 300
_Claim = tuple[str, str, float, str]


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

    def _query(self, where: str) -> str:
        """Gives the query for the claims that count; ``where`` says more of ``?subject`` or ``?object``."""
        statuses = "tg:accepted, tg:proposed, tg:contested" if self.proposed else "tg:accepted"
        filters = [f"?status IN ({statuses})"]
        if self.predicates:
            filters.append(f"?predicate IN ({', '.join(f'tg:{name}' for name in sorted(self.predicates))})")
        if self.without:
            filters.append(f"?predicate NOT IN ({', '.join(f'tg:{name}' for name in sorted(self.without))})")
        return (
            f"SELECT ?claim ?subject ?object ?confidence WHERE {{ {where} ?claim tg:claimSubject ?subject ; "
            "tg:claimObject ?object ; tg:claimPredicate ?predicate ; tg:stance tg:affirms ; tg:claimStatus ?status "
            f"FILTER({' && '.join(filters)}) OPTIONAL {{ ?claim tg:confidence ?confidence }} "
            "FILTER NOT EXISTS { ?claim prov:invalidatedAtTime ?dropped } }"
        )

    def _claims(self, store: Store, where: str = "") -> Iterator[_Claim]:
        """Yields subject, object, confidence and IRI of the claims that count between two different entities."""
        for claim, subject, target, given in store.select(self._query(where)):
            confidence = 1.0 if given is None else float(given.value)
            linked = subject != target and target.value.startswith(ENTITY)
            if linked and confidence >= self.confidence:
                yield subject.value, target.value, confidence, claim.value

    def _claims_at(self, store: Store, nodes: Iterable[str]) -> Iterator[_Claim]:
        """Yields the claims that count of which a node is subject or object."""
        ordered = sorted(nodes)
        for start in range(0, len(ordered), _AT_ONCE):
            values = " ".join(f"<{node}>" for node in ordered[start : start + _AT_ONCE])
            yield from chain.from_iterable(
                self._claims(store, f"VALUES ?{end} {{ {values} }}") for end in ("subject", "object")
            )


def read_links(store: Store, links: Links | None = None) -> networkx.Graph:
    """Gives an undirected graph of the entities that claims link, nodes and edges in a fixed order.

    Reads: ``?claim tg:claimSubject ?s ; tg:claimObject ?o`` with predicate, stance, status and confidence; names and
    kinds as ``to_networkx``.

    Returns:
        Nodes are IRIs with ``label`` and ``kind``. An edge has ``claims``: subject, claim IRI and confidence of each
        claim between the two, the most confident first; and ``weight``: one, and a little more the less confident the
        best claim is, so that of equally short paths the better evidenced one is the shortest.
    """
    graph = _graph((links or Links())._claims(store))
    things = named_things(store)
    for node, said in graph.nodes(data=True):
        said["label"], said["kind"] = things.get(node) or (compact(node), None)
    return graph


def links_between(store: Store, source: str, target: str, links: Links | None = None) -> networkx.Graph:
    """Gives the part of the graph in which every path of fewest steps between two entities (IRIs) lies.

    It is read from both ends, step by step, from the end with fewer nodes first: what the two have to do with each
    other is a small part of a large graph. Nodes have no names here.
    """
    links = links or Links()
    found: set[_Claim] = set()
    reached, edge = ({source}, {target}), [{source}, {target}]
    while all(edge) and not reached[0] & reached[1]:
        side = 0 if len(edge[0]) <= len(edge[1]) else 1
        new = set(links._claims_at(store, edge[side]))
        edge[side] = {end for claim in new for end in claim[:2]} - reached[side]
        reached[side].update(edge[side])
        found |= new
    return _graph(found)


def _graph(claims: Iterable[_Claim]) -> networkx.Graph:
    import networkx

    between: dict[tuple[str, str], list[tuple[float, str, str]]] = defaultdict(list)
    for subject, target, confidence, claim in claims:
        between[min(subject, target), max(subject, target)].append((confidence, claim, subject))
    graph = networkx.Graph()
    for left, right in sorted(between):
        ordered = sorted(between[left, right], key=lambda each: (-each[0], each[1]))
        graph.add_edge(left, right, claims=ordered, weight=1 + (1 - ordered[0][0]) / 1000)
    return graph
