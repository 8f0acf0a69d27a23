"""The door ``reason_dl``: is the ontology consistent, and do the rules find what a description-logic reasoner finds?

HermiT gets the logical part of the ontology and the instances without literals: annotations carry no meaning for it,
and it knows no ``xsd:date``. The rules that OWL demands get the same triples; then the answers are laid side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from trendgraph.materialisation.closure import close
from trendgraph.materialisation.facts import BASE_GRAPHS, ONTOLOGY_GRAPH, RDF_TYPE, read_triples
from trendgraph.materialisation.hermit import ask_hermit
from trendgraph.materialisation.rules import Atom, Rule, load_rules, select_owl
from trendgraph.namespaces import TG, compact
from trendgraph.store import Store

__all__ = ["DlReport", "reason_dl"]

_OWL = "<http://www.w3.org/2002/07/owl#"
_RDF = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "<http://www.w3.org/2000/01/rdf-schema#"
_XSD = "<http://www.w3.org/2001/XMLSchema#"
_AXIOM_PROPERTIES = frozenset(
    [
        *(f"{_RDFS}{name}>" for name in ("subClassOf", "subPropertyOf", "domain", "range")),
        *(f"{_RDF}{name}>" for name in ("first", "rest")),
    ]
)
_NOT_LOGIC = frozenset(
    f"{_OWL}{name}>" for name in ("versionIRI", "versionInfo", "imports", "deprecated", "priorVersion")
)
_CLASS, _OBJECT_PROPERTY, _ANNOTATION = (f"{_OWL}{name}>" for name in ("Class", "ObjectProperty", "AnnotationProperty"))


@dataclass(frozen=True, slots=True)
class DlReport:
    """What the description-logic reasoner says, and where the rules say something else.

    Attributes:
        consistent: whether ontology and instances can all be true at once.
        unsatisfiable: named classes that can have no member.
        undeclared: properties in axioms that the ontology does not declare; HermiT was told they are object properties.
        compared: how many facts both found.
        only_reasoner: facts that HermiT finds and the rules do not, as text, sorted.
        only_rules: facts that the rules find and HermiT does not, as text, sorted.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    undeclared: tuple[str, ...]
    compared: int
    only_reasoner: tuple[str, ...]
    only_rules: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether all is well: consistent, no empty class, and the same facts on both sides."""
        return self.consistent and not (self.unsatisfiable or self.only_reasoner or self.only_rules)

    def to_dict(self) -> dict[str, object]:
        """Gives the report as JSON values."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()} | {
            "ok": self.ok
        }

    def render(self) -> str:
        """Gives the report as text."""
        if not self.consistent:
            return "inconsistent: ontology and instances cannot all be true at once"
        lists = (
            ("classes that can have no member", self.unsatisfiable),
            ("properties in axioms that are not declared", self.undeclared),
            ("only HermiT finds", self.only_reasoner),
            ("only the rules find", self.only_rules),
        )
        lines = ["consistent", f"facts that HermiT and the rules both find: {self.compared}"]
        for title, found in lists:
            lines += [f"{title}: {len(found) or 'none'}", *(f"  {each}" for each in found)]
        return "\n".join(lines)


def reason_dl(store: Store, *, rules: Sequence[Rule] | None = None, limit: int = 50_000) -> DlReport:
    """Asks HermiT about the graph and compares its answer with that of the rules.

    Reads: the graphs ontology, schemes, entities and asserted; changes nothing.

    Args:
        store: the graph.
        rules: the rules to compare; of the shipped ones by default those that OWL demands.
        limit: how many triples over instances to take at most, in the order of the store.

    Raises:
        ReasonerError: Java is missing, or HermiT cannot read the ontology.
    """
    logic = _Logic(read_triples(store, [ONTOLOGY_GRAPH]))
    others = [graph for graph in BASE_GRAPHS if graph != ONTOLOGY_GRAPH]
    instances = list(islice(filter(logic.takes, read_triples(store, others)), limit))
    answer = ask_hermit([*logic.axioms, *logic.declarations(instances), *instances])
    if not answer.consistent:
        return DlReport(False, (), logic.undeclared, 0, (), ())
    closure = close(select_owl(load_rules()) if rules is None else rules, logic.axioms, instances)
    ours = logic.facts([*logic.axioms, *instances, *closure.triples()])
    theirs = logic.facts([*((one, RDF_TYPE, kind) for one, kind in answer.types), *answer.relations])
    return DlReport(
        consistent=True,
        unsatisfiable=tuple(compact(iri[1:-1]) for iri in answer.unsatisfiable),
        undeclared=logic.undeclared,
        compared=len(ours & theirs),
        only_reasoner=_as_text(theirs - ours),
        only_rules=_as_text(ours - theirs),
    )


