"""Places that a script fills when the page is shown: that they are empty as they came proves nothing."""

from __future__ import annotations

import re

from scrapers.parsing.page.dom import Element, text_of
from scrapers.parsing.page.lines import PageLines

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\$\{.*?\}|<%.*?%>|#\{.*?\}")
_FILLED = frozenset(
    {"div", "span", "td", "p", "dd", "em", "i", "b", "font", "label", "ul", "ol", "table", "tbody", "section"}
)
LEVELS = 3
"""Elements around a label in which the place of its value is looked for."""


def without_templates(value: str) -> str:
    """A value without what stands for something that a script is to put there."""
    return _TEMPLATE.sub("", value).strip() if "{" in value or "<%" in value else value


def has_place(element: Element) -> bool:
    """Whether something inside an element, or a cell itself, is empty and has a name for a script to fill."""
    cell = element.tag in ("td", "dd")
    return any(_is_place(one) for one in element.iter() if cell or one.node != element.node)


def place_between(page_lines: PageLines, first: int, until: int) -> bool:
    """Whether such a place stands with the label of line `first`, before the line `until`."""
    spans = page_lines.spans
    node = page_lines.lines[first].node
    around = [
        one.node for one in (node, *list(node.iterancestors())[:LEVELS]) if one.tag not in ("body", "html")
    ]
    named = spans.named(lambda tag, _class, own: bool(own) and tag in _FILLED)
    for element in named:
        begins, ends = spans.of(element)
        if first <= begins <= until and ends <= until and _is_place(element):
            parent = element.getparent()
            if parent is not None and any(parent.node == one for one in around):
                return True
    return False


def _is_place(element: Element) -> bool:
    return element.tag in _FILLED and bool(element.get("id")) and not text_of(element) and not _shows(element)


def _shows(element: Element) -> bool:
    return any(one.tag in ("img", "iframe", "embed", "object", "video") for one in element.iter())
