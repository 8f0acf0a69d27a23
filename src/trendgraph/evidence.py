"""Evidence held against the text it points at: passages re-found, digests checked, sentences counted.

The graph stores no text. Whoever holds the source's text can check every passage; a passage whose text differs names
the claims that rest on it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from trendgraph.errors import SourceError, nearest
from trendgraph.namespaces import TG
from trendgraph.store import Store

__all__ = ["Passage", "SourceCheck", "locate", "read_text_file", "sentences", "source_of", "verify_evidence"]

_PASSAGES = """
SELECT ?evidence ?start ?end ?digest ?claim WHERE {
  ?claim tg:hasEvidence ?evidence .
  ?evidence oa:hasSource ?source ; tg:passageDigest ?digest ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
} ORDER BY ?start ?end ?evidence ?claim
"""
_SOURCES = """
SELECT DISTINCT ?source ?digest WHERE {
  ?evidence oa:hasSource ?source ; tg:passageDigest ?passage .
  OPTIONAL { ?source tg:contentSha256 ?digest }
} ORDER BY ?source
"""
_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)]*(?=\s|$)|$)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text: Unicode code points, end exclusive, with its SHA-256."""

    start: int
    end: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PassageCheck:
    """One piece of evidence held against the text.

    Attributes:
        claims: IRIs of the claims that rest on it.
        holds: whether the passage is the one that was read.
        moved_to: where the same passage stands now, if it stands elsewhere.
    """

    evidence: str
    passage: Passage
    claims: tuple[str, ...]
    holds: bool
    moved_to: int | None = None


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """A source's text held against the graph.

    Attributes:
        source: IRI of the source.
        same_text: whether the whole text is the one that was read; None where no digest is recorded.
        passages: the checks, in the order of the text.
        sentences: the text's sentences.
        covered: how many of them carry at least one claim.
    """

    source: str
    same_text: bool | None
    passages: tuple[PassageCheck, ...]
    sentences: tuple[Passage, ...]
    covered: int

    @property
    def holds(self) -> bool:
        """Whether every passage is the one that was read."""
        return all(check.holds for check in self.passages)

    @property
    def failing_claims(self) -> list[str]:
        """IRIs of the claims of which a passage differs, sorted."""
        return sorted({claim for check in self.passages if not check.holds for claim in check.claims})


def read_text_file(path: Path) -> str:
    """Gives a source's text with every character kept, line ends too.

    Raises:
        SourceError: it cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", code="source.unreadable", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte {error.start} is not UTF-8", code="source.encoding", where=str(path), hint="evidence is UTF-8 text"
        ) from error


def sentences(text: str) -> Iterator[Passage]:
    """Yields the sentences of a text: headings (``#``) and blank lines are none, a line is never left.

    >>> [(p.start, p.end) for p in sentences("# Title\\nOne. Two!")]
    [(8, 12), (13, 17)]
    """
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip() and not line.startswith("#"):
            for match in _SENTENCE.finditer(line.rstrip("\r\n")):
                yield _passage(text, offset + match.start(), offset + match.end())
        offset += len(line)


def locate(text: str, words: str) -> list[Passage]:
    """Gives every place where the words stand in the text, as a curator needs it for `at:`."""
    return [_passage(text, match.start(), match.end()) for match in re.finditer(re.escape(words), text)]


def source_of(store: Store, path: Path, text: str, identifier: str | None = None) -> str:
    """Gives the IRI of the source that a file is the text of: by name given, by digest, or by the file's name.

    Raises:
        SourceError: no source with passages fits.
    """
    digests = {_iri(row["source"]): row["digest"] for row in store.select(_SOURCES)}
    known = {iri.rpartition("/")[2]: iri for iri in digests}
    if identifier is None:
        whole = hashlib.sha256(text.encode()).hexdigest()
        for iri, digest in digests.items():
            if isinstance(digest, ox.Literal) and digest.value == whole:
                return iri
    name = identifier or path.stem
    if name in known:
        return known[name]
    raise SourceError(
        f"no source with passages is called {name}",
        code="source.unknown",
        where=str(path),
        suggestions=nearest(name, known) or sorted(known),
        hint="say which one it is: --id SOURCE",
    )


def verify_evidence(store: Store, source: str, text: str) -> SourceCheck:
    """Holds every passage of a source against its text.

    Reads: ``?claim tg:hasEvidence ?e . ?e oa:hasSource <source> ; tg:passageDigest ?d ; oa:hasSelector ?s``.

    Args:
        source: IRI of the source.
        text: the source's whole text.
    """
    found: dict[str, tuple[Passage, list[str]]] = {}
    for row in store.select(_PASSAGES.replace("?source", f"<{source}>")):
        passage = Passage(_integer(row["start"]), _integer(row["end"]), _value(row["digest"]))
        found.setdefault(_iri(row["evidence"]), (passage, []))[1].append(_iri(row["claim"]))
    checks = tuple(_check(text, evidence, passage, claims) for evidence, (passage, claims) in found.items())
    spans = [(check.passage.start, check.passage.end) for check in checks]
    all_sentences = tuple(sentences(text))
    covered = sum(any(one.start <= start and end <= one.end for start, end in spans) for one in all_sentences)
    return SourceCheck(source, _same_text(store, source, text), checks, all_sentences, covered)


def _check(text: str, evidence: str, passage: Passage, claims: list[str]) -> PassageCheck:
    piece = text[passage.start : passage.end]
    holds = len(piece) == passage.end - passage.start and _digest(piece) == passage.sha256
    moved = None if holds else _find_moved(text, passage)
    return PassageCheck(evidence, passage, tuple(claims), holds, moved)


def _find_moved(text: str, passage: Passage) -> int | None:
    """Gives where the passage stands now: the same number of characters with the same digest."""
    length = passage.end - passage.start
    order = sorted(range(max(0, len(text) - length + 1)), key=lambda start: abs(start - passage.start))
    return next((start for start in order if _digest(text[start : start + length]) == passage.sha256), None)


def _same_text(store: Store, source: str, text: str) -> bool | None:
    rows = store.raw.quads_for_pattern(ox.NamedNode(source), ox.NamedNode(TG + "contentSha256"), None, None)
    recorded = {_value(quad.object) for quad in rows}
    return _digest(text) in recorded if recorded else None


def _passage(text: str, start: int, end: int) -> Passage:
    return Passage(start, end, _digest(text[start:end]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.Literal) else str(term)


def _integer(term: object) -> int:
    return int(_value(term))


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
