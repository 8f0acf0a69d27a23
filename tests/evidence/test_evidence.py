"""The report's passages, re-found in its text; and what a changed byte does."""

import hashlib
from pathlib import Path

import pytest

from trendgraph.errors import SourceError
from trendgraph.evidence import locate, read_text_file, sentences, source_of, verify_evidence
from trendgraph.namespaces import entity_iri

REPORT = entity_iri("source/llm-report-2024")


@pytest.fixture
def text(snapshots: Path) -> str:
    return read_text_file(snapshots / "llm-report-2024.md")


def test_sentences_end_where_they_should() -> None:
    text = "# A title. Not a sentence\n\nFirst one, e.g.so. “Second?” Third!\r\nFourth without end\n"
    found = [text[p.start : p.end] for p in sentences(text)]
    assert found == ["First one, e.g.so.", "“Second?”", "Third!", "Fourth without end"]


def test_positions_are_code_points_and_digests_are_of_utf8() -> None:
    text = "Größe — naïve."
    (passage,) = locate(text, "naïve")
    assert (passage.start, passage.end) == (8, 13)
    assert passage.sha256 == hashlib.sha256("naïve".encode()).hexdigest()


@pytest.mark.snapshots
def test_every_passage_stands_and_every_sentence_carries_a_claim(real, text: str) -> None:
    check = verify_evidence(real.store, REPORT, text)
    assert check.same_text is True
    assert check.holds
    assert len(check.passages) >= 39
    assert (check.covered, len(check.sentences)) == (39, 39)


@pytest.mark.snapshots
def test_one_changed_character_names_exactly_the_claims_that_fail(real, text: str) -> None:
    place = text.index("translation")
    changed = text[:place] + "T" + text[place + 1 :]
    check = verify_evidence(real.store, REPORT, changed)
    hit = {one.evidence for one in check.passages if one.passage.start <= place < one.passage.end}
    assert hit
    assert {one.evidence for one in check.passages if not one.holds} == hit
    assert check.failing_claims == sorted({c for one in check.passages if one.evidence in hit for c in one.claims})
    assert check.same_text is False


@pytest.mark.snapshots
def test_an_inserted_character_says_where_the_passages_are_now(real, text: str) -> None:
    check = verify_evidence(real.store, REPORT, "x" + text)
    assert all(one.moved_to == one.passage.start + 1 for one in check.passages)


@pytest.mark.snapshots
def test_a_text_is_known_by_its_digest_then_by_its_name(real, text: str, tmp_path: Path) -> None:
    assert source_of(real.store, tmp_path / "anything.md", text) == REPORT
    assert source_of(real.store, tmp_path / "llm-report-2024.md", text + "changed") == REPORT
    with pytest.raises(SourceError) as caught:
        source_of(real.store, tmp_path / "llm-report-2023.md", text + "changed")
    assert "llm-report-2024" in caught.value.suggestions


@pytest.mark.snapshots
def test_the_text_itself_is_nowhere_in_the_project(root: Path, text: str) -> None:
    """No sentence of the report stands in a file of ours: the graph points, it does not copy."""
    pieces = [text[p.start : p.end][:60] for p in sentences(text)]
    for folder in ("data", "ontology", "queries", "shapes", "docs", "src", "tests"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and path.suffix in (".yaml", ".ttl", ".rq", ".md", ".py", ".tsv", ".json"):
                content = path.read_text(encoding="utf-8")
                assert not any(piece in content for piece in pieces), path


def test_a_text_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.md"
    path.write_bytes("naïve".encode("latin-1"))
    with pytest.raises(SourceError, match="UTF-8"):
        read_text_file(path)
