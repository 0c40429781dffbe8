"""The self-check in a home: published, told by `why`, sealed, verified; as files in every format."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from docx import Document
from openpyxl import load_workbook

from flows.writing import write_report
from tests.warehouse.archived import ArchivedCounty, archived_county, told
from tests.warehouse.build import portal, section
from warehouse.contentsum import content_sha256
from warehouse.home import Home
from warehouse.report.self_check import (
    FORMATS,
    NoSelfCheck,
    SelfCheck,
    read_self_check,
    render_self_check,
    render_text,
)
from warehouse.seal import seal
from warehouse.verify import How, verify_published, verify_sealed
from warehouse.why import explain_figure, explain_item

HOSTILE = "=HYPERLINK(1)|动态<b>要闻</b>"
SECTIONS = (
    section("dt", HOSTILE, "动态信息"),
    section("tz", "通知公告", "通知公告"),
    section("gh", "规划计划", "规划计划"),
    section("zf", "文件", "政府文件"),
    section("ly", "来信", "公众留言"),
)
BARE = told("zf/2.html", "没有日期的文件", None, listed_on=date(2020, 2, 1))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArchivedCounty]:
    """Read on 2 March 2020 in the small hours: news of that day, notices of August, plans that are empty."""
    with archived_county(tmp_path_factory.mktemp("checked"), portal(*SECTIONS)) as made:
        made.now = datetime(2020, 3, 1, 18, tzinfo=UTC)
        made.begin()
        made.tell(
            "dt", [told("dt/1.html", "县长调研", "2020-03-01"), told("dt/0.html", "会议", "2019-12-20")]
        )
        made.tell("tz", [told("tz/1.html", "停水通知", "2019-08-31")])
        made.tell("gh", [], outcome="empty")
        made.tell("zf", [told("zf/1.html", "关于防汛的通知", "2020-02-01"), BARE])
        made.tell("ly", [told("ly/1.html", "路灯不亮", "2019-12-30")])
        made.load()
        made.publish()
        yield made


@pytest.fixture(scope="module")
def check(made: ArchivedCounty) -> SelfCheck:
    return read_self_check(made.home.published, 2020)


@pytest.fixture
def home(made: ArchivedCounty, tmp_path: Path) -> Home:
    """A copy without its ledger, to be altered."""
    copy = tmp_path / "home"
    shutil.copytree(made.home.root, copy, ignore=shutil.ignore_patterns("work"))
    return Home(copy)


def alter(home: Home, statement: str) -> str:
    """Changes the published file and its sum; returns what `verify` tells."""
    home.published.chmod(0o644)
    with duckdb.connect(str(home.published)) as connection:
        connection.execute(statement)
    told_sum = hashlib.sha256(home.published.read_bytes()).hexdigest()
    home.published_sha256.chmod(0o644)
    home.published_sha256.write_text(f"{told_sum}  {home.published.name}\n", encoding="utf-8")
    return "\n".join(f"[{one.what}] {one.message}" for one in verify_published(home, How()).differences)


def test_what_stands_behind_each_line(check: SelfCheck) -> None:
    lines = {line.code: line for line in check.lines}
    assert [one.section_name for one in lines["V4a"].faults] == ["通知公告"]
    assert (lines["V4a"].found, lines["V4a"].said) == ("1 个", "未达单项否决")
    assert (lines["V4a"].since, lines["V4a"].due_on) == (date(2020, 3, 1), date(2020, 3, 15))
    assert [one.section_name for one in lines["V4c"].faults] == ["规划计划"]
    assert [one.item_id for one in lines["D9"].faults] == [BARE.id]
    assert (lines["D9"].found, lines["D9"].faults[0].title) == ("1 条", "没有日期的文件")
    assert lines["V2"].is_unseen
    assert check.verdict.said.startswith("无法判断(")


def test_an_indicator_is_told_with_its_rule_its_statement_and_what_is_behind_it(made: ArchivedCounty) -> None:
    said = explain_figure(made.home.published, "self-check", 2020, "V4a")
    assert said.splitlines()[0] == "self-check 2020 V4a = 未达单项否决(1 个)"
    assert "K-update@1" in said and "self_check.sql" in said and "check_updates" in said
    assert "有问题  通知公告:最近一条 2019-08-31,周期 6 个月,自 2020-03-01 起,到期日 2020-02-29" in said
    of_items = explain_figure(made.home.published, "self-check", 2020, "D9")
    assert "所计条目 1 条" in of_items and BARE.id in of_items
    unseen = explain_figure(made.home.published, "self-check", 2020, "V2")
    assert "看不到  要在一周内每天访问 20 次以上" in unseen


def test_an_item_at_fault_is_told_so_and_is_counted_nowhere_for_it(made: ArchivedCounty) -> None:
    said = explain_item(made.home.published, BARE.url)
    counted = said.partition("计入的数字")[2].partition("\n\n")[0]
    assert "self-check" not in counted and "sections 2020 合计" in counted
    assert "自查表\n  2020 D9 内容页没有发布时间:有问题,内容页没有读出发布时间" in said


def test_every_format_tells_the_same(check: SelfCheck, tmp_path: Path) -> None:
    paths = {path.suffix[1:]: path for path in render_self_check(check, FORMATS, tmp_path)}
    assert {path.name for path in paths.values()} == {f"self-check.{name}" for name in FORMATS}
    content = json.loads(paths["json"].read_text(encoding="utf-8"))
    assert [one["code"] for one in content["indicators"]] == [line.code for line in check.lines]
    rows = list(csv.DictReader(io.StringIO(paths["csv"].read_text(encoding="utf-8-sig"))))
    assert {row["编号"] for row in rows} == {line.code for line in check.lines}
    assert [row["栏目或条目"] for row in rows if row["编号"] == "V4a" and row["状态"] == "有问题"] == [
        "通知公告"
    ]
    book = load_workbook(paths["xlsx"])
    assert book.sheetnames == ["自查表", "依据", "到期日", "看不到的和无法判断的", "说明"]
    days = [row[0].value for row in book["到期日"].iter_rows(min_row=2)]
    assert days == sorted(days) and days[0] == datetime(2020, 3, 15)
    document = Document(str(paths["docx"]))
    assert [cell.text for cell in document.tables[0].rows[0].cells][:4] == ["序号", "指标", "规则", "结果"]
    assert len(document.tables[0].rows) == 1 + len(check.lines)
    for name in ("md", "html"):
        text = paths[name].read_text(encoding="utf-8")
        assert all(word in text for word in ("通知公告", "2020-03-15", "看不到的和无法判断的"))
    assert "<b>" not in paths["html"].read_text(encoding="utf-8")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert not any(row["栏目或条目"].startswith("=") for row in rows)


def test_equal_files_are_equal_bytes_and_order_in_the_file_is_no_matter(
    check: SelfCheck, tmp_path: Path
) -> None:
    again = replace(check)
    for one, other in zip(
        render_self_check(check, FORMATS, tmp_path / "a"),
        render_self_check(again, FORMATS, tmp_path / "b"),
        strict=True,
    ):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_report_of_a_year_has_it_and_it_can_be_asked_for_alone(
    made: ArchivedCounty, tmp_path: Path
) -> None:
    said, paths = write_report(made.home.root, 2020, ["md"], tmp_path / "all")
    assert "self-check.md" in {path.name for path in paths} and "政府网站检查指标自查表" in said
    _, alone = write_report(made.home.root, 2019, ["md", "csv"], tmp_path / "one", form="self-check")
    assert [path.name for path in alone] == ["self-check.md", "self-check.csv"]
    with pytest.raises(NoSelfCheck, match="没有 2011 年的自查表;现有年度:2019、2020"):
        write_report(made.home.root, 2011, ["md"], tmp_path / "none", form="self-check")


def test_on_the_terminal_faults_stand_out(check: SelfCheck) -> None:
    said = render_text(check)
    assert "V4c 栏目不更新:空白栏目" in said and "最近的到期日:2020-03-15" in said
    assert "V2" not in said


def test_one_portal_is_all_portals(made: ArchivedCounty) -> None:
    own = "SELECT * EXCLUDE (portal_id) FROM {} WHERE form = 'self-check' ORDER BY year, code"
    assert made.rows(own.format("figures")) == made.rows(
        own.replace(" EXCLUDE (portal_id)", "").format("figures_all")
    )


def test_a_home_is_sound_and_its_year_can_be_sealed(made: ArchivedCounty) -> None:
    assert verify_published(made.home, How()).differences == ()
    sealed = seal(made.home, 2020, None, made.now, made.payload).file
    assert [one.differences for one in verify_sealed(made.home, 2020, How())] == [()]
    with duckdb.connect(str(sealed), read_only=True) as connection:
        years = connection.execute("SELECT DISTINCT year FROM check_evidence").fetchall()
        kept = connection.execute("SELECT count(*) FROM rule_files WHERE name = 'cycles.csv'").fetchone()
    assert (years, kept) == ([(2020,)], (1,))
    assert "未达单项否决(1 个)" in explain_figure(sealed, "self-check", 2020, "V4a")


FIGURE = "form = 'self-check' AND year = 2020 AND code = "
FAULT = "state = 'breach' AND year = 2020 AND code = "


@pytest.mark.parametrize(
    ("statement", "code", "says"),
    [
        (f"UPDATE figures SET value = 0 WHERE {FIGURE}", "V4a", "文件中是 0,自查依据中有问题的 1 行"),
        (f"UPDATE figures SET value = 1 WHERE {FIGURE}", "单项否决", "文件中是 1,自查依据中有问题的 0 行"),
        (f"UPDATE figures SET label = '首页' WHERE {FIGURE}", "V3", "figures.label:数字 self-check 2020 V3"),
        (f"UPDATE figures SET rule = 'K-blank@1' WHERE {FIGURE}", "V4a", "是“K-blank”,应为“K-update”"),
        (f"DELETE FROM figures WHERE {FIGURE}", "V2", "self-check 2020 V2:文件中是 没有这一行"),
        (f"DELETE FROM check_evidence WHERE {FAULT}", "V4c", "文件中是 1,自查依据中有问题的 0 行"),
        (
            f"UPDATE check_evidence SET state = 'in_order' WHERE {FAULT}",
            "D9",
            "self-check 2020 D9 的明细多出",
        ),
    ],
)
def test_what_does_not_fit_its_evidence_is_named(home: Home, statement: str, code: str, says: str) -> None:
    assert says in alter(home, f"{statement}'{code}'")


def test_altered_evidence_is_named_by_the_ledger(made: ArchivedCounty, tmp_path: Path) -> None:
    copy = tmp_path / "whole"
    shutil.copytree(made.home.root, copy)
    said = alter(
        Home(copy), "UPDATE check_evidence SET due_on = due_on + 1 WHERE code = 'V4a' AND year = 2020"
    )
    assert "check_evidence" in said or "自查依据" in said


def test_the_passing_of_days_moves_no_sum_of_content(made: ArchivedCounty) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{made.home.published}' AS standing (READ_ONLY)")
        connection.execute("ATTACH ':memory:' AS later")
        connection.execute("COPY FROM DATABASE standing TO later")
        before = content_sha256(connection, "later")
        connection.execute(
            "UPDATE later.figures SET value = 5 WHERE form = 'self-check' AND value IS NOT NULL"
        )
        connection.execute("DELETE FROM later.check_evidence")
        assert content_sha256(connection, "later") == before
        connection.execute("UPDATE later.figures SET value = 9 WHERE form = 'sections' AND value = 2")
        assert content_sha256(connection, "later") != before
