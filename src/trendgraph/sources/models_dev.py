"""models.dev: models with their modalities and dates, and what each provider asks for them.

Takes the repository as published (``models/`` and ``providers/`` with TOML files) or the ``api.json`` of its site. A
model is known by its name, so what providers say of one name meets in one thing; where they disagree, two claims stand
side by side. What a provider asks is said of an offering, never of the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from trendgraph.claims import Record
from trendgraph.errors import SourceError
from trendgraph.namespaces import entity_iri
from trendgraph.sources.documents import documents, mapping_of
from trendgraph.sources.struct import ReadLog, SourceInfo, provisional_iri
from trendgraph.sources.tabular import Row, edition_of
from trendgraph.sources.voice import Voice, data_set, known_until, row_of, tidy

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="models_dev",
    title="models.dev",
    publisher="models.dev",
    licence=entity_iri("licence/mit"),
    url="https://models.dev",
    form="the folder with models/ and providers/ (TOML), or api.json",
    fills="modalities, open weights, reasoning, context window, knowledge cutoff, release dates; prices by provider",
)
_MODALITIES = {name: (f"modality/{name}",) for name in ("text", "image", "audio", "video")} | {"pdf": ()}
"""A PDF is a file format, not a modality."""
_LICENCES = {"mit": "licence/mit", "apache-2.0": "licence/apache-2.0"}
_BY_PROVIDER = Decimal("0.7")


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields models and offerings."""
    voice = Voice(
        "models_dev",
        data_set(INFO, "models", "models.dev: models and providers", edition_of(path), url=INFO.url),
        until=known_until(path),
    )
    yield from voice.introduce(INFO.publisher)
    if path.is_file():
        yield from _read_api(path, voice, log)
        return
    for part in ("models", "providers"):
        if not (path / part).is_dir():
            raise SourceError(f"there is no folder {part}/ below it", code="source.missing", where=str(path))
    names: dict[str, str] = {}
    for file, content in documents(path / "models", (".toml",), log):
        voice.file = f"models/{file}"
        identifier = file.removesuffix(".toml")
        fields = mapping_of(content, voice.file)
        row = row_of(voice.file, identifier, fields, log)
        model = _model(voice, row, fields)
        if model:
            names[identifier] = row.text("name")
            _facts(voice, model, row, fields)
            developer = voice.thing("Organisation", identifier.partition("/")[0])
            voice.say(model, "developedBy", developer, row.key, "path")
        yield from voice.drain()
    yield from _read_providers(path / "providers", names, voice, log)


def _read_providers(path: Path, names: dict[str, str], voice: Voice, log: ReadLog) -> Iterator[Record]:
    title, seller = "", ""
    # provider.toml sorts after models/ in a provider's folder: the names come first.
    providers = {
        name.partition("/")[0]: mapping_of(content, name) for name, content in documents(path, ("provider.toml",), log)
    }
    for file, content in documents(path, (".toml",), log):
        identifier, _, rest = file.partition("/")
        if not rest.startswith("models/"):
            continue
        if identifier != seller:
            seller, title = identifier, tidy(str(providers.get(identifier, {}).get("name") or identifier))
        voice.file = f"providers/{file}"
        key = f"{identifier}/{rest.removeprefix('models/').removesuffix('.toml')}"
        yield from _offering(voice, mapping_of(content, voice.file), key, title, names, log)


def _read_api(path: Path, voice: Voice, log: ReadLog) -> Iterator[Record]:
    voice.file = path.name
    ((_, content),) = documents(path, (".json",), log)
    for identifier, provider in mapping_of(content, path.name).items():
        models = provider.get("models") if isinstance(provider, dict) else None
        if not isinstance(models, dict):
            log.row()
            log.reject(path.name, identifier, "row.form", "a provider with models was expected")
            continue
        title = tidy(str(provider.get("name") or identifier))
        for name, fields in models.items():
            yield from _offering(voice, mapping_of(fields, path.name), f"{identifier}/{name}", title, {}, log)


