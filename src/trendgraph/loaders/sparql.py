"""Loading into any database that speaks SPARQL 1.1: beside, read back, then switched.

A status of 200 proves nothing. Each graph that changed is brought to the target under a name of its own, its statements
are counted and added up there, and only when every one is as it was sent do they take their places; all of them at
once where an engine runs a whole update or nothing of it. A load that is killed leaves the graphs of before, or those
of after; the next one uses what the killed one had brought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

import pyoxigraph as ox

from trendgraph.endpoint import Address, Client, EndpointError, Limits, Remote
from trendgraph.errors import LoadError
from trendgraph.loaders.fingerprint import Tally, folded_line
from trendgraph.loaders.lease import Hold
from trendgraph.loaders.lines import pieces, written
from trendgraph.loaders.names import Names
from trendgraph.loaders.planning import Plan, make_plan, size_of
from trendgraph.loaders.questions import compare_answers, rows_of
from trendgraph.loaders.staging import GROUP, Staging, Waiting, packed
from trendgraph.loaders.state import counts, read_state
from trendgraph.loaders.struct import GraphPlan, LoadOptions, LoadReport, Rewriting, Target
from trendgraph.loaders.switching import emptied, switched
from trendgraph.namespaces import GRAPH
from trendgraph.queries import run_query
from trendgraph.store import Store

__all__ = ["ATOMIC", "address_of", "connect", "load"]

ATOMIC = frozenset({"fuseki", "oxigraph"})
"""Engines that were seen to run an update of many operations whole or not at all, killed or not."""
_WHOLE_REQUESTS = frozenset({"oxigraph"})
"""Engines that keep nothing of a request that breaks off. Fuseki keeps the lines that came, and answers 200."""
_STRAIGHT = 2_000_000
_DROPPED_AT_ONCE = 20_000
_STEP = 25
_ATTEMPTS = 3
_LIMITS = Limits(connect=30.0, read=600.0, total=3600.0)
_ENDS = {
    "fuseki": ("/query", "/update", "/data"),
    "graphdb": ("", "/statements", "/rdf-graphs/service"),
    "neptune": ("/sparql", "/sparql", "/sparql/gsp/"),
    "oxigraph": ("/query", "/update", "/store"),
    "qlever": ("", "", ""),
    "rdf4j": ("", "/statements", "/rdf-graphs/service"),
    "stardog": ("/query", "/update", ""),
}


def address_of(target: Target, *, known_user: bool) -> Address:
    """Gives the three addresses of a target."""
    base = target.address.rstrip("/")
    if target.engine == "virtuoso":
        ending = "-auth" if known_user else ""
        base = base.removesuffix("-auth").removesuffix("/sparql")
        return Address(f"{base}/sparql{ending}", f"{base}/sparql{ending}", f"{base}/sparql-graph-crud{ending}")
    if target.engine == "standard":
        return Address(target.address)
    query, update, graphs = _ENDS[target.engine]
    # Many give the address at which they ask.
    base = base.removesuffix(query)
    return Address(base + query, base + update, base + graphs)


def connect(target: Target, options: LoadOptions) -> Client:
    """Gives a client for a target; it asks nothing yet."""
    engine = None if target.engine == "standard" else target.engine
    address = address_of(target, known_user=options.credentials is not None)
    return Client(address, credentials=options.credentials, limits=_LIMITS, engine=engine)


def load(store: Store, target: Target, options: LoadOptions) -> LoadReport:
    """Brings the store's graphs to a SPARQL endpoint; only what differs from what stands there.

    Raises:
        EndpointError: the target does not answer, or refuses.
        LoadError: what was read back is not what was sent. Nothing was switched then.
    """
    names = Names(options.graph_prefix or GRAPH)
    if not len(store):
        raise LoadError(
            "the graph is empty, and loading it would remove all that was loaded before",
            code="load.empty",
            hint="look which store is loaded; to empty the target delete its graphs there",
        )
    with connect(target, options) as client, Hold(client, names, options.lease) as hold:
        plan = make_plan(store, client, names, options)
        if not options.dry_run and (not plan.is_empty or plan.leftovers(names)):
            hold.take()
            if hold.is_held and read_state(client, names) != plan.before:
                plan = make_plan(store, client, names, options)
        report = _report(target, client, plan, names, options)
        if options.dry_run:
            return report
        if not plan.is_empty:
            kept_as = Tally()
            if _goes_straight(client, plan, options):
                resumed = _first(store, client, names, plan, options, hold, kept_as)
            else:
                resumed = _bring(store, client, names, plan, options, hold, kept_as)
                _switch(client, names, plan, options, hold)
            plan = replace(plan, there=_hold_against(counts(client, names), plan))
            sent = sum(graph.statements for graph in plan.bring if graph.place not in resumed)
            report = replace(report, sent=sent, resumed=len(resumed), rewritten=_rewritten(plan.tally, kept_as))
        hold.keep(surely=True)
        _drop(client, plan.there, plan.leftovers(names))
        if options.check:
            report = replace(report, answers=compare_answers(store, partial(_ask, Store(cast(Any, Remote(client))))))
    return report


def _ask(there: Store, identifier: str, bindings: Mapping[str, str]) -> list[tuple[str, ...]]:
    return rows_of(run_query(there, identifier, **{name: ox.NamedNode(iri) for name, iri in bindings.items()}))


def _report(target: Target, client: Client, plan: Plan, names: Names, options: LoadOptions) -> LoadReport:
    changes = [
        GraphPlan(graph.name, "replace" if names.at_target(graph.name) in plan.there else "add", graph.statements)
        for graph in plan.bring
    ]
    changes += [GraphPlan(name, "remove", plan.there.get(name, 0)) for name in plan.remove]
    return LoadReport(
        target=str(target),
        engine=client.engine.title,
        statements=sum(map(size_of, plan.wanted.values())),
        changes=tuple(sorted(changes)),
        unchanged=plan.unchanged,
        dry_run=options.dry_run,
        atomic=client.engine.name in ATOMIC,
        found=len(plan.found),
        unlike=plan.unlike,
    )


def _goes_straight(client: Client, plan: Plan, options: LoadOptions) -> bool:
    """Says whether graphs may go straight to their places: none stands there, and one request brings all or nothing."""
    whole = client.engine.name in _WHOLE_REQUESTS and sum(graph.statements for graph in plan.bring) <= _STRAIGHT
    repeatable = not any(graph.blank for graph in plan.bring)
    return plan.is_first and whole and repeatable and bool(plan.bring) and options.straight


def _first(
    store: Store, client: Client, names: Names, plan: Plan, options: LoadOptions, hold: Hold, tally: Tally
) -> frozenset[str]:
    """Brings all graphs to their places in one request, reads them back, and writes down that they are there."""
    staging = Staging(client, store)
    graphs = [graph.in_place() for graph in plan.bring]
    total = sum(graph.statements for graph in graphs)
    hold.keep(surely=True)
    staging.send(graphs)
    options.tell("sent", total, total)
    try:
        _read_back(store, staging, graphs, options, hold, tally)
    except LoadError:
        # Nothing stood there before.
        hold.keep(surely=True)
        _drop(client, {graph.place: graph.statements for graph in graphs}, [graph.place for graph in graphs])
        raise
    hold.keep(surely=True)
    _settle(client, switched(client.engine.name, names, {}, (), plan.wanted), names, plan.wanted, ())
    return frozenset()


def _bring(
    store: Store, client: Client, names: Names, plan: Plan, options: LoadOptions, hold: Hold, tally: Tally
) -> frozenset[str]:
    """Brings every changed graph beside, and reads it back; gives the places that an interrupted load had filled."""
    staging = Staging(client, store)
    expected = {graph.place: graph.fingerprint for graph in plan.bring}
    here = [graph for graph in plan.bring if plan.there.get(graph.place) == graph.statements]
    resumed = frozenset(place for place, value in staging.read(here).items() if value == expected[place])
    stale = [place for place in plan.leftovers(names) if place not in resumed]
    _drop(client, plan.there, stale)
    total = sum(graph.statements for graph in plan.bring)
    done = sum(graph.statements for graph in plan.bring if graph.place in resumed)
    unique = {graph.place: graph for graph in plan.bring if graph.place not in resumed}
    for group in packed(unique.values(), GROUP):
        hold.keep()
        staging.send(group)
        done += sum(graph.statements for graph in group)
        options.tell("sent", done, total)
    _read_back(store, staging, plan.bring, options, hold, tally)
    return resumed


def _read_back(
    store: Store, staging: Staging, graphs: Iterable[Waiting], options: LoadOptions, hold: Hold, tally: Tally
) -> None:
    """Reads graphs where they wait.

    Raises:
        LoadError: one is not as it was sent.
    """
    waiting = {graph.place: graph for graph in graphs}
    for graph, found in staging.read_all(waiting.values(), options, "read back", tally):
        hold.keep()
        if found != graph.fingerprint:
            raise _not_as_sent(store, staging, graph, found)


def _not_as_sent(store: Store, staging: Staging, graph: Waiting, found: str) -> LoadError:
    """Says what differs, with an example."""
    with written(store, graph.name) as body:
        sent = {folded_line(line.removesuffix(b" .\n")).decode() for lines in pieces(body) for line in lines}
    kept = {folded_line(" ".join(map(str, statement)).encode()).decode() for statement in staging.statements(graph)}
    examples = [f"missing: {line[:200]}" for line in sorted(sent - kept)[:1]]
    examples += [f"not sent: {line[:200]}" for line in sorted(kept - sent)[:1]]
    problems = [LoadError(text, code="load.statement") for text in examples]
    return LoadError(
        f"{graph.statements:,} statements were sent, and the target holds {size_of(found):,}, not the same ones",
        code="load.changed",
        where=graph.name,
        hint="nothing was switched: what stood there before is as it was",
        problems=problems,
    )


def _switch(client: Client, names: Names, plan: Plan, options: LoadOptions, hold: Hold) -> None:
    """Puts every graph in its place: all at once where the engine can, else a few at a time."""
    moves = [(names.at_target(graph.name), graph) for graph in plan.bring]
    step = max(len(moves) + len(plan.remove), 1) if client.engine.name in ATOMIC else _STEP
    steps = [moves[start : start + step] for start in range(0, len(moves), step)] or [[]]
    brought = {name for name, _ in moves}
    adopted = {name: value for name, value in plan.wanted.items() if name not in brought}
    for number, group in enumerate(steps):
        last = number == len(steps) - 1
        state = {name: graph.fingerprint for name, graph in group} | (adopted if last else {})
        gone = plan.remove if last else ()
        places = {name: graph.place for name, graph in group}
        text = switched(client.engine.name, names, places, gone, state)
        hold.keep(surely=True)
        _settle(client, text, names, state, gone)
        options.tell("switched", min((number + 1) * step, len(moves)), len(moves))


def _settle(client: Client, text: str, names: Names, state: Mapping[str, str], gone: Iterable[str]) -> None:
    """Sends an update until it is known to have run: after a broken connection the state says whether it did."""
    for attempt in range(_ATTEMPTS):
        try:
            client.update(text)
        except EndpointError as error:
            if not error.maybe_done or attempt == _ATTEMPTS - 1:
                raise
            now = read_state(client, names)
            if all(now.get(name) == value for name, value in state.items()) and not now.keys() & set(gone):
                return
        else:
            return


def _hold_against(there: Mapping[str, int], plan: Plan) -> Mapping[str, int]:
    """Gives what stands there after the switch, if it is what should."""
    wrong = sorted(name for name, value in plan.wanted.items() if there.get(name, 0) != size_of(value))
    wrong += [name for name in plan.remove if there.get(name)]
    if wrong:
        raise LoadError(
            f"after the switch {len(wrong)} graphs hold another number of statements than they should",
            code="load.disturbed",
            where=wrong[0],
            hint="somebody else may be writing there; load again: what is wrong is brought again",
        )
    return there


def _drop(client: Client, there: Mapping[str, int], places: Iterable[str]) -> None:
    """Removes what waited, or was left waiting by a load that was killed: not too much at once."""
    waiting = [Waiting(place, place, "", there[place]) for place in places]
    for group in packed(waiting, _DROPPED_AT_ONCE):
        for text in emptied(client.engine.name, [graph.place for graph in group]):
            _repeat(client, text)


def _repeat(client: Client, text: str) -> None:
    """Sends an update that may run twice."""
    for attempt in range(_ATTEMPTS):
        try:
            client.update(text)
            break
        except EndpointError as error:
            if not error.maybe_done or attempt == _ATTEMPTS - 1:
                raise


def _rewritten(sent: Tally, kept: Tally) -> tuple[Rewriting, ...]:
    return tuple(_rewritings(sent, kept))


def _rewritings(sent: Tally, kept: Tally) -> Iterator[Rewriting]:
    for datatype in sorted(sent.types | kept.types):
        short = datatype.rpartition("#")[2]
        lost = sent.types[datatype] - kept.types[datatype]
        if lost > 0:
            longest = sent.longest[datatype]
            yield Rewriting(f"xsd:{short}", longest, f"{longest} of another datatype", lost)
        more = kept.forms[datatype] - sent.forms[datatype]
        if more > 0:
            canonical, written = kept.examples[datatype]
            yield Rewriting(f"xsd:{short}", canonical, written, more)
