"""``reference/ontology.md``: every term of the ontology, module by module, and the closed list of claim predicates."""

from __future__ import annotations

import csv
from collections import defaultdict

from generators.facts import Facts, read_facts
from generators.markdown import heading, page, prose, slug, table
from trendgraph.namespaces import compact, expand
from trendgraph.resources import resource_files
from trendgraph.terms import Predicate, load_terms

__all__ = ["linked", "pages"]

_KINDS = {
    "owl:Class": "class",
    "owl:ObjectProperty": "object property",
    "owl:DatatypeProperty": "datatype property",
    "owl:AnnotationProperty": "annotation property",
    "owl:NamedIndividual": "individual",
}
_LINKS = (
    ("kind", "rdf:type"),
    ("below", "rdfs:subClassOf"),
    ("below", "rdfs:subPropertyOf"),
    ("inverse of", "owl:inverseOf"),
    ("domain", "rdfs:domain"),
    ("range", "rdfs:range"),
    ("said of", "schema:domainIncludes"),
    ("takes", "schema:rangeIncludes"),
    ("unit", "tg:expectedUnit"),
    ("source", "dcterms:source"),
)


def pages() -> dict[str, str]:
    """Gives the page."""
    files = resource_files("ontology/modules", "*.ttl")
    everything, mappings = read_facts(files), _mappings()
    blocks = [_preamble(), _predicates()]
    for path in files:
        own = read_facts([path])
        terms = sorted((term for term in own.subjects("tg:") if _kind(own, term)), key=lambda t: _order(own, t))
        if not terms:
            continue
        blocks += [f"## Module {path.stem}", f"`ontology/modules/{path.name}`, {len(terms)} terms."]
        blocks += [_term(everything, term, mappings) for term in terms]
    return {"reference/ontology.md": page("The ontology, term by term", *blocks, _axioms(everything))}


def linked(name: str, page: str = "") -> str:
    """Gives a term's name, with a link where the documentation explains it; ``page`` is the way to this one."""
    if name.startswith("tg:"):
        return f"[{name}]({page}#{slug(name[3:])})"
    if name.startswith("tgd:"):
        return f"[{name}](schemes.md#{slug(name[4:])})"
    return f"<{name}>" if name.startswith("http") else f"`{name}`"


def _preamble() -> str:
    terms = load_terms()
    return (
        f"Version {terms.version}. The namespace is `https://w3id.org/trendgraph/ontology#`, prefix `tg:`. "
        "The [model](../model.md) says how the terms hang together; this page says what each of them means. "
        "*Domain* and *range* are what logic concludes from a statement; *said of* and *takes* are what a claim may "
        "say. A term *from* another vocabulary is declared here and not imported."
    )


def _predicates() -> str:
    rows = [_predicate_row(predicate) for _, predicate in sorted(load_terms().predicates.items())]
    return (
        "## Claim predicates\n\nA claim's `predicate` is one of these and no other. *One value* says that two "
        "different values at the same time are a conflict.\n\n"
        + table(("predicate", "said of", "takes", "unit", "one value"), rows)
    )


def _predicate_row(predicate: Predicate) -> tuple[str, ...]:
    return (
        f"[{predicate.name}](#{slug(predicate.name)})",
        ", ".join(linked(compact(iri)) for iri in predicate.domains),
        ", ".join(linked(compact(iri)) for iri in predicate.ranges),
        f"`{compact(predicate.unit)}`" if predicate.unit else "",
        "yes" if predicate.single_valued else "",
    )


def _kind(facts: Facts, term: str) -> str:
    return next((_KINDS[kind] for kind in facts.names(term, "rdf:type") if kind in _KINDS), "")


def _order(facts: Facts, term: str) -> tuple[int, str]:
    return list(_KINDS.values()).index(_kind(facts, term)), term.casefold()


def _term(facts: Facts, term: str, mappings: dict[str, list[str]]) -> str:
    name = term.removeprefix("tg:")
    lines = [f"- **{word}:** {said}" for word, said in _facts_of(facts, term).items()]
    lines += [f"- **mapped to:** {', '.join(mappings[term])}"] if term in mappings else []
    label, definition = facts.text(term, "rdfs:label"), facts.text(term, "skos:definition")
    head = f"{heading(3, f'{name} ({_kind(facts, term)})', name)}\n\n*{prose(label)}*: {prose(definition)}"
    return head + "\n\n" + "\n".join([*lines, f"- **IRI:** <{expand(term)}>"])


def _facts_of(facts: Facts, term: str) -> dict[str, str]:
    said: dict[str, str] = {}
    if example := "; ".join(prose(text) for text in facts.names(term, "skos:example")):
        said["example"] = example
    for word, predicate in _LINKS:
        names = [name for name in facts.names(term, predicate) if name not in _KINDS]
        if names:
            said[word] = ", ".join(linked(name) for name in names)
    if kinds := facts.nodes(term, "owl:equivalentClass"):
        said["defined as"] = "; ".join(facts.expression(kind, linked) for kind in kinds)
    chains = [
        " ∘ ".join(facts.expression(step, linked) for step in facts.items(chain))
        for chain in facts.nodes(term, "owl:propertyChainAxiom")
    ]
    if chains:
        said["follows from the chain"] = "; ".join(chains)
    if facts.text(term, "tg:isClaimable"):
        said["claimable"] = "yes" + (", one value at a time" if facts.text(term, "tg:isSingleValued") else "")
    if segment := facts.text(term, "tg:iriSegment"):
        said["IRIs of its members"] = f"`https://w3id.org/trendgraph/id/{segment}/…`"
    if note := facts.text(term, "tg:useNote"):
        said["use"] = prose(note)
    return said


def _mappings() -> dict[str, list[str]]:
    """Gives the mappings of each term, out of the SSSOM files."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in resource_files("ontology/mappings", "*.sssom.tsv"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t"):
            found[row["subject_id"]].append(f"`{row['object_id']}` ({row['predicate_id'].removeprefix('skos:')})")
    return found


def _axioms(facts: Facts) -> str:
    """Gives the axioms that belong to no single term: general inclusions and disjoint kinds."""
    lines = [
        f"- {facts.expression(node, linked)} **⊑** {facts.expression(super_, linked)}"
        for node, super_ in facts.general_inclusions()
    ]
    lines += ["- disjoint: " + ", ".join(linked(name) for name in sorted(names)) for names in facts.disjoint_classes()]
    return "## Axioms of several terms\n\n" + "\n".join(lines) if lines else ""
