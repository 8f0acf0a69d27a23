"""trendgraph: an ontology and knowledge graph of large-language-model trends that can be held to account.

import trendgraph as tg
g = tg.build()
g.query("cq010", trend="parameter-efficiency")
"""

from typing import TYPE_CHECKING

from trendgraph._version import __version__

if TYPE_CHECKING:
    from trendgraph.api import Graph, build, load, open, verify
    from trendgraph.errors import TrendgraphError

__all__ = ["Graph", "TrendgraphError", "__version__", "build", "load", "open", "verify"]

_HOMES = {
    "Graph": "trendgraph.api",
    "build": "trendgraph.api",
    "load": "trendgraph.api",
    "open": "trendgraph.api",
    "verify": "trendgraph.api",
    "TrendgraphError": "trendgraph.errors",
}


def __getattr__(name: str) -> object:
    """Loads a public name when it is first used, so that ``import trendgraph`` costs nothing."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'trendgraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
