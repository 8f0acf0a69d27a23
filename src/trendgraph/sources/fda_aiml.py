"""The FDA's list of medical devices with machine learning in them: date of decision, company and panel.

Takes the list as a CSV file. The devices are not those with language models alone, and the list does not say which are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from trendgraph.claims import Directness, PartialDate, Record
from trendgraph.namespaces import entity_iri
from trendgraph.sources.struct import ReadLog, SourceInfo
from trendgraph.sources.tabular import Row, edition_of, find_files, read_table
from trendgraph.sources.voice import Voice, data_set, known_until

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="fda_aiml",
    title="Artificial Intelligence-Enabled Medical Devices",
    publisher="Food and Drug Administration",
    licence=entity_iri("licence/public-domain"),
    url=None,
    form="the list as a CSV file",
    fills="medical devices by date of decision, company and specialty",
)
_COLUMNS = ("Date of Final Decision", "Submission Number", "Device", "Company", "Panel (Lead)", "Primary Product Code")
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields the devices."""
    for file in find_files(path, (".csv",)):
        voice = Voice(
            "fda_aiml",
            data_set(INFO, "devices", "FDA: Artificial Intelligence-Enabled Medical Devices", edition_of(file)),
            Directness.FIRST_PARTY,
            file=file.name,
            until=known_until(file),
        )
        yield from voice.introduce(INFO.publisher)
        seen: set[str] = set()
        for row in read_table(file, log, required=_COLUMNS[:5], known=_COLUMNS):
            row.key = row.text("Submission Number") or row.key
            if not row.text("Submission Number"):
                row.reject("row.nameless", "there is no submission number")
            elif row.key in seen:
                row.reject("key.duplicate", "a row with this submission number came before")
            else:
                seen.add(row.key)
                _device(voice, row)
            yield from voice.drain()


def _device(voice: Voice, row: Row) -> None:
    when = _decision(row, voice.until)
    name = row.text("Device")
    if when is None or not name:
        if not name:
            row.reject("row.nameless", "the device has no name")
        return
    # Makers give several devices one name; the number tells them apart.
    device = voice.thing("MedicalDevice", f"{name} ({row.key})", key=row.key)
    voice.say(device, "authorisedOn", when, row.key, "Date of Final Decision")
    if row.text("Company"):
        voice.say(device, "offeredBy", voice.thing("Organisation", row.text("Company")), row.key, "Company")
    if row.text("Panel (Lead)"):
        panel = row.text("Panel (Lead)")
        voice.say(device, "medicalSpecialty", panel, row.key, "Panel (Lead)")


def _decision(row: Row, until: date) -> PartialDate | None:
    found = _US_DATE.fullmatch(row.text("Date of Final Decision"))
    if found:
        row.cells["Date of Final Decision"] = f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"
    if not row.text("Date of Final Decision"):
        row.reject("date.missing", "there is no date of decision")
    return row.date("Date of Final Decision", latest=until)
