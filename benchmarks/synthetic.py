"""Quads that follow the shapes, about as many as asked for, with a known number of planted faults.

The same seed gives the same quads. The vocabulary is not among them; load it first. Run it as
``python benchmarks/synthetic.py --triples 100000 --planted 50 --seed 1 --out f.nq``.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from trendgraph.namespaces import entity_iri, expand, graph_iri
from trendgraph.terms import XSD

CLAIMS_PER_SOURCE = 40
QUADS_PER_CLAIM = 21
TECHNIQUES = ("pruning", "knowledge-distillation", "quantisation", "mixture-of-experts")


@dataclass
class Synthetic:
    """The quads and what was planted in them: the shape or check that must find it, and the node."""

    quads: list[ox.Quad] = field(default_factory=list)
    planted: list[tuple[str, str]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return dict(sorted(Counter(source for source, _ in self.planted).items()))


def term(curie: str) -> ox.NamedNode:
    iri = expand(curie)
    if iri is None:
        raise KeyError(curie)
    return ox.NamedNode(iri)


def literal(lexical: str, datatype: str) -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))


def digest(*parts: object) -> str:
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()


@dataclass
class Statement:
    """One claim before it is written; a fault changes it."""

    number: int
    source: int
    subject: str
    predicate: str
    value: ox.NamedNode | ox.Literal
    precision: str = ""
    unit: str = ""
    confidence: str = "1"
    status: str = "tg:accepted"
    start: int = 0
    end: int = 0
    digest: str = ""
    with_evidence: bool = True
    with_direct: bool = True

    @property
    def iri(self) -> str:
        return entity_iri(f"claim/{digest('claim', self.number)[:32]}")

    @property
    def evidence_iri(self) -> str:
        return entity_iri(f"evidence/{digest('evidence', self.number)[:32]}")

    @property
    def selector_iri(self) -> str:
        return entity_iri(f"selector/{digest('selector', self.number)[:32]}")


# --- faults: each changes a statement and says who must find it, and at which node ---


def _no_evidence(claim: Statement) -> list[tuple[str, str]]:
    claim.with_evidence = False
    return [("tgs:claim-evidence", claim.iri)]


def _too_sure(claim: Statement) -> list[tuple[str, str]]:
    claim.confidence = "1.5"
    return [("tgs:claim-confidence", claim.iri)]


def _empty_passage(claim: Statement) -> list[tuple[str, str]]:
    claim.end = claim.start
    return [("tgs:selector-start", claim.selector_iri)]


def _short_digest(claim: Statement) -> list[tuple[str, str]]:
    claim.digest = claim.digest[:63]
    return [("tgs:evidence-digest", claim.evidence_iri)]


def _no_direct_triple(claim: Statement) -> list[tuple[str, str]]:
    claim.with_direct = False
    return [("qc-claim-without-asserted", claim.iri)]


def _unasked_unit(claim: Statement) -> list[tuple[str, str]]:
    claim.unit = "unit:TONNE"
    return [("tgs:claim-unit-wrong", claim.iri)]


def _unknown_predicate(claim: Statement) -> list[tuple[str, str]]:
    claim.predicate = "rdfs:seeAlso"
    return [("tgs:claim-predicate-claimable", claim.iri)]


def _dangling(claim: Statement) -> list[tuple[str, str]]:
    claim.value = ox.NamedNode(entity_iri(f"technique/no-such-{claim.number}"))
    claim.predicate, claim.precision = "tg:usesTechnique", ""
    return [("qc-dangling-reference", claim.iri), ("tgs:claim-object-class", claim.iri)]


FAULTS: tuple[Callable[[Statement], list[tuple[str, str]]], ...] = (
    _no_evidence,
    _too_sure,
    _empty_passage,
    _short_digest,
    _no_direct_triple,
    _unasked_unit,
    _unknown_predicate,
    _dangling,
)


def generate(triples: int, *, planted: int = 0, seed: int = 1) -> Synthetic:
    """Gives about ``triples`` quads with ``planted`` faults, the kinds of fault in turn."""
    chance = random.Random(seed)
    made = Synthetic()
    models = max(_models(triples), planted)
    bad = set(chance.sample([number for number in range(6 * models) if number % 6 >= 3], planted))
    faults = iter(range(planted))

    def spoil(claim: Statement) -> None:
        if claim.number in bad:
            made.planted.extend(FAULTS[next(faults) % len(FAULTS)](claim))

    made.quads.extend(_quads(models, chance, spoil))
    if planted:
        made.planted += _consequences(made, bad)
    made.planted.sort()
    return made


def stream(triples: int, *, seed: int = 1) -> Iterator[ox.Quad]:
    """Yields what ``generate`` gives without faults one by one, so that there may be more than memory holds."""
    return _quads(_models(triples), random.Random(seed), lambda _: None)


def _models(triples: int) -> int:
    return max(triples // QUADS_PER_CLAIM // 6, 2)


def _quads(models: int, chance: random.Random, spoil: Callable[[Statement], None]) -> Iterator[ox.Quad]:
    count = 6 * models
    yield from _register(models)
    for number in range(count):
        claim = _statement(number, chance)
        spoil(claim)
        yield from _claim_quads(claim)
    for source in range((count - 1) // CLAIMS_PER_SOURCE + 1):
        yield from _source_quads(source)


def _consequences(made: Synthetic, bad: set[int]) -> list[tuple[str, str]]:
    """Gives what follows from the faults besides: evidence that no claim points to."""
    loose = []
    for number in bad:
        claim = entity_iri(f"claim/{digest('claim', number)[:32]}")
        if ("tgs:claim-evidence", claim) in made.planted:
            loose.append(("tgs:evidence-used", entity_iri(f"evidence/{digest('evidence', number)[:32]}")))
    return loose


def _statement(number: int, chance: random.Random) -> Statement:
    """Gives one of six statements about a model; every sixth number goes on to the next model."""
    model = entity_iri(f"model/synthetic-{number // 6}")
    start = number % CLAIMS_PER_SOURCE * 100
    year = 2019 + number // 6 % 6
    stated: tuple[str, ox.NamedNode | ox.Literal, str] = (
        ("tg:developedBy", ox.NamedNode(entity_iri(f"organisation/synthetic-{number // 6 % 50}")), ""),
        ("tg:releasedOn", literal(f"{year}-0{1 + number % 9}-01", "date"), "tg:month"),
        ("tg:weightsOpenness", term(chance.choice(("tg:open", "tg:closed"))), ""),
        ("tg:parameterCount", literal(str(chance.randrange(10**8, 10**11)), "integer"), ""),
        ("tg:usesTechnique", ox.NamedNode(entity_iri("technique/" + chance.choice(TECHNIQUES))), ""),
        ("tg:contextWindow", literal(str(2 ** chance.randrange(11, 18)), "integer"), ""),
    )[number % 6]
    return Statement(
        number=number,
        source=number // CLAIMS_PER_SOURCE,
        subject=model,
        predicate=stated[0],
        value=stated[1],
        precision=stated[2],
        start=start,
        end=start + chance.randrange(20, 90),
        digest=digest("passage", number),
    )


def _register(models: int) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(graph_iri("entities"))
    kinds = [("model", "LanguageModel", number) for number in range(models)]
    kinds += [("organisation", "Company", number) for number in range(50)]
    for segment, kind, number in kinds:
        node = ox.NamedNode(entity_iri(f"{segment}/synthetic-{number}"))
        yield ox.Quad(node, term("rdf:type"), term(f"tg:{kind}"), graph)
        yield ox.Quad(node, term("rdfs:label"), ox.Literal(f"Synthetic {segment} {number}", language="en"), graph)


def _claim_quads(claim: Statement) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(graph_iri(f"source/synthetic-{claim.source}"))
    node, evidence, place = (ox.NamedNode(iri) for iri in (claim.iri, claim.evidence_iri, claim.selector_iri))
    what = "tg:claimValue" if isinstance(claim.value, ox.Literal) else "tg:claimObject"
    said: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (node, "rdf:type", term("tg:Claim")),
        (node, "tg:claimSubject", ox.NamedNode(claim.subject)),
        (node, "tg:claimPredicate", term(claim.predicate)),
        (node, what, claim.value),
        (node, "tg:stance", term("tg:affirms")),
        (node, "tg:claimStatus", term(claim.status)),
        (node, "tg:confidence", literal(claim.confidence, "decimal")),
        (node, "prov:generatedAtTime", literal("2026-11-23T00:00:00Z", "dateTime")),
        (evidence, "rdf:type", term("tg:Evidence")),
        (evidence, "oa:hasSource", ox.NamedNode(entity_iri(f"source/synthetic-{claim.source}"))),
        (evidence, "oa:hasSelector", place),
        (evidence, "tg:evidenceStance", term("tg:supports")),
        (evidence, "tg:directness", term("tg:secondary")),
        (evidence, "tg:passageDigest", ox.Literal(claim.digest)),
        (place, "rdf:type", term("oa:TextPositionSelector")),
        (place, "oa:start", literal(str(claim.start), "integer")),
        (place, "oa:end", literal(str(claim.end), "integer")),
    ]
    if claim.precision:
        said.append((node, "tg:valuePrecision", term(claim.precision)))
    if claim.unit:
        said.append((node, "qudt:unit", term(claim.unit)))
    if claim.with_evidence:
        said.append((node, "tg:hasEvidence", evidence))
    for subject, predicate, value in said:
        yield ox.Quad(subject, term(predicate), value, graph)
    if claim.with_direct:
        direct = ox.NamedNode(graph_iri("asserted"))
        yield ox.Quad(ox.NamedNode(claim.subject), term(claim.predicate), claim.value, direct)


def _source_quads(number: int) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(graph_iri(f"source/synthetic-{number}"))
    node = ox.NamedNode(entity_iri(f"source/synthetic-{number}"))
    title = ox.Literal(f"Synthetic source {number}", language="en")
    said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        ("rdf:type", term("tg:Report")),
        ("rdfs:label", title),
        ("dcterms:title", title),
        ("dcterms:publisher", term("tg:undisclosed")),
        ("dcterms:issued", literal("2024-01-01", "date")),
        ("tg:datePrecision", term("tg:year")),
        ("tg:accessed", literal("2026-11-23", "date")),
        ("dcterms:license", term("tg:undisclosed")),
    ]
    for predicate, value in said:
        yield ox.Quad(node, term(predicate), value, graph)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=10_000)
    parser.add_argument("--planted", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    made = generate(options.triples, planted=options.planted, seed=options.seed)
    ox.serialize(made.quads, str(options.out), format=ox.RdfFormat.N_QUADS)
    print(f"{len(made.quads)} quads in {options.out}; planted: {made.counts}")


if __name__ == "__main__":
    main()
