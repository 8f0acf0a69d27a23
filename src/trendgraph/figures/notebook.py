"""A picture in a notebook: SVG, which every notebook shows, and the explorer beside it where HTML is trusted."""

from __future__ import annotations

import html
from functools import cached_property

from trendgraph.errors import ResourceError
from trendgraph.explorer import Cut, Scope, World, choose, explorer_html, read_world
from trendgraph.figures.composing import compose
from trendgraph.figures.svg import svg_of
from trendgraph.store import Store

__all__ = ["Picture"]

_TITLE = "Trends of large language models"


class Picture:
    """A part of a graph, drawn when it is first shown."""

    def __init__(self, store: Store, scope: Scope) -> None:
        self._store = store
        self._scope = scope
        self._world: World = read_world(store)
        self._cut: Cut = choose(store, self._world, scope)

    def __repr__(self) -> str:
        shown = min(self._cut.shown, len(self._cut.things))
        return f"<Picture of {self._cut.words}: {shown} of {len(self._world.things)} entities>"

    @cached_property
    def svg(self) -> str:
        """The picture as SVG."""
        return svg_of(compose(self._world, self._cut, _TITLE))

    @cached_property
    def page(self) -> str:
        """The page to explore, as HTML.

        Raises:
            ResourceError: the explorer's script is not in this installation.
        """
        return explorer_html(self._store, self._scope)

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        """Gives the picture, and below it the explorer in a frame that can run its script and nothing else."""
        picture = f'<div style="max-width:60em">{self.svg}</div>'
        try:
            page = html.escape(self.page, quote=True)
        except ResourceError as error:
            return f"{picture}<p>{html.escape(error.message)}.</p>"
        frame = f'<iframe sandbox="allow-scripts allow-downloads" srcdoc="{page}" title="Explorer" loading="lazy" '
        frame += 'style="width:100%;height:36em;border:1px solid #ccc"></iframe>'
        return f"{picture}<details><summary>Explore</summary>{frame}</details>"
