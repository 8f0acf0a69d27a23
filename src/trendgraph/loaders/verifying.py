"""Whether a target still holds what was loaded there: each graph is read back and held against its fingerprint.

Nothing is written, and the graph that was loaded is not needed.
"""

from __future__ import annotations

from collections.abc import Mapping

from trendgraph.errors import LoadError
from trendgraph.loaders.names import Names
from trendgraph.loaders.planning import size_of
from trendgraph.loaders.sparql import connect
from trendgraph.loaders.staging import Reading, Waiting
from trendgraph.loaders.state import counts, read_state
from trendgraph.loaders.struct import LoadOptions, Target, TargetCheck
from trendgraph.namespaces import GRAPH

__all__ = ["verify"]


def verify(target: Target, options: LoadOptions) -> TargetCheck:
    """Reads back all that the target's graph of state tells of.

    Raises:
        EndpointError: the target does not answer, or refuses.
        LoadError: nothing was loaded there.
    """
    names = Names(options.graph_prefix or GRAPH)
    with connect(target, options) as client:
        state, there = read_state(client, names), counts(client, names)
        if not state:
            raise LoadError(
                "nothing was loaded here by trendgraph",
                code="load.state",
                where=names.state,
                hint="are address and prefix right? of what a bulk loader brought `trendgraph load` takes note",
            )
        found = _read(Reading(client), state, there, options)
        engine = client.engine.title
    own = names.prefix + "load/"
    return TargetCheck(
        target=str(target),
        engine=engine,
        parts=len(state),
        statements=sum(map(size_of, state.values())),
        missing=tuple(sorted(name for name, value in state.items() if size_of(value) and not there.get(name))),
        changed=tuple(sorted(name for name, value in state.items() if there.get(name) and found.get(name) != value)),
        extra=tuple(sorted(name for name in there if name not in state and not name.startswith(own))),
        waiting=sum(name.startswith(names.staged) for name in there),
    )


def _read(reading: Reading, state: Mapping[str, str], there: Mapping[str, int], options: LoadOptions) -> dict[str, str]:
    """Gives the fingerprints of the graphs that have the right size; the others need not be read."""
    graphs = [
        Waiting(name, name, value, size_of(value))
        for name, value in sorted(state.items())
        if there.get(name, 0) == size_of(value)
    ]
    return {graph.place: found for graph, found in reading.read_all(graphs, options, "read back")}
