"""One list page, or the answer of a list's own call, to a `ListPage`. Pure.

Rows are looked for in this order: a datastore in the page, the markup, HTML comments, arrays in scripts,
known calls. Nothing found is `needs_script` or an unreadable page; `empty` only where the page says so.
"""

from __future__ import annotations

from dataclasses import replace

from scrapers.layout import ListLayout
from scrapers.parsing import cms
from scrapers.parsing.cms.family import RowsCall
from scrapers.parsing.kind.deciding import ListFacts, Seen, kind_of, may_be_outranked
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import other_page
from scrapers.parsing.kind.stub import stub_of
from scrapers.parsing.lists import answers, choosing, emptiness, surroundings, weights
from scrapers.parsing.lists.accounting import Account, pressed_in, sketch_of
from scrapers.parsing.lists.adopting import with_adopted
from scrapers.parsing.lists.applying import read_by
from scrapers.parsing.lists.candidate import Candidate
from scrapers.parsing.lists.candidates import find_candidates
from scrapers.parsing.lists.describing import layout_of
from scrapers.parsing.lists.hidden import empty_instead, hidden_list, stand_ins
from scrapers.parsing.lists.places import Places
from scrapers.parsing.lists.reading import read_rows
from scrapers.parsing.lists.row_text import texts_of
from scrapers.parsing.lists.scripted_rows import scripted_addresses
from scrapers.parsing.lists.source import Source, facts_of, named_family, source_of
from scrapers.parsing.lists.told import read_as_told
from scrapers.parsing.page import embedded
from scrapers.parsing.pager.following import with_following
from scrapers.parsing.pager.numbering import expand
from scrapers.parsing.pager.scripted import place_of_pager
from scrapers.records import Entry, ListPage, OtherPage, Page, Request, Unread

_TOTAL_OF_NOTHING = "翻页条写明共 0 条"


def parse_list(page: Page, family: str = "auto", layout: ListLayout | None = None) -> ListPage | OtherPage:
    """Rows, totals and next page of one list page; `family` is a name of `cms.FAMILIES` or `auto`, `layout`
    what was learned of the section's pages or told by a person.

    A learned layout is used where it fits (then it stands in the result), a person's always. Answers of the
    calls by which scripts fetch rows are recognised by their bytes and read alike. A page that is no list
    (challenge, redirect, article, navigation only) comes back as `OtherPage` with the evidence.
    Raises ValueError for a family name that does not exist.
    """
    if family != "auto" and family not in cms.FAMILIES:
        raise ValueError(f"没有名为 {family!r} 的系统，可用：auto、{'、'.join(sorted(cms.FAMILIES))}")
    facts = facts_of(page)
    if facts.bare is not None and facts.bare.kind == "data":
        return read_answer(facts, family)
    told = layout is not None and layout.learned_from == "person"
    if layout is not None and not told and (listing := read_by(facts, family, layout)) is not None:
        return listing
    stub = stub_of(facts)
    if stub is not None and not may_be_outranked(stub):
        return other_page(stub, facts.encoding)
    if layout is not None and told:
        return read_as_told(facts, family, layout)
    boxes = frozenset(layout.frame if layout is not None and not layout.rows else ())
    listing, rows = read_list(facts, family, boxes)
    kind = kind_of(Seen(stub, facts.signs, rows))
    if kind.kind == "nothing" and rows.links:
        context = surroundings.of_page(source_of(facts, family).markup)
        return replace(other_page(kind, facts.encoding), links=sketch_of(facts, context))
    return listing if kind.kind == "list" else other_page(kind, facts.encoding)


def read_list(
    facts: PageFacts, family: str = "auto", boxes: frozenset[str] = frozenset()
) -> tuple[ListPage, ListFacts]:
    """Rows, totals and next page of an HTML page as a list's, whatever it is; what they say of its kind.
    Links at the places of `boxes` are known to be no rows."""
    listing, found = _read_markup(source_of(facts, family), boxes)
    titles = (*(entry.title for entry in listing.entries), *(row.raw for row in listing.unread))
    paged = bool(listing.pages or listing.records or listing.next)
    return listing, replace(found, rows=titles, unread=len(listing.unread), paged=paged)


def filled(shell: ListPage, listing: ListPage) -> ListPage:
    """The rows that a page's call answered, with totals and pager that only the page itself states."""
    known = listing.next or listing.numbering or shell.next or shell.numbering
    return replace(
        listing,
        base=shell.base,
        pages=listing.pages if listing.pages is not None else shell.pages,
        records=listing.records if listing.records is not None else shell.records,
        next=listing.next or shell.next,
        numbering=listing.numbering or shell.numbering,
        capped=listing.capped or shell.capped,
        unfollowed=listing.unfollowed or ("" if known else shell.unfollowed),
        scripts=listing.scripts or (() if known else shell.scripts),
    )