def _offering(
    voice: Voice, fields: dict[str, Any], key: str, title: str, names: dict[str, str], log: ReadLog
) -> Iterator[Record]:
    row = row_of(voice.file, key, fields, log)
    base = row.text("base_model")
    if base and base not in names:
        row.reject("reference.unresolved", f"base_model: {base}")
        return
    if base:
        model: str | None = provisional_iri("models_dev", "model", names[base])
    else:
        model = _model(voice, row, fields)
        if model:
            _shared_facts(voice, model, row, fields, _BY_PROVIDER)
    if not model:
        yield from voice.drain()
        return
    name = names[base] if base else row.text("name")
    offering = voice.thing("Offering", f"{name} from {title}", key=key)
    voice.say(offering, "offersModel", model, key, "base_model" if base else "name")
    voice.say(offering, "offeredBy", voice.thing("Organisation", title), key, "path")
    cost = fields.get("cost")
    for column, predicate in (("input", "inputPrice"), ("output", "outputPrice")):
        price = _price(row, cost, column)
        if price is not None:
            voice.say(offering, predicate, price, key, f"cost.{column}")
    yield from voice.drain()


def _price(row: Row, cost: object, column: str) -> Decimal | None:
    """Gives a price in dollars a million tokens; what is free costs 0."""
    if not isinstance(cost, dict) or column not in cost:
        return None
    stated = cost[column]
    if isinstance(stated, bool) or not isinstance(stated, int | Decimal) or not Decimal(stated).is_finite():
        row.reject("number.invalid", f"cost.{column}: {str(stated)[:80]!r} is no number")
        return None
    if stated < 0:
        row.reject("number.negative", f"cost.{column}: {stated}")
        return None
    return Decimal(stated)


def _model(voice: Voice, row: Row, fields: dict[str, Any]) -> str | None:
    name = row.text("name")
    if not name:
        row.reject("row.nameless", "the field name is missing or empty")
        return None
    modalities = fields.get("modalities")
    given = modalities if isinstance(modalities, dict) else {}
    if given and "text" not in [*given.get("input", ()), *given.get("output", ())]:
        row.reject("kind.outside", f"{name} neither reads nor writes text")
        return None
    return voice.thing("LanguageModel", name)


def _facts(voice: Voice, model: str, row: Row, fields: dict[str, Any]) -> None:
    """Says what the file of a model alone may say."""
    _shared_facts(voice, model, row, fields, None)
    limits = fields.get("limit")
    limit = (
        Row(row.file, 0, {k: str(v) for k, v in limits.items()}, row.log, row.key) if isinstance(limits, dict) else row
    )
    window = limit.integer("context")
    if window:
        voice.say(model, "contextWindow", window, row.key, "limit.context")
    cutoff = row.date("knowledge", latest=voice.until)
    if cutoff:
        voice.say(model, "knowledgeCutoff", cutoff, row.key, "knowledge")
    if row.text("family"):
        voice.say(model, "memberOfFamily", voice.thing("ModelFamily", row.text("family")), row.key, "family")
    licence = row.text("license")
    if licence.lower() in _LICENCES:
        voice.say(model, "hasLicence", _LICENCES[licence.lower()], row.key, "license")
    elif licence:
        row.reject("licence.unmapped", f"license: {licence[:80]}")


def _shared_facts(voice: Voice, model: str, row: Row, fields: dict[str, Any], confidence: Decimal | None) -> None:
    """Says what every file that describes a model may say."""
    released = row.date("release_date", latest=voice.until)
    if released:
        voice.say(model, "releasedOn", released, row.key, "release_date", confidence=confidence)
    weights = {"true": "open", "false": "closed"}.get(row.text("open_weights"))
    if weights:
        voice.say(model, "weightsOpenness", weights, row.key, "open_weights", confidence=confidence)
    if row.text("reasoning") == "true":
        voice.say(model, "providesCapability", "capability/reasoning", row.key, "reasoning", confidence=confidence)
    modalities = fields.get("modalities")
    for side, predicate in (("input", "acceptsModality"), ("output", "producesModality")):
        for name in modalities.get(side, ()) if isinstance(modalities, dict) else ():
            if name not in _MODALITIES:
                row.reject("modality.unmapped", f"modalities.{side}: {str(name)[:80]}")
            for modality in _MODALITIES.get(name, ()):
                voice.say(model, predicate, modality, row.key, f"modalities.{side}", confidence=confidence)
