"""Which blank nodes can be written inside the one place that mentions them, and which form lists.

Blank nodes stand only in the ontology (restrictions, unions, lists); written flat they would be unreadable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from trendgraph.exporters.statements import RDF, Facts, by_graph, by_subject

__all__ = ["Blanks", "plan_blanks"]

_FIRST, _REST, _NIL = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"
_DEEPEST = 16


def _is_cell(facts: Facts) -> bool:
    return facts.keys() == {_FIRST, _REST} and all(len(values) == 1 for values in facts.values())


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
        """Gives the items of the list that starts at a nested node, or None if it is no well-formed list."""
        cells = self.cells(node)
        last = self.nested[cells[-1]]
        if not _is_cell(last) or last[_REST] != [_NIL]:
            return None
        return [self.nested[cell][_FIRST][0] for cell in cells]

    def cells(self, node: str) -> list[str]:
        """Gives a nested node and the nested nodes that follow it by ``rdf:rest``."""
        found = [node]
        while _is_cell(self.nested[found[-1]]):
            following = self.nested[found[-1]][_REST][0]
            if following not in self.nested or following == node:
                break
            found.append(following)
        return found

    def below(self, node: str) -> list[str]:
        """Gives the nested nodes written directly inside a nested node; the cells of a list count as one."""
        items = self.items(node)
        values = items if items is not None else [value for group in self.nested[node].values() for value in group]
        return [value for value in values if value in self.nested]


def plan_blanks(lines: Iterable[str]) -> Blanks:
    """Plans the blank nodes of canonical lines.

    A node is nested if exactly one statement mentions it as object, in the only graph that describes it, on a path of
    bounded depth from something that is written anyway. A cycle of blank nodes keeps its labels.
    """
    described: dict[str, list[tuple[str, Facts]]] = defaultdict(list)
    mentions: dict[str, list[str]] = defaultdict(list)
    for graph, triples in by_graph(line for line in lines if "_:" in line):
        mentions[graph].append("as a graph name")
        for subject, facts in by_subject(triples):
            described[subject].append((graph, facts))
            for value in _blank_values(facts):
                mentions[value].append(graph)
    blank = {node: places for node, places in described.items() if node.startswith("_:") and len(places) == 1}
    once = {node: places[0][1] for node, places in blank.items() if mentions[node] == [places[0][0]]}
    written = [facts for node, places in described.items() if node not in once for _, facts in places]
    plan = Blanks(once, {node for node in blank if not mentions[node]})
    _unnest_unreachable(plan, [value for facts in written for value in _blank_values(facts)])
    return plan


def _blank_values(facts: Facts) -> list[str]:
    return [value for values in facts.values() for value in values if value.startswith("_:")]


def _unnest_unreachable(plan: Blanks, mentioned: list[str]) -> None:
    """Leaves nested only what a written statement leads to, and not too deep for a reader's recursion."""
    reached: set[str] = set()
    waiting = [(node, 1) for node in mentioned if node in plan.nested]
    while waiting:
        node, depth = waiting.pop()
        inner = plan.below(node)
        reached.update(plan.cells(node))
        if depth > _DEEPEST:
            reached.discard(node)
            depth = 0
        waiting.extend((value, depth + 1) for value in inner)
    plan.nested = {node: facts for node, facts in plan.nested.items() if node in reached}
