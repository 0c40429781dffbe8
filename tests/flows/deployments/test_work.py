"""What the deployments do and show: the same as the commands, with the results where staff look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from prefect.exceptions import ParameterTypeError

from flows.bulletin import bulletin
from flows.declare import declare_import, declare_template
from flows.publishing import republish_flow
from flows.reconcile import reconcile
from flows.report import report
from flows.writing import write_bulletin
from tests.flows.commands.test_declare import PORTAL
from tests.flows.deployments.pages import Pages
from tests.warehouse.build import one_home
from tests.warehouse.report.bulletin.counted import SECTIONS, counted, declared
from tests.warehouse.report.sample import computed, publish


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The county that was counted by hand, with its ledger."""
    root = tmp_path_factory.mktemp("county")
    with counted(root):
        pass
    return Pages(root)


@pytest.fixture
def empty(tmp_path: Path) -> Pages:
    """A home before its first night."""
    (tmp_path / "portals").mkdir()
    (tmp_path / "portals" / "yunze.toml").write_text(PORTAL.format("yunze"), encoding="utf-8")
    return Pages(tmp_path)


def test_a_report_is_written_in_the_forms_and_formats_that_were_chosen(county: Pages) -> None:
    state = county.run(report, year=2017, forms=["website-annual", "sections"], formats=["docx", "csv"])
    folder = county.home / "reports" / "2017"
    names = ["sections.docx", "sections.csv", "website-annual.docx", "website-annual.csv"]
    assert (state.name, state.message) == ("完成", f"已生成 4 个文件,在 {folder}")
    assert sorted(file.name for file in folder.iterdir()) == sorted(names)
    assert county.tasks == ["生成统计表:完成"]
    told, where = county.artifacts["report-2017"]
    assert "文件在哪里(4 个)" in told and all(f"`{folder / name}`" in where for name in names)
    assert "样例县人民政府2017年政府信息公开栏目统计表" in county.artifacts["report-text-2017"][1]
    assert {row["类别"]: row["数字"] for row in county.rows("figures-2017")}["合计"] == "至少 6"


def test_a_report_without_forms_has_those_of_the_year(county: Pages) -> None:
    state = county.run(report, year=2017, formats=["json"])
    forms = ["sections.json", "statistics-2014.json", "website-annual.json"]
    where = county.artifacts["report-2017"][1]
    assert state.name == "完成" and [name for name in forms if name not in where] == []
    assert "report-2021" not in where and ".docx" not in where


def test_a_bulletin_is_the_commands(county: Pages, tmp_path: Path) -> None:
    state = county.run(bulletin, period="2017-q4", formats=["csv", "docx"], rank=True)
    assert state.name == "完成" and county.tasks == ["生成通报:完成"]
    text, [made] = write_bulletin(county.home, "2017-Q4", ["csv"], tmp_path, with_ranks=True)
    written = county.home / "reports" / "2017" / made.name
    assert written.read_bytes() == made.read_bytes()
    assert text in county.artifacts["bulletin-text-2017-q4"][1] and "排名" in text
    assert "bulletin-2017-Q4.docx" in county.artifacts["bulletin-2017-q4"][1]


