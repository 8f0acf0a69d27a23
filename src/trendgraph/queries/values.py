"""RDF terms as Python values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from trendgraph.terms import XSD

__all__ = ["Cell", "PythonValue", "to_python"]

Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
PythonValue = str | int | float | bool | Decimal | date | datetime | None

_INTEGERS = ("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
_READERS: dict[str, Callable[[str], PythonValue]] = {
    **{XSD + name: int for name in _INTEGERS},
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
}


def to_python(cell: Cell) -> PythonValue:
    """Gives a term's Python value: an IRI's text, a typed literal's number, date or truth value, else its text.

    A literal whose text does not fit its datatype stays text.

    >>> to_python(ox.Literal("7", datatype=ox.NamedNode(XSD + "integer")))
    7
    """
    if cell is None:
        return None
    if isinstance(cell, ox.Literal):
        reader = _READERS.get(cell.datatype.value)
        if reader is None:
            return cell.value
        try:
            return reader(cell.value)
        except (ValueError, KeyError, InvalidOperation):
            return cell.value
    return cell.value if isinstance(cell, ox.NamedNode | ox.BlankNode) else str(cell)
