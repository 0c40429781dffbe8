"""A list's own total against the rows read: fewer, more, and what a person may say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrapers.crawl.revisit import RevisitPolicy
from scrapers.known import Bound
from scrapers.package import Proof
from tests.scrapers.crawl.memory import Memory, Night, night
from tests.scrapers.crawl.pages import Pages, cut
from tests.scrapers.crawl.site import (
    BEGIN,
    LIST,
    NIGHT,
    TODAY,
    FakeClient,
    Killed,
    Section,
    ids,
    pages_of,
    rows,
)

OLD = date(2016, 6, 1)


def released(memory: Memory, site: Section, days: int, bound: Bound) -> tuple[Proof, FakeClient]:
    """A night on which bounds.csv says this of the section."""
    at = BEGIN + days * NIGHT
    policy = RevisitPolicy("nightly", TODAY + days * NIGHT)
    crawl = Night(memory, FakeClient([site], at=at), policy, begun_at=at).crawl()
    proof = crawl.section(crawl.portal.section[0], replace(memory.known(), bound=bound))
    return proof, crawl.client  # type: ignore[return-value]


@pytest.mark.parametrize("missing", [1, 2, 30])
@pytest.mark.parametrize("count", [4, 13])
def test_fewer_rows_than_the_list_says_are_looked_for_once_more(
    count: int, missing: int, memory: Memory
) -> None:
    site = Section(rows(count), unlisted=missing)
    proof, web = night(memory, site, details=False)
    assert (proof.outcome, proof.ground) == ("partial", None)
    assert proof.reason.startswith(f"列表自称 {count + missing} 条,读到 {count} 条,当晚重读一遍仍如此")
    assert pages_of(web.asked).count(site.address(site.last)) == 2


def test_a_list_that_falls_short_by_as_much_as_the_night_before_is_read_once(memory: Memory) -> None:
    site = Section(rows(13, newest=OLD), unlisted=1)
    first, second, third = (night(memory, site, days=days, details=False)[1] for days in range(3))
    assert len(first.asked) == 2 * len(second.asked) == 2 * len(third.asked)
    site.unlisted = 2
    assert len(night(memory, site, days=3, details=False)[1].asked) == len(first.asked)


@pytest.mark.parametrize("page", [1, 2, 3])
def test_rows_that_a_stale_answer_left_out_come_with_the_second_reading(page: int, memory: Memory) -> None:
    """An overlapping page: it shows a row of its neighbour, and lacks one of its own."""
    site = Section(rows(15))
    part = site.rows[(page - 1) * 5 : page * 5]
    neighbour = site.rows[5] if page == 1 else site.rows[0]
    held, site.rows = site.rows, [*part[:4], neighbour]
    stale = site.list_page(1, 1)
    site.rows = held
    right = site.list_page(page, page)
    pager = right[right.index(b'<div class="page">') :]
    shown = stale[: stale.index(b'<div class="page">')] + pager
    site.overrides = {site.address(page): ("ok", 200, shown, site.address(page))}
    proof, _ = night(memory, site, before={4: site.overrides.clear}, details=False)
    assert (proof.outcome, proof.ground, proof.records_read) == ("complete", "total", 15), proof.reason
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("kill_after", range(1, 8))
def test_cut_short_while_it_looks_once_more_the_same_is_said(kill_after: int, memory: Memory) -> None:
    site = Section(rows(13), unlisted=1)
    with pytest.raises(Killed):
        night(memory, site, kill_after=kill_after, details=False)
    proof, _ = night(memory, site, details=False)
    assert (proof.outcome, proof.records_read) == ("partial", 13)
    assert "自称 14 条,读到 13 条" in proof.reason
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize(("surplus", "pages"), [(1, True), (1, False), (7, True), (12, True)])
def test_more_rows_than_the_list_says_are_a_note_where_it_was_read_to_its_end(
    surplus: int, pages: bool, memory: Memory
) -> None:
    site = Section(rows(13), unlisted=-surplus, pages=pages)
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground, proof.records_read) == ("complete", "pager_end", 13)
    assert proof.reason == f"列表自称 {13 - surplus} 条,实有 13 条"
    quiet, web = night(memory, site, days=1)
    assert (quiet.outcome, quiet.whole_list, quiet.ground) == ("complete", False, "increment")
    assert pages_of(web.asked) == [LIST]


def test_more_rows_than_the_list_says_are_doubted_where_it_goes_on(memory: Memory) -> None:
    site = Pages(
        parts=cut(rows(10), 5, 5), totals=[8, 8], after={2: lambda n: '<a href="javascript:go(3)">下一页</a>'}
    )
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground) == ("partial", None)
    assert "不能跟随" in proof.reason


def test_a_person_says_that_the_missing_rows_are_not_shown_and_it_holds(memory: Memory) -> None:
    site = Section(rows(33, newest=OLD), unlisted=2)
    assert night(memory, site, details=False)[0].outcome == "partial"
    proof, _ = released(memory, site, 1, Bound(30, 60, released=True))
    assert (proof.outcome, proof.ground, proof.records_read) == ("complete", "person", 33)
    assert proof.reason == "按 bounds.csv 的认可采用:列表自称 35 条,读到 33 条"
    # Quiet nights count those rows as not shown; new ones are read on page 1.
    site.rows = rows(1, newest=date(2018, 3, 2), start=2000) + site.rows
    proof, web = released(memory, site, 2, Bound(30, 60))
    assert (proof.outcome, proof.whole_list, proof.records_read) == ("complete", False, 34)
    assert pages_of(web.asked) == [LIST]
    # The next whole reading needs no second word, as long as no more rows are missing than then.
    proof, _ = released(memory, site, 33, Bound(30, 60))
    assert (proof.outcome, proof.whole_list, proof.ground) == ("complete", True, "person")
    site.unlisted = 3
    proof, _ = released(memory, site, 64, Bound(30, 60))
    assert (proof.outcome, proof.ground) == ("partial", None)
    assert "自称 37 条,读到 34 条" in proof.reason


def test_a_person_may_say_that_nothing_is_behind_a_control(memory: Memory) -> None:
    site = Pages(parts=cut(rows(9), 9), after={1: lambda n: '<a href="javascript:go(2)">下一页</a>'})
    assert night(memory, site)[0].outcome == "partial"
    proof, _ = released(memory, site, 1, Bound(9, 9, released=True))
    assert (proof.outcome, proof.ground, proof.records_read) == ("complete", "person", 9)
    assert "按 bounds.csv 的认可采用:列表有一个不能跟随的翻页控件" in proof.reason


def test_a_persons_word_sets_no_failed_page_aside(memory: Memory) -> None:
    site = Section(rows(23), total=False, overrides={f"{LIST}index_3.html": ("server_error", 500, b"", "")})
    assert night(memory, site)[0].outcome == "partial"
    proof, _ = released(memory, site, 1, Bound(10, 30, released=True))
    assert (proof.outcome, proof.ground) == ("partial", None)
