"""What happens to models and their makers: retirements and security incidents."""

from __future__ import annotations

import re
from collections.abc import Callable

from trendgraph.sources.vorplabs.common import Entry

__all__ = ["SYSTEMS"]

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9.:/_]*(?:-[A-Za-z0-9.:/_]+)+|[a-z0-9]+_[a-z0-9_]+|[a-z]\d[a-z0-9-]*")


def _retirement(entry: Entry) -> None:
    """Says when models retire; a subject that is no list of model identifiers makes no claim."""
    subject = entry.row.text("subject")
    names = [name for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", subject) if name]
    if not all(_IDENTIFIER.fullmatch(name) for name in names) or not names:
        entry.row.reject("subject.unclear", f"subject: {subject[:80]}")
        return
    when = entry.row.date("effective")
    if when is None:
        entry.row.reject("date.missing", "there is no effective date")
        return
    for name in names:
        entry.say_when(entry.voice.thing("LanguageModel", name), "retiredOn", when, "effective")


def _incident(entry: Entry) -> None:
    vendor, name = entry.row.text("vendor"), entry.row.text("name")
    if not name:
        entry.row.reject("row.nameless", "the incident has no name")
        return
    incident = entry.voice.thing("Incident", f"{name} ({vendor})", key=entry.row.key)
    entry.say(incident, "involvesEntity", entry.organisation(vendor), "vendor")
    entry.say_date(incident, "occurredOn", "incidentDate")


SYSTEMS: dict[tuple[str, str], Callable[[Entry], None]] = {
    ("model-deprecations", "entries"): _retirement,
    ("ai-security-incidents", "incidents"): _incident,
}
"""Data set and list to what reads its records."""
