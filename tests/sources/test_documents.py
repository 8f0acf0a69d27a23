"""JSON, YAML and TOML documents: read whole and exactly, or refused with a reason."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from trendgraph.errors import SourceError
from trendgraph.sources import ReadLog, documents
from trendgraph.sources.documents import load_document, mapping_of, records_of


def document(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.json", b'{"a": 1, "a": 2}', "source.key", "keys are named twice: a"),
        ("a.yaml", b"b:\n  a: 1\n  a: 2\n", "source.key", "line 2: keys are named twice: a"),
        ("a.toml", b"a = 1\na = 2\n", "source.syntax", "not well-formed"),
        ("a.json", b'{"a": ', "source.syntax", "not well-formed"),
        ("a.yaml", b"a: [1\n", "source.syntax", "not well-formed"),
        ("a.json", b'"\xff"', "source.encoding", "not written in UTF-8"),
        ("a.json", b"PK\x03\x04", "source.form", "Excel"),
        ("a.json", b"[" * 100_000, "source.syntax", "not well-formed"),
    ],
)
def test_what_is_no_such_document_is_named(tmp_path: Path, name: str, content: bytes, code: str, words: str) -> None:
    path = document(tmp_path, name, content)
    with pytest.raises(SourceError, match=words) as caught:
        load_document(path)
    assert caught.value.code == code
    assert caught.value.where == str(path)


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAXIMUM_DOCUMENT", 10)
    with pytest.raises(SourceError, match="more than the 10") as caught:
        load_document(document(tmp_path, "a.json", b'"0123456789"'))
    assert caught.value.code == "source.size"


def test_yaml_stays_text_and_json_numbers_stay_exact(tmp_path: Path) -> None:
    assert load_document(document(tmp_path, "a.yaml", b"a: 2026-02-31\nb: no\nc:\nd: 1.10\n")) == {
        "a": "2026-02-31",
        "b": "no",
        "c": "",
        "d": "1.10",
    }
    assert load_document(document(tmp_path, "a.json", b"\xef\xbb\xbf[0.1]")) == [Decimal("0.1")]


def test_a_list_with_strangers_in_it() -> None:
    log = ReadLog()
    assert list(records_of([{"a": 1}, 2], "x", log)) == [{"a": 1}]
    assert list(records_of("no list", "x", log)) == []
    assert log.skipped == {"row.form": 1, "source.form": 1}
    with pytest.raises(SourceError, match="should be a mapping"):
        mapping_of([], "x")
