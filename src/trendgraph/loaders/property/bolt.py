"""Neo4j, Memgraph and whatever else speaks Bolt: one transaction, so a load is there whole or not at all.

Every node has the label ``Entity`` and its kinds; a relationship's type is its predicate (``USES_TECHNIQUE``). The
property ``row_digest`` marks what a loader wrote: nothing else is ever read or removed.

Source: Neo4j Cypher manual 5, https://neo4j.com/docs/cypher-manual/5/; Bolt, https://neo4j.com/docs/bolt/current/
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from trendgraph.errors import LoadError
from trendgraph.loaders.property.cypher import EDGES, KNOWN, NODES, add_edges, named, properties, relabel
from trendgraph.loaders.property.library import needed, refused
from trendgraph.loaders.property.struct import TRANSIENT, UNREACHABLE, Known, Sent, State, Table

if TYPE_CHECKING:
    import neo4j

__all__ = ["bolt_session"]

_RULES = {
    "neo4j": (
        "CREATE CONSTRAINT trendgraph_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT trendgraph_load IF NOT EXISTS FOR (n:TrendgraphLoad) REQUIRE n.id IS UNIQUE",
    ),
    "memgraph": (
        "CREATE CONSTRAINT ON (n:Entity) ASSERT n.id IS UNIQUE",
        "CREATE CONSTRAINT ON (n:TrendgraphLoad) ASSERT n.id IS UNIQUE",
        "CREATE INDEX ON :Entity(id)",
    ),
}
_WAIT_SECONDS = 30.0


@contextmanager
def bolt_session(
    uri: str, database: str | None, login: tuple[str, str] | None, *, dry_run: bool = False
) -> Iterator[_Session]:
    """Opens a transaction; leaving without ``finish`` rolls it back.

    Raises:
        LoadError: the server is not there, lets nobody in, or refuses to write.
    """
    neo4j = needed("neo4j", extra="neo4j")
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        with (
            _without_notifications(),
            neo4j.GraphDatabase.driver(uri, auth=login, connection_timeout=_WAIT_SECONDS) as driver,
            driver.session(database=database) as session,
        ):
            if not dry_run:
                agent = driver.get_server_info().agent
                for rule in _RULES["memgraph" if "memgraph" in agent.casefold() else "neo4j"]:
                    session.run(rule).consume()
            with session.begin_transaction() as transaction:
                yield _Session(transaction, dry_run)
    except (DriverError, Neo4jError) as error:
        raise _refused(uri, error) from error


@contextmanager
def _without_notifications() -> Iterator[None]:
    """Keeps quiet what a server says of names that an empty database does not know yet."""
    log = logging.getLogger("neo4j.notifications")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


class _Session:
    def __init__(self, transaction: neo4j.Transaction, dry_run: bool) -> None:
        self._transaction = transaction
        if not dry_run:
            # A second load waits here until the first has ended.
            self._run("MERGE (m:TrendgraphLoad {id: 'trendgraph'}) SET m.loading = true")

    def _run(self, text: str, **parameters: Any) -> neo4j.Result:
        return self._transaction.run(text, parameters)

    def state(self) -> State | None:
        text = "MATCH (m:TrendgraphLoad {id: 'trendgraph'}) WHERE m.digest IS NOT NULL RETURN m {.*} AS m"
        found = self._run(text).single()
        if found is None:
            return None
        said = found["m"]
        return State(said["release"], said["nodes"], said["edges"], said["digest"])

    def known(self, table: Table) -> Iterable[Known]:
        for identifier, digest, group in self._run(KNOWN[table]):
            yield Known(identifier, digest, tuple(group) if isinstance(group, list) else (group,))

    def add(self, table: Table, rows: Sequence[Sent]) -> None:
        first = rows[0]
        if table == "edges":
            ends = [
                {"id": row.id, "source": row.cells["source"], "target": row.cells["target"], "said": properties(row)}
                for row in rows
            ]
            self._run(add_edges(first.group[0]), rows=ends).consume()
            return
        text = "UNWIND $rows AS row MERGE (n:Entity {id: row.id}) SET n += row"
        self._run(text + relabel((), first.group), rows=[properties(row) for row in rows]).consume()

    def change(self, table: Table, rows: Sequence[Sent]) -> None:
        if table == "edges":
            self.add(table, rows)
            return
        text = "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n += row"
        first = rows[0]
        self._run(text + relabel(first.before, first.group), rows=[properties(row) for row in rows]).consume()

    def remove(self, table: Table, rows: Sequence[Known]) -> None:
        if table == "nodes":
            self._run("UNWIND $ids AS id MATCH (n:Entity {id: id}) DELETE n", ids=[row.id for row in rows]).consume()
            return
        by_predicate: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            by_predicate[row.group[0]].append(row.id)
        for predicate, ids in by_predicate.items():
            text = f"MATCH (:Entity)-[r:{named(predicate)}]->(:Entity) WHERE r.id IN $ids DELETE r"
            self._run(text, ids=ids).consume()

    def read(self, table: Table) -> Iterator[Mapping[str, object]]:
        if table == "nodes":
            for (said,) in self._run(NODES):
                yield said
            return
        for source, target, said in self._run(EDGES):
            yield {**said, "source": source, "target": target}

    def ask(self, text: str, parameters: dict[str, str]) -> list[list[object]]:
        return [list(record) for record in self._run(text, **parameters)]

    def finish(self, state: State) -> None:
        text = (
            "MATCH (m:TrendgraphLoad {id: 'trendgraph'}) REMOVE m.loading "
            "SET m.release = $release, m.nodes = $nodes, m.edges = $edges, m.digest = $digest"
        )
        said = {"release": state.release, "nodes": state.nodes, "edges": state.edges, "digest": state.digest}
        self._run(text, **said).consume()
        self._transaction.commit()


def _refused(uri: str, error: Exception) -> LoadError:
    from neo4j.exceptions import AuthError, ConfigurationError, ServiceUnavailable

    code = str(getattr(error, "code", "") or "")
    again = getattr(error, "is_retryable", bool)()
    if isinstance(error, AuthError):
        return LoadError(
            "the server lets nobody in with these credentials", code="load.credentials", where=uri, hint=_CREDENTIALS
        )
    if isinstance(error, ServiceUnavailable):
        return LoadError(
            "the server cannot be reached", code=UNREACHABLE, where=uri, hint="is it started, and is this Bolt?"
        )
    if isinstance(error, ConfigurationError):
        return LoadError(f"this address cannot be used: {error}", code="load.target", where=uri)
    if "ReadOnly" in code or "Forbidden" in code or "AccessMode" in code:
        return LoadError(
            "the target is read-only", code="load.read_only", where=uri, hint="use a user and a database that may write"
        )
    if "ConstraintValidationFailed" in code:
        return LoadError(
            f"a constraint of the target forbids it: {getattr(error, 'message', '')}",
            code="load.constraint",
            where=uri,
            hint="relationships that another program attached to a node which is to go must be removed first",
        )
    words = str(getattr(error, "message", None) or error).splitlines()
    found = refused(words[0] if words else code, uri)
    if again and found.code != "load.full":
        return LoadError(str(found.message), code=TRANSIENT, where=uri)
    return found


_CREDENTIALS = "set the user and the password in the environment, the configuration file or the keyring"
