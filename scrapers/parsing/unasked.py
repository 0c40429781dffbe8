"""A page of which nobody said what to expect: read both ways, decided once."""

from __future__ import annotations

from scrapers.parsing import cms
from scrapers.parsing.items.item import read_item
from scrapers.parsing.kind.deciding import Seen, kind_of, may_be_outranked
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import Kind, other_page
from scrapers.parsing.kind.stub import stub_of
from scrapers.parsing.lists.listing import read_answer, read_list
from scrapers.records import ItemPage, ListPage, OtherPage, Page


def parse_page(page: Page) -> ItemPage | ListPage | OtherPage:
    """The page as the list or the item that it is, or why it is neither. Never raises."""
    return judged(page)[1]


def family_of(page: Page) -> str:
    """Name of the system that made the page, `generic` where none is recognised."""
    return cms.family_of(PageFacts(page).text, page.url).name


def judged(page: Page) -> tuple[Kind, ItemPage | ListPage | OtherPage]:
    """The kind of the page with its evidence, and the page read as that."""
    facts = PageFacts(page)
    stub = stub_of(facts)
    if stub is not None and stub.kind == "data":
        answer = read_answer(facts)
        return stub, answer if isinstance(answer, ListPage) else other_page(stub, facts.encoding)
    if stub is not None and not may_be_outranked(stub):
        return stub, other_page(stub, facts.encoding)
    listing, rows = read_list(facts)
    item, said = read_item(facts) if stub is None else (None, None)
    kind = kind_of(Seen(stub, facts.signs, rows, said))
    if kind.kind == "list":
        return kind, listing
    return kind, item if kind.kind == "item" and item is not None else other_page(kind, facts.encoding)
