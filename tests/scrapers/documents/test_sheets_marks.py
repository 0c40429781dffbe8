"""What the sheet itself says of a cell, and texts that only look as if they did."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from scrapers.documents import Document, Limits
from scrapers.documents.inside import read_here

FLAT = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
    '<table:table table:name="甲"><table:table-row>%s</table:table-row></table:table>'
    "</office:spreadsheet></office:body></office:document>"
)


@pytest.mark.parametrize(
    ("kind", "value", "shown", "text"),
    [
        ("float", "12345678", "12,346", "12,346"),  # in thousands: the number would be of another unit
        ("float", "-12345678", "(12,346)", "(12,346)"),
        ("float", "12345678.4", "12,345,678", "12345678.4"),
        ("float", "0.125", "0.13", "0.125"),
        ("float", "-5678.9", "5679元", "-5679元"),
        ("float", "-5", "(5)元", "(5)元"),
        ("float", "0.75", " 3/4", "0.75"),
        ("float", "1234.5", "1234 1/2", "1234.5"),
        ("float", "7", "007", "007"),
        ("date", "2018-01-01", "2018-01", "2018年1月"),
        ("date", "2018-01-01", "1月", "2018年1月"),
        ("date", "2018-01-01", "2018年", "2018年"),
        ("date", "2018-01-01", "星期一", "星期一"),
        ("date", "2018-01-01", "1月1日", "2018-01-01"),
        ("date", "1899-12-30T08:30:00", "1899-12-30 08:30", "08:30"),
        ("time", "PT1037298H00M00S", "18:00", "18:00"),
        ("time", "PT1037298H00M00S", "下午6时", "18:00"),
        ("time", "PT25H30M00S", "25:30", "25:30"),
    ],
)
def test_a_value_of_opendocument_as_people_see_it(kind: str, value: str, shown: str, text: str) -> None:
    named = f"{kind}-value" if kind in ("date", "time") else "value"
    cell = (
        f'<table:table-cell office:value-type="{kind}" office:{named}="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )
    assert read((FLAT % cell).encode(), "a.fods").tables[0].rows == ((text,),)


def read(content: bytes, name: str = "a.xlsx") -> Document:
    return read_here(content, name, Limits())


def changed(content: bytes, change: Callable[[str], str]) -> bytes:
    """The XLSX with the XML of its sheet changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data.decode()).encode() if name.endswith("sheet1.xml") else data)
    return file.getvalue()


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append([0.5, "#N/A", dt.date(2018, 1, 1)])
    book.active["A1"].number_format = "0%"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


TEXT = '<c r="D1" t="inlineStr"><is><t>写作 t="e" s="1" r="B9"</t></is></c></row>'


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("</row>", TEXT, 1),
        lambda xml: xml.replace(' t="e"', " t='e'").replace("</row>", TEXT, 1),
        lambda xml: xml.replace("</row>", TEXT + '<!-- <row r="9" hidden="1"><c r="A9" t="e"/></row> -->', 1),
    ],
    ids=["in a text", "two kinds of quotation marks", "in a comment"],
)
def test_marks_of_cells_are_those_of_their_elements(change: Callable[[str], str]) -> None:
    document = read(changed(sheet(), change))

    (table,) = document.tables
    assert table.rows == (("50%", "#N/A", "2018-01-01", '写作 t="e" s="1" r="B9"'),)
    assert table.doubts == {(0, 1): "error_value"} and not document.notes
