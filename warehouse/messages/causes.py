"""What a person has to know or do: one cause each, with words that say what, where and how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from scrapers.delivery.channels import one_line
from warehouse.ledger import TIME_ZONE
from warehouse.query import Row
from warehouse.upkeep import QUIET, URGENT, Upkeep

SECTION, DECISION, FINDING, NIGHT, FILE = "section:", "decision:", "finding:", "night:", "file:"
HOME = "home:"
"""How a cause's key begins, by what it is about."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that is not well. The same key on another night is the same cause, told once."""

    key: str
    sentence: str
    todo: str = ""
    """What a person must do, and where."""
    level: int = 1
    """A cause told at a lower level is told again."""
    mark: str = ""
    """A cause told with a lesser mark (the newest of several things) is told again."""


def sections(rows: Iterable[Row]) -> list[Cause]:
    """Of `messages/sections`."""
    return [_section(row) for row in rows]


def _section(row: Row) -> Cause:
    reason = f"({one_line(row['reason'])})" if row["reason"] else ""
    outcome = row["outcome"] if row["url"] else "no_url"
    what, todo, level = _SECTIONS[outcome]
    if outcome in ("never", "no_url"):
        since = ""
    elif row["complete_at"] is None:
        since = ";从未完整读取过,有关数字为下限"
    else:
        since = f";最近一次完整读取在 {day(row['complete_at'])},数字沿用至今"
    return Cause(
        key=f"{SECTION}{row['section_id']}",
        sentence=f"栏目“{one_line(row['name'])}”{what}{reason}{since}",
        todo=todo.format(url=row["url"]),
        level=level,
    )


_SECTIONS: dict[str, tuple[str, str, int]] = {
    "challenged": (
        "被网站的防护系统拦截",
        "请联系网站管理方,把本机列入允许访问的名单;程序不会绕过防护",
        2,
    ),
    "failed": (
        "读取失败",
        "请打开 {url} 看是否正常;页面改版的,运行 gongkai probe --section {url},据此改 portals/ 中的门户文件",
        2,
    ),
    "partial": (
        "没有读全",
        "下一晚会接着读;连续几晚都读不全的,请打开 {url} 核对页数和条数",
        1,
    ),
    "never": ("还没有读取过", "请运行 gongkai nightly 并看 gongkai status 的说明", 1),
    "no_url": ("还没有网址", "请运行 gongkai probe 门户网址,把找到的网址写入 portals/ 中的门户文件", 1),
}
"""By outcome: what it is called, what to do, its level."""


def decisions(rows: Iterable[Row]) -> list[Cause]:
    """Of `messages/decisions`."""
    return [
        Cause(
            key=f"{DECISION}{row['kind']} {row['item']}",
            sentence=f"人工决定“{one_line(row['kind'])} {one_line(row['item'], 80)}”没有起作用:"
            f"{one_line(row['note'])}",
            todo=f"请改正或删去 overrides/decisions.csv 的第 {row['line']} 行,再运行 gongkai republish",
        )
        for row in rows
    ]


def findings(rows: Iterable[Row]) -> list[Cause]:
    """Of `messages/findings`: only what is an error, or certain; a newer one is told again."""
    return [_finding(row) for row in rows if row["severity"] == "error" or row["outcome"] == "fail"]


def _finding(row: Row) -> Cause:
    count = row["finding_count"]
    many = f"(共 {count} 项)" if count > 1 else ""
    grave = "错误" if row["severity"] == "error" else "提醒"
    return Cause(
        key=f"{FINDING}{row['check_id']}",
        sentence=f"检查结果〔{grave}〕{one_line(row['message'])}{many}",
        todo=_TODO.get(
            row["check_id"],
            f"请在 台账.检查结果 中逐项核对({row['check_id']}),结论写入 overrides/decisions.csv",
        ),
        level=2 if row["severity"] == "error" else 1,
        mark=row["newest"].astimezone(ZoneInfo(TIME_ZONE)).isoformat(timespec="seconds"),
    )


_TODO = {
    "decisions-unreadable": "请照这句话改正 overrides/ 或 declared/ 中的文件;gongkai status 列出每一处",
    "portal-unread": "请照这句话处理,再运行 gongkai nightly;其他门户已照常公布,gongkai status 列出每一个",
}
"""By check: what to do, where it is not a verdict."""


def of_upkeep(found: Iterable[Upkeep]) -> list[Cause]:
    """Of the home itself: what may wait is no ground for a message; what has grown urgent is told again."""
    return [
        Cause(f"{HOME}{one.kind}", one.sentence, one.todo, level=2 if one.urgency == URGENT else 1)
        for one in found
        if one.urgency != QUIET
    ]


def uncertain_count(rows: Iterable[Row]) -> int:
    """How many findings are neither errors nor certain: counted in a message, never its ground."""
    return sum(
        row["finding_count"] for row in rows if row["severity"] != "error" and row["outcome"] != "fail"
    )


def day(instant: datetime) -> str:
    """An instant's day in Beijing."""
    return f"{instant.astimezone(ZoneInfo(TIME_ZONE)):%Y-%m-%d}"
