"""Every saved list page of the manifest, and every list page of both mirrors, against what was read by eye.

A field that the manifest leaves blank is not stated by the page and is not compared. What is accepted as read
otherwise stands in `ACCEPTED` with its cause; a miss that no longer happens fails too.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import cache
from urllib.parse import urljoin

import pytest

from scrapers.parsing import parse_list
from scrapers.records import ListPage, OtherPage, Page
from tests.scrapers.parsing.saved import COLUMNS, LISTS, PORTALS, columns, manifest, page
from tests.shared import needs_shared

pytestmark = needs_shared
ACCEPTED = {
    ("lyj.jlcity.gov.cn/list_empty_zwzx.html", "list_items"): (
        "the page holds one dated row, named as its column and without an address: it is unread and counted, "
        "as the manifest counts the like row of list_zqqd.html"
    ),
}
COLUMN_INDEX = "xxgk"
"""A branch page that prints a total of the whole branch and links whose targets are not list pages."""


def stated(row: dict[str, str]) -> dict[str, str]:
    """What the manifest says of a list page, addresses made absolute."""
    names = ("list_items", "list_items_with_link", "list_pages_stated", "list_records_stated")
    names += ("first_title", "first_href", "first_date", "last_title", "last_date")
    found = {name: row[name] for name in names if row[name]}
    if "first_href" in found:
        found["first_href"] = urljoin(address(row), found["first_href"])
    return found


def address(row: dict[str, str]) -> str:
    return row["url"] or f"http://{row['site']}/a/b/index.html"


def seen(listing: ListPage) -> dict[str, str]:
    """The same of what was read. The last row of the manifest may be one without an address."""
    got = {
        "list_items": str(len(listing.entries) + len(listing.unread)),
        "list_items_with_link": str(len(listing.entries)),
        "list_pages_stated": str(listing.pages),
        "list_records_stated": str(listing.records),
    }
    if listing.entries:
        first, last = listing.entries[0], listing.entries[-1]
        got |= {"first_title": first.title, "first_href": first.url, "first_date": str(first.date)}
        got |= {"last_title": last.title, "last_date": str(last.date)}
    return got


def test_every_list_of_the_manifest_and_of_the_county_mirror_is_named() -> None:
    assert tuple(file for file, row in manifest().items() if row["kind"] == "list") == LISTS
    assert tuple(columns()) == COLUMNS


@pytest.mark.parametrize("file", LISTS)
def test_saved_list_page(file: str) -> None:
    row = manifest()[file]
    listing = parse_list(Page(address(row), page(file)))
    assert isinstance(listing, ListPage), listing
    got, wanted = seen(listing), stated(row)
    if listing.unread and row["list_items"] != row["list_items_with_link"]:
        wanted = {name: value for name, value in wanted.items() if not name.startswith("last_")}
    missed = {name for name, value in wanted.items() if got.get(name) != value}
    assert missed == {name for accepted_of, name in ACCEPTED if accepted_of == file}, got


@pytest.mark.parametrize("file", LISTS)
def test_saved_list_page_states_no_total_that_is_not_there(file: str) -> None:
    row = manifest()[file]
    listing = parse_list(Page(address(row), page(file)))
    assert isinstance(listing, ListPage)
    assert listing.pages is None or row["list_pages_stated"]
    assert listing.records is None or row["list_records_stated"]


@cache
def mirror(host: str) -> dict[str, bytes]:
    """Path of each page of a mirror, from the host's root, and its bytes."""
    with tarfile.open(PORTALS / "mirrors" / f"{host}.tar.gz") as archive:
        found = {}
        for member in archive:
            handle = (
                archive.extractfile(member) if member.isfile() and member.name.endswith(".html") else None
            )
            if handle is not None:
                found[member.name.split(f"{host}/", 1)[-1]] = handle.read()
    return found


def pages_of(host: str, column: str) -> Iterator[ListPage | OtherPage]:
    """The column's saved list pages, read."""
    for path, body in mirror(host).items():
        folder, _, file = path.rpartition("/")
        number = file.removeprefix("index").removesuffix(".html").removeprefix("_")
        if folder == column and file.startswith("index") and (number == "" or number.isdigit()):
            yield parse_list(Page(f"http://{host}/{path}", body))


@pytest.mark.parametrize("column", COLUMNS)
def test_every_list_page_of_the_county_mirror(column: str) -> None:
    section = columns()[column]
    listings = list(pages_of("www.zhecheng.gov.cn", column))
    assert len(listings) == int(section["pages_saved"])
    assert all(isinstance(listing, ListPage) for listing in listings)
    read = [listing for listing in listings if isinstance(listing, ListPage)]
    entries = [entry for listing in read for entry in listing.entries]
    assert len(entries) == int(section["rows_on_saved_pages"])
    assert len({entry.url for entry in entries}) == int(section["distinct_links"])
    assert {listing.records for listing in read} == {int(section["records_stated"])}
    pages = None if column == COLUMN_INDEX else int(section["pages_stated"])
    assert {listing.pages for listing in read} == {pages}
    assert all(entry.title and entry.date for entry in entries)
    assert not [row for listing in read for row in listing.unread]


def test_columns_of_the_county_mirror_that_say_they_are_empty() -> None:
    host, words = "www.zhecheng.gov.cn", "此栏目暂无任何新增信息".encode()
    said = {
        path: body for path, body in mirror(host).items() if words in body and path.endswith("index.html")
    }
    outcomes = {parse_list(Page(f"http://{host}/{path}", body)).outcome for path, body in said.items()}
    assert outcomes == {"empty"}


def test_no_item_page_of_the_mirrors_is_taken_for_a_list() -> None:
    taken = []
    for host in ("www.zhecheng.gov.cn", "lyj.jlcity.gov.cn"):
        for path, body in mirror(host).items():
            file = path.rpartition("/")[2].removesuffix(".html")
            if file.isdigit() or (file.startswith("t20") and "_" in file):
                listing = parse_list(Page(f"http://{host}/{path}", body))
                if isinstance(listing, ListPage) and listing.outcome != "needs_script":
                    taken.append((path, listing.outcome, [entry.title for entry in listing.entries]))
    assert taken == []


LYJ_ROWS = {
    "xxgk/bmwj": (13, 0, 3), "xxgk/ndbg": (9, 1, 1), "xxgk/ghjh": (7, 0, 1), "xxgk/yjgl": (4, 0, 1),
    "xxgk/zqqd": (1, 1, 1), "xxgk/xzzf": (13, 0, 2), "gfxwj": (11, 0, 1), "zcfg": (13, 0, 4),
    "xwdt/lyxx": (13, 0, 16), "xwdt/tpxw": (5, 8, 7), "xwdt": (10, 3, 15), "lyfc": (5, 1, 1),
    "bsfw/zwzx": (0, 1, 1),
}  # fmt: skip
"""Column → rows with an address, rows whose link became `javascript:;`, pages; counted in the markup."""


@pytest.mark.parametrize("column", LYJ_ROWS)
def test_every_list_page_of_the_bureau_mirror(column: str) -> None:
    (listing,) = pages_of("lyj.jlcity.gov.cn", column)
    assert isinstance(listing, ListPage)
    assert (len(listing.entries), len(listing.unread), listing.pages) == LYJ_ROWS[column]
