"""Page 2 of a list whose control does not tell its address, looked for where lists of its kind have it.

A script turns such a list, and what it asks is not known. But most systems write their pages as files beside
the first, and leave them there whatever turns them: `index_1.html` or `index_2.html` is page 2 where it
answers with further rows of the same list, in the same layout, no newer than those of page 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from urllib.parse import urlsplit, urlunsplit

from scrapers.crawl.listpage import Reading
from scrapers.records import Entry, ListPage, Numbering, Request

OFFSETS = (-1, 0)
"""What a file's number is to the page's: systems that count from 0 write 1 for page 2. They come first: where
both are there, the other one's file of that name is page 3."""


def numbering_by_habit(
    first: ListPage, url: str, page_two: Callable[[Request], Reading], id_of: Callable[[Entry], str]
) -> Numbering | None:
    """How the list at `url` numbers its pages, where one of the usual ways gives its page 2; None else.
    `page_two` asks for a page and reads it; raises what that does."""
    for template in _templates(url):
        for offset in OFFSETS:
            numbering = Numbering(template=template, first=2, last=None, offset=offset)
            listing = page_two(Request(template.replace("{n}", str(2 + offset))))
            if isinstance(listing, ListPage) and _goes_on(first, listing, id_of):
                return numbering
    return None


def _templates(url: str) -> Iterator[str]:
    """Addresses of further pages of a list that has a file or folder of its own."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    stem, dot, ending = (name or "index.html").rpartition(".")
    if parts.query or not dot or "{" in parts.path:
        return
    yield urlunsplit((parts.scheme, parts.netloc, f"{folder}/{stem}_{{n}}.{ending}", "", ""))


def _goes_on(first: ListPage, second: ListPage, id_of: Callable[[Entry], str]) -> bool:
    """Whether a page holds further rows of the list: none of the first page's, where those stand and no
    newer, under the same totals."""
    if not second.entries or first.layout is None or second.layout is None:
        return False
    known: Set[str] = {id_of(entry) for entry in first.entries}
    days = [entry.date for entry in first.entries if entry.date is not None and not entry.pinned]
    newer = days and any(entry.date is not None and entry.date > max(days) for entry in second.entries)
    alike = set(second.layout.rows) <= set(first.layout.rows) and first.records == second.records
    return alike and not newer and not any(id_of(entry) in known for entry in second.entries)
