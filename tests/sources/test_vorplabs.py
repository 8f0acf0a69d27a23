"""Laws, cases, retirements and incidents of Vorp Labs' data sets."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.forms import vorplabs
from tests.sources.reading import Read, read, write

from trendgraph.errors import SourceError


def read_one(folder: Path, stem: str, **lists: object) -> Read:
    return read("vorplabs", write(folder, {f"{stem}.json": vorplabs(stem, **lists)}))


def test_a_law_binds_from_a_day_and_a_later_day_is_a_plan(tmp_path: Path) -> None:
    base = {"jurisdiction": "Lakeland", "eventType": "enacted-law", "eventDate": "2026-05-14"}
    events = [
        {**base, "id": "A", "instrument": "Act A", "effectiveOrResponseDate": "2026-06-01"},
        {**base, "id": "B", "instrument": "Act B", "effectiveOrResponseDate": "2027-01-01"},
        {
            "id": "C",
            "instrument": "Rule C",
            "jurisdiction": "United States, federal",
            "eventType": "proposed-policy",
            "eventDate": "2026-07-01",
        },
        {
            "id": "D",
            "instrument": "Act D",
            "eventType": "upcoming-operative-date",
            "effectiveOrResponseDate": "2026-08-02",
        },
        {"id": "E", "instrument": "Act E", "eventType": "rumour"},
        {"id": "F"},
    ]
    found = read_one(tmp_path, "us-ai-law-changes", events=events)
    assert found.facts() == [
        "Act A inJurisdiction Lakeland",
        "Act A adoptedOn 2026-05-14",
        "Act A inForceFrom 2026-06-01",
        "Act A regulationStatus inForce",
        "Act B inJurisdiction Lakeland",
        "Act B adoptedOn 2026-05-14",
        "Act B inForceFrom 2027-01-01 (proposed)",
        "Act B regulationStatus adopted",
        "Rule C inJurisdiction United States",
        "Rule C proposedOn 2026-07-01",
        "Rule C regulationStatus tabled",
        "Act D appliesFrom 2026-08-02 (proposed)",
    ]
    assert found.reasons() == ["E event.unmapped", "F row.nameless"]
    assert found.sources[0].identifier == "vorplabs.us-ai-law-changes.2026-07-18"
    assert found.sources[0].url == "https://example.org/set"


def test_laws_on_deepfakes(tmp_path: Path) -> None:
    law = {"state": "Lakeland", "citation": "AB 1", "effectiveDate": "2024-01-01"}
    federal = [
        {
            "anchor": "act",
            "instrument": "Act",
            "kind": "statute",
            "status": "enacted",
            "keyDates": [
                {"date": "2025-04-28", "label": "Signed into law"},
                {"date": "2026-12", "label": "Platform compliance deadline"},
                {"date": "2025-01-01", "label": "Talked about"},
            ],
        },
        {
            "anchor": "order",
            "instrument": "Order against X",
            "kind": "enforcement-order",
            "enforcementAuthority": "FCC (bureau)",
            "status": "forfeiture-ordered",
            "keyDates": [
                {"date": "2024-05-24", "label": "Notice of apparent liability issued"},
                {"date": "2024-09-26", "label": "Forfeiture order adopted"},
            ],
        },
    ]
    states = [
        {**law, "anchor": "a"},
        {**law, "anchor": "b", "citation": "AB 2", "litigationStatus": "before a court"},
        {**law, "anchor": "c", "citation": "AB 3", "effectiveDate": None},
        {**law, "anchor": "d", "citation": "AB 4", "effectiveDate": "2029-01-01"},
        {"anchor": "e", "state": "Lakeland"},
    ]
    found = read_one(tmp_path, "deepfake-laws", federalInstruments=federal, stateLaws=states)
    assert found.facts() == [
        "Act inJurisdiction United States",
        "Act regulationStatus adopted",
        "Act adoptedOn 2025-04-28",
        "Act appliesFrom 2026-12-01 (proposed)",
        "Order against X takenBy FCC",
        "Order against X filedOn 2024-05-24",
        "Order against X decidedOn 2024-09-26",
        "Lakeland, AB 1 inJurisdiction Lakeland",
        "Lakeland, AB 1 inForceFrom 2024-01-01",
        "Lakeland, AB 1 regulationStatus inForce",
        "Lakeland, AB 2 inJurisdiction Lakeland",
        "Lakeland, AB 2 inForceFrom 2024-01-01",
        "Lakeland, AB 3 inJurisdiction Lakeland",
        "Lakeland, AB 4 inJurisdiction Lakeland",
        "Lakeland, AB 4 inForceFrom 2029-01-01 (proposed)",
        "Lakeland, AB 4 regulationStatus adopted",
    ]
    assert found.reasons() == ["act event.unmapped", "c date.missing", "e row.nameless"]


def test_retirements_are_facts_or_announcements(tmp_path: Path) -> None:
    entries = [
        {"anchor": "a", "subject": "swan-1-20250101, swan-2, and duck-1", "effective": "2026-01-02"},
        {"anchor": "b", "subject": "goose-4", "effective": "2029-01"},
        {"anchor": "c", "subject": "Swan series (big, small)", "effective": "2026-01-02"},
        {"anchor": "d", "subject": "heron-1", "effective": None},
    ]
    found = read_one(tmp_path, "model-deprecations", entries=entries, noticePolicies=[{"anchor": "p"}])
    assert found.facts() == [
        "swan-1-20250101 retiredOn 2026-01-02",
        "swan-2 retiredOn 2026-01-02",
        "duck-1 retiredOn 2026-01-02",
        "goose-4 retiredOn 2029-01-01 (proposed)",
    ]
    assert found.reasons() == ["c subject.unclear", "d date.missing", "p dataset.outside"]


def test_cases_name_organisations_and_no_persons(tmp_path: Path) -> None:
    action = {"agency": "FTC", "filedDate": "2024-07", "orderDate": "2025-01-03"}
    actions = [
        {**action, "anchor": "a", "shortName": "FTC v. Pond", "target": "Pond Inc. / Jo Reed", "status": "settled"},
        {**action, "anchor": "b", "shortName": "FTC v. Reed", "target": "Jo Reed", "status": "litigation-pending"},
    ]
    found = read_one(tmp_path, "federal-ai-enforcement", actions=actions, adjacentMaterials=[])
    assert found.facts() == [
        "FTC v. Pond takenBy FTC",
        "FTC v. Pond takenAgainst Pond Inc.",
        "FTC v. Pond filedOn 2024-07-01",
        "FTC v. Pond decidedOn 2025-01-03",
        "FTC v. Reed takenBy FTC",
        "FTC v. Reed filedOn 2024-07-01",
    ]
    assert found.reasons() == ["b target.unclear"]


def test_incidents_clauses_frameworks_and_sanctions(tmp_path: Path) -> None:
    incident = {"anchor": "leak", "vendor": "Pond (by Reed)", "name": "Leak", "incidentDate": None}
    clause = {"jurisdictionOrAgency": "GSA", "jurisdictionLevel": "federal", "instrumentTitle": "Clause 1"}
    records = [
        {**clause, "anchor": "c", "instrument": "clause", "status": "proposed", "eventDate": "2026-06-17"},
        {**clause, "anchor": "r", "instrument": "report", "status": "final"},
    ]
    framework = {"id": "f", "lab": "Lakeside", "framework": "Rules", "currentVersion": "v2"}
    matter = {"anchor": "m", "caption": "A v. B", "court": "Court", "orderDate": "2024-01"}
    files = {
        "ai-security-incidents.json": vorplabs("", incidents=[incident], excludedReports=[{"anchor": "x"}]),
        "us-ai-procurement.json": vorplabs("", records=records),
        "frontier-framework-comparison.json": vorplabs("", frameworks=[framework]),
        "ai-hallucination-sanctions.json": vorplabs("", matters=[matter], adjacentMaterials=[]),
        "strange.json": "{}",
    }
    found = read("vorplabs", write(tmp_path, files))
    assert found.facts() == [
        "A v. B takenBy Court",
        "A v. B decidedOn 2024-01-01",
        "Leak (Pond (by Reed)) involvesEntity Pond",
        "Lakeside Rules v2 issuedBy Lakeside",
        "Clause 1 issuedBy GSA",
        "Clause 1 inJurisdiction United States",
        "Clause 1 regulationStatus tabled",
        "Clause 1 proposedOn 2026-06-17",
    ]
    assert found.reasons() == [
        "file column.missing",
        "x dataset.outside",
        "file dataset.unknown",
        "r kind.outside",
    ]


def test_a_data_set_without_its_list_or_its_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no list events"):
        read_one(tmp_path, "us-ai-law-changes", other=[])
    with pytest.raises(SourceError, match="asOf"):
        read("vorplabs", write(tmp_path, {"us-ai-law-changes.json": '{"events": []}'}))


@pytest.mark.snapshots
def test_the_real_one(snapshots: Path) -> None:
    found = read("vorplabs", snapshots / "vorplabs")
    assert found.log.rows == 414
    assert len(found.labels("Incident")) == 19
    assert len(found.labels("EnforcementAction")) == 68
    assert len(found.facts("retiredOn")) == 51
    assert [line for line in found.facts("retiredOn") if line.endswith("2027-05-07 (proposed)")]
    assert len(found.accounted()) == 414
    assert found.log.skipped["dataset.outside"] == 204
