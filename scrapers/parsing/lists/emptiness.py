"""What a page says itself when its list is empty, and the signs that a script would fill it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scrapers.address import host_of
from scrapers.parsing.lists import weights
from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.words.empty import EMPTY, SCRIPTED

_NO_SIZE = re.compile(r"[01](?:px)?")


def empty_words(tree: Element) -> str | None:
    """The page's own words for an empty list, alone in a shown element that is no link; else None."""
    return next((words for _, words in empty_places(tree)), None)


def empty_places(tree: Element) -> Iterator[tuple[Element, str]]:
    """Each element with the page's own words for an empty list, and the words."""
    if not any(map(_says_empty, tree.node.strings)):
        return
    for element in tree.iter():
        if element.tag in dom.HIDDEN or element.tag in ("a", "option", "title"):
            continue
        for text in (element.text, *(child.tail for child in element)):
            if text and _says_empty(text) and not _is_hidden(element):
                yield element, dom.fold(text)


def _says_empty(text: str) -> bool:
    words = _words_before(text) if len(text) <= dom.SHORT else _words(text)
    return bool(words) and len(words) >= weights.SHORTEST_WORDS


def _words(text: str) -> str:
    """The text where it says that there is nothing; else ''."""
    shown = dom.fold(text)
    return shown if EMPTY.fullmatch(shown) else ""


_words_before = lru_cache(maxsize=dom.REPEATED)(_words)  # a site prints its menus and labels on every page


def framed_list(markup: Markup) -> str | None:
    """Address of the first shown frame of the same host, where a page's list may stand; else None."""
    for node in markup.tree.iter("iframe", "frame"):
        url = dom.absolute(markup.base, node.get("src") or "")
        shown = not _NO_SIZE.fullmatch(node.get("width") or "") and not _NO_SIZE.fullmatch(
            node.get("height") or ""
        )
        own = url is not None and host_of(url) == host_of(markup.url) and url != markup.url
        if node.get("src") and own and shown and not _is_hidden(node):
            return url
    return None


def script_evidence(source: str) -> str | None:
    """Which sign shows that the rows come by a script; None where there is none."""
    return next((words for sign, words in SCRIPTED if sign.search(source)), None)


def _is_hidden(element: Element) -> bool:
    """Whether the element or one around it is not displayed, or is a link or script."""
    nodes = (element, *element.iterancestors())
    return any(
        node.tag in dom.HIDDEN
        or node.tag == "a"
        or re.search(r"display\s*:\s*none", node.get("style") or "", re.I)
        for node in nodes
    )
