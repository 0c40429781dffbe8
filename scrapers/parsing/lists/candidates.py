"""The repeated parts of a page that may be the section's own list, with what was measured of each.

Every group of like siblings that hold links is a candidate; what each is worth stands in `scores`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress

import turbohtml

from scrapers.parsing.lists import surroundings, weights
from scrapers.parsing.lists.blocks import SKIPPED, is_row_in_parts, merged
from scrapers.parsing.lists.candidate import Candidate
from scrapers.parsing.lists.links import LinksRead, RowLink, is_crowded, link_of, links_of, main_link
from scrapers.parsing.lists.places import exclusive
from scrapers.parsing.lists.rows import is_odd_date
from scrapers.parsing.lists.scores import is_item_like, quality, rank, score_of
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.words.frame import ROW_STATES, TODAY

_ROW_TAGS = frozenset(
    {"li", "tr", "dd", "dt", "div", "p", "table", "ul", "ol", "dl", "a", "article", "section", "span", "td"}
    | {"h2", "h3", "h4", "h5"}
)
_BY_TAG = frozenset({"li", "tr", "dd", "dt"})
_DIGIT = re.compile(r"\d")
_SHORT_DATE = re.compile(
    r"(?<![\d-])(?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])(?![\d-])|(?<!\d)\d{1,2}月\d{1,2}日"
)


def find_candidates(markup: Markup, pager: Element | None, context: surroundings.Context) -> list[Candidate]:
    """All candidates of the page, the best first; `pager` is the element of its pager, if there is one."""
    memo = _Memo(context.links)
    found = [candidate for candidate in _candidates(markup.tree, memo) if _measure(candidate, memo)]
    surroundings.mark_pager_neighbours(found, pager, context)
    found = sorted(found, key=rank, reverse=True)[: weights.SCORED]
    for candidate in found:
        if candidate.unmade:
            candidate.rows, candidate.origins = _flat_rows(candidate.container, "a")
            candidate.links = [main_link(links_of(row, memo.links)) for row in candidate.rows]
        candidate.place = context.place_of(candidate.container, len(candidate.titled)) or _place_of_lone(
            candidate, context
        )
        candidate.foreign = context.is_foreign(candidate.container)
        candidate.other_heading = context.has_other_heading(candidate.container)
        candidate.hot = context.is_hot(candidate.container, candidate.rows[0])
        candidate.score = score_of(candidate)
    return sorted(found, key=lambda candidate: -candidate.score)


@dataclass(slots=True)
class _Memo:
    """What was found of elements that belong to several candidates, so that nothing is read twice."""

    links: LinksRead
    dates: dict[Element, bool] = field(default_factory=dict)
    printed: dict[str, bool] = field(default_factory=dict)

    def has_date(self, row: Element) -> bool:
        """Whether the row prints a date, also one that does not say which day it is."""
        if row not in self.dates:
            text = dom.spaced(row)
            if text not in self.printed:  # box in box shows the same
                self.printed[text] = _prints_date(text)
            self.dates[row] = self.printed[text] or any(map(is_odd_date, row.node.strings))
        return self.dates[row]


def _prints_date(text: str) -> bool:
    if _DIGIT.search(text) is None:
        return dates.find_moment(text) is not None
    text = TODAY.sub(" ", text)
    return dates.find_moment(text) is not None or _SHORT_DATE.search(text) is not None


def _candidates(tree: Element, memo: _Memo) -> Iterator[Candidate]:
    anchors = _anchor_counts(tree)
    for element in _visible(tree):
        if element.node not in anchors:
            continue
        groups: dict[tuple[str, str], list[Element]] = {}
        for child in element:
            if child.tag in _ROW_TAGS:
                groups.setdefault(_key(child), []).append(child)
        for (tag, _), children in groups.items():
            counts = [anchors.get(child.node, 0) for child in children]
            if not any(counts):
                continue
            if tag == "a" and anchors[element.node] == 1 and _is_lone(element):
                yield Candidate(element, [_UNMADE], children, unmade=True)
            elif tag in ("a", "dt") or (tag == "span" and len(children) > 1):
                yield Candidate(element, *_flat_rows(element, tag))
            boxes = sum(count > weights.ANCHORS for count in counts)
            if tag != "dt" and boxes <= len(counts) * weights.ANCHORED:
                yield Candidate(element, children)
            whole = merged(element, children)
            if whole:
                yield Candidate(element, whole)


def _anchor_counts(tree: Element) -> dict[turbohtml.Node, int]:
    """Links in each element that holds any, the element itself included."""
    counts: dict[turbohtml.Node, int] = {}
    for anchor in tree.iter("a"):
        node = anchor.node
        counts[node] = counts.get(node, 0) + 1
        for around in node.ancestors:
            counts[around] = counts.get(around, 0) + 1
    return counts


def _visible(tree: Element) -> Iterator[Element]:
    """Elements that may hold rows, without scripts, choices and what is inside them."""
    yield from (element for element in dom.elements(tree, SKIPPED) if len(element))


def _key(child: Element) -> tuple[str, str]:
    tag = child.tag
    return tag, "" if tag in _BY_TAG else _looks(child.node.attr("class") or "")


@lru_cache(maxsize=4096)  # the boxes of a site are named alike on all its pages
def _looks(classes: str) -> str:
    return " ".join(sorted(ROW_STATES.sub("", classes.lower()).split()))


_UNMADE = dom.new_element("div")
"""Stands for a row that is not put together yet."""


def _is_lone(element: Element) -> bool:
    """Whether an element that holds one link begins with it and shows all that is in it: the row that is put
    together of the link and what follows it prints what the element prints."""
    tags = [child.tag for child in element]
    return tags[0] == "a" and SKIPPED.isdisjoint(tags) and not dom.fold(element.text or "")


def _flat_rows(element: Element, tag: str) -> tuple[list[Element], list[Element]]:
    """Rows of a layout without row elements, and where each begins: each `tag` with what follows it until the
    next one.

    Where a date stands before the first link, rows begin with it instead.
    """
    rows: list[Element] = []
    origins: list[Element] = []
    lead = dom.fold(element.text or "")
    leading = dates.find_moment(lead) is not None
    pending = lead if leading else ""
    for child in element:
        if child.tag == tag:
            row = dom.new_element("div")
            row.text = pending
            pending = ""
            origins.append(child)
            rows.append(_copied(row, child, "" if leading else child.tail))
            pending = (child.tail or "") if leading else ""
        elif rows and child.tag not in SKIPPED:
            if leading:
                pending += f" {dom.text_of(child)} {child.tail or ''}"
            else:
                _copied(rows[-1], child, child.tail)
    return rows, origins


def _copied(row: Element, child: Element, tail: str | None) -> Element:
    copy = deepcopy(child)
    copy.tail = tail
    row.append(copy)
    return row


def _measure_unmade(candidate: Candidate, memo: _Memo) -> bool:
    """As `_measure`, by the link and the element that the row will be made of: to put one together takes far
    longer, and of most nobody looks at it."""
    link = link_of(candidate.origins[0], memo.links)
    if link is None:
        return False
    candidate.links, candidate.dates = [link], [memo.has_date(candidate.container)]
    candidate.mean_quality = quality(candidate)
    return True


def _measure(candidate: Candidate, memo: _Memo) -> bool:
    """Fills in links and dates of the rows; False for groups whose rows are no rows."""
    if candidate.unmade:
        return _measure_unmade(candidate, memo)
    rows = _cells_as_rows(candidate.rows, memo)
    links = [links_of(row, memo.links) for row in rows]
    if candidate.is_loose and (titled := [_is_titled(found) for found in links]) and any(titled):
        # 下载 or 详细 behind a title that stands alone is no further row.
        candidate.rows = rows = list(compress(rows, titled))
        candidate.origins = list(compress(candidate.origins, titled))
        links = list(compress(links, titled))
    linked = sum(bool(found) for found in links)
    if not linked:
        return False
    if len(rows) == 1 and _holds_list(rows[0], links[0]):
        return False
    boxes = sum(_is_box(row, found) for row, found in zip(rows, links, strict=True))
    if boxes * 2 > linked:
        return False
    if rows is not candidate.rows:
        candidate.rows = candidate.origins = rows
    candidate.crowded = len(rows) == 1 and is_crowded(links[0], weights.CROWDED)
    candidate.links = [main_link(found) for found in links]
    candidate.dates = [
        link is not None and memo.has_date(row) for row, link in zip(rows, candidate.links, strict=True)
    ]
    candidate.mean_quality = quality(candidate)
    return True


def _is_titled(links: list[RowLink]) -> bool:
    return any(not link.noise for link in links)


def _holds_list(row: Element, links: list[RowLink]) -> bool:
    """Whether a lone row is a box with a list inside, which is a candidate itself under its own heading."""
    if row.tag in _BY_TAG or row.tag == "a" or row.getparent() is None:  # a row put together has no parent
        return False
    if is_row_in_parts(row):
        return False
    inside = links[0].element.iterancestors(*_BY_TAG)
    return any(row in node.iterancestors() for node in inside)


def _is_box(row: Element, links: list[RowLink]) -> bool:
    """Whether a row holds several rows: links to different pages, each in a list element of its own, or
    in one of several like elements that print a date each."""
    if len(links) < 2 or row.tag in ("tr", "a"):
        return False
    if _holds_dated_rows(row, links):
        return True
    own = {next(_list_elements_within(link.element, row), row): link.href for link in links}
    several = len(set(own.values())) > 1 and row not in own
    return several and not is_row_in_parts(row)


def _holds_dated_rows(row: Element, links: list[RowLink]) -> bool:
    """Whether like elements inside the row stand side by side, each with a date and another address."""
    hrefs = {link.element: link.href for link in links}
    parts: dict[tuple[Element | None, object, str], set[str]] = {}
    for anchor, part in exclusive(hrefs, frozenset({row})).items():
        if part is not anchor and part is not row and dates.find_moment(dom.spaced(part)) is not None:
            look = (part.getparent(), part.tag, part.get("class") or "")
            parts.setdefault(look, set()).add(hrefs[anchor])
    return any(len(found) > 1 for found in parts.values())


def _list_elements_within(node: Element, row: Element) -> Iterator[Element]:
    """The list elements around a node, the innermost first, that are inside the row."""
    for above in node.iterancestors():
        if above is row:
            return
        if above.tag in _BY_TAG:
            yield above


def _place_of_lone(candidate: Candidate, context: surroundings.Context) -> str:
    """The place of a lone row that is no list element: a page's head or foot is such a row of its body."""
    row = candidate.rows[0]
    lone = len(candidate.rows) == 1 and row.tag not in _BY_TAG and row in context.order
    return context.place_of(row, len(candidate.titled)) if lone else ""


def _cells_as_rows(rows: list[Element], memo: _Memo) -> list[Element]:
    """Cells instead of table rows, where the table sets several items side by side."""
    if not rows or rows[0].tag != "tr":
        return rows
    table = [[cell for cell in row if cell.tag == "td" and links_of(cell, memo.links)] for row in rows]
    several = [cells for cells in table if len(cells) > 1]
    if not several or len(several) < sum(bool(cells) for cells in table) / 2:
        return rows
    hrefs = [[links_of(cell, memo.links)[0].href for cell in cells] for cells in several]
    flat = [href for cells in hrefs for href in cells]
    items = len(set(flat)) == len(flat) and all(map(is_item_like, flat))
    for cells in hrefs:
        kinds = {re.sub(r"\d+|[0-9a-f]{16,}", "#", href) for href in cells}
        if len(kinds) > 1 and not items:
            return rows
    return [cell for cells in table for cell in cells]
