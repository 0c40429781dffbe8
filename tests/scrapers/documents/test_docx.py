"""Word documents: text as people see it, in order; what is not shown is left out and told."""

from __future__ import annotations

import base64
import re

import pytest

from scrapers.documents import Reader
from tests.scrapers.documents.office import (
    SPACES,
    STRICT,
    W,
    cell,
    docx_of,
    left,
    lines,
    para,
    read,
    rels,
    row,
    run,
    word,
)

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
CODE = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
EQUATIONS = (
    r"eq \o\ac(○,1)",
    r"EQ \o\ac(□,√)",
    r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(zhè),柘)',
    r"EQ \f(1,2)",
)
BOX = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"


def eq(code: str) -> str:
    return f"<w:r><w:instrText> {code} </w:instrText></w:r>"


SEEN = {
    "runs": (para("共公开", "1,286", "条"), ["共公开1,286条"]),
    "spaces at the end": (para("一、总体情况  　"), ["一、总体情况"]),
    "indent of ideographic spaces": (para("　　本报告"), ["　　本报告"]),
    "pretty-printed": ("<w:p><w:r><w:t>\n  全县 公开\n </w:t></w:r></w:p>", ["全县 公开"]),
    "tab, break, hyphen": (
        "<w:p><w:r><w:t>电话</w:t><w:tab/><w:t>0370</w:t><w:noBreakHyphen/><w:t>1</w:t><w:br/>"
        "<w:t>下行</w:t></w:r></w:p>",
        ["电话\t0370-1", "下行"],
    ),
    "page break": ('<w:p><w:r><w:br w:type="page"/><w:t>新页</w:t></w:r></w:p>', ["新页"]),
    "inserted": (f"<w:p><w:ins>{run('加')}</w:ins>{run('原')}</w:p>", ["加原"]),
    "moved to": (f"<w:p><w:moveTo>{run('移来')}</w:moveTo></w:p>", ["移来"]),
    "paragraphs joined by a deleted mark": (
        para("前半", properties="<w:rPr><w:del/></w:rPr>") + para("后半") + para("别段"),
        ["前半后半", "别段"],
    ),
    "link": (f'<w:p><w:hyperlink r:id="x">{run("县政府网站")}</w:hyperlink></w:p>', ["县政府网站"]),
    "smart tag": (f"<w:p><w:smartTag><w:smartTag>{run('柘城')}</w:smartTag></w:smartTag></w:p>", ["柘城"]),
    "simple field": (f'<w:p><w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple></w:p>', ["7"]),
    "field": (f"<w:p>{BEGIN}{CODE}{SEPARATE}{run('12')}{END}{run('页')}</w:p>", ["12页"]),
    "field within an instruction": (
        f"<w:p>"
        f"{BEGIN}{CODE}{BEGIN}{run('不显示')}{SEPARATE}{run('也不')}{END}{SEPARATE}{run('显示')}{END}</w:p>",
        ["显示"],
    ),
    "field over paragraphs": (
        f"<w:p>{BEGIN}{CODE}{SEPARATE}{run('目录一')}</w:p>{para('目录二')}<w:p>{END}{run('后')}</w:p>",
        ["目录一", "目录二", "后"],
    ),
    "field whose end was deleted": (
        f"<w:p>{BEGIN}{CODE}<w:del>{SEPARATE}</w:del>{run('12')}<w:del>{END}</w:del>{run('页')}</w:p>",
        ["12页"],
    ),
    "field that never ends": (f"<w:p>{BEGIN}{CODE}</w:p>{para('仍要读')}", ["仍要读"]),
    "old check boxes": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/>'
        f"</w:checkBox></w:ffData></w:fldChar></w:r>{END}{run('是')}"
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        "</w:checkBox></w:ffData>"
        f"</w:fldChar></w:r>{END}{run('否')}</w:p>",
        ["☒是☐否"],
    ),
    "what EQ fields draw": (
        "".join(f"<w:p>{BEGIN}{eq(code)}{END}</w:p>" for code in EQUATIONS),
        ["①", "☑", "柘", "1/2"],
    ),
    "symbols": (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym '
        'w:font="Wingdings" w:char="F0A8"/>'
        '<w:t>否</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="宋体" w:char="2460"/></w:r></w:p>',
        ["☑是☐否≥①"],
    ),
    "signs of a symbol font in text": (
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>\uf0fe</w:t></w:r>'
        f"{run('是')}</w:p>",
        ["☑是"],
    ),
    "ruby": (
        f"<w:p><w:r><w:ruby><w:rubyPr/><w:rt>{run('zhè')}</w:rt><w:rubyBase>"
        f"{run('柘')}</w:rubyBase></w:ruby></w:r>"
        f"{run('城')}</w:p>",
        ["柘城"],
    ),
    "content controls at all levels": (
        f"<w:sdt><w:sdtContent>{para('段')}<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>"
        f"<w:tc><w:p><w:sdt>"
        f"<w:sdtPr><w:alias w:val='名'/></w:sdtPr><w:sdtContent>{run('格')}</w:sdtContent></w:sdt>"
        f"</w:p></w:tc>"
        "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>",
        ["段", "格"],
    ),
    "text box, one of two alternatives": (
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{BOX}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
        ["正文", "框内"],
    ),
    "text box of old": (
        f"<w:p><w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r></w:p>",
        ["框内"],
    ),
    "powers in formulas": (
        "<w:p><m:oMath><m:r><m:t>1.5×</m:t></m:r><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>3</m:t>"
        "</m:r></m:sup></m:sSup><m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:r><m:t>"
        "2</m:t></m:r></m:den></m:f>"
        "</m:oMath></w:p>",
        ["1.5×10^3(a+1)/2"],
    ),
}


