"""From a store to a ``World``: claims as records, and the rest by predicate, because everything is wanted.

Reads: ``graph/entities`` and ``graph/schemes`` for names, kinds, definitions and ``skos:broader``; ``?c a tg:Claim``
with its evidence in whichever graph; ``graph/inferred`` for defined classes and edges between two things;
``tg:isPreferred``; labels and inverses of ``graph/ontology``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from trendgraph.claims import Claim, Value, claim_iri
from trendgraph.explorer.measured import read_trends
from trendgraph.explorer.struct import Network, Origin, Relation, Statement, Thing, World
from trendgraph.namespaces import ENTITY, TG, compact, graph_iri
from trendgraph.records import read_claims_of, read_sources
from trendgraph.store import Store
from trendgraph.terms import load_terms

__all__ = ["read_network", "read_world"]

_RDF, _RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
_SKOS, _OWL = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2002/07/owl#"
_SOURCE = ENTITY + "source/"
_INVERSES = {
    "acceptsModality": "accepted by",
    "addressesConcern": "addressed by",
    "adoptedBy": "adopts",
    "amends": "amended by",
    "assesses": "assessed by",
    "assistsWith": "assisted by",
    "benefits": "benefits from",
    "combines": "combined in",
    "concernsSystem": "subject of",
    "dependsOn": "needed by",
    "derivedFrom": "has derivative",
    "developedBy": "developer of",
    "distilledFrom": "distilled into",
    "embedsModel": "embedded in",
    "enables": "enabled by",
    "evaluatedOn": "evaluation of",
    "exemplifiedBy": "example of",
    "fineTunedFrom": "fine-tuned into",
    "governs": "governed by",
    "hasAncestor": "ancestor of",
    "hasComponent": "component of",
    "hasFeature": "feature of",
    "hasLicence": "licence of",
    "hasModality": "modality of",
    "hasProvision": "provision of",
    "implementsTechnique": "implemented by",
    "imposesObligation": "imposed by",
    "improves": "improved by",
    "inJurisdiction": "jurisdiction of",
    "introducedIn": "introduces",
    "involvesActor": "actor in",
    "involvesEntity": "involved in",
    "involvesPractice": "practice in",
    "involvesTechnique": "technique in",
    "issuedBy": "issuer of",
    "locatedIn": "location of",
    "memberOfFamily": "has member",
    "mergedFrom": "merged into",
    "mitigates": "mitigated by",
    "offeredBy": "offers",
    "operatedBy": "operates",
    "partOf": "has part",
    "performsTask": "performed by",
    "phaseOf": "has phase",
    "producesModality": "produced by",
    "promotesPrinciple": "promoted by",
    "providesCapability": "provided by",
    "prunedFrom": "pruned into",
    "quantisedFrom": "quantised into",
    "raisesConcern": "raised by",
    "repeals": "repealed by",
    "requiresPrinciple": "required by",
    "servesSector": "served by",
    "specialisedFor": "specialised for by",
    "subsidiaryOf": "parent of",
    "trainedOn": "training data of",
    "trainedWith": "used in training",
    "usedBy": "uses",
    "usesTechnique": "technique used by",
}
"""What a relation is called from its object's end, where ``… (of)`` would read badly."""


def read_world(store: Store) -> World:
    """Gives a whole graph.

    Raises:
        GraphError: a claim or a source is not whole, as the shapes describe it.
    """
    labels, naming = _labels(store)
    things = _things(store, labels, naming)
    claims = {claim_iri(claim): claim for claim in read_claims_of(store)}
    edges, values = _statements(store, claims, things)
    spoken = set(Network.of(edges, values).nodes)
    kinds = {iri: kind.value for iri, kind in _pairs(store, _RDF + "type", "entities")}
    for iri in sorted(spoken - things.keys()):  # sources that claims speak of, and what nothing else is known of
        things[iri] = Thing(iri, kinds.get(iri, TG + "Entity"), labels.get(iri) or compact(iri), naming=naming.get(iri))
    preferred = _preferred(store)
    groups: dict[tuple[str, str], int] = {}
    conflicts = {}
    for iri in sorted(preferred.keys() & claims.keys()):
        pair = (claims[iri].subject, claims[iri].predicate)
        conflicts[iri] = groups.setdefault(pair, len(groups))
    sources = {source.identifier: source for source in read_sources(store)}
    return World(
        things={iri: thing for iri, thing in things.items() if iri in spoken},
        edges=edges,
        values=values,
        sources=sources,
        conflicts=conflicts,
        preferred=preferred,
        relations=_relations(store, {one.relation for one in (*edges, *values)}, labels),
        labels=labels,
        trends=read_trends(store, values, edges, labels),
        evidence_up_to=max((source.accessed.isoformat() for source in sources.values()), default=""),
    )


def read_network(store: Store, claims: Mapping[str, Claim]) -> Network:
    """Gives what ``World.network`` gives, where the claims are at hand: far quicker than reading the whole graph."""
    edges, values = _statements(store, claims, _things(store, *_labels(store)))
    return Network.of(edges, values)


def _pairs(store: Store, predicate: str, graph: str | None = None) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    name = ox.NamedNode(graph_iri(graph)) if graph else None
    for quad in store.raw.quads_for_pattern(None, ox.NamedNode(predicate), None, name):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.object


