"""The numbers of a bulletin against a county that was counted by hand: what is not known is never a zero."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from scrapers.crawl.years import Years
from tests.warehouse.build import Told, attached, one_home, page, portal, section
from tests.warehouse.report.bulletin.counted import (
    CIVIL,
    EDUCATION,
    FINANCE,
    SECTIONS,
    STATISTICS,
    WEATHER,
    counted,
    declared,
    told,
)
from tests.warehouse.report.sample import publish as sample
from warehouse.load import sync_portal
from warehouse.report import ReportError
from warehouse.report.bulletin import Bulletin, parse_period, read_bulletin

OWN = "样例县人民政府"


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The county's file after its first night; after a backfill of one section, five days later; after a
    night another 25 days on, in which 教育动态 failed and 领导信息 had been taken out. To be read only."""
    root, kept = tmp_path_factory.mktemp("bulletin"), tmp_path_factory.mktemp("stages")
    with counted(root) as made:
        shutil.copy(made.home.published, kept / "first")
        made.now += timedelta(days=5)
        made.begin("backfill", Years(2017, 2017))
        made.tell("czdt", SECTIONS["czdt"])
        made.load()
        made.publish()
        shutil.copy(made.home.published, kept / "backfill")
        sync_portal(made.ledger, declared(without=("ldxx",)))
        made.now += timedelta(days=25)
        made.run_id = ""
        for name in ("czdt", "ghjh", "zfwj"):
            made.tell(name, SECTIONS[name], "complete" if SECTIONS[name] else "empty")
        made.tell("jydt", [], "failed", reason="连接超时", pages_read=0)
        made.load()
        made.publish()
        shutil.copy(made.home.published, kept / "later")
    return {file.name: file for file in kept.iterdir()}


