"""The inventories of US federal agencies: three years, three forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources import forms
from tests.sources.reading import read, write

from trendgraph.errors import SourceError


def folder(path: Path) -> Path:
    return write(
        path,
        {
            "2023.csv": forms.USES_2023,
            "2024.csv": forms.USES_2024.encode("cp1252"),
            "2025.csv": "\ufeff" + forms.USES_2025,
            "bought.csv": "Agency,AI Use Case,Agency Use (Y/N)?\nLakes,Letters,Y\n",
        },
    )


def test_three_forms_one_model(tmp_path: Path) -> None:
    found = read("federal_ai_inventory", folder(tmp_path))
    assert [source.identifier.rpartition(".")[2] for source in found.sources] == ["2023", "2024", "2025"]
    assert found.facts("useStage") == [
        "Count swans (Department of Lakes, 2023) useStage deployed",
        "Café letters (Department of Lakes, 2024) useStage deployed from 2023-07-01",
        "Café letters (Department of Lakes, 2024) useStage deployed",
        "Old use (Department of Lakes, 2024) useStage retired",
        "Draft letters (Department of Lakes, 2025) useStage deployed from 2024-03",
        "Book boats (Department of Lakes, 2025) useStage piloted",
    ]
    assert found.facts("servesSector") == [
        "Café letters (Department of Lakes, 2024) servesSector sector/healthcare",
        "Old use (Department of Lakes, 2024) servesSector sector/law-enforcement",
        "Old use (Department of Lakes, 2024) servesSector sector/scientific-research",
        "Draft letters (Department of Lakes, 2025) servesSector sector/information-and-communication",
    ]
    assert found.facts("hasSystemKind") == [
        "Draft letters (Department of Lakes, 2025) hasSystemKind Generative AI",
        "Book boats (Department of Lakes, 2025) hasSystemKind Agentic AI",
    ]


def test_uses_of_one_name_or_one_identifier_stay_apart(tmp_path: Path) -> None:
    uses = [
        entity.iri.rpartition(".")[2]
        for entity in read("federal_ai_inventory", folder(tmp_path)).entities.values()
        if entity.kind.endswith("UseCase")
    ]
    assert uses == [
        "2023-department-of-lakes-dl-1-2023",
        "2023-department-of-lakes-dl-2-2023",
        "2024-department-of-lakes-reeds-cafe-letters",
        "2024-department-of-lakes-reeds-cafe-letters-2",
        "2024-department-of-lakes-reeds-old-use",
        "2025-department-of-lakes-dl-1",
        "2025-department-of-lakes-dl-1-2",
        "2025-department-of-lakes-reeds-no-stage",
    ]


def test_what_makes_no_claim_is_named(tmp_path: Path) -> None:
    assert read("federal_ai_inventory", folder(tmp_path)).reasons() == [
        "DL-2-2023 stage.unmapped",
        "line 3 date.invalid",
        "line 3 topic.unmapped",
        "line 4 row.nameless",
        "file file.outside",
    ]


def test_tables_of_another_form_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read("federal_ai_inventory", write(tmp_path, {"a.csv": "use_case_name,agency_name\nx,y\n"}))
    assert caught.value.code == "source.columns"
    with pytest.raises(SourceError, match="Excel"):
        read("federal_ai_inventory", write(tmp_path, {"a.csv": b"PK\x03\x04"}))


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    found = read("federal_ai_inventory", snapshots / "federal-ai-inventory")
    assert found.log.rows == 710 + 2133 + 3611
    assert len(found.facts("usedBy")) == 6453
    assert len([line for line in found.facts("hasSystemKind") if line.endswith("Generative AI")]) == 858
    assert len([line for line in found.facts("hasSystemKind") if line.endswith("Agentic AI")]) == 117
    assert sorted(r.row for r in found.rejects if r.reason == "row.nameless") == ["DOI-0015"]
    assert len(found.facts("usedBy")) + found.log.skipped["row.nameless"] == found.log.rows
