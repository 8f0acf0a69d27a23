"""Tables as publishers leave them: CSV files read row by row, every fault named, memory bounded.

``find_files`` gives the files below a path without following links round in circles, ``read_table`` yields the rows of
a CSV file as ``Row`` objects, whose methods read a cell or say in the log why they do not.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import BinaryIO

from trendgraph.claims import PartialDate, Precision, Value, canonical_decimal
from trendgraph.errors import ClaimError, SourceError, nearest
from trendgraph.sources.struct import ReadLog
from trendgraph.terms import XSD

__all__ = ["MAXIMUM_LINE", "Row", "bounded_lines", "edition_of", "find_files", "header_of", "read_table", "sniff"]

MAXIMUM_LINE = 8 * 1024 * 1024
"""Longest line in bytes; what is longer is no table, and is not read into memory."""
_EARLIEST = date(1940, 1, 1)
_PLACEHOLDER = date(1970, 1, 1)
_EDITION = re.compile(r"(?<!\d)(20\d{2})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?!\d)")
_MAGIC = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "open it and save it as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "open it and save it as CSV (UTF-8)"),
    (b"PAR1", "a Parquet file", "give the file its own suffix, .parquet"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\xff\xfe", "UTF-16 text", "save it as UTF-8"),
    (b"\xfe\xff", "UTF-16 text", "save it as UTF-8"),
    (b"version https://git-lfs", "a Git LFS pointer, not the file itself", "fetch the file: git lfs pull"),
)


@dataclass(slots=True)
class Row:
    """One row of a table.

    Attributes:
        file: name of the file.
        line: number of the line on which the row ends, from 1.
        cells: column to text, without the white space around it.
        log: takes what cannot be read.
        key: what the row is called in places and in the log; its line where nobody set it.
    """

    file: str
    line: int
    cells: dict[str, str]
    log: ReadLog
    key: str = field(default="")

    def __post_init__(self) -> None:
        self.key = self.key or f"line {self.line}"

    def text(self, *columns: str) -> str:
        """Gives the first filled cell among columns that mean the same, white space in it made single."""
        return next((" ".join(self.cells[name].split()) for name in columns if self.cells.get(name)), "")

    def names(self, *columns: str) -> list[str]:
        """Gives the parts of a cell that commas join, each once, in order."""
        parts = (part.strip() for part in self.text(*columns).split(","))
        return list(dict.fromkeys(part for part in parts if part))

    def reject(self, reason: str, detail: str) -> None:
        """Says in the log that the row, or a cell of it, makes no claim."""
        self.log.reject(self.file, self.key, reason, detail)

    def number(self, *columns: str) -> Decimal | None:
        """Gives a number above 0; else the log gets ``number.invalid``, ``number.negative`` or ``number.zero``."""
        text = self.text(*columns)
        if not text:
            return None
        try:
            value = Decimal(text.replace("_", "x"))
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            self.reject("number.invalid", f"{columns[0]}: {text[:80]!r} is no number")
            return None
        if value <= 0:
            self.reject("number.negative" if value < 0 else "number.zero", f"{columns[0]}: {text[:80]}")
            return None
        return value

    def integer(self, *columns: str) -> Value | None:
        """Gives a whole number above 0 as a literal; parts of one are rounded away."""
        value = self.number(*columns)
        return None if value is None else Value(str(int(value.to_integral_value())), XSD + "integer")

    def decimal(self, *columns: str, scale: Decimal = Decimal(1)) -> Value | None:
        """Gives a number above 0 as a literal, times ``scale``, with at most six digits after the point."""
        value = self.number(*columns)
        if value is None:
            return None
        lexical = canonical_decimal((value * scale).quantize(Decimal("0.000001")))
        if lexical == "0":
            self.reject("number.zero", f"{columns[0]}: {value}")
            return None
        return Value(lexical, XSD + "decimal")

    def double(self, *columns: str) -> Value | None:
        """Gives a number above 0 as an ``xsd:double`` in the form that the store writes."""
        value = self.number(*columns)
        if value is None:
            return None
        # Oxigraph writes doubles without an exponent; a claim's value has that form from the start.
        return Value(canonical_decimal(Decimal(repr(float(value)))), XSD + "double")

    def date(self, *columns: str, latest: date | None = None) -> PartialDate | None:
        """Gives a date in ISO form; placeholders, and days after ``latest``, go to the log.

        Reasons: ``date.invalid``, ``date.placeholder`` (1970-01-01), ``date.implausible`` (before 1940),
        ``date.future``.
        """
        text = self.text(*columns)
        if not text:
            return None
        try:
            when = PartialDate.parse(re.sub(r"[T ]\d{2}:.*$", "", text))
        except ClaimError:
            self.reject("date.invalid", f"{columns[0]}: {text[:80]!r} is no date")
            return None
        if when.first == _PLACEHOLDER and when.precision is Precision.DAY:
            self.reject("date.placeholder", f"{columns[0]}: {text}")
        elif when.first < _EARLIEST:
            self.reject("date.implausible", f"{columns[0]}: {text}")
        elif latest is not None and when.first > latest:
            self.reject("date.future", f"{columns[0]}: {text} is after {latest}")
        else:
            return when
        return None


def edition_of(path: Path) -> PartialDate | None:
    """Gives the edition that a file's name tells, or else the folder's: ``models.2026-07.csv`` is of July 2026.

    >>> str(edition_of(Path("epoch/notable_ai_models.2026-07.csv")))
    '2026-07'
    """
    for name in (path.name, path.absolute().parent.name):
        found = _EDITION.search(name)
        if found:
            return PartialDate.parse("-".join(part for part in found.groups() if part))
    return None


def find_files(path: Path, suffixes: Sequence[str]) -> list[Path]:
    """Gives the file itself, or the files below a folder whose names end in one of ``suffixes``, sorted.

    Folders are walked without following links, so that a link to a folder above cannot lead round in circles.

    Raises:
        SourceError: there is nothing at the path, it is a link to itself, or no file below it fits.
    """
    try:
        path.stat()
    except FileNotFoundError as error:
        raise SourceError("there is no such file or folder", code="source.missing", where=str(path)) from error
    except OSError as error:
        raise SourceError(
            f"cannot be read: {error.strerror or error}",
            code="source.unreadable",
            where=str(path),
            hint="a link that leads back to itself points at nothing; give the file that was meant",
        ) from error
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise SourceError("this is neither a file nor a folder", code="source.unreadable", where=str(path))
    found = [
        Path(folder) / name
        for folder, _, names in os.walk(path, followlinks=False)
        for name in names
        if name.endswith(tuple(suffixes)) and (Path(folder) / name).is_file()
    ]
    if not found:
        raise SourceError(
            f"no file below this folder ends in {' or '.join(suffixes)}", code="source.empty", where=str(path)
        )
    return sorted(found)


def sniff(path: Path) -> None:
    """Refuses a file that is something else than the text its name promises.

    Raises:
        SourceError: it is a workbook, an archive, UTF-16 text, a pointer to a file elsewhere, or cannot be read.
    """
    with _opened(path) as stream:
        head = stream.read(64)
    for magic, what, hint in _MAGIC:
        if head.startswith(magic):
            raise SourceError(f"this is {what}", code="source.form", where=str(path), hint=hint)
    if b"\0" in head:
        raise SourceError("this is no text", code="source.form", where=str(path))


def bounded_lines(path: Path, encodings: Sequence[str] = ("utf-8-sig",)) -> Iterator[str]:
    """Yields the lines of a text file; the first encoding in which the whole file can be read is the one used.

    Raises:
        SourceError: a line is longer than ``MAXIMUM_LINE``, or none of the encodings fits.
    """
    encoding = _choose_encoding(path, encodings)
    for line in _raw_lines(path):
        yield line.decode(encoding)
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding


def read_table(
    path: Path,
    log: ReadLog,
    *,
    required: Iterable[str | tuple[str, ...]],
    known: Iterable[str] = (),
    encodings: Sequence[str] = ("utf-8-sig",),
    delimiter: str = ",",
    repeated: Iterable[str] = (),
) -> Iterator[Row]:
    """Yields the rows of a CSV file, streaming; each is counted in the log.

    Args:
        path: the file.
        log: takes rows of the wrong width (``row.width``), and columns that are neither required nor known
            (``column.unknown``).
        required: columns without which the table means nothing; a tuple names alternatives.
        known: columns that the reader uses, or knowingly leaves alone; empty where it takes any.
        encodings: what the file may be written in, the likeliest first.
        delimiter: what stands between cells.
        repeated: columns that the publisher names more than once, and that the reader leaves alone.

    Raises:
        SourceError: columns are missing or named twice, the file is no text table, is in another encoding, or holds a
            line that is too long.
    """
    sniff(path)
    rows = csv.reader(bounded_lines(path, encodings), delimiter=delimiter)
    try:
        header = [" ".join(name.split()) for name in next(rows, [])]
        _check_header(path, log, header, list(required), set(known), set(repeated))
        for cells in rows:
            if not any(cells):
                continue
            log.row()
            row = Row(path.name, rows.line_num, dict(zip(header, map(str.strip, cells), strict=False)), log)
            if len(cells) != len(header):
                row.reject("row.width", f"{len(cells)} cells under {len(header)} columns")
                continue
            yield row
    except csv.Error as error:
        raise SourceError(
            f"not valid CSV: {error}",
            code="source.csv",
            where=f"{path}:{rows.line_num}",
            hint="a quotation mark that is never closed is the usual cause",
        ) from error


def header_of(path: Path, encodings: Sequence[str] = ("utf-8-sig",)) -> list[str]:
    """Gives the column names of a CSV file, by which its form can be told."""
    sniff(path)
    return [" ".join(name.split()) for name in next(csv.reader(bounded_lines(path, encodings)), [])]


def _check_header(
    path: Path,
    log: ReadLog,
    header: list[str],
    required: list[str | tuple[str, ...]],
    known: set[str],
    repeated: set[str],
) -> None:
    present = set(header)
    alternatives = [(entry,) if isinstance(entry, str) else entry for entry in required]
    missing = [names for names in alternatives if not present.intersection(names)]
    if missing:
        raise SourceError(
            "columns are missing: " + ", ".join(" or ".join(names) for names in missing),
            code="source.columns",
            where=f"{path}:1",
            suggestions=nearest(missing[0][0], present),
            hint="its columns are: " + ", ".join(header)[:300],
        )
    twice = sorted({name for name in header if name and name not in repeated and header.count(name) > 1})
    if twice:
        raise SourceError("columns are named twice: " + ", ".join(twice), code="source.columns", where=f"{path}:1")
    if known:
        expected = known.union(*alternatives)
        for name in header:
            if name and name not in expected:
                log.reject(path.name, "header", "column.unknown", name)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise SourceError(
            f"cannot be read: {error.strerror or error}", code="source.unreadable", where=str(path)
        ) from error


def _raw_lines(path: Path) -> Iterator[bytes]:
    with _opened(path) as stream:
        number = 0
        while line := stream.readline(MAXIMUM_LINE + 1):
            number += 1
            if len(line) > MAXIMUM_LINE:
                raise SourceError(
                    f"a line is longer than {MAXIMUM_LINE:,} bytes",
                    code="source.line",
                    where=f"{path}:{number}",
                    hint="this is not the table it should be; nothing more of it was read",
                )
            yield line


def _choose_encoding(path: Path, encodings: Sequence[str]) -> str:
    troubles = []
    for encoding in encodings:
        trouble = _cannot_decode(path, encoding)
        if trouble is None:
            return encoding
        troubles.append(trouble)
    raise SourceError(
        f"not written in {' or '.join(encodings).replace('-sig', '')} ({troubles[0]})",
        code="source.encoding",
        where=str(path),
        hint="save it as UTF-8",
    )


def _cannot_decode(path: Path, encoding: str) -> str | None:
    for number, line in enumerate(_raw_lines(path), start=1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError as error:
            return f"line {number}, byte {error.start + 1}: 0x{line[error.start]:02x} is not {encoding}"
    return None
