"""Whether the best candidate of a page is a list at all, and what else is known of it."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from scrapers.families.base import Markup, Pager, expand
from scrapers.reading import article as article_page
from scrapers.reading import columns, dom
from scrapers.reading.regions import Region, is_item_like
from scrapers.reading.rows import address_of, links_of, main_link, row_date
from scrapers.reading.titles import shown_title, undated
from scrapers.records import ListPage, Numbering

PAGER_CALL = re.compile(
    r"\bcreate\w*page\w*\s*\(\s*(?:[\"'][\w-]*[\"']\s*,\s*)?\d|\bPager\s*\(\s*\{[^{}]*\d|\bcountPage\s*=\s*\d|\.jpage\(|\.pagination\(|\blaypage\b",
    re.IGNORECASE,
)
PAGER_BOX = re.compile(
    r"(?:page|pages|pager|paging|pagination|page_?div|page_?bar|fenye|fanye|page_?box|page_?nav)\d*",
    re.IGNORECASE,
)
_ROW_REST = 60
"""Characters of a row beside its title: date, unit, numbers."""
_LIST_TAGS = frozenset({"li", "tr", "dd", "dt", "dl"})
_PAGE_IN_JSON = re.compile(r"(?:%22|\")pageNo(?:%22|\")(?:%3A|:)(?:%22|\")?(\d+)", re.IGNORECASE)
_HOME = re.compile(r"/?(?:(?:index|default|main)\.\w+)?", re.IGNORECASE)
_RIVALS_OF_DATED = 5
"""Lists on one page from which on none of them is the page's own; side boxes come in twos and threes."""
_MORE = re.compile(r"[\[【+]?\s*(?:更多|查看更多|more)\s*[\]】+]?\W*", re.IGNORECASE)


def best_list(found: list[Region], markup: Markup, *, has_pager: bool) -> Region | None:
    """The section's list among the candidates (best first), or None where none is a list.

    Dated rows suffice; rows without dates need titles of some length and addresses like items', or the pager
    beside them, and no article on the page that they would be the side links of. Dated rows beside the pager
    come before a longer list elsewhere: the last page may hold a single row.
    """
    article = article_page.is_article(markup.tree)
    apart: list[HtmlElement] = []
    for region in sorted(found, key=lambda r: not (has_pager and r.beside_pager and _is_dated(r))):
        around = {region.container, *region.container.iterancestors()}
        if region.place in ("nav", "foot", "crumb") or any(box in around for box in apart):
            continue
        aside = region.place in ("side", "head") or region.hot or region.foreign
        if aside and not (region.holds_pager and has_pager):
            apart.append(region.container)
        elif _is_list(region, article=article, has_pager=has_pager):
            return region
    return None


def _is_list(region: Region, *, article: bool, has_pager: bool) -> bool:
    """Dated rows, or rows like items' beside the pager, or several rows of list elements like items'."""
    count = len(region.titled)
    paged = region.beside_pager and has_pager
    mean = sum(len(link.text) for link in region.titled) / count
    usable = any(address_of(link.element, "http://x/") for link in region.titled)
    listed = region.rows[0].tag in _LIST_TAGS
    if not usable and not ((paged or listed) and (count > 2 or region.dated or (paged and count > 1))):
        return False
    item_like = sum(is_item_like(link.href) for link in region.titled)
    if _is_dated(region) and (mean >= 6 or (mean >= 2 and (listed or item_like))):
        return paged or (not article and (listed or count > 1 or _is_compact(region)))
    if paged and not article:
        return (item_like * 2 >= count or (not usable and mean >= 6)) and mean >= 3 and (listed or count > 2)
    if article or not usable or not (listed or count > 4):
        return False
    return item_like >= count * 0.6 and mean >= (6 if count > 1 else 8)


def outweighs_nothing(region: Region) -> bool:
    """Whether the rows are those of a page whose pager says that there are none: dated, beside the pager, and
    under no heading of their own."""
    return region.beside_pager and _is_dated(region) and not region.other_heading and not region.hot


def _is_dated(region: Region) -> bool:
    return region.dated * 2 >= len(region.titled)


def _is_compact(region: Region) -> bool:
    """Whether a lone row is a title with its date, and not a whole page around one link."""
    length = len(region.titled[0].text)
    return length >= 6 and len(dom.text_of(region.rows[0])) <= length + _ROW_REST


def is_hub(found: list[Region], best: Region, markup: Markup, pager: Pager) -> str | None:
    """Why the page is a landing page with several lists of equal rank; None where it is none."""
    if pager.pages or pager.next or (best.beside_pager and pager.records is not None):
        return None
    rivals = _rivals(found, best)
    dated = sum(_is_dated(region) for region in rivals)
    more = sum(bool(_MORE.fullmatch(dom.text_of(a) or a.get("title") or "")) for a in markup.tree.iter("a"))
    equal = [r for r in rivals if r.score >= best.score * 0.8 and len(r.titled) >= 5]
    home = _HOME.fullmatch(urlsplit(markup.url).path) and len(rivals) >= 2
    many = len(rivals) >= (_RIVALS_OF_DATED if _is_dated(best) else 3)
    if home or many or (dated >= 3 and (more >= 3 or len(equal) >= 3)):
        return f"页面上有 {len(rivals)} 个并列的列表，没有翻页：是汇总页，不是一个栏目的列表"
    return None


