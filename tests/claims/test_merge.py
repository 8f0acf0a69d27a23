from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from trendgraph.claims import (
    Claim,
    Directness,
    Entity,
    Evidence,
    PartialDate,
    Place,
    Precision,
    Source,
    Stance,
    Status,
    TextPosition,
    Value,
    claim_iri,
    evidence_iri,
    merge_claims,
)
from trendgraph.errors import ClaimError
from trendgraph.namespaces import TG, entity_iri
from trendgraph.terms import XSD

SIZE = TG + "parameterCount"
RELEASED = TG + "releasedOn"
SINGLE = frozenset({SIZE, RELEASED})


def source(name: str, issued: str | None = "2024") -> Source:
    return Source(
        identifier=name,
        kind=TG + "Source",
        title=name,
        publisher=TG + "undisclosed",
        issued=PartialDate.parse(issued) if issued else None,
        accessed=date(2026, 1, 1),
        licence=TG + "undisclosed",
    )


def evidence(name: str, directness: Directness = Directness.SECONDARY) -> Evidence:
    return Evidence(name, Place("table 1"), directness)


def size(number: str, *backing: Evidence, **more: object) -> Claim:
    value = Value(number, XSD + "integer")
    return Claim(entity_iri("model/a"), SIZE, value, backing, date(2026, 1, 1), **more)  # type: ignore[arg-type]


def released(text: str, *backing: Evidence) -> Claim:
    when = PartialDate.parse(text)
    value = Value(when.first.isoformat(), XSD + "date", when.precision)
    return Claim(entity_iri("model/a"), RELEASED, value, backing, date(2026, 1, 1))


def test_same_claim_from_two_sources_is_one_claim_with_two_evidences() -> None:
    merged = merge_claims([source("s"), source("t"), size("7", evidence("s")), size("7", evidence("t"))])
    assert len(merged.claims) == 1
    (claim,) = merged.claims.values()
    assert sorted(one.source for one in claim.evidence) == ["s", "t"]
    assert merged.conflicts == ()


def test_merging_takes_the_cautious_status_the_higher_confidence_and_the_earlier_record() -> None:
    early = replace(size("7", evidence("s")), recorded=date(2025, 1, 1), confidence=Decimal("0.5"))
    late = replace(size("7", evidence("t")), status=Status.CONTESTED)
    (claim,) = merge_claims([late, early]).claims.values()
    assert (claim.status, claim.confidence, claim.recorded) == (Status.CONTESTED, Decimal(1), date(2025, 1, 1))


def test_order_of_records_does_not_matter() -> None:
    records = [
        source("s"),
        source("t"),
        size("7", evidence("s")),
        size("8", evidence("t")),
        size("7", evidence("t")),
        Entity(entity_iri("model/a"), TG + "LanguageModel", "A"),
    ]
    results = {repr(merge_claims(order, single_valued=SINGLE)) for order in permutations(records)}
    assert len(results) == 1


def test_two_values_at_one_time_conflict_and_the_primary_source_is_preferred() -> None:
    first, second = size("7", evidence("s", Directness.FIRST_PARTY)), size("8", evidence("t"))
    merged = merge_claims([source("s", "2020"), source("t", "2026"), first, second], single_valued=SINGLE)
    (conflict,) = merged.conflicts
    assert conflict.preferred == claim_iri(first)
    assert set(conflict.claims) == {claim_iri(first), claim_iri(second)}
    assert len(merged.claims) == 2, "conflicts are kept, never overwritten"


def test_newer_source_is_preferred_between_equally_near_ones() -> None:
    old, new = size("7", evidence("s")), size("8", evidence("t"))
    merged = merge_claims([source("s", "2020"), source("t", "2026"), old, new], single_valued=SINGLE)
    assert merged.conflicts[0].preferred == claim_iri(new)


def test_finer_date_is_preferred_before_the_newer_source() -> None:
    fine, coarse = released("2021-01-05", evidence("s")), released("2022", evidence("t"))
    merged = merge_claims([source("s", "2020"), source("t", "2026"), fine, coarse], single_valued=SINGLE)
    assert merged.conflicts[0].preferred == claim_iri(fine)


