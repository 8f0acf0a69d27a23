"""The order of things: ``build`` makes a graph of the curated data, ``ingest`` brings public data sets into it."""

from trendgraph.pipeline.building import build, read_claims
from trendgraph.pipeline.ingesting import ingest, paths_below
from trendgraph.pipeline.measuring import data_set_graph
from trendgraph.pipeline.struct import BuildConfig, Built, IngestConfig, Ingested, Reading

__all__ = [
    "BuildConfig",
    "Built",
    "IngestConfig",
    "Ingested",
    "Reading",
    "build",
    "data_set_graph",
    "ingest",
    "paths_below",
    "read_claims",
]
