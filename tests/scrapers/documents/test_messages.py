"""What goes between the processes comes out as it went in, whatever stands in cells."""

from __future__ import annotations

import json

import pytest

from scrapers.documents.composing import composed
from scrapers.documents.formats import FORMATS
from scrapers.documents.messages import answer, answer_of
from scrapers.documents.records import Document, Paragraph, Reading, Table

GRIDS = {
    "plain": (("项目", "数量"), ("规章", "0"), ("", "")),
    "a tab in a cell": (("项目\t数量", "1"), ("规章", "0")),
    "a tab too many and one too few": (("一\t二", "三"), ("四", "五"), ("六", "七")),
    "a line end in a cell": (("项目\n数量", "1"), ("规章", "0")),
    "a covered place": (("项目", None), ("规章", "0")),
    "one column": (("一",), ("",), ("三",)),
    "one empty cell": (("",),),
    "no row": (),
    "rows without a cell": ((), ()),
}


@pytest.mark.parametrize("rows", GRIDS.values(), ids=GRIDS)
@pytest.mark.parametrize("before", ["", "一、总体情况", "项目\t数量"])
def test_a_table_goes_over_as_it_is(rows: tuple[tuple[str | None, ...], ...], before: str) -> None:
    spans = {(0, 0): (1, 2)} if rows and None in rows[0] else {}
    blocks = [Paragraph(before), Table(rows, spans), Paragraph("二"), Table(rows, spans), Table(rows, spans)]
    document = composed(Reading(blocks=[*blocks]), FORMATS["docx"], "a.docx")
    assert answer_of(answer(document)) == document
    assert [table.rows for table in answer_of(answer(document)).tables] == [rows] * 3


def test_a_text_that_only_looks_like_the_rows_is_not_taken_for_them() -> None:
    table = Table((("1", "2"), ("3", "4")), at=2)
    document = Document("ok", "docx", "application/x", text="1\t2\n3\t4\n", tables=(table,))
    assert answer_of(answer(document)) == document


@pytest.mark.parametrize("rows", [-1, 1 << 40, [["1"], ["2", "3"]], [[1]], [[["1"]]], None])
def test_rows_that_no_worker_sends_are_no_document(rows: object) -> None:
    table = Table((("1", "2\n"),))
    document = Document("ok", "docx", "application/x", text="1\t2\n3\t4\t5\n", tables=(table,))
    told = json.loads(answer(document))
    told["tables"][0]["rows"] = rows
    with pytest.raises((ValueError, TypeError)):
        answer_of(json.dumps(told).encode())