@pytest.mark.parametrize("case", SEEN)
@pytest.mark.parametrize("space", [W, STRICT], ids=["transitional", "strict"])
def test_what_people_see_is_read(case: str, space: str) -> None:
    body, expected = SEEN[case]
    found = read(docx_of(body, space=space))
    assert (found.outcome, lines(found), left(found)) == ("ok", expected, {})


STYLES = (
    '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:basedOn w:val="P"/></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="L1"><w:basedOn w:val="L2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L2"><w:basedOn w:val="L1"/></w:style>'
)
HIDE = "<w:rPr><w:vanish/></w:rPr>"
NOT_SEEN = {
    "deleted": (
        f"<w:p>{run('有')}<w:del><w:r><w:delText>无</w:delText></w:r></w:del></w:p>",
        {"deletions": 1},
    ),
    "moved away": (f"<w:p>{run('有')}<w:moveFrom>{run('无')}</w:moveFrom></w:p>", {"deletions": 1}),
    "deleted row": (
        para("有") + f"<w:tbl>{row(cell('无'), properties='<w:del/>')}</w:tbl>",
        {"deletions": 1},
    ),
    "hidden run": (f"<w:p>{run('有')}<w:r>{HIDE}<w:t>无</w:t></w:r></w:p>", {"hidden_text": 1}),
    "hidden by its style": (
        f'<w:p>{run("有")}<w:r><w:rPr><w:rStyle w:val="C"/></w:rPr><w:t>无</w:t></w:r></w:p>',
        {"hidden_text": 1},
    ),
    "hidden by the paragraph's style": (
        para("有") + para("无", properties='<w:pStyle w:val="Q"/>'),
        {"hidden_text": 1},
    ),
    "shown although its style hides": (
        '<w:p><w:pPr><w:pStyle w:val="Q"/></w:pPr><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>'
        "有</w:t></w:r></w:p>",
        {},
    ),
    "styles in a loop": (para("有", properties='<w:pStyle w:val="L1"/>'), {}),
    "picture": (
        f"<w:p>{run('有')}<w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r></w:p>",
        {"images": 1},
    ),
    "chart": (f"<w:p>{run('有')}<w:r><w:drawing><c:chart r:id='x'/></w:drawing></w:r></w:p>", {"charts": 1}),
    "sign of an unknown font": (
        f'<w:p>{run("有")}</w:p><w:p><w:r><w:sym w:font="Webdings" w:char="F063"/></w:r></w:p>',
        {"characters": 1},
    ),
}


@pytest.mark.parametrize("case", NOT_SEEN)
def test_what_people_do_not_see_is_told_and_not_read(case: str) -> None:
    body, told = NOT_SEEN[case]
    found = read(docx_of(body, styles=STYLES))
    assert (found.outcome, lines(found)[0], left(found)) == ("ok", "有", told)
    assert "无" not in found.text


