"""From a target and its credentials to a session, and from what was done to a report."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

from trendgraph.errors import LoadError
from trendgraph.exporters.property import property_rows
from trendgraph.loaders.property.bolt import bolt_session
from trendgraph.loaders.property.duckdb import duckdb_session
from trendgraph.loaders.property.falkordb import falkordb_session
from trendgraph.loaders.property.ladybug import ladybug_session
from trendgraph.loaders.property.load import Changes, digest_of_rows, load_rows
from trendgraph.loaders.property.questions import Dialect, answer, recipe
from trendgraph.loaders.property.struct import TRANSIENT, UNREACHABLE, Session, State, Table
from trendgraph.loaders.questions import compare_answers
from trendgraph.loaders.struct import Answered, GraphPlan, LoadOptions, LoadReport, Rewriting, Target
from trendgraph.store import Store

__all__ = ["load", "open_session"]

_ATTEMPTS = 3
_BACKOFF_SECONDS = 0.3
_DIALECTS: dict[str, Dialect] = {"duckdb": "sql", "ladybug": "ladybug"}
_FALKORDB_PORT = 6379


def load(store: Store, target: Target, options: LoadOptions) -> LoadReport:
    """Brings a graph into a property graph database, conclusions too: ``origin`` tells them from claims.

    A load that met a passing trouble is begun again: what has arrived is not sent twice.

    Raises:
        LoadError: the target cannot be reached, refuses, or does not hold what it was sent.
    """
    if options.graph_prefix:
        raise LoadError("a property graph has no named graphs", code="load.option", hint="leave --graph-prefix out")
    if options.lease is not None and options.lease.take_over:
        raise LoadError(
            "a load into a property graph cannot be taken over: a dead one holds nothing",
            code="load.option",
            hint="leave --take-over out; wait for a load that is alive",
        )
    rows = property_rows(store, include_inferred=True)
    since = None if options.since is None else digest_of_rows(property_rows(options.since, include_inferred=True))
    release = str(store.manifest.get("evidence_up_to") or "")
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with open_session(target, options, read_only=options.dry_run) as session:
                state, changes = load_rows(
                    session,
                    rows,
                    release=release,
                    since=since,
                    dry_run=options.dry_run,
                    progress=lambda what, done: options.tell(what, done, 0),
                )
            break
        except LoadError as error:
            if error.code not in (TRANSIENT, UNREACHABLE) or attempt == _ATTEMPTS:
                raise
            time.sleep(_BACKOFF_SECONDS * 2**attempt * (1 + random.random()))
    answers = _answers(store, target, options) if options.check and not options.dry_run else ()
    return _report(target, options, state, changes, answers)


def open_session(target: Target, options: LoadOptions, *, read_only: bool = False) -> AbstractContextManager[Session]:
    """Opens the database of a target.

    Raises:
        LoadError: the address is none.
    """
    login = (options.credentials.user, options.credentials.password) if options.credentials else None
    if target.engine == "duckdb":
        return duckdb_session(Path(target.address), dry_run=read_only)
    if target.engine == "ladybug":
        return ladybug_session(Path(target.address), dry_run=read_only)
    try:
        split = urlsplit(target.address)
        host, port, name = split.hostname, split.port, split.path.strip("/")
    except ValueError:
        host = None
    if not host:
        raise LoadError(
            "this address has no host", code="load.target", where=str(target), hint=f"like {target.engine}://localhost"
        )
    if target.engine.startswith("falkordb"):
        known = (login[0] or None, login[1]) if login else None
        tls = target.engine.endswith("+s")
        return falkordb_session(host, port or _FALKORDB_PORT, name or "trendgraph", known, tls=tls, dry_run=read_only)
    scheme = "bolt" if target.engine == "memgraph" else target.engine
    return bolt_session(f"{scheme}://{split.netloc}", name or None, login, dry_run=read_only)


def _answers(store: Store, target: Target, options: LoadOptions) -> tuple[Answered, ...]:
    dialect = _DIALECTS.get(target.engine, "cypher")
    with open_session(target, options, read_only=True) as session:
        return compare_answers(
            store, lambda identifier, bindings: answer(session.ask, recipe(identifier, dialect), bindings)
        )


def _report(
    target: Target, options: LoadOptions, state: State, changes: dict[Table, Changes], answers: tuple[Answered, ...]
) -> LoadReport:
    plans = [
        GraphPlan(table, action, number)
        for table, done in changes.items()
        for action, number in (("add", done.added), ("replace", done.changed), ("remove", done.removed))
        if number
    ]
    altered: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for done in changes.values():
        for unlike in done.unlike:
            altered[unlike.column].append((unlike.sent, unlike.got))
    return LoadReport(
        target=str(target),
        engine=target.engine,
        statements=state.nodes + state.edges,
        sent=0 if options.dry_run else sum(done.added + done.changed for done in changes.values()),
        changes=tuple(plans),
        unchanged=sum(done.unchanged for done in changes.values()),
        dry_run=options.dry_run,
        altered=tuple(Rewriting(column, *min(pairs), len(pairs)) for column, pairs in sorted(altered.items())),
        answers=answers,
        words=("part", "row"),
    )