def request_for(listing: ListPage, number: int) -> Request | None:
    """The request for page `number` (from 1) of the list by its numbering, also where the page before failed.

    None where the list has no numbering, or none for that page: page 1 is mostly the section's own address.
    """
    return expand(listing.numbering, number) if listing.numbering else None


def _read_markup(source: Source, boxes: frozenset[str]) -> tuple[ListPage, ListFacts]:
    markup, places = source.markup, Places()
    records = embedded.datastore_records(markup.text) or embedded.script_records(markup.text)
    if records:
        return source.listed(*read_rows(texts_of(embedded.rows_of(records)), markup.base)), ListFacts()
    box = source.block.element if source.block and source.block.speaks else place_of_pager(markup.tree)
    context = surroundings.of_page(markup)
    found = find_candidates(markup, box, context)
    if boxes:
        found = [candidate for candidate in found if not _is_box(candidate, places, boxes)]
    best = choosing.best_list(found, source.facts.signs, has_pager=box is not None)
    beside = best if best is not None and best.beside_pager else None
    hidden = hidden_list(markup, stand_ins(markup, beside, box))
    if hidden is not None:
        return source.listed(*_read_candidate(hidden, markup.base)), ListFacts()
    words = empty_instead(markup.tree, best, box) if best is not None else None
    none = source.pager.records == 0 and (best is None or not choosing.outweighs_nothing(best))
    if words is None and none:
        words = emptiness.empty_words(markup.tree) or _TOTAL_OF_NOTHING
    if words is not None:
        return source.page("empty", evidence=words), ListFacts(empty=words)
    rows_call = source.family.rows_call(markup) if source.family.rows_call else None
    if rows_call is not None and (best is None or not best.beside_pager):
        return _fetched(source, rows_call), ListFacts(called=True)
    if best is None:
        return _without_rows(source, links=bool(found))
    rivals = choosing.rivals_of(found, best, markup, source.pager)
    head = choosing.head_row(texts_of(best.rows, context.links), best.container)
    lines = choosing.lines_of(best, head, source.facts.page_lines)
    whole = with_adopted(best, context, places, box, boxes)
    texts = texts_of(whole.elements, context.links)
    heads = head[1] if head is not None else None
    read = read_rows(texts, markup.base, heads, scripted_addresses(texts, markup))
    urls = frozenset(entry.url for entry in read[0])
    anchors = (*context.anchors, *pressed_in(markup.tree, markup.base))
    account = Account(anchors, lambda: context, whole, places, markup.base, urls, box, read=context.links)
    links = account.links()
    listing = replace(source.listed(*read), links=links, layout=layout_of(whole, places, links))
    return listing, ListFacts(rivals=rivals, lines=lines)


def _is_box(candidate: Candidate, places: Places, boxes: frozenset[str]) -> bool:
    """Whether some of the rows' links stand at a place of these."""
    return any(places.of(anchor) in boxes for origin in candidate.origins for anchor in origin.iter("a"))


def _without_rows(source: Source, *, links: bool) -> tuple[ListPage, ListFacts]:
    """Rows out of comments or scripts; else what the page says: empty, or filled from elsewhere. `links` says
    that there are some which could be rows."""
    markup = source.markup
    hidden = hidden_list(markup, embedded.comment_fragments(markup.comments))
    if hidden is not None:
        return source.listed(*_read_candidate(hidden, markup.base)), ListFacts()
    array = answers.read_script_array(markup.text, markup.base)
    if array is not None and array.entries:
        return source.listed(list(array.entries), list(array.unread)), ListFacts()
    words = emptiness.empty_words(markup.tree)
    if words is not None:
        return source.page("empty", evidence=words), ListFacts(empty=words)
    framed = emptiness.framed_list(markup)
    if framed is not None:
        call = RowsCall(Request(framed), None, "列表在内嵌框架（iframe）里")
        return _fetched(source, call), ListFacts(framed=True, links=links)
    scripted = emptiness.script_evidence(markup.text)
    page = source.page("needs_script", evidence=scripted or "")
    return page, ListFacts(scripted=scripted is not None, links=links)


def _fetched(source: Source, rows_call: RowsCall) -> ListPage:
    page = source.page("needs_script", evidence=rows_call.evidence)
    return replace(
        page,
        rows_at=rows_call.request,
        numbering=rows_call.numbering or page.numbering,
        next=None,
        unfollowed="" if rows_call.numbering else page.unfollowed,
    )


def _read_candidate(candidate: Candidate, base: str) -> tuple[list[Entry], list[Unread]]:
    rows = texts_of(candidate.rows)
    return read_rows(rows, base, choosing.heads_of(rows, candidate.container))


def read_answer(facts: PageFacts, family: str = "auto") -> ListPage | OtherPage:
    """The answer of a list's own call."""
    page, encoding = facts.page, facts.encoding
    base = page.shown_on or page.url
    found = answers.read_answer(facts.text, base)
    chosen = named_family(facts.text[: weights.ANSWER_START], page.url, family)
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
        entries, unread = read_rows(texts_of(embedded.rows_of(list(found.records_html))), base)
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
