"""Rows into each property graph database and back: the same claims, once, and only what changed is sent."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.exporters.property.test_property import comparable
from tests.loaders.property.places import Place, load, loaded, new_world, old_world, store_of

from trendgraph.claims import Claim, Value
from trendgraph.errors import LoadError
from trendgraph.exporters import property_rows
from trendgraph.exporters.property import Rows
from trendgraph.loaders import Lease, LoadOptions, load_graph, parse_target
from trendgraph.loaders.property import digest_of_rows, load_rows
from trendgraph.pipeline import Built
from trendgraph.records import read_records
from trendgraph.store import Store
from trendgraph.terms import XSD

KILLS = 5
"""For each of the four databases: twenty in all."""


@pytest.fixture(scope="module")
def old() -> Store:
    return store_of(old_world())


@pytest.fixture(scope="module")
def new() -> Store:
    return store_of(new_world())


def counts(changes: object) -> tuple[int, int, int]:
    return changes.added, changes.changed, changes.removed


def test_what_is_read_back_is_what_was_sent(place: Place, old: Store) -> None:
    state, changes = load(place, old)
    assert comparable(loaded(place)) == comparable(read_records(old))
    assert (state.nodes, state.edges) == (changes["nodes"].added, changes["edges"].added)
    assert not changes["nodes"].unlike
    assert not changes["edges"].unlike


def test_the_shipped_world_arrives_whole(place: Place, tiny: Built) -> None:
    load(place, tiny.store)
    assert comparable(loaded(place)) == comparable(read_records(tiny.store))


def test_loading_twice_changes_nothing(place: Place, old: Store) -> None:
    first, _ = load(place, old)
    second, changes = load(place, old)
    assert first == second
    assert counts(changes["nodes"]) == counts(changes["edges"]) == (0, 0, 0)
    assert comparable(loaded(place)) == comparable(read_records(old))


def test_an_update_sends_only_what_changed_and_what_was_withdrawn_is_gone(place: Place, old: Store, new: Store) -> None:
    load(place, old)
    planned = load(place, new, release="2", dry_run=True)
    assert comparable(loaded(place)) == comparable(read_records(old)), "a dry run writes nothing"
    done = load(place, new, release="2", since=digest_of_rows(property_rows(old, include_inferred=True)))
    assert planned == done
    state, changes = done
    # New: the entity and a value; renamed, and of another kind; the dated value and the old number are gone.
    assert counts(changes["nodes"]) == (2, 2, 2)
    assert counts(changes["edges"]) == (2, 1, 2)
    assert changes["edges"].unchanged == state.edges - 3
    assert comparable(loaded(place)) == comparable(read_records(new))


def test_an_update_builds_on_the_graph_it_was_made_for(place: Place, old: Store, new: Store) -> None:
    with pytest.raises(LoadError, match="no graph that was loaded by trendgraph"):
        load(place, new, since="0")
    load(place, old)
    with pytest.raises(LoadError, match="does not hold the older graph"):
        load(place, new, since=digest_of_rows(property_rows(new, include_inferred=True)))


def test_what_ends_before_its_end_leaves_the_old_graph(place: Place, old: Store, new: Store) -> None:
    load(place, old)
    rows = property_rows(new, include_inferred=True)
    with pytest.raises(KeyboardInterrupt), place.open() as session:
        _load_all_but_the_end(session, rows)
    assert comparable(loaded(place)) == comparable(read_records(old))
    load(place, new)
    assert comparable(loaded(place)) == comparable(read_records(new))


def _load_all_but_the_end(session: Any, rows: Rows) -> None:
    session.finish = _interrupted
    load_rows(session, rows, release="2", since=None, dry_run=False, progress=lambda what, done: None)


def _interrupted(state: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_load_leaves_the_old_graph_or_the_new_one(place: Place, old: Store, new: Store, number: int) -> None:
    load(place, old)
    dice = random.Random(f"{place.kind} {number}")
    # Twelve calls or so: what is there, nodes, edges, reading back, the end.
    call, milliseconds = dice.randint(1, 12), dice.choice([0, 0, 1, 3])
    if number == 0:
        call, milliseconds = 13, 1
    script = Path(__file__).with_name("killed.py")
    command = [sys.executable, str(script), place.kind, place.where, str(call), str(milliseconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    held = comparable(loaded(place))
    assert held in (comparable(read_records(old)), comparable(read_records(new)))
    load(place, new)
    assert comparable(loaded(place)) == comparable(read_records(new))
    if place.kind in ("duckdb", "ladybug"):
        assert [file.name for file in Path(place.where).parent.iterdir()] == [Path(place.where).name]


def test_a_very_long_text_and_nul(place: Place) -> None:
    long = "é" * 5_000_000  # ten million bytes
    records = old_world()
    claim = next(record for record in records if isinstance(record, Claim))
    records.append(replace(claim, object=Value(long, XSD + "string")))
    records.append(replace(claim, object=Value("a\x00b", XSD + "string")))
    store = store_of(records)
    _, changes = load(place, store)
    unlike = [(found.column, found.sent, found.got) for found in changes["nodes"].unlike]
    if place.kind == "falkordb":
        # Its parameters are part of the statement's text, which ends at NUL: U+2400 stands in its place.
        assert unlike == [("name", "a\x00b", "a␀b"), ("value", "a\x00b", "a␀b")]
    else:
        assert unlike == []
        assert comparable(loaded(place)) == comparable(read_records(store))
    _, again = load(place, store)
    assert counts(again["nodes"]) == counts(again["edges"]) == (0, 0, 0)
    assert len(again["nodes"].unlike) == len(unlike), "what cannot be held is said every time"


def test_what_is_damaged_there_is_mended(place: Place, old: Store) -> None:
    load(place, old)
    with place.open() as session:
        match place.kind:
            case "duckdb":
                session._database.execute("UPDATE trendgraph.edges SET confidence = 0.1 WHERE stance = 'denies'")
                session._database.execute("COMMIT")
            case "ladybug":
                session._do("MATCH (:Entity)-[r:CITES]->(:Entity) SET r.confidence = 0.1")
                session._do("COMMIT")
                session.finished = True
            case "neo4j":
                session._run("MATCH ()-[r:CITES]->() SET r.confidence = 0.1").consume()
                session._transaction.commit()
            case _:
                session._graph().query("MATCH ()-[r:CITES]->() SET r.confidence = 0.1")
    assert comparable(loaded(place)) != comparable(read_records(old))
    load(place, old)
    assert comparable(loaded(place)) == comparable(read_records(old))


def test_a_load_into_a_property_graph_is_not_taken_over(old: Store, tmp_path: Path) -> None:
    lease = Lease("a", "process 1", lambda: datetime(2024, 1, 1, tzinfo=UTC), take_over=True)
    with pytest.raises(LoadError, match="cannot be taken over"):
        load_graph(old, parse_target(f"duckdb:{tmp_path / 'g.duckdb'}"), LoadOptions(lease=lease))
    assert not (tmp_path / "g.duckdb").exists()
