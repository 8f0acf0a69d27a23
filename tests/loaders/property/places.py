"""Where the property graph loaders are tested: the four databases, opened alike, and a world that changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.exporters.property.test_property import nasty_records
from tests.servers.property import PASSWORD

from trendgraph.claims import Claim, Entity, Record, Value, merge_claims
from trendgraph.exporters import property_rows, records_of_rows
from trendgraph.graph import build_graph
from trendgraph.loaders.property import (
    bolt_session,
    duckdb_session,
    edge_of,
    falkordb_session,
    ladybug_session,
    load_rows,
    node_of,
)
from trendgraph.namespaces import TG, entity_iri
from trendgraph.store import Store, open_store
from trendgraph.terms import XSD

__all__ = ["Place", "load", "loaded", "new_world", "old_world", "store_of"]


@dataclass(frozen=True)
class Place:
    """One database: its kind, and the path, address or port and name it is opened by."""

    kind: str
    where: str

    def open(self, *, dry_run: bool = False, password: str = PASSWORD) -> AbstractContextManager[Any]:
        match self.kind:
            case "duckdb":
                return duckdb_session(Path(self.where), dry_run=dry_run)
            case "ladybug":
                return ladybug_session(Path(self.where), dry_run=dry_run)
            case "neo4j":
                return bolt_session(self.where, None, ("neo4j", password), dry_run=dry_run)
            case _:
                port, _, name = self.where.partition("/")
                return falkordb_session("127.0.0.1", int(port), name, ("default", password), dry_run=dry_run)


def load(place: Place, store: Store, **options: Any) -> tuple[Any, Any]:
    """Loads a store; options as ``load_rows`` takes them."""
    said: dict[str, Any] = {"release": "1", "since": None, "dry_run": False, "progress": lambda what, done: None}
    said.update(options)
    with place.open(dry_run=said["dry_run"]) as session:
        return load_rows(session, property_rows(store, include_inferred=True), **said)


def loaded(place: Place) -> list[Record]:
    """Gives the records that the database holds."""
    with place.open() as session:
        nodes = [node_of(row) for row in session.read("nodes")]
        edges = [edge_of(row) for row in session.read("edges")]
    return list(records_of_rows(nodes, edges))


def store_of(records: list[Record]) -> Store:
    store = open_store()
    store.add(build_graph(merge_claims(records, single_valued=frozenset())))
    return store


def old_world() -> list[Record]:
    """Nasty names and values, and one claim of every kind."""
    return nasty_records()


def new_world() -> list[Record]:
    """The same a release later: a name, a kind, a confidence and a number changed, a claim withdrawn, things new."""
    return list(_later(old_world()))


def _later(records: list[Record]) -> Iterator[Record]:
    new = Entity(entity_iri("model/new"), TG + "LanguageModel", "brand new")
    for record in records:
        match record:
            case Entity() if record.iri.endswith("n1"):
                yield replace(record, label="renamed")
            case Entity() if record.iri.endswith("n2"):
                yield replace(record, kind=TG + "ModelFamily")
            case Claim(predicate=predicate) if predicate.endswith("usesTechnique"):
                yield replace(record, confidence=record.confidence / 2)
                yield replace(record, subject=new.iri)
            case Claim(predicate=predicate) if predicate.endswith("releasedOn"):
                continue  # withdrawn, and with it the value that nothing else states
            case Claim(predicate=predicate, object=Value()) if predicate.endswith("parameterCount"):
                yield replace(record, object=Value("8000000000", XSD + "integer"))
            case _:
                yield record
    yield new