def _labels(store: Store) -> tuple[dict[str, str], dict[str, int | None]]:
    """Gives one label a thing, the preferred one, English first; and how it names the thing, as ``Thing.naming``."""
    found: dict[str, tuple[int, bool, str, bool]] = {}
    for rank, predicate in enumerate((_SKOS + "prefLabel", _RDFS + "label")):
        for iri, label in _pairs(store, predicate):
            if isinstance(label, ox.Literal):
                ranked = (rank, label.language not in ("en", None), label.value, label.language != "en")
                found[iri] = min(found.get(iri, ranked), ranked)
    labels = {iri: ranked[2] for iri, ranked in found.items()}
    return labels, {iri: None if ranked[3] else 1 - ranked[0] for iri, ranked in found.items()}


def _things(store: Store, labels: Mapping[str, str], naming: Mapping[str, int | None]) -> dict[str, Thing]:
    names: dict[str, set[str]] = defaultdict(set)
    for iri, name in _pairs(store, _SKOS + "altLabel"):
        names[iri].add(name.value)
    kinds: dict[str, str] = {}
    for graph in ("entities", "schemes"):
        for iri, kind in _pairs(store, _RDF + "type", graph):
            if iri.startswith(ENTITY) and not iri.startswith(_SOURCE) and _is_kind(kind.value):
                kinds[iri] = min(kinds.get(iri, kind.value), kind.value)
    defined = {iri for iri, _ in _pairs(store, _OWL + "equivalentClass", "ontology")}
    also: dict[str, set[str]] = defaultdict(set)
    for iri, kind in _pairs(store, _RDF + "type", "inferred"):
        if iri in kinds and kind.value in defined:
            also[iri].add(labels.get(kind.value, compact(kind.value)))
    definitions = {iri: text.value for iri, text in _pairs(store, _SKOS + "definition", "schemes")}
    proposed = {iri for iri, _ in _pairs(store, TG + "entityStatus")}
    return {
        iri: Thing(
            iri=iri,
            kind=kind,
            label=labels.get(iri) or compact(iri),
            names=tuple(sorted(names.get(iri, ()))),
            also=tuple(sorted(also.get(iri, ()))),
            description=definitions.get(iri, ""),
            proposed=iri in proposed,
            naming=naming.get(iri),
        )
        for iri, kind in sorted(kinds.items())
    }


def _is_kind(iri: str) -> bool:
    return iri.startswith(TG) and iri not in (TG + "NonTextModality", TG + "Concept")


def _statements(
    store: Store, claims: Mapping[str, Claim], things: Mapping[str, Thing]
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Gives edges and values, each sorted."""
    said: dict[tuple[str, str, str | Value, str | None], list[tuple[str, Claim]]] = defaultdict(list)
    for iri, claim in claims.items():
        said[claim.subject, claim.predicate, claim.object, claim.unit].append((iri, claim))
    edges: list[Statement] = []
    values: list[Statement] = []
    for (subject, relation, stated, unit), behind in said.items():
        one = Statement(subject, relation, stated, unit, "claim", tuple(behind))
        (edges if isinstance(stated, str) and stated.startswith(ENTITY) else values).append(one)
    known = {(one.subject, one.relation, one.object) for one in edges}
    inverses = _inverses(store)
    for subject, relation, stated, origin in (*_broader(store), *_inferred(store)):
        mirrored = any((stated, other, subject) in known for other in inverses.get(relation, ()))
        if subject in things and stated in things and not mirrored and (subject, relation, stated) not in known:
            known.add((subject, relation, stated))
            edges.append(Statement(subject, relation, stated, None, origin))
    return tuple(sorted(edges, key=_order)), tuple(sorted(values, key=_order))


def _order(one: Statement) -> tuple[str, str, str, str, str]:
    if isinstance(one.object, Value):
        return one.subject, one.relation, one.object.lexical, one.object.datatype, one.object.precision or ""
    return one.subject, one.relation, one.object, "", one.unit or ""


def _broader(store: Store) -> Iterator[tuple[str, str, str, Origin]]:
    for narrow, broad in _pairs(store, _SKOS + "broader", "schemes"):
        yield narrow, _SKOS + "broader", broad.value, "scheme"


def _inferred(store: Store) -> list[tuple[str, str, str, Origin]]:
    """Gives conclusions between two nodes; of a relation and its inverse, the one that claims use comes first."""
    found: list[tuple[str, str, str, Origin]] = [
        (quad.subject.value, quad.predicate.value, quad.object.value, "inferred")
        for quad in store.quads(graph_iri("inferred"))
        if quad.predicate.value.startswith(TG)
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
    ]
    claimable = {predicate.iri for predicate in load_terms().predicates.values()}
    return sorted(found, key=lambda one: (one[1] not in claimable, one))


def _inverses(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for iri, other in _pairs(store, _OWL + "inverseOf", "ontology"):
        found[iri].add(other.value)
        found[other.value].add(iri)
    return found


def _preferred(store: Store) -> dict[str, bool]:
    return {iri: flag.value == "true" for iri, flag in _pairs(store, TG + "isPreferred")}


def _relations(store: Store, used: set[str], labels: Mapping[str, str]) -> dict[str, Relation]:
    inverses = {iri: labels.get(min(others), "") for iri, others in _inverses(store).items()}
    definitions = {iri: text.value for iri, text in _pairs(store, _SKOS + "definition", "ontology")}
    symmetric = {
        iri for iri, kind in _pairs(store, _RDF + "type", "ontology") if kind.value == _OWL + "SymmetricProperty"
    }
    made = {}
    for iri in sorted(used):
        name = re.split(r"[#/]", iri)[-1]
        words = labels.get(iri) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
        inverse = words if iri in symmetric else _INVERSES.get(name) or inverses.get(iri) or f"{words} (of)"
        made[iri] = Relation(iri, words, "narrower" if iri == _SKOS + "broader" else inverse, definitions.get(iri, ""))
    return made
