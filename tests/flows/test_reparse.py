"""Reparse: the archive read again gives the same rows; what other readers read becomes versions, no more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import scrapers.parsing
from flows.reparse import reparse
from scrapers.crawl.readers import Here
from scrapers.layout import ItemLayout
from scrapers.parsing import ItemRead, parse_list, read_item_page
from scrapers.records import Expected, ItemPage, Listed, ListPage, Page
from tests.nights.house import House, read
from tests.portal import running_portal
from warehouse.home import Home
from warehouse.ledger import open_ledger

SECTIONS = ("zwyw", "gknb", "spxw")
CONTENT = (
    "SELECT item_id, title, unit, published_on, document_number, content_sha256, first_seen_at, last_seen_at "
    "FROM items ORDER BY item_id",
    "SELECT item_id, section_id, list_title, listed_on, accepted_at FROM item_sections ORDER BY ALL",
    "SELECT year, code, value, origin, as_of FROM figures ORDER BY ALL",
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home after two nights, the second one quiet."""
    with running_portal(edition="small") as portal:
        house = House(portal, tmp_path_factory.mktemp("reparse") / "house", SECTIONS)
        house.night()
        house.night()
        yield house.home


@pytest.fixture
def home(crawled: Path, tmp_path: Path) -> Path:
    """A copy of that home."""
    return Path(shutil.copytree(crawled, tmp_path / "home"))


def content(home: Path) -> list[list[tuple[object, ...]]]:
    """What readers see of items, places and figures."""
    return [read(home / "gongkai.duckdb", query) for query in CONTENT]


def test_archive_read_again_gives_the_same(home: Path) -> None:
    before, sum_before = content(home), (home / "gongkai.duckdb.sha256").read_text()
    result, damage = reparse(home)
    assert damage.files == {}
    assert result.pages == len([row for row in before[0] if row[5]]) > 0
    assert (result.differing_pages, result.fields) == (0, [])
    assert (result.rows, result.differing_rows, result.new_rows, result.not_met) == (len(before[1]), 0, 0, 0)
    assert content(home) == before
    assert (home / "gongkai.duckdb.sha256").read_text() == sum_before


def test_another_reading_of_pages_becomes_a_version_and_looks_no_fresher(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(
        page: Page, layout: ItemLayout | None, listed: Listed | None, expected: Expected | None
    ) -> ItemRead:
        read = read_item_page(page, layout, listed, expected)
        if not isinstance(read.page, ItemPage):
            return read
        return read._replace(page=replace(read.page, unit="新规则读出的单位"))

    before = content(home)
    monkeypatch.setattr(scrapers.parsing, "read_item_page", other)
    compared, _ = reparse(home, apply=False)
    assert content(home) == before
    result, _ = reparse(home)
    assert (
        [(name, pages) for name, pages, _ in result.fields]
        == [("单位", result.pages)]
        == [(name, pages) for name, pages, _ in compared.fields]
    )
    after = content(home)
    file = home / "gongkai.duckdb"
    assert read(file, "SELECT DISTINCT unit FROM items WHERE content_sha256 IS NOT NULL") == [
        ("新规则读出的单位",)
    ]
    assert [(row[0], *row[6:]) for row in after[0]] == [(row[0], *row[6:]) for row in before[0]]
    assert after[1:] == before[1:]
    kinds = "SELECT DISTINCT version, kind FROM item_versions JOIN runs USING (run_id) ORDER BY ALL"
    assert read(file, kinds) == [(1, "nightly"), (2, "reparse")]
    assert read(file, "SELECT count(*) FROM item_events WHERE event = 'edited'") == [(0,)]
    again, _ = reparse(home)
    assert not again.differs


def test_another_reading_of_lists_is_taken_over_where_it_was_accepted(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(page: Page, family: str = "auto") -> object:
        listing = parse_list(page, family)
        if not isinstance(listing, ListPage):
            return listing
        return replace(listing, entries=tuple(replace(e, title=e.title + "!") for e in listing.entries))

    before = content(home)
    monkeypatch.setattr(Here, "list_page", lambda _, page, family, layout=None: other(page, family))
    result, _ = reparse(home)
    assert result.differing_rows == len(before[1])
    after = content(home)
    assert [row[2] for row in after[1]] == [f"{row[2]}!" for row in before[1]]
    assert [(row[0], row[1], *row[3:]) for row in after[1]] == [
        (row[0], row[1], *row[3:]) for row in before[1]
    ]
    assert after[2] == before[2]


def test_damaged_file_of_the_archive_is_named_and_the_rest_goes_on(home: Path) -> None:
    before = content(home)
    damaged = max((home / "archive").glob("*.gknb.*.warc.gz"), key=lambda file: file.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[:2000])
    result, damage = reparse(home)
    assert list(damage.files) == [damaged.name]
    assert result.pages > 0
    assert not result.differs
    assert content(home) == before


def test_reparse_tells_how_long_the_texts_are_of_which_that_was_not_known(home: Path) -> None:
    versions = "SELECT item_id, version, text_length, body_digest, read_from FROM item_versions ORDER BY ALL"
    before, told = content(home), read(home / "gongkai.duckdb", versions)
    assert all(length > 0 and len(digest) == 16 for _, _, length, digest, _ in told)
    with open_ledger(Home(home).ledger) as ledger:
        ledger.execute("UPDATE item_versions SET text_length = NULL, body_digest = NULL")
    result, _ = reparse(home)
    assert (result.differing_pages, result.noted) == (0, len(told))
    assert content(home) == before
    assert read(home / "gongkai.duckdb", versions) == told
    again, _ = reparse(home)
    assert not again.differs
