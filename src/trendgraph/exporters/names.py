"""Short names for IRIs: by prefix, by base, as XML names, as JSON-LD compact IRIs."""

from __future__ import annotations

import re

from trendgraph.namespaces import ENTITY, prefixes
from trendgraph.terms import XSD

__all__ = ["BASE", "ShortNames", "TurtleNames", "local_start"]

BASE = ENTITY
_MOST = 50_000  # short names that are remembered
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_RELATIVE = re.compile(r"[a-z][a-z-]*/[A-Za-z0-9][A-Za-z0-9._~-]*")
_XML_START = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")
_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}


class _Namespaces:
    """Finds the longest known namespace that an IRI begins with."""

    def __init__(self) -> None:
        self._prefixes = {space: prefix for prefix, space in prefixes().items()}
        longest_first = sorted(self._prefixes, key=lambda space: (-len(space), space))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def split(self, iri: str) -> tuple[str, int] | None:
        """Gives the prefix and where the local part begins, or None."""
        found = self._pattern.match(iri)
        return (self._prefixes[found.group()], found.end()) if found else None


class TurtleNames(dict[str, str]):
    """N-Triples term to Turtle term, worked out once; ``used`` collects the prefixes that were needed.

    Entities are written relative to the base (``<model/clip>``): a slash cannot stand in a prefixed name unescaped.
    """

    def __init__(self) -> None:
        self._namespaces = _Namespaces()
        self.used: set[str] = set()
        self.uses_base = False

    def __missing__(self, term: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        short = self[term] = self._iri(term[1:-1]) if term.startswith("<") else term
        return short

    def _iri(self, iri: str) -> str:
        found = self._namespaces.split(iri)
        if found and _LOCAL.fullmatch(iri, found[1]):
            self.used.add(found[0])
            return f"{found[0]}:{iri[found[1] :]}"
        if iri.startswith(BASE) and _RELATIVE.fullmatch(iri, len(BASE)):
            self.uses_base = True
            return f"<{iri[len(BASE) :]}>"
        return f"<{iri}>"

    def literal(self, literal: str) -> str:
        """Gives a literal with its datatype shortened, or bare where Turtle has a form of its own."""
        if not literal.endswith(">"):
            return literal
        head, _, datatype = literal.rpartition("^^")
        bare = _BARE.get(datatype[1:-1])
        if bare is not None and bare.fullmatch(head, 1, len(head) - 1):
            return head[1:-1]
        return f"{head}^^{self[datatype]}"


class ShortNames(dict[str, str]):
    """IRI to compact IRI as JSON-LD understands it (``tgd:model/clip``), or the IRI itself."""

    def __init__(self) -> None:
        self._namespaces = _Namespaces()

    def __missing__(self, iri: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        found = self._namespaces.split(iri)
        short = iri
        if found and found[1] < len(iri) and not iri.startswith("//", found[1]):
            short = f"{found[0]}:{iri[found[1] :]}"
        self[iri] = short
        return short


def local_start(iri: str) -> int | None:
    """Gives where the XML name at the end of an IRI begins, or None if it ends in none.

    >>> local_start("http://example.org/2024-title")
    24
    >>> local_start("http://example.org/") is None
    True
    """
    found = _XML_START.search(iri)
    return found.start() if found else None
