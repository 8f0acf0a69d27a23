"""The header says what the ontology is, and its version is the same wherever it stands."""

from __future__ import annotations

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD, Literal, URIRef

from .sssom import MappingSet, read_mapping_sets
from .tree import HEADER, ONTOLOGY, TG, header, prefix_map

VERSION = str(header().value(HEADER, OWL.versionInfo))
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def test_header_is_one_ontology_that_imports_nothing() -> None:
    assert list(header().subjects(RDF.type, OWL.Ontology)) == [HEADER]
    assert set(header().subjects()) == {HEADER}
    assert list(header().objects(None, OWL.imports)) == []


@pytest.mark.parametrize(
    "predicate", [DCTERMS.title, DCTERMS.description, DCTERMS.creator, RDFS.label, SKOS.definition]
)
def test_header_says_one_thing_in_english(predicate: URIRef) -> None:
    values = list(header().objects(HEADER, predicate))
    assert len(values) == 1
    assert isinstance(values[0], Literal)
    assert values[0].language == "en"


def test_header_carries_licence_date_and_namespace() -> None:
    assert header().value(HEADER, DCTERMS.license) == URIRef(LICENCE)
    assert header().value(HEADER, DCTERMS.created) == Literal("2026-11-23", datatype=XSD.date)
    prefix = str(header().value(HEADER, VANN.preferredNamespacePrefix))
    assert prefix_map()[prefix] == str(header().value(HEADER, VANN.preferredNamespaceUri)) == str(TG)


def test_version_iri_ends_with_the_version() -> None:
    assert header().value(HEADER, OWL.versionIRI) == URIRef(f"{HEADER}/{VERSION}")


@pytest.mark.parametrize("mapping_set", read_mapping_sets(), ids=lambda found: found.path.name)
def test_mapping_sets_carry_the_version_and_licence(mapping_set: MappingSet) -> None:
    assert mapping_set.metadata["mapping_set_version"] == VERSION
    assert mapping_set.metadata["subject_source_version"] == VERSION
    assert mapping_set.metadata["license"] == LICENCE


def test_redirects_name_the_version() -> None:
    assert f"`{HEADER}/{VERSION}`" in (ONTOLOGY / "redirects" / "README.md").read_text("utf-8")
