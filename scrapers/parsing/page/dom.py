"""One parse of a page, and the few questions that every reader asks of the tree.

libxml2 cuts everything below 2,048 levels and keeps no text of such a page; Word pastes with thousands of
unclosed `<font>` reach that. Then tags that carry no structure are taken out and the page is parsed again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

_EMPTY = b"<html><body></body></html>"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_INLINE_TAGS = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|o:p|st1:\w+|big|small|center)\b[^>]*>", re.IGNORECASE
)
_BOX_TAGS = re.compile(
    r"</?(?:div|section|article|p|table|tbody|tr|td|ul|ol|li|a|blockquote)\b[^>]*>", re.IGNORECASE
)
_SPACE = re.compile(r"[\s\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff]+")
_ZERO_WIDTH = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff]")
"""What no function of `str` takes for white space."""

SHORT, REPEATED = 60, 8192
"""Letters of the texts whose reading is remembered, and how many are: a site prints its menus and labels on
every page, and what is read of them is the same each time."""

HIDDEN = frozenset({"script", "style", "template"})
"""Elements whose text is never shown."""

_BLOCK_NAMES = """
    address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th thead title tr ul
    ucapcontent founder-content
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that stand apart from the text around them, so a blank belongs between."""


def parse(text: str) -> HtmlElement:
    """The `<html>` element of `text`, comments kept. Never raises and never recurses: text that is no markup
    becomes one paragraph, empty text an empty document, hostile nesting loses tags but no text.
    """
    root, too_deep = _parsed(text)
    for tags in (_INLINE_TAGS, _BOX_TAGS, re.compile(r"<[^>]*>")):
        if not too_deep:
            break
        text = tags.sub(" ", text)
        root, too_deep = _parsed(text)
    return root


def base_url(tree: HtmlElement, page_url: str) -> str:
    """Address that relative links of the page are resolved against: its `<base href>`, else its own."""
    for base in tree.iter("base"):
        href = (base.get("href") or "").strip()
        if href:
            return absolute(page_url, href) or page_url
    return page_url


def absolute(base: str, href: str) -> str | None:
    """`href` resolved against `base`, or None where it is no address at all (a broken host, bad port)."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return None


def text_of(element: HtmlElement) -> str:
    """Shown text of the element (without its tail), white space folded to single blanks, ends trimmed.

    Scripts, styles and comments are left out; a blank stands between blocks, none between inline elements.
    """
    return fold(raw_text_of(element))


def raw_text_of(element: HtmlElement) -> str:
    """Shown text of the element as written, with a line break between blocks."""
    if not len(element):  # most are leaves, for which a walk is a long way
        return _own_text(element)
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("start", "end") and node.tag in BLOCKS:
            parts.append("\n")
        if event == "start" and node.tag not in HIDDEN:
            parts.append(node.text or "")
        elif event != "start" and node is not element:
            parts.append(node.tail or "")
    return "".join(parts)


def spaced(element: HtmlElement) -> str:
    """Shown text with a blank between all nodes, so that `<b>3</b><b>4</b>` are two numbers."""
    if not len(element):
        return text_of(element) if element.tag != "option" else ""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start" and node.tag not in HIDDEN and node.tag != "option":
            parts.append(node.text or "")
        elif event != "start" and node is not element:
            parts.append(node.tail or "")
    return fold(" ".join(parts))


def _own_text(leaf: HtmlElement) -> str:
    """`raw_text_of` of an element without any node inside."""
    if leaf.tag in HIDDEN or not isinstance(leaf.tag, str):
        return ""
    return f"\n{leaf.text or ''}\n" if leaf.tag in BLOCKS else leaf.text or ""


def fold(text: str) -> str:
    """White space of every kind (also NBSP, U+3000, zero-width) folded to one blank, ends trimmed."""
    return _folded_before(text) if len(text) <= SHORT else _folded(text)


def _folded(text: str) -> str:
    if _ZERO_WIDTH.search(text):
        return _SPACE.sub(" ", text).strip()
    return " ".join(text.split())  # the same without zero-width characters, in a fifth of the time


_folded_before = lru_cache(maxsize=REPEATED)(_folded)


def tag_of(element: HtmlElement) -> str:
    """The element's name; comments and the like have none and give ''."""
    return element.tag if isinstance(element.tag, str) else ""


def names_of(element: HtmlElement) -> str:
    """The element's class and id in one text, as templates use either to name a part of the page."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _parsed(text: str) -> tuple[HtmlElement, bool]:
    """The root and whether the parser gave up because of nesting."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    body = _CONTROLS.sub("", text).encode("utf-8", "replace")
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        root = None
    too_deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    if not isinstance(root, HtmlElement):
        root = etree.fromstring(_EMPTY, HTMLParser())
    return root, too_deep
