"""The ledger tells which items were touched since the last publication, and is believed while nobody else has
written to it: otherwise, and once a week, it is summed, and what it did not tell of is found all the same."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import duckdb
import pytest

from scrapers.package import ObservationRow
from tests.warehouse.build import SITE, County, Told, portal, section
from tests.warehouse.histories.limits import as_if_large
from tests.warehouse.incremental.changing import many, published_both_ways
from warehouse import query
from warehouse.clock import set_right
from warehouse.home import Home
from warehouse.incremental import noted, renewing
from warehouse.ledger import held_ledger, open_ledger
from warehouse.ledger_left import leave
from warehouse.load import sync_portal

SECTIONS = (section("wj", "政府文件", "政府文件"), section("tz", "通知公告"))
OTHERS = (
    "UPDATE item_sections SET list_title = '改', accepted_title = '改'"
    " WHERE item_id IN (SELECT max(item_id) FROM item_sections WHERE section_id = 'tz')"
)
"""What nobody notes."""


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> County:
    home = Home(tmp_path_factory.mktemp("first") / "home")
    home.create()
    with as_if_large(), held_ledger(home.ledger) as ledger:
        sync_portal(ledger, portal(*SECTIONS))
        county = County(home, ledger, portal(*SECTIONS))
        county.night(wj=many("wj", 12), tz=many("tz", 12))
    return county


@pytest.fixture
def made(first_night: County, tmp_path: Path) -> Iterator[County]:
    """A home after a night, its ledger let go of."""
    home = Home(tmp_path / "home")
    shutil.copytree(first_night.home.root, home.root)
    leave(home.ledger)
    with as_if_large():
        yield replace(first_night, home=home, parts=dict(first_night.parts))


@contextmanager
def opened(made: County) -> Iterator[County]:
    """As a run has it."""
    with held_ledger(made.home.ledger) as ledger:
        made.ledger = ledger
        yield made


def told(made: County, *new: str) -> None:
    """A night brings documents, and another title of one."""
    made.begin()
    added = [Told(f"wj/{name}.html") for name in new]
    made.tell("wj", [*many("wj", 12)[:-1], Told("wj/11.html", "另一个标题"), *added])
    assert made.load().rejected == ()


def summed(made: County, root: Path) -> bool:
    """Publishes, both ways alike; whether the ledger was summed for it."""
    ran: list[str] = []
    execute = query._execute

    def noted(ledger: duckdb.DuckDBPyConnection, statement: str, values: dict[str, object]) -> object:
        ran.append(statement)
        return execute(ledger, statement, values)

    with patch.object(query, "_execute", noted):
        assert published_both_ways(made, root).why_whole is None
    return "incremental/item_sums" in ran


def test_what_was_touched_is_told_and_nothing_else_is_summed(made: County, tmp_path: Path) -> None:
    for night in ("first", "second"):
        with opened(made):
            told(made, night)
        with opened(made):
            assert not summed(made, tmp_path / "other")
        made.next_night()
        titles = "SELECT count(*) FROM item_sections WHERE list_title = '另一个标题'"
        assert made.one(titles) == 1
    assert made.one("SELECT count(*) FROM items") == 26


def test_a_letter_that_is_no_item_stays_when_it_is_read_again(made: County, tmp_path: Path) -> None:
    """Its row leads to a page that no list tells of: what is observed of it is published as of no item."""
    letters = "SELECT value FROM observations WHERE kind = 'letter'"
    for night, answer in (("first", "unanswered"), ("second", "answered"), ("third", "answered")):
        with opened(made):
            made.begin()
            seen_at, link = made.now, f"{SITE}wj/letter.html"
            row = ObservationRow("letter", "list", link, "0" * 16, "answer", answer, None, seen_at)
            made.tell("wj", [*many("wj", 12), Told(f"wj/{night}.html")], observed=[row])
            assert made.load().rejected == ()
            assert not summed(made, tmp_path / "other")
        assert made.rows(letters) == [(answer,)]
        made.next_night()


def test_what_is_noted_is_what_a_whole_publication_notes(made: County, tmp_path: Path) -> None:
    """Also the sums of buckets, which are moved by what items told and tell."""
    for night in ("first", "second", "third"):
        with opened(made):
            told(made, night)
            assert made.publish().why_whole is None
            of_changes = notes(made.home)
            assert made.publish(whole=True).whole
            whole = notes(made.home)
        assert sorted(of_changes) == sorted(whole) and len(whole) > 15
        assert {name for name in whole if whole[name] != of_changes[name]} <= SEVERAL_WAYS
        assert len(of_changes["item_prints"]) == made.one("SELECT count(*) FROM items")
        made.next_night()


SEVERAL_WAYS = {"stated", "section_names"}
"""Of these the time of day, the token, and what only whole publications tell are others."""


def notes(home: Home) -> dict[str, list[str]]:
    """What is noted: table → its rows."""
    with duckdb.connect(str(home.work / noted.FILE_NAME), read_only=True) as reader:
        tables = reader.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {name: sorted(map(repr, reader.execute(f"FROM {name}").fetchall())) for (name,) in tables}


def _by_hand(made: County) -> None:
    with duckdb.connect(str(made.home.ledger)) as stranger:
        stranger.execute(OTHERS)


def _by_hand_and_killed(made: County) -> None:
    """Its log is left beside the ledger."""
    stranger = f"duckdb.connect({str(made.home.ledger)!r}).execute({OTHERS!r})"
    code = f"import duckdb, os, signal; _ = {stranger}; os.kill(os.getpid(), signal.SIGKILL)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == -signal.SIGKILL
    assert made.home.ledger.with_name("ledger.duckdb.wal").exists()


def _another_command(made: County) -> None:
    with open_ledger(made.home.ledger) as ledger:
        ledger.execute(OTHERS)


def _a_run_that_was_killed(made: County) -> None:
    with pytest.raises(KeyboardInterrupt), held_ledger(made.home.ledger) as ledger:
        ledger.execute(OTHERS)
        raise KeyboardInterrupt


def _put_back(made: County) -> None:
    """From a backup: as it was before the last publication, which it tells nothing of."""
    kept = made.home.ledger.with_name("kept")
    shutil.copy(made.home.ledger, kept)
    with opened(made):
        made.next_night()
        told(made)
        made.publish()
    kept.replace(made.home.ledger)
    with open_ledger(made.home.ledger) as ledger:
        ledger.execute(OTHERS)


def _no_trace_of_it(made: County) -> None:
    _by_hand(made)
    (made.home.work / "ledger.left").unlink()


def _an_older_copy(made: County) -> None:
    """That was written to as often as the ledger itself since."""
    kept = made.home.ledger.with_name("kept")
    shutil.copy(made.home.ledger, kept)
    with opened(made):
        made.ledger.execute("UPDATE runs SET outcome = 'complete'")
    kept.replace(made.home.ledger)
    _by_hand(made)


def _torn_trace(made: County) -> None:
    _by_hand(made)
    (made.home.work / "ledger.left").write_bytes(b"\xff0")


def _clock(made: County) -> None:
    with opened(made):
        made.ledger.execute("UPDATE items SET last_seen_at = last_seen_at + INTERVAL 1 YEAR")
        set_right(made.ledger, made.now)


STRANGERS: dict[str, Callable[[County], None]] = {
    "somebody's own tool": _by_hand,
    "that was killed": _by_hand_and_killed,
    "another command": _another_command,
    "a run that was killed": _a_run_that_was_killed,
    "a backup": _put_back,
    "an older copy": _an_older_copy,
    "no trace of how it was left": _no_trace_of_it,
    "a torn one": _torn_trace,
    "a clock that jumped": _clock,
}


@pytest.mark.parametrize("who", STRANGERS)
def test_whoever_else_wrote_to_it_is_noticed(made: County, tmp_path: Path, who: str) -> None:
    STRANGERS[who](made)
    made.next_night()
    with opened(made):
        told(made, "later")
        assert summed(made, tmp_path / "other")
    with opened(made):
        told(made, "after")
        assert not summed_alone(made)


def test_once_a_week_it_is_summed_and_what_it_did_not_tell_of_is_a_finding(
    made: County, tmp_path: Path
) -> None:
    with opened(made):
        made.ledger.execute(OTHERS)
        told(made)
        assert not summed_alone(made)
    made.now += timedelta(days=7)
    with opened(made):
        told(made, "later")
        assert summed_alone(made)
    found = "SELECT message FROM findings WHERE check_id = 'publication-differs'"
    assert "有变动没有登记" in made.one(found)
    assert made.one("SELECT count(*) FROM item_sections WHERE list_title = '改'") == 1


def summed_alone(made: County) -> bool:
    """The same without the other way: what a fault of the program leaves out differs."""
    with patch.object(renewing, "sum_items", wraps=renewing.sum_items) as sums:
        assert made.publish().why_whole is None
    return sums.called


def test_of_a_home_that_is_published_whole_nothing_is_noted(
    made: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(made):
        told(made)
        assert made.ledger.execute("SELECT count(*) > 0 FROM touched_items").fetchone() == (True,)
        made.publish(whole=True)
        assert made.ledger.execute("SELECT count(*) FROM touched_items").fetchone() == (0,)
        made.ledger.execute("DELETE FROM touched_since")
        monkeypatch.setattr(renewing, "LEAST_ITEMS", 100)
        made.publish()
        told(made, "more")
        assert made.ledger.execute("SELECT count(*) FROM touched_items").fetchone() == (0,)
