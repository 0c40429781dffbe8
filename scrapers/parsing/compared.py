"""Pages for comparing: their links, and a layout with what one page shows of its rows' fields."""

from __future__ import annotations

from scrapers.layout import ListLayout
from scrapers.parsing.lists import accounting, describing
from scrapers.parsing.lists.source import facts_of
from scrapers.records import Page, PageLink


def links_of(page: Page) -> tuple[PageLink, ...]:
    """The links of a page of any kind, in page order."""
    return accounting.sketch_of(facts_of(page))


def with_fields(page: Page, layout: ListLayout) -> ListLayout:
    """The layout with the places of title and date within its rows, where the rows of the page agree."""
    return describing.with_fields(facts_of(page).tree, layout)
