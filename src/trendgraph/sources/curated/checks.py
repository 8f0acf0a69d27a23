"""What a schema cannot see: references that dangle, predicates that do not exist, subjects of the wrong kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from trendgraph.claims import PartialDate
from trendgraph.errors import ClaimError, SourceError, TrendgraphError, nearest
from trendgraph.namespaces import ENTITY, TG, entity_iri
from trendgraph.sources.curated.document import Document, Location
from trendgraph.sources.curated.measures import IndicatorFile, PatternFile
from trendgraph.sources.curated.schema import ClaimForm, EntityFile, ReportFile, SourceFile
from trendgraph.sources.curated.tests_of_claims import VerdictFile
from trendgraph.sources.curated.values import parse_day, parse_object, parse_value
from trendgraph.terms import Predicate, Terms, load_concepts, load_terms

__all__ = ["References", "check_claims"]

_MISSING = ("undisclosed", "notApplicable")


@dataclass(frozen=True, slots=True)
class References:
    """What curated files may point to.

    Attributes:
        kinds: IRI of an entity, concept or source to the IRI of its kind.
        sources: identifiers of the described sources.
        topics: identifiers of the topics.
    """

    kinds: dict[str, str]
    sources: frozenset[str]
    terms: Terms
    topics: frozenset[str] = frozenset()

    @classmethod
    def collect(cls, parsed: Iterable[tuple[Document, BaseModel]], problems: list[TrendgraphError]) -> References:
        """Gathers every identifier; a second file with one identifier goes to ``problems``."""
        terms = load_terms()
        kinds = dict(load_concepts())
        first: dict[str, Document] = {}
        sources, topics = set(), set()
        for document, form in parsed:
            if isinstance(form, PatternFile):
                topics.add(form.id)
            if not isinstance(form, EntityFile | SourceFile | IndicatorFile):
                continue
            iri = entity_iri(f"source/{form.id}" if isinstance(form, SourceFile) else form.id)
            if iri in first:
                problems.append(
                    SourceError(
                        f"two files have the identifier {form.id}; the first is {first[iri].path}",
                        code="source.duplicate",
                        where=document.where(("id",)),
                        hint="merge them into one file",
                    )
                )
            first.setdefault(iri, document)
            kinds[iri] = TG + ("Indicator" if isinstance(form, IndicatorFile) else form.kind)
            if isinstance(form, SourceFile):
                sources.add(form.id)
        return cls(kinds, frozenset(sources), terms, frozenset(topics))


def check_claims(document: Document, form: BaseModel, references: References) -> Iterator[TrendgraphError]:
    """Yields every mistake in a file that follows its schema."""
    checker = _Checker(document, references)
    match form:
        case EntityFile():
            yield from checker.kind(form)
            yield from checker.day(form.recorded, ("recorded",))
            for index, claim in enumerate(form.claims):
                yield from checker.claim(claim, form.id, ("claims", index), passages=None)
        case SourceFile():
            yield from checker.source(form)
        case ReportFile():
            yield from checker.report(form)
        case PatternFile():
            yield from checker.topic(form)
        case IndicatorFile():
            yield from checker.indicator(form)
        case VerdictFile():
            yield from checker.tests(form)


class _Checker:
    """The checks of one file."""

    def __init__(self, document: Document, references: References) -> None:
        self.document = document
        self.references = references
        self.terms = references.terms

    def kind(self, form: EntityFile) -> Iterator[TrendgraphError]:
        base = self.terms.segments[form.id.partition("/")[0]]
        kind = TG + form.kind
        fitting = sorted(
            iri[len(TG) :] for iri in self.terms.classes if self.terms.is_a(iri, base) and iri not in self.terms.defined
        )
        if form.kind not in fitting:
            yield self._error(
                f"{form.kind} is not a kind that {form.id} can have"
                + ("; it is a defined class, membership follows from the claims" if kind in self.terms.defined else ""),
                ("kind",),
                "claim.kind",
                nearest(form.kind, fitting) or fitting,
            )

    def source(self, form: SourceFile) -> Iterator[TrendgraphError]:
        for name, text, base in (("publisher", form.publisher, "Organisation"), ("licence", form.licence, "Licence")):
            if text != "undisclosed":
                yield from self._reference(text, (name,), (TG + base,))
        if form.issued != "undisclosed":
            yield from self.date(form.issued, ("issued",))
        for name, day in (("accessed", form.accessed), ("recorded", form.recorded)):
            yield from self.day(day, (name,))

    def report(self, form: ReportFile) -> Iterator[TrendgraphError]:
        yield from self._known_source(form.source, ("source",))
        yield from self.day(form.recorded, ("recorded",))
        for index, claim in enumerate(form.claims):
            place: Location = ("claims", index)
            if claim.subject is None:
                yield self._error("a claim of a report needs a subject", place, "claim.subject")
            else:
                yield from self.claim(claim, claim.subject, place, passages=form.passages)

    def topic(self, form: PatternFile) -> Iterator[TrendgraphError]:
        yield from self.day(form.recorded, ("recorded",))
        for index, reference in enumerate(form.about):
            yield from self._reference(reference, ("about", index), (TG + "Entity",), "what a topic is about")

    def tests(self, form: VerdictFile) -> Iterator[TrendgraphError]:
        yield from self._known_source(form.report, ("report",))
        yield from self.day(form.recorded, ("recorded",))
        for index, test in enumerate(form.tests):
            place: Location = ("tests", index)
            yield from self._reference(test.trend, (*place, "trend"), (TG + "Trend",), "what a test looks at")
            for name, text in (("from", test.from_), ("to", test.to)):
                yield from self.date(text, (*place, name))
        for index, one in enumerate(form.one_source):
            yield from self._reference(one.trend, ("one_source", index, "trend"), (TG + "Trend",), "what is measured")

    def indicator(self, form: IndicatorFile) -> Iterator[TrendgraphError]:
        for name, text in (("recorded", form.recorded), ("first", form.first), ("snapshot", form.snapshot)):
            yield from self.day(text, (name,))
        for index, text in enumerate(form.breaks):
            yield from self.day(text, ("breaks", index))
        yield from self._known_source(form.source, ("source",))
        for index, reference in enumerate(form.trends):
            yield from self._reference(reference, ("trends", index), (TG + "Trend",), "what an indicator measures")
        if form.topic is not None and form.topic not in self.references.topics:
            yield self._error(
                f"there is no topic {form.topic}",
                ("topic",),
                "claim.reference",
                nearest(form.topic, self.references.topics),
                hint=f"describe it in patterns/{form.topic}.yaml",
            )

    def claim(
        self, claim: ClaimForm, subject: str, place: Location, passages: Iterable[str] | None
    ) -> Iterator[TrendgraphError]:
        if passages is None and (claim.subject or claim.passage):
            yield self._error("`subject` and `passage` belong into report files", place, "claim.field")
        if not claim.evidence and not claim.passage:
            yield self._error("a claim needs evidence", place, "claim.evidence")
        if claim.passage and passages is not None and claim.passage not in passages:
            yield self._error(
                f"there is no passage {claim.passage}",
                (*place, "passage"),
                "claim.passage",
                nearest(claim.passage, passages),
            )
        predicate = self.terms.predicates.get(claim.predicate)
        if predicate is None:
            yield self._error(
                f"{claim.predicate} is not a predicate that claims may use",
                (*place, "predicate"),
                "claim.predicate",
                nearest(claim.predicate, self.terms.predicates),
            )
        else:
            yield from self._reference(
                subject, (*place, "subject"), predicate.domains, f"the subject of {predicate.name}"
            )
            yield from self._object(claim, predicate, place)
        yield from self._dates(claim, place)
        for index, evidence in enumerate(claim.evidence):
            yield from self._known_source(evidence.source, (*place, "evidence", index, "source"))

    def date(self, text: str, place: Location) -> Iterator[TrendgraphError]:
        try:
            PartialDate.parse(text)
        except ClaimError as error:
            yield self._error(error.message, place, error.code, hint=error.hint)

    def day(self, text: str | None, place: Location) -> Iterator[TrendgraphError]:
        if text is not None:
            yield from self.date(text, place)

    def _object(self, claim: ClaimForm, predicate: Predicate, place: Location) -> Iterator[TrendgraphError]:
        if claim.object is not None and claim.object in _MISSING:
            return
        if claim.object is not None:
            if not predicate.takes_entity:
                yield self._error(f"{predicate.name} takes a `value`", (*place, "object"), "claim.object")
            else:
                yield from self._reference(
                    claim.object, (*place, "object"), predicate.ranges, f"the object of {predicate.name}"
                )
        elif predicate.takes_entity:
            yield self._error(f"{predicate.name} takes an `object`", (*place, "value"), "claim.object")
        else:
            try:
                parse_value(claim.value or "", predicate.datatype)
            except ClaimError as error:
                yield self._error(error.message, (*place, "value"), error.code, hint=error.hint)

    def _dates(self, claim: ClaimForm, place: Location) -> Iterator[TrendgraphError]:
        wrong = False
        for name, text in (
            ("from", claim.from_),
            ("to", claim.to),
            ("recorded", claim.recorded),
            ("dropped", claim.dropped),
        ):
            for error in self.day(text, (*place, name)):
                wrong = True
                yield error
        if not wrong and claim.from_ and claim.to:
            first, last = PartialDate.parse(claim.from_), PartialDate.parse(claim.to)
            if last.first <= first.first:
                yield self._error(
                    f"it ends ({claim.to}) before it begins ({claim.from_})",
                    (*place, "to"),
                    "claim.date",
                    hint="`to` is the first day on which it no longer holds",
                )
            elif last.precision is not first.precision:
                yield self._error(
                    "`from` and `to` have different precision", (*place, "to"), "claim.date", hint="write both alike"
                )
        if not wrong and claim.recorded and claim.dropped and parse_day(claim.dropped) < parse_day(claim.recorded):
            yield self._error("it was dropped before it was recorded", (*place, "dropped"), "claim.date")

    def _reference(
        self, text: str, place: Location, allowed: tuple[str, ...], role: str = "this"
    ) -> Iterator[TrendgraphError]:
        iri = parse_object(text)
        kinds = self.terms.qualifiers.get(text) or self.terms.classes.get(self.references.kinds.get(iri, ""))
        if kinds is None:
            known = [name for name, of in self.terms.qualifiers.items() if of & set(allowed)]
            known += [
                other[len(ENTITY) :]
                for other, kind in self.references.kinds.items()
                if self.terms.classes.get(kind, frozenset()) & set(allowed)
            ]
            yield self._error(
                f"{text} does not exist",
                place,
                "claim.reference",
                nearest(text, known),
                hint="make its file first, or correct the reference",
            )
        elif not kinds & set(allowed):
            names = ", ".join(iri.rpartition("#")[2] for iri in allowed)
            yield self._error(f"{text} cannot be {role}: it must be one of {names}", place, "claim.kind")

    def _known_source(self, text: str, place: Location) -> Iterator[TrendgraphError]:
        if text not in self.references.sources:
            yield self._error(
                f"there is no source {text}",
                place,
                "claim.source",
                nearest(text, self.references.sources),
                hint=f"describe it in sources/{text}.yaml",
            )

    def _error(
        self, message: str, place: Location, code: str, suggestions: Iterable[str] = (), hint: str | None = None
    ) -> ClaimError:
        return ClaimError(message, code=code, where=self.document.where(place), suggestions=suggestions, hint=hint)
