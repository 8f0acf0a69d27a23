"""N-Quads: one quad a line, as RDFC-1.0 puts them; the file's SHA-256 is the graph's digest.

Source: RDF 1.1 N-Quads, https://www.w3.org/TR/n-quads/
"""

from __future__ import annotations

from collections.abc import Iterator

from trendgraph.exporters.struct import Content, ExportFormat

__all__ = ["FORMAT", "render"]


def render(content: Content) -> Iterator[str]:
    """Yields the lines."""
    return (block.decode().replace("\n", " .\n") for block in content.lines.blocks())


FORMAT = ExportFormat("nquads", "N-Quads", (".nq",), "application/n-quads", keeps_graphs=True, render=render)
