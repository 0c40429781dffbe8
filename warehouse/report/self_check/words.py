"""The words of a self-check: its tables as heads and rows of text, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count

from warehouse.report.form import moment_words
from warehouse.report.self_check.records import FAULTS, OPEN, PENDING, Line, SelfCheck

Row = tuple[str, ...]

MAIN_HEAD = ("序号", "指标", "规则", "结果", "判定", "涉及栏目或条目", "自何时", "到期日")
FAULT_HEAD = ("编号", "指标", "状态", "涉及栏目或条目", "自何时", "说明", "网址")
DUE_HEAD = ("到期日", "编号", "指标", "状态", "栏目或条目", "说明", "网址")
OPEN_HEAD = ("编号", "指标", "状态", "栏目或条目", "原因")
NOTHING = "没有。"
SHOWN = 3
"""Sections or items that a line of the first table names; all of them stand in the second."""


def main(check: SelfCheck) -> list[Row]:
    """A row an indicator, the lines on all together last."""
    numbers = count(1)
    return [
        (
            str(next(numbers)),
            f"{line.code} {line.label}" if line.judged else line.label,
            rule_words(line),
            line.found,
            line.said,
            _named(line),
            _day(line.since),
            _day(line.due_on),
        )
        for line in check.lines
    ]


def faults(check: SelfCheck) -> list[Row]:
    """What is at fault, or may be."""
    return [
        (line.code, line.label, one.state_words, one.about, _day(one.since), one.words, one.url or "")
        for line, one in check.in_states(FAULTS)
    ]


def due(check: SelfCheck) -> list[Row]:
    """What is in order and when it falls due, by day."""
    told = [
        (_day(one.due_on), line.code, line.label, one.state_words, one.about, one.words, one.url or "")
        for line, one in check.in_states(PENDING)
        if one.due_on
    ]
    return sorted(told, key=lambda row: (row[0], row[4]))


def open_ones(check: SelfCheck) -> list[Row]:
    """What was not seen or could not be judged, and why; never passed."""
    return [
        (line.code, line.label, one.state_words, one.about, one.words) for line, one in check.in_states(OPEN)
    ]


TABLES = (
    ("有问题的和待核实的", FAULT_HEAD, faults),
    ("到期日", DUE_HEAD, due),
    ("看不到的和无法判断的", OPEN_HEAD, open_ones),
)
"""Heading, head, rows, of the lists behind the first table."""


def summary(check: SelfCheck) -> str:
    """`单项否决:未发现单项否决问题(8 项看不到)。扣分:至少扣 5 分。`"""
    return f"单项否决:{check.verdict.said}。扣分:{check.score.said}。"


def notes(check: SelfCheck) -> Iterator[str]:
    """How it was judged: as of when, and every rule that a line names."""
    yield (
        f"数据截至 {moment_words(check.data_as_of)};当年按最近一次读取全部栏目之日判断,"
        "以往年度按当年 12 月 31 日;本表由抓取到的网页得出,只是自查的线索,不是检查结论,看不到的指标不算通过"
    )
    rules = {line.rule: line.rule_text for line in check.lines if line.rule_text}
    yield from (f"{rule}:{text}" for rule, text in rules.items())


def rule_words(line: Line) -> str:
    """`满 5 个即否决(K-update@1)`."""
    judged = line.judged
    said = []
    if judged and judged.kind == "veto" and judged.limit:
        said.append(f"满 {judged.limit} {judged.measure}即否决")
    if judged and judged.score:
        most = f",最多 {judged.max_score} 分" if judged.max_score else ""
        said.append(f"每{judged.measure}扣 {judged.score} 分{most}")
    return f"{';'.join(said)}({line.rule})" if said else line.rule


def _named(line: Line) -> str:
    names = list(dict.fromkeys(one.about for one in line.faults if one.about))
    more = f" 等 {len(line.faults)} 处" if len(line.faults) > SHOWN else ""
    return "、".join(names[:SHOWN]) + more


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
