"""The FDA's list of devices."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources import forms
from tests.sources.reading import read, write

from trendgraph.claims import Directness
from trendgraph.errors import SourceError


def test_a_device_and_what_is_out_of_order(tmp_path: Path) -> None:
    found = read("fda_aiml", write(tmp_path, {"devices.csv": forms.FDA}))
    assert found.facts() == [
        "Swan Scan, mobile (K1) authorisedOn 2025-12-30",
        "Swan Scan, mobile (K1) offeredBy Lakeside Medical",
        "Swan Scan, mobile (K1) medicalSpecialty Radiology",
    ]
    assert {evidence.directness for claim in found.claims for evidence in claim.evidence} == {Directness.FIRST_PARTY}
    assert found.reasons() == [
        "K1 key.duplicate",
        "K2 date.future",
        "K3 date.invalid",
        "K4 date.invalid",
        "line 7 row.nameless",
    ]


def test_a_new_column_is_named_and_a_missing_one_refused(tmp_path: Path) -> None:
    table = forms.FDA.replace("Primary Product Code", "Product Code")
    assert "header column.unknown" in read("fda_aiml", write(tmp_path, {"devices.csv": table})).reasons()
    with pytest.raises(SourceError, match="columns are missing: Company"):
        read("fda_aiml", write(tmp_path, {"devices.csv": forms.FDA.replace(",Company,", ",Firm,")}))


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    found = read("fda_aiml", snapshots / "fda-aiml")
    assert (found.log.rows, len(found.labels("MedicalDevice")), found.rejects) == (1430, 1430, [])
    assert len(found.accounted()) == 1430
