"""How things and claims are called in what people read of a difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from trendgraph.claims import Claim, PartialDate, Stance, Value, source_iri
from trendgraph.history.said import Said
from trendgraph.history.vocabulary import Term
from trendgraph.namespaces import TG, compact

__all__ = ["Words"]


class Words:
    """The names of everything in some graphs; the last graph that names a thing decides."""

    def __init__(self, graphs: Iterable[tuple[Said, Mapping[str, Term]]]) -> None:
        self._names: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        for said, terms in graphs:
            self._names |= {iri: term.label for iri, term in terms.items()}
            self._names |= {source_iri(name): source.title for name, source in said.sources.items()}
            self._names |= {iri: entity.label for iri, entity in said.entities.items()}
            self._kinds |= {iri: entity.kind.removeprefix(TG) for iri, entity in said.entities.items()}

    def name(self, iri: str) -> str:
        """Gives the label of a thing, or its CURIE."""
        return self._names.get(iri) or compact(iri)

    def kind(self, iri: str) -> str:
        """Gives the local name of the class of a thing; empty for what is not in the register."""
        return self._kinds.get(iri, "")

    def statement(self, claim: Claim) -> str:
        """Gives what a claim says, and for which time."""
        stated = claim.object
        said = _literal(stated) if isinstance(stated, Value) else self.name(stated)
        unit = f" {self.name(claim.unit)}" if claim.unit else ""
        denied = "not: " if claim.stance is Stance.DENIES else ""
        held = "".join(
            f" {word} {period}" for word, period in (("from", claim.valid_from), ("until", claim.valid_to)) if period
        )
        return f"{denied}{self.name(claim.subject)} {self.name(claim.predicate)} {said}{unit}{held}"


def _literal(stated: Value) -> str:
    if stated.precision is None:
        return stated.lexical
    return str(PartialDate(date.fromisoformat(stated.lexical), stated.precision))
