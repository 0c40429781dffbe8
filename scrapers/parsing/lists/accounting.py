"""What every link of a list page is. A link that is no row, and neither pager nor frame, may be a row that
was missed: such links are what comparing the page with others has to explain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from scrapers.address import canonical, host_of
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.lists import weights
from scrapers.parsing.lists.adopting import Rows
from scrapers.parsing.lists.links import LinksRead, address_of, address_written, link_of
from scrapers.parsing.lists.places import Places
from scrapers.parsing.lists.scores import is_column, is_document, is_item_like
from scrapers.parsing.lists.selecting import select
from scrapers.parsing.lists.surroundings import Context
from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.pager.block import is_control
from scrapers.parsing.pager.numbering import shape
from scrapers.parsing.words.frame import MORE
from scrapers.records import LinkRole, PageLink

_ROWS = frozenset({"li", "tr", "dd", "dt", "dl", "a"})

_BEFORE_PATH = re.compile(r"https?://[^/?#]*")

_SHOWN = 60
"""Letters kept of what a link shows."""


@dataclass(slots=True)
class Account:
    """One page with its rows; `row_urls` are the addresses of the rows read, as written and made absolute,
    `frame` places at which links are known to be the site's frame, `context` gives the facts of the page
    where one is needed."""

    anchors: Sequence[Element]
    context: Callable[[], Context]
    whole: Rows
    places: Places
    base: str
    row_urls: frozenset[str]
    pager: Element | None
    frame: frozenset[str] = frozenset()
    read: LinksRead = field(default_factory=dict)
    """What was read of the page's links before."""
    _asides: dict[Element, bool] = field(default_factory=dict)
    _origins: frozenset[Element] = field(init=False)
    _counts: Counter[str | None] | None = None

    def __post_init__(self) -> None:
        """Rows are looked up by their elements."""
        self._origins = frozenset(self.whole.origins)

    def links(self) -> tuple[PageLink, ...]:
        """Every link of the page with its role, in page order; marks within the page are none."""
        rows = {node for origin in self.whole.origins for node in origin.iter("a")}
        pager = set(self.pager.iter("a")) if self.pager is not None else set[Element]()
        inside = {node for container in self.whole.containers for node in container.iter("a")}
        shapes = {shape(url) for url in self.row_urls}
        hosts = {_host_of(self.base), *map(_host_of, self.row_urls)}
        spots = {self.places.of(anchor) for anchor in rows}
        found: list[PageLink] = []
        for anchor in self.anchors:
            written = (anchor.node.attr("href") or "").strip()
            if written.startswith("#") or not (written or anchor.node.attr("onclick")):
                continue
            place = self.places.of(anchor)
            if place in self.frame and anchor not in rows and anchor not in inside:
                found.append(_of_frame(place, address_written(written, anchor, self.base) or ""))
                continue
            url = address_written(written, anchor, self.base) or ""
            if anchor in rows:
                own_row = url in self.row_urls or not url
                role: LinkRole = "row" if own_row else self._in_row(anchor, url, place, shape(url) in shapes)
            elif anchor in pager:
                role = "pager"
            else:
                own = _host_of(url) in hosts or place in spots  # rows may lead to other hosts
                role = self._role(anchor, url, anchor in inside, shape(url) in shapes) if own else "frame"
            text = dom.text_of(anchor) or anchor.get("title") or ""
            found.append(PageLink(place, _canonical(url), role, text[:_SHOWN]))
        return tuple(found)

    def _in_row(self, anchor: Element, url: str, place: str, alike: bool) -> LinkRole:
        """What a link is that stands in a row beside the row's own: mostly the row's second one. A title at
        the same place, to a page like an item's, may be a row that was taken for a part of this one, and any
        title where the one row is a box of the page."""
        link = link_of(anchor, self.read)
        if link is None or len(link.text) < weights.TITLES or link.noise:
            return "second"
        if is_column(url) or not (alike or is_item_like(url)):
            return "second"
        around = (anchor, *anchor.iterancestors())
        row = next((node for node in around if node in self._origins), anchor)
        if len(self._origins) == 1 and row.tag not in _ROWS:
            return "inside"
        for other in row.iter("a"):
            address = address_of(other, self.base)
            if address in self.row_urls and self.places.of(other) == place:
                attached = is_document(url) and not is_document(address)
                return "second" if attached or self._is_shared(url) else "inside"
        return "second"

    def _is_shared(self, url: str) -> bool:
        """Whether several rows lead there: a category, a search."""
        if self._counts is None:
            held = ({address_of(anchor, self.base) for anchor in row.iter("a")} for row in self._origins)
            self._counts = Counter(address for addresses in held for address in addresses)
        return self._counts[url] > 1

    def _role(self, anchor: Element, url: str, inside: bool, alike: bool) -> LinkRole:
        """What a link is that belongs to no row and to no pager."""
        link = link_of(anchor, self.read)
        if url in self.row_urls:
            return "second"
        if link is None or not url or is_column(url):
            return "frame"
        if len(link.text) < weights.SHORTEST_TITLE and not _is_headline(anchor):  # 公示 may head a list
            return "frame"
        if link.noise or MORE.fullmatch(link.text):
            return "frame"
        alike = alike or is_item_like(url)
        if inside and (alike or not self.whole.loose):
            return "inside"
        if not alike:
            return "frame"
        return "aside" if self._is_aside(anchor) else "outside"

    def _is_aside(self, anchor: Element) -> bool:
        """Whether the link stands in a part of the page that is something else, by name or heading."""
        box = anchor.getparent()
        if box is None:
            return False
        if box not in self._asides:
            self._asides[box] = _stands_aside(self.context(), anchor, box)
        return self._asides[box]


