from __future__ import annotations

import json
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from trendgraph.errors import GraphError
from trendgraph.materialisation import Derivation, explain, leaves, materialise, read_statement
from trendgraph.namespaces import expand, graph_iri
from trendgraph.store import Node, Store

INFERRED = graph_iri("inferred")


def named(curie: str) -> ox.NamedNode:
    iri = expand(curie)
    assert iri is not None
    return ox.NamedNode(iri)


def why(store: Store, subject: str, predicate: str, value: str | ox.Literal) -> Derivation:
    node: Node = value if isinstance(value, ox.Literal) else named(value)
    return explain(store, named(subject), named(predicate), node)


def above(derivation: Derivation) -> list[list[Derivation]]:
    if not derivation.premises:
        return [[derivation]]
    return [[derivation, *path] for premise in derivation.premises for path in above(premise)]


def test_a_claimed_triple_leads_to_claims_and_passages(world: Store) -> None:
    found = why(world, "tgd:model/clip", "tg:acceptsModality", "tgd:modality/text")
    assert (found.graph, found.rule, found.depth) == (graph_iri("asserted"), "", 0)
    (claim,) = found.claims
    assert claim.claim == expand("tgd:claim/c1")
    first, second = claim.passages
    assert (first.source, first.title) == (expand("tgd:source/clip-page"), "CLIP: connecting text and images")
    assert (first.start, first.end, first.digest) == (105, 360, "0123456789abcdef0123")
    assert (first.stance, first.directness) == ("supports", "firstParty")
    assert (second.start, second.place, second.stance, second.directness) == (
        None,
        "section 3",
        "mentions",
        "secondary",
    )


def test_a_claimed_value_is_found_by_its_literal(world: Store) -> None:
    date = ox.Literal("2021-01-05", datatype=named("xsd:date"))
    found = why(world, "tgd:model/clip", "tg:releasedOn", date)
    assert [claim.claim for claim in found.claims] == [expand("tgd:claim/c3")]
    assert '"2021-01-05"^^xsd:date' in found.render()


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "graph"),
    [
        ("tgd:model/clip", "rdf:type", "tg:LanguageModel", "entities"),
        ("tgd:sector/banking", "skos:broader", "tgd:sector/finance", "schemes"),
        ("tg:Company", "rdfs:subClassOf", "tg:Organisation", "ontology"),
        ("tgd:evidence/e1", "oa:hasSource", "tgd:source/clip-page", "source/clip-page"),
    ],
)
def test_a_stated_triple_names_its_graph(world: Store, subject: str, predicate: str, value: str, graph: str) -> None:
    found = why(world, subject, predicate, value)
    assert (found.graph, found.premises, found.claims) == (graph_iri(graph), (), ())
    assert f"stands in graph/{graph}" in found.render()


@pytest.mark.parametrize(
    ("rule", "subject", "predicate", "value", "depth"),
    [
        ("scm-sco", "tg:StateSpaceComponent", "rdfs:subClassOf", "tg:Component", 1),
        ("scm-spo", "tg:distilledFrom", "rdfs:subPropertyOf", "tg:hasAncestor", 1),
        ("cax-sco", "tgd:organisation/openai", "rdf:type", "tg:Organisation", 1),
        ("prp-spo1", "tgd:model/clip", "tg:hasModality", "tgd:modality/image", 1),
        ("prp-inv2", "tgd:model/base", "tg:hasDerivative", "tgd:model/small", 2),
        ("prp-symp", "tgd:trend/scaling", "tg:competesWith", "tgd:trend/compression", 1),
        ("prp-trp", "tgd:model/small", "tg:hasAncestor", "tgd:model/root", 3),
        ("prp-spo2", "tgd:model/base", "tg:usesTechnique", "tgd:technique/self-attention", 1),
        ("cls-svf2-hv1", "tgd:model/small", "tg:usesTechnique", "tgd:technique/knowledge-distillation", 1),
        ("cls-int-hv", "tgd:model/small", "rdf:type", "tg:OpenWeightModel", 1),
        ("cls-int-svf", "tgd:model/small", "rdf:type", "tg:DomainSpecificModel", 1),
        ("cls-int-hv-hv", "tgd:model/small", "rdf:type", "tg:OpenSourceModel", 2),
        ("cls-int-hv-svf", "tgd:model/clip", "rdf:type", "tg:MultimodalModel", 2),
        ("cls-int-svf-svf", "tgd:model/base", "rdf:type", "tg:HybridModel", 2),
        ("tg-counteracts-narrower", "tgd:trend/green", "tg:counteracts", "tgd:trend/scaling", 2),
        ("tg-serves-broader-sector", "tgd:model/small", "tg:servesSector", "tgd:sector/finance", 2),
    ],
)
def test_an_inferred_triple_leads_to_what_is_stated(
    world: Store, rule: str, subject: str, predicate: str, value: str, depth: int
) -> None:
    found = why(world, subject, predicate, value)
    assert (found.rule, found.depth) == (rule, depth)
    assert found.title
    assert all(leaf.graph != INFERRED for leaf in found.leaves())


def test_inferred_triples_of_all_sorts_are_explained_without_a_circle(world: Store) -> None:
    quads = sorted(world.quads(INFERRED), key=str)
    assert len(quads) > 200
    for quad in quads[::20]:
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        found = explain(world, quad.subject, quad.predicate, quad.object)
        for path in above(found):
            steps = [(each.subject, each.predicate, each.value) for each in path]
            assert len(steps) == len(set(steps))
            assert path[-1].graph != INFERRED


