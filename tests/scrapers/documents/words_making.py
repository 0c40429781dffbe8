"""`python -m tests.scrapers.documents.words_making`: an odd document, and what LibreOffice makes of it.

Headings with automatic numbers, numbers in cells, grids that begin late, end early, or tell their spans by
widths only, a table in a cell. What LibreOffice writes is kept in `made/words/`, so that it is compared
where there is none."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.scrapers.documents.office import cell, docx_of, para, row

MADE = Path(__file__).with_name("made") / "words"
FORMATS = {"odt": "odt", "docx": "docx:Office Open XML Text"}

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{MAIN}.numbering+xml"/></Types>'
)


def _level(at: int, text: str, format: str) -> str:
    counted = f'<w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{counted}</w:lvl>'


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="7">{_level(0, "%1、", "chineseCountingThousand")}'
    f"{_level(1, '（%2）', 'chineseCounting')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="9">{_level(0, "%1", "decimal")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
)


def _item(text: str, at: int = 0, of: int = 1) -> str:
    return para(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{of}"/></w:numPr>')


def _cell(text: str, width: int, span: int = 1, more: str = "") -> str:
    return cell(text, f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>{more}')


def _numbered() -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{_item("", 0, 2)}</w:tc>'


def _table(*rows: str, columns: int = 4, width: int = 2000) -> str:
    about = '<w:tblPr><w:tblW w:w="8000" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    return f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def odd() -> bytes:
    """The document as Word would write it."""
    four = row(*(_cell(text, 2000) for text in "1234"))
    ends = (
        '<w:gridBefore w:val="1"/><w:wBefore w:w="2000" w:type="dxa"/>'
        '<w:gridAfter w:val="1"/><w:wAfter w:w="2000" w:type="dxa"/>'
    )
    inner = _table(row(_cell("内1", 900), _cell("内2", 900)), columns=2, width=900)
    holds = (
        f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>{para("外")}{inner}'
        f"{para('尾')}</w:tc>"
    )
    return docx_of(
        _item("总体情况") + _item("主动公开", 1) + _item("依申请", 1)
        + _table(
            row(_cell("头", 4000, 2), _cell("右", 4000, 2, '<w:vMerge w:val="restart"/>')),
            row(_cell("a", 2000), _cell("b", 2000), _cell("", 4000, 2, "<w:vMerge/>")),
            four,
        )
        + _item("第二个")
        + _table(row(_cell("全宽", 8000)), four, row(_cell("左半", 4000), _cell("右半", 4000)))
        + para("表三") + _table(row(_cell("2", 2000), _cell("3", 2000), properties=ends), four)
        + para("表四") + _table(row(holds, _cell("x", 4000, 2)), four)
        + _item("结尾", 1)
        + _table(*(row(_numbered(), _cell(text, 4000)) for text in "甲乙"), columns=2, width=4000)
        + para("末"),
        numbering=NUMBERING,
        parts={"[Content_Types].xml": TYPES},
    )  # fmt: skip


def main() -> None:
    """Writes what LibreOffice makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "odd.docx")
        source.write_bytes(odd())
        for suffix, filter in FORMATS.items():
            run = [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{folder}/profile",
                "--convert-to",
                filter,
            ]
            subprocess.run([*run, "--outdir", f"{folder}/made", str(source)], check=True, capture_output=True)
            (MADE / f"odd.{suffix}").write_bytes(Path(folder, "made", f"odd.{suffix}").read_bytes())


if __name__ == "__main__":
    main()
