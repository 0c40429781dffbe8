"""Item pages that are not there any more: they rest until something moves, or until their turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.site import LIST, FakeClient, Row, Section, ids, rows

OLD = date(2016, 6, 1)
"""Rows this old come round slowly, so that the slice stays small in a test."""


def never_complete(gone: int) -> tuple[Section, list[Row]]:
    """A section with a greater total than rows, and the rows whose pages are not there: `gone` of 30."""
    site = Section(rows(30, newest=OLD), size=10, unlisted=1)
    dead = site.rows[:gone]
    site.overrides = dict.fromkeys((row.url for row in dead), ("gone", 404, b"", ""))
    return site, dead


def asked_of(rows: list[Row], web: FakeClient) -> list[str]:
    return [row.url for row in rows if row.url in web.asked]


def test_pages_found_gone_rest_in_a_section_that_is_never_complete(memory: Memory) -> None:
    site, dead = never_complete(20)
    proof, web = night(memory, site)
    assert proof.outcome == "partial" and asked_of(dead, web) == [row.url for row in dead]
    turns: list[str] = []
    for days in range(1, 31):
        proof, web = night(memory, site, days=days)
        assert (proof.outcome, len(asked_of(site.rows, web))) == ("partial", 1), "one page's turn, of thirty"
        turns += asked_of(dead, web)
    assert sorted(turns) == sorted(row.url for row in dead), "each has had its turn"


def test_a_gone_page_whose_row_changes_is_asked_that_night_and_no_other(memory: Memory) -> None:
    site, dead = never_complete(20)
    night(memory, site)
    row = dead[-1]
    site.rows[19] = replace(row, title="关于更正事项办理情况的通知")
    _, web = night(memory, site, days=1)
    assert row.url in web.asked
    _, web = night(memory, site, days=2)
    assert row.url not in web.asked


def test_a_gone_page_that_comes_back_is_read_when_its_turn_comes(memory: Memory) -> None:
    site, _ = never_complete(20)
    night(memory, site)
    site.overrides = {}
    for days in range(1, 31):
        night(memory, site, days=days)
    assert memory.ever_read == ids(site.rows)


def test_a_gone_page_whose_row_vanished_and_is_back_is_asked_that_night_and_no_other(memory: Memory) -> None:
    site, dead = never_complete(20)
    night(memory, site)
    row = site.rows.pop(19)
    _, web = night(memory, site, days=1)
    assert row.url not in web.asked
    site.rows.insert(19, row)
    site.overrides.pop(row.url)
    _, web = night(memory, site, days=2)
    assert row.url in web.asked and memory.pages[next(iter(ids([row])))]["outcome"] == "ok"
    assert len(asked_of(dead[:-1], web)) <= 1, "the others did not vanish"
    _, web = night(memory, site, days=3)
    assert row.url not in web.asked


def test_a_row_taken_off_and_put_back_shows_where_nights_read_the_newest_rows_only(memory: Memory) -> None:
    site = Section(rows(12, newest=OLD), total=False)
    site.overrides = {site.rows[n].url: ("gone", 404, b"", "") for n in (0, 11)}
    night(memory, site)
    row = site.rows.pop(0)
    night(memory, site, days=1)
    site.rows.insert(0, row)
    proof, web = night(memory, site, days=2)
    assert proof.outcome == "complete" and "增量" in proof.reason
    assert row.url in web.asked
    _, web = night(memory, site, days=31)
    assert f"{LIST}index_3.html" in web.asked and site.rows[11].url not in web.asked, "too far down"


def test_a_list_page_that_failed_does_not_wake_the_gone_pages_of_its_rows(memory: Memory) -> None:
    site, dead = never_complete(20)
    night(memory, site)
    site.overrides[site.address(2)] = ("server_error", 500, b"", "")
    assert "列表页读不到" in night(memory, site, days=1)[0].reason
    site.overrides.pop(site.address(2))
    _, web = night(memory, site, days=2)
    assert len(asked_of(dead, web)) <= 1
