"""Counting topics in papers: time against size, DuckDB against a loop of Python, and the real snapshots.

python benchmarks/trends.py [--sizes 100000 1000000 10000000] [--topics 10] [--corpora FOLDER]

Titles are made of words of the topics' own examples and of others, so that a few percent match. The loop of Python
runs the same patterns with ``re`` over the same titles. The snapshots (``arxiv/*.parquet`` in FOLDER) are counted with
every topic of the data; each measurement is a process of its own, whose peak memory is told.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

SNAPSHOTS = Path(__file__).resolve().parents[2] / "shared" / "sources"
WORDS = (
    "a the of for and with in on towards learning deep neural large language model models data efficient robust graph "
    "vision speech translation attention transformer benchmark evaluation survey method framework analysis human "
    "reasoning retrieval agents safety alignment quantization distillation mixture experts long context multimodal"
)


def topics(number: int | None) -> list[Any]:
    from trendgraph.resources import resource_path
    from trendgraph.sources.curated import read_measures

    known, _ = read_measures(resource_path("data"))
    return [known[name] for name in sorted(known)][:number]


def make_titles(count: int, path: Path) -> None:
    """Titles of eight words and days of five years, the same on every machine."""
    import duckdb

    words = WORDS.split()
    pick = " || ' ' || ".join(f"w[1 + (hash(i * 8 + {place}) % {len(words)})::INT]" for place in range(8))
    duckdb.sql(f"SET threads = 2; COPY (SELECT {pick} AS title, DATE '2020-01-01' + (i % 1800)::INT AS updated FROM "
               f"range({count}) t(i), (SELECT {words!r} AS w)) TO '{path}' (FORMAT parquet)")  # fmt: skip


def with_duckdb(path: Path, known: list[Any], abstracts: bool) -> int:
    from trendgraph.trends.engine import open_engine
    from trendgraph.trends.measure import month_counts

    with open_engine("duckdb", threads=2) as engine:
        months, _ = month_counts(engine, path, known, abstracts=abstracts)
    return sum(sum(hits) for _, hits in months.values())


def with_python(path: Path, topics: list[Any]) -> int:
    """The loop that one would write: every pattern on every title."""
    import pyarrow.parquet

    known = [(re.compile(one.expression), one.veto and re.compile(one.veto)) for one in topics]
    found: Counter[tuple[int, int, int]] = Counter()
    for batch in pyarrow.parquet.ParquetFile(path).iter_batches(columns=["title", "updated"]):
        for title, day in zip(batch["title"].to_pylist(), batch["updated"].to_pylist(), strict=True):
            for index, (expression, veto) in enumerate(known):
                if expression.search(title) and not (veto and veto.search(title)):
                    found[day.year, day.month, index] += 1
    return found.total()


def measured(way: str, path: Path, number: int | None) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", way, str(path), str(number or 0)]
    made: dict[str, Any] = json.loads(subprocess.check_output(command))
    return made


def child(way: str, path: Path, number: int | None) -> None:
    import duckdb  # noqa: F401  # loading libraries and patterns is no part of counting
    import ibis  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    known = topics(number)
    wall, start = time.perf_counter(), time.process_time()
    matches = with_python(path, known) if way == "python" else with_duckdb(path, known, way == "abstracts")
    told = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - start, "matches": matches}
    print(json.dumps(told | {"mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


def show(what: str, told: dict[str, Any]) -> None:
    print(
        f"{what:<44} {told['seconds']:>8.1f} s wall {told['cpu']:>8.1f} s CPU {told['mib']:>6} MiB "
        f"{told['matches']:>11,} matches",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--topics", type=int, default=10, help="how many topics over the made titles")
    parser.add_argument("--python-limit", type=int, default=1_000_000, help="leave the loop out above this size")
    parser.add_argument("--corpora", type=Path, default=SNAPSHOTS)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        way, path, number = given.child
        child(way, Path(path), int(number) or None)
        return
    for kind in ("titles", "abstracts"):
        for path in sorted(given.corpora.glob(f"arxiv/arxiv_{kind}_*.parquet")):
            show(f"snapshot of {kind}, {len(topics(None))} topics", measured(kind, path, None))
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            path = Path(folder) / f"{size}.parquet"
            make_titles(size, path)
            told = measured("titles", path, given.topics)
            show(f"{size:,} titles, {given.topics} topics, DuckDB", told)
            if size <= given.python_limit:
                loop = measured("python", path, given.topics)
                show(f"{size:,} titles, {given.topics} topics, Python", loop)
                print(f"    ratio of CPU {loop['cpu'] / told['cpu']:.1f}, same: {loop['matches'] == told['matches']}")


if __name__ == "__main__":
    main()
