"""Property graphs: a node a thing, an edge a claim with its evidence, in the forms that other tools read."""

from trendgraph.exporters.property import cypher, cytoscape, databases, delimited, dot, gexf, graphml
from trendgraph.exporters.property.rows import property_rows, records_of_rows
from trendgraph.exporters.property.struct import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Cell,
    Column,
    EdgeRow,
    NodeRow,
    PropertyFormat,
    Rows,
)
from trendgraph.exporters.property.text import relationship_type

__all__ = [
    "EDGE_COLUMNS",
    "NODE_COLUMNS",
    "PROPERTY_FORMATS",
    "Cell",
    "Column",
    "EdgeRow",
    "NodeRow",
    "PropertyFormat",
    "Rows",
    "property_rows",
    "records_of_rows",
    "relationship_type",
]

PROPERTY_FORMATS: dict[str, PropertyFormat] = {
    entry.name: entry
    for entry in (
        graphml.FORMAT,
        gexf.FORMAT,
        dot.FORMAT,
        cytoscape.FORMAT,
        cypher.FORMAT,
        delimited.NEO4J,
        delimited.OPENCYPHER,
        delimited.SPREADSHEET,
        delimited.TABLES,
        databases.PARQUET,
        databases.SQLITE,
        databases.DUCKDB,
    )
}
