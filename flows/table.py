"""Tables for the terminal: what a run read of what was declared, and how the sections stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from flows.progress import OUTCOMES
from warehouse.in_force import Setting
from warehouse.status import SectionStatus, Status

if TYPE_CHECKING:
    from flows.run import Summary

_PORTAL_ZONE = ZoneInfo("Asia/Shanghai")
_WAITING_SHOWN = 20


def completeness_table(summary: Summary) -> str:
    """Plain text, one line per section: outcome, pages and records read of those declared, reason."""
    title = f"{summary.year} 年补抓完整性" if summary.year else "今晚各栏目完整性"
    table = _table(title, ["栏目", "结果"], ["页(读到/自称)", "条(读到/自称)"], ["说明"])
    for section, proof in summary.sections:
        table.add_row(
            f"{section.id} {section.name}",
            OUTCOMES[proof.outcome],
            of_declared(proof.pages_read, proof.pages_declared),
            of_declared(proof.records_read, proof.records_declared),
            proof.reason,
        )
    return _text(table)


def status_table(status: Status) -> str:
    """Plain text: each section's last good night, the nights missed, and what waits for a person."""
    heads = ["栏目", "最近完整", "最近变化", "最近一次"]
    table = _table("各栏目状态", heads, ["页(读到/自称)", "条(读到/自称)"], ["说明"])
    for section in status.sections:
        table.add_row(
            f"{section.section_id} {section.name}",
            _day(section.complete_at),
            _day(section.changed_at),
            OUTCOMES.get(section.outcome or "", "从未读取"),
            of_declared(section.pages_read, section.pages_declared),
            of_declared(section.records_read, section.records_declared),
            _remark(section),
        )
    missed = "、".join(day.isoformat() for day in status.missed) or "无"
    lines = [
        f"发布于 {_moment(status.built_at)},数据截至 {_moment(status.data_as_of)}",
        _text(table),
        f"最近 14 天没有完整完成的夜晚: {missed}",
        f"待人工处理 {len(status.waiting)} 项" + (":" if status.waiting else ""),
    ]
    lines += [f"  [{waiting.check_id}] {waiting.message}" for waiting in status.waiting[:_WAITING_SHOWN]]
    if len(status.waiting) > _WAITING_SHOWN:
        rest = len(status.waiting) - _WAITING_SHOWN
        lines.append(f"  …另有 {rest} 项,见发布文件的 findings 表(台账.检查结果)")
    return "\n".join(lines)


def settings_table(settings: Sequence[Setting]) -> str:
    """Plain text: each setting, its value in force, and where that is from."""
    table = _table("", ["设置", "现值", "来历"], [], [])
    for setting in settings:
        table.add_row(setting.key, setting.value, setting.origin)
    return _text(table).lstrip("\n")


def _remark(section: SectionStatus) -> str:
    late = section.nights_missed or 0
    since = f"已 {late} 天没有完整读取" if late > 1 else ""
    return ";".join(part for part in (since, section.reason) if part)


def _table(title: str, *columns: list[str]) -> Table:
    """A borderless table of three kinds of columns: words, numbers, words."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    words, numbers, remarks = columns
    for head in words:
        table.add_column(head, overflow="fold")
    for head in numbers:
        table.add_column(head, justify="right", no_wrap=True)
    for head in remarks:
        table.add_column(head, overflow="fold")
    return table


def _text(table: Table) -> str:
    console = Console(width=140, color_system=None, markup=False, highlight=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _day(moment: datetime | None) -> str:
    return moment.astimezone(_PORTAL_ZONE).strftime("%Y-%m-%d") if moment else "—"


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(_PORTAL_ZONE).strftime("%Y-%m-%d %H:%M") if moment else "—"


def of_declared(read: int | None, declared: int | None) -> str:
    """`read/declared`, with — for what is not known."""
    return "/".join("—" if number is None else str(number) for number in (read, declared))
