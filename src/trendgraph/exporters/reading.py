"""The way back: quads out of a file that an RDF export wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from trendgraph.errors import GraphError
from trendgraph.exporters.compression import decompressing, split_compression
from trendgraph.exporters.rdf12 import from_triple_terms
from trendgraph.exporters.registry import choose_format

__all__ = ["READABLE", "read_quads"]

READABLE = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdf12": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""Name of an export format to the name under which Oxigraph reads it."""


def read_quads(path: Path, format: str | None = None) -> Iterator[ox.Quad]:
    """Yields the quads of a file, compressed or not; reified triples of RDF 1.2 are spelled out.

    Args:
        path: the file.
        format: name of an export format; by default the file name's ending decides.

    Raises:
        ExportError: the ending says no format.
        GraphError: the format holds no RDF, or the file is cut, mistyped or unreadable.
    """
    name = choose_format(str(path), format).name
    if name not in READABLE:
        raise GraphError(
            f"{name} files are not read back",
            code="graph.format",
            where=str(path),
            hint="write one that is, for example graph.nq or graph.trig.gz",
        )
    try:
        with path.open("rb") as raw, decompressing(raw, split_compression(path.name)[1]) as stream:
            yield from from_triple_terms(ox.parse(stream, format=READABLE[name]))
    except OSError as error:
        raise GraphError(f"cannot read: {error.strerror or error}", code="graph.missing", where=str(path)) from error
    except (SyntaxError, ValueError, EOFError) as error:
        raise GraphError(f"not a whole {name} file: {error}", code="graph.syntax", where=str(path)) from error
