"""OFD: text and tables of files in the shapes that programs give them, and what is said of the rest."""

from __future__ import annotations

import pytest

from scrapers.documents.inside import read_here
from scrapers.documents.limits import Limits
from scrapers.documents.records import Document
from scrapers.documents.workers import Reader
from tests.scrapers.documents.making_ofd import STYLES, XMLNS, Maker, packed, unzipped, zipped

HEAD = "洪泽区2023年政府信息公开工作年度报告"
ROWS: list[list[str | None]] = [
    ["第二十条第(一)项", None, None, None],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "10", "3", "1,025"],
    ["收费(万元)", "7730.28", "", "-12.5%"],
]
WIDTHS = [40.0, 40.0, 40.0, 40.0]


def read(content: bytes, limits: Limits | None = None) -> Document:
    return read_here(content, "a.ofd", limits or Limits())


def left_out(document: Document) -> dict[str, int]:
    found: dict[str, int] = {}
    for left in document.left_out:
        found[left.what] = found.get(left.what, 0) + left.count
    return found


def flat(document: Document) -> str:
    """Its text without line ends: whether a line goes on on the next page is geometry's to say."""
    return "".join(document.text.split())


def one_line(style: str = "runs", text: str = HEAD) -> Maker:
    maker = Maker(style)
    maker.text(30, 40, text)
    return maker


@pytest.mark.parametrize("style", STYLES)
def test_the_same_page_is_read_alike_however_it_was_written(style: str) -> None:
    maker = one_line(style)
    maker.table(25, 60, WIDTHS, ROWS)
    maker.text(30, 130, "以上数据截至2023年12月31日。")
    document = read(maker.made())
    assert (document.format, document.outcome, document.pages) == ("ofd", "ok", 1)
    (table,) = document.tables
    assert [list(row) for row in table.rows] == ROWS
    assert dict(table.spans) == {(0, 0): (1, 4)}
    assert table.page == 1
    lines = document.text.splitlines()
    assert lines[0] == HEAD
    assert lines[-1] == "以上数据截至2023年12月31日。"


@pytest.mark.parametrize("style", STYLES)
def test_signs_drawn_in_any_order_are_read_from_left_to_right(style: str) -> None:
    maker = one_line(style)
    maker.text(30, 60, "第二行")
    maker.pages[0].reverse()
    assert read(maker.made()).text.splitlines() == [HEAD, "第二行"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('X="0" Y="4" DeltaX="g 5 4"', "制发件数合计"),
        ('X="0" Y="4" DeltaX="4 4 g 2 4.0 4"', "制发件数合计"),
        ('X="0" Y="4" DeltaX="4"', "制发件数合计"),  # one distance for all that follow
        ('X="0" Y="4" DeltaX="4 4 4 4 4 4 4 4 4 4"', "制发件数合计"),
        ('X="0" Y="4"', "制发件数合计"),  # none at all
        ('Y="4" DeltaX="G 5 4"', "制发件数合计"),
        ('X="0" Y="4" DeltaX="g 2 4 -8 g 2 4" DeltaY="0 0 9 g 2 0"', "制发件数合计"),  # a second line
        ('X="0" Y="4" DeltaX="g 999999999 4"', "制发件数合计"),
        ('X="0" Y="4" DeltaX="g"', "制发件数合计"),
    ],
)
def test_distances_between_signs(code: str, text: str) -> None:
    codes = f"<ofd:TextCode {code}>{text}</ofd:TextCode>"
    run = f'<ofd:TextObject Boundary="30 30 60 5" Size="4">{codes}</ofd:TextObject>'
    assert flat(read(packed([[run]]))) == text


def test_several_codes_of_one_text_stand_where_each_says() -> None:
    codes = '<ofd:TextCode X="20" Y="4" DeltaX="2">35</ofd:TextCode><ofd:TextCode X="0">共</ofd:TextCode>'
    run = f'<ofd:TextObject Boundary="30 30 60 5" Size="4">{codes}</ofd:TextObject>'
    assert read(packed([[run]])).text.split() == ["共", "35"]


