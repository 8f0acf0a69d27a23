"""Which blank nodes can be written inside the one place that mentions them, and which form lists.

Blank nodes stand only in the ontology (restrictions, unions, lists); written flat they would be unreadable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trendgraph.exporters.statements import RDF, Facts, by_graph, by_subject

__all__ = ["Blanks", "plan_blanks"]

_FIRST, _REST, _NIL = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"
_DEEPEST = 16


@dataclass(slots=True)
class Blanks:
    """How to write blank nodes.

    Attributes:
        nested: blank nodes that are written where they are mentioned, with their facts.
        anonymous: blank nodes that nothing mentions, so that they need no label.
    """

    nested: dict[str, Facts] = field(default_factory=dict)
    anonymous: set[str] = field(default_factory=set)

    def items(self, node: str) -> list[str] | None:
        """Gives the items of the list that starts at a node, or None if it is no well-formed list."""
        found: list[str] = []
        while node != _NIL:
            facts = self.nested.get(node)
            if facts is None or facts.keys() != {_FIRST, _REST} or any(len(values) > 1 for values in facts.values()):
                return None
            found.append(facts[_FIRST][0])
            node = facts[_REST][0]
        return found or None

    def inside(self, facts: Facts) -> Iterator[str]:
        """Yields the nested nodes that are written directly inside these facts."""
        for values in facts.values():
            for value in values:
                if value in self.nested:
                    yield value
                    yield from (item for item in self.items(value) or () if item in self.nested)


def plan_blanks(lines: Sequence[str]) -> Blanks:
    """Plans the blank nodes of canonical lines.

    A node is nested if exactly one statement mentions it as object, in the only graph that describes it, on a path of
    bounded depth from something that is written anyway. A cycle of blank nodes keeps its labels.
    """
    described: dict[str, list[tuple[str, Facts]]] = defaultdict(list)
    mentions: dict[str, list[str]] = defaultdict(list)
    for graph, triples in by_graph([line for line in lines if "_:" in line]):
        for subject, facts in by_subject(triples):
            if subject.startswith("_:"):
                described[subject].append((graph, facts))
            for values in facts.values():
                for value in values:
                    if value.startswith("_:"):
                        mentions[value].append(graph)
    once = {
        node: places[0][1]
        for node, places in described.items()
        if len(places) == 1 and mentions[node] == [places[0][0]]
    }
    plan = Blanks(once, {node for node in described if not mentions[node] and len(described[node]) == 1})
    _keep_reachable(plan, [facts for node, places in described.items() if node not in once for _, facts in places], lines)
    return plan


def _keep_reachable(plan: Blanks, roots: list[Facts], lines: Sequence[str]) -> None:
    """Takes out of the plan what no written statement leads to, and what is nested too deep."""
    depth: dict[str, int] = {}
    waiting = [(node, 1) for facts in roots for node in _direct(plan, facts)]
    for line in lines:
        if "_:" in line and not line.startswith("_:"):
            value = line.split(" ", 2)[2].partition(" ")[0]
            waiting.extend((node, 1) for node in _direct(plan, {"": [value]}))
    while waiting:
        node, level = waiting.pop()
        depth[node] = level
        below = 0 if level >= _DEEPEST else level
        waiting.extend((inner, below + 1) for inner in _direct(plan, plan.nested[node]))
    _take_out_deep(plan, depth)


def _direct(plan: Blanks, facts: Facts) -> list[str]:
    return [node for values in facts.values() for node in values if node in plan.nested]


def _take_out_deep(plan: Blanks, depth: dict[str, int]) -> None:
    for node in [node for node in plan.nested if node not in depth or depth[node] >= _DEEPEST]:
        del plan.nested[node]
