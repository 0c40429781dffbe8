"""How a run ended, as the home's journal keeps it: whoever decides what is begun again looks there."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.noting import noted
from flows.stopping import ORPHANED
from flows.summary import Summary
from scrapers.http.host_locks import HostBusy
from scrapers.package import Proof
from scrapers.portalfile import PortalFileError
from scrapers.records import SectionOutcome
from tests.warehouse.build import portal as portal_of
from tests.warehouse.build import section as section_of
from warehouse.home import Home, HomeBusy, HomeError
from warehouse.journal import JournalEntry, last_entry

PORTAL = portal_of(section_of("dt", "动态", "动态信息"))
[SECTION] = PORTAL.section
BEGINS = datetime(2018, 1, 20, 14, 0, tzinfo=UTC)


def summary(complete: bool = True, interrupted: bool = False, *outcomes: SectionOutcome) -> Summary:
    """Of a section with each of those outcomes; of one read whole when none is given."""
    proofs = [Proof(outcome, "", 1, 1, 2, 2, whole_list=True) for outcome in outcomes or ("complete",)]
    sections = tuple((SECTION, proof) for proof in proofs)
    return Summary(("nightly-1",), "nightly", None, complete, interrupted, None, ((PORTAL, sections),))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.create()
    return made


@pytest.fixture
def orphaned() -> Iterator[None]:
    ORPHANED.set()
    yield
    ORPHANED.clear()


def clock() -> Callable[[], datetime]:
    """An hour passes between two looks."""
    hours = iter(range(100))
    return lambda: BEGINS + timedelta(hours=next(hours))


def ended(home: Home) -> JournalEntry:
    entry = last_entry(home, "nightly")
    assert entry is not None
    assert (entry.began, entry.ended) == (BEGINS, BEGINS + timedelta(hours=1))
    return entry


def test_while_it_is_under_way_it_has_no_end(home: Home) -> None:
    def work() -> Summary:
        assert last_entry(home, "nightly") == JournalEntry(BEGINS, wanted={"year": 2017})
        return summary()

    noted(home, "nightly", {"year": 2017}, clock(), work)
    assert ended(home).wanted == {"year": 2017}


@pytest.mark.parametrize(
    ("came", "outcome"),
    [
        (summary(), "complete"),
        (summary(False, False, "empty", "failed"), "partial"),
        (summary(False, False, "failed", "partial"), "failed"),
        (summary(False, False, "failed", "challenged"), "partial"),
        (summary(interrupted=True), "stopped"),
        (summary(False, True, "failed"), "stopped"),
    ],
)
def test_how_it_came_out(home: Home, came: Summary, outcome: str) -> None:
    assert noted(home, "nightly", {}, clock(), lambda: came) is came
    assert (ended(home).outcome, ended(home).sentence) == (outcome, "")


def test_what_stopped_because_its_parent_went_is_to_be_taken_up(home: Home, orphaned: None) -> None:
    noted(home, "nightly", {}, clock(), lambda: summary(interrupted=True))
    assert ended(home).outcome == "orphaned"


@pytest.mark.parametrize(
    ("error", "raised", "outcome", "sentence"),
    [
        (HostBusy("主机忙"), HostBusy, "busy", "主机忙"),
        (HomeBusy("数据目录忙"), HomeBusy, "busy", "数据目录忙"),
        (HomeError("台账坏了\n详情"), HomeError, "error", "台账坏了"),
        (PortalFileError("p.toml: 没有 url"), PortalFileError, "error", "p.toml: 没有 url"),
        (KeyError("x"), KeyError, "error", "程序错误(KeyError: 'x')"),
        (OSError(errno.ENOSPC, "full"), HomeError, "error", "数据目录 HOME 所在的磁盘已满;"),
    ],
)
def test_what_ended_it_is_kept_in_a_sentence_and_goes_on_its_way(
    home: Home, error: Exception, raised: type[Exception], outcome: str, sentence: str
) -> None:
    def work() -> Summary:
        raise error

    with pytest.raises(raised):
        noted(home, "nightly", {}, clock(), work)
    assert ended(home).outcome == outcome
    assert ended(home).sentence.startswith(sentence.replace("HOME", str(home.root)))


def test_ctrl_c_a_second_time_is_a_persons_stop(home: Home) -> None:
    def work() -> Summary:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        noted(home, "nightly", {}, clock(), work)
    assert ended(home).outcome == "stopped"


def test_a_note_that_cannot_be_kept_costs_no_night(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("flows.noting.note", full)
    assert noted(home, "nightly", {}, clock(), summary) == summary()
    assert f"{home.work} 无法写入(磁盘已满);请检查磁盘空间和权限" in capsys.readouterr().err