def test_two_signs_that_are_one_glyph_take_one_distance() -> None:
    run = (
        '<ofd:TextObject Boundary="30 30 60 5" Size="4"><ofd:CGTransform CodePosition="1" CodeCount="2" '
        'GlyphCount="1"><ofd:Glyphs>77</ofd:Glyphs></ofd:CGTransform>'
        '<ofd:TextCode X="0" Y="4" DeltaX="2 2 2 2">office</ofd:TextCode></ofd:TextObject>'
    )
    assert read(packed([[run]])).text.strip() == "office"


@pytest.mark.parametrize("folder", ["", "/Doc_0/", "./", "\\Doc_0\\", "Doc_0/", "../Doc_0/"])
def test_paths_are_followed_as_programs_write_them(folder: str) -> None:
    parts = unzipped(one_line().made())
    document = parts["Doc_0/Document.xml"].decode().replace('BaseLoc="Pages', f'BaseLoc="{folder}Pages')
    assert read(zipped(parts | {"Doc_0/Document.xml": document.encode()})).text.strip() == HEAD


def test_names_of_parts_may_differ_in_case_and_separator() -> None:
    parts = {
        name.replace("Pages/Page_0", "pages\\PAGE_0"): data
        for name, data in unzipped(one_line().made()).items()
    }
    assert read(zipped(parts)).text.strip() == HEAD


def test_templates_are_drawn_on_each_page_that_names_them() -> None:
    template = one_line(text="柘城县财政局")
    maker = one_line(text="第一页")
    maker.page()
    maker.text(30, 60, "第二页")
    heads = {1: '<ofd:Template TemplateID="5" ZOrder="Background"/>'}
    made = maker.made(templates={"5": template.pages[0]}, page_heads=heads)
    assert flat(read(made)) == "第一页柘城县财政局第二页"


def test_a_template_that_is_missing_is_told() -> None:
    made = one_line().made(page_heads={0: '<ofd:Template TemplateID="5"/>'})
    document = read(made)
    assert (document.outcome, left_out(document)) == ("partial", {"unread": 1})
    assert "模板" in document.reason


def test_drawings_kept_once_are_read_wherever_they_are_used() -> None:
    run = one_line(text="附件").pages[0][0]
    unit = f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>{run}</ofd:Content>'
    unit += "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    uses = [f'<ofd:CompositeObject Boundary="{x} 0 90 90" ResourceID="7"/>' for x in (0, 60)]
    assert read(packed([uses], resources=unit)).text.split() == ["附件", "附件"]


def test_drawings_within_themselves_end() -> None:
    use = '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="7"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{use * 30}</ofd:Content>'
    made = packed([[*one_line().pages[0], use]], resources=unit + "</ofd:CompositeGraphicUnit>")
    document = read(made, Limits(seconds=1))
    assert document.text.strip() == HEAD
    assert (document.outcome, left_out(document)) == ("partial", {"unread": 1})


@pytest.mark.parametrize(
    "hidden", ['Visible="false"', 'Alpha="0"', 'Fill="false"', 'Fill="false" Stroke="false"']
)
def test_text_that_nobody_sees_is_left_out_and_told(hidden: str) -> None:
    maker = one_line()
    maker.text(30, 60, "看不见的字")
    maker.pages[0][1] = maker.pages[0][1].replace("<ofd:TextObject", f"<ofd:TextObject {hidden}")
    document = read(maker.made())
    assert document.text.strip() == HEAD
    assert left_out(document) == {"hidden_text": 5}


def test_text_beyond_the_page_is_left_out_and_told() -> None:
    maker = one_line()
    maker.text(400, 60, "页外")
    document = read(maker.made())
    assert (document.text.strip(), left_out(document)) == (HEAD, {"hidden_text": 2})


def test_text_across_the_page_is_kept_apart() -> None:
    slanted = one_line(text="内部资料").pages[0][0].replace("Font=", 'CTM="0.7 -0.7 0.7 0.7 0 0" Font=')
    maker = one_line()
    maker.put(slanted)
    document = read(maker.made())
    assert document.text.strip() == HEAD
    assert left_out(document) == {"drawings": 1}
    assert any("「内部资料」" in note for note in document.notes)


