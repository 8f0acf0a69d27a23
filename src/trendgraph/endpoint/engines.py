"""What each engine does in its own way, read from ``engines/*.yaml``: data, so that a new engine needs no code.

A file says how the engine is recognised, where its other addresses are, how all named graphs are asked at once, how
many rows it gives at most, what it rewrites, and what it cannot do. The rest of the package asks the profile and never
the name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from trendgraph.endpoint.struct import Address, EndpointError
from trendgraph.errors import nearest

__all__ = ["Engine", "Note", "Union", "engine_names", "load_engine", "recognise"]

_FOLDER = Path(__file__).parent / "engines"
_STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that an engine does otherwise: what, and what is done about it here."""

    topic: str
    does: str
    handled: str


@dataclass(frozen=True, slots=True)
class Union:
    """How a query sees all named graphs at once.

    Attributes:
        by: ``always`` (it does anyway), ``parameter`` (a request parameter ``value``), ``graph`` (the pattern stands in
            ``GRAPH <value>``), or ``names`` (every graph is named, which works anywhere).
        value: name of the parameter or IRI of the graph.
    """

    by: str = "names"
    value: str = ""


@dataclass(frozen=True, slots=True)
class Engine:
    """A profile.

    Attributes:
        headers: name of a response header to a part of its value; any of them recognises the engine.
        addresses: end of the query address, with what it becomes for updates and for the Graph Store Protocol.
        results: media type asked for rows, and for a yes or no.
        graph_results: media type asked for triples.
        most_rows: rows in the longest answer, as the engine is usually set up; 0 without a limit.
        most_rows_header: response header (in lower case) of an answer that reached that limit.
        page_rows: rows asked for at once where a whole graph is read.
        graph_parameter: name of the parameter that names a graph to the Graph Store Protocol.
        whole_graphs: whether the Graph Store Protocol gives a graph whole, up to ``most_rows``.
        runs_here: whether the project's tests start it.
        rewrites: what it makes of literals and can be undone (``restoring.py``).
        answered_here: identifiers of queries (or patterns, ``qc-*``) that it gets wrong or refuses, to the reason; they
            are answered here, over the statements that they speak of.
    """

    name: str
    title: str
    headers: Mapping[str, str]
    addresses: tuple[tuple[str, str, str], ...]
    union: Union
    results: str
    graph_results: str
    most_rows: int
    most_rows_header: str
    page_rows: int
    graph_parameter: str
    whole_graphs: bool
    runs_here: bool
    rewrites: frozenset[str]
    answered_here: Mapping[str, str]
    notes: tuple[Note, ...]

    def mistakes(self, query: str) -> bool:
        """Says whether it gets a query (its identifier) wrong, or refuses it."""
        return any(fnmatchcase(query, pattern) for pattern in self.answered_here)

    def complete(self, address: Address) -> Address:
        """Gives the address with those for updates and for graphs, where they follow from the query's.

        >>> load_engine("fuseki").complete(Address("http://host:3030/ds/sparql")).graphs
        'http://host:3030/ds/data'
        """
        for end, update, graphs in self.addresses:
            if address.query.endswith(end):
                base = address.query.removesuffix(end)
                return Address(
                    address.query,
                    address.update or (base + update if update else ""),
                    address.graphs or (base + graphs if graphs else ""),
                )
        return address


@cache
def engine_names() -> tuple[str, ...]:
    """Gives the names of the engines that have a profile."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def load_engine(name: str = _STANDARD) -> Engine:
    """Gives an engine's profile; ``standard`` is one of which nothing is known.

    Raises:
        EndpointError: no profile has that name.
    """
    import yaml

    if name not in engine_names():
        close = ", ".join(nearest(name, engine_names()) or engine_names())
        raise EndpointError(f"no engine {name!r} is known", code="endpoint.engine", hint=f"one of: {close}")
    told: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return Engine(
        name=name,
        title=told["title"],
        headers=told["headers"],
        addresses=tuple((one["query"], one.get("update", ""), one.get("graphs", "")) for one in told["addresses"]),
        union=Union(**told["union"]),
        results=told["results"],
        graph_results=told["graph_results"],
        most_rows=told["most_rows"],
        most_rows_header=told.get("most_rows_header", ""),
        page_rows=told["page_rows"],
        graph_parameter=told.get("graph_parameter", "graph"),
        whole_graphs=told["whole_graphs"],
        runs_here=told["runs_here"],
        rewrites=frozenset(told["rewrites"]),
        answered_here=told["answered_here"],
        notes=tuple(Note(**note) for note in told["notes"]),
    )


def recognise(headers: Mapping[str, str]) -> Engine:
    """Gives the profile of the engine whose answer had these headers (names in lower case).

    >>> recognise({"server": "Virtuoso/07.20.3230 (Linux)"}).name
    'virtuoso'
    >>> recognise({"server": "nginx"}).name
    'standard'
    """
    for name in engine_names():
        engine = load_engine(name)
        for header, part in engine.headers.items():
            if header in headers and part.casefold() in headers[header].casefold():
                return engine
    return load_engine()
