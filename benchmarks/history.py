"""What past days and differences cost on the bundled graph, in seconds of processor time beside a plain reading.

python benchmarks/history.py [--store FOLDER] [--runs 3]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

COMMANDS = (
    ("show", "clip"),
    ("show", "clip", "--as-of", "2024-06-01"),
    ("query", "cq010", "--trend", "parameter-efficiency", "--as-of", "2024-06-01"),
    ("show", "clip", "--as-known-on", "2026-11-24"),
    ("diff", "2026-11-24", "now"),
    ("diff", "2024-01-01", "2024-07-01", "--days", "true"),
)


def seconds(script: str, store: Path, command: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([script, *command, "--store", str(store)], check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, help="a store folder; built if none is given")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    script = str(Path(sys.executable).with_name("trendgraph"))
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder) / "store"
        if given.store is None:
            subprocess.run([script, "build", "--out", str(store)], check=True, capture_output=True)
        print("| command | median s of processor time |\n|---|---|")
        for command in COMMANDS:
            times = [seconds(script, store, command) for _ in range(given.runs)]
            print(f"| `{' '.join(command)}` | {statistics.median(times):.2f} |")


if __name__ == "__main__":
    main()
