"""Lists that a template cuts into several like blocks: five rows each, a table for every row, tabs."""

from __future__ import annotations

import re

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element

SKIPPED = frozenset(
    {"script", "style", "select", "option", "noscript", "template", "head", "iframe", "textarea"}
)
"""Elements that hold no rows."""


def merged(element: Element, blocks: list[Element]) -> list[Element]:
    """Rows of several like blocks (a list cut into lists of five), unless headings stand between them."""
    if len(blocks) < 2:
        return []
    if len({_look(block) for block in blocks}) > 1:
        return []
    inner = [_inner_rows(block) for block in blocks]
    if sum(len(rows) > 1 for rows in inner) < len(blocks) / 2 or not all(inner) or _is_row_each(inner):
        return []
    between = [child for child in element if child not in blocks]
    inside = blocks[0] if between else None
    first, last = element.index(blocks[0]), element.index(blocks[-1])
    for child in between:
        text = dom.text_of(child)
        if (
            inside is not None
            and first < element.index(child) < last
            and len(text) > 1
            and not re.fullmatch(r"\d{4}年?(?:\d{1,2}月)?", text)
        ):
            return []
    return [row for rows in inner for row in rows]


def is_row_in_parts(block: Element) -> bool:
    """Whether a block is one row by itself: its title, summary and date each an `<li>` of its own class."""
    return _is_row_each([_inner_rows(block)])


def _is_row_each(inner: list[list[Element]]) -> bool:
    """Whether every block is one row, its title, summary and date each an `<li>` with a class of its own."""
    names = {tuple(child.get("class") or "" for child in children) for children in inner}
    kinds = next(iter(names))
    return len(names) == 1 and len(kinds) > 1 and len(set(kinds)) == len(kinds)


def _look(block: Element) -> str:
    """Class and visibility: tabs, of which one is shown, are lists of their own and not parts of one."""
    hidden = re.search(r"display\s*:\s*none", block.get("style") or "", re.IGNORECASE)
    names = re.sub(r"\b(?:odd|even|first|last)\b", "", block.get("class") or "").split()
    return f"{' '.join(names)} {bool(hidden)}"


def _inner_rows(block: Element) -> list[Element]:
    if block.tag in ("ul", "ol", "tbody"):
        return [c for c in block if c.tag in ("li", "tr")]
    children = [c for c in block if c.tag not in SKIPPED]
    if block.tag == "table":
        return [
            row
            for part in children
            for row in ([part] if part.tag == "tr" else part if part.tag == "tbody" else [])
            if row.tag == "tr"
        ]
    if block.tag == "div" and len(children) == 1 and not dom.fold(block.text or ""):
        return _inner_rows(children[0])
    return []
