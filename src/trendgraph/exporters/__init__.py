"""Exports: the graph, or a part of it, as files that are the same byte for byte on every run.

``export_graph`` writes a file or a folder, ``write_graph`` a stream, ``export_text`` gives a string; ``FORMATS``,
``MORE_RDF_FORMATS`` and ``PROPERTY_FORMATS`` list what can be written, ``Selection`` says which part, and
``verify_export`` tells whether a file is still what was written. ``digest`` is the identity of a graph whatever the
format: the SHA-256 of its canonical N-Quads. ``context`` is the JSON-LD context, ``frame_entity`` one entity as a
nested document, ``to_networkx`` the graph of claims for analysis and ``from_networkx`` the way back; ``to_edge_lists``
gives it as columns, and ``to_igraph`` and ``to_hetero_data`` hand these to other libraries. ``write_partitions`` writes
a folder for bulk loaders.
"""

from trendgraph.exporters.analysis_libraries import to_hetero_data, to_igraph
from trendgraph.exporters.canonical import digest
from trendgraph.exporters.columns import named_things
from trendgraph.exporters.edge_lists import EdgeLists, to_edge_lists
from trendgraph.exporters.jsonld_context import context, context_document
from trendgraph.exporters.manifest import Verified, verify_export
from trendgraph.exporters.networkx import from_networkx, simple, to_networkx
from trendgraph.exporters.partitions import COMPRESSIONS, write_partitions
from trendgraph.exporters.property import PROPERTY_FORMATS, property_rows, records_of_rows
from trendgraph.exporters.reading import read_quads
from trendgraph.exporters.registry import FORMATS, MORE_RDF_FORMATS, choose_format
from trendgraph.exporters.selection import Selection, entity_description
from trendgraph.exporters.struct import ExportFormat, ExportResult
from trendgraph.exporters.write import export_graph, export_text, frame_entity, write_graph

__all__ = [
    "COMPRESSIONS",
    "FORMATS",
    "MORE_RDF_FORMATS",
    "PROPERTY_FORMATS",
    "EdgeLists",
    "ExportFormat",
    "ExportResult",
    "Selection",
    "Verified",
    "choose_format",
    "context",
    "context_document",
    "digest",
    "entity_description",
    "export_graph",
    "export_text",
    "frame_entity",
    "from_networkx",
    "named_things",
    "property_rows",
    "read_quads",
    "records_of_rows",
    "simple",
    "to_edge_lists",
    "to_hetero_data",
    "to_igraph",
    "to_networkx",
    "verify_export",
    "write_graph",
    "write_partitions",
]
