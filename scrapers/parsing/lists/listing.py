"""One list page, or the answer of a list's own call, to a `ListPage`. Pure.

Rows are looked for in this order: a datastore in the page, the markup, HTML comments, arrays in scripts,
known calls. Nothing found is `needs_script` or an unreadable page; `empty` only where the page says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scrapers.parsing import cms
from scrapers.parsing.cms.family import Family, RowsCall
from scrapers.parsing.kind.deciding import ListFacts, Seen, kind_of, may_be_outranked
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import other_page
from scrapers.parsing.kind.signs import ItemSigns
from scrapers.parsing.kind.stub import stub_of
from scrapers.parsing.lists import answers, choosing, emptiness, rows, surroundings, table_heads, weights
from scrapers.parsing.lists.accounting import Account
from scrapers.parsing.lists.adopting import with_adopted
from scrapers.parsing.lists.candidate import Candidate
from scrapers.parsing.lists.candidates import find_candidates
from scrapers.parsing.lists.places import Places
from scrapers.parsing.page import dom, embedded
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.block import PagerBlock, find_pager_block
from scrapers.parsing.pager.following import with_following
from scrapers.parsing.pager.numbering import expand
from scrapers.parsing.pager.onward import read_pager
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.pager.scripted import place_of_pager
from scrapers.records import Entry, ListPage, OtherPage, Page, Request, Unread

_TOTAL_OF_NOTHING = "翻页条写明共 0 条"
_WHOLE_PAGE = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Source:
    """A decoded page with its family and its pager."""

    facts: PageFacts
    markup: Markup
    family: Family
    block: PagerBlock | None
    pager: Pager


def parse_list(page: Page, family: str = "auto") -> ListPage | OtherPage:
    """Rows, totals and next page of one list page; `family` is a name of `cms.FAMILIES` or `auto`.

    Answers of the calls by which scripts fetch rows are recognised by their bytes and read alike. A page that
    is no list (challenge, redirect, article, navigation only) comes back as `OtherPage` with the evidence.
    Raises ValueError for a family name that does not exist.
    """
    if family != "auto" and family not in cms.FAMILIES:
        raise ValueError(f"没有名为 {family!r} 的系统，可用：auto、{'、'.join(sorted(cms.FAMILIES))}")
    facts = PageFacts(page)
    if facts.bare is not None and facts.bare.kind == "data":
        return read_answer(facts, family)
    stub = stub_of(facts)
    if stub is not None and not may_be_outranked(stub):
        return other_page(stub, facts.encoding)
    listing, rows = read_list(facts, family)
    kind = kind_of(Seen(stub, facts.signs, rows))
    return listing if kind.kind == "list" else other_page(kind, facts.encoding)


def read_list(facts: PageFacts, family: str = "auto") -> tuple[ListPage, ListFacts]:
    """Rows, totals and next page of an HTML page as a list's, whatever it is; what they say of its kind."""
    tree = facts.tree
    markup = Markup(facts.page.url, _base(facts.page, facts.text, tree), facts.text, tree, facts.comments)
    chosen = _family(facts.text, facts.page.url, family)
    block = find_pager_block(markup)
    called = cms.called_pager(markup, chosen)
    pager = read_pager(markup, called, block, zero_based=chosen.first_page_number == 0)
    listing, found = _read_markup(_Source(facts, markup, chosen, block, pager))
    titles = (*(entry.title for entry in listing.entries), *(row.raw for row in listing.unread))
    paged = bool(listing.pages or listing.records or listing.next)
    return listing, replace(found, rows=titles, unread=len(listing.unread), paged=paged)


def _base(page: Page, text: str, tree: Element) -> str:
    """What relative links go by: the rows of a script's answer are put into the page that asked for it."""
    if page.shown_on is not None and not _WHOLE_PAGE.search(text):
        return page.shown_on
    return dom.base_url(tree, page.url)


def filled(shell: ListPage, listing: ListPage) -> ListPage:
    """The rows that a page's call answered, with totals and pager that only the page itself states."""
    return replace(
        listing,
        base=shell.base,
        pages=listing.pages if listing.pages is not None else shell.pages,
        records=listing.records if listing.records is not None else shell.records,
        next=listing.next or shell.next,
        numbering=listing.numbering or shell.numbering,
        capped=listing.capped or shell.capped,
    )


