"""The explorer: a graph, or a part of it, as one HTML file that shows since when and says who, for every link.

Three steps: ``reading`` (store → ``World``), ``choosing`` (world and wish → ``Cut``), ``columns`` and ``page`` (cut →
the file that ``web/FORMAT.md`` describes). The TypeScript that reads it stands in ``web/``.
"""

from __future__ import annotations

from trendgraph.explorer.choosing import choose
from trendgraph.explorer.door import TITLE, Explored, explorer_html, write_explorer
from trendgraph.explorer.layout import Layout
from trendgraph.explorer.palette import COLOURS, looks_of
from trendgraph.explorer.places import Places, keep_places, place, read_places
from trendgraph.explorer.reading import read_world
from trendgraph.explorer.struct import Cut, Scope, Statement, Thing, World

__all__ = [
    "COLOURS",
    "TITLE",
    "Cut",
    "Explored",
    "Layout",
    "Places",
    "Scope",
    "Statement",
    "Thing",
    "World",
    "choose",
    "explorer_html",
    "keep_places",
    "looks_of",
    "place",
    "read_places",
    "read_world",
    "write_explorer",
]
