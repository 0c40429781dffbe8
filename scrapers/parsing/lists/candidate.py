"""A repeated part of a page that may be the section's own list, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrapers.parsing.lists.links import RowLink
from scrapers.parsing.page.dom import Element


@dataclass(slots=True)
class Candidate:
    """A candidate: rows in page order, the element around them, and what speaks for it."""

    container: Element
    rows: list[Element]
    origins: list[Element] = field(default_factory=list)
    """Where each row begins on the page: the row itself, or the link around which one without an element of
    its own was put together."""
    links: list[RowLink | None] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    """Per row: whether it has a title and a date."""
    score: float = 0.0
    place: str = ""
    beside_pager: bool = False
    holds_pager: bool = False
    """Beside the pager, and in one box with it."""
    mean_quality: float = 0.0
    hot: bool = False
    """Under a heading such as 热门 or 相关阅读."""
    foreign: bool = False
    """Under another heading than the column's, apart from where the column's own list would be."""
    crowded: bool = False
    """A lone row that leads to more addresses than a row does: the page around its lists."""
    other_heading: bool = False
    """Under a heading that is neither the column's name nor a year."""
    unmade: bool = False
    """Whether its row, one link with what follows it, is not put together yet."""

    def __post_init__(self) -> None:
        """Rows are their own origins unless they were put together."""
        self.origins = self.origins or self.rows

    @property
    def is_loose(self) -> bool:
        """Whether its rows have no element of their own: they were put together."""
        return self.origins is not self.rows

    @property
    def dated(self) -> int:
        """Number of rows with a title and a date."""
        return sum(self.dates)

    @property
    def titled(self) -> list[RowLink]:
        """Main links of the rows that have one."""
        return [link for link in self.links if link is not None]
