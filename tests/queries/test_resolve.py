"""Names people write lead to one entity or to a useful error."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from trendgraph.errors import QueryError
from trendgraph.namespaces import ENTITY, TG, entity_iri
from trendgraph.queries import resolve, run_query
from trendgraph.store import Store


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Aurora", "model/aurora"),
        ("aurora 7b", "model/aurora"),
        ("aurora", "model/aurora"),
        ("Acme", "organisation/acme"),
        ("knowledge distillation", "technique/knowledge-distillation"),
        ("licence/apache-2.0", "licence/apache-2.0"),
        ("The model year in review", "source/daily-press-review"),
        ("daily-press-review", "source/daily-press-review"),
    ],
)
def test_names(tiny_store: Store, text: str, reference: str) -> None:
    assert resolve(tiny_store, text).value == entity_iri(reference)


def test_terms_and_qualifiers(tiny_store: Store) -> None:
    assert resolve(tiny_store, "growing").value == TG + "growing"
    assert resolve(tiny_store, "tg:releasedOn").value == TG + "releasedOn"


def test_claims_may_be_shortened(tiny_store: Store) -> None:
    claim = run_query(tiny_store, "cq043").rows[0][5]
    assert isinstance(claim, ox.NamedNode)
    digits = claim.value.rpartition("/")[2]
    assert resolve(tiny_store, f"claim/{digits[:8]}", "Claim") == claim
    assert resolve(tiny_store, claim.value) == claim
    with pytest.raises(QueryError):
        resolve(tiny_store, "claim/000000000000")


def test_ambiguous_names_list_what_they_could_mean(tiny_store: Store) -> None:
    store = Store(ox.Store())
    store.add(tiny_store.quads())
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for segment in ("organisation", "model"):
        node = ox.NamedNode(f"{ENTITY}{segment}/twin")
        store.add([ox.Quad(node, label, ox.Literal("Twin", language="en"), ox.NamedNode("urn:x:g"))])
    with pytest.raises(QueryError) as raised:
        resolve(store, "twin")
    assert raised.value.code == "query.ambiguous"
    assert raised.value.suggestions == ("model/twin", "organisation/twin")


@pytest.mark.parametrize(
    ("text", "kind", "nearest"),
    [
        ("Aurroa", None, "model/aurora"),
        ("model/aurra", None, "model/aurora"),
        ("https://w3id.org/trendgraph/id/model/vistta", None, "model/vista"),
        ("small model", "Trend", "trend/small-models"),
        ("transfromer", "Technique", "technique/transformer"),
    ],
)
def test_misspellings_get_the_nearest_names(tiny_store: Store, text: str, kind: str | None, nearest: str) -> None:
    with pytest.raises(QueryError) as raised:
        resolve(tiny_store, text, kind)
    assert raised.value.code == "query.entity"
    assert nearest in raised.value.suggestions


def test_kind_follows_the_class_tree_without_reasoning() -> None:
    store = Store(ox.Store())
    rdfs, rdf = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    node, company = ox.NamedNode(ENTITY + "organisation/a"), ox.NamedNode(TG + "Company")
    graph = ox.NamedNode("urn:x:g")
    store.add(
        [
            ox.Quad(node, ox.NamedNode(rdf + "type"), company, graph),
            ox.Quad(company, ox.NamedNode(rdfs + "subClassOf"), ox.NamedNode(TG + "Organisation"), graph),
        ]
    )
    assert resolve(store, "organisation/a", "Organisation") == node
    with pytest.raises(QueryError):
        resolve(store, "organisation/a", "Model")
