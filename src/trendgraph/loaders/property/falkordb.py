"""FalkorDB: the new graph is made beside the old one, from a copy of it, and takes its place by one rename.

Redis renames a key at once, so whoever asks sees the old graph or the new one. A load that was killed leaves a key
``NAME:loading``; the next one removes it. A second load at the same time is refused (``turn.py``).

Sources: FalkorDB commands, https://docs.falkordb.com/commands/; RENAME, https://redis.io/commands/rename/
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from trendgraph.errors import LoadError
from trendgraph.loaders.property.cypher import EDGES, KNOWN, NODES, add_edges, named, properties, relabel
from trendgraph.loaders.property.library import needed, refused
from trendgraph.loaders.property.struct import UNREACHABLE, Known, Sent, State, Table
from trendgraph.loaders.property.turn import Turn

if TYPE_CHECKING:
    from falkordb import Graph

__all__ = ["falkordb_session"]

_NUL = "\x00"
_SEEN_NUL = "\u2400"
_PAGE = 2_000
_STATE = "MATCH (m:TrendgraphLoad {id: 'trendgraph'}) RETURN m.release, m.nodes, m.edges, m.digest"


@contextmanager
def falkordb_session(
    host: str, port: int, name: str, login: tuple[str | None, str] | None, *, tls: bool = False, dry_run: bool = False
) -> Iterator[_Session]:
    """Opens a graph by its name; what is written goes beside it until ``finish``.

    Raises:
        LoadError: the server is not there, lets nobody in, refuses to write, or another load is at work.
    """
    library = needed("falkordb", extra="falkordb")
    from redis.exceptions import RedisError

    where = f"falkordb://{host}:{port}/{name}"
    user, password = login or (None, None)
    database = None
    try:
        database = library.FalkorDB(host=host, port=port, username=user, password=password, ssl=tls)
        turn = Turn(database, name)
        try:
            if not dry_run:
                turn.take()
            yield _Session(database, name, turn)
        finally:
            with suppress(RedisError):  # what cannot be removed now, the next load removes
                turn.leave(_beside(name))
            turn.close()
    except RedisError as error:
        raise _refused(where, error) from error
    finally:
        if database is not None:
            database.connection.close()


class _Session:
    def __init__(self, database: Any, name: str, turn: Turn) -> None:
        self._database = database
        self._name = name
        self._turn = turn
        self._beside = _beside(name)
        self._writing = False

    def _graph(self) -> Graph | None:
        """Gives the graph that is read: the one beside as soon as it is there; None where there is none at all."""
        if self._writing:
            return self._database.select_graph(self._beside)
        return self._database.select_graph(self._name) if self._exists(self._name) else None

    def _exists(self, key: str) -> bool:
        return bool(self._database.connection.exists(key))

    def _write(self, text: str, parameters: dict[str, Any]) -> None:
        self._turn.keep()
        if not self._writing:
            connection = self._database.connection
            connection.delete(self._beside)
            if self._exists(self._name):
                connection.execute_command("GRAPH.COPY", self._name, self._beside)
            else:
                self._database.select_graph(self._beside).query("CREATE INDEX FOR (n:Entity) ON (n.id)")
            self._writing = True
        self._database.select_graph(self._beside).query(text, parameters)

    def _rows(self, text: str, parameters: dict[str, Any] | None = None) -> Iterator[list[Any]]:
        graph = self._graph()
        if graph is not None:
            yield from graph.ro_query(text, parameters).result_set

    def _pages(self, text: str, anchor: str) -> Iterator[list[Any]]:
        """Reads by ranges of node numbers: a server may limit the rows of one answer."""
        last = next(self._rows("MATCH (n) RETURN max(ID(n))"), [None])[0]
        for start in range(0, int(last) + 1 if last is not None else 0, _PAGE):
            ranged = text.replace("WHERE", f"WHERE ID({anchor}) >= $start AND ID({anchor}) < $end AND")
            if self._writing:
                self._turn.keep()
            yield from self._rows(ranged, {"start": start, "end": start + _PAGE})

    def state(self) -> State | None:
        found = next(self._rows(_STATE), None)
        return State(str(found[0]), int(found[1]), int(found[2]), str(found[3])) if found else None

    def known(self, table: Table) -> Iterable[Known]:
        text = KNOWN[table].replace("(:Entity)-[r]", "(s:Entity)-[r]")
        for identifier, digest, group in self._pages(text, "n" if table == "nodes" else "s"):
            yield Known(identifier, digest, tuple(group) if isinstance(group, list) else (group,))

    def add(self, table: Table, rows: Sequence[Sent]) -> None:
        if table == "edges":
            ends = [
                {"id": row.id, "source": row.cells["source"], "target": row.cells["target"], "said": properties(row)}
                for row in rows
            ]
            self._write(add_edges(rows[0].group[0]), {"rows": _without_nul(ends)})
        else:
            text = "UNWIND $rows AS row MERGE (n:Entity {id: row.id}) SET n += row"
            self._nodes(text + relabel((), rows[0].group), rows)

    def change(self, table: Table, rows: Sequence[Sent]) -> None:
        if table == "edges":
            self.add(table, rows)
        else:
            text = "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n += row"
            self._nodes(text + relabel(rows[0].before, rows[0].group), rows)

    def _nodes(self, text: str, rows: Sequence[Sent]) -> None:
        self._write(text, {"rows": _without_nul([properties(row) for row in rows])})

    def remove(self, table: Table, rows: Sequence[Known]) -> None:
        if table == "nodes":
            ids = [row.id for row in rows]
            linked = "UNWIND $ids AS id MATCH (n:Entity {id: id})-[r]-() RETURN count(r)"
            if next(self._rows(linked, {"ids": ids}))[0]:
                raise LoadError(
                    "relationships that another program made hang on a node which is to go",
                    code="load.constraint",
                    hint="remove them first",
                )
            self._write("UNWIND $ids AS id MATCH (n:Entity {id: id}) DELETE n", {"ids": ids})
            return
        by_predicate: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            by_predicate[row.group[0]].append(row.id)
        for predicate, ids in by_predicate.items():
            text = f"MATCH (:Entity)-[r:{named(predicate)}]->(:Entity) WHERE r.id IN $ids DELETE r"
            self._write(text, {"ids": ids})

    def read(self, table: Table) -> Iterator[Mapping[str, object]]:
        if table == "nodes":
            for (said,) in self._pages(NODES, "n"):
                yield said
            return
        for source, target, said in self._pages(EDGES, "s"):
            yield {**said, "source": source, "target": target}

    def ask(self, text: str, parameters: dict[str, str]) -> list[list[object]]:
        return list(self._rows(text, parameters))

    def finish(self, state: State) -> None:
        if not self._writing and self.state() == state:
            return
        said = {"release": state.release, "nodes": state.nodes, "edges": state.edges, "digest": state.digest}
        self._write("MERGE (m:TrendgraphLoad {id: 'trendgraph'}) SET m += $said", {"said": said})
        self._turn.switch(self._beside, self._name)
        self._writing = False


def _beside(name: str) -> str:
    return f"{name}:loading"


def _without_nul(value: Any) -> Any:
    """Gives parameters with U+2400 for U+0000, which would end the statement; reading back reports it."""
    match value:
        case str():
            return value.replace(_NUL, _SEEN_NUL)
        case list():
            return [_without_nul(item) for item in value]
        case dict():
            return {key: _without_nul(item) for key, item in value.items()}
        case _:
            return value


def _refused(where: str, error: Exception) -> LoadError:
    from redis.exceptions import AuthenticationError, ConnectionError, NoPermissionError, ReadOnlyError, TimeoutError

    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    if isinstance(error, AuthenticationError) or words.startswith("NOAUTH"):
        return LoadError(
            "the server lets nobody in with these credentials",
            code="load.credentials",
            where=where,
            hint="set the user and the password in the environment, the configuration file or the keyring",
        )
    if isinstance(error, ConnectionError | TimeoutError):
        return LoadError(
            "the server cannot be reached",
            code=UNREACHABLE,
            where=where,
            hint="is it started, and at this port?",
        )
    if isinstance(error, NoPermissionError | ReadOnlyError):
        return LoadError(
            "the target is read-only", code="load.read_only", where=where, hint="use a user that may write"
        )
    if "unknown command" in words:
        words = "this is Redis without the FalkorDB module"
    return refused(words, where)
