"""Files that people write: every way of a spreadsheet is read alike, what is damaged is told."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from warehouse import handwritten
from warehouse.bounds import HEADER as BOUNDS_HEADER
from warehouse.bounds import row_of
from warehouse.handwritten import Line, Table, day_of, read_table
from warehouse.overrides import HEADER as DECISIONS_HEADER
from warehouse.overrides import decision_of

HEADER = ("item", "when", "why")
ROWS = (
    ("05dcccbe125816da", "2018-01-22", "测试页面"),
    ("http://www.yunze.example/a.html?x=1;2", "2018-01-23", "分两行,\n含逗号"),
    ("item-undated:动态", "2018-02-01", '说“重复”,又说"重复"'),
)


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwritten, "PAUSE", 0)


def saved(separator: str = ",", end: str = "\r\n", tail: str = "", blanks: int = 0) -> str:
    """The rows as a spreadsheet saves them; `tail`: empty cells behind each row, `blanks`: empty rows."""

    def cell(text: str) -> str:
        quoted = any(sign in text for sign in f'{separator}"\r\n')
        return '"' + text.replace('"', '""') + '"' if quoted else text

    lines = [separator.join(map(cell, row)) + tail for row in (HEADER, *ROWS)]
    return "".join(f"{line}{end}" for line in [*lines, *[separator * 5] * blanks])


def table(folder: Path, content: bytes | str) -> Table:
    file = folder / "file.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(file, HEADER)


ENCODED: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 with BOM": lambda text: codecs.BOM_UTF8 + text.encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "unicode text": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16 big": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16 without BOM": lambda text: text.encode("utf-16-le"),
}


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_each_encoding_separator_and_line_end_is_read_alike(
    tmp_path: Path, encoding: str, separator: str, end: str
) -> None:
    found = table(tmp_path, ENCODED[encoding](saved(separator, end, tail=separator * 3, blanks=2)))
    assert found.fault is None
    assert [line.cells for line in found.lines] == list(ROWS)
    assert [line.number for line in found.lines] == [2, 3, 5], "as an editor counts"
    assert {line.fault for line in found.lines} == {None}


MORE_SHAPES = {
    "header in another order": "why,item,when\nb,a,2018-1-2\n",
    "header in capitals with blanks": " Item , WHEN ,Why\na,2018-1-2,b\n",
    "empty column between": "item,,when,why\na,,2018-1-2,b\n",
    "full-width blanks": "item,when,why\n\u3000a\u3000,\u30002018-1-2,b\u3000\n",
    "unseen signs": "item,when,why\n\u200ba,2018-1-2\ufeff,\u00a0b\n",
    "apostrophes of text": "item,when,why\n'a,'2018-1-2,'b\n",
    "formulas of text": 'item,when,why\n"=""a""","=""2018-1-2""",b\n',
    "told separator": "sep=;\nitem;when;why\na;2018-1-2;b\n",
    "words above the header": "# 说明,一行一条\n\nitem,when,why\n#x,y\na,2018-1-2,b\n",
    "words saved as cells": '"# 说明",,\nitem,when,why\n"# 又一行,有逗号",,\na,2018-1-2,b\n',
    "no line end": "item,when,why\na,2018-1-2,b",
    "columns of the person's own": "序,item,when,why,备注\n1,a,2018-1-2,b,再看\n",
    "an id": "item,when,why,编号\na,2018-1-2,b,D1K\n",
    "lines ended twice": "item,when,why\r\r\na,2018-1-2,b\r\r\n",
}


@pytest.mark.parametrize("shape", MORE_SHAPES)
def test_more_shapes_of_the_same_row(tmp_path: Path, shape: str) -> None:
    found = table(tmp_path, MORE_SHAPES[shape])
    assert [(line.cells, line.fault) for line in found.lines] == [(("a", "2018-1-2", "b"), None)]


def test_an_apostrophe_that_belongs_to_the_words_stays(tmp_path: Path) -> None:
    [line] = table(tmp_path, "item,when,why\na,2018-1-2,'测试'页面\n").lines
    assert line.cells[2] == "'测试'页面"


def test_too_many_and_too_few_cells(tmp_path: Path) -> None:
    told = table(tmp_path, "item,when,why\na\nc,2018-1-2,e,f\nc,2018-1-2,e,,\n").lines
    assert told[0].cells == ("a", "", "")
    assert [line.fault for line in told] == [None, "有 4 列,应为 3 列", None]


def test_lines_that_two_people_saved_in_two_encodings_are_both_read(tmp_path: Path) -> None:
    """One had a GB18030 file, the other's editor added lines in UTF-8 to it."""
    mine = "item,when,why\na,2018-1-2,重复发布\nb,2018-1-2,测试页面\nc,2018-1-2,目录\n".encode("gb18030")
    theirs = "d,2018-1-3,已与局里核对\n".encode()
    for content in (mine + theirs, mine.replace(b"\n", b"\r\n") + theirs):
        found = table(tmp_path, content)
        assert [line.cells[2] for line in found.lines] == ["重复发布", "测试页面", "目录", "已与局里核对"]
        assert {line.fault for line in found.lines} == {None}


