"""How much of a data set's language models the curated data knows, by year of release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trendgraph.claims import Claim, Entity, Record, Value
from trendgraph.namespaces import TG, entity_iri, split_entity_iri

__all__ = ["Coverage", "cover_records"]

_DATES = frozenset(TG + name for name in ("releasedOn", "announcedOn"))
_MODALITIES = frozenset(TG + name for name in ("hasModality", "acceptsModality", "producesModality"))
_TEXT = entity_iri("modality/text")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Models that work with text, by the year of their first date.

    Attributes:
        years: year to the number of models that are here and the number of all.
        missing: names of those that are not here, in order of date.
    """

    years: dict[int, tuple[int, int]]
    missing: tuple[str, ...]

    @property
    def here(self) -> int:
        """How many are in the curated data."""
        return sum(here for here, _ in self.years.values())

    @property
    def all(self) -> int:
        """How many there are."""
        return sum(number for _, number in self.years.values())


def cover_records(records: Iterable[Record], since: int) -> Coverage:
    """Counts the models of a data set, read and resolved, that are dated in or after a year and work with text."""
    first: dict[str, str] = {}
    texts: set[str] = set()
    labels: dict[str, str] = {}
    for record in records:
        if isinstance(record, Entity):
            labels.setdefault(record.iri, record.label)
        elif isinstance(record, Claim):
            subject = record.subject
            if record.predicate in _DATES and isinstance(record.object, Value):
                first[subject] = min(first.get(subject, record.object.lexical), record.object.lexical)
            elif record.predicate in _MODALITIES and record.object == _TEXT:
                texts.add(subject)
    years: dict[int, list[int]] = {}
    missing = []
    for when, iri in sorted((when, iri) for iri, when in first.items()):
        kind, slug = split_entity_iri(iri) or ("", "")
        if kind != "model" or iri not in texts or int(when[:4]) < since:
            continue
        counts = years.setdefault(int(when[:4]), [0, 0])
        counts[1] += 1
        if slug.startswith("proposed."):
            missing.append(labels.get(iri, slug))
        else:
            counts[0] += 1
    return Coverage({year: (here, number) for year, (here, number) in years.items()}, tuple(missing))
