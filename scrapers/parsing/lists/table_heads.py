"""Column heads of disclosure tables: 名称, 索引号, 发布机构, 文号, 发布日期; and labels inside a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from scrapers.parsing.lists import weights
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.words.heads import ANY_HEAD, HEADS, NOTHING, ROW_LABELS

_NEXT_LABEL = r"(?=\s*(?:[\u4e00-\u9fa5]{2,6}\s*[:：]|[|\]】]|$)|\s+(?:19|20)\d{2}[-/.年]\d)"
_LABELLED = {
    key: re.compile(rf"{label}\s*[:：][^\S\n]*(\S.{{0,60}}?){_NEXT_LABEL}", re.MULTILINE)
    for key, label in ROW_LABELS.items()
}

Heads = tuple[str, ...]
"""Key of each cell of a row, in order; '' where the head says nothing known."""


def heads_of(texts: Iterable[str]) -> Heads | None:
    """Keys of the heads, or None when the texts are no heads: at least two known words, one the title's."""
    keys = []
    for text in texts:
        if len(text) > weights.LONGEST_HEAD:
            return None
        keys.append(_key(text))
    return tuple(keys) if "title" in keys else None


@lru_cache(maxsize=dom.REPEATED)  # what stands before a list is the same on all its pages
def _key(text: str) -> str:
    bare = dom.fold(text).strip(" :：")
    return next((key for key, rule in HEADS.items() if rule.fullmatch(bare)), "")


def is_heading(text: str) -> bool:
    """Whether the text is made of column heads only."""
    words = text.split()
    return bool(words) and all(ANY_HEAD.fullmatch(word.strip(":：")) for word in words)


def cell_elements(row: Element) -> list[Element]:
    """Cells of a row: its td/th, else the child elements of the innermost element that holds several."""
    if row.tag == "tr":
        return [c for c in row if c.tag in ("td", "th")]
    element = row
    while True:
        children = [c for c in element if c.tag not in ("script", "style", "br", "img", "i")]
        if len(children) != 1 or dom.fold(element.text or ""):
            return children
        element = children[0]


def cells_of(row: Element, heads: Heads | None) -> dict[str, str]:
    """Text of each headed cell of the row; empty when there are no heads or the cells do not match them."""
    if heads is None:
        return {}
    cells = cell_elements(row)
    if len(cells) != len(heads):
        return {}
    texts = {key: dom.text_of(cell) for key, cell in zip(heads, cells, strict=True) if key}
    if "date" not in texts and "issued" in texts:
        texts["date"] = texts["issued"]
    return {key: value for key, value in texts.items() if value and value not in NOTHING}


def labelled(lines: str, key: str) -> str | None:
    """Value of a label printed inside a row (`发布机构：县财政局`), given as its lines: up to the next label,
    date or block."""
    match = _LABELLED[key].search(lines) if lines else None
    value = match[1].strip(" []【】()（）;；,，") if match else ""
    return value if value and dates.parse_moment(value) is None else None
