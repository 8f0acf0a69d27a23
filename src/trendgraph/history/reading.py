"""Opens what people compare: a store folder, an export that keeps named graphs, or a release by its name.

Releases stand side by side in one folder, each a store or an export under its name: ``0.1.0.nq.zst``, ``0.2.0/``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

from trendgraph.errors import GraphError, nearest
from trendgraph.exporters import read_quads
from trendgraph.store import Store, open_store

__all__ = ["find_release", "read_graph"]

_ENDINGS = (".nq", ".trig", ".nq.gz", ".trig.gz", ".nq.zst", ".trig.zst")


def read_graph(path: Path) -> Store:
    """Gives the graph of a store folder, or of a file in a format that keeps named graphs, compressed or not.

    Raises:
        StoreError: the folder is no store.
        GraphError: the file cannot be read, keeps no named graphs, or holds no claims.
    """
    if path.is_dir() or not path.exists():
        return open_store(path, read_only=True)
    store = Store(ox.Store())
    store.add(read_quads(path))
    if not store.graph_names():
        raise GraphError(
            "this file keeps no named graphs, so claims and conclusions cannot be told apart",
            code="graph.unnamed",
            where=str(path),
            hint="export one that does, for example graph.nq or graph.trig.gz",
        )
    if not store.ask("ASK { ?claim a tg:Claim }"):
        raise GraphError(
            "this file holds no claims",
            code="graph.claims",
            where=str(path),
            hint="export the whole graph, or one entity: trendgraph export graph.nq",
        )
    return store


def find_release(name: str, folder: Path) -> Path | None:
    """Gives where a release stands in a folder of releases; None where the name is none and none is like it.

    Raises:
        GraphError: there are releases, and none has that name though it looks like one.
    """
    there = _releases(folder)
    wanted = name.removeprefix("v")
    if wanted in there:
        return there[wanted]
    if not re.fullmatch(r"v?\d+(\.\d+)+([.+-]?\w+)*", name):
        return None
    raise GraphError(
        f"there is no release {name}, and no file or folder of that name",
        code="graph.release",
        where=str(folder),
        suggestions=nearest(wanted, there),
        hint=(
            "one of: " + ", ".join(sorted(there)) if there else "TRENDGRAPH_RELEASES names the folder that holds them"
        ),
    )


def _releases(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir():
            found[path.name.removeprefix("v")] = path
        for ending in _ENDINGS:
            if path.is_file() and path.name.endswith(ending):
                found[path.name.removesuffix(ending).removeprefix("v")] = path
    return found
