"""Files that people write: every way of a spreadsheet is read, what spoils the whole file is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from warehouse.bounds import read_bounds
from warehouse.handwritten import Line, day_of, read_lines
from warehouse.overrides.reading import read_decisions

HEADER = ("item", "when", "why")


class Refused(Exception):
    """What the file's reader makes of it."""


def lines(folder: Path, written: bytes) -> list[Line]:
    file = folder / "file.csv"
    file.write_bytes(written)
    return read_lines(file, HEADER, Refused)


@pytest.mark.parametrize(
    "written",
    [
        b"item,when,why\na,2018-1-2,b\n",
        b"\xef\xbb\xbfitem,when,why\r\na,2018-1-2,b\r\n",
        b"item,when,why,,\n,,,,\n a , 2018-1-2,b,,\n",
        b'# told\nitem,when,why\n#x,y\n"a",2018-1-2,"b"',
    ],
)
def test_as_spreadsheets_write_it(tmp_path: Path, written: bytes) -> None:
    [line] = lines(tmp_path, written)
    assert line.cells == ("a", "2018-1-2", "b") and line.surplus is None


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    told = lines(tmp_path, '# 说明\nitem,when,why\n\na,,"两\n行"\nb\nc,d,e,f\n'.encode())
    assert [(line.number, line.cells[0]) for line in told] == [(4, "a"), (6, "b"), (7, "c")]
    assert told[1].cells == ("b", "", "")
    assert [line.surplus for line in told] == [None, None, "有 4 列,应为 3 列"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "第 1 行的表头是“(空文件)”"),
        (b"item;when;why\n", "第 1 行的表头是“item;when;why”;请改成“item,when,why”"),
        ("条目,日期,原因\n".encode("gb18030"), "不是 UTF-8"),
        (b'item,when,why\na,"b,c\n', "第 2 行起不是 CSV"),
    ],
)
def test_a_spoilt_file_is_refused(tmp_path: Path, written: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said.replace("(", r"\(").replace(")", r"\)")):
        lines(tmp_path, written)


def test_no_file_has_no_lines(tmp_path: Path) -> None:
    assert read_lines(tmp_path / "none.csv", HEADER, Refused) == []


@pytest.mark.parametrize("written", ["2018-01-22", "2018/1/22", "2018.1.22", "2018年1月22日"])
def test_days(tmp_path: Path, written: str) -> None:
    assert day_of(written) == date(2018, 1, 22)
    decisions, bounds = tmp_path / "decisions.csv", tmp_path / "bounds.csv"
    decisions.write_text(f"kind,item,value,who,when,why\nexclude,x,,王,{written},重\n", encoding="utf-8")
    bounds.write_text(
        f"section_id,year,min_rows,max_rows,who,when,why\nnb,*,1,,王,{written},对\n", encoding="utf-8"
    )
    [decided], [bound] = read_decisions(decisions), read_bounds(bounds)
    assert decided.when == bound.when == date(2018, 1, 22)
    assert decided.fault is None and bound.fault is None


@pytest.mark.parametrize("written", ["", "2018-13-01", "2018-02-30", "20180122", "22.1.2018", "昨天"])
def test_no_days(written: str) -> None:
    assert day_of(written) is None


def test_a_bound_with_a_cell_too_many_does_not_apply(tmp_path: Path) -> None:
    file = tmp_path / "bounds.csv"
    file.write_text(
        "section_id,year,min_rows,max_rows,who,when,why\nnb,*,1,000,9,王,2018-1-2,对\n", encoding="utf-8"
    )
    [row] = read_bounds(file)
    assert row.fault is not None and "有 8 列,应为 7 列" in row.fault
