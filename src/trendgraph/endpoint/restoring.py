"""Terms as they were before an engine rewrote them, where that can be known.

Which of these an engine needs says its profile: ``booleans`` (``1`` for ``true``), ``decimals`` (``4.0`` for ``4``),
``doubles`` (``2e+24``, ``3.0`` for what is written out), ``integers`` (a large whole number given as a decimal),
``blanks`` (names of blank nodes that are no names).
"""

from __future__ import annotations

import re
from collections.abc import Collection

import pyoxigraph as ox

__all__ = ["as_decimal", "restored_json", "restored_triple", "restored_xml"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_BOOLEANS = {"1": "true", "0": "false"}
_LARGE = 2**31
_TYPED = re.compile(r'<literal datatype="([^"]*)">([^<]*)</literal>')
# A quotation mark within a JSON string has a backslash before it, so no text looks like this.
_TYPED_JSON = re.compile(r'"datatype"(\s*:\s*)"([^"\\]*)"(\s*,\s*"value"\s*:\s*)"([^"\\]*)"')
_BLANK = re.compile(r"<bnode>([^<]*)</bnode>")
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
_NO_NAME = re.compile(r"[^0-9A-Za-z]")


def as_decimal(term: object) -> ox.Literal | None:
    """Gives as a decimal what ``integers`` made a large whole number; None for anything else."""
    if not isinstance(term, ox.Literal) or term.datatype.value != _XSD + "integer" or abs(int(term.value)) < _LARGE:
        return None
    return ox.Literal(term.value, datatype=ox.NamedNode(_XSD + "decimal"))


def restored_triple(triple: ox.Triple, rewrites: Collection[str]) -> ox.Triple:
    """Gives a triple with its literal restored."""
    found = triple.object
    if not isinstance(found, ox.Literal) or found.language:
        return triple
    lexical, datatype = _literal(found.value, found.datatype.value, rewrites)
    if (lexical, datatype) == (found.value, found.datatype.value):
        return triple
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(lexical, datatype=ox.NamedNode(datatype)))


def restored_json(text: str, rewrites: Collection[str]) -> str:
    """Gives a part of SPARQL results in JSON, as Jena writes them, with its literals restored.

    >>> restored_json(f'"datatype": "{_XSD}decimal" , "value": "4.0"', {"decimals"})
    '"datatype": "http://www.w3.org/2001/XMLSchema#decimal" , "value": "4"'
    """

    def literal(found: re.Match[str]) -> str:
        lexical, datatype = _literal(found[4], found[2], rewrites)
        return f'"datatype"{found[1]}"{datatype}"{found[3]}"{lexical}"'

    return _TYPED_JSON.sub(literal, text)


def restored_xml(text: str, rewrites: Collection[str]) -> str:
    """Gives a part of SPARQL results in XML with its terms restored.

    >>> restored_xml(f'<literal datatype="{_XSD}decimal">4.0</literal>', {"decimals"})
    '<literal datatype="http://www.w3.org/2001/XMLSchema#decimal">4</literal>'
    """

    def literal(found: re.Match[str]) -> str:
        lexical, datatype = _literal(found[2], found[1], rewrites)
        return f'<literal datatype="{datatype}">{lexical}</literal>'

    text = _TYPED.sub(literal, text)
    if "blanks" in rewrites:
        text = _BLANK.sub(lambda found: f"<bnode>{_NO_NAME.sub('', found[1])}</bnode>", text)
    return text


def _literal(lexical: str, datatype: str, rewrites: Collection[str]) -> tuple[str, str]:
    if datatype == _XSD + "boolean" and "booleans" in rewrites:
        return _BOOLEANS.get(lexical, lexical), datatype
    if datatype == _XSD + "double" and "doubles" in rewrites and _NUMBER.fullmatch(lexical):
        return ox.Literal(float(lexical)).value, datatype
    if datatype == _XSD + "decimal":
        if "decimals" in rewrites and "." in lexical:
            lexical = lexical.rstrip("0").removesuffix(".")
        if "integers" in rewrites and "." not in lexical and abs(int(lexical)) >= _LARGE:
            return lexical, _XSD + "integer"
    return lexical, datatype
