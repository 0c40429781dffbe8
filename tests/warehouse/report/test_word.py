"""Word files: what was put in is read back, page and fonts are official documents', bytes are the same."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn

from scrapers.documents import Limits
from scrapers.documents.inside import read_here
from warehouse.report.word import Grid, GridCell, Heading, Run, Signature, Text, Title, docx_of

MADE = datetime(2022, 1, 20, 8, tzinfo=UTC)
MERGED = Grid(
    (900, 900, 900),
    (
        GridCell(0, 0, "申请人情况", "note", row_span=2),
        GridCell(0, 1, "法人或其他组织", "head", column_span=2),
        GridCell(1, 1, "商业\n企业", "head"),
        GridCell(1, 2, "总计", "head"),
        GridCell(2, 0, "一、本年新收", "label"),
        GridCell(2, 1, "0", "number"),
        GridCell(2, 2, "", "number", to_fill=True),
    ),
    together=frozenset({0}),
    heads=1,
)
BLOCKS = (
    Title(("云泽县人民政府", "2021年政府信息公开工作年度报告")),
    Text((Run("本报告由云泽县人民政府编制。"), Run("【联系电话】", to_fill=True))),
    Heading("一、总体情况"),
    Heading("（一）主动公开", 2),
    MERGED,
    MERGED,
    Signature((Run("云泽县人民政府"), Run("2022年1月20日"))),
)


def made(*blocks: object) -> bytes:
    return docx_of(blocks or BLOCKS, "年度报告", "云泽县人民政府", MADE)  # type: ignore[arg-type]


def test_text_grids_and_spans_are_read_back() -> None:
    document = read_here(made(), "a.docx", Limits())
    assert document.outcome == "ok"
    lines = document.text.splitlines()
    assert lines[:4] == [
        "云泽县人民政府",
        "2021年政府信息公开工作年度报告",
        "本报告由云泽县人民政府编制。【联系电话】",
        "一、总体情况",
    ]
    assert lines[-2:] == ["云泽县人民政府", "2022年1月20日"]
    first, second = document.tables
    assert first.rows == second.rows
    assert first.rows == (
        ("申请人情况", "法人或其他组织", None),
        (None, "商业\n企业", "总计"),
        ("一、本年新收", "0", ""),
    )
    assert first.spans == {(0, 0): (2, 1), (0, 1): (1, 2)}


def test_headings_are_headings_and_what_is_to_fill_is_marked() -> None:
    document = docx.Document(io.BytesIO(made()))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert styles["一、总体情况"] == "Heading 1"
    assert styles["（一）主动公开"] == "Heading 2"
    marked = [
        run.text for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color
    ]
    assert marked == ["【联系电话】"]


def test_the_page_is_an_official_documents() -> None:
    section = docx.Document(io.BytesIO(made())).sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]  # type: ignore[union-attr]
    assert [round(length.mm) for length in (section.top_margin, section.left_margin)] == [37, 28]  # type: ignore[union-attr]
    assert section.footer.paragraphs[0].text == "- 1 -"
    assert section.even_page_footer.paragraphs[0].text == "- 1 -"


@pytest.mark.parametrize(
    ("font", "other"), [("方正小标宋简体", "宋体"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体")]
)
def test_fonts_that_few_machines_have_name_another(font: str, other: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as parts:
        table = parts.read("word/fontTable.xml").decode()
    assert f'w:name="{font}"><w:altName w:val="{other}"/>' in table


def test_rows_that_belong_together_stay_so() -> None:
    table = docx.Document(io.BytesIO(made())).tables[0]._tbl
    kept = [len(row.findall(f".//{qn('w:keepNext')}")) for row in table.tr_lst]
    assert kept == [2, 0, 0]
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in table.tr_lst] == [True, False, False]


def test_the_same_blocks_are_the_same_bytes(time_machine: object) -> None:
    before = made()
    time_machine.move_to(datetime(2031, 5, 6, tzinfo=UTC))  # type: ignore[attr-defined]
    assert made() == before


def test_signs_that_xml_cannot_hold_do_not_break_the_file() -> None:
    document = read_here(made(Text((Run("甲\x00乙\ud800丙\uffff丁\x0b戊"),))), "a.docx", Limits())
    assert document.text == "甲乙丙丁戊\n"


@pytest.mark.parametrize(
    "cells",
    [
        (GridCell(0, 0, "甲", "label"),),
        (GridCell(0, 0, "甲", "label", column_span=2), GridCell(0, 1, "乙", "label")),
        (GridCell(0, 1, "甲", "label", column_span=2), GridCell(0, 0, "乙", "label")),
    ],
    ids=["a place without a cell", "a place taken twice", "beyond the table"],
)
def test_a_grid_with_holes_is_refused(cells: tuple[GridCell, ...]) -> None:
    with pytest.raises(ValueError, match="table"):
        made(Grid((900, 900), cells))


def sizes(*texts: str, width: int = 600) -> list[float]:
    """Of the type in cells of one narrow column."""
    cells = tuple(GridCell(row, 0, text, "number") for row, text in enumerate(texts))
    table = docx.Document(io.BytesIO(made(Grid((width,), cells)))).tables[0]
    return [cell.paragraphs[0].runs[0].font.size.pt for cell in table.columns[0].cells]  # type: ignore[union-attr]


def test_a_number_that_is_wider_than_its_cell_is_printed_smaller_and_not_broken() -> None:
    """600 twips are 30 pt, 24.5 of them for the text: four digits of 10 pt are 20 pt wide, six of 8 pt 24,
    and so are three Chinese signs; what is longer breaks between its words."""
    assert sizes("1234", "123456", "不适用", "至少 12345", "政务微信") == [10, 8, 8, 9.5, 10]
    # Where type would be too small to read, the number breaks.
    assert sizes("1234567.123456") == [6]


def test_a_remark_is_set_in_another_type_and_the_text_stays_whole() -> None:
    cell = GridCell(0, 0, "（二）部分公开（区分处理的）", "label", aside=7, indent=2)
    table = docx.Document(io.BytesIO(made(Grid((5000,), (cell,))))).tables[0]
    paragraph = table.cell(0, 0).paragraphs[0]
    assert [run.text for run in paragraph.runs] == ["（二）部分公开", "（区分处理的）"]
    fonts = [run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in paragraph.runs]  # type: ignore[union-attr]
    assert fonts == [None, "楷体_GB2312"]
    assert paragraph.paragraph_format.left_indent.pt == 22  # type: ignore[union-attr]


def test_a_tables_name_stands_above_it_and_on_its_page() -> None:
    grid = Grid((900,), (GridCell(0, 0, "甲", "label"),), caption="统计表（2017年度）")
    paragraph = docx.Document(io.BytesIO(made(grid))).paragraphs[0]
    assert (paragraph.text, paragraph.style.name) == ("统计表（2017年度）", "表格名称")  # type: ignore[union-attr]
    assert paragraph.style.paragraph_format.keep_with_next  # type: ignore[union-attr]


def test_an_office_without_a_name_leaves_no_empty_line_and_a_signature_stays_together() -> None:
    blocks = (Title(("", "年度报告")), Signature((Run(""), Run("2022年1月20日"))))
    document = docx.Document(io.BytesIO(made(*blocks)))
    assert [one.text for one in document.paragraphs] == ["年度报告", "", "", "2022年1月20日"]
    signed = docx.Document(io.BytesIO(made(Signature((Run("甲"), Run("乙")))))).paragraphs
    assert [one.paragraph_format.keep_with_next for one in signed] == [True, True, None]


def test_a_name_that_no_file_can_hold_is_written_as_far_as_it_can() -> None:
    name = "样例\x01县\ud800]]>\u202e" + "甲" * 400
    document = docx.Document(io.BytesIO(docx_of((Title((name,)),), name, name, MADE)))
    assert document.core_properties.title == ("样例县]]>" + "甲" * 400)[:255]
    assert document.paragraphs[0].text == "样例县]]>" + "甲" * 400
