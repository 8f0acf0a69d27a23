"""What the room works on: a graph as things, what is said of them and measured trends; what somebody wants of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from trendgraph.claims import Claim, Source, Value

__all__ = ["Cut", "Network", "Origin", "Relation", "Scope", "Statement", "Thing", "Trend", "World"]

Origin = Literal["claim", "inferred", "scheme"]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity or concept.

    Attributes:
        kind: IRI of its class.
        also: labels of the defined classes that reasoning put it in.
        description: a concept's definition, or empty.
        proposed: whether nobody has decided yet what the name means.
        naming: whether the label is the graph's ``rdfs:label`` (0) or ``skos:prefLabel`` (1), in English; or neither.
    """

    iri: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    description: str = ""
    proposed: bool = False
    naming: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A property with its labels from either end."""

    iri: str
    label: str
    inverse: str
    definition: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One subject, relation and object or value, with every claim that says or denies it.

    Attributes:
        object: IRI of a thing, a qualifier or a missing value; or a literal.
        claims: with their IRIs, sorted by IRI; none where it follows by rule, or belongs to a scheme.
    """

    subject: str
    relation: str
    object: str | Value
    unit: str | None = None
    origin: Origin = "claim"
    claims: tuple[tuple[str, Claim], ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """What was judged and measured of a trend, ready to be written."""

    iri: str
    phases: tuple[Mapping[str, object], ...] = ()
    series: tuple[Mapping[str, object], ...] = ()
    verdicts: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """What places rest on: the things of which something is said, and the links that pull them together.

    Attributes:
        nodes: IRIs, sorted.
        links: pairs of nodes, sorted; a pair that two statements link stands twice.
    """

    nodes: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, edges: Iterable[Statement], values: Iterable[Statement]) -> Self:
        """Gives the network of statements; what follows by rule pulls nothing."""
        nodes, links = {one.subject for one in values}, []
        for one in edges:
            ends = (one.subject, str(one.object))
            nodes.update(ends)
            if one.origin != "inferred":
                links.append(ends)
        return cls(tuple(sorted(nodes)), tuple(sorted(links)))


@dataclass(frozen=True, slots=True)
class World:
    """A whole graph, read once.

    Attributes:
        things: by IRI; only those of which something is said.
        edges: statements between two things, sorted.
        values: all other statements, sorted.
        sources: by identifier.
        conflicts: claim's IRI to the number of its group of contradicting claims.
        preferred: claim's IRI to whether the rule prefers it; only in conflicts.
        relations: by IRI.
        labels: of classes, units, qualifiers, publishers, licences, by IRI.
        trends: by IRI.
        evidence_up_to: ISO day, or empty.
    """

    things: Mapping[str, Thing]
    edges: tuple[Statement, ...]
    values: tuple[Statement, ...]
    sources: Mapping[str, Source]
    conflicts: Mapping[str, int]
    preferred: Mapping[str, bool]
    relations: Mapping[str, Relation]
    labels: Mapping[str, str]
    trends: Mapping[str, Trend]
    evidence_up_to: str

    @property
    def network(self) -> Network:
        """What the places of its things rest on."""
        return Network.of(self.edges, self.values)


@dataclass(frozen=True, slots=True)
class Scope:
    """What of the graph is wanted; several wishes are added up, none means the whole graph.

    Attributes:
        entities: names of entities, with what they are linked to.
        trends: names of trends, likewise.
        kinds: local names of classes, with the links among their members.
        queries: SPARQL texts or names of questions; the things in the answers, with the links among them.
        everything: whether all entities are shown at once, and not the most evidenced ones first.
    """

    entities: tuple[str, ...] = ()
    trends: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a world that is wanted, in the order in which it is shown.

    Attributes:
        things: in the order of the file.
        focus: IRIs that were asked for by name.
        shown: how many things come first.
        weights: claims in which a thing takes part, by IRI, in the whole graph.
        links: edges of a thing, by IRI, in the whole graph.
        words: what was selected.
        view: what to open on.
    """

    things: tuple[Thing, ...]
    edges: tuple[Statement, ...]
    values: tuple[Statement, ...]
    focus: tuple[str, ...]
    shown: int
    weights: Mapping[str, int] = field(repr=False)
    links: Mapping[str, int] = field(repr=False)
    words: str
    view: Literal["overview", "ego", "trend"]
