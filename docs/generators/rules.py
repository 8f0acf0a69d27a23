"""``reference/rules.md``: the rules that materialisation runs."""

from __future__ import annotations

import re

from generators.markdown import details, heading, page, prose
from trendgraph.materialisation import Rule, load_rules

__all__ = ["pages"]

_NOTE = re.compile(r"^# note: (.+)$", re.MULTILINE)
_LINK = re.compile(r"(https?://[^\s,;)]+)")


def pages() -> dict[str, str]:
    """Gives the page."""
    rules = load_rules()
    owl = [rule for rule in rules if rule.is_owl]
    own = [rule for rule in rules if not rule.is_owl]
    intro = (
        "Materialisation runs these rules until nothing new follows, and writes what follows to `graph/inferred`. Each "
        "is one CONSTRUCT query in `queries/rules/`. `trendgraph reason` counts what each adds; "
        "`trendgraph explain S P O` shows which of them led to a statement, and on what claims it rests."
    )
    return {
        "reference/rules.md": page(
            "Rules",
            intro,
            "## Rules of OWL 2 RL\n\nWhat the ontology's axioms demand.",
            *(_block(rule) for rule in owl),
            "## Rules of the project\n\nWhat OWL cannot say.",
            *(_block(rule) for rule in own),
        )
    }


def _block(rule: Rule) -> str:
    note = "".join(f" Note: {prose(text)}." for text in _NOTE.findall(rule.text))
    source = _LINK.sub(r"<\1>", rule.source)
    query = "\n".join(line for line in rule.text.splitlines() if not line.startswith("#"))
    return "\n\n".join(
        [
            heading(3, rule.id, rule.id),
            prose(rule.title) + note,
            f"Source: {source}.",
            details("The rule", "sparql", query),
        ]
    )
