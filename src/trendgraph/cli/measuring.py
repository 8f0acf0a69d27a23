"""``trendgraph measure`` and ``trendgraph topics``."""

from __future__ import annotations

from pathlib import Path

import click

from trendgraph.cli.common import count, echo_json, json_option, note

__all__ = ["measure", "topics"]

_DATA = click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of curated YAML; the shipped one by default."
)


@click.command()
@click.argument("indicators", nargs=-1)
@click.option("--corpus", type=click.Path(path_type=Path), required=True, help="Parquet or JSON-lines file (also .gz).")
@click.option("--kind", type=click.Choice(["arxiv-titles", "arxiv-abstracts"]), help="Every indicator of this kind.")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option("--master", help="URL of a Spark cluster; two local threads by default.")
@click.option("--out", type=click.Path(path_type=Path), help="CSV to write; standard output by default.")
@_DATA
def measure(
    indicators: tuple[str, ...],
    corpus: Path,
    kind: str | None,
    engine: str,
    master: str | None,
    out: Path | None,
    data: Path | None,
) -> None:
    """Count INDICATORS over a corpus of papers: observations as CSV.

    Name indicators (with or without indicator/), or take all of one kind with --kind.
    """
    from trendgraph.files import write_atomically
    from trendgraph.resources import resource_path
    from trendgraph.sources.curated import read_measures
    from trendgraph.trends import measure as run
    from trendgraph.trends import observations_text, select_indicators

    known, described = read_measures(data or resource_path("data"))
    chosen = select_indicators(described, indicators, kind)
    found = run(chosen, known, corpus, engine=engine, master=master)
    text = observations_text(found)
    if out is None:
        click.echo(text, nl=False)
        return
    write_atomically(out, text.encode())
    note(f"{count(len(found), 'observation')} of {count(len(chosen), 'indicator')} written to {out}")


@click.command()
@click.argument("names", nargs=-1)
@click.option("--test", "text", metavar="TEXT", help="Say which topics a text is about.")
@_DATA
@json_option
def topics(names: tuple[str, ...], text: str | None, data: Path | None, as_json: bool) -> None:
    """List the topics, show those named, or say which a text is about."""
    from trendgraph.resources import resource_path
    from trendgraph.sources.curated import read_measures
    from trendgraph.trends import select_topics

    known, _ = read_measures(data or resource_path("data"))
    chosen = [topic for topic in select_topics(known, names) if text is None or topic.matches(text)]
    if as_json:
        fields = {"id", "label", "about", "include", "include_exact", "exclude"}
        echo_json([{**topic.model_dump(include=fields), "version": topic.version} for topic in chosen])
        return
    for topic in chosen:
        click.echo(f"{topic.id:34}{topic.label}")
        if names:
            for name in ("include", "include_exact", "exclude", "about"):
                for item in getattr(topic, name):
                    click.echo(f"  {name.replace('_', ' '):14}{item}")
    if not chosen:
        note("no topic matches this text")
