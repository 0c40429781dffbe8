"""A report beside the warehouse: what agrees, what does not and why, what nobody can compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from scrapers.documents import Document, Limits
from scrapers.documents.inside import read_here
from tests.shared import SHARED, needs_shared
from tests.warehouse.report.sample import AS_OF, FIGURES, Figure, computed, item, publish
from warehouse.reconcile import read_report
from warehouse.reconcile.against import Reconciled, reconcile
from warehouse.reconcile.comparing import Ours, compared
from warehouse.reconcile.telling import json_of, text_of
from warehouse.report import ReportError

ARXAN = SHARED / "domain" / "arxan_2017_report.txt"


def document(text: str) -> Document:
    return Document("ok", "txt", "text/plain", text=text)


def file(
    tmp_path: Path,
    figures: Sequence[Figure] | None = None,
    name: str = "样例市人民政府",
    tables: Mapping[str, Sequence[tuple[object, ...]]] | None = None,
) -> Path:
    return publish(tmp_path / "f.duckdb", computed() if figures is None else figures, 2017, name, tables)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with the figures of the sample. To be read only: to write one takes longest here."""
    return file(tmp_path_factory.mktemp("plain"))


def against(published: Path, text: str, year: int | None = None) -> Reconciled:
    head = "" if "年度报告" in text else "样例市2017年政府信息公开工作年度报告\n"
    return reconcile(published, read_report(document(head + text), "a.txt"), year)


def only(found: Reconciled, code: str) -> tuple[str, int | None]:
    row = next(row for row in found.rows if row.code == code)
    return row.verdict, None if row.difference is None else int(row.difference)


@needs_shared
def test_every_section_figure_of_the_seeds_report_is_equal(tmp_path: Path) -> None:
    published = file(tmp_path, name="阿尔山市人民政府")
    report = read_report(read_here(ARXAN.read_bytes(), ARXAN.name, Limits()), ARXAN.name)
    found = reconcile(published, report)
    placed = [row for row in found.rows if row.code in FIGURES]
    assert {row.code for row in placed} == set(FIGURES)
    assert {row.verdict for row in placed} == {"equal"}
    # 预决算 is named twice: one set of items.
    assert [row.code for row in placed if row.repeats] == ["预决算公开"]
    assert found.notes == ()
    others = {row.code: row.verdict for row in found.rows if row.code not in FIGURES}
    assert others == {"": "not_computable", "政务微信": "not_computable"}


@needs_shared
def test_a_report_that_contradicts_itself_is_told_so(plain: Path) -> None:
    pdf = SHARED / "domain" / "reports" / "hongze_2023.pdf"
    report = read_report(read_here(pdf.read_bytes(), pdf.name, Limits()), pdf.name)
    found = reconcile(plain, report, 2017)
    wrong = [one.sentence for one in found.itself if one.outcome == "fail"]
    assert len(wrong) == 2
    said = "".join(text_of(found).split())
    assert said.count("报告自身不符") == 2
    assert "相差11" in said and "相差5" in said


@pytest.mark.parametrize(
    ("text", "code", "verdict", "difference"),
    [
        ("全年发布政策解读信息39条。", "政策解读", "equal", 0),
        ("全年发布政策解读信息45条。", "政策解读", "differs", 6),
        ("全年发布政策解读信息30余条。", "政策解读", "consistent", -9),
        ("全年发布政策解读信息近45条。", "政策解读", "consistent", 6),
        ("全年发布政策解读信息50余条。", "政策解读", "differs", 11),
        ("及时公开政府文件34份。", "政府文件", "equal", 0),
        ("公开通知公告12条。", "通知公告", "not_in_warehouse", None),
        ("政务微信公众号发布信息188条。", "政务微信", "not_computable", None),
        ("主动公开政府信息5104条。", "合计", "equal", 0),
    ],
)
def test_a_count_of_the_text_is_of_a_category(
    text: str, code: str, verdict: str, difference: int | None, plain: Path
) -> None:
    assert only(against(plain, text), code) == (verdict, difference)


@pytest.mark.parametrize(
    "text",
    [
        "政务服务中心进驻部门13个,进驻行政审批37项。",
        "微信公众号关注人数已达672人。",
        "举办培训班3次,培训办事人员54人。",
    ],
)
def test_what_is_no_count_of_items_is_compared_with_nothing(text: str, plain: Path) -> None:
    found = against(plain, text)
    assert found.rows
    assert {row.verdict for row in found.rows} == {"not_computable"}


def test_a_lower_bound_contradicts_only_a_smaller_number(tmp_path: Path) -> None:
    figures: list[Figure] = [("政府文件", "份", 30, "lower_bound"), ("合计", "条", 30, "lower_bound")]
    published = file(tmp_path, figures)
    more = against(published, "公开政府文件34份。").rows[0]
    assert (more.verdict, more.causes[0]) == ("consistent", "本库只有下限:所依据的栏目没有读全")
    assert only(against(published, "公开政府文件28份。"), "政府文件") == ("differs", -2)


