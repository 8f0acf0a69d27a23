"""The identity of a named graph that any engine can be held to: a sum over its statements, whatever their order.

Each statement's line (N-Triples, without its end) is hashed and the hashes are added up, so a graph of any size is
read in one pass and in little memory. Literals are folded first: engines write ``1``, ``1.0`` and ``01`` for one and
the same number, and what is compared is what is said. What was written otherwise is counted in a ``Tally``.

Lines are taken as bytes, from whatever wrote them, because making terms of them takes ten times as long as hashing. A
writer that escapes otherwise than Oxigraph gives another sum; who compares then reads the lines as terms.

Sources: XML Schema 1.1 Part 2: Datatypes, https://www.w3.org/TR/xmlschema11-2/ (canonical forms);
RDF Dataset Canonicalization, https://www.w3.org/TR/rdf-canon/ (blank nodes).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import pyoxigraph as ox

from trendgraph.terms import XSD

__all__ = ["Fingerprint", "Tally", "fingerprint", "folded", "folded_line", "has_blank"]

_MODULUS = 1 << 256
_NUMBER = re.compile(r"([+-]?)0*(\d*)(?:\.(\d*?)0*)?")
_INTEGERS = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
    "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
)  # fmt: skip
_TYPED = b'"^^<' + XSD.encode()
_END = b" .\r\n"


def _decimal(text: str) -> str:
    found = _NUMBER.fullmatch(text.strip())
    if found is None or not (found[2] or found[3] or "0" in text):
        return text
    sign, whole, part = found.groups()
    if not whole and not part:
        return "0"
    return ("-" if sign == "-" else "") + (whole or "0") + (f".{part}" if part else "")


def _double(text: str) -> str:
    try:
        number = float(text)
        return format(Decimal(repr(number)), "f") if number - number == 0 else text
    except (ValueError, InvalidOperation):
        return text


def _short_double(text: str) -> str:
    return _decimal(_double(text))


def _boolean(text: str) -> str:
    return {"1": "true", "0": "false"}.get(text, text)


def _moment(text: str) -> str:
    base = re.sub(r"(\.\d*?)0+(?=$|[Z+-])", r"\1", text).replace(".Z", "Z").replace(".+", "+").removesuffix(".")
    return re.sub(r"[+-]00:00$", "Z", base)


_FOLDS: dict[str, Callable[[str], str]] = {
    **{XSD + name: _decimal for name in (*_INTEGERS, "decimal")},
    XSD + "double": _short_double,
    XSD + "float": _short_double,
    XSD + "boolean": _boolean,
    XSD + "date": _moment,
    XSD + "dateTime": _moment,
}
_AS_DECIMAL = frozenset(XSD + name for name in _INTEGERS)


class Tally:
    """Counts literals by datatype, and those that are not written in the canonical form."""

    def __init__(self) -> None:
        self.types: Counter[str] = Counter()
        self.forms: Counter[str] = Counter()
        self.examples: dict[str, tuple[str, str]] = {}
        self.longest: dict[str, str] = {}

    def see(self, datatype: str, written: str, canonical: str) -> None:
        """Takes note of one literal."""
        self.types[datatype] += 1
        if (len(written), written) > (len(self.longest.get(datatype, "")), self.longest.get(datatype, "")):
            self.longest[datatype] = written
        if written != canonical:
            self.forms[datatype] += 1
            self.examples[datatype] = min(self.examples.get(datatype, (canonical, written)), (canonical, written))

    def add(self, other: Tally) -> None:
        """Takes over what another tally counted."""
        self.types += other.types
        self.forms += other.forms
        for datatype, example in other.examples.items():
            self.examples[datatype] = min(self.examples.get(datatype, example), example)
        for datatype, written in other.longest.items():
            self.longest[datatype] = max(self.longest.get(datatype, ""), written, key=lambda text: (len(text), text))


def _fold(written: str, datatype: str) -> tuple[str, str] | None:
    """Gives the canonical form and its datatype; None where nothing is folded."""
    fold = _FOLDS.get(datatype)
    return None if fold is None else (fold(written), XSD + "decimal" if datatype in _AS_DECIMAL else datatype)


def folded(literal: ox.Literal) -> ox.Literal:
    """Gives the literal that stands for all ways to write the same value.

    >>> folded(ox.Literal("01.50", datatype=ox.NamedNode(XSD + "decimal"))).value
    '1.5'
    >>> folded(ox.Literal("4.5E23", datatype=ox.NamedNode(XSD + "double"))).value
    '450000000000000000000000'
    """
    found = _fold(literal.value, literal.datatype.value)
    return literal if found is None else ox.Literal(found[0], datatype=ox.NamedNode(found[1]))


@lru_cache(maxsize=2**16)
def _folded_end(lexical: bytes, kind: bytes) -> tuple[bytes, str, str, str] | None:
    """Gives the folded end of a line, and datatype, written and canonical form; None where nothing is folded."""
    datatype, written = kind.removesuffix(b">").decode(), lexical.decode()
    found = _fold(written, datatype) if kind.endswith(b">") else None
    if found is None:
        return None
    canonical, known = found
    return f'"{canonical}"^^<{known}>'.encode(), datatype, written, canonical


def folded_line(line: bytes, tally: Tally | None = None) -> bytes:
    """Gives a statement's line (without its end) with its literal folded.

    >>> folded_line(b'<urn:s> <urn:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer>')
    b'<urn:s> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if _TYPED not in line:
        return line
    # A quote within a text is escaped, so the last of these begins the datatype, and a space and a quote the text.
    head, _, kind = line.rpartition(b'"^^<')
    said, _, lexical = head.rpartition(b' "')
    found = _folded_end(lexical, kind)
    if found is None:
        return line
    end, *seen = found
    if tally is not None:
        tally.see(*seen)
    return said + b" " + end


