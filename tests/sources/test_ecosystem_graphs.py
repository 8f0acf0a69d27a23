"""Ecosystem Graphs: assets and their edges."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources import forms
from tests.sources.reading import read, write

from trendgraph.errors import SourceError
from trendgraph.namespaces import TG
from trendgraph.sources import source_info


def test_assets_and_edges(tmp_path: Path) -> None:
    found = read("ecosystem_graphs", write(tmp_path, {"assets/lakeside.yaml": forms.ASSETS}))
    assert found.facts() == [
        "Swan developedBy Lakeside Lab",
        "Swan releasedOn 2024-03-05",
        "Swan hasLicence licence/apache-2.0",
        "Swan trainedOn Pile of Reeds",
        "Swan derivedFrom Old Swan",
        "Swan weightsOpenness partlyOpen",
        "Swan parameterCount 7000000000",
        "Swan acceptsModality modality/text",
        "Swan producesModality modality/text",
        "Swan trainingEmissions 0.124",
        "Old Swan developedBy Lakeside Lab",
        "Old Swan weightsOpenness open",
        "Old Swan acceptsModality modality/text",
        "Old Swan producesModality modality/text",
        "Old Swan trainingEmissions 11390",
        "Heron developedBy Lakeside Lab",
        "Heron weightsOpenness open",
        "Heron acceptsModality modality/text",
        "Heron acceptsModality modality/image",
        "Pile of Reeds releasedOn 2023-01-01",
        "Pond Chat offeredBy Pond",
        "Pond Chat releasedOn 2024-05-01",
        "Pond Chat embedsModel Swan",
    ]


def test_what_makes_no_claim_is_named(tmp_path: Path) -> None:
    found = read("ecosystem_graphs", write(tmp_path, {"assets/lakeside.yaml": forms.ASSETS}))
    assert found.reasons() == [
        "Swan reference.unresolved",
        "Swan edge.self",
        "Old Swan date.missing",
        "Heron date.future",
        "Heron number.invalid",
        "Heron modality.unmapped",
        "Heron unit.unknown",
        "Fold kind.outside",
        "Pile of Reeds licence.unmapped",
        "Pile of Reeds edge.outside",
        "Boat row.incomplete",
        "item 8 row.form",
    ]
    assert found.log.rows == 8


@pytest.mark.parametrize(
    ("stated", "tonnes"),
    [
        ("75.05 tCo2eq", "75.05"),
        ("29,622.83 kgCO2eq", "29.62283"),
        ("2.8 metric tons of carbon dioxide", "2.8"),
        ("271.43 tCO2", "271.43"),
        ("0 kg of CO2", None),
        ("three trees", None),
    ],
)
def test_units_are_made_one(tmp_path: Path, stated: str, tonnes: str | None) -> None:
    asset = f"- type: model\n  name: Swan\n  created_date: 2024-01-01\n  training_emissions: {stated}\n"
    found = read("ecosystem_graphs", write(tmp_path, {"a.yaml": asset}))
    emitted = [claim for claim in found.claims if claim.predicate == TG + "trainingEmissions"]
    assert [claim.object.lexical for claim in emitted] == ([tonnes] if tonnes else [])
    assert {claim.unit for claim in emitted} <= {"http://qudt.org/vocab/unit/TONNE"}


def test_it_may_not_be_passed_on() -> None:
    info = source_info("ecosystem_graphs")
    assert (info.may_redistribute, info.licence) == (False, TG + "undisclosed")


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="list of assets"):
        read("ecosystem_graphs", write(tmp_path, {"a.yaml": "name: no list\n"}))


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    found = read("ecosystem_graphs", snapshots / "ecosystem-graphs")
    assert found.log.rows == 639
    assert found.log.skipped["kind.outside"] == 20
    assert len(found.labels("Corpus")) == 112
    assert len(found.labels("Product")) == 98
    assert len(found.facts("trainingEmissions")) == 20
    edges = sum(len(found.facts(name)) for name in ("trainedOn", "derivedFrom", "embedsModel"))
    assert edges + found.log.skipped["edge.outside"] + found.log.skipped["reference.unresolved"] <= 816
    assert edges >= 350
    files = {(place[0], place[1]) for place in found.accounted()}
    assert len(files) >= 600
