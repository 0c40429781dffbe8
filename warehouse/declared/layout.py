"""How the sheet looks, for who writes it and for who reads it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

TEMPLATE = "1"
"""Version of the sheet's own make; one that is read otherwise gets another."""

MANUAL = "填表说明"
"""Name of the sheet that explains; the others are named by their forms."""

STAMP_ROW, HEAD_ROW, FIRST_ROW = 2, 4, 5
"""From 1: what form, year and portal it is; the heads; the first cell that is asked."""

CODE, LABEL, HEAD, MEASURE, KIND, FROM_SITE, LAST_YEAR, INPUT, REMARK = (
    "编号",
    "项目",
    "栏",
    "计量单位",
    "填什么",
    "网站上看到的",
    "上年",
    "填报",
    "备注",
)
HEADS = (CODE, LABEL, HEAD, MEASURE, KIND, FROM_SITE, LAST_YEAR, INPUT, REMARK)
"""Heads of its columns, from A on."""

WIDTHS = (11, 46, 38, 9, 23, 13, 13, 18, 26)
"""Signs wide."""

INPUT_COLUMN, REMARK_COLUMN = HEADS.index(INPUT), HEADS.index(REMARK)


class Stamp(NamedTuple):
    """What a sheet says of itself."""

    form: str
    version: str
    """Of the form."""
    year: str
    portal: str
    template: str


STAMP_WORDS: Mapping[str, str] = {
    "form": "表式",
    "version": "表样版本",
    "year": "年度",
    "portal": "门户",
    "template": "模板版本",
}
"""Field of the stamp → what it is called in its row; the fields stand there one behind another, written
`表式:report-2021`, so that a column that is moved or too narrow loses none."""

KIND_WORDS: Mapping[str, str] = {
    "int": "整数,不小于 0",
    "signed": "整数,可带负号",
    "decimal": "数,不小于 0,可有小数",
    "text": "文字",
    "bool": "是 或 否",
    "choice": "选一项",
    "choices": "可选几项,用顿号隔开",
}
"""Kind of a form's cell → what is to be filled in."""
