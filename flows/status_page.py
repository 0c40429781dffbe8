"""`gongkai status` on one screen: at most 40 lines of 100 cells, most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from flows.holding import WORDS as WORDS_OF_STATES
from flows.holding import holdings
from flows.run import PORTAL_ZONE
from flows.standing import Standing
from flows.width import WIDTH, broken, cells, cut
from scrapers.vocabulary.outcomes import OUTCOME_WORDS
from warehouse.matters import NO_HURRY, TOLD_EACH, Matter, ongoing, standing, streak_words
from warehouse.past_nights import WORDS, Streak, streaks
from warehouse.report.escaping import visible
from warehouse.status import SectionStatus, Status
from warehouse.watch import night_words

LINES = 38
"""Two of forty are left for what comes next."""
_SECTIONS, _NIGHTS = 8, 12
_STANDING = {**OUTCOME_WORDS, "never": "从未读取", "no_url": "没有网址"}
_GRAVE = ("challenged", "failed", "no_url", "never", "partial")


def status_page(page: Standing, status: Status, where: str = "") -> str:
    """What is to be done, the last nights, the sections. What finds no room is counted. `where`: what has to
    be typed behind each command that is named (`--home …`); empty where nothing has to."""
    built, as_of = _moment(status.built_at), _moment(status.data_as_of)
    root = page.home.root
    head = [f"公布于 {built},数据截至 {as_of};数据目录 {root}", *_portal_line(page)]
    head += _to_do(page.matters, f"{root}/", where)
    sections = _section_lines(status)
    room = min(LINES - len(head) - len(sections) - 2, _NIGHTS)
    lines = [*head, *_night_lines(status, max(room, 2)), *sections]
    return "\n".join(cut(visible(line)) for line in lines)


def _portal_line(page: Standing) -> list[str]:
    """How many portals stand how, where the home holds several."""
    found = holdings(page.home)
    if len(found) <= 1:
        return []
    counts = Counter(one.state for one in found)
    told = "、".join(f"{words} {counts[state]}" for state, words in WORDS_OF_STATES.items() if counts[state])
    return [f"门户 {len(found)} 个:{told}(gongkai portal list)"]


def _to_do(found: Sequence[Matter], root: str, where: str) -> list[str]:
    urgent = [matter for matter in found if matter.urgency < NO_HURRY]
    idle = [matter for matter in found if matter.urgency >= NO_HURRY]
    typed = f";下面的命令后面都加 {where}" if where else ""
    details = "(明细:公布文件的 台账.检查结果,或 gongkai status --json)"
    lines = broken(f"要处理的 {len(urgent)} 项,先急后缓{typed}{details}", most=2)
    for number, matter in enumerate(urgent, 1):
        lines += _matter_lines(number, matter, root)
    if idle:
        words = "、".join(visible(matter.sentence) for matter in idle)
        lines += broken(f"  不急,有空再核:{words}", most=2)
    return lines if found else ["没有要处理的事项"]


def _matter_lines(number: int, matter: Matter, root: str) -> list[str]:
    """One line; what is wrong with the home itself, a night, and a portal that was not read, is told whole on
    up to three. Paths as seen from the home."""
    text = f"{number:2}. {visible(matter.sentence).replace(root, '')}"
    todo = f" → {matter.todo}" if matter.todo else ""
    if matter.kind in ("night", *TOLD_EACH) or matter.kind.startswith("home:"):
        return broken(text + todo)
    return [cut(text, WIDTH - cells(todo)) + todo]


def _night_lines(status: Status, room: int) -> list[str]:
    """How many nights came to what; on `room` further lines the last one, and those that went wrong, newest
    first."""
    nights = status.nights
    if not nights:
        return ["夜间抓取:还没有过"]
    counts = Counter(night.outcome for night in nights)
    told = "、".join(f"{words} {counts[outcome]}" for outcome, words in WORDS.items() if counts[outcome])
    lines = [f"夜间抓取,最近 {len(nights)} 晚:{told}"]
    short = list(streaks(nights))
    if ongoing(status) is not None:
        short = short[1:]
    elif nights[-1].outcome == "complete":
        last = nights[-1]
        lines.append(f"  {night_words(f'{last.day:%m-%d}', last.by_day, last.is_first)}{WORDS['complete']}")
        room -= 1
    shown = short if len(short) <= room else short[: room - 1]
    lines += [f"  {streak_words(streak)}" for streak in shown]
    rest = short[len(shown) :]
    return [*lines, f"  {_rest(rest)}"] if rest else lines


def _rest(short: Sequence[Streak]) -> str:
    """Nights for whose reasons there is no room."""
    days = "、".join(
        f"{one.first:%m-%d}" if one.count == 1 else f"{one.first:%m-%d} 至 {one.last:%m-%d}" for one in short
    )
    return f"更早还有 {sum(one.count for one in short)} 晚(原因见 --json):{days}"


def _section_lines(status: Status) -> list[str]:
    """How many sections stand how, and those that are not well, worst first."""
    stands = [(standing(section) or section.outcome or "", section) for section in status.sections]
    counts = Counter(how for how, _ in stands)
    told = "、".join(f"{words} {counts[how]}" for how, words in _STANDING.items() if counts[how])
    short = sorted(
        ((how, section) for how, section in stands if how in _GRAVE),
        key=lambda told: (_GRAVE.index(told[0]), -(told[1].nights_missed or 0)),
    )
    lines = [f"栏目 {len(status.sections)} 个:{told}"]
    several = len({section.portal_id for section in status.sections}) > 1
    lines += [f"  {_whose(section, several)}{_section(how, section)}" for how, section in short[:_SECTIONS]]
    return [*lines, f"  等 {len(short)} 个"] if len(short) > _SECTIONS else lines


def _whose(section: SectionStatus, several: bool) -> str:
    return f"{section.portal_id} " if several else ""


def _section(how: str, section: SectionStatus) -> str:
    late = section.nights_missed or 0
    since = f",已 {late} 天没有完整读取" if late > 1 and how not in ("never", "no_url") else ""
    why = f":{section.reason}" if section.reason else ""
    return f"{section.section_id} {section.name} {_STANDING[how]}{since}{why}"


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(PORTAL_ZONE).strftime("%Y-%m-%d %H:%M") if moment else "—"
