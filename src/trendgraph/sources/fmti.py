"""The Foundation Model Transparency Index: what developers disclose, indicator by indicator, in three editions.

Takes the repository as published, or one of its tables of scores. A developer's score in one edition is a measurement;
a point is a thing found disclosed, a missing point a denial of it. Editions ask different things, so each total stands
beside its edition and is never compared with another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trendgraph.claims import PartialDate, Record, Stance
from trendgraph.errors import SourceError
from trendgraph.namespaces import entity_iri
from trendgraph.sources.struct import ReadLog, SourceInfo
from trendgraph.sources.tabular import Row, find_files, header_of, read_table
from trendgraph.sources.voice import Voice, data_set

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="fmti",
    title="Foundation Model Transparency Index",
    publisher="Center for Research on Foundation Models",
    licence=entity_iri("licence/cc-by-4.0"),
    url="https://crfm.stanford.edu/fmti/",
    form="the folder with the editions, or one <Month><Year>_scores.csv",
    fills="transparency scores of developers, and what they disclose, by edition",
)
_NAME = re.compile(r"([A-Z][a-z]{2})[a-z]*(\d{4})_scores\.csv")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DESCRIBING = ("Domain", "Subdomain", "Indicator", "Total")


@dataclass(slots=True)
class _Scores:
    """What one developer got so far."""

    points: int = 0
    asked: int = 0
    total: int | None = None
    measurement: str = field(default="")


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields one source, one scale and one measurement a developer for each edition."""
    files = [file for file in find_files(path, ("_scores.csv",)) if _edition(file)]
    if not files:
        raise SourceError(
            "no table of scores is named like Dec2025_scores.csv",
            code="source.edition",
            where=str(path),
            hint="the edition is read from the name of the file: keep the names as published",
        )
    for file in files:
        yield from _read_edition(file, log)


def _edition(file: Path) -> PartialDate | None:
    found = _NAME.fullmatch(file.name)
    if not found or found[1] not in _MONTHS:
        return None
    return PartialDate.parse(f"{found[2]}-{_MONTHS.index(found[1]) + 1:02}")


def _read_edition(file: Path, log: ReadLog) -> Iterator[Record]:
    edition = _edition(file)
    voice = Voice(
        "fmti",
        data_set(INFO, "scores", f"Foundation Model Transparency Index: scores of {edition}", edition),
        file=file.name,
    )
    yield from voice.introduce(INFO.publisher)
    scale = voice.thing("Evaluation", f"Foundation Model Transparency Index, {edition}")
    if edition:
        voice.say(scale, "releasedOn", edition, "header", "file name")
    developers = {name: _Scores() for name in header_of(file) if name and name not in _DESCRIBING}
    for row in read_table(file, log, required=("Indicator",)):
        row.key = row.text("Indicator") or row.key
        if row.key == "Total":
            _read_totals(row, developers)
        else:
            _read_indicator(voice, row, developers, scale, edition)
        yield from voice.drain()
    for name, scores in developers.items():
        _say_total(voice, name, scores, log)
    yield from voice.drain()


def _read_indicator(
    voice: Voice, row: Row, developers: dict[str, _Scores], scale: str, edition: PartialDate | None
) -> None:
    indicator = voice.thing("DisclosureIndicator", row.key)
    for name, scores in developers.items():
        cell = row.cells[name]
        if cell not in ("0", "1"):
            row.reject("score.invalid", f"{name}: {cell[:80]!r} is neither 0 nor 1")
            continue
        if not scores.measurement:
            scores.measurement = voice.thing("Measurement", f"transparency of {name}, {edition}")
            voice.say(scores.measurement, "measures", voice.thing("Organisation", name), "header", name)
            voice.say(scores.measurement, "evaluatedOn", scale, "header", name)
        scores.asked += 1
        scores.points += int(cell)
        stance = Stance.AFFIRMS if cell == "1" else Stance.DENIES
        voice.say(scores.measurement, "findsDisclosed", indicator, row.key, name, stance=stance)


def _read_totals(row: Row, developers: dict[str, _Scores]) -> None:
    for name, scores in developers.items():
        cell = row.cells[name]
        if cell.isdecimal() and int(cell) == scores.points:
            scores.total = int(cell)
        else:
            row.reject("total.mismatch", f"{name}: the row says {cell[:20]!r}, its points add up to {scores.points}")


def _say_total(voice: Voice, name: str, scores: _Scores, log: ReadLog) -> None:
    if not scores.measurement:
        return
    if scores.total is not None:
        voice.say(scores.measurement, "transparencyScore", scores.total, "Total", name)
    elif scores.asked == 100:
        voice.say(scores.measurement, "transparencyScore", scores.points, "1 to 100, added up", name)
    else:
        log.reject(voice.file, name, "total.incomplete", f"{scores.asked} of 100 indicators have a score")
