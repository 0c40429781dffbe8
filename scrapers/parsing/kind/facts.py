"""What a page shows, as far as it decides whether the page is somebody's content or a stub in its place."""

from __future__ import annotations

import re
from functools import cached_property

from scrapers.parsing.kind.article import is_tagged, prints_head
from scrapers.parsing.page.dom import Element, fold, text_of
from scrapers.parsing.page.lines import Line, PageLines
from scrapers.records import Page

SMALL = 300
"""Bytes under which an answer with status 200 is a firewall's, and characters of text under which a page that
carries a challenge or a redirect has nothing else to say."""
FEW_LINKS = 8
"""Links that a challenge or a stub may carry; a page with navigation is somebody's page."""
DOCUMENT = re.compile(r"通知|公告|公示|通报|方案|办法|意见|报告|批复|解读|名单|指南|决定|规定|细则")
"""Kinds of documents: a page titled so speaks of a challenge or a failure, it is none."""
_LEAST = 10
"""Characters shown by a page that prints a date below a heading."""
_CONTROL = 8
"""Characters of a link that leads on from a message: 返回首页, 点击这里."""
_PARTS = re.compile(r"\s*(?:[_|—–·»>＞]+|\s-+|-+\s|(?<=[\u4e00-\u9fff])-+|-+(?=[\u4e00-\u9fff]))\s*")


class PageFacts:
    """One page as the tests for pages without content look at it; each fact is found out once."""

    def __init__(self, page: Page, text: str, tree: Element, page_lines: PageLines) -> None:
        self.page, self.text, self.tree = page, text, tree
        self.page_lines, self.lines = page_lines, page_lines.lines
        title = tree.find(".//title")
        self.title = "" if title is None else text_of(title)
        self.shown = sum(len(line.text) for line in self.lines)
        self.links = sum(1 for link in tree.iter("a") if link.get("href"))
        self.article = self.shown > SMALL and is_tagged(tree)

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
        """Whether the page shows anything and prints an item's head."""
        return self.shown >= _LEAST and prints_head(self.page_lines)

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
