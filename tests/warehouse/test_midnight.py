"""The last minute of a day and of a year: whose day an item is of, which night it was, what a year's figure
rests on; and runs whose clock was set while they ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse.build import BEIJING, County, Told, county, page, portal, section
from warehouse.home import Home
from warehouse.runs import begin_run, end_run
from warehouse.settings import NightSettings, Settings, load_settings
from warehouse.status import read_status
from warehouse.watch import check_nights, night_day

NEW_YEARS_EVE = datetime(2017, 12, 31, 23, 50, tzinfo=BEIJING)
LATE = datetime(2018, 1, 1, 2, 55, tzinfo=BEIJING)
NIGHT = NightSettings.model_validate({"begin": "23:30"})


def settings(home: Home) -> Settings:
    """Those of a home whose nights begin at half past eleven."""
    (home.root / "gongkai.toml").write_text('[night]\nbegin = "23:30"\n', encoding="utf-8")
    return load_settings(home.root, {})


def printed(at: str, name: str) -> Told:
    """An item whose page prints that instant."""
    instant = datetime.fromisoformat(at)
    stated = page(title=name, published_on=instant.astimezone(BEIJING).date(), published_at=instant)
    return Told(f"{name}.html", name, listed_on=instant.astimezone(BEIJING).date(), page=stated)


ITEMS = [
    printed("2017-12-31T23:59:59+08:00", "last-second"),
    printed("2018-01-01T00:00:00+08:00", "first-second"),
    printed("2017-12-31T16:00:00+00:00", "first-second-in-utc"),
    printed("2017-12-31T15:59:59+00:00", "last-second-in-utc"),
]


@pytest.fixture
def over_midnight(tmp_path: Path) -> Iterator[County]:
    """A night begun at 23:50 of 31 December: one section was read before midnight, one at three."""
    declared = portal(section("dt", "动态", "动态信息"), section("wj", "政府文件", "政府文件"))
    with county(tmp_path / "home", declared) as made:
        made.now = NEW_YEARS_EVE
        made.begin()
        made.tell("dt", ITEMS[:2])
        made.now = LATE
        made.tell("wj", ITEMS[2:])
        made.load()
        made.publish()
        yield made


def test_an_item_is_of_the_day_in_beijing_on_which_it_was_published(over_midnight: County) -> None:
    told = dict(over_midnight.rows("SELECT title, published_on FROM items"))
    assert told == {
        "last-second": date(2017, 12, 31),
        "first-second": date(2018, 1, 1),
        "first-second-in-utc": date(2018, 1, 1),
        "last-second-in-utc": date(2017, 12, 31),
    }
    assert over_midnight.rows(
        "SELECT year, month, sum(items)::INT FROM counts GROUP BY ALL ORDER BY ALL"
    ) == [
        (2017, 12, 2),
        (2018, 1, 2),
    ]


def test_a_year_is_computed_by_what_was_read_after_it(over_midnight: County) -> None:
    """What was read ten minutes before midnight may have had something added to it since."""
    assert over_midnight.figure("动态信息", 2017) == (1, "lower_bound")
    assert over_midnight.figure("政府文件", 2017) == (1, "computed")
    assert over_midnight.figure("合计", 2017) == (2, "lower_bound")
    assert over_midnight.figure("政府文件", 2018) == (1, "computed"), "the present year, so far"
    over_midnight.now = LATE + timedelta(days=1)
    over_midnight.run_id = ""
    over_midnight.night(dt=ITEMS[:2], wj=ITEMS[2:])
    assert over_midnight.figure("动态信息", 2017) == (1, "computed")
    assert over_midnight.figure("合计", 2017) == (2, "computed")


def test_a_night_over_the_new_year_is_that_of_the_old_year(over_midnight: County) -> None:
    assert night_day(NEW_YEARS_EVE, NIGHT) == night_day(LATE, NIGHT) == date(2017, 12, 31)
    end_run(over_midnight.ledger, over_midnight.run_id, "complete", LATE + timedelta(minutes=5))
    over_midnight.publish()
    status = read_status(over_midnight.home.published, LATE + timedelta(hours=8), NIGHT)
    assert [(one.day, one.outcome) for one in status.nights] == [(date(2017, 12, 31), "complete")]
    assert {one.nights_missed for one in status.sections} == {1, 0}, "one was read on the day before"
    found = check_nights(over_midnight.home, settings(over_midnight.home), LATE + timedelta(hours=8))
    assert (found.outcome, found.night) == ("ok", date(2017, 12, 31))


@pytest.mark.parametrize(
    ("ahead", "is_taken_up"),
    [
        (timedelta(hours=-2), True),
        (timedelta(minutes=30), True),
        (timedelta(hours=-21), False),
        (timedelta(hours=2), False),
        (timedelta(days=365), False),
    ],
)
def test_an_unfinished_night_is_taken_up_only_where_it_is_tonights(
    over_midnight: County, ahead: timedelta, is_taken_up: bool
) -> None:
    """One dated a year ahead would belong to no night until then."""
    over_midnight.ledger.execute("UPDATE runs SET finished_at = now(), outcome = 'complete'")
    now = LATE + timedelta(days=3)
    begun = begin_run(over_midnight.ledger, "nightly", "sample", None, now + ahead)
    again = begin_run(over_midnight.ledger, "nightly", "sample", None, now)
    assert (again == begun) is is_taken_up


@pytest.mark.parametrize("now", [datetime(1970, 1, 1, tzinfo=BEIJING), NEW_YEARS_EVE - timedelta(days=1)])
def test_a_clock_before_the_first_run_is_said_and_nothing_is_well(
    over_midnight: County, now: datetime
) -> None:
    """By it no night was due yet, and all would be well until that day."""
    found = check_nights(over_midnight.home, settings(over_midnight.home), now)
    assert (found.outcome, found.is_well) == ("failed", False)
    assert f"{now:%Y-%m-%d}" in found.sentence and "2017-12-31 23:50" in found.sentence
    assert "校准" in found.sentence


def test_a_run_whose_clock_was_set_back_while_it_ran_is_published(tmp_path: Path) -> None:
    with county(tmp_path / "home", portal(section("dt", "动态", "动态信息"))) as made:
        made.night(dt=ITEMS[:1])
        made.begin()
        made.tell("dt", ITEMS[:2])
        made.load()
        end_run(made.ledger, made.run_id, "complete", made.now - timedelta(hours=3))
        made.publish()
        assert made.one("SELECT count(*) FROM runs WHERE finished_at < started_at") == 1
        assert made.one("SELECT count(*) FROM items") == 2
