"""Rules as data: each file of ``queries/rules/`` is one CONSTRUCT query with a record of itself in its header.

A rule is kept so plain that both the store and the evaluator here can run it and that every answer can be explained:
one triple in its template, triple patterns in its body, and filters that compare two terms or ask for an IRI. Terms are
held the way N-Triples writes them (``<iri>``, a literal, ``?name`` for a variable), which makes them cheap to compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trendgraph.errors import RuleError
from trendgraph.resources import resource_files

__all__ = ["Atom", "Filter", "Rule", "is_variable", "load_rules", "parse_rule", "select_owl"]

Atom = tuple[str, str, str]
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_HEADER = re.compile(r"^#\s*(id|title|source):\s*(\S.*?)\s*$")
_TOKEN = re.compile(r'\s*(<[^<>"{}|^`\\\s]*>|\?\w+|[A-Za-z][\w-]*:[\w-]*|!=|[A-Za-z]+|\S)')


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition: ``left`` differs from ``right``, or, where ``right`` is None, ``left`` is an IRI."""

    left: str
    right: str | None = None

    def holds(self, left: str, right: str | None) -> bool:
        """Says whether the terms that the variables stand for meet the condition."""
        return left.startswith("<") if right is None else left != right


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule out of one file.

    Attributes:
        id: name of the rule, as explanations give it.
        title: what it says, in one sentence.
        source: the rule of the specification it is, or why the project needs it.
        head: the triple it adds.
        body: the patterns that must hold.
        filters: the conditions on their terms.
        text: the CONSTRUCT query itself.
    """

    id: str
    title: str
    source: str
    head: Atom
    body: tuple[Atom, ...]
    filters: tuple[Filter, ...]
    text: str

    @property
    def is_owl(self) -> bool:
        """Whether OWL itself demands the rule, as opposed to the project."""
        return not self.source.startswith("trendgraph")


def is_variable(term: str) -> bool:
    """Says whether a term of a pattern is a variable."""
    return term.startswith("?")


@cache
def load_rules() -> tuple[Rule, ...]:
    """Gives the shipped rules in the order of their file names.

    Raises:
        RuleError: a file is not a usable rule, or two have the same id.
    """
    rules = [parse_rule(path.read_text(encoding="utf-8"), path) for path in resource_files("queries/rules", "*.rq")]
    names = [rule.id for rule in rules]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise RuleError(f"two files have the id {twice[0]}", code="rule.duplicate", where="queries/rules")
    return tuple(rules)


def parse_rule(text: str, path: Path) -> Rule:
    """Gives the rule that the text of a file states.

    Raises:
        RuleError: the header lacks a field, or the query is not in the plain form.
    """
    header = {match[1]: match[2] for line in text.splitlines() if (match := _HEADER.match(line))}
    if missing := [field for field in ("id", "title", "source") if field not in header]:
        raise RuleError(
            f"the header has no {missing[0]}",
            code="rule.header",
            where=str(path),
            hint=f"begin the file with a line `# {missing[0]}: …`",
        )
    head, body, filters = _Parser(text, path).parse()
    rule = Rule(header["id"], header["title"], header["source"], head, body, filters, text)
    _check_variables(rule, path)
    return rule


def _check_variables(rule: Rule, path: Path) -> None:
    bound = set(_variables(rule.body))
    used = [*_variables([rule.head]), *(term for each in rule.filters for term in (each.left, each.right) if term)]
    if free := [name for name in used if is_variable(name) and name not in bound]:
        raise RuleError(f"{free[0]} is in no pattern of the body", code="rule.variable", where=str(path))


def _variables(atoms: Iterable[Atom]) -> Iterator[str]:
    return (term for atom in atoms for term in atom if is_variable(term))


class _Parser:
    """Reads ``PREFIX* CONSTRUCT { t } WHERE { (pattern . | FILTER(…))* }`` token by token."""

    def __init__(self, text: str, path: Path) -> None:
        code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
        self._tokens = _TOKEN.findall(code)
        self._next = 0
        self._path = path
        self._prefixes: dict[str, str] = {}

    def parse(self) -> tuple[Atom, tuple[Atom, ...], tuple[Filter, ...]]:
        while self._peek() == "PREFIX":
            self._expect("PREFIX")
            name = self._take()
            self._prefixes[name.removesuffix(":")] = self._take()[1:-1]
        self._expect("CONSTRUCT", "{")
        head = self._atom()
        self._skip(".")
        self._expect("}", "WHERE", "{")
        body, filters = self._group()
        if self._next != len(self._tokens) or not body:
            raise self._error("something follows the body" if body else "the body is empty")
        return head, tuple(body), tuple(filters)

    def _group(self) -> tuple[list[Atom], list[Filter]]:
        body: list[Atom] = []
        filters: list[Filter] = []
        while self._peek() != "}":
            if self._peek() == "FILTER":
                filters.append(self._filter())
            else:
                body.append(self._atom())
                self._skip(".")
        self._expect("}")
        return body, filters

    def _filter(self) -> Filter:
        self._expect("FILTER", "(")
        if self._peek() == "isIRI":
            self._expect("isIRI", "(")
            condition = Filter(self._term())
            self._expect(")", ")")
            return condition
        left = self._term()
        self._expect("!=")
        condition = Filter(left, self._term())
        self._expect(")")
        return condition

    def _atom(self) -> Atom:
        return self._term(), self._term(), self._term()

    def _term(self) -> str:
        token = self._take()
        if token == "a":
            return _TYPE
        if token.startswith(("?", "<")) and len(token) > 1:
            return token
        prefix, colon, local = token.partition(":")
        if not colon or prefix not in self._prefixes:
            raise self._error(f"{token!r} is no variable, IRI or name with a declared prefix")
        return f"<{self._prefixes[prefix]}{local}>"

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._next += 1
        return token

    def _skip(self, token: str) -> None:
        if self._peek() == token:
            self._next += 1

    def _expect(self, *tokens: str) -> None:
        for token in tokens:
            if (found := self._take()) != token:
                raise self._error(f"{token!r} expected, {found or 'the end'!r} found")

    def _error(self, message: str) -> RuleError:
        return RuleError(
            message,
            code="rule.form",
            where=str(self._path),
            hint="PREFIX lines, CONSTRUCT { one triple }, WHERE { patterns, FILTER(?a != ?b), FILTER(isIRI(?a)) }",
        )


def select_owl(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Gives the rules that OWL itself demands."""
    return tuple(rule for rule in rules if rule.is_owl)
