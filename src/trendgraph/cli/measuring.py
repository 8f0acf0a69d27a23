"""``trendgraph measure``, ``trendgraph estimate`` and ``trendgraph topics``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trendgraph.cli.common import count, echo_json, json_option, note, open_graph, store_option

if TYPE_CHECKING:
    from trendgraph.store import Store

__all__ = ["estimate", "measure", "topics"]

_DATA = click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of curated YAML; the shipped one by default."
)


@click.command()
@click.argument("indicators", nargs=-1)
@click.option("--corpus", type=click.Path(path_type=Path), help="Count papers: parquet or JSON-lines file (also .gz).")
@click.option("--kind", type=click.Choice(["arxiv-titles", "arxiv-abstracts"]), help="Every indicator of this kind.")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option("--master", help="URL of a Spark cluster; two local threads by default.")
@click.option("--graph", is_flag=True, help="Count over the graph: every indicator of the landscape, or those named.")
@store_option
@click.option("--data-set", metavar="READER=PATH", help="Count over one data set as published, by its reader.")
@click.option("--supplied", is_flag=True, help="Take the tables in supplied/ of the data.")
@click.option("--out", type=click.Path(path_type=Path), help="CSV to write; standard output by default.")
@_DATA
def measure(
    indicators: tuple[str, ...],
    corpus: Path | None,
    kind: str | None,
    engine: str,
    master: str | None,
    graph: bool,
    store_path: Path | None,
    data_set: str | None,
    supplied: bool,
    out: Path | None,
    data: Path | None,
) -> None:
    """Count INDICATORS over a corpus of papers, a graph, a data set or a table: observations as CSV.

    Name indicators (with or without indicator/), or take all that are counted over what is given; of a corpus, all of
    one kind with --kind.
    """
    from trendgraph.files import write_atomically
    from trendgraph.resources import resource_path
    from trendgraph.sources.curated import read_measures
    from trendgraph.trends import measure as run
    from trendgraph.trends import measure_graph, observations_text, select_indicators, supplied_observations

    if sum(map(bool, (corpus, graph, data_set, supplied))) != 1:
        raise click.UsageError("give one of --corpus, --graph, --data-set and --supplied")
    folder = data or resource_path("data")
    known, described = read_measures(folder)
    reader, _, path = (data_set or "").partition("=")
    reader = reader.replace("-", "_").replace(".", "_")
    if corpus is not None:
        chosen = select_indicators(described, indicators, kind)
        found = run(chosen, known, corpus, engine=engine, master=master)
    else:
        family = "supplied" if supplied else "graph"
        fitting = {name for name, one in described.items() if one.family == family and (one.reader or "") == reader}
        chosen = select_indicators(described, indicators or fitting)
        if supplied:
            found = [one for form in chosen for one in supplied_observations(form, folder)]
        else:
            found = measure_graph(_graph(reader, path, store_path), chosen)
    text = observations_text(found)
    if out is None:
        click.echo(text, nl=False)
        return
    write_atomically(out, text.encode())
    note(f"{count(len(found), 'observation')} of {count(len(chosen), 'indicator')} written to {out}")


def _graph(reader: str, path: str, store_path: Path | None) -> Store:
    if not reader:
        return open_graph(store_path)
    from trendgraph.pipeline import data_set_graph

    return data_set_graph(reader, Path(path))


@click.command()
@click.option("--check", is_flag=True, help="Only list the tables that are not what computing gives; exit 1 if any is.")
@_DATA
@json_option
def estimate(check: bool, data: Path | None, as_json: bool) -> int:
    """Compute the momentum of all that was observed: a table of estimates for each table of observations.

    Windows are the whole series, its recent part, and the time of each claim that is judged. The tables stand in
    estimates/ of the data, and the same observations give the same bytes. Needs the extra `measure`.
    """
    from trendgraph.files import write_atomically
    from trendgraph.resources import resource_path
    from trendgraph.trends import fresh_estimates

    folder = (data or resource_path("data")) / "estimates"
    tables = fresh_estimates(folder.parent)
    done = dict.fromkeys(tables, "as it should be")
    done |= {name: "stale" if check else "written" for name, text in tables.items() if not _holds(folder / name, text)}
    # What no table of observations stands behind any more.
    left = {path.name for path in folder.glob("*.csv")} - tables.keys()
    done |= dict.fromkeys(left, "stale" if check else "removed")
    if not check:
        folder.mkdir(exist_ok=True)
        for name in (name for name, word in done.items() if word == "written"):
            write_atomically(folder / name, tables[name].encode())
        for name in left:
            (folder / name).unlink()
    numbers = {name: tables.get(name, "\n").count("\n") - 1 for name in sorted(done)}
    if as_json:
        echo_json([{"table": name, "estimates": number, "done": done[name]} for name, number in numbers.items()])
    else:
        for name, number in numbers.items():
            click.echo(f"{count(number, 'estimate'):>16}  {done[name]:16}{folder / name}")
    return 1 if check and set(done.values()) != {"as it should be"} else 0


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


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
