"""What the explorer's file holds, and that nothing in the data can break out of it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.explorer.conftest import SCRIPT, STYLE
from tests.explorer.world import DAY, claim, source, store_of, thing

from trendgraph.claims import Claim, Directness, Evidence, Place, Stance, Status, TextPosition, Value, claim_iri
from trendgraph.errors import ExportError, QueryError, ResourceError
from trendgraph.explorer import Scope, explorer_html, write_explorer
from trendgraph.explorer.choosing import choose
from trendgraph.explorer.columns import data_of
from trendgraph.explorer.identifiers import restored
from trendgraph.explorer.layout import Layout
from trendgraph.explorer.page import page_of
from trendgraph.explorer.struct import Relation, Statement, Thing, World
from trendgraph.namespaces import ENTITY, TG
from trendgraph.store import open_store

Opened = Callable[[str | bytes | Path], dict[str, Any]]
pytestmark = pytest.mark.usefixtures("bundle")
STRING = "http://www.w3.org/2001/XMLSchema#string"


def names_of(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Gives the edges as labels."""
    labels, subject, made = data["entities"]["label"], 0, []
    for row in range(data["edges"]["length"]):
        subject += data["edges"]["subject_delta"][row]
        relation = data["relations"]["id"][data["edges"]["relation"][row]]
        made.append((labels[subject], relation, labels[data["edges"]["object"][row]]))
    return made


def test_every_table_has_columns_of_its_length_and_every_count_adds_up(tiny: Any, opened: Opened) -> None:
    data = opened(explorer_html(tiny.store))
    tables = {name: table for name, table in data.items() if isinstance(table, dict) and "length" in table}
    assert {"entities", "edges", "values", "claims", "evidence", "sources", "kinds", "relations"} <= tables.keys()
    for name, table in tables.items():
        assert {len(column) for key, column in table.items() if key != "length"} == {table["length"]}, name
    owned = sum(data["edges"]["claim_count"]) + sum(data["values"]["claim_count"])
    assert owned == data["claims"]["length"] == len(tiny.claims.claims)
    assert sum(data["claims"]["evidence_count"]) == data["evidence"]["length"]
    assert data["totals"]["claims"] == len(tiny.claims.claims)
    assert data["totals"]["entities"] == data["entities"]["length"]


def test_the_format_is_the_one_that_the_sample_has(tiny: Any, opened: Opened, root: Path) -> None:
    """The interface is written and tested against the sample: what is written here must not differ in form."""
    sample = json.loads((root / "web" / "test" / "sample.json").read_text())
    data = opened(explorer_html(tiny.store))
    assert sample.keys() == data.keys()
    for name, table in sample.items():
        if isinstance(table, dict) and "length" in table:
            assert table.keys() == data[name].keys(), name
    documented = (root / "web" / "FORMAT.md").read_text()
    assert [key for key in data if f"`{key}`" not in documented] == []


def test_what_is_said_is_what_the_graph_says(opened: Opened) -> None:
    store = store_of(
        [
            thing("model/one", "One"),
            thing("model/two", "Two"),
            thing("organisation/maker", "Maker", "Organisation"),
            source(),
            claim("model/one", "developedBy", "organisation/maker"),
            claim("model/one", "derivedFrom", "model/two"),
            claim("model/one", "parameterCount", Value("7", "http://www.w3.org/2001/XMLSchema#integer")),
        ]
    )
    data = opened(explorer_html(store))
    assert data["entities"]["label"] == ["One", "Two", "Maker"]
    assert data["entities"]["weight"] == [3, 1, 1]
    assert sorted(names_of(data)) == [("One", "derivedFrom", "Two"), ("One", "developedBy", "Maker")]
    assert data["edges"]["asserted"] == [1, 1]
    assert data["values"]["text"] == ["7"]
    assert data["sources"]["title"] == ["The paper"]
    assert data["sources"]["licence"] == ["undisclosed"]


def test_denials_and_retractions_are_in_the_file_and_are_no_plain_statements(opened: Opened) -> None:
    store = store_of(
        [
            thing("model/one", "One"),
            thing("model/two", "Two"),
            source(),
            claim("model/one", "derivedFrom", "model/two", stance=Stance.DENIES),
            claim("model/two", "derivedFrom", "model/one", status=Status.RETRACTED),
        ]
    )
    data = opened(explorer_html(store))
    assert data["edges"]["asserted"] == [0, 0]
    assert sorted(data["claims"]["stance"]) == [0, 1]
    assert sorted(data["claims"]["status"]) == [0, 3]


