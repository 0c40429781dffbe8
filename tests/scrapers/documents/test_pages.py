"""Pages as documents: text as a browser shows it, tables by HTML's own model, pages in one file."""

from __future__ import annotations

import base64
import quopri
import random
import time
from dataclasses import replace

import pytest

from scrapers.documents import Document, Limits, Reader
from scrapers.documents.inside import read_here


def read(page: str | bytes, name: str = "a.xls", limits: Limits | None = None) -> Document:
    return read_here(page if isinstance(page, bytes) else page.encode(), name, limits or Limits())


def left_out(document: Document) -> dict[str, int]:
    return {left.what: left.count for left in document.left_out}


def lines(page: str) -> list[str]:
    return read(page, "a.html").text.splitlines()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        # Blocks break lines, white space folds, inline elements do neither.
        ("<p>一<b>二</b>\n  <i>三</i></p>四<div>五</div>六", ["一二三", "四", "五", "六"]),
        ("a  b\n\tc", ["a b c"]),
        ("<p>为进一步\n规范 2017\n年</p>", ["为进一步规范 2017 年"]),
        ("甲<br>乙<br/><br>丙", ["甲", "乙", "", "丙"]),
        ("<p>&nbsp;&nbsp;甲&nbsp;乙&nbsp;</p><p>&nbsp;</p>", ["甲 乙"]),
        ("<p>　　第一条</p>", ["　　第一条"]),
        ("<p>１２３ａｂｃ</p>", ["１２３ａｂｃ"]),
        ("<p>zero\u200bwidth soft\u00adhyphen</p>", ["zerowidth softhyphen"]),
        ("<pre>a   b\n\n  c</pre>d", ["a   b", "", "c", "d"]),
        ("&lt;b&gt; &amp; &#x5e74;&#26085;", ["<b> & 年日"]),
        # What is no text of the page.
        ("<title>t</title><style>s</style><script>x</script><noscript>n</noscript>甲", ["甲"]),
        ("<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->甲", ["甲"]),
        ("<xml><w:View>Normal</w:View></xml>甲", ["甲"]),
        ("<![if !supportLists]>1.&nbsp;<![endif]>总则", ["1. 总则"]),
        ("<p>甲<o:p></o:p></p>", ["甲"]),
        # Numbers of lists are in no text of the markup.
        ("<ol><li>甲<li>乙<ul><li>丙</ul><li value=7>丁</ol>", ["1. 甲", "2. 乙", "丙", "7. 丁"]),
        ("<ol start=3 type=a><li>甲<li>乙</ol>", ["c. 甲", "d. 乙"]),
        ("<ol type=I><li>甲<li>乙<li>丙<li>丁</ol>", ["I. 甲", "II. 乙", "III. 丙", "IV. 丁"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        ("<style>ol,ul{list-style:none}</style><ol><li>甲</ol>", ["甲"]),
        ("<ol style='list-style-type:cjk-ideographic' start=10><li>甲<li>乙</ol>", ["十、 甲", "十一、 乙"]),
        # Fields show what is typed.
        ("姓名<input value='张三'><input type=hidden value=h><button>打印</button>", ["姓名张三"]),
        ("<textarea>一\n二</textarea>", ["一", "二"]),
    ],
)
def test_text_as_it_is_shown(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("<p style='display: none'>藏</p>", "hidden_text"),
        ("<div style='visibility:hidden'><p>藏</p></div>", "hidden_text"),
        ("<p hidden>藏</p>", "hidden_text"),
        ("<span style='mso-hide:all'>藏</span>", "hidden_text"),
        ("<style>/* x */ .x, p.y { display:none }</style><p class='a y'>藏</p>", "hidden_text"),
        ("<style>#x{display:none}</style><p id=x>藏</p>", "hidden_text"),
        ("<p><del>藏</del></p>", "deletions"),
        ("<div style='mso-element:comment-list'>藏</div>", "comments"),
        ("<img src=a.png alt='藏'>", "images"),
        ("<iframe src=a.html>藏</iframe>", "links"),
        ("<svg><text>藏</text></svg>", "drawings"),
        ("<select><option>藏</select>", "fields"),
        ("<object data=a.swf>藏</object>", "embedded"),
    ],
)
def test_what_is_left_out_is_told(page: str, what: str) -> None:
    document = read(f"<p>前</p>{page}<p>后</p>", "a.doc")
    assert document.text == "前\n后\n" and left_out(document) == {what: 1}
    assert document.outcome == "ok"


