"""Digits above the line, as notes to a figure have them: none of its digits, in every format."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from scrapers.documents.numbers import number_of
from scrapers.documents.raised import raised
from scrapers.documents.words.binary.sprms import characters_of
from tests.scrapers.documents.office import docx_of, read
from tests.scrapers.documents.test_doc import blocks
from tests.scrapers.documents.test_odt import odt_of
from tests.scrapers.documents.word_streams import Streams


def run(text: str, place: str = "") -> str:
    about = f'<w:rPr><w:vertAlign w:val="{place}"/></w:rPr>' if place else ""
    return f"<w:r>{about}<w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("before", "text", "shown"),
    [
        ("35", "1", "¹"),
        ("10", "-4", "⁻⁴"),
        ("35", "1,2", "¹,²"),
        ("35", "[1]", "[1]"),
        ("", "35", "35"),
        ("共 ", "35", "35"),
        ("x", "1234567", "1234567"),
    ],
)
def test_only_a_few_digits_right_behind_a_text_are_raised(before: str, text: str, shown: str) -> None:
    assert raised(text, before) == shown


def test_word() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>5</w:t></w:r>"
    file = docx_of(
        f"<w:p>{run('3')}{bold}{run('1', 'superscript')}{run('件,H')}{run('2', 'subscript')}</w:p>"
    )
    assert read(file).text == "35¹件,H2\n"


def test_word_97() -> None:
    high = b"\x48\x2a\x01"
    assert characters_of(high).raised and not characters_of(b"\x48\x2a\x02").raised
    (block,) = blocks(Streams([("共35123件\r", True)], characters=[(3, 5, high)]))
    assert block.text == "共35¹²3件"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "body", [rb"35{\super 1}\'bc\'fe", rb"35\up6 1\up0 \'bc\'fe", rb"35{\super\b 1\nosupersub \'bc\'fe}"]
)
def test_rtf(body: bytes) -> None:
    file = rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}\f0 " + body + rb"\par}"
    assert read(file, "a.rtf").text == "35¹件\n"


def test_opendocument() -> None:
    style = (
        '<style:style style:name="T" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
    )
    file = odt_of('<text:p>35<text:span text:style-name="T">1</text:span>件</text:p>', style)
    assert read(file, "a.odt").text == "35¹件\n"


def test_a_page() -> None:
    file = "<html><body><table><tr><td>35<sup>1</sup></td><td>m<sup>2</sup></td></tr></table></body></html>"
    assert read(file.encode(), "a.doc").tables[0].rows == (("35¹", "m²"),)


def test_a_sheet() -> None:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
        sheet, high = book.add_worksheet(), book.add_format({"font_script": 1})
        sheet.write_rich_string(0, 0, "35", high, "1")
        sheet.write(0, 1, "351")
    assert read(into.getvalue(), "a.xlsx").tables[0].rows == (("35¹", "351"),)


def test_a_text_within_its_cell() -> None:
    book, into = openpyxl.Workbook(), io.BytesIO()
    high = TextBlock(InlineFont(vertAlign="superscript"), "2")
    book.active.append([1, CellRichText("100m", high, "<内>"), "m2"])
    book.save(into)
    assert b"inlineStr" in zipfile.ZipFile(into).read("xl/worksheets/sheet1.xml")
    assert read(into.getvalue(), "a.xlsx").tables[0].rows == (("1", "100m²<内>", "m2"),)


def test_such_a_text_is_no_number() -> None:
    assert number_of("35¹") is None and number_of("351") is not None
