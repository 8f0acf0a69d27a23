"""Claims: the records that everything else is derived from, their identity, and how they meet.

A reader yields ``Entity``, ``Source`` and ``Claim`` records; ``merge_claims`` makes a ``ClaimSet`` of them, in which
the same claim stands once with all its evidence and conflicts are listed.
"""

from trendgraph.claims.conflicts import Conflict
from trendgraph.claims.identity import claim_iri, evidence_iri, selector_iri, source_iri
from trendgraph.claims.lines import record_line, records_of_lines
from trendgraph.claims.merge import ClaimSet, extend_claims, merge_claims
from trendgraph.claims.plain import claim_of, claim_parts, source_of, source_parts
from trendgraph.claims.struct import (
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
    canonical_decimal,
)

__all__ = [
    "Claim",
    "ClaimSet",
    "Conflict",
    "Directness",
    "Entity",
    "Evidence",
    "EvidenceStance",
    "PartialDate",
    "Place",
    "Precision",
    "Record",
    "Selector",
    "Source",
    "Stance",
    "Status",
    "TextPosition",
    "Value",
    "canonical_decimal",
    "claim_iri",
    "claim_of",
    "claim_parts",
    "evidence_iri",
    "extend_claims",
    "merge_claims",
    "record_line",
    "records_of_lines",
    "selector_iri",
    "source_iri",
    "source_of",
    "source_parts",
]