@pytest.mark.parametrize(
    "page",
    [
        "<p style='display:none'></p><p>甲</p>",
        "<style>@media print{.x{display:none}}</style><p class=x>甲</p>",
        "<style>.x p{display:none}</style><p class=x>甲</p>",
        "<p style='display:inline'>甲</p>",
    ],
)
def test_what_is_shown_is_not_left_out(page: str) -> None:
    document = read(page, "a.doc")
    assert document.text == "甲\n" and not document.left_out


A_TO_F = "<tr><td>a<td>b<td>c<tr><td>d<td>e<td>f"


@pytest.mark.parametrize(
    ("page", "rows", "spans"),
    [
        (f"<table>{A_TO_F}</table>", ["abc", "def"], {}),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", ["ab", ".c"], {(0, 0): (2, 1)}),
        ("<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>", ["a.b", "cde"], {(0, 0): (1, 2)}),
        ("<table><tr><td colspan=2 rowspan=2>a<td>b<tr><td>c</table>", ["a.b", "..c"], {(0, 0): (2, 2)}),
        # To the end of its group, and not beyond.
        ("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", ["ab", ".c", ".d"], {(0, 0): (3, 1)}),
        (
            "<table><tbody><tr><td rowspan=9>a<td>b<tbody><tr><td>c<td>d</table>",
            ["ab", "cd"],
            {},
        ),
        # Two that would overlap: the later one ends before.
        (
            "<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>",
            ["abc", "d.e"],
            {(0, 1): (2, 1)},
        ),
        # Cells that are missing are empty.
        ("<table><tr><td>a<td>b<td>c<tr><td>d</table>", ["abc", "d  "], {}),
        ("<table><tr><td>a<td rowspan=3>b<tr><tr><td>c</table>", ["ab", " .", "c."], {(0, 1): (3, 1)}),
        # Head above, foot below, wherever they are written.
        (
            "<table><tfoot><tr><td>x<td>y<tbody><tr><td>c<td>d<thead><tr><td>a<td>b</table>",
            ["ab", "cd", "xy"],
            {},
        ),
        ("<table><tr><td colspan=0>a<td>b</table>", ["ab"], {}),
        ("<table><tr><td colspan='2x'>a<td>b<tr><td>c<td>d<td>e</table>", ["a.b", "cde"], {(0, 0): (1, 2)}),
        ("<table><tr><td colspan=-1>a<td>b</table>", ["ab"], {}),
        # What Excel only measures is no merged cell.
        (
            "<table><tr><td>a<td colspan=2 style='mso-ignore:colspan'><tr><td>b<td>c<td>d</table>",
            ["a  ", "bcd"],
            {},
        ),
        # A cell that is not displayed takes no place.
        ("<table><tr><td>a<td style='display:none'>9<td>b</table>", ["ab"], {}),
    ],
)
def test_tables_by_the_model_of_html(page: str, rows: list[str], spans: dict[object, object]) -> None:
    (table,) = read(page).tables
    shown = ["".join("." if text is None else text or " " for text in row) for row in table.rows]
    assert (shown, dict(table.spans)) == (rows, spans)


def test_a_table_stands_where_it_stood() -> None:
    document = read(f"<p>前</p><table border=1><caption>表一</caption>{A_TO_F}</table>后")
    assert document.text == "前\n表一\na\tb\tc\nd\te\tf\n后\n"
    assert document.text[document.tables[0].at :].startswith("a\tb")


