"""Whether a property graph still holds what was loaded there: every row is read and held against its own digest."""

from __future__ import annotations

from trendgraph.errors import LoadError
from trendgraph.loaders.property.door import open_session
from trendgraph.loaders.property.load import digest_of_all
from trendgraph.loaders.property.struct import Session, Table, digest_of
from trendgraph.loaders.struct import LoadOptions, Target, TargetCheck

__all__ = ["verify", "verify_rows"]

_TABLES: tuple[Table, Table] = ("nodes", "edges")


def verify(target: Target, options: LoadOptions) -> TargetCheck:
    """Reads every row back.

    Raises:
        LoadError: the target cannot be reached, or nothing was loaded there.
    """
    if options.graph_prefix:
        raise LoadError("a property graph has no named graphs", code="load.option", hint="leave --graph-prefix out")
    with open_session(target, options, read_only=True) as session:
        return verify_rows(session, target, options)


def verify_rows(session: Session, target: Target, options: LoadOptions) -> TargetCheck:
    """Reads every row of an open database.

    Raises:
        LoadError: nothing was loaded there.
    """
    state = session.state()
    if state is None:
        raise LoadError(
            "nothing was loaded here by trendgraph",
            code="load.state",
            where=str(target),
            hint="look whether the address is right",
        )
    said = {table: {known.id: known.digest for known in session.known(table)} for table in _TABLES}
    changed = [name for table in _TABLES for name in _changed(session, table, said[table], options)]
    sizes = {"nodes": state.nodes, "edges": state.edges}
    missing = [f"{sizes[table] - len(said[table]):,} {table}" for table in _TABLES if len(said[table]) < sizes[table]]
    extra = [f"{len(said[table]) - sizes[table]:,} {table}" for table in _TABLES if len(said[table]) > sizes[table]]
    if not (missing or extra or changed) and digest_of_all(said) != state.digest:
        changed.append("rows that were changed together with their digests, or others that took their place")
    return TargetCheck(
        target=str(target),
        engine=target.engine,
        parts=len(_TABLES),
        statements=state.nodes + state.edges,
        missing=tuple(missing),
        changed=tuple(changed),
        extra=tuple(extra),
        words=("part", "row"),
    )


def _changed(session: Session, table: Table, said: dict[str, str], options: LoadOptions) -> list[str]:
    found = []
    for number, row in enumerate(session.read(table), 1):
        identifier = str(row.get("id"))
        if digest_of(table, row) != said.get(identifier):
            found.append(f"{table}: {identifier}")
        if number % 1000 == 0:
            options.tell(f"read {table}", number, len(said))
    return sorted(found)
