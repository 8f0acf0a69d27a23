"""Materialisation: what follows from the graph, why it follows, and whether a description-logic reasoner agrees.

``materialise(store)`` runs the rules of ``queries/rules/`` to their fixpoint and writes only to ``graph/inferred``;
``explain(store, s, p, o)`` leads any triple back to axioms, claims and the passages they rest on; ``reason_dl(store)``
asks HermiT whether the ontology is consistent and whether it puts the same members into the same classes.
"""

from trendgraph.materialisation.derivation import ClaimGround, Derivation, Passage
from trendgraph.materialisation.explanation import explain, leaves
from trendgraph.materialisation.fixpoint import Materialised, count_inferred, materialise, materialised_store
from trendgraph.materialisation.reading import read_statement
from trendgraph.materialisation.reason import DlReport, reason_dl
from trendgraph.materialisation.rules import Rule, load_rules

__all__ = [
    "ClaimGround",
    "Derivation",
    "DlReport",
    "Materialised",
    "Passage",
    "Rule",
    "count_inferred",
    "explain",
    "leaves",
    "load_rules",
    "materialise",
    "materialised_store",
    "read_statement",
    "reason_dl",
]
