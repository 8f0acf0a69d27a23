"""Vorp Labs' research data sets: laws, enforcement, retirements of models, security incidents, frameworks of labs.

Takes the folder of JSON files or one of them; each file is a source of its own. A date after the day up to which a data
set was kept is a plan: its claim is proposed. Lists of which the graph has no kind are counted and rejected as
``dataset.outside``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trendgraph.claims import PartialDate, Record
from trendgraph.errors import ClaimError, SourceError
from trendgraph.namespaces import entity_iri
from trendgraph.sources.documents import documents, records_of
from trendgraph.sources.struct import ReadLog, SourceInfo
from trendgraph.sources.voice import Voice, data_set, row_of
from trendgraph.sources.vorplabs.cases import CASES
from trendgraph.sources.vorplabs.common import Entry
from trendgraph.sources.vorplabs.laws import LAWS
from trendgraph.sources.vorplabs.systems import SYSTEMS

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="vorplabs",
    title="Vorp Labs Research Datasets",
    publisher="Vorp Labs",
    licence=entity_iri("licence/cc-by-4.0"),
    url="https://github.com/vorplabs/research-datasets",
    form="the folder of JSON files, or one of them",
    fills="laws with status and dates, enforcement, retirement dates of models, security incidents",
)
_READ = {**LAWS, **CASES, **SYSTEMS}
_OUTSIDE = {
    "ai-agent-liability": ("records", "evidenceRequirements"),
    "ai-hallucination-sanctions": ("adjacentMaterials",),
    "ai-insurance-exclusions": ("records",),
    "ai-security-incidents": ("excludedReports",),
    "ai-threat-monitoring": ("scamTypes", "stats"),
    "federal-ai-enforcement": ("adjacentMaterials",),
    "government-ai-readiness": ("dimensions", "entries"),
    "government-ai-readiness-comparison": ("records",),
    "media-rights-provenance": ("records",),
    "model-deprecations": ("noticePolicies",),
    "security-framework-changes": ("versionRecords", "milestones"),
}
"""Lists of records of which the graph has no kind, by data set."""


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields what the data sets say, one source a file."""
    found = False
    for name, content in documents(path, (".json",), log):
        stem = name.rpartition("/")[2].removesuffix(".json")
        lists = [key for part, key in _READ if part == stem] + list(_OUTSIDE.get(stem, ()))
        if not lists or not isinstance(content, dict):
            log.reject(name, "file", "dataset.unknown", "no data set of this name is known")
            continue
        missing = [key for key in lists if key not in content]
        if len(missing) == len(lists):
            raise SourceError(f"there is no list {' or '.join(lists)}", code="source.columns", where=name)
        for key in missing:
            log.reject(name, "file", "column.missing", key)
        found = True
        yield from _read_dataset(name, stem, content, [key for key in lists if key in content], log)
    if not found:
        raise SourceError("none of its data sets is known", code="source.empty", where=str(path))


def _read_dataset(name: str, stem: str, content: dict[str, Any], lists: list[str], log: ReadLog) -> Iterator[Record]:
    kept = _date(content.get("asOf")) or _date(content.get("version"))
    if kept is None:
        raise SourceError("the data set does not say up to when it was kept (asOf)", code="source.columns", where=name)
    url = str(content.get("source") or "")
    title = f"Vorp Labs: {content.get('title') or stem}"
    known = url if url.startswith(("http://", "https://")) else None
    voice = Voice("vorplabs", data_set(INFO, stem, title, _date(content.get("version")) or kept, url=known), file=name)
    if any((stem, key) in _READ for key in lists):
        yield from voice.introduce(INFO.publisher)
    for key in lists:
        handle = _READ.get((stem, key))
        for number, fields in enumerate(records_of(content[key], name, log), start=1):
            label = str(fields.get("anchor") or fields.get("id") or f"{key} {number}")
            row = row_of(name, label, fields, log)
            if handle is None:
                row.reject("dataset.outside", f"the graph has no kind for {key}")
            else:
                handle(Entry(voice, row, fields, kept.first))
            yield from voice.drain()


def _date(stated: object) -> PartialDate | None:
    try:
        return PartialDate.parse(str(stated or "").replace(".", "-"))
    except ClaimError:
        return None