def has_blank(line: bytes) -> bool:
    """Says whether a statement's line names a blank node.

    >>> has_blank(b"<urn:s> <urn:p> _:b"), has_blank(b'<urn:s> <urn:p> "_:b"')
    (True, False)
    """
    return b"_:" in line and (line.startswith(b"_:") or line.split(None, 2)[-1].startswith(b"_:"))


class Fingerprint:
    """Adds statements up; ``value`` is what two graphs that say the same have in common."""

    def __init__(self, tally: Tally | None = None) -> None:
        self.count = 0
        self.octets = 0
        self._sum = 0
        self._tally = tally
        self._blank: list[bytes] = []

    def add(self, subject: object, predicate: object, thing: object) -> None:
        """Adds one statement; each is added once."""
        self.add_lines((f"{subject} {predicate} {thing} .".encode(),))

    def add_lines(self, lines: Iterable[bytes]) -> None:
        """Adds statements as lines of N-Triples; the empty ones are none."""
        total = count = octets = 0
        tally, sha256, number = self._tally, hashlib.sha256, int.from_bytes
        for whole in lines:
            line = whole.rstrip(_END)
            if not line:
                continue
            count += 1
            octets += len(line)
            if _TYPED in line:
                line = folded_line(line, tally)
            if b"_:" in line and has_blank(line):
                self._blank.append(line)
            else:
                total += number(sha256(line).digest(), "big")
        self.count += count
        self.octets += octets
        self._sum = (self._sum + total) % _MODULUS

    @property
    def has_blanks(self) -> bool:
        """Whether blank nodes are among what was added."""
        return bool(self._blank)

    @property
    def value(self) -> str:
        """The sum, in hexadecimal, after the number of statements."""
        total = self._sum
        if self._blank:
            dataset = ox.Dataset(ox.parse(b" .\n".join([*self._blank, b""]), format=ox.RdfFormat.N_TRIPLES))
            dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
            total += sum(int.from_bytes(hashlib.sha256(str(quad).encode()).digest(), "big") for quad in dataset)
        return f"{self.count}-{total % _MODULUS:064x}"


def fingerprint(quads: Iterable[ox.Quad] | Iterable[ox.Triple], tally: Tally | None = None) -> str:
    """Gives the fingerprint of the statements of one graph.

    >>> fingerprint([])
    '0-0000000000000000000000000000000000000000000000000000000000000000'
    """
    found = Fingerprint(tally)
    for quad in quads:
        found.add(quad.subject, quad.predicate, quad.object)
    return found.value
