"""LibreOffice opens the files and saves them again: they say the same. Skipped where there is none."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from docx.text.paragraph import Paragraph

from scrapers.documents import Document, Limits
from scrapers.documents.inside import read_here
from scrapers.documents.office import program
from tests.warehouse.report.every_form import LONG, NAMES, book_of, word_of

SOFFICE = program.found()
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
TARGETS = ("docx", "odt")
MM = 72 / 25.4
"""Points."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Files by name: those made (`made/report-2021.docx`), and as LibreOffice saves them (`odt/…`)."""
    folder = tmp_path_factory.mktemp("office")
    files = {f"{name}.docx": word_of(name, organ=LONG) for name in NAMES}
    files["forms.xlsx"] = book_of()
    (folder / "made").mkdir()
    for name, content in files.items():
        (folder / "made" / name).write_bytes(content)
    words = sorted((folder / "made").glob("*.docx"))
    for target in TARGETS:
        convert(folder, target, words)
    convert(folder, "pdf", words)
    convert(folder, "xlsx", [folder / "made" / "forms.xlsx"])
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in folder.glob("*/*.*")}


def convert(folder: Path, target: str, files: list[Path]) -> None:
    command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(folder / target), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)


def read(saved: Mapping[str, bytes], name: str) -> Document:
    document = read_here(saved[name], Path(name).name, Limits())
    assert document.outcome == "ok", document
    return document


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", NAMES)
def test_text_grids_spans_and_numbers_are_the_same(
    name: str, target: str, saved: Mapping[str, bytes]
) -> None:
    """By our own reader, which counts what other offices write."""
    before, after = read(saved, f"made/{name}.docx"), read(saved, f"{target}/{name}.{target}")
    assert after.text == before.text
    assert len(after.tables) == len(before.tables) > 0
    for one, other in zip(before.tables, after.tables, strict=True):
        assert other.rows == one.rows
        assert other.spans == one.spans


@pytest.mark.parametrize("name", NAMES)
def test_headings_paragraphs_and_marks_are_the_same(name: str, saved: Mapping[str, bytes]) -> None:
    """By python-docx: the style of each paragraph, the cells of each row, what is marked for a person."""
    before, after = shown(saved[f"made/{name}.docx"]), shown(saved[f"docx/{name}.docx"])
    assert after == before
    assert any(style.startswith("Title") for style, _ in before["paragraphs"])


def shown(content: bytes) -> dict[str, Any]:
    document = docx.Document(io.BytesIO(content))
    paragraphs = [(one.style.name, one.text) for one in document.paragraphs if one.style and one.text]
    return {
        "paragraphs": paragraphs,
        "tables": [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables],
        "marked": [marked for one in document.paragraphs for marked in _marked(one)],
        "footers": [re.sub(r"\d+", "1", document.sections[0].footer.paragraphs[0].text)],
    }


def _marked(paragraph: Paragraph) -> Iterator[str]:
    """What is marked in one piece, in however many runs: digits have a type of their own."""
    for is_marked, runs in groupby(paragraph.runs, lambda run: bool(run.font.highlight_color)):
        if is_marked:
            yield "".join(run.text for run in runs)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_a4_holds_text_and_nothing_hangs_over_the_margins(
    name: str, saved: Mapping[str, bytes]
) -> None:
    pages = pypdfium2.PdfDocument(saved[f"pdf/{name}.pdf"])
    assert len(pages) > 0
    for number, page in enumerate(pages, 1):
        assert [round(length / MM) for length in page.get_size()] == [210, 297]
        text = page.get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        assert len(boxes) > 1, "a page that holds its number alone"
        assert min(left for left, *_ in boxes) >= 27.5 * MM
        # A comma or a full stop at the end of a line may stand behind it: 16 pt.
        assert max(right for *_, right, _ in boxes) <= (210 - 26) * MM + 16
        assert f"- {number} -" in " ".join(text.get_text_bounded().split())


def test_sheets_hold_the_same_numbers_and_texts(saved: Mapping[str, bytes]) -> None:
    """By openpyxl: each cell and its kind (a number, a text, a day), merged cells, what is filtered. What is
    frozen LibreOffice saves only where it has a window."""
    before, after = (openpyxl.load_workbook(io.BytesIO(saved[f"{at}/forms.xlsx"])) for at in ("made", "xlsx"))
    assert after.sheetnames == before.sheetnames
    for one, other in zip(before, after, strict=True):
        assert cells(other) == cells(one)
        assert {str(area) for area in other.merged_cells.ranges} == {str(a) for a in one.merged_cells.ranges}
        assert other.auto_filter.ref == one.auto_filter.ref


def cells(sheet: Any) -> dict[str, tuple[str, Any]]:
    return {
        cell.coordinate: (cell.data_type, cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
