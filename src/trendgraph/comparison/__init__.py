"""Comparison: the curated facts held against a public data set, and the page that shows what came of it."""

from trendgraph.comparison.compare import OUTCOMES, TOLERANCE, Comparison, Finding, Outcome, compare_records
from trendgraph.comparison.coverage import Coverage, cover_records
from trendgraph.comparison.page import markdown_page

__all__ = [
    "OUTCOMES",
    "TOLERANCE",
    "Comparison",
    "Coverage",
    "Finding",
    "Outcome",
    "compare_records",
    "cover_records",
    "markdown_page",
]
