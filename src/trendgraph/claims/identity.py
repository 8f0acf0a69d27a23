"""Identity by content: the same claim, evidence or selector has the same IRI in every build, on every machine.

An identifier is the first 32 hexadecimal digits of the SHA-256 of a few lines of text, each a name and a value
separated by one space, ended by a line feed and encoded as UTF-8. An absent value is written ``-``.
"""

from __future__ import annotations

import hashlib

from trendgraph.claims.struct import Claim, Evidence, Place, Selector, Value
from trendgraph.errors import ClaimError
from trendgraph.namespaces import entity_iri

__all__ = ["claim_iri", "content_hash", "evidence_iri", "selector_iri", "source_iri"]


def content_hash(form: str, **parts: object) -> str:
    """Gives the identifier of named parts, in the order given.

    Raises:
        ClaimError: a part holds half of a surrogate pair, as an escape in JSON can: that is no Unicode text.

    >>> content_hash("example 1", subject="a", value=None)
    '53e12ab58cbc17e103b03a7d0b01af60'
    """
    lines = [form, *(f"{name} {'-' if part is None else part}" for name, part in parts.items())]
    try:
        content = "".join(f"{line}\n" for line in lines).encode()
    except UnicodeEncodeError as error:
        raise ClaimError("half of a surrogate pair is no text", code="claim.text", where=ascii(parts)) from error
    return hashlib.sha256(content).hexdigest()[:32]


def claim_iri(claim: Claim) -> str:
    """Gives a claim's IRI: what it says, since when and until when, and whether it affirms.

    Evidence, status, confidence and record dates are not part of it: two sources that say the same meet in one claim.
    """
    stated = claim.object
    if isinstance(stated, Value):
        text = f'"{stated.lexical}"^^<{stated.datatype}> {stated.precision or "-"}'
    else:
        text = f"<{stated}>"
    identifier = content_hash(
        "trendgraph claim 1",
        subject=f"<{claim.subject}>",
        predicate=f"<{claim.predicate}>",
        object=text,
        unit=claim.unit,
        stance=claim.stance,
        valid_from=claim.valid_from,
        valid_to=claim.valid_to,
    )
    return entity_iri(f"claim/{identifier}")


def selector_iri(source: str, selector: Selector) -> str:
    """Gives a selector's IRI: the source's identifier and the place in it."""
    if isinstance(selector, Place):
        identifier = content_hash("trendgraph fragment selector 1", source=source, value=selector.text)
    else:
        identifier = content_hash(
            "trendgraph text position selector 1", source=source, start=selector.start, end=selector.end
        )
    return entity_iri(f"selector/{identifier}")


def evidence_iri(evidence: Evidence) -> str:
    """Gives a piece of evidence's IRI: source, place, passage, stance and directness."""
    selector = evidence.selector
    identifier = content_hash(
        "trendgraph evidence 1",
        source=evidence.source,
        selector=selector_iri(evidence.source, selector),
        digest=None if isinstance(selector, Place) else selector.sha256,
        stance=evidence.stance,
        directness=evidence.directness,
    )
    return entity_iri(f"evidence/{identifier}")


def source_iri(identifier: str) -> str:
    """Gives a source's IRI."""
    return entity_iri(f"source/{identifier}")
