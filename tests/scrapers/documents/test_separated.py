"""CSV and TSV as offices write them."""

from __future__ import annotations

import random

import pytest

from scrapers.documents import Document, Limits
from scrapers.documents.inside import read_here


def read(
    text: str | bytes, name: str = "a.csv", encoding: str = "utf-8", limits: Limits | None = None
) -> Document:
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return read_here(content, name, limits or Limits())


def grid(text: str | bytes, **kwargs: str) -> tuple[tuple[str | None, ...], ...]:
    return read(text, **kwargs).tables[0].rows


TEXT = "单位,公开条数\n财政局,350\n教育局,12\n"
ROWS = (("单位", "公开条数"), ("财政局", "350"), ("教育局", "12"))


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("gb18030", "gb18030"), ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le")],
)
def test_encodings(encoding: str, named: str) -> None:
    document = read(TEXT, encoding=encoding)
    assert (document.tables[0].rows, document.encoding, document.outcome) == (ROWS, named, "ok")


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace(",", ";"),
        TEXT.replace(",", "\t"),
        TEXT.replace(",", "|"),
        TEXT.replace(",", "，"),
        "sep=;\n" + TEXT.replace(",", ";"),
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        TEXT.replace("\n", ",,\n") + ",,,\n,,,\n",
        '"单位","公开条数"\n"财政局","350"\n教育局,12',
        TEXT.replace("350", '="350"').replace("12", "'12"),
    ],
)
def test_the_same_table_however_its_cells_are_parted(text: str) -> None:
    assert grid(text) == ROWS


def test_what_parts_the_cells_is_what_makes_even_rows() -> None:
    assert grid("名称;说明\n甲;一,二\n乙;三,四,五\n丙;六\n") == (
        ("名称", "说明"),
        ("甲", "一,二"),
        ("乙", "三,四,五"),
        ("丙", "六"),
    )


def test_commas_of_a_sentence_part_no_cells() -> None:
    lines = ("标题", "关于公布清单的通知", "一，二", "说明；补充", "公示", "决定")
    assert grid("\n".join(lines)) == tuple((line,) for line in lines)


def test_quotes_go_over_lines_and_a_lone_one_does_not_swallow_the_file() -> None:
    assert grid('名称,说明\n甲,"一\n二 ""三"""\n') == (("名称", "说明"), ("甲", '一\n二 "三"'))
    lone = '名称,尺寸\n管,"5寸\n' + "".join(f"管{n},{n}\n" for n in range(40))
    document = read(lone)
    assert len(document.tables[0].rows) == 42 and document.tables[0].rows[41] == ("管39", "39")
    assert any("引号" in note for note in document.notes)


def test_guards_of_digits_go_and_digits_stay() -> None:
    assert grid("编号,名称,式\n=\"00123\",'0370,=A1\n\t00045\t,'tis,-\n")[1:] == (
        ("00123", "0370", "=A1"),
        ("00045", "'tis", "-"),
    )


def test_a_title_above_and_a_remark_below_are_filled_up() -> None:
    assert grid("2017年统计表\n单位,条数,备注\n财政局,1,\n教育局,2,\n制表人:甲\n") == (
        ("2017年统计表", "", ""),
        ("单位", "条数", "备注"),
        ("财政局", "1", ""),
        ("教育局", "2", ""),
        ("制表人:甲", "", ""),
    )


def test_a_thousands_separator_is_put_back_only_where_nothing_else_can_be_meant() -> None:
    told = read("单位,金额,日期\n甲,350,2017-01-01\n乙,1,234,2017-02-01\n丙,12,345,678.50,2017-03-01\n")
    assert told.tables[0].rows[2:] == (("乙", "1,234", "2017-02-01"), ("丙", "12,345,678.50", "2017-03-01"))
    assert any("已合起来:第 3、4 行" in note for note in told.notes)

    doubtful = read("单位,一,二,备注\n甲,350,120,无\n乙,1,234,100,多\n丙,5,6,多,余\n")
    assert doubtful.tables[0].rows[2] == ("乙", "1", "234", "100", "多")
    assert any("没有改:第 3 行" in note for note in doubtful.notes)
    assert any("多出单元格的行:第 3、4 行" in note for note in doubtful.notes)


def test_digits_that_excel_lost_are_doubted() -> None:
    table = read("号码,证件\n1.52201E+17,152201199001010000\n13800138000,152201199001011234\n").tables[0]
    assert table.doubts == {(1, 0): "digits_lost", (1, 1): "digits_lost"}


def test_bounds_and_bytes_that_are_no_text() -> None:
    cut = read("a,b\n" * 100, limits=Limits(cells=20))
    assert (cut.outcome, len(cut.tables[0].rows), cut.left_out[0].count) == ("partial", 10, 90)
    odd = read("单位,数\n财政局,1\n".encode() + b"\xff\xfe,2\n")
    assert odd.left_out[0].what == "characters"
    assert grid("单\0位,数\n" + "甲,1\n" * 50)[0] == ("单位", "数")
    assert len(grid("名,文\n甲," + "长" * 200_000 + "\n")[1][1] or "") == 200_000


def test_bytes_altered_by_seed_never_fail() -> None:
    chance = random.Random(15)
    for _ in range(60):
        content = bytearray((TEXT * 20).encode(chance.choice(("utf-8", "gb18030", "utf-16"))))
        for _ in range(chance.choice((1, 5, 50))):
            content[chance.randrange(len(content))] = (
                chance.choice(b'",;\t\n\r\0"') if chance.random() < 0.5 else chance.randrange(256)
            )
        assert read(bytes(content)).outcome not in {"failed", "crashed"}
