"""arXiv: papers for whoever counts, and the corpus for the graph."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.sources import forms
from tests.sources.reading import read

from trendgraph.errors import SourceError
from trendgraph.sources import ReadLog, arxiv
from trendgraph.sources.arxiv import Paper, iter_papers


def json_lines(folder: Path, name: str = "snapshot.jsonl") -> Path:
    content = "".join(json.dumps(paper) + "\n" for paper in forms.PAPERS).encode() + b"{broken\n\n[1]\n"
    path = folder / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def parquet(folder: Path, **columns: list[object]) -> Path:
    given = {"arxiv_id": ["1", "2", "3"], "title": ["On  swans", "B", "C"], **columns}
    pq.write_table(pa.table(given), folder / "titles.parquet", row_group_size=2)
    return folder / "titles.parquet"


@pytest.mark.parametrize("name", ["snapshot.jsonl", "snapshot.json.gz"])
def test_the_metadata_snapshot(tmp_path: Path, name: str) -> None:
    log = ReadLog()
    assert list(iter_papers(json_lines(tmp_path, name), log)) == [
        Paper("2401.00001", date(2024, 1, 1), "On swans", "They swim.", ("cs.AI", "cs.CL")),
        Paper("2401.00002", date(2024, 1, 2), "No versions", None, ("cs.CL",)),
    ]
    assert log.skipped == {
        "row.nameless": 1,
        "date.invalid": 1,
        "date.implausible": 1,
        "row.syntax": 1,
        "row.form": 1,
    }
    assert log.rows == 2 + sum(log.skipped.values())


def test_parquet_files_batch_by_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arxiv, "_BATCH", 1)
    days = [date(2024, 1, 1), date(1970, 1, 1), None]
    path = parquet(tmp_path, first_seen=days, categories=["cs.AI cs.CL"] * 3, primary_category=["cs.CL"] * 3)
    log = ReadLog()
    assert list(iter_papers(path, log)) == [Paper("1", date(2024, 1, 1), "On swans", None, ("cs.CL", "cs.AI"))]
    assert log.skipped == {"date.implausible": 1, "date.invalid": 1}


def test_a_truncated_parquet_file_is_named(tmp_path: Path) -> None:
    path = parquet(tmp_path, updated=[date(2024, 1, 1)] * 3)
    path.write_bytes(path.read_bytes()[:-20])
    for reading in (lambda: list(iter_papers(path, ReadLog())), lambda: read("arxiv", path)):
        with pytest.raises(SourceError, match="cut off or damaged") as caught:
            reading()
        assert caught.value.code == "source.truncated"


def test_a_truncated_archive_is_named(tmp_path: Path) -> None:
    path = json_lines(tmp_path, "snapshot.json.gz")
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(SourceError, match="cut off or damaged"):
        list(iter_papers(path, ReadLog()))


def test_missing_columns_and_endless_lines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match="first_seen or updated"):
        list(iter_papers(parquet(tmp_path), ReadLog()))
    monkeypatch.setattr(arxiv, "MAXIMUM_LINE", 50)
    with pytest.raises(SourceError, match="longer than 50 bytes") as caught:
        list(iter_papers(json_lines(tmp_path), ReadLog()))
    assert caught.value.code == "source.line"


def test_one_json_array_is_no_snapshot(tmp_path: Path) -> None:
    (tmp_path / "papers.json").write_text("[1]")
    with pytest.raises(SourceError, match="first line"):
        read("arxiv", tmp_path / "papers.json")


def test_the_corpus_is_a_source_and_papers_make_no_claims(tmp_path: Path) -> None:
    json_lines(tmp_path, "snapshot_2024-05.jsonl")
    found = read("arxiv", tmp_path)
    assert found.facts() == [
        "arXiv metadata: snapshot_2024-05 hasLicence licence/cc0-1.0",
        "arXiv metadata: snapshot_2024-05 developedBy arXiv",
    ]
    assert found.sources[0].identifier == "arxiv.snapshot-2024-05"


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    log = ReadLog()
    assert sum(1 for _ in iter_papers(snapshots / "arxiv", log)) == 103_043 + 74_728
    assert not log.skipped
    assert len(read("arxiv", snapshots / "arxiv").sources) == 2