def test_a_circle_of_derivations_is_explained_from_outside(make_world: Callable[[], Store]) -> None:
    store = make_world()
    asserted = ox.NamedNode(graph_iri("asserted"))
    store.add([ox.Quad(named("tgd:model/root"), named("tg:derivedFrom"), named("tgd:model/small"), asserted)])
    materialise(store)
    found = why(store, "tgd:model/root", "tg:hasAncestor", "tgd:model/root")
    assert all(leaf.graph != INFERRED for leaf in found.leaves())


def test_the_text_has_curies_labels_rules_and_passages(world: Store) -> None:
    lines = why(world, "tgd:model/clip", "rdf:type", "tg:MultimodalModel").render(world).splitlines()
    assert lines[0] == "tgd:model/clip a tg:MultimodalModel  (CLIP · multimodal model)"
    assert lines[1].startswith("  by rule cls-int-hv-svf: A defined class has")
    text = "\n".join(lines)
    assert "tg:MultimodalModel EquivalentTo tg:LanguageModel and (tg:hasModality value tgd:modality/text) and" in text
    assert "by tgd:claim/c1" in text
    assert "supports: “CLIP: connecting text and images” tgd:source/clip-page, characters 105–360, firstParty" in text
    assert "mentions: “The report” tgd:source/report, section 3, secondary" in text
    assert "_:" not in text


def test_the_answer_is_the_same_in_every_build(make_world: Callable[[], Store]) -> None:
    texts = set()
    for _ in range(3):
        store = make_world()
        materialise(store)
        texts.add(why(store, "tgd:product/assistant", "tg:dependsOn", "tgd:model/root").render())
        texts.add(why(store, "tgd:product/assistant", "tg:dependsOn", "tgd:model/root").render())
    assert len(texts) == 1


def test_the_dictionary_is_json(world: Store) -> None:
    found = why(world, "tgd:model/clip", "tg:hasModality", "tgd:modality/text").to_dict()
    assert json.loads(json.dumps(found)) == found
    assert (found["rule"], found["predicate"]) == ("prp-spo1", expand("tg:hasModality"))
    (claimed, axiom) = found["premises"]  # type: ignore[misc]
    assert claimed["claims"][0]["evidence"][0]["start"] == 105
    assert axiom["graph"] == graph_iri("ontology")


def test_an_absent_triple_gives_what_holds_instead(world: Store) -> None:
    with pytest.raises(GraphError) as caught:
        why(world, "tgd:model/clip", "tg:trainedOn", "tgd:modality/text")
    assert caught.value.code == "explain.absent"
    assert "tgd:model/clip tg:acceptsModality tgd:modality/text" in caught.value.suggestions
    with pytest.raises(GraphError) as caught:
        why(world, "tgd:model/base", "tg:fineTunedFrom", "tgd:model/clip")
    assert caught.value.suggestions == ("tgd:model/base tg:fineTunedFrom tgd:model/root",)


def test_a_claim_that_does_not_count_is_named(world: Store) -> None:
    with pytest.raises(GraphError, match="tgd:claim/c4 states it, but that claim is a denial"):
        why(world, "tgd:model/clip", "tg:hasLicence", "tgd:licence/mit")


def test_a_stale_graph_is_said_to_be_stale(world: Store) -> None:
    world.update("DELETE WHERE { GRAPH ?g { ?x tg:distilledFrom ?y } }")
    with pytest.raises(GraphError) as caught:
        why(world, "tgd:model/small", "tg:hasAncestor", "tgd:model/base")
    assert caught.value.code == "explain.stale"


def test_leaves_are_what_is_stated_but_no_axioms(world: Store) -> None:
    triple = ox.Triple(named("tgd:model/small"), named("tg:hasAncestor"), named("tgd:model/root"))
    assert leaves(world, triple) == [
        ox.Triple(named("tgd:model/small"), named("tg:distilledFrom"), named("tgd:model/base")),
        ox.Triple(named("tgd:model/base"), named("tg:fineTunedFrom"), named("tgd:model/root")),
    ]


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("tgd:model/clip", named("tgd:model/clip")),
        ("<https://w3id.org/trendgraph/id/model/clip>", named("tgd:model/clip")),
        ("CLIP", named("tgd:model/clip")),
        ("rdf:type", named("rdf:type")),
        ("usesTechnique", named("tg:usesTechnique")),
        ('"2021-01-05"^^xsd:date', ox.Literal("2021-01-05", datatype=named("xsd:date"))),
        ('"image"@en', ox.Literal("image", language="en")),
        ('"text"', ox.Literal("text")),
    ],
)
def test_terms_are_read_as_users_write_them(world: Store, text: str, node: Node) -> None:
    assert read_statement(world, "CLIP", "a", text) == (named("tgd:model/clip"), named("rdf:type"), node)


def test_a_broken_literal_is_refused(world: Store) -> None:
    with pytest.raises(GraphError, match="is not a literal"):
        read_statement(world, "CLIP", "a", '"open')


def test_a_literal_is_no_predicate(world: Store) -> None:
    with pytest.raises(GraphError, match="cannot be a predicate"):
        read_statement(world, "CLIP", '"text"', "CLIP")