def test_causes_that_explain_the_difference_exactly_are_told_alone(tmp_path: Path) -> None:
    figures: list[Figure] = [("政府文件", "份", 2, "computed"), ("合计", "条", 2, "computed")]
    gone = (*item("b", "2017-04-02"),)
    withdrawn = (*gone[:-1], AS_OF)
    tables = {
        "items": [item("a", "2017-03-02"), withdrawn, item("a2", "2017-03-03")],
        "figure_items": [("sections", 2017, "政府文件", one) for one in ("a", "b")],
        "merges": [("a", "a2", "M-content@1")],
    }
    published = file(tmp_path, figures, tables=tables)
    more = against(published, "公开政府文件3份。").rows[0]
    assert more.causes == ("报告计入了重复发布的 1 条(本库按文件只计一次)",)
    less = against(published, "公开政府文件1份。").rows[0]
    assert less.causes == ("报告没有计已经撤下的 1 条(本库仍计入发布年度)",)


def test_the_table_is_compared_with_the_same_cells(tmp_path: Path) -> None:
    of_sections = [
        ("sections", 2021, code, code, measure, value, origin, "S1@1", "s", AS_OF)
        for code, measure, value, origin in computed()
    ]
    licences = ("report-2021", 2021, "2.R3.C1", "行政许可", "件", 500, "lower_bound", "S1@1", "s", AS_OF)
    tables = {"figures": [*of_sections, licences]}
    published = publish(tmp_path / "f.duckdb", [], 2021, "样例市人民政府", tables)
    page = """<html><body><h1>样例市2021年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table>
    <tr><td colspan=4>第二十条第（一）项</td></tr>
    <tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
    <tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>
    <tr><td>行政规范性文件</td><td>3</td><td>1</td><td>12</td></tr>
    <tr><td colspan=4>第二十条第（五）项</td></tr>
    <tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>
    <tr><td>行政许可</td><td colspan=3>550</td></tr></table></body></html>"""
    report = read_report(read_here(page.encode(), "a.html", Limits()), "a.html")
    found = reconcile(published, report)
    verdicts = {row.code: row.verdict for row in found.rows if row.kind == "cell"}
    assert verdicts["2.R3.C1"] == "consistent"
    assert verdicts["2.R2.C1"] == "not_computable"


@pytest.mark.parametrize(
    ("said", "ours", "verdict"),
    [
        ("550", 550, "equal"),
        ("约550", 550, "not_computable"),
        ("550%", 550, "not_computable"),
        ("550万元", 550, "not_computable"),
        ("", 0, "consistent"),
        ("0", 0, "equal"),
        ("", 5, "differs"),
    ],
)
def test_a_cell_is_equal_only_where_it_prints_that_number(said: str, ours: int, verdict: str) -> None:
    page = f"""<html><body><h1>样例市2021年政府信息公开工作年度报告</h1><table>
    <tr><td colspan=4>第二十条第（五）项</td></tr>
    <tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>
    <tr><td>行政许可</td><td colspan=3>{said}</td></tr></table></body></html>"""
    report = read_report(read_here(page.encode(), "a.html", Limits()), "a.html")
    cells = {"2.R3.C1": Ours(Decimal(ours), "declared")}
    found = [row for row in compared(report, cells, {}, {}, frozenset(), 2021) if row.code == "2.R3.C1"]
    assert [row.verdict for row in found] == [verdict]
    assert bool(found[0].causes) == (verdict in ("not_computable", "consistent"))


def test_a_year_that_does_not_match_and_an_organ_of_elsewhere_are_said(plain: Path) -> None:
    found = against(plain, "邻县2016年政府信息公开工作年度报告\n发布政策解读信息39条。", 2017)
    assert found.year == 2017
    assert [note[:6] for note in found.notes] == ["报告写的是 ", "报告的机关是"]
    with pytest.raises(ReportError, match="没有 2016 年"):
        against(plain, "样例市2016年政府信息公开工作年度报告\n发布政策解读信息39条。")
    with pytest.raises(ReportError, match="--year"):
        reconcile(plain, read_report(document("发布政策解读信息39条。"), "a.txt"))


def test_a_departments_report_is_compared_with_what_that_unit_published(tmp_path: Path) -> None:
    tables = {
        "units": [("u1", "样例市财政局")],
        "counts": [(2017, 3, "样例市财政局", "政策解读", 4), (2017, 5, "样例市财政局", "政策解读", 2)],
    }
    found = against(
        file(tmp_path, tables=tables), "样例市财政局2017年政府信息公开工作年度报告\n发布政策解读信息6条。"
    )
    assert found.unit == "样例市财政局"
    assert only(found, "政策解读") == ("equal", 0)


def test_what_is_told_to_people_and_to_programs(plain: Path) -> None:
    found = against(plain, "发布政策解读信息45条,联系人 11010519491231002X。")
    said = text_of(found)
    assert "不一致,差 6" in said
    assert "可能:" in said
    told = json_of(found)
    assert told["year"] == 2017
    assert "11010519491231002X" not in said + str(told)


def test_a_files_name_is_told_without_personal_data(plain: Path) -> None:
    report = read_report(document("样例市2017年年度报告\n发布政策解读39条。"), "年报11010519491231002X.txt")
    found = reconcile(plain, report)
    assert "11010519491231002X" not in text_of(found) + str(json_of(found))
