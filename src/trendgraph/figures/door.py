"""The door: a store and a wish in, one picture out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trendgraph.errors import ExportError
from trendgraph.explorer import TITLE, Places, Scope, choose, read_world
from trendgraph.figures.composing import compose
from trendgraph.figures.raster import raster_of
from trendgraph.figures.svg import svg_of
from trendgraph.files import check_target, write_atomically
from trendgraph.store import Store

__all__ = ["FORMS", "Drawn", "draw", "write_figure"]

FORMS = ("svg", "png", "pdf")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was written.

    Attributes:
        entities: how many are drawn.
        wanted: how many the wish named; those with most claims are drawn, unless all are wanted.
        unnamed: how many of the drawn ones carry no name, because it would cover another.
        total: entities of the graph.
    """

    path: str
    size_bytes: int
    entities: int
    edges: int
    wanted: int
    unnamed: int
    total: int
    words: str


def write_figure(
    store: Store,
    path: str | Path,
    scope: Scope | None = None,
    *,
    title: str | None = None,
    like: Places | None = None,
) -> Drawn:
    """Writes one SVG, PNG or PDF file, whole or not at all; the same bytes for the same graph and wish.

    Args:
        store: the graph.
        path: the file; its suffix says the form.
        scope: what of the graph; the whole of it by default, of which the most evidenced 200 entities are drawn.
        title: heading.
        like: places to start from, by IRI.

    Raises:
        ExportError: the suffix means no picture, the file cannot be written, or matplotlib is wanted and missing.
        QueryError: an entity, trend or question is unknown.
    """
    target = Path(path)
    form = target.suffix.casefold().removeprefix(".")
    if form not in FORMS:
        raise ExportError(
            f"{target.suffix or 'no suffix'} is no form of a picture",
            code="export.format",
            where=str(target),
            hint=f"end the name in one of: {', '.join('.' + each for each in FORMS)}",
        )
    check_target(target)
    world = read_world(store)
    cut = choose(store, world, scope or Scope())
    scene = compose(world, cut, title or TITLE, like)
    content = svg_of(scene).encode() if form == "svg" else raster_of(scene, form)
    write_atomically(target, content)
    kept = {thing.iri for thing in cut.things[: cut.shown]}
    return Drawn(
        path=str(target),
        size_bytes=len(content),
        entities=len(kept),
        edges=sum(one.subject in kept and str(one.object) in kept for one in cut.edges),
        wanted=len(cut.things),
        unnamed=scene.unnamed,
        total=len(world.things),
        words=cut.words,
    )


def draw(store: Store, scope: Scope | None = None, *, title: str | None = None) -> str:
    """Gives the picture as SVG."""
    world = read_world(store)
    return svg_of(compose(world, choose(store, world, scope or Scope()), title or TITLE))
