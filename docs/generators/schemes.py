"""``reference/schemes.md``: the concepts of the SKOS schemes as trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from generators.facts import Facts, read_facts
from generators.markdown import anchor, heading, page, prose
from trendgraph.resources import resource_files

__all__ = ["pages"]

_MATCHES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch")


def pages() -> dict[str, str]:
    """Gives the page."""
    files = resource_files("ontology/schemes", "*.ttl")
    blocks = [_scheme(path) for path in files]
    intro = (
        "A technique, a sector or a concern is a concept in a SKOS scheme. A concept under another one is narrower: "
        "what uses *structured pruning* uses *pruning*. In curated files a concept is named as `technique/pruning`, "
        "in queries as `tgd:technique/pruning`."
    )
    return {"reference/schemes.md": page("Schemes of concepts", intro, *blocks)}


def _scheme(path: Path) -> str:
    facts = read_facts([path])
    (scheme,) = (subject for subject in facts.subjects() if "skos:ConceptScheme" in facts.names(subject, "rdf:type"))
    concepts = [s for s in facts.subjects() if "skos:Concept" in facts.names(s, "rdf:type")]
    below: dict[str, list[str]] = defaultdict(list)
    for concept in concepts:
        for broader in facts.names(concept, "skos:broader") or [""]:
            below[broader].append(concept)
    title = facts.text(scheme, "skos:prefLabel")
    tree = "\n".join(_tree(facts, below, "", depth=0, seen=set()))
    definition = prose(facts.text(scheme, "skos:definition"))
    return f"{heading(2, title, path.stem)}\n\n{definition} {len(concepts)} concepts, `{_iri(scheme)}`.\n\n{tree}"


def _iri(scheme: str) -> str:
    return scheme.removeprefix("<").removesuffix(">")


def _tree(facts: Facts, below: dict[str, list[str]], top: str, *, depth: int, seen: set[str]) -> Iterator[str]:
    for concept in sorted(below[top], key=lambda c: facts.text(c, "skos:prefLabel").casefold()):
        again = concept in seen
        yield "    " * depth + _concept(facts, concept, again=again)
        if not again:
            seen.add(concept)
            yield from _tree(facts, below, concept, depth=depth + 1, seen=seen)


def _concept(facts: Facts, concept: str, *, again: bool) -> str:
    name = concept.removeprefix("tgd:")
    label = prose(facts.text(concept, "skos:prefLabel"))
    if again:
        return f"- **{label}** `{name}`: see above"
    others = facts.names(concept, "skos:altLabel")
    also = f" Also: {', '.join(prose(other) for other in others)}." if others else ""
    notations = "".join(f" {prose(code)}." for code in facts.names(concept, "skos:notation"))
    matches = [match for predicate in _MATCHES for match in facts.names(concept, predicate)]
    matched = f" Matches {', '.join(f'`{match}`' for match in matches)}." if matches else ""
    definition = prose(facts.text(concept, "skos:definition"))
    return f"- {anchor(name)}**{label}** `{name}`: {definition}{also}{notations}{matched}"
