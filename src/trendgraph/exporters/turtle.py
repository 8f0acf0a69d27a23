"""Turtle: readable, one block a subject, named graphs merged.

Source: RDF 1.1 Turtle, https://www.w3.org/TR/turtle/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trendgraph.exporters.blanks import Blanks, plan_blanks
from trendgraph.exporters.names import BASE, TurtleNames
from trendgraph.exporters.statements import RDF_TYPE, Facts, by_subject
from trendgraph.exporters.struct import MERGED, Content, ExportFormat
from trendgraph.namespaces import prefixes

__all__ = ["FORMAT", "TurtleWriter", "render"]


def render(content: Content) -> Iterator[str]:
    """Yields the text of triples (lines without graph names)."""
    writer = TurtleWriter(plan_blanks(content.lines))
    # Only the prefixes in use are declared, and they stand first: so the body is made before the head.
    body = content.spill.keep(f"\n{block}" for block in writer.blocks(content.lines))
    yield from writer.head()
    yield from body


class TurtleWriter:
    """Writes blocks of Turtle and remembers which prefixes they need."""

    def __init__(self, blanks: Blanks) -> None:
        self.names = TurtleNames()
        self._blanks = blanks

    def head(self) -> Iterator[str]:
        """Yields the base and the prefixes that the blocks written so far need."""
        if self.names.uses_base:
            yield f"@base <{BASE}> .\n"
        for prefix, space in prefixes().items():
            if prefix in self.names.used:
                yield f"@prefix {prefix}: <{space}> .\n"

    def blocks(self, triples: Iterable[str], indent: str = "") -> Iterator[str]:
        """Yields one block for each subject of sorted triples that is not written inside another."""
        nested, anonymous = self._blanks.nested, self._blanks.anonymous
        for subject, facts in by_subject(triples):
            if subject in nested:
                continue
            name = "[]" if subject in anonymous else self.names[subject]
            said = self._facts(facts, f" ;\n{indent}    ")
            yield f"{indent}{name} {said} .\n"

    def _facts(self, facts: Facts, separator: str) -> str:
        said = []
        for predicate, values in facts.items():
            verb = "a" if predicate == RDF_TYPE else self.names[predicate]
            said.append(f"{verb} {' , '.join([self._term(value) for value in values])}")
        return separator.join(said)

    def _term(self, value: str) -> str:
        if value.startswith("<"):
            return self.names[value]
        if value.startswith('"'):
            return self.names.literal(value)
        return self._blank(value) if value in self._blanks.nested else value

    def _blank(self, node: str) -> str:
        items = self._blanks.items(node)
        if items is not None:
            return f"( {' '.join([self._term(item) for item in items])} )"
        return f"[ {self._facts(self._blanks.nested[node], ' ; ')} ]"


FORMAT = ExportFormat(
    "turtle",
    "Turtle",
    (".ttl",),
    "text/turtle",
    keeps_graphs=False,
    render=render,
    loses=MERGED,
)
