"""Every check fires on its bad graph, with exactly the rows expected there, and is silent on the good world."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.shapes import world

from trendgraph.errors import ShapesError
from trendgraph.store import Store
from trendgraph.validation.quality import Check, list_checks, read_check, run_checks

BAD = Path(__file__).parent / "bad"
CHECKS = list_checks()


def _bad_store(check: Check) -> tuple[Store, list[str]]:
    path = BAD / f"{check.identifier}.trig"
    text = path.read_text(encoding="utf-8")
    store = Store(ox.Store())
    store.add(quad for quad in world.good_quads() if quad.graph_name == world.ONTOLOGY)
    store.add(ox.parse(text, format=ox.RdfFormat.TRIG))
    lines = [line.removeprefix("# expect: ") for line in text.splitlines() if line.startswith("# expect: ")]
    return store, lines


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.identifier)
def test_a_check_fires_on_its_bad_graph(check: Check) -> None:
    store, expected = _bad_store(check)
    assert expected
    assert sorted(map(world.line, run_checks(store, [check]))) == expected


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.identifier)
def test_a_check_is_silent_on_the_good_world(check: Check) -> None:
    assert run_checks(world.good_store(), [check]) == []


def test_every_bad_graph_has_its_check() -> None:
    assert {path.stem for path in BAD.glob("*.trig")} == {check.identifier for check in CHECKS}


def test_checks_have_different_titles_and_are_single_queries() -> None:
    assert len({check.title for check in CHECKS}) == len(CHECKS)
    assert all(check.text.count("\nSELECT ") == 1 for check in CHECKS)


def test_checks_that_need_named_graphs_can_be_left_out() -> None:
    check = next(check for check in CHECKS if check.identifier == "qc-claim-outside-source-graph")
    store, _ = _bad_store(check)
    assert run_checks(store, [check], named_graphs=False) == []


HEADER = "# id: qc-x\n# title: a rule\n# severity: warning\n# hint: mend it\n\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER.replace("warning", "bad"), "is no severity"),
        (HEADER.replace("# hint: mend it\n", ""), "lacks `# hint"),
        (HEADER.replace("hint", "hnit"), "no header field 'hnit'"),
        (HEADER.replace("qc-x", "qc-y"), "is not the name of the file"),
    ],
)
def test_a_wrong_header_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "qc-x.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ShapesError, match=message):
        read_check(path)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?focus WHERE { ?focus a }", "cannot run"),
        ("SELECT ?node WHERE { ?node a ?kind }", "columns of a check"),
        ("ASK { ?node a ?kind }", "cannot run"),
    ],
)
def test_a_broken_check_is_an_error_and_no_result(tmp_path: Path, query: str, message: str) -> None:
    path = tmp_path / "qc-x.rq"
    path.write_text(HEADER + query, encoding="utf-8")
    with pytest.raises(ShapesError, match=message):
        run_checks(world.good_store(), [read_check(path)])
