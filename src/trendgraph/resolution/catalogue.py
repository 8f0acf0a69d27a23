"""The catalogue: what the graph already knows by name, indexed by every form in which it can be met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from trendgraph.claims import Claim, Entity, PartialDate, Record, Stance, Status, Value
from trendgraph.namespaces import ENTITY, TG, entity_iri, split_entity_iri
from trendgraph.resolution.folding import fold, fold_organisation, joined, weaker_organisation
from trendgraph.resolution.model_names import ModelName, read_model_name
from trendgraph.resolution.rules import name_rows
from trendgraph.resolution.struct import Named
from trendgraph.resources import resource_files
from trendgraph.terms import parse_turtle

__all__ = ["Catalogue", "fold_name"]

_LABELS = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2004/02/skos/core#altLabel")


def fold_name(kind: str, name: str) -> str:
    """Gives the folded form of a name that is not a model's."""
    return fold_organisation(name) if kind == "organisation" else fold(name)


class Catalogue:
    """Curated entities and concepts by kind and folded name."""

    def __init__(self, entries: Iterable[Named], parents: dict[str, str] | None = None) -> None:
        self.entries: dict[str, Named] = {entry.iri: entry for entry in sorted(entries, key=lambda entry: entry.iri)}
        self.parents = parents or {}
        self.by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.models: dict[str, list[tuple[str, str, ModelName]]] = defaultdict(list)
        for entry in self.entries.values():
            for name in entry.names:
                self._add(entry, name)
        self.further: dict[tuple[str, str], tuple[str, str]] = {}
        for row in name_rows():
            for form in _forms(row.kind, row.name)[:2]:
                self.further.setdefault((row.kind, form), (entity_iri(row.entity), row.relation))

    @classmethod
    def of(cls, records: Iterable[Record]) -> Catalogue:
        """Builds the catalogue from the records of the curated data, and from the shipped schemes."""
        entries = {entry.iri: entry for entry in _concepts()}
        facts: list[Claim] = []
        for record in records:
            if isinstance(record, Entity):
                kind = (split_entity_iri(record.iri) or ("", ""))[0]
                entries[record.iri] = Named(record.iri, kind, (record.label, *record.alternative_labels))
            elif isinstance(record, Claim) and record.status is Status.ACCEPTED and record.stance is Stance.AFFIRMS:
                facts.append(record)
        parents: dict[str, str] = {}
        for claim in facts:
            if claim.predicate == TG + "subsidiaryOf" and isinstance(claim.object, str):
                parents[claim.subject] = claim.object
            elif claim.subject in entries:
                entries[claim.subject] = _with_fact(entries[claim.subject], claim)
        released = {claim.subject for claim in facts if claim.predicate == TG + "releasedOn"}
        for claim in facts:
            # What was announced earlier may be another snapshot: that day counts only if it stands alone.
            if claim.predicate == TG + "announcedOn" and claim.subject in entries.keys() - released:
                entries[claim.subject] = _with_date(entries[claim.subject], claim)
        return cls(entries.values(), parents)

    def named(self, kind: str, form: str) -> list[str]:
        """Gives the IRIs of one kind that have a folded name."""
        return self.by_name.get((kind, form), [])

    def of_kind(self, kind: str) -> list[Named]:
        """Gives the entries of one kind."""
        return [entry for entry in self.entries.values() if entry.kind == kind]

    def related(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Says whether two groups of organisations share one, a parent, or a house: google-research is of google."""
        return bool(self._wider(one) & self._wider(other))

    def _wider(self, organisations: Iterable[str]) -> set[str]:
        found = set()
        for iri in organisations:
            house = iri.partition("-")[0]
            found |= {iri, self.parents.get(iri, iri), house if house in self.entries else iri}
        return found

    def _add(self, entry: Named, name: str) -> None:
        if entry.kind == "model":
            read = read_model_name(name)
            for key in sorted(read.keys | read.bare_keys):
                self.models[key].append((entry.iri, name, read))
            return
        for form in _forms(entry.kind, name):
            if entry.iri not in self.by_name[entry.kind, form]:
                self.by_name[entry.kind, form].append(entry.iri)


def _forms(kind: str, name: str) -> list[str]:
    folded = fold_name(kind, name)
    forms = [folded, joined(folded)]
    if kind == "organisation":
        weaker = weaker_organisation(folded)
        forms += ["~" + weaker, "~" + joined(weaker)]
    return forms


def _with_fact(entry: Named, claim: Claim) -> Named:
    local = claim.predicate.removeprefix(TG)
    if local == "developedBy" and isinstance(claim.object, str):
        return replace(entry, developers=entry.developers | {claim.object})
    if isinstance(claim.object, Value):
        if local == "releasedOn":
            return _with_date(entry, claim)
        if local == "parameterCount":
            return replace(entry, sizes=(*entry.sizes, Decimal(claim.object.lexical)))
    return entry


def _with_date(entry: Named, claim: Claim) -> Named:
    stated = claim.object
    if not isinstance(stated, Value) or stated.precision is None:
        return entry
    return replace(entry, dates=(*entry.dates, _period(stated)))


def _period(value: Value) -> PartialDate:
    day = PartialDate.parse(value.lexical[:10])
    return PartialDate(day.first, value.precision or day.precision)


def _concepts() -> list[Named]:
    names: dict[str, list[str]] = defaultdict(list)
    for path in resource_files("ontology/schemes", "*.ttl"):
        for triple in parse_turtle(path):
            subject = getattr(triple.subject, "value", "")
            if triple.predicate.value in _LABELS and subject.startswith(ENTITY):
                place = 0 if triple.predicate.value == _LABELS[0] else len(names[subject])
                names[subject].insert(place, str(getattr(triple.object, "value", "")))
    return [Named(iri, (split_entity_iri(iri) or ("", ""))[0], tuple(said)) for iri, said in names.items()]
