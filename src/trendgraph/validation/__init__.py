"""Validation: shapes for each node, quality queries for the whole graph, one report.

``validate(store)`` holds the shapes of ``shapes/*.ttl`` (SHACL, judged by pyshacl) and the checks of
``queries/quality/*.rq`` (SPARQL, an empty answer passes) against a graph. Non-conformance is a value: the ``Report``
says what is wrong, where, and how to mend it. Only validation that could not run is an error (``ShapesError``).
``validate_files(paths)`` does the same for a user's own RDF. ``render_report(report, form)`` writes it down.
"""

from trendgraph.validation.door import validate, validate_files
from trendgraph.validation.rendering import REPORT_FORMATS, render_report
from trendgraph.validation.struct import SEVERITIES, Report, Result, Severity

__all__ = [
    "REPORT_FORMATS",
    "SEVERITIES",
    "Report",
    "Result",
    "Severity",
    "render_report",
    "validate",
    "validate_files",
]
