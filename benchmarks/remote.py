"""Every question and every quality check on a store elsewhere: the same table, and how long it takes.

    python benchmarks/remote.py --engine fuseki [--store FOLDER] [--folder FOLDER] [--only cq004 cq023] [--bare]

The graph is built, or read from ``--store``, and loaded into the engine, which is started in ``--folder`` (kept, so
that the next run need not load). Each text is asked once to warm up and ``--rounds`` times more, on the embedded engine
and over HTTP; the best is printed. What takes longer than ``--patience`` is stopped, and the engine started again.
``--bare`` asks the engine itself what its profile says is better answered here.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from tests.servers import rdf  # noqa: E402

from trendgraph.endpoint import Credentials, EndpointError, Engine, Limits  # noqa: E402
from trendgraph.errors import QueryError  # noqa: E402
from trendgraph.loaders import LoadOptions, load_graph  # noqa: E402
from trendgraph.pipeline import BuildConfig, build  # noqa: E402
from trendgraph.queries import list_questions, run_query  # noqa: E402
from trendgraph.store import Store, open_store  # noqa: E402
from trendgraph.validation.quality import list_checks  # noqa: E402

START = {"fuseki": rdf.start_fuseki, "oxigraph": rdf.start_oxigraph, "virtuoso": rdf.start_virtuoso}


@dataclass
class Asked:
    """A text, with what was asked and found: rows and seconds here, seconds there, and how the tables compare."""

    name: str
    here: float
    rows: int
    there: float | None
    verdict: str

    def __str__(self) -> str:
        there = "–" if self.there is None else f"{self.there:.3f}"
        return f"| {self.name} | {self.rows} | {self.here:.3f} | {there} | {self.verdict} |"


class Running:
    """An engine that holds the graph; it is started again after a question that took too long."""

    def __init__(self, engine: str, folder: Path, patience: float) -> None:
        self.engine, self.folder, self.patience = engine, folder, patience
        self.server = START[engine](folder)
        self.store = self._opened()

    @property
    def who(self) -> Credentials | None:
        return Credentials(self.server.user, self.server.password or "") if self.server.user else None

    def _opened(self) -> Store:
        limits = Limits(read=self.patience, total=self.patience, attempts=1, trip_after=1000)
        return open_store(self.server.query, credentials=self.who, limits=limits, engine=self.engine)

    def load(self, graph: Store) -> None:
        began = time.perf_counter()
        report = load_graph(graph, self.server.target, LoadOptions(credentials=self.who))
        print(f"loaded {report.statements} statements in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        self.store = self._opened()

    def stop(self) -> None:
        self.server.stop()

    def again(self) -> None:
        self.server.kill()
        self.server = START[self.engine](self.folder, port=self.server.port)
        self.store = self._opened()


def texts(graph: Store, only: set[str]) -> Iterator[tuple[str, str]]:
    """Yields the identifier and the text of each question, with its example bound, and of each check."""
    for question in list_questions():
        if not only or question.identifier in only:
            yield question.identifier, run_query(graph, question.identifier, **dict(question.example)).query
    for check in list_checks():
        if not only or check.identifier in only:
            yield check.identifier, check.text


def asked(store: Store, text: str, rounds: int) -> tuple[float, list[Any]]:
    best = float("inf")
    rows: list[Any] = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        rows = [tuple(row) for row in store.select(text)]
        best = min(best, time.perf_counter() - began)
        if best > 5:
            break
    return best, rows


def compare(graph: Store, running: Running, name: str, text: str, rounds: int) -> Asked:
    here, wanted = asked(graph, text, rounds)
    try:
        there, found = asked(running.store, text, rounds)
    except (EndpointError, QueryError) as error:
        if getattr(error, "code", "") != "endpoint.timeout":
            return Asked(name, here, len(wanted), None, f"refused: {str(error).splitlines()[0][:200]}")
        running.again()
        return Asked(name, here, len(wanted), None, f"no answer in {running.patience:.0f} s")
    if found == wanted:
        return Asked(name, here, len(wanted), there, "same")
    if sorted(map(str, found)) == sorted(map(str, wanted)):
        return Asked(name, here, len(wanted), there, "other order")
    return Asked(name, here, len(wanted), there, f"other rows ({len(found)})")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", required=True, choices=sorted(START))
    parser.add_argument("--store", type=Path, help="a store folder; the graph is built without one")
    parser.add_argument("--folder", type=Path, help="where the engine keeps its data; a temporary folder without one")
    parser.add_argument("--only", nargs="+", default=[], help="identifiers of questions and checks")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--patience", type=float, default=60.0, help="seconds for one answer")
    parser.add_argument("--bare", action="store_true")
    chosen = parser.parse_args()
    graph = open_store(chosen.store, read_only=True) if chosen.store else build(BuildConfig(check=False)).store
    results = []
    with contextlib.ExitStack() as stack:
        folder = chosen.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if chosen.bare:
            stack.enter_context(patch.object(Engine, "mistakes", lambda *_: False))
        running = Running(chosen.engine, folder.resolve(), chosen.patience)
        stack.callback(running.stop)
        if sum(1 for _ in running.store.raw.named_graphs()) != len(graph.graph_names()):
            running.load(graph)
        print(f"{len(graph)} statements, {chosen.engine}\n\n| | rows | embedded s | {chosen.engine} s | tables |")
        print("| --- | --- | --- | --- | --- |")
        for name, text in texts(graph, set(chosen.only)):
            results.append(compare(graph, running, name, text, chosen.rounds))
            print(results[-1], flush=True)
    times = [one.there for one in results if one.there is not None]
    print(f"\nsame {sum(one.verdict == 'same' for one in results)} of {len(results)}, ", end="")
    print(f"median {statistics.median(times):.3f} s, longest {max(times):.1f} s, all {sum(times):.0f} s")
    return 0 if all(one.verdict == "same" for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
