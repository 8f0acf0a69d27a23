"""Indicators over a graph: rows of a query become shares, medians, counts, concentrations and totals."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest

from trendgraph.errors import TrendError
from trendgraph.namespaces import ENTITY, TG, graph_iri
from trendgraph.sources.curated import IndicatorFile
from trendgraph.store import Store, open_store
from trendgraph.trends import estimate, measure_graph, query_version, windows_of

MODELS = [
    # slug, day, precision, class, size, developer
    ("a", "2024-01-05", "day", "MixtureOfExpertsModel", "7", "one"),
    ("b", "2024-03-01", "month", "", "70", "one"),
    ("c", "2024-01-01", "year", "MixtureOfExpertsModel", "1", "two"),
    ("d", "2024-07-01", "quarter", "MixtureOfExpertsModel", "3", "two"),
    ("e", "2023-12-31", "day", "", "5", "three"),
]


def world() -> Store:
    """Five models; the third is dated to the year alone, and a denied and a dropped date say nothing."""
    lines = ["PREFIX tg: <" + TG + ">", "PREFIX prov: <http://www.w3.org/ns/prov#>", "INSERT DATA { GRAPH <urn:g> {"]

    def dated(slug: str, day: str, precision: str, more: str = "", stance: str = "affirms") -> None:
        claim = f"<{ENTITY}claim/{slug}-{day}>"
        lines.append(
            f"{claim} tg:claimSubject <{ENTITY}model/{slug}> ; tg:claimPredicate tg:releasedOn ; "
            f'tg:claimValue "{day}"^^<http://www.w3.org/2001/XMLSchema#date> ; tg:valuePrecision tg:{precision} ; '
            f"tg:claimStatus tg:accepted ; tg:stance tg:{stance} . {more}"
        )

    for slug, day, precision, kind, size, developer in MODELS:
        model = f"<{ENTITY}model/{slug}>"
        lines.append(f"{model} a tg:LanguageModel{', tg:' + kind if kind else ''} ; tg:parameterCount {size} .")
        lines.append(f"{model} tg:developedBy <{ENTITY}organisation/{developer}> .")
        dated(slug, day, precision)
    dated("e", "2023-02-01", "day", stance="denies")
    dated("a", "2023-05-05", "day", f'<{ENTITY}claim/a-2023-05-05> prov:invalidatedAtTime "x" .')
    dated("c", "2024-08-09", "year")
    lines.append("} }")
    store = open_store("memory:")
    store.update("\n".join(lines))
    return store


def indicator(aggregate: str, query: str, **changes: object) -> IndicatorFile:
    units = {"share": "share", "median": "quantity", "concentration": "index"}
    fields: dict[str, object] = {
        "id": "indicator/some",
        "label": "some",
        "family": "graph",
        "counts": "some",
        "over": "all",
        "unit": units.get(aggregate, "count"),
        "period": "quarter",
        "source": "some",
        "query": query,
        "aggregate": aggregate,
        "snapshot": "2024-09-30",
        "trends": [],
        "first": "2024-Q1",
        "minimum": 8,
        "complete_when": "the quarter is over",
        "recorded": "2026-11-27",
    }
    return IndicatorFile.model_validate(fields | changes)


def cells(one: IndicatorFile, store: Store | None = None) -> list[tuple[str, str, str, str]]:
    found = measure_graph(store or world(), [one])
    return [(str(o.period), str(o.numerator), str(o.denominator), str(o.value)) for o in found]


def test_a_share_counts_things_dated_as_finely_as_the_period() -> None:
    one = indicator("share", "models-in-class", bindings={"class": "MixtureOfExpertsModel"})
    assert cells(one) == [("2024-Q1", "1", "2", "0.5"), ("2024-Q3", "1", "1", "1")]
    # By years the model that is dated to the year alone counts too; the year is not over.
    yearly = indicator("share", "models-in-class", bindings=one.bindings, period="year", first="2023")
    assert cells(yearly) == [("2023", "0", "1", "0"), ("2024", "3", "4", "0.75")]
    assert [found.provisional for found in measure_graph(world(), [yearly])] == [False, True]


def test_a_median_has_the_number_of_things_below_it() -> None:
    one = indicator("median", "quantity-of-models", bindings={"quantity": "parameterCount"})
    assert cells(one) == [("2024-Q1", "None", "2", "38.5"), ("2024-Q3", "None", "1", "3")]


def test_a_size_is_a_number_and_not_a_name() -> None:
    one = indicator("share", "models-up-to-size", bindings={"most": "7"})
    assert cells(one) == [("2024-Q1", "1", "2", "0.5"), ("2024-Q3", "1", "1", "1")]


def test_groups_are_told_apart_and_their_concentration_is_the_sum_of_squares() -> None:
    query = "models-by-organisation"
    assert cells(indicator("distinct", query)) == [
        ("2024-Q1", "1", "1", "1"),
        ("2024-Q2", "0", "1", "0"),
        ("2024-Q3", "1", "1", "1"),
    ]
    yearly = indicator("concentration", query, period="year", first="2024")
    assert cells(yearly) == [("2024", "None", "4", "0.5")]


def test_a_count_of_nothing_is_nought_and_no_gap() -> None:
    store = open_store("memory:")
    for slug, day in (("x", "2024-01-02"), ("y", "2024-09-01"), ("z", "2023-01-01")):
        store.update(
            f"PREFIX tg: <{TG}> INSERT DATA {{ GRAPH <urn:g> {{ <{ENTITY}regulation/{slug}> a tg:Regulation . "
            f"<{ENTITY}claim/{slug}> tg:claimSubject <{ENTITY}regulation/{slug}> ; tg:claimPredicate tg:adoptedOn ; "
            f'tg:claimValue "{day}"^^<http://www.w3.org/2001/XMLSchema#date> ; tg:valuePrecision tg:day ; '
            "tg:claimStatus tg:accepted ; tg:stance tg:affirms } }"
        )
    counted = cells(indicator("count", "regulations"), store)
    assert [(period, number) for period, number, *_ in counted] == [
        ("2024-Q1", "1"),
        ("2024-Q2", "0"),
        ("2024-Q3", "1"),
    ]


def test_a_total_is_what_is_in_force_at_the_end_of_a_period() -> None:
    store = open_store("memory:")
    graph = ox.NamedNode(graph_iri("some"))
    for slug, day, megawatts in (("x", "2023-05-01", "10"), ("x", "2024-05-01", "25"), ("y", "2024-09-30", "5")):
        claim, site = f"{ENTITY}claim/{slug}-{day}", f"{ENTITY}data-centre/{slug}"
        said = {
            (claim, "claimSubject"): ox.NamedNode(site),
            (claim, "claimPredicate"): ox.NamedNode(TG + "powerCapacity"),
            (claim, "claimValue"): ox.Literal(megawatts, datatype=ox.NamedNode(DECIMAL)),
            (claim, "validFrom"): ox.Literal(day, datatype=ox.NamedNode(DATE)),
            (claim, "claimStatus"): ox.NamedNode(TG + "accepted"),
            (claim, "stance"): ox.NamedNode(TG + "affirms"),
        }
        store.add(ox.Quad(ox.NamedNode(s), ox.NamedNode(TG + p), o, graph) for (s, p), o in said.items())
        kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        store.add([ox.Quad(ox.NamedNode(site), kind, ox.NamedNode(TG + "DataCentre"), graph)])
    totals = cells(indicator("total", "power-of-data-centres"), store)
    assert [(period, value) for period, _, _, value in totals] == [
        ("2024-Q1", "10"),
        ("2024-Q2", "25"),
        ("2024-Q3", "30"),
    ]


DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
DATE = "http://www.w3.org/2001/XMLSchema#date"


def test_periods_with_few_things_are_not_used_and_counts_are() -> None:
    share = indicator("share", "models-in-class", bindings={"class": "MixtureOfExpertsModel"})
    observed = measure_graph(world(), [share])
    assert estimate(share, observed, windows_of(share, observed)[0]).used == ()
    count = indicator("distinct", "models-by-organisation")
    observed = measure_graph(world(), [count])
    assert len(estimate(count, observed, windows_of(count, observed)[0]).used) == 3
    assert {one.denominator for one in observed} == {Decimal(1)}


def test_the_version_follows_from_query_bindings_and_aggregate() -> None:
    one = indicator("share", "models-in-class", bindings={"class": "HybridModel"})
    other = indicator("share", "models-in-class", bindings={"class": "PrunedModel"})
    assert query_version(one) != query_version(other)
    assert query_version(one) == query_version(indicator("share", "models-in-class", bindings={"class": "HybridModel"}))


@pytest.mark.parametrize(
    ("aggregate", "query", "words"),
    [("share", "models-in-clas", "no query"), ("median", "regulations", "needs thing, day, precision, value")],
)
def test_a_query_that_does_not_fit_is_an_error(aggregate: str, query: str, words: str) -> None:
    with pytest.raises(TrendError, match=words):
        measure_graph(world(), [indicator(aggregate, query)])
