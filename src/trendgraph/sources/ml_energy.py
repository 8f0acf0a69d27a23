"""The ML.ENERGY leaderboard: joules per token, image or video, each at one fixed configuration.

Takes the repository of the leaderboard's data, or one file of ``tasks/``. Batch size alone moves the energy of a token
tenfold, so every figure is said of a measurement that carries task, processors, their number and the batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from trendgraph.claims import Directness, PartialDate, Record
from trendgraph.errors import ClaimError, SourceError
from trendgraph.namespaces import entity_iri
from trendgraph.sources.documents import documents, load_document, mapping_of, records_of
from trendgraph.sources.struct import ReadLog, SourceInfo
from trendgraph.sources.tabular import Row
from trendgraph.sources.voice import Voice, data_set, row_of, tidy

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="ml_energy",
    title="ML.ENERGY Leaderboard",
    publisher="ML.ENERGY Initiative",
    licence=entity_iri("licence/apache-2.0"),
    url="https://github.com/ml-energy/leaderboard-v2",
    form="the repository with public/data/, or one of its task files",
    fills="energy per token, image and video at a fixed configuration; architecture and parameters",
)
_SHAPE = (
    "tensor_parallel",
    "expert_parallel",
    "data_parallel",
    "ulysses_degree",
    "ring_degree",
    "image_height",
    "image_width",
    "video_height",
    "video_width",
    "num_frames",
    "fps",
    "inference_steps",
)
"""What else tells one configuration from another."""
_BITS = {"bfloat16": 16, "float16": 16, "fp8": 8, "int8": 8}
_ENERGY = (
    ("energy_per_token_joules", "energyPerToken"),
    ("energy_per_image_joules", "energyPerItem"),
    ("energy_per_video_joules", "energyPerItem"),
)
_MIXTURE = ("MoE", "Mixture of Experts")
_MODEL_CONFIDENCE = Decimal("0.8")


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields the measurements, and what is said of the models."""
    root = _root(path)
    voice = Voice(
        "ml_energy",
        data_set(INFO, "leaderboard", "ML.ENERGY Leaderboard: measurements", _issued(root), url=INFO.url),
        Directness.INDEPENDENT,
    )
    yield from voice.introduce(INFO.publisher)
    described: set[str] = set()
    for name, content in documents(path if path.is_file() else root / "tasks", (".json",), log):
        voice.file = f"tasks/{name.rpartition('/')[2]}"
        task = mapping_of(content, voice.file)
        title = tidy(str(task.get("task_display_name") or task.get("task") or ""))
        if not title or "configurations" not in task:
            raise SourceError("a task with configurations was expected", code="source.form", where=voice.file)
        workload = voice.thing("Evaluation", f"ML.ENERGY: {title}", key=str(task.get("task") or title))
        seen: dict[str, list[object]] = {}
        for number, fields in enumerate(records_of(task["configurations"], voice.file, log), start=1):
            row = row_of(voice.file, f"{number} ({fields.get('model_id')})", fields, log)
            _measurement(voice, row, workload, str(task.get("task") or title), seen, described)
            yield from voice.drain()


def _root(path: Path) -> Path:
    if path.is_file():
        return path.parent.parent
    for root in (path, path / "data", path / "public" / "data"):
        if (root / "tasks").is_dir():
            return root
    raise SourceError("there is no folder public/data/tasks below it", code="source.missing", where=str(path))


def _measurement(
    voice: Voice, row: Row, workload: str, task: str, seen: dict[str, list[object]], described: set[str]
) -> None:
    identifier, hardware = row.text("model_id"), row.text("gpu_model")
    energies = [(column, predicate) for column, predicate in _ENERGY if row.text(column)]
    if not identifier or not hardware or not energies:
        row.reject("row.incomplete", "a model, a processor and an energy are needed")
        return
    figures = [(column, predicate, row.decimal(column)) for column, predicate in energies]
    processors, batch = row.integer("num_gpus"), row.integer("max_num_seqs", "batch_size")
    if processors is None or batch is None or all(figure is None for _, _, figure in figures):
        row.reject("row.incomplete", "number of processors, batch size and an energy above 0 are needed")
        return
    shape = [f"{name[0]}{name.partition('_')[2][:1]}{row.text(name)}" for name in _SHAPE if row.text(name)]
    parts = [task, identifier, row.text("weight_precision"), f"{processors.lexical}x{hardware}", f"b{batch.lexical}"]
    key = "-".join([*parts, *shape])
    runs = seen.setdefault(key, [])
    if figures in runs:
        row.reject("key.duplicate", "this configuration and energy stood before in the same file")
        return
    runs.append(figures)
    if len(runs) > 1:
        shape.append(f"run {len(runs)}")
        key += f"-run-{len(runs)}"
    name = row.text("nickname") or identifier
    label = f"{name}, {task}, {processors.lexical} x {hardware}, up to {batch.lexical} at once ({' '.join(shape)})"
    measurement = voice.thing("Measurement", label, key=key)
    model = voice.thing("LanguageModel", name, key=identifier, others=(identifier,))
    voice.say(measurement, "measures", model, row.key, "model_id")
    voice.say(measurement, "evaluatedOn", workload, row.key, "task")
    voice.say(measurement, "measuredWith", voice.thing("Hardware", hardware), row.key, "gpu_model")
    voice.say(measurement, "processorCount", processors, row.key, "num_gpus")
    voice.say(measurement, "batchSize", batch, row.key, "max_num_seqs" if row.text("max_num_seqs") else "batch_size")
    for column, predicate, figure in figures:
        if figure is not None:
            voice.say(measurement, predicate, figure, row.key, column)
    if model not in described:
        described.add(model)
        _model(voice, model, row)


def _model(voice: Voice, model: str, row: Row) -> None:
    """Says what the leaderboard knows of a model from elsewhere."""
    about: dict[str, Any] = {"directness": Directness.SECONDARY, "confidence": _MODEL_CONFIDENCE}
    for column, predicate in (
        ("total_params_billions", "parameterCount"),
        ("activated_params_billions", "activeParameterCount"),
    ):
        count = row.number(column)
        if count is not None:
            voice.say(model, predicate, int(count * 10**9), row.key, column, **about)
    architecture = row.text("architecture")
    if architecture in _MIXTURE:
        voice.say(model, "usesTechnique", "technique/mixture-of-experts", row.key, "architecture", **about)
    elif "Mamba" in architecture and "Transformer" in architecture:
        for component in ("component/mamba-layer", "component/self-attention-layer"):
            voice.say(model, "hasComponent", component, row.key, "architecture", **about)
    bits = _BITS.get(row.text("weight_precision"))
    if bits:
        voice.say(model, "bitWidth", bits, row.key, "weight_precision", **about)
    elif row.text("weight_precision"):
        row.reject("precision.mixed", f"weight_precision: {row.text('weight_precision')} has no one width in bits")


def _issued(root: Path) -> PartialDate | None:
    """Gives the day that the index states."""
    if not (root / "index.json").is_file():
        return None
    stated = mapping_of(load_document(root / "index.json"), "index.json").get("last_updated")
    try:
        return PartialDate.parse(str(stated))
    except ClaimError:
        return None
