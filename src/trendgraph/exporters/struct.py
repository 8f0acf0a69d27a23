"""What an export is made of: its content, its format, its result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trendgraph.exporters.spilling import IN_MEMORY, Lines, Spill

__all__ = ["MERGED", "Content", "ExportFormat", "ExportResult"]

MERGED = "named graphs are merged into one"


@dataclass(frozen=True, slots=True)
class Content:
    """What one export writes.

    Attributes:
        lines: canonical lines in order; they carry graph names only for formats that keep graphs.
        entity: IRI of the entity that the export is about, if it is about one.
        spill: takes what memory should not hold.
        publications: how many publications the lines make, where each claim becomes one.
    """

    lines: Lines
    entity: str | None = None
    spill: Spill = IN_MEMORY
    publications: int | None = None


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One way of writing a graph.

    Attributes:
        name: what ``format=`` takes.
        title: what people call it.
        suffixes: file name endings that choose it, the usual one first.
        media_type: IANA media type.
        keeps_graphs: whether it writes named graphs (else their triples are merged).
        render: gives the text, piece by piece.
        loses: what it cannot hold, in words; empty where it holds everything.
        derive: gives what is written instead of the content, where that is something made of it.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_type: str
    keeps_graphs: bool
    render: Callable[[Content], Iterator[str]]
    loses: str = ""
    derive: Callable[[Content], Content] | None = None


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written.

    Attributes:
        path: the file or folder, or ``-`` for standard output.
        format: name of the format.
        statements: number of quads, or of merged triples for a format without named graphs; edges of a property graph.
        size_bytes: size of the text before it is compressed; for a folder of all files in it.
        digest: SHA-256 of the canonical N-Quads of these statements; equal digests mean isomorphic graphs. Empty for a
            property graph, whose manifest has the digest of each file.
        nodes: number of nodes of a property graph.
        publications: number of nanopublications.
        loses: what the format cannot hold, in words.
    """

    path: str
    format: str
    statements: int
    size_bytes: int
    digest: str
    nodes: int | None = None
    loses: str = ""
    publications: int | None = None
