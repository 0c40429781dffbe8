"""What a backfill brought, by section and month, and what it could not prove; from the published file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb

from scrapers.crawl.years import Years
from scrapers.vocabulary.outcomes import WHOLE
from warehouse import query
from warehouse.faults import unreadable
from warehouse.home import HomeError
from warehouse.ledger import prepare
from warehouse.read_only import open_read_only

Month = tuple[int, int]
"""Year and month, from 1."""


@dataclass(frozen=True, slots=True)
class SectionMonths:
    """One section: what came of reading it in this backfill, and its items by month of publication."""

    section_id: str
    name: str
    url: str
    outcome: str | None
    """None where the backfill has not read it (yet)."""
    reason: str
    ground: str | None
    """On what a complete reading rests; None where that was not kept."""
    items: int
    """Counted items of any year, and of none."""
    undated: int
    """Of these, those without a date: they stand in no month."""
    months: Mapping[Month, int]
    """Distinct items by month; a month without any is not among them."""

    @property
    def proven(self) -> bool:
        """Whether the section was found complete, or said itself that it is empty: only then is a 0 a 0."""
        return self.outcome in WHOLE

    def of(self, year: int, month: int) -> int | None:
        """Items of a month: at least so many where the section is not proven; None where of such a section
        nothing at all is known."""
        return None if not self.proven and not self.items else self.months.get((year, month), 0)

    def of_year(self, year: int) -> int | None:
        """Items of all twelve months; else as `of`."""
        months = [self.of(year, month) for month in range(1, 13)]
        return None if None in months else sum(month or 0 for month in months)


class _Count(NamedTuple):
    section_id: str
    published_year: int
    published_month: int
    items: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """The table of a backfill: its years, and its sections in the portal file's order."""

    years: Years
    sections: tuple[SectionMonths, ...]

    @property
    def unproven(self) -> tuple[SectionMonths, ...]:
        """The sections that were not proven complete."""
        return tuple(section for section in self.sections if not section.proven)


def completeness(
    published: Path, run_id: str, portal_id: str, section_ids: Sequence[str], years: Years
) -> Completeness:
    """What the run `run_id`, a backfill of `years`, left in the published file; `section_ids` as the portal
    file has them.

    Raises HomeError when there is no published file, when it cannot be read, or when a log lies beside it.
    """
    if not published.is_file():
        raise HomeError(f"{published} 还不存在;请先运行 gongkai backfill")
    # In a home of several portals an id that another one had first is published behind its portal's.
    ids = [name for section_id in section_ids for name in (section_id, f"{portal_id}/{section_id}")]
    asked = {"run_id": run_id, "portal_id": portal_id, "section_ids": ids}
    try:
        with open_read_only(published) as reader:
            prepare(reader)
            sections = query.rows(reader, "status/completeness", **asked)
            counts = query.records(
                reader, "status/section_months", _Count, first=years.first, last=years.last
            )
    except duckdb.Error as error:
        raise HomeError(unreadable(published, error)) from error
    months: dict[str, dict[Month, int]] = defaultdict(dict)
    for count in counts:
        months[count.section_id][count.published_year, count.published_month] = count.items
    return Completeness(
        years, tuple(SectionMonths(**row, months=months[row["section_id"]]) for row in sections)
    )


def remedy(section: SectionMonths) -> str:
    """What a person does about a section that was not proven complete: one Chinese sentence."""
    if section.outcome is None:
        return "这次还没有读到这个栏目;再运行同一命令即可继续"
    if section.outcome == "challenged":
        return "请过一两天再运行同一命令;仍被拦截时,请与网站管理单位联系,允许本机访问"
    if section.outcome == "failed":
        return (
            f"请在浏览器中打开 {section.url}:栏目已撤或改址的,改正门户文件中的网址;"
            "网站暂时打不开的,过后再运行同一命令"
        )
    for words, what in _PARTIAL.items():
        if words in section.reason:
            return what.format(url=section.url)
    return _OTHERWISE.format(url=section.url)


_AT_ITS_END = (
    "请打开 {url} 核对条数,看列表末尾是否还有条目;网站确实只有读到的这些的,"
    "在 overrides/bounds.csv 认可现在的条数(gongkai bounds propose),再运行同一命令"
)
_PARTIAL = {
    "暂不采用": "请打开 {url} 核对;网站确实如此的,在 overrides/bounds.csv 认可现在的条数"
    "(gongkai bounds propose),再运行同一命令",
    "无尽翻页": "请打开 {url} 核对有多少条;确有这么多的,在 overrides/bounds.csv 写明该栏目的上限,"
    "再运行同一命令",
    "系统上限": "网站只列出这么多,更早的请向网站管理单位索取",
    "拦截": "请过一两天再运行同一命令;仍被拦截时,请与网站管理单位联系,允许本机访问",
    "不能跟随": _AT_ITS_END,
    "没有能跟随": _AT_ITS_END,
    "可能漏读(": _AT_ITS_END,
    "列表自称": _AT_ITS_END,
    "不符(": _AT_ITS_END,
    "见 rejects": "读不出的行见公布文件的 rejects 表,请交给维护人员",
}
"""Words in the reason of a partial reading → what to do about it."""

_OTHERWISE = "请再运行同一命令,读不到的会再试,已读到的不重读;几次仍如此的,请打开 {url} 核对"
