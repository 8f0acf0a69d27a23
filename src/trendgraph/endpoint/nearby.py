"""What a query speaks of, so that it can be answered here where an engine gets it wrong.

rdflib's algebra says what the patterns name; the statements with these predicates are enough to answer. A query that
leaves a predicate open needs everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["predicates_of"]


def predicates_of(text: str, prefixes: Mapping[str, str]) -> frozenset[str] | None:
    """Gives the IRIs that a query names, its predicates among them, or None where a predicate is left open.

    >>> sorted(predicates_of("SELECT * { ?s ex:a/ex:b* ?o FILTER NOT EXISTS { ?s ex:c 1 } }", {"ex": "http://e/"}))
    ['http://e/a', 'http://e/b', 'http://e/c']
    >>> predicates_of("SELECT * { ?s ?p ?o }", {}) is None
    True
    """
    from pyparsing.exceptions import ParseBaseException
    from rdflib.plugins.sparql import prepareQuery

    try:
        algebra = prepareQuery(text, initNs=dict(prefixes)).algebra
    except (ParseBaseException, ValueError, TypeError, KeyError, AttributeError):
        return None
    found: set[str] = set()
    return frozenset(found) if _collect(algebra, found) else None


def _collect(node: Any, found: set[str]) -> bool:
    """Adds every IRI below a node (one that is no predicate finds nothing); says whether no predicate is open."""
    from rdflib import URIRef, Variable
    from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, SequencePath

    if isinstance(node, URIRef):
        found.add(str(node))
        return True
    if isinstance(node, dict):
        if getattr(node, "name", "") == "PathNegatedPropertySet":
            return False
        # The patterns of EXISTS stay as they were read: subject, predicate, object, subject, …
        for triple in node.get("triples", ()):
            if any(isinstance(term, Variable) for term in triple[1::3]):
                return False
        return all(_collect(value, found) for value in node.values())
    if isinstance(node, SequencePath | AlternativePath | list | tuple):
        parts = node if isinstance(node, list | tuple) else node.args
        return all(_collect(part, found) for part in parts)
    if isinstance(node, MulPath | InvPath):
        return _collect(node.path if isinstance(node, MulPath) else node.arg, found)
    return not isinstance(node, NegatedPath)
