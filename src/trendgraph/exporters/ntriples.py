"""N-Triples: one triple a line, named graphs merged; the file's SHA-256 is the graph's digest.

Source: RDF 1.1 N-Triples, canonical form, https://www.w3.org/TR/n-triples/#canonical-ntriples
"""

from __future__ import annotations

from collections.abc import Iterator

from trendgraph.exporters.struct import MERGED, Content, ExportFormat

__all__ = ["FORMAT", "render"]


def render(content: Content) -> Iterator[str]:
    """Yields the lines."""
    return (block.decode().replace("\n", " .\n") for block in content.lines.blocks())


FORMAT = ExportFormat(
    "ntriples",
    "N-Triples",
    (".nt",),
    "application/n-triples",
    keeps_graphs=False,
    render=render,
    loses=MERGED,
)
