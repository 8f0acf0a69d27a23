"""Rules meet the ontology: patterns over classes and properties are solved once, before any instance is looked at.

``cax-sco`` becomes one rule for every pair of classes, ``cls-int-hv`` one for every class so defined, and so on.
What is left is small: patterns whose property and class are known, which sets can answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trendgraph.errors import RuleError
from trendgraph.materialisation.facts import RDF_TYPE, Relation, relation_of
from trendgraph.materialisation.rules import Atom, Filter, Rule, is_variable

__all__ = ["SCHEMA_PROPERTIES", "GroundRule", "ground_rules", "is_schema", "uncovered_axioms"]

_OWL = "<http://www.w3.org/2002/07/owl#"
_RDF = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "<http://www.w3.org/2000/01/rdf-schema#"
SCHEMA_PROPERTIES = frozenset(
    [
        *(f"{_RDFS}{name}>" for name in ("subClassOf", "subPropertyOf", "domain", "range")),
        *(f"{_RDF}{name}>" for name in ("first", "rest")),
        *(f"{_OWL}{name}>" for name in ("equivalentClass", "intersectionOf", "inverseOf", "onProperty")),
        *(f"{_OWL}{name}>" for name in ("hasValue", "someValuesFrom", "propertyChainAxiom")),
    ]
)
_ANCHORS = frozenset(
    [
        f"{_RDFS}subClassOf>",
        f"{_RDFS}domain>",
        f"{_RDFS}range>",
        f"{_OWL}equivalentClass>",
        f"{_OWL}propertyChainAxiom>",
    ]
)

Binding = dict[str, str]


@dataclass(frozen=True, slots=True)
class GroundRule:
    """A rule for given classes and properties.

    Attributes:
        rule: the rule it comes from.
        head: the triple it adds; property and class are known.
        body: the patterns over instances that must hold.
        filters: the conditions that only instances can decide.
        axioms: the triples of the ontology it rests on.
    """

    rule: Rule
    head: Atom
    body: tuple[Atom, ...]
    filters: tuple[Filter, ...]
    axioms: tuple[Atom, ...]

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that its head and body speak about."""
        return tuple(relation_of(atom) for atom in (self.head, *self.body))


def is_schema(atom: Atom) -> bool:
    """Says whether a pattern or triple speaks about classes and properties, not about instances."""
    return atom[1] in SCHEMA_PROPERTIES or (atom[1] == RDF_TYPE and atom[2].startswith(_OWL))


def ground_rules(rules: Iterable[Rule], schema: Iterable[Atom]) -> list[GroundRule]:
    """Gives every rule for all classes and properties of ``schema`` to which it applies, in a fixed order.

    Raises:
        RuleError: a pattern over instances has a property or class that no pattern over the ontology fixes.
    """
    known = _Schema(schema)
    found: list[GroundRule] = []
    for rule in rules:
        patterns = [atom for atom in rule.body if is_schema(atom)]
        own = {_ground(rule, patterns, binding) for binding in known.solve(patterns, {}) if _allowed(rule, binding)}
        found.extend(sorted((each for each in own if each), key=lambda each: (each.head, each.body, each.axioms)))
    return found


def uncovered_axioms(grounded: Sequence[GroundRule], schema: Iterable[Atom]) -> list[Atom]:
    """Gives the axioms with an anonymous class or a chain that no rule makes use of, sorted.

    A class counts as defined only if some rule can put members in.
    """
    used = {axiom for each in grounded for axiom in each.axioms}
    filled = {(each.head[2], axiom) for each in grounded if each.head[1] == RDF_TYPE for axiom in each.axioms}
    return sorted(
        axiom
        for axiom in schema
        if axiom[1] in _ANCHORS
        and "_:" in (axiom[0][:2], axiom[2][:2])
        and not ((axiom[0], axiom) in filled if axiom[1] == f"{_OWL}equivalentClass>" else axiom in used)
    )


def _ground(rule: Rule, patterns: Sequence[Atom], binding: Binding) -> GroundRule | None:
    head = _put(rule.head, binding)
    body = tuple(_put(atom, binding) for atom in rule.body if not is_schema(atom))
    for atom in (head, *body):
        if is_variable(atom[1]) or (atom[1] == RDF_TYPE and is_variable(atom[2])):
            raise RuleError(
                f"rule {rule.id}: nothing fixes the property or class of {' '.join(atom)}",
                code="rule.open",
                hint="add a pattern over the ontology that names it",
            )
    anonymous = any(term.startswith("_:") for atom in (head, *body) for term in atom)
    if anonymous or head in body or (body and is_schema(head)):
        return None
    filters = tuple(each for each in (_put_filter(each, binding) for each in rule.filters) if _is_open(each))
    return GroundRule(rule, head, body, filters, tuple(sorted({_put(atom, binding) for atom in patterns})))


def _allowed(rule: Rule, binding: Binding) -> bool:
    filters = [_put_filter(each, binding) for each in rule.filters]
    return all(_is_open(each) or each.holds(each.left, each.right) for each in filters)


def _is_open(condition: Filter) -> bool:
    return is_variable(condition.left) or (condition.right is not None and is_variable(condition.right))


def _put(atom: Atom, binding: Mapping[str, str]) -> Atom:
    subject, predicate, value = (binding.get(term, term) for term in atom)
    return subject, predicate, value


def _put_filter(condition: Filter, binding: Mapping[str, str]) -> Filter:
    right = condition.right
    return Filter(binding.get(condition.left, condition.left), None if right is None else binding.get(right, right))


class _Schema:
    """The triples of the ontology, found by property and one end."""

    def __init__(self, triples: Iterable[Atom]) -> None:
        self._found: defaultdict[tuple[str, str, str], list[Atom]] = defaultdict(list)
        for triple in sorted(triples):
            subject, predicate, value = triple
            for key in ((subject, predicate, ""), ("", predicate, value), ("", predicate, ""), triple):
                self._found[key].append(triple)

    def solve(self, patterns: Sequence[Atom], binding: Binding) -> Iterator[Binding]:
        """Gives every way to satisfy the patterns."""
        if not patterns:
            yield binding
            return
        pattern = _put(patterns[0], binding)
        key = tuple("" if is_variable(term) else term for term in pattern)
        for triple in self._found.get((key[0], key[1], key[2]), ()):
            wider = binding | dict(zip(pattern, triple, strict=True))
            if _put(pattern, wider) == triple:
                yield from self.solve(patterns[1:], wider)
