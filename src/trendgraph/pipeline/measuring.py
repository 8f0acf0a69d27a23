"""The graph of one data set alone, so that a series counted over it is fed by nobody else."""

from __future__ import annotations

from pathlib import Path

from trendgraph.claims import merge_claims
from trendgraph.materialisation import materialised_store
from trendgraph.sources import read_source
from trendgraph.store import Store
from trendgraph.terms import load_terms

__all__ = ["data_set_graph"]


def data_set_graph(name: str, path: Path) -> Store:
    """Gives a graph in memory of what one reader finds in a data set; its names are not resolved.

    Args:
        name: the reader.
        path: the data set as published.

    Raises:
        SourceError: there is no such reader, or the data set is not in the form it should have.
    """
    return materialised_store(merge_claims(read_source(name, path), single_valued=load_terms().single_valued))
