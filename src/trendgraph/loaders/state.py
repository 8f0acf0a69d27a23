"""What a target says of itself: which graphs were loaded, their fingerprints, and how much stands in each graph.

One small graph at the target holds two statements for each loaded graph. It changes in the same request as the graphs
it speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from trendgraph.endpoint import Client
from trendgraph.loaders.names import Names

__all__ = ["counts", "forget", "read_state", "remember"]

_FINGERPRINT = "https://schema.org/sha256"
_STATEMENTS = "http://rdfs.org/ns/void#triples"
_PAGE = 5_000
_AT_ONCE = 400


def read_state(client: Client, names: Names) -> dict[str, str]:
    """Gives the name at the target of each graph that was loaded, with its fingerprint."""
    found = _paged(
        client, f"SELECT ?g ?f WHERE {{ GRAPH <{names.state}> {{ ?g <{_FINGERPRINT}> ?f }} }} ORDER BY ?g ?f"
    )
    return {row["g"].value: row["f"].value for row in found}


def counts(client: Client, names: Names) -> dict[str, int]:
    """Gives how many statements stand in each named graph below the prefix."""
    text = (
        "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } "
        f'FILTER(STRSTARTS(STR(?g), "{names.prefix}")) }} GROUP BY ?g ORDER BY ?g'
    )
    return {row["g"].value: int(row["n"].value) for row in _paged(client, text) if isinstance(row["g"], ox.NamedNode)}


def remember(names: Names, fingerprints: Mapping[str, str]) -> Iterator[str]:
    """Yields operations that write down what was loaded."""
    ordered = sorted(fingerprints.items())
    for start in range(0, len(ordered), _AT_ONCE):
        lines = "".join(
            f'<{name}> <{_FINGERPRINT}> "{value}" ; <{_STATEMENTS}> {value.partition("-")[0]} .\n'
            for name, value in ordered[start : start + _AT_ONCE]
        )
        yield f"INSERT DATA {{ GRAPH <{names.state}> {{\n{lines}}} }}"


def forget(names: Names, graphs: Iterable[str]) -> Iterator[str]:
    """Yields operations that strike out what was written down of some graphs."""
    ordered = sorted(graphs)
    for start in range(0, len(ordered), _AT_ONCE):
        values = " ".join(f"<{name}>" for name in ordered[start : start + _AT_ONCE])
        yield (
            f"DELETE {{ GRAPH <{names.state}> {{ ?g ?p ?o }} }} "
            f"WHERE {{ VALUES ?g {{ {values} }} GRAPH <{names.state}> {{ ?g ?p ?o }} }}"
        )


def _paged(client: Client, text: str) -> Iterator[ox.QuerySolution]:
    """Yields all rows of an ordered query, a page at a time: some engines end an answer without saying so."""
    offset = 0
    while True:
        page = client.rows(f"SELECT * WHERE {{ {{ {text} }} }} LIMIT {_PAGE} OFFSET {offset}")
        rows = list(page)
        yield from rows
        if len(rows) < _PAGE:
            return
        offset += _PAGE
