"""Pagers: where the next page is, how page N is asked, and the totals that a page states.

Order: 下一页 links (address or onclick), then the family's call with its own index base, then 尾页 and
printed totals. What is only implied (a row count, a guess) is never given out as stated. A printed 下一页
that leads on is given whatever the totals say: totals are wrong more often than links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.block import PagerBlock, find_pager_block
from scrapers.parsing.pager.choices import choice_of_pages
from scrapers.parsing.pager.numbering import expand, fit, guess, number_of, same_address, shape
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.pager.postback import postback_pager
from scrapers.parsing.pager.scripted import scripts_of, totals_in_scripts
from scrapers.parsing.pager.turning import turned, with_written
from scrapers.parsing.words.pager import CURRENT, FRACTION, PAGES, PER_PAGE, RECORDS, RECORDS_BESIDE_PER_PAGE
from scrapers.records import Numbering, Request


@dataclass(frozen=True, slots=True)
class Stated:
    """Totals that a stretch of text states."""

    pages: int | None = None
    records: int | None = None
    current: int | None = None


def read_pager(
    markup: Markup, called: Pager, block: PagerBlock | None, *, zero_based: bool, may_write: bool = True
) -> Pager:
    """All that the page says about its further pages: what `called`, its system's call, says, and what the
    pager prints. `zero_based` says that the system writes 1 for page 2, `may_write` that a pager is looked
    for in what scripts write, where there is none.

    `next` is None on the last page. `numbering` allows asking for a page whose predecessor failed.
    """
    stated = totals(block.text if block else "")
    if block and block.records is not None:
        stated = replace(stated, records=block.records)
    pages = stated.pages or called.pages
    current = stated.current or called.current
    own = _own_address(markup, called)
    printed = _from_links(markup, block, pages, current, zero_based, own) if block else Pager()
    pages = pages or printed.pages
    current = current or printed.current
    following = printed.next or called.next
    records = stated.records if stated.records is not None else called.records
    if pages is None and records is None:
        pages, records = totals_in_scripts(scripts_of(markup.tree))
    numbering = printed.numbering or called.numbering
    at_end = pages is not None and current is not None and current >= pages
    if at_end and (following != printed.next or not _is_further(following, numbering, current)):
        following = None
    reach = max(pages or 0, (current or 0) + 1) if at_end and following else pages
    found = Pager(pages, records, current, following, _bounded(numbering, reach), called.capped)
    found = turned(markup, block, found, own)
    written = with_written(markup, found) if may_write else None
    block = find_pager_block(written) if written is not None else None
    if written is None or block is None:
        return found
    known = replace(found, unfollowed="")
    return read_pager(written, known, block, zero_based=zero_based, may_write=False)


def _is_further(following: Request | None, numbering: Numbering | None, current: int | None) -> bool:
    """Whether a printed 下一页 of the last page stated leads on, and not back to where one came from."""
    if following is None or following.method == "POST":
        return False
    number = number_of(numbering, following.url) if numbering else None
    return number is None or current is None or number > current


def totals(text: str) -> Stated:
    """Pages, records and current page that a pager's text states: `共 353 条 1/36`, `当前第 1 / 163 页` …"""
    records_text = PER_PAGE.sub(" ", text)
    records = _first(RECORDS, records_text) or _first(RECORDS_BESIDE_PER_PAGE, text)
    pages = _first(PAGES, text)
    fraction = next((m for m in FRACTION.finditer(text) if 0 < int(m[1]) <= int(m[2])), None)
    found = CURRENT.search(text)
    current = int(found[1] or found[2]) if found else None
    if fraction is not None and (pages is None or int(pages) == int(fraction[2])):
        return Stated(int(fraction[2]), _count(records), int(fraction[1]))
    return Stated(_count(pages) or None, _count(records), current)


def _first(rules: Iterable[re.Pattern[str]], text: str) -> str | None:
    matches = (match for rule in rules if (match := rule.search(text)))
    return next((match[match.lastindex or 1] for match in matches), None)


def _count(written: str | None) -> int | None:
    return None if written is None else int(written.replace(",", "") or 0)


def _leads_back(block: PagerBlock, own: str) -> bool:
    """Whether 下一页 leads to the page itself, or where 上一页 does."""
    back = (own, block.previous.url if block.previous else "")
    return block.next is not None and any(url and same_address(block.next.url, url) for url in back)


def _own_address(markup: Markup, called: Pager) -> str:
    """The page's own address: where its system's call numbers it otherwise than the address it was asked by,
    the call's. Then a 下一页 to the address asked is another page, by what the page says of itself."""
    if called.numbering is None or called.current is None:
        return markup.url
    request = expand(called.numbering, called.current)
    return request.url if request else markup.url


