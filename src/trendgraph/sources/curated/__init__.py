"""The curated facts: YAML files, one entity each, read through one strict schema.

A file is what a curator touches: identifier, kind, names, claims with their evidence, nothing derived.
"""

from trendgraph.sources.curated.canonical import canonical_text, format_folder
from trendgraph.sources.curated.reader import read
from trendgraph.sources.curated.schema import json_schemas

__all__ = ["canonical_text", "format_folder", "json_schemas", "read"]
