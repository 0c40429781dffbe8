"""Units of a county as its portal lists them."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from scrapers.parsing.page import dom
from scrapers.probe import bodies
from scrapers.probe.units import unit_entries, units_of
from tests.scrapers.probe.pages import document, links

BUREAUS = ("县财政局", "县教育局", "县审计局", "云山镇", "泽口镇", "石桥乡")


def _units(body: str) -> tuple[str, ...]:
    return units_of(dom.parse(document(body)))


def test_a_menu_of_bureaus() -> None:
    assert _units(links(*((f"/{n}/", name) for n, name in enumerate(BUREAUS)))) == BUREAUS


def test_a_selector_of_units() -> None:
    options = "".join(f"<option>{name}</option>" for name in ("请选择", *BUREAUS))
    assert _units(f"<select>{options}</select>") == BUREAUS


def test_few_units_among_columns_are_no_list_of_units() -> None:
    assert not _units(links(("/a/", "县财政局"), ("/b/", "政策解读"), ("/c/", "通知公告"), ("/d/", "云山镇")))


def test_friendly_links_to_other_governments_are_no_units() -> None:
    names = ("河南省财政厅", "河南省教育厅", "河南省审计厅", "河南省司法厅", "河南省公安厅")
    assert not _units(links(*((f"/{n}/", name) for n, name in enumerate(names))))


def test_the_place_is_put_before_a_name_that_lacks_it() -> None:
    entries = unit_entries(("县财政局", "柘城县教育局", "云山镇", "县志办公室", "市发改委"), "柘城县")
    assert [(entry.name, entry.aliases) for entry in entries] == [
        ("柘城县财政局", ("县财政局", "财政局")),
        ("柘城县教育局", ("县教育局", "教育局")),
        ("柘城县云山镇", ("云山镇",)),
        ("柘城县志办公室", ("县志办公室",)),
    ]


def test_no_name_belongs_to_two_units() -> None:
    entries = unit_entries(("县财政局", "柘城县财政局", "财政局", "市场监督管理局"), "柘城县")
    names = [name for entry in entries for name in (entry.name, *entry.aliases)]
    assert len(names) == len(set(names))
    assert "柘城县市场监督管理局" in names


def test_without_a_place_names_stay_as_printed() -> None:
    assert [entry.name for entry in unit_entries(("县财政局", "云山镇"), "")] == ["县财政局", "云山镇"]


ONE = [
    ("县发改委", "县发展改革委员会", "县发展和改革委员会", "柘城县发改委"),
    ("教体局", "县教育体育局", "柘城县教育和体育局"),
    ("县人社局", "县人力资源和社会保障局", "人力资源社会保障局"),
    ("县住建局", "县住房和城乡建设局"),
    ("县卫健委", "县卫生健康委员会", "卫生健康委"),
    ("县市监局", "市场监管局", "县市场监督管理局"),
    ("县文旅局", "县文化广电和旅游局"),
    ("县应急局", "县应急管理局"),
    ("退役军人局", "县退役军人事务局"),
    ("政府办", "县政府办", "县政府办公室", "柘城县人民政府办公室"),
    ("慈圣镇", "慈圣镇人民政府", "柘城县慈圣镇人民政府"),
    ("浦东街道", "浦东街道办事处", "浦东街道办"),
    ("县教育局(县语委办)", "县教育局"),
]


@pytest.mark.parametrize("printed", ONE, ids=lambda printed: printed[0])
def test_one_body_is_one_unit_by_all_its_names(printed: tuple[str, ...]) -> None:
    [entry] = unit_entries(printed, "柘城县")
    bare = [name.removeprefix("柘城").removeprefix("县") for name in printed if "(" not in name]
    assert entry.name == f"柘城县{max(bare, key=len)}"
    assert set(printed) <= {entry.name, *entry.aliases}


TWO = [
    ("县教育局", "县教育体育局"),
    ("县教育局", "县教体局"),
    ("县委办公室", "县政府办公室"),
    ("县国土资源局", "县自然资源局"),
    ("县文旅局", "县体育局"),
    ("县工业和信息化局", "县科学技术局"),
    ("县档案局", "县档案馆"),
    ("县林业局", "县农业农村局"),
    ("县司法局", "县公安局"),
    ("县市政养护中心", "县市政公用设施养护中心"),
    ("县公路局", "县公安局"),
]


@pytest.mark.parametrize("printed", TWO, ids=" ".join)
def test_what_may_be_two_bodies_stays_two(printed: tuple[str, str]) -> None:
    assert len(unit_entries(printed, "柘城县")) == 2


def test_a_short_name_that_several_bodies_have_is_the_printed_ones_or_nobodys() -> None:
    [one] = unit_entries(("县执法局", "县城市管理综合执法局"), "柘城县")
    assert one.name == "柘城县城市管理综合执法局"
    both = ("县执法局", "县城市管理综合执法局", "县综合行政执法局")
    assert len(unit_entries(both, "柘城县")) == 3
    [alone] = unit_entries(("县执法局",), "柘城县")
    assert alone.name == "柘城县执法局" and alone.aliases == ("县执法局", "执法局")


def test_units_keep_the_order_in_which_they_come_first_and_take_the_fullest_name() -> None:
    printed = ("县发改委", "县审计局", "县残联", "县发展和改革委员会", "县残疾人联合会", "审计局")
    entries = unit_entries(printed, "柘城县")
    assert [entry.name for entry in entries] == [
        "柘城县发展和改革委员会",
        "柘城县审计局",
        "柘城县残疾人联合会",
    ]
    assert [entry.printed for entry in entries] == ["县发展和改革委员会", "县审计局", "县残疾人联合会"]


def test_what_may_be_short_for_another_is_said() -> None:
    short, whole, other = unit_entries(("县市政养护中心", "县市政公用设施养护中心", "县公路局"), "柘城县")
    assert short.also == ("柘城县市政公用设施养护中心",)
    assert whole.also == other.also == ()


def test_no_body_stands_twice_among_the_known_ones() -> None:
    with Path(bodies.__file__).with_name("bodies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = bodies.one_body(row["name"] for row in rows)
    assert [name for name, times in Counter(keys.values()).items() if times > 1] == []
    for row in rows:
        assert row["name"] not in row["short"].split() and bodies.full_name(keys[row["name"]]) == row["name"]
