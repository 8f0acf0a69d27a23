"""The Python face, as a notebook uses it."""

from pathlib import Path

import networkx as nx
import pytest
import rdflib
from tests.shipped import Shipped

import trendgraph as tg
from trendgraph.namespaces import entity_iri


@pytest.fixture(scope="module")
def graph(real: Shipped) -> tg.Graph:
    return tg.Graph(real.store)


@pytest.fixture(scope="module")
def small(tiny_data: Path) -> tg.Graph:
    return tg.build(tiny_data, check=False)


def test_a_question_gives_a_table(graph: tg.Graph) -> None:
    table = graph.query("cq010", trend="parameter-efficiency")
    assert len(table) > 0
    row = next(iter(table))
    assert row["phase"] == row.phase == row[0]
    frame = table.to_pandas()
    assert list(frame.columns) == list(table.columns)
    assert len(frame) == len(table)
    assert "<table" in table._repr_html_()


def test_sparql_gives_a_table_too(graph: tg.Graph, root: Path) -> None:
    table = graph.query("SELECT ?t { ?t a tg:Trend }")
    assert table.columns == ("t",)
    assert len(table) == len(list((root / "data" / "trends").glob("*.yaml")))


def test_every_row_has_its_why(graph: tg.Graph) -> None:
    table = graph.query("cq002")
    supports = graph.why(table)
    assert len(supports) == len(table)
    assert all(support.evidence for row in supports for support in row)


def test_an_entity_by_its_name(graph: tg.Graph) -> None:
    assert graph.entity("gemini").iri == entity_iri("family/gemini")
    assert graph.entity("CLIP").as_subject


def test_a_misspelling_gets_the_nearest_names(graph: tg.Graph) -> None:
    with pytest.raises(tg.TrendgraphError) as caught:
        graph.entity("gemni")
    assert "family/gemini" in caught.value.suggestions


def test_claims_by_subject_predicate_and_object(graph: tg.Graph) -> None:
    about = graph.claims(subject="clip")
    assert about
    assert {claim.subject for claim in about} == {entity_iri("model/clip")}
    (released,) = graph.claims(subject="clip", predicate="releasedOn")
    assert released.stated == "2021-01-05"
    assert {claim.subject for claim in graph.claims(object="openai")} >= {entity_iri("model/clip")}
    assert len(graph.claims()) > len(about)


def test_explain_takes_names_and_a(graph: tg.Graph) -> None:
    derivation = graph.explain("jamba-v0.1", "a", "tg:HybridModel")
    assert derivation.rule
    assert "jamba" in derivation.render().lower()


def test_export_and_read_back(graph: tg.Graph, tmp_path: Path) -> None:
    result = graph.export(tmp_path / "clip.ttl", entity="clip")
    assert result.statements > 50
    assert (rdflib.URIRef(entity_iri("model/clip")), None, None) in rdflib.Graph().parse(tmp_path / "clip.ttl")


def test_rdflib_and_back(small: tg.Graph) -> None:
    dataset = small.to_rdflib()
    assert len(tg.Graph.from_rdflib(dataset)) == len(small)


def test_networkx_keeps_evidence_on_edges(graph: tg.Graph) -> None:
    network = graph.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    clip = entity_iri("model/clip")
    edges = [data for _, _, data in network.out_edges(clip, data=True)]
    assert edges
    assert all(data["sources"] and data["status"] for data in edges)


def test_open_reads_what_build_wrote_and_warns_of_another_version(
    small: tg.Graph, tiny_data: Path, tmp_path: Path
) -> None:
    tg.build(tiny_data, out=tmp_path / "store", check=False)
    assert len(tg.open(tmp_path / "store")) == len(small)
    manifest = tmp_path / "store" / "trendgraph.json"
    manifest.write_text(manifest.read_text().replace('"ontology": "1.0.0"', '"ontology": "0.9.0"'))
    with pytest.warns(UserWarning, match=r"0\.9\.0"):
        tg.open(tmp_path / "store")


def test_validate_gives_a_report(small: tg.Graph) -> None:
    assert small.validate().conforms


def test_the_root_offers_little_and_says_what() -> None:
    assert dir(tg) == sorted(tg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        tg.bild  # noqa: B018  # the access is the test
