"""Runs every benchmark in turn; ``--quick`` leaves out what takes minutes.

python benchmarks/run.py [--quick]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
QUICK = (
    ("startup.py",),
    ("build.py",),
    ("history.py",),
    ("queries.py", "--rounds", "5"),
    ("resolution.py",),
    ("rules.py", "10000"),
    ("scale.py", "--sizes", "10000", "100000"),
    ("exports.py", "--sizes", "10000", "--rdflib-limit", "10000"),
    ("trends.py", "--sizes", "100000"),
    ("trend_validity.py", "--runs", "50"),
)
FULL = (
    ("startup.py",),
    ("build.py",),
    ("history.py",),
    ("queries.py",),
    ("resolution.py",),
    ("rules.py", "100000"),
    ("scale.py",),
    ("exports.py",),
    ("trends.py",),
    ("trend_validity.py",),
    ("loaders.py", "--quads", "100000"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    failed = []
    for script, *options in QUICK if parser.parse_args().quick else FULL:
        print(f"\n# {script} {' '.join(options)}", flush=True)
        if subprocess.run([sys.executable, str(HERE / script), *options], check=False).returncode:
            failed.append(script)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
