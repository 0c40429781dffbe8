"""Cells of forms that are no numbers: text, dates, blank and 不适用 are told apart from zero and missing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.report.sample import computed, publish
from warehouse.why import explain_figure

CELLS = {
    "zero": ("0", "NULL", "given", "declared", "0", "0 项"),
    "a number": ("12.5", "NULL", "given", "declared", "12.5", "12.5 项"),
    "a text": ("NULL", "'已备案'", "given", "declared", "已备案", "已备案"),
    "a date": ("NULL", "'2017-12-01'", "given", "declared", "2017-12-01", "2017-12-01"),
    "left blank": ("NULL", "NULL", "blank", "declared", "", "空白(表上留空,不等于零)"),
    "not applicable": ("NULL", "NULL", "not_applicable", "declared", "不适用", "不适用"),
    "missing": ("NULL", "NULL", "missing", "missing", "缺", "缺(没有数字,不等于零)"),
}
"""Value, value_text, state, origin of a cell; how it stands in 台账.报表数字, and in the answer of `why`."""

ROW = (
    "INSERT INTO figures (portal_id, form, year, code, label, measure, value, value_text, state, origin)"
    " VALUES ('sample', 'website-annual', 2017, '{}', '网站名称', '项', {}, {}, '{}', '{}')"
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = publish(tmp_path_factory.mktemp("cells") / "gongkai.duckdb", computed())
    with duckdb.connect(str(file)) as connection:
        for code, (value, text, state, origin, *_) in CELLS.items():
            connection.execute(ROW.format(code, value, text, state, origin))
    return file


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_reads_as_what_it_is(published: Path, cell: str) -> None:
    *_, written, explained = CELLS[cell]
    with duckdb.connect(str(published), read_only=True) as connection:
        [(told,)] = connection.execute("SELECT 写法 FROM 台账.报表数字 WHERE 行号 = ?", [cell]).fetchall()
    assert told == written
    head = explain_figure(published, "website-annual", 2017, cell).splitlines()[0]
    assert head == f"website-annual 2017 {cell} = {explained}"


@pytest.mark.parametrize(
    ("value", "text", "state", "origin"),
    [
        ("NULL", "NULL", "given", "declared"),
        ("0", "NULL", "blank", "declared"),
        ("NULL", "'无'", "not_applicable", "declared"),
        ("1", "'一'", "given", "declared"),
        ("NULL", "''", "given", "declared"),
        ("NULL", "NULL", "missing", "declared"),
        ("NULL", "NULL", "blank", "missing"),
        ("NULL", "NULL", "空白", "declared"),
    ],
)
def test_what_a_cell_cannot_be_is_refused(
    published: Path, value: str, text: str, state: str, origin: str
) -> None:
    row = ROW.format("x", value, text, state, origin)
    with duckdb.connect(str(published)) as connection, pytest.raises(duckdb.ConstraintException):
        connection.execute(row)