@pytest.mark.parametrize("word", ["目录", "测试", "“转发”", "联通"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_single_word_is_read_in_the_encoding_it_was_saved_in(
    tmp_path: Path, word: str, encoding: str
) -> None:
    [line] = table(tmp_path, f"item,when,why\na,2018-1-2,{word}\n".encode(encoding)).lines
    assert line.cells[2] == word


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8 with BOM", "gb18030", "unicode text"])
def test_noughts_that_a_stopped_machine_left_behind_are_none_of_it(tmp_path: Path, encoding: str) -> None:
    found = table(tmp_path, ENCODED[encoding](saved()) + b"\0" * 512)
    assert [line.cells for line in found.lines] == list(ROWS) and found.fault is None


def test_what_is_said_of_a_cell_stays_short_and_can_be_seen(tmp_path: Path) -> None:
    found = table(tmp_path, "<html>\0\1" + "<td>kind</td>" * 500)
    assert found.fault is not None and len(found.fault) < 300 and found.fault.isprintable()
    fault = decision_of(Line(2, ("x\0" * 900, "i", "", "w", "2018-01-22", "y"))).fault
    assert fault is not None and len(fault) < 300 and fault.isprintable()


DAMAGED = [
    ("item", "1.23E+11", "科学记数"),
    ("item", "1.23457E+15", "科学记数"),
    ("item", "5e+08", "科学记数"),
    ("item", "3月1日", "改成日期"),
    ("item", "1-Mar", "改成日期"),
    ("when", "########", "列太窄"),
    ("item", "#NAME?", "公式错误"),
    ("why", "#NAME?", "公式错误"),
    ("why", "????", "别的编码"),
    ("item", "??????:??", "别的编码"),
    ("why", "测\ufffd", "别的编码"),
]


@pytest.mark.parametrize(("column", "cell", "said"), DAMAGED)
def test_a_damaged_cell_is_told_with_its_column(tmp_path: Path, column: str, cell: str, said: str) -> None:
    row = {"item": "a", "when": "2018-1-2", "why": "b", column: cell}
    [line] = table(tmp_path, f"when,item,why\n{row['when']},{row['item']},{row['why']}\n").lines
    assert line.fault is not None
    assert line.fault.startswith(f"{column} 是“{cell}”") and said in line.fault


@pytest.mark.parametrize("cell", ["12345678901e2345", "1e5", "2018-1", "http://x/?a=1??", "真的??", "E+5"])
def test_what_only_looks_damaged_is_left_alone(tmp_path: Path, cell: str) -> None:
    [line] = table(tmp_path, f"item,when,why\n{cell},2018-1-2,b\n").lines
    assert (line.cells[0], line.fault) == (cell, None)


@pytest.mark.parametrize(
    ("broken", "rest"),
    [
        ('a,"2018-1-2,b\n', "c,2018-1-2,d\n"),
        ('"a,2018-1-2,b\n', 'c,2018-1-2,"d"\n'),
        ('a,2018-1-2,"b"好"\n', "c,2018-1-2,d\n"),
        ('a,2018-1-2,"b\n', 'c,2018-1-2,d"\n'),
    ],
)
def test_a_quote_that_does_not_close_spoils_its_own_row_only(tmp_path: Path, broken: str, rest: str) -> None:
    told = table(tmp_path, f"item,when,why\n{broken}{rest}e,2018-1-2,f\n").lines
    assert [line.number for line in told] == [2, 3, 4]
    assert told[0].fault == "引号不成对"
    assert told[0].cells[0] == "a"
    assert (told[2].cells[0], told[2].fault) == ("e", None)
    assert told[1].cells[0] == "c"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "第 1 行的表头是“(空文件)”"),
        (b"item|when|why\n", "第 1 行的表头是“item|when|why”(缺 item、when、why"),
        ("条目,日期,原因\n".encode("gb18030"), "第 1 行的表头是“条目,日期,原因”"),
        (b"item,item,when,why\n", "多 item"),
        (b"item,when\na,2018-1-2\n", "缺 why"),
        (b"a,2018-1-2,b\nitem,when,why\n", "第 1 行的表头是“a,2018-1-2,b”"),
        (b"PK\x03\x04\x14\x00\x06\x00", ".xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
    ],
)
def test_a_spoilt_file_is_told(tmp_path: Path, written: bytes, said: str) -> None:
    found = table(tmp_path, written)
    assert found.fault is not None and said in found.fault
    assert found.lines == ()


def test_lines_of_another_encoding_are_damaged_and_the_others_are_read(tmp_path: Path) -> None:
    mixed = "item,when,why\na,2018-1-2,重复\nb,2018-1-2,测试\n".encode() + "c,2018-1-2,误报\n".encode("gbk")
    told = table(tmp_path, mixed).lines
    assert [line.fault is None for line in told] == [True, True, False]
    assert told[2].cells[:2] == ("c", "2018-1-2") and "别的编码" in str(told[2].fault)


