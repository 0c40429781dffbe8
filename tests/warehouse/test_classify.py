"""Whose document an item is, and of what kind: the unit printed or known, the category by rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.build import County, Night, Told, county, one_home, page, portal, section

REPORTS = section("nb", "信息公开年报", "信息公开年报")
FILES = section("wj", "政府文件", "政府文件")
BUREAU = {"name": "样例县财政局", "aliases": ["财政局", "县财政局"]}


UNITS = [
    (Told("nb/1.html", page=page(unit="样例县 财政局")), "样例县财政局", "printed", False),
    (Told("nb/1.html", page=page(unit="县财政局\u3000")), "样例县财政局", "alias", False),
    (Told("nb/1.html", unit="财\u00a0政局"), "样例县财政局", "alias", False),
    (Told("nb/1.html", unit="审计局", page=page(unit="财政局")), "样例县财政局", "alias", False),
    (Told("nb/1.html", unit="本网"), "本网", "printed", True),
    (Told("nb/1.html", unit="样例日报"), "样例日报", "printed", True),
    (Told("nb/1.html", page=page(published_on=date(2017, 5, 5))), "样例县人民政府", "default", False),
    (Told("nb/1.html"), "待读", "unread", False),
    (Told("nb/1.html", page={"outcome": "challenged"}), "待读", "unread", False),
    (Told("nb/1.html", page={"outcome": "server_error"}), "待读", "unread", False),
    (Told("nb/1.html", page={"outcome": "gone"}), "不详", "unknown", False),
    (Told("nb/1.html", page={"outcome": "soft_gone"}), "不详", "unknown", False),
    (Told("nb/1.html", unit="财政局", page={"outcome": "gone"}), "样例县财政局", "alias", False),
    (Told("zz/1.html"), "样例县教育局", "section", False),
]


@pytest.fixture(scope="module")
def of_units(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A portal for each of them."""
    fixed = section("zz", "教育局文件", "政府文件", unit="样例县教育局")
    nights: list[Night] = [
        (portal(REPORTS, fixed, units=[BUREAU], portal_id=f"units-{n}"), {told.path.split("/")[0]: [told]})
        for n, (told, *_) in enumerate(UNITS)
    ]
    return one_home(tmp_path_factory.mktemp("units") / "home", nights)


@pytest.mark.parametrize("case", range(len(UNITS)), ids=[f"{case[2]}-{case[1]}" for case in UNITS])
def test_unit_is_printed_else_the_sections_else_the_portals(of_units: County, case: int) -> None:
    _, unit, unit_from, found = UNITS[case]
    assert of_units.rows("SELECT unit, unit_from FROM items WHERE portal_id = ?", f"units-{case}") == [
        (unit, unit_from)
    ]
    unresolved = "SELECT subject FROM findings WHERE check_id = 'unit-unresolved' AND outcome <> 'pass'"
    assert ((unit,) in of_units.rows(unresolved)) is found
    same = [each for _, each, *_ in UNITS].count(unit)
    assert of_units.one("SELECT sum(items) FROM counts WHERE unit = ?", unit) == same


CLASSIFIED = [
    ("政务动态", Told("a.html", "县长到乡镇调研"), "动态信息", "C-name@2"),
    ("柘城要闻", Told("a.html", "县长到乡镇调研"), "动态信息", "C-name-news@2"),
    ("招商动态", Told("a.html", "项目签约"), "动态信息", "C-name-news@2"),
    ("部门年报", Told("a.html", "情况汇总"), "信息公开年报", "C-name-report@2"),
    ("政府工作年报", Told("a.html", "2017年政府工作报告"), None, None),
    ("信息公开年报", Told("a.html", "2017年政府工作报告"), None, None),
    ("要闻", Told("a.html", "样例县2017年政府信息公开工作年度报告"), "信息公开年报", "C-annual-report@2"),
    ("要闻", Told("a.html", "关于做好2017年政府信息公开年度报告编制工作的通知"), "动态信息", "C-name@2"),
    ("要闻", Told("a.html", "一图读懂甲办法"), "政策解读", "C-interpretation@2"),
    ("要闻", Told("a.html", "样例县财政局2017年部门预算公开"), "预决算公开", "C-budget@2"),
    ("要闻", Told("a.html", "县政府召开第5次常务会议"), "政府会议", "C-meeting@2"),
    (
        "县教育体育局",
        Told("a.html", "关于甲的通知", document_number="样政办发〔2017〕8号"),
        "政府文件",
        "C-number@1",
    ),
    ("县教育体育局", Told("a.html", "关于甲的公示"), "通知公告", "C-notice@2"),
    ("县教育体育局", Told("a.html", "春季运动会"), None, None),
]


