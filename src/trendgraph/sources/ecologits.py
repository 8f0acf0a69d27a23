"""EcoLogits: architecture and size of models, and the carbon intensity of electricity by country.

Takes ``models.json`` and ``electricity_mixes.csv``, or a folder with either. Where a maker published no architecture
the figures are EcoLogits' own estimates: those claims are proposed, with a low confidence; a mere range makes none.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from trendgraph.claims import Record, Status
from trendgraph.errors import SourceError
from trendgraph.namespaces import entity_iri
from trendgraph.sources.documents import load_document, mapping_of, records_of
from trendgraph.sources.struct import ReadLog, SourceInfo
from trendgraph.sources.tabular import Row, edition_of, find_files, read_table
from trendgraph.sources.voice import Voice, data_set, row_of

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="ecologits",
    title="EcoLogits",
    publisher="GenAI Impact",
    licence=entity_iri("licence/mpl-2.0"),
    url="https://github.com/genai-impact/ecologits",
    form="models.json and electricity_mixes.csv",
    fills="mixture of experts or dense, parameters, with estimates marked; carbon intensity of electricity by country",
)
_ESTIMATE = "model-arch-not-released"
_ESTIMATED = Decimal("0.3")
_HOST = "huggingface_hub"
_MAKERS = {"google_genai": "google", "mistralai": "mistral"}
_COUNTRIES = {
    "ARG": "Argentina",
    "AUS": "Australia",
    "AUT": "Austria",
    "BEL": "Belgium",
    "BGR": "Bulgaria",
    "BRA": "Brazil",
    "CAN": "Canada",
    "CHE": "Switzerland",
    "CHL": "Chile",
    "CHN": "China",
    "CYP": "Cyprus",
    "CZE": "Czechia",
    "DEU": "Germany",
    "DNK": "Denmark",
    "ESP": "Spain",
    "EST": "Estonia",
    "FIN": "Finland",
    "FRA": "France",
    "GBR": "United Kingdom",
    "GRC": "Greece",
    "HUN": "Hungary",
    "IDN": "Indonesia",
    "IND": "India",
    "IRL": "Ireland",
    "ISL": "Iceland",
    "ITA": "Italy",
    "JPN": "Japan",
    "KOR": "South Korea",
    "LTU": "Lithuania",
    "LUX": "Luxembourg",
    "LVA": "Latvia",
    "MEX": "Mexico",
    "MLT": "Malta",
    "MYS": "Malaysia",
    "NLD": "Netherlands",
    "NOR": "Norway",
    "NZL": "New Zealand",
    "POL": "Poland",
    "PRT": "Portugal",
    "ROU": "Romania",
    "RUS": "Russia",
    "SVK": "Slovakia",
    "SVN": "Slovenia",
    "SWE": "Sweden",
    "THA": "Thailand",
    "TUR": "Turkey",
    "TWN": "Taiwan",
    "UKR": "Ukraine",
    "USA": "United States",
}
"""Names for the ISO 3166 codes that the table of electricity mixes uses."""


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields models and carbon intensities."""
    known = 0
    for file in find_files(path, ("models.json", "electricity_mixes.csv")):
        known += 1
        if file.suffix == ".json":
            yield from _read_models(file, log)
        else:
            yield from _read_mixes(file, log)
    if not known:
        raise SourceError("neither models.json nor electricity_mixes.csv", code="source.missing", where=str(path))


def _read_models(file: Path, log: ReadLog) -> Iterator[Record]:
    voice = Voice("ecologits", data_set(INFO, "models", "EcoLogits: models", edition_of(file)), file=file.name)
    yield from voice.introduce(INFO.publisher)
    content = mapping_of(load_document(file), file.name)
    if "models" not in content:
        raise SourceError("there is no list of models", code="source.columns", where=str(file))
    aliases = {
        (str(item.get("provider")), str(item.get("alias"))): str(item.get("name"))
        for item in content.get("aliases") or ()
        if isinstance(item, dict)
    }
    seen: set[str] = set()
    for fields in records_of(content["models"], file.name, log):
        provider, name = str(fields.get("provider") or ""), str(fields.get("name") or "")
        row = row_of(file.name, f"{provider}/{name}", fields, log)
        if not name or row.key in seen:
            row.reject("key.duplicate" if name else "row.nameless", "a model with a name of its own was expected")
            continue
        seen.add(row.key)
        alias = aliases.get((provider, name))
        _model(voice, row, fields, (alias,) if alias else ())
        yield from voice.drain()


def _model(voice: Voice, row: Row, fields: dict[str, Any], others: tuple[str, ...]) -> None:
    name, provider = row.text("name"), row.text("provider")
    architecture = fields.get("architecture")
    if not isinstance(architecture, dict):
        row.reject("row.incomplete", "there is no architecture")
        return
    model = voice.thing("LanguageModel", name, others=others)
    maker = name.partition("/")[0] if provider == _HOST else _MAKERS.get(provider, provider)
    if maker and (provider != _HOST or "/" in name):
        voice.say(model, "developedBy", voice.thing("Organisation", maker), row.key, "provider")
    warnings = fields.get("warnings") or ()
    marks: dict[str, Any] = {"status": Status.PROPOSED, "confidence": _ESTIMATED} if _ESTIMATE in warnings else {}
    if architecture.get("type") == "moe":
        place = (row.key, "architecture.type")
        voice.say(model, "usesTechnique", "technique/mixture-of-experts", *place, **marks)
    elif architecture.get("type") != "dense":
        row.reject("architecture.unmapped", f"architecture.type: {str(architecture.get('type'))[:80]}")
    stated = architecture.get("parameters")
    sizes = stated if isinstance(stated, dict) and not {"min", "max"} & stated.keys() else {"total": stated}
    for part, predicate in (("total", "parameterCount"), ("active", "activeParameterCount")):
        _say_count(voice, row, model, predicate, sizes.get(part), f"architecture.parameters.{part}", marks)


def _say_count(
    voice: Voice, row: Row, model: str, predicate: str, stated: object, column: str, marks: dict[str, Any]
) -> None:
    match stated:
        case None:
            return
        case dict():
            row.reject("value.range", f"{column}: only a range is stated")
        case int() | Decimal() if stated > 0:
            voice.say(model, predicate, int(stated * 10**9), row.key, column, **marks)
        case int() | Decimal():
            row.reject("number.negative", f"{column}: {stated}")
        case _:
            row.reject("number.invalid", f"{column}: {str(stated)[:80]!r} is no number")


def _read_mixes(file: Path, log: ReadLog) -> Iterator[Record]:
    voice = Voice(
        "ecologits",
        data_set(INFO, "electricity-mixes", "EcoLogits: electricity mixes", edition_of(file)),
        file=file.name,
    )
    yield from voice.introduce(INFO.publisher)
    seen: set[str] = set()
    for row in read_table(file, log, required=("name", "gwp"), known=("name", "adpe", "pe", "gwp", "wue")):
        row.key = row.text("name") or row.key
        country = _COUNTRIES.get(row.key)
        intensity = row.decimal("gwp")
        if country is None:
            row.reject("kind.outside", f"{row.key} is no country whose code is known")
        elif row.key in seen:
            row.reject("key.duplicate", "a row with this code came before")
        elif intensity is None:
            row.reject("row.incomplete", "there is no intensity above 0")
        else:
            seen.add(row.key)
            place = voice.thing("Jurisdiction", country, others=(row.key,))
            voice.say(place, "carbonIntensity", intensity, row.key, "gwp")
        yield from voice.drain()
