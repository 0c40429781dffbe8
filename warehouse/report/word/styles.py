"""Page, fonts and styles of an official document, by GB/T 9704-2012: A4, 37 mm above and 28 mm at the left,
text of 156 × 225 mm in 22 lines of 28; title 2号小标宋, text 3号仿宋, headings 黑体 and 楷体; page numbers
`- 1 -` in 4号 at the outer side."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt

TITLE, TEXT, HEADING_1, HEADING_2 = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
TABLE, NOTE, LATIN = "宋体", "楷体_GB2312", "Times New Roman"
FALLBACKS = {TITLE: "宋体", TEXT: "仿宋", HEADING_2: "楷体"}
"""What stands in for a font that the reader's machine lacks; every Chinese Windows has these."""

LABEL, HEAD, NUMBER, NOTE_STYLE = "表格文字", "表格标题", "表格数字", "表格说明"
SIGNATURE = "落款"
LINE = Pt(28.9)
"""From line to line: 225 mm in 22 lines."""


def prepare(document: Document) -> None:
    """Gives a new document the page and the styles."""
    _page(document)
    _fallbacks(document)
    normal = document.styles["Normal"]
    _font(normal, TEXT, 16)
    normal.paragraph_format.line_spacing = LINE
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    normal.paragraph_format.space_after = Pt(0)
    _heading(document.styles["Title"], TITLE, 22, centred=True)
    _heading(document.styles["Heading 1"], HEADING_1, 16)
    _heading(document.styles["Heading 2"], HEADING_2, 16)
    for name, font, alignment in (
        (LABEL, TABLE, WD_ALIGN_PARAGRAPH.LEFT),
        (HEAD, TABLE, WD_ALIGN_PARAGRAPH.CENTER),
        (NUMBER, TABLE, WD_ALIGN_PARAGRAPH.CENTER),
        (NOTE_STYLE, NOTE, WD_ALIGN_PARAGRAPH.CENTER),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _font(style, font, 10)
        style.paragraph_format.line_spacing = 1.0
        style.element.pPr.find(qn("w:spacing")).addprevious(_off("w:snapToGrid"))
        style.paragraph_format.alignment = alignment
    style = document.styles.add_style(SIGNATURE, WD_STYLE_TYPE.PARAGRAPH)
    _font(style, TEXT, 16)
    style.paragraph_format.line_spacing = LINE
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    style.paragraph_format.right_indent = Pt(32)


def _off(name: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), "0")
    return element


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(LINE.pt * 20)))
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(footer: Any, alignment: WD_ALIGN_PARAGRAPH) -> None:
    """`- 1 -`, counted by whatever opens the file."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    for kind, text in (("text", "- "), ("field", "PAGE"), ("text", " -")):
        run = paragraph.add_run("" if kind == "field" else text)
        run.font.name, run.font.size = LATIN, Pt(14)
        if kind == "field":
            for part in ("begin", "instr", "separate", "shown", "end"):
                run._r.append(_field(part, text))


def _field(part: str, code: str) -> Any:
    if part in ("instr", "shown"):
        element = OxmlElement("w:instrText" if part == "instr" else "w:t")
        element.text = f" {code} " if part == "instr" else "1"
        return element
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), part)
    return element


def _heading(style: Any, font: str, size: float, centred: bool = False) -> None:
    """A built-in style of headings, without the colours and spaces it comes with."""
    for name in ("w:rPr", "w:pPr"):
        old = style.element.find(qn(name))
        outline = None if old is None else old.find(qn("w:outlineLvl"))
        if old is not None:
            style.element.remove(old)
        if outline is not None:
            style.element.get_or_add_pPr().append(outline)
    _font(style, font, size)
    form = style.paragraph_format
    form.line_spacing = LINE
    form.space_before = form.space_after = Pt(0)
    form.keep_with_next = True
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    if not centred:
        form.first_line_indent = Length(Pt(2 * size))


def _font(style: Any, chinese: str, size: float) -> None:
    style.font.size = Pt(size)
    style.font.name = LATIN
    style.font.bold = False
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    fonts.set(qn("w:eastAsia"), chinese)
    fonts.set(qn("w:cs"), LATIN)
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _fallbacks(document: Document) -> None:
    """Names, in the table of fonts, what stands in for each font that is not on every machine."""
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            table = parse_xml(part.blob)
            for font, other in FALLBACKS.items():
                table.append(
                    parse_xml(
                        f'<w:font {nsdecls("w")} w:name="{font}"><w:altName w:val="{other}"/>'
                        '<w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>'
                    )
                )
            part._blob = _serialised(table)
            return


def _serialised(element: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))
