"""Loading rows into a database, whichever it is: only what changed, and nothing without reading it back.

1. The ids and digests of the rows that are there are read.
2. New rows are added, changed ones changed, and those that the graph no longer has are removed.
3. Everything is read back and held against what should be there. A row that differs is sent once more; what then still
   differs is what the database cannot hold, and is reported.
4. Only now the load is made visible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from trendgraph.errors import LoadError
from trendgraph.exporters.property import EdgeRow, NodeRow, Rows
from trendgraph.loaders.property.struct import COLUMNS, Known, Sent, Session, State, Table, digest_of, sent

__all__ = ["Changes", "Unlike", "digest_of_all", "digest_of_rows", "load_rows"]

_BATCH_ROWS = 1000
_BATCH_CHARACTERS = 4_000_000
_SHOWN = 100
_TABLES: tuple[Table, Table] = ("nodes", "edges")
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Unlike:
    """A cell that the database gives back otherwise than it was sent."""

    id: str
    column: str
    sent: str
    got: str


@dataclass(slots=True)
class Changes:
    """What a load did to nodes or edges."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    unlike: list[Unlike] = field(default_factory=list)


def load_rows(
    session: Session, rows: Rows, *, release: str, since: str | None, dry_run: bool, progress: Progress
) -> tuple[State, dict[Table, Changes]]:
    """Makes the rows of a database those of a graph; ``since`` is the digest of the rows that must be there.

    Raises:
        LoadError: the database does not hold the release that the load builds on, or what is read back is not all.
    """
    before = session.state()
    if since is not None and (before is None or before.digest != since):
        raise LoadError(
            "the target does not hold the older graph that this load builds on"
            if before
            else "the target holds no graph that was loaded by trendgraph",
            code="load.since",
            hint="leave --since out: what is there is compared in any case",
        )
    work = {table: _Work(session, table, rows, dry_run, progress) for table in _TABLES}
    for table in _TABLES:
        work[table].send()
    for table in reversed(_TABLES):
        work[table].remove()
    wanted = {table: work[table].wanted for table in _TABLES}
    state = State(release, len(wanted["nodes"]), len(wanted["edges"]), digest_of_all(wanted))
    if not dry_run:
        for table in _TABLES:
            work[table].verify()
        session.finish(state)
    return state, {table: work[table].changes for table in _TABLES}


def digest_of_rows(rows: Rows) -> str:
    """Gives one digest of all rows, as a loaded database tells it."""
    return digest_of_all(
        {
            "nodes": {row.id: row.digest for row in map(sent, rows.nodes())},
            "edges": {row.id: row.digest for row in map(sent, rows.edges())},
        }
    )


def digest_of_all(digests: dict[Table, dict[str, str]]) -> str:
    """Gives one digest of the digests of all rows, by table and id."""
    digest = blake2b(digest_size=32)
    for table in _TABLES:
        for identifier, of_row in sorted(digests[table].items()):
            digest.update(f"{table} {identifier} {of_row}\n".encode())
    return digest.hexdigest()


class _Work:
    """The load of one table."""

    def __init__(self, session: Session, table: Table, rows: Rows, dry_run: bool, progress: Progress) -> None:
        self._session = session
        self._table = table
        self._rows = rows
        self._dry_run = dry_run
        self._progress = progress
        self._left: dict[str, Known] = {}
        self.wanted: dict[str, str] = {}
        self.changes = Changes()

    def _each(self) -> Iterator[Sent]:
        rows: Iterator[NodeRow | EdgeRow] = self._rows.nodes() if self._table == "nodes" else self._rows.edges()
        for number, row in enumerate(rows, 1):
            if number % _BATCH_ROWS == 0:
                self._progress(self._table, number)
            yield sent(row)

    def send(self) -> None:
        """Adds and changes what must be."""
        self._left = {known.id: known for known in self._session.known(self._table)}
        adding = _Batches(lambda batch: self._session.add(self._table, batch))
        changing = _Batches(lambda batch: self._session.change(self._table, batch))
        for row in self._each():
            self.wanted[row.id] = row.digest
            known = self._left.pop(row.id, None)
            if known is None:
                self.changes.added += 1
            elif known.digest == row.digest:
                self.changes.unchanged += 1
                continue
            else:
                self.changes.changed += 1
            if not self._dry_run:
                if known is None:
                    adding.put(row)
                else:
                    changing.put(replace(row, before=known.group))
        adding.flush()
        changing.flush()

    def remove(self) -> None:
        """Removes what the graph does not have any more."""
        left = list(self._left.values())
        self.changes.removed = len(left)
        if not self._dry_run:
            for start in range(0, len(left), _BATCH_ROWS):
                self._session.remove(self._table, left[start : start + _BATCH_ROWS])

    def verify(self) -> None:
        """Reads everything back; sends once more what differs, and reports what differs then."""
        unlike = self._unlike()
        if not unlike:
            return
        again = _Batches(lambda batch: self._session.change(self._table, batch))
        wanted = {}
        for row in self._each():
            if row.id in unlike:
                wanted[row.id] = row
                again.put(replace(row, before=_labels(unlike[row.id])))
        again.flush()
        for identifier, read in sorted(self._unlike().items()):
            row = wanted[identifier]
            for column in COLUMNS[self._table]:
                one, other = row.cells[column.name], read.get(column.name)
                if digest_of(self._table, {column.name: one}) != digest_of(self._table, {column.name: other}):
                    self.changes.unlike.append(Unlike(identifier, column.name, _short(one), _short(other)))

    def _unlike(self) -> dict[str, dict[str, object]]:
        missing = dict(self.wanted)
        unlike: dict[str, dict[str, object]] = {}
        for read in self._session.read(self._table):
            identifier = str(read.get("id"))
            wanted = missing.pop(identifier, None)
            if wanted is None:
                raise _not_the_same(self._table, identifier, "twice" if identifier in self.wanted else "too much")
            if digest_of(self._table, read) != wanted:
                unlike[identifier] = dict(read)
        if missing:
            raise _not_the_same(self._table, min(missing), f"missing, with {len(missing) - 1} more")
        return unlike


class _Batches:
    """Rows in batches of one group each, closed by number or by size."""

    def __init__(self, write: Callable[[list[Sent]], None]) -> None:
        self._write = write
        self._waiting: dict[tuple[object, ...], list[Sent]] = defaultdict(list)
        self._size: dict[tuple[object, ...], int] = defaultdict(int)

    def put(self, row: Sent) -> None:
        key = (row.group, row.before)
        self._waiting[key].append(row)
        self._size[key] += sum(len(cell) for cell in row.cells.values() if isinstance(cell, str))
        if len(self._waiting[key]) == _BATCH_ROWS or self._size[key] > _BATCH_CHARACTERS:
            self._write(self._waiting.pop(key))
            self._size.pop(key)

    def flush(self) -> None:
        for batch in self._waiting.values():
            self._write(batch)
        self._waiting.clear()


def _labels(read: dict[str, object]) -> tuple[str, ...]:
    labels = read.get("labels")
    return tuple(str(label) for label in labels) if isinstance(labels, list | tuple) else ()


def _short(cell: object) -> str:
    text = cell if isinstance(cell, str) else repr(cell)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text):,} characters)"


def _not_the_same(table: Table, identifier: str, how: str) -> LoadError:
    return LoadError(
        f"read back, {table} are not what was sent: {identifier} is {how}",
        code="load.unlike",
        hint="the target is as it was before; if another program writes into it, stop that and load again",
    )
