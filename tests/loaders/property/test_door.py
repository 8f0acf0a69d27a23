"""``trendgraph load`` into property graph databases: what is printed, the questions, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.loaders.property.places import Place, new_world, old_world, store_of
from tests.servers.process import Server, free_port
from tests.servers.property import PASSWORD, order
from tests.shipped import Shipped

from trendgraph.cli import main
from trendgraph.endpoint import Credentials
from trendgraph.errors import LoadError
from trendgraph.loaders import LoadOptions, load_graph, parse_target
from trendgraph.loaders.property import answer, recipe
from trendgraph.loaders.property.door import open_session
from trendgraph.loaders.questions import rows_of
from trendgraph.pipeline import Built
from trendgraph.queries import find_question, run_query

WRONG = Credentials("neo4j", "wrong-word")


def target_of(place: Place) -> str:
    match place.kind:
        case "neo4j":
            return place.where
        case "falkordb":
            return f"falkordb://127.0.0.1:{place.where}"
        case kind:
            return f"{kind}:{place.where}"


def options(place: Place, **more: object) -> LoadOptions:
    user = "neo4j" if place.kind == "neo4j" else ""
    return LoadOptions(credentials=Credentials(user, PASSWORD), **more)  # type: ignore[arg-type]


def test_the_questions_have_the_same_rows_as_in_the_store(place: Place, tiny: Built) -> None:
    where = parse_target(target_of(place))
    load_graph(tiny.store, where, options(place))
    dialect = {"duckdb": "sql", "ladybug": "ladybug"}.get(place.kind, "cypher")
    things = sorted(tiny.claims.entities)
    asked: list[tuple[str, dict[str, str]]] = [("cq002", {})]
    asked += [("cq004", {"model": iri}) for iri in things if "/model/" in iri]
    asked += [("cq032", {"subject": iri}) for iri in things[::3]]
    rows = {"cq002": 0, "cq004": 0, "cq032": 0}
    with open_session(where, options(place), read_only=True) as session:
        for identifier, bindings in asked:
            here = rows_of(run_query(tiny.store, identifier, **bindings))
            assert answer(session.ask, recipe(identifier, dialect), bindings) == here, (identifier, bindings)
            rows[identifier] += len(here)
    assert min(rows.values()) > 1, rows


def test_the_shipped_graph_answers_them_alike(tmp_path: Path, real: Shipped) -> None:
    target = f"duckdb:{tmp_path / 'graph.duckdb'}"
    report = load_graph(real.store, target, LoadOptions(check=True))
    assert all(found.same and found.rows > 10 for found in report.answers), report.answers
    assert not report.altered


@pytest.mark.parametrize("identifier", ["cq002", "cq004", "cq032"])
@pytest.mark.parametrize("dialect", ["cypher", "ladybug", "sql"])
def test_a_recipe_has_the_columns_of_the_question(identifier: str, dialect: str) -> None:
    question, found = find_question(identifier), recipe(identifier, dialect)
    assert [name for name, _ in found.columns] == [column.name for column in question.columns]
    assert [kind for _, kind in found.columns] == [column.kind for column in question.columns]
    assert found.identifier == identifier
    assert found.text.startswith(("MATCH", "WITH", "SELECT"))


def test_a_dry_run_and_an_update_are_told(place: Place) -> None:
    old, new = store_of(old_world()), store_of(new_world())
    load_graph(old, target_of(place), options(place))
    planned = load_graph(new, target_of(place), options(place, dry_run=True))
    done = load_graph(new, target_of(place), options(place, since=old))
    assert (planned.changes, planned.sent, done.changes) == (done.changes, 0, done.changes)
    assert {(plan.name, plan.action) for plan in done.changes} == {
        (table, action) for table in ("nodes", "edges") for action in ("add", "replace", "remove")
    }
    with pytest.raises(LoadError, match="does not hold the older graph"):
        load_graph(new, target_of(place), options(place, since=old))


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as exit:
        main(list(arguments))
    return exit.value.code or 0


def test_the_command_line(
    here: Path, tiny_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(here))
    assert run("build", "--data", str(tiny_data), "--out", "store") == 0
    arguments = ["load", "duckdb:graph.duckdb", "--store", "store"]
    capsys.readouterr()
    assert run(*arguments, "--dry-run") == 0
    assert "would add 2 parts" in capsys.readouterr().out
    assert not Path("graph.duckdb").exists()
    assert run(*arguments) == 0
    assert "read back and compared" in capsys.readouterr().out
    assert run(*arguments, "--json", "--check") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["nothing_to_do"] is True
    assert [answer["same"] for answer in said["answers"]] == [True, True, True]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("bolt://127.0.0.1:PORT", "load.unreachable"),
        ("neo4j://127.0.0.1:PORT", "load.unreachable"),
        ("falkordb://127.0.0.1:PORT/g", "load.unreachable"),
        ("bolt:", "load.target"),
        ("falkordb://", "load.target"),
        ("neo4j://host:port", "load.target"),
        ("duckdb:no/such/folder/x.duckdb", "load.target"),
        ("ladybug:no/such/folder/x.lbug", "load.target"),
        ("duckdb:text.txt", "load.target"),
        ("ladybug:text.txt", "load.target"),
        ("neo4k://127.0.0.1", "load.engine"),
    ],
)
def test_a_target_that_is_none_is_named(here: Path, tiny: Built, target: str, code: str) -> None:
    Path("text.txt").write_text("no database\n" * 1000, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        load_graph(tiny.store, target.replace("PORT", str(free_port())))
    assert caught.value.code == code
    assert Path("text.txt").read_text(encoding="utf-8") == "no database\n" * 1000


def test_a_password_in_the_address_is_refused_and_not_shown() -> None:
    with pytest.raises(LoadError) as caught:
        parse_target("bolt://neo4j:pa55word@host:7687")
    assert "pa55word" not in str(caught.value)


@pytest.mark.servers
def test_a_wrong_password_is_said_and_never_shown(neo4j: Server, falkordb: Server, tiny: Built) -> None:
    for server in (neo4j, falkordb):
        with pytest.raises(LoadError) as caught:
            load_graph(tiny.store, server.target, LoadOptions(credentials=WRONG))
        assert caught.value.code == "load.credentials"
        shown = [str(caught.value), repr(caught.value), json.dumps(caught.value.envelope())]
        assert not [text for text in shown if WRONG.password in text]


@pytest.mark.servers
def test_a_read_only_target_is_said(neo4j: Server, falkordb: Server, tiny: Built) -> None:
    order(neo4j, "r")
    try:
        with pytest.raises(LoadError) as caught:
            load_graph(tiny.store, neo4j.target, LoadOptions(credentials=Credentials("neo4j", PASSWORD)))
    finally:
        order(neo4j, "w")
    assert caught.value.code == "load.read_only"
    import redis

    with redis.Redis(port=falkordb.port, password=PASSWORD) as connection:
        connection.execute_command(
            "ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@read", "+@connection", "+info", "-graph.query", "-@write"
        )
    with pytest.raises(LoadError) as caught:
        load_graph(tiny.store, falkordb.target, LoadOptions(credentials=Credentials("reader", "pw")))
    assert caught.value.code == "load.read_only"


def test_a_database_that_another_process_has_open_is_said(tmp_path: Path, tiny: Built) -> None:
    import subprocess
    import sys

    programs = {
        "duckdb": "import duckdb, sys; d = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()",
        "ladybug": "import ladybug, sys; d = ladybug.Database(sys.argv[1]); ladybug.Connection(d);"
        "print('open', flush=True); sys.stdin.read()",
    }
    for engine, program in programs.items():
        path = str(tmp_path / f"held.{engine}")
        with subprocess.Popen(
            [sys.executable, "-c", program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "open\n"
            with pytest.raises(LoadError) as caught:
                load_graph(tiny.store, f"{engine}:{path}")
            holder.communicate("")
        assert caught.value.code == "load.locked"
        load_graph(tiny.store, f"{engine}:{path}")


@pytest.mark.servers
def test_what_others_keep_there_is_left_alone(neo4j: Server) -> None:
    from neo4j import GraphDatabase

    place = Place("neo4j", neo4j.target)
    old, new = store_of(old_world()), store_of(new_world())
    with GraphDatabase.driver(neo4j.target, auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        load_graph(old, place.where, options(place))
        driver.execute_query(
            "MATCH (n {name: '2024-01-01'}) CREATE (:Note {text: 'mine'})-[:ABOUT]->(n) SET n.mine = 1"
        )
        with pytest.raises(LoadError) as caught:  # that node is to go, and somebody's relationship hangs on it
            load_graph(new, place.where, options(place))
        assert caught.value.code == "load.constraint"
        driver.execute_query("MATCH (:Note)-[r]->() DELETE r")
        load_graph(new, place.where, options(place))
        assert driver.execute_query("MATCH (n:Note) RETURN n.text").records[0].values() == ["mine"]


def test_conclusions_arrive_too_and_are_marked_as_such(tmp_path: Path, tiny: Built) -> None:
    import duckdb

    load_graph(tiny.store, f"duckdb:{tmp_path / 'x.duckdb'}")
    with duckdb.connect(str(tmp_path / "x.duckdb")) as database:
        origins = dict(database.sql("SELECT origin, count(*) FROM trendgraph.edges GROUP BY origin").fetchall())
    assert set(origins) == {"claim", "scheme", "inferred"}
