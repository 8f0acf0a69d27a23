"""Transparency scores, three editions."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources import forms
from tests.sources.reading import read, write

from trendgraph.errors import SourceError


def folder(path: Path) -> Path:
    return write(path, {"May2024/May2024_scores.csv": forms.FMTI_2024, "Oct/October2023_scores.csv": forms.FMTI_2023})


def test_points_are_disclosures_and_missing_points_denials(tmp_path: Path) -> None:
    found = read("fmti", folder(tmp_path))
    assert found.facts("findsDisclosed") == [
        "transparency of Lakeside, 2024-05 findsDisclosed Data size",
        "transparency of Pond, 2024-05 not findsDisclosed Data size",
        "transparency of Lakeside, 2024-05 findsDisclosed Data creators",
        "transparency of Pond, 2024-05 findsDisclosed Data creators",
        "transparency of Lakeside, 2024-05 not findsDisclosed Wages",
        "transparency of Lakeside, 2023-10 findsDisclosed Data size",
    ]


def test_the_row_of_totals_is_no_indicator_and_is_checked(tmp_path: Path) -> None:
    found = read("fmti", folder(tmp_path))
    assert "Total" not in found.labels("DisclosureIndicator")
    assert found.labels("Organisation") == ["Center for Research on Foundation Models", "Lakeside", "Pond"]
    assert found.facts("transparencyScore") == [
        "transparency of Lakeside, 2024-05 transparencyScore 2",
        "transparency of Lakeside, 2023-10 transparencyScore 1",
    ]
    assert found.reasons() == ["Wages score.invalid", "Total total.mismatch", "Pond total.incomplete"]


def test_totals_stand_beside_their_edition(tmp_path: Path) -> None:
    found = read("fmti", folder(tmp_path))
    assert [source.identifier for source in found.sources] == ["fmti.scores.2024-05", "fmti.scores.2023-10"]
    assert found.facts("evaluatedOn") == [
        "transparency of Lakeside, 2024-05 evaluatedOn Foundation Model Transparency Index, 2024-05",
        "transparency of Pond, 2024-05 evaluatedOn Foundation Model Transparency Index, 2024-05",
        "transparency of Lakeside, 2023-10 evaluatedOn Foundation Model Transparency Index, 2023-10",
    ]


def test_a_column_of_remarks_is_no_developer(tmp_path: Path) -> None:
    table = "Indicator,Lakeside,Remarks\nData size,1,see page 3\n"
    found = read("fmti", write(tmp_path, {"May2024_scores.csv": table}))
    assert found.labels("Measurement") == ["transparency of Lakeside, 2024-05"]
    assert "Data size score.invalid" in found.reasons()


def test_a_table_without_its_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read("fmti", write(tmp_path, {"my_scores.csv": forms.FMTI_2024}))
    assert caught.value.code == "source.edition"


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    found = read("fmti", snapshots / "fmti")
    assert found.log.rows == 302
    assert found.rejects == []
    scores = {
        claim.subject.rpartition(".")[2]: claim.object.lexical
        for claim in found.claims
        if claim.predicate.endswith("transparencyScore")
    }
    assert len(scores) == 10 + 14 + 13
    assert (scores["transparency-of-meta-2023-10"], scores["transparency-of-openai-2024-05"]) == ("54", "49")
    assert len(found.accounted() - {("Dec2025_scores.csv", "1 to 100, added up")}) == 302