def request_for(listing: ListPage, number: int) -> Request | None:
    """The request for page `number` (from 1) of the list by its numbering, also where the page before failed.

    None where the list has no numbering, or none for that page: page 1 is mostly the section's own address.
    """
    return expand(listing.numbering, number) if listing.numbering else None


def _family(text: str, url: str, name: str) -> Family:
    """The named family; for `auto` the one with the most evidence, a pager call of its own deciding a tie."""
    if name != "auto":
        return cms.REGISTRY.get(name, cms.GENERIC)
    return cms.family_of(text, url)


def _read_markup(source: _Source) -> tuple[ListPage, ListFacts]:
    markup = source.markup
    records = embedded.datastore_records(markup.text) or embedded.script_records(markup.text)
    if records:
        return _listed(source, *_read_rows(embedded.rows_of(records), markup.base)), ListFacts()
    box = source.block.element if source.block and source.block.speaks else place_of_pager(markup.tree)
    context = surroundings.of_page(markup)
    found = find_candidates(markup, box, context)
    best = choosing.best_list(found, source.facts.signs, has_pager=box is not None)
    stand_ins = _stand_ins(markup, best if best is not None and best.beside_pager else None, box)
    hidden = _hidden_list(markup, stand_ins)
    if hidden is not None:
        return _listed(source, *_read_candidate(hidden, markup.base)), ListFacts()
    words = _empty_instead(markup.tree, best, box) if best is not None else None
    none = source.pager.records == 0 and (best is None or not choosing.outweighs_nothing(best))
    if words is None and none:
        words = emptiness.empty_words(markup.tree) or _TOTAL_OF_NOTHING
    if words is not None:
        return _page(source, "empty", evidence=words), ListFacts(empty=words)
    rows_call = source.family.rows_call(markup) if source.family.rows_call else None
    if rows_call is not None and (best is None or not best.beside_pager):
        return _fetched(source, rows_call), ListFacts(called=True)
    if best is None:
        return _without_rows(source, links=bool(found))
    rivals = choosing.rivals_of(found, best, markup, source.pager)
    lines = choosing.lines_of(best, source.facts.page_lines)
    places = Places()
    whole = with_adopted(best, context, places, box)
    read = _read_rows(whole.elements, markup.base, choosing.heads_of(best))
    urls = frozenset(entry.url for entry in read[0])
    links = Account(context, whole, places, markup.base, urls, box).links()
    return replace(_listed(source, *read), links=links), ListFacts(rivals=rivals, lines=lines)


def _without_rows(source: _Source, *, links: bool) -> tuple[ListPage, ListFacts]:
    """Rows out of comments or scripts; else what the page says: empty, or filled from elsewhere. `links` says
    that there are some which could be rows."""
    markup = source.markup
    hidden = _hidden_list(markup, embedded.comment_fragments(markup.comments))
    if hidden is not None:
        return _listed(source, *_read_candidate(hidden, markup.base)), ListFacts()
    array = answers.read_script_array(markup.text, markup.base)
    if array is not None and array.entries:
        return _listed(source, list(array.entries), list(array.unread)), ListFacts()
    words = emptiness.empty_words(markup.tree)
    if words is not None:
        return _page(source, "empty", evidence=words), ListFacts(empty=words)
    framed = emptiness.framed_list(markup)
    if framed is not None:
        call = RowsCall(Request(framed), None, "列表在内嵌框架（iframe）里")
        return _fetched(source, call), ListFacts(framed=True, links=links)
    scripted = emptiness.script_evidence(markup.text)
    page = _page(source, "needs_script", evidence=scripted or "")
    return page, ListFacts(scripted=scripted is not None, links=links)


def _hidden_list(markup: Markup, hidden_in: Iterable[Element]) -> Candidate | None:
    """The first dated list of a page's comments."""
    for fragment in hidden_in:
        inner = Markup(markup.url, markup.base, "", fragment)
        candidates = find_candidates(inner, None, surroundings.of_page(inner))
        found = choosing.best_list(candidates, ItemSigns(fragment), has_pager=True)
        if found is not None and found.dated:
            return found
    return None


