"""The way back: entities, sources and claims out of a store, as they went in.

``build_graph`` makes quads of records; ``read_records`` makes records of quads. Tables and property graphs are written
from records, and whoever wants to know whether two stores say the same compares these.

Reads: ``graph/entities`` for kinds and names; ``?claim a tg:Claim`` with ``tg:hasEvidence``, ``oa:hasSource`` and
``oa:hasSelector``, in whichever graph they stand. Claims are read some hundred at a time, or, by who needs all of
them in memory anyway, at once: predicate by predicate, which takes a quarter of the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice, product
from typing import Any, cast

import pyoxigraph as ox

from trendgraph.claims import (
    Claim,
    Directness,
    Entity,
    Evidence,
    EvidenceStance,
    PartialDate,
    Place,
    Precision,
    Record,
    Selector,
    Source,
    Stance,
    Status,
    TextPosition,
    Value,
    claim_iri,
)
from trendgraph.errors import GraphError
from trendgraph.namespaces import ENTITY, TG, expand, graph_iri
from trendgraph.store import Node, Store

__all__ = ["read_claims_of", "read_entities", "read_records", "read_sources", "read_subjects"]

_AT_ONCE = 500
_OF_CLAIMS = (
    *("tg:claimSubject", "tg:claimPredicate", "tg:claimObject", "tg:claimValue", "tg:valuePrecision", "qudt:unit"),
    *("tg:stance", "tg:claimStatus", "tg:confidence", "tg:validFrom", "tg:validTo", "tg:datePrecision"),
    *("prov:generatedAtTime", "prov:invalidatedAtTime", "tg:hasEvidence"),
    *("oa:hasSource", "oa:hasSelector", "tg:evidenceStance", "tg:directness", "tg:passageDigest"),
    *("oa:start", "oa:end", "rdf:value"),
)
_OF_SOURCES = (
    *("dcterms:title", "dcterms:publisher", "dcterms:license", "dcterms:issued", "tg:datePrecision", "tg:accessed"),
    *("schema:url", "tg:contentSha256"),
)
_SOURCE = ENTITY + "source/"
Facts = dict[str, list[Any]]


@cache
def _full(curie: str) -> str:
    iri = expand(curie)
    if iri is None:
        raise KeyError(curie)
    return iri


_TYPE, _LABEL, _ALTERNATIVE = (_full(name) for name in ("rdf:type", "rdfs:label", "skos:altLabel"))


def read_records(store: Store, *, at_once: bool = False) -> Iterator[Record]:
    """Yields entities, then sources, then claims, each sorted by IRI.

    Args:
        store: the graph.
        at_once: whether all may be held in memory together, which is several times as fast.
    """
    yield from read_entities(store)
    yield from read_sources(store, at_once=at_once)
    yield from read_claims_of(store, at_once=at_once)


def read_entities(store: Store) -> Iterator[Entity]:
    """Yields the entities of the register (concepts live in the schemes, sources are read by ``read_sources``)."""
    facts: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads(graph_iri("entities")):
        if isinstance(quad.subject, ox.NamedNode) and not quad.subject.value.startswith(_SOURCE):
            facts[quad.subject.value][quad.predicate.value].append(_value(quad.object))
    for iri, said in sorted(facts.items()):
        if said[_TYPE] and said[_LABEL]:
            names = tuple(sorted(said[_ALTERNATIVE]))
            yield Entity(iri, min(said[_TYPE]), min(said[_LABEL]), names, proposed=bool(said[TG + "entityStatus"]))


def read_sources(store: Store, *, at_once: bool = False) -> Iterator[Source]:
    """Yields the sources of the register with what is known of them; ``at_once`` as in ``read_records``."""
    kinds: dict[str, str] = {}
    for quad in store.quads(graph_iri("entities")):
        node = _value(quad.subject)
        if node.startswith(_SOURCE) and quad.predicate.value == _TYPE:
            kinds[node] = min(_value(quad.object), kinds.get(node, "￿"))
    look = _lookup(store, _OF_SOURCES if at_once else None)
    for some in _in_batches(sorted(kinds)):
        said = look(some)
        for iri in some:
            # An export of one entity names the sources around it, and describes only its own.
            if _one(said[iri], "dcterms:title") or _one(said[iri], "tg:accessed"):
                yield _source(iri, kinds[iri], said[iri])


def _source(iri: str, kind: str, said: Facts) -> Source:
    issued = _one(said, "dcterms:issued")
    dated = issued is not None and issued != TG + "undisclosed"
    precision = _word(said, "tg:datePrecision")
    try:
        return Source(
            identifier=iri.removeprefix(_SOURCE),
            kind=kind,
            title=str(_one(said, "dcterms:title")),
            publisher=str(_one(said, "dcterms:publisher")),
            issued=PartialDate(date.fromisoformat(str(issued)), Precision(str(precision))) if dated else None,
            accessed=date.fromisoformat(str(_one(said, "tg:accessed"))),
            licence=str(_one(said, "dcterms:license")),
            url=_one(said, "schema:url"),
            content_sha256=_one(said, "tg:contentSha256"),
        )
    except ValueError as error:
        raise GraphError(f"this is no whole source: {error}", code="graph.record", where=iri) from error


def read_claims_of(store: Store, iris: Iterable[str] | None = None, *, at_once: bool = False) -> Iterator[Claim]:
    """Yields claims with their evidence, sorted by IRI: every claim, or those that are named.

    Args:
        store: the graph.
        iris: the claims to read; every one by default.
        at_once: as in ``read_records``.

    Raises:
        GraphError: a node is not a whole claim, as the shapes describe it.
    """
    if iris is None:
        found = store.raw.quads_for_pattern(None, ox.NamedNode(_TYPE), ox.NamedNode(TG + "Claim"), None)
        iris = {_value(quad.subject) for quad in found}
    look = _lookup(store, _OF_CLAIMS if at_once else None)
    made: dict[str, Evidence] = {}
    for some in _in_batches(sorted(iris)):
        if not at_once:
            made.clear()
        claims = look(some)
        evidence = look(_linked(claims, "tg:hasEvidence"))
        selectors = look(_linked(evidence, "oa:hasSelector"))
        for iri in some:
            try:
                behind = _texts(claims[iri], "tg:hasEvidence")
                made |= {node: _evidence(node, evidence[node], selectors) for node in behind if node not in made}
                yield _claim(iri, claims[iri], tuple(made[node] for node in behind))
            except (ValueError, ArithmeticError) as error:
                raise GraphError(f"this is no whole claim: {error}", code="graph.record", where=iri) from error


def _claim(iri: str, said: Facts, evidence: tuple[Evidence, ...]) -> Claim:
    dropped = _one(said, "prov:invalidatedAtTime")
    claim = Claim(
        subject=str(_one(said, "tg:claimSubject")),
        predicate=str(_one(said, "tg:claimPredicate")),
        object=_stated(said),
        evidence=evidence,
        recorded=date.fromisoformat(str(_one(said, "prov:generatedAtTime"))[:10]),
        unit=_one(said, "qudt:unit"),
        stance=Stance(str(_word(said, "tg:stance"))),
        status=Status(str(_word(said, "tg:claimStatus"))),
        confidence=Decimal(_one(said, "tg:confidence") or "1"),
        dropped=date.fromisoformat(dropped[:10]) if dropped else None,
    )
    return _with_validity(claim, said, iri)


def _stated(said: Facts) -> str | Value:
    value = next(iter(said.get(TG + "claimValue", ())), None)
    if not isinstance(value, ox.Literal):
        stated = _one(said, "tg:claimObject")
        if stated is None:
            raise ValueError("it has neither tg:claimObject nor tg:claimValue")
        return stated
    precision = _word(said, "tg:valuePrecision")
    return Value(value.value, value.datatype.value, Precision(precision) if precision else None)


def _with_validity(claim: Claim, said: Facts, iri: str) -> Claim:
    """Adds the validity; the graph keeps both precisions under one property, and the claim's own IRI tells which."""
    first, last = _one(said, "tg:validFrom"), _one(said, "tg:validTo")
    if first is None and last is None:
        return claim
    precisions = sorted(Precision(text.removeprefix(TG)) for text in _texts(said, "tg:datePrecision"))
    for one, other in product(precisions, repeat=2):
        made = replace(
            claim,
            valid_from=PartialDate(date.fromisoformat(first), one) if first else None,
            valid_to=PartialDate(date.fromisoformat(last), other) if last else None,
        )
        if len(precisions) == 1 or claim_iri(made) == iri:
            return made
    raise ValueError("its dates and precisions do not give its identifier")


