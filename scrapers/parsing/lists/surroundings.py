"""Where on a page something stands: navigation, side column, footer; under which heading; by the pager."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from scrapers.parsing.lists import weights
from scrapers.parsing.lists.links import LinksRead
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.words.frame import CRUMBS_START, CRUMBS_TEXT, HOT, NO_HEADING, PLACES

_TAGS = {"nav": "nav", "footer": "foot", "aside": "side", "header": "head"}


class HasRows(Protocol):
    """What of a candidate matters here."""

    container: Element
    rows: list[Element]
    beside_pager: bool
    holds_pager: bool


@dataclass(frozen=True, slots=True)
class Context:
    """Facts of one page, gathered once."""

    order: dict[Element, int]
    names: str
    """Column names: ColumnName, the page's title, the breadcrumb."""
    position: int
    """Document order of the breadcrumb; -1 when none was found."""
    anchors: tuple[Element, ...]
    """The page's links, in page order."""
    own_boxes: tuple[Element, ...]
    """Elements around a heading that is the column's own name: the list belongs into one of them."""
    links: LinksRead = field(default_factory=dict)
    """What was read of each link so far."""
    _places: dict[Element, str] = field(default_factory=dict)
    _held: dict[Element, int] = field(default_factory=dict)
    _headings: dict[Element, str] = field(default_factory=dict)

    def place_of(self, element: Element, links: int) -> str:
        """`nav`, `foot`, `side`, `head`, `crumb` or '': by tag, class and id of the element and those around.

        An element that holds most of the page's links is the page, whatever it is called.
        """
        shown = dom.text_of(element) if links <= weights.CRUMB_LINKS else ""
        if len(shown) <= weights.CRUMB and CRUMBS_START.match(shown) and dates.find_moment(shown) is None:
            return "crumb"  # with a date it is the breadcrumb and a row below it
        for node in (element, *element.iterancestors()):
            if node.tag in ("body", "html"):
                break
            place = self._place(node)
            held = self._links_in(node) if place else 0
            if place == "nav" or (place and held <= len(self.anchors) * weights.MOST_LINKS):
                return "" if held > len(self.anchors) * weights.ALL_LINKS and links < held else place
        return ""

    def is_hot(self, container: Element, first: Element) -> bool:
        """Whether the element stands under 热门, 推荐, 相关 …, and that is not the column's own name."""
        own = first.getparent()
        heading = self._heading(own if own is not None and own in self.order else container)
        bare = NO_HEADING.sub("", heading)
        if len(bare) >= weights.NAME and bare in self.names:
            return False
        return bool(heading and HOT.search(heading))

    def is_foreign(self, container: Element) -> bool:
        """Whether the element stands under a heading of its own, apart from every heading with the column's
        name, or below a text that is the column's content: a box of another list beside it.
        """
        if not self.has_other_heading(container):
            return False
        around = {container, *container.iterancestors()}
        if self.own_boxes:
            return not any(box in around for box in self.own_boxes)
        return self.position >= 0 and self._prose_before(container, around) >= weights.PROSE

    def has_other_heading(self, container: Element) -> bool:
        """Whether the element stands under a heading that is neither the column's name nor a year."""
        heading = re.sub(r"\W", "", self._heading(container))
        return bool(heading) and heading not in self.names and not re.match(r"\d{4}年?", heading)

    def _place(self, node: Element) -> str:
        if node not in self._places:
            self._places[node] = _place(node)
        return self._places[node]

    def _links_in(self, node: Element) -> int:
        if node not in self._held:
            self._held[node] = sum(1 for _ in node.iter("a"))
        return self._held[node]

    def _heading(self, container: Element) -> str:
        if container not in self._headings:
            self._headings[container] = _heading(container)
        return self._headings[container]

    def _prose_before(self, container: Element, around: set[Element]) -> int:
        """Characters that stand between the breadcrumb and the element, in no link, form or choice."""
        end = self.order[container]
        between = (node for node, place in self.order.items() if self.position < place < end)
        return sum(
            len(dom.fold(node.text or ""))
            for node in between
            if node not in around and node.tag in ("p", "div", "span", "td", "font", "strong", "section")
        )


def of_page(markup: Markup) -> Context:
    """Gathers the facts of a page."""
    order = {element: i for i, element in enumerate(markup.tree.iter())}
    position, crumb = _breadcrumb(markup.tree, order)
    named = [dom.page_title(markup.tree)]
    named += [
        meta.get("content") or ""
        for meta in markup.tree.iter("meta")
        if (meta.get("name") or "").lower() in ("columnname", "columntype", "lanmu")
    ]
    names = re.sub(r"\W", "", " ".join([*named, crumb]))
    own = [*named[1:], _last_step(crumb), re.split(r"[-_|—–]", named[0].strip())[0]]
    boxes = _own_boxes(markup.tree, [re.sub(r"\W", "", name) for name in own])
    return Context(order, names, position, tuple(markup.tree.iter("a")), boxes)


def _last_step(crumb: str) -> str:
    return re.sub(r"\W", "", re.split(r"[>＞»›/→]|-+", crumb)[-1])


