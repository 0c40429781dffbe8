"""OpenDocument text, presentations and flat files: the same as people see, lists counted, bombs bounded."""

from __future__ import annotations

import pytest

from scrapers.documents import Limits
from tests.scrapers.documents.office import hold_when_damaged, left, lines, read, zipped

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("presentation", "presentation"),
        ("svg", "svg-compatible"),
        ("manifest", "manifest"),
    )
)
MORE = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:math="http://www.w3.org/1998/Math/MathML"'
TEXT, SHOW = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "presentation"))


def content(body: str, automatic: str = "", kind: str = "text") -> str:
    return (
        f"<office:document-content {NAMES} {MORE}><office:automatic-styles>"
        f"{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )


def odt_of(body: str, automatic: str = "", styles: str = "", kind: str = "text", **parts: str) -> bytes:
    whole: dict[str, str | bytes] = {
        "mimetype": TEXT if kind == "text" else SHOW,
        "content.xml": content(body, automatic, kind),
        "styles.xml": f"<office:document-styles {NAMES}><office:styles>{styles}</office:styles>"
        "</office:document-styles>",
        "META-INF/manifest.xml": f"<manifest:manifest {NAMES}/>",
    }
    return zipped(whole | {name.replace("__", "/"): part for name, part in parts.items()})


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


NOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注文</text:p>"
    "</text:note-body>"
    "</text:note>"
)
BOX = "<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame>"
SEEN = {
    "spans and spaces": (
        p('共<text:span>公开</text:span> \n 1,286<text:s text:c="2"/>条  '),
        ["共公开 1,286  条"],
    ),
    "tab and break": (p("电话<text:tab/>0370<text:line-break/>下行"), ["电话\t0370", "下行"]),
    "note at the end, no mark": (p(f"22{NOTE}") + p("尾"), ["22", "尾", "注文"]),
    "text box after its paragraph": (p(f"{BOX}正文"), ["正文", "框内"]),
    "shapes in a group": (
        f"<draw:g><draw:custom-shape>{p('甲')}</draw:custom-shape><draw:g>{BOX}</draw:g></draw:g>",
        ["甲", "框内"],
    ),
    "section, index": (
        f"<text:section>{p('节')}</text:section><text:table-of-content>"
        f"<text:table-of-content-source/><text:index-body>"
        f"<text:index-title>{p('目录')}</text:index-title>{p('一、')}</text:index-body>"
        f"</text:table-of-content>",
        ["节", "目录", "一、"],
    ),
    "ruby": (
        p("<text:ruby><text:ruby-base>柘</text:ruby-base><text:ruby-text>zhè</text:ruby-text></text:ruby>城"),
        ["柘城"],
    ),
    "field": (
        p("第<text:page-number>3</text:page-number>页<text:conditional-text>是</text:conditional-text>"),
        ["第3页是"],
    ),
    "formula": (
        p("<draw:frame><draw:object><math:math><math:msup><math:mn>10</math:mn><math:mn>3</math:mn></math:msup>"
          "</math:math></draw:object></draw:frame>件"),
        ["10^3件"],
    ),
    "link": (p('<text:a xlink:href="http://a.example/">网站</text:a>'), ["网站"]),
}  # fmt: skip


@pytest.mark.parametrize("flat", [False, True], ids=["zip", "flat"])
@pytest.mark.parametrize("case", SEEN)
def test_what_people_see_is_read(case: str, flat: bool) -> None:
    body, expected = SEEN[case]
    file = content(body).replace("document-content", "document").encode() if flat else odt_of(body)
    found = read(file, "a.fodt" if flat else "a.odt")
    assert (found.outcome, found.format, lines(found), left(found)) == ("ok", "odt", expected, {})


HIDING = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/>'
    "</style:style>"
    '<style:style style:name="Q" style:family="paragraph" style:parent-style-name="P"/>'
)
HIDDEN = (
    '<style:style style:name="P" style:family="paragraph"><style:text-properties text:display="none"/>'
    "</style:style>"
)
NOT_SEEN = {
    "deleted": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>无</text:p></text:deletion>"
        f"</text:changed-region></text:tracked-changes>{p('有')}",
        {"deletions": 1},
    ),
    "hidden words": (p('有<text:span text:style-name="H">无</text:span>'), {"hidden_text": 1}),
    "hidden by an inherited style": (p("有") + p("无", "Q"), {"hidden_text": 1}),
    "hidden paragraph": (p("有") + p('<text:hidden-paragraph text:is-hidden="true"/>无'), {"hidden_text": 1}),
    "hidden section": (
        f'{p("有")}<text:section text:display="none">{p("无")}</text:section>',
        {"hidden_text": 1},
    ),
    "comment": (p(f"有<office:annotation>{p('无')}</office:annotation>"), {"comments": 1}),
    "picture": (p('有<draw:frame><draw:image xlink:href="a.png"/></draw:frame>'), {"images": 1}),
    "object": (p('有<draw:frame><draw:object xlink:href="./O"/><draw:image/></draw:frame>'), {"embedded": 1}),
}


