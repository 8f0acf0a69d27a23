"""Paths of claims and the entities between two kinds, on worlds small enough to count by hand."""

from __future__ import annotations

import json
import random
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import networkx
import pytest
from click.testing import CliRunner, Result

from trendgraph.analysis import Links, bridges, links_between, read_links, shortest_path
from trendgraph.claims import Claim, Directness, Entity, Evidence, Place, Source, Stance, Status, merge_claims
from trendgraph.cli import command_line
from trendgraph.errors import QueryError
from trendgraph.graph import build_graph, vocabulary_quads
from trendgraph.namespaces import TG, entity_iri
from trendgraph.store import MANIFEST, Store, open_store
from trendgraph.terms import load_terms

DAY = date(2026, 1, 10)
SOURCE = Source("paper", TG + "Publication", "A paper", TG + "undisclosed", None, DAY, TG + "undisclosed")
EVIDENCE = (Evidence("paper", Place("abstract"), Directness.FIRST_PARTY),)
SWAN, GOOSE, DUCK = (entity_iri(f"model/{name}") for name in ("swan", "goose", "duck"))
ENTITIES = [Entity(iri, TG + "LanguageModel", iri.rpartition("/")[2].title()) for iri in (SWAN, GOOSE, DUCK)]
PRUNING, QUANTISATION = (entity_iri(f"technique/{name}") for name in ("pruning", "quantisation"))
BIAS, PRIVACY = (entity_iri(f"concern/{name}") for name in ("bias", "privacy"))


def claim(subject: str, predicate: str, stated: str, confidence: str = "1", **more) -> Claim:
    return Claim(subject, TG + predicate, stated, EVIDENCE, DAY, confidence=Decimal(confidence), **more)


def store_of(*claims: Claim) -> Store:
    store = open_store()
    store.add(vocabulary_quads())
    store.add(build_graph(merge_claims([SOURCE, *ENTITIES, *claims], single_valued=frozenset())))
    return store


USES = claim(SWAN, "usesTechnique", PRUNING, "0.6")
USED = claim(GOOSE, "usesTechnique", PRUNING, "0.9")
RAISES = claim(SWAN, "raisesConcern", BIAS, "0.6")
RAISED = claim(GOOSE, "raisesConcern", BIAS, "0.9")


def statements(store: Store, source: str, target: str, links: Links | None = None) -> list[str]:
    return [step.claims[0].statement for step in shortest_path(store, source, target, links).steps]


def test_claims_are_followed_both_ways_and_the_better_evidenced_path_is_taken() -> None:
    found = shortest_path(store_of(USES, USED, RAISES, RAISED), "technique/pruning", "concern/bias")
    assert [(step.source, step.target) for step in found.steps] == [(PRUNING, GOOSE), (GOOSE, BIAS)]
    assert [step.claims[0].statement for step in found.steps] == [
        "Goose uses technique pruning",
        "Goose raises concern bias",
    ]
    assert "A paper" in str(found)


def test_a_shorter_path_beats_a_better_evidenced_one() -> None:
    detour = [claim(SWAN, "derivedFrom", GOOSE), claim(GOOSE, "usesTechnique", PRUNING)]
    assert statements(store_of(USES, *detour), "Swan", "technique/pruning") == ["Swan uses technique pruning"]


def test_all_claims_between_two_entities_stand_in_one_step() -> None:
    both = [claim(SWAN, "derivedFrom", GOOSE, "0.5"), claim(SWAN, "distilledFrom", GOOSE)]
    (step,) = shortest_path(store_of(*both), "Swan", "Goose").steps
    assert [each.statement for each in step.claims] == ["Swan distilled from Goose", "Swan derived from Goose"]


@pytest.mark.parametrize(
    "more",
    [
        {"stance": Stance.DENIES},
        {"status": Status.RETRACTED},
        {"status": Status.PROPOSED},
        {"status": Status.CONTESTED},
        {"dropped": date(2026, 2, 1)},
    ],
)
def test_what_is_not_held_to_be_true_is_no_link(more: dict) -> None:
    store = store_of(claim(SWAN, "derivedFrom", GOOSE, **more), claim(DUCK, "derivedFrom", GOOSE))
    found = shortest_path(store, "Swan", "Goose")
    assert (len(found), found.connected) == (0, False)
    with_proposed = shortest_path(store, "Swan", "Goose", Links(proposed=True))
    assert with_proposed.connected is (more.get("status") in (Status.PROPOSED, Status.CONTESTED))


def test_which_claims_count_can_be_narrowed() -> None:
    store = store_of(USES, USED, RAISES, RAISED)
    ends = ("technique/pruning", "concern/bias")
    assert statements(store, *ends, Links(confidence=0.7)) == [
        "Goose uses technique pruning",
        "Goose raises concern bias",
    ]
    assert statements(store, *ends, Links(confidence=0.95)) == []
    assert statements(store, *ends, Links(predicates=["usesTechnique"])) == []
    assert statements(store, *ends, Links(without=["raisesConcern"])) == []


