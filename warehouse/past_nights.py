"""The nights behind us: what came of each, by day, and those in a row that went wrong in the same way.

A night is named by the day on which it begins. Whatever is begun after that hour, until the next night
begins, belongs to it: who runs a failed night again by day, mends it (`warehouse.watch` reckons the same).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from scrapers.vocabulary.outcomes import OUTCOME_WORDS, READ, WHOLE
from warehouse.settings import NightSettings
from warehouse.watch import last_due, night_day, night_of

NIGHTS = 14
"""So many nights back are told."""

NightOutcome = Literal["complete", "partial", "failed", "unfinished", "missing"]
"""failed: not one section was read. unfinished: begun, and not ended or not published.
missing: not in the published file."""

WORDS: dict[NightOutcome, str] = {
    "complete": "全部读全",
    "partial": "没有全部读全",
    "failed": "一个栏目也没有读成",
    "unfinished": "没有运行完",
    "missing": "没有运行记录",
}
_NAMED = 3


@dataclass(frozen=True, slots=True)
class NightRun:
    """A nightly run."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    portal_id: str = ""


@dataclass(frozen=True, slots=True)
class NightReading:
    """What came of a section in it."""

    run_id: str
    section_id: str
    name: str
    outcome: str
    reason: str
    finished_at: datetime
    portal_id: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """How a night that published nothing ended, as it said itself."""

    began: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Night:
    """One night."""

    day: date
    outcome: NightOutcome
    reason: str
    """Why it is not complete, in Chinese; empty where it is."""
    sections: tuple[NightReading, ...] = ()
    """The last reading of each section."""
    by_day: datetime | None = None
    """When its last run began, where that was by day: run by hand, before the next night."""
    is_first: bool = False
    """Whether that run was the home's first, and no night before it that it could make good."""

    @property
    def likeness(self) -> object:
        """What two nights have in common that went wrong in the same way."""
        short = frozenset((one.section_id, one.outcome) for one in self.sections if one.outcome not in WHOLE)
        return self.outcome, short or self.reason


@dataclass(frozen=True, slots=True)
class Streak:
    """Nights in a row of one outcome and one reason."""

    first: date
    last: date
    outcome: NightOutcome
    reason: str
    count: int
    by_day: datetime | None = None
    """Of the last of them, as `Night.by_day`; so is `is_first`."""
    is_first: bool = False


def past_nights(
    runs: Sequence[NightRun],
    readings: Sequence[NightReading],
    first: datetime | None,
    night: NightSettings,
    now: datetime,
    said: Said | None = None,
    retired: Mapping[str, datetime] | None = None,
    firsts: Mapping[str, datetime] | None = None,
) -> tuple[Night, ...]:
    """The last nights, oldest first, from the first nightly run of all (`first`) to the night that is just
    over: whose time has passed, or that has ended already. None where no night was run yet. Of several
    portals a night is complete where each was read that was read in a night before, until it was
    retired; once all are, no night is told. `firsts`: the first night of each portal, also of one that none
    of these runs has read."""
    due = last_due(now, night)[0].date()
    ended = [night_day(run.started_at, night) for run in runs if run.finished_at is not None]
    last = max([due, *ended])
    begins = [night_day(at, night) for at in (first, said.began if said else None) if at is not None]
    if not begins:
        return ()
    days = [last - timedelta(days=back) for back in range(NIGHTS - 1, -1, -1)]
    each = _since(runs, night, retired or {}, firsts or {})
    days = [day for day in days if day >= min(begins) and not _is_over(day, each)]
    found = [_of_all(day, runs, readings, night, said, each) for day in days]
    return tuple(_by_day(one, runs, first, night, said) for one in found)


def _since(
    runs: Iterable[NightRun],
    night: NightSettings,
    retired: Mapping[str, datetime],
    firsts: Mapping[str, datetime],
) -> dict[str, tuple[date, date]]:
    """Of each portal the first and the last night in which it is to be read: of one retired the last in which
    it was."""
    days = {portal_id: [night_day(first, night)] for portal_id, first in firsts.items()}
    for run in runs:
        days.setdefault(run.portal_id, []).append(night_day(run.started_at, night))
    return {
        portal_id: (min(own), max(own) if portal_id in retired else date.max)
        for portal_id, own in days.items()
    }


def _is_over(day: date, each: Mapping[str, tuple[date, date]]) -> bool:
    """Whether by then every portal was retired: there is nothing to be read any more."""
    return bool(each) and all(last < day for _, last in each.values())


