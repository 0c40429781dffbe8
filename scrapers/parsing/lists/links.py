"""The links of a row: which of them may be its title, which one is, and where each leads."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from scrapers.parsing.lists import weights
from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import REPEATED, Element
from scrapers.parsing.pager.block import is_control
from scrapers.parsing.words.rows import LEGAL, NOISE

_SCRIPT_ADDRESS = re.compile(
    r"[\"']((?:https?:)?[^\"'\s]*(?:/|\.s?html?|\.jhtml|\.jsp|\.aspx?|\.php|\.pdf|\.docx?)[^\"'\s]*)[\"']",
    re.I,
)
_NO_ADDRESS = ("javascript", "#", "about:", "mailto:", "tel:")
_BRACKETED = re.compile(r"[\[【〔(（].{1,20}[\]】〕)）]")
_NUMBERED = re.compile(r"\d{3,}|[0-9a-f]{16,}")
_FOLDED = re.compile(r"[\r\n\t]")
_PLAIN = re.compile(r"(?:\./|(?P<host>/))?(?P<path>(?:[\w-]+/)*[\w-]+(?:\.\w+)?)", re.ASCII)
"""An address below the page's folder, or below its host, with nothing to be resolved in it."""
_PLAIN_FOLDER = re.compile(r"(https?://[\w.:-]+/)(?:[\w-]+/)*", re.ASCII)


class RowLink:
    """A link of a row that may be its title."""

    __slots__ = ("_weight", "element", "href", "noise", "shown", "text")

    def __init__(self, element: Element, href: str, shown: str, text: str, *, noise: bool) -> None:
        self.element, self.href, self.shown, self.text = element, href, shown, text
        """`shown` is what stands in it, `text` what it is called where that is nothing."""
        self.noise = noise
        """Whether it is called 更多, 查看, 下载 …, which is a title only where there is nothing else."""
        self._weight: float | None = None

    @property
    def weight(self) -> float:
        """What speaks for it among the links of a row; it may stand in several, box in box."""
        if self._weight is None:
            self._weight = _weight(self)
        return self._weight


LinksRead = dict[Element, RowLink | None]
"""What was read of each link of a page, so that none is read twice."""


def links_of(row: Element, memo: LinksRead | None = None) -> list[RowLink]:
    """Links of the row that can be a title, in order: those with a text or a title, no pager controls,
    no 更多 / 查看 / 下载; when nothing else is there, such words are a title after all.

    `memo` is for callers that look at the same links in several rows.
    """
    found: list[RowLink] = []
    spare: list[RowLink] = []
    for anchor in [row] if row.tag == "a" else row.iter("a"):
        link = link_of(anchor, memo)
        if link is not None:
            (spare if link.noise else found).append(link)
    return found or spare


def link_of(anchor: Element, memo: LinksRead | None = None) -> RowLink | None:
    """The link as one that may be a title; None for pager controls, legal notes, and links without a text."""
    if memo is None:
        return _link_of(anchor)
    if anchor not in memo:
        memo[anchor] = _link_of(anchor)
    return memo[anchor]


def _link_of(anchor: Element) -> RowLink | None:
    shown = dom.text_of(anchor)
    text = shown or dom.fold(anchor.get("title") or "") or _alternative(anchor)
    if not text:
        return None
    href = anchor.node.attr("href")
    if href is None and not anchor.node.attr("onclick"):
        return None
    href = (href or "").strip()
    called = _called(text, href)
    return RowLink(anchor, href, shown, text, noise=called == "noise") if called != "none" else None


@lru_cache(maxsize=REPEATED)  # the menus of a site are the same on all its pages
def _called(text: str, href: str) -> Literal["title", "noise", "none"]:
    """Whether a link may be a title by what it is called, is a word beside one, or neither."""
    if is_control(text):
        return "none"
    shown = f"{text} {href}".lower()
    if any(words in shown for words in LEGAL):
        return "none"
    return "noise" if NOISE.fullmatch(text) else "title"


def _alternative(anchor: Element) -> str:
    return next((dom.fold(img.get("alt") or "") for img in anchor.iter("img") if img.get("alt")), "")


def is_crowded(links: list[RowLink], most: int) -> bool:
    """Whether a row leads to more addresses than a row does, so that none of them is its own."""
    return len(links) > most and len({link.href for link in links}) > most


def main_link(links: list[RowLink]) -> RowLink | None:
    """The link that leads to the item: not a `[category]` in front, rather an address with a number in it,
    rather a longer text; of several links to one address the first with a text of some length.
    """
    if len(links) < 2:
        return links[0] if links else None
    best = max(links, key=_WEIGHT)
    same = (link for link in links if link.href == best.href)
    return next((link for link in same if len(link.shown) >= weights.SHORTEST_TITLE), best)


_WEIGHT = attrgetter("weight")


def _weight(link: RowLink) -> float:
    bracketed = _BRACKETED.fullmatch(link.text) or _is_bracketed(link.element)
    numbered = _NUMBERED.search(link.href)
    return (
        len(link.text)
        + (weights.NUMBERED_ADDRESS if numbered else 0)
        + (weights.BRACKETED if bracketed else 0)
        + (weights.NO_ADDRESS if is_unusable(link.href) else 0)
    )


def _is_bracketed(anchor: Element) -> bool:
    before, parent = anchor.getprevious(), anchor.getparent()
    lead = (before.tail if before is not None else parent.text if parent is not None else None) or ""
    return lead.rstrip().endswith(("[", "【", "〔")) and (anchor.tail or "").lstrip().startswith(
        ("]", "】", "〕")
    )


@lru_cache(maxsize=REPEATED)
def is_unusable(href: str) -> bool:
    """Whether an address leads to no page: empty, a script, a mark on the page."""
    return not href or href.lower().startswith(_NO_ADDRESS)


def address_of(anchor: Element, base: str) -> str | None:
    """Absolute address of a row's link, from its href or from the address named in its script; else None."""
    return address_written((anchor.node.attr("href") or "").strip(), anchor, base)


def address_written(href: str, anchor: Element, base: str) -> str | None:
    """As `address_of`, where the link's href is known already."""
    href = href.replace("\\", "/")
    if is_unusable(href):
        scripts = f"{href if href.lower().startswith('javascript') else ''} {anchor.get('onclick') or ''}"
        named = _SCRIPT_ADDRESS.search(scripts)
        if named is None:
            return None
        href = named[1]
    return _resolved(href, base if href[:1] == "?" else _folder_of(base))


@lru_cache(maxsize=64)  # of a few pages: all links of one share it
def _folder_of(base: str) -> str:
    """What an address without a query of its own is resolved against, which is the same for all pages of a
    folder; the whole of an address that ends with its host."""
    page = base.partition("?")[0].partition("#")[0]
    return base if page.count("/") < 3 else page[: page.rindex("/") + 1]


@lru_cache(maxsize=REPEATED)  # the menus of a site are the same on all pages of a folder
def _resolved(href: str, base: str) -> str | None:
    plain, folder = _PLAIN.fullmatch(href), _PLAIN_FOLDER.fullmatch(base)
    if plain is not None and folder is not None:
        return f"{folder[1] if plain['host'] else base}{plain['path']}"
    url = dom.absolute(base, _FOLDED.sub("", href))
    return url if url and url.lower().startswith(("http://", "https://")) else None
