"""Three questions that a loaded graph must answer as the embedded store does: hybrids, lineage, evidence and its dates.

They need what was inferred, a walk of any length, and sources with their days, so a target that lost or mixed up a
named graph answers otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from trendgraph.loaders.fingerprint import folded
from trendgraph.loaders.struct import Answered
from trendgraph.namespaces import entity_iri
from trendgraph.queries import Table, find_question, run_query
from trendgraph.store import Store

__all__ = ["QUESTIONS", "Ask", "compare_answers", "rows_of"]

QUESTIONS = ("cq002", "cq004", "cq032")


Ask = Callable[[str, dict[str, str]], list[tuple[str, ...]]]
"""Asks a target: identifier and bindings (name to IRI) of a question in, sorted rows out."""


def rows_of(table: Table) -> list[tuple[str, ...]]:
    """Gives the rows of an answer as texts, sorted, whoever computed them: numbers folded, empty where unbound."""
    return sorted(tuple(_text(cell) for cell in row) for row in table.rows)


def compare_answers(store: Store, ask: Ask) -> tuple[Answered, ...]:
    """Asks each question here and there, with the bindings of its example."""
    answers = []
    for identifier in QUESTIONS:
        bindings = {name: entity_iri(value) for name, value in find_question(identifier).example.items()}
        here = rows_of(run_query(store, identifier, **{name: ox.NamedNode(iri) for name, iri in bindings.items()}))
        there = ask(identifier, bindings)
        answers.append(Answered(identifier, len(here), len(there), here == there))
    return tuple(answers)


def _text(cell: object) -> str:
    if isinstance(cell, ox.Literal):
        return folded(cell).value
    return "" if cell is None else str(getattr(cell, "value", cell))
