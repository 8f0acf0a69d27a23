"""The one update that puts checked graphs in their places, strikes others out, and writes down what stands there now.

Every form of it can be repeated: what waits is copied and not moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trendgraph.loaders.names import Names
from trendgraph.loaders.state import forget, remember

__all__ = ["emptied", "switched"]

_COPIES_WRONGLY = frozenset({"fuseki"})
"""Engines whose COPY, MOVE and ADD lose statements: Jena 5.6 adds to the index over which it goes, and skips some."""
_READS_FIRST = frozenset({"oxigraph"})
"""Engines that take half the time where only the first operation of an update reads: no index over what it changes."""


def switched(
    engine: str,
    names: Names,
    moves: Mapping[str, str],
    gone: Sequence[str],
    state: Mapping[str, str],
) -> str:
    """Gives the update.

    Args:
        engine: name of the engine.
        names: the names at the target.
        moves: name of each graph to the place where it waits.
        gone: names of graphs to strike out.
        state: fingerprints to write down.
    """
    if engine in _READS_FIRST:
        first = _at_once(names, moves, gone, [*state, *gone])
        return " ;\n".join([first, *remember(names, state)])
    return " ;\n".join(
        [
            *forget(names, [*state, *gone]),
            *(_placed(engine, place, name) for name, place in moves.items()),
            *(f"DROP SILENT GRAPH <{name}>" for name in gone),
            *remember(names, state),
        ]
    )


def emptied(engine: str, graphs: Iterable[str]) -> Iterator[str]:
    """Yields the updates that leave nothing of graphs, not even their names."""
    ordered = list(graphs)
    if engine in _READS_FIRST:
        pattern = "GRAPH ?g { ?s ?p ?o }"
        yield f"DELETE {{ {pattern} }} WHERE {{ VALUES ?g {{ {_listed(ordered)} }} {pattern} }}"
    yield " ;\n".join(f"DROP SILENT GRAPH <{name}>" for name in ordered)


def _at_once(names: Names, moves: Mapping[str, str], gone: Sequence[str], forgotten: Sequence[str]) -> str:
    """Gives one operation that does it all; it deletes no statement that it inserts, so their order is no matter."""
    into = " ".join(f"(<{place}> <{name}>)" for name, place in moves.items())
    out_of = " ".join(f"(<{name}> <{place}>)" for name, place in moves.items())
    branches = [
        f"VALUES (?from ?to) {{ {into} }} GRAPH ?from {{ ?s ?p ?o }}",
        f"VALUES (?in ?by) {{ {out_of} }} GRAPH ?in {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?by {{ ?s ?p ?o }} }}",
        f"VALUES ?in {{ {_listed(gone)} }} GRAPH ?in {{ ?s ?p ?o }}",
        f"VALUES ?in {{ <{names.state}> }} VALUES ?s {{ {_listed(forgotten)} }} GRAPH ?in {{ ?s ?p ?o }}",
    ]
    where = " UNION\n".join(f"{{ {branch} }}" for branch in branches)
    return f"DELETE {{ GRAPH ?in {{ ?s ?p ?o }} }}\nINSERT {{ GRAPH ?to {{ ?s ?p ?o }} }}\nWHERE {{ {where} }}"


def _listed(graphs: Iterable[str]) -> str:
    return " ".join(f"<{name}>" for name in graphs)


def _placed(engine: str, place: str, name: str) -> str:
    """Gives the operations that make a graph the same as what waits in a place."""
    if engine in _COPIES_WRONGLY:
        inserted = f"INSERT {{ GRAPH <{name}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{place}> {{ ?s ?p ?o }} }}"
        return f"DROP SILENT GRAPH <{name}> ;\n{inserted}"
    return f"COPY <{place}> TO <{name}>"
