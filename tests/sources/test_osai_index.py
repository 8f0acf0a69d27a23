"""The European Open Source AI Index."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources import forms
from tests.sources.reading import read, write


def test_grades_of_models_and_a_grading_of_all_dimensions(tmp_path: Path) -> None:
    found = read("osai_index", write(tmp_path, {"swan.yaml": forms.osai("Swan", base="Reed-7B", end="Swan-Chat")}))
    assert found.facts() == [
        "Swan-Chat developedBy Lakeside Lab",
        "Swan-Chat releasedOn 2025-03-01",
        "Swan-Chat producesModality modality/text",
        "Swan-Chat hasLicence licence/mit",
        "Swan-Chat derivedFrom Reed-7B",
        "Reed-7B weightsOpenness open",
        "Reed-7B dataOpenness partlyOpen",
        "Swan-Chat weightsOpenness open",
        "Swan-Chat codeOpenness closed",
        "openness of Swan (swan) measures Swan-Chat",
        "openness of Swan (swan) evaluatedOn European Open Source AI Index",
        "openness of Swan (swan) findsPartlyDisclosed Open Source AI Index: training data of the base model",
        "openness of Swan (swan) not findsDisclosed Open Source AI Index: training data of the end model",
        "openness of Swan (swan) findsDisclosed Open Source AI Index: weights of the base model",
        "openness of Swan (swan) findsDisclosed Open Source AI Index: weights of the end model",
        "openness of Swan (swan) not findsDisclosed Open Source AI Index: training code",
        "openness of Swan (swan) findsDisclosed Open Source AI Index: peer-reviewed paper",
    ]
    assert found.rejects == []


def test_a_model_that_is_its_own_base_has_one_grade_of_weights(tmp_path: Path) -> None:
    found = read("osai_index", write(tmp_path, {"swan.yaml": forms.osai("Swan", base="Swan", grade="partial")}))
    assert found.facts("weightsOpenness") == ["Swan weightsOpenness partlyOpen"]
    assert found.facts("derivedFrom") == []
    assert found.facts("dataOpenness") == ["Swan dataOpenness partlyOpen"]


def test_what_makes_no_claim_is_named(tmp_path: Path) -> None:
    files = {
        "a.yaml": forms.osai("A", base="B, C", licence="Reed Terms", date="2024 NOV", grade="ajar"),
        "b.yaml": forms.osai("", end=""),
        "c.yaml": "system:\n    name: C\n",
        "d.yaml": "system:\n    name: D\nsystem:\n    name: E\n",
        "e.yaml": forms.osai("E", date="2029-01"),
    }
    found = read("osai_index", write(tmp_path, files))
    assert found.reasons() == [
        "a licence.unmapped",
        "a value.several",
        "a grade.unmapped",
        "b row.nameless",
        "c row.incomplete",
        "file source.key",
        "e date.future",
    ]
    assert found.facts("releasedOn") == ["A releasedOn 2024-11-01"]


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    found = read("osai_index", snapshots / "osai-index")
    assert found.log.rows == 194
    assert len(found.labels("Measurement")) == 193
    assert [r for r in found.rejects if r.reason != "licence.unmapped"] == [
        next(r for r in found.rejects if r.row == "a_submission_template")
    ]
    assert len(found.accounted()) == 194
