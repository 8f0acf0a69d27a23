"""Rows about models: what each table says of one."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from trendgraph.claims import Stance, Status, Value
from trendgraph.sources.epoch.sure import split_names, sureness
from trendgraph.sources.tabular import Row
from trendgraph.sources.voice import Voice

__all__ = ["say_distilled", "say_index", "say_model", "say_run"]

_WEIGHTS = {
    "Open weights (unrestricted)": "open",
    "Open weights (restricted use)": "partlyOpen",
    "Open weights (non-commercial)": "partlyOpen",
    "API access": "closed",
    "Hosted access (no API)": "closed",
    "Unreleased": "closed",
}
_CODE = {
    "Open source": "open",
    "Open (restricted use)": "partlyOpen",
    "Open (non-commercial)": "partlyOpen",
    "Unreleased": "closed",
}
_MODALITIES = {"Language": "text", "Vision": "image", "Speech": "speech", "Audio": "audio", "Video": "video"}
_NOT_TEXT = {"Vision", "Speech", "Audio", "Video", "Multimodal", "Image generation", "Robotics", "Biology"}
_COUNTRIES = ("Country (of organization)", "Country (from Organization)", "Country")
_SIZES = ("Training dataset size (datapoints)", "(DEPRECATED) Training dataset size (datapoints)")
_HIDDEN = "Unspecified unreleased"
# What the benchmark tables append to a model's name: how long it may think.
_EFFORT = re.compile(r"_(?:\d+K|none|minimal|low|medium|high|xhigh|max|thinking|nothinking|unknown)$", re.IGNORECASE)


def say_model(voice: Voice, row: Row, day: date) -> None:
    """Says what a row of a table of models holds; of models without language only that they are left out."""
    domains = row.names("Domain")
    if not {"Language", "Multimodal"} & set(domains):
        row.reject("domain.other" if domains else "domain.missing", f"Domain: {', '.join(domains) or 'empty'}")
        return
    if row.text("Confidence") == "Wrong":
        row.reject("confidence.wrong", "the publisher calls the row wrong")
        return
    model = voice.thing("LanguageModel", row.key)
    _say_makers(voice, row, model)
    _say_date(voice, row, model, day, "Publication date")
    _say_openness(voice, row, model)
    for domain in domains:
        if domain in _MODALITIES:
            voice.say(model, "hasModality", f"modality/{_MODALITIES[domain]}", row.key, "Domain")
    _say_numbers(voice, row, model, domains)
    for chip in split_names(row.text("Training hardware")):
        voice.say(model, "trainedWith", voice.thing("Hardware", chip), row.key, "Training hardware")
    tuned = bool(row.text("Finetune compute (FLOP)"))
    for base in split_names(row.text("Base model")):
        origin = voice.thing("LanguageModel", base)
        if origin != model:
            voice.say(model, "fineTunedFrom" if tuned else "derivedFrom", origin, row.key, "Base model")


def say_index(voice: Voice, row: Row, day: date) -> None:
    """Says what a row of the capabilities index holds of the model that a version belongs to."""
    name = row.text("Model name")
    score = row.decimal("ECI Score")
    if not name or score is None:
        row.reject("score.missing" if name else "row.nameless", "no score" if name else "Model name is empty")
        return
    model = voice.thing("LanguageModel", name)
    _say_makers(voice, row, model)
    _say_date(voice, row, model, day, "Release date")
    _say_openness(voice, row, model)
    voice.say(model, "capabilityIndex", score, row.key, "ECI Score")
    _say_numbers(voice, row, model, [])


def say_run(voice: Voice, row: Row, _day: date) -> None:
    """Says on which evaluation a model was run; a run that failed says nothing."""
    name, task = _EFFORT.sub("", row.text("model")), row.text("task")
    if not name or not task:
        row.reject("row.nameless", "model or task is empty")
    elif row.text("Status") != "Success":
        row.reject("run.failed", f"Status: {row.text('Status')!r}")
    else:
        model = voice.thing("LanguageModel", name)
        voice.say(model, "evaluatedOn", voice.thing("Evaluation", task), row.key, "task")


def say_distilled(voice: Voice, row: Row, _day: date) -> None:
    """Says whether a model was made by distillation; what is not held with high confidence is proposed."""
    stated = row.text("distilled").upper()
    if stated not in ("TRUE", "FALSE"):
        row.reject("distilled.unknown", f"distilled: {stated!r}")
        return
    confidence, _ = sureness(row, row.text("confidence"))
    voice.say(
        voice.thing("LanguageModel", _EFFORT.sub("", row.key)),
        "usesTechnique",
        "technique/knowledge-distillation",
        row.key,
        "distilled",
        stance=Stance.AFFIRMS if stated == "TRUE" else Stance.DENIES,
        confidence=confidence,
        status=Status.ACCEPTED if row.text("confidence").casefold() == "high" else Status.PROPOSED,
    )


def _say_makers(voice: Voice, row: Row, model: str) -> None:
    organisations = split_names(row.text("Organization"))
    for name in organisations:
        voice.say(model, "developedBy", voice.thing("Organisation", name), row.key, "Organization")
    for name, country in _countries(row, organisations):
        column = next(column for column in _COUNTRIES if column in row.cells)
        voice.say(voice.thing("Organisation", name), "locatedIn", voice.thing("Jurisdiction", country), row.key, column)


def _countries(row: Row, organisations: list[str]) -> list[tuple[str, str]]:
    """Pairs organisations with countries, where the table leaves no doubt.

    Countries are repeated for each organisation in order, but an organisation can have two, and some have none; so only
    a row with one organisation, or with one country, tells whose is which.
    """
    listed = [part.strip() for part in row.text(*_COUNTRIES).split(",") if part.strip()]
    known = [name for name in listed if name != "Multinational"]
    if not organisations or not listed:
        return []
    if len(known) < len(listed):
        row.reject("country.multinational", f"{', '.join(listed)} for {', '.join(organisations)}")
    if len(set(listed)) == 1:
        pairs = [(name, listed[0]) for name in organisations]
    elif len(organisations) == 1:
        pairs = [(organisations[0], country) for country in dict.fromkeys(listed)]
    else:
        row.reject("country.ambiguous", f"{len(listed)} countries for {len(organisations)} organisations")
        return []
    return [(name, country) for name, country in pairs if country != "Multinational"]


def _say_date(voice: Voice, row: Row, model: str, day: date, column: str) -> None:
    """A day of publication is one of release only where something was released."""
    when = row.date(column, latest=day)
    if when is not None:
        access = row.text("Model accessibility")
        released = access in _WEIGHTS and access != "Unreleased"
        voice.say(model, "releasedOn" if released else "announcedOn", when, row.key, column)


def _say_openness(voice: Voice, row: Row, model: str) -> None:
    for column, predicate, grades in (
        ("Model accessibility", "weightsOpenness", _WEIGHTS),
        ("Training code accessibility", "codeOpenness", _CODE),
    ):
        word = row.text(column)
        if word in grades:
            voice.say(model, predicate, grades[word], row.key, column)
        elif word:
            row.reject("openness.unknown", f"{column}: {word!r}")
    for corpus in split_names(row.text("Training dataset")):
        if corpus == _HIDDEN:
            voice.say(model, "dataOpenness", "closed", row.key, "Training dataset")
        else:
            voice.say(model, "trainedOn", voice.thing("Corpus", corpus), row.key, "Training dataset")


def _say_numbers(voice: Voice, row: Row, model: str, domains: list[str]) -> None:
    confidence, status = sureness(row, row.text("Confidence"))

    def say(predicate: str, value: Value | None, column: str) -> None:
        if value is not None:
            voice.say(model, predicate, value, row.key, column, confidence=confidence, status=status)

    say("parameterCount", row.integer("Parameters"), "Parameters")
    say("trainingCompute", row.double("Training compute (FLOP)"), "Training compute (FLOP)")
    cost, power = "Training compute cost (2023 USD)", "Training power draw (W)"
    say("trainingCost", row.decimal(cost), cost)
    say("trainingPower", row.decimal(power, scale=Decimal("0.000001")), power)
    size = "Training dataset size (total)"
    if domains and not _NOT_TEXT & set(domains):
        say("trainingTokens", row.integer(size), size)
    elif domains and row.text(size):
        row.reject("tokens.unit", f"{size}: not only of text, so not in tokens")
    if row.text(*_SIZES):
        row.reject("tokens.unit", f"{_SIZES[0]}: the unit is not stated")
