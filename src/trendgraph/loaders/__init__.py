"""Bringing the graph into a running database, whole or not at all, and seeing whether it arrived.

``load_graph`` brings what changed beside what stands there, reads it back, and switches. ``verify_target`` reads back
what stands there at any later time.
``find_credentials`` says who asks. ``KINDS`` lists the databases.
"""

from trendgraph.loaders.credentials import find_credentials
from trendgraph.loaders.fidelity import fates
from trendgraph.loaders.fingerprint import fingerprint
from trendgraph.loaders.lease import Lease
from trendgraph.loaders.load import load_graph, verify_target
from trendgraph.loaders.registry import KINDS, TargetKind, parse_target
from trendgraph.loaders.struct import (
    Answered,
    GraphPlan,
    LoadOptions,
    LoadReport,
    Progress,
    Rewriting,
    Target,
    TargetCheck,
)

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
    "TargetCheck",
    "TargetKind",
    "fates",
    "find_credentials",
    "fingerprint",
    "load_graph",
    "parse_target",
    "verify_target",
]
