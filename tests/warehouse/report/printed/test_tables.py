"""Tables as they are set on A4: as wide as the text, whole where a page holds them, labels set in."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from tests.warehouse.report.every_form import NAMES, form_of, word_of
from warehouse.forms import FORMS, form_named
from warehouse.report.printed.tables import grid_of
from warehouse.report.word import Grid

EMU = 635
"""Of a twip: python-docx's unit of length."""
EVERY_TABLE = [(form.name, table.name) for form in FORMS for table in form.tables]


def grid(form: str, table: str, kind: str = "small") -> Grid:
    return grid_of(form_of(form_named(form), kind), form_named(form).table(table))


@pytest.mark.parametrize("name", NAMES)
def test_tables_are_as_wide_as_the_text_of_the_page(name: str) -> None:
    """156 mm by GB/T 9704: none hangs over the margins, as those of the web's template do."""
    document = docx.Document(io.BytesIO(word_of(name)))
    section = document.sections[0]
    text = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    assert len(document.tables) >= 1
    for table in document.tables:
        width = sum(int(one.get(qn("w:w"))) for one in table._tbl.iter(qn("w:gridCol")))
        assert width == pytest.approx(text / EMU, abs=2)


@pytest.mark.parametrize(("form", "table"), EVERY_TABLE)
def test_no_head_is_parted_from_its_figures(form: str, table: str) -> None:
    """The last row is free; no row that holds nothing but heads ends a page, unless each page repeats it."""
    one = grid(form, table)
    rows = 1 + max(cell.row for cell in one.cells)
    assert rows - 1 not in one.together
    of_heads = [
        row for row in range(rows) if all(c.look in ("head", "note") for c in one.cells if c.row == row)
    ]
    assert set(of_heads) <= one.together | set(range(one.heads))


@pytest.mark.parametrize("form", ["report-2019", "report-2021"])
def test_the_tables_of_applications_and_of_suits_are_whole(form: str) -> None:
    for table, rows in (("3", form_named(form).table("3").rows), ("4", 4)):
        assert grid(form, table).together == frozenset(range(rows - 1))


def test_rows_of_a_block_of_the_website_form_stay_together() -> None:
    one = grid("website-annual", "1")
    blocks = [cell for cell in one.cells if not cell.column and cell.row_span > 1]
    assert [cell.text for cell in blocks][:2] == ["信息发布", "专栏专题"]
    assert one.together == {row for cell in blocks for row in range(cell.row, cell.row + cell.row_span - 1)}


def test_labels_are_set_in_by_their_level_and_below_a_part_of_the_label_above() -> None:
    """其中：stands before the first of its rows alone (domain/layout.md): the others stand below its text."""
    indents = {
        cell.text.split("\n")[0]: cell.indent
        for cell in grid("statistics-2014", "1").cells
        if not cell.column
    }
    told = {
        "一、主动公开情况": 0,
        "（一）主动公开政府信息数": 1,
        "其中：主动公开规范性文件数": 2,
        "制发规范性文件总数": 5,
        "（二）通过不同渠道和方式公开政府信息的情况": 1,
        "1.政府公报公开政府信息数": 2,
        "4.不同意公开答复数": 2,
        "其中：涉及国家秘密": 3,
        "法律法规规定的其他情形": 6,
        "5.不属于本行政机关公开数": 2,
    }
    assert {label: indents[label] for label in told} == told


def test_the_form_of_2014_has_its_title_above_the_table_and_its_head_on_every_page() -> None:
    document = docx.Document(io.BytesIO(word_of("statistics-2014")))
    assert "政府信息公开情况统计表（2014年度）" in [one.text for one in document.paragraphs]
    heads = [row for row in document.tables[0]._tbl.tr_lst if row.find(f".//{qn('w:tblHeader')}") is not None]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["统计指标", "单位", "统计数"]
    assert len(heads) == 1


def test_parts_of_the_form_of_2014_are_not_parted_from_their_heads() -> None:
    """Heads without a number (——) stay with the row below; of the last part all four rows stay together."""
    one = grid("statistics-2014", "1")
    heads = {cell.row for cell in one.cells if cell.column == 2 and cell.text == "——"}
    assert len(heads) == 7
    assert one.together == {0} | heads | {62, 63, 64}


@pytest.mark.parametrize("form", ["report-2019", "report-2021"])
def test_the_remark_of_the_second_result_is_set_apart(form: str) -> None:
    (cell,) = [cell for cell in grid(form, "3").cells if cell.aside]
    assert (cell.text[: cell.aside], cell.text[cell.aside :][:6]) == ("（二）部分公开", "（区分处理的")
