"""A month and a day within it are no conflict, for the check as for the merge; a day outside it is one for both."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from trendgraph.claims import Claim, Directness, Evidence, PartialDate, Place, Value, merge_claims
from trendgraph.graph import build_graph, vocabulary_quads
from trendgraph.namespaces import TG, entity_iri
from trendgraph.store import Store
from trendgraph.terms import XSD
from trendgraph.validation import validate


@pytest.mark.parametrize(("day", "unmarked"), [("2025-04-28", 0), ("2025-05-01", 1)])
def test_unmarked_conflicts_of_dates(day: str, unmarked: int) -> None:
    claims = []
    for text in ("2025-04", day):
        when = PartialDate.parse(text)
        stated = Value(when.first.isoformat(), XSD + "date", when.precision)
        evidence = (Evidence("a", Place(text), Directness.SECONDARY),)
        claims.append(Claim(entity_iri("model/x"), TG + "releasedOn", stated, evidence, date(2026, 1, 1)))
    store = Store(ox.Store())
    # Without single-valued predicates the merge marks nothing: the check has to see what is left.
    store.add(build_graph(merge_claims(claims)))
    store.add(vocabulary_quads())
    found = [result for result in validate(store).results if result.source == "qc-conflict-unmarked"]
    assert len(found) == unmarked
