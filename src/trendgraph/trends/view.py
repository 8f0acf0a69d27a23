"""One trend with all that is said, measured and judged of it, as tables.

Reads: ``?i tg:measuresTrend ?trend``; the observations and estimates of each; ``?phase tg:phaseOf ?trend``; claims
about both with their evidence; ``?v tg:verdictTrend ?trend``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trendgraph.namespaces import ENTITY
from trendgraph.queries import Table, Triples, resolve, run_query, run_sparql
from trendgraph.store import Store
from trendgraph.trends.reading import measured_in, trends_in
from trendgraph.trends.shipped import Measured

if TYPE_CHECKING:
    import altair

__all__ = ["TrendView"]

_OBSERVATIONS = """
    SELECT ?indicator ?start ?end ?numerator ?denominator ?value ?low ?high ?provisional WHERE {
        ?indicator tg:measuresTrend TREND .
        ?observation tg:observationOf ?indicator ; tg:periodStart ?start ; tg:periodEnd ?end ;
            tg:denominator ?denominator ; tg:observedValue ?value ; tg:isProvisional ?provisional .
        OPTIONAL { ?observation tg:numerator ?numerator }
        OPTIONAL { ?observation tg:intervalLow ?low }
        OPTIONAL { ?observation tg:intervalHigh ?high }
    } ORDER BY ?indicator ?start
"""
_ESTIMATES = """
    SELECT ?indicator ?window ?start ?end (COUNT(?used) AS ?observations) ?direction ?stage ?p ?slope ?low ?high
        ?changePerYear ?changeLow ?changeHigh ?level ?levelLow ?levelHigh ?ceiling WHERE {
        ?indicator tg:measuresTrend TREND .
        ?estimate tg:estimateOf ?indicator ; tg:estimateWindow ?window ; tg:periodStart ?start ; tg:periodEnd ?end ;
            tg:usedObservation ?used ; tg:momentumDirection ?direction ; tg:pValue ?p ;
            tg:slope ?slope ; tg:intervalLow ?low ; tg:intervalHigh ?high .
        OPTIONAL { ?estimate tg:momentumStage ?stage }
        OPTIONAL { ?estimate tg:changePerYear ?changePerYear ;
            tg:changePerYearLow ?changeLow ; tg:changePerYearHigh ?changeHigh }
        OPTIONAL { ?estimate tg:level ?level }
        OPTIONAL { ?estimate tg:levelLow ?levelLow ; tg:levelHigh ?levelHigh }
        OPTIONAL { ?estimate tg:growthCeiling ?ceiling }
    }
    GROUP BY ?indicator ?window ?start ?end ?direction ?stage ?p ?slope ?low ?high ?changePerYear ?changeLow
        ?changeHigh ?level ?levelLow ?levelHigh ?ceiling
    ORDER BY ?indicator ?window ?start
"""
_VERDICTS = """
    SELECT ?about ?predicate ?object ?verdict ?test ?reason ?start ?end
        (COUNT(DISTINCT ?for) AS ?borneOut) (COUNT(DISTINCT ?against) AS ?opposed) ?claim WHERE {
        ?judgement tg:verdictTrend TREND ; tg:verdictOn ?claim ; tg:verdictValue ?verdict ; tg:verdictTest ?test ;
            tg:verdictReason ?reason .
        ?claim tg:claimSubject ?about ; tg:claimPredicate ?predicate .
        OPTIONAL { ?claim tg:claimObject ?object }
        OPTIONAL { ?judgement tg:periodStart ?start ; tg:periodEnd ?end }
        OPTIONAL { ?judgement tg:borneOutBy ?for }
        OPTIONAL { ?judgement tg:opposedBy ?against }
    }
    GROUP BY ?about ?predicate ?object ?verdict ?test ?reason ?start ?end ?claim
    ORDER BY ?about ?predicate ?test ?claim
