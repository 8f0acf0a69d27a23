from __future__ import annotations

from collections.abc import Callable

import pytest

from trendgraph.errors import ReasonerError
from trendgraph.materialisation import load_rules, materialise, reason_dl
from trendgraph.materialisation.rules import select_owl
from trendgraph.store import Store

ONTOLOGY = "GRAPH <https://w3id.org/trendgraph/graph/ontology>"
ASSERTED = "GRAPH <https://w3id.org/trendgraph/graph/asserted>"


@pytest.mark.java
def test_hermit_and_the_rules_agree(world: Store) -> None:
    before = {str(quad) for quad in world.quads()}
    report = reason_dl(world)
    assert report.ok, report
    assert (report.unsatisfiable, report.undeclared) == ((), ())
    assert report.compared > 150
    assert {str(quad) for quad in world.quads()} == before


@pytest.mark.java
def test_hermit_and_the_rules_agree_on_the_shipped_graph(real) -> None:
    report = reason_dl(real.store)
    assert report.ok, report
    assert report.compared > 3000


@pytest.mark.java
def test_an_inconsistent_graph_is_found(make_world: Callable[[], Store]) -> None:
    store = make_world()
    store.update(f"INSERT DATA {{ {ASSERTED} {{ <https://w3id.org/trendgraph/id/model/clip> a tg:Corpus }} }}")
    report = reason_dl(store)
    assert not report.consistent
    assert not report.ok
    assert report.render().startswith("inconsistent")


@pytest.mark.java
def test_a_class_without_any_possible_member_is_found(make_world: Callable[[], Store]) -> None:
    store = make_world()
    store.update(f"INSERT DATA {{ {ONTOLOGY} {{ tg:NonTextModality rdfs:subClassOf tg:Task }} }}")
    store.update("DELETE WHERE { GRAPH ?g { ?x a tg:NonTextModality } }")
    report = reason_dl(store)
    assert report.consistent
    assert report.unsatisfiable == ("tg:MultimodalModel", "tg:NonTextModality")


@pytest.mark.java
def test_what_only_hermit_finds_is_listed(make_world: Callable[[], Store]) -> None:
    rules = [rule for rule in select_owl(load_rules()) if rule.id not in {"cls-int-svf-svf", "prp-symp"}]
    report = reason_dl(make_world(), rules=rules)
    assert "tgd:model/base a tg:HybridModel" in report.only_reasoner
    assert "tgd:trend/scaling tg:competesWith tgd:trend/compression" in report.only_reasoner
    assert report.only_rules == ()


@pytest.mark.java
def test_what_only_the_rules_find_is_listed(make_world: Callable[[], Store]) -> None:
    report = reason_dl(make_world(), rules=load_rules())
    assert "tgd:trend/green tg:counteracts tgd:trend/scaling" in report.only_rules
    assert report.only_reasoner == ()
    assert "  tgd:trend/green tg:counteracts tgd:trend/scaling" in report.render().splitlines()
    assert report.to_dict()["ok"] is False


def test_without_java_the_hint_says_what_to_do(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ReasonerError) as caught:
        reason_dl(world)
    assert caught.value.code == "reasoner.java"
    assert "Java" in str(caught.value.hint)


def test_materialise_needs_no_java(make_world: Callable[[], Store], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert materialise(make_world()).added
