"""Property graph databases: rows into Neo4j, Memgraph, FalkorDB, Ladybug or DuckDB, and read back before they count."""

from trendgraph.loaders.property.bolt import bolt_session
from trendgraph.loaders.property.duckdb import duckdb_session
from trendgraph.loaders.property.falkordb import falkordb_session
from trendgraph.loaders.property.ladybug import ladybug_session
from trendgraph.loaders.property.load import Changes, Unlike, digest_of_rows, load_rows
from trendgraph.loaders.property.questions import Dialect, Recipe, answer, recipe
from trendgraph.loaders.property.struct import Session, State, edge_of, node_of

__all__ = [
    "Changes",
    "Dialect",
    "Recipe",
    "Session",
    "State",
    "Unlike",
    "answer",
    "bolt_session",
    "digest_of_rows",
    "duckdb_session",
    "edge_of",
    "falkordb_session",
    "ladybug_session",
    "load_rows",
    "node_of",
    "recipe",
]
