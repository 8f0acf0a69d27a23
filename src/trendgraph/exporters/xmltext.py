"""Text as XML 1.0 can hold it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from trendgraph.errors import ExportError

__all__ = ["xml_attribute", "xml_text"]

# What XML 1.0 cannot hold even as a character reference: https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A parser would turn a bare carriage return into a line feed.
_REFERENCES = {"\r": "&#xD;"}


def xml_text(text: str, *, form: str, where: str) -> str:
    """Gives a text as the content of an element.

    Args:
        text: any text.
        form: title of the format, for the error.
        where: whose text it is, for the error.

    Raises:
        ExportError: it holds a character that XML 1.0 forbids.
    """
    _check(text, form, where)
    return escape(text, _REFERENCES)


def xml_attribute(text: str, *, form: str, where: str) -> str:
    """Gives a text as the quoted value of an attribute.

    Raises:
        ExportError: it holds a character that XML 1.0 forbids.
    """
    _check(text, form, where)
    return quoteattr(text)


def _check(text: str, form: str, where: str) -> None:
    if _FORBIDDEN.search(text):
        raise ExportError(
            f"{form} cannot write this text: it holds a character that XML 1.0 forbids",
            code="export.character",
            where=where,
            hint="choose another format, for example turtle",
        )
