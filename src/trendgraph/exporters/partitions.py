"""The graph as N-Quads files that bulk loaders take in parallel: one for each named graph, long ones in parts.

No quad stands in two files, and blank nodes of one graph stay in one file, so files may be loaded in any order and at
once. The same graph gives the same bytes; only one graph's lines are sorted at a time, beyond memory on disk.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from trendgraph.errors import ExportError
from trendgraph.exporters.canonical import batches, canonical_lines, stored_lines
from trendgraph.exporters.compression import compressing
from trendgraph.exporters.manifest import MANIFEST, check_folder, manifest_of
from trendgraph.exporters.spilling import Lines, Spill
from trendgraph.exporters.struct import ExportResult
from trendgraph.files import atomic_folder
from trendgraph.namespaces import GRAPH
from trendgraph.store import Store

__all__ = ["COMPRESSIONS", "write_partitions"]

COMPRESSIONS = ("none", "gz", "zst")
_LINES = 1_000_000
_NO_NAME = re.compile(r"[^0-9A-Za-z._-]")


def write_partitions(store: Store, path: Path, *, compression: str = "none", lines: int = _LINES) -> ExportResult:
    """Writes a folder of N-Quads files with a manifest, whole or not at all; the one that stood there is replaced.

    Args:
        store: the graph.
        path: the folder.
        compression: ``none``, ``gz`` or ``zst``.
        lines: quads in a file at most; a graph with blank nodes stays in one.

    Raises:
        ExportError: an unknown compression, something else stands at the place, or the disk refuses.
    """
    if compression not in COMPRESSIONS:
        raise ExportError(
            f"no compression {compression!r} is known", code="export.format", suggestions=COMPRESSIONS, where=str(path)
        )
    suffix = "" if compression == "none" else f".{compression}"
    check_folder(path)
    with atomic_folder(path, made_by_us=MANIFEST) as folder:
        files: list[Path] = []
        statements = 0
        for graph in store.graph_names():
            with Spill(folder.parent) as spill:
                found = _lines(store, graph, spill)
                if not len(found):
                    continue
                statements += len(found)
                whole = len(found) <= lines or any(b"_:" in block for block in found.blocks())
                for number, part in enumerate([found.blocks()] if whole else _parts(found, lines)):
                    file = folder / f"{_stem(graph)}{f'-{number + 1:05}' if number else ''}.nq{suffix}"
                    _write(part, file, suffix)
                    files.append(file)
        size = sum(file.stat().st_size for file in files)
        result = ExportResult(str(path), "nquads-partitions", statements, size, "")
        manifest = {**manifest_of(result, sorted(files)), "compression": compression}
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return result


def _lines(store: Store, graph: str, spill: Spill) -> Lines:
    if isinstance(store.raw, ox.Store):
        return stored_lines(store.raw, spill, [ox.NamedNode(graph)], named=True)
    return canonical_lines(store.quads(graph), spill)


def _write(blocks: Iterable[bytes], file: Path, suffix: str) -> None:
    with file.open("wb") as raw, compressing(raw, suffix) as stream:
        for block in blocks:
            stream.write(block.replace(b"\n", b" .\n"))


def _parts(lines: Iterable[str], most: int) -> Iterator[Iterator[bytes]]:
    """Yields parts that must be taken one after another."""
    waiting = iter(lines)
    for first in waiting:
        yield batches(f"{line}\n" for line in chain([first], islice(waiting, most - 1)))


def _stem(graph: str) -> str:
    """Gives the name of a graph's file; a name that had to be changed carries a digest, so that no two are the same.

    >>> _stem("https://w3id.org/trendgraph/graph/source/clip-paper-2021")
    'source-clip-paper-2021'
    """
    name = graph.removeprefix(GRAPH).replace("source/", "source-", 1) if graph.startswith(GRAPH) else graph
    safe = _NO_NAME.sub("-", name)[:100]
    return safe if safe == name else f"{safe}-{hashlib.sha256(graph.encode()).hexdigest()[:8]}"