class _Logic:
    """The part of an ontology that has a meaning for a reasoner."""

    def __init__(self, triples: Iterable[Atom]) -> None:
        ontology = list(triples)
        kinds: dict[str, set[str]] = {}
        for subject, predicate, value in ontology:
            if predicate == RDF_TYPE:
                kinds.setdefault(subject, set()).add(value)
        self._annotations = {term for term, found in kinds.items() if _ANNOTATION in found}
        declared = {term for term, found in kinds.items() if _OBJECT_PROPERTY in found}
        self._classes = {term for term, found in kinds.items() if _CLASS in found and term.startswith("<")}
        self.axioms = [atom for atom in ontology if self._is_axiom(atom)]
        chained = _chained(self.axioms)
        self.undeclared = tuple(sorted(compact(term[1:-1]) for term in chained - declared))
        self._properties = declared | chained
        self.axioms += [(term, RDF_TYPE, _OBJECT_PROPERTY) for term in sorted(chained - declared)]
        self.axioms += [atom for atom in ontology if atom[1] in declared and self.takes(atom)]

    def takes(self, triple: Atom) -> bool:
        """Says whether a triple is a fact between or about named instances."""
        subject, predicate, value = triple
        if not (subject.startswith("<") and value.startswith("<")):
            return False
        return value in self._classes if predicate == RDF_TYPE else predicate in self._properties

    def declarations(self, instances: Iterable[Atom]) -> list[Atom]:
        """Gives the declaration of every instance, without which a triple may be read as an annotation."""
        named = {end for s, p, o in instances for end in ((s,) if p == RDF_TYPE else (s, o))}
        return [(term, RDF_TYPE, f"{_OWL}NamedIndividual>") for term in sorted(named)]

    def facts(self, triples: Iterable[Atom]) -> set[Atom]:
        """Gives the facts in the project's own words: members of its classes, pairs of its properties."""
        own = f"<{TG}"
        return {
            triple
            for triple in triples
            if self.takes(triple) and triple[2 if triple[1] == RDF_TYPE else 1].startswith(own)
        }

    def _is_axiom(self, atom: Atom) -> bool:
        subject, predicate, value = atom
        if value.startswith('"') or predicate in _NOT_LOGIC or subject in self._annotations:
            return False
        if predicate == RDF_TYPE:
            return value.startswith(_OWL) or value in self._classes
        if predicate == f"{_RDFS}range>" and value.startswith(_XSD):
            return False
        return predicate in _AXIOM_PROPERTIES or predicate.startswith(_OWL)


def _chained(axioms: Iterable[Atom]) -> set[str]:
    cells = {subject: value for subject, predicate, value in axioms if predicate == f"{_RDF}rest>"}
    first = {subject: value for subject, predicate, value in axioms if predicate == f"{_RDF}first>"}
    found: set[str] = set()
    for _, predicate, value in axioms:
        cell = value if predicate == f"{_OWL}propertyChainAxiom>" else ""
        while cell in first:
            found.add(first[cell])
            cell = cells.get(cell, "")
    return found


def _as_text(facts: Iterable[Atom]) -> tuple[str, ...]:
    shown = (" ".join("a" if term == RDF_TYPE else compact(term[1:-1]) for term in fact) for fact in facts)
    return tuple(sorted(shown))
