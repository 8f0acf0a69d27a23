"""Bringing the graph into a running database, whole or not at all, and seeing whether it arrived.

``load_graph`` is the door: what changed is brought beside what stands there, read back, and switched.
``find_credentials`` says who asks. ``KINDS`` lists the databases.
"""

from trendgraph.loaders.credentials import find_credentials
from trendgraph.loaders.fidelity import fates
from trendgraph.loaders.fingerprint import fingerprint
from trendgraph.loaders.lease import Lease
from trendgraph.loaders.load import load_graph
from trendgraph.loaders.registry import KINDS, TargetKind, parse_target
from trendgraph.loaders.struct import Answered, GraphPlan, LoadOptions, LoadReport, Progress, Rewriting, Target

__all__ = [
    "KINDS",
    "Answered",
    "GraphPlan",
    "Lease",
    "LoadOptions",
    "LoadReport",
    "Progress",
    "Rewriting",
    "Target",
    "TargetKind",
    "fates",
    "find_credentials",
    "fingerprint",
    "load_graph",
    "parse_target",
]
