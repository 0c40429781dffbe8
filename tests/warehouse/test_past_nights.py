"""What came of the nights behind us, by day, and those in a row that went wrong in the same way."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.warehouse.build import BEIJING
from warehouse.past_nights import NIGHTS, Night, NightReading, NightRun, Said, past_nights, streaks
from warehouse.settings import NightSettings
from warehouse.watch import night_day, night_words

NIGHT = NightSettings(begin=time(22, 0), report_by=time(8, 0))
MORNING = datetime(2018, 1, 21, 9, 0, tzinfo=BEIJING)
"""The night of the 20th is over."""


def at(day: int, hour: int = 22, minute: int = 10) -> datetime:
    return datetime(2018, 1, day, hour, minute, tzinfo=BEIJING)


def run(began: datetime, outcome: str | None = "partial") -> NightRun:
    ended = None if outcome is None else began + timedelta(hours=1)
    return NightRun(f"nightly-{began:%d%H}", began, ended, outcome)


def read(of: NightRun, **outcomes: str) -> list[NightReading]:
    ended = of.started_at + timedelta(minutes=30)
    return [NightReading(of.run_id, name, f"{name}栏", how, "", ended) for name, how in outcomes.items()]


def came_of(
    *nights: tuple[NightRun, dict[str, str]], said: Said | None = None, now: datetime = MORNING
) -> dict[date, str]:
    runs = [one for one, _ in nights]
    readings = [reading for one, outcomes in nights for reading in read(one, **outcomes)]
    found = past_nights(runs, readings, min((one.started_at for one in runs), default=None), NIGHT, now, said)
    return {night.day: night.outcome for night in found}


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (at(20), 20),
        (at(21, 2), 20),
        (at(21, 9), 20),
        (at(21, 21, 59), 20),
        (at(21, 22, 0), 21),
        (datetime(2018, 1, 20, 14, 0, tzinfo=UTC), 20),
        (datetime(2018, 1, 20, 13, 59, tzinfo=UTC), 19),
    ],
)
def test_a_night_is_named_by_the_day_on_which_it_begins(instant: datetime, day: int) -> None:
    assert night_day(instant, NIGHT) == date(2018, 1, day)


@pytest.mark.parametrize(
    ("outcome", "sections", "expected"),
    [
        ("complete", {"a": "complete", "b": "empty"}, "complete"),
        ("partial", {"a": "complete", "b": "partial"}, "partial"),
        ("partial", {"a": "complete", "b": "challenged"}, "partial"),
        ("partial", {"a": "failed", "b": "challenged"}, "failed"),
        ("partial", {}, "failed"),
        ("interrupted", {"a": "complete"}, "unfinished"),
        (None, {}, "unfinished"),
    ],
)
def test_what_a_night_comes_to(outcome: str | None, sections: dict[str, str], expected: str) -> None:
    assert came_of((run(at(20), outcome), sections)) == {date(2018, 1, 20): expected}


def test_a_night_mended_by_day_is_complete_and_one_between_two_is_missing() -> None:
    assert came_of(
        (run(at(18), "partial"), {"a": "failed"}),
        (run(at(19, 11), "complete"), {"a": "complete"}),
        (run(at(20), "partial"), {"a": "partial"}),
    ) == {date(2018, 1, 18): "complete", date(2018, 1, 19): "missing", date(2018, 1, 20): "partial"}


@pytest.mark.parametrize(
    ("nights", "now", "called"),
    [
        ([at(20)], at(21, 9), "01-20 夜"),
        ([at(21, 2)], at(21, 9), "01-20 夜"),
        ([at(20), at(21, 11)], at(21, 12), "01-20 夜(01-21 11:10 补跑)"),
        ([at(19), at(21, 21, 19)], at(21, 21, 30), "01-20 夜(01-21 21:19 补跑)"),
        ([at(21, 21, 19)], at(21, 21, 30), "01-21 21:19 起的一次运行"),
        ([at(21, 9), at(21, 21, 19)], at(21, 21, 30), "01-20 夜(01-21 21:19 补跑)"),
        ([at(21, 21, 19), at(21)], at(22, 9), "01-21 夜"),
    ],
)
def test_a_run_by_day_is_called_by_when_it_was(nights: list[datetime], now: datetime, called: str) -> None:
    """As people say it: who runs one in the evening before the schedule's hour finds that evening named."""
    runs = [run(began, "complete") for began in nights]
    readings = [reading for one in runs for reading in read(one, a="complete")]
    last = past_nights(runs, readings, nights[0], NIGHT, now)[-1]
    assert night_words(f"{last.day:%m-%d}", last.by_day, last.is_first) == called


def test_the_night_just_over_counts_and_the_one_not_due_yet_does_not() -> None:
    first = (run(at(18), "complete"), {"a": "complete"})
    assert came_of(first)[date(2018, 1, 20)] == "missing"
    assert date(2018, 1, 20) not in came_of(first, now=at(21, 7))
    early = (run(at(20), "partial"), {"a": "failed"})
    assert came_of(first, early, now=at(21, 1))[date(2018, 1, 20)] == "failed", "ended before its deadline"


def test_a_night_that_published_nothing_is_told_in_its_own_words() -> None:
    said = Said(at(20), "磁盘已满")
    first = run(at(19), "complete")
    found = past_nights([first], read(first, a="complete"), first.started_at, NIGHT, MORNING, said)
    last = found[-1]
    assert (found[0].outcome, last.outcome, last.reason) == ("complete", "unfinished", "磁盘已满")


def test_no_night_no_line_and_no_more_than_a_fortnight() -> None:
    assert came_of() == {}
    long_ago = run(at(20) - timedelta(days=90), "complete")
    assert len(past_nights([], [], long_ago.started_at, NIGHT, MORNING)) == NIGHTS


def night(day: int, outcome: str, *failed: str) -> Night:
    sections = tuple(NightReading("r", name, name, "failed", "", at(day)) for name in failed)
    return Night(date(2018, 1, day), outcome, f"{day} 号的原因" if failed else "没有开机", sections)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("nights", "expected"),
    [
        ([night(1, "missing"), night(2, "missing"), night(3, "missing")], [(1, 3, 3)]),
        ([night(1, "missing"), night(2, "complete"), night(3, "missing")], [(3, 3, 1), (1, 1, 1)]),
        ([night(1, "partial", "a"), night(2, "partial", "a")], [(1, 2, 2)]),
        ([night(1, "partial", "a"), night(2, "partial", "b")], [(2, 2, 1), (1, 1, 1)]),
        ([night(1, "failed", "a"), night(2, "partial", "a")], [(2, 2, 1), (1, 1, 1)]),
        ([night(1, "complete")], []),
    ],
)
def test_nights_in_a_row_that_are_alike_are_one(
    nights: list[Night], expected: list[tuple[int, int, int]]
) -> None:
    assert [(one.first.day, one.last.day, one.count) for one in streaks(nights)] == expected
