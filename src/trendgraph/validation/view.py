"""A read-only rdflib store over an Oxigraph store, so that pyshacl reads what it needs and nothing is copied."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NoReturn

import pyoxigraph as ox
import rdflib
from rdflib.store import Store as RdflibStore

from trendgraph.interop import rdflib_iri, to_oxigraph_term, to_rdflib_term

__all__ = ["OxigraphView", "view_graph"]

_DEFAULT = ox.DefaultGraph()


class OxigraphView(RdflibStore):
    """The default graph of an Oxigraph store, seen through rdflib; every write is refused."""

    context_aware = True  # pyshacl wraps every graph in a Dataset, which asks for it
    formula_aware = False
    transaction_aware = False
    graph_aware = True

    def __init__(self, raw: ox.Store) -> None:
        super().__init__()
        self.raw = raw
        self._spaces: dict[str, rdflib.URIRef] = {}
        self._size = len(raw)  # Oxigraph counts anew each time, and pyshacl asks often

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:  # noqa: ARG002  # rdflib's form
        """Gives the triples that match a pattern, as rdflib wants them."""
        subject, predicate, _ = triple_pattern
        if isinstance(subject, rdflib.Literal) or (predicate is not None and not isinstance(predicate, rdflib.URIRef)):
            return
        pattern: Any = [None if node is None else to_oxigraph_term(node) for node in triple_pattern]
        for quad in self.raw.quads_for_pattern(pattern[0], pattern[1], pattern[2], _DEFAULT):
            found = (to_rdflib_term(quad.subject), rdflib_iri(quad.predicate.value), to_rdflib_term(quad.object))
            yield found, iter(())

    def __len__(self, context: Any = None) -> int:
        return self._size

    def bind(self, prefix: str, namespace: rdflib.URIRef, override: bool = True) -> None:
        """Remembers a prefix."""
        if override or prefix not in self._spaces:
            self._spaces[prefix] = namespace

    def namespace(self, prefix: str) -> rdflib.URIRef | None:
        """Gives the namespace of a prefix."""
        return self._spaces.get(prefix)

    def prefix(self, namespace: rdflib.URIRef) -> str | None:
        """Gives the prefix of a namespace."""
        return next((prefix for prefix, space in self._spaces.items() if space == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, rdflib.URIRef]]:
        """Gives all prefixes."""
        yield from self._spaces.items()

    def add(self, *_: Any, **__: Any) -> NoReturn:
        """Refuses: validation never changes the graph."""
        raise TypeError("this view is read-only")

    def remove(self, *_: Any, **__: Any) -> NoReturn:
        """Refuses: validation never changes the graph."""
        raise TypeError("this view is read-only")


def view_graph(raw: ox.Store) -> rdflib.Graph:
    """Gives the default graph of an Oxigraph store as a read-only rdflib graph."""
    return _PreparingGraph(store=OxigraphView(raw), bind_namespaces="none")


class _PreparingGraph(rdflib.Graph):
    """Parses each query once; pyshacl asks the same one for every focus node, and parsing takes 30 ms."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
        text = query_object if isinstance(query_object, str) else None
        return super().query(_prepare(text) if text else query_object, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepare(text: str) -> Any:
    from rdflib.plugins.sparql import prepareQuery

    prepared = prepareQuery(text)
    _put_focus_first(prepared.algebra, set())
    return prepared


def _put_focus_first(part: Any, known: set[Any]) -> None:
    """Orders the triples of every group so that each starts from something known, first of all from the focus node.

    rdflib orders them without knowing that ``$this`` is bound; a constraint with two claims of one subject then starts
    from all accepted claims, twice nested, which took seconds a node.
    """
    if not isinstance(part, dict):
        return
    triples = part.get("triples")
    if isinstance(triples, list) and getattr(part, "name", "") == "BGP":
        part["triples"] = _ordered(triples, known | {rdflib.Variable("this")})
    for inner in part.values():
        for item in inner if isinstance(inner, list) else [inner]:
            _put_focus_first(item, known)


def _ordered(triples: list[Any], known: set[Any]) -> list[Any]:
    waiting, found = list(triples), []
    while waiting:
        best = min(waiting, key=lambda triple: _reach(triple, known))
        waiting.remove(best)
        found.append(best)
        known = known | {term for term in best if isinstance(term, rdflib.Variable | rdflib.BNode)}
    return found


def _reach(triple: Any, known: set[Any]) -> tuple[int, int]:
    """Gives how many terms are open, and whether no known variable narrows it; the least is to be asked first."""
    open_terms = sum(isinstance(term, rdflib.Variable | rdflib.BNode) and term not in known for term in triple)
    return open_terms, int(not any(term in known for term in triple))
