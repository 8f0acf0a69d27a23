"""Every rule adds exactly what its fixture says: through the evaluator and as the CONSTRUCT query it is."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from trendgraph.errors import RuleError
from trendgraph.materialisation import Rule, load_rules, materialise
from trendgraph.materialisation.rules import parse_rule
from trendgraph.namespaces import graph_iri, prefixes
from trendgraph.resources import resource_files
from trendgraph.store import Store, open_store

FIXTURES = Path(__file__).parent
RULES = {rule.id: rule for rule in load_rules()}
GOOD = """# id: r
# title: t
# source: s
PREFIX tg: <https://w3id.org/trendgraph/ontology#>
CONSTRUCT { ?x tg:counteracts ?y }
WHERE { ?x tg:mitigates ?y . FILTER(?x != ?y) }
"""


def world_of(name: str) -> Store:
    store = open_store("memory:")
    store.raw.load((FIXTURES / name / "in.trig").read_bytes(), format=ox.RdfFormat.TRIG)
    return store


def expected_of(name: str) -> set[str]:
    quads = ox.parse((FIXTURES / name / "out.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    return {str(ox.Triple(quad.subject, quad.predicate, quad.object)) for quad in quads}


def inferred(store: Store) -> set[str]:
    return {str(quad.triple) for quad in store.quads(graph_iri("inferred"))}


def test_every_rule_has_a_fixture_and_every_fixture_a_rule() -> None:
    assert {path.name for path in FIXTURES.iterdir() if (path / "in.trig").is_file()} == set(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_adds_exactly_what_is_expected(name: str) -> None:
    store = world_of(name)
    before = {str(quad.triple) for quad in store.quads()}
    done = materialise(store, rules=[RULES[name]])
    expected = expected_of(name)
    assert expected
    assert not expected & before
    assert inferred(store) == expected
    assert done.per_rule == {name: len(expected)}


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_as_a_query_of_the_store_gives_the_same(name: str) -> None:
    store = world_of(name)
    before = {str(quad.triple) for quad in store.quads()}
    assert {str(triple) for triple in store.construct(RULES[name].text)} - before == expected_of(name)


@pytest.mark.parametrize("path", resource_files("queries/rules", "*.rq"), ids=lambda path: path.stem)
def test_file_is_named_after_its_rule_and_declares_known_prefixes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rule = parse_rule(text, path)
    assert path.stem.partition("-")[2] == rule.id
    assert rule.title.endswith(".")
    assert rule.source.startswith("trendgraph: ") or "https://www.w3.org/TR/owl2-profiles/#" in rule.source
    for line in text.splitlines():
        if line.startswith("PREFIX"):
            name, space = line.removeprefix("PREFIX ").split(": ")
            assert prefixes()[name] == space.strip("<>")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("# title: t\n", "", "rule.header"),
        ("?x tg:mitigates ?y .", "?x other:mitigates ?y .", "rule.form"),
        ("FILTER(?x != ?y)", "FILTER(?x = ?y)", "rule.form"),
        ("FILTER(?x != ?y)", "OPTIONAL { ?x ?y ?x }", "rule.form"),
        ("?x tg:mitigates ?y . FILTER(?x != ?y)", "", "rule.form"),
        ("{ ?x tg:counteracts ?y }", "{ ?x tg:counteracts ?z }", "rule.variable"),
        ("WHERE {", "FROM <urn:x> WHERE {", "rule.form"),
        ("FILTER(?x != ?y) }", "FILTER(?x != ?y) } LIMIT 1", "rule.form"),
    ],
)
def test_bad_rule_is_refused_with_its_file(old: str, new: str, code: str) -> None:
    assert parse_rule(GOOD, Path("10-r.rq")).id == "r"
    with pytest.raises(RuleError) as caught:
        parse_rule(GOOD.replace(old, new), Path("10-r.rq"))
    assert (caught.value.code, caught.value.where) == (code, "10-r.rq")


def run(text: str) -> Rule:
    rule = parse_rule(text, Path("10-r.rq"))
    materialise(open_store("memory:"), rules=[rule])
    return rule


def test_rule_with_an_open_property_or_a_product_is_refused() -> None:
    with pytest.raises(RuleError, match="nothing fixes the property"):
        run(GOOD.replace("tg:mitigates ?y .", "?p ?y ."))
    with pytest.raises(RuleError, match="shares no variable"):
        run(GOOD.replace("?x tg:mitigates ?y .", "?x tg:mitigates ?z . ?y tg:mitigates ?w ."))
