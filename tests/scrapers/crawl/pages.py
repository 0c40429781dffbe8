"""A list whose pages and pagers are told one by one, for what no ordinary list does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.scrapers.crawl.site import LIST, Row, Section, Served, _html, _line

NextOf = Callable[[int], str]
"""What a page's pager says of the next page: its markup."""


def linked(number: int) -> str:
    """A working link to the page that follows."""
    return f'<a href="{LIST}index_{number + 1}.html">下一页</a>'


def dead(number: int) -> str:
    """The word of a pager on a list's last page."""
    return "<span>下一页</span>"


@dataclass
class Pages(Section):
    """Page N shows the Nth part; all but the last name the next page, unless `after` says otherwise."""

    rows: list[Row] = field(default_factory=list)
    parts: Sequence[Sequence[Row]] = ()
    counted: int | None = None
    """The pages that the list says it has (共N页)."""
    totals: Sequence[int | None] = ()
    """What each page says of the whole list (共N条); none past the end of this."""
    after: dict[int, NextOf] = field(default_factory=dict)
    """By page: what stands for the link to the next one."""
    further: Callable[[int], Served | None] = lambda number: None
    """What is answered for pages behind the last one."""

    def __post_init__(self) -> None:
        """The rows of all parts are served as items."""
        self.rows = list({row.key: row for part in self.parts for row in part}.values())

    def serve(self, url: str) -> Served:
        """A page by its number, an item, or what stands behind the list's end."""
        if url in self.overrides:
            return self.overrides[url]
        name = url.removeprefix(f"{LIST}index_").removesuffix(".html")
        number = 1 if url == LIST else int(name) if name.isdigit() else 0
        if 1 <= number <= len(self.parts):
            return "ok", 200, self.shown(number, self.parts[number - 1]), url
        behind = self.further(number) if number else None
        if behind is not None:
            return behind
        row = next((row for row in self.rows if row.url == url), None)
        return ("gone", 404, b"", url) if row is None else ("ok", 200, self.item(row), url)

    def shown(self, number: int, part: Sequence[Row]) -> bytes:
        """Page `number` with these rows."""
        total = self.totals[number - 1] if number <= len(self.totals) else None
        follows = self.after.get(number, linked if number < len(self.parts) else dead)
        said = [
            f"共{total}条" if total is not None else "",
            f"第{number}页/共{self.counted}页" if self.counted else "",
            f'<a href="{LIST}">首页</a>',
            follows(number),
        ]
        lines = "".join(_line(row) for row in part)
        return _html(f'<ul class="list">{lines}</ul>', f'<div class="page">{" ".join(said)}</div>')


def cut(rows: Sequence[Row], *sizes: int) -> list[list[Row]]:
    """The rows as pages of those sizes."""
    parts, at = [], 0
    for size in sizes:
        parts.append(list(rows[at : at + size]))
        at += size
    return parts
