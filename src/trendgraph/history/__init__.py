"""Time: the graph as it was true on a day, as it stood on a day, and what has changed between two graphs.

``at`` gives a store of a past day, ``current`` one of what holds at the graph's own date; ``diff`` compares two stores,
or a ``Day`` of one, claim by claim; ``read_graph`` opens what people compare: a store folder, or a file that an export
wrote; ``find_release`` says where the one of a release is.
"""

from trendgraph.history.change import ChangedClaim, Day, Difference, EntityChange, diff
from trendgraph.history.reading import find_release, read_graph
from trendgraph.history.rendering import as_changelog, as_markdown, as_text
from trendgraph.history.view import at, current
from trendgraph.history.vocabulary import TermChange

__all__ = [
    "ChangedClaim",
    "Day",
    "Difference",
    "EntityChange",
    "TermChange",
    "as_changelog",
    "as_markdown",
    "as_text",
    "at",
    "current",
    "diff",
    "find_release",
    "read_graph",
]
