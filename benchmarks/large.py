"""Exports of and questions to a store on disk, as anybody would run them: seconds and peak memory of each command.

    python benchmarks/large.py STORE [--folder /tmp] [--formats g.nq g.trig tables] [--questions cq004 cq032]

STORE is what ``partitions.py --keep`` leaves: synthetic quads too many to be held in memory. Files go to the
folder and are removed; sorting takes up to three times the space of the plain text there.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from processes import run, size_of

QUESTIONS = {
    "cq004": ("--model", "tgd:model/synthetic-7"),
    "cq032": ("--subject", "tgd:model/synthetic-7"),
    "cq035": ("--source", "tgd:source/synthetic-7"),
    "cq037": ("--subject", "tgd:model/synthetic-7", "--date", "2026-11-24"),
    "cq001": (),
    "cq007": (),
    "cq036": (),
    "cq023": (),
    "cq034": (),
}
"""About one thing, then about everything."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--formats", nargs="*", default=["g.nq", "g.trig", "tables"], help="file names, or folders")
    parser.add_argument("--questions", nargs="*", default=list(QUESTIONS))
    parser.add_argument("--patience", type=int, default=600, help="seconds of the clock for a question")
    options = parser.parse_args()
    ours = [sys.executable, "-m", "trendgraph"]
    for question in options.questions:
        command = [*ours, "query", question, *QUESTIONS[question], "--format", "csv", "--store", str(options.store)]
        try:
            run(" ".join((question, *QUESTIONS[question])), ["timeout", str(options.patience), *command])
        except RuntimeError as error:
            print(error, flush=True)
    for name in options.formats:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            target = Path(folder) / name
            form = [] if target.suffix else ["--format", name]
            run(f"export {name}", [*ours, "export", str(target), *form, "--store", str(options.store)])
            print(f"  {size_of(target) / 1e9:.2f} GB", flush=True)


if __name__ == "__main__":
    main()
