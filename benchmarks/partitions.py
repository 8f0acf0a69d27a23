"""Partitions of synthetic graphs into Oxigraph's own bulk loader: bytes a quad, seconds, size of the database.

    python benchmarks/partitions.py [--copies 1 10] [--triples 1000000] [--folder /tmp]

The graph is made once; a larger one is made of copies of it under other names, so that 10⁷ quads need no more memory
than 10⁶. Wall-clock seconds, since the loader uses all cores. The ``oxigraph`` program comes with the extra ``test``.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from synthetic import generate
from trendgraph.exporters import verify_export, write_partitions
from trendgraph.graph import vocabulary_quads
from trendgraph.store import open_store


def wall(label: str, start: float) -> float:
    seconds = time.monotonic() - start
    print(f"  {label}: {seconds:.1f} s", flush=True)
    return seconds


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def copy_under_other_names(parts: Path, target: Path, number: int) -> None:
    for path in parts.glob("*.nq"):
        if path.stem in ("ontology", "schemes", "mappings"):
            continue
        with path.open("rb") as source, (target / f"c{number}-{path.name}").open("wb") as copy:
            for line in source:
                named = line.replace(b"trendgraph/id/", b"trendgraph/id/c%d/" % number)
                copy.write(named.replace(b"trendgraph/graph/", b"trendgraph/graph/c%d/" % number))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    options = parser.parse_args()
    loader = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert loader, "pip install oxigraph"
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        place = Path(name)
        store = open_store("memory:")
        store.add(vocabulary_quads())
        store.add(generate(options.triples, planted=0, seed=1).quads)
        quads = len(store)
        print(f"{quads:,} quads, {len(store.graph_names()):,} graphs")
        for compression in ("none", "gz"):
            start = time.monotonic()
            written = write_partitions(store, place / compression, compression=compression)
            wall(f"write partitions ({compression}, {written.size_bytes / quads:.1f} bytes a quad)", start)
        start = time.monotonic()
        assert not verify_export(place / "none").problems
        wall("verify", start)
        print(f"  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MiB", flush=True)
        del store
        for copies in options.copies:
            parts = place / f"parts{copies}"
            parts.mkdir()
            for path in (place / "none").glob("*.nq"):
                os.link(path, parts / path.name)
            for number in range(1, copies):
                copy_under_other_names(place / "none", parts, number)
            files = sorted(parts.glob("*.nq"))
            print(f"{copies} times: {size_of(parts) / 1e9:.2f} GB in {len(files):,} files", flush=True)
            database = place / f"database{copies}"
            start = time.monotonic()
            command = [loader, "load", "--format", "nq", "--location", database]
            with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
                assert process.stdin is not None
                for path in files:
                    process.stdin.write(path.read_bytes())
            wall("bulk load, all files as one stream", start)
            loaded = open_store_at(database)
            print(f"  {loaded:,} quads, {size_of(database) / loaded:.1f} bytes a quad in the database", flush=True)
            shutil.rmtree(parts)


def open_store_at(database: Path) -> int:
    import pyoxigraph as ox

    return len(ox.Store.read_only(str(database)))


if __name__ == "__main__":
    main()
