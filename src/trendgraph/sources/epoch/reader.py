"""The door of the Epoch AI reader: which files, which table, which edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from trendgraph.claims import PartialDate, Record, Source
from trendgraph.namespaces import TG, entity_iri
from trendgraph.sources.epoch import models, others
from trendgraph.sources.epoch.forms import Form, form_of
from trendgraph.sources.struct import ReadLog, SourceInfo, provisional_iri
from trendgraph.sources.tabular import Row, edition_of, find_files, read_table
from trendgraph.sources.voice import Voice

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="epoch",
    title="Epoch AI's data on models, hardware, data centres and benchmarks",
    publisher="Epoch AI",
    licence=entity_iri("licence/cc-by-4.0"),
    url="https://epoch.ai/data",
    form="one of its CSV files, or a folder with any of them; editions in the names (notable_ai_models.2026-07.csv)",
    fills="models with developer, country, date, parameters, compute, power, cost, data, hardware, base and openness; "
    "processors; data centres and their power over time; distillation; evaluations; the capabilities index",
)
_SAYING: dict[str, Callable[[Voice, Row, date], None]] = {
    "model": models.say_model,
    "index": models.say_index,
    "run": models.say_run,
    "distilled": models.say_distilled,
    "hardware": others.say_hardware,
    "site": others.say_site,
}


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    form: Form
    edition: PartialDate | None


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields, for every table found, its source and then the things and claims of its rows.

    Raises:
        SourceError: a file is none of Epoch AI's tables, or cannot be read.
    """
    files = _newest([_File(file, form_of(file), edition_of(file)) for file in find_files(path, (".csv",))], log)
    latest = max((file.edition for file in files if file.edition), default=None)
    for file in files:
        day = _last_day(file, latest)
        voice = Voice("epoch", _source(file, day), file=file.path.name)
        yield from voice.introduce(INFO.publisher)
        rows = read_table(file.path, log, required=file.form.marks, known=file.form.known)
        if file.form.kind == "power":
            yield from others.say_power(voice, rows, day)
            continue
        say = _SAYING[file.form.kind]
        seen: set[str] = set()
        for row in rows:
            key = row.text(file.form.marks[0])
            if not key:
                row.reject("row.nameless", f"{file.form.marks[0]} is empty")
                continue
            row.key = key
            if key in seen:
                row.reject("row.duplicate", f"{key!r} stands in a row above")
                continue
            seen.add(key)
            before = log.skipped.total()
            say(voice, row, day)
            said = list(voice.drain())
            if not said and log.skipped.total() == before:
                row.reject("row.empty", "nothing in it makes a claim")
            yield from said


def _newest(files: list[_File], log: ReadLog) -> list[_File]:
    chosen: dict[str, _File] = {}
    for file in sorted(files, key=lambda file: (str(file.edition or ""), file.path.name)):
        older = chosen.get(file.form.name)
        if older is not None:
            log.reject(older.path.name, "file", "file.superseded", f"{file.path.name} is the newer {file.form.title}")
        chosen[file.form.name] = file
    return [chosen[name] for name in sorted(chosen)]


def _last_day(file: _File, latest: PartialDate | None) -> date:
    """The last day of which the file can know; of a file without edition that of its neighbours, or its own age."""
    edition = file.edition or latest
    if edition is not None:
        return edition.end() - timedelta(days=1)
    return datetime.fromtimestamp(file.path.stat().st_mtime, UTC).date()


def _source(file: _File, day: date) -> Source:
    return Source(
        identifier=f"epoch.{file.form.name}",
        kind=TG + "Source",
        title=f"{file.form.title} (Epoch AI)",
        publisher=provisional_iri("epoch", "organisation", INFO.publisher),
        issued=file.edition,
        accessed=day,
        licence=INFO.licence,
        url=file.form.url,
    )