@pytest.mark.parametrize("case", NOT_SEEN)
def test_what_people_do_not_see_is_told_and_not_read(case: str) -> None:
    body, told = NOT_SEEN[case]
    found = read(odt_of(body, HIDING, HIDDEN), "a.odt")
    assert (found.outcome, lines(found), left(found)) == ("ok", ["有"], told)


def level(at: int, format: str, suffix: str, more: str = "", kind: str = "list-level-style-number") -> str:
    return (
        f'<text:{kind} text:level="{at}" style:num-format="{format}" style:num-suffix="{suffix}" {more}>'
        '<style:list-level-properties><style:list-level-label-alignment text:label-followed-by="listtab"/>'
        f"</style:list-level-properties></text:{kind}>"
    )


LISTS = (
    '<text:list-style style:name="L">' + level(1, "一, 二, 三, ...", "、")
    + level(2, "一, 二, 三, ...", "）", 'style:num-prefix="（"')
    + level(3, "1", ".", 'text:display-levels="2" text:start-value="3"')
    + '</text:list-style><text:list-style style:name="B">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)  # fmt: skip


def items(*inner: str, more: str = "", style: str = 'text:style-name="L"') -> str:
    each = "".join(f"<text:list-item>{one}</text:list-item>" for one in inner)
    return f"<text:list {style} {more}>{each}</text:list>"


def test_lists_are_counted_level_by_level_and_go_on_where_they_say_so() -> None:
    second = items(p("甲") + p("续行"), p("乙") + items(p("丙"), style=""), style="")
    body = (
        items(p("总体") + second, more='xml:id="one"')
        + items(p("新"))
        + items(p("接着"), more='text:continue-list="one"')
        + items(p("点"), style='text:style-name="B"')
        + items(p("也接着"), more='text:continue-numbering="true"')
        + f'<text:list text:style-name="L"><text:list-header>{p("无号")}</text:list-header>'
        f'<text:list-item text:start-value="7">{p("跳")}</text:list-item></text:list>'
    )
    assert lines(read(odt_of(body, LISTS), "a.odt")) == [
        "一、总体", "（一）甲", "续行", "（二）乙", "二.3. 丙", "一、新", "二、接着", "点",
        "三、也接着", "无号", "七、跳",
    ]  # fmt: skip


def test_headings_are_numbered_by_the_outline() -> None:
    outline = "<text:outline-style>" + "".join(
        level(at, format, suffix, kind="outline-level-style")
        for at, format, suffix in ((1, "壹, 贰, 叁, ...", "、"), (2, "", ""), (3, "1", ")"))
    ) + "</text:outline-style>"  # fmt: skip
    own = '<style:style style:name="N" style:family="paragraph" style:list-style-name=""/>'
    body = "".join(
        f'<text:h text:outline-level="{at}" {more}>{text}</text:h>'
        for at, text, more in (
            (1, "总则", ""),
            (2, "无", ""),
            (3, "子", ""),
            (1, "头", 'text:is-list-header="true"'),
            (1, "也无", 'text:style-name="N"'),
            (1, "附则", ""),
        )
    )
    found = read(odt_of(body, own, outline), "a.odt")
    assert lines(found) == ["壹、总则", "无", "1) 子", "头", "也无", "贰、附则"]


def cells(*texts: str) -> str:
    return "".join(
        "<table:covered-table-cell/>" if text == "-" else f"<table:table-cell>{p(text)}</table:table-cell>"
        for text in texts
    )


def row(inner: str, more: str = "") -> str:
    return f"<table:table-row {more}>{inner}</table:table-row>"


def test_tables_are_grids_with_their_spans() -> None:
    head = (
        f'<table:table-cell table:number-columns-spanned="2">{p("头")}</table:table-cell>'
        f"<table:covered-table-cell/>"
        f'<table:table-cell table:number-rows-spanned="2">{p("右")}</table:table-cell>'
    )
    body = (
        "<table:table><table:table-column/><table:table-header-rows>" + row(head)
        + "</table:table-header-rows>" + row(cells("a", "b", "-"))
        + row('<table:table-cell table:number-columns-repeated="3"/>') + "</table:table>"
    )  # fmt: skip
    (table,) = read(odt_of(body), "a.odt").tables
    assert table.rows == (("头", None, "右"), ("a", "b", None), ("", "", ""))
    assert dict(table.spans) == {(0, 0): (1, 2), (0, 2): (2, 1)}


ROWS, COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"


@pytest.mark.parametrize(
    ("inner", "outcome"),
    [
        (row(cells("a"), f'{ROWS}="99999999"'), "partial"),
        (row(f'<table:table-cell {COLUMNS}="99999999">{p("a")}</table:table-cell>'), "partial"),
        (row(cells("a")) + row("<table:table-cell/>", f'{ROWS}="99999999"'), "ok"),
        (row(cells("a") + '<table:table-cell table:number-columns-repeated="99999999"/>'), "ok"),
        (row(cells("a")) + row("<table:table-cell/>", f'{ROWS}="9999999"') + row(cells("b")), "partial"),
    ],
    ids=["rows", "columns", "empty rows at the end", "empty columns at the end", "empty rows between"],
)  # fmt: skip
def test_repeated_cells_are_bounded(inner: str, outcome: str) -> None:
    found = read(odt_of(f"<table:table>{inner}</table:table>"), "a.odt", Limits(cells=50_000))
    assert (found.outcome, found.text[:1]) == (outcome, "a")
    assert sum(len(table.rows) * len(table.rows[0]) for table in found.tables) <= 50_000


def test_many_spaces_and_deep_nesting_are_bounded() -> None:
    assert len(read(odt_of(p('a<text:s text:c="99999999"/>b')), "a.odt").text) < 2000
    for opening, closing in (
        (
            "<table:table><table:table-row><table:table-cell>",
            "</table:table-cell></table:table-row></table:table>",
        ),
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<text:section>", "</text:section>"),
        ("<draw:g>", "</draw:g>"),
        ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
    ):
        found = read(odt_of(p("前") + opening * 70 + p("深") + closing * 70 + p("后")), "a.odt")
        assert found.outcome in ("ok", "partial", "damaged") and found.text.startswith("前")
        assert "深" in found.text or found.outcome != "ok"


def test_a_locked_file_is_named() -> None:
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
    manifest = f"<manifest:manifest {NAMES}>{entry}</manifest:file-entry></manifest:manifest>"
    assert read(odt_of("", **{"META-INF__manifest.xml": manifest}), "a.odt").outcome == "password"


def test_slides_are_pages_read_from_top_to_bottom() -> None:
    def box(text: str, x: str, y: str, more: str = "") -> str:
        inner = f"<draw:text-box>{p(text)}</draw:text-box>"
        return f'<draw:frame svg:x="{x}" svg:y="{y}" {more}>{inner}</draw:frame>'

    body = (
        "<draw:page>" + box("下", "1cm", "10cm") + box("右上", "8cm", "2.1cm") + box("左上", "1cm", "2.2cm")
        + box("题", "1cm", "20mm", 'presentation:class="title"')
        + box("3", "1cm", "1cm", 'presentation:class="page-number"')
        + f"<presentation:notes>{box('备注', '1cm', '1cm')}</presentation:notes></draw:page>"
        + '<draw:page draw:style-name="H">' + box("藏", "1cm", "1cm") + "</draw:page>"
        + "<draw:page>" + box("末", "1cm", "1cm") + "</draw:page>"
    )  # fmt: skip
    hidden = (
        '<style:style style:name="H" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    )
    found = read(odt_of(body, hidden, kind="presentation"), "a.odp")
    assert (found.outcome, found.format, found.pages) == ("ok", "odp", 3)
    assert lines(found) == ["题", "左上", "右上", "下", "末"]
    assert left(found) == {"headers": 1, "hidden_text": 2}
    few = read(odt_of(body, hidden, kind="presentation"), "a.odp", Limits(pages=1))
    assert (few.outcome, left(few)["pages"], lines(few)[-1]) == ("partial", 2, "下")


def test_damage_by_seed_costs_the_file_alone() -> None:
    table = f"<table:table>{row(cells('甲', '12'))}{row(cells('乙', '345'))}</table:table>"
    hold_when_damaged(odt_of(p("第一段") + table + items(p("条")) + p("末段"), LISTS), "a.odt", seed=15)


def test_a_paragraph_is_whole_only_with_what_follows_the_box_in_it() -> None:
    body = "".join(p(f"{at}{BOX}{at}00") for at in range(1000, 1400))
    file = content(body).replace("document-content", "document").encode()
    whole = set(lines(read(file, "a.fodt")))
    assert "10001000" + "00" in whole and "1000" not in whole
    for cut in range(len(file) // 3, len(file) // 3 + 900, 37):
        found = read(file[:cut], "a.fodt")
        assert found.outcome == "damaged" and set(lines(found)) <= whole and len(lines(found)) > 200


def test_xml_ids_that_stand_twice_are_no_damage() -> None:
    assert (
        read(odt_of(items(p("a"), more='xml:id="x"') + items(p("b"), more='xml:id="x"')), "a.odt").outcome
        == "ok"
    )
