"""One control of a pager: what it is called, what kind it is, and where it leads as far as its markup says.

A control is live where it has an address, a script, or the number of a page in an attribute that a script
reads. `<a>下一页</a>`, `href="#"` without a script and what is disabled are dead: a list's last page prints
them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager import limits
from scrapers.parsing.pager.numbering import own_file
from scrapers.parsing.words.pager import (
    ADDRESS_ATTRIBUTES,
    DEAD,
    HANDLER,
    HIDING,
    LAST,
    LOAD_MORE,
    NEXT,
    NEXT_NAMES,
    NEXT_PICTURES,
    NUMBER_ATTRIBUTES,
    PREVIOUS,
    VOID,
)

ARROWS = " \u00a0\u3000\t<>《》«»‹›>〉〈[]【】（）()|…→←＞＜·.。▶►◀◄"
Kind = Literal["number", "next", "previous", "last", "more"]
_ONWARD = (">", "»", "›", "＞", "→", "▶", "►")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BUTTONS = ("button", "submit", "image")
_QUOTED = r"[\"']([^\"'\s]*(?:/|\.s?html?|\.jhtml|\.jsp|\.aspx?|\.php|\?)[^\"'\s]*)[\"']"
_SCRIPT_ADDRESS = re.compile(
    rf"(?<!\+)(?<!\+\s){_QUOTED}(?!\s*\+)(?P<more>\s*,\s*[\"']?(\d+))?", re.IGNORECASE
)
"""An address written out in a script; none that is put together of parts."""
_FILE_ALONE = re.compile(r"[^/?]+?(?:_?\d+)?\.\w+")


@dataclass(frozen=True, slots=True)
class Control:
    """One control of a pager."""

    text: str
    url: str
    """Absolute; '' where it has none, or only a script knows it."""
    script: str = ""
    """Its `javascript:` address and handlers."""
    number: int | None = None
    """The page's number in an attribute that a script reads (`data-page`)."""
    element: Element | None = field(default=None, compare=False, repr=False)

    @property
    def acts(self) -> bool:
        """Whether its script does anything (`javascript:;` does nothing)."""
        return bool(VOID.sub("", self.script).strip())

    @property
    def is_live(self) -> bool:
        """Whether it may lead anywhere by what is written on it; `javascript:;` may: scripts bind to it."""
        return bool(self.url or self.script or self.number is not None)

    @property
    def rank(self) -> int:
        """How much is known of where it leads."""
        return 3 if self.url else 2 if self.acts else 1 if self.is_live else 0


def read_control(markup: Markup, node: Element) -> Control | None:
    """The node as a control; None where it is none, or is disabled."""
    written = [value for name in ADDRESS_ATTRIBUTES if (value := (node.get(name) or "").strip())]
    href = next(filter(_is_address, written), written[0] if written else "")
    script = "; ".join(
        filter(None, (href if href.lower().startswith("javascript") else "", *_handlers(node)))
    )
    number = _number_attribute(node)
    button = node.tag == "button" or (node.tag == "input" and (node.get("type") or "").lower() in _BUTTONS)
    if not (node.tag in ("a", "area") or script or href or number is not None or button) or is_disabled(node):
        return None
    text = label_of(node) if node.tag in ("input", "img", "area") else dom.text_of(node)
    bare = text.strip(ARROWS)
    url = _address(markup, href, script)
    return Control(bare if bare.isdigit() else text, url, script, number, node)


def is_disabled(node: Element) -> bool:
    """Whether the node, or the list item that it is all of, is marked as one that cannot be pressed."""
    around = node.getparent()
    item = around is not None and around.tag == "li" and len(around) == 1
    return any(
        DEAD.search(one.get("class") or "")
        or one.get("disabled") is not None
        or one.get("aria-disabled") == "true"
        for one in ((node, around) if item and around is not None else (node,))
    )


def is_hidden(node: Element) -> bool:
    """Whether the node or one around it is not shown."""
    return any(
        one.get("hidden") is not None
        or _NOT_SHOWN.search(one.get("style") or "") is not None
        or HIDING.search(one.get("class") or "") is not None
        for one in (node, *node.iterancestors())
        if one.tag not in ("html", "body")
    )


def is_word(text: str, words: frozenset[str]) -> bool:
    """Whether the text is one of the words, however it is spaced (下 一 页)."""
    lower = text.lower()
    return lower in words or "".join(lower.split()) in words


def kind_of(node: Element, text: str) -> Kind | None:
    """What the control of this text is for, None where it is for none of the pager's own."""
    bare = text.strip(ARROWS)
    if bare.isdigit() and len(bare) <= limits.DIGITS:
        return "number"
    label = (bare or label_of(node)).lower()
    for kind, words in _WORDS:
        if is_word(label, words):
            return kind
    if bare:
        return None
    names = " ".join(
        (node.get("class") or "", *(child.get("class") or "" for child in node), node.get("rel") or "")
    )
    pictures = (image.get("src") or "" for image in node.iter("img", "input"))
    arrow = text.strip() in _ONWARD or NEXT_NAMES.search(names)
    return "next" if arrow or any(map(NEXT_PICTURES.search, pictures)) else None


_WORDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("next", NEXT), ("previous", PREVIOUS), ("last", LAST), ("more", LOAD_MORE),
)  # fmt: skip


def label_of(node: Element) -> str:
    """What the node is labelled with by attributes, its own or of a picture in it; '' where by none."""
    for name in ("value", "alt", "title", "aria-label"):
        if label := (node.get(name) or "").strip():
            return label
    images = (image.get("alt") or image.get("title") or "" for image in node.iter("img"))
    labels = [label.strip() for label in images if label.strip()]
    return next((label for label in labels if label.lower() in NEXT), labels[0] if labels else "")


def _handlers(node: Element) -> list[str]:
    """Scripts of the node's own handlers."""
    return [value for name, value in node.items() if value and HANDLER.fullmatch(name)]


def _number_attribute(node: Element) -> int | None:
    written = (node.get(name) or "" for name in NUMBER_ATTRIBUTES)
    return next((int(w) for w in written if w.isascii() and w.isdigit() and len(w) <= limits.DIGITS), None)


def _address(markup: Markup, href: str, script: str) -> str:
    """Absolute address of a control, from its href or from the address that its script names."""
    if _is_address(href):
        return _absolute(markup.base, href)
    for named in _SCRIPT_ADDRESS.finditer(script):
        # `goPage('/list.jsp', 2)` names the place, not page 2.
        if not named["more"] or named[3] in re.findall(r"\d+", named[1]):
            return resolved(markup, named[1])
    return ""


def _is_address(href: str) -> bool:
    return bool(href) and not href.startswith("#") and not href.lower().startswith("javascript")


def resolved(markup: Markup, address: str) -> str:
    """Absolute form of an address that a script goes to; '' where it is none.

    A file beside the page (`index_2.jhtml` of `/tzgg/index.jhtml`) is meant as that also where a `<base>`
    names the site's root.
    """
    beside = bool(_FILE_ALONE.fullmatch(address)) and own_file(address)[0] == own_file(markup.url)[0]
    return _absolute(markup.url if beside else markup.base, address)


def _absolute(base: str, address: str) -> str:
    url = dom.absolute(base, address)
    return url if url and url.lower().startswith("http") else ""
