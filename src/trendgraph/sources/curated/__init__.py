"""The curated facts: YAML files, one entity each, read through one strict schema.

A file is what a curator touches: identifier, kind, names, claims with their evidence, nothing derived.
"""

from trendgraph.sources.curated.canonical import canonical_text, format_folder
from trendgraph.sources.curated.forms import json_schemas
from trendgraph.sources.curated.measures import IndicatorFile, PatternFile
from trendgraph.sources.curated.reader import read, read_all_tests, read_measures, read_tests
from trendgraph.sources.curated.tests_of_claims import ClaimTestForm, VerdictFile

__all__ = [
    "ClaimTestForm",
    "IndicatorFile",
    "PatternFile",
    "VerdictFile",
    "canonical_text",
    "format_folder",
    "json_schemas",
    "read",
    "read_all_tests",
    "read_measures",
    "read_tests",
]
