"""The home's journal: kept whole, read as nothing where it cannot be believed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.build import BEIJING
from warehouse.home import Home
from warehouse.journal import JournalEntry, Outcome, last_entry, note

BEGAN = datetime(2018, 1, 20, 22, 4, 5, 678, tzinfo=BEIJING)
ENDED = BEGAN + timedelta(hours=1)
WHOLE = JournalEntry(BEGAN, ENDED, "error", "磁盘已满", {"year": 2017, "sections": ["zwyw"]})
TOLD: dict[str, Any] = {
    "began": BEGAN.isoformat(),
    "ended": None,
    "outcome": None,
    "sentence": "",
    "wanted": {},
}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.create()
    return made


def test_what_was_noted_is_read_again(home: Home) -> None:
    note(home, "nightly", WHOLE)
    assert last_entry(home, "nightly") == WHOLE
    assert last_entry(home, "backfill") is None
    under_way = JournalEntry(BEGAN.astimezone(UTC))
    note(home, "nightly", under_way)
    assert last_entry(home, "nightly") == under_way


@pytest.mark.parametrize(
    ("ended", "outcome", "unfinished"),
    [
        (None, None, True),
        (ENDED, "orphaned", True),
        (ENDED, "stopped", False),
        (ENDED, "complete", False),
        (ENDED, "partial", False),
        (ENDED, "failed", False),
        (ENDED, "busy", False),
        (ENDED, "error", False),
    ],
)
def test_only_a_kill_or_a_parents_end_leaves_it_unfinished(
    ended: datetime | None, outcome: Outcome | None, unfinished: bool
) -> None:
    assert JournalEntry(BEGAN, ended, outcome).unfinished is unfinished


@pytest.mark.parametrize(
    "text",
    [
        "",
        json.dumps(TOLD)[:40],
        "[]",
        "null",
        "\0" * 80,
        json.dumps(TOLD | {"began": None}),
        json.dumps(TOLD | {"began": "2018-01-20T22:04:05"}),
        json.dumps(TOLD | {"ended": "2018-01-20T23:04:05"}),
        json.dumps(TOLD | {"began": 5}),
        json.dumps(TOLD | {"wanted": 3}),
        json.dumps({"began": TOLD["began"]}),
    ],
)
def test_a_file_that_cannot_be_believed_says_nothing(home: Home, text: str) -> None:
    (home.work / "nightly.json").write_text(text, encoding="utf-8")
    assert last_entry(home, "nightly") is None


def test_a_file_that_is_no_text_says_nothing(home: Home) -> None:
    (home.work / "nightly.json").write_bytes(b"\xff\xfe")
    assert last_entry(home, "nightly") is None
    (home.work / "backfill.json").mkdir()
    assert last_entry(home, "backfill") is None


def test_a_note_that_fails_leaves_the_last_one_and_nothing_beside(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(home, "nightly", WHOLE)
    before = sorted(home.work.iterdir())

    def full(_: Path) -> None:
        raise OSError("full")

    monkeypatch.setattr("scrapers.durable.fsync", full)
    with pytest.raises(OSError, match="full"):
        note(home, "nightly", replace(WHOLE, outcome="complete"))
    assert last_entry(home, "nightly") == WHOLE
    assert sorted(home.work.iterdir()) == before


def test_what_a_killed_note_left_is_written_over(home: Home) -> None:
    (home.work / ".nightly.json.aside").write_text("half")
    note(home, "nightly", WHOLE)
    assert last_entry(home, "nightly") == WHOLE
    assert [path.name for path in home.work.iterdir() if path.name.startswith(".")] == []