@pytest.mark.parametrize(
    ("ctm", "corner"),
    [("0 1 -1 0 0 0", (180, 20)), ("-1 0 0 -1 0 0", (180, 270)), ("0 -1 1 0 0 0", (30, 270))],
)
def test_pages_that_lie_on_their_side_are_turned(ctm: str, corner: tuple[int, int]) -> None:
    a, b, c, d = (int(value) for value in ctm.split()[:4])
    maker = Maker()
    for row, text in enumerate(("第一行共350件", "第二行共12件", "第三行共8件")):
        down = 9 * row
        x, y = corner[0] + c * down, corner[1] + d * down
        steps = " ".join(["4"] * (len(text) - 1))
        maker.put(
            f'<ofd:TextObject Boundary="{x} {y} 60 60" CTM="{ctm}" Size="4">'
            f'<ofd:TextCode X="0" Y="0" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
        )
    assert a * d - b * c == 1
    assert read(maker.made()).text.splitlines() == ["第一行共350件", "第二行共12件", "第三行共8件"]


def test_signs_that_only_the_font_knows_are_counted() -> None:
    document = read(one_line(text="公开\ue11e\ue236").made())
    assert left_out(document) == {"characters": 2}


def test_annotations_attachments_and_seals_are_told() -> None:
    marks = "".join(f'<ofd:Annot Type="{kind}"/>' for kind in ("Stamp", "Watermark", "Highlight", "Link"))
    files = {
        "Doc_0/Annots.xml": f"<a {XMLNS}><ofd:Page><ofd:FileLoc>A0.xml</ofd:FileLoc></ofd:Page></a>",
        "Doc_0/A0.xml": f"<ofd:PageAnnot {XMLNS}>{marks}</ofd:PageAnnot>",
        "Doc_0/Atts.xml": f'<ofd:Attachments {XMLNS}><ofd:Attachment ID="1"/></ofd:Attachments>',
        "Doc_0/Signs.xml": f'<ofd:Signatures {XMLNS}><ofd:Signature ID="1"/></ofd:Signatures>',
    }
    lists = "<ofd:Annotations>Annots.xml</ofd:Annotations><ofd:Attachments>Atts.xml</ofd:Attachments>"
    signs = "<ofd:Signatures>/Doc_0/Signs.xml</ofd:Signatures>"
    document = read(
        one_line().made(
            document=lists, body=signs, files={name: text.encode() for name, text in files.items()}
        )
    )
    assert document.outcome == "ok"
    assert left_out(document) == {"images": 1, "drawings": 1, "comments": 1, "attachments": 1}
    assert any("电子签名或印章 1 个" in note for note in document.notes)


def test_several_documents_in_one_file_are_read_one_after_another() -> None:
    parts = unzipped(one_line(text="甲").made())
    other = {
        name.replace("Doc_0", "Doc_1"): data
        for name, data in unzipped(one_line(text="乙").made()).items()
        if name.startswith("Doc_0")
    }
    body = parts["OFD.xml"].decode()
    second = body[body.index("<ofd:DocBody>") : body.index("</ofd:OFD>")].replace("Doc_0", "Doc_1")
    both = {"OFD.xml": body.replace("</ofd:OFD>", second + "</ofd:OFD>").encode()}
    document = read(zipped(parts | other | both))
    assert (document.pages, document.text.split()) == (2, ["甲", "乙"])
    assert any("2 个文档" in note for note in document.notes)


def test_the_current_version_is_read() -> None:
    parts = unzipped(one_line(text="旧").made())
    new = unzipped(one_line(text="新").made())
    parts |= {name.replace("Doc_0", "Doc_0/V2"): data for name, data in new.items() if name != "OFD.xml"}
    versions = (
        '<ofd:Versions><ofd:Version ID="1" Current="false" BaseLoc="Doc_0/v1.xml"/>'
        '<ofd:Version ID="2" Current="true" BaseLoc="Doc_0/v2.xml"/></ofd:Versions></ofd:DocBody>'
    )
    body = parts["OFD.xml"].decode().replace("</ofd:DocBody>", versions)
    version = f"<ofd:DocVersion {XMLNS}><ofd:DocRoot>V2/Document.xml</ofd:DocRoot></ofd:DocVersion>"
    files = {"OFD.xml": body.encode(), "Doc_0/v2.xml": version.encode()}
    assert read(zipped(parts | files)).text.strip() == "新"


