"""One entity with its claims, sources and dates."""

from __future__ import annotations

import json

import pytest

from trendgraph.errors import QueryError
from trendgraph.queries import show
from trendgraph.store import Store


def test_model(tiny_store: Store) -> None:
    view = show(tiny_store, "Glimpse")
    assert (view.curie, view.label) == ("tgd:model/glimpse", "Glimpse")
    assert "language model" in view.kinds
    assert "multimodal model" in view.kinds
    dropped = [claim for claim in view.as_subject if claim.dropped]
    assert [(claim.statement, claim.dropped) for claim in dropped] == [
        ("Glimpse parameter count 400000000", "2024-06-01")
    ]
    assert [claim.statement for claim in view.as_object] == ["Multimodality exemplified by Glimpse"]
    assert not view.as_source


def test_text_shows_status_sources_dates_and_places(tiny_store: Store) -> None:
    text = str(show(tiny_store, "model/echo"))
    assert "Echo distilled from Vista  [contested, not preferred]" in text
    assert "not: Echo distilled from Vista  [accepted, preferred]" in text
    assert "disputes: Measured energy of language models (2024-09-01), appendix [independentMeasurement]" in text
    assert "Echo parameter count 9000000000  [retracted]" in text
    boreal = str(show(tiny_store, "Boreal"))
    assert "Boreal has licence Apache License 2.0  [accepted, from 2023-05-20, until 2024-01-10]" in boreal
    assert "(2024-01), release notes" in boreal


def test_dictionary_is_plain_data(tiny_store: Store) -> None:
    document = json.loads(json.dumps(show(tiny_store, "model/aurora").as_dict()))
    assert document["alternative_labels"] == ["Aurora 7B"]
    assert document["as_subject"][0]["evidence"][0]["source"].startswith("https://")


def test_concept_has_a_definition(tiny_store: Store) -> None:
    view = show(tiny_store, "knowledge distillation")
    assert view.definition
    assert any(predicate == "skos:broader" for predicate, _ in view.facts)
    assert view.as_subject


def test_source_lists_what_rests_on_it(tiny_store: Store) -> None:
    view = show(tiny_store, "forgotten-memo")
    assert view.as_source == ()
    meter = show(tiny_store, "source/meter-energy-2024")
    assert "Vista training energy 1400000 KiloW-HR" in {claim.statement for claim in meter.as_source}
    assert ("dcterms:publisher", "Meter Institute") in meter.facts


def test_misspelling(tiny_store: Store) -> None:
    with pytest.raises(QueryError) as raised:
        show(tiny_store, "Glimse")
    assert "model/glimpse" in raised.value.suggestions
