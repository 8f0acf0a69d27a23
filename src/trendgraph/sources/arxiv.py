"""arXiv metadata: papers with their day, title, abstract and categories.

Takes parquet files (``arxiv_id``, ``title``, with ``abstract``, ``categories``, ``first_seen`` or ``updated`` where
they have them) and the metadata snapshot of arXiv, one JSON object a line, also ``.gz``. A hundred thousand papers are
no claims: ``iter_papers`` streams them for whoever counts, ``read`` yields the corpus alone.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from trendgraph.claims import PartialDate, Record
from trendgraph.errors import SourceError
from trendgraph.namespaces import entity_iri
from trendgraph.sources.struct import ReadLog, SourceInfo, slug_of
from trendgraph.sources.tabular import MAXIMUM_LINE, find_files
from trendgraph.sources.voice import Voice, data_set, known_until, tidy

__all__ = ["INFO", "Paper", "iter_papers", "read"]

INFO = SourceInfo(
    name="arxiv",
    title="arXiv metadata",
    publisher="arXiv",
    licence=entity_iri("licence/cc0-1.0"),
    url="https://arxiv.org",
    form="parquet files with titles (needs the extra `corpora`), or the metadata snapshot as JSON lines, also .gz",
    fills="a corpus in which attention to topics is measured; papers make no claims",
)
_SUFFIXES = (".parquet", ".json", ".jsonl", ".json.gz", ".jsonl.gz")
_BATCH = 4096
_COLUMNS = ("arxiv_id", "title", "abstract", "categories", "primary_category", "first_seen", "updated")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    Attributes:
        identifier: arXiv identifier without version.
        day: when it was first seen, or last updated where nothing else is known.
        title: on one line.
        abstract: on one line, or None where the file has no abstracts.
        categories: primary one first, where the file has them.
    """

    identifier: str
    day: date
    title: str
    abstract: str | None
    categories: tuple[str, ...]


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields each file as a source and as a corpus with its licence."""
    for file in find_files(path, _SUFFIXES):
        _check(file)
        log.row()
        stem = file.name.partition(".")[0]
        voice = Voice("arxiv", data_set(INFO, slug_of(stem), f"arXiv metadata: {stem}", None), file=file.name)
        yield from voice.introduce(INFO.publisher)
        corpus = voice.thing("Corpus", f"arXiv metadata: {stem}", key=stem)
        voice.say(corpus, "hasLicence", INFO.licence, "all", "whole file")
        voice.say(corpus, "developedBy", voice.source.publisher, "all", "whole file")
        yield from voice.drain()


def iter_papers(path: Path, log: ReadLog) -> Iterator[Paper]:
    """Yields the papers of a file or of every file below a folder, streaming.

    Papers without identifier, title or day go to the log. A paper that stands in two files is yielded twice.

    Raises:
        SourceError: a file is truncated, lacks columns, or has a line of more than ``MAXIMUM_LINE`` bytes.
    """
    for file in find_files(path, _SUFFIXES):
        yield from _parquet(file, log) if file.suffix == ".parquet" else _json_lines(file, log)


def _check(file: Path) -> None:
    """Refuses a file that is cut off or has another form, without reading it through."""
    if file.suffix == ".parquet":
        _open_parquet(file)
        return
    first = next(_lines(file), b"")
    if not first.lstrip().startswith(b"{"):
        raise SourceError(
            "a JSON object was expected on the first line",
            code="source.form",
            where=str(file),
            hint="the metadata snapshot of arXiv has one object a line",
        )


def _open_parquet(file: Path) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise SourceError(
            "parquet files need the library pyarrow",
            code="source.extra",
            where=str(file),
            hint="pip install 'trendgraph[corpora]'",
        ) from error
    try:
        opened = pq.ParquetFile(file)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _truncated(file, error) from error
    missing = {"arxiv_id", "title"} - set(opened.schema_arrow.names)
    if missing or not {"first_seen", "updated"} & set(opened.schema_arrow.names):
        raise SourceError(
            "columns are missing: " + ", ".join(sorted(missing) or ["first_seen or updated"]),
            code="source.columns",
            where=str(file),
            hint="its columns are: " + ", ".join(opened.schema_arrow.names)[:300],
        )
    return opened


def _truncated(file: Path, error: Exception) -> SourceError:
    return SourceError(
        f"cut off or damaged: {' '.join(str(error).split())[:200]}",
        code="source.truncated",
        where=str(file),
        hint="fetch the file again and compare its checksum",
    )


def _parquet(file: Path, log: ReadLog) -> Iterator[Paper]:
    import pyarrow as pa

    opened, until = _open_parquet(file), _last_day(file)
    columns = [name for name in _COLUMNS if name in opened.schema_arrow.names]
    try:
        for batch in opened.iter_batches(batch_size=_BATCH, columns=columns):
            for fields in batch.to_pylist():
                paper = _paper(file, fields, fields.get("first_seen") or fields.get("updated"), log, until)
                if paper:
                    yield paper
    except (pa.ArrowException, OSError) as error:
        raise _truncated(file, error) from error


def _json_lines(file: Path, log: ReadLog) -> Iterator[Paper]:
    until = _last_day(file)
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except ValueError as error:
            log.row()
            log.reject(file.name, f"line {number}", "row.syntax", f"no JSON: {error}")
            continue
        if not isinstance(fields, dict):
            log.row()
            log.reject(file.name, f"line {number}", "row.form", "no JSON object")
            continue
        fields["arxiv_id"] = fields.get("id")
        paper = _paper(file, fields, _first_version(fields), log, until, f"line {number}")
        if paper:
            yield paper


def _first_version(fields: dict[str, Any]) -> object:
    versions = fields.get("versions")
    if isinstance(versions, list) and versions and isinstance(versions[0], dict):
        try:
            return parsedate_to_datetime(str(versions[0].get("created"))).date()
        except ValueError:
            pass
    return fields.get("update_date")


def _paper(file: Path, fields: dict[str, Any], day: object, log: ReadLog, until: date, where: str = "") -> Paper | None:
    log.row()
    identifier, title = str(fields.get("arxiv_id") or ""), tidy(str(fields.get("title") or ""))
    key = identifier or where or f"row {log.rows}"
    when = _day(day)
    if not identifier or not title:
        log.reject(file.name, key, "row.nameless", "a paper needs an identifier and a title")
        return None
    if when is None or when <= date(1970, 1, 1) or when > until:
        log.reject(file.name, key, "date.invalid" if when is None else "date.implausible", str(day)[:40])
        return None
    abstract = fields.get("abstract")
    categories = str(fields.get("categories") or "").split()
    primary = fields.get("primary_category")
    if primary in categories:
        categories.remove(primary)
        categories.insert(0, primary)
    return Paper(identifier, when, title, None if abstract is None else tidy(str(abstract)), tuple(categories))


def _last_day(file: Path) -> date:
    """Gives the last day of which a file can know: of two months in its name, 2022-11_2026-07, that of the later."""
    months = re.findall(r"(?<!\d)20\d{2}-(?:0[1-9]|1[0-2])(?!\d)", file.name)
    return PartialDate.parse(max(months)).end() if months else known_until(file)


def _day(stated: object) -> date | None:
    match stated:
        case datetime():
            return stated.date()
        case date():
            return stated
        case str():
            try:
                return date.fromisoformat(stated[:10])
            except ValueError:
                return None
        case _:
            return None


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with _opened(file) as stream:
            while line := stream.readline(MAXIMUM_LINE + 1):
                if len(line) > MAXIMUM_LINE:
                    raise SourceError(
                        f"a line is longer than {MAXIMUM_LINE:,} bytes",
                        code="source.line",
                        where=str(file),
                        hint="one JSON object a line was expected",
                    )
                yield line
    except (EOFError, gzip.BadGzipFile) as error:
        raise _truncated(file, error) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error}", code="source.unreadable", where=str(file)) from error


def _opened(file: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(file, "rb")) if file.suffix == ".gz" else file.open("rb")
