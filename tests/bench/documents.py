"""Reading documents against the library that is fastest at each format, both in one run, by turns."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from statistics import median

import docx
import pypdfium2
import xlsxwriter
from python_calamine import CalamineWorkbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from scrapers.documents import Document, Limits, Reader
from scrapers.documents.inside import read_here
from tests.bench.table import Bar, Result
from tests.bench.turns import by_turns, middle, took
from tests.scrapers.documents.making import MADE

ROUNDS = 5
SENTENCE = "2023年,全局主动公开政府信息1,286条,其中政府网站发布942条、政务新媒体发布344条,"
FONT = "STSong-Light"


def measure() -> list[Result]:
    """Ratios to the rival alone, which does less: no types, no bounds, no tables, no process of its own."""
    text, ruled = written_pages(100), ruled_pages(30)
    with Reader(Limits(seconds=600)) as reader:
        return [
            *_against("PDF text", text, "a.pdf", _pdfium, reader),
            *_a_page("PDF tables", ruled, "b.pdf", 30, reader),
            *_against("XLSX", sheet(20_000), "c.xlsx", _calamine, reader),
            *_against("DOCX", report(2_000, 20), "d.docx", _python_docx, reader),
            *_word(reader),
        ]


def _against(
    what: str, content: bytes, name: str, rival: Callable[[bytes], int], reader: Reader
) -> list[Result]:
    """In turns: the rival, ours in this process, and ours as callers have it, from a process of its own."""
    rounds = by_turns(
        lambda: took(lambda: _some(rival(content))),
        lambda: took(lambda: _whole(read_here(content, name, reader.limits))),
        lambda: took(lambda: _whole(reader.read(content, name))),
        rounds=ROUNDS,
    )
    inside = median(here.seconds / theirs.seconds for theirs, here, _ in rounds)
    outside = [there.seconds / theirs.seconds for theirs, _, there in rounds]
    named = rival.__name__.strip("_").replace("_", "-")
    note = f"{inside:.2f} without the process"
    return [middle(f"{what} / {named} alone", outside, bar=Bar("at most", 2), note=note)]


def _a_page(what: str, content: bytes, name: str, pages: int, reader: Reader) -> list[Result]:
    rounds = by_turns(lambda: took(lambda: _whole(reader.read(content, name))), rounds=ROUNDS)
    each = [run.seconds / pages for (run,) in rounds]
    return [middle(f"{what}, a page of 40 × 8 cells", each, "s", Bar("at most", 0.15))]


def _word(reader: Reader) -> list[Result]:
    """A Word 97 file, by our own reader and by LibreOffice where that is installed."""
    content = (MADE / "report.doc").read_bytes()
    rounds = by_turns(lambda: took(lambda: _whole(reader.read(content, "e.doc"))), rounds=ROUNDS)
    return [middle("DOC, a report of one page", [run.seconds for (run,) in rounds], "s")]


def _whole(document: Document) -> int:
    """Its length; what was not read wholly is no measurement."""
    if document.outcome != "ok":
        raise ValueError(f"{document.name}: {document.outcome}: {document.reason}")
    return _some(len(document.text))


def _some(length: int) -> int:
    if length <= 0:
        raise ValueError("nothing was read")
    return length


def _pdfium(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def _calamine(content: bytes) -> int:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def _python_docx(content: bytes) -> int:
    document = docx.Document(io.BytesIO(content))
    paragraphs = sum(len(paragraph.text) for paragraph in document.paragraphs)
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return paragraphs + sum(len(cell.text) for cell in cells)


def written_pages(count: int) -> bytes:
    """A PDF of text alone, forty lines a page."""

    def draw(canvas: Canvas, page: int) -> None:
        for line in range(40):
            canvas.drawString(72, 780 - line * 18, f"{page}.{line} {SENTENCE}"[:40])

    return _pdf(count, draw)


def ruled_pages(count: int) -> bytes:
    """A PDF of tables, one a page: 40 rows of 8 cells."""

    def draw(canvas: Canvas, page: int) -> None:
        across, down = [40 + 64 * edge for edge in range(9)], [780 - 18 * edge for edge in range(41)]
        canvas.drawString(40, 800, f"表{page}")
        canvas.grid(across, down)
        for row in range(40):
            for column in range(8):
                canvas.drawString(across[column] + 4, down[row] - 13, f"{page * row + column}")

    return _pdf(count, draw)


def _pdf(count: int, draw: Callable[[Canvas, int], None]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in range(1, count + 1):
        canvas.setFont(FONT, 12)
        draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def sheet(rows: int) -> bytes:
    """A workbook of one sheet, ten columns of texts, numbers and dates."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet("统计表")
    for row in range(rows):
        texts: Sequence[object] = (f"单位{row % 97}", f"关于第{row}号文件的通知", "林业局", "主动公开", "")
        numbers: Sequence[object] = (row, row / 8, row * 1000 + 7, date(2023, 1 + row % 12, 1 + row % 28), 0)
        page.write_row(row, 0, [*texts, *numbers])
    book.close()
    return out.getvalue()


def report(paragraphs: int, tables: int) -> bytes:
    """A Word file of paragraphs and tables of 50 × 8 cells."""
    document = docx.Document()
    for number in range(paragraphs):
        document.add_paragraph(f"{number}.{SENTENCE}")
    for number in range(tables):
        table = document.add_table(50, 8)
        for row in table.rows:
            for column, cell in enumerate(row.cells):
                cell.text = f"{number + column}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
