"""Records in, records out: provisional IRIs replaced by the entity that is meant.

Two passes over what a reader yields: the first learns the names and what the source says of each (developer, number of
parameters), wherever it says it; the second rewrites record by record. Memory is bounded by the number of names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
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
        collapsed: reader to the number of its claims that related two names of one thing, and so say nothing any more.
    """

    decisions: dict[str, Decision] = field(default_factory=dict)
    explain: bool = False
    collapsed: Counter[str] = field(default_factory=Counter)

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
    read: Callable[[], Iterable[Record]],
    resolver: Resolver,
    *,
    reader: str | None = None,
    log: ResolveLog | None = None,
) -> Iterator[Record]:
    """Yields the records of a reader with the IRIs of the entities that are meant.

    A name that means a curated entity loses its own entity record, since the curated one stands. Any other becomes a
    proposed entity, once, marked as such. What is not provisional passes unchanged, and so do things that only one
    reader can know, such as offerings and measurements.

    Args:
        read: gives what one reader yields; it is called twice and must give the same.
        resolver: decides what names mean.
        reader: name of the reader; without it, the names of all readers count as provisional.
        log: takes the decisions.
    """
    stream = _Stream(resolver, ResolveLog() if log is None else log, [reader] if reader else READERS)
    for record in read():
        stream.learn(record)
    for record in read():
        yield from stream.resolved(record)


class _Stream:
    """What was learned of names, the decisions made so far, and the proposed entities already yielded."""

    def __init__(self, resolver: Resolver, log: ResolveLog, readers: Iterable[str]) -> None:
        self._resolver = resolver
        self._log = log
        self._prefixes = tuple(f"{name.replace('_', '-')}." for name in readers)
        self._labels: dict[str, str] = {}
        self._developers: dict[str, set[str]] = defaultdict(set)
        self._sizes: dict[str, set[Decimal]] = defaultdict(set)
        self._proposed: set[str] = set()

    def learn(self, record: Record) -> None:
        """Takes what a record says of a name."""
        if isinstance(record, Entity) and self._is_provisional(record.iri):
            self._labels.setdefault(record.iri, record.label)
        elif isinstance(record, Claim) and self._is_provisional(record.subject):
            if record.predicate == TG + "developedBy" and isinstance(record.object, str):
                self._developers[record.subject].add(record.object)
            elif record.predicate == TG + "parameterCount" and isinstance(record.object, Value):
                self._sizes[record.subject].add(Decimal(record.object.lexical))

    def resolved(self, record: Record) -> Iterator[Record]:
        """Yields a record with the IRIs that are meant, or nothing where the curated record stands."""
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

    def _is_provisional(self, iri: str) -> bool:
        kind, slug = split_entity_iri(iri) or ("", "")
        return kind in _NAMED and slug.startswith(self._prefixes)

    def _iri(self, iri: str) -> str:
        if not self._is_provisional(iri):
            return iri
        if iri not in self._log.decisions:
            # A name that no entity record introduces: its slug is all that is known of it.
            name = self._labels.get(iri) or iri.rpartition("/")[2].partition(".")[2].replace("-", " ")
            self._log.decisions[iri] = self._decide(iri, name)
        return self._log.decisions[iri].iri

    def _decide(self, iri: str, name: str) -> Decision:
        kind, slug = split_entity_iri(iri) or ("", "")
        developers = frozenset(self._iri(developer) for developer in self._developers.get(iri, ()))
        context = Context(developers, tuple(sorted(self._sizes.get(iri, ()))))
        decision = self._resolver.decide(name, kind, context, explain=self._log.explain)
        if decision.proposed and decision.rule != "alias" and slug.partition(".")[2] != slug_of(name):
            # The reader tells it from others of the same name by a key, so the name alone must not bring them together.
            decision = replace(decision, iri=entity_iri(f"{kind}/proposed.{slug}"))
        return decision
