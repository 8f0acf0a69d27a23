"""A difference as people read it: plain text, Markdown, or the section of a changelog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trendgraph.history.change import ChangedClaim, Difference, EntityChange
from trendgraph.namespaces import compact

__all__ = ["as_changelog", "as_markdown", "as_text"]

_HEADINGS = {
    "added": "Claims added",
    "removed": "Claims withdrawn",
    "status": "Claims judged anew",
    "dropped": "Claims dropped or taken up again",
    "confidence": "Claims held with other confidence",
    "evidence": "Claims with other evidence",
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
    claims = Counter(change.kind for change in difference.claims if change.subject_kind != "TrendPhase")
    found: list[tuple[str, int]] = [("claims", claims[kind])]
    if kind == "changed":
        words = {"status": "judged anew", "dropped": "dropped or taken up again"}
        words |= {"confidence": "held with other confidence", "evidence": "with other evidence"}
        found = [(f"claims {said}", claims[name]) for name, said in words.items()]
    for name, changes in (("entities", difference.entities), ("sources", difference.sources)):
        said = f"{name} renamed" if kind == "changed" else name
        found.append((said, sum(change.kind == kind for change in changes)))
    told = ", ".join(_many(number, name) for name, number in found if number)
    if told:
        yield told


def _many(number: int, things: str) -> str:
    noun, _, more = things.partition(" ")
    one = f"{noun[:-3]}y" if noun.endswith("ies") else noun[:-1]
    return f"{number:,} {noun if number != 1 else one}{' ' + more if more else ''}"


def _listed(difference: Difference, kind: str) -> Iterator[str]:
    if kind == "changed":
        phases = (change for change in difference.claims if change.subject_kind == "TrendPhase")
        yield from (f"phase, {_claim(change, kind=True)}" for change in phases)
        yield from (f"verdict on {_named(change)}" for change in difference.verdicts)
    yield from (f"term {term.label} ({compact(term.iri)})" for term in difference.terms if term.kind == kind)


def _sections(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    phases = [change for change in difference.claims if change.subject_kind == "TrendPhase"]
    if phases:
        yield "Phases of trends moved", [_claim(change, kind=True) for change in phases]
    if difference.verdicts:
        yield "Verdicts moved", [_named(change) for change in difference.verdicts]
    for kind, heading in _HEADINGS.items():
        changes = [c for c in difference.claims if c.kind == kind and c.subject_kind != "TrendPhase"]
        if changes:
            yield heading, [_claim(change) for change in changes]
    for name, found in (("Entities", difference.entities), ("Sources", difference.sources)):
        for kind in ("added", "removed", "changed"):
            items = [_named(change) for change in found if change.kind == kind]
            if items:
                yield f"{name} {'renamed' if kind == 'changed' else kind}", items
    for kind in ("added", "removed", "deprecated"):
        terms = [f"{term.label} ({compact(term.iri)})" for term in difference.terms if term.kind == kind]
        if terms:
            yield f"Terms {kind}", terms


def _claim(change: ChangedClaim, *, kind: bool = False) -> str:
    said = f"{change.kind}: {change.statement}" if kind else change.statement
    if change.before and change.after:
        return f"{said}: {change.before} → {change.after}"
    return f"{said} [{change.after or change.before}]"


def _named(change: EntityChange) -> str:
    if change.before and change.after:
        return f"{compact(change.iri)}: {change.before} → {change.after}"
    return f"{change.after or change.before} ({compact(change.iri)})"


def _escaped(text: str) -> str:
    for sign in "\\`*_<>[]":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")
