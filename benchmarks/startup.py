"""How long the command line takes to say its version, as a ratio to an empty Python in the same run.

python benchmarks/startup.py [--runs 20]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    script = str(Path(sys.executable).with_name("trendgraph"))
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "trendgraph --version": [script, "--version"],
        "trendgraph --help": [script, "--help"],
        "import pyoxigraph, rdflib": [sys.executable, "-c", "import pyoxigraph, rdflib"],
    }
    for command in commands.values():
        seconds(command)
    # In turn, so that a slow moment of the machine meets every command alike.
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command))
    base = times["python -c pass"]
    print(f"{'command':28} {'median ms':>10} {'min':>7} {'max':>7} {'ratio':>7}")
    for name, measured in times.items():
        ratio = statistics.median(one / bare for one, bare in zip(measured, base, strict=True))
        print(
            f"{name:28} {1000 * statistics.median(measured):10.1f} {1000 * min(measured):7.1f}"
            f" {1000 * max(measured):7.1f} {ratio:7.2f}"
        )


if __name__ == "__main__":
    main()