@pytest.mark.parametrize(
    ("flow", "given", "said"),
    [
        (report, {"year": 1999}, "没有 1999 年"),
        (bulletin, {"period": "2018-12"}, "读到 2018-01-21 为止"),
        (reconcile, {"source": "没有.pdf"}, "没有文件 没有.pdf"),
        (report, {"year": 2017, "portal": "other"}, "没有门户 other"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_what_cannot_be_done_is_a_sentence_in_the_state_and_its_step(
    county: Pages, flow: Any, given: dict[str, Any], said: str
) -> None:
    state = county.run(flow, **given)
    assert (state.type.value, state.name) == ("FAILED", "失败") and said in (state.message or "")
    assert county.tasks[-1].endswith(":失败") and county.artifacts == {}


def test_of_several_portals_one_has_to_be_named(tmp_path: Path) -> None:
    nights = [(declared(name), {"zfwj": SECTIONS["zfwj"][:1]}) for name in ("one", "other")]
    pages = Pages(one_home(tmp_path, nights).home.root)
    state = pages.run(bulletin, period="2017-12", formats=["json"])
    assert state.name == "失败" and "one、other;请用 --portal(界面上填“门户”)" in (state.message or "")
    pages.run(bulletin, period="2017-12", formats=["json"], portal="other")
    written = pages.home / "reports" / "other" / "2017" / "bulletin-2017-12.json"
    assert written.is_file() and f"`{written}`" in pages.artifacts["bulletin-2017-12-other"][1]


def test_a_wrong_choice_begins_nothing(county: Pages) -> None:
    for given in ({"year": 2017, "forms": ["report-1999"]}, {"year": 2017, "formats": ["pdf"]}):
        with pytest.raises(ParameterTypeError, match="可选"):
            county.run(report, **given)


def test_the_sheet_goes_out_and_comes_back(empty: Pages) -> None:
    state = empty.run(declare_template, year=2021, form="report-2021")
    sheet = empty.home / "reports" / "2021" / "declare-report-2021.xlsx"
    assert state.name == "完成" and str(sheet) in (state.message or "")
    assert f"`{sheet}`" in empty.artifacts["declare-2021"][1]
    book = openpyxl.load_workbook(sheet)
    book["report-2021"]["H5"].value = 3
    book.save(empty.home / "declared" / "inbox" / "填好.xlsx")
    state = empty.run(declare_import, year=2021, file="填好.xlsx", who=" 王某 ")
    assert state.name == "完成" and "1 格" in (state.message or "") and "重新公布" in (state.message or "")
    assert empty.tasks == ["找到文件:完成", "核对并记下:完成"]
    [row] = empty.rows("declared-2021")
    assert row["类别"] == "没有错误"
    book_of_year = (empty.home / "declared" / "2021.csv").read_text(encoding="utf-8-sig")
    assert ",given,3,,,王某," in book_of_year
    assert empty.run(declare_import, year=2021, file="填好.xlsx", who="李某").name == "未变"


def test_every_fault_of_a_sheet_is_told_at_once_and_nothing_is_kept(empty: Pages) -> None:
    empty.run(declare_template, year=2021)
    sheet = empty.home / "reports" / "2021" / "declare-2021.xlsx"
    book = openpyxl.load_workbook(sheet)
    for cell, value in (("H5", -1), ("H6", "许多"), ("H7", 4), ("H8", "11010519491231002X")):
        book["report-2021"][cell].value = value
    book.save(sheet)
    given = {"year": 2021, "file": "reports/2021/declare-2021.xlsx", "who": "王某"}
    state = empty.run(declare_import, **given)
    assert (state.type.value, state.name) == ("FAILED", "没有导入") and "3 处错误" in (state.message or "")
    rows = [row for row in empty.rows("declared-2021") if row["类别"] == "错误"]
    places = [(row["工作表"], row["单元格"], row["编号"]) for row in rows]
    assert places[:2] == [("report-2021", "H5", "2.R1.C1"), ("report-2021", "H6", "2.R1.C2")]
    assert places[2][1] == "H8" and all(row["怎样改"] for row in rows)
    assert "11010519491231002X" not in str(empty.artifacts) + str(empty.lines) + str(state.message)
    assert sum(line.startswith("错误") for line in empty.lines) == 3
    assert not (empty.home / "declared" / "2021.csv").exists()
    state = empty.run(declare_import, **given, only_good=True)
    assert (state.name, empty.rows("declared-2021")[0]["单元格"]) == ("部分导入", "H5")
    assert (empty.home / "declared" / "2021.csv").exists()


def test_a_sheet_of_another_year_or_no_sheet_is_refused(empty: Pages) -> None:
    empty.run(declare_template, year=2021)
    (empty.home / "declared" / "inbox" / "a.xlsx").write_text("no workbook", encoding="utf-8")
    state = empty.run(declare_import, year=2021, file="a.xlsx", who="王某")
    assert state.name == "失败" and "不是 Excel 工作簿" in (state.message or "")
    assert empty.tasks == ["找到文件:完成", "核对并记下:失败"]
    assert empty.run(republish_flow).name == "失败", "nothing was ever read"


def test_publishing_again_takes_people_at_their_word(county: Pages) -> None:
    (county.home / "overrides" / "decisions.csv").write_text("no head\n", encoding="utf-8")
    state = county.run(republish_flow)
    assert state.name == "部分生效" and "读不懂" in (state.message or "")
    assert county.tasks == ["统计并公布:完成"] and "条目 8," in (state.message or "")
    assert any("decisions.csv" in line for line in county.lines)


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A home with figures of 2017."""
    root = tmp_path_factory.mktemp("beside")
    publish(root / "gongkai.duckdb", computed())
    return Pages(root)


def test_a_published_report_is_set_beside_the_figures(beside: Pages) -> None:
    report_file = beside.home / "declared" / "inbox" / "年报 终.txt"
    report_file.parent.mkdir(parents=True)
    report_file.write_text(
        "样例市2017年政府信息公开工作年度报告\n全年发布政策解读信息45条。\n", encoding="utf-8"
    )
    state = beside.run(reconcile, source="年报 终.txt")
    assert (state.type.value, state.name) == ("COMPLETED", "不一致") and "不一致 1" in (state.message or "")
    assert beside.tasks == ["找到报告:完成", "读报告并比较:完成", "写入结果:完成"]
    [row] = beside.rows("reconcile-2017")
    assert (row["报告"], row["本库"], row["结果"]) == ("45条", "39", "不一致,差 6")
    files = sorted(file.name for file in (beside.home / "reports" / "2017").iterdir())
    assert files == ["reconcile-年报-终.json", "reconcile-年报-终.txt"]
    assert all(name in beside.artifacts["reconcile-2017-files"][1] for name in files)
    report_file.write_text("通知公告栏目的说明,没有数字。", encoding="utf-8")
    state = beside.run(reconcile, source="年报 终.txt")
    assert state.name == "失败" and "没有读到任何数字" in (state.message or "")


@pytest.mark.parametrize("source", ["ftp://a.example/b.pdf", "http://127.0.0.1:9/b.pdf", "https:///b.pdf"])
def test_an_address_that_gives_nothing_is_a_sentence(beside: Pages, source: str) -> None:
    state = beside.run(reconcile, source=source)
    assert (state.type.value, state.name) == ("FAILED", "失败") and source[:8] in (state.message or "")
