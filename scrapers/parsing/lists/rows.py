"""One row of a list, from its markup to an `Entry`: title, address, date, unit, numbers, pinned.

Address and title come from the row's main link; the date from whatever part of the row is a date, else from
the end of the link's text. What a row does not say is None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from scrapers.parsing.lists import table_heads, titles, weights
from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.pager.block import is_control
from scrapers.parsing.words.pager import NO_ROW
from scrapers.parsing.words.rows import (
    DATE_LABEL,
    LEGAL_MARKS,
    NOISE,
    ODD_DATE,
    PIN,
    PIN_BOXES,
    PIN_PICTURES,
    PIN_WORDS,
    PUBLISHED,
)
from scrapers.records import Entry, Moment, Unread

_SCRIPT_ADDRESS = re.compile(
    r"[\"']((?:https?:)?[^\"'\s]*(?:/|\.s?html?|\.jhtml|\.jsp|\.aspx?|\.php|\.pdf|\.docx?)[^\"'\s]*)[\"']",
    re.I,
)
_NO_ADDRESS = ("javascript", "#", "about:", "mailto:", "tel:")
_BRACKETED = re.compile(r"[\[【〔(（].{1,20}[\]】〕)）]")
_NUMBERED = re.compile(r"\d{3,}|[0-9a-f]{16,}")
_SPLIT_DATE = re.compile(
    r"(?<!\d)\d{1,2}[-/.日]?\s*\d{0,2}\s+(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}[-/.年]?\d{0,2}月?\s+\d{1,2}(?:[-/.]\d{1,2})?"
)


@dataclass(frozen=True, slots=True)
class RowLink:
    """A link of a row that may be its title."""

    element: Element
    href: str
    text: str


def links_of(row: Element, memo: dict[Element, RowLink | None] | None = None) -> list[RowLink]:
    """Links of the row that can be a title, in order: those with a text or a title, no pager controls,
    no 更多 / 查看 / 下载; when nothing else is there, such words are a title after all.

    `memo` keeps what was read of each link, for callers that look at the same links in several rows.
    """
    memo = {} if memo is None else memo
    found: list[RowLink] = []
    spare: list[RowLink] = []
    for anchor in [row] if row.tag == "a" else row.iter("a"):
        if anchor not in memo:
            memo[anchor] = link_of(anchor)
        link = memo[anchor]
        if link is not None:
            (spare if NOISE.fullmatch(link.text) else found).append(link)
    return found or spare


def link_of(anchor: Element) -> RowLink | None:
    """The link as one that may be a title; None for pager controls, legal notes, and links without a text."""
    text = dom.text_of(anchor) or dom.fold(anchor.get("title") or "") or _alternative(anchor)
    leads = anchor.get("href") is not None or anchor.get("onclick")
    href = (anchor.get("href") or "").strip()
    if not text or not leads or is_control(text) or _is_legal(text, href):
        return None
    return RowLink(anchor, href, text)


@lru_cache(maxsize=2048)
def _is_legal(text: str, href: str) -> bool:
    return bool(LEGAL_MARKS.search(f"{text} {href}"))


def is_crowded(links: list[RowLink], most: int) -> bool:
    """Whether a row leads to more addresses than a row does, so that none of them is its own."""
    return len({link.href for link in links}) > most


def main_link(links: list[RowLink]) -> RowLink | None:
    """The link that leads to the item: not a `[category]` in front, rather an address with a number in it,
    rather a longer text; of several links to one address the first with a text of some length.
    """
    if len(links) < 2:
        return links[0] if links else None
    best = max(links, key=_weight)
    same = [link for link in links if link.href == best.href]
    return next((link for link in same if len(dom.text_of(link.element)) >= weights.SHORTEST_TITLE), best)


def _weight(link: RowLink) -> float:
    bracketed = _BRACKETED.fullmatch(link.text) or _is_bracketed(link.element)
    numbered = _NUMBERED.search(link.href)
    return (
        len(link.text)
        + (weights.NUMBERED_ADDRESS if numbered else 0)
        + (weights.BRACKETED if bracketed else 0)
        + (weights.NO_ADDRESS if is_unusable(link.href) else 0)
    )


def _is_bracketed(anchor: Element) -> bool:
    before, parent = anchor.getprevious(), anchor.getparent()
    lead = (before.tail if before is not None else parent.text if parent is not None else None) or ""
    return lead.rstrip().endswith(("[", "【", "〔")) and (anchor.tail or "").lstrip().startswith(
        ("]", "】", "〕")
    )


def is_unusable(href: str) -> bool:
    """Whether an address leads to no page: empty, a script, a mark on the page."""
    return not href or href.lower().startswith(_NO_ADDRESS)


def shared_addresses(rows: Sequence[Element]) -> frozenset[str]:
    """Addresses that most rows of a list lead to: their category, a search, and not an item of its own."""
    counts = Counter(href for row in rows for href in {link.href for link in links_of(row)})
    most = max(2, len(rows) * weights.SHARED_ADDRESS)
    return frozenset(href for href, count in counts.items() if count > most and not is_unusable(href))


def read_row(
    row: Element,
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
    links = links_of(row) if link is None else links_of(link)
    links = [found for found in links if found.href not in shared] or links
    main = main_link(links)
    if main is None:
        return _without_link(row, position)
    if is_crowded(links, weights.CROWDED):
        return Unread(position, "行内有许多链接，不能确定哪一个是条目", _raw(row, main.text))
    cells = table_heads.cells_of(row, heads)
    title, own_date = _title(row, main, cells, dated_text)
    url = address_of(main.element, base) or (scripted or {}).get(main.element)
    if url is None:
        return Unread(position, _reason(main.href), _raw(row, title))
    moment = cells_date(cells) or row_date(row, main.element) or own_date
    odd = None if moment else next((part for part in _parts(row, main.element) if is_odd_date(part)), None)
    return Entry(
        url=url,
        title=title,
        date=moment.day if moment else None,
        unit=cells.get("unit") or table_heads.labelled(row, "unit"),
        index_number=cells.get("index") or table_heads.labelled(row, "index"),
        document_number=cells.get("document") or table_heads.labelled(row, "document"),
        pinned=is_pinned(row),
        date_unread=odd,
    )


def address_of(anchor: Element, base: str) -> str | None:
    """Absolute address of a row's link, from its href or from the address named in its script; else None."""
    href = (anchor.get("href") or "").strip().replace("\\", "/")
    if is_unusable(href):
        scripts = f"{href if href.lower().startswith('javascript') else ''} {anchor.get('onclick') or ''}"
        named = _SCRIPT_ADDRESS.search(scripts)
        if named is None:
            return None
        href = named[1]
    url = dom.absolute(base, re.sub(r"[\r\n\t]", "", href))
    return url if url and url.lower().startswith(("http://", "https://")) else None


