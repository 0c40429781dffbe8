"""A backfill, as a plain function: it takes as many nights as it needs and gives way to each.

It goes on by itself when the night that it gave way to is over, or when the hours in which the portal may be
asked begin again. Each time it lets go of hosts and home whole and begins anew, as after a kill.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from flows.closing import close_runs, summary_of
from flows.forecasting import forecast, how_far
from flows.noting import noted
from flows.portals import chosen_sections, find_portal
from flows.renaming import finish_rename
from flows.run import (
    PORTAL_ZONE,
    Crawled,
    Surroundings,
    Wanted,
    crawl_portal,
)
from flows.stopping import until
from flows.summary import Summary
from scrapers.crawl.years import Years
from warehouse.home import Home, HomeBusy

AGAIN = 5.0
"""Seconds between two looks whether the night is over."""


def run_backfill(
    root: Path,
    years: Years,
    portal_file: str | None = None,
    section_ids: Sequence[str] = (),
    around: Surroundings | None = None,
) -> Summary:
    """Everything published in those years, crawled, loaded and published; resumable.

    Raises PortalFileError, HomeBusy (also when another backfill is under way), HostBusy, HomeError.
    """
    around = around or Surroundings()
    home = Home(root)
    finish_rename(home, around.show.say)
    portal = find_portal(home, portal_file)
    wanted = Wanted(portal, portal_file, chosen_sections(portal, section_ids), "backfill", years)
    one = years.to_year is None
    asked = {"year": years.first} if one else {"first": years.first, "last": years.last}
    again = {**asked, "portal": portal.id, "sections": list(section_ids)}
    with home.turn("backfill", around.clock.now()):
        return noted(home, "backfill", again, around.clock.now, partial(_rounds, home, wanted, around))


def _rounds(home: Home, wanted: Wanted, around: Surroundings) -> Summary:
    """Crawls until the sections are through, whoever else takes the hosts meanwhile."""
    show = around.show
    published: Path | None = None
    if not _said(around, lambda: forecast(home, wanted, around)):
        return summary_of(wanted, [], None, interrupted=True)
    while True:
        _wait_for_night(home, around)
        with until(lambda: around.stop.is_set() or home.whose_turn("nightly") is not None) as stop:
            crawled = show.portal(wanted.portal, partial(crawl_portal, home, wanted, around, stop))
        if crawled.interrupted or crawled.paused:
            _said(around, lambda: how_far(home, wanted, around))
        if around.stop.is_set():
            return summary_of(wanted, [crawled], published, interrupted=True)
        if crawled.interrupted:
            show.say("补抓让给今晚的抓取;已抓取的部分已保存,今晚抓取结束后自动继续")
            continue
        now_published = show.step("公布", partial(close_runs, home, [crawled], around))
        published = now_published or published
        if now_published is None or not crawled.paused:
            return summary_of(wanted, [crawled], published, interrupted=now_published is None)
        if crawled.stuck:
            return summary_of(wanted, [crawled], published, interrupted=False)
        _wait_for_hours(crawled, wanted, around)
        if around.stop.is_set():
            return summary_of(wanted, [crawled], published, interrupted=True)


def _said(around: Surroundings, words: Callable[[], str]) -> bool:
    """Says what the ledger knows; False when it was asked to stop while it waited for the home."""
    try:
        around.show.say(words())
    except HomeBusy:
        if not around.stop.is_set():
            raise
        return False
    return True


def _wait_for_night(home: Home, around: Surroundings) -> None:
    """Waits while a night is under way."""
    told = False
    while (whose := home.whose_turn("nightly")) and not around.stop.is_set():
        if not told:
            around.show.say(f"今晚的抓取正在进行({whose}),补抓等它结束后自动开始")
            told = True
        around.clock.sleep(AGAIN, around.stop)


def _wait_for_hours(crawled: Crawled, wanted: Wanted, around: Surroundings) -> None:
    """Waits until the portal may be asked again, and there is a budget for it."""
    manners, clock = around.manners(wanted.portal), around.clock
    if crawled.resumes_at is not None:
        _wait_until(crawled, crawled.resumes_at, around)
    if manners.night_window is None or manners.may_ask_at(clock.now()):
        return
    opens = next_opening(manners.night_window[0], clock.now())
    around.show.say(
        f"{crawled.paused};已抓取的部分已公布,{opens.astimezone(PORTAL_ZONE):%m月%d日 %H:%M} 自动继续"
    )
    while not (manners.may_ask_at(clock.now()) or around.stop.is_set()):
        # In short naps, each with a new look at the clock: a machine may sleep, or its clock be set.
        left = next_opening(manners.night_window[0], clock.now()) - clock.now()
        clock.sleep(min(left.total_seconds(), 60.0), around.stop)


def _wait_until(crawled: Crawled, at: datetime, around: Surroundings) -> None:
    """Waits for the next night's budget, in short naps."""
    around.show.say(
        f"{crawled.paused};已抓取的部分已公布,{at.astimezone(PORTAL_ZONE):%m月%d日 %H:%M} 自动继续"
    )
    while around.clock.now() < at and not around.stop.is_set():
        around.clock.sleep(min((at - around.clock.now()).total_seconds(), 60.0), around.stop)


def next_opening(opens: time, now: datetime) -> datetime:
    """The next instant after `now` at which it is that time of day in the portal's zone."""
    today = now.astimezone(PORTAL_ZONE)
    at = datetime.combine(today.date(), opens, PORTAL_ZONE)
    return at if at > today else at + timedelta(days=1)
