"""Pages of one list held against each other: their lengths, their rows, the totals that they print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.pages import Pages, cut, linked
from tests.scrapers.crawl.site import LIST, Row, Section, Served, ids, pages_of, rows


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ((10, 7, 10, 3), "第 2 页只有 7 行,别页有 10 行"),
        ((10, 9, 4), "第 2 页只有 9 行,别页有 10 行"),
        ((6, 6, 6, 5, 6, 6), "第 4 页只有 5 行,别页有 6 行"),
        ((15, 15, 1, 15, 2, 15, 8), "第 3 页只有 1 行,别页有 15 行"),
    ],
)
def test_a_page_in_the_middle_that_is_shorter_than_the_others_is_doubted(
    sizes: tuple[int, ...], said: str, memory: Memory
) -> None:
    proof, _ = night(memory, Pages(parts=cut(rows(90), *sizes)))
    assert (proof.outcome, proof.ground) == ("partial", None)
    assert said in proof.reason and LIST in proof.reason


@pytest.mark.parametrize("sizes", [(10, 7, 10, 3), (10, 9, 4), (6, 6, 6, 5, 6, 6)])
def test_a_short_page_is_no_doubt_where_all_rows_are_there(sizes: tuple[int, ...], memory: Memory) -> None:
    proof, _ = night(memory, Pages(parts=cut(rows(90), *sizes), totals=[sum(sizes)] * len(sizes)))
    assert (proof.outcome, proof.ground) == ("complete", "total"), proof.reason


def test_a_short_page_that_is_whole_at_the_second_asking_is_none(memory: Memory) -> None:
    site = Pages(parts=cut(rows(25), 10, 10, 5))
    whole = site.parts[1]
    site.parts = [site.parts[0], whole[:4], site.parts[2]]

    def mend() -> None:
        site.parts = [site.parts[0], whole, site.parts[2]]

    proof, web = night(memory, site, before={3: mend})
    assert (proof.outcome, proof.records_read) == ("complete", 25), proof.reason
    assert pages_of(web.asked).count(f"{LIST}index_2.html") == 2
    assert set(memory.items) == ids(rows(25))


def _pinned(count: int, mark: bool) -> list[Row]:
    old = rows(count, newest=date(2015, 5, 5), start=500)
    return [replace(row, pinned=mark) for row in old]


def _by_year() -> list[list[Row]]:
    return [
        [Row(year * 10 + i, f"{year}年第{i}号公报通知", date(year, 12 - i, 9)) for i in range(count)]
        for year, count in ((2018, 2), (2017, 7), (2016, 4), (2015, 9), (2014, 3))
    ]


def _by_month() -> list[list[Row]]:
    return [
        [
            Row(month * 100 + i, f"{month}月第{i}号办理情况通报", date(2017, month, 28 - i))
            for i in range(count)
        ]
        for month, count in ((9, 3), (8, 11), (7, 5), (6, 2))
    ]


UNEVEN = {
    "pinned rows on page 1 only": cut([*_pinned(3, True), *rows(25)], 13, 10, 5),
    "rows pinned without a mark on page 1 only": cut([*_pinned(2, False), *rows(25)], 12, 10, 5),
    "a headline on page 1 of four": cut(rows(34), 11, 10, 10, 3),
    "a headline that stands in the list as well": [[rows(1)[0], *rows(10)], *cut(rows(25)[10:], 10, 5)],
    "the newest part on page 1": cut(rows(33), 3, 10, 10, 10),
    "a page a year": _by_year(),
    "a page a month": _by_month(),
    "pages of any length": cut(rows(60), 9, 14, 7, 11, 3),
}


@pytest.mark.parametrize("name", UNEVEN)
def test_pages_that_differ_by_design_are_no_doubt(name: str, memory: Memory) -> None:
    site = Pages(parts=UNEVEN[name])
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground) == ("complete", "pager_end"), proof.reason
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("page", [2, 3, 4])
@pytest.mark.parametrize("shows", [1, 2])
def test_a_cache_that_answers_with_another_page_is_asked_once_more(
    shows: int, page: int, memory: Memory
) -> None:
    """The first answer is another page's; the second one is right."""
    if shows >= page:
        pytest.skip("a page behind is no repetition")
    site = Section(rows(23), total=False)
    wrong: Served = ("ok", 200, site.list_page(page, shows), site.address(page))
    site.overrides = {site.address(page): wrong}
    proof, web = night(memory, site, before={site.last: site.overrides.clear})
    assert (proof.outcome, proof.records_read) == ("complete", 23), proof.reason
    assert pages_of(web.asked).count(site.address(page)) == 2
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("page", [2, 3, 4])
@pytest.mark.parametrize("total", [True, False])
def test_a_cache_that_goes_on_answering_with_page_one_leaves_that_page_missing(
    total: bool, page: int, memory: Memory
) -> None:
    site = Section(rows(23), total=total)
    site.overrides = {site.address(page): ("ok", 200, site.list_page(page, 1), site.address(page))}
    proof, web = night(memory, site)
    assert (proof.outcome, proof.ground, proof.records_read) == ("partial", None, 18)
    assert f"index_{page}.html" in proof.reason
    assert pages_of(web.asked).count(site.address(page)) == 2


