"""When a night begins, and which nights serve begins itself: a table of clocks and journals."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, time, timedelta

import pytest

from flows.serving.due import (
    TRIES,
    NightSchedule,
    begin_of_night,
    cron_of,
    last_begin,
    night_is_done,
    night_is_due,
)
from tests.warehouse.build import BEIJING
from warehouse.journal import JournalEntry, Outcome
from warehouse.settings import NightSettings

TEN = time(22, 0)
LONG_UP = datetime(2018, 1, 1, tzinfo=BEIJING)


def at(text: str) -> datetime:
    """`20 22:03` is of January 2018, in Beijing."""
    return datetime.strptime(f"2018-01-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)


def entry(began: str, ended: str | None = None, outcome: Outcome | None = None) -> JournalEntry:
    return JournalEntry(at(began), at(ended) if ended else None, outcome)


LAST_NIGHT = entry("19 22:00", "19 23:00", "complete")


def settings(begin: str, jitter: int, report_by: str = "08:00") -> NightSettings:
    return NightSettings.model_validate(
        {"begin": begin, "jitter_minutes": jitter, "report_by": report_by}, strict=False
    )


def test_a_homes_minute_is_the_same_every_night_and_within_bounds() -> None:
    night = settings("22:00", 30)
    begins = [begin_of_night(night, f"/data/{number}") for number in range(300)]
    assert begins == [begin_of_night(night, f"/data/{number}") for number in range(300)]
    assert min(begins) == time(22, 0) and max(begins) == time(22, 30)
    assert len(set(begins)) == 31, "homes are spread over all of it"


@pytest.mark.parametrize(
    ("begin", "jitter", "first", "last"),
    [
        ("23:50", 30, time(23, 50), time(0, 20)),
        ("00:00", 30, time(0, 0), time(0, 30)),
        ("22:00", 0, time(22, 0), time(22, 0)),
    ],
)
def test_the_minute_may_lie_beyond_midnight(begin: str, jitter: int, first: time, last: time) -> None:
    night = settings(begin, jitter)
    minutes = {
        (datetime.combine(datetime(2000, 1, 1), begin_of_night(night, str(number))) - _day(first))
        % timedelta(days=1)
        for number in range(300)
    }
    assert min(minutes) == timedelta(0)
    assert max(minutes) == (_day(last) - _day(first)) % timedelta(days=1)


def _day(of: time) -> datetime:
    return datetime.combine(datetime(2000, 1, 1), of)


@pytest.mark.parametrize(
    ("begins", "cron"), [(time(22, 7), "7 22 * * *"), (time(0, 0), "0 0 * * *"), (time(0, 20), "20 0 * * *")]
)
def test_as_a_cron_line(begins: time, cron: str) -> None:
    assert cron_of(begins) == cron


@pytest.mark.parametrize(
    ("now", "begins", "began"),
    [
        ("20 21:58", TEN, "19 22:00"),
        ("20 22:00", TEN, "20 22:00"),
        ("21 03:00", TEN, "20 22:00"),
        ("20 00:00", time(0, 0), "20 00:00"),
        ("20 23:58", time(0, 0), "20 00:00"),
        ("20 00:10", time(0, 20), "19 00:20"),
        ("01 08:00", TEN, "00 22:00"),
    ],
)
def test_the_night_that_an_instant_is_of(now: str, begins: time, began: str) -> None:
    wanted = at(began) if not began.startswith("00") else at("01 22:00") - timedelta(days=1)
    assert last_begin(at(now).astimezone(UTC), begins) == wanted


AT_TEN = NightSchedule(TEN)
NEW_AT_NOON = AT_TEN.changed_to(time(2, 0), at("20 12:00"))


@pytest.mark.parametrize(
    ("nights", "now", "began", "why"),
    [
        (NEW_AT_NOON, "20 12:00", "19 22:00", "2:00 was past when it was set"),
        (NEW_AT_NOON, "20 22:30", "19 22:00", "22:00 has no night any more"),
        (NEW_AT_NOON, "21 01:59", "21 02:00", "the first one at the new hour"),
        (NEW_AT_NOON, "22 03:00", "22 02:00", "and the next"),
        (NEW_AT_NOON, "18 12:00", "18 02:00", "a clock that was wrong when it was set counts for nothing"),
        (AT_TEN.changed_to(time(23, 30), at("20 22:40")), "20 23:00", "20 22:00", "tonight's is done"),
        (AT_TEN.changed_to(time(23, 30), at("20 12:00")), "20 23:30", "20 23:30", "tonight, later"),
        (NEW_AT_NOON.changed_to(TEN, at("20 12:05")), "20 12:10", "19 22:00", "changed back"),
        (NEW_AT_NOON.changed_to(TEN, at("20 12:05")), "20 22:00", "20 22:00", "as if it had stayed"),
    ],
)  # fmt: skip
def test_the_night_after_a_change_of_the_hour(nights: NightSchedule, now: str, began: str, why: str) -> None:
    assert nights.last(at(now)) == at(began), why


def test_shanghai_has_no_summer_time() -> None:
    """A server in Europe goes through its change of clocks; the night stays where it is in Beijing."""
    days = [datetime(2018, 1, 1, 20, 0, tzinfo=UTC) + timedelta(days=number) for number in range(365)]
    begins = [last_begin(now, TEN) for now in days]
    assert {after - before for before, after in itertools.pairwise(begins)} == {timedelta(days=1)}
    assert {begin.astimezone(UTC).time() for begin in begins} == {time(14, 0)}


def due(
    now: str, last: JournalEntry | None, *, under_way: bool = False, tries: int = 0, since: datetime = LONG_UP
) -> bool:
    return night_is_due(at(now), last_begin(at(now), TEN), last, under_way, tries, since)


@pytest.mark.parametrize(
    ("now", "is_due", "why"),
    [
        ("20 12:00", False, "tonight has not come"),
        ("20 21:59", False, "nor is it late"),
        ("20 22:00", False, "the schedule has three minutes"),
        ("20 22:02", False, "the schedule has three minutes"),
        ("20 22:03", True, "the schedule has not begun it"),
        ("21 06:00", True, "the machine was off, and is up in the morning"),
        ("21 19:59", True, "or in the evening after"),
        ("21 20:01", False, "so near to the next night it is left to that"),
        ("21 21:59", False, "so near to the next night it is left to that"),
        ("25 03:00", True, "after many missed nights the last one is caught up"),
    ],
)
def test_a_night_that_nobody_has_begun(now: str, is_due: bool, why: str) -> None:
    assert due(now, LAST_NIGHT) is is_due, why


@pytest.mark.parametrize("outcome", ["complete", "partial", "stopped"])
@pytest.mark.parametrize("now", ["20 22:30", "21 08:00", "21 19:00"])
def test_a_night_that_was_run_or_that_a_person_stopped_is_not_begun_again(outcome: Outcome, now: str) -> None:
    assert not due(now, entry("20 22:00", "20 22:20", outcome))


def test_a_night_missed_is_caught_up_once() -> None:
    assert due("21 07:00", LAST_NIGHT)
    caught_up = entry("21 07:00", "21 07:30", "complete")
    assert not due("21 07:31", caught_up) and not due("21 19:00", caught_up)
    assert not due("21 22:01", caught_up) and due("21 22:03", caught_up), "the next one is another"


def test_a_killed_night_is_taken_up_at_once() -> None:
    killed = entry("20 22:00")
    assert due("20 22:01", killed) and due("21 05:00", killed)
    assert not due("20 22:01", killed, under_way=True), "it may just be under way"
    assert due("20 22:31", entry("20 22:00", "20 22:30", "orphaned"))


@pytest.mark.parametrize("outcome", ["error", "busy", "failed"])
def test_what_failed_is_tried_again_after_a_while(outcome: Outcome) -> None:
    failed = entry("20 22:00", "20 22:10", outcome)
    assert not due("20 22:39", failed)
    assert due("20 22:40", failed)


def test_it_is_begun_so_many_times_at_most() -> None:
    for last in (LAST_NIGHT, entry("20 22:00"), entry("20 22:00", "20 22:10", "error")):
        assert due("21 03:00", last, tries=TRIES - 1)
        assert not due("21 03:00", last, tries=TRIES)


def test_nothing_is_begun_beside_one_under_way() -> None:
    assert not due("20 23:00", LAST_NIGHT, under_way=True)


def test_a_home_just_made_has_missed_nothing() -> None:
    assert not due("20 23:00", None, since=at("20 22:30"))
    assert due("20 22:03", None, since=at("20 21:30")), "its first night is begun like every other"
    assert not due("21 12:00", None, since=at("20 22:30"))
    assert due("21 22:03", None, since=at("20 22:30"))


def test_an_entry_from_the_future_says_nothing() -> None:
    """It was written while the clock was wrong: its night may not have been run at all."""
    ahead = JournalEntry(at("20 22:00") + timedelta(days=300), None, None)
    done = JournalEntry(ahead.began, ahead.began + timedelta(hours=1), "complete")
    assert not night_is_done(done, at("20 22:00"), at("20 22:03"))
    for last in (ahead, done):
        assert due("20 22:03", last) and not due("20 22:02", last)


def test_an_end_from_the_future_does_not_keep_a_failed_night_from_its_next_try() -> None:
    ended_ahead = JournalEntry(at("20 22:00"), at("20 22:10") + timedelta(days=300), "error")
    assert due("20 22:40", ended_ahead)


def test_prefect_may_begin_a_moment_early() -> None:
    """It waits for whole seconds, rounded: its night is tonight's and not the last one's."""
    early = JournalEntry(at("20 22:00") - timedelta(milliseconds=480), None, None)
    assert not night_is_done(LAST_NIGHT, last_begin(early.began, TEN), early.began)
    done = JournalEntry(early.began, at("20 22:30"), "complete")
    assert not due("20 22:31", done) and not due("21 12:00", done)
    assert night_is_done(done, at("20 22:00"), at("20 22:31"))


@pytest.mark.parametrize("step", [-4, -3, -2, -1])
def test_a_clock_that_jumps_over_the_begin_and_back_gives_one_night(step: int) -> None:
    begun = 0
    last = LAST_NIGHT
    now = at("20 21:55")
    for minute in range(120):
        now += timedelta(minutes=1 if minute % 7 else step)
        if night_is_due(now, last_begin(now, TEN), last, False, 0, LONG_UP):
            begun += 1
            last = JournalEntry(now, now, "complete")
    assert now > at("20 22:10") and begun == 1


@pytest.mark.parametrize("back", [5, 30, 119])
def test_a_clock_set_back_before_the_begin_begins_nothing(back: int) -> None:
    last = entry("20 22:03", "20 22:04", "complete")
    now = at("20 22:04") - timedelta(minutes=back)
    for _ in range(back + 60):
        assert not night_is_due(now, last_begin(now, TEN), last, False, 0, LONG_UP)
        now += timedelta(minutes=1)
