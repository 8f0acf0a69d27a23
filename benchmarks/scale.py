"""Materialise, validate and export synthetic graphs: CPU seconds, peak memory, and whether all faults are found.

    python benchmarks/scale.py [--sizes 10000 100000 1000000] [--planted 50]

Each size is a process of its own, so that its peak memory is its own. The generator is ``synthetic.py``; the seed is
fixed. Exits 1 when the validator finds more or fewer violations than were planted.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

_Result = TypeVar("_Result")


def timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(size: int, planted: int) -> dict[str, object]:
    from synthetic import generate
    from trendgraph.exporters import export_graph
    from trendgraph.graph import vocabulary_quads
    from trendgraph.materialisation import materialise
    from trendgraph.store import open_store
    from trendgraph.validation import validate

    made = generate(size, planted=planted, seed=1)
    store = open_store("memory:")
    store.add(vocabulary_quads())
    load, _ = timed(lambda: store.add(made.quads))
    loaded = peak_mib()
    inferring, materialised = timed(lambda: materialise(store))
    after_rules = peak_mib()
    validating, report = timed(lambda: validate(store))
    after_validation = peak_mib()
    with tempfile.TemporaryDirectory() as folder:
        exporting, _ = timed(lambda: export_graph(store, Path(folder) / "graph.nq"))
    found = {(result.source, result.focus.strip("<>")) for result in report.results}
    violations = {(r.source, r.focus.strip("<>")) for r in report.results if r.severity == "violation"}
    return {
        "quads": len(store),
        "inferred": materialised.added,
        "planted": len(made.planted),
        "found": len(found & set(made.planted)),
        "besides": len(violations - set(made.planted)),
        "seconds": {"load": load, "materialise": inferring, "validate": validating, "export N-Quads": exporting},
        "peak MiB": {
            "load": loaded,
            "materialise": after_rules,
            "validate": after_validation,
            "export N-Quads": peak_mib(),
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--planted", type=int, default=50)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.planted)))
        return 0
    names = ("pyoxigraph", "pyshacl", "rdflib")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names))
    exact = True
    for size in options.sizes:
        command = [sys.executable, __file__, "--one", str(size), "--planted", str(options.planted)]
        figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(f"\n{figures['quads']} quads, {figures['inferred']} of them inferred")
        print(f"planted {figures['planted']}, found {figures['found']}, found besides {figures['besides']}")
        for step, seconds in figures["seconds"].items():
            print(f"  {step:16}{seconds:9.2f} s  peak {figures['peak MiB'][step]:6} MiB")
        exact = exact and figures["found"] == figures["planted"] and not figures["besides"]
    return 0 if exact else 1


if __name__ == "__main__":
    sys.exit(main())
