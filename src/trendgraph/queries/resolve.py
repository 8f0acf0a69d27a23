"""From what people write to the entity they mean: an IRI, a CURIE, ``segment/slug``, a slug or a label."""

from __future__ import annotations

import re
from collections import defaultdict

import pyoxigraph as ox

from trendgraph.errors import QueryError, nearest
from trendgraph.namespaces import ENTITY, TG, compact, entity_iri, expand
from trendgraph.store import Store

__all__ = ["has_kind", "label_of", "name_of", "resolve"]

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS = tuple(ox.NamedNode(iri) for iri in (_RDFS + "label", _SKOS + "prefLabel", _SKOS + "altLabel"))
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_BELOW = ox.NamedNode(_RDFS + "subClassOf")
_SUBJECT = ox.NamedNode(TG + "claimSubject")
_CLAIM_PREFIX = re.compile(r"(?:tgd:)?claim/([0-9a-f]{6,31})")


def resolve(store: Store, text: str, kind: str | None = None) -> ox.NamedNode:
    """Gives the IRI of the entity, concept, qualifier, source or claim that ``text`` names.

    Args:
        store: the graph to look in.
        text: IRI, CURIE, ``segment/slug``, slug or label (case does not matter); a claim may be cut to six digits.
        kind: local name of a class that it has to belong to.

    Raises:
        QueryError: nothing has that name, or several things have, or it is of another kind.
    """
    text = text.strip()
    exact = _exact(store, text)
    if exact is not None:
        _check_kind(store, exact, kind)
        return exact
    found = sorted(_called(store, text), key=lambda node: node.value)
    names = {} if found else _names(store)
    found = found or sorted(names.get(text.casefold(), ()), key=lambda node: node.value)
    fitting = [node for node in found if kind is None or has_kind(store, node, kind)]
    if len(fitting) > 1:
        # What is called so first of all comes before what is also called so.
        fitting = [node for node in fitting if _is_own_name(store, node, text)] or fitting
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        raise QueryError(
            f"{text!r} names {len(fitting)} things",
            code="query.ambiguous",
            suggestions=[_reference(node) for node in fitting],
            hint="write one of them in full",
        )
    if found:
        _check_kind(store, found[0], kind)
    raise _unknown(store, text, kind, names or _names(store))


def label_of(store: Store, node: ox.NamedNode) -> str | None:
    """Gives the English label of a thing, or another one, or None."""
    for predicate in _LABELS[:2]:
        labels = [q.object for q in store.raw.quads_for_pattern(node, predicate, None, None)]
        texts = sorted((label.language != "en", label.value) for label in labels if isinstance(label, ox.Literal))
        if texts:
            return texts[0][1]
    return None


def name_of(store: Store, node: ox.NamedNode) -> str:
    """Gives a thing's label, or its reference without one: ``claim/87d58e88``, a CURIE, an IRI."""
    if node.value.startswith(ENTITY + "claim/"):
        return node.value[len(ENTITY) :][:14]
    return label_of(store, node) or _reference(node)


def has_kind(store: Store, node: ox.NamedNode, kind: str) -> bool:
    """Says whether a thing belongs to a class (local name) or one below it, materialised or not."""
    if kind == "Entity":
        return True
    wanted = ox.NamedNode(TG + kind)
    waiting = [quad.object for quad in store.raw.quads_for_pattern(node, _TYPE, None, None)]
    seen = set()
    while waiting:
        found = waiting.pop()
        if found == wanted:
            return True
        if isinstance(found, ox.NamedNode) and found not in seen:
            seen.add(found)
            waiting += [quad.object for quad in store.raw.quads_for_pattern(found, _BELOW, None, None)]
    return False


def _exact(store: Store, text: str) -> ox.NamedNode | None:
    if shortened := _CLAIM_PREFIX.fullmatch(text):
        return _claim(store, shortened[1])
    for iri in (expand(text), entity_iri(text) if "/" in text else TG + text):
        try:
            node = ox.NamedNode(iri) if iri else None
        except ValueError:
            continue
        if node is not None and _exists(store, node):
            return node
    return None


