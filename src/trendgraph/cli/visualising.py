"""``trendgraph visualise``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import count, echo_json, json_option, note, open_graph, store_option
from trendgraph.cli.days import time_options

if TYPE_CHECKING:
    from trendgraph.explorer import Explored
    from trendgraph.figures import Drawn

__all__ = ["check_form", "visualise"]


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--entity", "entities", multiple=True, help="This entity and what it is linked to; repeatable.")
@click.option("--trend", "trends", multiple=True, help="This trend and what it is linked to; repeatable.")
@click.option("--kind", "kinds", multiple=True, metavar="CLASS", help="All of a kind, LanguageModel say; repeatable.")
@click.option(
    "--query", "queries", multiple=True, metavar="FILE", help="The things in the answer to a .rq file or a question."
)
@click.option("--all", "everything", is_flag=True, help="Show every entity at once, not the most evidenced 200 first.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="ID=FILE",
    help="The text of a source: its passages go into the file where its licence lets them; repeatable.",
)
@click.option(
    "--like",
    type=click.Path(path_type=Path),
    metavar="PAGE",
    help="Begin where an earlier .html has its entities, so that the two can be compared.",
)
@click.option("--title", help="Title of the page or picture.")
@click.option("--open", "show", is_flag=True, help="Open the file in the browser.")
@time_options
@store_option
@json_option
def visualise(
    path: Path,
    entities: tuple[str, ...],
    trends: tuple[str, ...],
    kinds: tuple[str, ...],
    queries: tuple[str, ...],
    everything: bool,
    sources: tuple[str, ...],
    like: Path | None,
    title: str | None,
    show: bool,
    as_of: date | None,
    as_known_on: date | None,
    store_path: Path | None,
    as_json: bool,
) -> None:
    """Write the graph, or a part of it, to FILE.

    .html is a page to explore: one file that works offline and shows, for every link, since when it holds and who says
    so; the whole graph is inside. .svg, .png and .pdf are pictures for papers. Without a choice they show the most
    evidenced 200 entities; choices add up.
    """
    from trendgraph.explorer import Scope, read_places, write_explorer
    from trendgraph.figures import FORMS, write_figure

    check_form(path, ("html", *FORMS))
    scope = Scope(entities, trends, kinds, tuple(_query_text(query) for query in queries), everything)
    places = read_places(like) if like is not None else None
    texts = dict(_source(text) for text in sources)
    store = open_graph(store_path, as_of=as_of, as_known_on=as_known_on)
    if path.suffix.casefold() == ".html":
        page = write_explorer(store, path, scope, title=title, sources=texts, like=places)
        tell, made = partial(_tell_page, page), asdict(page)
    else:
        picture = write_figure(store, path, scope, title=title, like=places)
        tell, made = partial(_tell_picture, picture), asdict(picture)
    if as_json:
        echo_json(made)
    else:
        tell()
    if show:
        click.launch(str(path))


def check_form(path: Path, forms: tuple[str, ...]) -> None:
    """Refuses a file whose suffix names no form, or that cannot be put there, before anything is read.

    Raises:
        ExportError: so it is.
    """
    from trendgraph.errors import ExportError, nearest
    from trendgraph.files import check_target

    form = path.suffix.casefold().removeprefix(".")
    if form not in forms:
        raise ExportError(
            f"{path.suffix or 'no suffix'} says nothing about the form",
            code="export.format",
            where=str(path),
            suggestions=[f".{near}" for near in nearest(form, forms)],
            hint=f"end the name in one of: {', '.join('.' + each for each in forms)}",
        )
    check_target(path)


def _query_text(query: str) -> str:
    """Gives the SPARQL of a file, or the name of a question as it is."""
    path = Path(query)
    if path.suffix != ".rq" and not path.is_file():
        return query
    from trendgraph.errors import QueryError

    try:
        return path.read_text(encoding="utf-8") + "\n"
    except OSError as error:
        raise QueryError(
            f"cannot be read: {error.strerror}",
            code="query.file",
            where=query,
            hint="give a .rq file, or the name of a question: trendgraph questions",
        ) from error


def _source(text: str) -> tuple[str, Path]:
    identifier, equals, path = text.partition("=")
    return (identifier, Path(path)) if equals else (Path(text).stem, Path(text))


def _tell_page(made: Explored) -> None:
    shown = "" if made.shown == made.entities else f", {made.shown} of them shown first"
    click.echo(
        f"{made.path}: {made.words}: {count(made.entities, 'entity')}{shown}, {count(made.edges, 'link')}, "
        f"{count(made.claims, 'claim')}; {made.size_bytes / 1000:,.0f} kB"
    )
    if made.entities < made.total:
        note(f"{made.entities:,} of the {made.total:,} entities of the graph are in the file")
    if made.passages:
        note(f"{count(made.passages, 'passage')} of the sources given are in the file")
    for source, why in made.withheld.items():
        note(f"passages of {source} are not in the file: {why}")


def _tell_picture(made: Drawn) -> None:
    click.echo(
        f"{made.path}: {made.words}: {count(made.entities, 'entity')}, {count(made.edges, 'link')}; "
        f"{made.size_bytes / 1000:,.0f} kB"
    )
    if made.entities < made.wanted:
        note(f"the {made.entities:,} most evidenced of {made.wanted:,} entities are drawn; --all draws every one")
    if made.unnamed:
        note(f"{count(made.unnamed, 'entity')} without a name in the picture: it would cover another")
