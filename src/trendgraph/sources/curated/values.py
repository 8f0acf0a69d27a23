"""From what a curator wrote to what a claim states: IRIs and canonical literals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from trendgraph.claims import PartialDate, Value, canonical_decimal
from trendgraph.errors import ClaimError
from trendgraph.namespaces import TG, entity_iri
from trendgraph.terms import XSD

__all__ = ["parse_day", "parse_object", "parse_value"]


def parse_object(text: str) -> str:
    """Gives the IRI that ``segment/slug`` or a qualifier's name stands for; it may not exist."""
    return entity_iri(text) if "/" in text else TG + text


def parse_day(text: str) -> date:
    """Gives a calendar day.

    Raises:
        ClaimError: no calendar has it.
    """
    return PartialDate.parse(text).first


def parse_value(text: str, datatype: str) -> Value:
    """Gives the canonical literal of a datatype.

    Raises:
        ClaimError: the text is not in the datatype's lexical space.
    """
    match datatype.removeprefix(XSD):
        case "date":
            when = PartialDate.parse(text)
            return Value(when.first.isoformat(), datatype, when.precision)
        case "integer":
            number = _decimal(text)
            if number != number.to_integral_value():
                raise ClaimError(f"{text!r} is not a whole number", code="claim.value")
            return Value(str(int(number)), datatype)
        case "decimal":
            return Value(canonical_decimal(_decimal(text)), datatype)
        case "double":
            # Oxigraph writes doubles without an exponent, and its decimals end near 1.7e20.
            return Value(canonical_decimal(Decimal(repr(float(_decimal(text))))), datatype)
        case "boolean":
            if text not in ("true", "false"):
                raise ClaimError(f"{text!r} is neither true nor false", code="claim.value")
            return Value(text, datatype)
        case _:
            return Value(text, datatype)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ClaimError(f"{text!r} is not a number", code="claim.value") from error
    if not number.is_finite():
        raise ClaimError(f"{text!r} is not a finite number", code="claim.value")
    return number
