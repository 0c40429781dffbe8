"""Pages read beside: the same rows in the same order as read here, whatever becomes of the process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from time import monotonic

import pytest

from scrapers.crawl.readers import Here, ReaderBeside
from scrapers.crawl.reading_process import Done, Job
from scrapers.http.client import Stopped
from scrapers.http.manners import Manners
from scrapers.package import ItemRow
from scrapers.records import ListPage, Page

SEEN = datetime(2018, 1, 20, 18, tzinfo=UTC)


def jobs(count: int) -> list[Job]:
    """Item pages of which every fifth was not got."""
    made: list[Job] = []
    for number in range(count):
        url = f"http://www.sample.gov.cn/xxgk/{number}.html"
        title = f"关于第{number}号事项的通知"
        body = (
            f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
            f"<div>发布时间：2017-03-{number % 28 + 1:02} 来源：县财政局</div>"
            f"<div class='content'><p>{'现将有关事项通知如下，请遵照执行。' * 8}</p></div></body></html>"
        )
        bare = ItemRow(f"{number:016x}", url, SEEN, "timeout" if number % 5 == 4 else "ok")
        page = Page(url, body.encode(), "text/html; charset=utf-8")
        made.append(Job(bare, None if number % 5 == 4 else page))
    return made


def test_rows_are_those_read_here_in_the_same_order() -> None:
    with ReaderBeside() as read:
        rows = list(read.items(jobs(50)))
    assert rows == list(Here().items(jobs(50)))
    assert rows[0].row.title == "关于第0号事项的通知" and rows[4].row.title is None


def test_nothing_more_is_begun_while_what_was_begun_is_awaited() -> None:
    begun, rows = list[Job](), list[Done]()

    def awaits() -> bool:
        return len(rows) < 12

    def counted() -> Iterator[Job]:
        for job in jobs(40):
            begun.append(job)
            yield job

    with ReaderBeside() as read:
        for row in read.items(counted(), awaits):
            assert len(begun) - len(rows) <= 6 or not awaits()
            rows.append(row)
    assert rows == list(Here().items(jobs(40), awaits))


def kill(read: ReaderBeside) -> None:
    """Kills its process."""
    assert read.process is not None
    os.kill(read.process.id, signal.SIGKILL)


def test_a_killed_process_is_not_missed() -> None:
    with ReaderBeside() as read:
        given = jobs(40)
        rows = read.items(given)
        first = next(rows)
        kill(read)
        assert [first, *rows] == list(Here().items(given))


def test_after_a_death_another_process_reads_and_after_some_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.crawl.readers._DEATHS", 2)
    with ReaderBeside() as read:
        seen = set()
        for _ in range(2):
            list(read.items(jobs(6)))
            assert read.process is not None
            seen.add(read.process.id)
            kill(read)
            assert list(read.items(jobs(6))) == list(Here().items(jobs(6)))
        assert len(seen) == 2 and read.process is None
        assert list(read.items(jobs(6))) == list(Here().items(jobs(6)))
        assert read.process is None


def test_rows_begun_come_before_the_end_of_a_stopped_run() -> None:
    def stopped() -> Iterator[Job]:
        yield from jobs(7)
        raise Stopped("运行已停止")

    got = []
    with ReaderBeside() as read, pytest.raises(Stopped):
        for row in read.items(stopped()):
            got.append(row)
    assert got == list(Here().items(jobs(7)))


def list_page(number: int) -> Page:
    """A list page of three rows."""
    rows = "".join(
        f"<li><a href='/xxgk/{number}/{row}.html'>第{row}号事项的通知</a><span>2017-03-0{row + 1}</span></li>"
        for row in range(3)
    )
    html = f"<html><head><title>通知公告</title></head><body><ul class='list'>{rows}</ul></body></html>"
    return Page(f"http://www.sample.gov.cn/xxgk/{number}/", html.encode(), "text/html; charset=utf-8")


def test_list_pages_are_read_beside_while_items_are_also_by_a_killed_process() -> None:
    expected = [Here().list_page(list_page(number), "auto") for number in range(6)]
    assert all(isinstance(listing, ListPage) and len(listing.entries) == 3 for listing in expected)
    with ReaderBeside() as read, ThreadPoolExecutor(3) as threads:
        rows = threads.submit(lambda: list(read.items(jobs(30))))
        first = list(threads.map(lambda number: read.list_page(list_page(number), "auto"), range(6)))
        assert rows.result() == list(Here().items(jobs(30)))
        kill(read)
        assert read.list_page(list_page(0), "auto") == first[0]
    assert first == expected


def test_the_process_ends_with_the_reader() -> None:
    with ReaderBeside() as read:
        list(read.items(jobs(3)))
        assert read.process is not None
        process = read.process.id
    begun = monotonic()
    while monotonic() - begun < 10:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
    raise AssertionError(f"process {process} is still there")


def test_a_polite_crawl_reads_here() -> None:
    assert ReaderBeside.for_manners(Manners(requests_per_second=1.0)) is None
