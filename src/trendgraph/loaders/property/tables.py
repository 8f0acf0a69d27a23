"""Rows as Arrow tables, which the embedded databases copy without taking them apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trendgraph.exporters.property import Column
from trendgraph.loaders.property.struct import Sent

if TYPE_CHECKING:
    import pyarrow

__all__ = ["arrow_table"]


def arrow_table(columns: Sequence[Column], rows: Sequence[Sent]) -> pyarrow.Table:
    """Gives rows as a table: the columns, and ``row_digest``."""
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "list": pyarrow.list_(pyarrow.string()),
        "number": pyarrow.float64(),
        "flag": pyarrow.bool_(),
    }
    arrays = {
        column.name: pyarrow.array([row.cells[column.name] for row in rows], types[column.kind]) for column in columns
    }
    return pyarrow.table({**arrays, "row_digest": pyarrow.array([row.digest for row in rows], pyarrow.string())})
