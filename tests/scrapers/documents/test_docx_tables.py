"""Tables of Word documents: one grid, in each of the ways in which files tell of merged cells."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import docx
import pytest

from scrapers.documents import Document, Limits, Table
from scrapers.documents.inside import read_here
from tests.scrapers.documents import words_making
from tests.scrapers.documents.office import cell, docx_of, left, lines, para, read, row
from tests.shared import SHARED, needs_shared


def sized(text: str, width: int, more: str = "") -> str:
    return cell(text, f'<w:tcW w:w="{width}" w:type="dxa"/>{more}')


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


FIRST, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
ABOUT = "<w:tblPr/><w:tblGrid>" + '<w:gridCol w:w="100"/>' * 7 + "</w:tblGrid>"

GRIDS = {
    "merged both ways": (
        row(cell("头", span(2)), cell("右", FIRST)) + row(cell("a"), cell("b"), cell("", ON)),
        (("头", None, "右"), ("a", "b", None)),
        {(0, 0): (1, 2), (0, 2): (2, 1)},
    ),
    "a block of two by two, then its neighbour": (
        row(cell("块", span(2) + FIRST), cell("x")) + row(cell("", span(2) + ON), cell("y"))
        + row(cell("1"), cell("2"), cell("3")),
        (("块", None, "x"), (None, None, "y"), ("1", "2", "3")),
        {(0, 0): (2, 2)},
    ),
    "merged one below another": (
        row(cell("一", FIRST)) + row(cell("", ON)) + row(cell("二", FIRST)) + row(cell("", ON)),
        (("一",), (None,), ("二",), (None,)),
        {(0, 0): (2, 1), (2, 0): (2, 1)},
    ),
    "goes on below nothing": (row(cell("a", ON), cell("b")), (("a", "b"),), {}),
    "goes on below a cell of another width": (
        row(cell("a", span(2) + FIRST), cell("b")) + row(cell("c", ON), cell("d"), cell("e")),
        (("a", None, "b"), ("c", "d", "e")),
        {(0, 0): (1, 2)},
    ),
    "cells of old that are part of the one on the left": (
        row(cell("头", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("r"))
        + row(cell("1"), cell("2"), cell("3")),
        (("头", None, "r"), ("1", "2", "3")),
        {(0, 0): (1, 2)},
    ),
    "rows that begin late and end early": (
        row(cell("中"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
        + row(cell("1"), cell("2"), cell("3")),
        (("", "中", ""), ("1", "2", "3")),
        {},
    ),
    "spans told by widths only": (
        row(sized("全", 900)) + row(sized("1", 300), sized("2", 301), sized("3", 299))
        + row(sized("左", 600), sized("右", 300)),
        (("全", None, None), ("1", "2", "3"), ("左", None, "右")),
        {(0, 0): (1, 3), (2, 0): (1, 2)},
    ),
    "a short row of unknown width": (
        row(cell("1"), cell("2"), cell("3")) + row(cell("a")),
        (("1", "2", "3"), ("a", "", "")),
        {},
    ),
    "a grid finer than anything that is seen": (
        row(cell("a", span(3)), cell("b", span(4))) + row(cell("1", span(3)), cell("2", span(4))),
        (("a", "b"), ("1", "2")),
        {},
    ),
    "lines within a cell": (
        row(f"<w:tc>{para('结果')}{para('维持')}{para('')}</w:tc>", "<w:tc/>"),
        (("结果\n维持", ""),),
        {},
    ),
    "absurd spans": (
        row(cell("a", span(0)), cell("b", span(-3)), cell("c", span(99999999)))
        + row(cell("1"), cell("2"), cell("3")),
        (("a", "b", "c", None), ("1", "2", "3", "")),
        {(0, 2): (1, 2)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", GRIDS)
def test_the_grid_is_what_people_see(case: str) -> None:
    rows, grid, spans = GRIDS[case]
    found = read(docx_of(f"<w:tbl>{ABOUT}{rows}</w:tbl>"))
    assert (found.outcome, left(found)) == ("ok", {})
    assert (found.tables[0].rows, dict(found.tables[0].spans)) == (grid, spans)


@pytest.mark.parametrize(
    ("widths", "grid", "spans"),
    [
        (
            (2000, 28, 1972, 30, 30, 2000),
            (("a", "b", None, "c"), ("1", "2", "3", None), ("甲", None, "", "乙")),
            {(0, 1): (1, 2), (1, 2): (1, 2), (2, 0): (1, 2)},
        ),
        (
            (9, 9, 9, 9, 9, 9),
            (
                ("a", None, "b", None, None, "c"),
                ("1", "2", None, "3", None, None),
                ("甲", None, None, "", "乙", None),
            ),
            {(0, 0): (1, 2), (0, 2): (1, 3), (1, 1): (1, 2), (1, 3): (1, 3), (2, 0): (1, 3), (2, 4): (1, 2)},
        ),
    ],
    ids=["drawn by hand", "a grid that says nothing"],
)
def test_borders_that_nobody_sees_apart_are_one(
    widths: tuple[int, ...],
    grid: tuple[tuple[str | None, ...], ...],
    spans: dict[tuple[int, int], tuple[int, int]],
) -> None:
    about = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = (
        row(cell("a", span(2)), cell("b", span(3)), cell("c"))
        + row(cell("1"), cell("2", span(2)), cell("3", span(3)))
        + row(cell("甲", span(3)), cell(""), cell("乙", span(2)))
    )
    (table,) = read(docx_of(f"<w:tbl><w:tblGrid>{about}</w:tblGrid>{rows}</w:tbl>")).tables
    assert (table.rows, dict(table.spans)) == (grid, spans)


def test_what_stands_in_a_merged_cell_is_told_as_hidden() -> None:
    rows = row(cell("a", FIRST)) + row(cell("盖住", ON))
    assert left(read(docx_of(f"<w:tbl>{rows}</w:tbl>"))) == {"hidden_text": 1}


def test_a_table_in_a_cell_follows_the_table_and_a_frame_gives_what_it_frames() -> None:
    inner = f"<w:tbl>{row(cell('1'), cell('2'))}</w:tbl>"
    holds = f"<w:tc>{para('外')}{inner}{para('尾')}</w:tc>"
    found = read(docx_of(f"<w:tbl>{row(holds, cell('x'))}</w:tbl>" + para("后")))
    assert [table.rows for table in found.tables] == [(("外\n尾", "x"),), (("1", "2"),)]
    assert lines(found) == ["外 尾\tx", "1\t2", "后"]
    framed = read(docx_of(f"<w:tbl>{row(holds)}</w:tbl>"))
    assert [table.rows for table in framed.tables] == [(("1", "2"),)]
    assert lines(framed) == ["外", "1\t2", "尾"]


def test_more_cells_than_allowed_are_told() -> None:
    rows = "".join(row(cell(str(at)), cell("x")) for at in range(3000))
    found = read(docx_of(f"<w:tbl>{rows}</w:tbl>"), limits=Limits(cells=1000))
    assert found.outcome == "partial" and 0 < len(found.tables[0].rows) < 3000


# The Word file of the 2021 form, and what finished reports have in its tables.

DOMAIN = SHARED / "domain"
TEMPLATE = DOMAIN / "reports" / "template_2021.docx"


def rows_of(name: str) -> list[dict[str, str]]:
    with (DOMAIN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bare(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def spans_of(table: Table) -> dict[tuple[int, int], tuple[int, int]]:
    return dict(table.spans)


@needs_shared
def test_the_template_s_grids_and_heads_are_those_of_the_form() -> None:
    found = read(TEMPLATE.read_bytes())
    two, three, four = found.tables
    assert [(len(table.rows), len(table.rows[0])) for table in found.tables] == [(14, 4), (28, 10), (4, 15)]
    over = {(row, 0): (1, 4) for row in (0, 4, 7, 11)}
    assert spans_of(two) == over | {(row, 1): (1, 3) for row in (5, 6, 8, 9, 10, 12, 13)}
    assert spans_of(three) == {
        (0, 0): (3, 3), (0, 3): (1, 7), (1, 3): (2, 1), (1, 4): (1, 5), (1, 9): (2, 1), (3, 0): (1, 3),
        (4, 0): (1, 3), (5, 0): (22, 1), (5, 1): (1, 2), (6, 1): (1, 2), (7, 1): (8, 1), (15, 1): (3, 1),
        (18, 1): (5, 1), (23, 1): (3, 1), (26, 1): (1, 2), (27, 0): (1, 3),
    }  # fmt: skip
    assert spans_of(four) == {
        (0, 0): (1, 5), (0, 5): (1, 10), (1, 5): (1, 5), (1, 10): (1, 5),
        **{(1, at): (2, 1) for at in range(5)},
    }  # fmt: skip


@needs_shared
def test_the_template_s_labels_are_those_of_the_form() -> None:
    two, three, four = read(TEMPLATE.read_bytes()).tables
    said = {bare(text) for row in two.rows for text in row}
    for each in rows_of("report_table2.csv"):
        if each["form_version"] == "2021":
            assert {bare(each["row_label"]), bare(each["article_item"])} <= said
    labels = [(each["level1"], each["level2"], each["level3"]) for each in rows_of("report_table3.csv")]
    assert [label_of(three, at) for at in range(3, 28)] == [
        tuple(bare(part) for part in label if part) for label in labels
    ]
    heads = [
        bare(each["header_row3"] or each["header_row2"]) for each in rows_of("report_table3_columns.csv")
    ]
    assert [bare(three.rows[2][at] or three.rows[1][at]) for at in range(3, 10)] == heads
    results = [bare(each["label"]) for each in rows_of("report_table4.csv")]
    assert [bare(four.rows[2][at] or four.rows[1][at]) for at in range(15)] == results


def label_of(table: Table, at: int) -> tuple[str, ...]:
    """The labels of a row, also those that stand above it."""
    parts = []
    for column in range(3):
        above = at
        while table.rows[above][column] is None and not covers(table, above, column):
            above -= 1
        text = table.rows[above][column]
        if text:
            parts.append(bare(text))
    return tuple(parts)


def covers(table: Table, row: int, column: int) -> bool:
    """Whether the place belongs to a cell on its left."""
    return any(
        first[0] <= row < first[0] + size[0] and first[1] < column < first[1] + size[1]
        for first, size in table.spans.items()
    )


def reports() -> dict[str, dict[str, list[str]]]:
    """Figures of reports on the 2021 form, by report and table, in the order of the cells: the complete
    ones."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in rows_of("real_reports.csv"):
        if each["form_version"] == "2021" and each["table"] in ("table3", "table4"):
            found[each["report_id"]][each["table"]].append(each["figure"])
    sizes = {"table3": 25 * 7, "table4": 15}
    return {
        report: tables
        for report, tables in found.items()
        if all(len(tables[name]) == size for name, size in sizes.items())
    }