def _stand_ins(markup: Markup, beside: Candidate | None, box: Element | None) -> Iterator[Element]:
    """Lists in comments that a script makes visible; where a visible list stands beside the pager, only those
    between the two, which are nearer to it."""
    found = list(embedded.stand_in_fragments(markup.comments))
    if not found or beside is None or box is None:
        yield from (fragment for _, fragment in found)
        return
    order = {node: place for place, node in enumerate(markup.tree.iter())}
    for element, fragment in found:
        if _stands_between(order, beside, element, box):
            yield fragment


def _empty_instead(tree: Element, best: Candidate, box: Element | None) -> str | None:
    """The words by which the column's own place says that it is empty, where the list found is another one:
    it stands above them with the pager below, or below them under a heading of its own."""
    order = {node: place for place, node in enumerate(tree.iter())}
    for element, words in emptiness.empty_places(tree):
        if box is not None and _stands_between(order, best, element, box):
            return words
        below = order[element] < order.get(best.rows[0], 0)
        if below and best.other_heading and not best.beside_pager:
            return words
    return None


def _stands_between(order: dict[Element, int], before: Candidate, element: Element, box: Element) -> bool:
    return order.get(before.rows[-1], len(order)) < order[element] < order[box]


def _listed(source: _Source, entries: list[Entry], unread: list[Unread]) -> ListPage:
    return replace(_page(source, "ok"), entries=tuple(entries), unread=tuple(unread))


def _fetched(source: _Source, rows_call: RowsCall) -> ListPage:
    page = _page(source, "needs_script", evidence=rows_call.evidence)
    return replace(
        page, rows_at=rows_call.request, numbering=rows_call.numbering or page.numbering, next=None
    )


def _page(source: _Source, outcome: str, evidence: str = "") -> ListPage:
    pager = source.pager
    return ListPage(
        outcome=outcome,  # type: ignore[arg-type]
        pages=pager.pages,
        records=pager.records,
        current=pager.current,
        next=pager.next,
        numbering=pager.numbering,
        capped=pager.capped,
        family=source.family.name,
        encoding=source.facts.encoding,
        base=source.markup.base,
        evidence=evidence,
    )


def _read_candidate(candidate: Candidate, base: str) -> tuple[list[Entry], list[Unread]]:
    return _read_rows(candidate.rows, base, choosing.heads_of(candidate))


def _read_rows(
    elements: list[Element], base: str, heads: table_heads.Heads | None = None
) -> tuple[list[Entry], list[Unread]]:
    """Rows in page order; positions count rows that are rows, from 1."""
    dated_text = choosing.dates_in_titles(elements)
    shared = rows.shared_addresses(elements)
    entries: list[Entry] = []
    unread: list[Unread] = []
    for element in elements:
        position = len(entries) + len(unread) + 1
        row = rows.read_row(element, base, position, heads, dated_text, shared)
        if isinstance(row, Entry):
            entries.append(row)
        elif row is not None:
            unread.append(row)
    if entries and all(entry.pinned for entry in entries) and len(entries) > weights.ALL_PINNED:
        entries = [replace(entry, pinned=False) for entry in entries]
    return entries, unread


def read_answer(facts: PageFacts, family: str = "auto") -> ListPage | OtherPage:
    """The answer of a list's own call."""
    page, encoding = facts.page, facts.encoding
    base = page.shown_on or page.url
    found = answers.read_answer(facts.text, base)
    chosen = _family(facts.text[: weights.ANSWER_START], page.url, family)
    if found is None:
        return OtherPage("unreadable", "数据里没有找到条目列表", encoding=encoding)
    if found.html:
        inner = parse_list(Page(page.url, f"<meta charset=utf-8>{found.html}".encode(), None, base), family)
        if isinstance(inner, OtherPage):
            return inner
        records = inner.records if inner.records is not None else found.records
        return with_following(replace(inner, records=records, family=chosen.name), page.url)
    entries, unread = list(found.entries), list(found.unread)
    if found.records_html:
        entries, unread = _read_rows(embedded.rows_of(list(found.records_html)), base)
    if not entries and not unread:
        empty = found.records == 0
        return (
            ListPage("empty", records=0, family=chosen.name, encoding=encoding, evidence="接口写明共 0 条")
            if empty
            else OtherPage("unreadable", "数据里没有条目，也没有写明共 0 条", encoding=encoding)
        )
    return with_following(
        ListPage(
            "ok",
            tuple(entries),
            tuple(unread),
            found.pages,
            found.records,
            family=chosen.name,
            encoding=encoding,
        ),
        page.url,
    )