@pytest.mark.parametrize(
    ("page", "tables", "text"),
    [
        # A table with one cell, or around tables, only places them.
        ("<table><tr><td><p>甲</p><p>乙</p></table>", [], "甲\n乙\n"),
        (f"<table><tr><td>左<td><table>{A_TO_F}</table>右</table>", ["a"], "左\na\tb\tc\nd\te\tf\n右\n"),
        (f"<table role=presentation>{A_TO_F}</table>", [], "a\nb\nc\nd\ne\nf\n"),
        # One with a border, or heads, is data: the inner one stands behind it as its own.
        (
            f"<table border=1><tr><td>左<td>中<table>{A_TO_F}</table></table>",
            ["左", "a"],
            "左\t中\na\tb\tc\nd\te\tf\n",
        ),
    ],
)
def test_tables_in_tables(page: str, tables: list[str], text: str) -> None:
    document = read(page)
    assert [table.rows[0][0] for table in document.tables] == tables and document.text == text


EXCEL = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>{}</table></html>"


@pytest.mark.parametrize(
    ("cell", "text", "doubt"),
    [
        ("<td style='mso-number-format:\"\\@\"'>411424199001011230", "411424199001011230", ""),
        ("<td x:num='411424199001011000'>4.11424E+17", "411424199001011000", "digits_lost"),
        ("<td x:num>411424199001011000", "411424199001011000", "digits_lost"),
        ("<td>4.11424E+17", "4.11424E+17", "digits_lost"),
        ("<td x:num='13800138000'>1.38E+10", "13800138000", ""),
        ("<td x:num='123456789'>#######", "123456789", ""),
        ("<td x:num='0.12345'>12.35%", "12.35%", ""),
        ("<td x:num='43100'>2017年12月31日", "2017年12月31日", ""),
        ("<td>甲<br>乙<p>丙</p>", "甲\n乙\n丙", ""),
        ("<td>&nbsp;", "", ""),
    ],
)
def test_values_of_excel(cell: str, text: str, doubt: str) -> None:
    (table,) = read(EXCEL.format(f"<tr><td>值{cell}</td><tr><td>x<td>y")).tables
    assert table.rows[0] == ("值", text) and table.doubts.get((0, 1), "") == doubt


def test_the_name_of_the_one_sheet() -> None:
    sheet = "<x:ExcelWorksheet>\n <x:Name>汇总</x:Name></x:ExcelWorksheet>"
    page = f"<!--[if gte mso 9]><xml>{sheet}</xml><![endif]-->{EXCEL.format(A_TO_F)}"
    assert read(page).tables[0].name == "汇总"
    assert read(EXCEL.format(A_TO_F)).tables[0].name is None


def test_hidden_rows_and_columns_of_excel_count_in_spans() -> None:
    rows = (
        "<col><col style='display:none'><col><tr><td rowspan=3>a<td>b<td>c<tr style='display:none'><td>d<td>e"
    )
    document = read(EXCEL.format(f"{rows}<tr><td>f<td>g<tr><td colspan=3>h"))
    assert document.tables[0].rows == (("a", "c"), (None, "g"), ("h", None))
    assert dict(document.tables[0].spans) == {(0, 0): (2, 1), (2, 0): (1, 2)}
    assert left_out(document) == {"hidden_rows": 1, "hidden_columns": 1}


def test_rows_that_a_page_hides_take_no_place() -> None:
    document = read("<table><tr><td rowspan=2>a<td>b<tr hidden><td>c<tr><td>d<tr><td>e<td>f</table>")
    assert document.tables[0].rows == (("a", "b"), (None, "d"), ("e", "f"))
    assert left_out(document) == {"hidden_rows": 1}


FRAMES = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><!--[if gte mso 9]><xml><x:ExcelWorkbook>{}'
    '</x:ExcelWorkbook></xml><![endif]--><frameset rows="*,39"><frame src="a.files/sheet001.htm">'
    "<frame src='a.files/tabstrip.htm'><noframes>浏览器不支持框架</noframes></frameset></html>"
)
SHEET = '<x:ExcelWorksheet><x:Name>{}</x:Name><x:WorksheetSource HRef="a.files/{}"/></x:ExcelWorksheet>'
SHEETS = FRAMES.format(SHEET.format("汇总", "sheet001.htm") + SHEET.format("明细", "sheet002.htm"))


