from pathlib import Path

import pytest

from trendgraph.claims import Claim, Entity, PartialDate, Precision, Source, TextPosition, Value
from trendgraph.errors import SourceError, TrendgraphError
from trendgraph.namespaces import TG, entity_iri
from trendgraph.sources import read_source
from trendgraph.sources.curated import format_folder, json_schemas
from trendgraph.terms import XSD

SOURCE = """\
id: paper
kind: Publication
title: A paper
publisher: organisation/acme
issued: 2024-03
accessed: 2026-11-23
url: https://example.org/paper
licence: licence/cc-by-4.0
recorded: 2026-11-23
"""
ACME = """\
id: organisation/acme
kind: Company
label: Acme
recorded: 2026-11-23
"""
MODEL = """\
id: model/one
kind: LanguageModel
label: One
alternative_labels:
  - Model One
recorded: 2026-11-23
claims:
  - predicate: developedBy
    object: organisation/acme
    evidence:
      - source: paper
        place: abstract
        directness: firstParty
  - predicate: releasedOn
    value: 2024-Q2
    confidence: 0.5
    evidence:
      - source: paper
        at:
          start: 0
          end: 5
          sha256: 0000000000000000000000000000000000000000000000000000000000000000
        directness: firstParty
        stance: disputes
"""
REPORT = """\
source: paper
directness: secondary
recorded: 2026-11-23
passages:
  s01:
    start: 10
    end: 20
    sha256: 1111111111111111111111111111111111111111111111111111111111111111
claims:
  - subject: model/one
    predicate: usesTechnique
    object: technique/pruning
    passage: s01
    status: proposed
    from: 2024
    to: 2025
"""


@pytest.fixture
def world(tmp_path: Path) -> Path:
    for name, text in {
        "sources/paper": SOURCE,
        "organisations/acme": ACME,
        "models/one": MODEL,
        "reports/paper": REPORT,
    }.items():
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def change(world: Path, name: str, old: str, new: str) -> Path:
    path = world / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def failure(world: Path) -> TrendgraphError:
    with pytest.raises(TrendgraphError) as caught:
        list(read_source("curated", world))
    return caught.value


def test_reads_entities_sources_and_claims(world: Path) -> None:
    records = list(read_source("curated", world))
    assert [one.iri for one in records if isinstance(one, Entity)] == [
        entity_iri("model/one"),
        entity_iri("organisation/acme"),
    ]
    (paper,) = [one for one in records if isinstance(one, Source)]
    assert paper.issued == PartialDate.parse("2024-03")
    developed, released, uses = [one for one in records if isinstance(one, Claim)]
    assert developed.object == entity_iri("organisation/acme")
    assert released.object == Value("2024-04-01", XSD + "date", Precision.QUARTER)
    assert released.evidence[0].selector == TextPosition(0, 5, "0" * 64)
    assert (uses.subject, uses.status, str(uses.valid_to)) == (entity_iri("model/one"), "proposed", "2025")
    assert uses.predicate == TG + "usesTechnique"


