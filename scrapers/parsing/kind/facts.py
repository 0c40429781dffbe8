"""One answer as every reader gets it, and what it shows as far as that decides what kind of page it is."""

from __future__ import annotations

import re

from scrapers.charset import decode
from scrapers.parsing.kind import limits
from scrapers.parsing.kind.data import not_html
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.kind.once import once
from scrapers.parsing.kind.signs import ItemSigns
from scrapers.parsing.page.dom import (
    Comment,
    Element,
    Parsed,
    fold,
    parsed,
    text_of,
)
from scrapers.parsing.page.lines import Line, PageLines, lines_of
from scrapers.records import Page

_PARTS = re.compile(r"\s*(?:[_|—–·»>＞]+|\s-+|-+\s|(?<=[\u4e00-\u9fff])-+|-+(?=[\u4e00-\u9fff]))\s*")


class PageFacts:
    """One answer, decoded and parsed once; each fact is found out once, and only where it is asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text, self.encoding = decode(page.body, page.content_type)
        self.bare: Kind | None = not_html(page, self.text)
        """What bytes, header and form say where the answer is no HTML."""

    @once
    def _parsed(self) -> Parsed:
        return parsed(self.text, self.page.body if self.encoding == "utf-8" else None)

    @property
    def tree(self) -> Element:
        """The page as a tree."""
        return self._parsed.tree

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments that hold links."""
        return self._parsed.comments

    @property
    def tangled(self) -> bool:
        """Whether the page has more levels than a browser builds: rows and frame cannot be told apart."""
        return self._parsed.is_cut

    @once
    def page_lines(self) -> PageLines:
        """The lines that a reader sees, and which of them each element spans."""
        return lines_of(self.tree)

    @property
    def lines(self) -> list[Line]:
        """The lines that a reader sees."""
        return self.page_lines.lines

    @once
    def title(self) -> str:
        """The text of `<title>`."""
        title = self.tree.find(".//title")
        return "" if title is None else text_of(title)

    @once
    def shown(self) -> int:
        """Characters shown."""
        return sum(len(line.text) for line in self.lines)

    @once
    def links(self) -> int:
        """Links that lead anywhere."""
        return sum(1 for link in self.tree.iter("a") if link.get("href"))

    @once
    def signs(self) -> ItemSigns:
        """What shows that the page is an item."""
        return ItemSigns(self.tree, self.page_lines)

    @once
    def article(self) -> bool:
        """Whether the page shows more than a stub and names its title in the official tag."""
        return self.shown > limits.SMALL and self.signs.tagged

    @once
    def scripts(self) -> str:
        """All inline scripts of the page."""
        return "\n".join(script.text or "" for script in self.tree.iter("script"))

    @once
    def title_parts(self) -> list[str]:
        """The parts of `<title>` between its separators: item, section, site."""
        return [part for part in _PARTS.split(self.title) if part]

    @once
    def is_item(self) -> bool:
        """Whether the page shows anything and prints an item's head."""
        return self.shown >= limits.LEAST and self.signs.headed

    def says(self, line: Line) -> str:
        """What a shown line says outside links; '' for a row, which is a link to what it says, and for what
        is not displayed."""
        if line.hidden or line.linked * 2 > len(line.text):
            return ""
        if not line.linked:
            return line.text
        links = [fold(text_of(a)) for a in line.node.iter("a")]
        if any(len(text) > limits.CONTROL for text in links):
            return ""
        bare = line.text
        for text in filter(None, links):
            bare = bare.replace(text, " ", 1)
        return bare.strip()
