"""HermiT finds the ontology consistent, every class satisfiable and every defined class reachable."""

from __future__ import annotations

from io import BytesIO

import pytest
from rdflib import OWL, Graph

from .tree import TG, external, own_modules, turtle, whole

pytestmark = pytest.mark.java

MEMBERS = {
    "HybridModel": "tg:hasComponent <urn:a> , <urn:b> ."
    " <urn:a> a tg:AttentionComponent . <urn:b> a tg:StateSpaceComponent",
    "DistilledModel": "tg:distilledFrom <urn:teacher>",
    "PrunedModel": "tg:usesTechnique <https://w3id.org/trendgraph/id/technique/magnitude-pruning>",
    "QuantisedModel": "tg:quantisedFrom <urn:base>",
    "MixtureOfExpertsModel": "tg:hasComponent <urn:e> . <urn:e> a tg:ExpertComponent",
    "MultimodalModel": "tg:acceptsModality <https://w3id.org/trendgraph/id/modality/image> ;"
    " tg:producesModality <https://w3id.org/trendgraph/id/modality/text>",
    "OpenWeightModel": "tg:weightsOpenness tg:open",
    "OpenSourceModel": "tg:weightsOpenness tg:open ; tg:codeOpenness tg:open ; tg:dataOpenness tg:open",
    "DomainSpecificModel": "tg:specialisedFor <https://w3id.org/trendgraph/id/sector/finance>",
}


class InconsistentError(Exception):
    """The reasoner found a contradiction."""


def reason(graph: Graph) -> tuple[set[str], dict[str, set[str]]]:
    """Return the unsatisfiable classes, and the classes of each thing in `urn:`, as HermiT sees them."""
    import owlready2

    world = owlready2.World()
    data = BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    world.get_ontology("https://w3id.org/trendgraph/test#").load(fileobj=data)
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise InconsistentError from error
    empty = {cls.iri for cls in world.inconsistent_classes()} - {str(OWL.Nothing)}
    things = [thing for thing in world.individuals() if thing.iri.startswith("urn:")]
    return empty, {thing.iri: {cls.iri for cls in thing.INDIRECT_is_a if hasattr(cls, "iri")} for thing in things}


def test_ontology_is_consistent_and_defined_classes_get_their_members() -> None:
    facts = (f"<urn:m:{name}> a owl:NamedIndividual , tg:LanguageModel ; {MEMBERS[name]} ." for name in MEMBERS)
    empty, members = reason(whole() + turtle("\n".join(facts)))
    defined = {str(s) for s in own_modules().subjects(OWL.equivalentClass, None)}
    assert empty == set()
    assert defined == {str(TG[name]) for name in MEMBERS}
    for name in MEMBERS:
        expected = {str(TG[name])} | ({str(TG.OpenWeightModel)} if name == "OpenSourceModel" else set())
        assert members[f"urn:m:{name}"] & defined == expected


def test_planted_unsatisfiable_class_is_found() -> None:
    planted = turtle("tg:Regulator rdfs:subClassOf tg:Technique .")
    assert reason(own_modules() + external() + planted)[0] == {str(TG.Regulator)}


@pytest.mark.parametrize(
    "text",
    [
        "<urn:x> a tg:LanguageModel , tg:Organisation .",
        "<urn:x> tg:developedBy <urn:y> . <urn:y> a tg:Corpus .",
        "tg:rising owl:sameAs tg:falling .",
        "<urn:c> a tg:AttentionComponent , tg:StateSpaceComponent .",
    ],
)
def test_planted_contradiction_is_found(text: str) -> None:
    with pytest.raises(InconsistentError):
        reason(own_modules() + external() + turtle(text))