def test_a_page_of_frames_says_where_its_sheets_are() -> None:
    document = read(SHEETS)
    assert (document.outcome, document.text, document.tables) == ("unsupported", "", ())
    assert "汇总、明细" in document.reason and left_out(document) == {"links": 2}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    page = "<html><head><meta charset=gb2312></head><body><p>公开指南镕</p></body></html>"
    if not encoding.startswith("gb"):
        page = page.replace("<meta charset=gb2312>", "")
    assert read(page.encode(encoding)).text == "公开指南镕\n"


def part(kind: str, body: bytes, at: str = "", encoding: str = "base64") -> bytes:
    coded = quopri.encodestring(body) if encoding == "quoted-printable" else base64.encodebytes(body)
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: {at}\r\n\r\n"
    return b"--=_x\r\n" + head.encode() + coded + b"\r\n"


HEAD = b'\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\n'
WORD = "<html><body><p>通知</p><img src=a.png><table border=1><tr><td>甲<td>乙</table></body></html>"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "unicode"])
@pytest.mark.parametrize("name", ["a.mht", "a.doc"])
def test_a_page_in_one_file(encoding: str, charset: str, name: str) -> None:
    body = WORD.encode({"unicode": "utf-16", "gb2312": "gb18030"}.get(charset, charset))
    page = part(f'text/html; charset="{charset}"', body, "file:///C:/a.htm", encoding)
    document = read(HEAD + page + part("image/png", b"\x89PNG", "a.png") + b"--=_x--\r\n", name)
    assert (document.outcome, document.format) == ("ok", "mht")
    assert document.text == "通知\n甲\t乙\n" and left_out(document) == {"images": 1}


def test_a_workbook_in_one_file_has_all_its_sheets() -> None:
    hidden = "<xml><x:Visible>SheetHidden</x:Visible></xml><table><tr><td>藏<td>x</table>"
    frames = SHEETS.replace("</x:ExcelWorkbook>", SHEET.format("底稿", "sheet003.htm") + "</x:ExcelWorkbook>")
    sheets = [
        part("text/html", page.encode("gb18030"), f"file:///C:/a.files/sheet00{number}.htm")
        for number, page in [
            (2, "<table><tr><td>二<td>2</table>"),
            (1, "<table><tr><td>一<td>1</table>"),
            (3, hidden),
        ]
    ]
    content = HEAD + part("text/html", frames.encode("gb18030"), "file:///C:/a.htm") + b"".join(sheets)
    document = read(content + b"--=_x--")
    assert [(table.name, table.rows) for table in document.tables] == [
        ("汇总", (("一", "1"),)),
        ("明细", (("二", "2"),)),
    ]
    assert document.outcome == "ok" and left_out(document) == {"hidden_sheets": 1}


def test_a_page_in_one_file_cut_short() -> None:
    whole = HEAD + part("text/html", WORD.encode()) + part("image/png", bytes(3000)) + b"--=_x--"
    document = read(whole[:-1000], "a.doc")
    assert document.outcome == "damaged" and document.text == "通知\n甲\t乙\n"
    assert read(HEAD + part("image/png", b"x") + b"--=_x--", "a.mht").outcome == "damaged"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "底",
        "<table><tr><td>" * 20_000 + "底",
        "<b>" * 50_000 + "底",
        "<ol><li>" * 20_000 + "底",
    ],
)
def test_depth_is_bounded_by_nothing_but_the_text(page: str) -> None:
    document = read(page)
    assert document.outcome == "ok" and document.text.endswith("底\n")


@pytest.mark.parametrize(
    "page",
    [
        "<style>" * 100_000,
        "<style>" + "/*" * 400_000,
        "<style>" + "@media{" * 100_000,
        "<style>" + "@x{}" * 200_000,
        "<style>" + "list-style:" * 80_000,
        "<style>" + "x" * 1_000_000,
        "<frameset><frame " * 50_000,
        "<!--" * 200_000,
        "字" + "\n" * 500_000 + "x",
        "<p " * 200_000,
    ],
)
def test_no_pattern_takes_long(page: str) -> None:
    began = time.process_time()
    read(page, "a.html")
    assert time.process_time() - began < 4


