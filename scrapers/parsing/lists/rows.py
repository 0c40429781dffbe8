"""One row of a list, from its markup to an `Entry`: title, address, date, unit, numbers, pinned.

Address and title come from the row's main link; the date from whatever part of the row is a date, else from
the end of the link's text. What a row does not say is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from scrapers.parsing.lists import table_heads, titles, weights
from scrapers.parsing.lists.links import RowLink, address_of, is_crowded, is_unusable, links_of, main_link
from scrapers.parsing.lists.row_text import RowText
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.words.pager import NO_ROW
from scrapers.parsing.words.rows import ODD_DATE, PIN, PIN_BOXES, PIN_PICTURES, PIN_WORDS
from scrapers.records import Entry, Moment, Unread

_PINNED = frozenset({"img", "i", "span", "em", "b", "font", "a", "li", "tr", "strong"})
"""Elements that carry the mark of a pinned row."""


def shared_addresses(rows: Sequence[RowText]) -> frozenset[str]:
    """Addresses that most rows of a list lead to: their category, a search, and not an item of its own."""
    counts = Counter(href for row in rows for href in {link.href for link in row.links})
    most = max(2, len(rows) * weights.SHARED_ADDRESS)
    return frozenset(href for href, count in counts.items() if count > most and not is_unusable(href))


def read_row(
    row: RowText,
    base: str,
    position: int,
    heads: table_heads.Heads | None = None,
    dated_text: bool = False,
    shared: frozenset[str] = frozenset(),
    link: Element | None = None,
    scripted: Mapping[Element, str] | None = None,
) -> Entry | Unread | None:
    """The row as an entry; `Unread` where it has no address; None where it is no row (a line, a heading).

    `heads` names the row's cells; `dated_text` says that all titles of this list end or begin with a date;
    `shared` are the addresses of `shared_addresses`, which are no title's where the row has another; `link`
    is the title's where that is known; `scripted` holds addresses that only a script tells, by link.
    """
    links = row.links if link is None else links_of(link)
    links = [found for found in links if found.href not in shared] or links
    main = main_link(links)
    if main is None:
        return _without_link(row, position)
    if is_crowded(links, weights.CROWDED):
        return Unread(position, "行内有许多链接，不能确定哪一个是条目", _raw(row, main.text))
    cells = table_heads.cells_of(row.element, heads)
    title, own_date = _title(row, main, cells, dated_text)
    url = address_of(main.element, base) or (scripted or {}).get(main.element)
    if url is None:
        return Unread(position, _reason(main.href), _raw(row, title))
    moment = cells_date(cells) or row.date(main.element) or own_date
    odd = None if moment else next((part for part in row.beside(main.element) if is_odd_date(part)), None)
    return Entry(
        url=url,
        title=title,
        date=moment.day if moment else None,
        unit=cells.get("unit") or table_heads.labelled(row.lines, "unit"),
        index_number=cells.get("index") or table_heads.labelled(row.lines, "index"),
        document_number=cells.get("document") or table_heads.labelled(row.lines, "document"),
        pinned=is_pinned(row),
        date_unread=odd,
    )


def is_pinned(row: RowText) -> bool:
    """Whether the row carries a 置顶 mark: words outside the title, an icon, or a class that says so."""
    for begins, node, _ in row.pieces:
        if not begins:
            continue
        tag, attribute = node.tag, node.node.attr
        if tag in _PINNED:
            if (names := attribute("class")) and PIN_BOXES.search(names):
                return True
            if PIN in (attribute("alt") or "") or (tag in ("img", "i", "span") and attribute("title") == PIN):
                return True
        if tag == "img" and PIN_PICTURES.search(attribute("src") or ""):
            return True
    return bool(PIN_WORDS.search(row.spaced))


@lru_cache(maxsize=4096)  # lists print the same words and days in row after row
def is_odd_date(text: str) -> bool:
    """Whether a text is a date and nothing else, in a form that need not say which day: 昨天, 2017年9月."""
    return ODD_DATE.fullmatch(text.strip()) is not None


def cells_date(cells: Mapping[str, str]) -> Moment | None:
    """The date in the cell that its head calls the date of publication."""
    return dates.find_moment(cells["date"]) if cells.get("date") else None


def _title(
    row: RowText, link: RowLink, cells: Mapping[str, str], dated_text: bool
) -> tuple[str, Moment | None]:
    """The full title, and the date that stood in the link's text as decoration."""
    shown = cells.get("title") if _wraps_row(link.element, cells) else None
    text = titles.cleaned(shown or titles.shown_title(link.element) or link.text)
    moment = None
    if dated_text or row.date(link.element) is None:
        text, moment = titles.undated(text, plain=dated_text)
    full = titles.full_title(link.element, text) or titles.full_title(row.element, text)
    if full is not None:
        text = titles.undated(full, plain=dated_text)[0] if moment else full
    return text, moment


def _wraps_row(anchor: Element, cells: Mapping[str, str]) -> bool:
    """Whether the link encloses the row's cells, so that its text is more than the title."""
    return len(cells) > 1 and all(dom.fold(value) in dom.text_of(anchor) for value in cells.values() if value)


def _without_link(row: RowText, position: int) -> Unread | None:
    """A row with a text of some substance but no link; lines, headings and pagers are no rows."""
    text = row.spaced
    if len(text) < weights.SHORTEST_TITLE or table_heads.is_heading(text) or NO_ROW.search(text):
        return None
    if dates.find_moment(text) is None or dates.parse_moment(text) is not None:
        return None
    return Unread(position, "行内没有链接", _raw(row, text))


def _reason(href: str) -> str:
    if not href:
        return "链接没有地址"
    return "链接是脚本，没有可访问的地址" if href.lower().startswith("javascript") else "链接不是网页地址"


def _raw(row: RowText, text: str) -> str:
    markup = dom.markup_of(row.element)
    return dom.fold(markup)[: weights.RAW] or text[: weights.RAW]
