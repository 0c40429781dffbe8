"""Makes the files of this folder and of `../rtf`, where LibreOffice is: `python make.py`.

Each is written with python-docx and saved by LibreOffice as DOC and RTF, so that tests have files of a real
program where it is not installed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
_HEADINGS = (
    (0, "总体情况"),
    (1, "主动公开"),
    (2, "本年制发"),
    (2, "本年废止"),
    (1, "依申请公开"),
    (2, "本年新收"),
    (0, "存在的问题"),
    (1, "改进情况"),
)
_COUNTING = "chineseCountingThousand"
_LEVELS = ((_COUNTING, "%1、"), (_COUNTING, "（%2）"), ("decimal", "%3."))


def numbered(document: Docx) -> None:
    """Headings 一、（一）1. that Word counts, begun anew where a higher one stands between; a column of
    numbers in cells that are empty otherwise."""
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(_LEVELS)
    )
    plain = '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>'
    column = f'<w:lvl w:ilvl="0">{plain}</w:lvl>'
    for number, of in ((90, levels), (91, column)):
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{of}</w:abstractNum>'
        root.insert(0, parse_xml(abstract))
        link = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        root.append(parse_xml(link))
    for level, text in _HEADINGS:
        _number(document.add_paragraph(text), level, 90)
    document.add_paragraph("事项表")
    table = document.add_table(3, 2)
    for row, text in zip(table.rows, ("许可", "处罚", "强制"), strict=True):
        _number(row.cells[0].paragraphs[0], 0, 91)
        row.cells[1].text = text


def _number(paragraph: Paragraph, level: int, number: int) -> None:
    told = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(told))


def tables(document: Docx) -> None:
    """Merged heads, rows of different cells, several paragraphs in a cell, a table within a table."""
    document.add_paragraph("表一")
    table = document.add_table(4, 4)
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells.cells):
            cell.width = Cm((2, 3, 2.5, 4)[column])
            cell.text = f"{row}.{column}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 3)).text = "申请人情况"
    table.cell(2, 2).merge(table.cell(3, 3)).text = "１，２３４件\n其中：350"
    table.cell(3, 1).text = ""
    document.add_paragraph("两表之间")
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "外"
    inner = outer.cell(0, 1).add_table(2, 2)
    for index, text in enumerate(("内一", "内二", "内三", "12.50%")):
        inner.cell(index // 2, index % 2).text = text
    document.add_paragraph("表后")


def unseen(document: Docx) -> None:
    """Hidden and deleted text, a field, a link, a header, a text box, characters beyond the basic plane."""
    document.sections[0].header.paragraphs[0].text = "页眉文字"
    paragraph = document.add_paragraph("看得见")
    hidden = paragraph.add_run("看不见的")
    hidden.font.hidden = True
    paragraph.add_run("又看得见")
    changed = document.add_paragraph("保留")
    changed._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="某" w:date="2024-01-01T00:00:00Z">'
            "<w:r><w:delText>已删</w:delText></w:r></w:del>"
        )
    )
    changed._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="2" w:author="某" w:date="2024-01-01T00:00:00Z">'
            "<w:r><w:t>新加</w:t></w:r></w:ins>"
        )
    )
    fields = document.add_paragraph("共 ")
    for kind in ("begin", "code", "separate", "result", "end"):
        run = fields.add_run("")._r
        if kind == "code":
            code = parse_xml(
                f'<w:instrText {nsdecls("w")} xml:space="preserve">'
                ' HYPERLINK "http://x.invalid/" </w:instrText>'
            )
            run.append(code)
        elif kind == "result":
            fields.runs[-1].text = "三百五十"
        else:
            run.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
    fields.add_run(" 条")
    document.add_paragraph("𠮷田、café、㎡、①、\u00a0间\t隔")
    line = document.add_paragraph("第一行")
    line.add_run().add_break()
    line.add_run("第二行")


def main() -> None:
    """Makes all, each under the name of what it holds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for fill in (numbered, tables, unseen):
            document = Document()
            for style in list(document.styles.element.findall(qn("w:style"))):
                if style.get(qn("w:styleId")) not in (
                    "Normal",
                    "TableNormal",
                    "DefaultParagraphFont",
                    "Header",
                ):
                    document.styles.element.remove(style)
            fill(document)
            document.save(str(folder / f"{fill.__name__}.docx"))
        for target in ("doc", "rtf"):
            subprocess.run(
                [
                    "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                    "--convert-to", target, "--outdir", str(HERE.parent / target),
                    *map(str, sorted(folder.glob("*.docx"))),
                ],
                check=True,
                stdout=sys.stderr,
            )  # fmt: skip


if __name__ == "__main__":
    main()
