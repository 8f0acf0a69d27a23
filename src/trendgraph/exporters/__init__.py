"""Exports: the graph, or a part of it, as files that are the same byte for byte on every run.

``export_graph`` writes a file, ``write_graph`` a stream, ``export_text`` gives a string; ``FORMATS`` lists what can be
written and ``Selection`` says which part. ``digest`` is the identity of a graph whatever the format: the SHA-256 of its
canonical N-Quads. ``context`` is the JSON-LD context, ``frame_entity`` one entity as a nested document,
``to_networkx`` the graph of claims for analysis.
"""

from trendgraph.exporters.canonical import digest
from trendgraph.exporters.jsonld_context import context, context_document
from trendgraph.exporters.networkx import simple, to_networkx
from trendgraph.exporters.registry import FORMATS, choose_format
from trendgraph.exporters.selection import EVERYTHING, Selection, entity_description
from trendgraph.exporters.struct import ExportFormat, ExportResult
from trendgraph.exporters.write import export_graph, export_text, frame_entity, write_graph

__all__ = [
    "EVERYTHING",
    "FORMATS",
    "ExportFormat",
    "ExportResult",
    "Selection",
    "choose_format",
    "context",
    "context_document",
    "digest",
    "entity_description",
    "export_graph",
    "export_text",
    "frame_entity",
    "simple",
    "to_networkx",
    "write_graph",
]