def _own_boxes(tree: Element, columns: Sequence[str]) -> tuple[Element, ...]:
    """The boxes that headings which read as the column's name stand on."""
    wanted = {name for name in columns if len(name) >= weights.NAME}
    boxes: list[Element] = []
    for element in tree.iter("h1", "h2", "h3", "h4", "div", "span", "p", "td", "strong", "b", "em"):
        text = element.text
        if not text or re.sub(r"\W", "", text) not in wanted or _in_navigation(element):
            continue
        boxes.append(_box(element))
    return tuple(boxes)


def _box(heading: Element) -> Element:
    """The innermost element that holds, beside the heading, a block in which a list could be."""
    node = heading
    for parent in heading.iterancestors():
        blocks = [c for c in parent if c is not node and _is_block(c)]
        if blocks or parent.tag in ("body", "html"):
            return parent
        node = parent
    return node


def _is_block(element: Element) -> bool:
    """Whether this could hold a list, or is a paragraph that stands there instead of one."""
    return element.tag in ("p", "ul", "ol", "table", "div", "dl", "section")


def _in_navigation(element: Element) -> bool:
    """Whether the words are a link, a menu entry or the breadcrumb."""
    for node in (element, *element.iterancestors()):
        if (
            node.tag in ("a", "li")
            or _place(node) in ("nav", "crumb", "foot")
            or CRUMBS_START.match(dom.text_of(node))
        ):
            return True
        if node.tag in ("body", "html") or len(dom.text_of(node)) > weights.NAVIGATION:
            return False
    return False


def mark_pager_neighbours(candidates: Sequence[HasRows], pager: Element | None, context: Context) -> None:
    """Marks the candidates nearest above the pager: those that share the deepest element with it. What stands
    below it is another list."""
    if pager is None:
        return
    line = {element: depth for depth, element in enumerate(reversed([pager, *pager.iterancestors()]))}
    start = context.order.get(pager, 0)
    shared: dict[Element, int] = {}
    depths: list[tuple[int, HasRows]] = []
    for candidate in candidates:
        if len(candidate.rows) == 1 and candidate.rows[0] in line:
            continue
        box = candidate.container
        if box not in shared:
            shared[box] = next((line[node] for node in (box, *box.iterancestors()) if node in line), 0)
        depths.append((shared[box], candidate))
    before = [depth for depth, candidate in depths if _starts_before(candidate, start, context)]
    deepest = max(before, default=None)
    for depth, candidate in depths:
        if depth == deepest and _starts_before(candidate, start, context):
            candidate.beside_pager = True
            candidate.holds_pager = _in_one_box(candidate.container, pager)


def _in_one_box(container: Element, pager: Element) -> bool:
    """Whether a list and the pager stand in one box of the page, not only in its body or its columns: then
    the box is the list's own, whatever it is called."""
    own = [container, *container.iterancestors()]
    line = [pager, *pager.iterancestors()]
    shared = next((node for node in line if node in own), None)
    if shared is None or shared.tag in ("body", "html"):
        return False
    called = any(_place(node) in ("side", "head") for node in (shared, *shared.iterancestors()))
    return called or (line.index(shared) <= weights.NEAR_PAGER and own.index(shared) <= weights.NEAR_LIST)


def _starts_before(candidate: HasRows, start: int, context: Context) -> bool:
    return context.order.get(candidate.container, 0) <= start


def _place(node: Element) -> str:
    attribute = node.node.attr
    return _place_named(attribute("class") or "", attribute("id") or "") or _TAGS.get(node.tag, "")


@lru_cache(maxsize=4096)  # the boxes of a site are named alike on all its pages
def _place_named(classes: str, own: str) -> str:
    if not (classes or own):
        return ""
    names = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", f"{classes} {own}")
    return next((place for place, rule in PLACES if rule.search(names)), "")


def _heading(container: Element) -> str:
    """The short text that stands last before the container, looked for outwards up to the body."""
    node: Element | None = container
    while node is not None and node.tag not in ("body", "html"):
        before = node.getprevious()
        while before is not None:
            text = dom.fold(before.tail or "") or dom.text_of(before)
            if _are_panes(before, node):
                before = before.getprevious()
                continue
            if text and len(before.findall(".//a")) > 1:
                return ""
            if text:
                return text if len(text) <= weights.HEADING else ""
            before = before.getprevious()
        node = node.getparent()
        if node is not None and 0 < len(dom.fold(node.text or "")) <= weights.HEADING:
            return dom.fold(node.text or "")
    return ""


def _are_panes(one: Element, other: Element) -> bool:
    """Whether the two are panes of one box, of which a script shows one: its heading is that of both."""
    return bool(other.get("class")) and one.tag == other.tag and one.get("class") == other.get("class")


def _breadcrumb(tree: Element, order: dict[Element, int]) -> tuple[int, str]:
    """Document order and text of the 当前位置 line."""
    for element in tree.iter():
        if element.tag in dom.HIDDEN:
            continue
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            if text and CRUMBS_TEXT.search(text):
                return order[element], _crumb_text(holder)
    return -1, ""


def _crumb_text(holder: Element | None) -> str:
    """The breadcrumb's text; the words 当前位置 may stand in an element of their own inside it."""
    if holder is None:
        return ""
    shown, parent = dom.text_of(holder), holder.getparent()
    if len(shown) < weights.CRUMB_WORDS and parent is not None:
        shown = dom.text_of(parent)
    return shown if len(shown) < weights.LONGEST_CRUMB else ""
