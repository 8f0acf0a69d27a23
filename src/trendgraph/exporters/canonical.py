"""Quads as sorted canonical text: the one order that every export follows, and the identity of a graph.

A *line* here is one quad in canonical N-Quads without its final `` .``; a triple is a quad without a graph name. Blank
nodes carry the labels that RDFC-1.0 gives them, so that two isomorphic graphs have the same lines.

Source: RDF Dataset Canonicalization, https://www.w3.org/TR/rdf-canon/
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

import pyoxigraph as ox

from trendgraph.errors import ExportError
from trendgraph.exporters.spilling import IN_MEMORY, Lines, Sorting, Spill

__all__ = ["batches", "canonical_lines", "digest", "digest_lines", "stored_lines", "without_graphs"]

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_BATCH = 2**18  # characters
_MOST_WITH_BLANKS = 500_000  # quads; labelling this many takes some 1.2 GB and a minute


def canonical_lines(quads: Iterable[ox.Quad], spill: Spill = IN_MEMORY) -> Lines:
    """Gives the canonical lines of quads, each once, in code point order; beyond what ``spill`` holds, from disk.

    Only the quads that touch a blank node are canonicalised: RDFC-1.0 hashes a blank node by the quads that mention it,
    so the others cannot change a label.

    Raises:
        ExportError: a quad is about another triple, which RDF 1.1 has no syntax for; too many have blank nodes, which
            are labelled together in memory.

    >>> node = ox.NamedNode("http://example.org/n")
    >>> canonical_lines([ox.Quad(node, node, ox.BlankNode("x"))])
    ['<http://example.org/n> <http://example.org/n> _:c14n0']
    """
    return spill.sort(_lines(quads))


def _lines(quads: Iterable[ox.Quad]) -> Iterator[str]:
    with_blanks: list[ox.Quad] = []
    for quad in quads:
        line = str(quad)
        if "<<(" in line:
            _refuse_triple_terms(quad)
        # A literal may hold "_:" too; canonicalising its quad along with the others changes nothing.
        if "_:" in line:
            with_blanks.append(quad)
            if len(with_blanks) > _MOST_WITH_BLANKS:
                raise _too_many_blanks()
        else:
            yield line
    if with_blanks:
        dataset = ox.Dataset(with_blanks)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        yield from map(str, dataset)


def stored_lines(store: ox.Store, spill: Spill, graphs: Iterable[GraphName], *, named: bool) -> Lines:
    """Gives the canonical lines of whole graphs, which the store itself writes, graph by graph.

    So the name of a graph is not looked up for each quad, and no quad becomes a Python object.

    Args:
        store: Oxigraph's own.
        spill: takes what memory should not hold.
        graphs: which graphs.
        named: whether lines carry the names of their graphs; else the graphs are merged.

    Raises:
        ExportError: as ``canonical_lines``.
    """
    sorting = Sorting(spill)
    set_aside: list[ox.Quad] = []
    for graph in graphs:
        if named and isinstance(graph, ox.BlankNode):
            set_aside += store.quads_for_pattern(None, None, None, graph)
            continue
        sink = _Sink(sorting, graph if named else ox.DefaultGraph())
        store.dump(cast("BinaryIO", sink), ox.RdfFormat.N_TRIPLES, from_graph=graph)
        set_aside += sink.quads_set_aside()
    sorting.take([line.encode() for line in _lines(set_aside)])
    return sorting.lines()


class _Sink:
    """A file of N-Triples that is never written: its lines go to be sorted, but for those that need a closer look."""

    def __init__(self, sorting: Sorting, graph: GraphName) -> None:
        self._sorting = sorting
        self._graph = graph
        self._end = b"\n" if isinstance(graph, ox.DefaultGraph) else f" {graph}\n".encode()
        self._begun: list[bytes] = []
        self._set_aside: list[bytes] = []

    def write(self, text: bytes) -> int:
        end = text.rfind(b"\n") + 1
        if end:
            block = b"".join((*self._begun, text[:end]))
            self._begun = []
            # Most often a literal holds this, which the longer way leaves as it is.
            if b"_:" in block or b"<<(" in block:
                block = self._without_special(block)
            self._sorting.take(block.replace(b" .\n", self._end).split(b"\n")[:-1])
        self._begun.append(text[end:])
        return len(text)

    def flush(self) -> None:
        """Has nothing to do."""

    def quads_set_aside(self) -> Iterator[ox.Quad]:
        """Yields what may hold a blank node or a triple term."""
        for triple in ox.parse(b"".join(self._set_aside), ox.RdfFormat.N_TRIPLES, lenient=True):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, self._graph)

    def _without_special(self, block: bytes) -> bytes:
        plain: list[bytes] = []
        for line in block.splitlines(keepends=True):
            (self._set_aside if b"_:" in line or b"<<(" in line else plain).append(line)
        return b"".join(plain)


def without_graphs(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yields quads as triples of one graph; repetitions stay."""
    for quad in quads:
        yield ox.Quad(quad.subject, quad.predicate, quad.object)


def digest(quads: Iterable[ox.Quad]) -> str:
    """Gives the identity of a graph: the SHA-256 of its canonical N-Quads, in hexadecimal.

    >>> digest([])
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    """
    with Spill() as spill:
        return digest_lines(canonical_lines(quads, spill))


def digest_lines(lines: Lines) -> str:
    """Gives the SHA-256 of canonical lines."""
    state = hashlib.sha256()
    for block in lines.blocks():
        state.update(block.replace(b"\n", b" .\n"))
    return state.hexdigest()


def batches(pieces: Iterable[str]) -> Iterator[bytes]:
    """Yields the UTF-8 of small pieces of text, many pieces at a time."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _BATCH:
            yield "".join(waiting).encode()
            waiting.clear()
            size = 0
    if waiting:
        yield "".join(waiting).encode()


def _too_many_blanks() -> ExportError:
    return ExportError(
        f"more than {_MOST_WITH_BLANKS:,} statements have blank nodes, whose labels must be found all at once",
        code="export.blank_nodes",
        hint="give them names, in a CONSTRUCT with BIND (IRI(…) AS ?node), or export a part",
    )


def _refuse_triple_terms(quad: ox.Quad) -> None:
    if isinstance(quad.object, ox.Triple):
        raise ExportError(
            "a triple stands as the object of another, which RDF 1.1 cannot express",
            code="export.triple_term",
            where=str(quad.subject),
            hint="state it as a claim",
        )
