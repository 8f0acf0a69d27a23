"""The door: a store and a wish in, one file out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trendgraph.claims import Evidence, TextPosition
from trendgraph.errors import ExportError
from trendgraph.explorer.choosing import choose
from trendgraph.explorer.columns import data_of
from trendgraph.explorer.layout import Layout, lay_out
from trendgraph.explorer.page import page_of
from trendgraph.explorer.passages import read_passages
from trendgraph.explorer.reading import read_world
from trendgraph.explorer.struct import Cut, Scope, World
from trendgraph.files import check_target, write_atomically
from trendgraph.resources import explorer_bundle
from trendgraph.store import Store

__all__ = ["Explored", "check_picture", "explorer_html", "place", "write_explorer"]

_LIMIT = 20_000
"""Up to so many nodes places are computed here; beyond, the browser does it, with progress and a stop."""
_FORMS = ("html",)
_TITLE = "Trends of large language models"


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
) -> Explored:
    """Writes one HTML file, whole or not at all; the same bytes for the same graph and wish.

    Args:
        store: the graph.
        path: the file.
        scope: what of the graph; all of it by default.
        title: the page's title.
        sources: files with the texts of sources, by identifier; their passages go into the file where
            the licence lets them.

    Raises:
        ResourceError: the explorer's script is not in this installation.
        ExportError: the file cannot be written, or nothing is said of what was asked for.
        QueryError: an entity, trend or question is unknown.
    """
    target = Path(path)
    check_target(target)
    explorer_bundle()
    content, cut, texts, withheld = _made(store, scope, title, sources or {})
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


def check_picture(path: Path) -> str:
    """Gives the form that a file's suffix asks for.

    Raises:
        ExportError: the suffix means nothing here, or the file cannot be put there.
    """
    form = path.suffix.casefold().removeprefix(".")
    if form not in _FORMS:
        raise ExportError(
            f"{path.suffix or 'no suffix'} says nothing about the form of a picture",
            code="export.format",
            where=str(path),
            suggestions=[path.with_suffix(".html").name],
            hint=f"end the name in one of: {', '.join('.' + each for each in _FORMS)}",
        )
    check_target(path)
    return form


def explorer_html(store: Store, scope: Scope | None = None, *, title: str | None = None) -> str:
    """Gives the text of the file that ``write_explorer`` writes."""
    return _made(store, scope, title, {})[0].decode()


def place(cut: Cut) -> Layout:
    """Gives places for the things of a cut; none for a graph that the browser had better lay out."""
    if len(cut.things) > _LIMIT:
        return Layout(name="none")
    links = [(one.subject, str(one.object)) for one in cut.edges if one.origin != "inferred"]
    return lay_out([thing.iri for thing in cut.things], links)


def _made(
    store: Store, scope: Scope | None, title: str | None, sources: Mapping[str, Path]
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
    data = data_of(world, cut, title=title or _TITLE, layout=place(cut), passages=texts)
    return page_of(data, script, style), (world, cut), texts, withheld
