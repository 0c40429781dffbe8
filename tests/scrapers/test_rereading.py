"""Processes that read the archive again: what one dies with is told alone, and none is left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.address import item_id
from scrapers.archive import ArchiveWriter
from scrapers.http.answers import Answer, Exchange
from scrapers.http.prepare import address_sent
from scrapers.records import Request
from scrapers.rereading import FEW, Again, Rereaders, RereadJob, ToldPage

BROKEN = "ends the process"


@dataclass(frozen=True, slots=True)
class Deadly(RereadJob):
    """A job whose process dies of one page."""

    def done(self) -> list[Again]:
        if any(page.archive_file == BROKEN for page in self.pages):
            os._exit(1)
        return [Again(page.archive_file, {}, {}) for page in self.pages]

    def singly(self) -> Iterator[RereadJob]:
        return (Deadly(self.archive, (page,)) for page in self.pages)


def jobs(names: list[str]) -> Iterator[RereadJob]:
    for name in names:
        yield Deadly(
            Path(),
            tuple(ToldPage(f, 0, {}, {}, (), "", None) for f in (f"{name} before", name, f"{name} after")),
        )


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_page_that_ends_its_process_costs_itself_alone() -> None:
    names = [str(number) for number in range(FEW)]
    names[3] = BROKEN
    with Rereaders(2) as readers:
        found = [one for chunk in readers.each(jobs(names)) for one in chunk]
    assert [one.payload_sha256 for one in found if not one.trouble] == [
        told for name in names for told in (f"{name} before", name, f"{name} after") if told != BROKEN
    ]
    assert [one.trouble for one in found if one.trouble] == ["重读时读取进程中断"]
    assert len(found) == 3 * FEW
    assert readers.processes and not any(map(is_alive, readers.processes))


def test_no_process_is_left_when_a_person_stops_it() -> None:
    with pytest.raises(KeyboardInterrupt), Rereaders(2) as readers:
        for _ in readers.each(jobs(["a"] * 500)):
            assert any(map(is_alive, readers.processes))
            raise KeyboardInterrupt
    assert readers.processes and not any(map(is_alive, readers.processes))


@dataclass(frozen=True, slots=True)
class Looking(RereadJob):
    """A job that tells whether its archive is there."""

    def done(self) -> list[Again]:
        return [Again(str(self.archive.is_dir()), {}, {}) for _ in self.pages]


def test_an_archive_named_from_where_we_stand_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `gongkai verify` names it with the usual `--home warehouse/data`."""
    (tmp_path / "data" / "archive").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    page = ToldPage("a", 0, {}, {}, (), "", None)
    with Rereaders(2) as readers:
        looking = [Looking(Path("data/archive"), (page,)) for _ in range(FEW + 2)]
        found = [one.payload_sha256 for chunk in readers.each(looking) for one in chunk]
    assert found == ["True"] * (FEW + 2)
    assert readers.processes


@pytest.mark.parametrize(
    ("asked", "told", "is_its_own"),
    [
        ("http://a.cn/x/\u3000b.html", "http://a.cn/x/\u3000b.html", True),
        ("http://a.cn/x/中文.html", "http://a.cn/x/%E4%B8%AD%E6%96%87.html", True),
        ("http://a.cn/x/b.html", "http://a.cn/x/c.html", False),
    ],
)
def test_page_is_another_items_where_its_record_answers_for_another_address(
    asked: str, told: str, is_its_own: bool, tmp_path: Path
) -> None:
    at, request = datetime(2018, 1, 1, tzinfo=UTC), Request(asked)
    sent = address_sent(asked)
    crossed = Exchange(sent, "GET", (), b"", at, 200, "OK", "HTTP/1.1", (), b"<p>a", b"<p>a")
    with ArchiveWriter(tmp_path, "x") as archive:
        place = archive.write(Answer(request, at, "ok", "", exchanges=(crossed,)))
    assert place is not None
    page = ToldPage(place.file_name, place.offset, {}, {}, (), item_id("yun", told), "yun")
    [again] = RereadJob(tmp_path, (page,)).done()
    assert (again.trouble, again.asked) == ("", {} if is_its_own else {"url": asked})