@pytest.fixture(scope="module")
def published(stages: Mapping[str, Path]) -> Path:
    """The file after the first night."""
    return stages["first"]


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of two portals: one has one section of the county, the other what no number counts."""
    items = [
        told("a", date(2018, 1, 3), "通知", unit="外来单位"),
        told("b", date(2018, 1, 29), "明天以后的通知", unit="外来单位"),
        Told("u.html", "没有日期", listed_on=None, page=page(title="没有日期")),
    ]
    odd = portal(section("tzgg", "通知公告", "通知公告"), section("qt", "其他"), portal_id="odd")
    essay = told("q", date(2018, 1, 4), "随笔", page=page(title="随笔"))
    nights = [(declared("other"), {"zfwj": SECTIONS["zfwj"][:1]}), (odd, {"tzgg": items, "qt": [essay]})]
    return one_home(tmp_path_factory.mktemp("several"), nights).home.published


def read(published: Path, period: str = "2017-12", with_ranks: bool = False) -> Bulletin:
    return read_bulletin(published, parse_period(period), with_ranks=with_ranks)


def numbers(bulletin: Bulletin) -> dict[str, str]:
    """What each unit published, as it is printed."""
    return {unit.name: unit.published.words for unit in bulletin.units if unit.published}


UNKNOWN = {CIVIL: "缺", WEATHER: "缺"}
NUMBERS = {
    "2017-12": ("至少 4", {OWN: "0", EDUCATION: "2", FINANCE: "2", STATISTICS: "0"} | UNKNOWN),
    "2018-01": ("至少 1", {OWN: "0", EDUCATION: "0", FINANCE: "1", STATISTICS: "0"} | UNKNOWN),
    # z2 waits for its unit: it may be anybody's.
    "2017-11": (
        "至少 2",
        {OWN: "缺", EDUCATION: "缺", FINANCE: "缺", STATISTICS: "缺", "待读": "1"}
        | {CIVIL: "至少 1", WEATHER: "缺"},
    ),
    "2017-Q4": (
        "至少 6",
        {OWN: "缺", EDUCATION: "至少 2", FINANCE: "至少 2", STATISTICS: "缺", "待读": "1"}
        | {CIVIL: "至少 1", WEATHER: "缺"},
    ),
    "2017-H1": ("缺", {OWN: "0", EDUCATION: "0", FINANCE: "0", STATISTICS: "0"} | UNKNOWN),
}


@pytest.mark.parametrize("period", NUMBERS)
def test_what_each_unit_published(published: Path, period: str) -> None:
    bulletin = read(published, period)
    assert (bulletin.total.words, numbers(bulletin)) == NUMBERS[period]


def test_by_category(published: Path) -> None:
    units = {unit.name: unit for unit in read(published).units}
    assert units[FINANCE].in_categories == "动态信息 2"
    assert units[EDUCATION].in_categories == "政府文件 1、动态信息 1、领导信息 1"
    words = {
        name: units[CIVIL].categories[name].words for name in ("政府文件", "动态信息", "通知公告", "视频新闻")
    }
    assert words == {"政府文件": "0", "动态信息": "0", "通知公告": "缺", "视频新闻": "缺"}


def test_the_portals_own_numbers(published: Path) -> None:
    bulletin = read(published)
    told = {name: count.words for name, count in bulletin.categories.items()}
    assert {name: said for name, said in told.items() if said != "缺"} == {
        "政府文件": "1", "动态信息": "至少 3", "领导信息": "1", "规划计划": "0",
    }  # fmt: skip
    assert "通知公告" not in bulletin.without_section and "视频新闻" in bulletin.without_section
    assert bulletin.beside.merged_count == 1


@pytest.mark.parametrize("period", ["2017-11", "2017-12", "2017-Q4", "2017", "2018-01"])
def test_by_the_rules_of_counts(published: Path, period: str) -> None:
    bulletin = read(published, period)
    months = (bulletin.span.period.first.month, bulletin.span.period.last.month)
    with attached(published) as reader:
        rows = reader.execute(
            "SELECT unit, category, sum(items) FROM counts"
            " WHERE year = ? AND month BETWEEN ? AND ? GROUP BY ALL",
            [bulletin.span.period.year, *months],
        ).fetchall()
    assert {(unit, category): number for unit, category, number in rows} == {
        (unit.name, name): count.value
        for unit in bulletin.units
        for name, count in unit.categories.items()
        if count.value
    }


def test_the_whole_year_is_the_reports(published: Path) -> None:
    bulletin = read(published, "2017")
    with attached(published) as reader:
        [row] = reader.execute(
            "SELECT value, origin FROM figures WHERE form = 'sections' AND year = 2017 AND code = '合计'"
        ).fetchall()
    assert (bulletin.total.value, bulletin.total.origin) == row == (6, "lower_bound")


def test_items_are_those_that_are_counted(published: Path) -> None:
    assert [
        (item.published_on, item.title, item.unit, item.categories, item.sections, item.merged)
        for item in read(published).items
    ] == [
        (date(2017, 12, 5), "预算下达", FINANCE, "动态信息", "财政动态", 0),
        (date(2017, 12, 10), "学校检查", EDUCATION, "动态信息", "教育动态", 0),
        (date(2017, 12, 14), "年终结算", FINANCE, "动态信息", "财政动态", 0),
        (date(2017, 12, 20), "关于开学的通知", EDUCATION, "政府文件、领导信息", "政府文件、领导信息", 1),
    ]  # fmt: skip


STANDING = {
    "财政动态": ("soon", date(2018, 1, 13), 1),
    "教育动态": ("overdue", date(2017, 12, 24), 2),
    "规划计划": ("overdue", None, None),
    "民政公告": ("doubtful", date(2017, 12, 1), 1),
    "气象预报": ("never_read", None, 2),
    "政府文件": ("in_order", date(2018, 6, 19), None),
    "领导信息": ("in_order", date(2018, 12, 20), None),
}


def test_how_sections_stand(published: Path) -> None:
    told = read(published).sections
    assert {one.section.name: (one.state, one.due_on, one.minimum) for one in told} == STANDING
    [finance] = [one for one in told if one.section.name == "财政动态"]
    assert (finance.section.next_on, finance.act_by) == (date(2018, 1, 10), date(2018, 1, 12))


def test_a_units_line_counts_its_own_sections(published: Path) -> None:
    bulletin = read(published)
    states = ("overdue", "soon", "doubtful", "never_read")
    told = {unit.name: (unit.minimum, *map(unit.of, states)) for unit in bulletin.lines}  # type: ignore[arg-type]
    assert told == {
        FINANCE: (1, 1, 1, 0, 0),
        EDUCATION: (2, 1, 0, 0, 0),
        CIVIL: (1, 0, 0, 1, 0),
        WEATHER: (2, 0, 0, 0, 1),
        STATISTICS: (None, None, None, None, None),
        OWN: (None, None, None, None, None),
        "不分单位的栏目": (None, 0, 0, 0, 0),
    }


def test_a_period_that_is_not_over_is_told_as_far_as_the_portal_was_read(published: Path) -> None:
    span = read(published, "2018-01").span
    assert (span.is_over, span.until, span.days) == (False, date(2018, 1, 21), 21)
    with pytest.raises(ReportError, match="2018年2月还没有数据:门户读到 2018-01-21 为止"):
        read(published, "2018-02")


def test_a_section_that_failed_since_is_doubtful_and_its_units_numbers_are_lower_bounds(
    stages: Mapping[str, Path],
) -> None:
    january, february = (read(stages["later"], period) for period in ("2018-01", "2018-02"))
    assert (january.span.is_over, february.span.until) == (True, date(2018, 2, 20))
    told = {one.section.name: (one.state, one.note) for one in january.sections}
    assert told["教育动态"] == ("doubtful", "最近一次完整读取在 2018-01-21,还没有到本期最后一天(连接超时)")
    assert told["财政动态"] == ("soon", "")
    assert (numbers(january)[EDUCATION], numbers(january)[FINANCE]) == ("缺", "1")
    [finance] = [one for one in february.sections if one.section.name == "财政动态"]
    assert (finance.state, finance.overdue_days) == ("overdue", 11)


def test_a_section_that_was_taken_out_is_judged_no_more_and_holds_nothing_up(
    stages: Mapping[str, Path],
) -> None:
    told = read(stages["later"], "2018-01")
    assert {one.section.name: one.state for one in told.sections}["领导信息"] == "taken_out"
    assert numbers(told)[STATISTICS] == "0"
    assert len(told.shared.sections) == 2 and told.shared.of("in_order") == 1


def test_a_backfill_of_one_section_alone_moves_no_day(stages: Mapping[str, Path]) -> None:
    assert read(stages["backfill"], "2018-01").span.until == date(2018, 1, 21)


def test_each_portal_has_its_own_bulletin(several: Path) -> None:
    told = read_bulletin(several, parse_period("2017-12"), "other")
    assert told.total.words == "至少 1"
    assert Counter(one.state for one in told.sections) == {"never_read": 6, "in_order": 1}
    assert [item.title for item in told.items] == ["关于开学的通知"]
    assert read_bulletin(several, parse_period("2017-12"), "odd").items == ()


def test_what_no_number_counts_is_told(several: Path) -> None:
    bulletin = read_bulletin(several, parse_period("2018-01"), "odd")
    assert (bulletin.span.until, bulletin.total.value) == (date(2018, 1, 21), 2)
    beside = bulletin.beside
    assert (beside.later_count, beside.undated_count, beside.unclassified_count) == (1, 1, 1)
    assert [(unit.name, unit.is_listed) for unit in bulletin.units] == [(OWN, True), ("外来单位", False)]
    # 其他 may hold interviews by their titles, yet it is no section of interviews.
    assert "在线访谈" in bulletin.without_section and "通知公告" not in bulletin.without_section


def test_a_file_without_a_reading_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"还没有任何栏目完整读取过;请先运行 gongkai nightly"):
        read(sample(tmp_path / "f.duckdb", []))
    with pytest.raises(ReportError, match=r"没有公布文件.*gongkai backfill"):
        read(tmp_path / "none.duckdb")


def test_reading_leaves_the_file_as_it_was(published: Path) -> None:
    before = published.read_bytes()
    assert read(published) == read(published)
    assert published.read_bytes() == before


def test_ranks_only_where_they_are_asked_for(published: Path) -> None:
    assert {unit.rank for unit in read(published).units} == {""}
    ranks = {unit.name: unit.rank for unit in read(published, with_ranks=True).units}
    assert ranks == {EDUCATION: "1–3", FINANCE: "1–3", OWN: "3–5", STATISTICS: "3–5", CIVIL: "", WEATHER: ""}
