"""Where the time of a build goes: the bundled data, step by step.

python benchmarks/build.py [--runs 5]
"""

from __future__ import annotations

import argparse
import platform
import statistics
from importlib.metadata import version

from trendgraph.pipeline import BuildConfig, build


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    builds = [build(BuildConfig()) for _ in range(runs + 1)][1:]
    first = builds[0]
    print(
        f"Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "pyshacl", "rdflib", "pydantic"))
    )
    print(f"{len(first.claims.claims)} claims, {len(first.store)} quads, {first.materialised.added} of them inferred")
    total = statistics.median(sum(one.seconds.values()) for one in builds)
    print(f"\n{'step':14}{'median s':>10}{'share':>8}")
    for step in first.seconds:
        median = statistics.median(one.seconds[step] for one in builds)
        print(f"{step:14}{median:10.3f}{median / total:8.0%}")
    print(f"{'all':14}{total:10.3f}")


if __name__ == "__main__":
    main()
