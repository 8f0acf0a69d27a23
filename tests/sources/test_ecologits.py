"""Architectures, and the carbon intensity of electricity."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.sources import forms
from tests.sources.reading import read, write

from trendgraph.errors import SourceError


def folder(path: Path) -> Path:
    return write(path, {"models.json": json.dumps(forms.ECOLOGITS), "electricity_mixes.csv": forms.MIXES})


def test_sizes_and_estimates_that_stay_proposals(tmp_path: Path) -> None:
    found = read("ecologits", folder(tmp_path))
    assert found.facts() == [
        "France carbonIntensity 0.056",
        "swan-20250301 developedBy lakeside",
        "swan-20250301 usesTechnique technique/mixture-of-experts",
        "swan-20250301 parameterCount 46700000000",
        "swan-20250301 activeParameterCount 12900000000",
        "pond/duck developedBy pond",
        "goose developedBy pond",
        "goose parameterCount 20000000000 (proposed)",
        "teal developedBy pond",
    ]
    estimate = next(claim for claim in found.claims if "goose" in claim.subject and "Count" in claim.predicate)
    assert str(estimate.confidence) == "0.3"


def test_an_alias_is_another_name(tmp_path: Path) -> None:
    found = read("ecologits", folder(tmp_path))
    assert next(e.alternative_labels for e in found.entities.values() if e.label == "swan-20250301") == ("swan",)


def test_what_makes_no_claim_is_named(tmp_path: Path) -> None:
    assert read("ecologits", folder(tmp_path)).reasons() == [
        "WOR kind.outside",
        "FRA key.duplicate",
        "DEU number.negative",
        "DEU row.incomplete",
        "huggingface_hub/pond/duck value.range",
        "pond/teal architecture.unmapped",
        "pond/teal number.negative",
        "pond/teal key.duplicate",
        "item 6 row.form",
    ]


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"models\.json"):
        read("ecologits", write(tmp_path, {"other.csv": "a,b\n"}))
    with pytest.raises(SourceError, match="no list of models"):
        read("ecologits", write(tmp_path, {"models.json": "{}"}))


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    found = read("ecologits", snapshots / "ecologits")
    assert found.log.rows == 356 + 50
    assert len(found.facts("usesTechnique")) == 85
    assert len([line for line in found.facts("usesTechnique") if line.endswith("(proposed)")]) <= 126
    assert len(found.facts("carbonIntensity")) == 49
    assert found.log.skipped == {"value.range": 118, "kind.outside": 1}
    assert len(found.accounted()) == 406
