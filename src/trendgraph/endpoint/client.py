"""A SPARQL 1.1 endpoint: queries, updates and the Graph Store Protocol, with the engine's own terms and rows.

Rows and triples come back as Oxigraph's, whoever computed them, so that the rooms above need not know.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import IO, Self, cast
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from trendgraph.endpoint.engines import Engine, load_engine, recognise
from trendgraph.endpoint.restoring import restored_triple
from trendgraph.endpoint.rows import Rows, restored_results
from trendgraph.endpoint.struct import Address, Answer, Credentials, CutError, EndpointError, Limits, Request, masked
from trendgraph.endpoint.transport import Transport

__all__ = ["Client"]

_FORM = "application/x-www-form-urlencoded"
_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_LIMIT = re.compile(r"\bLIMIT\s+(\d+)(?:\s+OFFSET\s+\d+)?\s*$", re.IGNORECASE)
_PROBE = "ASK { ?s ?p ?o }"


class Client:
    """An endpoint of one data set; threads may share it.

    Args:
        address: where to ask, or the query address alone; the engine's profile gives the others.
        credentials: who asks.
        limits: how long to wait and how often to try.
        engine: name of the profile; recognised by the first answer if not given.
        clock: gives seconds that never go back.
    """

    def __init__(
        self,
        address: Address | str,
        *,
        credentials: Credentials | None = None,
        limits: Limits | None = None,
        engine: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._given = Address(address) if isinstance(address, str) else address
        self._transport = Transport(credentials, limits or Limits(), clock)
        self._engine = load_engine(engine) if engine else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({masked(self._given.query)!r})"

    def close(self) -> None:
        """Closes the connections."""
        self._transport.close()

    @property
    def engine(self) -> Engine:
        """The profile of the engine that answers; asks a question to find out, if need be."""
        if self._engine is None:
            answer = self._ask(_PROBE, (), (), {}, "application/sparql-results+json")
            answer.body.close()
            self._engine = recognise(answer.headers)
        return self._engine

    @property
    def address(self) -> Address:
        """Where the data set is asked, changed, and read or written graph by graph."""
        return self.engine.complete(self._given)

    def rows(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        parameters: dict[str, str] | None = None,
        whole: bool = False,
    ) -> Rows:
        """Runs a SELECT query, as it stands.

        Args:
            text: the query, with its prefixes.
            default_graphs: IRIs of the graphs that make up the default graph.
            named_graphs: IRIs of the graphs that GRAPH may name.
            parameters: further parameters of the request.
            whole: whether an answer that the server cut at its longest length is refused.

        Raises:
            CutError: the server cut the answer.
            EndpointError: no answer, or none that can be read; what is broken in the middle, when it is reached.
        """
        engine = self.engine
        answer = self._ask(text, default_graphs, named_graphs, parameters or {}, engine.results)
        told = answer.headers.get(engine.most_rows_header, "")
        most = int(told) if told.isdecimal() else 0
        if whole and most and not _asks_for_less(text, most):
            answer.body.close()
            raise CutError(most, masked(self._given.query))
        found = self._results(answer)
        if isinstance(found, ox.QueryBoolean):
            raise self._unreadable("it says yes or no where rows were asked for")
        return Rows(found.variables, self._read(found))

    def ask(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        parameters: dict[str, str] | None = None,
    ) -> bool:
        """Runs an ASK query, as it stands.

        Raises:
            EndpointError: no answer, or none that can be read.
        """
        answer = self._ask(text, default_graphs, named_graphs, parameters or {}, self.engine.results)
        found = self._results(answer)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        # Virtuoso answers no to some questions with an empty table.
        return any(getattr(value, "value", "0") not in ("0", "false") for row in self._read(found) for value in row)

    def triples(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        parameters: dict[str, str] | None = None,
    ) -> Iterator[ox.Triple]:
        """Runs a CONSTRUCT or DESCRIBE query, as it stands, and yields the triples.

        Raises:
            EndpointError: no answer, or none that can be read.
        """
        engine = self.engine
        yield from self._parsed(self._ask(text, default_graphs, named_graphs, parameters or {}, engine.graph_results))

    def update(self, text: str) -> None:
        """Runs a SPARQL Update. It is sent once; ``maybe_done`` in the error says when nobody knows whether it ran.

        Raises:
            EndpointError: it was refused, or no answer came.
        """
        url = self._need(self.address.update, "updates")
        body = text.encode()
        self._transport.send(
            Request("POST", url, body, "application/sparql-update", "*/*", repeatable=False)
        ).body.close()

    def read_graph(self, graph: str | None) -> Iterator[ox.Triple]:
        """Yields the triples of a named graph (an IRI), or of the default graph; none where there is no such graph."""
        request = Request("GET", self.graph_url(graph), accept=self.engine.graph_results)
        try:
            answer = self._transport.send(request)
        except EndpointError as error:
            if error.http_status == 404:
                return
            raise
        yield from self._parsed(answer)

    def put_graph(
        self, graph: str | None, content: bytes | IO[bytes], content_type: str = "application/n-triples"
    ) -> None:
        """Replaces a graph."""
        self._send("PUT", graph, content, content_type, repeatable=True)

    def add_to_graph(
        self, graph: str | None, content: bytes | IO[bytes], content_type: str = "application/n-triples"
    ) -> None:
        """Adds to a graph. It is sent once."""
        self._send("POST", graph, content, content_type, repeatable=False)

    def send_data(self, content: bytes | IO[bytes], content_type: str = "application/n-quads") -> None:
        """Adds statements of any graphs, where the address for graphs takes such files. It is sent once."""
        url = self._need(self.address.graphs, "graphs")
        self._transport.send(Request("POST", url, content, content_type, "", repeatable=False)).body.close()

    def delete_graph(self, graph: str | None) -> None:
        """Deletes a graph; that there is none is no error."""
        try:
            self._send("DELETE", graph, None, "", repeatable=True)
        except EndpointError as error:
            if error.http_status != 404:
                raise

    def graph_url(self, graph: str | None) -> str:
        """Gives where a named graph (an IRI), or the default graph, is read and written."""
        base = self._need(self.address.graphs, "the Graph Store Protocol")
        mark = "&" if "?" in base else "?"
        return (
            f"{base}{mark}default"
            if graph is None
            else f"{base}{mark}{self.engine.graph_parameter}={quote(graph, safe='')}"
        )

    def send(self, request: Request) -> Answer:
        """Sends any other request to the same server, under the same limits and credentials."""
        return self._transport.send(request)

    def _ask(
        self,
        text: str,
        default_graphs: Sequence[str],
        named_graphs: Sequence[str],
        parameters: dict[str, str],
        accept: str,
    ) -> Answer:
        fields = [("query", text), *parameters.items()]
        fields += [("default-graph-uri", iri) for iri in default_graphs]
        fields += [("named-graph-uri", iri) for iri in named_graphs]
        # A query changes nothing, so it may be asked again although it is a POST.
        return self._transport.send(
            Request("POST", self._given.query, urlencode(fields).encode(), _FORM, accept, repeatable=True)
        )

    def _send(
        self, method: str, graph: str | None, content: bytes | IO[bytes] | None, content_type: str, *, repeatable: bool
    ) -> None:
        # No Accept: Virtuoso answers 406 to a DELETE that has one.
        request = Request(method, self.graph_url(graph), content, content_type, "", repeatable)
        self._transport.send(request).body.close()

    def _need(self, url: str, what: str) -> str:
        if not url:
            raise EndpointError(
                f"its address for {what} does not follow from that for queries",
                code="endpoint.address",
                where=masked(self._given.query),
                hint="give it as well",
            )
        return url

    def _results(self, answer: Answer) -> ox.QuerySolutions | ox.QueryBoolean:
        form = _RESULTS.get(answer.content_type)
        if form is None:
            raise self._unexpected(answer, "rows")
        if form != ox.QueryResultsFormat.TSV and not _ends_with(answer.body, (b"}", b"</sparql>")):
            answer.body.close()
            raise self._unreadable("it has no end")
        body = restored_results(answer.body, form, self.engine.rewrites)
        try:
            return ox.parse_query_results(_closing(body), format=form)
        except (SyntaxError, ValueError) as error:
            raise self._unreadable(str(error)) from error

    def _read(self, rows: ox.QuerySolutions) -> Iterator[ox.QuerySolution]:
        try:
            yield from rows
        except (SyntaxError, ValueError) as error:
            reason = str(error)
        else:
            return
        # An error holds the frames it came through, and rows must not outlive their thread.
        del rows
        raise self._unreadable(reason)

    def _parsed(self, answer: Answer) -> Iterator[ox.Triple]:
        form = ox.RdfFormat.from_media_type(answer.content_type or "text/html")
        if form is None:
            raise self._unexpected(answer, "triples")
        rewrites = self.engine.rewrites
        try:
            for quad in ox.parse(_closing(answer.body), format=form):
                yield restored_triple(quad.triple, rewrites) if rewrites else quad.triple
        except (SyntaxError, MemoryError) as error:
            # The parser has no room for a statement of sixteen million bytes.
            raise self._unreadable(str(error)) from error

    def _unexpected(self, answer: Answer, wanted: str) -> EndpointError:
        answer.body.close()
        page = answer.content_type.endswith("html")
        kind = "a web page" if page else answer.content_type or "something that it does not name"
        return EndpointError(
            f"it answers with {kind} where {wanted} were asked for",
            code="endpoint.format",
            where=masked(self._given.query),
            hint="give the address of the SPARQL endpoint itself, such as https://host/dataset/sparql",
        )

    def _unreadable(self, reason: str) -> EndpointError:
        return EndpointError(
            f"its answer is cut or broken: {reason.splitlines()[0][:200]}",
            code="endpoint.cut",
            where=masked(self._given.query),
            hint="try again; if it stays so, look at the server's log",
        )


class _Whole:
    """A body that is closed when it was read to its end, or nobody reads it any more."""

    def __init__(self, body: IO[bytes]) -> None:
        self._body = body

    def read(self, size: int = -1) -> bytes:
        chunk = b"" if self._body.closed else self._body.read(size)
        if not chunk:
            self._body.close()
        return chunk

    def __del__(self) -> None:
        self._body.close()


def _closing(body: IO[bytes]) -> IO[bytes]:
    return cast(IO[bytes], _Whole(body))


def _asks_for_less(text: str, most: int) -> bool:
    """Says whether a query ends with a limit that the server's own does not undercut."""
    limit = _LIMIT.search(text)
    return limit is not None and int(limit[1]) <= most


def _ends_with(body: IO[bytes], ends: tuple[bytes, ...]) -> bool:
    """Says whether a body ends as its format does, leaving it at its first byte."""
    length = body.seek(0, io.SEEK_END)
    body.seek(max(length - 64, 0))
    last = body.read().rstrip()
    body.seek(0)
    return last.endswith(ends)
