"""What one row of a list prints, read once: its texts node by node, its links, the date beside its title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from scrapers.parsing.lists import titles, weights
from scrapers.parsing.lists.links import LinksRead, RowLink, links_of
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.words.rows import DATE_LABEL, PUBLISHED
from scrapers.records import Moment

_SPLIT_DATE = re.compile(
    r"(?<!\d)\d{1,2}[-/.日]?\s*\d{0,2}\s+(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}[-/.年]?\d{0,2}月?\s+\d{1,2}(?:[-/.]\d{1,2})?"
)


class RowText:
    """One row; what several readers ask of it is found out once, where it is asked for."""

    __slots__ = ("_date", "_lines", "_link", "_links", "_memo", "_pieces", "element")

    def __init__(self, element: Element, memo: LinksRead | None = None) -> None:
        self.element, self._memo = element, memo
        self._links: list[RowLink] | None = None
        self._pieces: list[tuple[bool, Element, str]] | None = None
        self._lines: str | None = None
        self._link: Element | None = None
        self._date: Moment | None = None

    @property
    def links(self) -> list[RowLink]:
        """The links that can be its title, in order."""
        if self._links is None:
            self._links = links_of(self.element, self._memo)
        return self._links

    @property
    def pieces(self) -> list[tuple[bool, Element, str]]:
        """(True, node, its text) where a node of the row begins and (False, node, its tail) where it ends,
        texts folded; what is never shown has no text, the row no tail."""
        if self._pieces is None:
            row = self.element
            self._pieces = [
                (begins, node, dom.fold((begins and node.text) or (not begins and node.tail) or ""))
                if not begins or node.tag not in dom.HIDDEN
                else (True, node, "")
                for begins, node in dom.walk(row)
            ]
            self._pieces[-1] = (False, row, "")
        return self._pieces

    @property
    def lines(self) -> str:
        """Shown text with a blank between inline nodes and a line break between blocks: a value ends with its
        block, where the summary begins. '' where the row has no colon, and so no label."""
        if self._lines is None:
            pieces = self.pieces
            if not any(":" in text or "：" in text for _, _, text in pieces):
                self._lines = ""
            else:
                self._lines = "".join(
                    ("\n" if node.tag in dom.BLOCKS else " ") + text
                    for begins, node, text in pieces
                    if not begins or node.tag not in dom.HIDDEN
                )
        return self._lines

    @property
    def spaced(self) -> str:
        """Shown text with a blank between all nodes."""
        return " ".join(
            text for begins, node, text in self.pieces if text and not (begins and node.tag == "option")
        )

    def beside(self, link: Element) -> list[str]:
        """Texts of the row outside its main link, node by node; none is ''."""
        if self.element is link:
            return []
        found: list[str] = []
        inside = False
        for begins, node, text in self.pieces:
            if node is link:
                inside = begins
                if begins:
                    continue
            if text and not inside:
                found.append(text)
        return found

    def date(self, link: Element) -> Moment | None:
        """The row's date: a part outside the link that is a date or says 发布日期, else a date in a short
        part of the row. A date in the running text of a summary is not the row's."""
        if self._link is not link:
            self._link, self._date = link, _date_of(self.beside(link), link)
        return self._date


def texts_of(rows: Iterable[Element], memo: LinksRead | None = None) -> list[RowText]:
    """The rows as what they print; `memo` knows what was read of the page's links before."""
    return [RowText(row, memo) for row in rows]


def _date_of(shown: list[str], link: Element) -> Moment | None:
    for part in shown:
        moment = whole_date(part)
        if moment is not None:
            return moment
    outside = " ".join(shown)
    published = PUBLISHED.search(outside)
    if published and (moment := dates.find_moment(published[1])):
        return moment
    brief = " ".join(part for part in shown if len(part) <= weights.BRIEF)
    split = _SPLIT_DATE.search(brief)
    if split and (moment := dates.find_moment(split.group())):
        return moment
    return dates.find_moment(brief) or _inside_date(link)


def whole_date(text: str) -> Moment | None:
    """The date that a text is, a label before it aside; else None."""
    return _whole_before(text) if len(text) <= dom.SHORT else _whole(text)


def _whole(text: str) -> Moment | None:
    return dates.parse_moment(titles.unlabelled(text))


_whole_before = lru_cache(maxsize=dom.REPEATED)(_whole)  # lists of one site print the same days


def _inside_date(link: Element) -> Moment | None:
    """The date in an element of its own inside the link, also in two (03/10 and 2025)."""
    if not len(link):
        return None
    pieces = [folded for text in link.itertext() if (folded := dom.fold(text))]
    for piece in pieces:
        moment = whole_date(piece)
        if moment is not None and len(pieces) > 1:
            return moment
    for one, two in pairwise(pieces):
        if moment := dates.parse_moment(f"{one} {two}"):
            return moment
    labelled = next((p for p in pieces if len(pieces) > 1 and DATE_LABEL.match(p)), None)
    return dates.find_moment(labelled) if labelled else None
