"""The SSSOM tables are well formed, their subjects exist, and they agree with the axioms."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from .sssom import COLUMNS, MappingSet, read_mapping_set, read_mapping_sets
from .tree import PROPERTY_KINDS, TG, TGD, own_modules, prefix_map, schemes

PREDICATES = {f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related")}
JUSTIFICATIONS = {"semapv:ManualMappingCuration", "semapv:LexicalMatching"}
REQUIRED = ("mapping_set_id", "mapping_set_version", "license", "mapping_date", "subject_source", "object_source")
SETS = {"schema-org", "prov-o", "aio", "dpv-ai", "airo", "fair4ml"}


def expand(curie: str, curie_map: dict[str, str]) -> URIRef:
    """Return the IRI of a CURIE."""
    prefix, _, name = curie.partition(":")
    return URIRef(curie_map[prefix] + name)


def subject_label(subject: URIRef) -> str | None:
    """Return the label of one of the project's terms or concepts, or nothing if there is no such thing."""
    label = own_modules().value(subject, RDFS.label) or schemes().value(subject, SKOS.prefLabel)
    return None if label is None else str(label)


def head_faults(found: MappingSet) -> Iterator[str]:
    """Yield what the metadata of a mapping set lack."""
    yield from (f"metadata lack {key}" for key in REQUIRED if key not in found.metadata)
    if found.metadata.get("mapping_set_id") != f"https://w3id.org/trendgraph/mappings/{found.path.name.split('.')[0]}":
        yield "mapping_set_id does not name the file"
    if found.columns != COLUMNS:
        yield f"columns are {found.columns}"
    yield from (f"row {i} has {len(row)} cells" for i, row in enumerate(found.rows) if len(row) != len(found.columns))


def row_faults(found: MappingSet) -> Iterator[str]:
    """Yield what is wrong in single rows."""
    for record in found.records():
        where = f"{record['subject_id']} {record['object_id']}"
        ids = (record["subject_id"], record["object_id"], record["predicate_id"], record["mapping_justification"])
        if unknown := [curie for curie in ids if curie.partition(":")[0] not in found.curie_map]:
            yield f"{where}: prefix of {unknown[0]} is not in the curie_map"
            continue
        if record["subject_label"] != subject_label(expand(record["subject_id"], found.curie_map)):
            yield f"{where}: subject does not exist under this label"
        if record["predicate_id"] not in PREDICATES or record["mapping_justification"] not in JUSTIFICATIONS:
            yield f"{where}: predicate or justification is not allowed"
        if not re.fullmatch(r"0\.\d{1,2}|1\.0", record["confidence"]) or not record["object_label"]:
            yield f"{where}: needs an object label and a confidence between 0 and 1"
        if str(date.fromisoformat(record["mapping_date"])) != str(found.metadata["mapping_date"]):
            yield f"{where}: date differs from the set's"


def table_faults(found: MappingSet) -> Iterator[str]:
    """Yield doubled, contradicting or unsorted rows."""
    records = found.records()
    pairs = Counter((record["subject_id"], record["object_id"]) for record in records)
    yield from (f"{one} {other}: mapped twice" for (one, other), count in pairs.items() if count > 1)
    exact = [record for record in records if record["predicate_id"] == "skos:exactMatch"]
    for column in ("subject_id", "object_id"):
        counts = Counter(record[column] for record in exact)
        yield from (f"{name}: two exact matches" for name, count in counts.items() if count > 1)
    keys = [(r["subject_id"], r["predicate_id"], r["object_id"]) for r in records]
    if keys != sorted(keys):
        yield "rows are not sorted"
    used = {record[c].partition(":")[0] for record in records for c in COLUMNS if c.endswith("_id")} | {"semapv"}
    yield from (f"{name}: prefix without use" for name in set(found.curie_map) - used)


def kind_faults(found: MappingSet) -> Iterator[str]:
    """Yield classes mapped to properties and properties mapped to classes, told by the first letter."""
    for record in found.records():
        subject = expand(record["subject_id"], found.curie_map)
        name = record["object_id"].partition(":")[2]
        is_property = any((subject, RDF.type, kind) in own_modules() for kind in PROPERTY_KINDS)
        is_term = is_property or (subject, RDF.type, OWL.Class) in own_modules()
        if is_term and is_property == name[0].isupper():
            yield f"{record['subject_id']} {record['object_id']}: of different kinds"


Check = Callable[[MappingSet], Iterator[str]]
CHECKS: list[Check] = [head_faults, row_faults, table_faults, kind_faults]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("found", read_mapping_sets(), ids=lambda found: found.path.name)
def test_mapping_set_is_without_fault(found: MappingSet, check: Check) -> None:
    assert list(check(found)) == []


def test_the_vocabularies_asked_for_are_mapped() -> None:
    assert {found.path.name.split(".")[0] for found in read_mapping_sets()} >= SETS
    assert sum(len(found.rows) for found in read_mapping_sets()) >= 60


def outer_axioms() -> Iterator[tuple[URIRef, URIRef]]:
    """Yield each own term with an outside one above it."""
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for one, other in own_modules().subject_objects(relation):
            if isinstance(other, URIRef) and str(one).startswith(str(TG)) and not str(other).startswith(str(TG)):
                yield URIRef(one), other


