"""From a cut to the columns of the explorer's file, as ``web/FORMAT.md`` describes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from trendgraph._version import __version__
from trendgraph.claims import (
    Claim,
    Directness,
    Evidence,
    EvidenceStance,
    PartialDate,
    Place,
    Precision,
    Stance,
    Status,
    TextPosition,
    Value,
    claim_iri,
)
from trendgraph.explorer.identifiers import shortened
from trendgraph.explorer.layout import RANGE, Layout
from trendgraph.explorer.palette import looks_of
from trendgraph.explorer.struct import Cut, Statement, Thing, World
from trendgraph.graph import makes_direct_triple
from trendgraph.namespaces import ENTITY, TG, compact, prefixes
from trendgraph.terms import XSD, load_terms

__all__ = ["FORMAT_VERSION", "Passages", "data_of"]

FORMAT_VERSION = 1
_EPOCH = date(1970, 1, 1)
_PRECISIONS = (Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR)
_STANCES, _STATUSES, _DIRECTNESS = tuple(Stance), tuple(Status), tuple(Directness)
_EVIDENCE_STANCES = (EvidenceStance.SUPPORTS, EvidenceStance.DISPUTES, EvidenceStance.MENTIONS)
_ORIGINS = ("claim", "inferred", "scheme")
_BEGINNINGS = ("releasedOn", "announcedOn", "introducedOn", "inForceFrom", "adoptedOn", "proposedOn", "occurredOn")

Column = list[Any]
Columns = dict[str, Any]
Passages = Mapping[Evidence, str]
"""The text of passages, for evidence whose source is at hand and may be shown."""


@dataclass(slots=True)
class _Index:
    """Numbers for things in the order in which they are first seen."""

    numbers: dict[Hashable, int] = field(default_factory=dict)

    def __call__(self, key: Hashable) -> int:
        return self.numbers.setdefault(key, len(self.numbers))

    def listed(self) -> list[Any]:
        return list(self.numbers)


def data_of(world: World, cut: Cut, *, title: str, layout: Layout, passages: Passages) -> Columns:
    """Gives the data of one file."""
    rows = {thing.iri: number for number, thing in enumerate(cut.things)}
    kinds, relations, datatypes, units = _Index(), _Index(), _Index(), _Index()
    sources, sectors = _Index(), _Index()
    edges = sorted(cut.edges, key=lambda one: (rows[one.subject], relations(one.relation), rows[str(one.object)]))
    values = sorted(cut.values, key=lambda one: (rows[one.subject], relations(one.relation)))
    claims = [pair for one in (*edges, *values) for pair in one.claims]
    data: Columns = {
        **_top(world, cut, title),
        "focus": [rows[iri] for iri in cut.focus],
        "layout": {"range": RANGE, "name": layout.name, "seed": layout.seed},
        "entities": _entities(world, cut, layout, kinds, sectors),
        "edges": _edges(edges, rows, relations),
        "values": _values(values, rows, relations, datatypes, units, world.labels),
        "claims": _claims(world, claims),
        "evidence": _evidence([each for _, claim in claims for each in claim.evidence], sources, passages),
    }
    data["series"], data["trends"] = _trends(world, rows)
    data["kinds"] = _kinds(kinds.listed(), world.labels)
    data["relations"] = _relations(world, relations.listed())
    data["datatypes"] = _table(len(datatypes.listed()), id=[compact(iri) for iri in datatypes.listed()])
    data["units"] = _units(units.listed())
    data["sectors"] = _table(
        len(sectors.listed()),
        id=[_short(iri) for iri in sectors.listed()],
        label=[world.labels.get(i, "") for i in sectors.listed()],
    )
    data["sources"] = _sources(world, sources.listed())
    return data


def _trends(world: World, rows: Mapping[str, int]) -> tuple[Column, Column]:
    """Gives every series once, and the trends with the numbers of theirs."""
    numbers: dict[str, int] = {}
    series: Column = []
    trends: Column = []
    for iri, trend in world.trends.items():
        if iri not in rows:
            continue
        of_trend = []
        for one in trend.series:
            key = json.dumps(one, sort_keys=True)
            if key not in numbers:
                numbers[key] = len(series)
                series.append(one)
            of_trend.append(numbers[key])
        said = {"phases": list(trend.phases), "series": of_trend, "verdicts": list(trend.verdicts)}
        trends.append({"entity": rows[iri], **said})
    return series, trends


def _top(world: World, cut: Cut, title: str) -> Columns:
    claims = [claim for one in (*world.edges, *world.values) for _, claim in one.claims]
    upto = world.evidence_up_to or None
    return {
        "format": "trendgraph-explorer",
        "version": FORMAT_VERSION,
        "title": title,
        "selection": cut.words,
        "totals": {
            "entities": len(world.things),
            "edges": len(world.edges),
            "values": len(world.values),
            "claims": len(claims),
            "evidence": sum(len(claim.evidence) for claim in claims),
            "sources": len(world.sources),
        },
        "shown": cut.shown,
        "release": __version__,
        "ontology": load_terms().version,
        "evidence_up_to": upto,
        "cite": f"trendgraph {__version__}: claims about trends of large language models, evidence up to "
        f"{upto or 'no day'}; {cut.words}. CC BY 4.0.",
        "base": ENTITY,
        "prefixes": prefixes(),
        "view": cut.view,
    }


def _table(length: int, **columns: Column | None) -> Columns:
    """Gives a table; a column whose rows are all equal becomes one scalar."""
    made: Columns = {"length": length}
    for name, rows in columns.items():
        same = rows is None or (length > 0 and not isinstance(rows[0], list) and all(each == rows[0] for each in rows))
        made[name] = (None if rows is None else rows[0]) if same else rows
    return made


def _deltas(numbers: Iterable[int]) -> list[int]:
    before, made = 0, []
    for number in numbers:
        made.append(number - before)
        before = number
    return made


def _days(when: date | None) -> int | None:
    return None if when is None else (when - _EPOCH).days


def _precise(when: PartialDate | None) -> int | None:
    return None if when is None else _PRECISIONS.index(when.precision)


def _number(number: Decimal) -> float:
    return int(number) if number == int(number) else float(number)


def _first(when: PartialDate | None) -> int | None:
    return None if when is None else _days(when.first)


def _short(iri: str) -> str:
    return iri.removeprefix(ENTITY)


def _entities(world: World, cut: Cut, layout: Layout, kinds: _Index, sectors: _Index) -> Columns:
    things = cut.things
    dates = _dates(cut.values)
    served = _served(world, cut)
    places = [layout.places.get(thing.iri) for thing in things]

    def column(of: Callable[[Thing], object]) -> Column:
        return [of(thing) for thing in things]

    return _table(
        len(things),
        id=column(lambda thing: shortened(thing.iri, thing.label)),
        label=column(lambda thing: thing.label),
        naming=column(lambda thing: thing.naming),
        names=column(lambda thing: list(thing.names) or None),
        kind=column(lambda thing: kinds(thing.kind)),
        also=column(lambda thing: list(thing.also) or None),
        sectors=column(lambda thing: [sectors(iri) for iri in served.get(thing.iri, ())] or None),
        date=column(lambda thing: _first(dates.get(thing.iri))),
        precision=column(lambda thing: _precise(dates.get(thing.iri))),
        weight=column(lambda thing: cut.weights[thing.iri]),
        links=column(lambda thing: cut.links[thing.iri]),
        x=[place[0] if place else None for place in places],
        y=[place[1] if place else None for place in places],
        description=column(lambda thing: thing.description or None),
        proposed=column(lambda thing: int(thing.proposed)),
    )


def _dates(values: Sequence[Statement]) -> dict[str, PartialDate]:
    """Gives the first date that accepted claims give for the beginning of a thing, by the most telling relation."""
    ranks = {TG + name: rank for rank, name in enumerate(_BEGINNINGS)}
    found: dict[str, tuple[int, PartialDate]] = {}
    for one in values:
        stated = one.object
        if one.relation not in ranks or not isinstance(stated, Value) or stated.datatype != XSD + "date":
            continue
        if any(makes_direct_triple(claim) for _, claim in one.claims):
            when = PartialDate(date.fromisoformat(stated.lexical), stated.precision or Precision.DAY)
            ranked = (ranks[one.relation], when)
            found[one.subject] = min(found.get(one.subject, ranked), ranked)
    return {iri: ranked[1] for iri, ranked in found.items()}


def _served(world: World, cut: Cut) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    kept = {thing.iri for thing in cut.things}
    for one in world.edges:
        target = world.things.get(str(one.object))
        if one.subject in kept and target is not None and target.kind == TG + "Sector":
            found.setdefault(one.subject, set()).add(target.iri)
    return {iri: sorted(sectors) for iri, sectors in found.items()}


def _edges(edges: Sequence[Statement], rows: Mapping[str, int], relations: _Index) -> Columns:
    return _table(
        len(edges),
        subject_delta=_deltas(rows[one.subject] for one in edges),
        relation=[relations(one.relation) for one in edges],
        object=[rows[str(one.object)] for one in edges],
        origin=[_ORIGINS.index(one.origin) for one in edges],
        asserted=[int(any(makes_direct_triple(claim) for _, claim in one.claims)) for one in edges],
        claim_count=[len(one.claims) for one in edges],
    )


def _values(
    values: Sequence[Statement],
    rows: Mapping[str, int],
    relations: _Index,
    datatypes: _Index,
    units: _Index,
    labels: Mapping[str, str],
) -> Columns:
    texts, lexicals, types, iris, precisions = [], [], [], [], []
    for one in values:
        stated = one.object
        text = stated.lexical if isinstance(stated, Value) else labels.get(stated) or compact(stated)
        if isinstance(stated, Value) and stated.precision is not None:
            text = str(PartialDate(date.fromisoformat(stated.lexical), stated.precision))
        texts.append(text)
        lexicals.append(stated.lexical if isinstance(stated, Value) and stated.lexical != text else None)
        types.append(datatypes(stated.datatype) if isinstance(stated, Value) else -1)
        iris.append(None if isinstance(stated, Value) else compact(stated))
        known = stated.precision if isinstance(stated, Value) else None
        precisions.append(None if known is None else _PRECISIONS.index(known))
    return _table(
        len(values),
        subject_delta=_deltas(rows[one.subject] for one in values),
        relation=[relations(one.relation) for one in values],
        text=texts,
        lexical=lexicals,
        datatype=types,
        iri=iris,
        precision=precisions,
        unit=[-1 if one.unit is None else units(one.unit) for one in values],
        claim_count=[len(one.claims) for one in values],
    )


def _claims(world: World, claims: Sequence[tuple[str, Claim]]) -> Columns:
    groups = _Index()
    only = [claim for _, claim in claims]
    preferred = [world.preferred.get(iri) for iri, _ in claims]
    return _table(
        len(claims),
        id=[None if iri == claim_iri(claim) else iri for iri, claim in claims],
        stance=[_STANCES.index(claim.stance) for claim in only],
        status=[_STATUSES.index(claim.status) for claim in only],
        confidence=[_number(claim.confidence * 100) for claim in only],
        **{
            "from": [_first(claim.valid_from) for claim in only],
            "from_precision": [_precise(claim.valid_from) for claim in only],
            "to": [_first(claim.valid_to) for claim in only],
            "to_precision": [_precise(claim.valid_to) for claim in only],
        },
        recorded=[_days(claim.recorded) for claim in only],
        dropped=[_days(claim.dropped) for claim in only],
        conflict=[groups(world.conflicts[iri]) if iri in world.conflicts else -1 for iri, _ in claims],
        preferred=[None if flag is None else int(flag) for flag in preferred],
        evidence_count=[len(claim.evidence) for claim in only],
    )


def _evidence(evidence: Sequence[Evidence], sources: _Index, passages: Passages) -> Columns:
    spans = [one.selector if isinstance(one.selector, TextPosition) else None for one in evidence]
    return _table(
        len(evidence),
        source=[sources(one.source) for one in evidence],
        place=[one.selector.text if isinstance(one.selector, Place) else None for one in evidence],
        start=[span.start if span else None for span in spans],
        end=[span.end if span else None for span in spans],
        digest=[span.sha256 if span else None for span in spans],
        passage=[passages.get(one) for one in evidence],
        stance=[_EVIDENCE_STANCES.index(one.stance) for one in evidence],
        directness=[_DIRECTNESS.index(one.directness) for one in evidence],
    )


def _kinds(kinds: Sequence[str], labels: Mapping[str, str]) -> Columns:
    looks = looks_of(kinds)
    words = [labels.get(iri) or compact(iri) for iri in kinds]
    return _table(
        len(kinds),
        id=[iri.removeprefix(TG) for iri in kinds],
        label=list(words),
        plural=[_plural(word) for word in words],
        iri=[compact(iri) for iri in kinds],
        colour=[looks[iri][0] for iri in kinds],
        shape=[looks[iri][1] for iri in kinds],
    )


def _plural(word: str) -> str:
    """Gives the plural of a class's label.

    >>> _plural("university"), _plural("standards body"), _plural("corpus"), _plural("licence")
    ('universities', 'standards bodies', 'corpora', 'licences')
    """
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    special = {"corpus": "corpora", "hardware": "hardware"}
    return special.get(word, word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s"))


def _relations(world: World, relations: Sequence[str]) -> Columns:
    found = [world.relations[iri] for iri in relations]
    return _table(
        len(found),
        id=[compact(one.iri).partition(":")[2] for one in found],
        label=[one.label for one in found],
        inverse=[one.inverse for one in found],
        iri=[compact(one.iri) for one in found],
        definition=[one.definition or None for one in found],
    )


def _units(units: Sequence[str]) -> Columns:
    known = {"NUM": "", "UNITLESS": "", "PERCENT": "%", "FLOP": "FLOP"}
    names = [compact(iri) for iri in units]
    locals_ = [name.partition(":")[2] for name in names]
    return _table(len(units), id=names, label=[known.get(name, name.replace("_", " ")) for name in locals_])


def _sources(world: World, sources: Sequence[str]) -> Columns:
    found = [world.sources.get(name) for name in sources]

    def named(iri: str) -> str:
        return world.labels.get(iri) or compact(iri).rpartition("/")[2].removeprefix("tg:")

    return _table(
        len(sources),
        id=list(sources),
        title=[one.title if one else name for name, one in zip(sources, found, strict=True)],
        publisher=[named(one.publisher) if one else "undisclosed" for one in found],
        url=[one.url if one else None for one in found],
        issued=[_first(one.issued) if one else None for one in found],
        precision=[_precise(one.issued) if one else None for one in found],
        accessed=[_days(one.accessed) if one else None for one in found],
        licence=[named(one.licence) if one else "undisclosed" for one in found],
        kind=[named(one.kind) if one else "source" for one in found],
    )