def _of_all(
    day: date,
    runs: Sequence[NightRun],
    readings: Sequence[NightReading],
    night: NightSettings,
    said: Said | None,
    each: Mapping[str, tuple[date, date]],
) -> Night:
    """The night of all portals that were to be read in it."""
    due = [portal_id for portal_id, (first, last) in each.items() if first <= day <= last]
    if len(due) <= 1:
        return _night(day, runs, readings, night, said)
    told = {
        portal_id: _night(
            day,
            [run for run in runs if run.portal_id == portal_id],
            [one for one in readings if one.portal_id == portal_id],
            night,
            said,
        )
        for portal_id in due
    }
    return _joined(day, told)


def _joined(day: date, told: Mapping[str, Night]) -> Night:
    """Several portals' nights as one: what is true of all of them, else that not all was read, and of which
    portals, each with why."""
    sections = tuple(one for night in told.values() for one in night.sections)
    short = {portal_id: night for portal_id, night in told.items() if night.outcome != "complete"}
    if not short:
        return Night(day, "complete", "", sections)
    if len(short) == len(told) and len({night.outcome for night in short.values()}) == 1:
        first = next(iter(short.values()))
        return Night(day, first.outcome, first.reason, sections)
    names = [f"门户 {portal_id}{WORDS[night.outcome]}:{night.reason}" for portal_id, night in short.items()]
    more = f";等 {len(names)} 个门户" if len(names) > _NAMED else ""
    return Night(day, "partial", ";".join(names[:_NAMED]) + more, sections)


def _by_day(
    one: Night, runs: Iterable[NightRun], first: datetime | None, night: NightSettings, said: Said | None
) -> Night:
    """The night, with when its last run began where that was by day."""
    began = [run.started_at for run in runs] + ([said.began] if said else [])
    last = max((at for at in began if night_day(at, night) == one.day), default=None)
    if last is None or night_of(last, night):
        return one
    return replace(one, by_day=last, is_first=last == (first or last))


def _night(
    day: date,
    runs: Iterable[NightRun],
    readings: Iterable[NightReading],
    night: NightSettings,
    said: Said | None,
) -> Night:
    read = {one.section_id: one for one in readings if night_day(one.finished_at, night) == day}
    taken_up = {one.run_id for one in read.values()}
    own = [run for run in runs if night_day(run.started_at, night) == day or run.run_id in taken_up]
    sections = tuple(read.values())
    if any(run.outcome == "complete" for run in own):
        return Night(day, "complete", "", sections)
    short = [one for one in sections if one.outcome not in WHOLE]
    if sections and all(one.outcome not in READ for one in sections):
        return Night(day, "failed", _why(short), sections)
    if short:
        return Night(day, "partial", _why(short), sections)
    if said is not None and night_day(said.began, night) == day:
        return Night(day, "unfinished", said.sentence, sections)
    if any(run.outcome in (None, "interrupted") for run in own):
        return Night(day, "unfinished", "运行被中断,或还在进行", sections)
    if own:
        return Night(day, "complete" if sections else "failed", "" if sections else "没有读到栏目", sections)
    return Night(day, "missing", "机器当晚没有开,或 gongkai serve 没有在运行")


def _why(short: Sequence[NightReading]) -> str:
    """Which sections, and on what most of them stumbled."""
    names = "、".join(one.name for one in short[:_NAMED]) + ("等" if len(short) > _NAMED else "")
    counts = Counter(one.outcome for one in short)
    told = "、".join(f"{OUTCOME_WORDS.get(name, name)} {count}" for name, count in counts.most_common())
    told = OUTCOME_WORDS.get(short[0].outcome, "") if len(counts) == 1 else f":{told}"
    reason, most = Counter(one.reason for one in short).most_common(1)[0]
    why = f";{reason}" if reason and (most > 1 or len(short) == 1) else ""
    return f"{len(short)} 个栏目({names}){told}{why}"


def streaks(nights: Sequence[Night]) -> tuple[Streak, ...]:
    """Nights that were not complete, those in a row that are alike as one; newest first. The reason is the
    newest night's."""
    found: list[list[Night]] = []
    for one in nights:
        if one.outcome == "complete":
            continue
        before = found[-1][-1] if found else None
        in_a_row = before and one.day - before.day == timedelta(days=1) and one.likeness == before.likeness
        if in_a_row:
            found[-1].append(one)
        else:
            found.append([one])
    return tuple(
        Streak(
            row[0].day,
            row[-1].day,
            row[-1].outcome,
            row[-1].reason,
            len(row),
            row[-1].by_day,
            row[-1].is_first,
        )
        for row in reversed(found)
    )
