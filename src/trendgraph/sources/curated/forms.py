"""Which form the files of a folder have; the JSON Schemas for editors are made from the same."""

from __future__ import annotations

from trendgraph.sources.curated.layout import FOLDERS, INDICATORS, PATTERNS, REPORTS, SOURCES, VERDICTS
from trendgraph.sources.curated.measures import IndicatorFile, PatternFile
from trendgraph.sources.curated.schema import EntityFile, Form, ReportFile, SourceFile
from trendgraph.sources.curated.tests_of_claims import VerdictFile

__all__ = ["form_of", "json_schemas", "known_folders"]

_OWN: dict[str, type[Form]] = {
    SOURCES: SourceFile,
    REPORTS: ReportFile,
    PATTERNS: PatternFile,
    INDICATORS: IndicatorFile,
    VERDICTS: VerdictFile,
}


def form_of(folder: str) -> type[Form] | None:
    """Gives the form of a folder's files, or None where there is no such folder."""
    return _OWN.get(folder) or (EntityFile if folder in FOLDERS.values() else None)


def known_folders() -> list[str]:
    """Gives the names of all folders with YAML files."""
    return [*FOLDERS.values(), *_OWN]


def json_schemas() -> dict[str, dict[str, object]]:
    """Gives the JSON Schema of each kind of curated file, by name."""
    forms: dict[str, type[Form]] = {
        "entity": EntityFile,
        "indicator": IndicatorFile,
        "pattern": PatternFile,
        "report": ReportFile,
        "source": SourceFile,
        "verdict": VerdictFile,
    }
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema", **form.model_json_schema(by_alias=True)}
        for name, form in forms.items()
    }
