"""What the schedule's run does with a night that serve has begun already, or settings it cannot read."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from prefect.client.schemas.objects import State

from flows import nightly as module
from flows.summary import Summary
from tests.warehouse.build import BEIJING
from warehouse.home import Home
from warehouse.journal import JournalEntry, Outcome, note

TEN = datetime(2018, 1, 20, 22, 0, tzinfo=BEIJING)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose nights begin at ten; the flow's work is a summary."""
    made = Home(tmp_path)
    made.create()
    (made.root / "gongkai.toml").write_text("[night]\nbegin = '22:00'\njitter_minutes = 0\n")
    summary = Summary(("nightly-1",), "nightly", None, True, False, tmp_path, ())
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    monkeypatch.setattr(module, "shown_in_prefect", lambda kind, work: summary)
    monkeypatch.setattr(module, "concluded", lambda work, state: state(work()))
    return made


def ran(monkeypatch: pytest.MonkeyPatch, at: datetime, *tags: str, planned: datetime = TEN) -> str | None:
    """The name of the state in which the flow ends that is begun at that instant, planned for ten."""
    monkeypatch.setattr(module, "now", lambda: at)
    monkeypatch.setattr(module, "flow_run", SimpleNamespace(tags=list(tags), scheduled_start_time=planned))
    state = module.nightly.fn()
    assert isinstance(state, State)
    return state.name


@pytest.mark.parametrize(
    ("outcome", "name"),
    [
        ("complete", "已抓取过"),
        ("partial", "已抓取过"),
        ("stopped", "已抓取过"),
        ("error", "完整"),
        (None, "完整"),
    ],
)
def test_a_night_that_was_caught_up_is_not_run_again_by_the_schedule(
    home: Home, monkeypatch: pytest.MonkeyPatch, outcome: Outcome | None, name: str
) -> None:
    note(home, "nightly", JournalEntry(TEN, TEN + timedelta(minutes=1), outcome))
    assert ran(monkeypatch, TEN + timedelta(hours=1), "auto-scheduled") == name


def test_a_person_may_begin_one_more(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    note(home, "nightly", JournalEntry(TEN, TEN + timedelta(minutes=1), "complete"))
    assert ran(monkeypatch, TEN + timedelta(hours=1)) == "完整"


def test_the_schedules_run_of_the_next_night_is_another(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    note(home, "nightly", JournalEntry(TEN, TEN + timedelta(hours=1), "complete"))
    tomorrow = TEN + timedelta(days=1)
    for at in (tomorrow, tomorrow - timedelta(milliseconds=480)):
        assert ran(monkeypatch, at, "auto-scheduled", planned=tomorrow) == "完整"


def test_a_run_that_comes_a_day_late_is_of_the_night_it_was_planned_for(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(home, "nightly", JournalEntry(TEN + timedelta(hours=9), TEN + timedelta(hours=10), "complete"))
    assert ran(monkeypatch, TEN + timedelta(days=1, hours=1), "auto-scheduled") == "已抓取过"


def test_settings_that_cannot_be_read_cost_no_night(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    (home.root / "gongkai.toml").write_text("[nihgt]\n")
    assert ran(monkeypatch, TEN, "auto-scheduled") == "完整"
