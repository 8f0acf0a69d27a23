"""A store on another machine, with the verbs of an embedded one.

``Remote`` takes the place of Oxigraph's own store, so that the rooms above need not know where the quads are. What is
asked node by node is fetched for many nodes at once: a node that was seen in an answer is likely to be asked for next.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count, groupby, islice
from typing import Any

import pyoxigraph as ox

from trendgraph.endpoint.client import Client
from trendgraph.endpoint.nearby import predicates_of
from trendgraph.endpoint.restoring import as_decimal
from trendgraph.endpoint.rows import Rows
from trendgraph.endpoint.struct import CutError, EndpointError, masked
from trendgraph.endpoint.text import declared, form_of, names_graphs, page_of, rows_behind, within_graph
from trendgraph.namespaces import ENTITY, TG, graph_iri

__all__ = ["Remote"]

Subject = ox.NamedNode | ox.BlankNode
Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answered = ox.QuerySolutions | Rows | ox.QueryBoolean | ox.QueryTriples
_BATCH = 300
_REMEMBERED = 200_000
_EXPECTED = 20_000
_FRESH = 60.0
_WRITTEN = 20_000
_BOOLEAN = '{"head":{},"boolean":%s}'
_NAME = re.compile(r"^# id: (\S+)", re.MULTILINE)
_OURS, _NOTES = graph_iri(""), graph_iri("load/")
_ONTOLOGY = ox.NamedNode(graph_iri("ontology"))
_RANGE = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#range")


class Remote:
    """Quads behind a SPARQL endpoint. What was read is remembered for a minute.

    Args:
        client: the endpoint.
        page_rows: reads graphs in pages of so many rows, even where the endpoint would give them whole.
        clock: gives seconds that never go back.
    """

    def __init__(self, client: Client, *, page_rows: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self.client = client
        self._page_rows = page_rows
        self._clock = clock
        self._union: bool | None = None
        self._forget()

    def _forget(self) -> None:
        self._since = self._clock()
        self._nodes: dict[ox.NamedNode, list[ox.Quad]] = {}
        self._seen: dict[ox.NamedNode, None] = {}
        self._sizes: dict[ox.NamedNode, int] | None = None
        self._vocabulary: ox.Store | None = None
        self._copy = ox.Store()
        self._copied: set[str] = set()
        self._copied_all = False
        self._held = 0

    def _refresh(self) -> None:
        if self._held > _REMEMBERED or self._clock() - self._since > _FRESH:
            self._forget()

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Sequence[ox.NamedNode] | None = None,
        substitutions: Mapping[ox.Variable, Object] | None = None,
    ) -> Answered:
        """Runs a query, as ``pyoxigraph.Store.query`` does.

        Raises:
            SyntaxError: the text is not valid SPARQL.
            EndpointError: no answer, or a refusal.
        """
        known = dict(prefixes or {})
        name = _NAME.search(query)
        if name and use_default_graph_as_union and self.client.engine.mistakes(name[1]):
            return self._answered_here(query, known)
        # The parser of the embedded engine names line and column, which no two servers do alike.
        ox.Store().query(query, prefixes=known)
        text = declared(query, known)
        if substitutions:
            names = " ".join(str(name) for name in substitutions)
            text += f"\nVALUES ({names}) {{ ({' '.join(str(value) for value in substitutions.values())}) }}"
        if use_default_graph_as_union:
            return self._run(*self._over_all(text))
        if default_graph is None:
            return self._run(text, {}, (), ())
        named = [name.value for name in self.named_graphs()] if names_graphs(text) else []
        return self._run(text, {}, [name.value for name in default_graph], named)

    def _answered_here(self, query: str, known: Mapping[str, str]) -> Answered:
        """Answers a query that the engine gets wrong, over the statements that it speaks of."""
        self._refresh()
        speaks_of = predicates_of(query, known)
        held = self._copy
        if speaks_of is None and not self._copied_all:
            held.bulk_extend(self._whole(None))
            self._copied_all = True
        for iri in sorted(speaks_of or ()) if not self._copied_all else ():
            if iri not in self._copied:
                predicate = ox.NamedNode(iri)
                held.bulk_extend(self._by_predicate(predicate))
                held.bulk_extend(self._ontology().quads_for_pattern(None, predicate, None, _ONTOLOGY))
                self._copied.add(iri)
        self._held = max(self._held, len(held))
        return held.query(query, prefixes=dict(known), use_default_graph_as_union=True)

    def _by_predicate(self, predicate: ox.NamedNode) -> Iterator[ox.Quad]:
        text = f"SELECT ?s ?o ?g WHERE {{ GRAPH ?g {{ ?s {predicate} ?o }} }}"
        return self._quads(text, (None, predicate, None, None))

    def _over_all(self, text: str) -> tuple[str, dict[str, str], Sequence[str], Sequence[str]]:
        """Gives the request that sees the union of all named graphs, in the engine's own way."""
        union = self.client.engine.union
        if union.by == "parameter":
            return text, {union.value: ""}, (), ()
        if union.by == "always" or self._is_union:
            return text, {}, (), ()
        if union.by == "graph" and form_of(text) != "DESCRIBE":
            return within_graph(text, union.value), {}, (), ()
        names = [name.value for name in self.named_graphs()]
        return text, {}, names, names

    @property
    def _is_union(self) -> bool:
        """Whether the default graph is the union of the named ones; found out once, with one statement."""
        if self._union is None:
            any_one = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) } } LIMIT 1"
            row = next(self._rows(any_one), None)
            if row is None:
                return False
            self._union = self.client.ask(f"ASK {{ {row['s']} {row['p']} {row['o']} }}")
        return self._union

    def _run(
        self, text: str, parameters: dict[str, str], default_graphs: Sequence[str], named_graphs: Sequence[str]
    ) -> Answered:
        form = form_of(text)
        if form == "SELECT":
            return self._rows(text, parameters, default_graphs, named_graphs)
        if form == "ASK":
            yes = self.client.ask(text, default_graphs=default_graphs, named_graphs=named_graphs, parameters=parameters)
            told = ox.parse_query_results(_BOOLEAN % str(yes).lower(), format=ox.QueryResultsFormat.JSON)
            assert isinstance(told, ox.QueryBoolean)
            return told
        made = partial(
            self.client.triples, default_graphs=default_graphs, named_graphs=named_graphs, parameters=parameters
        )
        triples: Iterable[ox.Triple] = made(text)
        most = self.client.engine.most_rows
        if most:
            triples = list(triples)
            if len(triples) >= most:
                triples = self._in_pages(text, made)
        held = ox.Store()
        held.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
        result = held.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(result, ox.QueryTriples)
        return result

    def _in_pages(self, text: str, made: Callable[[str], Iterator[ox.Triple]]) -> Iterator[ox.Triple]:
        """Yields the triples of a CONSTRUCT that the engine cut, of which nothing but the number tells.

        Raises:
            CutError: the text is no CONSTRUCT, or names its graphs.
        """
        most = self.client.engine.most_rows
        parts = rows_behind(text)
        if parts is None:
            raise CutError(most, masked(self.client.address.query))
        template, rows = parts
        solutions = ox.Store().query(rows)
        assert isinstance(solutions, ox.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        total = sum(1 for _ in self._rows(rows))
        size, offset = most // 2, 0
        while offset < total:
            prologue, select, page = (page_of(rows, names, size, offset) or rows).partition("SELECT")
            found = list(made(f"{prologue}CONSTRUCT {template} WHERE {{ {{ {select}{page} }} }}"))
            if len(found) >= most and size > 1:  # a row makes several triples
                size //= 2
                continue
            yield from found
            offset += size

    def update(self, update: str, *, prefixes: Mapping[str, str] | None = None) -> None:
        """Runs an update.

        Raises:
            SyntaxError: the text is not valid SPARQL Update.
            EndpointError: it was refused, or no answer came.
        """
        known = dict(prefixes or {})
        ox.Store().update(update, prefixes=known)
        self.client.update(declared(update, known))
        self._forget()

    def quads_for_pattern(
        self,
        subject: Subject | ox.Triple | None,
        predicate: ox.NamedNode | None,
        object: Object | None,
        graph_name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """Yields the quads that match, as ``pyoxigraph.Store.quads_for_pattern`` does."""
        self._refresh()
        pattern = (subject, predicate, object, graph_name)
        if graph_name is not None and not isinstance(graph_name, ox.NamedNode):
            return iter(())
        if graph_name == _ONTOLOGY or any(isinstance(term, ox.BlankNode) for term in pattern):
            # Blank nodes have other names in each answer, so they are looked at in one.
            return self._ontology().quads_for_pattern(*pattern)
        if subject is None and predicate is None and object is None:
            return self._whole(graph_name)
        if isinstance(subject, ox.NamedNode):
            return (
                quad
                for quad in self._about(subject)
                if predicate in (None, quad.predicate)
                and object in (None, quad.object)
                and graph_name in (None, quad.graph_name)
            )
        found = self._matching(pattern)
        if graph_name is not None:
            return found
        return chain(found, self._ontology().quads_for_pattern(subject, predicate, object, _ONTOLOGY))

    def _matching(self, pattern: Sequence[Any]) -> Iterator[ox.Quad]:
        terms = [f"?{name}" if term is None else str(term) for name, term in zip("spog", pattern, strict=True)]
        wanted = " ".join(name for name in terms if name.startswith("?"))
        text = f"SELECT {wanted} WHERE {{ GRAPH {terms[3]} {{ {' '.join(terms[:3])} }} }}"
        for quad in self._quads(text, pattern):
            self.expect([quad.subject])
            yield quad

    def _rows(
        self,
        text: str,
        parameters: dict[str, str] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Rows:
        """Gives all rows of a SELECT: in pages where the engine gives no more than a part at once."""
        ask = partial(
            self.client.rows,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            parameters=parameters,
            whole=True,
        )
        try:
            return ask(text)
        except CutError as error:
            size = error.rows
            solutions = ox.Store().query(text)
            assert isinstance(solutions, ox.QuerySolutions)
            names = [variable.value for variable in solutions.variables]
            if page_of(text, names, size, 0) is None:
                raise
        pages = (ask(page_of(text, names, size, offset) or text) for offset in count(0, size))
        return Rows(solutions.variables, _until_short(pages, size))

    def _quads(self, text: str, pattern: Sequence[Any]) -> Iterator[ox.Quad]:
        """Yields the quads of an answer, all but those of the ontology and of graphs that are no part of ours."""
        for row in self._rows(text):
            cells: list[Any] = [row[name] if term is None else term for name, term in zip("spog", pattern, strict=True)]
            if cells[3] != _ONTOLOGY and not _is_beside(cells[3].value):
                yield self._retyped(ox.Quad(*cells))

    def _retyped(self, quad: ox.Quad) -> ox.Quad:
        """Gives a large whole number as a decimal where the ontology wants one: Virtuoso gives both alike."""
        if "integers" not in self.client.engine.rewrites:
            return quad
        made = as_decimal(quad.object)
        if made is None or not any(
            self._ontology().quads_for_pattern(quad.predicate, _RANGE, made.datatype, _ONTOLOGY)
        ):
            return quad
        return ox.Quad(quad.subject, quad.predicate, made, quad.graph_name)

    def _about(self, subject: ox.NamedNode) -> list[ox.Quad]:
        """Gives what is said of a node, and fetches the same for others that are likely to be asked for."""
        if subject not in self._nodes:
            # What was seen last is asked for first: whoever reads goes on from there.
            batch = list(dict.fromkeys([subject, *islice(reversed(self._seen), _BATCH - 1)]))
            values = " ".join(str(node) for node in batch)
            text = f"SELECT ?s ?p ?o ?g WHERE {{ VALUES ?s {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}"
            found: dict[ox.NamedNode, list[ox.Quad]] = {node: [] for node in batch}
            for quad in self._quads(text, (None, None, None, None)):
                if isinstance(quad.subject, ox.NamedNode):
                    found[quad.subject].append(quad)
            for node, quads in found.items():
                quads.extend(self._ontology().quads_for_pattern(node, None, None, _ONTOLOGY))
                self._nodes[node] = quads
                self._held += len(quads)
                self._seen.pop(node, None)
            self.expect(term for quads in found.values() for quad in quads for term in (quad.object, quad.predicate))
        return self._nodes[subject]

    def expect(self, nodes: Iterable[object]) -> None:
        """Tells which nodes are likely to be asked for next, so that they are fetched together with the first."""
        for node in nodes:
            if isinstance(node, ox.NamedNode) and node.value.startswith((ENTITY, TG)) and node not in self._nodes:
                self._seen.pop(node, None)
                self._seen[node] = None
                if len(self._seen) > _EXPECTED:
                    del self._seen[next(iter(self._seen))]

    def _ontology(self) -> ox.Store:
        if self._vocabulary is None:
            held = ox.Store()
            for triple in self._triples_of(_ONTOLOGY):
                held.add(ox.Quad(triple.subject, triple.predicate, triple.object, _ONTOLOGY))
            self._vocabulary = held
        return self._vocabulary

    def _triples_of(self, graph: ox.NamedNode) -> Iterator[ox.Triple]:
        number = 0
        for number, triple in enumerate(self._given(graph), 1):  # noqa: B007 - the last number is looked at
            yield triple
        told = number if self._sizes is None else self._sizes.get(graph, number)
        if number != told:
            raise EndpointError(
                f"it counts {told} statements in {graph.value} and gives {number}",
                code="endpoint.cut",
                where=masked(self.client.address.query),
                hint="try again, in case somebody is changing it; if it stays so, look for a limit at the server",
            )

    def _given(self, graph: ox.NamedNode) -> Iterable[ox.Triple]:
        engine = self.client.engine
        if self._page_rows or not engine.whole_graphs or not self.client.address.graphs:
            return self._pages(graph)
        if not engine.most_rows:
            return self.client.read_graph(graph.value)
        told = self._counts().get(graph, 0)
        if told <= engine.most_rows:
            found = list(self.client.read_graph(graph.value))
            if len(found) == told:
                return found
        return self._pages(graph)

    def _pages(self, graph: ox.NamedNode) -> Iterator[ox.Triple]:
        """Yields a graph page by page, in the order of its subjects; each page begins after the last whole subject."""
        size = self._page_rows or self.client.engine.page_rows
        last = ""
        while True:
            after = f"FILTER(STR(?s) > {ox.Literal(last)})" if last else ""
            text = f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} {after} }} ORDER BY STR(?s) LIMIT {size}"
            found: list[Any] = [ox.Triple(row["s"], row["p"], row["o"]) for row in self._rows(text)]
            if len(found) < size:
                yield from found
                return
            cut = found[-1].subject
            whole = [triple for triple in found if triple.subject != cut]
            if not whole:
                yield from self._of_one(graph, cut, size)
                last = cut.value
                continue
            yield from whole
            last = whole[-1].subject.value

    def _of_one(self, graph: ox.NamedNode, subject: Subject | ox.Triple, size: int) -> Iterator[ox.Triple]:
        """Yields what is said of a subject of which more is said than a page holds."""
        offset = 0
        while True:
            text = (
                f"SELECT ?p ?o WHERE {{ GRAPH {graph} {{ {subject} ?p ?o }} }} ORDER BY ?p ?o "
                f"LIMIT {size} OFFSET {offset}"
            )
            rows = list(self._rows(text))
            yield from (ox.Triple(subject, row["p"], row["o"]) for row in rows)
            if len(rows) < size:
                return
            offset += size

    def _whole(self, graph: ox.NamedNode | None) -> Iterator[ox.Quad]:
        for name in self.named_graphs() if graph is None else [graph]:
            for triple in self._triples_of(name):
                yield self._retyped(ox.Quad(triple.subject, triple.predicate, triple.object, name))

    def named_graphs(self) -> list[ox.NamedNode]:
        """Gives the names of the project's graphs that hold anything."""
        return sorted(self._counts(), key=lambda name: name.value)

    def _counts(self) -> dict[ox.NamedNode, int]:
        self._refresh()
        if self._sizes is None:
            # Virtuoso counts in no time, and takes seconds for SELECT DISTINCT ?g.
            rows = self._rows("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
            found: Iterator[Any] = ((row["g"], row["n"]) for row in rows)
            self._sizes = {name: int(number.value) for name, number in found if not _is_beside(name.value)}
        return self._sizes

    def __iter__(self) -> Iterator[ox.Quad]:
        return self._whole(None)

    def __len__(self) -> int:
        return sum(self._counts().values())

    def bulk_extend(self, quads: Iterable[ox.Quad]) -> None:
        """Adds quads, graph by graph. A failure may leave a part; whoever loads a whole graph uses a loader."""
        ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
        for name, group in groupby(ordered, key=lambda quad: quad.graph_name):
            waiting = iter(group)
            while batch := list(islice(waiting, _WRITTEN)):
                lines = "".join(f"{quad.triple} .\n" for quad in batch)
                graph = name.value if isinstance(name, ox.NamedNode) else None
                self.client.add_to_graph(graph, lines.encode())
        self._forget()

    def remove_graph(self, graph_name: ox.NamedNode) -> None:
        """Removes a named graph."""
        self.client.delete_graph(graph_name.value)
        self._forget()

    def bulk_load(self, input: bytes, *, format: ox.RdfFormat, to_graph: ox.NamedNode, lenient: bool = False) -> None:  # noqa: ARG002
        """Adds a file to a graph; the server says what it makes of it, ``lenient`` or not."""
        self.client.add_to_graph(to_graph.value, input, format.media_type)
        self._forget()

    def dump(self, *, format: ox.RdfFormat, from_graph: ox.NamedNode) -> bytes:
        """Gives a graph as a file in memory."""
        triples = (quad.triple for quad in self.quads_for_pattern(None, None, None, from_graph))
        return ox.serialize(triples, format=format) or b""

    def flush(self) -> None:
        """Does nothing: what was answered is kept."""


def _until_short(pages: Iterable[Rows], size: int) -> Iterator[ox.QuerySolution]:
    """Yields the rows of pages up to the first that is not full."""
    for page in pages:
        number = 0
        for number, row in enumerate(page, 1):  # noqa: B007 - the last number is looked at
            yield row
        if number < size:
            return


def _is_beside(graph: str) -> bool:
    """Says whether a graph is no part of the project's: the engine's own, other people's, or the loader's notes."""
    return not graph.startswith(_OURS) or graph.startswith(_NOTES)
