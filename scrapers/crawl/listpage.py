"""One list page of a section: asked, followed through stubs and shells to where its rows are, and read."""

from __future__ import annotations

from dataclasses import replace

from scrapers.address import canonical, is_above
from scrapers.crawl.fetcher import Fetched, Fetcher
from scrapers.crawl.readers import ReadList
from scrapers.crawl.rows import AS_FETCH
from scrapers.parsing import filled
from scrapers.privacy import mask
from scrapers.records import Entry, ListPage, OtherPage, Page, Request, Unread

HOPS = 3
"""Answers looked at for one list page: a redirect stub or a shell leads to the next one."""

Reading = ListPage | OtherPage | None
"""What a page was read as; None where there was nothing to read."""


def read_page(
    fetcher: Fetcher,
    read: ReadList,
    request: Request,
    family: str,
    fresh: bool = False,
    shown_on: str | None = None,
) -> tuple[Reading, Fetched]:
    """One list page and the answer its rows came in; `fresh` asks even what this run was told already.

    A shell that fetches its rows by a known call, and a redirect stub, are followed. `shown_on` is what links
    go by in the answer of a further call of the same list. Raises what `Fetcher.ask` raises.
    """
    got = fetcher.ask(request, "list", fresh)
    listing: Reading = None
    shell: ListPage | None = None
    for hop in range(HOPS):
        if got.page is None:
            return None, got
        listing = _read(fetcher, read, got, family, shown_on)
        following = _hop(listing, got)
        if following is None or hop == HOPS - 1:
            break
        if isinstance(listing, ListPage):
            shell, shown_on = listing, listing.base or got.page.url
        got = fetcher.ask(following, "list", fresh)
    if isinstance(listing, ListPage) and shell is not None and listing is not shell:
        listing = filled(shell, listing)
    return listing, got


def _read(
    fetcher: Fetcher, read: ReadList, got: Fetched, family: str, shown_on: str | None
) -> ListPage | OtherPage:
    """What one answer says. A section that is sent on to a page above it is gone: reading that page would
    count another section's rows."""
    assert got.page is not None
    if is_above(got.page.url, got.request.url):
        listing: ListPage | OtherPage = OtherPage("soft_gone", f"被重定向到上级页面 {got.page.url}")
    else:
        listing = _with_files(fetcher, read, replace(got.page, shown_on=shown_on), family)
    if isinstance(listing, ListPage):
        return _addressable(listing)
    if listing.outcome in ("challenged", "soft_gone", "not_html"):
        fetcher.judged(got.request, AS_FETCH[listing.outcome], listing.reason)
    if listing.outcome == "challenged":
        fetcher.leave_alone(got.page.url, listing.reason)
    return listing


def _with_files(fetcher: Fetcher, read: ReadList, page: Page, family: str) -> ListPage | OtherPage:
    """The page, read with those of its site's script files that may tell where its pager leads, where nothing
    in the page itself does."""
    listing = read(page, family)
    if not isinstance(listing, ListPage) or not listing.scripts:
        return listing
    files = tuple((url, file.body) for url in listing.scripts if (file := fetcher.file(url)) is not None)
    return read(replace(page, scripts=files), family) if files else listing


def has_rows(listing: ListPage) -> bool:
    """Whether a page holds rows, be they read or not."""
    return bool(listing.entries or listing.unread)


def _addressable(listing: ListPage) -> ListPage:
    """Rows whose link is no web address are unread rows."""
    bad = [place for place, entry in enumerate(listing.entries, 1) if not _has_address(entry)]
    if not bad:
        return listing
    unread = tuple(
        Unread(place, f"链接不是网址: {entry.url[:100]}", mask(entry.title)[:300])
        for place, entry in enumerate(listing.entries, 1)
        if place in bad
    )
    kept = tuple(entry for place, entry in enumerate(listing.entries, 1) if place not in bad)
    return replace(listing, entries=kept, unread=listing.unread + unread)


def _has_address(entry: Entry) -> bool:
    try:
        canonical(entry.url)
    except ValueError:
        return False
    return True


def _hop(listing: ListPage | OtherPage, got: Fetched) -> Request | None:
    """Where a page without rows of its own says that they are."""
    if isinstance(listing, ListPage):
        return None if listing.entries else listing.rows_at
    if listing.outcome == "redirect" and listing.target and listing.target != got.request.url:
        return Request(listing.target)
    return None
