"""Models and prices of models.dev."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from tests.sources import forms
from tests.sources.reading import read, write

from trendgraph.errors import SourceError


def test_facts_of_models_and_offerings(tmp_path: Path) -> None:
    found = read("models_dev", write(tmp_path, forms.MODELS_DEV))
    assert found.facts()[:12] == [
        "Swan 1 releasedOn 2025-03-01",
        "Swan 1 weightsOpenness open",
        "Swan 1 providesCapability capability/reasoning",
        "Swan 1 acceptsModality modality/text",
        "Swan 1 acceptsModality modality/image",
        "Swan 1 producesModality modality/text",
        "Swan 1 contextWindow 128000",
        "Swan 1 knowledgeCutoff 2024-10-01",
        "Swan 1 memberOfFamily swan",
        "Swan 1 hasLicence licence/mit",
        "Swan 1 developedBy lakeside",
        "Duck from Pond Cloud offersModel Duck",
    ]
    assert found.facts("inputPrice") == ["Swan 1 from Pond Cloud inputPrice 0.25"]
    assert found.facts("outputPrice") == [
        "Duck from Pond Cloud outputPrice 0",
        "Swan 1 from Pond Cloud outputPrice 1",
    ]
    assert found.labels("LanguageModel") == ["Duck", "Late", "Swan 1"]


def test_dates_that_differ_stand_side_by_side_with_their_precision(tmp_path: Path) -> None:
    found = read("models_dev", write(tmp_path, forms.MODELS_DEV))
    dates = [
        claim.object for claim in found.claims if claim.predicate.endswith("releasedOn") and "duck" in claim.subject
    ]
    assert [(d.lexical, str(d.precision)) for d in dates] == [("2025-02-03", "day"), ("2025-02-01", "month")]
    assert {c.confidence for c in found.claims if "duck" in c.subject and c.predicate.endswith("releasedOn")} == {
        Decimal("0.7")
    }


def test_what_makes_no_claim_is_named(tmp_path: Path) -> None:
    found = read("models_dev", write(tmp_path, forms.MODELS_DEV))
    assert sorted(found.reasons()) == [
        "lakeside/painter kind.outside",
        "pond/duck date.placeholder",
        "pond/duck number.negative",
        "pond/goose reference.unresolved",
        "reed/late date.future",
        "reed/old-duck modality.unmapped",
    ]


def test_a_broken_file_is_left_out_and_the_others_are_read(tmp_path: Path) -> None:
    files = {**forms.MODELS_DEV, "models/lakeside/bad.toml": 'name = "A"\nname = "B"\n'}
    found = read("models_dev", write(tmp_path, {**files, "models/lakeside/latin.toml": b'name = "\xe9"\n'}))
    assert [r for r in found.reasons() if r.startswith("file")] == ["file source.syntax", "file source.encoding"]
    assert "Swan 1" in found.labels("LanguageModel")


def test_the_site_s_own_form(tmp_path: Path) -> None:
    model = {"id": "duck", "name": "Duck", "release_date": "2025-02-03", "cost": {"input": 1.5, "output": "free"}}
    content = {"pond": {"id": "pond", "name": "Pond Cloud", "models": {"duck": model}}, "broken": 3}
    found = read("models_dev", write(tmp_path, {"api.json": json.dumps(content)}) / "api.json")
    assert found.facts() == [
        "Duck releasedOn 2025-02-03",
        "Duck from Pond Cloud offersModel Duck",
        "Duck from Pond Cloud offeredBy Pond Cloud",
        "Duck from Pond Cloud inputPrice 1.5",
    ]
    assert found.reasons() == ["pond/duck number.invalid", "broken row.form"]


def test_links_that_lead_round_in_circles_are_not_followed(tmp_path: Path) -> None:
    folder = write(tmp_path, forms.MODELS_DEV)
    (folder / "models" / "round").symlink_to(folder / "models")
    (folder / "models" / "self.toml").symlink_to(folder / "models" / "self.toml")
    assert read("models_dev", folder).labels("LanguageModel") == ["Duck", "Late", "Swan 1"]


def test_a_folder_without_providers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no folder providers/"):
        read("models_dev", write(tmp_path, {"models/a/b.toml": 'name = "B"'}))


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    found = read("models_dev", snapshots / "models.dev")
    assert found.log.rows == 231 + 5098
    assert len(found.facts("developedBy")) == 231
    assert len(found.labels("Offering")) == 5098
    assert len(found.accounted()) == found.log.rows
    assert found.log.skipped == {"date.placeholder": 4, "number.zero": 3, "date.invalid": 1}