@pytest.fixture(scope="module")
def of_categories(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A portal with one section for each of them."""
    nights: list[Night] = [
        (portal(section("auto", name), portal_id=f"auto-{n}"), {"auto": [told]})
        for n, (name, told, *_) in enumerate(CLASSIFIED)
    ]
    return one_home(tmp_path_factory.mktemp("categories") / "home", nights)


@pytest.mark.parametrize("case", range(len(CLASSIFIED)), ids=[f"{case[0]}-{case[3]}" for case in CLASSIFIED])
def test_auto_sections_are_classified_by_rule_or_not_at_all(of_categories: County, case: int) -> None:
    _, _, category, rule = CLASSIFIED[case]
    of_portal = "FROM items LEFT JOIN classifications USING (item_id) WHERE items.portal_id = ?"
    [(item_id, *given)] = of_categories.rows(
        f"SELECT item_id, category, rule, decided_by {of_portal}", f"auto-{case}"
    )
    behind = "SELECT code FROM figure_items WHERE form = 'sections' AND item_id = ?"
    counted = of_categories.rows(behind, item_id)
    told = of_categories.rows(
        "SELECT message FROM findings"
        " WHERE outcome <> 'pass' AND check_id = 'unclassified' AND portal_id = ?",
        f"auto-{case}",
    )
    if rule is not None:
        assert given == [category, rule, "rule"]
        assert of_categories.one("SELECT kind FROM rules WHERE rule = ?", rule) == "分类"
        assert {code for (code,) in counted} == {category, "合计"}
        assert told == []
    else:
        assert given == [None, None, None]
        assert counted == []
        assert "有 1 条未能归类" in told[0][0]


def test_figures_of_categories_are_as_many_as_their_items(of_categories: County) -> None:
    """Titles alone make no section the source of a category."""
    expected = {
        (f"auto-{case}", category, "computed" if rule and rule.startswith("C-name") else "lower_bound", 1)
        for case, (_, _, category, rule) in enumerate(CLASSIFIED)
        if category
    }
    told = of_categories.rows(
        "SELECT portal_id, code, origin, value::INTEGER FROM figures"
        " WHERE form = 'sections' AND value > 0 AND code <> '合计'"
    )
    assert set(told) == expected and len(told) == len(expected)
    totals = of_categories.rows("SELECT origin, value FROM figures WHERE value > 0 AND code = '合计'")
    assert totals == [("computed", 1)] * len(expected)


def test_section_with_a_category_decides_for_its_items(tmp_path: Path) -> None:
    with county(tmp_path, portal(FILES)) as sample:
        sample.night(wj=[Told("wj/1.html", "样例县2017年政府信息公开工作年度报告")])
        assert sample.rows("SELECT category, rule, decided_by FROM classifications") == [
            ("政府文件", "C-section@1", "section")
        ]


def test_section_may_hold_what_a_rule_gives_and_not_what_one_takes_away(tmp_path: Path) -> None:
    """Of which categories a section may hold items: what an exception says its items are not is none of them,
    and what its name does not give to every title goes on to the likely rules."""
    sections = [section("ju", "县某某局"), section("nb", "信息公开年报"), section("yw", "要闻")]
    with county(tmp_path, portal(*sections)) as sample:
        sample.night(**{name: [Told(f"{name}/1.html", "某某事项")] for name in ("ju", "nb", "yw")})
        asked = "SELECT code FROM figure_sources WHERE role = 'possible' AND section_id = ?"
        possible = {name: {code for (code,) in sample.rows(asked, name)} for name in ("ju", "nb", "yw")}
    assert {"建议提案", "通知公告", "信息公开年报"} <= possible["ju"]
    assert not possible["ju"] & {"公众留言", "信息公开目录", "动态信息"}
    assert "建议提案" in possible["nb"] and "建议提案" not in possible["yw"]