def test_notes_stand_at_the_end_in_their_order_and_mark_no_figure() -> None:
    body = "<w:p>" + run("22") + '<w:r><w:footnoteReference w:id="3"/></w:r></w:p>' + para("尾段")
    notes = "".join(f'<w:footnote w:id="{at}">{para(f"注{at}")}</w:footnote>' for at in (0, 2, 3))
    found = read(docx_of(body, footnotes=notes))
    assert (found.outcome, lines(found), left(found)) == ("ok", ["22", "尾段", "注3"], {})


def test_what_stands_beside_the_text_is_told() -> None:
    found = read(
        docx_of(
            para("正文"),
            header=para("页眉"),
            footer=para(""),
            comments=f'<w:comment w:id="1">{para("批")}</w:comment>',
            named=(("v", "vbaProject", "vba.bin"), ("t", "attachedTemplate", "http://a.example/t.dot"),
                   ("h", "hyperlink", "http://a.example/")),
            parts={"word/vba.bin": b"macro"},
        )
    )  # fmt: skip
    assert (found.outcome, found.text) == ("ok", "正文\n")
    assert left(found) == {"headers": 1, "comments": 1, "macros": 1, "links": 1}


def test_an_embedded_document_is_a_member_and_altchunk_stands_in_place() -> None:
    inner = docx_of(para("内嵌") + f"<w:tbl>{row(cell('1'), cell('2'))}</w:tbl>")
    ole = '<w:p><w:r><w:object><o:OLEObject r:id="e"/></w:object></w:r></w:p>'
    found = read(
        docx_of(
            para("前") + '<w:altChunk r:id="c"/>' + para("后") + ole,
            named=(("e", "package", "embeddings/e.docx"), ("c", "aFChunk", "/chunk.docx")),
            parts={"word/embeddings/e.docx": inner, "chunk.docx": inner},
        )
    )
    assert (found.outcome, lines(found)) == ("ok", ["前", "内嵌", "1\t2", "后"])
    assert [member.text for member in found.members] == ["内嵌\n1\t2\n"]
    assert found.tables[0].rows == (("1", "2"),)


def test_a_document_that_holds_itself_ends() -> None:
    body = para("外") + '<w:altChunk r:id="c"/>'
    content = docx_of(body, named=(("c", "aFChunk", "c.docx"),), parts={"word/c.docx": b""})
    for _ in range(6):
        content = docx_of(body, named=(("c", "aFChunk", "c.docx"),), parts={"word/c.docx": content})
    found = read(content)
    assert (found.outcome, lines(found)) == ("partial", ["外"] * 4)


@pytest.mark.parametrize(
    ("main", "where"),
    [("word/document.xml", "usual"), ("w/teXt 2.xml", "anywhere")],
)
def test_parts_are_found_by_what_names_them(main: str, where: str) -> None:
    assert read(docx_of(para(where), main=main, parts={"word/x.xml": "<x/>"})).text == where + "\n"


