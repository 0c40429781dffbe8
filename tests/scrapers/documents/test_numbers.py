"""What a text says as a number, its unit, and what says none."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from scrapers.documents import Table
from scrapers.documents.numbered import digits_over_columns, numbers_of, unit_at, unit_of_table, with_units
from scrapers.documents.numbers import Number, blank_of, in_unit, number_of, numbers_in
from scrapers.documents.records import Paragraph


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("350", "350", ""),
        ("１，２３４．５", "1234.5", ""),
        ("1,234,567.89", "1234567.89", ""),
        ("1 234", "1234", ""),
        ("1，234", "1234", ""),
        (" 12 ", "12", ""),
        (".5", "0.5", ""),
        ("0", "0", ""),
        ("-3", "-3", ""),
        ("－3", "-3", ""),
        ("−3", "-3", ""),
        ("‑3", "-3", ""),
        ("﹣3", "-3", ""),
        ("¥-1,234.50", "-1234.50", "元"),
        ("五万三千", "53000", ""),
        ("十二万三千四百件", "123400", "件"),
        ("一亿零三百万", "103000000", ""),
        ("一亿零三百万元", "103000000", "元"),
        ("一百零二", "102", ""),
        ("三百万元", "3", "百万元"),
        ("△3", "-3", ""),
        ("▲3.5%", "-3.5", "%"),
        ("负3", "-3", ""),
        ("+5", "5", ""),
        ("3.5万元", "3.5", "万元"),
        ("2亿元", "2", "亿元"),
        ("¥1,234.50", "1234.50", "元"),
        ("￥５", "5", "元"),
        ("人民币1.2万元", "1.2", "万元"),
        ("12％", "12", "%"),
        ("5‰", "5", "‰"),
        ("3.2个百分点", "3.2", "个百分点"),
        ("共35件", "35", "件"),
        ("100(件)", "100", "件"),
        ("3.5万件", "35000", "件"),
        ("3万", "30000", ""),
        ("三十五件", "35", "件"),
        ("一百零二条", "102", "条"),
        ("〇", "0", ""),
        ("二〇一七", "2017", ""),
        ("两千", "2000", ""),
        ("十", "10", ""),
        ("十二万三千四百五十六", "123456", ""),
        ("壹万贰仟元整", "12000", "元"),
        ("123456789012345", "123456789012345", ""),
        ("0.000001", "0.000001", ""),
    ],
)
def test_numbers_exactly_as_written(text: str, value: str, unit: str) -> None:
    assert number_of(text) == Number(Decimal(value), unit, "", False, text)


@pytest.mark.parametrize(
    ("text", "value", "unit", "remark", "approximate"),
    [
        ("22（其中修订16件）", 22, "", "其中修订16件", False),
        ("35条(含网站20条)", 35, "条", "含网站20条", False),
        ("22，其中修订16件", 22, "", "其中修订16件", False),
        ("15余条", 15, "条", "", True),
        ("约15条", 15, "条", "", True),
        ("近300人次", 300, "人次", "", True),
        ("3万余件", 30000, "件", "", True),
        ("20多次", 20, "次", "", True),
        ("50件以上", 50, "件", "", True),
        ("十余件", 10, "件", "", True),
        ("100条左右", 100, "条", "", True),
    ],
)
def test_remarks_and_round_numbers(text: str, value: int, unit: str, remark: str, approximate: bool) -> None:
    assert number_of(text) == Number(Decimal(value), unit, remark, approximate, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "/",
        "—",
        "无",
        "不适用",
        "8,1,0,1",
        "1,23",
        "1,2345",
        "3-5",
        "3—5",
        "3~5条",
        "1/3",
        "12:30",
        "1.2.3",
        "2017-12-31",
        "2017年",
        "3月",
        "28号",
        "第3条",
        "国办发〔2017〕28号",
        "0370-7212345",
        "13800138000",
        "007",
        "152201199001011234",
        "(3)",
        "千件",
        "近百件",
        "三四件",
        "三万五",
        "万",
        "十十",
        "几十",
        "22*",
        "8 1 0",
        "一、",
        "数十件",
        "3条5件",
        "财政局",
        "1e5",
        "٣",
        "²",
        "5公",
        "一百二",
        "三千五",
        "零件",
        "一起",
        "-¥-5",
    ],
)
def test_what_is_no_single_number(text: str) -> None:
    assert number_of(text) is None


def test_brackets_are_less_than_nothing_in_accounts_alone() -> None:
    negative = number_of("(1,234.50)", accounting=True)
    assert negative is not None and negative.value == Decimal("-1234.50")
    assert number_of("（3）", accounting=True) == Number(Decimal(-3), raw="（3）")
    assert number_of("22(3)", accounting=True) == Number(Decimal(22), remark="3", raw="22(3)")


def test_numbers_of_a_sentence() -> None:
    text = (
        "2017年共发布政府信息5,594条（其中网站4593条），办理35件，3—5条，12、15份，近百件，15余次，"
        "国办发〔2017〕28号，增长12.5％，依据第五十条、第12条，六部门、3项目、四部分。"
    )
    assert [(number.raw, str(number.value), number.unit) for _, number in numbers_in(text)] == [
        ("5,594条", "5594", "条"),
        ("4593条", "4593", "条"),
        ("35件", "35", "件"),
        ("15余次", "15", "次"),
        ("12.5％", "12.5", "%"),
    ]
    assert all(text[at:].startswith(number.raw) for at, number in numbers_in(text))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("我们一起购买零件5件,统一部署", [("5", "件")]),
        ("5%-10%,5元至10元,5%~10%,-3%", [("-3", "%")]),
        ("由5%降为-3%", [("5", "%"), ("-3", "%")]),
        ("为负5万元,正负5%", [("-5", "万元"), ("5", "%")]),
        ("1个半小时", []),
        ("十二万三千件", [("123000", "件")]),
    ],
)
def test_words_ranges_and_signs_of_a_sentence(text: str, numbers: list[tuple[str, str]]) -> None:
    assert [(str(number.value), number.unit) for _, number in numbers_in(text)] == numbers


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        (None, "empty"),
        ("　", "empty"),
        ("/", "dash"),
        ("——", "dash"),
        ("－", "dash"),
        ("不适用", "not_applicable"),
        ("无", "none"),
        ("无。", "none"),
        ("0", ""),
        ("零", ""),
        ("无锡", ""),
        ("。", ""),
    ],
)
def test_blanks_are_told_apart_and_none_is_zero(text: str | None, kind: str) -> None:
    assert blank_of(text) == kind


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("3.5", "万元", "元", "35000"),
        ("123456789", "元", "亿元", "1.23456789"),
        ("100000", "元", "万元", "10"),
        ("0.1", "亿元", "万元", "1000"),
        ("0", "元", "万元", "0"),
        ("7", "件", "件", "7"),
        ("7", "件", "元", None),
        ("7", "", "元", None),
        ("7", "万美元", "元", None),
        ("50", "%", "‰", None),
    ],
)
def test_units_of_money_exactly_and_no_other_pairs(
    value: str, unit: str, to: str, expected: str | None
) -> None:
    converted = in_unit(Number(Decimal(value), unit), to)
    assert (converted and str(converted.value)) == expected
    assert converted is None or converted.unit == to


TABLE = Table(
    rows=(
        ("项目", "金额（万元）", "占比(%)", "合计", None, "备注"),
        (None, None, None, "数量（件）", "收费（单位：元）", ""),
        ("一般", "3.5", "12", "7", "100", "5"),
        ("罚没（元）", "20", "5", "3亿元", "9", "8"),
    ),
    spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2)},
)


@pytest.mark.parametrize(
    ("row", "column", "unit"),
    [
        (2, 1, "万元"),
        (2, 2, "%"),
        (2, 3, "件"),
        (2, 4, "元"),
        (2, 5, ""),
        (3, 1, ""),
        (3, 3, "亿元"),
        (3, 4, "元"),
        (3, 5, "元"),
    ],
)
def test_unit_of_a_cell_by_itself_its_head_or_its_label(row: int, column: int, unit: str) -> None:
    assert unit_at(TABLE, row, column) == unit


HEADS = {
    "序号": "", "预算科目编码": "", "年度": "", "金额": "万元", "增长%": "%", "占比％": "%", "完成率": "",
    "件数": "件", "总人次数": "人次", "户数量": "户", "本期数": "万元",
    "上年同期数": "万元", "合计数": "万元",
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_what_a_head_counts_is_not_in_the_unit_of_the_table(head: str) -> None:
    table = Table((("项目", head), ("甲", "35")), unit="万元")
    assert unit_at(table, 1, 1) == HEADS[head]


@pytest.mark.parametrize(
    ("heads", "texts", "units"),
    [
        (("指标", "计量单位", "2017年"), ("公开信息", "条", "35"), ("条",)),
        (("指标", "计量单位", "2017年"), ("支出", "万元", "3.5"), ("万元",)),
        (("名称", "单位", "数量", "单价"), ("电脑", "台", "3", "9"), ("台", "")),
        (("名称", "数量", "单位", "单价"), ("电脑", "3", "台", "9"), ("", "")),
    ],
)
def test_a_column_of_units_is_for_the_number_on_its_right(
    heads: tuple[str, ...], texts: tuple[str, ...], units: tuple[str, ...]
) -> None:
    table = Table((heads, texts))
    assert tuple(number.unit for _, number in numbers_of(table) if number) == units
    assert tuple(unit_at(table, 1, at) for at, text in enumerate(texts) if number_of(text)) == units


@pytest.mark.parametrize(
    ("before", "rows", "unit"),
    [
        ("收支表\n单位：万元", (("项目", "数"), ("甲", "1")), "万元"),
        ("单位:人民币元", (("甲", "1"),), "元"),
        ("单 位 : 万元、件", (("甲", "1"),), ""),
        ("单位：财政局", (("甲", "1"),), ""),
        ("", (("表", "单位：亿元"), ("甲", "1")), "亿元"),
        ("单位：元", (("表", "单位：亿元"), ("甲", "1")), "亿元"),
        ("", (("单位：元", ""), ("甲", "1"), *((("乙", "2"),) * 20), ("单位：件", "")), ""),
        ("填报单位：柘城县财政局    金额单位：万元", (("甲", "1"),), "万元"),
        ("没有", (("甲", "1"),), ""),
    ],
)
def test_unit_of_a_whole_table(before: str, rows: tuple[tuple[str, ...], ...], unit: str) -> None:
    assert unit_of_table(before, Table(rows=rows)) == unit
    blocks = [
        Paragraph("单位：件"),
        *([Paragraph("远")] * 4),
        *map(Paragraph, before.splitlines()),
        Table(rows=rows),
    ]
    *_, table = with_units(blocks)
    assert isinstance(table, Table) and table.unit == (unit or None)


@pytest.mark.parametrize(
    ("rows", "columns", "value", "unit"),
    [
        ((("千", "百", "十", "元", "角", "分"), ("", "1", "2", "3", "4", "5")), range(6), "123.45", "元"),
        (
            (("金额", None, None, None), ("百", "十", "万", "千"), ("", "¥", "1", "2")),
            range(4),
            "12000",
            "元",
        ),
        ((("十", "元"), ("１", "２")), range(2), "12", "元"),
        ((("金额（万元）", None), ("1", "2")), range(2), "12", "万元"),
        ((("元", "角分"), ("1,234", "05")), range(2), "1234.05", "元"),
        ((("整数", "小数"), ("-3", "50")), range(2), "-3.50", "元"),
        ((("十", "元"), ("1", "")), range(2), None, ""),
        ((("元", "角分"), ("12", "5")), range(2), None, ""),
        ((("甲", "乙"), ("12", "5")), range(2), None, ""),
        ((("元", "百"), ("1", "2")), range(2), None, ""),
        ((("甲", "乙"), ("", "")), range(2), None, ""),
    ],
)
def test_numbers_drawn_over_several_cells(
    rows: tuple[tuple[str | None, ...], ...], columns: range, value: str | None, unit: str
) -> None:
    spans = {(0, 0): (1, len(rows[0]))} if rows[0][1] is None else {}
    number = digits_over_columns(Table(rows=rows, spans=spans), len(rows) - 1, columns)
    assert (number and str(number.value)) == value
    assert number is None or number.unit == unit


@pytest.mark.parametrize(
    ("rows", "units"),
    [
        (["本年制发件数", "3", "本年处理决定数量", "550", "本年收费金额", "7.3"], ["件", "", ""]),
        (["金额(万元)", "3", "见附件", "5"], ["万元", ""]),
        (["金额(万元)", "3", "—", "5", "无", "6"], ["万元", "万元", "万元"]),
        (["金额(万元)", "本年", "3", "5"], ["万元", "万元"]),
        (["金额(万元)", "3", "人数(人)", "本年", "5"], ["万元", "人"]),
    ],
)
def test_heads_below_figures_begin_anew(rows: list[str], units: list[str]) -> None:
    table = Table(tuple(("项目", text) for text in rows))
    numbers = [number for _, number in numbers_of(table) if number is not None]
    assert [number.unit for number in numbers] == units
    places = [row for row, text in enumerate(rows) if number_of(text) is not None]
    assert [unit_at(table, row, 1) for row in places] == units


def test_a_text_beside_figures_is_no_head() -> None:
    table = Table((("甲(万元)", "乙(人)"), ("3", "4"), ("见附件", "5"), ("6", "7")))
    assert [number.unit for _, number in numbers_of(table) if number] == ["万元", "人", "人", "万元", "人"]


@pytest.mark.parametrize("seed", range(40))
def test_the_unit_of_a_cell_is_the_same_by_itself_and_in_passing(seed: int) -> None:
    dice = Random(seed)
    words = [
        "金额(万元)",
        "人数",
        "件数",
        "本年",
        "见附件",
        "—",
        "",
        "3",
        "5",
        "1.5",
        "增长%",
        "12人",
        "合计",
    ]
    table = Table(tuple(tuple(dice.choice(words) for _ in range(4)) for _ in range(9)))
    for cell, number in numbers_of(table):
        if number is not None:
            assert number.unit == unit_at(table, cell.row, cell.column), (cell, table.rows)
