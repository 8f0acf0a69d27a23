"""Bringing graphs to a target under names of their own, and reading them back to see whether they arrived.

Every request can be repeated without harm: a graph is put where nothing else stands, statements without blank nodes can
be added twice, and those with blank nodes go in one piece, first.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import islice
from typing import IO

import pyoxigraph as ox

from trendgraph.endpoint import Client, EndpointError, Request
from trendgraph.loaders.fingerprint import Fingerprint, Tally, has_blank
from trendgraph.loaders.lines import pieces, spooled, written
from trendgraph.loaders.struct import LoadOptions
from trendgraph.store import Store

__all__ = ["GROUP", "Reading", "Staging", "Waiting", "packed"]

GROUP = 25_000
"""Statements that are sent, or read back, before anybody is told."""
_CHUNK = 10_000
_TAKES_QUADS = frozenset({"fuseki", "oxigraph"})
_READ_AT_ONCE = 5_000
_SMALL = 50
_SHORT = 1_000_000
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
        octets: how long they are together; 0 if nobody knows.
        blank: whether blank nodes are among them.
        at_target: its name at the target.
    """

    name: str
    place: str
    fingerprint: str
    statements: int
    octets: int = 0
    blank: bool = False
    at_target: str = ""

    def in_place(self) -> Waiting:
        """Gives the same graph as one that stands in its place already."""
        return replace(self, place=self.at_target)


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


class Reading:
    """Reads fingerprints of graphs at a target."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def read(self, graphs: Iterable[Waiting], tally: Tally | None = None) -> dict[str, str]:
        """Gives the fingerprint of what stands in the places of graphs."""
        found: dict[str, str] = {}
        small: dict[str, Fingerprint] = {}
        size = 0
        for graph in graphs:
            # Where answers are cut, a query over many graphs also takes Virtuoso minutes. The library that reads
            # answers takes no text of ten million bytes.
            large = graph.statements > _SMALL or not 0 < graph.octets <= _SHORT
            if large or graph.blank or self.client.engine.most_rows:
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

    def read_all(
        self, graphs: Iterable[Waiting], options: LoadOptions, what: str, tally: Tally | None = None
    ) -> Iterator[tuple[Waiting, str]]:
        """Yields graphs with the fingerprints of what stands in their places; ``options`` is told how far it is."""
        wanted = list(graphs)
        total, done = sum(graph.statements for graph in wanted), 0
        for group in packed(wanted, GROUP):
            found = self.read(group, tally)
            yield from ((graph, found[graph.place]) for graph in group)
            done += sum(graph.statements for graph in group)
            options.tell(what, done, total)

    def _read_many(self, small: Mapping[str, Fingerprint]) -> None:
        if not small:
            return
        values = " ".join(f"<{place}>" for place in small)
        rows = self.client.rows(f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}")
        for row in rows:
            graph = row["g"]
            assert isinstance(graph, ox.NamedNode)
            small[graph.value].add(row["s"], row["p"], row["o"])

    def _read_one(self, graph: Waiting, tally: Tally | None) -> str:
        """Gives the fingerprint of the lines as they came, if that is the right one; else of their terms."""
        seen = Tally()
        found = Fingerprint(seen)
        if not self._is_cut(graph) and self.client.engine.graph_results == _NTRIPLES:
            with self._text(graph) as body:
                for lines in pieces(body):
                    # Virtuoso sets tabs between the terms; the third part of a line is not looked into.
                    tabs = b"\t" in lines[0]
                    found.add_lines((b" ".join(line.split(None, 2)) for line in lines) if tabs else lines)
        if found.value != graph.fingerprint:
            seen = Tally()
            found = Fingerprint(seen)
            for subject, predicate, thing in self.statements(graph):
                found.add(subject, predicate, thing)
        if tally is not None:
            tally.add(seen)
        return found.value

    def _is_cut(self, graph: Waiting) -> bool:
        most = self.client.engine.most_rows
        return bool(most) and graph.statements > most

    def _text(self, graph: Waiting) -> IO[bytes]:
        """Gives what stands in a graph at the target, as it writes it; nothing where there is no such graph."""
        try:
            return self.client.send(Request("GET", self.client.graph_url(graph.place), accept=_NTRIPLES)).body
        except EndpointError as error:
            if error.http_status != HTTPStatus.NOT_FOUND:
                raise
            return io.BytesIO()

    def statements(self, graph: Waiting) -> Iterator[tuple[object, object, object]]:
        """Yields what stands in a graph at the target: whole, or in pages where answers are cut."""
        if not self._is_cut(graph):
            for triple in self.client.read_graph(graph.place):
                yield triple.subject, triple.predicate, triple.object
            return
        most = self.client.engine.most_rows
        # Without an order, because Virtuoso sorts no more than a page; the fingerprint tells if a row is missing.
        for offset in range(0, graph.statements + most, most):
            rows = self.client.rows(
                f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph.place}> {{ ?s ?p ?o }} }} LIMIT {most} OFFSET {offset}"
            )
            for row in rows:
                yield row["s"], row["p"], row["o"]


class Staging(Reading):
    """Sends graphs of a store to their waiting places."""

    def __init__(self, client: Client, store: Store) -> None:
        super().__init__(client)
        self.store = store

    def send(self, group: Sequence[Waiting]) -> None:
        """Brings graphs to their places; what stands there already is the same, or is put right."""
        together = [graph for graph in group if not graph.blank]
        short = len(together) < 2 and sum(graph.statements for graph in together) <= _CHUNK
        if short or self.client.engine.name not in _TAKES_QUADS:
            together = []
        if together:
            with spooled() as body:
                for graph in together:
                    self._write_quads(graph, body)
                body.seek(0)
                self._post(self._for_quads, body, _NQUADS)
        for graph in group:
            if graph not in together:
                self._send_one(graph)

    @property
    def _for_quads(self) -> str:
        url = self.client.address.graphs
        # Takes a third of the time. In spite of the word all of a request is taken or nothing, killed or not (tested).
        return f"{url}?no_transaction" if self.client.engine.name == "oxigraph" else url

    def _write_quads(self, graph: Waiting, body: IO[bytes]) -> None:
        end = f" <{graph.place}> .\n".encode()
        with written(self.store, graph.name) as triples:
            for lines in pieces(triples):
                # A line end within a text is escaped, so this stands at the ends of lines alone.
                body.write(b"".join(lines).replace(b" .\n", end))

    def _send_one(self, graph: Waiting) -> None:
        with written(self.store, graph.name) as body:
            if graph.statements <= _CHUNK:
                self.client.put_graph(graph.place, body)
                return
            together = [line for line in body if has_blank(line)] if graph.blank else []
            body.seek(0)
            apart = (line for line in body if not (graph.blank and has_blank(line)))
            first = [*together, *islice(apart, max(_CHUNK - len(together), 1))]
            self.client.put_graph(graph.place, b"".join(first))
            while chunk := list(islice(apart, _CHUNK)):
                self._post(self.client.graph_url(graph.place), b"".join(chunk), _NTRIPLES)

    def _post(self, url: str, body: bytes | IO[bytes], kind: str) -> None:
        self.client.send(Request("POST", url, body, kind, "*/*", repeatable=True)).body.close()