def test_same_graph_same_bytes(tiny: Any, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_explorer(tiny.store, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_an_entity_comes_with_what_it_is_linked_to_and_stands_first(tiny: Any, opened: Opened) -> None:
    whole = opened(explorer_html(tiny.store))
    wanted = names_of(whole)[0][0]
    data = opened(explorer_html(tiny.store, Scope(entities=(wanted,))))
    assert data["entities"]["label"][0] == wanted
    assert data["focus"] == [0]
    assert data["view"] in ("ego", "trend")
    beside = {end for a, _, b in names_of(whole) if wanted in (a, b) for end in (a, b)}
    assert set(data["entities"]["label"]) == beside
    assert data["totals"] == whole["totals"]
    assert wanted in data["selection"]


def test_wishes_by_kind_and_by_query(tiny: Any, opened: Opened) -> None:
    organisations = opened(explorer_html(tiny.store, Scope(kinds=("Organisation",))))
    assert organisations["entities"]["length"] > 0
    assert all(name.startswith("organisation/") for name in organisations["entities"]["id"])
    query = "SELECT ?s { ?s a tg:LanguageModel }"
    models = opened(explorer_html(tiny.store, Scope(queries=(query,))))
    assert models["entities"]["length"] > 0
    assert all(name.startswith("model/") for name in models["entities"]["id"])


@pytest.mark.parametrize(
    ("scope", "error", "code"),
    [
        (Scope(entities=("nobdy",)), QueryError, "query.entity"),
        (Scope(trends=("nothing",)), QueryError, "query.entity"),
        (Scope(kinds=("Modle",)), ExportError, "export.kind"),
        (Scope(queries=("SELECT * { ?s a tg:Nothing }",)), ExportError, "export.query"),
    ],
)
def test_unknown_wishes_are_refused_and_nothing_is_written(
    tiny: Any, tmp_path: Path, scope: Scope, error: type[Exception], code: str
) -> None:
    with pytest.raises(error) as refused:
        write_explorer(tiny.store, tmp_path / "out.html", scope)
    assert getattr(refused.value, "code", "") == code
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_refused_before_any_work(tiny: Any, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="does not exist"):
        write_explorer(tiny.store, tmp_path / "no" / "out.html")


def test_without_the_script_it_is_said_what_is_missing(tiny: Any, tmp_path: Path, monkeypatch: Any) -> None:
    def none() -> tuple[bytes, bytes]:
        raise ResourceError("the explorer's script is not in this installation", code="resource.web")

    monkeypatch.setattr("trendgraph.explorer.door.explorer_bundle", none)
    with pytest.raises(ResourceError, match="not in this installation"):
        write_explorer(tiny.store, tmp_path / "out.html")


EVIL = "</script><script>alert(1)</script><b onclick=x>&amp;</b>\u2028<!--"


def test_hostile_labels_and_urls_stay_text(opened: Opened) -> None:
    store = store_of(
        [
            thing("model/evil", EVIL),
            thing("model/two", "Two"),
            source(title=EVIL, url="javascript:alert(1)"),
            claim("model/evil", "derivedFrom", "model/two"),
        ]
    )
    page = explorer_html(store, title=EVIL)
    assert page.count("<script") == page.count("</script>") == 3
    assert "<b onclick" not in page
    assert "javascript:" not in page
    data = opened(page)
    assert EVIL in data["entities"]["label"]
    assert data["title"] == EVIL


def test_only_the_two_scripts_and_the_style_sheet_may_run(tiny: Any) -> None:
    page = explorer_html(tiny.store)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    (start,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)

    def digest(content: bytes) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"

    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [digest(start.encode()), digest(SCRIPT)]
    assert rules["style-src"] == digest(STYLE)
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "https:" not in policy


def test_a_very_long_literal_and_an_empty_graph_are_written(opened: Opened) -> None:
    long = "x" * 1_000_000
    store = store_of(
        [
            thing("regulation/one", "One", "Regulation"),
            source(),
            claim("regulation/one", "officialIri", Value(long, STRING)),
        ]
    )
    page = explorer_html(store)
    assert opened(page)["values"]["text"] == [long]
    assert len(page) < 100_000
    empty = opened(explorer_html(open_store()))
    assert empty["entities"]["length"] == empty["edges"]["length"] == 0
    assert empty["evidence_up_to"] is None


def test_an_entity_with_fifty_thousand_edges(opened: Opened) -> None:
    """The reading and the columns, without a store of that size: a star of claims."""
    hub, relation = ENTITY + "organisation/hub", TG + "developedBy"
    things = {hub: Thing(hub, TG + "Organisation", "Hub")}
    for number in range(50_000):
        iri = f"{ENTITY}model/m{number}"
        things[iri] = Thing(iri, TG + "LanguageModel", f"Model {number}")
    edges = tuple(Statement(iri, relation, hub, None, "inferred") for iri in things if iri != hub)
    labels = {relation: Relation(relation, "developed by", "developer of", "")}
    world = World(things, edges, (), {}, {}, {}, labels, {}, {}, "")
    cut = choose(open_store(), world, Scope())
    data = data_of(world, cut, title="star", layout=Layout(), passages={})
    assert data["entities"]["label"][0] == "Hub"
    assert data["entities"]["links"][0] == data["edges"]["length"] == 50_000
    assert data["shown"] == 200


def test_without_javascript_there_is_a_table(tiny: Any) -> None:
    page = explorer_html(tiny.store)
    (table,) = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert "<table>" in table
    assert len(re.findall("<tr>", table)) > 3
    assert "statements with their sources" in table


def test_passages_only_where_the_licence_lets_them(opened: Opened, tmp_path: Path) -> None:
    text = "One was made from Two."
    path = tmp_path / "text.md"
    path.write_text(text)
    evidence = Evidence("paper", TextPosition(0, 7, hashlib.sha256(b"One was").hexdigest()), Directness.FIRST_PARTY)
    for licence, expected in (("licence/cc-by-4.0", "One was"), ("licence/cc-by-nc-4.0", None)):
        made = dataclasses.replace(claim("model/one", "derivedFrom", "model/two"), evidence=(evidence,))
        store = store_of([thing("model/one", "One"), thing("model/two", "Two"), source(licence=ENTITY + licence), made])
        done = write_explorer(store, tmp_path / "out.html", sources={"paper": path})
        assert opened(tmp_path / "out.html")["evidence"]["passage"] == [expected]
        assert done.passages == (expected is not None)
        assert bool(done.withheld) == (expected is None)
        path.write_text("Changed since.")
        done = write_explorer(store, tmp_path / "out.html", sources={"paper": path})
        assert done.passages == 0
        path.write_text(text)


def big_world(nodes: int, edges: int) -> World:
    """Groups of things with one claim a link, from a few hundred sources."""
    made = random.Random(7)
    kinds = ("LanguageModel", "Organisation", "Technique", "Concern", "Regulation")
    parts = ["ba", "co", "di", "fu", "ga", "he", "lo", "mi", "no", "pra", "qui", "ro", "sta", "tu", "vel", "xen"]
    things: dict[str, Thing] = {}
    while len(things) < nodes:
        kind = kinds[len(things) % 5]
        name = f"{''.join(made.choice(parts) for _ in range(3))} {made.randrange(1, 80)}B"
        iri = f"{ENTITY}{kind.lower()}/{name.replace(' ', '-').lower()}"
        things[iri] = Thing(iri, TG + kind, name)
    iris = list(things)
    relations = [TG + name for name in ("usesTechnique", "developedBy", "derivedFrom", "evaluatedOn")]
    said = set()
    while len(said) < edges:
        start = made.randrange(nodes)
        said.add((iris[start], made.choice(relations), iris[(start // 40 * 40 + made.randrange(40)) % nodes]))
    places = [Place(name) for name in ("abstract", "table 1", "section 3", "model card", "README")]
    statements = []
    for a, relation, b in sorted(said):
        one = Evidence(f"s{made.randrange(300)}", made.choice(places), made.choice(list(Directness)))
        claimed = Claim(a, relation, b, (one,), DAY)
        statements.append(Statement(a, relation, b, claims=((claim_iri(claimed), claimed),)))
    known = {relation: Relation(relation, relation.partition("#")[2], "", "") for relation in relations}
    sources = {f"s{number}": source(f"s{number}", title=f"Source {number}") for number in range(300)}
    return World(things, tuple(statements), (), sources, {}, {}, known, {}, {}, DAY.isoformat())


def test_ten_thousand_entities_and_twenty_thousand_links_fit(opened: Opened) -> None:
    """With a script of the size that is allowed (90 kB packed, 120 as text), the file stays below 400 kB."""
    world = big_world(10_000, 20_000)
    cut = choose(open_store(), world, Scope())
    places = {thing.iri: (number * 7919 % 4096, number * 104729 % 4096) for number, thing in enumerate(cut.things)}
    page = page_of(data_of(world, cut, title="large", layout=Layout(places), passages={}), SCRIPT, STYLE)
    assert len(page) < 280_000
    data = opened(page)
    labels = zip(data["entities"]["id"], data["entities"]["label"], strict=True)
    assert [restored(name, label) for name, label in labels] == [thing.iri for thing in cut.things]
