"""A list page read as a person says in the portal file: what is placed is read there and nowhere else, and a
place that matches nothing is a failed reading, never an empty one."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

from scrapers.layout import ListLayout
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.lists import choosing, rows, table_heads, weights
from scrapers.parsing.lists.links import address_of
from scrapers.parsing.lists.row_text import RowText, texts_of
from scrapers.parsing.lists.selecting import rows_by, select
from scrapers.parsing.lists.source import Source, source_of
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.pager.numbering import expand
from scrapers.records import Entry, ListPage, Numbering, OtherPage, Request, Unread

_TABLE = "[section.layout]"
_DIGITS = re.compile(r"\d+")


def read_as_told(facts: PageFacts, family: str, layout: ListLayout) -> ListPage | OtherPage:
    """The page by a person's layout."""
    found = rows_by(facts.tree, layout)
    if not found:
        return _failed(facts, "rows", ",".join(layout.rows), "页面上没有匹配到任何行")
    source = source_of(facts, family)
    texts = texts_of(found)
    heads = choosing.heads_of(texts, _parent(found[0]))
    entries: list[Entry] = []
    unread: list[Unread] = []
    for text in texts:
        row = _row(text, source.markup.base, len(entries) + len(unread) + 1, layout, heads)
        (entries if isinstance(row, Entry) else unread).append(row)  # type: ignore[arg-type]
    if layout.date is not None and not any(select(element, layout.date) for element in found):
        return _failed(facts, "date", layout.date, "没有一行匹配到日期")
    if not entries and layout.title is not None:
        return _failed(facts, "title", layout.title, "没有一行匹配到可访问的链接")
    listing = replace(source.listed(entries, unread), layout=layout)
    return _with_pager(listing, source, layout)


def _parent(row: Element) -> Element:
    parent = row.getparent()
    return row if parent is None else parent


def _failed(facts: PageFacts, key: str, selector: str, why: str) -> OtherPage:
    reason = f"版式 {key} = {selector}：{why}；请核对门户文件的 {_TABLE}"
    return OtherPage("unreadable", reason, encoding=facts.encoding)


def _row(
    text: RowText, base: str, position: int, layout: ListLayout, heads: table_heads.Heads | None
) -> Entry | Unread:
    """One row, its link where the layout says; a row without it is told, not passed over."""
    element = text.element
    link = None
    if layout.title is not None:
        link = next(iter(select(element, layout.title)), None)
        link = next(link.iter("a"), None) if link is not None else None
        if link is None:
            raw = dom.text_of(element)[: weights.RAW]
            return Unread(position, f"行内没有版式 title = {layout.title} 所指的链接", raw)
    row = rows.read_row(text, base, position, heads, link=link)
    if row is None:
        return Unread(position, "版式 rows 所指的行内没有链接", dom.text_of(element)[: weights.RAW])
    return _placed(row, element, layout) if isinstance(row, Entry) else row


def _placed(entry: Entry, row: Element, layout: ListLayout) -> Entry:
    """The entry with the fields that the layout places; None where one's place holds no value."""
    if layout.unit is not None:
        entry = replace(entry, unit=_text(row, layout.unit))
    if layout.index_number is not None:
        entry = replace(entry, index_number=_text(row, layout.index_number))
    if layout.document_number is not None:
        entry = replace(entry, document_number=_text(row, layout.document_number))
    if layout.date is not None:
        moment = dates.find_moment(_text(row, layout.date) or "")
        entry = replace(entry, date=moment.day if moment else None)
    return entry


def _text(row: Element, selector: str) -> str | None:
    found = next(iter(select(row, selector)), None)
    return (dom.text_of(found) or None) if found is not None else None


def _with_pager(listing: ListPage, source: Source, layout: ListLayout) -> ListPage | OtherPage:
    """The page with total and way onward as the layout places them."""
    tree, base = source.facts.tree, source.markup.base
    if layout.total is not None:
        found = next(iter(select(tree, layout.total)), None)
        digits = _DIGITS.search(dom.text_of(found).replace(",", "")) if found is not None else None
        if digits is None:
            return _failed(source.facts, "total", layout.total, "没有匹配到总数")
        listing = replace(listing, records=int(digits[0]))
    if layout.page_url is not None:
        template = urljoin(source.facts.page.url, layout.page_url.replace("{n}", "000")).replace("000", "{n}")
        numbering = Numbering(template=template, first=2, last=listing.pages, offset=layout.first_page - 2)
        return _numbered(replace(listing, numbering=numbering, next=None, unfollowed=""), source)
    if layout.next is not None:
        link = next(iter(select(tree, layout.next)), None)
        url = address_of(link, base) if link is not None else None
        following = Request(url) if url is not None and url != source.facts.page.url else None
        return replace(listing, next=following, numbering=None, unfollowed="")
    return listing


def _numbered(listing: ListPage, source: Source) -> ListPage:
    """The page with the next one by its number: its own address says which it is; the section's is page 1."""
    assert listing.numbering is not None
    before, _, after = listing.numbering.template.partition("{n}")
    url = source.facts.page.url
    written = url[len(before) : len(url) - len(after)] if url.startswith(before) else ""
    number = int(written) - listing.numbering.offset if written.isdigit() else 1
    last = listing.pages
    following = expand(listing.numbering, number + 1) if last is None or number < last else None
    return replace(listing, current=number, next=following)