def _rivals(found: list[Region], best: Region) -> list[Region]:
    """Candidates, the best included, that could be the list of a section each; none overlaps another."""
    rivals: list[Region] = []
    for region in found:
        apart = region.place in ("nav", "foot", "crumb", "side")
        dated = _is_dated(region)
        share = 0.4 if dated else 0.3
        titles = dated or (len(region.titled) > 2 and not region.hot and _has_items(region))
        if titles and not apart and region.score >= best.score * share:
            rivals += [] if any(_overlap(region, rival) for rival in rivals) else [region]
    return rivals


def _has_items(region: Region) -> bool:
    links = region.titled
    mean = sum(len(link.text) for link in links) / len(links)
    return mean >= 6 and sum(is_item_like(link.href) for link in links) >= len(links) * 0.6


def _overlap(one: Region, other: Region) -> bool:
    """Whether two candidates share rows, one inside the other."""
    a, b = one.container, other.container
    return a is b or a in b.iterancestors() or b in a.iterancestors()


def why_no_list(found: list[Region], markup: Markup) -> str:
    """In words: what the page is instead of a list."""
    if article_page.is_article(markup.tree):
        return "页面是一篇文章，不是列表（栏目本身就是一篇内容）"
    if found:
        return "页面上只有导航或侧栏链接，没有条目列表，也没有“暂无信息”之类的话"
    return "页面上没有条目列表，也没有“暂无信息”之类的话"


def heads_of(region: Region) -> columns.Heads | None:
    """Column heads of the list: a first row without link, the table's head, or a row of heads before it."""
    candidates = [row for row in region.rows[:2] if not links_of(row)]
    first = region.rows[0]
    table = next((node for node in first.iterancestors() if node.tag == "table"), None)
    if table is not None:
        candidates += [row for row in table.iter("tr") if row.find("th") is not None or not links_of(row)][:3]
    for node in (region.container, first):
        before = node.getprevious()
        if before is not None and isinstance(before.tag, str):
            candidates += [before, *before.iter("tr", "li", "ul", "dl")]
    for row in candidates:
        heads = columns.heads_of([dom.text_of(cell) for cell in columns.cell_elements(row)])
        if heads is not None:
            return heads
    return None


def dates_in_titles(elements: list[HtmlElement]) -> bool:
    """Whether this list prints its dates at the end (or beginning) of the links' text: nearly every row does,
    and none has a date elsewhere.
    """
    links = [(row, link) for row in elements if (link := main_link(links_of(row)))]
    if len(links) < 2 or any(row_date(row, link.element) for row, link in links[:5]):
        return False
    ending = sum(undated(shown_title(link.element), plain=True)[1] is not None for _, link in links)
    return ending >= len(links) * 0.8


def with_following(listing: ListPage, url: str) -> ListPage:
    """The answer with next page and numbering, where its address holds the page or records asked for."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    values = {key.lower(): value for key, value in query}
    held = len(listing.entries) + len(listing.unread)
    if values.get("startrecord", "").isdigit() and values.get("endrecord", "").isdigit():
        return _by_records(listing, url, query, int(values["startrecord"]), int(values["endrecord"]))
    in_json = _PAGE_IN_JSON.search(url)
    if in_json and held:
        return _by_page_parameter(listing, url, in_json)
    key = next(
        (
            k
            for k in ("page", "pageno", "pageindex", "pagenum", "p", "current", "curpage")
            if values.get(k, "").isdigit()
        ),
        None,
    )
    if key is None or not held:
        return listing
    number = int(values[key])
    pages = listing.pages or (
        -(-listing.records // held) if listing.records is not None and number == 1 else None
    )
    template = _replaced(parts.geturl(), query, {key: "{n}"})
    numbering = Numbering(template=template, first=1, last=pages)
    more = listing.records is None or pages is None or number < pages
    return replace(
        listing, current=number, numbering=numbering, next=expand(numbering, number + 1) if more else None
    )


def _by_records(listing: ListPage, url: str, query: list[tuple[str, str]], start: int, end: int) -> ListPage:
    """Blocks by number of record. Printed pages are smaller than blocks, so their number is not handed on."""
    size = end - start + 1
    if size <= 0 or (start - 1) % size:
        return listing
    last = None if listing.records is None else max(1, -(-listing.records // size))
    template = _replaced(url, query, {"startrecord": "{start}", "endrecord": "{end}"})
    numbering = Numbering(template=template, first=1, last=last, rows_per_page=size)
    number = (start - 1) // size + 1
    return replace(
        listing, pages=None, current=number, numbering=numbering, next=expand(numbering, number + 1)
    )


def _by_page_parameter(listing: ListPage, url: str, match: re.Match[str]) -> ListPage:
    """`paramJson={"pageNo":2,"pageSize":"15"}`, percent-encoded, as JPAAS asks."""
    number = int(match[1])
    size = re.search(r"pageSize(?:%22|\")?(?:%3A|:)(?:%22|\")?(\d+)", url, re.IGNORECASE)
    pages = listing.pages
    if pages is None and listing.records is not None and size and int(size[1]):
        pages = max(1, -(-listing.records // int(size[1])))
    numbering = Numbering(template=url[: match.start(1)] + "{n}" + url[match.end(1) :], first=1, last=pages)
    return replace(listing, current=number, numbering=numbering, next=expand(numbering, number + 1))


def _replaced(url: str, query: list[tuple[str, str]], marks: dict[str, str]) -> str:
    """The address with the values of some parameters replaced by marks for `Numbering`."""
    written = urlencode(
        [(k, f"MARK{k.lower()}MARK" if k.lower() in marks else v) for k, v in query if k not in ("_",)]
    )
    for key, mark in marks.items():
        written = written.replace(f"MARK{key}MARK", mark)
    return urlunsplit(urlsplit(url)._replace(query=written))
