"""The door ``explain``: the shortest way from a triple back to what is stated.

A rule is applied backwards: its head is matched with the triple, its body is looked up in the graph. The depth allowed
grows step by step, so the first proof found is one with the fewest rules on top of each other, and no triple can occur
below itself. Among proofs of one depth the first in rule order, then in the order of the terms, wins; so the answer is
the same every time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from trendgraph.errors import GraphError
from trendgraph.materialisation.axioms import axiom_text, fold_axioms
from trendgraph.materialisation.derivation import Derivation, show
from trendgraph.materialisation.evidence import claim_grounds, unaccepted_claims
from trendgraph.materialisation.facts import BASE_GRAPHS, ONTOLOGY_GRAPH, RDF_TYPE, read_triples
from trendgraph.materialisation.grounding import SCHEMA_PROPERTIES, GroundRule, ground_rules, is_schema
from trendgraph.materialisation.rules import Atom, Rule, is_variable, load_rules
from trendgraph.namespaces import compact, graph_iri
from trendgraph.store import Node, Store

__all__ = ["explain", "leaves"]

_INFERRED = graph_iri("inferred")
_MAXIMUM_DEPTH = 60

_REASONED = frozenset([*BASE_GRAPHS, _INFERRED])

Binding = dict[str, str]
Step = tuple[Rule, tuple[Atom, ...]]  # a rule and the premises it was applied to


def explain(
    store: Store, subject: Node, predicate: ox.NamedNode, value: Node, *, rules: Sequence[Rule] | None = None
) -> Derivation:
    """Gives the reason why a triple is in the graph.

    Args:
        store: the graph, materialised.
        subject: the triple's subject.
        predicate: its predicate.
        value: its object.
        rules: the rules it was materialised with; the shipped ones by default.

    Returns:
        A tree. Its leaves stand in a named graph; those in ``graph/asserted`` carry their claims and passages.

    Raises:
        GraphError: the triple is not in the graph (the message says what holds instead), or the graph is stale.
    """
    triple = (str(subject), str(predicate), str(value))
    finder = _Finder(store, load_rules() if rules is None else rules)
    finder.terms.update(zip(triple, (subject, predicate, value), strict=True))
    graph = finder.graph_of(triple)
    if not graph:
        raise _absent(store, subject, predicate, value)
    for depth in range(_MAXIMUM_DEPTH):
        if finder.prove(triple, depth):
            return finder.tree(triple)
    raise GraphError(
        "the triple stands in graph/inferred but no rule leads to it",
        code="explain.stale",
        where=" ".join(show(term) for term in (subject, predicate, value)),
        hint="the graph has changed since it was materialised; build it again: trendgraph build",
    )


def leaves(store: Store, triple: ox.Triple) -> list[ox.Triple]:
    """Gives the stated triples on which a triple rests in the end, without the axioms of the ontology.

    Raises:
        GraphError: the triple is not in the graph, or the graph is stale.
    """
    subject, predicate, value = triple
    found: dict[ox.Triple, None] = {}
    for leaf in explain(store, subject, predicate, value).leaves():
        if leaf.graph != ONTOLOGY_GRAPH and not isinstance(leaf.subject, ox.Literal):
            found[ox.Triple(leaf.subject, leaf.predicate, leaf.value)] = None
    return list(found)


class _Finder:
    """Looks for proofs in one store; remembers what it found."""

    def __init__(self, store: Store, rules: Sequence[Rule]) -> None:
        self._store = store
        self.terms: dict[str, Node] = {}
        self._by_head = _rules_by_head(rules, _read_schema(store))
        self._graphs: dict[Atom, str] = {}
        self._candidates: dict[Atom, list[Step]] = {}
        self._proofs: dict[Atom, tuple[int, Step]] = {}
        self._refuted: dict[Atom, int] = {}

    def graph_of(self, triple: Atom) -> str:
        """Gives the IRI of the graph in which a triple stands, the most telling one if several; empty if none."""
        if triple not in self._graphs:
            found = {each for each, _ in self._match(triple)}
            telling = [graph for graph in (*BASE_GRAPHS, _INFERRED) if graph in found]
            self._graphs[triple] = (telling or [*sorted(found), ""])[0]
        return self._graphs[triple]

    def prove(self, triple: Atom, depth: int) -> bool:
        """Says whether at most ``depth`` rules on top of each other lead to a triple; remembers the flattest proof."""
        if self.graph_of(triple) != _INFERRED:
            return True
        if triple in self._proofs:
            return self._proofs[triple][0] <= depth
        for level in range(self._refuted.get(triple, 0) + 1, depth + 1):
            for step in self._steps_to(triple):
                if all(self.prove(premise, level - 1) for premise in step[1]):
                    self._proofs[triple] = (level, step)
                    return True
            self._refuted[triple] = level
        return False

    def tree(self, triple: Atom) -> Derivation:
        """Gives the derivation of a proven triple."""
        subject, predicate, value = map(self._node, triple)
        graph = self.graph_of(triple)
        assert isinstance(predicate, ox.NamedNode)
        if graph != _INFERRED:
            claims = claim_grounds(self._store, subject, predicate, value) if graph == BASE_GRAPHS[0] else ()
            return Derivation(subject, predicate, value, graph, claims, axiom=axiom_text(self._store, triple))
        rule, premises = self._proofs[triple][1]
        premises = fold_axioms(premises)
        trees = tuple(self.tree(premise) for premise in premises)
        return Derivation(subject, predicate, value, graph, (), rule.id, rule.title, trees)

    def _steps_to(self, triple: Atom) -> list[Step]:
        if triple not in self._candidates:
            key = triple[2] if triple[1] == RDF_TYPE else triple[1]
            found = (self._apply(each, triple) for each in self._by_head.get(key, ()))
            self._candidates[triple] = [step for steps in found for step in steps]
        return self._candidates[triple]

    def _apply(self, ground: GroundRule, triple: Atom) -> list[Step]:
        binding = _bind(ground.head, triple, {})
        if binding is None:
            return []
        solved = [each for each in self._solve(list(ground.body), binding) if _meets(ground, each)]
        bodies = {tuple(_put(atom, each) for atom in ground.body) for each in solved}
        return [(ground.rule, (*body, *ground.axioms)) for body in sorted(bodies) if triple not in body]

    def _solve(self, body: list[Atom], binding: Binding) -> Iterator[Binding]:
        if not body:
            yield binding
            return
        atoms = [_put(atom, binding) for atom in body]
        best = min(range(len(atoms)), key=lambda number: sum(map(is_variable, atoms[number])))
        rest = body[:best] + body[best + 1 :]
        for graph, found in self._match(atoms[best]):
            if graph in _REASONED and (wider := _bind(atoms[best], found, binding)) is not None:
                yield from self._solve(rest, wider)

    def _match(self, pattern: Atom) -> Iterator[tuple[str, Atom]]:
        subject, predicate, value = (None if is_variable(term) else self._node(term) for term in pattern)
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
            return
        for quad in self._store.raw.quads_for_pattern(subject, predicate, value, None):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield quad.graph_name.value, (str(quad.subject), str(quad.predicate), str(quad.object))

    def _node(self, text: str) -> Node:
        if text not in self.terms:
            parsed = next(iter(ox.parse(f"<x:x> <x:x> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES, lenient=True)))
            self.terms[text] = ox.BlankNode(text[2:]) if text.startswith("_:") else parsed.object
        return self.terms[text]


def _read_schema(store: Store) -> list[Atom]:
    own = [atom for atom in read_triples(store, [ONTOLOGY_GRAPH]) if is_schema(atom)]
    quads = (
        quad
        for name in sorted(SCHEMA_PROPERTIES)
        for quad in store.raw.quads_for_pattern(None, ox.NamedNode(name[1:-1]), None, ox.NamedNode(_INFERRED))
    )
    return [*own, *((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)]


def _rules_by_head(rules: Sequence[Rule], schema: list[Atom]) -> Mapping[str, list[GroundRule]]:
    found: defaultdict[str, list[GroundRule]] = defaultdict(list)
    about_terms = [rule for rule in rules if all(map(is_schema, rule.body))]
    ungrounded = [GroundRule(rule, rule.head, rule.body, rule.filters, ()) for rule in about_terms]
    for each in ungrounded + ground_rules([rule for rule in rules if rule not in about_terms], schema):
        found[each.head[2] if each.head[1] == RDF_TYPE else each.head[1]].append(each)
    return found


def _bind(pattern: Atom, triple: Atom, binding: Binding) -> Binding | None:
    wider = dict(binding)
    for term, value in zip(pattern, triple, strict=True):
        if wider.setdefault(term, value) != value if is_variable(term) else term != value:
            return None
    return wider


def _meets(ground: GroundRule, binding: Binding) -> bool:
    pairs = ((each, binding.get(each.left, each.left), each.right) for each in ground.filters)
    return all(each.holds(left, None if right is None else binding.get(right, right)) for each, left, right in pairs)


def _put(atom: Atom, binding: Mapping[str, str]) -> Atom:
    subject, predicate, value = (binding.get(term, term) for term in atom)
    return subject, predicate, value


def _absent(store: Store, subject: Node, predicate: ox.NamedNode, value: Node) -> GraphError:
    wanted = " ".join(show(term) for term in (subject, predicate, value))
    if claims := unaccepted_claims(store, subject, predicate, value):
        hint = f"{compact(claims[0][0])} states it, but that claim is {claims[0][1]}"
    else:
        hint = "ask for one of these, or for nothing else: what does not stand here was neither claimed nor inferred"
    return GraphError(
        "this triple is not in the graph",
        code="explain.absent",
        where=wanted,
        suggestions=_what_holds(store, subject, predicate, value),
        hint=hint,
    )


def _what_holds(store: Store, subject: Node, predicate: ox.NamedNode, value: Node) -> list[str]:
    """Gives the triples between the two ends, either way; failing that, what the subject has for the predicate."""
    patterns = [(subject, None, value), (value, None, subject), (subject, predicate, None)]
    for start, relation, end in patterns:
        if isinstance(start, ox.Literal):
            continue
        quads = store.raw.quads_for_pattern(start, relation, end, None)
        found = {
            " ".join(show(term) for term in (quad.subject, quad.predicate, quad.object))  # type: ignore[arg-type]
            for quad in quads
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in _REASONED
        }
        if found:
            return sorted(found)[:5]
    return []
