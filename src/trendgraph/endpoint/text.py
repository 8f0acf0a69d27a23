"""Query text made fit for an engine: prefixes declared, patterns put into a graph that is the union of all.

Only what stands outside strings, IRIs and comments is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

__all__ = ["declared", "form_of", "names_graphs", "page_of", "rows_behind", "within_graph"]

_TOKEN = re.compile(
    r"""
      \#[^\n]*
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}
    | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | (?P<word>[?$@]?[\w:.%-]+)
    | (?P<bracket>[{}()])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\b([\w-]+):((?:[\w.%-]|\\.)*\\(?:[\w.%-]|\\.|[^\w\s])(?:[\w.%-]|\\.)*)")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup:
            yield match.group(), match.start()


def form_of(text: str) -> str:
    """Gives SELECT, ASK, CONSTRUCT or DESCRIBE, or nothing for what is no query.

    >>> form_of("PREFIX ask: <http://e/select> # CONSTRUCT\\nselect * { ?s ?p 'ASK' }")
    'SELECT'
    """
    return next((token.upper() for token, _ in _tokens(text) if token.upper() in _FORMS), "")


def names_graphs(text: str) -> bool:
    """Says whether a pattern names graphs with GRAPH."""
    return any(token.upper() == "GRAPH" for token, _ in _tokens(text))


def declared(text: str, prefixes: Mapping[str, str]) -> str:
    """Gives the text with the prefixes that it uses and does not declare.

    >>> declared("ASK { ?s tg:partOf ?o }", {"tg": "http://e/", "ex": "http://x/"})
    'PREFIX tg: <http://e/>\\nASK { ?s tg:partOf ?o }'
    """
    text = _written_out(text, prefixes)
    words = [token for token, _ in _tokens(text)]
    own = {after[:-1] for before, after in pairwise(words) if before.upper() == "PREFIX"}
    used = {word.partition(":")[0] for word in words if ":" in word}
    missing = sorted((used - own) & prefixes.keys())
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in missing) + text


def _written_out(text: str, prefixes: Mapping[str, str]) -> str:
    """Gives the text with names that need a backslash (``tgd:model\\/x``) as IRIs: not every engine reads them."""
    if "\\" not in text:
        return text
    pieces, end = [], 0
    for match in _TOKEN.finditer(text):
        outside = text[end : match.start()] if match.lastgroup is None or match.lastgroup == "iri" else None
        if outside is not None:
            pieces += [_full(outside, prefixes), match.group()]
            end = match.end()
    return "".join([*pieces, _full(text[end:], prefixes)])


def _full(text: str, prefixes: Mapping[str, str]) -> str:
    def iri(name: re.Match[str]) -> str:
        space = prefixes.get(name[1])
        return f"<{space}{name[2].replace(chr(92), '')}>" if space else name[0]

    return _ESCAPED.sub(iri, text)


def page_of(text: str, variables: Sequence[str], size: int, offset: int) -> str | None:
    """Gives a query for a part of the rows of a SELECT, all of which have an order; None where it names graphs by FROM.

    The order is that of the query; rows that it leaves side by side are ordered by all their cells. Virtuoso sorts what
    stands within another query, however long, and refuses to sort more than a page elsewhere.

    >>> page_of("SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?o LIMIT 9", ["s", "o"], 4, 8)
    'SELECT ?s ?o WHERE { { SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?o\\n ?s ?o LIMIT 9\\n} } LIMIT 4 OFFSET 8'
    """
    words = [(token.upper(), position) for token, position in _tokens(text)]
    if any(word == "FROM" for word, _ in words):
        return None
    begin = next(position for word, position in words if word == "SELECT")
    after = [(word, position) for word, position in words if position > _outer_groups(text)[-1][1]]
    end = next((position for word, position in after if word in ("LIMIT", "OFFSET", "VALUES")), len(text))
    cells = " ".join(f"?{name}" for name in variables)
    order = "" if any(word == "ORDER" for word, _ in after) else "ORDER BY"
    inner = f"{text[begin:end].rstrip()}\n{order} {cells} {text[end:]}"
    return f"{text[:begin]}SELECT {cells} WHERE {{ {{ {inner}\n}} }} LIMIT {size} OFFSET {offset}"


def rows_behind(text: str) -> tuple[str, str] | None:
    """Gives the template of a CONSTRUCT and the SELECT of its rows; None for what is none, or names graphs by FROM.

    >>> rows_behind("CONSTRUCT { ?o ex:p ?s } WHERE { ?s ?p ?o } LIMIT 9")
    ('{ ?o ex:p ?s }', 'SELECT * WHERE { ?s ?p ?o } LIMIT 9')
    """
    words = [(token.upper(), position) for token, position in _tokens(text)]
    if form_of(text) != "CONSTRUCT" or any(word == "FROM" for word, _ in words):
        return None
    begin = next(position for word, position in words if word == "CONSTRUCT")
    groups = _outer_groups(text)
    opens, closes = groups[0]
    return text[opens : closes + 1], f"{text[:begin]}SELECT * WHERE {text[groups[-1][0] :]}"


def within_graph(text: str, graph: str) -> str:
    """Gives the query with its pattern inside ``GRAPH <graph>``; a GRAPH inside it means what it meant.

    >>> within_graph("SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s", "urn:g")
    'SELECT ?s WHERE { GRAPH <urn:g> { ?s ?p ?o } } ORDER BY ?s'
    >>> within_graph("CONSTRUCT WHERE { ?s ?p ?o }", "urn:g")
    'CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <urn:g> { ?s ?p ?o } }'
    """
    groups = _outer_groups(text)
    if not groups:
        return text
    opens, closes = groups[-1]
    wrapped = f"{{ GRAPH <{graph}> {text[opens : closes + 1]} }}"
    before = text[:opens]
    if form_of(text) == "CONSTRUCT" and len(groups) == 1:
        start = max(position for token, position in _tokens(before) if token.upper() == "CONSTRUCT")
        before = before[: start + len("CONSTRUCT")] + f" {text[opens : closes + 1]} WHERE "
    return before + wrapped + text[closes + 1 :]


def _outer_groups(text: str) -> list[tuple[int, int]]:
    """Finds where the outermost groups open and close: a template and a pattern, or a pattern alone."""
    found: list[tuple[int, int]] = []
    braces = parentheses = opens = 0
    values = False
    for token, position in _tokens(text):
        if token == "{" and (braces or not parentheses):
            opens = position if not braces else opens
            braces += 1
        elif token == "}" and braces:
            braces -= 1
            if not braces and not values:
                found.append((opens, position))
        elif token in "()":
            parentheses += 1 if token == "(" else -1
        elif not braces and token.upper() == "VALUES":
            values = True
    return found