def _stands_aside(context: Context, anchor: Element, box: Element) -> bool:
    row = box if box.tag in ("li", "tr", "dd", "p", "h3", "h4") else anchor
    place = context.place_of(box, 1)
    headline = place == "head" and _is_headline(anchor)  # what is called top may be the list's
    return (bool(place) and not headline) or context.is_hot(row, row)


def _is_headline(anchor: Element) -> bool:
    parent = anchor.getparent()
    return parent is not None and parent.tag in ("h1", "h2", "h3", "h4", "h5")


def pressed_in(tree: Element, base: str) -> list[Element]:
    """What is no link and leads to an address when pressed, without a link inside or around it."""
    return [
        element
        for element in select(tree, "[onclick]")
        if element.tag not in ("a", "input", "button", "option", "select", "form", "body", "img")
        and address_of(element, base)
        and not any(True for _ in element.iter("a"))
        and not any(node.tag == "a" for node in element.iterancestors())
    ]


def sketch_of(facts: PageFacts, context: Context | None = None) -> tuple[PageLink, ...]:
    """The links of a page of which nothing is known, for others to be compared with; with its `context` those
    of side lists are told apart."""
    places, base, found = Places(), dom.base_url(facts.tree, facts.page.url), []
    for anchor in facts.tree.iter("a"):
        text = dom.text_of(anchor) or anchor.get("title") or ""
        url = address_of(anchor, base)
        if url:
            role: LinkRole = "pager" if is_control(text) or is_column(url) else "frame"
            box = anchor.getparent()
            if role == "frame" and context is not None and box is not None:
                role = "aside" if _stands_aside(context, anchor, box) else role
            found.append(PageLink(places.of(anchor), _canonical(url), role, text[:_SHOWN]))
    return tuple(found)


@lru_cache(maxsize=4096)  # the menus of a site are the same on all its pages
def _of_frame(place: str, url: str) -> PageLink:
    return PageLink(place, _canonical(url), "frame")


def _host_of(url: str) -> str:
    """The host of an address, which is looked for once for all addresses that begin alike."""
    begins = _BEFORE_PATH.match(url)
    return _host_before(begins[0] if begins else url)


_host_before = lru_cache(maxsize=256)(host_of)


def _canonical(url: str) -> str:
    try:
        return canonical(url) if url else ""
    except ValueError:
        return url
