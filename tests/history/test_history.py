"""Past days and differences."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from trendgraph.claims import (
    Claim,
    Directness,
    Entity,
    Evidence,
    PartialDate,
    Place,
    Source,
    Status,
    Value,
    claim_iri,
    merge_claims,
)
from trendgraph.cli import command_line
from trendgraph.errors import GraphError, StoreError
from trendgraph.exporters import export_graph
from trendgraph.graph import build_graph, vocabulary_quads
from trendgraph.history import as_changelog, as_markdown, as_text, at, current, diff, read_graph
from trendgraph.history.change import ChangedClaim, Difference, EntityChange, TermChange
from trendgraph.namespaces import TG, entity_iri, graph_iri
from trendgraph.records import read_claims_of
from trendgraph.store import Store, open_store
from trendgraph.terms import XSD

DAY = date(2026, 1, 10)
SOURCE = Source("paper", TG + "Publication", "A paper", TG + "undisclosed", None, DAY, TG + "undisclosed")
SWAN, GOOSE, LAB = entity_iri("model/swan"), entity_iri("model/goose"), entity_iri("organisation/lab")
EVIDENCE = (Evidence("paper", Place("abstract"), Directness.FIRST_PARTY),)
ENTITIES = (
    Entity(SWAN, TG + "LanguageModel", "Swan"),
    Entity(GOOSE, TG + "LanguageModel", "Goose"),
    Entity(LAB, TG + "Company", "Lab"),
)


def claim(subject: str, predicate: str, stated: str | Value, **more) -> Claim:
    return Claim(subject, TG + predicate, stated, EVIDENCE, more.pop("recorded", DAY), **more)


def day(text: str) -> Value:
    return Value(text, XSD + "date", PartialDate.parse(text).precision)


RELEASED = claim(SWAN, "releasedOn", day("2024-03-01"))
ANNOUNCED = claim(SWAN, "announcedOn", day("2023-12-01"))
MADE_BY = claim(SWAN, "developedBy", LAB)
OPEN_UNTIL = claim(SWAN, "weightsOpenness", TG + "open", valid_to=PartialDate.parse("2025"))
CLOSED_SINCE = claim(SWAN, "weightsOpenness", TG + "closed", valid_from=PartialDate.parse("2025"))
LATER = (claim(GOOSE, "releasedOn", day("2025-06-01")), claim(GOOSE, "derivedFrom", SWAN))
WITHDRAWN = claim(SWAN, "memberOfFamily", GOOSE, recorded=date(2026, 1, 1), dropped=date(2026, 2, 1))
CLAIMS = (RELEASED, ANNOUNCED, MADE_BY, OPEN_UNTIL, CLOSED_SINCE, *LATER, WITHDRAWN)


def store_of(*claims: Claim, entities: tuple[Entity, ...] = ENTITIES, source: Source = SOURCE) -> Store:
    store = open_store()
    store.add(vocabulary_quads())
    store.add(build_graph(merge_claims([source, *entities, *claims], single_valued=frozenset())))
    return store


def said(store: Store) -> set[str]:
    return {claim_iri(claim) for claim in read_claims_of(store)}


def iris(*claims: Claim) -> set[str]:
    return {claim_iri(claim) for claim in claims}


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("2023-11-30", ()),
        ("2023-12-01", (ANNOUNCED, MADE_BY, OPEN_UNTIL)),
        ("2024-03-01", (ANNOUNCED, RELEASED, MADE_BY, OPEN_UNTIL)),
        ("2025-01-01", (ANNOUNCED, RELEASED, MADE_BY, CLOSED_SINCE)),
        ("2025-06-01", (ANNOUNCED, RELEASED, MADE_BY, CLOSED_SINCE, *LATER, WITHDRAWN)),
    ],
)
def test_what_was_true_on_a_day(text: str, true: tuple[Claim, ...]) -> None:
    assert said(at(store_of(*CLAIMS), as_of=date.fromisoformat(text))) == iris(*true)


@pytest.mark.parametrize(
    ("text", "known"),
    [("2025-12-31", ()), ("2026-01-01", (WITHDRAWN,)), ("2026-01-10", CLAIMS), ("2026-02-01", CLAIMS[:-1])],
)
def test_what_was_known_on_a_day(text: str, known: tuple[Claim, ...]) -> None:
    past = at(store_of(*CLAIMS), as_known_on=date.fromisoformat(text))
    assert said(past) == iris(*known)
    direct = past.count(graph_iri("asserted"))
    assert direct == len(known), "what was not dropped yet has its direct statement"


def test_the_two_days_together() -> None:
    past = at(store_of(*CLAIMS), as_of=date(2025, 6, 1), as_known_on=date(2026, 2, 1))
    assert said(past) == iris(ANNOUNCED, RELEASED, MADE_BY, CLOSED_SINCE, *LATER)


def test_what_is_current_holds_at_the_latest_day_that_the_graph_knows() -> None:
    ended = claim(SWAN, "memberOfFamily", GOOSE, valid_to=PartialDate.parse("2026-01"))
    coming = claim(GOOSE, "announcedOn", day("2027-01-01"))
    found = current(store_of(*CLAIMS, ended, coming))
    assert said(found) == iris(ANNOUNCED, RELEASED, MADE_BY, CLOSED_SINCE, *LATER)


def test_what_was_measured_stays_current() -> None:
    measured = graph_iri("measured")
    store = store_of(*CLAIMS)
    node = ox.NamedNode(SWAN)
    store.add([ox.Quad(node, node, node, ox.NamedNode(measured))])
    assert current(store).count(measured) == 1
    with pytest.raises(GraphError, match="no date"):
        current(open_store())


def test_a_past_day_is_materialised(tiny) -> None:
    today = at(tiny.store, as_known_on=date(2100, 1, 1))
    assert today.count(graph_iri("inferred")) == tiny.store.count(graph_iri("inferred"))
    assert at(tiny.store, as_of=date(1990, 1, 1)).count(graph_iri("inferred")) < tiny.store.count(graph_iri("inferred"))


def test_a_graph_does_not_differ_from_itself(tiny) -> None:
    found = diff(tiny.store, tiny.store)
    assert not found
    assert as_text(found) == "no difference\n"


def test_every_kind_of_change_is_told() -> None:
    other = Evidence("paper", Place("section 2"), Directness.FIRST_PARTY)
    before = store_of(RELEASED, ANNOUNCED, MADE_BY, OPEN_UNTIL)
    after = store_of(
        replace(RELEASED, status=Status.CONTESTED),
        replace(MADE_BY, confidence=Decimal("0.5"), evidence=(*EVIDENCE, other)),
        replace(OPEN_UNTIL, dropped=date(2026, 3, 1)),
        CLOSED_SINCE,
        entities=(replace(ENTITIES[0], label="Swan 1"), *ENTITIES[2:]),
        source=replace(SOURCE, title="The paper"),
    )
    found = diff(before, after)
    assert {(change.kind, change.claim) for change in found.claims} == {
        ("status", claim_iri(RELEASED)),
        ("removed", claim_iri(ANNOUNCED)),
        ("confidence", claim_iri(MADE_BY)),
        ("evidence", claim_iri(MADE_BY)),
        ("dropped", claim_iri(OPEN_UNTIL)),
        ("added", claim_iri(CLOSED_SINCE)),
    }
    assert [(change.kind, change.iri) for change in found.entities] == [("removed", GOOSE), ("renamed", SWAN)]
    assert [(change.before, change.after) for change in found.sources] == [("A paper", "The paper")]
    text = as_text(found)
    assert "Swan 1 released on 2024-03-01: accepted → contested" in text
    assert "Swan 1 developed by Lab: new: paper, section 2 (supports, firstParty)" in text
    assert "Claims withdrawn (1)\n  Swan 1 announced on 2023-12-01 [accepted, from paper]" in text
    back = diff(after, before)
    assert {(c.kind, c.claim) for c in back.claims if c.kind in ("added", "removed")} == {
        ("added", claim_iri(ANNOUNCED)),
        ("removed", claim_iri(CLOSED_SINCE)),
    }


def test_phases_terms_and_verdicts_have_their_own_headings() -> None:
    phase = Entity(entity_iri("phase/p"), TG + "TrendPhase", "Phase *p*")
    stage = claim(phase.iri, "phaseStage", TG + "growing")
    before = store_of(stage, entities=(*ENTITIES, phase))
    after = store_of(replace(stage, object=TG + "mainstream"), entities=(*ENTITIES, phase))
    judged = f"<{TG}v> tg:verdictOn <{claim_iri(stage)}> ; tg:verdictValue"
    graph = f"GRAPH <{graph_iri('measured')}>"
    before.update(f"INSERT DATA {{ {graph} {{ {judged} tg:inconclusive }} }}")
    after.update(f"INSERT DATA {{ {graph} {{ {judged} tg:supported }} }}")
    terms = "tg:Trend owl:deprecated true . tg:New rdfs:label 'new'@en"
    after.update(f"INSERT DATA {{ GRAPH <{graph_iri('ontology')}> {{ {terms} }} }}")
    found = diff(before, after)
    assert [(term.kind, term.iri) for term in found.terms] == [("added", TG + "New"), ("deprecated", TG + "Trend")]
    assert [(change.before, change.after) for change in found.verdicts] == [("inconclusive", "supported")]
    written = as_markdown(found)
    assert "### Phases of trends moved\n\n- added: Phase \\*p\\*" in written
    assert "### Verdicts moved" in written
    assert "### Claims added" not in written


def test_that_a_graph_holds_no_verdicts_is_said() -> None:
    stage = claim(SWAN, "developedBy", LAB)
    judged, plain = store_of(stage), store_of(stage)
    text = f"<{TG}v> tg:verdictOn <{claim_iri(stage)}> ; tg:verdictValue tg:supported"
    judged.update(f"INSERT DATA {{ GRAPH <{graph_iri('measured')}> {{ {text} }} }}")
    assert diff(judged, judged).notes == ["observations are not compared: neither graph holds any"]
    for pair, lacking in (
        ((judged, plain), "the second graph holds none"),
        ((plain, judged), "the first graph holds none"),
        ((plain, plain), "neither graph holds any"),
    ):
        found = diff(*pair)
        assert not found, "what could not be compared is no difference"
        assert lacking in as_text(found)
        assert lacking in as_markdown(found)
        assert as_changelog(found) == "No difference.\n"


@pytest.mark.parametrize("name", ["g.nq", "g.trig.gz", "g.rdf12.nq", "g.jsonld"])
def test_an_export_can_be_compared(name: str, tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / name)
    assert not diff(tiny.store, read_graph(tmp_path / name))


def test_what_cannot_be_compared_says_why(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "g.ttl")
    with pytest.raises(GraphError, match="no named graphs"):
        read_graph(tmp_path / "g.ttl")
    (tmp_path / "cut.nq").write_text("<http://a> <http://b", encoding="utf-8")
    with pytest.raises(GraphError, match="not a whole nquads file"):
        read_graph(tmp_path / "cut.nq")
    (tmp_path / "cut.nq.gz").write_bytes(b"\x1f\x8b\x08\x00")
    with pytest.raises(GraphError, match="not a whole nquads file"):
        read_graph(tmp_path / "cut.nq.gz")
    with pytest.raises(StoreError):
        read_graph(tmp_path / "nothing")


def test_the_command_compares_two_files(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "a.nq")
    export_graph(at(tiny.store, as_of=date(1990, 1, 1)), tmp_path / "b.nq")
    run = CliRunner()
    files = [str(tmp_path / "a.nq"), str(tmp_path / "b.nq")]
    same = run.invoke(command_line, ["diff", files[0], files[0]], standalone_mode=False)
    assert (same.return_value, same.output) == (0, "no difference\n")
    other = run.invoke(command_line, ["diff", *files, "--json"], standalone_mode=False)
    assert other.return_value == 1
    assert {change["kind"] for change in json.loads(other.output)["claims"]} == {"removed"}
    assert "### Claims withdrawn" in run.invoke(command_line, ["diff", *files, "--markdown"]).output
    wrong = run.invoke(command_line, ["diff", "2024-13-01", files[1], "--store", str(tmp_path)], standalone_mode=False)
    assert isinstance(wrong.exception, GraphError)


def test_the_section_of_a_changelog() -> None:
    claims = [
        ChangedClaim("added", "Swan developed by Lab", "c1", "LanguageModel", after="accepted"),
        ChangedClaim("removed", "Swan released on 2024", "c2", "LanguageModel", before="accepted"),
        ChangedClaim("status", "Swan cites x", "c3", "LanguageModel", "accepted", "contested"),
        ChangedClaim("added", "Growth has stage growing", "c4", "TrendPhase", after="accepted, from paper"),
    ]
    found = Difference(
        claims=claims,
        entities=[EntityChange("added", GOOSE, after="Goose"), EntityChange("renamed", SWAN, "Swan", "Swan 1")],
        terms=[
            TermChange("added", TG + "NewKind", "new *kind*"),
            TermChange("deprecated", TG + "OldKind", "old kind"),
            TermChange("removed", TG + "GoneKind", "gone kind"),
        ],
        verdicts=[ChangedClaim("changed", "Growth has stage growing", "c4", "", "inconclusive", "supported")],
    )
    assert as_changelog(found) == (
        "### Added\n\n- 1 claim, 1 entity\n- term new \\*kind\\* (tg:NewKind)\n\n"
        "### Changed\n\n- 1 claim judged anew, 1 entity renamed\n"
        "- phase, added: Growth has stage growing \\[accepted, from paper\\]\n"
        "- verdict, changed: Growth has stage growing: inconclusive → supported\n\n"
        "### Deprecated\n\n- term old kind (tg:OldKind)\n\n"
        "### Removed\n\n- 1 claim\n- term gone kind (tg:GoneKind)\n"
    )
    assert as_changelog(Difference()) == "No difference.\n"


def test_one_way_of_writing_at_a_time() -> None:
    done = CliRunner().invoke(command_line, ["diff", "now", "now", "--changelog", "--markdown"])
    assert done.exit_code == 2
    assert "choose one" in done.output