def _exists(store: Store, node: ox.NamedNode) -> bool:
    return next(iter(store.raw.quads_for_pattern(node, None, None, None)), None) is not None


def _claim(store: Store, digits: str) -> ox.NamedNode | None:
    start = f"{ENTITY}claim/{digits}"
    claims = {q.subject for q in store.raw.quads_for_pattern(None, _SUBJECT, None, None)}
    found = sorted(claim.value for claim in claims if isinstance(claim, ox.NamedNode) and claim.value.startswith(start))
    if len(found) > 1:
        raise QueryError(
            f"{len(found)} claims begin with {digits}",
            code="query.ambiguous",
            suggestions=[compact(iri) for iri in found[:3]],
            hint="write more digits",
        )
    return ox.NamedNode(found[0]) if found else None


def _called(store: Store, text: str) -> set[ox.NamedNode]:
    """Gives what has a name or a slug in one question, as far as the engine's notion of lower case goes."""
    lower, wanted = text.lower(), text.casefold()
    query = (
        "SELECT ?node ?label WHERE { ?node rdfs:label|skos:prefLabel|skos:altLabel ?label "
        f"FILTER (LCASE(STR(?label)) = {ox.Literal(lower)} || STRENDS(LCASE(STR(?node)), {ox.Literal('/' + lower)})) }}"
    )
    found = set()
    for node, label in store.select(query):
        if isinstance(node, ox.NamedNode) and isinstance(label, ox.Literal) and node.value.startswith((ENTITY, TG)):
            slug = node.value.rpartition("/")[2] if node.value.startswith(ENTITY) else None
            if wanted in (label.value.casefold(), slug and slug.casefold()):
                found.add(node)
    store.expect(found)
    return found


def _names(store: Store) -> dict[str, set[ox.NamedNode]]:
    names: dict[str, set[ox.NamedNode]] = defaultdict(set)
    for predicate in _LABELS:
        for quad in store.raw.quads_for_pattern(None, predicate, None, None):
            node, label = quad.subject, quad.object
            if isinstance(node, ox.NamedNode) and isinstance(label, ox.Literal) and node.value.startswith((ENTITY, TG)):
                names[label.value.casefold()].add(node)
                if node.value.startswith(ENTITY):
                    names[node.value.rpartition("/")[2].casefold()].add(node)
    return names


def _is_own_name(store: Store, node: ox.NamedNode, text: str) -> bool:
    slug = node.value.rpartition("/")[2]
    return text.casefold() in (slug.casefold(), (label_of(store, node) or "").casefold())


def _reference(node: ox.NamedNode) -> str:
    return node.value[len(ENTITY) :] if node.value.startswith(ENTITY) else compact(node.value)


def _check_kind(store: Store, node: ox.NamedNode, kind: str | None) -> None:
    if kind is not None and not has_kind(store, node, kind):
        raise QueryError(
            f"{_reference(node)} is no {label_of(store, ox.NamedNode(TG + kind)) or kind}",
            code="query.kind",
            suggestions=nearest(node.value.rpartition("/")[2], _slugs(store, kind)),
            hint=f"give a {kind}",
        )


def _slugs(store: Store, kind: str) -> list[str]:
    nodes = {quad.subject for quad in store.raw.quads_for_pattern(None, _TYPE, ox.NamedNode(TG + kind), None)}
    return sorted(node.value.rpartition("/")[2] for node in nodes if isinstance(node, ox.NamedNode))


def _unknown(store: Store, text: str, kind: str | None, names: dict[str, set[ox.NamedNode]]) -> QueryError:
    close: dict[str, None] = {}
    for name in [*nearest(text, names, 8), *nearest(text.rpartition("/")[2], names, 8)]:
        for node in sorted(names[name], key=lambda node: node.value):
            if kind is None or has_kind(store, node, kind):
                close.setdefault(_reference(node))
    what = "" if kind is None else f" {kind}"
    return QueryError(
        f"there is no{what} {text!r} in the graph",
        code="query.entity",
        suggestions=list(close)[:5],
        hint="write a label, a CURIE, an IRI, or segment/slug such as trend/parameter-efficiency",
    )
