"""Running questions and any other SPARQL 1.1 query."""

from __future__ import annotations

from functools import partial

import pyoxigraph as ox

from trendgraph.queries.bind import bind
from trendgraph.queries.header import find_question
from trendgraph.queries.resolve import name_of
from trendgraph.queries.struct import Question, Table, Triples
from trendgraph.queries.text import inject
from trendgraph.store import Solutions, Store
from trendgraph.terms import XSD

__all__ = ["run_query", "run_sparql"]


def run_query(store: Store, name: str, /, **bindings: object) -> Table:
    """Asks a competency question.

    Args:
        store: the graph that is asked.
        name: number, identifier or file name: ``10``, ``cq010``, ``cq010-trend-phases``.
        bindings: what the question's header lists: an entity by IRI, CURIE, ``segment/slug``, slug or label; a date
            as ``date`` or text; a number.

    Returns:
        The rows, in the order that the question's header states.

    Raises:
        QueryError: no such question, a binding is missing or unknown, or a value names nothing or several things.
    """
    question = find_question(name)
    return _table(store, inject(question.text, bind(store, question, bindings)), question)


def run_sparql(store: Store, text: str) -> Table | Triples:
    """Runs any SPARQL 1.1 query over the union of all graphs, or those it names; the project's prefixes are known.

    Returns:
        A Table for SELECT and ASK (one column ``answer``), Triples for CONSTRUCT and DESCRIBE.

    Raises:
        QueryError: the text is not valid SPARQL (with line and column), or asks another server.
    """
    result = store.query(text)
    if isinstance(result, ox.QueryTriples):
        return Triples(result, text)
    if isinstance(result, ox.QueryBoolean):
        answer = bool(result)
        literal = ox.Literal(str(answer).lower(), datatype=ox.NamedNode(XSD + "boolean"))
        return Table(("answer",), [(literal,)], query=text, boolean=answer)
    return _from_solutions(store, result, text, None)


def _table(store: Store, text: str, question: Question) -> Table:
    return _from_solutions(store, store.select(text), text, question)


def _from_solutions(store: Store, solutions: Solutions, text: str, question: Question | None) -> Table:
    columns = [variable.value for variable in solutions.variables]
    return Table(columns, list(solutions), query=text, question=question, name_of=partial(name_of, store))
