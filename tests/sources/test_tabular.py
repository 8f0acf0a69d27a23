from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from trendgraph.errors import SourceError
from trendgraph.sources import tabular
from trendgraph.sources.struct import ReadLog, Reject
from trendgraph.sources.tabular import MAXIMUM_LINE, Row, edition_of, find_files, read_table


def write(folder: Path, content: bytes | str, name: str = "swans.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(path: Path, log: ReadLog | None = None, **options: object) -> Iterator[Row]:
    return read_table(path, log or ReadLog(), **{"required": ["Name"], **options})


def test_a_byte_order_mark_and_a_line_break_in_a_name_do_no_harm(tmp_path: Path) -> None:
    found = list(rows(write(tmp_path, '\ufeffName,Owner\n"Swan\nOne","A, B,A"\n')))
    assert [row.text("Name") for row in found] == ["Swan One"]
    assert found[0].names("Owner") == ["A", "B"]
    assert found[0].line == 3


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"Nom,Owner\nx,y\n", "source.columns", "columns are missing: Name"),
        (b"Name,Name\nx,y\n", "source.columns", "named twice"),
        (b"", "source.columns", "columns are missing"),
        (b"Name\nG\xf6teborg\n", "source.encoding", "line 2, byte 2: 0xf6 is not utf-8"),
        (b"PK\x03\x04rest", "source.form", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "source.form", "old Excel workbook"),
        (b"\xff\xfeN\0a\0", "source.form", "UTF-16"),
        (b"Name\0\n", "source.form", "no text"),
        (b"version https://git-lfs.github.com/spec/v1\n", "source.form", "Git LFS"),
        (b'Name\n"' + b"x" * 200_000 + b"\n", "source.csv", "field larger"),
    ],
)
def test_what_is_no_such_table_is_named(tmp_path: Path, content: bytes, code: str, words: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(SourceError) as caught:
        list(rows(path))
    assert caught.value.code == code
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_column_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        list(rows(write(tmp_path, "Names,Owner\n")))
    assert caught.value.suggestions == ("Names",)


def test_the_second_encoding_is_tried(tmp_path: Path) -> None:
    path = write(tmp_path, "Name\nGöteborg\n".encode("cp1252"))
    assert [row.text("Name") for row in rows(path, encodings=("utf-8-sig", "cp1252"))] == ["Göteborg"]


def test_an_endless_line_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as stream:
        stream.write(b"Name\n" + b"x" * 100)
        stream.truncate(2 * 1024**3)  # a hole on disk: two gigabytes without a line break
    with pytest.raises(SourceError, match=f"longer than {MAXIMUM_LINE:,} bytes") as caught:
        list(rows(path))
    assert caught.value.code == "source.line"


def test_rows_of_another_width_and_new_columns_are_logged(tmp_path: Path) -> None:
    found: list[Reject] = []
    log = ReadLog(on_reject=found.append)
    path = write(tmp_path, "Name,Owner,Colour\na,b,c\nd,e\n\nf,g,h\n")
    assert [row.text("Name") for row in rows(path, log, known=["Owner"])] == ["a", "f"]
    assert log.rows == 3
    assert log.skipped == {"column.unknown": 1, "row.width": 1}
    assert found[1] == Reject("swans.csv", "line 3", "row.width", "2 cells under 3 columns")


def cell(text: str) -> tuple[Row, ReadLog]:
    log = ReadLog()
    return Row("swans.csv", 2, {"x": text}, log), log


@pytest.mark.parametrize(
    ("text", "reason"),
    [("-7", "number.negative"), ("0", "number.zero"), ("many", "number.invalid"), ("nan", "number.invalid")],
)
def test_numbers_that_cannot_be(text: str, reason: str) -> None:
    row, log = cell(text)
    assert row.integer("x") is None
    assert log.skipped == {reason: 1}


def test_numbers_in_the_forms_of_the_store() -> None:
    assert cell("2400000000.0")[0].integer("x").lexical == "2400000000"
    assert cell("1.845e+24")[0].double("x").lexical == "1845000000000000000000000"
    assert cell("4672690.306975335")[0].decimal("x").lexical == "4672690.306975"
    assert cell("")[0].integer("x") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1970-01-01", "date.placeholder"),
        ("2029-01-01", "date.future"),
        ("1895-03-02", "date.implausible"),
        ("soon", "date.invalid"),
        ("2024-02-31", "date.invalid"),
    ],
)
def test_dates_that_cannot_be(text: str, reason: str) -> None:
    row, log = cell(text)
    assert row.date("x", latest=date(2026, 7, 31)) is None
    assert log.skipped == {reason: 1}


def test_dates_keep_their_precision() -> None:
    assert str(cell("2026-05-27 18:59:10+00:00")[0].date("x")) == "2026-05-27"
    assert str(cell("2024-03")[0].date("x")) == "2024-03"


def test_files_below_a_folder_with_links_in_circles(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    path = write(inner, "Name\n")
    (inner / "up").symlink_to(tmp_path, target_is_directory=True)
    (inner / "self.csv").symlink_to(inner / "self.csv")
    assert find_files(tmp_path, [".csv"]) == [path]
    with pytest.raises(SourceError) as caught:
        find_files(inner / "self.csv", [".csv"])
    assert caught.value.code == "source.unreadable"
    with pytest.raises(SourceError, match="no file below"):
        find_files(tmp_path, [".json"])
    with pytest.raises(SourceError, match="no such file"):
        find_files(tmp_path / "nothing", [".csv"])


def test_the_edition_comes_from_the_name(tmp_path: Path) -> None:
    assert str(edition_of(Path("x/notable_ai_models.2026-07.csv"))) == "2026-07"
    assert str(edition_of(Path("x/swans-2025-11-03.csv"))) == "2025-11-03"
    assert edition_of(tmp_path / "1120265-07.csv") is None


def test_the_names_of_the_module() -> None:
    assert set(tabular.__all__) >= {"Row", "read_table", "find_files"}
