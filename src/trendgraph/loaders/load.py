"""The doors of the room."""

from __future__ import annotations

from trendgraph.loaders.registry import loader_of, parse_target, verifier_of
from trendgraph.loaders.struct import LoadOptions, LoadReport, Target, TargetCheck
from trendgraph.store import Store

__all__ = ["load_graph", "verify_target"]


def load_graph(store: Store, target: str | Target, options: LoadOptions | None = None) -> LoadReport:
    """Brings a graph into a running database.

    What the database holds already is not sent again, what was withdrawn disappears, and what cannot be read back as it
    was sent takes nobody's place.

    Args:
        store: the graph.
        target: ``ENGINE:ADDRESS``, or the URL of a SPARQL endpoint.
        options: credentials, prefix, whether to only say what would be done.

    Raises:
        LoadError: the target is unknown, or does not hold what it was sent.
        EndpointError: the target does not answer, or refuses.
    """
    where = parse_target(target) if isinstance(target, str) else target
    return loader_of(where)(store, where, options or LoadOptions())


def verify_target(target: str | Target, options: LoadOptions | None = None) -> TargetCheck:
    """Reads back what a running database holds, and holds it against what was loaded there.

    Args:
        target: ``ENGINE:ADDRESS``, or the URL of a SPARQL endpoint.
        options: credentials, prefix, progress.

    Raises:
        LoadError: the target is unknown, or nothing was loaded there.
        EndpointError: the target does not answer, or refuses.
    """
    where = parse_target(target) if isinstance(target, str) else target
    return verifier_of(where)(where, options or LoadOptions())
