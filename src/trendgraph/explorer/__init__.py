"""The explorer: a graph, or a part of it, as one HTML file that shows since when and says who, for every link.

Three steps: ``reading`` (store → ``World``), ``choosing`` (world and wish → ``Cut``), ``columns`` and ``page`` (cut →
the file that ``web/FORMAT.md`` describes). The TypeScript that reads it stands in ``web/``.
"""

from __future__ import annotations

from trendgraph.explorer.choosing import choose
from trendgraph.explorer.door import Explored, check_picture, explorer_html, write_explorer
from trendgraph.explorer.reading import read_world
from trendgraph.explorer.struct import Cut, Scope, World

__all__ = [
    "Cut",
    "Explored",
    "Scope",
    "World",
    "check_picture",
    "choose",
    "explorer_html",
    "read_world",
    "write_explorer",
]
