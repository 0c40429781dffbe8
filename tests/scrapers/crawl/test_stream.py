"""Stopped or killed at any question, a run that is taken up again ends with the same rows and asks no more
than it must."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from scrapers.crawl import stream
from scrapers.crawl.revisit import RevisitPolicy
from scrapers.crawl.stopped import CrawlStopped
from scrapers.crawl.stream import PackageStream
from scrapers.http.client import Stopped
from scrapers.package import Proof, files
from tests.scrapers.crawl.memory import Memory, Night, night
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

PART = 5
"""Questions in a package, so that a small section has several."""


@pytest.fixture(autouse=True)
def kills_leave_the_open_part_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process runs no clean-up: what it had not put in place stays aside."""
    leave = PackageStream.__exit__

    def killed(
        self: PackageStream, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if kind is not Killed:
            leave(self, kind, error, trace)

    monkeypatch.setattr(stream, "PART_FETCHES", PART)
    monkeypatch.setattr(PackageStream, "__exit__", killed)


def _told(memory: Memory) -> dict[str, Any]:
    """What must be the same after an undisturbed run: rows, pages, proof."""
    listed = {key: (row["title"], row["listed_on"], row["accepted"]) for key, row in memory.items.items()}
    pages = {key: (page["outcome"], page["published_on"]) for key, page in memory.pages.items()}
    return {"rows": listed, "pages": pages, "total": memory.known().records_declared}


def _nights(memory: Memory, site: Section, days: int, **limit: int) -> tuple[Proof | None, list[str]]:
    """One attempt at the run of that day: its proof, or None when it was cut short, and what it asked."""
    web = FakeClient([site], at=BEGIN + days * NIGHT, **limit)  # type: ignore[arg-type]
    one = Night(memory, web, RevisitPolicy("nightly", TODAY + days * NIGHT), begun_at=BEGIN + days * NIGHT)
    try:
        return one.run(), web.asked
    except (CrawlStopped, Killed):
        return None, web.asked


def _disturbed(memory: Memory, site: Section, days: int, **limit: int) -> tuple[Proof, list[str]]:
    """The run of that day, cut short once and taken up again."""
    proof, first = _nights(memory, site, days, **limit)
    if proof is not None:
        return proof, first
    proof, second = _nights(memory, site, days)
    assert proof is not None
    return proof, first + second


def _first_night(memory: Memory, site: Section) -> int:
    """Nothing went before."""
    return 0


_ARCHIVE: list[Path] = []
"""Of the night before a changed one, which is lived through once."""


def _changed_night(memory: Memory, site: Section) -> int:
    """The second night: rows came in, rows were renamed, one was withdrawn."""
    if _ARCHIVE:
        memory.take_up("night_before", _ARCHIVE[0])
    else:
        night(memory, site)
        memory.keep("night_before")
        _ARCHIVE.append(memory.archive)
    kept = [replace(row, title=row.title + "(修订)") if row.key % 3 == 0 else row for row in site.rows]
    site.rows = rows(4, newest=date(2018, 3, 1), start=2000) + kept[:9] + kept[10:]
    return 1


_CALM: dict[str, tuple[Proof, list[str], dict[str, Any]]] = {}


def _calm(situation: Callable[[Memory, Section], int], root: Path) -> tuple[Proof, list[str], dict[str, Any]]:
    """The undisturbed run of a situation: proof, what it asked, what it told; done once."""
    if situation.__name__ not in _CALM:
        memory, site = Memory(root), Section(rows(13))
        proof, asked = _nights(memory, site, situation(memory, site))
        assert proof is not None
        _CALM[situation.__name__] = proof, asked, _told(memory)
    return _CALM[situation.__name__]


@pytest.mark.parametrize("situation", [_first_night, _changed_night])
@pytest.mark.parametrize("how", ["stop_after", "kill_after"])
@pytest.mark.parametrize("after", range(18))
def test_cut_short_at_any_question_the_next_run_asks_only_what_is_missing(
    after: int,
    how: str,
    situation: Callable[[Memory, Section], int],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    whole, undisturbed, told = _calm(situation, tmp_path_factory.mktemp("calm"))
    memory, site = Memory(tmp_path / "cut"), Section(rows(13))
    proof, asked = _disturbed(memory, site, situation(memory, site), **{how: after})
    assert replace(proof, reason="") == replace(whole, reason="")
    assert _told(memory) == told
    times = Counter(asked)
    lost = 0 if how == "stop_after" else PART
    again = [url for url, count in times.items() if url != LIST and count > 1]
    assert len(again) <= lost
    assert set(asked) == set(undisturbed)
    assert len(asked) <= len(undisturbed) + lost + 1


def test_an_interrupted_section_says_so_and_keeps_what_was_fetched(memory: Memory) -> None:
    site = Section(rows(13))
    web = FakeClient([site], stop_after=6)
    one = Night(memory, web)
    with pytest.raises(CrawlStopped):
        one.run()
    assert len(memory.fetches) == 6
    assert len(memory.items) == 13
    assert len(memory.pages) == 2
    assert memory.known().complete_rows is None


def test_a_wish_to_stop_between_pages_is_heard(memory: Memory) -> None:
    site = Section(rows(23))
    web = FakeClient([site])
    crawl = Night(memory, web).crawl()
    web.before = {2: crawl.stop.set}
    with pytest.raises(CrawlStopped):
        crawl.section(crawl.portal.section[0], memory.known())
    assert len(web.asked) == 3


def test_answers_under_way_when_the_run_is_stopped_are_kept(memory: Memory) -> None:
    """The web gives what was sent before it says that the run is over."""
    site = Section(rows(5))

    class Draining(FakeClient):
        def ask_many(self, questions: Any) -> Any:
            for request, stored in list(questions)[:3]:
                crawl.stop.set()
                yield self.ask(request, stored)
            raise Stopped("运行已停止")

    web = Draining([site])
    crawl = Night(memory, web).crawl()
    with pytest.raises(CrawlStopped):
        crawl.section(crawl.portal.section[0], memory.known())
    assert len(memory.pages) == 3


@pytest.mark.parametrize("unanswered", [(0,), (1,), (0, 2), (1, 2, 3)])
def test_a_question_that_the_end_of_the_run_left_out_does_not_shift_the_answers_after_it(
    memory: Memory, unanswered: tuple[int, ...]
) -> None:
    """Of several connections one is told first that the night's pages are used up, the others still ask."""
    site = Section(rows(6))

    class Overtaken(FakeClient):
        def ask_many(self, questions: Any) -> Any:
            for number, (request, stored) in enumerate(questions):
                if number not in unanswered:
                    yield self.ask(request, stored)
            raise Stopped("今晚可问的页数已用完")

    with pytest.raises(CrawlStopped):
        Night(memory, Overtaken([site])).run()
    titles = {row.url: row.title for row in site.rows}
    told = {memory.items[key]["url"]: page["title"] for key, page in memory.pages.items()}
    assert told and len(told) == len(titles) - len(unanswered)
    assert told.items() <= titles.items()


def test_answers_of_this_run_are_given_to_the_items_they_belong_to(memory: Memory) -> None:
    """Some of the pages asked for are told already, some are not: each must come out under its own item."""
    site = Section(rows(8))
    night(memory, site)
    told = {site.rows[i].url for i in (1, 3, 6)}
    known, web = memory.known(), FakeClient([site])
    never_read = {key: replace(one, checked_at=None, pending=True) for key, one in known.items.items()}
    kept = {key: one for key, one in known.this_run.items() if one.url in told or one.url == LIST}
    crawl = Night(memory, web).crawl()
    crawl.checked.clear()
    crawl.section(crawl.portal.section[0], replace(known, items=never_read, this_run=kept))
    assert told.isdisjoint(web.asked)
    titles = {row.url: row.title for row in site.rows}
    pages = memory.waiting("items")
    assert {page["url"]: page["title"] or titles[page["url"]] for page in pages} == titles
    assert {page["url"] for page in pages if page["title"]} >= told


@pytest.mark.parametrize("after", range(0, 16, 3))
def test_a_full_disk_goes_up_and_leaves_no_half_package(
    after: int, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Section(rows(13))
    calls = Counter[str]()
    sync = files.fsync

    def full(path: Path) -> None:
        calls["fsync"] += 1
        if calls["fsync"] > after:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(path)

    monkeypatch.setattr(files, "fsync", full)
    monkeypatch.setattr(stream, "PART_FETCHES", 3)
    web = FakeClient([site])
    with pytest.raises(OSError):
        Night(memory, web).run()
    assert not list((memory.root / "work" / "aside").glob("*"))
    monkeypatch.setattr(files, "fsync", sync)
    proof, _ = _nights(memory, site, 0)
    assert proof is not None
    assert (proof.outcome, proof.records_read) == ("complete", 13)
    assert set(memory.items) == ids(site.rows)


def test_a_resumed_run_reads_page_one_again_before_it_believes_itself(memory: Memory) -> None:
    """Rows that came in while the run lay still are found at its end."""
    site = Section(rows(23))
    _nights(memory, site, 0, stop_after=4)
    site.rows = rows(3, newest=date(2018, 3, 1), start=2000) + site.rows
    proof, asked = _nights(memory, site, 0)
    assert proof is not None
    assert (proof.outcome, proof.records_read) == ("complete", 26)
    assert set(memory.items) == ids(site.rows)
    assert pages_of(asked).count(LIST) == 1


def test_a_fault_of_the_program_is_kept_as_the_sections_failure(memory: Memory) -> None:
    one = Night(memory, FakeClient([Section(rows(3))]))
    proof = one.crawl().failed(one.portal.section[0], memory.known(), "程序错误")
    assert (proof.outcome, proof.reason, proof.records_read) == ("failed", "程序错误", 0)
    assert memory.parts == 1
