"""trendgraph: an ontology and knowledge graph of large-language-model trends that can be held to account."""

from trendgraph._version import __version__

__all__ = ["__version__"]
