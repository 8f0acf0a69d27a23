"""Energy per token, image and video."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.sources import forms
from tests.sources.reading import read, write

from trendgraph.claims import Directness
from trendgraph.errors import SourceError


def test_a_figure_keeps_its_configuration(tmp_path: Path) -> None:
    found = read("ml_energy", write(tmp_path, forms.ml_energy_files([forms.ml_energy()])))
    name = "Swan 8B, chat, 1 x H100, up to 8 at once (tp1)"
    assert found.facts() == [
        f"{name} measures Swan 8B",
        f"{name} evaluatedOn ML.ENERGY: Chat",
        f"{name} measuredWith H100",
        f"{name} processorCount 1",
        f"{name} batchSize 8",
        f"{name} energyPerToken 1.25",
        "Swan 8B parameterCount 8000000000",
        "Swan 8B activeParameterCount 2000000000",
        "Swan 8B usesTechnique technique/mixture-of-experts",
        "Swan 8B bitWidth 16",
    ]
    energy = next(claim for claim in found.claims if claim.predicate.endswith("energyPerToken"))
    assert energy.evidence[0].directness is Directness.INDEPENDENT
    assert (
        energy.evidence[0].selector.text == "tasks/chat.json, row 1 (lakeside/Swan-8B), column energy_per_token_joules"
    )
    assert energy.unit == "http://qudt.org/vocab/unit/J"
    assert found.sources[0].identifier == "ml-energy.leaderboard.2026-02-16"


def test_another_batch_is_another_measurement_and_a_second_run_too(tmp_path: Path) -> None:
    configurations = [
        forms.ml_energy(),
        forms.ml_energy(max_num_seqs=64, energy_per_token_joules=0.1),
        forms.ml_energy(energy_per_token_joules=1.3),
        forms.ml_energy(),
    ]
    found = read("ml_energy", write(tmp_path, forms.ml_energy_files(configurations)))
    assert len(found.labels("Measurement")) == 3
    assert "Swan 8B, chat, 1 x H100, up to 8 at once (tp1 run 2)" in found.labels("Measurement")
    assert found.reasons() == ["4 (lakeside/Swan-8B) key.duplicate"]


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"energy_per_token_joules": -0.5}, ["number.negative", "row.incomplete"]),
        ({"energy_per_token_joules": "much"}, ["number.invalid", "row.incomplete"]),
        ({"gpu_model": None}, ["row.incomplete"]),
        ({"num_gpus": 0}, ["number.zero", "row.incomplete"]),
        ({"total_params_billions": -8}, ["number.negative"]),
        ({"weight_precision": "mxfp4"}, ["precision.mixed"]),
        ({"energy_per_token_joules": None, "energy_per_image_joules": 300, "batch_size": 2}, []),
    ],
)
def test_what_is_out_of_order(tmp_path: Path, change: dict[str, object], reasons: list[str]) -> None:
    found = read("ml_energy", write(tmp_path, forms.ml_energy_files([forms.ml_energy(**change)])))
    assert [reject.reason for reject in found.rejects] == reasons


def test_a_hybrid_has_both_its_layers(tmp_path: Path) -> None:
    hybrid = forms.ml_energy(architecture="Mamba-Transformer Hybrid")
    found = read("ml_energy", write(tmp_path, forms.ml_energy_files([hybrid])))
    assert found.facts("hasComponent") == [
        "Swan 8B hasComponent component/mamba-layer",
        "Swan 8B hasComponent component/self-attention-layer",
    ]


def test_other_forms_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="public/data/tasks"):
        read("ml_energy", tmp_path)
    with pytest.raises(SourceError, match="task with configurations"):
        read("ml_energy", write(tmp_path, {"tasks/x.json": json.dumps({"task": "x"})}))


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    found = read("ml_energy", snapshots / "ml-energy")
    assert found.log.rows == 1858
    assert len(found.labels("Measurement")) == 1858
    assert len(found.labels("LanguageModel")) == 46
    assert len(found.facts("energyPerToken")) + len(found.facts("energyPerItem")) == 1858
    assert found.labels("Hardware") == ["B200", "H100"]
    assert found.log.skipped == {"precision.mixed": 2}
    assert len(found.accounted()) == 1858
