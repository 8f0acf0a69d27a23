"""What of a graph may be passed on under a licence: the graph made anew without the sources that ask for more.

``data/licence-order.tsv`` ranks licences by what they ask of whoever passes a thing on. A source passes when its
licence has a rank and that is not above the rank asked for; an undisclosed licence, or one without a rank, never does.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from trendgraph.claims import Claim, ClaimSet, Source, merge_claims
from trendgraph.errors import ExportError, nearest
from trendgraph.materialisation import materialised_store
from trendgraph.namespaces import ENTITY, compact
from trendgraph.records import read_records
from trendgraph.resources import read_text
from trendgraph.store import Store
from trendgraph.terms import load_terms

__all__ = ["Shared", "licence_ranks", "shareable"]

_LICENCE = ENTITY + "licence/"


@dataclass(frozen=True, slots=True)
class Shared:
    """A graph that may be passed on, and what it lacks.

    Attributes:
        store: the graph, in memory.
        claims: licence to the number of claims left out because all their evidence is barred, some by this licence.
        sources: licence to the number of sources left out.
    """

    store: Store
    claims: dict[str, int]
    sources: dict[str, int]


def licence_ranks() -> dict[str, int]:
    """Gives the rank of every licence that has one, by the last part of its IRI."""
    rows = csv.DictReader(read_text("data/licence-order.tsv").splitlines(), delimiter="\t")
    return {row["licence"]: int(row["rank"]) for row in rows}


def shareable(store: Store, at_most: str) -> Shared:
    """Gives the part of a graph that rests on sources whose licences ask no more than ``at_most``.

    A claim with evidence of several sources keeps what passes. Direct and inferred statements, conflicts and
    preferences are those of what is left; names that nothing left speaks of go too, and so does what was measured.

    Args:
        store: the graph.
        at_most: a licence as SPDX writes it (``CC-BY-4.0``), or its IRI.

    Raises:
        ExportError: the licence has no rank.
    """
    ranks = licence_ranks()
    name = at_most.removeprefix(_LICENCE).removeprefix("tgd:licence/").casefold()
    if name not in ranks:
        raise ExportError(
            f"{at_most} has no place in the order of licences",
            code="export.licence",
            suggestions=nearest(name, ranks),
            hint="licences with a place: " + ", ".join(sorted(ranks, key=lambda each: (ranks[each], each))),
        )
    records = list(read_records(store))
    licences = {record.identifier: record.licence for record in records if isinstance(record, Source)}
    barred = {
        identifier: licence
        for identifier, licence in licences.items()
        if ranks.get(licence.removeprefix(_LICENCE), 1_000) > ranks[name]
    }
    left = merge_claims(records, single_valued=load_terms().single_valued, without=frozenset(barred))
    claims = [record for record in records if isinstance(record, Claim)]
    return Shared(materialised_store(_spoken_of(left)), _left_out(claims, barred), _counted(Counter(barred.values())))


def _left_out(claims: list[Claim], barred: Mapping[str, str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for claim in claims:
        sources = {evidence.source for evidence in claim.evidence}
        if sources <= barred.keys():
            found.update({barred[source] for source in sources})
    return _counted(found)


def _counted(found: Counter[str]) -> dict[str, int]:
    return {compact(licence): number for licence, number in sorted(found.items())}


def _spoken_of(claims: ClaimSet) -> ClaimSet:
    """Leaves out proposed entities that no claim or source speaks of any more: their names came from what is barred."""
    spoken = {source.publisher for source in claims.sources.values()}
    for claim in claims.claims.values():
        spoken.add(claim.subject)
        if isinstance(claim.object, str):
            spoken.add(claim.object)
    kept = {iri: entity for iri, entity in claims.entities.items() if not entity.proposed or iri in spoken}
    return replace(claims, entities=kept)
