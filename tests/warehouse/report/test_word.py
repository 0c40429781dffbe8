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


_ORDER = {
    "w:pPr": "pStyle keepNext keepLines snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs color sz szCs highlight lang",
    "w:tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar",
    "w:tcPr": "tcW gridSpan vMerge vAlign",
}
"""Children in the order in which ECMA-376 (wml.xsd) has them: Word calls a file damaged that has another."""


def test_properties_stand_in_the_order_of_the_schema() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as parts:
        body = docx.oxml.parse_xml(parts.read("word/document.xml"))
        styles = docx.oxml.parse_xml(parts.read("word/styles.xml"))
    names = ("Title", "Heading1", "Heading2", "表格文字", "表格标题", "表格数字", "表格说明", "落款")
    ours = [style for style in styles if style.get(qn("w:styleId")) in names]
    assert len(ours) == len(names)
    for name, order in _ORDER.items():
        found = [element for root in (body, *ours) for element in root.iter(qn(name))]
        assert found
        for element in found:
            places = [order.split().index(child.tag.partition("}")[2]) for child in element]
            assert places == sorted(places), [child.tag for child in element]


def test_a_name_that_no_file_can_hold_is_written_as_far_as_it_can() -> None:
    name = "样例\x01县\ud800]]>\u202e" + "甲" * 400
    document = docx.Document(io.BytesIO(docx_of((Title((name,)),), name, name, MADE)))
    assert document.core_properties.title == ("样例县]]>" + "甲" * 400)[:255]
    assert document.paragraphs[0].text == "样例县]]>" + "甲" * 400
