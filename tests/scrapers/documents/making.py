"""`python -m tests.scrapers.documents.making`: the same in every format, by real programs.

Needs LibreOffice; what it writes is kept in `made/`, so that the readers are tried on it where there is none.
What the files say is told here once, and tests hold the readers to it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import pptx
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from pptx.util import Cm

MADE = Path(__file__).with_name("made")

TITLE = "云泽县林业局2023年政府信息公开工作年度报告"
PARAGRAPHS = (
    "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
    "一、总体情况",
    "2023年,全局主动公开政府信息1,286条,其中政府网站发布942条、政务新媒体发布344条;全年收取信息处理费0.35万元。"
    "受理依申请公开17件,均在法定期限内答复,没有因政府信息公开被申请行政复议或者提起行政诉讼的情形,"
    "也没有收到对答复不满意的投诉。",
    "二、主动公开政府信息情况",
)
RULES = (
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "0", "0", "0"),
    ("行政规范性文件", "6", "2", "41"),
)
HEADING = "三、收到和处理政府信息公开申请情况"
APPLICATIONS = (
    ("(本列数据的勾稽关系为:第一项加第二项之和,等于第三项)", None, "申请人情况", None, None),
    (None, None, "自然人", "法人或其他组织", "总计"),
    ("一、本年新收政府信息公开申请数量", None, "12", "5", "17"),
    ("三、本年度办理结果", "(一)予以公开", "10", "3", "13"),
    (None, "(二)不予公开", "2", "2", "4"),
)
"""None where a cell above or to the left goes on."""
LAST = "四、存在的主要问题及改进情况"
SPANS = {(0, 0): (2, 2), (0, 2): (1, 3), (2, 0): (1, 2), (3, 0): (2, 1)}

SHEET = "统计表"
ROWS: tuple[tuple[object, ...], ...] = (
    ("2023年主动公开情况", None, None, None),
    ("单位", "发布日期", "件数", "金额(万元)"),
    ("林业局", "2023-12-31", 350, 12.5),
    ("卫生健康委员会", "2023-06-01", 2945, 0.07),
    ("编号为文本", "00017", 0, None),
)
SLIDES = (("公开工作培训", "第一条 应当主动公开的信息"), ("第二条", "二十个工作日内公开"))

WRITER = {
    "report.doc": "doc:MS Word 97",
    "report.odt": "odt",
    "report.rtf": "rtf:Rich Text Format",
    "report.pdf": "pdf:writer_pdf_Export",
    "report.html": "html:HTML (StarWriter)",
    "report.txt": "txt:Text (encoded):GB_18030,CRLF",
}
CALC = {
    "sheet.xls": "xls:MS Excel 97",
    "sheet.ods": "ods",
    "sheet.csv": "csv:Text - txt - csv (StarCalc):44,34,85",
    "sheet.pdf": "pdf:calc_pdf_Export",
    "sheet.html": "html:HTML (StarCalc)",
}
IMPRESS = {"slides.odp": "odp", "slides.pdf": "pdf:impress_pdf_Export"}


def report(path: Path) -> None:
    """The report as a Word file."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    document.add_heading(TITLE, level=1)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    _table(document, RULES, {})
    document.add_paragraph(HEADING)
    _table(document, APPLICATIONS, SPANS)
    document.add_paragraph(LAST)
    document.save(str(path))


def _table(document: docx.document.Document, rows: tuple, spans: dict) -> None:  # type: ignore[type-arg]
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for (row, column), (high, wide) in spans.items():
        table.cell(row, column).merge(table.cell(row + high - 1, column + wide - 1))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text is not None:
                table.cell(row, column).text = text


def sheet(path: Path) -> None:
    """The sheet as an Excel file."""
    book = Workbook()
    page = book.active
    page.title = SHEET
    for row in ROWS:
        page.append(row)
    page.merge_cells("A1:D1")
    for column in "ABCD":
        page.column_dimensions[column].width = 16  # what is wider than its column is not printed
    book.save(path)


def slides(path: Path) -> None:
    """The slides as a PowerPoint file."""
    show = pptx.Presentation()
    for title, text in SLIDES:
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = title
        slide.shapes.add_textbox(Cm(2), Cm(6), Cm(18), Cm(3)).text_frame.text = text
    show.save(str(path))


def converted(source: Path, filters: dict[str, str], into: Path) -> None:
    """What LibreOffice makes of a file, each by one of its filters. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        for name, kind in filters.items():
            out = Path(folder) / name
            subprocess.run(
                [
                    "soffice",
                    "--headless",
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--convert-to",
                    kind,
                    "--outdir",
                    folder,
                    str(source),
                ],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            made = Path(folder) / f"{source.stem}{out.suffix}"
            shutil.move(made, into / name)


def main() -> int:
    """Makes all of them anew; 1 where LibreOffice is not there."""
    if shutil.which("soffice") is None:
        print("soffice is not there: nothing was made", file=sys.stderr)
        return 1
    MADE.mkdir(exist_ok=True)
    for make, name, filters in (
        (report, "report.docx", WRITER),
        (sheet, "sheet.xlsx", CALC),
        (slides, "slides.pptx", IMPRESS),
    ):
        make(MADE / name)
        converted(MADE / name, filters, MADE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
