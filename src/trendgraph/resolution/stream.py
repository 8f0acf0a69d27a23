"""Records in, records out: provisional IRIs replaced by the entity that is meant.

Streaming, with a window: the records of one row are held until the next row's first entity comes, so that a name is
judged with what its row says of it (developer, number of parameters). Memory is bounded by the window and by one
decision for each name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from trendgraph.claims import Claim, Entity, Record, Source, Value
from trendgraph.namespaces import TG, entity_iri, split_entity_iri
from trendgraph.resolution.aliases import read_aliases
from trendgraph.resolution.catalogue import Catalogue
from trendgraph.resolution.match import Resolver
from trendgraph.resolution.struct import Context, Decision
from trendgraph.resources import resource_path
from trendgraph.sources import READERS
from trendgraph.sources.struct import slug_of

__all__ = ["ResolveLog", "make_resolver", "resolve_records"]

_WINDOW = 20_000
_CONCEPTS = ("technique", "capability", "task", "modality", "sector", "concern", "outcome", "practice", "principle")
_THINGS = (
    "model",
    "family",
    "organisation",
    "jurisdiction",
    "product",
    "corpus",
    "evaluation",
    "hardware",
    "regulation",
)
_NAMED = frozenset((*_CONCEPTS, *_THINGS, "licence", "component", "system-kind"))
"""Kinds whose things have names that several sources use; an offering or a measurement is one reader's alone."""


@dataclass(slots=True)
class ResolveLog:
    """Keeps what resolution decided.

    Attributes:
        decisions: provisional IRI to decision.
        explain: whether decisions carry their candidates, which takes time.
    """

    decisions: dict[str, Decision] = field(default_factory=dict)
    explain: bool = False

    def counts(self) -> dict[str, dict[str, int]]:
        """Gives, for each kind, how many names were resolved and how many are proposed."""
        found: dict[str, Counter[str]] = {}
        for decision in self.decisions.values():
            found.setdefault(decision.kind, Counter())["proposed" if decision.proposed else "resolved"] += 1
        return {kind: {"resolved": n["resolved"], "proposed": n["proposed"]} for kind, n in sorted(found.items())}


def make_resolver(curated: Iterable[Record], aliases: Path | None = None) -> Resolver:
    """Gives the resolver over curated records, the shipped schemes and rules, and an alias table.

    Args:
        curated: the records of ``read_source("curated", …)``.
        aliases: the table to use instead of the shipped one.
    """
    return Resolver(Catalogue.of(curated), read_aliases(aliases or resource_path("data/aliases.tsv")))


def resolve_records(
    records: Iterable[Record], resolver: Resolver, *, reader: str | None = None, log: ResolveLog | None = None
) -> Iterator[Record]:
    """Yields the records of a reader with the IRIs of the entities that are meant.

    A name that means a curated entity loses its own entity record, since the curated one stands. Any other becomes a
    proposed entity, once, marked as such. What is not provisional passes unchanged, and so do things that only one
    reader can know, such as offerings and measurements.

    Args:
        records: what one reader yields; the entities of a row before its claims.
        resolver: decides what names mean.
        reader: name of the reader; without it, the names of all readers count as provisional.
        log: takes the decisions.
    """
    log = ResolveLog() if log is None else log
    stream = _Stream(resolver, log, [reader] if reader else READERS)
    window: list[Record] = []
    claims_seen = False
    for record in records:
        if len(window) >= _WINDOW or (claims_seen and isinstance(record, Entity)):
            yield from stream.flush(window)
            window, claims_seen = [], False
        claims_seen = claims_seen or isinstance(record, Claim)
        window.append(record)
    yield from stream.flush(window)


class _Stream:
    """The decisions made so far, and the proposed entities already yielded."""

    def __init__(self, resolver: Resolver, log: ResolveLog, readers: Iterable[str]) -> None:
        self._resolver = resolver
        self._log = log
        self._prefixes = tuple(f"{name.replace('_', '-')}." for name in readers)
        self._proposed: set[str] = set()

    def flush(self, window: list[Record]) -> Iterator[Record]:
        """Yields the records of a window, resolved."""
        labels = {record.iri: record.label for record in window if isinstance(record, Entity)}
        waiting = [iri for iri in labels if self._is_provisional(iri) and iri not in self._log.decisions]
        # Models last: what their developers are called is a part of what is known of them.
        for iri in sorted(waiting, key=lambda iri: (split_entity_iri(iri) or ("",))[0] == "model"):
            self._decide(iri, labels[iri], self._context(iri, window))
        for record in window:
            yield from self._resolved(record)

    def _is_provisional(self, iri: str) -> bool:
        kind, slug = split_entity_iri(iri) or ("", "")
        return kind in _NAMED and slug.startswith(self._prefixes)

    def _decide(self, iri: str, name: str, context: Context | None = None) -> Decision:
        kind, slug = split_entity_iri(iri) or ("", "")
        decision = self._resolver.decide(name, kind, context, explain=self._log.explain)
        if decision.proposed and decision.rule != "alias" and slug.partition(".")[2] != slug_of(name):
            # The reader tells it from others of the same name by a key, so the name alone must not bring them together.
            decision = replace(decision, iri=entity_iri(f"{kind}/proposed.{slug}"))
        self._log.decisions[iri] = decision
        return decision

    def _context(self, iri: str, window: list[Record]) -> Context:
        developers: set[str] = set()
        sizes: list[Decimal] = []
        for record in window:
            if not isinstance(record, Claim) or record.subject != iri:
                continue
            if record.predicate == TG + "developedBy" and isinstance(record.object, str):
                developers.add(self._iri(record.object))
            elif record.predicate == TG + "parameterCount" and isinstance(record.object, Value):
                sizes.append(Decimal(record.object.lexical))
        return Context(frozenset(developers), tuple(sizes))

    def _iri(self, iri: str) -> str:
        if not self._is_provisional(iri):
            return iri
        if iri not in self._log.decisions:
            # A name that no entity record introduces: its slug is all that is known of it.
            self._decide(iri, iri.rpartition("/")[2].partition(".")[2].replace("-", " "))
        return self._log.decisions[iri].iri

    def _resolved(self, record: Record) -> Iterator[Record]:
        match record:
            case Claim():
                stated = record.object if isinstance(record.object, Value) else self._iri(record.object)
                yield replace(record, subject=self._iri(record.subject), object=stated)
            case Source():
                yield replace(record, publisher=self._iri(record.publisher))
            case Entity() if not self._is_provisional(record.iri):
                yield record
            case Entity():
                iri = self._iri(record.iri)
                if self._log.decisions[record.iri].proposed and iri not in self._proposed:
                    self._proposed.add(iri)
                    yield replace(record, iri=iri, proposed=True)
