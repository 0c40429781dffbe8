"""What shows that a page is an item: its text and neighbours, its ArticleTitle tag, the head of an item.

Columns such as 指南 often are the text themselves, so a list is asked for its text too (`article`). The page
of a challenge or an error prints no head of an item and has no tag (`headed`, `tagged`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.once import once
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.headings import looks_like_title
from scrapers.parsing.page.labels import pairs_of
from scrapers.parsing.page.lines import Line, PageLines, lines_of
from scrapers.parsing.words.frame import FOOTER
from scrapers.parsing.words.kinds import DATE_HINTS, NEIGHBOUR_HINTS, NEIGHBOURS, PUBLISHED
from scrapers.parsing.words.labels import VAGUE_DATE_LABELS

_INLINE = frozenset({"br", "b", "font", "strong", "span", "u", "i", "em"})
_ROWS = frozenset({"li", "tr", "dl", "dd", "a"})


class ItemSigns:
    """What of a tree shows that it is an item; each sign is looked for once, where it is asked for."""

    def __init__(self, tree: Element, page_lines: PageLines | None = None) -> None:
        self._tree = tree
        self._page_lines = lines_of(tree) if page_lines is None else page_lines

    @once
    def article(self) -> bool:
        """Whether the page carries a long running text, links to its neighbours (上一篇), or one line of
        publication data (发布时间：…), as items do. Rows of a list may each say 发布时间, so only a single
        one counts.
        """
        return _has_running_text(self._tree) or self.stated

    @once
    def stated(self) -> bool:
        """Whether the page says so itself: by its neighbours or its one line of publication. Running text
        alone may be what a column says above its list."""
        return _has_neighbours(self._tree) or _says_published_once(self._tree)

    @once
    def headed(self) -> bool:
        """Whether the page prints an item's head: a date behind a plain label, or right below a heading."""
        return self.dated or _labels_date(self._page_lines)

    @once
    def dated(self) -> bool:
        """Whether a date stands right below a heading."""
        lines = self._page_lines.lines
        return any(_is_dated(line, lines) for line in lines)

    @once
    def tagged(self) -> bool:
        """Whether the page names its title in the official tag ArticleTitle."""
        return _is_tagged(self._tree)


def _has_running_text(tree: Element) -> bool:
    running = 0
    for element in tree.iter("p", "div", "td", "span", "section"):
        tails = (child.tail for child in element if child.tag in _INLINE)
        own = dom.fold("".join(filter(None, (element.text, *tails))))
        if len(own) >= limits.PARAGRAPH and not _in_row(element):
            running += len(own)
            if running >= limits.RUNNING_TEXT:
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
        if row and (parent.tag == "a" or len(dom.text_of(parent)) <= limits.ROW):
            return True
    return False


def _is_one_of_many(box: Element) -> bool:
    """Whether the box stands among boxes of its class that each hold a link, as rows with a summary do."""
    name, parent = box.get("class"), box.getparent()
    if not name or parent is None or box.find(".//a") is None:
        return False
    alike = (other for other in parent if other.tag == box.tag and other.get("class") == name)
    return sum(other.find(".//a") is not None for other in alike) >= limits.ALIKE


def _has_neighbours(tree: Element) -> bool:
    texts = (text for text in tree.itertext() if any(hint in text for hint in NEIGHBOUR_HINTS))
    return any(len(text) < limits.SIGN_LINE and NEIGHBOURS.match(dom.fold(text)) for text in texts)


def _says_published_once(tree: Element) -> bool:
    lines = 0
    for element in tree.iter():
        if element.tag in dom.HIDDEN or element.tag in _ROWS:
            continue
        texts = (element.text, *(child.tail for child in element))
        if not any(hint in text for text in texts if text for hint in DATE_HINTS):
            continue
        shown = dom.text_of(element)
        found = PUBLISHED.findall(shown) if len(shown) < limits.SIGN_LINE and not FOOTER.search(shown) else []
        dated = sum(dates.find_moment(line) is not None for line in found)
        lines += dated if dated and not is_beside_title(element) else 0
    return lines == 1


def is_beside_title(element: Element) -> bool:
    """Whether the element stands in a row behind a link that may be its title: the date is that row's."""
    around = takewhile(lambda box: box.tag not in ("body", "html"), (element, *element.iterancestors()))
    row = next((box for box in around if _is_row(box)), None)
    if row is None or len(dom.text_of(row)) > limits.ROW:
        return False
    for node in row.iter():
        if node is element and node is not row:
            return False
        if node.tag == "a" and len(dom.text_of(node)) >= limits.ROW_TITLE:
            return True
    return False


def _is_row(box: Element) -> bool:
    """Whether a box is a row of a list by its tag, by its like beside it, or by leading to one address."""
    if box.tag in ("li", "dl", "tr") or _is_one_of_many(box):
        return True
    return len({link.get("href") for link in box.iter("a")}) == 1


def _is_tagged(tree: Element) -> bool:
    return any(
        (meta.attr("name") or "").lower() == "articletitle" and dom.fold(meta.attr("content") or "")
        for meta in tree.node.iter_elements("meta", include_self=True)
    )


def _labels_date(page_lines: PageLines) -> bool:
    """Whether a plain label announces a date of the page.

    Dates of rows stand in a line with a link, or behind one in their row, and do not count; nor does that of
    the page's own head (日期：…), which errors are printed under as well.
    """
    lines = page_lines.lines
    return any(
        pair.kind in ("published", "issued")
        and pair.label not in VAGUE_DATE_LABELS
        and len(pair.value) <= limits.DATE_VALUE
        and not lines[pair.line].linked
        and not is_beside_title(lines[pair.line].node)
        and dates.find_moment(pair.value)
        for pair in pairs_of(page_lines)
    )


def _is_dated(heading: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is a heading with a date in the lines right below it, none of them a row's title."""
    if (
        heading.linked
        or heading.hidden
        or len(heading.text) < limits.HEADING
        or not looks_like_title(heading.node)
    ):
        return False
    below = lines[heading.number + 1 : heading.number + 1 + limits.DATE_BELOW]
    own = takewhile(lambda one: one.linked < limits.ROW_TITLE, below)
    return any(
        not one.linked and len(one.text) <= limits.DATE_LINE and dates.find_moment(one.text) for one in own
    )
