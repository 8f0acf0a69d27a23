"""The profiles are whole, and say what is done about what they report."""

from __future__ import annotations

import pytest

from trendgraph.endpoint import EndpointError, engine_names, load_engine

WAYS = {"always", "parameter", "graph", "names"}


@pytest.mark.parametrize("name", engine_names())
def test_a_profile_is_whole(name: str) -> None:
    engine = load_engine(name)
    assert engine.title
    assert engine.notes
    assert all(note.topic and note.does.endswith(".") and note.handled.endswith(".") for note in engine.notes)
    assert engine.union.by in WAYS
    assert bool(engine.union.value) == (engine.union.by in ("parameter", "graph"))
    assert engine.page_rows > 0
    assert not engine.most_rows or engine.page_rows <= engine.most_rows


def test_the_engines_that_people_run_have_a_profile() -> None:
    wanted = {"fuseki", "oxigraph", "virtuoso", "graphdb", "stardog", "neptune", "rdf4j", "qlever", "standard"}
    assert set(engine_names()) == wanted


def test_an_unknown_engine_names_the_nearest() -> None:
    with pytest.raises(EndpointError) as caught:
        load_engine("fusek")
    assert "fuseki" in (caught.value.hint or "")
