"""From what the caller gives to the RDF terms that a question's bindings ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pyoxigraph as ox

from trendgraph.claims import PartialDate
from trendgraph.errors import ClaimError, QueryError, nearest
from trendgraph.queries.resolve import resolve
from trendgraph.queries.struct import Binding, Question
from trendgraph.store import Node, Store
from trendgraph.terms import XSD

__all__ = ["bind"]


def bind(store: Store, question: Question, given: Mapping[str, object]) -> dict[str, Node]:
    """Gives the terms for a question's bindings.

    Args:
        store: the graph in which names are looked up.
        question: what is asked.
        given: binding name to IRI, CURIE, ``segment/slug``, label, date, number or RDF term; None counts as not given.

    Raises:
        QueryError: a required binding is missing, one is unknown, or a value does not fit.
    """
    wanted = {binding.name: binding for binding in question.bindings}
    present = {name: value for name, value in given.items() if value is not None}
    for name in present:
        if name not in wanted:
            raise QueryError(
                f"{question.identifier} has no binding {name!r}",
                code="query.binding",
                suggestions=nearest(name, wanted) or sorted(wanted),
                hint=None if wanted else "it takes none",
            )
    for binding in question.bindings:
        if binding.required and binding.name not in present:
            raise _missing(question, binding)
    return {name: _term(store, wanted[name], value) for name, value in present.items()}


def _missing(question: Question, binding: Binding) -> QueryError:
    example = " ".join(f"--{name} {value}" for name, value in question.example.items())
    return QueryError(
        f"{question.identifier} needs {binding.name}: {binding.meaning}",
        code="query.binding",
        hint=f"for example: trendgraph query {question.identifier} {example}",
    )


def _term(store: Store, binding: Binding, value: object) -> Node:
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    text = str(value).strip()
    if not binding.kind.startswith("xsd:"):
        return resolve(store, text, binding.kind)
    datatype = binding.kind.removeprefix("xsd:")
    try:
        lexical = _lexical(datatype, value, text)
    except (ValueError, ClaimError) as error:
        raise QueryError(
            f"{binding.name} must be {_WORDS.get(datatype, 'an ' + binding.kind)}, not {text!r}",
            code="query.binding",
            hint=binding.meaning,
        ) from error
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))


_WORDS = {"date": "a date (YYYY-MM-DD, YYYY-MM, YYYY-Qn or YYYY)", "integer": "a whole number"}


def _lexical(datatype: str, value: object, text: str) -> str:
    if datatype == "date":
        if isinstance(value, datetime):
            return value.date().isoformat()
        return value.isoformat() if isinstance(value, date) else PartialDate.parse(text).first.isoformat()
    return str(int(text)) if datatype == "integer" else text
