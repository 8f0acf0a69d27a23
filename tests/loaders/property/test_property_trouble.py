"""Two loads at once, and targets without room: the graph is the old one or the new one, and what happened is said."""

from __future__ import annotations

import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.exporters.property.test_property import comparable
from tests.loaders.property.places import Place, load, loaded, new_world, old_world, store_of
from tests.servers.process import Server
from tests.servers.property import PASSWORD, order

from trendgraph.claims import Claim, Value
from trendgraph.errors import LoadError
from trendgraph.records import read_records
from trendgraph.terms import XSD

OLD, NEW = store_of(old_world()), store_of(new_world())


def holds(place: Place, world: object) -> bool:
    return comparable(loaded(place)) == comparable(read_records(world))


@pytest.mark.servers
def test_a_second_load_into_neo4j_waits_for_the_first(neo4j: Server) -> None:
    place = Place("neo4j", neo4j.target)
    load(place, OLD)
    done: list[object] = []
    with place.open() as first:
        second = threading.Thread(target=lambda: done.append(load(place, NEW)))
        second.start()
        second.join(2)
        assert second.is_alive(), "it waits"
        first.finish(first.state())
    second.join(60)
    assert len(done) == 1
    assert holds(place, NEW)


@pytest.fixture
def place_in_falkordb(falkordb: Server, tmp_path: Path) -> Place:
    return Place("falkordb", f"{falkordb.port}/{tmp_path.name}")


@pytest.mark.servers
def test_a_second_load_into_falkordb_is_refused_until_the_first_has_ended(place_in_falkordb: Place) -> None:
    place = place_in_falkordb
    load(place, OLD)
    with place.open() as first:
        with pytest.raises(LoadError) as caught:
            load(place, NEW)
        assert caught.value.code == "load.held"
        load(place, NEW, dry_run=True)
        first.finish(first.state())
    assert holds(place, OLD)
    load(place, NEW)
    assert holds(place, NEW)


@pytest.mark.servers
def test_whose_turn_was_taken_switches_nothing(place_in_falkordb: Place, falkordb: Server) -> None:
    import redis

    place = place_in_falkordb
    load(place, OLD)
    with redis.Redis(port=falkordb.port, password=PASSWORD, decode_responses=True) as connection:
        key = f"{place.where.partition('/')[2]}:loader"
        with place.open() as session:
            later = replace(session.state(), release="9")
            connection.set(key, connection.client_id())
            with pytest.raises(LoadError) as caught:
                session.finish(later)
        assert caught.value.code == "load.lost"
        assert connection.get(key), "the turn of another load is left alone"
        assert connection.ttl(key) == -1
    # That connection is closed now, so its turn is nobody's.
    load(place, NEW)
    assert holds(place, NEW)


@contextmanager
def full(place: Place, request: pytest.FixtureRequest) -> Iterator[None]:
    """Leaves the target no room: no longer files, no more memory, no larger transaction."""
    match place.kind:
        case "neo4j":
            server = request.getfixturevalue("neo4j")
            order(server, "f")
            try:
                yield
            finally:
                order(server, "w")
        case "falkordb":
            import redis

            with redis.Redis(port=request.getfixturevalue("falkordb").port, password=PASSWORD) as connection:
                # The turn and some rows are let in.
                connection.config_set("maxmemory", connection.info("memory")["used_memory"] + 3_000_000)
                try:
                    yield
                finally:
                    connection.config_set("maxmemory", 0)
        case _:
            before = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (Path(place.where).stat().st_size + 100_000, before[1]))
            try:
                yield
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_target_without_room_keeps_what_it_had(place: Place, request: pytest.FixtureRequest) -> None:
    records = old_world()
    claim = next(record for record in records if isinstance(record, Claim))
    texts = ["é" * 5_000_000, "ü" * 5_000_000, "ö" * 5_000_000]
    more = store_of([*records, *(replace(claim, object=Value(text, XSD + "string")) for text in texts)])
    load(place, OLD)
    with full(place, request), pytest.raises(LoadError, match="no more room") as caught:
        load(place, more)
    assert caught.value.code == "load.full"
    assert holds(place, OLD)
    load(place, NEW)
    assert holds(place, NEW)
    if place.kind in ("duckdb", "ladybug"):
        assert [file.name for file in Path(place.where).parent.iterdir()] == [Path(place.where).name]