CASES = [
    # name, file, old, new, code, line, words that the message must hold
    ("wrong key", "models/one", "label: One", "lable: One", "source.field", 3, ["lable", "nearest: label"]),
    ("unknown predicate", "models/one", "developedBy", "devlopedBy", "claim.predicate", 8, ["nearest: developedBy"]),
    ("month 13", "models/one", "2024-Q2", "2024-13-01", "claim.date", 15, ["2024-13-01", "claims[1].value"]),
    ("dangling reference", "models/one", "/acme", "/acne", "claim.reference", 9, ["nearest: organisation/acme"]),
    ("unknown source", "models/one", "source: paper", "source: papr", "claim.source", 11, ["nearest: paper"]),
    ("unknown kind", "models/one", "LanguageModel", "LanguageModl", "claim.kind", 2, ["nearest: LanguageModel"]),
    ("defined class", "models/one", "LanguageModel", "HybridModel", "claim.kind", 2, ["defined class"]),
    ("wrong range", "models/one", "organisation/acme", "technique/pruning", "claim.kind", 9, ["Organisation"]),
    ("identifier", "models/one", "model/one", "model/two", "source.identifier", 1, ["nearest: model/one"]),
    ("bad confidence", "models/one", "0.5", "1.5", "source.field", 16, ["claims[1].confidence", "1.5"]),
    ("bad enum", "models/one", "firstParty", "firstparty", "source.field", 13, ["nearest: firstParty"]),
    ("no place", "models/one", "        place: abstract\n", "", "source.field", 11, ["place", "at"]),
    ("empty passage", "models/one", "end: 5", "end: 0", "source.field", 21, ["claims[1].evidence[0].at.end"]),
    ("value for object", "models/one", "object: org", "value: org", "claim.object", 9, ["takes an `object`"]),
    ("no publisher", "sources/paper", "/acme", "/acne", "claim.reference", 4, ["publisher"]),
    ("bad url", "sources/paper", "https://", "htp://", "source.field", 7, ["url"]),
    ("bad issue date", "sources/paper", "2024-03", "2024-00", "claim.date", 5, ["issued"]),
    ("ends before it begins", "reports/paper", "to: 2025", "to: 2023", "claim.date", 16, ["before it begins"]),
    ("mixed precision", "reports/paper", "to: 2025", "to: 2025-06", "claim.date", 16, ["precision"]),
    ("no passage", "reports/paper", "passage: s01", "passage: s02", "claim.passage", 13, ["nearest: s01"]),
    ("missing field", "organisations/acme", "label: Acme\n", "", "source.field", 1, ["'label' is missing"]),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_mistakes_name_file_line_field_and_cure(
    world: Path, file: str, old: str, new: str, code: str, line: int, words: list[str]
) -> None:
    path = change(world, file, old, new)
    error = failure(world)
    problem = error.problems[0] if error.problems else error
    assert problem.code == code, str(error)
    assert problem.where is not None
    assert problem.where.startswith(f"{path}:{line}"), problem.where
    for word in words:
        assert word in str(problem)


def test_every_mistake_is_named_at_once(world: Path) -> None:
    change(world, "models/one", "developedBy", "devlopedBy")
    change(world, "sources/paper", "licence/cc-by-4.0", "licence/cc-by-40")
    error = failure(world)
    assert {problem.code for problem in error.problems} == {"claim.predicate", "claim.reference"}
    assert "2 mistakes" in str(error)


def test_two_files_with_one_identifier(world: Path) -> None:
    second = world / "models" / "copies" / "one.yaml"
    second.parent.mkdir()
    second.write_text(MODEL, encoding="utf-8")
    error = failure(world)
    assert error.code == "source.duplicate"
    assert str(world / "models" / "copies" / "one.yaml") in str(error)
    assert "two files" in str(error)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id: model/one\nlabel: \xff\xfe", "source.encoding"),
        (b"id: [model/one", "source.yaml"),
        (b"id: model/one\nid: model/one\n", "source.duplicate_key"),
        (b"- one\n- two\n", "source.yaml"),
        (b"", "source.yaml"),
    ],
)
def test_files_that_are_no_curated_yaml(world: Path, content: bytes, code: str) -> None:
    path = world / "models" / "one.yaml"
    path.write_bytes(content)
    error = failure(world)
    problem = error.problems[0] if error.problems else error
    assert problem.code == code
    assert str(path) in str(problem)


def test_unknown_folder_and_unknown_reader(world: Path) -> None:
    (world / "modles").mkdir()
    (world / "modles" / "x.yaml").write_text(MODEL)
    assert failure(world).suggestions[0] == "models"
    with pytest.raises(SourceError, match="no reader"):
        list(read_source("curted", world))
    with pytest.raises(SourceError, match="not a folder"):
        list(read_source("curated", world / "nowhere"))


def test_canonical_form_is_a_fixpoint_and_says_the_same(world: Path) -> None:
    change(world, "models/one", "label: One", 'label: "One"')
    change(world, "models/one", "confidence: 0.5", "confidence: 0.50")
    before = list(read_source("curated", world))
    assert [path.name for path in format_folder(world, write=False)] == ["one.yaml"]
    assert [path.name for path in format_folder(world, write=True)] == ["one.yaml"]
    assert (world / "models" / "one.yaml").read_text(encoding="utf-8") == MODEL
    assert format_folder(world, write=True) == []
    assert list(read_source("curated", world)) == before


def test_formatting_never_loses_a_comment(world: Path) -> None:
    path = change(world, "models/one", "label: One", "# keep me\nlabel: 'One'")
    with pytest.raises(SourceError, match="comments are not kept"):
        format_folder(world, write=True)
    assert "# keep me" in path.read_text()


def test_shipped_files_are_canonical(root: Path) -> None:
    changed = format_folder(root / "data", write=False)
    assert not changed, f"run: trendgraph data format   ({len(changed)} files differ, first {changed[0]})"


def test_json_schemas_follow_the_forms() -> None:
    schemas = json_schemas()
    assert schemas["entity"]["required"] == ["id", "kind", "label", "recorded"]
    assert schemas["source"]["additionalProperties"] is False
