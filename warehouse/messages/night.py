"""Whether people are told, and of what: a new cause, one that is over, the first night, a month's last one.

Pure but for reading the published file and the memory: what is sent, and what is remembered once it was, come
out as values. A cause that was told is not told again until it is over or grows worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scrapers.delivery.channels import Message
from warehouse.home import Home, HomeError
from warehouse.messages.causes import FILE, NIGHT, Cause, of_upkeep
from warehouse.messages.compose import Said, compose
from warehouse.messages.facts import NightFacts, read_facts
from warehouse.messages.memory import LastNight, Memory, ToldCause, read_memory
from warehouse.settings import Settings
from warehouse.upkeep import upkeep
from warehouse.watch import ZONE, NightCheck, error_cause, night_of


@dataclass(frozen=True, slots=True)
class NightTold:
    """How a night ended: the runs that it published, or why it published nothing."""

    run_ids: tuple[str, ...]
    error: str | None
    """One sentence for people; None when the night was published."""
    began: datetime


@dataclass(frozen=True, slots=True)
class MessagePlan:
    """What to send, if anything, and what is remembered when it was sent (or waits for its channel)."""

    message: Message | None
    memory: Memory


def night_message(home: Home, settings: Settings, told: NightTold, now: datetime) -> MessagePlan:
    """What a night gives to say. Never raises for what it finds in the home: that is said then."""
    memory = read_memory(home).model_copy(
        update={"last_night": LastNight(began=told.began, error=told.error)}
    )
    facts: NightFacts | None = None
    if told.error is not None:
        present = [_error(told.error, home)]
    else:
        try:
            facts = read_facts(home, told.run_ids, told.began)
            present = [*facts.causes, *of_upkeep(upkeep(home, settings, now))]
        except HomeError as error:
            present = [Cause(f"{FILE}unreadable", str(error), level=2)]
    return plan(memory, present, facts, settings, told, now, home)


def plan(
    memory: Memory,
    present: Sequence[Cause],
    facts: NightFacts | None,
    settings: Settings,
    told: NightTold,
    now: datetime,
    home: Home,
) -> MessagePlan:
    """The message of a night with these causes. Without facts nothing is known to be over."""
    night = night_of(told.began, settings.night)
    named = night or told.began.astimezone(ZONE).date()
    key = f"{named} 夜" if night else f"{told.began.astimezone(ZONE):%Y-%m-%d %H:%M} 起的一次运行"
    if memory.sent_night == key:
        return MessagePlan(None, memory)  # one message a night; what came up since is new tomorrow as well
    first = facts is not None and not memory.month
    month = _month_due(named, memory.month) if facts else ""
    new = [cause for cause in present if _is_new(cause, memory)]
    over = _over(memory, present, everything=facts is not None)
    if not (new or over or first or month):
        return MessagePlan(None, memory)
    still = [cause for cause in present if not _is_new(cause, memory)]
    said = Said(
        night=key,
        new=new,
        over=over,
        still_count=len(still),
        facts=facts,
        is_first=first,
        month=month,
        error=told.error,
        home=str(home.root),
    )
    update = {
        "told": _remember(memory, new, over, now),
        "sent_night": key,
        "month": month or memory.month or (_month_before(named) if first else ""),
    }
    return MessagePlan(compose(said), memory.model_copy(update=update))


def check_message(home: Home, check: NightCheck, now: datetime) -> MessagePlan:
    """What the watchdog's finding gives to say: a cause once, and once that it is over."""
    memory = read_memory(home)
    of_nights = {key: told for key, told in memory.told.items() if key.startswith((NIGHT, FILE))}
    if check.is_well:
        over = list(of_nights.values()) if check.outcome == "ok" else []
        new: list[Cause] = []
    else:
        cause = Cause(check.cause, check.sentence, level=2)
        new, over = ([cause] if _is_new(cause, memory) else []), []
    if not (new or over):
        return MessagePlan(None, memory)
    said = Said(
        night=f"{check.night} 夜",
        new=new,
        over=over,
        still_count=len(memory.told) - len(over),
        home=str(home.root),
        is_check=True,
    )
    kept = _remember(memory, new, over, now)
    return MessagePlan(compose(said), memory.model_copy(update={"told": kept}))


def _error(sentence: str, home: Home) -> Cause:
    todo = f"请按上面这句话处理;处理后运行 gongkai nightly --home {home.root} 补跑,不补跑则下一晚继续"
    return Cause(error_cause(sentence), sentence, todo, level=2)


def _is_new(cause: Cause, memory: Memory) -> bool:
    """Whether a cause was not told yet, or has grown worse since."""
    before = memory.told.get(cause.key)
    return before is None or cause.level > before.level or cause.mark > before.mark


def _over(memory: Memory, present: Iterable[Cause], everything: bool) -> list[ToldCause]:
    """Causes that were told and are no more; none unless everything that can be known is."""
    if not everything:
        return []
    keys = {cause.key for cause in present}
    return [told for key, told in memory.told.items() if key not in keys]


def _remember(
    memory: Memory, new: Iterable[Cause], over: Iterable[ToldCause], now: datetime
) -> dict[str, ToldCause]:
    gone = {id(told) for told in over}
    kept = {key: told for key, told in memory.told.items() if id(told) not in gone}
    for cause in new:
        before = memory.told.get(cause.key)
        since = before.since if before else now
        kept[cause.key] = ToldCause(level=cause.level, mark=cause.mark, sentence=cause.sentence, since=since)
    return kept


def _month_due(night: date, told: str) -> str:
    """The month whose end is to be told: on its last night, or on the next one that can; else empty."""
    if (night + timedelta(days=1)).month != night.month:
        month = f"{night:%Y-%m}"
        return month if month > told else ""
    before = _month_before(night)
    return before if told and before > told else ""


def _month_before(night: date) -> str:
    return f"{night.replace(day=1) - timedelta(days=1):%Y-%m}"
