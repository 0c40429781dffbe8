"""Walking a list: to its end and no further, whatever its pages answer."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers.crawl import patience
from scrapers.crawl import walk as walking
from scrapers.crawl.stopped import CrawlStopped
from scrapers.records import FetchOutcome
from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.site import (
    CHALLENGE,
    EMPTY,
    LIST,
    NAVIGATION,
    Section,
    Served,
    ids,
    pages_of,
    rows,
    stub,
)

GONE: Served = ("gone", 404, b"", "")
BROKEN: Served = ("server_error", 500, b"", "")


@pytest.mark.parametrize("count", [1, 5, 6, 23])
@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("pages", [True, False])
@pytest.mark.parametrize("follow", [True, False])
def test_a_list_is_read_to_its_end(
    count: int, total: bool, pages: bool, follow: bool, memory: Memory
) -> None:
    if count > 5 and not (pages or follow):
        pytest.skip("a pager that shows neither numbers nor a next page is none")
    site = Section(rows(count), total=total, pages=pages, follow=follow)
    proof, web = night(memory, site)
    assert (proof.outcome, proof.reason) == ("complete", "")
    assert set(memory.items) == ids(site.rows)
    assert (proof.pages_read, proof.records_read) == (site.last, count)
    assert proof.whole_list
    if total:
        assert proof.records_declared == count
    # Every page once, page 1 again at the end where there are several, at most one try past an unknown end.
    assert site.last <= len(pages_of(web.asked)) <= site.last + 2


def test_a_page_that_fails_in_the_middle_does_not_end_the_walk(memory: Memory) -> None:
    site = Section(rows(23), overrides={f"{LIST}index_3.html": GONE})
    proof, _ = night(memory, site)
    assert proof.outcome == "partial"
    assert "index_3.html" in proof.reason
    assert (proof.pages_declared, proof.pages_read) == (5, 4)
    assert (proof.records_declared, proof.records_read) == (23, 18)
    assert set(memory.items) == ids(site.rows[:10] + site.rows[15:])


def test_a_page_that_fails_where_no_total_is_stated_is_passed_by_number(memory: Memory) -> None:
    site = Section(rows(23), total=False, pages=False, overrides={f"{LIST}index_3.html": BROKEN})
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.pages_read) == ("partial", 4)
    assert len(memory.items) == 18


def test_hosts_that_fail_for_ever_bound_the_walk_without_a_stated_end(memory: Memory) -> None:
    site = Section(rows(500), total=False, pages=False)
    site.overrides = {site.address(n): BROKEN for n in range(2, 200)}
    proof, web = night(memory, site)
    assert proof.outcome == "partial"
    assert len(pages_of(web.asked)) <= 1 + walking.FAILED_WITHOUT_END + 1


def test_many_failing_pages_are_bounded_and_the_last_page_is_still_tried(memory: Memory) -> None:
    site = Section(rows(500))
    site.overrides = {site.address(n): GONE for n in range(2, 100)}
    proof, web = night(memory, site)
    assert proof.outcome == "partial"
    assert f"另有 {98 - walking.FAILED_IN_SUCCESSION} 页未试" in proof.reason
    asked = pages_of(web.asked)
    assert len(asked) == 1 + walking.FAILED_IN_SUCCESSION + 1 + 1
    assert site.address(100) in asked
    assert set(memory.items) == ids(site.rows[:5] + site.rows[-5:])


@pytest.mark.parametrize("total", [True, False])
def test_an_endless_pager_with_the_last_rows_again_loses_and_doubles_nothing(
    total: bool, memory: Memory
) -> None:
    site = Section(rows(13), total=total, pages=False, clamp="last")
    proof, web = night(memory, site)
    assert (proof.outcome, proof.records_read, proof.pages_read) == ("complete", 13, 3)
    assert len(pages_of(web.asked)) <= 3 + 2 + 1


def test_a_pager_whose_pages_all_show_page_one_is_doubted(memory: Memory) -> None:
    site = Section(rows(20), total=False, pages=False)
    more = [site.list_page(n, 1) for n in range(1, 60)]
    site.overrides = {site.address(n): ("ok", 200, more[n - 1], site.address(n)) for n in range(2, 60)}
    proof, web = night(memory, site)
    assert proof.outcome == "partial"
    assert "相同的行" in proof.reason
    assert proof.records_read == 5
    assert len(pages_of(web.asked)) <= 1 + walking.STALE_PAGES


def test_a_page_in_the_middle_that_shows_page_one_is_a_missing_page(memory: Memory) -> None:
    site = Section(rows(23), total=False)
    site.overrides = {site.address(3): ("ok", 200, site.list_page(3, 1), site.address(3))}
    proof, _ = night(memory, site)
    assert proof.outcome == "partial"
    assert "index_3.html" in proof.reason
    assert proof.records_read == 18


def test_a_page_too_many_in_the_pager_is_no_doubt_where_all_rows_were_read(memory: Memory) -> None:
    site = Section(rows(10), clamp="last")
    page = site.list_page(2, 2).replace(b"/\xe5\x85\xb12\xe9\xa1\xb5", b"/\xe5\x85\xb13\xe9\xa1\xb5")
    site.overrides = {site.address(2): ("ok", 200, page, site.address(2))}
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.records_read) == ("complete", 10)


class _Endless(Section):
    """Every page has rows of its own and leads to the next one."""

    def serve(self, url: str) -> Served:
        name = url.removeprefix(f"{LIST}index_").removesuffix(".html")
        number = 1 if url == LIST else int(name) if name.isdigit() else 0
        if not number:
            return super().serve(url)
        self.rows = rows(5, start=10_000_000 - 5 * number)
        page = super().list_page(1, 1)
        return (
            "ok",
            200,
            page.replace(b"</body>", f'<div class="page">{self._next(number)}</div></body>'.encode()),
            url,
        )

    def _next(self, number: int) -> str:
        total = "共5条 " if self.total else ""
        return f'{total}<a href="{self.address(number + 1)}">下一页</a>'


def test_a_calendar_that_makes_up_rows_for_ever_is_no_list(memory: Memory) -> None:
    """On a first night nothing is known of its length: none of its rows is an item, and none is asked."""
    proof, web = night(memory, _Endless([], total=False, pages=False))
    assert (proof.outcome, proof.pages_read, proof.records_read) == ("failed", 0, 0)
    assert "无尽翻页" in proof.reason
    assert len(web.asked) == patience.FIRST_PAGES
    assert not memory.items and not memory.pages


def test_a_known_list_that_becomes_endless_costs_little_and_leaves_what_stands(memory: Memory) -> None:
    real = Section(rows(12, newest=date(2016, 6, 1)), total=False, pages=False)
    night(memory, real)
    stood = dict(memory.items)
    trap = _Endless([], total=False, pages=False)
    proof, web = night(memory, trap, days=1)
    assert proof.outcome == "partial"
    assert "无尽翻页" in proof.reason and "bounds.csv" in proof.reason
    assert len(web.asked) == (3 * 12 + 500) // 5 + 1
    assert memory.items == stood
    assert night(memory, real, days=2)[0].outcome == "complete"


def test_a_longer_list_is_read_where_a_person_expects_it(memory: Memory) -> None:
    assert patience.Patience.of(None, 4000).rows == 12_500
    assert patience.Patience.of(12, None) == patience.Patience(536, patience.MAX_PAGES)


def test_rows_read_before_a_walk_is_broken_off_are_kept(memory: Memory) -> None:
    with pytest.raises(CrawlStopped):
        night(memory, Section(rows(30)), stop_after=3)
    assert len(memory.items) == 15


def test_a_list_far_longer_than_it_says_ends_and_is_not_believed(memory: Memory) -> None:
    site = _Endless([], total=True, pages=False)
    proof, web = night(memory, site, details=False)
    assert proof.outcome == "failed" and not memory.items
    assert "无尽翻页" in proof.reason
    assert len(pages_of(web.asked)) < 40


def test_a_redirect_stub_leads_to_the_real_list(memory: Memory) -> None:
    site = Section(rows(3))
    real = f"{LIST}real/"
    site.overrides = {LIST: ("ok", 200, stub(real), LIST), real: ("ok", 200, site.list_page(1, 1), real)}
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.records_read) == ("complete", 3)


def test_stubs_that_lead_in_a_circle_fail_after_a_few_questions(memory: Memory) -> None:
    site = Section([])
    one, other = f"{LIST}a/", f"{LIST}b/"
    site.overrides = {
        LIST: ("ok", 200, stub(one), LIST),
        one: ("ok", 200, stub(other), one),
        other: ("ok", 200, stub(one), other),
    }
    proof, web = night(memory, site)
    assert proof.outcome == "failed"
    assert len(web.asked) <= 3


def test_a_section_sent_on_to_the_page_above_is_not_read_as_that_page(memory: Memory) -> None:
    site = Section(rows(9))
    site.overrides = {LIST: ("ok", 200, site.list_page(1, 1), "http://www.yun.example/")}
    proof, _ = night(memory, site)
    assert proof.outcome == "failed"
    assert "上级页面" in proof.reason
    assert not memory.items


def test_an_empty_section_says_so_itself(memory: Memory) -> None:
    proof, _ = night(memory, Section([], overrides={LIST: ("ok", 200, EMPTY, LIST)}))
    assert proof.outcome == "empty"
    assert "暂无" in proof.reason
    assert (proof.pages_read, proof.records_read) == (1, 0)


@pytest.mark.parametrize(
    "served", [("ok", 200, NAVIGATION, LIST), GONE, BROKEN, ("timeout", None, b"", LIST)]
)
def test_nothing_readable_is_failed_and_never_empty(served: Served, memory: Memory) -> None:
    proof, _ = night(memory, Section([], overrides={LIST: served}))
    assert proof.outcome == "failed"
    assert proof.reason
    assert proof.records_read == 0


@pytest.mark.parametrize("served", [("ok", 200, CHALLENGE, LIST), ("challenged", 521, b"x", LIST)])
def test_a_challenge_on_page_one_leaves_the_host_alone(served: Served, memory: Memory) -> None:
    proof, web = night(memory, Section(rows(9), overrides={LIST: served}))
    assert proof.outcome == "challenged"
    assert len(web.asked) == 1
    assert web.left


@pytest.mark.parametrize("served", [("ok", 200, CHALLENGE), ("challenged", 521, b"x")])
def test_a_challenge_on_page_three_ends_the_section_without_a_further_question(
    served: tuple[FetchOutcome, int, bytes], memory: Memory
) -> None:
    page = f"{LIST}index_3.html"
    site = Section(rows(23), overrides={page: (*served, page)})
    proof, web = night(memory, site)
    assert proof.outcome == "challenged"
    assert len(web.asked) == 3
    assert (proof.pages_read, proof.records_read) == (2, 10)
    assert len(memory.items) == 10
