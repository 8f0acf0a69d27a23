"""All public data sets into one store on disk: claims, statements, seconds, peak memory.

python benchmarks/ingest.py --all FOLDER [--check]

FOLDER has one folder for each reader, called like it. A run starts from a fresh store of the shipped data.
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
from pathlib import Path


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, required=True)
    parser.add_argument("--check", action="store_true", help="validate too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "store")
        command = [sys.executable, "-m", "trendgraph"]
        subprocess.run([*command, "build", "--no-check", "--out", store], check=True, capture_output=True)
        more = ["--check" if given.check else "--no-check", "--accessed", "2026-11-27", "--json"]
        begun = time.perf_counter()
        ingest = [*command, "ingest", "--all", str(given.all), "--store", store, *more]
        done = subprocess.run(ingest, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - begun
        if done.returncode > 1:
            sys.exit(done.stderr)
        told = json.loads(done.stdout)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"Python {platform.python_version()}, {platform.machine()}; {seconds:.0f} s, peak {peak:,.0f} MiB")
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
