"""By which labels the guides to services (办事指南) state their elements: `guides.csv`.

The eight element classes are those of 政府网站检查指标 (2019, 单项否决, 服务不实用). 办理时间 is when one can
come (办公时间): 办理时限 and 承诺期限 say how long it takes, which is another thing, and are listed only as
what ends a value; 监督电话 and 投诉电话 reach somebody else than who does the service, and are no 联系电话.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple


class GuideLabel(NamedTuple):
    """What a label announces."""

    elements: tuple[str, ...]
    """Of ELEMENTS, two where a label names both; none where it only ends the value before it."""
    needs_digits: bool
    """Whether a value without a number states nothing."""


ELEMENTS = ("事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程")
"""The eight classes, in the order of the indicators."""

CORE = frozenset({"设定依据", "申请条件", "办理材料", "办理流程"})
"""Those that a guide states and hardly any other page."""

with (Path(__file__).parent / "guides.csv").open(encoding="utf-8", newline="") as _file:
    _ROWS = list(csv.DictReader(_file))

LABELS: dict[str, GuideLabel] = {
    row["label"]: GuideLabel(tuple(filter(None, row["element"].split("|"))), row["needs"] == "digits")
    for row in _ROWS
}
"""Label without inner blanks → what it announces."""
VERSION = max(int(row["version"]) for row in _ROWS)
"""Of the table: raised with every change."""
EMPTY = frozenset(
    {
        "暂无",
        "暂无内容",
        "暂无信息",
        "暂无数据",
        "待补充",
        "待完善",
        "/",
        "//",
        "\\",
        "*",
        "null",
        "NULL",
        "undefined",
        "NaN",
    }
)
"""Values that state nothing."""
SAYING = (
    "办事指南",
    "服务指南",
    "办理指南",
    "办理须知",
    "办事须知",
    "办事流程",
    "申办指南",
    "申请指南",
    "指南",
)
"""Words by which a title says that the page is a guide."""
COLUMNS = ("办事指南", "办事服务", "网上办事", "政务服务", "服务事项", "服务指南", "便民服务", "公共服务")
"""Columns in a breadcrumb whose pages are guides."""