def test_axioms_and_mappings_agree() -> None:
    upward = {"skos:exactMatch", "skos:closeMatch", "skos:broadMatch"}
    rows = [(found, record) for found in read_mapping_sets() for record in found.records()]
    mapped = {
        (expand(record["subject_id"], found.curie_map), expand(record["object_id"], found.curie_map))
        for found, record in rows
        if record["predicate_id"] in upward
    }
    spaces = {found.curie_map[record["object_id"].partition(":")[0]] for found, record in rows}
    stated = {(one, other) for one, other in outer_axioms() if any(other.startswith(str(space)) for space in spaces)}
    assert len(stated) >= 20
    assert stated - mapped == set()
    noted = {
        (expand(record["subject_id"], found.curie_map), expand(record["object_id"], found.curie_map))
        for found, record in rows
        if record["comment"].startswith("Also stated as")
    }
    assert noted - stated == set()


def planted(tmp_path: Path, **changes: str) -> MappingSet:
    """Return a small mapping set with one row, changed as told."""
    row = {
        "subject_id": "tg:Trend",
        "subject_label": "trend",
        "predicate_id": "skos:relatedMatch",
        "object_id": "prov:Activity",
        "object_label": "Activity",
        "mapping_justification": "semapv:ManualMappingCuration",
        "confidence": "0.9",
        "mapping_date": "2026-11-23",
        "author_label": "",
        "comment": "",
    } | changes
    head = [f"{key}: https://w3id.org/trendgraph/mappings/prov-o" for key in REQUIRED if key != "mapping_date"]
    head += ["mapping_date: 2026-11-23", "curie_map:"]
    head += [f"  {name}: {prefix_map()[name]}" for name in ("tg", "skos", "prov", "semapv")]
    lines = [f"#{line}" for line in head] + ["\t".join(COLUMNS), "\t".join(row.values())]
    path = tmp_path / "prov-o.sssom.tsv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return read_mapping_set(path)


PLANTED = [
    (row_faults, {"subject_id": "tg:Nothing"}, "does not exist"),
    (row_faults, {"subject_label": "Trend"}, "does not exist"),
    (row_faults, {"object_id": "foo:Bar"}, "not in the curie_map"),
    (row_faults, {"predicate_id": "skos:broader"}, "not allowed"),
    (row_faults, {"mapping_justification": "semapv:LLMBasedMatching"}, "not allowed"),
    (row_faults, {"confidence": "2"}, "confidence"),
    (row_faults, {"mapping_date": "2026-11-22"}, "date differs"),
    (head_faults, {"comment": "a\tb"}, "cells"),
    (
        table_faults,
        {"comment": "\n" + "\t".join(["tg:Trend", "", "skos:closeMatch", "prov:Activity", *[""] * 6])},
        "twice",
    ),
    (
        table_faults,
        {"comment": "\n" + "\t".join(["tg:Claim", "", "skos:closeMatch", "prov:Entity", *[""] * 6])},
        "sorted",
    ),
    (kind_faults, {"object_id": "prov:used"}, "different kinds"),
]


@pytest.mark.parametrize(("check", "changes", "expected"), PLANTED, ids=lambda value: getattr(value, "__name__", None))
def test_planted_fault_is_found(tmp_path: Path, check: Check, changes: dict[str, str], expected: str) -> None:
    assert any(expected in fault for fault in check(planted(tmp_path, **changes)))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_good_mapping_set_passes(tmp_path: Path, check: Check) -> None:
    assert list(check(planted(tmp_path))) == []


def published_names(path: Path, pattern: str) -> set[str]:
    """Return the names that a pattern finds in a published vocabulary."""
    return set(re.findall(pattern, path.read_text("utf-8-sig"), re.MULTILINE))


PUBLISHED = {
    "aio": ("aio/aio-src.csv", None),
    "dpv-ai": ("dpv-aiact/ai-owl.ttl", r"^ai-owl:([\w-]+) a "),
    "dpv-aiact": ("dpv-aiact/eu-aiact-owl.ttl", r"^eu-aiact-owl:([\w-]+) a "),
    "ibm-risk-atlas": ("ai-atlas-nexus/knowledge_graph/risk_atlas_data.yaml", r"^  - id: (atlas-[\w-]+)$"),
}


@pytest.mark.snapshots
@pytest.mark.parametrize("name", PUBLISHED)
def test_objects_exist_in_the_published_vocabulary(snapshots: Path, name: str) -> None:
    file, pattern = PUBLISHED[name]
    if pattern is None:
        with (snapshots / file).open(encoding="utf-8-sig", newline="") as stream:
            known = {row[0].removeprefix("AIO:") for row in csv.reader(stream)}
    else:
        known = published_names(snapshots / file, pattern)
    found = next(found for found in read_mapping_sets() if found.path.name == f"{name}.sssom.tsv")
    assert {record["object_id"].partition(":")[2] for record in found.records()} - known == set()


def test_subjects_are_terms_or_concepts_of_the_project() -> None:
    for found in read_mapping_sets():
        subjects = {expand(record["subject_id"], found.curie_map) for record in found.records()}
        assert all(subject in TG or subject in TGD for subject in subjects)