def is_pinned(row: Element) -> bool:
    """Whether the row carries a 置顶 mark: words outside the title, an icon, or a class that says so."""
    for node in (row, *row.iterdescendants()):
        if node.tag in ("img", "i", "span", "em", "b", "font", "a", "li", "tr", "strong"):
            if PIN_BOXES.search(node.get("class") or ""):
                return True
            if PIN in (node.get("alt") or "") or (
                node.tag in ("img", "i", "span") and (node.get("title") or "") == PIN
            ):
                return True
        if node.tag == "img" and PIN_PICTURES.search(node.get("src") or ""):
            return True
    return bool(PIN_WORDS.search(dom.spaced(row)))


def row_date(row: Element, link: Element) -> Moment | None:
    """The row's date: a part outside the link that is a date or says 发布日期, else a date in a short part of
    the row. A date in the running text of a summary is not the row's.
    """
    shown = [part for part in _parts(row, link) if part]
    for part in shown:
        moment = dates.parse_moment(titles.unlabelled(part))
        if moment is not None:
            return moment
    outside = " ".join(shown)
    published = PUBLISHED.search(outside)
    if published and (moment := dates.find_moment(published[1])):
        return moment
    brief = " ".join(part for part in shown if len(part) <= weights.BRIEF)
    split = _SPLIT_DATE.search(brief)
    if split and (moment := dates.find_moment(split.group())):
        return moment
    return dates.find_moment(brief) or _inside_date(link)


