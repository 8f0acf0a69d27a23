"""The inventories of artificial intelligence in US federal agencies: 2023, 2024 and 2025, three different forms.

Takes the folder or one of its tables; the form is told by the columns. The inventories carry no identifier that lasts
from year to year, so a use of 2024 and the same use of 2025 are two things.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trendgraph.claims import Directness, PartialDate, Precision, Record
from trendgraph.errors import SourceError
from trendgraph.namespaces import entity_iri
from trendgraph.sources.struct import ReadLog, SourceInfo, slug_of
from trendgraph.sources.tabular import Row, find_files, header_of, read_table
from trendgraph.sources.voice import Voice, data_set, known_until

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="federal_ai_inventory",
    title="Federal AI Use Case Inventory",
    publisher="Office of Management and Budget",
    licence=entity_iri("licence/public-domain"),
    url="https://www.cio.gov/policies-and-priorities/Executive-Order-13960-AI-Use-Case-Inventories-Reference/",
    form="the folder with the tables of 2023, 2024 and 2025, or one of them",
    fills="uses of artificial intelligence by agency, sector, stage and kind of system",
)


@dataclass(frozen=True, slots=True)
class _Form:
    """One year's table: which column holds what."""

    year: str
    encodings: tuple[str, ...]
    name: str
    agency: str
    bureau: str
    stage: str
    identifier: str = ""
    topic: str = ""
    kind: str = ""
    begun: str = ""


