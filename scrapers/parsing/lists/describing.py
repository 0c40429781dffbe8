"""How a list was read, written down as the layout by which its next page can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from scrapers.layout import ListLayout
from scrapers.parsing.lists.adopting import Rows
from scrapers.parsing.lists.links import main_link
from scrapers.parsing.lists.places import Places, within
from scrapers.parsing.lists.row_text import RowText
from scrapers.parsing.lists.selecting import rows_by
from scrapers.parsing.lists.titles import unlabelled
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.records import PageLink


def layout_of(whole: Rows, places: Places, links: Sequence[PageLink]) -> ListLayout | None:
    """Where the rows of a page stand and which places are its frame's; None where rows have no element of
    their own."""
    if whole.loose:
        return None
    rows = tuple(dict.fromkeys(places.of(origin) for origin in whole.origins))
    frame = {link.place for link in links if link.role in ("frame", "aside")}
    own = {link.place for link in links if link.role in ("row", "second")}
    return ListLayout(rows=rows, frame=tuple(sorted(frame - own)), rows_per_page=len(whole.origins))


def with_fields(tree: Element, layout: ListLayout) -> ListLayout:
    """The layout with the places of title and date in its rows, where all rows of this page agree on them."""
    places = Places()
    titles: Counter[str] = Counter()
    days: Counter[str] = Counter()
    for row in rows_by(tree, layout):
        text = RowText(row)
        link = main_link(text.links)
        if link is None:
            continue
        titles[_relative(places, link.element, row)] += 1
        if text.date(link.element) is not None:
            days[_day_place(places, row, link.element)] += 1
    return replace(layout, title=_only(titles), date=_only(days))


def _only(found: Counter[str]) -> str | None:
    """The one place that all agree on; None where they do not."""
    return next(iter(found)) or None if len(found) == 1 else None


def _relative(places: Places, inner: Element, row: Element) -> str:
    rest = within(places.of(inner), places.of(row))
    return f":scope>{rest}" if rest else ""


def _day_place(places: Places, row: Element, link: Element) -> str:
    """The place of the element that is a date and nothing else; '' where the date is part of a text."""
    for node in row.iterdescendants():
        if not len(node) and node is not link and dates.parse_moment(unlabelled(dom.text_of(node))):
            return _relative(places, node, row)
    return ""
