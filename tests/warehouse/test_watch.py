"""The watchdog: which night is due, and what it says of a night that was not, in any state of the home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.build import BEIJING, NIGHT, County, Told, as_left, county, portal, section
from warehouse.home import Home
from warehouse.messages.memory import LastNight, Memory, keep_memory
from warehouse.read_only import wal_of
from warehouse.runs import end_run
from warehouse.settings import NightSettings, Settings, load_settings
from warehouse.watch import NightCheck, check_nights, last_due, night_of

MORNING = datetime(2018, 1, 21, 9, 0, tzinfo=BEIJING)
"""After the deadline of the night of 20 January, in which NIGHT is."""
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("now", "begin", "deadline"),
    [
        ("2018-01-21T09:00", "2018-01-20T22:00", "2018-01-21T08:00"),
        ("2018-01-21T08:00", "2018-01-20T22:00", "2018-01-21T08:00"),
        ("2018-01-21T07:59", "2018-01-19T22:00", "2018-01-20T08:00"),
        ("2018-01-21T23:30", "2018-01-20T22:00", "2018-01-21T08:00"),
        ("2018-03-01T12:00", "2018-02-28T22:00", "2018-03-01T08:00"),
        ("2018-07-01T12:00", "2018-06-30T22:00", "2018-07-01T08:00"),
        ("2018-01-01T12:00", "2017-12-31T22:00", "2018-01-01T08:00"),
    ],
)
def test_the_latest_night_whose_deadline_has_passed(now: str, begin: str, deadline: str) -> None:
    assert last_due(at(now), NightSettings()) == (at(begin), at(deadline))
    assert last_due(at(now).astimezone(UTC), NightSettings()) == (at(begin), at(deadline))


def test_a_night_that_ends_on_the_day_it_begins() -> None:
    night = NightSettings.model_validate({"begin": "01:00", "report_by": "06:30"})
    assert last_due(at("2018-01-21T06:30"), night) == (at("2018-01-21T01:00"), at("2018-01-21T06:30"))
    assert last_due(at("2018-01-21T06:00"), night) == (at("2018-01-20T01:00"), at("2018-01-20T06:30"))


def test_a_night_is_named_by_the_day_on_which_it_begins() -> None:
    assert night_of(at("2018-01-20T22:10"), NightSettings()) == date(2018, 1, 20)
    assert night_of(at("2018-01-21T00:20"), NightSettings()) == date(2018, 1, 20)
    assert night_of(at("2018-07-01T00:20"), NightSettings()) == date(2018, 6, 30)
    assert night_of(at("2018-01-21T15:00"), NightSettings()) is None


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory: pytest.TempPathFactory) -> County:
    declared = portal(section("zfwj", "政府文件", "政府文件"), section("dt", "动态", "动态信息"))
    with county(tmp_path_factory.mktemp("nights") / "home", declared) as made:
        made.begin()
        made.tell("zfwj", [Told("a.html")])
        made.tell("dt", [Told("b.html")])
        finish(made)
        made.next_night()
    return made


@pytest.fixture
def sample(two_nights: County, tmp_path: Path) -> Iterator[County]:
    with as_left(two_nights, tmp_path / "home") as made:
        yield made


def finish(made: County) -> None:
    """Ends the night and publishes, as a run does."""
    made.load()
    end_run(made.ledger, made.run_id, "complete", made.now)
    made.publish()


def check(home: Home, now: datetime) -> NightCheck:
    return check_nights(home, settings(home), now)


def settings(home: Home) -> Settings:
    return load_settings(home.root, {})


def aged(home: Home) -> None:
    """As if the home had been there since 2017."""
    long_ago = datetime(2017, 1, 1, tzinfo=UTC).timestamp()
    os.utime(home.sealed, (long_ago, long_ago))


def test_a_published_night_is_well(sample: County) -> None:
    found = check(sample.home, MORNING)
    assert (found.outcome, found.night, found.cause) == ("ok", date(2018, 1, 20), "")
    assert "2018-01-20 夜" in found.sentence


def test_the_night_after_is_missing(sample: County) -> None:
    found = check(sample.home, MORNING + DAY)
    assert (found.outcome, found.night, found.cause) == ("missing", date(2018, 1, 21), "night:missing")
    for part in (
        "2018-01-21 夜",
        "01-22 08:00",
        "gongkai serve",
        f"gongkai nightly --home {sample.home.root}",
    ):
        assert part in found.sentence


@pytest.mark.parametrize(
    ("began", "now", "called"),
    [
        ("2018-01-22T11:10", "2018-01-22T12:00", "2018-01-21 夜(01-22 11:10 补跑)"),
        ("2018-01-22T21:19", "2018-01-22T21:30", "2018-01-21 夜(01-22 21:19 补跑)"),
        ("2018-01-22T22:10", "2018-01-22T23:30", "2018-01-22 夜"),
    ],
)
def test_the_night_that_was_made_good_is_named_as_status_names_it(
    sample: County, began: str, now: str, called: str
) -> None:
    sample.now = at(began)
    sample.begin()
    sample.tell("dt", [Told("b.html")])
    finish(sample)
    found = check(sample.home, at(now))
    assert (found.outcome, found.sentence) == ("ok", f"{called}已抓取并公布")
    assert found.night == date(2018, 1, 21), "the night that was due"


def test_the_first_run_of_all_made_no_night_good(tmp_path: Path) -> None:
    with county(tmp_path / "home", portal(section("dt", "动态", "动态信息"))) as made:
        made.now = at("2018-01-20T21:19")
        made.begin()
        made.tell("dt", [Told("b.html")])
        finish(made)
    found = check(made.home, at("2018-01-20T21:40"))
    assert found.sentence == "01-20 21:19 起的一次运行已抓取并公布"


def test_before_the_deadline_nothing_is_missing_yet(sample: County) -> None:
    assert check(sample.home, at("2018-01-22T07:59")).outcome == "ok"


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        (("failed", "challenged"), "failed"),
        (("failed", "complete"), "ok"),
        (("failed", "empty"), "ok"),
        (("failed", "partial"), "ok"),
    ],
)
def test_failed_is_a_night_of_which_nothing_could_be_used(
    sample: County, outcomes: tuple[str, str], verdict: str
) -> None:
    for section_id, outcome in zip(("zfwj", "dt"), outcomes, strict=True):
        sample.tell(section_id, [], outcome=outcome)  # type: ignore[arg-type]
    finish(sample)
    found = check(sample.home, MORNING + DAY)
    assert found.outcome == verdict
    assert ("没有一个栏目读成" in found.sentence) == (verdict == "failed")


def test_a_run_begun_by_day_and_taken_up_in_the_night_is_the_night(sample: County) -> None:
    sample.now = at("2018-01-21T07:00")
    sample.begin()
    sample.now = at("2018-01-21T22:10")
    sample.tell("dt", [Told("b.html")])
    finish(sample)
    assert check(sample.home, MORNING + DAY).outcome == "ok"


def test_a_run_that_was_published_without_an_end_or_a_section_failed(sample: County) -> None:
    sample.begin()
    sample.publish()
    found = check(sample.home, MORNING + DAY)
    assert (found.outcome, found.cause) == ("failed", "night:unfinished")
    assert "没有结束" in found.sentence


def test_a_run_dated_by_a_clock_that_was_wrong_does_not_hide_missing_nights(sample: County) -> None:
    sample.now = at("2031-01-21T22:10")
    sample.tell("dt", [Told("b.html")])
    sample.load()
    sample.publish()
    assert check(sample.home, MORNING + DAY).outcome == "missing"


def test_what_a_night_said_when_it_ended_is_said(sample: County) -> None:
    error = f"数据目录 {sample.home.root} 所在磁盘已满"
    began = at("2018-01-21T22:10")
    keep_memory(sample.home, Memory(last_night=LastNight(began=began, error=error)), began)
    found = check(sample.home, MORNING + DAY)
    assert (found.outcome, found.cause[:12]) == ("failed", "night:error:")
    assert error in found.sentence
    assert check(sample.home, MORNING + 2 * DAY).outcome == "missing", "that was the night before"


def with_a_portal(home: Home) -> Home:
    home.create()
    (home.root / "portals").mkdir()
    (home.root / "portals" / "yunze.toml").write_text("", encoding="utf-8")
    return home


@pytest.mark.parametrize("made", ["not there", "a folder of something else", "made and left"])
def test_a_home_that_is_not_there_is_never_well(tmp_path: Path, made: str) -> None:
    home = Home(tmp_path / "home")
    if made == "a folder of something else":
        home.root.mkdir()
        (home.root / "notes.txt").write_text("")
    elif made == "made and left":
        home.create()
    found = check(home, datetime.now(UTC))
    assert found.outcome == "missing" and not found.is_well
    assert str(home.root) in found.sentence and "请检查路径" in found.sentence


def test_a_home_before_its_first_night(tmp_path: Path) -> None:
    home = with_a_portal(Home(tmp_path / "home"))
    now = datetime.now(UTC)
    found = check(home, now)
    assert found.outcome == "first" and found.is_well


def test_a_home_that_never_published_is_missing_once_a_night_was_due(tmp_path: Path) -> None:
    home = with_a_portal(Home(tmp_path / "home"))
    aged(home)
    found = check(home, MORNING)
    assert found.outcome == "missing" and "公布文件还不存在" in found.sentence


def test_a_published_file_that_is_gone_is_told(sample: County) -> None:
    aged(sample.home)
    sample.home.published.unlink()
    assert check(sample.home, MORNING).outcome == "missing"


def test_a_log_left_beside_the_file_is_told(sample: County) -> None:
    wal_of(sample.home.published).write_bytes(b"x")
    found = check(sample.home, MORNING)
    assert (found.outcome, found.cause) == ("failed", "file:log")
    assert "gongkai.duckdb.wal" in found.sentence and "gongkai republish" in found.sentence


@pytest.mark.parametrize(("form", "remedy"), [(1, "gongkai republish"), (99, "请升级程序")])
def test_a_file_of_another_version_is_told_as_such(sample: County, form: int, remedy: str) -> None:
    sample.home.published.chmod(0o644)
    with duckdb.connect(str(sample.home.published)) as file:
        file.execute(f"UPDATE meta SET schema_version = {form}")
    found = check(sample.home, MORNING)
    assert (found.outcome, found.cause) == ("failed", "file:form") and remedy in found.sentence


def test_a_damaged_file_is_told(sample: County) -> None:
    sample.home.published.chmod(0o644)
    with sample.home.published.open("r+b") as file:
        file.truncate(5000)
    found = check(sample.home, MORNING)
    assert (found.outcome, found.cause) == ("failed", "file:unreadable")
    assert "gongkai republish" in found.sentence and "\n" not in found.sentence


def test_a_folder_in_the_files_place_is_told(sample: County) -> None:
    sample.home.published.unlink()
    sample.home.published.mkdir()
    assert check(sample.home, MORNING).outcome == "failed"


def test_a_file_that_somebody_holds_for_writing_is_told(sample: County) -> None:
    sample.home.published.chmod(0o644)
    code = "import duckdb, sys\nheld = duckdb.connect(sys.argv[1])\nprint(1, flush=True)\nsys.stdin.read()"
    command = [sys.executable, "-c", code, str(sample.home.published)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        holder.stdout.readline()
        found = check(sample.home, MORNING)
        holder.stdin.close()
    assert found.outcome == "failed" and "以读写方式打开" in found.sentence


def test_it_works_while_a_run_holds_home_and_ledger(sample: County) -> None:
    with sample.home.locked(MORNING):
        assert check(sample.home, MORNING).outcome == "ok"


def test_it_works_without_work_and_writes_nothing(sample: County, tmp_path: Path) -> None:
    home = Home(tmp_path / "bare")
    home.root.mkdir()
    shutil.copy(sample.home.published, home.published)
    before = sorted(home.root.rglob("*"))
    assert check(home, MORNING).outcome == "ok"
    assert sorted(home.root.rglob("*")) == before


def test_a_file_that_is_another_database_is_told(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.root.mkdir()
    duckdb.connect(str(home.published)).close()
    assert check(home, NIGHT).outcome == "failed"