def test_month_and_a_day_in_it_do_not_conflict() -> None:
    claims = [released("2021-01", evidence("s")), released("2021-01-05", evidence("s"))]
    assert merge_claims([source("s"), *claims], single_valued=SINGLE).conflicts == ()


def test_values_at_different_times_do_not_conflict() -> None:
    year = [PartialDate.parse(text) for text in ("2020", "2021", "2022")]
    before = replace(size("7", evidence("s")), valid_from=year[0], valid_to=year[1])
    after = replace(size("8", evidence("s")), valid_from=year[1], valid_to=year[2])
    assert merge_claims([source("s"), before, after], single_valued=SINGLE).conflicts == ()
    overlapping = replace(after, valid_from=year[0])
    assert len(merge_claims([source("s"), before, overlapping], single_valued=SINGLE).conflicts) == 1


@pytest.mark.parametrize("change", [{"status": Status.RETRACTED}, {"dropped": date(2026, 2, 1)}])
def test_taken_back_claims_do_not_conflict(change: dict[str, object]) -> None:
    gone = replace(size("8", evidence("s")), **change)  # type: ignore[arg-type]
    assert merge_claims([source("s"), size("7", evidence("s")), gone], single_valued=SINGLE).conflicts == ()


def test_undisclosed_contradicts_nothing() -> None:
    silent = replace(size("7", evidence("s")), object=TG + "undisclosed")
    assert merge_claims([source("s"), size("7", evidence("s")), silent], single_valued=SINGLE).conflicts == ()


def test_affirmed_and_denied_conflict_whatever_the_predicate() -> None:
    uses = Claim(
        entity_iri("model/a"),
        TG + "usesTechnique",
        entity_iri("technique/pruning"),
        (evidence("s"),),
        date(2026, 1, 1),
    )
    (conflict,) = merge_claims([source("s"), uses, replace(uses, stance=Stance.DENIES)]).conflicts
    assert conflict.reason == "affirmed and denied"


def test_withdrawing_a_source_removes_what_rests_on_it_alone() -> None:
    shared, alone = [size("7", evidence("s")), size("7", evidence("t"))], size("8", evidence("t"))
    merged = merge_claims([source("s"), source("t"), *shared, alone], without=frozenset({"t"}))
    (claim,) = merged.claims.values()
    assert [one.source for one in claim.evidence] == ["s"]
    assert list(merged.sources) == ["s"]


def test_one_entity_cannot_have_two_kinds() -> None:
    one = Entity(entity_iri("model/a"), TG + "LanguageModel", "A")
    with pytest.raises(ClaimError, match="two kinds"):
        merge_claims([one, replace(one, kind=TG + "Product")])


def test_one_source_cannot_be_described_twice_differently() -> None:
    with pytest.raises(ClaimError, match="two ways"):
        merge_claims([source("s", "2020"), source("s", "2021")])


def test_identity_is_what_is_said_not_who_says_it() -> None:
    claim = size("7", evidence("s"))
    same = replace(claim, evidence=(evidence("t"),), status=Status.PROPOSED, confidence=Decimal("0.1"))
    assert claim_iri(same) == claim_iri(claim)
    different = [
        size("8", evidence("s")),
        replace(claim, stance=Stance.DENIES),
        replace(claim, unit="http://qudt.org/vocab/unit/TONNE"),
        replace(claim, valid_from=PartialDate.parse("2024")),
        replace(claim, object=Value("7", XSD + "date", Precision.DAY)),
    ]
    assert len({claim_iri(one) for one in [claim, *different]}) == 6


def test_evidence_identity_holds_place_digest_and_stance() -> None:
    one = Evidence("s", TextPosition(0, 5, "0" * 64), Directness.SECONDARY)
    others = [
        replace(one, source="t"),
        replace(one, selector=TextPosition(0, 6, "0" * 64)),
        replace(one, selector=TextPosition(0, 5, "1" * 64)),
        replace(one, directness=Directness.FIRST_PARTY),
    ]
    assert len({evidence_iri(each) for each in [one, *others]}) == 5
