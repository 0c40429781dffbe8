"""Published reports as PDF: every figure read by hand comes out at its row and column, also of reports that
LibreOffice made."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from scrapers.documents import Document, Limits, Table
from scrapers.documents.inside import read_here
from tests.shared import SHARED, needs_shared

DOMAIN = SHARED / "domain"
HONGZE = DOMAIN / "reports" / "hongze_2023.pdf"
TEMPLATE = DOMAIN / "reports" / "template_2021.docx"
NOTED = {
    "2.其他法律行政止公开": "2.其他法律行政法规禁止公开",  # a misprint of the report
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期未缴费",
}
"""As printed, and as noted by hand."""
Key = tuple[str, str, str]


def by_hand(report: str) -> dict[Key, str]:
    """(table, label of the row, head of the column) to the figure, of the three tables."""
    with (DOMAIN / "real_reports.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["table"], row["row_label"], row["column_label"]): row["figure"]
            for row in csv.DictReader(file)
            if row["report_id"] == report and row["table"].startswith("table")
        }


def plain(text: str | None) -> str:
    text = re.sub(r"\s", "", text or "").replace("（", "(").replace("）", ")")
    return NOTED.get(text, text)


def full(table: Table) -> list[list[str]]:
    """Rows with the text of a cell at every place that it takes."""
    rows = [[""] * len(table.rows[0]) for _ in table.rows]
    for cell in table.cells():
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                rows[row][column] = plain(cell.text)
    return rows


def figures(found: Document) -> dict[Key, str]:
    """What the tables say, by their own labels."""
    said: dict[Key, str] = {}
    for table in found.tables:
        rows = full(table)
        heads = {text for row in rows for text in row}
        if "自然人" in heads:
            said |= applications(rows)
        elif "结果维持" in heads:
            said |= cases(rows)
        elif "信息内容" in heads:
            said |= published(rows)
    return said


def published(rows: list[list[str]]) -> dict[Key, str]:
    said, head = {}, rows[0]
    for row in rows:
        if row[0] == "信息内容":
            head = [re.sub(r"\(.*", "", text) for text in row]
        elif len(set(row)) > 1 or row[0] in ("规章", "行政规范性文件"):
            said |= {("table2", row[0], name): text for name, text in zip(head[1:], row[1:], strict=True)}
    return said


def applications(rows: list[list[str]]) -> dict[Key, str]:
    said = {}
    heads = next(row for row in rows if "商业企业" in row)
    for row in rows[rows.index(heads) + 1 :]:
        parts = list(dict.fromkeys(re.sub(r"\(区分.*", "", text) for text in row[:3]))
        label = "/".join(parts[1:] if parts[0].startswith("三、") else parts)
        said |= {("table3", label, name): text for name, text in zip(heads[3:], row[3:], strict=True)}
    return said


def cases(rows: list[list[str]]) -> dict[Key, str]:
    kinds = ["行政复议" if text == "行政复议" else rows[1][place] for place, text in enumerate(rows[0])]
    return {("table4", kind, name): text for kind, name, text in zip(kinds, rows[2], rows[3], strict=True)}


def read(content: bytes) -> Document:
    found = read_here(content, "a.pdf", Limits())
    assert (found.outcome, found.reason) == ("ok", "")
    return found


@needs_shared
def test_a_published_report_gives_every_figure() -> None:
    expected = by_hand("hongze_2023")
    found = read(HONGZE.read_bytes())
    said = figures(found)
    assert len(expected) == 186
    assert {key: said.get(key) for key in expected} == expected
    for sentence in ("主动公开政府信息1136条。", "受理政府信息公开申请21件，", "信息处理费0元。"):
        assert sentence in found.text


@needs_shared
def test_its_third_table_goes_over_two_pages_and_its_text_over_four() -> None:
    found = read(HONGZE.read_bytes())
    assert [(table.page, table.last_page, len(table.rows)) for table in found.tables] == [
        (2, 3, 14), (3, 4, 26), (4, 4, 4)
    ]  # fmt: skip
    third = full(found.tables[1])
    assert {row[0] for row in third[5:25]} == {"三、本年度办理结果"}
    assert [row[1] for row in third if row[2].startswith("3.补正")] == ["(四)无法提供"]
    assert "严格执行“分级审核、先审后发”程序" in found.text
    assert "实行政府信息公开工作人员跟班学习制度" in found.text


def filled(figures: dict[Key, str]) -> bytes:
    """The form as a Word file with the figures of a report."""
    document = docx.Document(str(TEMPLATE))
    for table in document.tables:
        rows = [[plain(cell.text) for cell in row.cells] for row in table.rows]
        empty = [
            (row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts) if not text
        ]
        for row, column in empty:
            rows[row][column] = f"{row} {column}"
        kind = applications if "自然人" in rows[1] else cases if "行政复议" in rows[0] else published
        places = {text: key for key, text in kind(rows).items()}
        for row, column in empty:
            key = places.get(f"{row} {column}")
            if key in figures:
                table.cell(row, column).paragraphs[0].text = figures[key]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@needs_shared
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_reports_that_libreoffice_made_give_every_figure(tmp_path: Path) -> None:
    reports = ["suqian_2023", "hebei_jyt_2022"]
    for report in reports:
        (tmp_path / f"{report}.docx").write_bytes(filled(by_hand(report)))
    run = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    files = [str(tmp_path / f"{report}.docx") for report in reports]
    subprocess.run([*run, "--outdir", str(tmp_path), *files], check=True, capture_output=True)
    for report in reports:
        expected = by_hand(report)
        assert len(expected) == 200
        said = figures(read((tmp_path / f"{report}.pdf").read_bytes()))
        assert {key: said.get(key, "") for key in expected} == expected, report