@pytest.mark.parametrize("page", [2, 3, 5])
def test_a_page_that_fails_for_now_has_a_second_chance_in_the_same_night(page: int, memory: Memory) -> None:
    site = Section(rows(23))
    site.overrides = {site.address(page): ("server_error", 500, b"", "")}
    proof, _ = night(memory, site, before={5: site.overrides.clear})
    assert (proof.outcome, proof.records_read, proof.ground) == ("complete", 23, "total"), proof.reason
    assert set(memory.items) == ids(site.rows)


def test_a_list_goes_on_behind_a_page_that_came_at_its_second_chance(memory: Memory) -> None:
    site = Pages(parts=cut(rows(30), 6, 6, 6, 6, 6))
    site.overrides = {f"{LIST}index_{n}.html": ("timeout", None, b"", "") for n in (2, 3, 4, 5)}
    proof, _ = night(memory, site, before={4: site.overrides.clear})
    assert (proof.outcome, proof.records_read) == ("complete", 30), proof.reason


@pytest.mark.parametrize(
    ("totals", "said"), [([14, 14, 12], "第 3 页写明共 12 条"), ([14, 90, 14], "第 2 页")]
)
def test_totals_that_contradict_each_other_are_doubted(totals: list[int], said: str, memory: Memory) -> None:
    """An address that stands twice makes the number of rows agree with either."""
    listed = rows(14)
    listed[9] = listed[2]
    proof, _ = night(memory, Pages(parts=cut(listed, 5, 5, 4), totals=totals))
    assert proof.outcome == "partial"
    assert said in proof.reason and "不符" in proof.reason


def test_totals_that_grow_with_the_rows_that_come_in_are_none(memory: Memory) -> None:
    site = Section(rows(23))
    fresh = rows(2, newest=date(2018, 3, 1), start=2000)
    doubled = site.rows[3]

    def insert() -> None:
        site.rows = fresh + site.rows

    site.rows.append(doubled)
    proof, _ = night(memory, site, before={2: insert})
    assert (proof.outcome, proof.ground) == ("complete", "pager_end"), proof.reason


def test_numbers_that_count_the_rows_of_each_page_are_no_total(memory: Memory) -> None:
    site = Pages(parts=cut(rows(12), 5, 5, 2), totals=[5, 5, 2], after={1: linked, 2: linked})
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground, proof.records_read) == ("complete", "pager_end", 12), proof.reason


@pytest.mark.parametrize("step", [1, 3, 9])
def test_a_list_of_a_row_a_day_a_week_or_more_is_held_to_its_length(step: int, memory: Memory) -> None:
    """Pages whose rows happen to begin another month each are no pages of a month."""
    listed = [
        Row(900 - i, f"第{i}号通报情况通知", date(2017, 12, 30) - timedelta(i * step)) for i in range(24)
    ]
    proof, _ = night(memory, Pages(parts=cut(listed, 7, 5, 7, 5)))
    assert proof.outcome == "partial" and "第 2 页只有 5 行" in proof.reason
