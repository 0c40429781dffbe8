"""Rows that stand apart from the others of a list: a headline above it, a second table beside it, rows that
the markup puts outside its table. All links of a page are looked at, and each that is a row by where it
stands and by its address joins the list in page order.
"""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.parsing.lists import weights
from scrapers.parsing.lists.candidate import Candidate
from scrapers.parsing.lists.links import RowLink, is_unusable, link_of
from scrapers.parsing.lists.places import Places, exclusive
from scrapers.parsing.lists.scores import is_column, is_item_like
from scrapers.parsing.lists.surroundings import Context
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.pager.numbering import shape
from scrapers.parsing.words.frame import MORE

_HEADLINES = frozenset({"h1", "h2", "h3", "h4", "h5", "strong", "b"})


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a list in page order: each as it is read, and where it begins on the page."""

    elements: list[Element]
    origins: list[Element]
    containers: list[Element]
    """The elements around the rows: a link inside one belongs to the list."""
    loose: bool = False
    """Whether rows have no element of their own, so that the container holds other things as well."""


def with_adopted(
    best: Candidate,
    context: Context,
    places: Places,
    pager: Element | None,
    boxes: frozenset[str] = frozenset(),
) -> Rows:
    """The candidate's rows and those that stand apart from them; none of `boxes`, places of other things."""
    adopted = _adopted(best, context, places, pager, boxes)
    if not adopted:
        return Rows(best.rows, best.origins, [best.container], best.is_loose)
    rows = list(zip(best.origins, best.rows, strict=True)) + [(row, row) for row in adopted]
    rows.sort(key=lambda pair: context.order[pair[0]])
    parents = [parent for row in adopted if (parent := row.getparent()) is not None]
    containers = list(dict.fromkeys([best.container, *parents]))
    return Rows([row for _, row in rows], [origin for origin, _ in rows], containers, best.is_loose)


def _adopted(
    best: Candidate, context: Context, places: Places, pager: Element | None, boxes: frozenset[str]
) -> list[Element]:
    own = {node for origin in best.origins for node in origin.iter()}
    if best.is_loose:  # what follows a link that stands alone is copied into its row
        own |= {child for child in best.container if child.tag != "a"}
    own |= set(pager.iter()) if pager is not None else set()
    known = {link.href for link in best.titled}
    links: dict[Element, RowLink] = {}
    for anchor in context.anchors:
        if anchor in own or (boxes and places.of(anchor) in boxes):
            continue
        link = link_of(anchor, context.links)
        if link is not None and link.href not in known and _may_be_row(link):
            links[anchor] = link
    if not links:
        return []
    alike = _Alike(best, context, places)
    around = frozenset({best.container, *best.container.iterancestors()})
    rows = exclusive({anchor: anchor.get("href") or "" for anchor in context.anchors}, around)
    found = (rows[anchor] for anchor, link in links.items() if alike.is_row(link, rows[anchor]))
    return list(dict.fromkeys(found))


def _may_be_row(link: RowLink) -> bool:
    """Whether a link can be a row's title at all."""
    titled = len(link.text) >= weights.SHORTEST_TITLE and not link.noise
    return titled and not is_unusable(link.href) and not is_column(link.href)


class _Alike:
    """What the rows of a list have in common."""

    def __init__(self, best: Candidate, context: Context, places: Places) -> None:
        self._best, self._context, self._places = best, context, places
        self._shapes = {shape(link.href) for link in best.titled}
        anchors = [next(origin.iter("a"), origin) for origin in best.origins]
        self._spots = {places.of(anchor) for anchor in anchors}
        self._box = best.container.getparent()

    def is_row(self, link: RowLink, row: Element) -> bool:
        """Whether the link is a row of the list: inside its container, in its box above it, or at the same
        place in a box beside it, and never in a part of the page that is something else."""
        context, best = self._context, self._best
        if context.is_hot(row, row):
            return False
        place = context.place_of(row, 1)
        if place:  # the head of the list's own box is no head of the page
            return place == "head" and not context.place_of(best.container, 2) and self._heads(link, row)
        like = shape(link.href) in self._shapes
        if best.container in row.iterancestors():
            return like or (is_item_like(link.href) and _prints_date(row))
        return (like and self._stands_beside(link, row)) or self._heads(link, row)

    def _stands_beside(self, link: RowLink, row: Element) -> bool:
        """Whether the row's box is a further part of the list: at the same place or near it without a heading
        of its own, or one of several groups that each have their heading in one box."""
        parent = row.getparent()
        if parent is None:
            return False
        same = self._places.of(link.element) in self._spots
        if not self._context.has_other_heading(parent):
            return same or self._is_near(parent)
        grouped = same and self._best.other_heading and self._box in (parent.getparent(), parent)
        return grouped and not any(MORE.fullmatch(dom.text_of(a)) for a in (self._box or parent).iter("a"))

    def _is_near(self, parent: Element) -> bool:
        """Whether a box and the list's stand in one box of the page that is not its body."""
        above = list(self._best.container.iterancestors())[: weights.NEAR_LIST - 1]
        near = [node for node in above if node.tag not in ("body", "html")]
        return any(node in near for node in parent.iterancestors())

    def _heads(self, link: RowLink, row: Element) -> bool:
        """Whether this is a headline row: first in the list's own box, as a heading or with a date."""
        box = self._box
        if box is None or box.tag in ("body", "html", "td") or row.getparent() is not box:
            return False
        first = self._context.order[row] < self._context.order[self._best.container]
        headline = any(
            node.tag in _HEADLINES for node in (*link.element.iterancestors(), *link.element.iter())
        )
        return first and len(link.text) >= weights.TITLES and (headline or _prints_date(row))


def _prints_date(row: Element) -> bool:
    return dates.find_moment(dom.spaced(row)) is not None