"""
_CLAIMS = """
    SELECT DISTINCT ?about ?predicate ?object ?value ?status ?side ?source ?publisher ?claim WHERE {
        ?about tg:phaseOf? TREND .
        ?claim tg:claimSubject ?about ; tg:claimPredicate ?predicate ; tg:stance ?stance ; tg:claimStatus ?status ;
            tg:hasEvidence ?evidence .
        ?evidence tg:evidenceStance ?evidenceStance ; oa:hasSource ?source .
        ?source dcterms:publisher ?publisher .
        OPTIONAL { ?claim tg:claimObject ?object }
        OPTIONAL { ?claim tg:claimValue ?value }
        FILTER (?status != tg:retracted)
        FILTER (?predicate NOT IN (tg:phaseOf, tg:phaseStage, tg:phaseDirection, tg:exemplifiedBy))
        FILTER NOT EXISTS { ?claim prov:invalidatedAtTime ?dropped }
        BIND (IF(?evidenceStance = tg:mentions, "mentions",
            IF((?stance = tg:affirms) = (?evidenceStance = tg:supports), "for", "against")) AS ?side)
    } ORDER BY ?side ?about ?predicate ?object ?value ?source ?claim
"""
_EXEMPLARS = """
    SELECT DISTINCT ?example ?released ?precision ?status ?source ?claim WHERE {
        ?claim tg:claimSubject TREND ; tg:claimPredicate tg:exemplifiedBy ; tg:claimObject ?example ;
            tg:stance tg:affirms ; tg:claimStatus ?status ; tg:hasEvidence ?evidence .
        ?evidence oa:hasSource ?source .
        FILTER (?status != tg:retracted)
        FILTER NOT EXISTS { ?claim prov:invalidatedAtTime ?dropped }
        OPTIONAL {
            ?dated tg:claimSubject ?example ; tg:claimPredicate tg:releasedOn ; tg:claimValue ?released ;
                tg:stance tg:affirms ; tg:claimStatus tg:accepted .
            OPTIONAL { ?dated tg:valuePrecision ?precision }
            FILTER NOT EXISTS { ?dated prov:invalidatedAtTime ?gone }
        }
    } ORDER BY ?released ?example ?source ?claim
"""


class TrendView:
    """A trend of a graph.

    Attributes:
        iri: its IRI.
        trend: ``trend/slug``.
        label: its name.
    """

    def __init__(self, store: Store, name: str) -> None:
        """Finds a trend by label, slug, CURIE or IRI.

        Raises:
            QueryError: no trend has that name; the nearest are named.
        """
        self.iri = resolve(store, name, "Trend").value
        self.trend = self.iri.removeprefix(ENTITY)
        self.label = trends_in(store)[self.trend]
        self._store = store
        self._measured: Measured | None = None

    def __repr__(self) -> str:
        return f"<TrendView of {self.label}: {len(self.measured.indicators)} indicators>"

    @property
    def measured(self) -> Measured:
        """Its indicators with what was observed and estimated of them."""
        if self._measured is None:
            everything = measured_in(self._store)
            own = {name: one for name, one in sorted(everything.indicators.items()) if self.trend in one.trends}
            self._measured = Measured(
                {},
                own,
                {name: everything.observations[name] for name in own},
                {name: everything.estimates[name] for name in own},
            )
        return self._measured

    def observations(self) -> Table:
        """Gives the values of every indicator that speaks of the trend, with numerator, denominator and interval."""
        return self._ask(_OBSERVATIONS)

    def estimates(self) -> Table:
        """Gives direction, size, level and stage of every indicator over each of its windows."""
        return self._ask(_ESTIMATES)

    def phases(self) -> Table:
        """Gives the phases that somebody judged, with who and where (question cq010)."""
        found = run_query(self._store, "cq010", trend=self.iri)
        assert isinstance(found, Table)
        return found

    def claims(self) -> Table:
        """Gives the claims about the trend, other than of its phases, and whether each source is for or against."""
        return self._ask(_CLAIMS)

    def verdicts(self) -> Table:
        """Gives the verdicts on claims about the trend, and how many estimates stand on each side."""
        return self._ask(_VERDICTS)

    def exemplars(self) -> Table:
        """Gives what is cited as typical of the trend, with the dates of release that are claimed."""
        return self._ask(_EXEMPLARS)

    def plot(self, path: str | Path | None = None) -> altair.VConcatChart:
        """Gives a chart of every indicator, and writes it if told where; needs the extra ``plot``.

        Args:
            path: a file whose name ends with .svg, .png or .html.

        Raises:
            TrendError: nothing is measured, the libraries are not installed, or the name ends with something else.
        """
        from trendgraph.trends.plotting import trend_chart, write_chart

        chart = trend_chart(self.label, self.measured)
        if path is not None:
            write_chart(chart, Path(path))
        return chart

    def _ask(self, text: str) -> Table:
        found: Table | Triples = run_sparql(self._store, text.replace("TREND", f"<{self.iri}>"))
        assert isinstance(found, Table)
        return found
