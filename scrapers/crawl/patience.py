"""How far a list is followed that goes on and on: some pagers never end, and what they show is made up."""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.crawl.list_result import ListResult

MAX_PAGES = 2000
"""Pages of one list at most; a longer one is partial and says so."""

FIRST_PAGES = 300
"""Pages of a list that states no total, where it was never read to its end before."""

GROWTH = 3
"""A list without a stated total is ended at so many times the rows of its last complete reading …"""

GROWTH_ROWS = 500
"""… and so many more."""

_UNUSED = "疑为无尽翻页,所读的行均未采用"
_REMEDY = f"{_UNUSED};如确有这么多,请在 bounds.csv 写明该栏目的上限"


@dataclass(frozen=True, slots=True)
class Patience:
    """How far a list is followed that does not say how long it is: rows (None: any number), and pages."""

    rows: int | None = None
    pages: int = FIRST_PAGES

    @classmethod
    def of(cls, complete_rows: int | None, max_rows: int | None) -> Patience:
        """By the rows of the last complete reading, and by the most that a person expects (bounds.csv)."""
        expected = [GROWTH * rows + GROWTH_ROWS for rows in (complete_rows, max_rows) if rows is not None]
        return cls(max(expected), MAX_PAGES) if expected else cls()

    def spent(self, walk: ListResult, number: int, seen: int) -> str:
        """Why a walk that has read page `number`, and so many different rows, is ended, in Chinese; empty
        while there is no reason to."""
        if walk.records_declared and seen > 2 * walk.records_declared + 100:
            return f"读到的行远多于列表自称的 {walk.records_declared} 条,{_UNUSED}"
        if walk.pages_declared and number > 2 * walk.pages_declared + 10:
            return f"翻过的页远多于列表自称的 {walk.pages_declared} 页,{_UNUSED}"
        if walk.records_declared is None and self.rows is not None and seen > self.rows:
            return f"列表没有写明总数,读到第 {number} 页已有 {seen} 行,远多于以往,{_REMEDY}"
        if walk.records_declared is None and walk.pages_declared is None and number >= self.pages:
            return f"列表没有写明总数,翻到第 {number} 页仍有新行,{_REMEDY}"
        return ""
