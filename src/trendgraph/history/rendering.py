"""A difference as people read it: plain text, Markdown, or the section of a changelog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trendgraph.claims import Status
from trendgraph.history.change import ChangedClaim, Difference, EntityChange
from trendgraph.history.vocabulary import TermChange
from trendgraph.namespaces import compact

__all__ = ["as_changelog", "as_markdown", "as_text"]

_PHASE = "TrendPhase"
_HEADINGS = {
    "added": "Claims added",
    "removed": "Claims withdrawn",
    "retracted": "Claims retracted",
    "status": "Claims judged anew",
    "dropped": "Claims dropped or taken up again",
    "confidence": "Claims held with other confidence",
    "evidence": "Claims with other evidence",
    "recorded": "Claims recorded on another day",
}
_SAID = {kind: heading[0].lower() + heading[1:] for kind, heading in _HEADINGS.items()} | {
    "added": "claims",
    "removed": "claims",
}
_SECTIONS = {"added": "added", "removed": "removed", "retracted": "removed"}
"""Kind of change to the section of a changelog that counts it; the others are among what changed."""
_TERMS = {
    "added": "added",
    "removed": "removed",
    "deprecated": "deprecated",
    "restored": "no longer deprecated",
    "renamed": "renamed",
    "changed": "described anew",
}


def as_text(difference: Difference) -> str:
    """Gives the difference as text, one change a line."""
    lines: list[str] = []
    for heading, items in _sections(difference):
        lines += [f"{heading} ({len(items)})", *(f"  {item}" for item in items), ""]
    notes = "".join(f"note: {note}\n" for note in difference.notes)
    return ("\n".join(lines) + "\n" * bool(lines and notes) if lines else "no difference\n") + notes


def as_markdown(difference: Difference) -> str:
    """Gives the difference as Markdown, with a heading for each kind of change."""
    lines: list[str] = []
    for heading, items in _sections(difference):
        lines += [f"### {heading}", "", *(f"- {_escaped(item)}" for item in items), ""]
    notes = "".join(f"\nNote: {note}.\n" for note in difference.notes)
    return ("\n".join(lines) if lines else "No difference.\n") + notes


def as_changelog(difference: Difference) -> str:
    """Gives the section of a changelog, in the form of Keep a Changelog.

    Claims, entities and sources are counted; phases, verdicts and terms, which are few and matter to readers, are
    listed one by one. What could not be compared is no change and stands in ``Difference.notes`` alone.
    """
    headings = {"Added": "added", "Changed": "changed", "Deprecated": "deprecated", "Removed": "removed"}
    lines: list[str] = []
    for heading, kind in headings.items():
        items = [*_numbers(difference, kind), *(_escaped(item) for item in _listed(difference, kind))]
        if items:
            lines += [f"### {heading}", "", *(f"- {item}" for item in items), ""]
    return "\n".join(lines) if lines else "No difference.\n"


def _numbers(difference: Difference, kind: str) -> Iterator[str]:
    claims = Counter(_kind(change) for change in difference.claims if change.subject_kind != _PHASE)
    found = [(_SAID[name], claims[name]) for name in _HEADINGS if _SECTIONS.get(name, "changed") == kind]
    for name in ("entities", "sources", "indicators"):
        changes = Counter(change.kind for change in _things(difference, name))
        if kind == "changed":
            found += [(f"{name} renamed", changes["renamed"])]
            found += [(f"{name} {'measured anew' if name == 'indicators' else 'described anew'}", changes["changed"])]
        else:
            found.append((name, changes[kind]))
    told = ", ".join(_many(number, name) for name, number in found if number)
    if told:
        yield told


def _many(number: int, things: str) -> str:
    noun, _, more = things.partition(" ")
    one = f"{noun[:-3]}y" if noun.endswith("ies") else noun[:-1]
    return f"{number:,} {noun if number != 1 else one}{' ' + more if more else ''}"


def _listed(difference: Difference, kind: str) -> Iterator[str]:
    if kind == "changed":
        phases = (change for change in difference.claims if change.subject_kind == _PHASE)
        yield from (f"phase, {_claim(change, kind=True)}" for change in phases)
        yield from (f"verdict, {_claim(change, kind=True)}" for change in difference.verdicts)
    for said in _TERMS:
        if kind == (said if said in ("added", "removed", "deprecated") else "changed"):
            yield from (f"term{_done(said)} {_term(term)}" for term in difference.terms if term.kind == said)


def _done(kind: str) -> str:
    return f" {_TERMS[kind]}:" if kind not in ("added", "removed", "deprecated") else ""


def _sections(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    phases = [change for change in difference.claims if change.subject_kind == _PHASE]
    if phases:
        yield "Phases of trends moved", [_claim(change, kind=True) for change in phases]
    if difference.verdicts:
        yield "Verdicts moved", [_claim(change, kind=True) for change in difference.verdicts]
    for kind, heading in _HEADINGS.items():
        changes = [c for c in difference.claims if _kind(c) == kind and c.subject_kind != _PHASE]
        if changes:
            yield heading, [_claim(change) for change in changes]
    for name in ("entities", "sources", "indicators"):
        found = _things(difference, name)
        for kind in ("added", "removed", "renamed", "changed"):
            items = [_named(change) for change in found if change.kind == kind]
            if items:
                anew = "measured anew" if name == "indicators" else "described anew"
                yield f"{name.capitalize()} {anew if kind == 'changed' else kind}", items
    for kind, done in _TERMS.items():
        terms = [_term(term) for term in difference.terms if term.kind == kind]
        if terms:
            yield f"Terms {done}", terms


def _things(difference: Difference, name: str) -> list[EntityChange]:
    return {"entities": difference.entities, "sources": difference.sources, "indicators": difference.measured}[name]


def _kind(change: ChangedClaim) -> str:
    """Whoever retracts a claim does more than judge it anew."""
    return "retracted" if change.kind == "status" and change.after == Status.RETRACTED else change.kind


def _claim(change: ChangedClaim, *, kind: bool = False) -> str:
    said = f"{_kind(change)}: {change.statement}" if kind else change.statement
    if change.before and change.after:
        return f"{said}: {change.before} → {change.after}"
    if change.kind == "evidence":
        return f"{said}: {'new' if change.after else 'gone'}: {change.after or change.before}"
    return f"{said} [{change.after or change.before}]"


def _named(change: EntityChange) -> str:
    label = f"{change.label} ({compact(change.iri)})" if change.label else compact(change.iri)
    if change.before and change.after:
        return f"{label}: {change.before} → {change.after}"
    if change.label:
        return f"{label}: {change.after or change.before}"
    return f"{change.after or change.before} ({compact(change.iri)})"


def _term(term: TermChange) -> str:
    return f"{term.before + ' → ' if term.before else ''}{term.label} ({compact(term.iri)})"


def _escaped(text: str) -> str:
    for sign in "\\`*_<>[]":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")
