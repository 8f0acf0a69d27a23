"""Laws, rules, clauses and frameworks: regulations with their status and dates."""

from __future__ import annotations

import re
from collections.abc import Callable

from trendgraph.sources.vorplabs.common import Entry

__all__ = ["LAWS"]

_KEY_DATES = (
    (r"signed|^released$|order adopted", "adoptedOn"),
    (r"effective", "inForceFrom"),
    (r"compliance deadline", "appliesFrom"),
    (r"nprm|introduced", "proposedOn"),
)
_ORDER_DATES = ((r"notice of apparent liability|complaint", "filedOn"), (r"entered|order adopted", "decidedOn"))
_FEDERAL_STATUS = {
    "enacted": "adopted",
    "final-rule": "inForce",
    "in-force": "inForce",
    "proposed": "tabled",
    "passed-one-chamber": "tabled",
    "introduced": "tabled",
}
_PROCUREMENT_STATUS = {"proposed": "tabled", "operative": "inForce", "rescinded": "repealed", "final": "adopted"}


def _law_change(entry: Entry) -> None:
    name, kind = entry.row.text("instrument"), entry.row.text("eventType")
    if not name:
        entry.row.reject("row.nameless", "there is no instrument")
        return
    law = entry.voice.thing("Regulation", name)
    _jurisdiction(entry, law, entry.row.text("jurisdiction").removesuffix(", federal"), "jurisdiction")
    if kind == "enacted-law":
        entry.say_date(law, "adoptedOn", "eventDate")
        column = "enactmentEffectiveDate" if entry.row.text("enactmentEffectiveDate") else "effectiveOrResponseDate"
        _binding(entry, law, column)
        if entry.row.text("principalDutyDate"):
            entry.say_date(law, "appliesFrom", "principalDutyDate")
    elif kind == "executive-action":
        entry.say_date(law, "adoptedOn", "eventDate")
    elif kind == "proposed-policy":
        entry.say_date(law, "proposedOn", "eventDate")
        entry.say(law, "regulationStatus", "tabled", "eventType")
    elif kind == "upcoming-operative-date":
        entry.say_date(law, "appliesFrom", "effectiveOrResponseDate")
    else:
        entry.row.reject("event.unmapped", f"eventType: {kind[:80]}")


def _binding(entry: Entry, law: str, column: str) -> None:
    """Says from when a law binds, and whether it does so yet."""
    when = entry.say_date(law, "inForceFrom", column)
    if when is not None:
        entry.say(law, "regulationStatus", "adopted" if entry.is_plan(when) else "inForce", column)


def _jurisdiction(entry: Entry, law: str, name: str, column: str) -> None:
    if name:
        entry.say(law, "inJurisdiction", entry.voice.thing("Jurisdiction", name), column)


def _state_law(entry: Entry) -> None:
    state, citation = entry.row.text("state"), entry.row.text("citation")
    if not state or not citation:
        entry.row.reject("row.nameless", "a law needs a state and a citation")
        return
    law = entry.voice.thing("Regulation", f"{state}, {citation}")
    _jurisdiction(entry, law, state, "state")
    if not entry.row.text("effectiveDate"):
        entry.row.reject("date.missing", "there is no effectiveDate")
    elif entry.row.text("litigationStatus"):
        # Whether it is still in force is what the courts are asked.
        entry.say_date(law, "inForceFrom", "effectiveDate")
    else:
        _binding(entry, law, "effectiveDate")


def _federal_instrument(entry: Entry) -> None:
    name, status = entry.row.text("instrument"), entry.row.text("status")
    is_order = entry.row.text("kind") == "enforcement-order"
    thing = entry.voice.thing("EnforcementAction" if is_order else "Regulation", name)
    authority = entry.row.text("enforcementAuthority")
    if is_order and authority:
        entry.say(thing, "takenBy", entry.organisation(authority), "enforcementAuthority")
    if not is_order:
        _jurisdiction(entry, thing, "United States", "kind")
        if status in _FEDERAL_STATUS:
            entry.say(thing, "regulationStatus", _FEDERAL_STATUS[status], "status")
        else:
            entry.row.reject("status.unmapped", f"status: {status[:80]}")
    for item in entry.fields.get("keyDates") or ():
        label, when = str(item.get("label")), str(item.get("date"))
        table = _ORDER_DATES if is_order else _KEY_DATES
        predicate = next((p for pattern, p in table if re.search(pattern, label, re.IGNORECASE)), None)
        if predicate is None:
            entry.row.reject("event.unmapped", f"keyDates: {label[:80]}")
            continue
        entry.row.cells["keyDates"] = when
        entry.say_date(thing, predicate, "keyDates")


def _procurement(entry: Entry) -> None:
    name, status = entry.row.text("instrumentTitle"), entry.row.text("status")
    if entry.row.text("instrument") == "report":
        entry.row.reject("kind.outside", "a report's recommendation is no rule")
        return
    rule = entry.voice.thing("Regulation", name)
    entry.say(rule, "issuedBy", entry.organisation(entry.row.text("jurisdictionOrAgency")), "jurisdictionOrAgency")
    if entry.row.text("jurisdictionLevel") == "federal":
        _jurisdiction(entry, rule, "United States", "jurisdictionLevel")
    if status in _PROCUREMENT_STATUS:
        entry.say(rule, "regulationStatus", _PROCUREMENT_STATUS[status], "status")
    else:
        entry.row.reject("status.unmapped", f"status: {status[:80]}")
    entry.say_date(rule, "inForceFrom", "effectiveDate")
    if status == "proposed":
        entry.say_date(rule, "proposedOn", "eventDate")
    elif status == "final":
        entry.say_date(rule, "adoptedOn", "eventDate")


def _framework(entry: Entry) -> None:
    lab, name = entry.row.text("lab"), entry.row.text("framework")
    rule = entry.voice.thing("Regulation", f"{lab} {name} {entry.row.text('currentVersion')}")
    entry.say(rule, "issuedBy", entry.organisation(lab), "lab")
    entry.say_date(rule, "adoptedOn", "currentVersionDate")


def _guidance(entry: Entry) -> None:
    rule = entry.voice.thing("Regulation", entry.row.text("title"))
    _jurisdiction(entry, rule, entry.row.text("jurisdiction"), "jurisdiction")
    entry.say_date(rule, "adoptedOn" if entry.row.text("category") == "advisory" else "proposedOn", "date")


LAWS: dict[tuple[str, str], Callable[[Entry], None]] = {
    ("us-ai-law-changes", "events"): _law_change,
    ("deepfake-laws", "federalInstruments"): _federal_instrument,
    ("deepfake-laws", "stateLaws"): _state_law,
    ("us-ai-procurement", "records"): _procurement,
    ("frontier-framework-comparison", "frameworks"): _framework,
    ("state-ag-ai-enforcement", "guidance"): _guidance,
}
"""Data set and list to what reads its records."""