def filled(tables: dict[str, list[str]]) -> bytes:
    """The template with a report's figures, written by python-docx."""
    document = docx.Document(str(TEMPLATE))
    three, four = document.tables[1:3]
    for at, figure in enumerate(tables["table3"]):
        tr = three.rows[3 + at // 7]._tr
        write(tr.tc_lst[-7 + at % 7], figure)
    for at, figure in enumerate(tables["table4"]):
        write(four.rows[3]._tr.tc_lst[at], figure)
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def write(tc: object, text: str) -> None:
    paragraph = tc.p_lst[0]  # type: ignore[attr-defined]
    run = paragraph.add_r()
    run.text = text


def figures_in(found: Document) -> dict[str, list[str]]:
    _, three, four = found.tables
    labels = [label_of(three, at) for at in range(3, 28)]
    by_label = {label: [bare(text) for text in three.rows[3 + at][3:]] for at, label in enumerate(labels)}
    wanted = [(each["level1"], each["level2"], each["level3"]) for each in rows_of("report_table3.csv")]
    ordered = [by_label[tuple(bare(part) for part in label if part)] for label in wanted]
    return {
        "table3": [figure for row in ordered for figure in row],
        "table4": [bare(text) for text in four.rows[3]],
    }


@needs_shared
def test_figures_of_real_reports_come_back_by_their_labels() -> None:
    assert len(reports()) >= 5
    for report, tables in reports().items():
        assert figures_in(read(filled(tables))) == dict(tables), report


@needs_shared
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_they_come_back_after_libreoffice_has_made_an_odt_of_them(tmp_path: Path) -> None:
    chosen = dict(list(reports().items())[:4])
    for report, tables in chosen.items():
        (tmp_path / f"{report}.docx").write_bytes(filled(tables))
    run = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "odt"]
    made = [str(tmp_path / f"{report}.docx") for report in chosen]
    subprocess.run([*run, "--outdir", str(tmp_path), *made], check=True, capture_output=True, timeout=120)
    for report, tables in chosen.items():
        found = read_here((tmp_path / f"{report}.odt").read_bytes(), "a.odt", Limits())
        assert figures_in(found) == dict(tables), report


@pytest.mark.parametrize("name", sorted(words_making.FORMATS))
def test_what_libreoffice_made_of_an_odd_document_reads_as_the_document(name: str) -> None:
    source = read(words_making.odd())
    found = read((words_making.MADE / f"odd.{name}").read_bytes(), f"odd.{name}")
    assert (source.outcome, found.outcome) == ("ok", "ok")
    assert lines(source) == ODD and found.text == source.text
    assert [(table.rows, dict(table.spans)) for table in found.tables] == [
        (table.rows, dict(table.spans)) for table in source.tables
    ]


ODD = [
    "一、总体情况", "（一）主动公开", "（二）依申请", "头\t右", "a\tb", "1\t2\t3\t4",
    "二、第二个", "全宽", "1\t2\t3\t4", "左半\t右半",
    "表三", "\t2\t3\t", "1\t2\t3\t4", "表四", "外 尾\tx", "1\t2\t3\t4", "内1\t内2",
    "（一）结尾", "1\t甲", "2\t乙", "末",
]  # fmt: skip
