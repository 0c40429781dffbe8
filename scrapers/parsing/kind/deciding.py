"""What kind of page it is: the one place where what the rooms have found is weighed against each other.

`stub` says what the page is where it has no content; lists says which rows it found, items what the page
states of itself. Each fact is a value, so the rule can be read and tested without a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.kinds import Kind, KindName
from scrapers.parsing.kind.landing import Rivals, landing
from scrapers.parsing.kind.signs import ItemSigns

_OUTRANKED_BY_ROWS: frozenset[KindName] = frozenset({"challenge", "redirect", "failure", "login", "nothing"})
"""A page with rows of a list is none of these, whatever its scripts look like."""
_WORDS = re.compile("[\u4e00-\u9fff]{8,20}")
"""Words of a row's title that no text holds by chance."""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What was found of a page that could make it a list."""

    rows: tuple[str, ...] = ()
    """Titles of the rows, and the words of those that could not be read."""
    unread: int = 0
    """How many of them could not be read."""
    lines: tuple[range, ...] = ()
    """The page's lines that the rows and the heads of their columns take: what these say is said of rows."""
    paged: bool = False
    """Whether it states totals or leads on to another page."""
    empty: str = ""
    """The page's own words that it has no rows."""
    called: bool = False
    """Whether the rows are fetched by a call that is known."""
    framed: bool = False
    """Whether a frame of the same host may hold the rows."""
    scripted: bool = False
    """Whether there are signs that some script fetches rows."""
    rivals: Rivals | None = None
    """What else on the page could be a list of its own, where the rows were chosen among several."""
    links: bool = False
    """Whether there are links that could be rows and are navigation."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the page states of itself as an item."""

    labelled: tuple[int, ...] = ()
    """Lines on which labels announce its date, unit and numbers."""
    dated: int | None = None
    """The line of its date under a label or below its heading; None where no line prints it."""
    stated: bool = False
    """Whether it states a date that is none of a row's, a unit or a number, wherever it was read."""
    title: str = ""
    """Where its title was read: `meta`, `heading`, `label`, `title`; '' where it has none."""
    text: str = ""
    """Its text."""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is known of one page; a room that was not asked leaves its part None."""

    stub: Kind | None = None
    signs: ItemSigns | None = None
    """What of the markup shows an item."""
    listing: ListFacts | None = None
    item: ItemFacts | None = None


def kind_of(seen: Seen) -> Kind:
    """The kind of the page with its evidence. Where only one of list and item was looked for, the page is
    taken for that unless something speaks against it."""
    listing, item = seen.listing, seen.item
    if seen.stub is not None and not (listing and outranks(listing, seen.stub)):
        return seen.stub
    if listing is None:
        return Kind("item", "页面不是别的页面")
    found = _as_list(listing, seen.signs)
    if item is None:
        return found
    if found.kind == "list":
        return found if _is_list(listing, item) else Kind("item", "页面写明一条信息的标题、日期或单位")
    if not _states_nothing(item, found):
        return Kind("item", "页面写明一条信息，没有列表")
    return replace(found, kind="nothing") if found.kind == "item" else found


def outranks(listing: ListFacts, stub: Kind) -> bool:
    """Whether rows speak against a page in the place of content: any against a challenge or a redirect, those
    of a list with a pager against words of absence, which side lists stand beside as well."""
    if stub.kind in _OUTRANKED_BY_ROWS:
        return bool(listing.rows or listing.called)
    return (
        stub.kind == "soft_404"
        and stub.target is None
        and listing.paged
        and len(listing.rows) - listing.unread >= limits.LIST
    )


def may_be_outranked(stub: Kind) -> bool:
    """Whether rows could speak against it at all, so that they are worth looking for."""
    return stub.kind in _OUTRANKED_BY_ROWS or stub.kind == "soft_404"


def _as_list(listing: ListFacts, signs: ItemSigns | None) -> Kind:
    """What the page is by its rows, or by there being none."""
    crowd = landing(listing.rivals) if listing.rivals else None
    if crowd is not None:
        return crowd
    if listing.rows:
        return Kind("list", f"页面有 {len(listing.rows)} 行条目")
    if listing.empty:
        return Kind("list", f"页面写明没有条目：“{listing.empty}”")
    article = signs is not None and signs.article
    if listing.called or ((listing.framed or listing.scripted) and not article):
        return Kind("list", "页面的条目由脚本或内嵌框架另外取")
    if article:
        return Kind("item", "页面是一篇文章，不是列表（栏目本身就是一篇内容）")
    if listing.links:
        return Kind("nothing", "页面上只有导航或侧栏链接，没有条目列表，也没有“暂无信息”之类的话")
    return Kind("nothing", "页面上没有条目列表，也没有“暂无信息”之类的话")


def _states_nothing(item: ItemFacts, found: Kind) -> bool:
    """Whether a page that is no list is no item either: home and landing pages have no title, or none but a
    box's heading, and no date but a row's.
    """
    if item.stated:
        return False
    hub = found.kind == "landing" and item.title != "meta"
    return hub or (not item.title and item.dated is None)


def _is_list(listing: ListFacts, item: ItemFacts) -> bool:
    """A list has rows or says that it has none, and does not print the date line of an article. Rows outside
    the text of an article are related links, its page numbers those of a long text. What rows say of
    themselves is not the page's.
    """
    if _stands_apart(listing, item):
        return False
    states_item = any(not _in_rows(line, listing.lines) for line in item.labelled)
    if listing.rows:
        return listing.paged or not states_item
    return bool(listing.empty or listing.called or listing.framed) and not states_item


def _stands_apart(listing: ListFacts, item: ItemFacts) -> bool:
    """Whether headline, date and text of an article stand on the page, and the rows found are not in it. With
    the title in the official tag no date need be printed."""
    dated = item.dated is not None and not _in_rows(item.dated, listing.lines)
    headed = item.title == "meta" or (item.title == "heading" and dated)
    if not headed or len(item.text) < limits.PROSE:
        return False
    words = (_WORDS.search(row) for row in listing.rows)
    return not any(found and found[0] in item.text for found in words)


def _in_rows(line: int, rows: Sequence[range]) -> bool:
    return any(line in row for row in rows)