def test_a_page_that_is_missing_is_told() -> None:
    maker = one_line()
    maker.page()
    maker.text(30, 60, "第二页")
    parts = unzipped(maker.made())
    del parts["Doc_0/Pages/Page_0/Content.xml"]
    document = read(zipped(parts))
    assert (document.outcome, document.pages, document.text.strip()) == ("partial", 2, "第二页")
    assert "第 1 页" in document.reason


@pytest.mark.parametrize("lost", ["OFD.xml", "Doc_0/Document.xml"])
def test_pages_are_found_where_the_lists_that_name_them_are_broken(lost: str) -> None:
    maker = one_line()
    for number in range(2, 12):
        maker.page()
        maker.text(30, 40, f"第{number}页")
    parts = unzipped(maker.made()) | {lost: b"<ofd:OFD"}
    document = read(zipped(parts))
    assert document.outcome == "damaged"
    assert flat(document) == HEAD + "".join(f"第{number}页" for number in range(2, 12))


def test_encrypted_pages_are_said_to_have_a_password() -> None:
    parts = unzipped(one_line().made()) | {"decryptseed.dat": b"1", "Encryptions.xml": b"<a/>"}
    del parts["Doc_0/Pages/Page_0/Content.xml"]
    document = read(zipped(parts))
    assert (document.outcome, document.text) == ("password", "")


def test_what_is_not_encrypted_is_read() -> None:
    maker = one_line()
    maker.page()
    parts = unzipped(maker.made()) | {"Encryptions.xml": b"<a/>"}
    del parts["Doc_0/Pages/Page_1/Content.xml"]
    document = read(zipped(parts))
    assert (document.outcome, document.text.strip()) == ("partial", HEAD)
    assert "加密" in document.reason


def test_bounds_hold() -> None:
    maker = Maker()
    for number in range(30):
        maker.text(30, 40, f"第{number + 1}页")
        maker.page()
    document = read(maker.made(), Limits(pages=5))
    assert (document.outcome, document.pages) == ("partial", 31)
    assert flat(document) == "".join(f"第{number}页" for number in range(1, 6))


