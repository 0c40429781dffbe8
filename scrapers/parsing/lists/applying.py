"""A list page read by what was learned of its section: the rows are where the layout says, and it is checked.

It is used only where it fits: it matches rows, some of them can be read, every link among them is accounted
for, and no link like theirs stands at a place that was not seen before. Else the rules read the page. What is
known of the page's surroundings is gathered where it is asked for: pages that fit hardly ever need it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from scrapers.layout import ListLayout
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.lists import choosing, surroundings
from scrapers.parsing.lists.accounting import Account, pressed_in
from scrapers.parsing.lists.adopting import Rows
from scrapers.parsing.lists.links import LinksRead
from scrapers.parsing.lists.places import Places
from scrapers.parsing.lists.reading import read_rows
from scrapers.parsing.lists.row_text import texts_of
from scrapers.parsing.lists.scripted_rows import scripted_addresses
from scrapers.parsing.lists.selecting import rows_by
from scrapers.parsing.lists.source import source_of
from scrapers.records import ListPage, PageLink


def read_by(facts: PageFacts, family: str, layout: ListLayout) -> ListPage | None:
    """The page by the learned layout of its section; None where that does not fit."""
    found = rows_by(facts.tree, layout) if layout.rows else []
    if not found:
        return None
    parents = dict.fromkeys(parent for row in found if (parent := row.getparent()) is not None)
    source = source_of(facts, family)
    read: LinksRead = {}
    texts = texts_of(found, read)
    heads = choosing.heads_of(texts, next(iter(parents)))
    scripted = scripted_addresses(texts, source.markup)
    entries, unread = read_rows(texts, source.markup.base, heads, scripted)
    if not entries:
        return None
    account = Account(
        anchors=(*facts.tree.iter("a"), *pressed_in(facts.tree, source.markup.base)),
        context=cache(partial(surroundings.of_page, source.markup)),
        whole=Rows(found, found, list(parents)),
        places=Places(),
        base=source.markup.base,
        row_urls=frozenset(entry.url for entry in entries),
        pager=source.block.element if source.block and source.block.speaks else None,
        frame=frozenset(layout.frame),
        read=read,
    )
    links = account.links()
    if any(link.role in ("inside", "outside") or _is_frames(link, layout) for link in links):
        return None
    return replace(source.listed(entries, unread), links=links, layout=layout)


def _is_frames(link: PageLink, layout: ListLayout) -> bool:
    """Whether a row's link stands where the frame's do: the selectors match more than rows on this page."""
    return link.role == "row" and link.place in layout.frame
