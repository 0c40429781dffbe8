"""Item pages read beside: the same rows in the same order as read here, whatever becomes of the process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from time import monotonic

import pytest

from scrapers.asking.manners import Manners
from scrapers.asking.web import Stopped
from scrapers.crawl.readers import Readers, read_here
from scrapers.crawl.reading_process import Job
from scrapers.package import ItemRow
from scrapers.records import Page

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
        made.append((bare, None if number % 5 == 4 else Page(url, body.encode(), "text/html; charset=utf-8")))
    return made


def test_rows_are_those_read_here_in_the_same_order() -> None:
    with Readers(2) as read:
        rows = list(read(jobs(50)))
    assert rows == list(read_here(jobs(50)))
    assert rows[0].title == "关于第0号事项的通知" and rows[4].title is None


def test_a_killed_process_is_not_missed() -> None:
    with Readers(1) as read:
        given = jobs(40)
        rows = read(given)
        first = next(rows)
        for process in read.processes:
            os.kill(process, signal.SIGKILL)
        assert [first, *rows] == list(read_here(given))


def test_rows_begun_come_before_the_end_of_a_stopped_run() -> None:
    def stopped() -> Iterator[Job]:
        yield from jobs(7)
        raise Stopped("运行已停止")

    got = []
    with Readers(1) as read, pytest.raises(Stopped):
        for row in read(stopped()):
            got.append(row)
    assert got == list(read_here(jobs(7)))


def test_processes_end_with_the_readers() -> None:
    with Readers(1) as read:
        list(read(jobs(3)))
        [process] = read.processes
    begun = monotonic()
    while monotonic() - begun < 10:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
    raise AssertionError(f"process {process} is still there")


def test_a_polite_crawl_reads_here() -> None:
    assert Readers.for_manners(Manners(requests_per_second=1.0)) is None
