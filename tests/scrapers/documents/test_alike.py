"""One report, one sheet and one show, written by real programs in every format: all read alike, and what is
damaged by seed costs itself alone, is named, and makes nothing up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.documents import Document, Limits, Reader, Table
from scrapers.documents.inside import read_here
from scrapers.vocabulary.outcomes import CLEAN_END
from tests.scrapers.documents import making

REPORTS = sorted(path.name for path in making.MADE.glob("report.*"))
SHEETS = sorted(path.name for path in making.MADE.glob("sheet.*"))
SHOWS = sorted(path.name for path in making.MADE.glob("slides.*"))
ALL = [*REPORTS, *SHEETS, *SHOWS]
NO_GRID = {"report.txt", "sheet.pdf"}
"""Formats that keep no tables; a sheet is printed without lines between its cells."""


def content_of(name: str) -> bytes:
    return (making.MADE / name).read_bytes()


def read(name: str, content: bytes | None = None) -> Document:
    return read_here(content_of(name) if content is None else content, name, Limits())


def bare(text: str) -> str:
    return "".join(text.split())


def grid_of(rows: tuple[tuple[str | None, ...], ...]) -> list[list[str | None]]:
    return [[None if text is None else bare(text) for text in row] for row in rows]


def lines_of(rows: tuple[tuple[object, ...], ...]) -> str:
    return "".join(str(text) for row in rows for text in row if text is not None)


def test_the_files_are_of_many_formats() -> None:
    assert len(REPORTS) >= 7 and len(SHEETS) >= 5 and len(SHOWS) >= 3


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_s_text_is_whole_and_in_order(name: str) -> None:
    found = read(name)
    assert (found.outcome, found.reason) == ("ok", "")
    expected = (
        making.TITLE + "".join(making.PARAGRAPHS) + lines_of(making.RULES) + making.HEADING
        + lines_of(making.APPLICATIONS) + making.LAST
    )  # fmt: skip
    assert bare(found.text) == bare(expected)


@pytest.mark.parametrize("name", [name for name in REPORTS if name not in NO_GRID])
def test_the_report_s_tables_are_cells_with_their_spans(name: str) -> None:
    rules, applications = read(name).tables
    assert grid_of(rules.rows) == grid_of(making.RULES) and not rules.spans
    assert grid_of(applications.rows) == grid_of(making.APPLICATIONS)
    assert dict(applications.spans) == making.SPANS


@pytest.mark.parametrize("name", REPORTS)
def test_paragraphs_are_one_line_each_whatever_the_page_s_width(name: str) -> None:
    lines = [line.strip() for line in read(name).text.splitlines()]
    for paragraph in (making.TITLE, *making.PARAGRAPHS, making.HEADING, making.LAST):
        assert paragraph in lines


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheet_s_text_is_whole_and_by_rows(name: str) -> None:
    said = bare(read(name).text)
    rows = [bare(lines_of((row,))) for row in making.ROWS]
    assert [said.find(row) for row in rows] == sorted(said.find(row) for row in rows)
    assert all(row in said for row in rows)


@pytest.mark.parametrize("name", [name for name in SHEETS if name not in NO_GRID])
def test_the_sheet_s_cells_are_what_people_see(name: str) -> None:
    (table,) = read(name).tables
    shown = [["" if value is None else str(value) for value in row] for row in making.ROWS]
    assert [[text or "" for text in row] for row in table.rows] == shown


@pytest.mark.parametrize("name", SHOWS)
def test_the_show_s_slides_are_pages(name: str) -> None:
    found = read(name)
    assert (found.outcome, found.pages) == ("ok", 2)
    assert bare(found.text) == bare("".join(text for slide in making.SLIDES for text in slide))


@pytest.mark.parametrize("name", ALL)
def test_a_name_is_believed_last(name: str) -> None:
    honest = read(name)
    for other in ("a.pdf", "b.doc", "c.zip", "d"):
        found = read_here(content_of(name), other, Limits())
        if found.format == honest.format:
            assert found.text == honest.text or found.outcome == "mislabelled"
        else:  # text is told from separated values by its name alone
            assert {found.format, honest.format} <= {"txt", "csv", "html"}


def damaged(content: bytes, seed: int) -> Iterator[tuple[str, bytes]]:
    """(how, bytes): cut short, bytes changed, a stretch missing, a stretch twice, bytes from elsewhere."""
    chance = random.Random(seed)
    size = len(content)
    for part in (0.02, 0.3, 0.6, 0.9, 0.99):
        yield f"cut at {part}", content[: int(size * part)]
    for count in (1, 8, 64):
        changed = bytearray(content)
        for _ in range(count):
            changed[chance.randrange(size)] = chance.randrange(256)
        yield f"{count} bytes", bytes(changed)
    begin = chance.randrange(size)
    end = min(size, begin + chance.randrange(1, size // 4 + 2))
    yield "a stretch missing", content[:begin] + content[end:]
    yield "a stretch twice", content[:end] + content[begin:]
    yield "a stretch of noise", content[:begin] + chance.randbytes(end - begin) + content[end:]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(seconds=20)) as made:
        yield made


@pytest.mark.parametrize("name", ALL)
def test_damage_is_named_and_costs_nothing_else(name: str, reader: Reader) -> None:
    for how, content in damaged(content_of(name), seed=len(name)):
        found = reader.read(content, name)
        assert found.outcome in CLEAN_END, (how, found.outcome, found.reason)
        assert found.reason or found.outcome == "ok", how


@pytest.mark.parametrize("name", ALL)
def test_what_is_cut_short_is_said_to_be_and_nothing_is_made_up(name: str) -> None:
    whole = read(name)
    content = content_of(name)
    for part in (0.3, 0.6, 0.9):
        found = read(name, content[: int(len(content) * part)])
        known = bare(whole.text)
        for line in found.text.splitlines():
            assert bare(line).strip("\ufffd")[:-2] in known, (part, line)
        if Path(name).suffix not in (".txt", ".csv", ".html"):  # which have no end of their own
            assert found.outcome in ("damaged", "partial", "unsupported") or bare(found.text) == known, part


def test_a_table_gives_every_place_to_one_cell() -> None:
    for name in ALL:
        for table in read(name).tables:
            assert places(table) == {
                (row, column) for row in range(len(table.rows)) for column in range(len(table.rows[0]))
            }


def places(table: Table) -> set[tuple[int, int]]:
    taken = [
        (cell.row + down, cell.column + right)
        for cell in table.cells()
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    ]
    assert len(taken) == len(set(taken)), "no place belongs to two cells"
    return set(taken)
