"""A loaded property graph is read back row by row at any later time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.loaders.property.places import Place, load, old_world, store_of

from trendgraph.errors import LoadError
from trendgraph.exporters import property_rows
from trendgraph.loaders import LoadOptions, Target, TargetCheck
from trendgraph.loaders.property.struct import Known, sent
from trendgraph.loaders.property.verifying import verify_rows


def check(place: Place) -> TargetCheck:
    with place.open(dry_run=True) as session:
        return verify_rows(session, Target(place.kind, place.where), LoadOptions())


def test_rows_that_were_damaged_or_taken_away_are_told(place: Place) -> None:
    with pytest.raises(LoadError, match="nothing was loaded here"):
        check(place)
    store = store_of(old_world())
    state, changes = load(place, store)
    rows = [sent(row) for row in property_rows(store, include_inferred=True).edges()]
    first, second = rows[0], rows[1]
    unlike = {found.id for done in changes.values() for found in done.unlike}
    assert {name.partition(": ")[2] for name in check(place).changed} == unlike
    with place.open() as session:
        session.change("edges", [replace(first, cells={**first.cells, "stance": "somebody else's"})])
        session.finish(state)
    found = check(place)
    assert f"edges: {first.id}" in found.changed
    assert (found.missing, found.extra, found.holds) == ((), (), False)
    with place.open() as session:
        session.remove("edges", [Known(second.id, second.digest, second.group)])
        session.finish(state)
    assert check(place).missing == ("1 edges",)
    load(place, store)
    assert {name.partition(": ")[2] for name in check(place).changed} == unlike
    assert check(place).missing == ()
