"""Whether the last night was: asked of the published file, without Prefect, also while a run is under way.

Silence is what this finds. It writes nothing, and needs nothing of `work/` but what the night said last.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import duckdb

from scrapers.oswords import reason
from warehouse import query
from warehouse.faults import unreadable
from warehouse.file_form import OtherForm
from warehouse.home import FileUnreadable, Home
from warehouse.ledger import TIME_ZONE, prepare
from warehouse.messages.memory import LastNight, read_memory
from warehouse.read_only import open_read_only
from warehouse.settings import NightSettings, Settings

ZONE = ZoneInfo(TIME_ZONE)
_DAY = timedelta(days=1)
_AHEAD = timedelta(hours=1)
"""So far a clock may have been set back since a run began."""
NOTHING_READ = "night:nothing"


@dataclass(frozen=True, slots=True)
class NightCheck:
    """What came of the last night that had to be published by now."""

    outcome: Literal["ok", "missing", "failed", "first"]
    """`first`: no night was due yet."""
    night: date
    """The day on which the night began (or had to)."""
    sentence: str
    """In Chinese: what, and what to do where it is not well."""
    cause: str = ""
    """What tells this cause from another, for people who were told it before; empty when all is well."""

    @property
    def is_well(self) -> bool:
        """Whether nobody has to do anything."""
        return self.outcome in ("ok", "first")


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A nightly run of the night, as the published file has it."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    section_count: int
    good_count: int
    partial_count: int


def last_due(now: datetime, night: NightSettings) -> tuple[datetime, datetime]:
    """The latest night whose deadline has passed at `now`: when it begins, by when it had to be published."""
    local = now.astimezone(ZONE)
    begin = datetime.combine(local.date(), night.begin, ZONE)
    while begin + night.room > local:
        begin -= _DAY
    return begin, begin + night.room


def night_of(began: datetime, night: NightSettings) -> date | None:
    """The day that names the night to which a run begun at `began` belongs; None for one begun by day."""
    local = began.astimezone(ZONE)
    begin = datetime.combine(local.date(), night.begin, ZONE)
    if local < begin:
        begin -= _DAY
    return begin.date() if local < begin + night.room else None


def night_day(instant: datetime, night: NightSettings) -> date:
    """The day that names the night to which an instant is reckoned: whatever is begun after a night's hour,
    until the next night's, also by day, makes that night good."""
    local = instant.astimezone(ZONE)
    return local.date() if local.time() >= night.begin else local.date() - _DAY


def night_words(day: str, by_day: datetime | None, is_first: bool) -> str:
    """What people call a night. `day`: as it is printed; `by_day`: when the run began that made it good,
    where that was by day; `is_first`: whether no night was before it, so that there was none to make good."""
    if by_day is None:
        return f"{day} 夜"
    began = f"{by_day.astimezone(ZONE):%m-%d %H:%M}"
    return f"{began} 起的一次运行" if is_first else f"{day} 夜({began} 补跑)"


def check_nights(home: Home, settings: Settings, now: datetime) -> NightCheck:
    """How the last due night stands. Never raises for anything about the home: what is wrong is told."""
    begin, deadline = last_due(now, settings.night)
    night = begin.date()
    if _all_retired(home):
        return NightCheck("ok", night, "门户都已停用,没有要抓取的")
    if nothing := _nothing_there(home):
        return NightCheck("missing", night, nothing, "home:empty")
    try:
        runs, first_run, first_night = _runs(home.published, begin, now)
    except OtherForm as error:
        return NightCheck("failed", night, str(error), "file:form")
    except FileUnreadable as error:
        return NightCheck("failed", night, str(error), "file:log")
    except duckdb.Error as error:
        return NightCheck("failed", night, unreadable(home.published, error), "file:unreadable")
    except OSError as error:
        words = f"{home.published} 无法读取({reason(error)});请检查磁盘和权限"
        return NightCheck("failed", night, words, "file:unreadable")
    if first_run is not None and now < first_run - _AHEAD:
        return NightCheck("failed", night, _wrong_clock(now, first_run), "clock:back")
    last = read_memory(home).last_night
    said = last if last and last.error and last.began >= deadline - _DAY else None
    since = min(_since(home, begin), first_run or begin)
    if not runs and not said and since >= begin:
        return NightCheck("first", night, "还没有到第一晚,没有可核对的")
    good = _made_good(runs, begin, first_night, settings.night)
    return judge(runs, night, deadline, said, f"--home {home.root}", good)


