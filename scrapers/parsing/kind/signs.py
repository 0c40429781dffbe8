"""What shows that a page is an item: its text and neighbours, its ArticleTitle tag, the head of an item.

Columns such as 指南 often are the text themselves, so a list is asked for its text too (`article`). The page
of a challenge or an error prints no head of an item and has no tag (`prints_head`, `tagged`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.headings import looks_like_title
from scrapers.parsing.page.labels import pairs_of
from scrapers.parsing.page.lines import Line, PageLines
from scrapers.parsing.words.labels import VAGUE_DATE_LABELS

_RUNNING = 350
"""Characters of running text, outside links and list rows, that no list page carries."""
_PARAGRAPH = 30
_BELOW = 3
"""Lines below a heading in which its date stands."""
_INLINE = frozenset({"br", "b", "font", "strong", "span", "u", "i", "em"})
_ROWS = frozenset({"li", "tr", "dl", "dd", "a"})
_NEIGHBOUR = re.compile(r"\W*[上下]一(?:篇|条)(?!\S{0,3}记录)")
_PUBLISHED = re.compile(r"(?:发布|发文|公开|更新)(?:日期|时间)\s*[:：]\s*\S{4,}")


class ItemSigns:
    """What of a tree shows that it is an item; each sign is looked for once, where it is asked for."""

    def __init__(self, tree: Element) -> None:
        self._tree = tree

    @cached_property
    def article(self) -> bool:
        """Whether the page carries a long running text, links to its neighbours (上一篇), or one line of
        publication data (发布时间：…), as items do. Rows of a list may each say 发布时间, so only a single
        one counts.
        """
        return (
            _has_running_text(self._tree) or _has_neighbours(self._tree) or _says_published_once(self._tree)
        )

    @cached_property
    def tagged(self) -> bool:
        """Whether the page names its title in the official tag ArticleTitle."""
        return _is_tagged(self._tree)


def _has_running_text(tree: Element) -> bool:
    running = 0
    for element in tree.iter("p", "div", "td", "span", "section"):
        tails = (child.tail for child in element if child.tag in _INLINE)
        own = dom.fold("".join(filter(None, (element.text, *tails))))
        if len(own) >= _PARAGRAPH and not _in_row(element):
            running += len(own)
            if running >= _RUNNING:
                return True
    return False


def _in_row(element: Element) -> bool:
    """Summaries of list rows are running text too, but stand in a row, or with a title's link in one box;
    the text of an article in layout tables stands in a row that holds far more than a summary.
    """
    for parent in (element, *element.iterancestors()):
        if parent.tag in ("body", "html"):
            return False
        row = parent.tag in _ROWS or parent.find("a") is not None or _is_one_of_many(parent)
        if row and (parent.tag == "a" or len(dom.text_of(parent)) <= 600):
            return True
    return False


def _is_one_of_many(box: Element) -> bool:
    """Whether the box stands among boxes of its class that each hold a link, as rows with a summary do."""
    name, parent = box.get("class"), box.getparent()
    if not name or parent is None or box.find(".//a") is None:
        return False
    alike = (other for other in parent if other.tag == box.tag and other.get("class") == name)
    return sum(other.find(".//a") is not None for other in alike) > 2


def _has_neighbours(tree: Element) -> bool:
    texts = (text for text in tree.itertext() if "一篇" in text or "一条" in text)
    return any(len(text) < 200 and _NEIGHBOUR.match(dom.fold(text)) for text in texts)


def _says_published_once(tree: Element) -> bool:
    lines = 0
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in dom.HIDDEN or element.tag in _ROWS:
            continue
        texts = (element.text, *(child.tail for child in element))
        if not any(text and ("日期" in text or "时间" in text) for text in texts):
            continue
        shown = dom.text_of(element)
        found = _PUBLISHED.findall(shown) if len(shown) < 200 else []
        lines += sum(dates.find_moment(line) is not None for line in found)
    return lines == 1


def _is_tagged(tree: Element) -> bool:
    return any(
        (meta.get("name") or "").lower() == "articletitle" and dom.fold(meta.get("content") or "")
        for meta in tree.iter("meta")
    )


def prints_head(page_lines: PageLines) -> bool:
    """Whether the page prints an item's head: a date behind a plain label, or one right below a heading.

    Dates of rows stand in a line with a link and do not count; nor does that of the page's own head
    (日期：…), which errors are printed under as well.
    """
    lines = page_lines.lines
    labelled = any(
        pair.kind in ("published", "issued")
        and pair.label not in VAGUE_DATE_LABELS
        and len(pair.value) <= 60
        and not lines[pair.line].linked
        and dates.find_moment(pair.value)
        for pair in pairs_of(page_lines)
    )
    return labelled or any(_is_dated(line, lines) for line in lines)


def _is_dated(heading: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is a heading with a date in the lines right below it, none of them a link."""
    if heading.linked or heading.hidden or len(heading.text) < 6 or not looks_like_title(heading.node):
        return False
    below = lines[heading.number + 1 : heading.number + 1 + _BELOW]
    return any(not one.linked and len(one.text) <= 80 and dates.find_moment(one.text) for one in below)
