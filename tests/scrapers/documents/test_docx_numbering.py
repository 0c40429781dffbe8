"""Automatic numbers of Word documents: computed as Word shows them, whatever says them."""

from __future__ import annotations

import pytest

from scrapers.documents.words.counting import counted
from tests.scrapers.documents.office import cell, docx_of, lines, para, read, row, run


def level(at: int, text: str, format: str = "decimal", start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText '
        f'w:val="{text}"/>'
        f"{more}</w:lvl>"
    )


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{lists}'


def item(text: str, at: int = 0, of: int = 1) -> str:
    return para(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{of}"/></w:numPr>')


REPORT = numbering(
    level(0, "%1、", "chineseCountingThousand"),
    level(1, "（%2）", "chineseCounting"),
    level(2, "%3.", more='<w:suff w:val="space"/>'),
    level(3, "%1.%4", more='<w:isLgl/><w:suff w:val="nothing"/>'),
)


def test_headings_of_a_report_are_numbered_level_by_level() -> None:
    body = (
        item("总体情况") + item("主动公开", 1) + item("依申请公开", 1) + item("甲", 2) + item("乙", 2)
        + item("建议", 1) + item("丙", 2) + item("丁", 3) + item("申请情况") + item("新收", 1) + para("无号")
    )  # fmt: skip
    assert lines(read(docx_of(body, numbering=REPORT))) == [
        "一、总体情况", "（一）主动公开", "（二）依申请公开", "1. 甲", "2. 乙", "（三）建议", "1. "
        "丙", "1.1丁",
        "二、申请情况", "（一）新收", "无号",
    ]  # fmt: skip


def test_numbers_in_cells_also_where_nothing_else_stands() -> None:
    numbered = f"<w:tc>{item('')}</w:tc>"
    table = f"<w:tbl>{row(numbered, cell('甲局'))}{row(numbered, cell('乙局'))}</w:tbl>"
    found = read(docx_of(table + item("后"), numbering=numbering(level(0, "%1"))))
    assert found.tables[0].rows == (("1", "甲局"), ("2", "乙局")) and lines(found)[-1] == "3 后"


def style(name: str, inner: str, based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}">{base}<w:pPr>{inner}</w:pPr></w:style>'


LINKED = numbering(
    level(0, "第%1章", "chineseCounting", more='<w:pStyle w:val="H1"/>'),
    level(1, "第%2条", "chineseCounting", more='<w:lvlRestart w:val="0"/><w:pStyle w:val="H2"/>'),
)
STYLES = (
    style("H1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    + style("H2", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', "H1")
    + style("Plain", '<w:numPr><w:numId w:val="0"/></w:numPr>', "H1")
)


def test_numbers_come_from_styles_go_on_where_they_never_restart_and_can_be_taken_away() -> None:
    def of(name: str, text: str, more: str = "") -> str:
        return para(text, properties=f'<w:pStyle w:val="{name}"/>{more}')

    body = (
        of("H1", "总则") + of("H2", "甲") + of("H2", "乙") + of("H1", "附则") + of("H2", "丙")
        + of("Plain", "无") + of("H1", "也无", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    assert lines(read(docx_of(body, numbering=LINKED, styles=STYLES))) == [
        "第一章 总则", "第一条 甲", "第二条 乙", "第二章 附则", "第三条 丙", "无", "也无",
    ]  # fmt: skip


LISTS = "".join(
    f'<w:num w:numId="{at}"><w:abstractNumId w:val="7"/>{more}</w:num>'
    for at, more in (
        (1, ""),
        (2, ""),
        (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        (4, f'<w:lvlOverride w:ilvl="0">{level(0, "[%1]", "upperRoman", 4)}</w:lvlOverride>'),
    )
)


def test_lists_of_one_definition_count_on_and_overrides_begin_anew() -> None:
    body = item("a") + item("b", of=2) + item("c", of=3) + item("d", of=3) + item("e", of=1) + item("f", of=4)
    found = read(docx_of(body, numbering=numbering(level(0, "%1)"), lists=LISTS)))
    assert lines(found) == ["1) a", "2) b", "5) c", "6) d", "7) e", "[VIII] f"]


def test_bullets_hidden_and_deleted_paragraphs_take_no_number() -> None:
    hidden = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>'
    gone = hidden.replace("vanish", "del")
    body = (
        item("a") + f"<w:p><w:pPr>{hidden}</w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"
        + f"<w:p><w:pPr>{gone}</w:pPr><w:del>{run('y')}</w:del></w:p>" + item("b") + item("c", 1)
    )  # fmt: skip
    found = read(docx_of(body, numbering=numbering(level(0, "%1."), level(1, "\uf0b7", "bullet"))))
    assert lines(found) == ["1. a", "2. b", "c"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next_one_and_before_a_table() -> None:
    joined = para("前半", properties="<w:rPr><w:del/></w:rPr>")
    body = joined + item("后半") + joined + f"<w:tbl>{row(cell('x'))}</w:tbl>" + item("又")
    found = read(docx_of(body, numbering=numbering(level(0, "%1."))))
    assert lines(found) == ["1. 前半后半", "前半", "x", "2. 又"]


def test_a_definition_in_a_numbering_style_and_definitions_in_a_loop() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="N"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8"><w:styleLink w:val="N"/>'
        f"{level(0, '<%1>'.replace('<', '〔').replace('>', '〕'))}"
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    for to, expected in ((2, "〔1〕甲"), (1, "甲")):
        styles = (
            '<w:style w:type="numbering" w:styleId="N"><w:pPr><w:numPr>'
            f'<w:numId w:val="{to}"/></w:numPr></w:pPr></w:style>'
        )
        assert lines(read(docx_of(item("甲"), numbering=linked, styles=styles))) == [expected]


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("decimal", {1: "1", 120: "120"}),
        ("decimalZero", {7: "07", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一○五"}),
        ("chineseCountingThousand", {10: "十", 101: "一百零一", 110: "一百一十", 1010: "一千零一十"}),
        ("japaneseCounting", {12: "十二", 30: "三十"}),
        ("chineseLegalSimplified", {1: "壹", 12: "壹拾贰"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographDigital", {10: "一〇"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "㉑"}),
        ("decimalEnclosedParen", {3: "⑶"}),
        ("decimalFullWidth", {12: "１２"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerLetter", {1: "a", 27: "aa", 28: "bb"}),
        ("what no one knows", {3: "3"}),
    ],
)
def test_counting(format: str, expected: dict[int, str]) -> None:
    assert {number: counted(number, format) for number in expected} == expected
