"""What a person has to do, most urgent first: one line a kind of matter, its units counted and not listed.

Each open finding stands in one matter, and each matter is told once: what the sections say themselves
(`section-incomplete`) is told of the sections, what the nights say of the nights. The words are data:
`matters.csv`.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrapers.http.allowance import GOES_ON
from warehouse.past_nights import WORDS as NIGHT_WORDS
from warehouse.past_nights import Streak, streaks
from warehouse.status import SectionStatus, Status, WaitingFinding
from warehouse.watch import night_words

NO_HURRY = 9
"""Urgency of what may wait; 0 is what stops the nights or the publication."""

TOLD_ELSEWHERE = frozenset({"section-incomplete", "decisions-unreadable"})
"""Findings that are told of the sections, and of people's files as they are now."""

TOLD_EACH = frozenset({"portal-unread"})
"""Findings each of which is a matter of its own, in the words of its message."""
_BY_BUDGET = 5
"""Urgency of a night that its budget ended."""

_LONG = 3
"""From so many days on, a section that is only partly read is a person's matter."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that a person has to do."""

    kind: str
    """Stable: `home:…`, `night`, `section:OUTCOME`, else the check's id."""
    urgency: int
    count: int
    sentence: str
    """What, in Chinese, its units counted."""
    todo: str
    """The command or file to use; empty where the sentence says it."""
    findings: tuple[WaitingFinding, ...] = ()
    """All of them."""


@dataclass(frozen=True, slots=True)
class _Words:
    urgency: int
    sentence: str
    """`{n}`: how many findings; `{subjects}`: of how many pages, names, years they are; `{last}`: the last of
    these; `{message}`: what the first says. Empty for what may always wait."""
    todo: str
    short: str
    """What it is called where it may wait."""


def _table() -> dict[str, _Words]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return {
            row["kind"]: _Words(int(row["urgency"]), row["sentence"], row["todo"], row["short"])
            for row in csv.DictReader(file)
        }


KINDS = _table()
"""By check, and by how a section stands (`section:OUTCOME`)."""


def matters(status: Status, of_home: Sequence[Matter] = ()) -> tuple[Matter, ...]:
    """Everything open, most urgent first. `of_home`: what is wrong with the home itself, in order."""
    waiting = [one for one in status.waiting if not _is_told(one, of_home)]
    found = [*of_home, *_of_last_night(status), *_of_sections(status.sections), *_of_findings(waiting)]
    return tuple(sorted(found, key=lambda matter: matter.urgency))


def ongoing(status: Status) -> Streak | None:
    """The failed nights in a row that reach to the last one: a person's matter, and told as such."""
    newest = next(iter(streaks(status.nights)), None)
    if newest is None or newest.outcome == "partial" or newest.last != status.nights[-1].day:
        return None
    return newest


def standing(section: SectionStatus) -> str | None:
    """How a section stands that is not well; None where the last reading was whole."""
    if section.outcome in ("complete", "empty"):
        return None
    return section.outcome or ("never" if section.url else "no_url")


def streak_words(streak: Streak) -> str:
    """Which nights, and why."""
    first, last = f"{streak.first:%m-%d}", f"{streak.last:%m-%d}"
    days = (
        night_words(last, streak.by_day, streak.is_first)
        if streak.count == 1
        else f"{first} 至 {last} 连续 {streak.count} 晚"
    )
    return f"{days}{NIGHT_WORDS[streak.outcome]}:{streak.reason}"


def _of_last_night(status: Status) -> list[Matter]:
    streak = ongoing(status)
    if streak is None:
        return []
    if streak.reason.endswith(GOES_ON):
        todo = "不用补跑;总有栏目读不到的,改大 gongkai.toml 的 [budget]"
        return [Matter("night", _BY_BUDGET, streak.count, streak_words(streak), todo)]
    return [Matter("night", 0, streak.count, streak_words(streak), "处理后运行 gongkai nightly 补跑")]


def _of_sections(sections: Iterable[SectionStatus]) -> list[Matter]:
    counts = Counter(
        f"section:{stands}"
        for section in sections
        if (stands := standing(section)) and (stands != "partial" or (section.nights_missed or 0) >= _LONG)
    )
    return [
        Matter(kind, words.urgency, counts[kind], words.sentence.format(n=counts[kind]), words.todo)
        for kind, words in KINDS.items()
        if counts[kind]
    ]


def _of_findings(waiting: Iterable[WaitingFinding]) -> list[Matter]:
    by_check: dict[str, list[WaitingFinding]] = {}
    for finding in waiting:
        if finding.check_id not in TOLD_ELSEWHERE:
            by_check.setdefault(finding.check_id, []).append(finding)
    each = [_of_check(kind, (one,)) for kind in TOLD_EACH for one in by_check.pop(kind, ())]
    return [*each, *(_of_check(check_id, tuple(found)) for check_id, found in by_check.items())]


def _is_told(finding: WaitingFinding, of_home: Iterable[Matter]) -> bool:
    """Whether what is wrong with the home says it already: a portal was not read, its file being as it is."""
    return finding.check_id in TOLD_EACH and any(finding.message.endswith(one.sentence) for one in of_home)


def _of_check(check_id: str, found: tuple[WaitingFinding, ...]) -> Matter:
    """One matter a check, by its gravest findings."""
    grave = [one for one in found if one.severity != "info" and one.outcome != "not_assessable"]
    words = KINDS.get(check_id)
    if not grave or (words is not None and not words.sentence):
        short = words.short if words else check_id
        return Matter(check_id, NO_HURRY, len(found), f"{short} {len(found)} 项", "", found)
    if words is None:
        worst = min(grave, key=lambda one: one.severity)
        sentence = f"{check_id} {len(grave)} 项,例如 {worst.message}"
        return Matter(check_id, 5, len(grave), sentence, "", found)
    subjects = sorted({one.subject for one in grave})
    sentence = words.sentence.format(
        n=len(grave), subjects=len(subjects), last=subjects[-1].split()[-1], message=grave[0].message
    )
    return Matter(check_id, words.urgency, len(grave), sentence, words.todo, found)
