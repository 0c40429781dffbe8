"""A county of which everything was counted by hand: one night, read on 21 January 2018.

December 2017        published   sections of its own
县财政局             c1 c2       财政动态 (30 days): last 14 December, due 13 January; 规划计划: blank
县教育局             j1 z1       教育动态 (14 days): last 10 December, so 7 days late
县民政局             not known   民政公告 (30 days): read in part, last known 1 November
县气象局             not known   气象预报 (14 days): never read
县统计局             0           none; 政府文件 and 领导信息 may hold its items and were read whole
all                  4 at least: z1 stands in two sections and at a second address
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from scrapers.portalfile import Portal
from tests.warehouse.build import County, Told, county, page, portal, section

NUMBER = "样教发〔2017〕9号"
FINANCE, EDUCATION, CIVIL, WEATHER, STATISTICS = (
    f"样例县{name}局" for name in ["财政", "教育", "民政", "气象", "统计"]
)


def told(path: str, day: date, title: str, **more: Any) -> Told:
    """A row of a list."""
    return Told(f"{path}.html", title, listed_on=day, **more)


Z1 = told(
    "z1",
    date(2017, 12, 20),
    "关于开学的通知",
    unit="县教育局",
    page=page(title="关于开学的通知", document_number=NUMBER),
)
Z1_AGAIN = told(
    "z1b",
    date(2017, 12, 21),
    "开学通知",
    unit="县教育局",
    page=page(title="开学通知", document_number=NUMBER),
)
SECTIONS: Mapping[str, list[Told]] = {
    "czdt": [
        told("c1", date(2017, 12, 5), "预算下达"),
        told("c2", date(2017, 12, 14), "年终结算"),
        told("c3", date(2018, 1, 10), "新年部署"),
    ],
    "ghjh": [],
    "jydt": [told("j1", date(2017, 12, 10), "学校检查")],
    "mzgg": [told("m1", date(2017, 11, 1), "低保公示")],
    "zfwj": [Z1, Z1_AGAIN, told("z2", date(2017, 11, 30), "无单位的文件")],
    "ldxx": [Z1],
}


def declared(portal_id: str = "sample", without: Sequence[str] = ()) -> Portal:
    """The county's portal file, without those sections."""
    sections = (
        section("czdt", "财政动态", "动态信息", FINANCE) | {"cadence_days": 30},
        section("ghjh", "规划计划", "规划计划", FINANCE) | {"cadence_days": 365},
        section("jydt", "教育动态", "动态信息", EDUCATION) | {"cadence_days": 14},
        section("mzgg", "民政公告", "通知公告", CIVIL) | {"cadence_days": 30},
        section("zfwj", "政府文件", "政府文件") | {"cadence_days": 180},
        section("qxyb", "气象预报", "动态信息", WEATHER) | {"cadence_days": 14},
        section("ldxx", "领导信息", "领导信息"),
    )
    units = [
        {"name": name, "aliases": [name.removeprefix("样例")]}
        for name in (FINANCE, EDUCATION, CIVIL, WEATHER, STATISTICS)
    ]
    kept = [one for one in sections if one["id"] not in without]
    return portal(*kept, units=units, portal_id=portal_id)


def tell(made: County) -> None:
    """That night, loaded and published."""
    for section_id, items in SECTIONS.items():
        if section_id == "mzgg":
            made.tell(section_id, items, "partial", reason="缺第 2 页", declared=(2, 20))
        else:
            made.tell(section_id, items, "complete" if items else "empty")
    made.load()
    made.publish()


@contextmanager
def counted(root: Path) -> Iterator[County]:
    """The county, published."""
    with county(root, declared()) as made:
        tell(made)
        yield made
