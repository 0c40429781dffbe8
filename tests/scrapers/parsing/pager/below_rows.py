"""Pages of six rows with a pager of any kind below them."""

from __future__ import annotations

from scrapers.records import ListPage
from tests.scrapers.parsing.sample_lists import frame, read, rows

HOST = "http://www.qs.gov.cn"
LIST = (
    "<ul>"
    + rows('<li><a href="./201705/t201705{day}_{n}.html">{title}</a><span>2017-05-{day}</span></li>')
    + "</ul>"
)


def told(markup: str, address: str) -> ListPage:
    """The list with the markup below its rows; they are read in any case, and only they."""
    listing = read(frame(LIST + markup), HOST + address)
    assert len(listing.entries) == 6
    return listing


def following(listing: ListPage) -> str | None:
    """The next page's address on the host, `POST ` and the body where a form is sent."""
    if listing.next is None:
        return None
    return (
        f"POST {listing.next.body}" if listing.next.method == "POST" else listing.next.url.removeprefix(HOST)
    )
