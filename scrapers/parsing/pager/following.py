"""The page after an answer of a list's own call, from the number of page or record in the address asked."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.parsing.pager.numbering import expand
from scrapers.parsing.words.pager import BLOCKS, PAGE_IN_JSON, PAGE_PARAMETERS, SIZE_IN_JSON
from scrapers.records import ListPage, Numbering


def with_following(listing: ListPage, url: str) -> ListPage:
    """The answer with next page and numbering, where its address holds the page or records asked for."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    values = {key.lower(): value for key, value in query}
    held = len(listing.entries) + len(listing.unread)
    for first, last in BLOCKS:
        if values.get(first, "").isdigit() and values.get(last, "").isdigit():
            return _by_records(listing, url, query, (first, last))
    in_json = PAGE_IN_JSON.search(url)
    if in_json and held:
        return _by_page_parameter(listing, url, in_json)
    key = next(
        (k for k in PAGE_PARAMETERS if values.get(k, "").isdigit()),
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


def _by_records(
    listing: ListPage, url: str, query: list[tuple[str, str]], names: tuple[str, str]
) -> ListPage:
    """Blocks by number of record. Printed pages are smaller than blocks, so their number is not handed on."""
    values = {key.lower(): value for key, value in query}
    start, end = (int(values[name]) for name in names)
    size = end - start + 1
    if size <= 0 or (start - 1) % size:
        return listing
    last = None if listing.records is None else max(1, -(-listing.records // size))
    template = _replaced(url, query, {names[0]: "{start}", names[1]: "{end}"})
    numbering = Numbering(template=template, first=1, last=last, rows_per_page=size)
    number = (start - 1) // size + 1
    return replace(
        listing, pages=None, current=number, numbering=numbering, next=expand(numbering, number + 1)
    )


def _by_page_parameter(listing: ListPage, url: str, match: re.Match[str]) -> ListPage:
    """`paramJson={"pageNo":2,"pageSize":"15"}`, percent-encoded, as JPAAS asks."""
    number = int(match[1])
    size = SIZE_IN_JSON.search(url)
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
