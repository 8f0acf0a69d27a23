from __future__ import annotations

import random

import pytest
from tests.resolution.world import resolver

from trendgraph.namespaces import entity_iri
from trendgraph.resolution import Alias, AliasTable, Catalogue, Context, Named, Resolver, Verdict
from trendgraph.resolution.model_names import read_model_name


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Swan 1", "label"),
        ("Swan-2 (7B)", "name"),
        ("lakeside/swan-2-7b-hf", "spelling"),
        ("Swan2-7B", "spelling"),
        ("swan-1-2024-05-13", "first-snapshot"),
        ("Swan 1 (May 2024)", "first-snapshot"),
        ("Swan 1 7B", "stated-size"),
        ("Swan 2 7B v0.1", "first-version"),
    ],
)
def test_the_same_model(name: str, rule: str) -> None:
    decision = resolver().decide(name, "model")
    assert (decision.proposed, decision.rule) == (False, rule)


@pytest.mark.parametrize(
    "name",
    [
        "Swan 3",
        "Swan 1.5",
        "Swan 2 70B",
        "Swan 2 7B Instruct",
        "Swan 2 7B Chat",
        "Swan 2 7B-FP8",
        "Swan 2 7B v0.2",
        "Swan 1 mini",
        "swan-1-2024-11-20",
        "Swan 1 (0613)",
        "Swan latest",
        "Swans 1",
    ],
)
def test_a_differing_version_size_variant_or_snapshot_is_another_model(name: str) -> None:
    decision = resolver().decide(name, "model")
    assert decision.proposed
    assert all(candidate.against for candidate in decision.candidates)


def test_a_common_name_of_another_developer_is_another_model() -> None:
    lake, shore = (frozenset({entity_iri(f"organisation/{name}")}) for name in ("lakeside-lab", "shore"))
    assert resolver().decide("Heron", "model", Context(shore)).iri == entity_iri("model/heron")
    assert resolver().decide("Heron", "model", Context(lake)).iri == entity_iri("model/proposed.lakeside-lab-heron")


@pytest.mark.parametrize(
    "names",
    [("Osprey 3 Instruct (8B)", "osprey-3-8b-instruct", "lakeside/Osprey-3-8B-it"), ("Kite Chat", "kite chat")],
)
def test_ways_of_writing_one_unknown_name_meet_in_one_proposed_entity(names: tuple[str, ...]) -> None:
    parts = {frozenset(resolver().decide(name, "model").iri.partition("proposed.")[2].split("-")) for name in names}
    assert len(parts) == 1


def test_two_entities_of_one_name_are_ambiguous() -> None:
    twins = Catalogue(Named(entity_iri(f"model/{slug}"), "model", (slug, "Twin")) for slug in ("castor", "pollux"))
    decision = Resolver(twins).decide("twin", "model")
    assert (decision.rule, decision.proposed) == ("ambiguous", True)


def test_a_reviewed_row_goes_before_every_rule() -> None:
    swan, heron = entity_iri("model/swan-2-7b"), entity_iri("model/heron")
    rows = [
        Alias("model", "Egret", "model/heron", Verdict.SAME, "a reviewer", "renamed"),
        Alias("model", "Swan-2-7B", "model/swan-2-7b", Verdict.DIFFERENT, "a reviewer", "somebody else's"),
    ]
    reviewed = Resolver(resolver().catalogue, AliasTable(rows))
    assert reviewed.decide("egret", "model").iri == heron
    apart = reviewed.decide("swan 2 7b", "model")
    assert (apart.rule, apart.proposed) == ("different", True)
    assert next(c for c in apart.candidates if c.iri == swan).against == "reviewed: not the same"


def test_likeness_decides_for_long_names_without_numbers_only() -> None:
    institute = Named(entity_iri("organisation/a"), "organisation", ("Institute for Lakes and Rivers",))
    numbered = Named(entity_iri("organisation/b"), "organisation", ("Research Group Heron 21",))
    catalogue = Resolver(Catalogue([institute, numbered]))
    assert catalogue.decide("Institut for Lakes and Rivers", "organisation").rule == "likeness"
    assert catalogue.decide("Research Group Heron 22", "organisation").proposed
    assert catalogue.decide("Institute for Lakes", "organisation").proposed


def test_the_order_of_the_catalogue_does_not_matter() -> None:
    entries = [Named(entity_iri(f"model/s{n}"), "model", (f"Swan {n}", "Swan")) for n in range(1, 6)]
    shuffled = random.Random(7).sample(entries, len(entries))
    for name in ("Swan", "swan 3", "Swan 9"):
        assert Resolver(Catalogue(entries)).decide(name, "model") == Resolver(Catalogue(shuffled)).decide(name, "model")


def test_names_in_another_script_stay_apart() -> None:
    iris = {resolver().decide(name, "model").iri for name in ("文心大模型", "通义千问", "???")}
    assert len(iris) == 3
    wenxin = Named(entity_iri("model/wenxin"), "model", ("文心大模型",))
    assert Resolver(Catalogue([wenxin])).decide("通义千问", "model").proposed


@pytest.mark.parametrize(
    ("name", "words", "snapshot"),
    [
        ("claude-3-5-sonnet-20241022", ("claude", "3.5", "sonnet"), "2024-10-22"),
        ("mistral-large-2411", ("mistral", "large"), "2024-11"),
        ("command-r-08-2024", ("command", "r"), "2024-08"),
        ("GPT-4 (Jun 2023)", ("gpt", "4"), "2023-06"),
        ("gpt-4-0613", ("gpt", "4"), "----06-13"),
        ("GPT-4o", ("gpt", "4o"), None),
        ("phi-1_5", ("phi", "1.5"), None),
        ("gemini-2.0-flash-001", ("gemini", "2", "flash", "001"), None),
        ("PanGu-Σ", ("pangu", "sigma"), None),
    ],
)
def test_names_are_taken_apart(name: str, words: tuple[str, ...], snapshot: str | None) -> None:
    read = read_model_name(name)
    assert (read.words, read.snapshot) == (words, snapshot)
