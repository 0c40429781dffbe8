"""Lists that move while they are read; rows counted against what lists say of themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.site import (
    LIST,
    Row,
    Section,
    Served,
    ids,
    rows,
)

GONE: Served = ("gone", 404, b"", "")
BROKEN: Served = ("server_error", 500, b"", "")


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("when", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("new", [1, 4, 7])
def test_rows_that_come_in_while_the_list_is_read_are_not_lost_and_not_doubled(
    when: int, new: int, total: bool, memory: Memory
) -> None:
    site = Section(rows(23), total=total)
    fresh = rows(new, newest=date(2018, 3, 1), start=2000)

    def insert() -> None:
        site.rows = fresh + site.rows

    proof, _ = night(memory, site, before={when: insert})
    assert proof.outcome == "complete"
    assert set(memory.items) == ids(site.rows)
    assert proof.records_read == 23 + new
    assert proof.pages_read <= site.last


@pytest.mark.parametrize("when", [1, 2, 3, 4])
@pytest.mark.parametrize("victim", [0, 2, 6, 12])
def test_rows_withdrawn_while_the_list_is_read_let_none_slip_between_pages(
    victim: int, when: int, memory: Memory
) -> None:
    site = Section(rows(23))
    doomed = site.rows[victim]

    def withdraw() -> None:
        site.rows.remove(doomed)

    proof, _ = night(memory, site, before={when: withdraw})
    assert proof.outcome == "complete"
    assert ids(site.rows) <= set(memory.items) <= ids(site.rows) | ids([doomed])
    assert proof.records_read == 22


def test_a_row_in_and_a_row_out_at_once_are_both_seen(memory: Memory) -> None:
    site = Section(rows(23))

    def turn() -> None:
        site.rows = rows(1, newest=date(2018, 3, 1), start=2000) + site.rows[:7] + site.rows[8:]

    proof, _ = night(memory, site, before={3: turn})
    assert proof.outcome == "complete"
    assert ids(site.rows) <= set(memory.items)


def test_a_list_that_keeps_losing_rows_is_partial(memory: Memory) -> None:
    site = Section(rows(23))

    def withdraw() -> None:
        site.rows = site.rows[1:]

    proof, _ = night(memory, site, before=dict.fromkeys(range(1, 40), withdraw))
    assert proof.outcome == "partial"
    assert "撤下" in proof.reason


def test_page_one_that_cannot_be_read_again_is_a_doubt(memory: Memory) -> None:
    site = Section(rows(13))

    def fail() -> None:
        site.overrides[LIST] = BROKEN

    proof, _ = night(memory, site, before={3: fail})
    assert proof.outcome == "partial"
    assert "复读第一页" in proof.reason


def _pinned(count: int) -> list[Row]:
    old = rows(count, newest=date(2015, 5, 5), start=500)
    return [replace(row, pinned=True) for row in old]


def test_pinned_rows_repeated_on_every_page_count_once(memory: Memory) -> None:
    top, plain = _pinned(2), rows(12)

    class Repeating(Section):
        def list_page(self, number: int, shown: int) -> bytes:
            part = top + plain[(shown - 1) * 4 : shown * 4]
            held, self.rows = self.rows, part
            page = super().list_page(1, 1)
            self.rows = held
            own = f"共14条 第{number}页/共3页"
            link = f'<a href="{self.address(number + 1)}">下一页</a>' if number < 3 else ""
            return page[: page.index(b'<div class="page">')] + f'<div class="page">{own}{link}</div>'.encode()

    proof, _ = night(memory, Repeating(top + plain, size=6))
    assert (proof.outcome, proof.records_read) == ("complete", 14)
    assert len(memory.items) == 14


def test_the_same_address_twice_on_a_page_counts_as_the_list_counts_it(memory: Memory) -> None:
    listed = rows(4)
    proof, _ = night(memory, Section([*listed, listed[1]], size=10))
    assert (proof.outcome, proof.records_declared, proof.records_read) == ("complete", 5, 5)
    assert len(memory.items) == 4


@pytest.mark.parametrize("place", [5, 7, 11])
def test_the_same_address_twice_across_pages_counts_as_the_list_counts_it(place: int, memory: Memory) -> None:
    listed = rows(12)
    doubled = [*listed[:place], listed[4], *listed[place:]]
    proof, _ = night(memory, Section(doubled))
    assert (proof.outcome, proof.records_declared, proof.records_read) == ("complete", 13, 13)
    assert len(memory.items) == 12


def test_pages_that_overlap_do_not_hide_a_missing_row(memory: Memory) -> None:
    """As static pages written from the oldest up do: page 2 repeats rows of page 1."""
    listed = rows(12)
    site = Section(listed)
    pages = {1: listed[0:5], 2: listed[3:8], 3: listed[9:12]}

    class Overlapping(Section):
        def list_page(self, number: int, shown: int) -> bytes:
            held, self.rows = self.rows, pages[number]
            page = super().list_page(1, 1)
            self.rows = held
            link = f'<a href="{self.address(number + 1)}">下一页</a>' if number < 3 else ""
            bar = f'<div class="page">共12条 第{number}页/共3页{link}</div>'.encode()
            return page[: page.index(b'<div class="page">')] + bar

    proof, _ = night(memory, Overlapping(site.rows))
    assert proof.outcome == "partial"
    assert (proof.records_declared, proof.records_read) == (12, 11)


def test_more_different_rows_than_the_list_says_it_holds_are_noted(memory: Memory) -> None:
    site = Section(rows(9), size=20)
    page = site.list_page(1, 1).replace("共9条".encode(), "共3条".encode())
    site.overrides = {LIST: ("ok", 200, page, LIST)}
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.records_read, proof.ground) == ("complete", 9, "pager_end")
    assert proof.reason == "列表自称 3 条,实有 9 条"


def test_rows_without_an_address_are_rejects_and_make_the_section_partial(memory: Memory) -> None:
    site = Section([*rows(3), Row(1, "没有链接的一行通知公告", date(2018, 1, 1), href="javascript:;")])
    proof, _ = night(memory, site)
    assert proof.outcome == "partial"
    assert (proof.records_declared, proof.records_read) == (4, 3)
    assert len(memory.rejects) == 1
    assert memory.rejects[0]["reason"]


def test_rows_to_other_hosts_and_files_are_counted_and_not_asked(memory: Memory) -> None:
    listed = [
        *rows(2),
        Row(1, "国务院办公厅关于政务公开工作要点的通知", date(2018, 1, 2), href="http://www.gov.cn/a/1.htm"),
        Row(2, "2017年部门决算公开表及情况说明", date(2018, 1, 1), href="/nb/2018/P02018.pdf"),
    ]
    proof, web = night(memory, Section(listed))
    assert (proof.outcome, proof.records_read) == ("complete", 4)
    assert set(memory.items) == ids(listed)
    assert len(web.asked) == 1 + 2


def test_a_row_whose_address_is_no_web_address_is_a_reject(memory: Memory) -> None:
    listed = [
        *rows(3),
        Row(1, "县长信箱来信办理情况的通知", date(2018, 1, 1), href="ftp://www.yun.example/1"),
    ]
    proof, _ = night(memory, Section(listed))
    assert proof.outcome == "partial"
    assert set(memory.items) == ids(rows(3))
    assert len(memory.rejects) == 1
