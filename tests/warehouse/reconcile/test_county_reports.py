"""Reports of a county's bureaus as its portal printed them (柘城县 2017), saved pages with all that stands
around."""

from __future__ import annotations

import tarfile
from decimal import Decimal
from functools import cache

import pytest

from tests.shared import SHARED, needs_shared
from tests.warehouse.reconcile.published import document
from warehouse.reconcile import PROBLEMS, PublishedReport, read_report

pytestmark = needs_shared
MIRROR = SHARED / "portals" / "mirrors" / "www.zhecheng.gov.cn.tar.gz"
ADDED = {
    # Page: organ, totals with the numbers of their parts, read by eye.
    "7477": ("柘城县工商质监局", {135: [45, 50, 40], 2: [1, 1]}),
    "7479": ("柘城县人民法院", {191: [64, 32, 30, 65], 4: [1, 3], 2: [1, 1]}),
    "7480": ("柘城县发改委", {91: [32, 59], 32: [3, 29]}),
    "7482": ("国网河南省电力公司柘城县供电公司", {68: [4, 64], 105: [9, 96]}),
    "7483": ("柘城县地方税务局", {96: [16, 80]}),
    "7485": ("柘城县产业集聚区", {103: [78, 25], 98: [6, 92]}),
    "7486": ("柘城县财政局", {}),
    "7488": ("柘城县文化广电旅游局", {92: [11, 69, 12]}),
    "7491": ("柘城县招商服务中心", {2: [1, 1]}),
}
COUNTS = {
    "7477": [("接受咨询", 227, "人次"), ("受理申诉举报案件", 47, "件")],
    "7484": [("我局公开各类畜牧业信息", 30, "条")],
    "7486": [("通过政府信息公开网公开信息", 6, "条"), ("通过柘城县财政局局域网站公开信息", 112, "条")],
    "7487": [("2017年我局主动公开信息", 86, "条"), ("行政复议", 0, "件")],
    "7490": [("全年主动公开政府信息共计", 27, "条"), ("政府信息公开申请", 0, "件")],
}


@cache
def reports() -> dict[str, PublishedReport]:
    found = {}
    with tarfile.open(MIRROR) as archive:
        for member in archive:
            name = member.name.rpartition("/")[2]
            if "xxgknb" in member.name and name[:2] == "74" and name.endswith(".html"):
                file = archive.extractfile(member)
                assert file is not None
                found[name.removesuffix(".html")] = read_report(document(file.read(), name), "")
    return found


@pytest.mark.parametrize("page", ADDED)
def test_parts_of_a_bureaus_report(page: str) -> None:
    report = reports()[page]
    organ, added = ADDED[page]
    assert (report.organ, report.year, report.form) == (organ, 2017, None)
    assert {
        int(each.whole.number): [int(part.number) for part in each.parts] for each in report.sums
    } == added
    assert {each.outcome for each in report.sums} <= {"equal"}


@pytest.mark.parametrize("page", COUNTS)
def test_counts_of_a_bureaus_report(page: str) -> None:
    counts = [(each.what, each.number, each.unit) for each in reports()[page].counts]
    assert [each for each in COUNTS[page] if (each[0], Decimal(each[1]), each[2]) not in counts] == []


def test_every_problem_has_a_kind_that_people_are_told() -> None:
    assert {problem.kind for report in reports().values() for problem in report.problems} <= set(PROBLEMS)
