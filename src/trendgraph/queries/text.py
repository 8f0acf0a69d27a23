"""Query text: where the outermost group is, which words stand outside strings, comments and IRIs.

Values are put in as a ``VALUES`` block at the start of the outermost group, serialised by the RDF library, so that
no value can end a string or an IRI and become part of the query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from trendgraph.errors import QueryError
from trendgraph.store import Node

__all__ = ["Outline", "inject", "outline", "select_all"]

_TOKEN = re.compile(
    r"""
      \#[^\n]*                                   # comment
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}       # long strings
    | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'  # strings
    | (?P<word>[?$@]?[\w:.%-]+)
    | (?P<bracket>[{}()])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Outline:
    """Positions in a query: where SELECT or ASK begins, where its outermost group opens and closes."""

    select: int
    opens: int
    closes: int


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup:
            yield match.group(), match.start()


@lru_cache(maxsize=256)
def outline(text: str) -> Outline | None:
    """Finds the outermost group of a SELECT or ASK query; None for another form of query or unbalanced brackets."""
    select = opens = None
    braces = parentheses = 0
    for token, position in _tokens(text):
        if select is None:
            if token.upper() in ("CONSTRUCT", "DESCRIBE"):
                return None
            if token.upper() in ("SELECT", "ASK"):
                select = position
        elif token in "()":
            parentheses += 1 if token == "(" else -1
        elif token == "{" and (braces or not parentheses):
            braces += 1
            opens = position if opens is None else opens
        elif token == "}" and braces:
            braces -= 1
            if not braces and opens is not None:
                return Outline(select, opens, position)
    return None


def inject(text: str, values: Mapping[str, Node]) -> str:
    """Gives the query with variables bound to values.

    Raises:
        QueryError: the text has no group to put them into.
    """
    if not values:
        return text
    found = outline(text)
    if found is None:
        raise QueryError("only SELECT and ASK queries take bindings", code="query.form")
    return f"{text[: found.opens + 1]} {_values_block(values)}{text[found.opens + 1 :]}"


def select_all(text: str, values: Mapping[str, Node]) -> str | None:
    """Gives a query for every variable of a query's outermost group, without grouping, order or limit."""
    found = outline(text)
    if found is None:
        return None
    block = _values_block(values) if values else ""
    return f"{text[: found.select]}SELECT DISTINCT * WHERE {{ {block} {text[found.opens : found.closes + 1]} }}"


def _values_block(values: Mapping[str, Node]) -> str:
    # One block a variable: not every engine understands several variables in one.
    return " ".join(f"VALUES ?{name} {{ {node} }}" for name, node in values.items())