def _wrong_clock(now: datetime, first_run: datetime) -> str:
    """That the present clock cannot be right: by it every night is still to come, and all is well."""
    return (
        f"本机时钟是 {now.astimezone(ZONE):%Y-%m-%d %H:%M},早于这里的第一次运行"
        f"({first_run.astimezone(ZONE):%Y-%m-%d %H:%M});请校准本机时钟"
    )


def _made_good(
    runs: list[RunFacts] | None, begin: datetime, first: datetime | None, night: NightSettings
) -> str:
    """In words, the night of the last run of which something could be used; '' where there is none. A run
    from before `begin` was taken up in the night that began then."""
    good = [run.started_at for run in runs or () if run.good_count or run.partial_count]
    if not good:
        return ""
    began = max(good[-1], begin)
    by_day = None if night_of(began, night) else began
    return night_words(f"{night_day(began, night)}", by_day, began == first)


def _all_retired(home: Home) -> bool:
    """Whether every portal that the home holds is asked no more."""
    folder = home.root / "portals"
    return not any(folder.glob("*.toml")) and any((folder / "retired").glob("*.toml"))


def _nothing_there(home: Home) -> str:
    """That no home of ours is at that place: a mistyped path, or a disk that is not there, would be well for
    ever. '' where there is one."""
    if not home.root.is_dir():
        return f"数据目录 {home.root} 不存在;请检查路径,以及它所在的磁盘是否已挂上"
    if not home.published.exists() and not any((home.root / "portals").glob("*.toml")):
        return f"数据目录 {home.root} 里没有门户文件,也没有公布文件;请检查路径,或先运行 gongkai nightly"
    return ""


def judge(
    runs: list[RunFacts] | None,
    night: date,
    deadline: datetime,
    said: LastNight | None,
    where: str,
    good: str = "",
) -> NightCheck:
    """The verdict on a night from its runs (None: there is no published file) and what it said of itself.
    `good`: what people call the night of its last run that could be used."""
    named = f"{night:%Y-%m-%d} 夜"
    if any(run.good_count or run.partial_count for run in runs or ()):
        return NightCheck("ok", night, f"{good or named}已抓取并公布")
    again = f"请运行 gongkai nightly {where} 补跑"
    if said and said.error and not (runs and runs[-1].started_at > said.began):
        return NightCheck("failed", night, f"{named}没有完成:{said.error}", error_cause(said.error))
    if not runs:
        file = "公布文件还不存在" if runs is None else "公布文件里没有这一晚的运行记录"
        return NightCheck(
            "missing",
            night,
            f"{named}应在 {deadline:%m-%d %H:%M} 前公布,{file};"
            f"请检查 gongkai serve 是否在运行、机器当晚是否开着,再{again.removeprefix('请')}",
            "night:missing",
        )
    if runs[-1].finished_at is None:
        return NightCheck(
            "failed", night, f"{named}的运行没有结束,也没有读到栏目;{again}", "night:unfinished"
        )
    words = f"{named}没有一个栏目读成,数字沿用以前的;请看 gongkai status {where} 的说明"
    return NightCheck("failed", night, words, NOTHING_READ)


def error_cause(sentence: str) -> str:
    """What tells one error of a night from another: its words, without numbers, which differ each night."""
    return f"night:error:{hashlib.sha256(re.sub(r'[0-9]+', '', sentence).encode()).hexdigest()[:12]}"


def _runs(
    published: Path, begin: datetime, now: datetime
) -> tuple[list[RunFacts] | None, datetime | None, datetime | None]:
    """The night's runs, and when the first run of all and the first nightly one began; None when there is no
    published file.

    Raises StrayLog, duckdb.Error, OSError.
    """
    if not published.exists():
        return None, None, None
    with open_read_only(published) as reader:
        prepare(reader)
        runs = query.records(reader, "status/nights", RunFacts, begin=begin, now=now)
        first_night = query.value(reader, "status/first_night")
        return runs, query.value(reader, "status/first_run"), first_night


def _since(home: Home, otherwise: datetime) -> datetime:
    """Since when the home has been there at least, by its oldest folder; `otherwise` before it is there."""
    times = []
    for folder in (home.root, home.work):
        try:
            times += [entry.stat().st_mtime for entry in folder.iterdir() if entry.is_dir()]
        except OSError:
            continue
    return datetime.fromtimestamp(min(times), ZONE) if times else otherwise
