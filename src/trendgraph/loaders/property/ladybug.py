"""LadybugDB, the successor of Kuzu: a file with a node table ``Entity`` and a table of relationships a predicate.

New rows come by ``COPY``, which adds what is there already a second time; so only rows that are not there are copied.
The load works on a copy of the file, which takes the file's place by a rename: the engine's own rollback of a ``COPY``
leaves the keys behind (seen with 0.22). Tables are made for every predicate that a claim may have, so that a query that
names one is understood whatever the graph holds.

Source: Ladybug documentation, COPY and transactions, https://docs.ladybugdb.com/
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trendgraph.errors import LoadError
from trendgraph.exporters.property import Column, relationship_type
from trendgraph.files import atomic_file
from trendgraph.loaders.property.cypher import named
from trendgraph.loaders.property.library import needed, refused
from trendgraph.loaders.property.struct import COLUMNS, Known, Sent, State, Table
from trendgraph.loaders.property.tables import arrow_table
from trendgraph.terms import load_terms

__all__ = ["ladybug_session"]

_TYPES = {"text": "STRING", "list": "STRING[]", "number": "DOUBLE", "flag": "BOOL"}
_DIGEST = Column("row_digest", "text", "")
_SAID = tuple(column for column in COLUMNS["edges"] if column.name not in ("source", "target"))
_LOADS = "TrendgraphLoad"


@contextmanager
def ladybug_session(path: Path, *, dry_run: bool = False) -> Iterator[_Session]:
    """Opens a database file (made if there is none) and a transaction; leaving without ``finish`` undoes it.

    Raises:
        LoadError: the file is no Ladybug database, is open elsewhere, or cannot be written.
    """
    ladybug = needed("ladybug", "pyarrow", extra="ladybug")
    if not path.parent.is_dir():
        raise LoadError("there is no such folder", code="load.target", where=str(path.parent))
    try:
        if dry_run:
            with _opened(ladybug, path if path.exists() else None, read_only=path.exists()) as connection:
                yield _Session(connection)
            return
        with _held(ladybug, path), atomic_file(path) as beside:
            beside.unlink()
            if path.exists():
                shutil.copyfile(path, beside)
            with _opened(ladybug, beside) as connection:
                connection.execute("BEGIN TRANSACTION")
                session = _Session(connection)
                yield session
            if not session.finished:
                raise _NotFinishedError
    except _NotFinishedError:
        pass  # what was made beside is gone
    except RuntimeError as error:
        raise refused(str(error).splitlines()[0], str(path)) from error
    except OSError as error:
        raise refused(str(error), str(path)) from error


class _NotFinishedError(Exception):
    """Nothing is to be put in the file's place."""


@contextmanager
def _opened(ladybug: Any, path: Path | None, *, read_only: bool = False) -> Iterator[Any]:
    try:
        database = ladybug.Database(":memory:" if path is None else str(path), read_only=read_only)
    except RuntimeError as error:
        raise _not_opened(path, error) from error
    connection = ladybug.Connection(database)
    try:
        yield connection
    finally:
        connection.close()
        database.close()


@contextmanager
def _held(ladybug: Any, path: Path) -> Iterator[None]:
    """Keeps other processes from writing into the file while its copy is worked on."""
    if not path.exists():
        yield
        return
    with _opened(ladybug, path):
        pass  # what stands in its log comes into the file
    with _opened(ladybug, path, read_only=True):
        yield