def test_word_2003_xml_and_flat_opc_are_read_by_the_same_walk() -> None:
    body = (
        "<w:body><wx:sect><wx:sub-section><w:p><w:pPr><w:listPr><w:ilvl w:val='0'/><w:ilfo w:val='1'/>"
        "<wx:t wx:val='一、'/></w:listPr></w:pPr><w:r><w:t>总体</w:t></w:r></w:p></wx:sub-section>"
        "<w:p><aml:annotation w:type='Word.Deletion'><aml:content><w:r><w:delText>无</w:delText>"
        "</w:r></aml:content>"
        "</aml:annotation><aml:annotation w:type='Word.Insertion'><aml:content><w:r><w:t>有</w:t>"
        "</w:r></aml:content>"
        "</aml:annotation><st1:place><w:r><w:t>县</w:t></w:r></st1:place><w:r><w:footnote><w:p>"
        "<w:r><w:t>注</w:t></w:r>"
        "</w:p></w:footnote></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val='restart'/>"
        "</w:tcPr><w:p><w:r>"
        "<w:t>上</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge/>"
        "</w:tcPr><w:p/></w:tc>"
        "<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl></wx:sect></w:body>"
    )
    head = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
        'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="urn:wx" '
        'xmlns:aml="urn:aml" '
        'xmlns:st1="urn:st1" w:macrosPresent="no" xml:space="preserve">'
    )
    for encoding in ("utf-8", "utf-16"):
        found = read((head + body + "</w:wordDocument>").encode(encoding), "a.doc")
        assert (found.outcome, found.format) == ("ok", "wordml")
        assert lines(found) == ["一、总体", "有县", "上\t", "5", "注"]
        assert found.tables[0].spans == {(0, 0): (2, 1)}
        assert left(found) == {"deletions": 1}
    inner, packed = word("document", f"<w:body>{para('平')}</w:body>"), base64.b64encode(b"x" * 60).decode()
    flat = (
        '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>'
        f"{rels(('r', 'officeDocument', 'word/d.xml'))}</pkg:xmlData>"
        f'</pkg:part><pkg:part pkg:name="/word/d.xml"><pkg:xmlData>{inner}'
        f'</pkg:xmlData></pkg:part><pkg:part pkg:name="/b.bin"><pkg:binaryData>{packed}'
        "</pkg:binaryData></pkg:part></pkg:package>"
    )
    found = read(flat.encode(), "a.xml")
    assert (found.outcome, found.format, found.text) == ("ok", "wordml", "平\n")
    text = "<p:txBody><a:p><a:r><a:t>张</a:t></a:r></a:p></p:txBody>"
    slide = f"<p:sld {SPACES}><p:cSld><p:spTree><p:sp>{text}</p:sp>"
    parts = {
        "_rels/.rels": rels(("r", "officeDocument", "p.xml")),
        "p.xml": f'<p:presentation {SPACES}><p:sldIdLst><p:sldId r:id="s"/></p:sldIdLst></p:presentation>',
        "_rels/p.xml.rels": rels(("s", "slide", "s.xml")),
        "s.xml": slide + "</p:spTree></p:cSld></p:sld>",
    }
    flat = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{part}</pkg:xmlData></pkg:part>'
        for name, part in parts.items()
    )
    flat = (
        f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{flat}</pkg:package>'
    )
    assert (read(flat.encode(), "a.xml").text, read(flat.encode(), "a.xml").pages) == ("张\n", 1)
    flat = flat.replace("p:presentation", "p:workbook")
    assert read(flat.encode(), "a.xml").outcome == "unsupported"


def test_a_process_of_its_own_reads_it_the_same() -> None:
    content = docx_of(para("一、总体情况"))
    with Reader() as reader:
        assert reader.read(content, "a.docx") == read(content)


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ('<mc:Choice Requires="wps"><w:t>框</w:t></mc:Choice><mc:Fallback><w:t>图</w:t></mc:Fallback>', "框"),
        ('<mc:Choice Requires="new"/><mc:Fallback><w:t>35</w:t></mc:Fallback>', "35"),
        (
            '<mc:Choice Requires="wps new"><w:t>新</w:t></mc:Choice><mc:Choice Requires="wps"><w:t>35</w:t>'
            "</mc:Choice><mc:Fallback/>",
            "35",
        ),
        ('<mc:Choice Requires="new"><w:t>35</w:t></mc:Choice>', "35"),
    ],
)
def test_of_alternatives_that_is_read_which_programs_show(choices: str, text: str) -> None:
    new = 'xmlns:new="http://new.example"'
    body = f"<w:p><w:r {new}><mc:AlternateContent>{choices}</mc:AlternateContent></w:r></w:p>"
    assert read(docx_of(body)).text.strip() == text
    in_blocks = re.sub(r"<w:t>(\w+)</w:t>", lambda found: para(found[1]), choices)
    body = f"<w:sdt {new}><mc:AlternateContent>{in_blocks}</mc:AlternateContent></w:sdt>"
    assert read(docx_of(body)).text.strip() == text


def test_a_sum_without_its_result_is_told() -> None:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    found = read(
        docx_of(
            f"<w:p>{run('共')}{marks[0]}<w:r><w:instrText> =SUM(LEFT) </w:instrText></w:r>{marks[1]}</w:p>"
        )
    )
    assert left(found) == {"formulas": 1}
