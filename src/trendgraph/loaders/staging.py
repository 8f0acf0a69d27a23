"""Bringing graphs to a target under names of their own, and reading them back to see whether they arrived.

Every request can be repeated without harm: a graph is put where nothing else stands, statements without blank nodes can
be added twice, and those with blank nodes go in one piece, first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

import pyoxigraph as ox

from trendgraph.endpoint import Client, Request
from trendgraph.loaders.fingerprint import Fingerprint, Tally
from trendgraph.store import Store

__all__ = ["Staging", "Waiting", "packed"]

_CHUNK = 10_000
_TAKES_QUADS = frozenset({"fuseki", "oxigraph"})
_READ_AT_ONCE = 5_000
_NQUADS = "application/n-quads"
_NTRIPLES = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A graph on its way.

    Attributes:
        name: its name in the store.
        place: its name at the target until it is checked.
        fingerprint: what it has to have when it is read back.
        statements: how many there are.
        blank: whether blank nodes are among them.
    """

    name: str
    place: str
    fingerprint: str
    statements: int
    blank: bool = False


def packed(graphs: Iterable[Waiting], most: int) -> Iterator[list[Waiting]]:
    """Yields graphs in groups of at most so many statements; a graph with more stands alone."""
    group: list[Waiting] = []
    size = 0
    for graph in graphs:
        if group and size + graph.statements > most:
            yield group
            group, size = [], 0
        group.append(graph)
        size += graph.statements
    if group:
        yield group


class Staging:
    """Sends graphs of a store to their waiting places, and reads fingerprints there."""

    def __init__(self, client: Client, store: Store) -> None:
        self.client = client
        self.store = store

    def send(self, group: Sequence[Waiting]) -> None:
        """Brings graphs to their places; what stands there already is the same, or is put right."""
        if len(group) > 1 and self.client.engine.name in _TAKES_QUADS:
            body = "".join(
                f"{quad.triple} <{graph.place}> .\n" for graph in group for quad in self.store.quads(graph.name)
            )
            self._post(self.client.address.graphs, body, _NQUADS)
            return
        for graph in group:
            self._send_one(graph)

    def _send_one(self, graph: Waiting) -> None:
        together = [quad for quad in self.store.quads(graph.name) if _has_blank(quad)]
        apart = (quad for quad in self.store.quads(graph.name) if not _has_blank(quad))
        first = [*together, *islice(apart, max(_CHUNK - len(together), 1))]
        self.client.put_graph(graph.place, _text(first))
        while chunk := list(islice(apart, _CHUNK)):
            self._post(f"{self.client.address.graphs}?graph={quote(graph.place, safe='')}", _text(chunk), _NTRIPLES)

    def _post(self, url: str, body: str | bytes, kind: str) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.client.send(Request("POST", url, content, kind, "*/*", repeatable=True)).body.close()

    def read(self, graphs: Iterable[Waiting], tally: Tally | None = None) -> dict[str, str]:
        """Gives the fingerprint of what stands in the places of graphs."""
        found: dict[str, str] = {}
        small: dict[str, Fingerprint] = {}
        size = 0
        for graph in graphs:
            # Virtuoso has no valid JSON for a blank node, so a graph with one is read as triples.
            if graph.blank or graph.statements > _READ_AT_ONCE:
                found[graph.place] = self._read_one(graph, tally)
                continue
            if size + graph.statements > _READ_AT_ONCE:
                self._read_many(small)
                found.update((name, fingerprint.value) for name, fingerprint in small.items())
                small, size = {}, 0
            small[graph.place] = Fingerprint(tally)
            size += graph.statements
        self._read_many(small)
        found.update((name, fingerprint.value) for name, fingerprint in small.items())
        return found

    def _read_many(self, small: Mapping[str, Fingerprint]) -> None:
        if not small:
            return
        values = " ".join(f"<{place}>" for place in small)
        rows = self.client.rows(f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}")
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            graph = row["g"]
            assert isinstance(graph, ox.NamedNode)
            small[graph.value].add(row["s"], row["p"], row["o"])

    def _read_one(self, graph: Waiting, tally: Tally | None) -> str:
        found = Fingerprint(tally)
        for subject, predicate, thing in self.statements(graph):
            found.add(subject, predicate, thing)
        return found.value

    def statements(self, graph: Waiting) -> Iterator[tuple[object, object, object]]:
        """Yields what stands in a graph at the target: whole, or in pages where answers are cut."""
        most = self.client.engine.most_rows
        if not most or graph.statements <= most:
            for triple in self.client.read_graph(graph.place):
                yield triple.subject, triple.predicate, triple.object
            return
        # Without an order, because Virtuoso sorts no more than a page; the fingerprint tells if a row is missing.
        for offset in range(0, graph.statements + most, most):
            rows = self.client.rows(
                f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph.place}> {{ ?s ?p ?o }} }} LIMIT {most} OFFSET {offset}"
            )
            assert isinstance(rows, ox.QuerySolutions)
            for row in rows:
                yield row["s"], row["p"], row["o"]


def _has_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _text(quads: Iterable[ox.Quad]) -> bytes:
    return "".join(f"{quad.triple} .\n" for quad in quads).encode()
