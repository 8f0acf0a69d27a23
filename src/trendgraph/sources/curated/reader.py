"""From curated files to records, with every mistake named by file, line and field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trendgraph.claims import Record
from trendgraph.errors import SourceError, TrendgraphError, nearest
from trendgraph.sources.curated.checks import References, check_claims
from trendgraph.sources.curated.convert import convert_entity, convert_indicator, convert_report, convert_source
from trendgraph.sources.curated.document import Document, Location, read_document
from trendgraph.sources.curated.forms import form_of, known_folders
from trendgraph.sources.curated.layout import FOLDERS, VERDICTS
from trendgraph.sources.curated.measures import IndicatorFile, PatternFile, ReplacedForm
from trendgraph.sources.curated.schema import (
    ClaimForm,
    EntityFile,
    EvidenceForm,
    Form,
    PassageForm,
    ReportFile,
    SourceFile,
)
from trendgraph.sources.curated.tests_of_claims import ClaimTestForm, VerdictFile

__all__ = ["parse_file", "read", "read_all_tests", "read_measures", "read_tests"]

_SEGMENTS = {folder: segment for segment, folder in FOLDERS.items()}


def read(data: Path) -> Iterator[Record]:
    """Yields the records of a ``data/`` folder.

    Raises:
        SourceError: one mistake, or several in one error (``problems``), each with file, line, field and hint.
    """
    if not data.is_dir():
        raise SourceError("this is not a folder of curated data", code="source.folder", where=str(data))
    problems: list[TrendgraphError] = []
    parsed = _parse_all(sorted(data.rglob("*.yaml")), data, problems)
    references = References.collect(parsed, problems)
    records: list[Record] = []
    for document, form in parsed:
        problems.extend(check_claims(document, form, references))
    if not problems:
        for document, form in parsed:
            records.extend(_convert(document, form))
    raise_problems(problems)
    yield from records


def read_measures(data: Path) -> tuple[dict[str, PatternFile], dict[str, IndicatorFile]]:
    """Gives the topics and the indicators of a ``data/`` folder, by identifier; their references are not checked.

    Raises:
        SourceError: as ``read``.
    """
    problems: list[TrendgraphError] = []
    paths = [path for folder in ("patterns", "indicators") for path in sorted((data / folder).glob("*.yaml"))]
    forms = [form for _, form in _parse_all(paths, data, problems)]
    raise_problems(problems)
    topics = {form.id: form for form in forms if isinstance(form, PatternFile)}
    return topics, {form.id: form for form in forms if isinstance(form, IndicatorFile)}


def read_tests(data: Path, report: str) -> VerdictFile:
    """Gives how the claims of a report are tested (``verdicts/REPORT.yaml``); its references are not checked.

    Raises:
        SourceError: there is no such file, or it is not in the form it should have.
    """
    path = data / VERDICTS / f"{report}.yaml"
    if not path.is_file():
        known = sorted(one.stem for one in path.parent.glob("*.yaml"))
        raise SourceError(
            f"nothing says how the claims of {report} are tested",
            code="source.missing",
            where=str(path),
            suggestions=nearest(report, known) or known,
            hint=f"write verdicts/{report}.yaml; `trendgraph data schema verdict` prints its form",
        )
    form = parse_file(read_document(path), data)
    assert isinstance(form, VerdictFile)
    return form


def read_all_tests(data: Path) -> list[VerdictFile]:
    """Gives how the claims of every report in a ``data/`` folder are tested, in the order of their names.

    Raises:
        SourceError: a file is not in the form it should have.
    """
    return [read_tests(data, path.stem) for path in sorted((data / VERDICTS).glob("*.yaml"))]


def _parse_all(paths: list[Path], data: Path, problems: list[TrendgraphError]) -> list[tuple[Document, Form]]:
    parsed = []
    for path in paths:
        try:
            document = read_document(path)
            parsed.append((document, parse_file(document, data)))
        except SourceError as error:
            problems.extend(error.problems or [error])
    return parsed


def raise_problems(problems: list[TrendgraphError]) -> None:
    """Raises the one mistake, or all in one error.

    Raises:
        SourceError: there is at least one.
    """
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise SourceError(
            f"{len(problems)} mistakes in the curated data",
            code="source.invalid",
            hint="mend them and build again; nothing was written",
            problems=problems,
        )


def parse_file(document: Document, data: Path) -> Form:
    """Gives a curated file's content by the schema of its folder.

    Raises:
        SourceError: the folder is unknown, or the content does not follow the schema.
    """
    folder = document.path.relative_to(data).parts[0]
    form = form_of(folder)
    if form is None:
        known = known_folders()
        raise SourceError(
            f"there is no kind for the folder {folder}",
            code="source.folder",
            where=str(document.path),
            suggestions=nearest(folder, known) or sorted(known),
        )
    if not isinstance(document.content, dict):
        raise SourceError("the file must be a mapping of fields", code="source.yaml", where=document.where())
    try:
        parsed = form.model_validate(document.content)
    except ValidationError as error:
        # A mistyped key is also a missing one: say first what stands there.
        details = sorted(error.errors(), key=lambda detail: detail["type"] != "extra_forbidden")
        problems: list[TrendgraphError] = [_explain(document, form, detail) for detail in details]
        raise_problems(problems)
        raise
    _check_name(document, parsed, folder)
    return parsed


def _check_name(document: Document, form: Form, folder: str) -> None:
    stem = document.path.stem
    field = "source" if isinstance(form, ReportFile) else "report" if isinstance(form, VerdictFile) else "id"
    identifier = getattr(form, field)
    segment = "indicator" if isinstance(form, IndicatorFile) else _SEGMENTS.get(folder)
    expected = f"{segment}/{stem}" if segment else stem
    if identifier != expected:
        raise SourceError(
            f"the identifier {identifier} does not fit the file's name",
            code="source.identifier",
            where=document.where((field,)),
            suggestions=[expected],
            hint="one entity, one file, named after its slug",
        )


def _explain(document: Document, form: type[BaseModel], detail: ErrorDetails) -> SourceError:
    location: Location = tuple(detail["loc"])
    if detail["type"] == "extra_forbidden":
        key = str(location[-1])
        fields = _fields_at(form, location[:-1])
        return SourceError(
            f"there is no field {key!r} here",
            code="source.field",
            where=document.where(location),
            suggestions=nearest(key, fields) or fields,
        )
    if detail["type"] == "missing":
        return SourceError(
            f"the field {location[-1]!r} is missing", code="source.field", where=document.where(location)
        )
    message = detail["msg"].removeprefix("Value error, ")
    given = detail["input"]
    said = f" (it says {given!r})" if isinstance(given, str) else ""
    allowed = str(detail.get("ctx", {}).get("expected", ""))
    words = [word.strip("' ") for part in allowed.split(",") for word in part.split(" or ")]
    return SourceError(
        message + said,
        code="source.field",
        where=document.where(location),
        suggestions=nearest(str(given), words) if allowed else (),
    )


def _fields_at(form: type[BaseModel], location: Location) -> list[str]:
    inner: dict[str, type[BaseModel]] = {
        "claims": ClaimForm,
        "evidence": EvidenceForm,
        "at": PassageForm,
        "passages": PassageForm,
        "replaced": ReplacedForm,
        "tests": ClaimTestForm,
    }
    for part in location:
        if isinstance(part, str) and part in inner:
            form = inner[part]
    return [info.alias or name for name, info in form.model_fields.items()]


def _convert(document: Document, form: BaseModel) -> Iterator[Record]:
    match form:
        case EntityFile():
            yield from convert_entity(document, form)
        case SourceFile():
            yield convert_source(document, form)
        case ReportFile():
            yield from convert_report(document, form)
        case IndicatorFile():
            yield convert_indicator(document, form)