_FORMS = (
    _Form("2023", ("utf-8-sig",), "Title", "Department", "Agency", "Development_Stage", identifier="Use_Case_ID"),
    _Form(
        "2024",
        ("utf-8-sig", "cp1252"),
        "Use Case Name",
        "Agency",
        "Bureau",
        "Stage of Development",
        topic="Use Case Topic Area",
        begun="Date Implemented",
    ),
    _Form(
        "2025",
        ("utf-8-sig",),
        "use_case_name",
        "agency_name",
        "agency_bureau",
        "development_stage",
        identifier="id",
        topic="topic_area",
        kind="classification",
        begun="operational_date",
    ),
)
_STAGES = {
    "planned": "planned",
    "planned (not in production)": "planned",
    "ideation": "planned",
    "initiation": "planned",
    "initiated": "planned",
    "pre-deployment": "inDevelopment",
    "development and acquisition": "inDevelopment",
    "acquisition and/or development": "inDevelopment",
    "development (not in production)": "inDevelopment",
    "implementation": "inDevelopment",
    "implementation and assessment": "inDevelopment",
    "pilot": "piloted",
    "operation and maintenance": "deployed",
    "operation and management": "deployed",
    "in-use": "deployed",
    "in mission": "deployed",
    "in production": "deployed",
    "in production: more than 1 year": "deployed",
    "in production: less than six months": "deployed",
    "in production: less than 6 months": "deployed",
    "in production: less than one year": "deployed",
    "deployed": "deployed",
    "deployment": "deployed",
    "retired": "retired",
}
_TOPICS = {
    "health & medical": "healthcare",
    "health and medical": "healthcare",
    "law & justice": "law-enforcement",
    "law enforcement": "law-enforcement",
    "education & workforce": "education",
    "energy & the environment": "energy",
    "energy and environment": "energy",
    "transportation": "transport",
    "ai used in transportation operations": "transport",
    "science & space": "scientific-research",
    "science": "scientific-research",
    "it": "information-and-communication",
    "cybersecurity": "information-and-communication",
    "hr": "human-resources",
    **dict.fromkeys(
        (
            "mission-enabling",
            "mission-enabling (internal agency support)",
            "government services (includes benefits and service delivery)",
            "diplomacy & trade",
            "emergency management",
            "emergency mgmt",
            "admin functions",
            "administrative functions",
            "service delivery",
            "benefits processing",
            "procurement and finance mgmt",
            "international affairs",
        ),
        "public-administration",
    ),
}
_NOTHING = ("", "n/a", "na", "none", "other", "tbd")
_REPEATED = ("If Other, please explain.",)
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_US_MONTH = re.compile(r"(\d{1,2})/(\d{4})")


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields the uses, each table as a source of its own."""
    files = find_files(path, (".csv",))
    forms = [(file, _form_of(file)) for file in files]
    if not any(form for _, form in forms):
        raise SourceError(
            "no table has the columns of an inventory of 2023, 2024 or 2025",
            code="source.columns",
            where=str(path),
            hint="needed are, for 2025: use_case_name, agency_name, development_stage",
        )
    for file, form in forms:
        if form is None:
            log.reject(file.name, "file", "file.outside", "its columns are not those of an inventory of single uses")
        else:
            yield from _read_table(file, form, log)


def _form_of(file: Path) -> _Form | None:
    columns = set(header_of(file, ("utf-8-sig", "cp1252")))
    return next((form for form in _FORMS if {form.name, form.stage} <= columns), None)


def _read_table(file: Path, form: _Form, log: ReadLog) -> Iterator[Record]:
    voice = Voice(
        "federal_ai_inventory",
        data_set(INFO, "use-cases", f"Federal AI Use Case Inventory of {form.year}", PartialDate.parse(form.year)),
        Directness.FIRST_PARTY,
        file=file.name,
        until=known_until(file),
    )
    yield from voice.introduce(INFO.publisher)
    keys: Counter[str] = Counter()
    required = (form.name, form.agency, form.stage)
    for row in read_table(file, log, required=required, encodings=form.encodings, repeated=_REPEATED):
        agency, name = row.text(form.agency), row.text(form.name)
        if form.identifier and row.text(form.identifier):
            row.key = row.text(form.identifier)
        if not name or not agency:
            row.reject("row.nameless", "a use needs a name and an agency")
            continue
        own = row.text(form.identifier) if form.identifier else ""
        key = f"{form.year}-{slug_of(agency)[:40]}-{slug_of(own or f'{row.text(form.bureau)} {name}')[:80]}"
        keys[key] += 1
        use = voice.thing(
            "UseCase", f"{name} ({agency}, {form.year})", key=key if keys[key] == 1 else f"{key}-{keys[key]}"
        )
        voice.say(use, "usedBy", voice.thing("Organisation", agency), row.key, form.agency)
        _say_stage(voice, row, form, use)
        _say_mapped(voice, row, form.topic, use, "servesSector", _TOPICS)
        kind = row.text(form.kind) if form.kind else ""
        if kind.lower() not in _NOTHING:
            voice.say(use, "hasSystemKind", voice.thing("SystemKind", kind), row.key, form.kind)
        yield from voice.drain()


def _say_stage(voice: Voice, row: Row, form: _Form, use: str) -> None:
    stated = row.text(form.stage)
    stage = _STAGES.get(stated.lower().rstrip("."))
    if stage is None:
        if stated.lower() not in _NOTHING:
            row.reject("stage.unmapped", f"{form.stage}: {stated[:80]}")
        return
    begun = _begun(row, form.begun, voice.until) if stage == "deployed" else None
    voice.say(use, "useStage", stage, row.key, form.stage, valid_from=begun)


def _say_mapped(voice: Voice, row: Row, column: str, use: str, predicate: str, names: Mapping[str, str]) -> None:
    parts = row.text(column).split(";") if column else []
    for part in parts:
        stated = part.strip()
        if stated.lower() in names:
            voice.say(use, predicate, f"sector/{names[stated.lower()]}", row.key, column)
        elif stated.lower() not in _NOTHING:
            row.reject("topic.unmapped", f"{column}: {stated[:80]}")


def _begun(row: Row, column: str, until: date) -> PartialDate | None:
    """Gives the date since when it is used, in one of the many forms in which agencies write it."""
    stated = row.text(column).removesuffix(" 00:00:00")
    if stated.lower().rstrip(".") in _NOTHING:
        return None
    if found := _US_DATE.match(stated):
        row.cells[column] = f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"
    elif found := _US_MONTH.fullmatch(stated):
        row.cells[column] = f"{found[2]}-{int(found[1]):02}"
    when = row.date(column, latest=until)
    # A time of validity with the day is what the shapes want of all of them alike.
    return when if when is None or when.precision is not Precision.QUARTER else None
