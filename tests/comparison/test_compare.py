from __future__ import annotations

from dataclasses import replace

import pytest
from tests.resolution.world import DAY, MODEL, claim, parameters

from trendgraph.claims import Claim, Directness, Entity, Evidence, Place, Precision, Record, Source, Value, merge_claims
from trendgraph.comparison import Outcome, compare_records, markdown_page
from trendgraph.namespaces import TG, entity_iri
from trendgraph.terms import XSD

SWAN = entity_iri("model/swan")
COMPANY = TG + "Company"


def source(identifier: str, publisher: str) -> Source:
    return Source(identifier, TG + "Source", identifier, entity_iri(publisher), None, DAY, TG + "undisclosed")


def on(when: str, precision: Precision, predicate: str = "releasedOn") -> Claim:
    return claim(SWAN, predicate, Value(when, XSD + "date", precision))


def resting(made: Claim, identifier: str, directness: Directness = Directness.FIRST_PARTY, note: str = "") -> Claim:
    return replace(made, evidence=(Evidence(identifier, Place("title"), directness),), note=note)


def outcome(here: list[Claim], there: list[Claim]) -> Outcome:
    names = ("google", "google-research", "lakeside-lab", "shore")
    entities: list[Record] = [Entity(entity_iri(f"organisation/{name}"), COMPANY, name) for name in names]
    sources: list[Record] = [
        source("paper", "organisation/lakeside-lab"),
        source("epoch-copy", "organisation/epoch-ai"),
    ]
    curated = merge_claims([Entity(SWAN, MODEL, "Swan"), *entities, *sources, *here])
    [finding] = compare_records(curated, [source("epoch-notable", "organisation/epoch-ai"), *there]).findings
    return finding.outcome


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (("2024-05-13", Precision.DAY), ("2024-05-01", Precision.MONTH), Outcome.AGREE),
        (("2024-01-01", Precision.YEAR), ("2024-05-13", Precision.DAY), Outcome.AGREE),
        (("2024-05-13", Precision.DAY), ("2024-05-14", Precision.DAY), Outcome.DIFFER),
        (("2024-04-01", Precision.MONTH), ("2024-05-13", Precision.DAY), Outcome.DIFFER),
    ],
)
def test_dates_agree_when_one_period_lies_in_the_other(
    here: tuple[str, Precision], there: tuple[str, Precision], expected: Outcome
) -> None:
    assert outcome([resting(on(*here), "paper")], [on(*there, "announcedOn")]) is expected


@pytest.mark.parametrize(("there", "expected"), [(7_000_000_000, Outcome.AGREE), (8_000_000_000, Outcome.DIFFER)])
def test_numbers_of_parameters_agree_within_five_per_cent(there: int, expected: Outcome) -> None:
    assert outcome([resting(parameters(SWAN, 6_738_415_616), "paper")], [parameters(SWAN, there)]) is expected


def test_what_rests_on_the_same_publisher_alone_confirms_nothing() -> None:
    assert outcome([resting(parameters(SWAN, 7e9), "epoch-copy")], [parameters(SWAN, 7e9)]) is Outcome.TAKEN


def test_two_claims_side_by_side_keep_a_disagreement() -> None:
    here = [resting(on("2024-05-13", Precision.DAY), "paper"), resting(on("2024-06-01", Precision.DAY), "paper")]
    assert outcome(here, [on("2024-06-01", Precision.DAY)]) is Outcome.KEPT


def test_a_note_keeps_a_disagreement() -> None:
    here = resting(parameters(SWAN, 7e9), "paper", note="The paper counts without embeddings.")
    assert outcome([here], [parameters(SWAN, 8e9)]) is Outcome.KEPT


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (["google", "shore"], ["google"], Outcome.AGREE),
        (["google"], ["google", "shore"], Outcome.PARTLY),
        (["google"], ["google-research"], Outcome.PARTLY),
        (["lakeside-lab"], ["shore"], Outcome.DIFFER),
    ],
)
def test_sets(here: list[str], there: list[str], expected: Outcome) -> None:
    made = [[claim(SWAN, "developedBy", entity_iri(f"organisation/{name}")) for name in side] for side in (here, there)]
    assert outcome([resting(one, "paper") for one in made[0]], made[1]) is expected


@pytest.mark.parametrize(("there", "expected"), [("open", Outcome.PARTLY), ("closed", Outcome.DIFFER)])
def test_a_data_set_without_grades_of_openness(there: str, expected: Outcome) -> None:
    here = resting(claim(SWAN, "weightsOpenness", TG + "partlyOpen"), "paper")
    assert outcome([here], [claim(SWAN, "weightsOpenness", TG + there)]) is expected


def test_lists_that_nobody_completes_do_not_contradict() -> None:
    here, there = (claim(SWAN, "usesTechnique", entity_iri(f"technique/{name}")) for name in ("mamba", "transformer"))
    assert outcome([resting(here, "paper")], [there]) is Outcome.PARTLY


def test_what_only_one_side_says() -> None:
    assert outcome([], [parameters(SWAN, 7e9)]) is Outcome.ONLY_THERE


def test_the_page_lists_what_is_left_and_why_it_stands() -> None:
    here = [Entity(SWAN, MODEL, "Swan"), source("paper", "organisation/shore"), resting(parameters(SWAN, 7e9), "paper")]
    page = markdown_page({"epoch": compare_records(merge_claims(here), [parameters(SWAN, 9e9)])})
    assert "| parameterCount | 0 | 0 | 0 | 0 | 1 | 0 | 0 |" in page
    assert (
        "| Swan | parameterCount | 7,000,000,000 | 9,000,000,000 | the curated value has a first-party source: paper |"
        in page
    )
