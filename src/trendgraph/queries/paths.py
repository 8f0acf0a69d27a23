"""From a query's text to the triples that a row of its answer rests on.

rdflib's SPARQL algebra gives the triple patterns; they are filled with one solution, and a property path is replaced
by the edges of one shortest way along it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox

from trendgraph.namespaces import prefixes
from trendgraph.store import Node, Store

__all__ = ["Pattern", "ground_triples", "triple_patterns", "variables_in"]

Pattern = tuple[object, object, object]
_Way = tuple[ox.Triple, ...]
_MAXIMUM_WAYS = 10_000
_ESCAPED = re.compile(r"\b([\w-]+):([\w.%-]*(?:\\/[\w.%-]+)+)")


@cache
def triple_patterns(text: str) -> tuple[Pattern, ...]:
    """Gives the triple patterns of a query, as rdflib terms; none for a text that rdflib cannot read."""
    from pyparsing.exceptions import ParseBaseException
    from rdflib.plugins.sparql import prepareQuery

    try:
        algebra = prepareQuery(_ESCAPED.sub(_in_full, text), initNs=prefixes()).algebra
    except (ParseBaseException, ValueError, TypeError, KeyError, AttributeError):
        return ()
    return tuple(dict.fromkeys(_collect(algebra)))


def _in_full(name: re.Match[str]) -> str:
    """Writes ``tgd:model\\/clip`` as an IRI, since rdflib keeps the backslash."""
    space = prefixes().get(name[1])
    return f"<{space}{name[2].replace(chr(92), '')}>" if space else name[0]


def _collect(node: Any) -> Iterator[Pattern]:
    """Yields the patterns below a node of the algebra; not those of EXISTS, of which an answer shows nothing."""
    if isinstance(node, dict):
        name = getattr(node, "name", "")
        if name == "BGP":
            yield from node["triples"]
        elif name not in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            for value in node.values():
                yield from _collect(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _collect(value)


def variables_in(patterns: tuple[Pattern, ...]) -> frozenset[str]:
    """Gives the names of the variables in triple patterns."""
    from rdflib import Variable

    return frozenset(str(term) for pattern in patterns for term in pattern if isinstance(term, Variable))


def ground_triples(store: Store, patterns: tuple[Pattern, ...], solution: Mapping[str, Node]) -> Iterator[ox.Triple]:
    """Yields the triples of the store that the patterns stand for in one solution."""
    from rdflib.paths import Path

    for subject, path, target in patterns:
        start, end = _term(subject, solution), _term(target, solution)
        if start is None or end is None or isinstance(start, ox.Literal):
            continue
        if isinstance(path, Path):
            yield from next((way for there, way in _walk(store, start, path) if there == end), ())
            continue
        predicate = _term(path, solution)
        if isinstance(predicate, ox.NamedNode):
            triple = ox.Triple(start, predicate, end)
            if next(iter(store.raw.quads_for_pattern(start, predicate, end, None)), None) is not None:
                yield triple


def _term(term: object, solution: Mapping[str, Node]) -> Node | None:
    from rdflib import Literal, URIRef, Variable

    if isinstance(term, Variable):
        return solution.get(str(term))
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return None


def _walk(store: Store, node: Node, path: object, *, back: bool = False) -> Iterator[tuple[Node, _Way]]:
    """Yields the nodes that a path reaches, nearest first, each with the edges on the way."""
    from rdflib import URIRef
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    match path:
        case URIRef():
            yield from _step(store, node, ox.NamedNode(str(path)), back=back)
        case InvPath():
            yield from _walk(store, node, path.arg, back=not back)
        case AlternativePath():
            for one in path.args:
                yield from _walk(store, node, one, back=back)
        case SequencePath():
            yield from _sequence(store, node, tuple(reversed(path.args)) if back else tuple(path.args), back=back)
        case MulPath():
            yield from _closure(lambda at: _walk(store, at, path.path, back=back), node, str(path.mod))


def _step(store: Store, node: Node, predicate: ox.NamedNode, *, back: bool) -> Iterator[tuple[Node, _Way]]:
    if back:
        for quad in store.raw.quads_for_pattern(None, predicate, node, None):
            if not isinstance(quad.subject, ox.Triple):
                yield quad.subject, (quad.triple,)
    elif not isinstance(node, ox.Literal):
        for quad in store.raw.quads_for_pattern(node, predicate, None, None):
            if not isinstance(quad.object, ox.Triple):
                yield quad.object, (quad.triple,)


def _sequence(store: Store, node: Node, steps: tuple[object, ...], *, back: bool) -> Iterator[tuple[Node, _Way]]:
    if not steps:
        yield node, ()
        return
    for middle, first in _walk(store, node, steps[0], back=back):
        for end, rest in _sequence(store, middle, steps[1:], back=back):
            yield end, first + rest


def _closure(
    step: Callable[[Node], Iterator[tuple[Node, _Way]]], node: Node, modifier: str
) -> Iterator[tuple[Node, _Way]]:
    """Yields what ``path*``, ``path+`` or ``path?`` reaches, breadth first, every node once."""
    if modifier in "*?":
        yield node, ()
    seen = {node} if modifier in "*?" else set()
    frontier: list[tuple[Node, _Way]] = [(node, ())]
    while frontier and len(seen) < _MAXIMUM_WAYS:
        following = []
        for at, way in frontier:
            for there, edges in step(at):
                if there not in seen:
                    seen.add(there)
                    following.append((there, way + edges))
        yield from following
        frontier = [] if modifier == "?" else following
