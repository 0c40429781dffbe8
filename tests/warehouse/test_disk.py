"""In how many days the disk is full: only from enough of a record, and said in time."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from warehouse.backup.records import Kept, Manifest
from warehouse.backup.remembering import remember
from warehouse.disk import Forecast, disk_records, forecast, note_disk
from warehouse.home import Home
from warehouse.messages.causes import of_upkeep
from warehouse.retention import drop_old
from warehouse.settings import load_settings
from warehouse.settings_kept import RetentionSettings
from warehouse.upkeep import QUIET, SOON, URGENT, upkeep

NOW = datetime(2018, 5, 20, tzinfo=UTC)
DAY = timedelta(days=1)
MB = 10**6


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets how much the disk has left, in megabytes."""

    def leave(megabytes: float) -> None:
        usage = shutil.disk_usage("/")._replace(free=int(megabytes * MB))
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    return leave


def nights(home: Home, sizes: list[float], left: list[float] | None = None) -> None:
    """Records of the last nights, in megabytes; the last one of now."""
    told = [
        {
            "at": (NOW - (len(sizes) - 1 - number) * DAY).isoformat(),
            "home": int(size * MB),
            "free": int((left[number] if left else 10**6 - size) * MB),
        }
        for number, size in enumerate(sizes)
    ]
    (home.work / "disk.json").write_text(json.dumps(told), encoding="utf-8")


CASES: dict[str, tuple[list[float], list[float] | None, float, int | None]] = {
    "steady": ([100, 110, 120, 130, 140], None, 1000, 90),
    "one large backfill": ([100, 100, 100, 100, 500], None, 1100, 10),
    "archive moved away in between": ([500, 510, 10, 20, 30], None, 400, 40),
    "others fill the disk": ([5, 5, 5, 5, 5], [900, 800, 700, 600, 500], 500, 4),
    "nothing grows": ([5, 5, 5, 5, 5], [500] * 5, 500, None),
    "somebody made room": ([5, 5, 5, 5, 5], [100, 200, 300, 400, 500], 500, None),
}


@pytest.mark.parametrize("case", CASES)
def test_the_days_left_follow_from_the_last_nights(
    home: Home, free: Callable[[float], None], case: str
) -> None:
    sizes, left, now_left, days = CASES[case]
    nights(home, sizes, left)
    free(now_left)
    found = forecast(home, 100, NOW)
    assert found.days == days and found.records == 5
    assert (f"约 {days} 天后" if days else "没有增长") in found.words


@pytest.mark.parametrize("sizes", [[], [100], [100, 110, 120, 130]])
def test_too_little_history_is_said_and_nothing_is_invented(
    home: Home, free: Callable[[float], None], sizes: list[float]
) -> None:
    nights(home, sizes)
    free(150)
    found = forecast(home, 100, NOW)
    assert (found.growth, found.days) == (None, None)
    assert f"只有 {len(sizes)} 晚的记录" in found.words and "还不能预测" in found.words
    free(1500)
    assert upkeep(home, load_settings(home.root, {}), NOW) == []


def test_five_runs_in_one_night_are_no_history(home: Home, free: Callable[[float], None]) -> None:
    told = [{"at": (NOW - timedelta(hours=hour)).isoformat(), "home": hour, "free": 9} for hour in range(5)]
    (home.work / "disk.json").write_text(json.dumps(told), encoding="utf-8")
    free(500)
    assert forecast(home, 100, NOW).growth is None


def test_what_lies_long_back_does_not_count(home: Home, free: Callable[[float], None]) -> None:
    nights(home, [0, 10_000, *[10_000.0] * 40])
    free(500)
    assert forecast(home, 100, NOW).days is None


def test_a_record_is_of_what_lies_in_the_home_and_is_kept(home: Home, free: Callable[[float], None]) -> None:
    free(700)
    (home.archive / "a.warc.gz").write_bytes(os.urandom(3 * MB))
    first = note_disk(home, NOW)
    (home.archive / "b.warc.gz").write_bytes(os.urandom(2 * MB))
    second = note_disk(home, NOW + DAY)
    assert 2 * MB <= second.home - first.home <= 2.1 * MB
    assert disk_records(home) == [first, second] and first.free == 700 * MB


def test_records_that_cannot_be_read_are_none(home: Home) -> None:
    for broken in ("", "{", '[{"at": "x"}]', '[{"at": "2018-01-01", "home": 1, "free": 1}]', "[1]"):
        (home.work / "disk.json").write_text(broken, encoding="utf-8")
        assert disk_records(home) == []
    note_disk(home, NOW)
    assert len(disk_records(home)) == 1


