"""Processes that read the archive again: what one dies with is told alone, and none is left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

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
