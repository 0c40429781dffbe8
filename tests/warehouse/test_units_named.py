"""Whose an item is whose page prints no unit: that which a report's title names, else its section's name."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from scrapers.portalfile import load_portal
from scrapers.privacy import REDACTED_TITLE
from tests.shared import SHARED, needs_shared
from tests.warehouse.build import County, Told, attached, county, page, portal, section
from warehouse import query
from warehouse.overrides import FILE_NAME, HEADER
from warehouse.why import explain_item

UNITS = [
    {"name": "样例县财政局", "aliases": ["财政局", "县财政局"]},
    {"name": "样例县审计局", "aliases": ["县审计局"]},
    {"name": "样例县发展和改革委员会", "aliases": ["县发改委"]},
    {"name": "样例县“互联网+”经济发展促进中心", "aliases": []},
    {"name": "样例县供电公司", "aliases": ["县供电公司"]},
    {"name": "样例县白桦镇", "aliases": ["白桦镇"]},
    {"name": "样例县人民政府办公室", "aliases": ["县政府办"]},
]
SECTIONS = {
    "nb": section("nb", "信息公开年报", "信息公开年报"),
    "fixed": section("fixed", "审计局年报", "信息公开年报", unit="样例县审计局"),
    "known": section("known", "县发改委信息公开年报", "信息公开年报"),
    "strange": section("strange", "样例县水务局信息公开年报", "信息公开年报"),
    "towns": section("towns", "各乡镇信息公开年报", "信息公开年报"),
    "guides": section("guides", "信息公开指南", "信息公开指南"),
    "money": section("money", "财政资金", "预决算公开"),
    "news": section("news", "要闻", "动态信息"),
    "by-rule": section("by-rule", "部门年报"),
}
COUNTY = "样例县人民政府"


class Case(NamedTuple):
    """A title in a section, without a unit on page or list."""

    title: str
    unit: str = COUNTY
    unit_from: str = "default"
    printed: str | None = None
    section: str = "nb"


def titled(title: str, unit: str, printed: str, section: str = "nb") -> Case:
    return Case(title, unit, "title", printed, section)


def as_printed(title: str, printed: str, section: str = "nb") -> Case:
    """Named by the title, and no unit of the portal file."""
    return Case(title, printed, "title", printed, section)


CASES = [
    # The unit's own name, an alias, either with the county's name before it or without.
    titled("样例县财政局2017年政府信息公开年度报告", "样例县财政局", "样例县财政局"),
    titled("财政局2017年政府信息公开年度报告", "样例县财政局", "财政局"),
    titled("样例县发改委2017政府信息公开工作年度报告", "样例县发展和改革委员会", "样例县发改委"),
    titled("审计局2017年信息公开年报", "样例县审计局", "审计局"),
    titled("河南省某某市样例县财政局二〇一七年政府信息公开年报", "样例县财政局", "河南省某某市样例县财政局"),
    titled("样例县县财政局关于2017年度政府信息公开年度报告", "样例县财政局", "样例县县财政局"),
    # Wherever it stands: behind the year, before the words, in brackets at the end.
    titled("2017年度白桦镇政府信息公开年报", "样例县白桦镇", "白桦镇"),
    titled("样例县审计局 政府信息公开工作2017年度报告", "样例县审计局", "样例县审计局"),
    titled("关于县财政局2017年政府信息公开工作情况的报告", "样例县财政局", "县财政局"),
    titled("政府信息公开年度报告(县审计局)", "样例县审计局", "县审计局"),
    titled("2017年政府信息公开年报——白桦镇", "样例县白桦镇", "白桦镇"),
    titled("县财政局2017年政府信息公开年度报告(摘要)", "样例县财政局", "县财政局"),
    titled("县审计局政府信息公开年报(2018年3月)", "样例县审计局", "县审计局"),
    titled("白桦镇人民政府2016年度政府信息公开工作报告", "样例县白桦镇", "白桦镇人民政府"),
    titled("国网河南省电力公司样例县供电公司 2017年政府信息公开年度报告", "样例县供电公司",
           "国网河南省电力公司样例县供电公司"),
    # The words as the title has them: blanks and full-width signs too.
    titled("样例县 “互联网+”经济发展促进中心 2017政府信息公开工作 年度报告",
           "样例县“互联网+”经济发展促进中心", "样例县 “互联网+”经济发展促进中心"),
    titled("样例县\u3000财 政 局\u30002017年政府信息公开年度报告", "样例县财政局", "样例县\u3000财 政 局"),
    # The longest: the office is not the government.
    titled("样例县人民政府办公室2017年政府信息公开年度报告", "样例县人民政府办公室", "样例县人民政府办公室"),
    titled("样例县人民政府2017年政府信息公开年度报告", COUNTY, "样例县人民政府"),
    titled("样例县2017年政府信息公开工作年度报告", COUNTY, "样例县"),
    # No unit of the portal file, but it looks like one: as printed. Another county's is not ours.
    as_printed("样例县教体局2016年政府信息公开工作年度报告", "样例县教体局"),
    as_printed("民权县财政局2017年政府信息公开年度报告", "民权县财政局"),
    as_printed("某某市财政局2017年政府信息公开年度报告", "某某市财政局"),
    as_printed("样例县财政局国库支付中心2017年政府信息公开年度报告", "样例县财政局国库支付中心"),
    as_printed("样例县政务公开办公室2017年政府信息公开年度报告", "样例县政务公开办公室"),
    as_printed("柳林街道办事处2017年度政府信息公开工作报告", "柳林街道办事处"),
    as_printed("中共样例县委宣传部2017年政府信息公开年度报告", "中共样例县委宣传部"),
    as_printed("样例县高级中学2017政府信息公开工作年度报告", "样例县高级中学"),
    # Two of them, or none: not guessed.
    Case("县财政局、县审计局2017年政府信息公开年度报告"),
    Case("样例县财政局样例县审计局2017年政府信息公开年度报告"),
    Case("2017年政府信息公开年度报告"),
    Case("2017年全县政府信息公开工作年度报告"),
    Case("各乡镇2017年政府信息公开年度报告"),
    Case("本网站工作平台2017年度报告"),
    # What the section's name says, where the title says nothing; a fixed unit stays.
    Case("2017年政府信息公开年度报告", "样例县发展和改革委员会", "section", "县发改委", "known"),
    Case("2017年政府信息公开年度报告", "样例县水务局", "section", "样例县水务局", "strange"),
    titled("县财政局2017年政府信息公开年度报告", "样例县财政局", "县财政局", "known"),
    Case("县财政局和县审计局2017年政府信息公开年度报告", COUNTY, "default", None, "known"),
    Case("2017年政府信息公开年度报告", COUNTY, "default", None, "towns"),
    Case("县财政局2017年政府信息公开年度报告", "样例县审计局", "section", None, "fixed"),
    # Guides and budgets too, but not what one unit says of another; nothing else.
    titled("县财政局信息公开指南", "样例县财政局", "县财政局", "guides"),
    as_printed("县交通局2015年财政收支决算、2016年财政收支预算", "县交通局", "money"),
    titled("县审计局“三公”经费2015年决算、2016年预算", "样例县审计局", "县审计局", "money"),
    Case("县财政局2013年度预算执行情况的审计公告", COUNTY, "default", None, "money"),
    Case("县财政局2017年工作总结", COUNTY, "default", None, "news"),
    # By rule: only what was classified a report.
    titled("县财政局2017年政府信息公开年度报告", "样例县财政局", "县财政局", "by-rule"),
    Case("县财政局2017年政府网站工作年度报表", COUNTY, "default", None, "by-rule"),
]  # fmt: skip


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> County:
    declared = portal(*SECTIONS.values(), units=UNITS)
    with county(tmp_path_factory.mktemp("named") / "home", declared) as made:
        told: dict[str, list[Told]] = {name: [] for name in SECTIONS}
        for number, case in enumerate(CASES):
            told[case.section].append(Told(f"{case.section}/{number}.html", case.title, page=page()))
        made.night(**told)
    return made


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{case.section}-{case.title}" for case in CASES])
def test_unit_is_the_one_named(named: County, number: int) -> None:
    case = CASES[number]
    item = Told(f"{case.section}/{number}.html").id
    assert named.rows("SELECT unit, unit_from, unit_printed FROM items WHERE item_id = ?", item) == [
        (case.unit, case.unit_from, case.printed)
    ]
    unknown = "SELECT count(*) FROM findings WHERE check_id = 'unit-unresolved' AND subject = ?"
    is_strange = case.printed is not None and case.unit == case.printed and case.unit != COUNTY
    known = {unit["name"] for unit in UNITS}
    assert named.one(unknown, case.unit) == (1 if is_strange and case.unit not in known else 0)


def test_counts_are_of_the_units_named(named: County) -> None:
    counted = dict(
        named.rows("SELECT unit, sum(items) FROM counts WHERE category = '信息公开年报' GROUP BY unit")
    )
    expected: dict[str, int] = {}
    for case in CASES:
        if case.section not in ("guides", "money", "news") and "网站" not in case.title:
            expected[case.unit] = expected.get(case.unit, 0) + 1
    expected[COUNTY] += 1  # 本网站工作平台2017年度报告 stands in a section of its category
    assert counted == expected


def test_reason_names_words_and_rule(named: County) -> None:
    told = explain_item(named.home.published, Told("nb/2.html").id)
    assert "样例县发展和改革委员会(没有印单位,取标题所写“样例县发改委”;依据 U-title@1:" in told
    [number] = [number for number, case in enumerate(CASES) if case.section == "strange"]
    told = explain_item(named.home.published, Told(f"strange/{number}.html").id)
    assert "样例县水务局(没有印单位,标题也没有写,取栏目名称所写“样例县水务局”;依据 U-title@1:" in told


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path / "home", portal(SECTIONS["nb"], units=UNITS)) as made:
        yield made


DISTRICT = {
    "某某市新城区财政局": "新城区财政局",
    "新城区财政局": "新城区财政局",
    "区财政局": "新城区财政局",
    "财政局": "新城区财政局",
    "某某市财政局": "某某市财政局",
    "旧城区财政局": "旧城区财政局",
    "某某市新城区": "某某市新城区人民政府",
    "区政府": "某某市新城区人民政府",
}


def test_place_before_a_unit_may_be_of_two_names_and_be_left_out_in_part(tmp_path: Path) -> None:
    units = [{"name": "新城区财政局", "aliases": []}]
    declared = portal(SECTIONS["nb"], units=units, default_unit="某某市新城区人民政府")
    with county(tmp_path / "home", declared) as made:
        titles = [f"{words}2017年政府信息公开年度报告" for words in DISTRICT]
        made.night(nb=[Told(f"nb/{number}.html", title) for number, title in enumerate(titles)])
        found = dict(made.rows("SELECT title, unit FROM items WHERE unit_from = 'title'"))
        assert found == dict(zip(titles, DISTRICT.values(), strict=True))


REPORT = Told("nb/1.html", "县财政局2017年政府信息公开年度报告")
UNIT_OF = "SELECT unit, unit_from, unit_printed FROM items"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"page": page(unit="县审计局")}, ("样例县审计局", "alias", "县审计局")),
        ({"unit": "样例日报"}, ("样例日报", "printed", "样例日报")),
        ({"page": page()}, ("样例县财政局", "title", "县财政局")),
        ({}, ("样例县财政局", "title", "县财政局")),
        ({"title": "2017年政府信息公开年度报告"}, ("待读", "unread", None)),
    ],
)
def test_what_is_printed_goes_before_what_is_named(
    sample: County, told: dict[str, object], expected: tuple[str, str, str | None]
) -> None:
    sample.night(nb=[replace(REPORT, **told)])  # type: ignore[arg-type]
    assert sample.rows(UNIT_OF) == [expected]


@pytest.mark.parametrize(
    ("value", "expected", "state"),
    [
        ("审计局", ("样例县审计局", "person", "县财政局"), "applied"),
        ("财政局", ("样例县财政局", "title", "县财政局"), "no_effect"),
    ],
)
def test_person_decides_over_the_title(
    sample: County, value: str, expected: tuple[str, str, str], state: str
) -> None:
    decided = f"{','.join(HEADER)}\nunit,{REPORT.id},县{value},王某,2018-01-22,核对原件\n"
    (sample.home.overrides / FILE_NAME).write_text(decided, encoding="utf-8")
    sample.night(nb=[REPORT])
    assert sample.rows(UNIT_OF) == [expected]
    assert sample.one("SELECT state FROM decisions") == state


def test_category_that_a_person_decided_counts(tmp_path: Path) -> None:
    declared = portal(SECTIONS["news"], units=UNITS)
    with county(tmp_path / "other", declared) as made:
        item = Told("news/1.html", "县财政局2017年政府信息公开工作总结")
        decided = f"{','.join(HEADER)}\ncategory,{item.id},信息公开年报,王某,2018-01-22,核对原件\n"
        (made.home.overrides / FILE_NAME).write_text(decided, encoding="utf-8")
        made.night(news=[item])
        assert made.rows(UNIT_OF) == [("样例县财政局", "title", "县财政局")]


def test_unit_that_its_title_does_not_name_is_a_difference(named: County, tmp_path: Path) -> None:
    with attached(named.home.published) as reader:
        query.run(reader, "ledger/macros")
        assert query.rows(reader, "verify/units", marker=REDACTED_TITLE) == []
    altered = tmp_path / "altered.duckdb"
    shutil.copyfile(named.home.published, altered)
    with duckdb.connect(str(altered)) as writer:
        changed = "UPDATE items SET unit = '样例县审计局', unit_printed = '县审计局' WHERE item_id = ?"
        writer.execute(changed, [Told("nb/0.html").id])
    with attached(altered) as reader:
        found = query.rows(reader, "verify/units", marker=REDACTED_TITLE)
    assert [row["item_id"] for row in found] == [Told("nb/0.html").id]


@needs_shared
def test_reports_of_a_real_county_are_of_the_units_that_their_titles_name(tmp_path: Path) -> None:
    """99 reports whose list prints no unit: as many were the county's own before."""
    with (SHARED / "portals" / "titles.csv").open(encoding="utf-8", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file) if row["column"] == "信息公开年报"]
    told = [Told(f"nb/{number}.html", title) for number, title in enumerate(titles)]
    units = [unit.model_dump() for unit in load_portal("zhecheng").unit]
    declared = portal(SECTIONS["nb"], units=units, default_unit="柘城县人民政府")
    with county(tmp_path / "home", declared) as made:
        made.night(nb=told)
        assert made.one("SELECT count(*) FROM items WHERE unit_from = 'title'") == len(told) == 99
        known = "SELECT count(*) FROM items WHERE unit IN (SELECT name FROM units)"
        assert made.one(known) == 40
        [reports] = made.rows("SELECT list(title ORDER BY title) FROM items WHERE unit = '柘城县人民政府'")
        assert reports == ([f"柘城县{year}年政府信息公开工作年度报告" for year in range(2013, 2018)],)
