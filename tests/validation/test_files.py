"""A user's own files against the same shapes; nothing is fetched; what cannot be read is named with its place."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox
import pytest
from tests.shapes import world

from trendgraph.errors import GraphError
from trendgraph.validation import validate_files

TURTLE = """@prefix tg: <https://w3id.org/trendgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/trendgraph/id/hardware/mine> a tg:Hardware ; rdfs:label "Mine"@en , "Second"@en .
[] a tg:Hardware ; rdfs:label "Nameless"@en .
"""
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_format_gives_the_same_report(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"mine.{suffix}"
    quads = ox.parse(TURTLE, format=ox.RdfFormat.TURTLE)
    path.write_bytes(ox.serialize(quads, format=FORMATS[suffix]))
    report = validate_files([path])
    assert [world.line(result) for result in report.results] == [
        "violation qc-blank-node https://w3id.org/trendgraph/graph/user rdf:type -",
        "violation qc-blank-node https://w3id.org/trendgraph/graph/user rdfs:label -",
        "violation tgs:entity-label tgd:hardware/mine rdfs:label -",
        "violation tgs:HardwareShape _:b - _:b",
    ]


def test_blank_nodes_have_steady_names(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    first, second = validate_files([path]), validate_files([path])
    assert first == second
    assert "_:f0b0" in {result.focus for result in first.results}


def test_classes_and_predicates_of_the_ontology_are_known(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(TURTLE.split("[]", maxsplit=1)[0].replace(', "Second"@en', ""), encoding="utf-8")
    assert validate_files([path]).conforms


def test_named_graphs_of_the_project_are_checked_as_such(tmp_path: Path) -> None:
    path = tmp_path / "mine.trig"
    path.write_text(
        "GRAPH <https://w3id.org/trendgraph/graph/asserted> { <https://w3id.org/trendgraph/id/model/a> "
        "<https://w3id.org/trendgraph/ontology#usesTechnique> <https://w3id.org/trendgraph/id/technique/pruning> }",
        encoding="utf-8",
    )
    assert "qc-asserted-without-claim" in validate_files([path]).counts_by_source


def test_several_files_make_one_graph(tmp_path: Path) -> None:
    label, kind = tmp_path / "a.ttl", tmp_path / "b.ttl"
    lines = TURTLE.splitlines()
    kind.write_text("\n".join(lines[:2]) + "\n<https://w3id.org/trendgraph/id/hardware/x> a tg:Hardware .\n")
    label.write_text("\n".join(lines[:2]) + '\n<https://w3id.org/trendgraph/id/hardware/x> rdfs:label "X"@en .\n')
    assert not validate_files([label]).conforms
    assert validate_files([label, kind]).conforms


@pytest.mark.parametrize(
    ("name", "content", "code", "where"),
    [
        ("cut.ttl", TURTLE.encode()[:-40], "graph.syntax", ":4:"),
        ("latin.ttl", '<a:b> <a:c>\n "é" .'.encode("latin-1"), "graph.encoding", ":2:3"),
        ("cut.jsonld", b'{"@id": "https://example.org/x",', "graph.syntax", ":1:"),
        ("cut.rdf", b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><x>", "graph.syntax", "cut.rdf"),
        ("cut.nq", b"<https://example.org/x> <https://example.org/y>\n", "graph.syntax", ":2:1"),
    ],
)
def test_a_file_that_is_no_rdf_is_named_with_its_place(
    tmp_path: Path, name: str, content: bytes, code: str, where: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(GraphError) as caught:
        validate_files([path])
    assert caught.value.code == code
    assert where in str(caught.value.where)
    assert str(path) in str(caught.value.where)


def test_an_unknown_suffix_gets_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "mine.tll"
    path.write_text(TURTLE, encoding="utf-8")
    with pytest.raises(GraphError) as caught:
        validate_files([path])
    assert ".ttl" in caught.value.suggestions


def test_a_missing_file_gets_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(TURTLE, encoding="utf-8")
    with pytest.raises(GraphError) as caught:
        validate_files([tmp_path / "mien.ttl"])
    assert caught.value.suggestions == ("mine.ttl",)


def test_a_remote_context_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonld"
    path.write_text('{"@context": "https://schema.org/", "name": "x"}', encoding="utf-8")
    with pytest.raises(GraphError) as caught:
        validate_files([path])
    assert "nothing is fetched" in str(caught.value.hint)
