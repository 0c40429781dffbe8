"""Published reports: their figures come out as read by hand, also of what LibreOffice made of them."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from scrapers.documents import Document, Limits
from scrapers.documents.inside import read_here
from tests.shared import SHARED, needs_shared

DOMAIN = SHARED / "domain"
TEXTS = sorted(path.name for path in (DOMAIN / "reports").glob("*.txt"))
ROWS = ("table3", "statistics")
"""Tables whose rows are a label and figures."""
BY_LIBREOFFICE = {"docx": "docx", "odt": "odt", "pdf": "pdf:writer_pdf_Export", "doc": "doc:MS Word 97"}


def figures() -> dict[str, dict[tuple[str, str], list[str]]]:
    """Figures read by hand, by report, then by (table, label of the row), in the order of the columns."""
    found: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    with (DOMAIN / "real_reports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["report_id"]][row["table"], row["row_label"]].append(row["figure"])
    return found


def kept(text: str) -> str:
    """Only what labels and figures are of: the marks between them differ from report to report."""
    return re.sub(r"[^\u4e00-\u9fffa-z0-9.]", "", text.lower())


def read(content: bytes, name: str) -> Document:
    found = read_here(content, name, Limits())
    assert found.outcome == "ok", (name, found.outcome, found.reason)
    return found


def missing(text: str, report: str) -> list[str]:
    """Rows of the report's tables whose label is not followed by their figures in the text. Labels were noted
    shorter than they are printed (区分处理的,只计这一情形): signs may stand between those of the label."""
    # One report prints 维护 for 维持 (a misprint); 计1条 stands behind a label.
    said = re.sub("计1[条件次]", "计", kept(text)).replace("维护具体", "维持具体")
    lacking = []
    for (table, label), numbers in figures()[report].items():
        name = kept(label.rpartition("/")[2])
        for row in ["".join(numbers)] if table == "table3" else numbers:
            printed = r"[^0-9]{0,25}".join(map(re.escape, [*name, row]))
            if table in ROWS and row and not re.search(printed, said):
                lacking.append(f"{label}: {row}")
    return lacking


@needs_shared
@pytest.mark.parametrize("name", TEXTS)
def test_the_figures_of_a_report_kept_as_text_stand_in_it(name: str) -> None:
    report = re.sub(r"_(form|text)$", "", Path(name).stem)
    text = read((DOMAIN / "reports" / name).read_bytes(), name).text
    assert any(table == "text" for table, _ in figures()[report])
    if not name.endswith("_text.txt"):
        assert missing(text, report) == []


@needs_shared
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", BY_LIBREOFFICE)
def test_what_libreoffice_makes_of_the_reports_says_the_same(suffix: str, tmp_path: Path) -> None:
    sources = [DOMAIN / "reports" / name for name in TEXTS]
    run = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    run += [BY_LIBREOFFICE[suffix], "--infilter=Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*run, *map(str, sources)], check=True, capture_output=True)
    for source in sources:
        found = read((tmp_path / f"{source.stem}.{suffix}").read_bytes(), f"a.{suffix}")
        assert kept(found.text) == kept(source.read_text(encoding="utf-8")), source.name
