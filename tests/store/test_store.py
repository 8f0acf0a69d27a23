import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from trendgraph.errors import QueryError, StoreError
from trendgraph.store import MANIFEST, Store, open_store

QUAD = ox.Quad(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal("x"), ox.NamedNode("http://e/g"))


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return open_store("memory:" if request.param == "memory" else tmp_path / "store")


def test_the_same_verbs_on_each_kind_of_store(store: Store) -> None:
    store.add([QUAD])
    assert len(store) == 1
    assert store.graph_names() == ["http://e/g"]
    assert store.count("http://e/g") == 1
    assert list(store.quads()) == [QUAD]
    assert [row["o"].value for row in store.select("SELECT ?o { ?s ?p ?o }")] == ["x"]
    assert store.ask("ASK { ?s ?p 'x' }")
    assert not store.ask("ASK { ?s ?p 'x' }", graphs=["http://e/other"])
    assert [str(t) for t in store.construct("CONSTRUCT WHERE { ?s ?p ?o }")] == [str(QUAD.triple)]
    store.update("INSERT DATA { GRAPH <http://e/h> { <http://e/s> tg:partOf <http://e/t> } }")
    assert store.count() == 2
    store.remove_graph("http://e/h")
    assert store.count() == 1


def test_a_folder_keeps_its_quads(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.add([QUAD])
    del store
    assert list(open_store(tmp_path / "store").quads()) == [QUAD]


def test_wrong_query_forms_say_so(store: Store) -> None:
    with pytest.raises(QueryError, match="not a SELECT"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="neither a CONSTRUCT"):
        store.construct("ASK { ?s ?p ?o }")


def test_syntax_errors_name_line_and_column(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.query("SELECT ?s WHERE {\n  ?s tg:x ?o ;;; }} ")
    assert caught.value.code == "query.syntax"
    assert caught.value.where is not None
    assert caught.value.where.startswith("line 2, column ")


def test_nesting_that_could_crash_the_engine_is_refused(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.query("ASK " + "{" * 5000 + "}" * 5000)
    assert caught.value.code == "query.nesting"


def test_service_and_from_reach_no_network(store: Store) -> None:
    for text in (
        "SELECT * { SERVICE <http://192.0.2.1/sparql> { ?s ?p ?o } }",
        "SELECT * { {service silent <http://192.0.2.1/sparql> { ?s ?p ?o }} }",
    ):
        with pytest.raises(QueryError) as caught:
            store.select(text)
        assert caught.value.code == "query.remote"
    with pytest.raises(QueryError, match="LOAD"):
        store.update("LOAD <http://192.0.2.1/data.ttl>")
    harmless = """SELECT * { ?service ?load "SERVICE <http://192.0.2.1/>" # SERVICE
                  FILTER(?service != <http://e/SERVICE>) }"""
    assert list(store.select(harmless)) == []
    store.add([QUAD])
    assert list(store.select("SELECT * FROM <http://192.0.2.1/graph> { ?s ?p ?o }")) == []
    assert len(list(store.select("SELECT * FROM <http://e/g> { ?s ?p ?o }"))) == 1


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path / "file")
    assert caught.value.code == "store.not_a_folder"


def test_a_missing_store_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="trendgraph build"):
        open_store(tmp_path / "nothing", read_only=True)
    assert not (tmp_path / "nothing").exists(), "looking must not create anything"


def test_a_locked_store_says_so(tmp_path: Path, held_open) -> None:
    open_store(tmp_path / "store").add([QUAD])
    with held_open(tmp_path / "store"):
        with pytest.raises(StoreError) as caught:
            open_store(tmp_path / "store")
        assert caught.value.code == "store.locked"


@pytest.mark.parametrize("content", ["{", "[]"])
def test_a_damaged_manifest_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path, read_only=True)
    assert caught.value.code == "store.manifest"


def test_a_store_of_another_ontology_version_says_so(tmp_path: Path) -> None:
    open_store(tmp_path).add([QUAD])
    (tmp_path / MANIFEST).write_text(json.dumps({"ontology": "0.0.1"}))
    note = open_store(tmp_path, read_only=True).version_note
    assert note is not None
    assert "0.0.1" in note
    assert "trendgraph build" in note


def test_a_folder_opened_to_read_is_closed_like_any_other(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }")
    del store
    (tmp_path / "store" / "trendgraph.json").write_text("{}")
    with open_store(tmp_path / "store", read_only=True) as again:
        assert len(again) == 1
