"""Ecosystem Graphs: models, data sets and applications, and what each was made from.

Takes the folder of asset files of a copy that the user has; the data carry no licence, so nothing of them may be passed
on. Nationalities are not read: they are unreliable. An edge is kept where its far end is an asset of the same index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from trendgraph.claims import PartialDate, Record
from trendgraph.errors import SourceError
from trendgraph.sources.documents import documents, records_of
from trendgraph.sources.struct import ReadLog, SourceInfo
from trendgraph.sources.tabular import Row, edition_of
from trendgraph.sources.voice import UNDISCLOSED, Voice, data_set, known_until, row_of, tidy

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="ecosystem_graphs",
    title="Ecosystem Graphs",
    publisher="Center for Research on Foundation Models",
    licence=UNDISCLOSED,
    url="https://github.com/stanford-crfm/ecosystem-graphs",
    form="the folder assets/ with YAML files, from a copy of yours",
    fills="lineage of models, data sets and applications; access, licences, emissions of training",
    may_redistribute=False,
)
_KINDS = {"model": "LanguageModel", "dataset": "Corpus", "application": "Product"}
_MAKERS = {"model": "developedBy", "dataset": "developedBy", "application": "offeredBy"}
_EDGES = {
    ("model", "model"): "derivedFrom",
    ("model", "dataset"): "trainedOn",
    ("application", "model"): "embedsModel",
}
_ACCESS = {"open": "open", "limited": "partlyOpen", "closed": "closed"}
_LICENCES = {
    "apache 2.0": "apache-2.0",
    "mit": "mit",
    "cc by 4.0": "cc-by-4.0",
    "cc-by-4.0": "cc-by-4.0",
    "cc-by-nc-4.0": "cc-by-nc-4.0",
    "cc by nc 4.0": "cc-by-nc-4.0",
    "cc by-nc 4.0": "cc-by-nc-4.0",
    "bsd-3-clause": "bsd-3-clause",
    "odc-by 1.0": "odc-by-1.0",
    "bigscience rail v1.0": "bigscience-bloom-rail-1.0",
    "llama 2": "llama-2-community",
    "llama2": "llama-2-community",
    "llama 3.1 community license agreement": "llama-3.1-community",
}
_UNKNOWN = ("", "unknown", "none", "null", "n/a", "custom")
_MODALITIES = ("text", "image", "audio", "video", "code", "speech", "music")
_SIZE = re.compile(r"([\d.,]+)\s*([MBT])\s*parameters", re.IGNORECASE)
_SCALE = {"M": 10**6, "B": 10**9, "T": 10**12}
_MASS = re.compile(
    r"([\d.,]+)\s*(kg|tonnes?|tons?|metric tons?|t)(?:\s*of)?\s*(?:CO2(?:e|eq)?|carbon dioxide(?: equivalents?)?)?",
    re.IGNORECASE,
)


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields the assets and their edges."""
    voice = Voice(
        "ecosystem_graphs",
        data_set(INFO, "assets", "Ecosystem Graphs: assets", edition_of(path), url=INFO.url),
        until=known_until(path),
    )
    root = path / "assets" if (path / "assets").is_dir() else path
    kinds = _index(root)
    if not kinds:
        raise SourceError("no file below it holds a list of assets", code="source.empty", where=str(path))
    yield from voice.introduce(INFO.publisher)
    for name, content in documents(root, (".yaml", ".yml"), log):
        voice.file = f"assets/{name}"
        for number, fields in enumerate(records_of(content, voice.file, log), start=1):
            flat = {key: _plain(value) for key, value in fields.items()}
            row = row_of(voice.file, tidy(str(flat.get("name") or f"item {number}")), flat, log)
            _asset(voice, row, fields, kinds)
            yield from voice.drain()


def _index(root: Path) -> dict[str, str]:
    """Gives name to type of every asset: what an edge may point at."""
    kinds: dict[str, str] = {}
    for name, content in documents(root, (".yaml", ".yml"), ReadLog()):
        for fields in records_of(content, name, ReadLog()):
            kind = str(fields.get("type"))
            if kind in _KINDS and _outside(kind, _plain(fields.get("modality"))) is None:
                kinds.setdefault(tidy(str(fields.get("name") or "")), kind)
    kinds.pop("", None)
    return kinds


def _plain(value: object) -> str:
    """Gives the value of a field that is a text, or a mapping of value and explanation."""
    if isinstance(value, dict):
        value = value.get("value")
    return tidy(value) if isinstance(value, str) else ""


