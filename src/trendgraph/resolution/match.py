"""Deciding what a name means: reviewed decisions first, then exact forms, then likeness."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trendgraph.namespaces import ENTITY, entity_iri, split_entity_iri
from trendgraph.resolution.aliases import AliasTable
from trendgraph.resolution.catalogue import Catalogue, fold_name
from trendgraph.resolution.folding import joined, weaker_organisation
from trendgraph.resolution.model_names import read_model_name
from trendgraph.resolution.models import difference, is_generic, match_model
from trendgraph.resolution.struct import Candidate, Context, Decision
from trendgraph.sources.struct import slug_of

__all__ = ["Resolver", "Thresholds"]

_LEAST = 60.0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How alike two names must be, from 0 to 100.

    Attributes:
        accept: taken to be the same; never for models, and never where a name holds a digit.
        review: worth a person's look.
    """

    accept: float = 95.0
    review: float = 80.0


class Resolver:
    """Decides what names mean; the same name, kind and context always get the same decision."""

    def __init__(
        self, catalogue: Catalogue, aliases: AliasTable | None = None, thresholds: Thresholds | None = None
    ) -> None:
        self.catalogue = catalogue
        self.aliases = aliases or AliasTable()
        self.thresholds = thresholds or Thresholds()
        self._pools: dict[str, list[tuple[str, str, str]]] = {}

    def decide(self, name: str, kind: str, context: Context | None = None, *, explain: bool = True) -> Decision:
        """Decides what a name means.

        Args:
            name: the name as a source writes it.
            kind: IRI segment of the kind of thing, such as ``model``.
            context: what the source says beside the name.
            explain: whether to list candidates where nothing fits; they cost time.
        """
        context = context or Context()
        if row := self.aliases.same(kind, name):
            return _taken(name, kind, entity_iri(row.entity), "alias", f"{row.decided_by}: {row.why}")
        if name.rstrip().endswith("?"):
            return Decision(
                name, kind, self.proposed_iri(name, kind, context), "uncertain", "the source is not sure itself", True
            )
        excluded = self.aliases.different(kind, name)
        found = match_model(name, context, self.catalogue) if kind == "model" else self._plain(name, kind)
        kept = [hit for hit in found if hit[0] not in excluded]
        if len(kept) == 1:
            return _taken(name, kind, *kept[0])
        candidates = self.candidates(name, kind, context) if explain or kind != "model" else ()
        if kept:
            rule, why = "ambiguous", "it fits " + " and ".join(hit[0].removeprefix(ENTITY) for hit in kept)
        elif found:
            rule, why = "different", f"reviewed: it is not {found[0][0].removeprefix(ENTITY)}"
        else:
            for best in candidates:
                if kind != "model" and best.score >= self.thresholds.accept and not best.against:
                    return _taken(name, kind, best.iri, "likeness", f"{best.score:g} of 100 like {best.name!r}")
            rule, why = "none", "no curated entity has this name"
        return Decision(name, kind, self.proposed_iri(name, kind, context), rule, why, True, tuple(candidates))

    def candidates(self, name: str, kind: str, context: Context | None = None, limit: int = 5) -> list[Candidate]:
        """Gives the curated entities with names most like this one, best first, and what speaks against each."""
        from rapidfuzz import fuzz, process

        own = self._form(name, kind)
        pool = self._pool(kind)
        best: dict[str, Candidate] = {}
        for _, score, place in process.extract(
            own, [row[0] for row in pool], scorer=fuzz.token_sort_ratio, limit=4 * limit, score_cutoff=_LEAST
        ):
            form, iri, other = pool[place]
            if iri not in best:
                against = self._against(name, own, form, iri, other, kind, context or Context())
                best[iri] = Candidate(iri, other, round(score, 1), against)
        return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.iri))[:limit]

    def proposed_iri(self, name: str, kind: str, context: Context | None = None) -> str:
        """Gives the IRI of the proposed entity that a name stands for until somebody decides.

        It is made of the kind and the normalised name; a model with a short or common name carries its developer too.
        """
        if kind == "model":
            read = read_model_name(name)
            slug = read.slug()
            developers = sorted(context.developers) if context else []
            if developers and is_generic(read):
                slug = f"{developers[0].rpartition('/')[2].removeprefix('proposed.')}-{slug}"
        else:
            folded = fold_name(kind, name)
            known = self.catalogue.further.get((kind, folded))
            slug = known[0].rpartition("/")[2] if known else folded
        # A name in another script leaves nothing of itself in ASCII; ``slug_of`` makes a slug of its hash.
        return entity_iri(f"{kind}/proposed.{slug_of(slug or name)}")

    def _plain(self, name: str, kind: str) -> list[tuple[str, str, str]]:
        found = self._whole(name, kind)
        if not found and " / " in name:
            # Two names of one thing, "University of Montreal / Université de Montréal".
            parts = [self._whole(part, kind) for part in name.split(" / ")]
            found = [hit for part in parts for hit in part]
        return list({hit[0]: hit for hit in found}.values())

    def _whole(self, name: str, kind: str) -> list[tuple[str, str, str]]:
        folded = fold_name(kind, name)
        exact = self.catalogue.named(kind, folded) or self.catalogue.named(kind, joined(folded))
        if exact:
            labelled = [iri for iri in exact if fold_name(kind, self.catalogue.entries[iri].names[0]) == folded]
            return [(iri, "name", "the same name, spelling aside") for iri in labelled or exact]
        known = self.catalogue.further.get((kind, folded)) or self.catalogue.further.get((kind, joined(folded)))
        if known and known[0] in self.catalogue.entries:
            return [(known[0], known[1], f"listed among the names: {known[1]}")]
        if kind == "organisation":
            weaker = weaker_organisation(folded)
            hits = (
                self.catalogue.named(kind, weaker)
                or self.catalogue.named(kind, "~" + weaker)
                or self.catalogue.named(kind, "~" + joined(weaker))
            )
            return [(iri, "short-name", "the same but for AI, lab or team") for iri in hits]
        return []

    def _form(self, name: str, kind: str) -> str:
        # Without its date, so that the model of which it is a snapshot is the most alike.
        if kind == "model":
            return replace(read_model_name(name), snapshot=None).slug().replace("-", " ")
        return fold_name(kind, name)

    def _pool(self, kind: str) -> list[tuple[str, str, str]]:
        if kind not in self._pools:
            self._pools[kind] = [
                (self._form(name, kind), entry.iri, name)
                for entry in self.catalogue.of_kind(kind)
                for name in entry.names
            ]
        return self._pools[kind]

    def _against(self, name: str, own: str, form: str, iri: str, other: str, kind: str, context: Context) -> str:
        if iri in self.aliases.different(kind, name):
            return "reviewed: not the same"
        if kind == "model":
            entry = self.catalogue.entries[iri]
            return difference(read_model_name(name), read_model_name(other), entry, context, self.catalogue)
        if any(letter.isdigit() for letter in own + form) and own != form:
            return "a number on one side or another number"
        return "" if min(len(own), len(form)) >= 10 else "too short to judge by likeness"


def _taken(name: str, kind: str, iri: str, rule: str, why: str) -> Decision:
    proposed = (split_entity_iri(iri) or ("", ""))[1].startswith("proposed.")
    return Decision(name, kind, iri, rule, why, proposed)
