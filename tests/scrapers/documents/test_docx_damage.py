"""Word documents that are damaged, cut short or hostile: named, and what can be read is read."""

from __future__ import annotations

import pytest

from scrapers.documents import Limits
from tests.scrapers.documents.office import (
    SPACES,
    cell,
    docx_of,
    hold_when_damaged,
    left,
    lines,
    para,
    read,
    row,
    run,
    word,
    zipped,
)

BEGIN, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
STYLES = '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'


DEEP = 100


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    ],
    ids=["tables", "controls", "boxes"],
)
def test_depth_costs_the_document_alone(opening: str, closing: str) -> None:
    found = read(docx_of(para("前") + opening * DEEP + para("深") + closing * DEEP + para("后")))
    assert found.outcome in ("ok", "partial", "damaged") and found.text.startswith("前\n")
    if found.outcome == "ok":
        assert lines(found) == ["前", "深", "后"]
    shallow = read(docx_of(para("前") + opening * 5 + para("深") + closing * 5 + para("后")))
    assert (shallow.outcome, lines(shallow)) == ("ok", ["前", "深", "后"])


def test_entities_are_not_followed() -> None:
    bomb = '<!DOCTYPE w:document [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    part = word("document", f"<w:body>{para('正文')}{para('&b;&f;')}</w:body>")
    found = read(docx_of("", parts={"word/document.xml": bomb + part}))
    assert (lines(found), left(found)) == (["正文"], {"characters": 2})
    assert found.outcome == "damaged", (
        "text that stands under a name is not read, and that is no whole reading"
    )


def test_a_bomb_is_named_and_many_paragraphs_are_read() -> None:
    bomb = docx_of(para("a"), parts={"word/document.xml": b" " * (3 << 20)})
    assert read(bomb, limits=Limits(unpacked=2 << 20)).outcome == "too_much_inside"
    many = read(docx_of(para("段") * 30_000))
    assert (many.outcome, many.text.count("段\n")) == ("ok", 30_000)


WORD = word("document", para("前"))
BROKEN = {
    "no document part": (zipped({"[Content_Types].xml": "<a/>", "word/styles.xml": "<a/>"}), "damaged", ""),
    "half a main part": (
        docx_of("", parts={"word/document.xml": word("document", f"<w:body>{para('前')}{para('12')}")[:-20]}),
        "damaged",
        "前\n",
    ),
    "no numbering although named": (
        docx_of(para("前"), named=(("n", "numbering", "numbering.xml"),)),
        "damaged",
        "前\n",
    ),
    "wrong content types": (docx_of(para("前"), parts={"[Content_Types].xml": "<Types/>"}), "ok", "前\n"),
    "no relationships": (zipped({"[Content_Types].xml": "<a/>", "word/document.xml": WORD}), "ok", "前\n"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_named_and_the_rest_read(case: str) -> None:
    content, outcome, text = BROKEN[case]
    found = read(content)
    assert (found.outcome, found.text) == (outcome, text)


def test_signs_that_servers_put_before_a_file_do_no_harm() -> None:
    content = b"\r\n\r\n" + docx_of(para("一、总体情况") * 300)
    assert (read(content).outcome, lines(read(content))[-1]) == ("ok", "一、总体情况")
    assert read(content[: len(content) - 300]).outcome == "damaged"


def test_the_last_paragraph_of_a_file_that_was_cut_is_whole() -> None:
    text = "".join(para(f"第{at}条", str(at * 1234567)) for at in range(1200))
    rows = "".join(row(cell(f"r{at}"), cell(str(at * 7654321))) for at in range(1200))
    content = docx_of(text + f"<w:tbl>{rows}</w:tbl>")
    whole = set(lines(read(content)))
    for cut in range(len(content) // 7, len(content), len(content) // 7):
        found = read(content[:cut])
        assert found.outcome == "damaged" and set(lines(found)) <= whole
    assert len(lines(found)) > 1200


def test_damage_by_seed_costs_the_file_alone() -> None:
    body = (
        para("第一段")
        + f"<w:tbl>{row(cell('甲'), cell('12'))}{row(cell('乙'), cell('345'))}</w:tbl>"
        + para("末段")
    )
    content = docx_of(body, styles=STYLES, header=para("页眉"), comments="", footnotes="")
    hold_when_damaged(content, "a.docx", seed=15)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_one_file_of_xml_that_was_cut_ends_with_a_whole_paragraph(encoding: str) -> None:
    body = "".join(para("第", str(at * 1234567)) for at in range(1, 200))
    rows = "".join(row(cell(f"r{at}"), cell(str(at * 7654321))) for at in range(1, 200))
    inner = f"<w:body>{body}<w:tbl>{rows}</w:tbl></w:body>"
    head = f'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" {SPACES}>'
    content = ('<?xml version="1.0"?>' + head + inner + "</w:wordDocument>").encode(encoding)
    whole = set(lines(read(content, "a.xml")))
    assert len(whole) == 398
    for cut in range(len(content) // 9, len(content) - 20, len(content) // 9):
        found = read(content[:cut], "a.xml")
        assert (found.outcome, found.format) == ("damaged", "wordml")
        assert set(lines(found)) <= whole and found.text
    hold_when_damaged(content, "a.xml", seed=15, sums=False)


def test_text_that_a_field_without_an_end_may_swallow_is_told() -> None:
    crossed = f"<w:p>{END}{run('前')}{BEGIN}</w:p>{para('吞了')}"
    found = read(docx_of(crossed))
    assert (found.outcome, lines(found), left(found)) == ("partial", ["前"], {"unread": 1})
    lone = read(docx_of(f"<w:p>{run('前')}{BEGIN}{run('不明')}</w:p>{para('仍读')}"))
    assert (lone.outcome, lines(lone), left(lone)) == ("partial", ["前", "仍读"], {"unread": 1})


@pytest.mark.parametrize("fault", ["坏\x05字", "坏&nbsp;字", "坏&字", "坏&#11;字"])
def test_signs_behind_a_fault_stay_what_they_are(fault: str) -> None:
    found = read(docx_of(para("甲") + para(fault) + para("&lt;5 万元, A&amp;B &#49;2 &gt; 1")))

    assert found.outcome == "damaged" and lines(found)[-1] == "<5 万元, A&B 12 > 1"
