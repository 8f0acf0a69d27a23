"""Opens what people compare: a store folder, or an export that keeps named graphs."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from trendgraph.errors import GraphError
from trendgraph.exporters import read_quads
from trendgraph.store import Store, open_store

__all__ = ["read_graph"]


def read_graph(path: Path) -> Store:
    """Gives the graph of a store folder, or of a file in a format that keeps named graphs, compressed or not.

    Raises:
        StoreError: the folder is no store.
        GraphError: the file cannot be read, or keeps no named graphs.
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
    return store
