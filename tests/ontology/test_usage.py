"""Every term is used by a competency question, a shape, a rule or (if claimable) the data, or its note says why not."""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import Graph, Literal, URIRef

from .tree import ROOT, TG, english, local_name, own_modules, terms, turtle

QUERY_FOLDERS = ("queries/competency", "queries/rules")


def names_in_query(text: str) -> set[str]:
    """Return the project's terms that a query names, in CURIEs or full IRIs, outside comments and strings."""
    bare = re.sub(r'"""[\s\S]*?"""|"[^"\n]*"', " ", text)
    full = set(re.findall(rf"<{re.escape(str(TG))}(\w+)>", bare))
    without_iris = re.sub(r"<[^>\s]*>", " ", bare)
    code = "\n".join(line.split("#")[0] for line in without_iris.splitlines())
    return full | set(re.findall(r"\btg:(\w+)", code))


def names_in_graph(graph: Graph) -> set[str]:
    """Return the project's terms that a shapes graph names, in triples or in the queries inside it."""
    nodes = {node for triple in graph for node in triple}
    named = {local_name(node) for node in nodes if isinstance(node, URIRef) and node in TG}
    queries = [str(node) for node in nodes if isinstance(node, Literal) and re.search(r"\bWHERE\b|\{", str(node))]
    return named | {name for query in queries for name in names_in_query(query)}


def names_in_data(folder: Path) -> set[str]:
    """Return the predicates and kinds that the curated files name."""
    texts = (path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml")))
    return {name for text in texts for name in re.findall(r"^[ -]*(?:predicate|kind): (\w+)$", text, re.MULTILINE)}


def used_names() -> set[str]:
    """Return every term that something in the tree uses."""
    queries = [path for folder in QUERY_FOLDERS for path in sorted((ROOT / folder).glob("*.rq"))]
    shapes = [Graph().parse(path) for path in sorted((ROOT / "shapes").glob("*.ttl"))]
    names = {name for path in queries for name in names_in_query(path.read_text("utf-8"))}
    names |= {name for graph in shapes for name in names_in_graph(graph)}
    return names


def orphans(graph: Graph, used: set[str], in_data: set[str]) -> list[str]:
    """Return the terms that nothing uses and no note excuses."""
    claimable = {local_name(URIRef(s)) for s in graph.subjects(TG.isClaimable, Literal(True))}
    kinds = {local_name(term) for term in terms(graph) if local_name(term)[0].isupper()}
    covered = used | (in_data & (claimable | kinds))
    return [n for term in terms(graph) if (n := local_name(term)) not in covered and not excuse(graph, term)]


def excuse(graph: Graph, term: URIRef) -> str:
    """Return the written reason for which a term may stay unused."""
    return " ".join(english(graph, term, TG.useNote))


def test_every_term_is_used_or_excused() -> None:
    assert orphans(own_modules(), used_names(), names_in_data(ROOT / "data")) == []


def test_no_excuse_is_kept_for_a_term_that_is_used() -> None:
    used = used_names() | names_in_data(ROOT / "data")
    assert [local_name(t) for t in terms(own_modules()) if excuse(own_modules(), t) and local_name(t) in used] == []


def test_excuses_are_sentences() -> None:
    notes = {local_name(term): excuse(own_modules(), term) for term in terms(own_modules())}
    assert [name for name, note in notes.items() if note and not re.fullmatch(r"[A-Z].{20,}\.", note)] == []


def test_names_in_a_query_are_read_without_comments_and_strings() -> None:
    query = '# tg:inComment\nSELECT * { ?x tg:inQuery "tg:inString" ; <https://w3id.org/trendgraph/ontology#inIri> ?y }'
    assert names_in_query(query) == {"inQuery", "inIri"}


def test_names_in_a_shape_are_read_from_triples_and_queries() -> None:
    shapes = turtle(
        'tgs:A sh:targetClass tg:InShape ; sh:select "SELECT * WHERE { ?x tg:inside ?y }" ; sh:message "tg:no" .'
    )
    assert names_in_graph(shapes) == {"InShape", "inside"}


def test_planted_orphan_is_found() -> None:
    graph = turtle("tg:p a owl:ObjectProperty . tg:q a owl:ObjectProperty ; tg:isClaimable true . tg:C a owl:Class .")
    assert orphans(graph, set(), set()) == ["C", "p", "q"]
    assert orphans(graph, set(), {"p", "q", "C"}) == ["p"]
    assert orphans(graph, {"p", "q", "C"}, set()) == []
    assert orphans(graph + turtle('tg:p tg:useNote "Kept."@en .'), {"q", "C"}, set()) == []
