"""Sheets that are cut, altered by seed, or made to do harm: a named outcome, and no text that was not
there."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator

import pytest
import xlsxwriter

from scrapers.documents import Limits
from tests.scrapers.documents.test_sheets import FLAT, MADE, SPREADSHEETML, read

SOURCES = {
    "a.xlsx": (MADE / "sheets.xlsx").read_bytes(),
    "a.xls": (MADE / "sheets.xls").read_bytes(),
    "a.ods": (MADE / "sheets.ods").read_bytes(),
    "a.fods": FLAT.encode(),
    "b.xls": SPREADSHEETML.encode("gb18030"),
}
OURS = {"failed", "crashed"}


def cuts(content: bytes) -> Iterator[bytes]:
    return (content[: len(content) * tenth // 10] for tenth in range(10))


@pytest.mark.parametrize("name", SOURCES)
def test_a_file_cut_short_is_named_and_says_nothing_new(name: str) -> None:
    whole = read(SOURCES[name], name)
    words = set(re.split(r"[\t\n]", whole.text))
    assert whole.outcome == "ok"
    # That a sheet is hidden stands behind it.
    words |= {"藏", "看不见"} if name == "b.xls" else set()

    for content in cuts(SOURCES[name]):
        document = read(content, name)
        assert document.outcome not in OURS or "No module" in document.reason, document.reason
        if document.outcome == "ok" and document.format == whole.format:
            # What an old workbook has behind its sheets is no text.
            assert name == "a.xls" and document.text == whole.text
        elif document.tables:
            assert document.outcome == "damaged" and document.reason
            assert set(re.split(r"[\t\n]", document.text)) <= words


@pytest.mark.parametrize("name", SOURCES)
def test_bytes_altered_by_seed_are_never_a_fault_of_ours(name: str) -> None:
    chance = random.Random(15)
    for _ in range(40):
        content = bytearray(SOURCES[name])
        for _ in range(chance.choice((1, 3, 30))):
            content[chance.randrange(8, len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            first, last = sorted(chance.randrange(8, len(content)) for _ in range(2))
            del content[first:last]
        document = read(bytes(content), name)
        assert document.outcome not in OURS or "No module" in document.reason, document.reason


def without(name: str, content: bytes | None = None) -> bytes:
    """The XLSX without a part, or with another content of it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOURCES["a.xlsx"])) as before, zipfile.ZipFile(file, "w") as after:
        for each in before.namelist():
            if each != name:
                after.writestr(each, before.read(each))
            elif content is not None:
                after.writestr(each, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet3.xml",
    ],
)
def test_a_part_that_is_gone_is_never_a_fault_of_ours_nor_silently_less(part: str) -> None:
    document = read(without(part))

    assert document.outcome not in OURS
    if document.outcome == "ok":
        assert [len(table.rows) for table in document.tables] == [7, 4]
        assert "财政局" in document.text


def test_a_sheet_whose_xml_breaks_off_gives_its_rows_up_to_there() -> None:
    with zipfile.ZipFile(io.BytesIO(SOURCES["a.xlsx"])) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")

    document = read(without("xl/worksheets/sheet1.xml", sheet[: sheet.index(b'<row r="6"')]))

    assert document.outcome == "damaged" and "收费情况" in document.reason
    assert document.tables[0].rows[4][0] == "民政局" and len(document.tables[0].rows) == 5
    assert document.tables[1].name == "第二"


def test_entities_are_not_resolved() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(io.BytesIO(SOURCES["a.xlsx"])) as archive:
        strings = archive.read("xl/sharedStrings.xml").partition(b"?>")[2].replace("财政局".encode(), b"&b;")

    document = read(without("xl/sharedStrings.xml", bomb + strings))

    assert document.outcome == "damaged" and "haha" not in document.text


def test_a_sheet_that_unpacks_to_more_than_the_bound_is_refused() -> None:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row>' + b" " * (5 << 20)
    content = b"<worksheet><sheetData>%s</sheetData></worksheet>" % rows
    file = io.BytesIO(without("xl/worksheets/sheet1.xml", None))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", content)

    document = read(file.getvalue(), limits=Limits(unpacked=4 << 20))

    assert document.outcome == "too_much_inside"


def test_an_old_sheet_that_says_it_is_endless_is_not_believed() -> None:
    content = SOURCES["a.xls"]
    at = content.index(b"\x00\x02\x0e\x00")
    endless = content[: at + 8] + b"\xff\xff\xff\x7f" + content[at + 12 :]

    assert read(endless, "a.xls").outcome == "damaged"


def test_a_text_that_stands_in_very_many_cells_is_bounded_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for row in range(300):
        sheet.write_row(row, 0, ["长" * 30_000] * 22)
    book.close()

    assert read(file.getvalue()).outcome == "too_much_text"


def test_an_old_sheet_that_does_not_end_is_no_whole_one() -> None:
    content = SOURCES["a.xls"]
    first = content.index(b"\x09\x08\x10\x00", content.index(b"\x09\x08\x10\x00") + 4)
    end = content.index(b"\x0a\x00\x00\x00\x09\x08", first)

    document = read(content[:end] + b"\x0b\x00" + content[end + 2 :], "a.xls")

    assert document.outcome == "damaged" and "没有读全" in document.reason
