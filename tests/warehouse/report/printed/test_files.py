"""The printed forms of a year from a published file: what every format says of figures and of none."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docx import Document

from scrapers.documents import Limits
from scrapers.documents.inside import read_here
from tests.warehouse.report.sample import AS_OF, computed, item, publish
from warehouse.forms import FORMS, form_named, forms_of
from warehouse.report import ReportError
from warehouse.report.printed import FORMATS, FormsOfYear, read_forms, render_forms, told
from warehouse.report.printed.tables import grid_of

EVIL = '<script>alert(1)</script>=HYPERLINK("http://evil/")'


def figure(code: str, value: int | None, origin: str, form: str = "report-2021") -> tuple[object, ...]:
    return (form, 2021, code, code, "件", value, origin, "S1@1", "figures/report_2021.sql#licences", AS_OF)


GIVEN = [
    figure("2.R3.C1", 12, "lower_bound"),
    *(figure(f"4.G1.{number}", value, "declared") for number, value in enumerate((10, 1, 0, 0, 0), 1)),
    *(figure(f"3.R1.C{number}", 2, "declared") for number in range(1, 7)),
    figure("3.R1.C7", 12, "declared"),
    figure("P0", 3, "computed", "website-annual"),
    figure("9.R1.C1", 3, "declared"),
]


@pytest.fixture
def forms(tmp_path: Path) -> FormsOfYear:
    items = [item("a", "2021-03-04"), item("b", "2021-03-09", unit=EVIL), item("c", "2021-11-30")]
    counting = [("website-annual", 2021, "P0", one) for one in ("a", "b")]
    totals = [("sections", 2021, "合计", one) for one in ("a", "b", "c")]
    of_sections = [
        ("sections", 2021, code, code, measure, value, origin, "S1@1", "figures/sections.sql", AS_OF)
        for code, measure, value, origin in computed({"政府文件": ("份", 3)}, 3)
    ]
    tables = {"figures": [*of_sections, *GIVEN], "items": items, "figure_items": [*counting, *totals]}
    published = publish(tmp_path / "f.duckdb", [], 2021, f"样例县人民政府{EVIL}", tables)
    return read_forms(published, 2021, forms_of(2021))


def test_the_years_forms_are_filled_from_the_published_file(forms: FormsOfYear) -> None:
    report, website = forms.forms
    assert (report.form.name, website.form.name) == ("report-2021", "website-annual")
    assert {code: one.printed for code, one in report.figures.items() if one.printed} == {
        "2.R3.C1": "至少 12",
        **{f"4.G1.{number}": value for number, value in enumerate(("10", "1", "0", "0", "0"), 1)},
        **{f"3.R1.C{number}": "2" for number in range(1, 7)},
        "3.R1.C7": "12",
    }
    assert report.unknown == ("9.R1.C1",)
    assert len(report.to_fill()) == len(report.form.values) - 12
    assert [(row.codes, row.item_id) for row in forms.items] == [
        ("sections:合计 website-annual:P0", "a"),
        ("sections:合计 website-annual:P0", "b"),
        ("sections:合计", "c"),
    ]


def test_figures_that_do_not_agree_are_told_wherever_the_form_stands(
    forms: FormsOfYear, tmp_path: Path
) -> None:
    said = told(forms, forms.forms[0])
    assert "勾稽不符 1 处" in said
    assert "有数字而本表没有的编码:9.R1.C1" in said
    render_forms(forms, FORMATS, tmp_path)
    wrong = next(found.sentence for found in forms.checks if found.outcome == "fail")
    assert "总计" in wrong
    for name in ("report-2021.html", "report-2021.md", "report-2021.json"):
        assert wrong[:20] in (tmp_path / name).read_text(encoding="utf-8").replace("\\", ""), name
    workbook = read_here((tmp_path / "forms.xlsx").read_bytes(), "a.xlsx", Limits())
    assert wrong in workbook.text


@pytest.mark.parametrize("name", [form.name for form in FORMS])
def test_word_and_html_have_the_grid_of_the_form(name: str, forms: FormsOfYear, tmp_path: Path) -> None:
    published = tmp_path / "f.duckdb"
    one = read_forms(published, 2021, (form_named(name),))
    render_forms(one, ("docx", "html"), tmp_path)
    for suffix in ("docx", "html"):
        document = read_here((tmp_path / f"{name}.{suffix}").read_bytes(), f"a.{suffix}", Limits())
        assert document.outcome == "ok"
        for table, read in zip(form_named(name).tables, document.tables, strict=False):
            spans = {
                (c.row, c.column): (c.rows, c.columns) for c in table.cells if (c.rows, c.columns) != (1, 1)
            }
            assert read.spans == spans, (suffix, table.name)
            labels = {(c.row, c.column): c.text.replace("\n", "") for c in table.cells if c.text}
            found = {(c.row, c.column): c.text.replace("\n", "") for c in read.cells()}
            assert {place: found[place] for place in labels} == labels
    page = BeautifulSoup((tmp_path / f"{name}.html").read_text("utf-8"), "html.parser")
    for table, shown in zip(form_named(name).tables, page.select("table.form"), strict=True):
        # Printed, columns are as wide as in Word, and a head that Word repeats is repeated.
        assert len(shown.select("col")) == max(cell.column + cell.columns for cell in table.cells)
        assert len(shown.select("thead tr")) == grid_of(one.forms[0], table).heads


def test_word_marks_what_people_have_to_write(forms: FormsOfYear, tmp_path: Path) -> None:
    render_forms(forms, ("docx",), tmp_path)
    text = read_here((tmp_path / "report-2021.docx").read_bytes(), "a.docx", Limits()).text
    lines = text.splitlines()
    heads = [
        line
        for line in lines
        if line[:2] in ("一、", "二、", "三、", "四、", "五、", "六、") and "\t" not in line
    ]
    assert heads == [heading.text for heading in form_named("report-2021").headings]
    assert "样例县人民政府" in lines[0]
    assert "公开政府文件3份，发布政策解读信息【请填写：…条】" in text
    assert "【请写：本年度收取信息处理费的情况，没有收取的也要写明】" in lines
    assert "2021年，收到政府信息公开申请12件，上年结转【请填写：…件】。" in lines


def test_every_format_shows_the_text_with_its_marks(forms: FormsOfYear, tmp_path: Path) -> None:
    render_forms(forms, ("html", "md", "json", "docx"), tmp_path)
    gap, said = "【请填写：…件】", "2021年，收到政府信息公开申请12件，上年结转"
    page = BeautifulSoup((tmp_path / "report-2021.html").read_text("utf-8"), "html.parser")
    (paragraph,) = [each for each in page.select(".draft p") if each.get_text().startswith(said)]
    assert [mark.get_text() for mark in paragraph.select("mark")] == [gap]
    assert [head.get_text() for head in page.select(".draft h4")][:2] == [
        "（一）主动公开",
        "（二）依申请公开",
    ]
    text = (tmp_path / "report-2021.md").read_text("utf-8")
    assert f"{said}**{gap}**。" in text and "#### （二）依申请公开" in text
    told = json.loads((tmp_path / "report-2021.json").read_text("utf-8"))["text"]
    assert {"paragraph": f"{said}{gap}。"} in told["blocks"] and told["wording"] >= 2
    word = Document(tmp_path / "report-2021.docx")
    (paragraph,) = [each for each in word.paragraphs if each.text.startswith(said)]
    assert [run.text for run in paragraph.runs if run.font.highlight_color] == [gap]
    # The website form has no text.
    assert json.loads((tmp_path / "website-annual.json").read_text("utf-8"))["text"]["blocks"] == []
    assert "草稿" not in (tmp_path / "website-annual.html").read_text("utf-8")


def test_csv_json_and_html_tell_none_from_zero_and_blank(forms: FormsOfYear, tmp_path: Path) -> None:
    render_forms(forms, ("csv", "json", "html"), tmp_path)
    raw = (tmp_path / "report-2021.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = {row["编码"].lstrip("'"): row for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))}
    picked = {
        code: (rows[code]["数字"], rows[code]["写法"], rows[code]["状态"])
        for code in ("2.R3.C1", "4.G1.3", "2.R1.C1")
    }
    assert picked == {
        "2.R3.C1": ("12", "至少 12", "已有"),
        "4.G1.3": ("0", "0", "已有"),
        "2.R1.C1": ("", "", "缺"),
    }
    cells: dict[str, dict[str, Any]] = {
        cell["code"]: cell for cell in json.loads((tmp_path / "report-2021.json").read_text("utf-8"))["cells"]
    }
    assert (cells["2.R1.C1"]["value"], cells["2.R1.C1"]["origin"]) == (None, "missing")
    assert (cells["4.G1.3"]["value"], cells["4.G1.3"]["origin"]) == (0, "declared")
    page = BeautifulSoup((tmp_path / "report-2021.html").read_text("utf-8"), "html.parser")
    assert page.select("script, img, link, iframe") == []
    assert [cell.get_text() for cell in page.select("td.number.fill")][:2] == ["待填", "待填"]
    assert [row.get_text(" ", strip=True) for row in page.select("table.chart")[0].select("tr")][2] == "3月 2"


def test_equal_figures_are_equal_files(forms: FormsOfYear, tmp_path: Path, time_machine: Any) -> None:
    paths = render_forms(forms, FORMATS, tmp_path / "a")
    time_machine.move_to(datetime(2031, 5, 6, tzinfo=UTC))
    again = render_forms(forms, FORMATS, tmp_path / "b")
    assert [path.name for path in paths] == [path.name for path in again]
    assert [path.read_bytes() for path in paths] == [path.read_bytes() for path in again]


def test_a_format_there_is_not_writes_nothing(forms: FormsOfYear, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="没有 pdf 格式"):
        render_forms(forms, ("docx", "pdf"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_year_of_which_nothing_is_known_is_said(forms: FormsOfYear, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="没有 2016 年"):
        read_forms(tmp_path / "f.duckdb", 2016, forms_of(2016))