def told(home: Home, toml: str = "") -> list[tuple[str, int]]:
    (home.root / "gongkai.toml").write_text(toml, encoding="utf-8")
    return [(one.kind, one.urgency) for one in upkeep(home, load_settings(home.root, {}), NOW)]


@pytest.mark.parametrize(
    ("left", "expected"),
    [(1024 + 500, []), (1024 + 400, SOON), (1024 + 85, SOON), (1024 + 60, URGENT), (900, URGENT)],
)
def test_people_are_told_weeks_before_and_urgently_when_days_remain(
    home: Home, free: Callable[[float], None], left: float, expected: object
) -> None:
    nights(home, [100, 110, 120, 130, 140])
    free(left)
    assert told(home) == ([("disk", expected)] if expected != [] else [])


def test_the_settings_say_how_early(home: Home, free: Callable[[float], None]) -> None:
    nights(home, [100, 110, 120, 130, 140])
    free(500)
    assert told(home, "[budget]\nfree_megabytes = 0\nwarn_days = 49\n") == []
    assert told(home, "[budget]\nfree_megabytes = 0\nwarn_days = 50\n") == [("disk", SOON)]


def backed_up(home: Home, days: float) -> None:
    kept = Kept("archive/a", 1, "0" * 64, 0, 0o600)
    made = NOW - timedelta(days=days)
    remember(home, home.root.parent / "usb", [Manifest("x", made, "h", (kept,))])


@pytest.mark.parametrize(
    ("days", "expected"), [(1, []), (14.5, []), (15, [("backup", SOON)]), (400, [("backup", SOON)])]
)
def test_a_backup_that_is_too_old_is_told(home: Home, days: float, expected: list[tuple[str, int]]) -> None:
    backed_up(home, days)
    assert told(home) == expected
    assert told(home, "[retention]\nbackup_days = 500\n") == []


def test_that_there_never_was_one_is_told_quietly_once_there_is_something_to_lose(home: Home) -> None:
    assert told(home) == []
    home.published.touch()
    assert told(home) == [("backup", QUIET)]


def test_a_message_tells_what_is_due_and_again_when_it_is_urgent(
    home: Home, free: Callable[[float], None]
) -> None:
    home.published.touch()
    nights(home, [100, 110, 120, 130, 140])
    levels = []
    for left in (1024 + 400, 1024 + 20):
        free(left)
        [cause] = of_upkeep(upkeep(home, load_settings(home.root, {}), NOW))
        assert cause.key == "home:disk" and "平均每天增加 10.0 MB" in cause.sentence
        levels.append(cause.level)
    assert levels == [1, 2]


def test_old_ledger_copies_and_logs_go_and_the_newest_stay(home: Home) -> None:
    for number in range(5):
        path = home.work / f"ledger.v{number}.abc.duckdb"
        path.touch()
        os.utime(path, (number, number))
    young = {home.work / f"ledger.v{name}.duckdb" for name in ("5.a0", "6.b0", "6.c0")}
    for path in young:
        path.touch()
        os.utime(path, ((NOW - 10 * DAY).timestamp(),) * 2)
    for name, age in (("gongkai-fault-1.log", 100), ("gongkai-fault-2.log", 10)):
        (home.work / name).touch()
        at = (NOW - age * DAY).timestamp()
        os.utime(home.work / name, (at, at))
    (home.work / "ledger.duckdb").touch()
    said = list(drop_old(home, RetentionSettings(ledger_copies=2, log_days=90), NOW))
    assert len(said) == 6 and all("ledger.v" in one for one in said[:5]) and "gongkai-fault-1.log" in said[5]
    left = {path for path in home.work.iterdir() if path.is_file()}
    assert left == young | {home.work / "ledger.duckdb", home.work / "gongkai-fault-2.log"}


def test_words_never_promise_what_is_not_known() -> None:
    assert "抓取已暂停" in Forecast(5, 10, 30, 1.0, None).words


@pytest.mark.parametrize("totals", [[9, 9, 9, 9, 1], [9, 9, 1, 1, 1], [1, 1, 1, 9, 9]])
def test_what_another_disk_had_left_says_nothing_of_this_one(
    home: Home, free: Callable[[float], None], totals: list[float]
) -> None:
    """A home restored or moved onto a smaller disk, a volume resized: no full disk is foretold of it."""
    nights(home, [5] * 5, [900, 900, 900, 900, 100])
    free(150)
    told = json.loads((home.work / "disk.json").read_text(encoding="utf-8"))
    size = shutil.disk_usage("/").total
    for one, total in zip(told, totals, strict=True):
        one["total"] = int(total * size)
    (home.work / "disk.json").write_text(json.dumps(told), encoding="utf-8")
    assert "还不能预测" in forecast(home, 100, NOW).words