def _parts(row: Element, link: Element) -> Iterator[str]:
    """Texts of the row outside its main link, node by node."""
    if row is link:
        return
    inside = set(link.iter())
    for begins, node in dom.walk(row):
        if begins and node not in inside and node.tag not in dom.HIDDEN:
            yield dom.fold(node.text or "")
        elif not begins and node is not row and (node is link or node not in inside):
            yield dom.fold(node.tail or "")


def _inside_date(link: Element) -> Moment | None:
    """The date in an element of its own inside the link, also in two (03/10 and 2025)."""
    pieces = [dom.fold(text) for text in link.itertext() if dom.fold(text)]
    for piece in pieces:
        moment = dates.parse_moment(titles.unlabelled(piece))
        if moment is not None and len(pieces) > 1:
            return moment
    for one, two in pairwise(pieces):
        if moment := dates.parse_moment(f"{one} {two}"):
            return moment
    labelled = next((p for p in pieces if len(pieces) > 1 and DATE_LABEL.match(p)), None)
    return dates.find_moment(labelled) if labelled else None


@lru_cache(maxsize=4096)  # lists print the same words and days in row after row
def is_odd_date(text: str) -> bool:
    """Whether a text is a date and nothing else, in a form that need not say which day: 昨天, 2017年9月."""
    return ODD_DATE.fullmatch(text.strip()) is not None


def cells_date(cells: Mapping[str, str]) -> Moment | None:
    """The date in the cell that its head calls the date of publication."""
    return dates.find_moment(cells["date"]) if cells.get("date") else None


def _title(
    row: Element, link: RowLink, cells: Mapping[str, str], dated_text: bool
) -> tuple[str, Moment | None]:
    """The full title, and the date that stood in the link's text as decoration."""
    shown = cells.get("title") if _wraps_row(link.element, cells) else None
    text = titles.cleaned(shown or titles.shown_title(link.element) or link.text)
    moment = None
    if dated_text or row_date(row, link.element) is None:
        text, moment = titles.undated(text, plain=dated_text)
    full = titles.full_title(link.element, text) or titles.full_title(row, text)
    if full is not None:
        text = titles.undated(full, plain=dated_text)[0] if moment else full
    return text, moment


def _wraps_row(anchor: Element, cells: Mapping[str, str]) -> bool:
    """Whether the link encloses the row's cells, so that its text is more than the title."""
    return len(cells) > 1 and all(dom.fold(value) in dom.text_of(anchor) for value in cells.values() if value)


def _alternative(anchor: Element) -> str:
    return next((dom.fold(img.get("alt") or "") for img in anchor.iter("img") if img.get("alt")), "")


def _without_link(row: Element, position: int) -> Unread | None:
    """A row with a text of some substance but no link; lines, headings and pagers are no rows."""
    text = dom.spaced(row)
    if len(text) < weights.SHORTEST_TITLE or table_heads.is_heading(text) or NO_ROW.search(text):
        return None
    if dates.find_moment(text) is None or dates.parse_moment(text) is not None:
        return None
    return Unread(position, "行内没有链接", _raw(row, text))


def _reason(href: str) -> str:
    if not href:
        return "链接没有地址"
    return "链接是脚本，没有可访问的地址" if href.lower().startswith("javascript") else "链接不是网页地址"


def _raw(row: Element, text: str) -> str:
    markup = dom.markup_of(row)
    return dom.fold(markup)[: weights.RAW] or text[: weights.RAW]
