"""From quads on disk to partitions and into Oxigraph's bulk loader: seconds, memory and bytes a quad.

    python benchmarks/partitions.py [--triples 1000000 10000000] [--folder /tmp] [--keep]

Nothing holds the graph in memory: the quads are made one by one, and partitions are written from a store on disk. Each
step is a process of its own, whose processor seconds and peak memory the system tells. Ten million quads want 9 GB of
disk. ``--keep`` leaves the last database in ``FOLDER/store-TRIPLES``, for ``large.py``. The ``oxigraph`` program comes
with the extra ``test``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from processes import child, run, size_of
from synthetic import stream
from trendgraph.exporters import verify_export, write_partitions
from trendgraph.graph import vocabulary_quads
from trendgraph.store import MANIFEST, Store


def make(triples: str, target: str) -> object:
    quads = chain(vocabulary_quads(), stream(int(triples)))
    ox.serialize(quads, target, format=ox.RdfFormat.N_QUADS)
    return ""


def partition(database: str, target: str, compression: str) -> object:
    written = write_partitions(Store(ox.Store.read_only(database)), Path(target), compression=compression)
    return f"{written.statements:,} quads, {written.size_bytes / written.statements:.1f} bytes a quad"


def verify(target: str) -> object:
    checked = verify_export(Path(target))
    assert not checked.problems
    return f"{checked.files:,} files"


def count(database: str) -> object:
    store = ox.Store.read_only(database)
    return f"{len(store):,} quads, {size_of(Path(database)) / len(store):.1f} bytes a quad"


STEPS = {step.__name__: step for step in (make, partition, verify, count)}


def measure(triples: int, place: Path) -> Path:
    """Runs all steps; gives the database that was loaded from the partitions."""
    loader = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert loader, "pip install oxigraph"
    source, first, last = place / "quads.nq", place / "first", place / "store" / "quads"
    last.parent.mkdir()
    print(f"{triples:,} wanted", flush=True)
    run("make the quads, as one file", child(__file__, "make", triples, source))
    load = [loader, "load", "--format", "nq", "--location"]
    run("bulk load that file by its name", [*load, str(first), "--file", str(source)])
    run("  the database", child(__file__, "count", first))
    run("  put in order", [loader, "optimize", "--location", str(first)])
    source.unlink()
    for compression in ("none", "gz"):
        run(f"write partitions ({compression})", child(__file__, "partition", first, place / compression, compression))
        run(f"verify them ({compression})", child(__file__, "verify", place / compression))
    shutil.rmtree(first)
    run("bulk load, all files as one stream", [*load, str(last)], sorted((place / "none").glob("*.nq")))
    run("  put in order", [loader, "optimize", "--location", str(last)])
    run("  the database", child(__file__, "count", last))
    for compression in ("none", "gz"):
        shutil.rmtree(place / compression)
    return last.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        name, *arguments = json.loads(options.step)
        print(STEPS[name](*arguments))
        return
    for triples in options.triples:
        with tempfile.TemporaryDirectory(dir=options.folder) as name:
            store = measure(triples, Path(name))
            if options.keep:
                (store / MANIFEST).write_text("{}\n", encoding="utf-8")
                store.rename(options.folder / f"store-{triples}")


if __name__ == "__main__":
    main()