class _Session:
    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.finished = False
        self._written = False
        self._tables = {row[1] for row in self._run("CALL show_tables() RETURN *")}

    def _run(self, text: str, parameters: dict[str, Any] | None = None) -> Iterator[list[Any]]:
        result = self._connection.execute(text, parameters or {})
        try:
            while result.has_next():
                yield result.get_next()
        finally:
            result.close()

    def _do(self, text: str, parameters: dict[str, Any] | None = None) -> None:
        self._written = True
        self._connection.execute(text, parameters or {}).close()

    def _prepare(self, predicates: Iterable[str]) -> None:
        if "Entity" not in self._tables:
            self._do(f"CREATE NODE TABLE Entity({_declared(COLUMNS['nodes'])}, PRIMARY KEY(id))")
            said = "release STRING, nodes INT64, edges INT64, digest STRING"
            self._do(f"CREATE NODE TABLE {_LOADS}(id STRING PRIMARY KEY, {said})")
            predicates = sorted({*load_terms().predicates, "broader", *predicates})
            self._tables.update(("Entity", _LOADS))
        for predicate in predicates:
            if relationship_type(predicate) not in self._tables:
                self._do(f"CREATE REL TABLE {named(predicate)}(FROM Entity TO Entity, {_declared(_SAID)})")
                self._tables.add(relationship_type(predicate))

    def state(self) -> State | None:
        if _LOADS not in self._tables:
            return None
        found = next(self._run(f"MATCH (m:{_LOADS}) RETURN m.release, m.nodes, m.edges, m.digest"), None)
        return State(*found) if found else None

    def known(self, table: Table) -> Iterable[Known]:
        if not self._has_edges() if table == "edges" else "Entity" not in self._tables:
            return
        said = ", ".join(f"{'n' if table == 'nodes' else 'r'}.{name}" for name in ("id", "row_digest"))
        if table == "nodes":
            text = f"MATCH (n:Entity) WHERE n.row_digest IS NOT NULL RETURN {said}, n.labels"
        else:
            text = f"MATCH (:Entity)-[r]->(:Entity) WHERE r.row_digest IS NOT NULL RETURN {said}, r.predicate"
        for identifier, digest, group in self._run(text):
            yield Known(identifier, digest, tuple(group) if isinstance(group, list) else (group,))

    def _has_edges(self) -> bool:
        return "Entity" in self._tables and "BROADER" in self._tables

    def add(self, table: Table, rows: Sequence[Sent]) -> None:
        self._prepare([row.group[0] for row in rows[:1]] if table == "edges" else ())
        if table == "nodes":
            self._do("COPY Entity FROM $batch", {"batch": arrow_table(COLUMNS["nodes"], rows)})
            return
        ends = tuple(column for column in COLUMNS["edges"] if column.name in ("source", "target"))
        self._do(f"COPY {named(rows[0].group[0])} FROM $batch", {"batch": arrow_table((*ends, *_SAID), rows)})

    def change(self, table: Table, rows: Sequence[Sent]) -> None:
        columns = COLUMNS["nodes"] if table == "nodes" else _SAID
        batch = {"batch": arrow_table(columns, rows)}
        if table == "nodes":
            sets = ", ".join(f"e.`{c.name}` = `{c.name}`" for c in (*columns, _DIGEST) if c.name != "id")
            self._do(f"LOAD FROM $batch MATCH (e:Entity) WHERE e.id = id SET {sets}", batch)
            return
        sets = ", ".join(f"r.`{c.name}` = `{c.name}`" for c in (*columns, _DIGEST) if c.name != "id")
        match = f"MATCH (:Entity)-[r:{named(rows[0].group[0])}]->(:Entity) WHERE r.id = id"
        self._do(f"LOAD FROM $batch {match} SET {sets}", batch)

    def remove(self, table: Table, rows: Sequence[Known]) -> None:
        if table == "nodes":
            self._do("MATCH (n:Entity) WHERE n.id IN $ids DELETE n", {"ids": [row.id for row in rows]})
            return
        by_predicate: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            by_predicate[row.group[0]].append(row.id)
        for predicate, ids in by_predicate.items():
            self._do(f"MATCH (:Entity)-[r:{named(predicate)}]->(:Entity) WHERE r.id IN $ids DELETE r", {"ids": ids})

    def read(self, table: Table) -> Iterator[Mapping[str, object]]:
        if not self._has_edges() if table == "edges" else "Entity" not in self._tables:
            return
        columns = COLUMNS["nodes"] if table == "nodes" else _SAID
        if table == "nodes":
            text = "MATCH (n:Entity) WHERE n.row_digest IS NOT NULL RETURN "
            text += ", ".join(f"n.`{column.name}`" for column in columns)
        else:
            text = "MATCH (s:Entity)-[r]->(t:Entity) WHERE r.row_digest IS NOT NULL RETURN "
            text += ", ".join(f"r.`{column.name}`" for column in columns) + ", s.id, t.id"
        names = [column.name for column in columns] + (["source", "target"] if table == "edges" else [])
        for row in self._run(text):
            yield dict(zip(names, row, strict=True))

    def ask(self, text: str, parameters: dict[str, str]) -> list[list[object]]:
        return list(self._run(text, parameters))

    def finish(self, state: State) -> None:
        if self.state() != state:
            self._prepare(())
            said = {"release": state.release, "nodes": state.nodes, "edges": state.edges, "digest": state.digest}
            sets = ", ".join(f"m.{name} = ${name}" for name in said)
            self._do(f"MERGE (m:{_LOADS} {{id: 'trendgraph'}}) SET {sets}", said)
        self.finished = self._written
        self._do("COMMIT")


def _declared(columns: Iterable[Column]) -> str:
    return ", ".join(f"`{column.name}` {_TYPES[column.kind]}" for column in (*columns, _DIGEST))


def _not_opened(path: Path | None, error: Exception) -> LoadError:
    words = str(error).splitlines()[0]
    if "lock" in words.casefold():
        return LoadError(
            "another process has this database open", code="load.locked", where=str(path), hint="close it first"
        )
    return LoadError(f"this database cannot be opened: {words}", code="load.target", where=str(path))
