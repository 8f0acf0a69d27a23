"""What the room hands out: questions with their headers, tables of rows, and triples."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, overload

import pyoxigraph as ox

from trendgraph.errors import QueryError
from trendgraph.namespaces import compact
from trendgraph.queries.values import Cell, PythonValue, to_python

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Binding", "Column", "Question", "Row", "Table", "Triples"]

_HTML_ROWS = 200


@dataclass(frozen=True, slots=True)
class Binding:
    """A value that a question needs or accepts.

    Attributes:
        kind: local name of a class (``Trend``), or a datatype (``xsd:date``).
    """

    name: str
    required: bool
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a question's answer; ``kind`` is ``IRI``, a datatype's local name, or ``any``."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question: what its file's header says, and the query.

    Attributes:
        identifier: ``cq`` and three digits.
        name: stem of the file, identifier and a few words.
        ordered: what the rows are sorted by.
        example: bindings that make sense in the published graph, name to text.
        note: how the question is understood.
    """

    identifier: str
    name: str
    question: str
    bindings: tuple[Binding, ...]
    columns: tuple[Column, ...]
    ordered: str
    text: str = field(repr=False)
    example: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


class Row(Sequence[PythonValue]):
    """One row of typed Python values, by position, name (``row["trend"]``) or attribute (``row.trend``)."""

    __slots__ = ("_columns", "_values")

    def __init__(self, columns: tuple[str, ...], values: tuple[PythonValue, ...]) -> None:
        self._columns = columns
        self._values = values

    @overload
    def __getitem__(self, key: int | str) -> PythonValue: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[PythonValue]: ...
    def __getitem__(self, key: int | str | slice) -> PythonValue | Sequence[PythonValue]:
        if isinstance(key, str):
            try:
                return self._values[self._columns.index(key)]
            except ValueError:
                raise KeyError(key) from None
        return self._values[key]

    def __getattr__(self, name: str) -> PythonValue:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"there is no column {name}; there are {', '.join(self._columns)}") from None

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Row | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return "Row(" + ", ".join(f"{name}={value!r}" for name, value in self.as_dict().items()) + ")"

    def as_dict(self) -> dict[str, PythonValue]:
        """Gives the row as a dictionary, column to value."""
        return dict(zip(self._columns, self._values, strict=True))


class Table:
    """The answer to a SELECT or ASK query.

    The engine's rows are kept as they came; terms and Python values are made when first asked for.

    Attributes:
        columns: names of the columns.
        query: the SPARQL text that was run.
        question: the competency question, if it was one.
        boolean: the answer to an ASK query, otherwise None.
    """

    def __init__(
        self,
        columns: Sequence[str],
        solutions: Sequence[ox.QuerySolution] | Sequence[tuple[Cell, ...]],
        *,
        query: str = "",
        question: Question | None = None,
        boolean: bool | None = None,
        name_of: Callable[[ox.NamedNode], str] | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self.query = query
        self.question = question
        self.boolean = boolean
        self._solutions = solutions
        self._name_of = name_of

    @cached_property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows as RDF terms; None where a variable is unbound."""
        return [tuple(solution) for solution in self._solutions]

    def rows_as_python(self) -> list[tuple[PythonValue, ...]]:
        """Gives the rows as str (IRIs, text), int, Decimal, float, bool, date, datetime or None."""
        return [tuple(to_python(cell) for cell in row) for row in self.rows]

    def __len__(self) -> int:
        return len(self._solutions)

    def __iter__(self) -> Iterator[Row]:
        return (Row(self.columns, values) for values in self.rows_as_python())

    def __getitem__(self, index: int) -> Row:
        return Row(self.columns, tuple(to_python(cell) for cell in self.rows[index]))

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def name(self, cell: Cell) -> str:
        """Gives a cell as people read it: an entity's label, otherwise a CURIE; a literal's text; empty if unbound."""
        if isinstance(cell, ox.NamedNode):
            return self._name_of(cell) if self._name_of else compact(cell.value)
        return "" if cell is None else cell.value if isinstance(cell, ox.Literal) else str(cell)

    def to_pandas(self) -> pd.DataFrame:
        """Gives a pandas DataFrame of Python values.

        Raises:
            QueryError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise QueryError(
                "pandas is not installed", code="query.pandas", hint="install it: pip install 'trendgraph[pandas]'"
            ) from error
        return pandas.DataFrame(self.rows_as_python(), columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        shown = self.rows[:_HTML_ROWS]
        lines = ["<tr>" + "".join(self._html_cell(cell) for cell in row) + "</tr>" for row in shown]
        rest = len(self) - len(lines)
        more = f"<p>and {rest} more rows</p>" if rest else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{more}"

    def _html_cell(self, cell: Cell) -> str:
        title = f' title="{html.escape(cell.value)}"' if isinstance(cell, ox.NamedNode) else ""
        return f"<td{title}>{html.escape(self.name(cell))}</td>"


class Triples(Sequence[ox.Triple]):
    """The answer to a CONSTRUCT or DESCRIBE query: its triples, each once, in a fixed order."""

    def __init__(self, triples: Iterator[ox.Triple] | Sequence[ox.Triple], query: str = "") -> None:
        self._triples = sorted(set(triples), key=str)
        self.query = query

    @overload
    def __getitem__(self, index: int) -> ox.Triple: ...
    @overload
    def __getitem__(self, index: slice) -> list[ox.Triple]: ...
    def __getitem__(self, index: int | slice) -> ox.Triple | list[ox.Triple]:
        return self._triples[index]

    def __len__(self) -> int:
        return len(self._triples)

    def __repr__(self) -> str:
        return f"<Triples: {len(self)}>"
