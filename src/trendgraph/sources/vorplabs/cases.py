"""Steps of authorities and courts: enforcement actions, with who took them, against whom, and when."""

from __future__ import annotations

from collections.abc import Callable

from trendgraph.sources.vorplabs.common import Entry

__all__ = ["CASES"]

_OPEN = ("litigation-pending", "indicted")


def _action(entry: Entry, authority: str) -> None:
    name = entry.row.text("shortName")
    action = entry.voice.thing("EnforcementAction", name or entry.row.key, key=entry.row.key)
    entry.say(action, "takenBy", entry.organisation(entry.row.text(authority)), authority)
    entry.against(action, "target")
    entry.say_date(action, "filedOn", "filedDate")
    if entry.row.text("status") not in _OPEN:
        entry.say_date(action, "decidedOn", "orderDate")


def _federal(entry: Entry) -> None:
    _action(entry, "agency")


def _state(entry: Entry) -> None:
    _action(entry, "agOffice")


def _investigation(entry: Entry) -> None:
    title = f"Investigation {entry.row.key}"
    action = entry.voice.thing("EnforcementAction", title, key=entry.row.key)
    entry.say(action, "takenBy", entry.organisation(entry.row.text("agOffice")), "agOffice")
    entry.against(action, "target")
    entry.say_date(action, "filedOn", "announcedDate")


def _sanction(entry: Entry) -> None:
    """Persons who were sanctioned are not named beyond the caption of the case."""
    action = entry.voice.thing("EnforcementAction", entry.row.text("caption"), key=entry.row.key)
    entry.say(action, "takenBy", entry.organisation(entry.row.text("court")), "court")
    entry.say_date(action, "decidedOn", "orderDate")


CASES: dict[tuple[str, str], Callable[[Entry], None]] = {
    ("federal-ai-enforcement", "actions"): _federal,
    ("state-ag-ai-enforcement", "actions"): _state,
    ("state-ag-ai-enforcement", "investigations"): _investigation,
    ("ai-hallucination-sanctions", "matters"): _sanction,
    ("ai-hallucination-sanctions", "corroboratedMatters"): _sanction,
}
"""Data set and list to what reads its records."""
