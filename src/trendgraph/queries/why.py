"""Why a row is in an answer: the claims, and the passages behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pyoxigraph as ox

from trendgraph.namespaces import ENTITY, TG, graph_iri
from trendgraph.queries.paths import ground_triples, triple_patterns, variables_in
from trendgraph.queries.struct import Table
from trendgraph.queries.support import Support, read_support
from trendgraph.queries.text import select_all
from trendgraph.queries.values import Cell
from trendgraph.store import Node, Store

__all__ = ["Explain", "why"]

Explain = Callable[[ox.Triple], Iterable[ox.Triple]]
"""Gives the triples that an inferred triple was derived from in the end."""

_CLAIM = ENTITY + "claim/"
_INFERRED = ox.NamedNode(graph_iri("inferred"))
_SUBJECT, _PREDICATE, _OBJECT, _VALUE, _STANCE, _STATUS = (
    ox.NamedNode(TG + name)
    for name in ("claimSubject", "claimPredicate", "claimObject", "claimValue", "stance", "claimStatus")
)


def why(store: Store, text: str, table: Table, explain: Explain | None = None) -> list[list[Support]]:
    """Gives, for every row of an answer, the claims behind it with their evidence.

    A row rests on the claims that it names, on the accepted claims of each direct triple that its patterns matched,
    and, where a matched triple was inferred, on the claims of what it was derived from.

    Args:
        store: the graph that was asked.
        text: the query that gave the table, with its bindings in it (``table.query``).
        table: its answer.
        explain: gives the triples that an inferred triple rests on; without it inferred triples add nothing.

    Returns:
        One list per row, the row's own claims first, then by IRI.
    """
    finder = _Finder(store, text, explain)
    if table.boolean is not None:
        return [finder.supports({}) if table.boolean else []]
    return [finder.supports(dict(zip(table.columns, row, strict=True))) for row in table.rows]


class _Finder:
    """Finds claims for rows of one query; remembers what it has read."""

    def __init__(self, store: Store, text: str, explain: Explain | None) -> None:
        self.store = store
        self.text = text
        self.explain = explain
        self.patterns = triple_patterns(text)
        self.variables = variables_in(self.patterns)
        self._read: dict[ox.NamedNode, Support] = {}
        self._of_triple: dict[ox.Triple, list[ox.NamedNode]] = {}

    def supports(self, row: Mapping[str, Cell]) -> list[Support]:
        named = [cell for cell in row.values() if isinstance(cell, ox.NamedNode) and cell.value.startswith(_CLAIM)]
        behind: set[ox.NamedNode] = set()
        for triple in self._triples(row):
            behind.update(self._claims(triple))
        rest = sorted(behind - set(named), key=lambda claim: claim.value)
        return [self._support(claim) for claim in [*dict.fromkeys(named), *rest]]

    def _triples(self, row: Mapping[str, Cell]) -> set[ox.Triple]:
        values: dict[str, Node] = {
            name: cell
            for name, cell in row.items()
            if name in self.variables and isinstance(cell, ox.NamedNode | ox.Literal)
        }
        text = select_all(self.text, values) if self.patterns else None
        if text is None:
            return set()
        found: set[ox.Triple] = set()
        solutions = self.store.select(text)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            cells = zip(names, solution, strict=True)
            bound = {name: cell for name, cell in cells if isinstance(cell, ox.NamedNode | ox.Literal)}
            found.update(ground_triples(self.store, self.patterns, bound))
        return found

    def _claims(self, triple: ox.Triple) -> list[ox.NamedNode]:
        if triple not in self._of_triple:
            self._of_triple[triple] = list(self._look_up(triple))
        return self._of_triple[triple]

    def _look_up(self, triple: ox.Triple) -> Iterator[ox.NamedNode]:
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(_CLAIM):
            yield triple.subject
            return
        direct = list(_accepted(self.store, triple))
        yield from direct
        if direct or self.explain is None:
            return
        pattern = (triple.subject, triple.predicate, triple.object)
        if next(iter(self.store.raw.quads_for_pattern(*pattern, _INFERRED)), None) is not None:
            for leaf in self.explain(triple):
                yield from _accepted(self.store, leaf)

    def _support(self, claim: ox.NamedNode) -> Support:
        if claim not in self._read:
            self._read[claim] = read_support(self.store, claim)
        return self._read[claim]


def _accepted(store: Store, triple: ox.Triple) -> Iterator[ox.NamedNode]:
    """Yields the accepted affirming claims that state a triple."""
    raw = store.raw
    stated = _VALUE if isinstance(triple.object, ox.Literal) else _OBJECT
    for claim in {quad.subject for quad in raw.quads_for_pattern(None, _SUBJECT, triple.subject, None)}:
        wanted = (
            (_PREDICATE, triple.predicate),
            (stated, triple.object),
            (_STANCE, ox.NamedNode(TG + "affirms")),
            (_STATUS, ox.NamedNode(TG + "accepted")),
        )
        if isinstance(claim, ox.NamedNode) and all(
            next(iter(raw.quads_for_pattern(claim, predicate, value, None)), None) is not None
            for predicate, value in wanted
        ):
            yield claim