def _from_links(
    markup: Markup, block: PagerBlock, pages: int | None, current: int | None, zero_based: bool, own: str
) -> Pager:
    """Next page, numbering and totals from the links of the pager."""
    postback = postback_pager(markup, block, pages)
    if postback is not None:
        return postback
    current = current or block.current
    printed = fit([(int(link.text), link.url) for link in block.numbers], None)
    current = current or (number_of(printed, markup.url) if printed else None)
    current = current or _current_by_links(markup, block, zero_based)
    following = block.next.url if block.next and not _leads_back(block, own) else None
    if not following and block.more and block.more.url and not same_address(block.more.url, own):
        # 加载更多 with an address may lead to another column; one that counts pages does not.
        counted = guess((current or 1) + 1, block.more.url, markup.url, pages)
        following = block.more.url if counted else None
    chosen = choice_of_pages(markup, block.element)
    pages = pages or (len(chosen) or None)
    pairs = [(int(link.text), link.url) for link in block.numbers]
    pairs += [] if pairs or following else [(page, url) for page, url in chosen[1:] if url]
    if following and current:
        pairs.append((current + 1, following))
    last = block.last.url if block.last else None
    numbering = fit(pairs, pages) or (
        guess((current or 1) + 1, following, markup.url, pages) if following else None
    )
    if numbering is None and last and pages and pages > 1:
        # Last, as 尾页 may lead further than 共N页 says, and would then give numbers in steps of two.
        numbering = fit([*pairs, (pages, last)], pages)
    if numbering is None and len(block.numbers) == 1:
        numbering = guess(int(block.numbers[0].text), block.numbers[0].url, markup.url, pages)
    if numbering is None and len(pairs) == 1 and chosen:
        numbering = guess(*pairs[0], markup.url, pages)
    if following is None and chosen and numbering is not None:
        current = current or next(
            (page for page, url in chosen if url and same_address(url, markup.url)), None
        )
        more = expand(numbering, current + 1) if current else None
        following = more.url if more else None
    return _completed(markup, block, Pager(pages, None, current, None, numbering), following, last)


def _completed(
    markup: Markup, block: PagerBlock, pager: Pager, following: str | None, last: str | None
) -> Pager:
    """The pager with the pages that 尾页 implies, and the next page where only numbers are printed."""
    numbering, pages, current = pager.numbering, pager.pages, pager.current
    if numbering is not None:
        current = current or number_of(numbering, markup.url)
        if pages is None and last:
            pages = number_of(numbering, last)
        current = current or (1 if block.numbers or following else None)
    if pages is None and last is None:
        pages = _pages_by_numbers(block, following, current)
    following = following or _next_number(block, current)
    request = Request(following) if following else None
    if request is None and numbering and current and block.next and pages and current < pages:
        request = expand(numbering, current + 1)
    return Pager(pages, None, current, request, numbering)


def _pages_by_numbers(block: PagerBlock, following: str | None, current: int | None) -> int | None:
    """The last page printed, where the pager shows that none comes after it."""
    printed = [int(link.text) for link in block.numbers]
    if not printed and not (block.previous and current):
        return None
    highest = max([*printed, current or 0])
    if following is None and block.next is None:
        return highest if current == highest and (block.previous or not printed) else None
    return None


def _next_number(block: PagerBlock, current: int | None) -> str | None:
    """The link that shows the next number, for pagers of numbers alone."""
    if current is None or block.next is not None:
        return None
    return next((link.url for link in block.numbers if int(link.text) == current + 1), None)


def _current_by_links(markup: Markup, block: PagerBlock, zero_based: bool) -> int | None:
    """This page's number from its neighbours: 上一页 leading to a page without number means page 2."""
    own = _own_number(markup.url, block)
    if own is None:
        return None
    return own + 1 if zero_based else own


def _own_number(url: str, block: PagerBlock) -> int | None:
    """The number written in this page's address, where its neighbours are written the same way."""
    neighbours = [link.url for link in (block.next, block.previous, *block.numbers) if link]
    alike = [other for other in neighbours if shape(other) == shape(url) and other != url]
    if not alike:
        return None
    numbering = fit([(1, alike[0]), (2, url)], None)
    if numbering is None:
        return None
    before, _, after = numbering.template.partition("{n}")
    written = url[len(before) : len(url) - len(after) if after else None]
    return int(written) if written.isdigit() else None


def _bounded(numbering: Numbering | None, pages: int | None) -> Numbering | None:
    if numbering is None or pages is None or numbering.rows_per_page is not None:
        return numbering
    last = min(pages, numbering.last) if numbering.last is not None else pages
    return replace(numbering, last=last)
