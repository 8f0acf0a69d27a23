"""What has to change at a target: the store's graphs held against what stands there.

Of a graph that an earlier load brought the state at the target is believed, as long as the number of statements is
right. What else might stand there already (brought by a bulk loader, or by a load that was broken off) is read back,
and believed only if its fingerprint is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trendgraph.endpoint import Client
from trendgraph.loaders.fingerprint import Fingerprint, Tally
from trendgraph.loaders.lines import fingerprint_of
from trendgraph.loaders.names import Names
from trendgraph.loaders.staging import Reading, Waiting
from trendgraph.loaders.state import counts, read_state
from trendgraph.loaders.struct import LoadOptions
from trendgraph.store import Store

__all__ = ["Plan", "make_plan", "size_of"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to change: the graphs to bring, those to remove, and the state afterwards.

    Attributes:
        bring: graphs that are not there as they should be.
        remove: names at the target of graphs that were withdrawn.
        wanted: name at the target to fingerprint, of every graph of the store.
        before: the same as the target's state told it.
        there: name to number of statements, of every graph below the prefix.
        found: names of graphs that nothing told of, and that were read back and are as they should be.
        unlike: names of graphs that do not stand there as the older graph says.
        unchanged: how many graphs need not be brought.
        adopted: whether the state has to be written although nothing is brought.
        tally: the literals of what is brought.
    """

    bring: tuple[Waiting, ...]
    remove: tuple[str, ...]
    wanted: Mapping[str, str]
    before: Mapping[str, str]
    there: Mapping[str, int]
    found: tuple[str, ...]
    unlike: tuple[str, ...]
    unchanged: int
    adopted: bool
    tally: Tally

    @property
    def is_empty(self) -> bool:
        """Whether the target holds what it should."""
        return not (self.bring or self.remove or self.adopted)

    @property
    def is_first(self) -> bool:
        """Whether nothing was loaded there before, and nothing stands where graphs are to be brought."""
        return not self.before and not self.remove and not any(graph.at_target in self.there for graph in self.bring)

    def leftovers(self, names: Names) -> list[str]:
        """Gives what waits at the target, or was left waiting by a load that was killed."""
        return [name for name in self.there if name.startswith(names.staged)]


def make_plan(store: Store, client: Client, names: Names, options: LoadOptions) -> Plan:
    """Compares a store with a target; reads from the target, and changes nothing."""
    before, there = read_state(client, names), counts(client, names)
    # A graph that somebody else changed has lost or won statements; what was written down of it counts for nothing.
    state = {name: value for name, value in before.items() if there.get(name, 0) == size_of(value)}
    told = {} if options.verify else state
    graphs = [(_waiting(name, seen, names), tally) for name, seen, tally in _fingerprints(store, options)]
    wanted = {graph.at_target: graph.fingerprint for graph, _ in graphs}
    older = _older(options.since, names)
    unsure = [graph for graph, _ in graphs] + [graph for graph in older if graph.at_target not in wanted]
    read = _read_back(
        Reading(client),
        [graph for graph in unsure if graph.at_target not in told and there.get(graph.at_target) == graph.statements],
        options,
    )
    known = told | read
    bring = [(graph, tally) for graph, tally in graphs if known.get(graph.at_target) != graph.fingerprint]
    tally = Tally()
    for _, seen in bring:
        tally.add(seen)
    gone = {name for name in before if name not in wanted}
    gone |= {graph.at_target for graph in older if read.get(graph.at_target) == graph.fingerprint} - set(wanted)
    return Plan(
        bring=tuple(graph for graph, _ in bring),
        remove=tuple(sorted(gone)),
        wanted=wanted,
        before=before,
        there=there,
        found=tuple(sorted(name for name, value in wanted.items() if read.get(name) == value)),
        unlike=tuple(sorted(_unlike(older, there, read, told))),
        unchanged=len(wanted) - len(bring),
        adopted=any(before.get(name) != value for name, value in wanted.items()),
        tally=tally,
    )


def size_of(value: str) -> int:
    """Gives the number of statements that a fingerprint tells."""
    return int(value.partition("-")[0])


def _fingerprints(store: Store, options: LoadOptions) -> Iterable[tuple[str, Fingerprint, Tally]]:
    total, done = len(store), 0
    for name in store.graph_names():
        tally = Tally()
        found = fingerprint_of(store, name, tally)
        done += found.count
        options.tell("compared", done, total)
        yield name, found, tally


def _waiting(name: str, found: Fingerprint, names: Names) -> Waiting:
    value = found.value
    return Waiting(
        name, names.waiting(value), value, found.count, found.octets, found.has_blanks, names.at_target(name)
    )


def _older(since: Store | None, names: Names) -> list[Waiting]:
    if since is None:
        return []
    return [_waiting(name, fingerprint_of(since, name), names) for name in since.graph_names()]


def _read_back(reading: Reading, graphs: Iterable[Waiting], options: LoadOptions) -> dict[str, str]:
    """Gives the fingerprints of graphs as they stand in their places."""
    standing = (graph.in_place() for graph in graphs)
    return {graph.place: found for graph, found in reading.read_all(standing, options, "read what is there")}


def _unlike(
    older: Iterable[Waiting], there: Mapping[str, int], read: Mapping[str, str], told: Mapping[str, str]
) -> Iterable[str]:
    for graph in older:
        name = graph.at_target
        fits = there.get(name, 0) == graph.statements and read.get(name, graph.fingerprint) == graph.fingerprint
        if not fits and name not in told:
            yield name
