"""Every Word file and workbook is one that Word and Excel open without mending it."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from tests.warehouse.report.every_form import KINDS, LONG, NAMES, PLAIN_FORMS, book_of, word_of
from tests.warehouse.report.ooxml import sheet_faults, word_faults


@pytest.mark.parametrize("name", NAMES)
def test_word_files_hold_together(name: str) -> None:
    assert word_faults(word_of(name)) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PLAIN_FORMS)
def test_word_files_hold_together_whatever_the_figures_are(name: str, kind: str) -> None:
    assert word_faults(word_of(name, kind, LONG)) == []
    assert word_faults(word_of(name, kind, "")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_workbooks_hold_together(kind: str) -> None:
    assert sheet_faults(book_of(kind, LONG)) == []


RELATIONS = "word/_rels/document.xml.rels"


def damaged(content: bytes, part: str, old: str, new: str) -> bytes:
    """The file with the first `old` (a pattern) of a part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(out, "w") as made:
        for name in whole.namelist():
            text = whole.read(name).decode()
            changed = re.sub(old, new, text, count=1, flags=re.DOTALL) if name == part else text
            assert name != part or changed != text
            made.writestr(name, changed)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("word/document.xml", r'(<w:tcW[^>]*/>)(<w:gridSpan[^>]*/>)', r"\2\1", "tcPr has"),
        ("word/document.xml", r'<w:gridSpan w:val="4"/>', "", "has 1 of 4 columns"),
        ("word/document.xml", r'w:val="restart"/>', 'w:val="continue"/>', "without a beginning"),
        ("word/document.xml", r"(</w:tcPr>)<w:p>.*?</w:p>", r"\1", "without a paragraph"),
        ("word/document.xml", r'r:id="rId4"', 'r:id="rId9"', "asks for rId9"),
        ("word/document.xml", r'w:val="TableHead"', 'w:val="Nowhere"', "no style Nowhere"),
        ("word/styles.xml", r'w:styleId="Heading1"', 'w:styleId="Title"', "style Title twice"),
        ("[Content_Types].xml", r'PartName="/word/styles.xml"', 'PartName="/x.xml"', "a type for x.xml"),
        (RELATIONS, 'Target="styles.xml"', 'Target="style.xml"', "leads to word/style.xml"),
        (RELATIONS, 'Id="rId1"', 'Id="rId2"', "rId2 twice"),
    ],
)  # fmt: skip
def test_what_word_would_not_open_is_found(part: str, old: str, new: str, said: str) -> None:
    faults = word_faults(damaged(word_of("report-2021"), part, old, new))
    assert any(said in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (r"<v>31</v>", "<f>1+1</f><v>31</v>", "a formula in"),
        (r'<mergeCell ref="A1:[^"]*"/>', '<mergeCell ref="A1:K4"/>', "is merged twice"),
        (r' s="\d+"', ' s="999"', "a format that there is not"),
        (r'(<c r="A1".*?</c>)(<c .*?/>)', r"\2\1", "out of order"),
    ],
)
def test_what_excel_would_not_open_is_found(old: str, new: str, said: str) -> None:
    faults = sheet_faults(damaged(book_of(), "xl/worksheets/sheet3.xml", old, new))
    assert any(said in fault for fault in faults), faults


@pytest.mark.parametrize("name", NAMES)
def test_chinese_type_is_named_for_every_piece_of_text(name: str) -> None:
    """Its style says which; the piece says that “ ” — … are Chinese type too."""
    document = docx.Document(io.BytesIO(word_of(name)))
    body = document.element.body
    runs = list(body.iter(qn("w:r")))
    assert runs
    for run in runs:
        assert run.rPr.rFonts.get(qn("w:hint")) == "eastAsia"
    used = {style.get(qn("w:val")) for style in body.iter(qn("w:pStyle"))}
    fonts = {key: east_asian(document, key) for key in used}
    assert set(fonts.values()) <= {"仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"}


def east_asian(document: object, style_id: str) -> str | None:
    """The Chinese font of a style: its own, or that of the style below it."""
    styles = {style.style_id: style for style in document.styles}  # type: ignore[attr-defined]
    style = styles[style_id]
    while style is not None:
        properties = style.element.rPr
        fonts = None if properties is None else properties.rFonts
        if fonts is not None and fonts.get(qn("w:eastAsia")):
            return str(fonts.get(qn("w:eastAsia")))
        style = style.base_style
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")  # type: ignore[attr-defined]
    return str(defaults.get(qn("w:eastAsia")))


def test_word_takes_the_file_for_one_of_its_own_and_for_chinese() -> None:
    document = docx.Document(io.BytesIO(word_of("report-2021")))
    settings, styles = document.settings.element, document.styles.element
    modes = {one.get(qn("w:name")): one.get(qn("w:val")) for one in settings.iter(qn("w:compatSetting"))}
    assert modes["compatibilityMode"] == "15"
    assert settings.find(qn("w:themeFontLang")).get(qn("w:eastAsia")) == "zh-CN"
    assert styles.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "zh-CN"
    # What the library's own template brings along: 10 pt under every paragraph, tables' rows among them.
    assert [one.attrib for one in styles.iter(qn("w:spacing")) if one.get(qn("w:after"))] == []


def test_the_file_says_who_made_it_and_when_and_nothing_of_the_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(word_of("report-2021"))) as archive:
        properties = archive.read("docProps/core.xml").decode()
        assert "docProps/app.xml" not in archive.namelist()
    told = re.findall(
        r"<(?:\w+:)(title|creator|lastModifiedBy|created|modified|language)[^>]*>([^<]*)<", properties
    )
    assert dict(told) == {
        "title": "云泽县人民政府2021年政府信息公开工作年度报告",
        "creator": "云泽县人民政府",
        "lastModifiedBy": "云泽县人民政府",
        "created": "2022-01-20T08:00:00Z",
        "modified": "2022-01-20T08:00:00Z",
        "language": "zh-CN",
    }
