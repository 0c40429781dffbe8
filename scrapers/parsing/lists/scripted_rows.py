"""Addresses of rows that only a script follows: `onclick="openDetail('100')"`, pressed in the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scrapers.parsing.lists.links import address_of, is_unusable, main_link
from scrapers.parsing.lists.row_text import RowText
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.engine.questions import Press, Scripts
from scrapers.parsing.words.rows import IDLE_SCRIPT


def scripted_addresses(rows: Sequence[RowText], markup: Markup) -> Mapping[Element, str]:
    """The address to which each row's link leads, where its markup names none and pressing it shows one;
    links that do nothing are not pressed, nor copies of links, in rows that were put together. Two rows that
    lead to one address show none: the script reads something that was not told."""
    pressed = [
        link
        for row in rows
        if (link := _scripted(row, markup.base)) is not None and markup.tree in link.iterancestors()
    ]
    if not pressed:
        return {}
    starts = Scripts(markup).starts([[Press(link)] for link in pressed])
    found: dict[Element, str] = {}
    for link, start in zip(pressed, starts, strict=True):
        request = start.effects[0].request if start is not None else None
        if request is not None and request.method == "GET" and request.url != markup.url:
            found[link] = request.url
    return found if len(set(found.values())) == len(found) else {}


def _scripted(row: RowText, base: str) -> Element | None:
    """The row's own link, where only a script knows its address."""
    if not any(is_unusable((anchor.get("href") or "").strip()) for anchor in row.element.iter("a")):
        return None
    link = main_link(row.links)
    if link is None or link.element.getparent() is None or address_of(link.element, base) is not None:
        return None
    script = f"{link.href} {link.element.get('onclick') or ''}"
    return None if IDLE_SCRIPT.fullmatch(script) else link.element
