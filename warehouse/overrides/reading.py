"""Reads `overrides/decisions.csv`, as spreadsheets and editors save it: a decision a line.

A line that is wrong is kept with its fault, reported, and the others apply; what happens to a decision that
could be read before is settled in `warehouse.kept`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from scrapers.privacy import mask
from warehouse import row_ids
from warehouse.handwritten import Line, day_fault, day_of, is_damaged, quoted

FILE_NAME = "decisions.csv"
HEADER = ("kind", "item", "value", "who", "when", "why")
MORE = ("portal",)
"""Columns that the file may have."""
LETTER = "D"
"""With which the ids of its rows begin."""
WITHDRAW = "withdraw"
"""The kind that ends another row, which `item` names by its id."""

KINDS: Mapping[str, str] = {
    "category": "类别",
    "unit": "单位",
    "merge": "合并",
    "split": "拆分",
    "exclude": "排除",
    "include": "计入",
    "verdict": "结论",
    WITHDRAW: "撤回",
}
"""Kind of decision → its Chinese word, which may stand in the file just as well."""

VERDICTS = ("属实", "误报", "已处理", "待查")
"""What a person may say of a finding."""

TEMPLATE = """\
kind,item,value,who,when,why,portal,编号
# 人工决定。一行一条,每次公布时生效,重新抓取不会丢失。编号由程序填写,请不要改。
# 要撤销一行,另加一行 withdraw(撤回):item 为那一行的编号,value 留空。只是删去一行,它仍然有效,并会问是否撤回。
# 改完后运行 gongkai republish(几秒钟,不重新抓取)。以 # 开头的行是说明。用 Excel 改的,存成哪种 CSV 都可以。
# 各列:kind 种类,item 条目编号或网址,value 内容,who 决定人,when 日期(2018-01-22),why 原因;
# portal 门户 id:几个门户都有同一网址、只指其中一个时才填。
# category(类别):value 为类别名称,几个类别用顿号分隔;该条目只属于这些类别。
# unit(单位):value 为门户文件 [[unit]] 中的单位名称或别名。
# merge(合并):item 与 value(另一条目的编号或网址)是同一份文件,计1条;保留哪一条仍按规则(发布最早的)。
# split(拆分):item 不与 value 所写的条目合并;value 留空则不与任何条目合并。
# exclude(排除):item 不计入任何数字(仍保留在条目表中);value 留空。
# include(计入):item 虽未经完整读取确认也计入;value 留空。
# verdict(结论):对一项检查结果的结论;item 为“检查编号:对象”,value 为 属实、误报、已处理 或 待查。
"""
"""Written where there is no file yet: header, and what each kind means."""

_BETWEEN = re.compile(r"[、;\uff1b|]")
_SHORT_ID = re.compile(r"\d{1,15}")
"""What is left of an item's id of digits that begins with 0, in a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file; `fault` says in Chinese why it cannot apply, None for a well-formed one."""

    line: int
    """1-based line of the file on which the row begins."""
    kind: str
    """A key of KINDS; as written where it is none."""
    item: str
    value: str
    who: str
    when: date | None
    why: str
    fault: str | None = None
    id: str = ""
    """Of the row; '' for one that cannot be read."""
    portal: str = ""
    """Id of the one portal of which it speaks; '' where it says none."""
    missing_since: datetime | None = None
    """Since when the row is not in the file any more, though in force."""
    settled: tuple[str, str] | None = None
    """State and note of a row of which is decided what comes of it, whatever the items are: one that was
    withdrawn, and one that withdraws."""

    @property
    def rule(self) -> str:
        """Name under which other tables refer to this decision; the same as long as its words are."""
        words = (self.kind, self.item, self.value, self.who, str(self.when), self.why)
        told = "\x1f".join((*words, self.portal) if self.portal else words)
        return f"D-{self.kind}-{hashlib.sha256(told.encode()).hexdigest()[:10]}"

    @property
    def parts(self) -> list[str]:
        """The names that `value` lists, each once, sorted."""
        return sorted({part.strip() for part in _BETWEEN.split(self.value) if part.strip()})

    def cells(self) -> tuple[str, ...]:
        """The row in the form in which rows are compared: its day as 2018-01-22, '' where it has none."""
        when = self.when.isoformat() if self.when else ""
        return (self.kind, self.item, self.value, self.who, when, self.why)

    def content(self) -> tuple[str, ...]:
        """The same, and what the further columns say."""
        return (*self.cells(), self.portal) if self.portal else self.cells()

    def decided(self) -> tuple[str, ...]:
        """What figures rest on: all but who says so, when and why."""
        return (self.kind, self.item, self.value, self.portal)

    def about(self) -> tuple[str, ...]:
        """What no two rows speak of unless one of them is the other, reworded."""
        pair = (self.value,) if self.kind in ("merge", "split") else ()
        return (self.kind, self.item, *pair, self.portal)

    def is_unsure(self, place: int) -> bool:
        """Whether its kind (0) or its item (1) cannot be what was meant."""
        if place == 0:
            return self.kind not in KINDS
        return not self.item or is_damaged(self.item) or bool(_SHORT_ID.fullmatch(self.item))


def decision_of(line: Line) -> Decision:
    """The decision that a line of the file says."""
    written, item, value, who, when, why = line.cells
    who, why = mask(who), mask(why)
    bare = unicodedata.normalize("NFKC", written).lower()
    kind = next((key for key, word in KINDS.items() if bare in (key, word)), written)
    decision = Decision(line.number, kind, item, value, who, day_of(when), why)
    portal = line.more[0] if line.more else ""
    return replace(
        decision, fault=line.fault or _fault(decision, when), id=row_ids.read(line.id, LETTER), portal=portal
    )


def write_template(file: Path) -> None:
    """Writes the template, with a BOM for spreadsheets, where there is no file yet. Raises OSError."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEMPLATE, encoding="utf-8-sig")


def _short_id(decision: Decision) -> str | None:
    """That an id lost its first noughts; None where none did."""
    ids = {"item": decision.item} if decision.kind != "verdict" else {}
    if decision.kind in ("merge", "split"):
        ids["value"] = decision.value
    for name, written in ids.items():
        if _SHORT_ID.fullmatch(written):
            return (
                f"{name} 是{quoted(written)},编号应为 16 位,像是被 Excel 去掉了开头的 0;"
                "请把这一列设为“文本”再重新填写"
            )
    return None


def _fault(decision: Decision, when: str) -> str | None:
    """What is wrong with the row by itself; whether its item is known is judged at publication."""
    if decision.kind not in KINDS:
        known = "、".join(f"{key}({word})" for key, word in KINDS.items())
        return f"没有{quoted(decision.kind)}这一种类;可用:{known}"
    empty = [name for name in ("item", "who", "why") if not getattr(decision, name)]
    if decision.kind in ("category", "unit", "merge", "verdict") and not decision.value:
        empty.append("value")
    if empty:
        return f"{'、'.join(empty)} 没有填"
    if decision.kind == WITHDRAW and not row_ids.read(decision.item):
        return (
            f"item 是{quoted(decision.item)},应为要撤回的那一行的编号(编号一列,如 {row_ids.made(LETTER, 12)})"
        )
    if short := _short_id(decision):
        return short
    if decision.when is None:
        return day_fault(when)
    if decision.kind == "verdict" and decision.value not in VERDICTS:
        return f"value 是{quoted(decision.value)},应为 {'、'.join(VERDICTS)} 之一"
    if decision.kind in ("exclude", "include", WITHDRAW) and decision.value:
        return f"{decision.kind} 的 value 应留空,现为{quoted(decision.value)}"
    return None