def test_a_thing_is_no_step_from_itself() -> None:
    found = shortest_path(store_of(USES), "Swan", "Swan")
    assert (found.steps, found.connected) == ((), True)


def test_a_misspelt_predicate_is_told_with_the_nearest() -> None:
    with pytest.raises(QueryError, match="usesTechniqe") as raised:
        Links(predicates=["usesTechniqe"])
    assert raised.value.suggestions[0] == "usesTechnique"


STAR = [
    claim(SWAN, "usesTechnique", PRUNING),
    claim(SWAN, "usesTechnique", QUANTISATION),
    claim(SWAN, "raisesConcern", BIAS),
    claim(SWAN, "raisesConcern", PRIVACY),
]


def test_the_middle_of_a_star_is_on_every_path() -> None:
    (found,) = bridges(store_of(*STAR))
    assert (found.iri, found.kind, found.betweenness, found.degree) == (SWAN, "tg:LanguageModel", 1.0, 4)


def test_two_equally_short_paths_share_a_pair() -> None:
    # Of four pairs, one (pruning, bias) has two shortest paths, one through each model: 3.5 of 4, and 0.5 of 4.
    found = bridges(store_of(*STAR, USED, RAISED))
    assert {each.label: each.betweenness for each in found} == {"Swan": 0.875, "Goose": 0.125}


def test_pairs_that_nothing_links_are_not_counted() -> None:
    apart = [claim(GOOSE, "usesTechnique", entity_iri("technique/distillation"))]
    assert [each.betweenness for each in bridges(store_of(*STAR, *apart))] == [1.0]


def test_one_kind_at_both_ends() -> None:
    # Pruning and quantisation reach each other through Swan alone; both directions are the same pair.
    assert [(each.label, each.betweenness) for each in bridges(store_of(*STAR), "Technique", "Technique")] == [
        ("Swan", 1.0)
    ]


def test_an_unknown_class_is_told_with_the_nearest() -> None:
    with pytest.raises(QueryError) as raised:
        bridges(store_of(*STAR), "Techniqe")
    assert raised.value.suggestions[0] == "Technique"


@pytest.fixture
def saved(tmp_path: Path) -> str:
    folder = open_store(tmp_path / "store")
    folder.add(store_of(*STAR, USED, RAISED, claim(DUCK, "developedBy", entity_iri("organisation/nobody"))).quads())
    folder.raw.flush()
    (tmp_path / "store" / MANIFEST).write_text(json.dumps({"format": 2, "ontology": load_terms().version}))
    return str(tmp_path / "store")


def run(*words: str) -> Result:
    return CliRunner().invoke(command_line, words)


def test_path_on_the_command_line(saved: str) -> None:
    shown = run("path", "Goose", "privacy", "--store", saved)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[0] == "3 steps"
    plain = json.loads(run("path", "Goose", "privacy", "--json", "--store", saved).stdout)
    assert [step["target"] for step in plain["steps"]][-1] == PRIVACY
    apart = run("path", "Goose", "Duck", "--store", saved)
    assert (apart.exit_code, apart.stdout) == (1, "no claims link the two\n")


def test_bridges_on_the_command_line(saved: str) -> None:
    shown = run("bridges", "--store", saved)
    assert shown.exit_code == 0
    assert "88%" in shown.stdout
    assert shown.stdout.splitlines()[-1] == "2 of 2 shown"
    first, *_ = json.loads(run("bridges", "--limit", "1", "--json", "--store", saved).stdout)
    assert (first["iri"], first["betweenness"]) == (SWAN, 0.875)


def test_reading_from_both_ends_finds_the_paths_of_the_whole_graph() -> None:
    """Of several paths of the same length too, and where nothing links the two."""
    chosen = random.Random(7)
    things = [entity_iri(f"model/m{number:02}") for number in range(30)]
    entities = [Entity(iri, TG + "LanguageModel", iri.rpartition("/")[2]) for iri in things]
    claims = {
        claim(*chosen.sample(things, 1), "derivedFrom", chosen.choice(things), str(chosen.randint(5, 10) / 10))
        for _ in range(45)
    }
    store = open_store()
    store.add(build_graph(merge_claims([SOURCE, *entities, *claims], single_valued=frozenset())))
    whole = read_links(store)
    lengths = set()
    for source, target in combinations(things, 2):
        near = links_between(store, source, target)
        linked = source in whole and target in whole and networkx.has_path(whole, source, target)
        assert (source in near and target in near and networkx.has_path(near, source, target)) == linked
        if linked:
            path = networkx.dijkstra_path(near, source, target)
            assert path == networkx.dijkstra_path(whole, source, target)
            lengths.add(len(path))
    assert len(lengths) > 4