def _outside(kind: str, modality: str) -> str | None:
    """Says why a model is none of language, where its modalities are known."""
    if kind != "model" or not modality or modality.lower() in _UNKNOWN:
        return None
    parts = re.split(r"[;,]\s*", modality.lower())
    return None if {"text", "code"} & set(parts) else f"its modalities are {modality[:60]}"


def _asset(voice: Voice, row: Row, fields: dict[str, Any], kinds: dict[str, str]) -> None:
    kind = row.text("type")
    if kind not in _KINDS or not row.text("name"):
        row.reject("row.incomplete", f"type {kind[:40]!r}, name {row.text('name')[:40]!r}")
        return
    outside = _outside(kind, row.text("modality"))
    if outside:
        row.reject("kind.outside", outside)
        return
    asset = voice.thing(_KINDS[kind], row.text("name"))
    if row.text("organization").lower() not in _UNKNOWN:
        maker = voice.thing("Organisation", row.text("organization"))
        voice.say(asset, _MAKERS[kind], maker, row.key, "organization")
    released = _date(row, voice.until)
    if released:
        voice.say(asset, "releasedOn", released, row.key, "created_date")
    _licence(voice, row, asset)
    _edges(voice, row, asset, fields.get("dependencies"), kind, kinds)
    if kind == "model":
        _model(voice, row, asset)


def _date(row: Row, until: date) -> PartialDate | None:
    stated = row.text("created_date")
    if stated.lower() in _UNKNOWN:
        row.reject("date.missing", "created_date: none, or only prose")
        return None
    return row.date("created_date", latest=until)


def _licence(voice: Voice, row: Row, asset: str) -> None:
    stated = row.text("license")
    licence = _LICENCES.get(stated.lower())
    if licence:
        voice.say(asset, "hasLicence", f"licence/{licence}", row.key, "license")
    elif stated.lower() not in _UNKNOWN:
        row.reject("licence.unmapped", f"license: {stated[:80]}")


def _edges(voice: Voice, row: Row, asset: str, stated: object, kind: str, kinds: dict[str, str]) -> None:
    names = stated if isinstance(stated, list) else []
    for name in [tidy(item) for item in names if isinstance(item, str)]:
        far = kinds.get(name)
        predicate = _EDGES.get((kind, far or ""))
        if far is None:
            row.reject("reference.unresolved", f"dependencies: {name[:80]}")
        elif predicate is None:
            row.reject("edge.outside", f"dependencies: a {kind} made from the {far} {name[:60]}")
        elif (target := voice.thing(_KINDS[far], name)) == asset:
            row.reject("edge.self", f"dependencies: {name[:60]} depends on itself")
        else:
            voice.say(asset, predicate, target, row.key, "dependencies")


def _model(voice: Voice, row: Row, model: str) -> None:
    access = row.text("access").lower()
    if access in _ACCESS:
        voice.say(model, "weightsOpenness", _ACCESS[access], row.key, "access")
    elif access not in _UNKNOWN:
        row.reject("grade.unmapped", f"access: {access[:80]}")
    size = _SIZE.match(row.text("size"))
    if size:
        count = Decimal(size[1].replace(",", "").rstrip(".")) * _SCALE[size[2].upper()]
        voice.say(model, "parameterCount", int(count), row.key, "size")
    elif row.text("size").lower() not in _UNKNOWN:
        row.reject("number.invalid", f"size: {row.text('size')[:80]}")
    given, _, made = row.text("modality").lower().partition(";")
    for side, predicate in ((given, "acceptsModality"), (made or given, "producesModality")):
        for name in re.split(r",\s*", side.strip()):
            if name in _MODALITIES:
                voice.say(model, predicate, f"modality/{name}", row.key, "modality")
            elif name not in _UNKNOWN:
                row.reject("modality.unmapped", f"modality: {name[:80]}")
    _emissions(voice, row, model)


def _emissions(voice: Voice, row: Row, model: str) -> None:
    """Says what training emitted, in tonnes; a mass whose unit is not sure makes no claim."""
    stated = row.text("training_emissions")
    if stated.lower() in _UNKNOWN:
        return
    found = _MASS.match(stated)
    if not found:
        row.reject("unit.unknown", f"training_emissions: {stated[:80]}")
        return
    mass = Decimal(found[1].replace(",", "").rstrip("."))
    tonnes = mass / 1000 if found[2].lower() == "kg" else mass
    if tonnes <= 0:
        row.reject("number.zero", f"training_emissions: {stated[:80]}")
        return
    # "Tons" of an emission are metric by custom, not by definition.
    doubt = Decimal("0.7") if re.fullmatch(r"tons?", found[2], re.IGNORECASE) else None
    voice.say(model, "trainingEmissions", tonnes, row.key, "training_emissions", confidence=doubt)
