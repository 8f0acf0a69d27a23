"""``reference/checks.md``: the SHACL shapes and the quality queries."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from generators.facts import Facts, read_facts
from generators.markdown import anchor, page, prose, slug, table
from generators.ontology import linked
from trendgraph.resources import resource_files
from trendgraph.validation.quality import Check, list_checks

__all__ = ["pages", "shape_names"]

_SHAPES = ("sh:NodeShape", "sh:PropertyShape")
_MANY = 4
_TARGETS = (
    ("sh:targetClass", "every {}"),
    ("sh:targetNode", "{}"),
    ("sh:targetSubjectsOf", "what has a {}"),
    ("sh:targetObjectsOf", "what a {} leads to"),
)


def pages() -> dict[str, str]:
    """Gives the page."""
    intro = (
        "`trendgraph validate` holds these against the graph, or against your own RDF files. A *violation* makes it "
        "exit with 1; a *warning* or an *info* does not. A shape judges one node at a time; a quality query looks at "
        "the whole graph, and a row in its answer is a result."
    )
    files = resource_files("shapes", "*.ttl")
    users = _users(read_facts(files))
    shapes = [_shapes(path, users) for path in files]
    return {"reference/checks.md": page("Checks", intro, *shapes, _queries(list_checks()))}


def shape_names(facts: Facts) -> list[str]:
    """Gives the shapes of a file, in its order."""
    return [s for s in facts.subjects("tgs:") if any(kind in _SHAPES for kind in facts.names(s, "rdf:type"))]


def _shapes(path: Path, users: dict[str, list[str]]) -> str:
    facts = read_facts([path])
    rows = [
        (
            f"{anchor(name)}`{name}`",
            _holds_for(facts, name, users),
            prose(facts.text(name, "rdfs:label")),
            facts.text(name, "sh:severity").removeprefix("sh:").lower() or "violation",
            prose(facts.text(name, "sh:message")),
        )
        for name in shape_names(facts)
    ]
    title = f"## Shapes: {path.stem}\n\n`shapes/{path.name}`, {len(rows)} shapes."
    return f"{title}\n\n{table(('shape', 'holds for', 'rule', 'severity', 'how to mend'), rows)}"


def _users(facts: Facts) -> dict[str, list[str]]:
    """Gives, for each shape that others use, those others."""
    found: dict[str, list[str]] = defaultdict(list)
    for shape in shape_names(facts):
        for used in (name for part in ("sh:property", "sh:node") for name in facts.names(shape, part)):
            found[used].append(shape)
    return found


def _holds_for(facts: Facts, name: str, users: dict[str, list[str]]) -> str:
    """Gives whom a shape judges: by its own targets, or as part of the shapes that use it."""
    if said := _targets(facts, name):
        return ", ".join(said)
    if name not in users:
        return "what its target query finds" if facts.nodes(name, "sh:target") else "what other shapes send it"
    if len(users[name]) > _MANY:
        return f"what {len(users[name])} other shapes judge"
    return ", ".join(
        dict.fromkeys(
            said for user in users[name] for said in _targets(facts, user) or [f"part of [{user}](#{slug(user)})"]
        )
    )


def _targets(facts: Facts, name: str) -> list[str]:
    return [
        words.format(linked(at, "ontology.md")) for predicate, words in _TARGETS for at in facts.names(name, predicate)
    ]


def _queries(checks: tuple[Check, ...]) -> str:
    rows = [
        (
            f"{anchor(check.identifier)}`{check.identifier}`",
            prose(check.title),
            check.severity,
            prose(check.hint) + (" (Only where the named graphs are apart.)" if check.needs_graphs else ""),
        )
        for check in checks
    ]
    title = "## Quality queries\n\n`queries/quality/`; each query says in its header what it finds."
    return f"{title}\n\n{table(('check', 'rule', 'severity', 'how to mend'), rows)}"
