"""The printed report: the same figures in every format, harmless whatever a portal's names hold."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docx import Document
from rich.cells import cell_len

from tests.warehouse.report.sample import AS_OF, FIGURES, Figure, computed, publish
from warehouse.report import FORMATS, ReportError, SectionsForm, read_sections, render, render_text
from warehouse.report.escaping import csv_text, markdown_text, typeset, visible, xml_text
from warehouse.report.sections_word import as_docx

EVIL = '=HYPERLINK("http://evil/")<script>alert(1)</script>"\'|`[x](javascript:1)'
MIXED: list[Figure] = [
    ("政府文件", "份", 272, "lower_bound"),
    ("信息公开年报", "条", None, "missing"),
    ("政府会议", "条", 0, "computed"),
    ("合计", "条", 272, "lower_bound"),
]


@pytest.fixture
def form(tmp_path: Path) -> SectionsForm:
    """Figures of every origin, and a portal, section, reason and category whose names are an attack."""
    figures: list[Figure] = [*MIXED, (EVIL, "条", 1, "computed")]
    tables = {
        "sections": [("s", "sample", EVIL, "http://a/", "auto")],
        "runs": [("n", "nightly", AS_OF)],
        "section_runs": [("n", "s", "partial", EVIL, 13, 11, 322, 272)],
    }
    return read_sections(
        publish(tmp_path / "f.duckdb", figures, name=f"样例县人民政府{EVIL}", tables=tables), 2017
    )


@pytest.fixture
def plain(tmp_path: Path) -> SectionsForm:
    return read_sections(publish(tmp_path / "plain.duckdb", computed(total=4754)), 2017)


def cells_of(page: BeautifulSoup) -> dict[str, list[str]]:
    rows = page.select("table.figures tbody tr")
    return {r.th.get_text(): [td.get_text() for td in r.select("td")[1:]] for r in rows if r.th}


def test_files_are_written_whole_under_their_names(plain: SectionsForm, tmp_path: Path) -> None:
    out = tmp_path / "reports" / "2017"
    paths = render(plain, ["md", "html", "csv", "json"], out)
    assert [path.name for path in paths] == ["sections.md", "sections.html", "sections.csv", "sections.json"]
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in paths)
    before = [path.read_bytes() for path in paths]
    render(plain, FORMATS, out)
    assert [path.read_bytes() for path in paths] == before


def test_an_unknown_format_writes_nothing(plain: SectionsForm, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"没有 pdf 格式;可用:md、html、csv、json"):
        render(plain, ["md", "pdf"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to_is_said(plain: SectionsForm, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError, match="无法写入"):
        render(plain, ["md"], tmp_path / "file" / "out")


def test_csv_opens_in_a_spreadsheet_with_the_figures_as_numbers(plain: SectionsForm) -> None:
    text = FORMATS["csv"](plain)
    assert text.startswith("\ufeff门户,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["行号"]: (row["计量单位"], int(row["数值"])) for row in rows} == {
        **FIGURES,
        "合计": ("条", 4754),
    }
    assert {row["数据截至"] for row in rows} == {"2018-01-30 02:30"}


def test_csv_leaves_a_missing_figure_blank_and_marks_it(form: SectionsForm) -> None:
    rows = {row["行号"]: row for row in csv.DictReader(io.StringIO(FORMATS["csv"](form)))}
    assert (rows["信息公开年报"]["数值"], rows["信息公开年报"]["来源"]) == ("", "缺")
    assert (rows["政府会议"]["数值"], rows["政府会议"]["来源"]) == ("0", "可由网站得出")
    assert (rows["政府文件"]["数值"], rows["政府文件"]["来源"]) == ("272", "仅下限")
    assert f"'{EVIL}" in rows


@pytest.mark.parametrize(
    ("text", "cell"),
    {
        "=1+1": "'=1+1",
        "+86": "'+86",
        "-1": "'-1",
        "@SUM(A1)": "'@SUM(A1)",
        " =1+1": "' =1+1",
        "\t=1+1": "'\t=1+1",
        "＝1+1": "'＝1+1",
        "3-1": "'3-1",
        "000123456789012345": "'000123456789012345",
        "1e5": "'1e5",
        "3.R1.C7": "3.R1.C7",
        "政府文件": "政府文件",
        "": "",
    }.items(),
)
def test_text_stays_text_in_a_spreadsheet(text: str, cell: str) -> None:
    assert csv_text(text) == cell


def test_json_gives_programs_the_whole_form(form: SectionsForm) -> None:
    content = json.loads(FORMATS["json"](form))
    rows = {row["code"]: row for row in content["rows"]}
    assert (content["form"], content["year"], content["total"]["value"]) == ("sections", 2017, 272)
    assert rows["信息公开年报"]["value"] is None
    assert rows["政府文件"]["as_of"] == "2018-01-30T02:30:00+08:00"
    assert content["incomplete"][0]["records_declared"] == 322
    assert content["draft"]["zero"] == ["政府会议"]


def test_html_shows_figures_measures_and_origins(plain: SectionsForm) -> None:
    page = BeautifulSoup(FORMATS["html"](plain), "html.parser")
    found = {label: (cells[1], int(cells[0])) for label, cells in cells_of(page).items()}
    assert found == {**FIGURES, "合计（不重复）": ("条", 4754)}
    assert "数据截至 2018-01-30 02:30" in page.get_text()
    assert "清单内容2945条；" in page.select_one(".draft").get_text()  # type: ignore[union-attr]
    assert "多出的 350" in page.get_text()


def test_html_marks_lower_bounds_and_lists_what_is_missing(form: SectionsForm) -> None:
    page = BeautifulSoup(FORMATS["html"](form), "html.parser")
    cells = cells_of(page)
    assert cells["政府文件"][:3] == ["至少 272", "份", "仅下限"]
    assert "信息公开年报" not in cells
    assert "没有数字的 1 类（缺不等于零）：信息公开年报" in page.get_text()
    assert "272/322 条、11/13 页" in page.get_text()


def test_gaps_and_bounds_of_the_draft_are_marked(form: SectionsForm) -> None:
    page = BeautifulSoup(FORMATS["html"](form), "html.parser")
    marks = [mark.get_text() for mark in page.select(".draft mark")]
    assert "【至少272份（数据不完整，请核对）】" in marks and "【请填写：…条】" in marks
    assert all(mark.startswith("【") for mark in marks)
    assert "公开政府文件**【至少272份(数据不完整,请核对)】**" in FORMATS["md"](form)
    word = Document(io.BytesIO(as_docx(form)))
    lit = [run.text for each in word.paragraphs for run in each.runs if run.font.highlight_color]
    assert lit == marks


def test_html_is_one_file_that_runs_and_loads_nothing(form: SectionsForm) -> None:
    text = FORMATS["html"](form)
    page = BeautifulSoup(text, "html.parser")
    assert EVIL in page.get_text()
    assert not page.select("script, img, link, iframe, object, [src], [onclick], [onerror]")
    assert {link["href"] for link in page.select("a")} == {"http://www.sample.gov.cn/"}
    assert "url(" not in text
    assert "@import" not in text


def test_markdown_holds_figures_and_no_markup_of_strangers(form: SectionsForm) -> None:
    text = FORMATS["md"](form)
    assert "| 政府文件 | 至少 272 | 份 | 仅下限 | 2018-01-30 02:30 |" in text
    assert "| **合计** | **至少 272** | 条 | 仅下限 | 2018-01-30 02:30 |" in text
    assert "缺(1 类,没有数字,不等于零):信息公开年报" in text
    assert "<script" not in text.replace("\\<", "")
    assert "[x](" not in text.replace("\\[", "").replace("\\]", "")


@pytest.mark.parametrize(
    ("text", "escaped"),
    {
        "a|b": "a\\|b",
        "*关于*_印发_": "\\*关于\\*\\_印发\\_",
        "<b>": "\\<b\\>",
        "两\n行": "两 行",
        "- 项": "\\- 项",
        "1. 项": "1\\. 项",
        "# 题": "\\# 题",
        "2017年1-3月(汇总)": "2017年1-3月(汇总)",
    }.items(),
)
def test_markdown_text_means_nothing(text: str, escaped: str) -> None:
    assert markdown_text(text) == escaped


def test_terminal_columns_line_up(form: SectionsForm) -> None:
    for width in (80, 100, 120):
        lines = render_text(form, width=width).splitlines()
        assert max(cell_len(line) for line in lines) <= width
        table = [line for line in lines if line.startswith(("│", "┃", "├", "└", "┏", "┡"))]
        figures = [line for line in table if "2018-01-30" in line]
        assert len(figures) == 4
        assert len({cell_len(line) for line in figures}) == 1


def test_terminal_says_what_the_report_says(form: SectionsForm, plain: SectionsForm) -> None:
    text = render_text(form)
    assert "缺(1 类,没有数字,不等于零):信息公开年报" in text
    assert "\x1b" not in text
    said = render_text(plain)
    assert "│ 权责清单         │ 2945 │ 条   │ 可由网站得出 │" in said
    assert "合计 4754 条,按不重复的文件计" in said
    assert not [line for line in said.splitlines() if line.startswith(("。", ",", "、", ";"))]


def test_print_has_full_width_punctuation_beside_chinese_only() -> None:
    assert typeset("完成发布,共3条;见附件(一)。") == "完成发布，共3条；见附件（一）。"
    assert typeset("HTTP 404, 1,000 (a)") == "HTTP 404, 1,000 (a)"


def test_marks_that_turn_or_hide_text_are_not_printed() -> None:
    assert visible("甲\u202e乙\x00丙\u200b丁") == "甲乙丙丁"


def test_what_is_printable_needs_no_second_look() -> None:
    kept = [chr(code) for code in range(0x10000) if chr(code).isprintable()]
    assert visible("".join(kept)) == "".join(kept)
    assert "".join(map(xml_text, kept)) == "".join(kept)
