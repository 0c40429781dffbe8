"""The saved pages of real portals, every item of the manifest field by field, and the two mirrors."""

import re
import tarfile

import pytest

from scrapers.parsing import parse_item
from scrapers.parsing.items.numbers import normalise_document_number
from scrapers.parsing.page.dates import parse_moment
from scrapers.records import ItemPage, OtherPage, Page
from tests.scrapers.parsing.saved import ITEMS, PORTALS, manifest, page
from tests.shared import needs_shared

pytestmark = needs_shared
UNKNOWN_ADDRESS = "http://unknown.example.gov.cn/a/b/item.html"

STATED_IN_A_TAG = "the page prints no publish date; it is read from the PubDate tag, and says so"
WRITTEN_BY_SCRIPT = (
    "the attachment is written by the template's script, which the manifest's reader did not run"
)
ACCEPTED: dict[tuple[str, str], str] = {
    **{
        (f"www.gz.gov.cn/item_{number}.html", "published"): STATED_IN_A_TAG
        for number in (5488731, 9518264, 5487925, 10291577, 5487929, 7231742, 7960479, 6454313)
    },
    ("lyj.jlcity.gov.cn/item_922970.html", "attachment_count"): WRITTEN_BY_SCRIPT,
}
"""Every difference from the manifest and its cause."""


def read(file: str) -> ItemPage | OtherPage:
    return parse_item(Page(manifest()[file]["url"] or UNKNOWN_ADDRESS, page(file)))


def bare(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def expected(row: dict[str, str]) -> dict[str, str]:
    published = parse_moment(row["published"])
    number = row["document_number"]
    return {
        "title": bare(row["title"]),
        "published": published.iso() if published else "",
        "unit": bare(row["unit"]),
        "document_number": normalise_document_number(number) or number,
        "index_number": row["index_number"],
        "attachment_count": row["attachment_count"],
    }


def stated(item: ItemPage) -> dict[str, str]:
    return {
        "title": bare(item.title),
        "published": item.published.iso() if item.published else "",
        "unit": bare(item.unit),
        "document_number": item.document_number or "",
        "index_number": item.index_number or "",
        "attachment_count": str(len(item.attachments)),
    }


def test_every_item_of_the_manifest_is_named() -> None:
    assert tuple(file for file, row in manifest().items() if row["kind"] == "item") == ITEMS


@pytest.mark.parametrize("file", ITEMS)
def test_item_reads_as_by_eye(file: str) -> None:
    item, row = read(file), manifest()[file]
    assert isinstance(item, ItemPage), item
    wanted, got = expected(row), stated(item)
    missed = {name for name in wanted if wanted[name] != got[name]}
    accepted = {name for accepted_of, name in ACCEPTED if accepted_of == file}
    assert missed == accepted, {name: (wanted[name], got[name]) for name in missed ^ accepted}
    if not row["document_number"] and item.document_number:
        pytest.fail(f"invented {item.document_number}")


def test_a_date_from_a_tag_says_so() -> None:
    for file in ITEMS:
        if ACCEPTED.get((file, "published")) == STATED_IN_A_TAG:
            item = read(file)
            assert isinstance(item, ItemPage) and item.read_from["published"] == "meta:PubDate"


def test_only_the_challenge_pages_are_other_pages() -> None:
    found = {file: read(file) for file in manifest() if file.endswith((".html", ".htm"))}
    outcomes = {file: other.outcome for file, other in found.items() if isinstance(other, OtherPage)}
    assert outcomes == {
        "jiasule-sample/antibot_jiasule_521.html": "challenged",
        "yunnan-gov-sample/antibot_yunnan_cookie.html": "challenged",
    }


MIRRORS = [
    ("www.zhecheng.gov.cn", r"/\d{4}-\d\d-\d\d/\d+\.html$", 269, 263),
    ("lyj.jlcity.gov.cn", r"/t\d{8}_\d+\.html?$", 94, 94),
]


@pytest.mark.parametrize(("host", "pattern", "count", "dated"), MIRRORS)
def test_every_item_of_a_mirror_has_title_and_date(host: str, pattern: str, count: int, dated: int) -> None:
    """Six pages of 柘城 (the county's leaders) print no publish date; nothing else is missing."""
    items: list[ItemPage] = []
    with tarfile.open(PORTALS / "mirrors" / f"{host}.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file and re.search(pattern, member.name):
                address = (
                    member.name[member.name.index(host) :] if host in member.name else f"{host}/{member.name}"
                )
                item = parse_item(Page(f"http://{address}", file.read()))
                assert isinstance(item, ItemPage), (member.name, item)
                items.append(item)
    assert len(items) == count
    assert all(item.title for item in items)
    assert sum(item.published is not None for item in items) == dated
    assert {item.read_from["published"] for item in items if item.published} <= {
        "label:发布日期",
        "label:时间",
    }
    assert all("浏览次数" not in item.body_text and "版权所有" not in item.body_text for item in items)