@pytest.mark.parametrize(
    "page",
    [
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_are_never_resolved(page: str) -> None:
    parts = unzipped(one_line(text="@ENTITY@").made())
    name = "Doc_0/Pages/Page_0/Content.xml"
    text = parts[name].decode().replace("@ENTITY@", "公开&a;&b;").replace("?>\n", f"?>\n{page}")
    document = read(zipped(parts | {name: text.encode()}))
    assert "aaaa" not in document.text
    assert document.outcome in ("ok", "partial", "empty")


def test_a_text_without_end_stays_within_bounds() -> None:
    codes = f'<ofd:TextCode X="0" Y="4" DeltaX="g 9 4">{"1" * 9_000_000}</ofd:TextCode>'
    run = f'<ofd:TextObject Boundary="0 0 9 9" Size="4">{codes}</ofd:TextObject>'
    document = read(packed([[*one_line().pages[0], run]]))
    assert (document.outcome, left_out(document)["unread"]) == ("partial", 1)
    assert HEAD in document.text


def test_a_process_of_its_own_reads_it_too() -> None:
    with Reader() as reader:
        document = reader.read(one_line().made(), "a.ofd")
    assert (document.outcome, document.text.strip(), document.read_by) == ("ok", HEAD, "gongkai")


def test_a_table_that_goes_on_is_one_and_page_numbers_are_no_text() -> None:
    maker = Maker()
    head: list[str | None] = ["单位", "件数"]
    rows: list[list[str | None]] = [[f"第{number}科", str(number * 11)] for number in range(1, 41)]
    maker.table(25, 30, [80, 80], [head, *rows[:20]], height=12)
    maker.text(100, 290, "- 1 -")
    maker.page()
    maker.table(25, 30, [80, 80], rows[20:], height=12)
    maker.text(100, 290, "- 2 -")
    document = read(maker.made())
    (table,) = document.tables
    assert [list(row) for row in table.rows] == [head, *rows]
    assert (table.page, table.last_page) == (1, 2)
    assert "- 1 -" not in document.text
    assert left_out(document) == {"headers": 2}


def test_lines_that_are_drawn_in_other_ways_make_the_same_table() -> None:
    """Rectangles of a CTM of their own, paths in lower case, operators that are not repeated, dashes."""
    cells = [(25, 60), (65, 60), (25, 70), (65, 70)]
    paths = [
        'CTM="1 0 0 -1 0 10"><ofd:AbbreviatedData>M 0 0 L 40 0 40 10 0 10 C</ofd:AbbreviatedData>',
        "><ofd:AbbreviatedData>S 0 0 M 0 0 L 40 0 L 40 10 L 0 10 L 0 0</ofd:AbbreviatedData>",
        "><ofd:AbbreviatedData>m 0,0 l 40,0 l 40,10 l 0,10 c</ofd:AbbreviatedData>",
        'CTM="40 0 0 10 0 0"><ofd:AbbreviatedData>M 0 0 L 1 0 L 1 1 L 0 1 C</ofd:AbbreviatedData>',
    ]
    maker = Maker()
    for (x, y), path in zip(cells, paths, strict=True):
        maker.put(f'<ofd:PathObject Boundary="{x} {y} 40 10" {path}</ofd:PathObject>')
    for (x, y), text in zip(cells, ("年度", "件数", "2023", "350"), strict=True):
        maker.text(x + 2, y + 6, text)
    (table,) = read(maker.made()).tables
    assert table.rows == (("年度", "件数"), ("2023", "350"))


@pytest.mark.parametrize(
    "path",
    [
        "M 0 0 B 10 0 10 10 20 10 L 40 10",
        "M 0 0 Q 10 0 10 10 A 5 5 0 1 0 20 20",
        "M 0 0 L 30 40",
        "M 0 0 L",
        "L 5 5",
        "M",
        "",
        "M 1e400 0 L 0 1e999",
        "M 0 0 L 40 0 X 7 L 40 10 NaN",
        "C C C",
    ],
)
def test_drawings_are_no_tables_and_break_nothing(path: str) -> None:
    maker = one_line()
    data = f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData>"
    maker.put(f'<ofd:PathObject Boundary="20 30 90 90">{data}</ofd:PathObject>')
    document = read(maker.made())
    assert (document.outcome, document.text.strip(), document.tables) == ("ok", HEAD, ())


def test_lines_outside_their_boundary_are_not_drawn() -> None:
    maker = one_line()
    for path in ("M 0 0 L 90 0", "M 0 0 L 0 90", "M 0 90 L 90 90", "M 90 0 L 90 90", "M 0 45 L 90 45"):
        # A box of nothing, far from where the lines would be.
        maker.put(f'<ofd:PathObject Boundary="1 200 1 1" CTM="1 0 0 1 24 -170"><ofd:AbbreviatedData>{path}')
        maker.pages[0][-1] += "</ofd:AbbreviatedData></ofd:PathObject>"
    assert read(maker.made()).tables == ()


def test_upside_down_numbers_are_no_numbers() -> None:
    """Sizes and places that are damage draw nothing where nobody looks."""
    for boundary in ("nan nan nan nan", "", "1 2", "1e308 1e308 1 1", "-99999999999 0 1 1"):
        run = f'<ofd:TextObject Boundary="{boundary}" Size="4"><ofd:TextCode X="0" Y="4">公开</ofd:TextCode>'
        document = read(packed([[*one_line().pages[0], run + "</ofd:TextObject>"]]))
        assert document.outcome == "ok"
        assert HEAD in document.text
