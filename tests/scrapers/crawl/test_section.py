"""Item pages: which are asked, what is told of them, and that each comes round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from scrapers.crawl.revisit import RevisitPolicy
from scrapers.crawl.years import Years
from scrapers.records import FetchOutcome
from tests.scrapers.crawl.memory import Memory, Night, night
from tests.scrapers.crawl.site import (
    BEGIN,
    CHALLENGE,
    HOST,
    LIST,
    NIGHT,
    TODAY,
    FakeClient,
    Row,
    Section,
    ids,
    portal,
    rows,
    stub,
)

OLD = date(2016, 6, 1)
"""Rows this old come round slowly, so that the slice stays small in a test."""


def items_of(asked: list[str]) -> list[str]:
    return [url for url in asked if "/2018/" in url]


def test_each_page_is_told_with_what_it_states_and_where_it_lies(memory: Memory) -> None:
    site = Section(rows(3))
    night(memory, site)
    page = memory.pages[next(iter(ids(site.rows[:1])))]
    assert page["title"] == site.rows[0].title
    assert page["published_on"] == date(2018, 2, 28)
    assert page["unit"] == "县财政局"
    assert (memory.archive / page["archive_file"]).is_file()


def test_a_section_without_details_asks_no_item_page(memory: Memory) -> None:
    site = Section(rows(13))
    proof, web = night(memory, site, details=False)
    assert proof.outcome == "complete"
    assert not items_of(web.asked)
    assert len(memory.items) == 13


def test_an_item_in_two_sections_is_asked_once_a_run(memory: Memory) -> None:
    site = Section(rows(6))
    web = FakeClient([site])
    crawl = Night(memory, web, portal=portal("a", "b")).crawl()
    one, other = crawl.portal.section
    crawl.section(one, memory.known("a"))
    crawl.section(other, memory.known("b"))
    assert sorted(items_of(web.asked)) == sorted(row.url for row in site.rows)


def test_young_items_known_in_two_sections_are_revisited_once_a_run(memory: Memory) -> None:
    site = Section(rows(6))
    for at in (BEGIN, BEGIN + NIGHT):
        web = FakeClient([site], at=at)
        crawl = Night(memory, web, portal=portal("a", "b"), begun_at=at).crawl()
        for section in crawl.portal.section:
            crawl.section(section, memory.known(section.id))
    assert sorted(items_of(web.asked)) == sorted(row.url for row in site.rows)


@pytest.mark.parametrize(
    ("served", "outcome", "section"),
    [
        (("gone", 404, b"", ""), "gone", "complete"),
        (("not_html", 200, b"%PDF", ""), "not_html", "complete"),
        (("server_error", 500, b"", ""), "server_error", "partial"),
        (("timeout", None, b"", ""), "timeout", "partial"),
        (("too_large", 200, b"", ""), "too_large", "partial"),
        (("refused_by_robots", None, b"", ""), "refused_by_robots", "partial"),
        (("redirected_away", 302, b"", ""), "redirected_away", "partial"),
    ],
)
def test_an_item_page_never_read_is_told_and_its_row_stands(
    served: Any, outcome: FetchOutcome, section: str, memory: Memory
) -> None:
    site = Section(rows(9))
    site.overrides = {site.rows[2].url: served}
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.records_read) == (section, 9)
    assert section == "complete" or site.rows[2].url in proof.reason
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


def test_a_page_that_only_sends_the_reader_on_is_an_answer(memory: Memory) -> None:
    site = Section(rows(9))
    site.overrides = {site.rows[2].url: ("ok", 200, stub("http://www.gov.example/x.html"), site.rows[2].url)}
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.reason) == ("complete", "")


def test_a_page_that_states_nothing_is_no_reading(memory: Memory) -> None:
    site = Section(rows(9))
    nested = b"<html>" + b"<div>" * 10_000 + b"x" + b"</div>" * 10_000
    site.overrides = {site.rows[2].url: ("ok", 200, nested, site.rows[2].url)}
    proof, _ = night(memory, site)
    assert proof.outcome == "partial" and "读不出" in proof.reason
    site.overrides = {}
    assert night(memory, site, days=1)[0].outcome == "complete"


def test_a_failed_visit_to_a_page_read_before_leaves_its_reading_and_comes_again(memory: Memory) -> None:
    site = Section(rows(100, newest=OLD))
    night(memory, site)
    site.overrides = {row.url: ("server_error", 500, b"", "") for row in site.rows}
    proof, web = night(memory, site, days=1)
    failed = list(dict.fromkeys(items_of(web.asked)))
    assert failed and proof.outcome == "complete"
    assert "沿用上次所读" in proof.reason
    site.overrides = {}
    _, web = night(memory, site, days=2)
    assert items_of(web.asked)[: len(failed)] == sorted(failed, key=items_of(web.asked).index)


def test_many_failing_visits_make_the_section_partial(memory: Memory) -> None:
    site = Section(rows(20, newest=TODAY))
    night(memory, site)
    site.overrides = {row.url: ("server_error", 500, b"", "") for row in site.rows}
    proof, _ = night(memory, site, days=1)
    assert proof.outcome == "partial"
    assert "10 个内容页中 10 个暂时读不到" in proof.reason, "7 of this week and a fifth of 13"


@pytest.mark.parametrize("outcome", ["server_error", "redirected_away", "too_large"])
def test_a_page_broken_for_ever_holds_its_section_back_for_three_nights_only(
    outcome: FetchOutcome, memory: Memory
) -> None:
    site = Section(rows(30, newest=TODAY - timedelta(days=20)))
    site.overrides = {site.rows[2].url: (outcome, 500, b"", "")}
    nights = [night(memory, site, days=days) for days in range(6)]
    assert [proof.outcome for proof, _ in nights] == ["partial"] * 3 + ["complete"] * 3
    assert all(site.rows[2].url in web.asked for _, web in nights[:3])
    assert all("1 个内容页多夜读不到" in proof.reason for proof, _ in nights[3:])
    asked = sum(web.asked.count(site.rows[2].url) for _, web in nights[3:])
    assert asked < 3, "it comes round as any other page"
    site.overrides = {}
    days = 6
    while site.rows[2].url not in night(memory, site, days=days)[1].asked:
        days += 1
    proof, _ = night(memory, site, days=days + 1)
    assert "多夜读不到" not in proof.reason


@pytest.mark.parametrize(("count", "failing"), [(2, 2), (4, 3), (12, 12), (40, 5)])
def test_a_site_whose_pages_fail_is_never_complete(count: int, failing: int, memory: Memory) -> None:
    site = Section(rows(count, newest=OLD))
    failed = {row.url for row in site.rows[:failing]}
    site.overrides = dict.fromkeys(failed, ("server_error", 500, b"", ""))
    for days in range(6):
        proof, web = night(memory, site, days=days)
        assert proof.outcome == "partial"
        assert failed <= set(items_of(web.asked))
    site.overrides = {}
    proof, _ = night(memory, site, days=6)
    assert proof.outcome == "complete"
    assert memory.ever_read == ids(site.rows)


def test_the_old_address_of_a_row_that_came_up_at_a_new_one_is_asked_the_same_night(memory: Memory) -> None:
    site = Section(rows(30, newest=OLD))
    night(memory, site)
    moved = site.rows[20]
    site.rows[20] = replace(moved, href=f"{LIST}2018/{moved.key}9.html")
    site.rows.insert(0, site.rows.pop(20))
    _, web = night(memory, site, days=1)
    assert {moved.url, site.rows[0].url} <= set(web.asked)
    assert memory.pages[next(iter(ids([moved])))]["outcome"] == "gone"


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


def test_a_backfill_reads_the_whole_list_and_the_pages_near_its_year(memory: Memory) -> None:
    days = [
        date(2018, 3, 1), date(2018, 1, 31), date(2018, 1, 1), date(2017, 12, 31), date(2017, 1, 1),
        date(2016, 12, 31), date(2016, 12, 1), date(2016, 11, 30), date(2010, 1, 1),
    ]  # fmt: skip
    listed = [Row(900 - i, f"关于第{i}号事项办理情况的通知", day) for i, day in enumerate(days)]
    site = Section([*listed, Row(1, "没有日期的一份文件通知", None)])
    proof, web = night(memory, site, policy=RevisitPolicy("backfill", TODAY, Years(2017, 2017)))
    assert (proof.outcome, proof.records_read) == ("complete", 10)
    assert items_of(web.asked) == [row.url for row in listed[1:7]] + [site.rows[-1].url]


def test_a_backfill_of_several_years_reads_the_pages_near_them_in_one_walk(memory: Memory) -> None:
    days = [
        date(2018, 2, 1), date(2018, 1, 31), date(2016, 6, 1), date(2014, 1, 1), date(2013, 12, 1),
        date(2013, 11, 30),
    ]  # fmt: skip
    listed = [Row(900 - i, f"关于第{i}号事项办理情况的通知", day) for i, day in enumerate(days)]
    _, web = night(memory, Section(listed), policy=RevisitPolicy("backfill", TODAY, Years(2014, 2017)))
    assert items_of(web.asked) == [row.url for row in listed[1:5]]


def test_a_backfill_does_not_ask_again_for_what_a_night_has_read(memory: Memory) -> None:
    site = Section(rows(12, newest=date(2017, 12, 31)))
    night(memory, site)
    _, web = night(memory, site, policy=RevisitPolicy("backfill", TODAY, Years(2017, 2017)))
    assert not items_of(web.asked)
