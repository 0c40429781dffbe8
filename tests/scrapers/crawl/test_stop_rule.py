"""A section from night to night: what is asked again, what is taken as known, what is found all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.site import (
    LIST,
    Row,
    Section,
    ids,
    pages_of,
    rows,
)

OLD = date(2016, 6, 1)
"""Rows this old come round slowly, so that the slice stays small in a test."""


def items_of(asked: list[str]) -> list[str]:
    return [url for url in asked if "/2018/" in url]


def test_a_quiet_night_asks_for_page_one_and_a_slice_and_all_of_it_conditionally(memory: Memory) -> None:
    site = Section(rows(60, newest=OLD))
    night(memory, site)
    proof, web = night(memory, site, days=1)
    assert (proof.outcome, proof.whole_list) == ("complete", False)
    assert (proof.records_declared, proof.records_read) == (60, 60)
    assert pages_of(web.asked) == [LIST]
    assert len(items_of(web.asked)) == 1  # 60 old items, each again within 60 nights
    assert web.conditional == web.asked


def test_new_rows_are_read_up_to_two_known_ones(memory: Memory) -> None:
    site = Section(rows(60, newest=OLD))
    night(memory, site)
    fresh = rows(7, newest=date(2018, 3, 1), start=2000)
    site.rows = fresh + site.rows
    proof, web = night(memory, site, days=1)
    assert proof.outcome == "complete"
    assert proof.records_read == 67
    assert pages_of(web.asked) == [LIST, f"{LIST}index_2.html", LIST]
    assert {row.url for row in fresh} <= set(web.asked)
    assert set(memory.items) == ids(site.rows)


def test_a_row_inserted_deep_down_shows_in_the_total_and_the_whole_list_is_read(memory: Memory) -> None:
    site = Section(rows(40, newest=OLD))
    night(memory, site)
    late = Row(5000, "补录的一份旧文件", site.rows[22].day)
    site.rows.insert(22, late)
    proof, web = night(memory, site, days=1)
    assert (proof.outcome, proof.whole_list, proof.records_read) == ("complete", True, 41)
    assert late.url in web.asked
    lists = pages_of(web.asked)
    assert len(lists) == site.last + 1  # each page once, page 1 again at the end
    assert set(memory.items) == ids(site.rows)


def test_a_row_withdrawn_deep_down_shows_in_the_total(memory: Memory) -> None:
    site = Section(rows(40, newest=OLD))
    night(memory, site)
    gone = site.rows.pop(22)
    proof, _ = night(memory, site, days=1)
    assert (proof.outcome, proof.whole_list, proof.records_read) == ("complete", True, 39)
    assert ids([gone]).isdisjoint(memory.items)


def test_a_row_withdrawn_from_a_list_of_one_page_shows_without_a_total(memory: Memory) -> None:
    site = Section(rows(4, newest=OLD), total=False, pages=False)
    night(memory, site)
    site.rows = site.rows[:2] + site.rows[3:]
    proof, _ = night(memory, site, days=1)
    assert (proof.outcome, proof.whole_list, proof.records_read) == ("complete", True, 3)
    assert set(memory.items) == ids(site.rows)


def test_a_list_without_totals_is_read_to_its_end_now_and_then(memory: Memory) -> None:
    site = Section(rows(40, newest=OLD), total=False, pages=False)
    night(memory, site)
    assert [night(memory, site, days=days)[0].whole_list for days in (1, 31)] == [False, True]


def test_a_list_that_counts_an_address_twice_still_has_quiet_nights(memory: Memory) -> None:
    listed = rows(40, newest=OLD)
    site = Section([*listed[:20], listed[3], *listed[20:]])
    night(memory, site)
    proof, web = night(memory, site, days=1)
    assert (proof.outcome, proof.whole_list, proof.records_read) == ("complete", False, 41)
    assert pages_of(web.asked) == [LIST]


def test_pinned_rows_neither_end_a_walk_nor_break_it(memory: Memory) -> None:
    top = [replace(row, pinned=True) for row in rows(3, newest=date(2015, 1, 1), start=100)]
    plain = rows(40, newest=OLD)
    site = Section(top + plain)
    night(memory, site)
    site.rows = top + rows(4, newest=date(2018, 3, 1), start=2000) + plain
    proof, web = night(memory, site, days=1)
    assert proof.outcome == "complete"
    assert set(memory.items) == ids(site.rows)
    assert pages_of(web.asked)[:2] == [LIST, f"{LIST}index_2.html"]


def test_rows_pinned_without_a_mark_do_not_hide_new_ones(memory: Memory) -> None:
    """Up to eight of fifteen stand above out of order; two of them in succession prove nothing."""
    top, plain = rows(3, newest=date(2015, 1, 1), start=100), rows(40, newest=OLD)
    site = Section(top + plain, total=False)
    night(memory, site)
    site.rows = top + rows(4, newest=date(2018, 3, 1), start=2000) + plain
    proof, _ = night(memory, site, days=1)
    assert proof.outcome == "complete"
    assert set(memory.items) == ids(site.rows)


def test_a_list_that_is_oldest_first_is_read_to_its_end(memory: Memory) -> None:
    site = Section(rows(20, newest=OLD)[::-1], total=False)
    night(memory, site)
    site.rows = [*site.rows, Row(5000, "新的一份文件通知", date(2018, 3, 1))]
    night(memory, site, days=1)
    assert set(memory.items) == ids(site.rows)


def test_rows_only_seen_by_an_incomplete_night_do_not_end_a_walk(memory: Memory) -> None:
    """Night 2 breaks off after page 1 of three pages of new rows; night 3 must read on below them."""
    site = Section(rows(40, newest=OLD), total=False)
    night(memory, site)
    site.rows = rows(15, newest=date(2018, 3, 1), start=2000) + site.rows
    site.overrides = {site.address(n): ("server_error", 500, b"", "") for n in range(2, 12)}
    assert night(memory, site, days=1)[0].outcome == "partial"
    site.overrides = {}
    proof, _ = night(memory, site, days=2)
    assert proof.outcome == "complete"
    assert set(memory.items) == ids(site.rows)


def test_a_changed_row_has_its_page_asked(memory: Memory) -> None:
    site = Section(rows(30, newest=OLD))
    night(memory, site)
    before = site.rows[1]
    site.rows[1] = replace(before, title="关于修改后事项办理情况的通知(更正)")
    _, web = night(memory, site, days=1)
    assert before.url in web.asked
    assert memory.items[next(iter(ids([before])))]["title"].endswith("(更正)")


def test_an_unchanged_list_is_read_from_the_archive(memory: Memory) -> None:
    site = Section(rows(8))
    night(memory, site)
    site.overrides = {}
    night(memory, site, days=1)
    outcomes = {f["url"]: f["outcome"] for f in memory.fetches if f["run_id"] == memory.run_id}
    assert outcomes[LIST] == "unchanged"
    assert set(memory.items) == ids(site.rows)
    pages = [memory.pages[key] for key in ids(site.rows)]
    assert {page["outcome"] for page in pages} <= {"ok", "unchanged"}


def test_where_the_archive_is_missing_everything_is_asked_unconditionally(memory: Memory) -> None:
    site = Section(rows(8))
    night(memory, site)
    for file in memory.archive.iterdir():
        file.unlink()
    proof, web = night(memory, site, days=1)
    assert proof.outcome == "complete"
    assert web.conditional == []


def test_where_the_record_is_damaged_the_list_is_asked_again_without_conditions(memory: Memory) -> None:
    site = Section(rows(8))
    night(memory, site)
    for file in memory.archive.iterdir():
        file.write_bytes(b"x" * file.stat().st_size)
    proof, web = night(memory, site, days=1)
    assert proof.outcome == "complete"
    assert pages_of(web.asked)[:2] == [LIST, LIST]


def test_a_server_that_never_says_304_costs_bytes_and_nothing_else(memory: Memory) -> None:
    site = Section(rows(60, newest=OLD))
    night(memory, site)
    proof, web = night(memory, site, days=1, never_304=True)
    assert proof.outcome == "complete"
    assert len(web.asked) == 2
