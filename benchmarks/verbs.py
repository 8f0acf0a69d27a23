"""Every command that reads, on a store elsewhere: the same output and files, and how long it takes.

    python benchmarks/verbs.py --engine fuseki [--store FOLDER] [--folder FOLDER] [--only show export] [--queries]

The graph is built, or read from ``--store``, and loaded into the engine, as for ``remote.py``. Each command line is run
once on the folder and once on the endpoint, each time in a process of its own, so that nothing is remembered; exit
status, standard output and the bytes of every file are compared, and what differs is kept in ``--keep``. ``--queries``
adds a line for every competency question with its example.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.remote import START, Running  # noqa: E402

from trendgraph.pipeline import BuildConfig, build  # noqa: E402
from trendgraph.queries import list_questions  # noqa: E402
from trendgraph.store import open_store  # noqa: E402

REPORT = HERE.parent.parent / "shared" / "sources" / "llm-report-2024.md"
LINES = """
query cq010 --trend parameter-efficiency --why
query cq010 --trend parameter-efficiency --why --json
query cq010 --trend parameter-efficiency --as-of 2024-06-01
query cq002 --as-known-on 2026-11-25 --json
query cq002 --format csv
query FREE.rq --format tsv
query MADE.rq --format turtle
show CLIP
show model/clip --json
show model/clip --as-of 2022-01-01
show model/clip --as-known-on 2026-11-25
show organisation/openai --json
show tg:LanguageModel
path model/clip regulation/eu-ai-act
path model/clip organisation/deepseek --json
path model/clip organisation/deepseek --as-of 2025-01-01
bridges
bridges --from LanguageModel --to Organisation --json
explain model/clip a tg:MultimodalModel
reason
validate
validate --json
validate --format turtle -o OUT.ttl
conflicts
conflicts --json
evidence verify --source REPORT
visualise OUT.html
visualise OUT.html --entity model/clip
visualise OUT.svg --entity model/clip
visualise OUT.svg
export OUT.nq
export OUT.trig
export OUT.ttl --asserted
export OUT.nt --inferred
export OUT.nt.gz --asserted --inferred
export OUT.jsonld --graph entities
export OUT.ttl --graph sources
export OUT.rdf --graph measured
export OUT.trig --entity model/clip
export OUT.jsonld --entity trend/parameter-efficiency
export OUT.ttl --query MADE
export OUT.nq --current
export OUT.nq --as-of 2024-06-01
export OUT.nq --as-known-on 2026-11-25
export OUT.graphml
export OUT.gexf
export OUT.cypher --manifest
export OUT.dot --entity model/clip
export OUT.nq --licence-at-most CC-BY-4.0
diff 2026-11-25 now
diff 2026-11-25 now --json
diff FOLDER now
diff now FOLDER --markdown
measure --graph
trends
trends --json
trends --since 2024-01-01
trend parameter-efficiency
trend parameter-efficiency --json
"""
FREE = "SELECT ?model ?on WHERE { ?model tg:releasedOn ?on ; a tg:LanguageModel } ORDER BY ?on ?model"
MADE = "CONSTRUCT { ?model tg:developedBy ?who } WHERE { ?model tg:developedBy ?who ; tg:usesTechnique ?how }"


@dataclass
class Ran:
    """What a command gave: exit status, output, digests of files; and seconds, of which busy."""

    status: int
    output: bytes
    errors: bytes
    files: dict[str, str]
    seconds: float
    busy: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} ({self.busy:.1f})"

    @property
    def said(self) -> tuple[int, bytes, dict[str, str]]:
        return self.status, self.output, self.files


def run(line: str, store: str, work: Path, environment: dict[str, str], folder: Path) -> Ran:
    """Runs a command line in a new process."""
    work.mkdir(parents=True)
    (work / "FREE.rq").write_text(FREE, encoding="utf-8")
    (work / "MADE.rq").write_text(MADE, encoding="utf-8")
    replaced = {"MADE": MADE, "FOLDER": str(folder), "REPORT": str(REPORT)}
    words = [replaced.get(word, word) for word in shlex.split(line)]
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "trendgraph", *words, "--store", store],
        cwd=work,
        env={**os.environ, **environment},
        stdout=(work / "stdout").open("wb"),
        stderr=(work / "stderr").open("wb"),
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    return Ran(
        process.returncode,
        (work / "stdout").read_bytes(),
        (work / "stderr").read_bytes(),
        {
            str(file.relative_to(work)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(work.rglob("OUT*"))
            if file.is_file()
        },
        seconds,
        used.ru_utime + used.ru_stime,
    )


def lines(only: list[str], queries: bool) -> Iterator[str]:
    """Yields the command lines."""
    known = [line for line in LINES.splitlines() if line]
    if queries:
        for question in list_questions():
            given = " ".join(f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in question.example)
            known.append(f"query {question.identifier} {given} --json".replace("  ", " "))
    yield from (line for line in known if not only or any(line.startswith(start) for start in only))


def verdict(here: Ran, there: Ran) -> str:
    if here.status not in (0, 1):
        return f"cannot be told: exit status {here.status} on the folder"
    if here.said == there.said:
        return "same"
    if there.status != here.status:
        last = there.errors.decode("utf-8", "replace").strip().splitlines()[:1]
        return f"exit status {there.status}: {' '.join(last)[:160]}"
    parts = ["output"] if here.output != there.output else []
    parts += [name for name in here.files.keys() | there.files.keys() if here.files.get(name) != there.files.get(name)]
    return f"other {', '.join(sorted(parts))}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", required=True, choices=sorted(START))
    parser.add_argument("--store", type=Path, help="a store folder; the graph is built into one without")
    parser.add_argument("--folder", type=Path, help="where the engine keeps its data; a temporary folder without one")
    parser.add_argument("--only", nargs="+", default=[], help="how the command lines begin")
    parser.add_argument("--queries", action="store_true")
    parser.add_argument("--keep", type=Path, help="where output that differs is kept")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if chosen.store is None:
            chosen.store = scratch / "store"
            build(BuildConfig(out=chosen.store, check=False)).store.raw.flush()
        store = chosen.store.resolve()
        graph = open_store(store, read_only=True)
        running = Running(chosen.engine, (chosen.folder or scratch / "engine").resolve(), 600)
        stack.callback(running.stop)
        if sum(1 for _ in running.store.raw.named_graphs()) != len(graph.graph_names()):
            running.load(graph)
        who = running.who
        environment = {"TRENDGRAPH_STORE_USER": who.user, "TRENDGRAPH_STORE_PASSWORD": who.password} if who else {}
        print(f"{len(graph)} statements, {chosen.engine}\n")
        print(f"| | embedded s (busy) | {chosen.engine} | output and files |\n| --- | --- | --- | --- |")
        bad = 0
        for number, line in enumerate(lines(chosen.only, chosen.queries)):
            at = (chosen.keep or scratch).resolve() / f"{number:03}"
            here = run(line, str(store), at / "here", {}, store)
            there = run(line, running.server.query, at / "there", environment, store)
            said = verdict(here, there)
            bad += said != "same"
            print(f"| `{line}` | {here} | {there} | {said} |", flush=True)
    print(f"\n{bad} differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
