"""A comparison as a Markdown page: a table of counts for each data set, then what is left of disagreement."""

from __future__ import annotations

from collections.abc import Mapping

from trendgraph.comparison.compare import OUTCOMES, Comparison, Finding, Outcome

__all__ = ["markdown_page"]

_LISTED = {Outcome.DIFFER: "differ", Outcome.KEPT: "are kept"}
_HEAD = """\
# Agreement with public data sets

Each curated entity is resolved to the rows of a data set that mean it; then each field that the data set fills is
compared. *Agree*: the same within the precision of a date, 5 % of a number of parameters, 10 % of another number, or
all members of a set. *Taken*: the same, but the curated fact rests on that publisher alone, so it confirms nothing.
*Partly*: some of several values. *Kept*: the curated data holds both values, or a note explains the difference.
*Only here* and *only there* say which side alone knows something. `trendgraph compare data SOURCE PATH` lists what
agrees partly, and `--all` everything.
"""


def markdown_page(comparisons: Mapping[str, Comparison], closed: frozenset[str] = frozenset()) -> str:
    """Gives the page for some data sets, by name.

    Args:
        comparisons: name of a data set to what came of the comparison.
        closed: data sets of which only the counts may be shown.
    """
    parts = [_HEAD]
    for name, found in comparisons.items():
        parts.append(f"\n## {name}\n")
        parts.append(
            f"{len(found.entities)} curated entities have a row in it; {found.proposed} things in it have no curated "
            "counterpart.\n"
        )
        parts.append(_table(found))
        if name in closed:
            parts.append("\nIts licence does not let its values be shown here.\n")
            continue
        for outcome, title in _LISTED.items():
            rows = [finding for finding in found.findings if finding.outcome is outcome]
            if rows:
                parts.append(f"\n### {name}: values that {title}\n\n{_list(rows)}")
    return "\n".join(parts)


def _table(found: Comparison) -> str:
    lines = ["| field | " + " | ".join(OUTCOMES) + " |", "| --- |" + " ---: |" * len(OUTCOMES)]
    for name, counts in found.counts().items():
        lines.append(f"| {name} | " + " | ".join(str(counts.get(outcome, 0)) for outcome in OUTCOMES) + " |")
    return "\n".join(lines) + "\n"


def _list(findings: list[Finding]) -> str:
    lines = ["| entity | field | here | there | why it stands |", "| --- | --- | --- | --- | --- |"]
    for finding in findings:
        cells = (finding.label, finding.field, "; ".join(finding.here), "; ".join(finding.there), _why(finding))
        lines.append("| " + " | ".join(_cell(text) for text in cells) + " |")
    return "\n".join(lines) + "\n"


def _why(finding: Finding) -> str:
    if finding.note:
        return finding.note
    if finding.outcome is Outcome.KEPT:
        return "both values are kept as claims"
    if finding.is_first_party:
        return "the curated value has a first-party source: " + ", ".join(finding.rests_on)
    return "not resolved: the curated value is secondary too: " + ", ".join(finding.rests_on)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or "–"