def _evidence(iri: str, said: Facts, selectors: Mapping[str, Facts]) -> Evidence:
    source, place = _one(said, "oa:hasSource"), _one(said, "oa:hasSelector")
    if source is None or place is None:
        raise ValueError(f"its evidence {iri} has no source or no selector")
    return Evidence(
        source=source.removeprefix(_SOURCE),
        selector=_selector(selectors[place], _one(said, "tg:passageDigest")),
        directness=Directness(str(_word(said, "tg:directness"))),
        stance=EvidenceStance(str(_word(said, "tg:evidenceStance"))),
    )


def _selector(said: Facts, digest: str | None) -> Selector:
    start, end = _one(said, "oa:start"), _one(said, "oa:end")
    if start is not None and end is not None:
        return TextPosition(int(start), int(end), digest or "")
    return Place(_one(said, "rdf:value") or "")


def _lookup(store: Store, predicates: Iterable[str] | None) -> Callable[[Iterable[str]], Mapping[str, Facts]]:
    """Gives how to find what is said of things: looked up now, or out of all that is said with some predicates.

    A store on another machine is always asked for some things at a time: engines cut answers that are too long.
    """
    if predicates is None or store.is_remote:
        return lambda iris: _facts_of(store, iris)
    found: dict[str, Facts] = defaultdict(dict)
    for predicate in map(_full, predicates):
        for thing, subjects in read_subjects(store, predicate):
            for subject in subjects:
                said = found[subject]
                if predicate not in said:
                    said[predicate] = [thing]
                elif thing not in said[predicate]:
                    said[predicate].append(thing)
    return lambda iris: {iri: found.get(iri, {}) for iri in iris}


