"""The European Open Source AI Index: how open systems that claim openness are, in fourteen dimensions.

Takes the folder of YAML files, one a system. The grades of weights, data and code are said of the models; all fourteen
are found disclosed, partly disclosed or not, by a measurement of the model that people use. Systems that make no such
claim are not in the index, so shares of it say nothing of models at large.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from trendgraph.claims import PartialDate, Record, Stance
from trendgraph.errors import ClaimError
from trendgraph.namespaces import entity_iri
from trendgraph.sources.documents import documents
from trendgraph.sources.struct import ReadLog, SourceInfo
from trendgraph.sources.tabular import Row, edition_of
from trendgraph.sources.voice import Voice, data_set, known_until, row_of

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="osai_index",
    title="European Open Source AI Index",
    publisher="Radboud University",
    licence=entity_iri("licence/cc-by-4.0"),
    url="https://osai-index.eu",
    form="the folder of YAML files",
    fills="graded openness of weights, data, code and documentation; base models, licences, release dates",
)
_DIMENSIONS = {
    "datasources_basemodel": "training data of the base model",
    "datasources_endmodel": "training data of the end model",
    "weights_basemodel": "weights of the base model",
    "weights_endmodel": "weights of the end model",
    "trainingcode": "training code",
    "code": "documentation of the code",
    "hardware_architecture": "documentation of the hardware",
    "preprint": "preprint",
    "paper": "peer-reviewed paper",
    "modelcard": "model card",
    "datasheet": "data sheet",
    "package": "package",
    "api": "programming interface",
    "licenses": "open licences",
}
_OF_END = (("weights_endmodel", "weightsOpenness"), ("trainingcode", "codeOpenness"))
_OF_BASE = (("weights_basemodel", "weightsOpenness"), ("datasources_basemodel", "dataOpenness"))
_GRADES = {"open": "open", "partial": "partlyOpen", "closed": "closed"}
_TYPES = {"text": "text", "code": "code", "audio": "audio", "image": "image", "video": "video"}
_LICENCES = {
    "apache-2.0": "apache-2.0",
    "apache 2.0": "apache-2.0",
    "mit": "mit",
    "mit license": "mit",
    "cc-by-nc-4.0": "cc-by-nc-4.0",
    "cc-by-4.0": "cc-by-4.0",
    "gemma": "gemma-terms",
    "openrail": "openrail-m",
}


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields the systems."""
    voice = Voice(
        "osai_index",
        data_set(
            INFO,
            "systems",
            "European Open Source AI Index",
            edition_of(path),
            url="https://doi.org/10.5281/zenodo.15386042",
        ),
        until=known_until(path),
    )
    yield from voice.introduce(INFO.publisher)
    for name, content in documents(path, (".yaml",), log):
        voice.file = name
        fields = content if isinstance(content, dict) else {}
        parts = {key: value for key, value in fields.items() if isinstance(value, dict)}
        row = row_of(name, name.removesuffix(".yaml"), _flat(parts), log)
        missing = sorted({"system", "org"} - parts.keys())
        if missing:
            row.reject("row.incomplete", f"there is no part {', '.join(missing)}")
        elif not row.text("system.endmodelname", "system.name"):
            row.reject("row.nameless", "the system has no name: a form to fill in")
        elif not any(row.text(f"{dimension}.class") for dimension in _DIMENSIONS):
            row.reject("row.incomplete", "no dimension has a grade")
        else:
            _system(voice, row)
        yield from voice.drain()


def _flat(parts: dict[str, dict[str, Any]]) -> dict[str, object]:
    return {
        f"{part}.{name}": value
        for part, inner in parts.items()
        for name, value in inner.items()
        if isinstance(value, str)
    }


def _system(voice: Voice, row: Row) -> None:
    column = "system.endmodelname" if row.text("system.endmodelname") else "system.name"
    model = voice.thing("LanguageModel", row.text(column))
    if row.text("org.name"):
        voice.say(model, "developedBy", voice.thing("Organisation", row.text("org.name")), row.key, "org.name")
    released = _released(row, voice.until)
    if released:
        voice.say(model, "releasedOn", released, row.key, "system.releasedate")
    for name in row.names("system.type"):
        if name.lower() in _TYPES:
            voice.say(model, "producesModality", f"modality/{_TYPES[name.lower()]}", row.key, "system.type")
        else:
            row.reject("modality.unmapped", f"system.type: {name[:80]}")
    licence = row.text("system.endmodellicense", "system.endmodel license")
    if licence.lower() in _LICENCES:
        voice.say(model, "hasLicence", f"licence/{_LICENCES[licence.lower()]}", row.key, "system.endmodellicense")
    elif licence:
        row.reject("licence.unmapped", f"system.endmodellicense: {licence[:80]}")
    _base(voice, row, model)
    for dimension, predicate in _OF_END:
        grade = _grade(row, dimension)
        if grade:
            voice.say(model, predicate, grade, row.key, f"{dimension}.class")
    _grading(voice, row, model)


def _base(voice: Voice, row: Row, model: str) -> None:
    """Says how open the base model is, where there is one base model and it is not the end model itself."""
    bases = row.names("system.basemodelname")
    if len(bases) > 1:
        row.reject("value.several", f"system.basemodelname: {len(bases)} names")
        return
    base = voice.thing("LanguageModel", bases[0]) if bases else model
    if base != model:
        voice.say(model, "derivedFrom", base, row.key, "system.basemodelname")
    for dimension, predicate in _OF_BASE:
        grade = _grade(row, dimension)
        # The end model's own weights have a dimension to themselves.
        if grade and not (base == model and predicate == "weightsOpenness"):
            voice.say(base, predicate, grade, row.key, f"{dimension}.class")


def _grading(voice: Voice, row: Row, model: str) -> None:
    grading = voice.thing("Measurement", f"openness of {row.text('system.name')} ({row.key})", key=row.key)
    voice.say(grading, "measures", model, row.key, "system.endmodelname")
    scale = voice.thing("Evaluation", "European Open Source AI Index")
    voice.say(grading, "evaluatedOn", scale, row.key, "class")
    for dimension, title in _DIMENSIONS.items():
        grade = _grade(row, dimension, complain=True)
        if not grade:
            continue
        indicator = voice.thing("DisclosureIndicator", f"Open Source AI Index: {title}", key=dimension)
        predicate = "findsPartlyDisclosed" if grade == "partlyOpen" else "findsDisclosed"
        stance = Stance.DENIES if grade == "closed" else Stance.AFFIRMS
        voice.say(grading, predicate, indicator, row.key, f"{dimension}.class", stance=stance)


def _grade(row: Row, dimension: str, *, complain: bool = False) -> str | None:
    stated = row.text(f"{dimension}.class").lower()
    if stated and stated not in _GRADES and complain:
        row.reject("grade.unmapped", f"{dimension}.class: {stated[:80]}")
    return _GRADES.get(stated)


def _released(row: Row, until: date) -> PartialDate | None:
    """Gives the date; the index also writes ``2024 NOV``."""
    year, _, month = row.text("system.releasedate").partition(" ")
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    if month[:3].lower() in months and year.isdecimal():
        try:
            return PartialDate.parse(f"{year}-{months.index(month[:3].lower()) + 1:02}")
        except ClaimError:
            return None
    return row.date("system.releasedate", latest=until)