def test_a_file_cut_within_a_sign_is_unfinished(tmp_path: Path) -> None:
    found = table(tmp_path, "item,when,why\na,2018-1-2,重复".encode()[:-1])
    assert found.unfinished
    assert found.lines[0].fault is not None


def test_no_file_is_missing_and_no_fault(tmp_path: Path) -> None:
    assert read_table(tmp_path / "none.csv", HEADER) == Table(missing=True)


@pytest.mark.parametrize("first", [b"", b"item,when", "item,when,why\na,2018-1-2,重".encode()[:-1], None])
def test_a_file_that_is_being_saved_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bytes | None
) -> None:
    file = tmp_path / "file.csv"
    if first is not None:
        file.write_bytes(first)
    monkeypatch.setattr("time.sleep", lambda _: file.write_bytes("item,when,why\na,2018-1-2,重\n".encode()))
    [line] = read_table(file, HEADER, expected=True).lines
    assert line == Line(2, ("a", "2018-1-2", "重"))


def test_a_file_saved_long_ago_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: float) -> None:
        raise AssertionError("waited")

    monkeypatch.setattr("time.sleep", never)
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert table(tmp_path, "who,what\n").fault is not None


DAYS = [
    ("2018-01-22", date(2018, 1, 22)),
    ("2026/11/8", date(2026, 11, 8)),
    ("2026-11-08", date(2026, 11, 8)),
    ("2018.1.22", date(2018, 1, 22)),
    ("2026年11月8日", date(2026, 11, 8)),
    ("2026年11月8日星期日", date(2026, 11, 8)),
    ("20261108", date(2026, 11, 8)),
    ("2026/11/8 0:00", date(2026, 11, 8)),
    ("2026-11-08 00:00:00", date(2026, 11, 8)),
    ("\uff12\uff10\uff12\uff16\uff0f\uff11\uff11\uff0f\uff18", date(2026, 11, 8)),
]


@pytest.mark.parametrize(("written", "day"), DAYS)
def test_days(tmp_path: Path, written: str, day: date) -> None:
    assert day_of(written) == day
    decided = decision_of(Line(2, ("exclude", "x", "", "王", written, "重")))
    bound = row_of(Line(2, ("nb", "*", "1", "", "王", written, "对")))
    assert decided.when == bound.when == day
    assert decided.fault is None and bound.fault is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2018-13-01", "应为日期"),
        ("2018-02-30", "应为日期"),
        ("20180230", "应为日期"),
        ("昨天", "应为日期"),
        ("Nov-26", "应为日期"),
        ("2026-11", "应为日期"),
        ("11/8/2026", "先后分不清"),
        ("22.1.2018", "先后分不清"),
        ("26/11/8", "先后分不清"),
        ("46334", "日期序号(常用的 1900 年日期系统中是 2026-11-08,1904 年的是 2030-11-09)"),
        ("46334.0", "日期序号"),
    ],
)
def test_no_days(written: str, said: str) -> None:
    assert day_of(written) is None
    fault = decision_of(Line(2, ("exclude", "x", "", "王", written, "重"))).fault
    assert fault is not None and fault.startswith(f"when 是“{written}”") and said in fault


@pytest.mark.parametrize(
    ("kind", "item", "value", "column"),
    [
        ("exclude", "512345678901234", "", "item"),
        ("merge", "05dcccbe125816da", "12345678901234", "value"),
        ("category", "123", "政府文件", "item"),
        ("verdict", "123", "误报", None),
        ("category", "05dcccbe125816da", "123", None),
        ("exclude", "1234567890123456", "", None),
    ],
)
def test_an_id_without_its_first_nought_is_told(kind: str, item: str, value: str, column: str | None) -> None:
    fault = decision_of(Line(2, (kind, item, value, "王", "2018-1-22", "重"))).fault
    if column is None:
        assert fault is None
    else:
        assert fault is not None and fault.startswith(f"{column} 是") and "开头的 0" in fault


def test_a_bound_with_a_cell_too_many_does_not_apply(tmp_path: Path) -> None:
    file = tmp_path / "bounds.csv"
    file.write_text(f"{','.join(BOUNDS_HEADER)}\nnb,*,1,000,9,王,2018-1-2,对\n", encoding="utf-8")
    [line] = read_table(file, BOUNDS_HEADER).lines
    fault = row_of(line).fault
    assert fault is not None and "有 8 列,应为 7 列" in fault


@pytest.mark.parametrize(
    "row", ["exclude\uff0cx\uff0c\uff0c王\uff0c2018-1-22\uff0c重", "exclude;x;;王;2018-1-22;重"]
)
def test_a_row_separated_otherwise_than_the_header_says_how(tmp_path: Path, row: str) -> None:
    file = tmp_path / "decisions.csv"
    file.write_text(f"{','.join(DECISIONS_HEADER)}\n{row}\n", encoding="utf-8")
    [line] = read_table(file, DECISIONS_HEADER).lines
    assert line.fault is not None and "英文逗号" in line.fault
