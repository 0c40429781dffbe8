"""Places that a script fills when the page is shown: that they are empty as they came proves nothing."""

from __future__ import annotations

import re

from scrapers.parsing.page.dom import Element, text_of
from scrapers.parsing.page.lines import PageLines

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\$\{.*?\}|<%.*?%>|#\{.*?\}")
_FILLED = frozenset(
    {"div", "span", "td", "p", "dd", "em", "i", "b", "font", "label", "ul", "ol", "table", "tbody", "section"}
)
_FIELDS = frozenset({"input", "textarea"})
_WRITES = frozenset({"script", "canvas"})
LEVELS = 3
"""Elements around a label in which the place of its value is looked for."""


def without_templates(value: str) -> str:
    """A value without what stands for something that a script is to put there."""
    return _TEMPLATE.sub("", value).strip() if "{" in value or "<%" in value else value


def has_place(element: Element) -> bool:
    """Whether something inside an element, or a cell itself, is empty and has a name for a script to fill; or
    holds the script that writes there, or the field of a form."""
    cell = element.tag in ("td", "dd")
    inside = (one for one in element.iter() if cell or one.node != element.node)
    return any(one.tag in _WRITES or _is_filled_in(one) or _is_place(one) for one in inside)


def place_between(page_lines: PageLines, first: int, until: int) -> bool:
    """Whether such a place stands with the label of line `first`, before the line `until`."""
    spans = page_lines.spans
    node = page_lines.lines[first].node
    around = [
        one.node for one in (node, *list(node.iterancestors())[:LEVELS]) if one.tag not in ("body", "html")
    ]
    named = spans.named(lambda tag, _class, own: tag in _FIELDS or (bool(own) and tag in _FILLED))
    for element in named:
        begins, ends = spans.of(element)
        if not first <= begins <= until or ends > until:
            continue
        parents = list(element.iterancestors())[:2]
        if not _is_filled_in(element):
            parents = parents[:1] if _is_place(element) else []
        if any(parent.node == one for parent in parents for one in around):
            return True
    return False


def _is_place(element: Element) -> bool:
    return element.tag in _FILLED and bool(element.get("id")) and not text_of(element) and not _shows(element)


def _is_filled_in(element: Element) -> bool:
    """Whether a field of a form has a value, which is shown though it is no text of the page."""
    if element.tag not in _FIELDS or (element.get("type") or "text").lower() != "text":
        return False
    return bool((element.get("value") or "").strip() or text_of(element))


def _shows(element: Element) -> bool:
    return any(one.tag in ("img", "iframe", "embed", "object", "video") for one in element.iter())
