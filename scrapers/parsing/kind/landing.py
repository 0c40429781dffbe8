"""Landing pages: several lists of equal rank, none of which is the page's own."""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.kinds import Kind


@dataclass(frozen=True, slots=True)
class Rivals:
    """The lists of one page that could be a section's each, the best included."""

    count: int
    dated: int
    """How many of them print dates."""
    best_dated: bool
    """Whether the best does."""
    more: int
    """Links on the page that are called 更多."""
    home: bool
    """Whether the address is that of a site's home page."""
    paged: bool
    """Whether the page leads on or states its pages, or the best stands beside a number of all rows."""


def landing(rivals: Rivals) -> Kind | None:
    """The page as a landing page; None where one list is its own: it has a pager, or hardly a rival."""
    if rivals.paged:
        return None
    home = rivals.home and rivals.count >= limits.RIVALS_AT_HOME
    many = rivals.count >= (limits.RIVALS_OF_DATED if rivals.best_dated else limits.RIVALS)
    boxes = min(rivals.dated, rivals.more) >= limits.BOXES_WITH_MORE
    if not (home or many or boxes):
        return None
    return Kind("landing", f"页面上有 {rivals.count} 个并列的列表，没有翻页：是汇总页，不是一个栏目的列表")
