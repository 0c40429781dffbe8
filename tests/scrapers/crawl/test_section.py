"""A section from night to night: what is asked, what is told, what is proved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.crawl.scope import Scope
from scrapers.records import FetchOutcome
from tests.scrapers.crawl.site import (
    BEGIN,
    CHALLENGE,
    EMPTY,
    HOST,
    LIST,
    NIGHT,
    TODAY,
    FakeWeb,
    Memory,
    Night,
    Row,
    Section,
    ids,
    night,
    pages_of,
    portal,
    rows,
    with_day,
)

OLD = date(2016, 6, 1)
"""Rows this old come round slowly, so that the slice stays small in a test."""


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path)


def items_of(asked: list[str]) -> list[str]:
    return [url for url in asked if "/2018/" in url]


# --- nights ------------------------------------------------------------------------------------------------


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
    site.rows.insert(22, Row(5000, "补录的一份旧文件", site.rows[22].day))
    assert night(memory, site, days=1)[0].whole_list is False
    assert night(memory, site, days=31)[0].whole_list is True
    assert set(memory.items) == ids(site.rows)


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
    outcomes = {f["url"]: f["outcome"] for f in memory.fetches if f["run"] == memory.run_id}
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


# --- item pages --------------------------------------------------------------------------------------------


def test_each_page_is_told_with_what_it_states_and_where_it_lies(memory: Memory) -> None:
    site = Section(rows(3))
    night(memory, site)
    page = memory.pages[next(iter(ids(site.rows[:1])))]
    assert page["title"] == site.rows[0].title
    assert page["published_on"] == "2018-02-28"
    assert page["unit"] == "县财政局"
    assert (memory.archive / page["archive_file"]).is_file()


def test_a_section_without_details_asks_no_item_page(memory: Memory) -> None:
    site = Section(rows(13))
    proof, web = night(memory, site, details=False)
    assert proof.outcome == "complete"
    assert not items_of(web.asked)
    assert len(memory.items) == 13


def test_an_item_in_two_sections_is_asked_once_a_run(memory: Memory, tmp_path: Path) -> None:
    site = Section(rows(6))
    web = FakeWeb([site])
    crawl = Night(memory, web, portal=portal("a", "b")).crawl()
    one, other = crawl.portal.section
    crawl.section(one, memory.known())
    crawl.section(other, Memory(tmp_path).known())
    assert sorted(items_of(web.asked)) == sorted(row.url for row in site.rows)


def test_young_items_known_in_two_sections_are_revisited_once_a_run(memory: Memory, tmp_path: Path) -> None:
    site = Section(rows(6))
    night(memory, site)
    memory.next_night()
    web = FakeWeb([site], at=BEGIN + NIGHT)
    crawl = Night(memory, web, portal=portal("a", "b"), begun_at=BEGIN + NIGHT).crawl()
    for section in crawl.portal.section:
        crawl.section(section, memory.known())
    asked = items_of(web.asked)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("served", "outcome"),
    [
        (("gone", 404, b"", ""), "gone"),
        (("server_error", 500, b"", ""), "server_error"),
        (("timeout", None, b"", ""), "timeout"),
        (("not_html", 200, b"%PDF", ""), "not_html"),
    ],
)
def test_an_item_page_that_fails_is_told_and_its_row_still_counts(
    served: Any, outcome: FetchOutcome, memory: Memory
) -> None:
    site = Section(rows(9))
    site.overrides = {site.rows[2].url: served}
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.records_read) == ("complete", 9)
    page = memory.pages[next(iter(ids(site.rows[2:3])))]
    assert (page["outcome"], page["title"], page["published_on"]) == (outcome, None, None)


def test_a_page_that_failed_for_now_is_asked_again_the_next_night(memory: Memory) -> None:
    site = Section(rows(30, newest=OLD))
    site.overrides = {site.rows[2].url: ("server_error", 500, b"", "")}
    night(memory, site)
    site.overrides = {}
    _, web = night(memory, site, days=1)
    assert site.rows[2].url in web.asked
    assert memory.pages[next(iter(ids(site.rows[2:3])))]["outcome"] == "ok"


def test_an_undated_row_whose_page_fails_makes_the_section_partial(memory: Memory) -> None:
    site = Section([*rows(4), Row(1, "没有日期的一份文件通知", None)])
    site.overrides = {site.rows[-1].url: ("server_error", 500, b"", "")}
    proof, _ = night(memory, site)
    assert proof.outcome == "partial"
    assert "没有日期" in proof.reason


def test_many_failing_item_pages_make_the_section_partial(memory: Memory) -> None:
    site = Section(rows(20))
    site.overrides = {row.url: ("server_error", 500, b"", "") for row in site.rows[:8]}
    proof, _ = night(memory, site)
    assert proof.outcome == "partial"
    assert "8" in proof.reason


@pytest.mark.parametrize("served", [("ok", 200, CHALLENGE), ("challenged", 521, b"x")])
def test_a_challenge_on_an_item_page_ends_the_asking(served: Any, memory: Memory) -> None:
    site = Section(rows(20))
    site.overrides = {site.rows[3].url: (*served, site.rows[3].url)}
    proof, web = night(memory, site)
    assert proof.outcome == "challenged"
    assert items_of(web.asked) == [row.url for row in site.rows[:4]]
    assert HOST in web.left
    assert len(memory.items) == 20


@pytest.mark.parametrize("above", [f"http://{HOST}/", LIST])
def test_a_withdrawn_item_that_is_sent_to_the_page_above_gets_none_of_its_words(
    above: str, memory: Memory
) -> None:
    site = Section(rows(5))
    site.overrides = {site.rows[1].url: ("ok", 200, site.item(site.rows[4]), above)}
    night(memory, site)
    page = memory.pages[next(iter(ids(site.rows[1:2])))]
    assert (page["outcome"], page["title"]) == ("soft_gone", None)


def test_a_page_that_was_gone_and_is_listed_again_is_asked(memory: Memory) -> None:
    site = Section(rows(4, newest=OLD))
    night(memory, site)
    back = site.rows.pop(1)
    night(memory, site, days=1)
    site.rows.insert(1, back)
    _, web = night(memory, site, days=2)
    assert back.url in web.asked
    assert set(memory.items) == ids(site.rows)


def test_personal_data_is_masked_in_all_that_is_kept_of_rows_and_pages(memory: Memory) -> None:
    number = "13812345678"
    site = Section([Row(1, f"张三(电话{number})信访答复意见书", date(2018, 1, 1)), *rows(2)])
    site.bodies = {1: f"张三,手机{number}。办公电话0370-7212345。"}
    night(memory, site)
    page = memory.pages[next(iter(ids(site.rows[:1])))]
    assert number not in str(memory.items) + str(memory.pages)
    assert {(one["kind"], one["place"]) for one in page["masked"]} == {
        ("手机号", "title"),
        ("手机号", "body"),
    }


# --- what is held back -------------------------------------------------------------------------------------


def _fewer(site: Section) -> None:
    site.rows = site.rows[:5]


def _emptied(site: Section) -> None:
    site.overrides = {LIST: ("ok", 200, EMPTY, LIST)}


def _renumbered(site: Section) -> None:
    site.rows = [replace(row, key=row.key + 50_000) for row in site.rows]


def _redated(site: Section) -> None:
    site.rows = [with_day(row, date(2018, 2, 2)) for row in site.rows]


@pytest.mark.parametrize(
    ("upheaval", "words"),
    [(_fewer, "骤减"), (_emptied, "自称无内容"), (_renumbered, "改版"), (_redated, "迁移")],
)
@pytest.mark.parametrize("total", [True, False])
def test_an_upheaval_is_held_back_with_its_reason(
    upheaval: Any, words: str, total: bool, memory: Memory
) -> None:
    site = Section(rows(20), total=total)
    night(memory, site)
    upheaval(site)
    proof, _ = night(memory, site, days=1)
    assert proof.outcome == "partial"
    assert words in proof.reason
    assert memory.whole is not None
    assert memory.whole.records_read == 20


def test_other_rows_in_place_of_most_known_ones_are_held_back(memory: Memory) -> None:
    """As many rows as ever, but most of them others, not newer ones: a side list taken for the list."""
    site = Section(rows(12, newest=OLD), total=False)
    night(memory, site)
    site.rows = [replace(row, key=row.key + 50_000) if i % 4 else row for i, row in enumerate(site.rows)]
    proof, _ = night(memory, site, days=1)
    assert proof.outcome == "partial"
    assert "不在列表上" in proof.reason


def test_a_list_that_shows_its_newest_rows_only_rolls_on(memory: Memory) -> None:
    site = Section(rows(10, newest=date(2018, 2, 20)), size=10, total=False, pages=False)
    night(memory, site)
    site.rows = rows(7, newest=date(2018, 3, 1), start=2000) + site.rows[:3]
    assert night(memory, site, days=1)[0].outcome == "complete"


def test_growth_is_no_upheaval(memory: Memory) -> None:
    site = Section(rows(10))
    night(memory, site)
    site.rows = rows(40, newest=date(2018, 3, 1), start=9000) + site.rows
    assert night(memory, site, days=1)[0].outcome == "complete"


# --- backfill ----------------------------------------------------------------------------------------------


def test_a_backfill_reads_the_whole_list_and_the_pages_near_its_year(memory: Memory) -> None:
    days = [
        date(2018, 3, 1), date(2018, 1, 31), date(2018, 1, 1), date(2017, 12, 31), date(2017, 1, 1),
        date(2016, 12, 31), date(2016, 12, 1), date(2016, 11, 30), date(2010, 1, 1),
    ]  # fmt: skip
    listed = [Row(900 - i, f"关于第{i}号事项办理情况的通知", day) for i, day in enumerate(days)]
    site = Section([*listed, Row(1, "没有日期的一份文件通知", None)])
    proof, web = night(memory, site, scope=Scope("backfill", TODAY, 2017))
    assert (proof.outcome, proof.records_read) == ("complete", 10)
    assert items_of(web.asked) == [row.url for row in listed[1:7]] + [site.rows[-1].url]


def test_a_backfill_does_not_ask_again_for_what_a_night_has_read(memory: Memory) -> None:
    site = Section(rows(12, newest=date(2017, 12, 31)))
    night(memory, site)
    memory.next_night()
    _, web = night(memory, site, scope=Scope("backfill", TODAY, 2017))
    assert not items_of(web.asked)


# --- the round of all items --------------------------------------------------------------------------------


def test_every_item_comes_round_within_its_period(memory: Memory) -> None:
    listed = [
        *rows(3, newest=TODAY - timedelta(days=1), start=900),
        *rows(10, newest=TODAY - timedelta(days=20), start=800),
        *rows(120, newest=OLD, start=700),
    ]
    site = Section(listed, size=10)
    night(memory, site)
    again: set[str] = set()
    for day in range(1, 61):
        _, web = night(memory, site, days=day)
        asked = set(items_of(web.asked))
        if day <= 4:  # up to seven days old: every night
            assert {row.url for row in listed[:3]} <= asked
        again |= asked
        if day == 5:  # up to sixty days old: within five nights
            assert {row.url for row in listed[3:13]} <= again
        assert len(asked) <= 3 + 3 + 3
    assert {row.url for row in listed} == again
