"""What a page shows, as far as it decides whether the page is somebody's content or a stub in its place."""

from __future__ import annotations

import re
from functools import cached_property

from lxml.html import HtmlElement

from scrapers.parsing.page.dates import find_moment
from scrapers.parsing.page.dom import fold, text_of
from scrapers.parsing.page.headings import looks_like_title
from scrapers.parsing.page.labels import pairs_of
from scrapers.parsing.page.lines import Line, PageLines
from scrapers.parsing.words.labels import VAGUE_DATE_LABELS
from scrapers.records import Page

SMALL = 300
"""Bytes under which an answer with status 200 is a firewall's, and characters of text under which a page that
carries a challenge or a redirect has nothing else to say."""
FEW_LINKS = 8
"""Links that a challenge or a stub may carry; a page with navigation is somebody's page."""
DOCUMENT = re.compile(r"通知|公告|公示|通报|方案|办法|意见|报告|批复|解读|名单|指南|决定|规定|细则")
"""Kinds of documents: a page titled so speaks of a challenge or a failure, it is none."""
_BELOW = 3
"""Lines below a heading in which its date stands."""
_CONTROL = 8
"""Characters of a link that leads on from a message: 返回首页, 点击这里."""
_PARTS = re.compile(r"\s*(?:[_|—–·»>＞]+|\s-+|-+\s|(?<=[\u4e00-\u9fff])-+|-+(?=[\u4e00-\u9fff]))\s*")


class PageFacts:
    """One page as the tests for pages without content look at it; each fact is found out once."""

    def __init__(self, page: Page, text: str, tree: HtmlElement, page_lines: PageLines) -> None:
        self.page, self.text, self.tree, self.page_lines, self.lines = (
            page,
            text,
            tree,
            page_lines,
            page_lines.lines,
        )
        title = tree.find(".//title")
        self.title = "" if title is None else text_of(title)
        self.shown = sum(len(line.text) for line in self.lines)
        self.links = sum(1 for link in tree.iter("a") if link.get("href"))
        self.article = self.shown > SMALL and any(
            (meta.get("name") or "").lower() == "articletitle" and fold(meta.get("content") or "")
            for meta in tree.iter("meta")
        )

    @cached_property
    def scripts(self) -> str:
        """All inline scripts of the page."""
        return "\n".join(script.text or "" for script in self.tree.iter("script"))

    @cached_property
    def title_parts(self) -> list[str]:
        """The parts of `<title>` between its separators: item, section, site."""
        return [part for part in _PARTS.split(self.title) if part]

    @cached_property
    def is_item(self) -> bool:
        """Whether the page prints an item's head: a date behind a plain label, or one right below a heading.

        Dates of rows stand in a line with a link and do not count; nor does that of the page's own head
        (日期：…), which errors are printed under as well.
        """
        if self.shown < 10:
            return False
        labelled = any(
            pair.kind in ("published", "issued")
            and pair.label not in VAGUE_DATE_LABELS
            and len(pair.value) <= 60
            and not self.lines[pair.line].linked
            and find_moment(pair.value)
            for pair in pairs_of(self.page_lines)
        )
        return labelled or any(self._is_dated(line) for line in self.lines)

    def _is_dated(self, heading: Line) -> bool:
        """Whether a line is a heading with a date in the lines right below it, none of them a link."""
        if heading.linked or heading.hidden or len(heading.text) < 6 or not looks_like_title(heading.node):
            return False
        below = self.lines[heading.number + 1 : heading.number + 1 + _BELOW]
        return any(not one.linked and len(one.text) <= 80 and find_moment(one.text) for one in below)

    def says(self, line: Line) -> str:
        """What a shown line says outside links; '' for a row, which is a link to what it says, and for what
        is not displayed."""
        if line.hidden or line.linked * 2 > len(line.text):
            return ""
        if not line.linked:
            return line.text
        links = [fold(text_of(a)) for a in line.node.iter("a")]
        if any(len(text) > _CONTROL for text in links):
            return ""
        bare = line.text
        for text in filter(None, links):
            bare = bare.replace(text, " ", 1)
        return bare.strip()