def test_spans_that_would_fill_the_memory() -> None:
    limits = replace(Limits(), cells=100_000)
    wide = "<table border=1><tr>" + "<td colspan=1000>x" * 20 + "<tr><td>y" * 500 + "</table>"
    tall = "<table border=1><tr>" + "<td rowspan=65534 colspan=1000>x" * 50 + "<tr><td>y" * 50 + "</table>"
    late = "<table border=1>" + "<tr><td>y" * 5000 + "<tr>" + "<td colspan=1000>x" * 20 + "</table>"
    for page in (wide, tall, late):
        document = read(page, limits=limits)
        assert document.outcome == "partial" and left_out(document)["rows"] > 0
        assert sum(len(table.rows) * len(table.rows[0]) for table in document.tables) <= 150_000
        for table in document.tables:
            assert all(row + down <= len(table.rows) for (row, _), (down, _) in table.spans.items())


TABLES = "table tr td th thead tbody tfoot caption col colgroup"
OTHERS = "p div span ol li br img pre textarea svg noscript style xml a form input html body"
SPANS = "rowspan=2 rowspan=0 colspan=3 colspan=0 colspan=-2 rowspan=99999999999 style='mso-ignore:colspan'"
MORE = "hidden class=a x:num='12345678901234567890' x:num start=-5 value=x reversed span=3 role=presentation"
TAGS, ATTRIBUTES = (TABLES + " tr td td" * 3).split() * 3 + OTHERS.split(), (SPANS + " " + MORE).split()


def soup(chance: random.Random) -> str:
    """Tags in no order."""
    pieces = [
        chance.choice(
            [
                "",
                "<html xmlns:x='urn:schemas-microsoft-com:office:excel'>",
                "<style>.a{display:none}</style><table>",
            ]
        )
    ]
    for _ in range(chance.randint(5, 60)):
        tag, kind = chance.choice(TAGS), chance.random()
        if kind < 0.5:
            pieces.append(f"<{tag} {' '.join(chance.sample(ATTRIBUTES, chance.randint(0, 2)))}>")
        else:
            pieces.append(
                f"</{tag}>" if kind < 0.6 else chance.choice(["文", "a b", "\n", "<!-- x -->", "###"])
            )
    return "".join(pieces)


def test_every_place_of_a_grid_is_one_cell() -> None:
    chance, tables = random.Random(2017), 0
    for _ in range(600):
        document = read(soup(chance), "a.html")
        assert document.outcome in ("ok", "empty", "unsupported")
        for table in document.tables:
            taken = [
                (row, column)
                for cell in table.cells()
                for row in range(cell.row, cell.row + cell.row_span)
                for column in range(cell.column, cell.column + cell.column_span)
            ]
            places = [(row, column) for row in range(len(table.rows)) for column in range(len(table.rows[0]))]
            assert sorted(taken) == places
            tables += 1
    assert tables > 50


def test_damage_is_named_and_invents_nothing() -> None:
    chance = random.Random(2017)
    workbook = HEAD + part("text/html", SHEETS.encode()) + part("text/html", WORD.encode(), "sheet001.htm")
    for name, whole in (("a.xls", EXCEL.format(A_TO_F).encode()), ("a.doc", workbook + b"--=_x--")):
        damaged = [whole[: len(whole) * tenth // 10] for tenth in range(1, 10)]
        for _ in range(150):
            flipped = bytearray(whole)
            for _ in range(chance.randint(1, 5)):
                flipped[chance.randrange(len(whole))] = chance.randrange(256)
            damaged.append(bytes(flipped))
        for content in damaged:
            assert read(content, name).outcome not in ("failed", "crashed")


def test_in_a_process() -> None:
    with Reader() as reader:
        document = reader.read(EXCEL.format(A_TO_F).encode(), "a.xls")
    assert document.tables[0].rows == (("a", "b", "c"), ("d", "e", "f"))
