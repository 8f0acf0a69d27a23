"""Quads as sorted canonical text: the one order that every export follows, and the identity of a graph.

A *line* here is one quad in canonical N-Quads without its final `` .``; a triple is a quad without a graph name. Blank
nodes carry the labels that RDFC-1.0 gives them, so that two isomorphic graphs have the same lines.

Source: RDF Dataset Canonicalization, https://www.w3.org/TR/rdf-canon/
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from trendgraph.errors import ExportError
from trendgraph.exporters.spilling import IN_MEMORY, Lines, Spill

__all__ = ["batches", "canonical_lines", "digest", "digest_lines", "without_graphs"]

_BATCH = 2**18  # characters


def canonical_lines(quads: Iterable[ox.Quad], spill: Spill = IN_MEMORY) -> Lines:
    """Gives the canonical lines of quads, each once, in code point order; beyond what ``spill`` holds, from disk.

    Only the quads that touch a blank node are canonicalised: RDFC-1.0 hashes a blank node by the quads that mention it,
    so the others cannot change a label.

    Raises:
        ExportError: a quad is about another triple, which RDF 1.1 has no syntax for.

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
        else:
            yield line
    if with_blanks:
        dataset = ox.Dataset(with_blanks)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        yield from map(str, dataset)


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


def digest_lines(lines: Iterable[str]) -> str:
    """Gives the SHA-256 of canonical lines."""
    state = hashlib.sha256()
    for text in batches(f"{line} .\n" for line in lines):
        state.update(text)
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


def _refuse_triple_terms(quad: ox.Quad) -> None:
    if isinstance(quad.object, ox.Triple):
        raise ExportError(
            "a triple stands as the object of another, which RDF 1.1 cannot express",
            code="export.triple_term",
            where=str(quad.subject),
            hint="state it as a claim",
        )