def read_subjects(
    store: Store, predicate: str, graph: str | None = None
) -> Iterator[tuple[Node | ox.Triple, list[str]]]:
    """Yields every object of a predicate with its subjects (IRIs), in no order.

    Args:
        store: the graph.
        predicate: its IRI.
        graph: IRI of the named graph; of all by default, and then a subject may be named several times.
    """
    if store.is_remote:  # which gives all quads in pages where answers have a longest length
        found = store.raw.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.NamedNode(graph) if graph else None)
        yield from ((quad.object, [quad.subject.value]) for quad in found if isinstance(quad.subject, ox.NamedNode))
        return
    # What takes the time is to fetch terms from the disk: so each object comes once, and no predicate and no graph.
    where = f"?s <{predicate}> ?o FILTER(isIRI(?s))"
    where = f"GRAPH <{graph}> {{ {where} }}" if graph else where
    for thing, subjects in store.select(f"SELECT ?o (GROUP_CONCAT(STR(?s)) AS ?all) WHERE {{ {where} }} GROUP BY ?o"):
        yield thing, _value(subjects).split(" ")


def _facts_of(store: Store, iris: Iterable[str]) -> dict[str, Facts]:
    """Gives what is said of each thing: of a store that is far away, in few questions."""
    if not store.is_remote:
        return {iri: _facts(store, iri) for iri in iris}
    found: dict[str, Facts] = {iri: {} for iri in iris}
    for some in _in_batches(found):
        values = " ".join(f"<{iri}>" for iri in some)
        for row in store.select(f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"):
            subject, predicate, thing = row
            said = found[_value(subject)].setdefault(_value(predicate), [])
            if thing not in said:
                said.append(thing)
    return found


def _facts(store: Store, iri: str) -> Facts:
    found: Facts = {}
    # Without a query to be read and rows to be joined, a store at hand gives the same in two thirds of the time.
    for quad in store.raw.quads_for_pattern(ox.NamedNode(iri), None, None, None):
        said, thing = found.setdefault(quad.predicate.value, []), quad.object
        if not said or thing not in said:
            said.append(thing)
    return found


def _in_batches(iris: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(iris)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _linked(facts: Mapping[str, Facts], curie: str) -> list[str]:
    return sorted({node for said in facts.values() for node in _texts(said, curie)})


def _texts(said: Facts, curie: str) -> list[str]:
    nodes = said.get(_full(curie))
    return sorted(map(_value, nodes)) if nodes else []


def _one(said: Facts, curie: str) -> str | None:
    nodes = said.get(_full(curie))
    if not nodes:
        return None
    return _value(nodes[0]) if len(nodes) == 1 else min(map(_value, nodes))


def _word(said: Facts, curie: str) -> str | None:
    found = _one(said, curie)
    return None if found is None else found.removeprefix(TG)


def _value(node: Any) -> str:
    try:
        return cast("str", node.value)
    except AttributeError:  # a quoted triple
        return str(node)
