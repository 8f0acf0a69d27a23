"""The graph of claims as a network: how two things hang together, and what holds parts of it together.

``shortest_path(store, a, b)`` gives the fewest claims that lead from one entity to another, best evidenced first;
``bridges(store)`` gives the entities that most shortest paths between two kinds of things go through. Only claims are
links: what follows by rule, and the broader and narrower of vocabularies, is not evidence.
"""

from trendgraph.analysis.bridges import Bridge, bridges
from trendgraph.analysis.links import Links, links_between, read_links
from trendgraph.analysis.path import Path, Step, shortest_path

__all__ = ["Bridge", "Links", "Path", "Step", "bridges", "links_between", "read_links", "shortest_path"]
