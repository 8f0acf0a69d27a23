"""The door: a store and a wish in, one file out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trendgraph.claims import Evidence, TextPosition
from trendgraph.explorer.choosing import choose
from trendgraph.explorer.columns import data_of
from trendgraph.explorer.page import page_of
from trendgraph.explorer.passages import read_passages
from trendgraph.explorer.places import Places, place, place_all
from trendgraph.explorer.reading import read_world
from trendgraph.explorer.struct import Cut, Scope, World
from trendgraph.files import check_target, write_atomically
from trendgraph.resources import explorer_bundle
from trendgraph.store import Store

__all__ = ["TITLE", "Explored", "explorer_html", "write_explorer"]

TITLE = "Trends of large language models"
"""What a page or picture is called where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Explored:
    """What was written.

    Attributes:
        words: what was selected.
        passages: pieces of evidence with their text.
        withheld: identifier of a source to why its passages are not in the file.
    """

    path: str
    size_bytes: int
    entities: int
    edges: int
    values: int
    claims: int
    shown: int
    total: int
    words: str
    passages: int
    withheld: Mapping[str, str]


def write_explorer(
    store: Store,
    path: str | Path,
    scope: Scope | None = None,
    *,
    title: str | None = None,
    sources: Mapping[str, Path] | None = None,
    like: Places | None = None,
) -> Explored:
    """Writes one HTML file, whole or not at all; the same bytes for the same graph and wish.

    Args:
        store: the graph.
        path: the file.
        scope: what of the graph; all of it by default.
        title: the page's title.
        sources: files with the texts of sources, by identifier; their passages go into the file where
            the licence lets them.
        like: places to start from, by IRI, so that this page can be compared with another.

    Raises:
        ResourceError: the explorer's script is not in this installation.
        ExportError: the file cannot be written, or nothing is said of what was asked for.
        QueryError: an entity, trend or question is unknown.
    """
    target = Path(path)
    check_target(target)
    explorer_bundle()
    content, cut, texts, withheld = _made(store, scope, title, sources or {}, like)
    write_atomically(target, content)
    claims = sum(len(one.claims) for one in (*cut[1].edges, *cut[1].values))
    return Explored(
        path=str(target),
        size_bytes=len(content),
        entities=len(cut[1].things),
        edges=len(cut[1].edges),
        values=len(cut[1].values),
        claims=claims,
        shown=cut[1].shown,
        total=len(cut[0].things),
        words=cut[1].words,
        passages=len(texts),
        withheld=withheld,
    )


def explorer_html(store: Store, scope: Scope | None = None, *, title: str | None = None) -> str:
    """Gives the text of the file that ``write_explorer`` writes."""
    return _made(store, scope, title, {}, None)[0].decode()


def _made(
    store: Store, scope: Scope | None, title: str | None, sources: Mapping[str, Path], like: Places | None
) -> tuple[bytes, tuple[World, Cut], Mapping[Evidence, str], Mapping[str, str]]:
    script, style = explorer_bundle()
    world = read_world(store)
    cut = choose(store, world, scope or Scope())
    wanted = {
        evidence
        for one in (*cut.edges, *cut.values)
        for _, claim in one.claims
        for evidence in claim.evidence
        if isinstance(evidence.selector, TextPosition)
    }
    texts, withheld = read_passages(world, wanted, sources)
    layout = place(cut, like) if like is not None else place_all(store, world) or place(cut)
    data = data_of(world, cut, title=title or TITLE, layout=layout, passages=texts)
    return page_of(data, script, style), (world, cut), texts, withheld
