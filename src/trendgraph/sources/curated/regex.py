"""The small pattern language of topics, and the one regular expression it becomes.

A pattern is a sequence of words in which a space stands for any run of spaces, hyphens and line ends, with ``|``,
``( )``, ``[ ]``, ``?``, ``*``, ``+`` and ``{m,n}`` as in any regular expression. It begins and ends at a word boundary
by itself, and letters match in both cases unless they are to be exact. What is not in this language is refused, so
that RE2 (DuckDB), Java (Spark) and Python read the result alike: no ``\\b`` or ``\\w``, whose meaning differs, no
look-around, no flags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["topic_expression", "word_expression"]

_SPACE = "(?:[- \\t\\r\\n\u2010\u2011\u2012\u2013]+)"
_EDGE = "[^0-9A-Za-z]"
_REPEATED = re.compile(r"[?*+}][?*+{]")
_TOKENS = re.compile(
    r"(?P<literal>[A-Za-z0-9]|\\[.+/&'-])|(?P<space> )|(?P<set>\[[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\])"
    r"|(?P<open>\()|(?P<close>\))|(?P<other>[|?*+]|\{[0-9]+(?:,[0-9]+)?\})"
)


def topic_expression(words: Iterable[str], exact: Iterable[str]) -> str:
    """Gives one regular expression that finds any of the patterns, between word boundaries.

    >>> bool(re.search(topic_expression(["edge (model|device)s?"], []), "Cutting-edge devices"))
    True
    >>> bool(re.search(topic_expression(["edge"], ["RAG"]), "knowledge fragments"))
    False

    Raises:
        ValueError: a pattern is outside the language.
    """
    alternatives = [word_expression(pattern) for pattern in words]
    alternatives += [word_expression(pattern, exact=True) for pattern in exact]
    return f"(?:^|{_EDGE})(?:{'|'.join(alternatives)})(?:$|{_EDGE})"


def word_expression(pattern: str, *, exact: bool = False) -> str:
    """Gives the regular expression of one pattern, without its boundaries.

    >>> word_expression("ab [c-e]x?")
    '[aA][bB](?:[- \\\\t\\\\r\\\\n‐‑‒–]+)[c-eC-E][xX]?'

    Raises:
        ValueError: the pattern is outside the language, not well-formed, or matches the empty text.
    """
    if _REPEATED.search(pattern):
        raise ValueError(f"{pattern!r} holds two signs of repetition in a row, which engines read differently")
    parts, place = [], 0
    while place < len(pattern):
        token = _TOKENS.match(pattern, place)
        if token is None:
            raise ValueError(f"{pattern!r} holds {pattern[place]!r} at {place + 1}, which patterns may not use")
        parts.append(_translate(token, exact=exact))
        place = token.end()
    expression = "(?:" + "".join(parts) + ")" if "|" in parts else "".join(parts)
    try:
        compiled = re.compile(expression)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not well-formed: {error}") from error
    if compiled.fullmatch(""):
        raise ValueError(f"{pattern!r} would match anything")
    return expression


def _translate(token: re.Match[str], *, exact: bool) -> str:
    text = token.group()
    match token.lastgroup:
        case "literal" if not exact and text.isalpha():
            return f"[{text.lower()}{text.upper()}]"
        case "set" if not exact:
            inner = text[1:-1]
            both = inner.lower() + inner.upper() if inner.upper() != inner.lower() else inner
            return f"[{both}]"
        case "space":
            return _SPACE
        case "open":
            return "(?:"
        case _:
            return text
