"""A night, as a plain function: every portal from the top until known, one publication, one message."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from flows.annual_reports import compare_reports
from flows.closing import close_runs, summary_of
from flows.holding import lost_words
from flows.housekeeping import keep_house
from flows.lanes import crawl_portals
from flows.noting import noted
from flows.portals import Names, Unread, asked_portals
from flows.renaming import finish_rename
from flows.run import Surroundings, Wanted
from flows.summary import Summary
from flows.telling import NightTold, tell_night
from flows.troubles import TROUBLES, sentence_of
from scrapers.delivery.channels import Delivery
from scrapers.portalfile import PortalFileError
from warehouse.home import Home
from warehouse.settings import SettingsError, load_settings


def run_night(root: Path, names: Names = None, around: Surroundings | None = None) -> Summary:
    """Crawls and loads the portals named (all that the home holds, where none is), publishes once, tells
    people once. A night asked to stop publishes and tells nothing; one whose hours are over publishes what it
    has and is taken up again. Of several portals the trouble of one is its own: the others are read, and it
    stands in `Summary.unread`; where not one could be read, it is raised.

    A backfill under way gives way (flows/filling.py); the night waits for it to let go of the hosts.
    Raises PortalFileError, HomeBusy (also when another night is under way), HostBusy, HomeError.
    """
    around = around or Surroundings()
    home, now = Home(root), around.clock.now
    began, trouble, summary = now(), None, None
    with home.turn("nightly", began):
        try:
            summary = noted(home, "nightly", {}, now, partial(_night, home, names, around))
        except Exception as error:  # noqa: BLE001 - people are told of it first, then it goes on its way
            trouble = error
    if trouble is not None:
        _tell(home, NightTold((), sentence_of(trouble), began), around)
        raise trouble
    assert summary is not None
    keep_house(home, now(), around.show.say)
    if not summary.interrupted:
        _tell(home, NightTold(summary.run_ids, None, began), around)
    return summary


def _night(home: Home, names: Names, around: Surroundings) -> Summary:
    finish_rename(home, around.show.say)
    asked, unread = asked_portals(home, names)
    for words in lost_words(home):
        around.show.say(words)
    wanted = [Wanted(one.portal, one.named, one.portal.section, "nightly") for one in asked]
    crawled, failed = crawl_portals(home, wanted, around) if wanted else ([], [])
    unread += failed
    if not crawled:
        raise trouble_of(unread)
    for one in unread:
        around.show.say(f"门户 {one.portal_id} 今晚没有读:{sentence_of(one.error)};其他门户照常抓取和公布")
    if any(run.interrupted for run in crawled):
        return summary_of(wanted[0], crawled, None, interrupted=True, unread=unread)
    published = around.show.step("公布", partial(close_runs, home, crawled, around, unread))
    if published is not None:
        compare_reports(home, around)
    return summary_of(wanted[0], crawled, published, interrupted=published is None, unread=unread)


def trouble_of(unread: Sequence[Unread]) -> Exception:
    """What to raise where not one portal could be read: the trouble of all; a wrong file only where there is
    no other."""
    others = [one.error for one in unread if not isinstance(one.error, PortalFileError)]
    first = (others or [one.error for one in unread])[0]
    if len(unread) == 1 or not isinstance(first, TROUBLES):
        return first
    return type(first)(";".join(dict.fromkeys(sentence_of(one.error) for one in unread)))


def _tell(home: Home, told: NightTold, around: Surroundings) -> None:
    """One message at most, with no lock held; what cannot be told costs the night nothing."""
    try:
        settings = load_settings(home.root)
    except SettingsError as error:
        around.show.say(f"没有发出通知:{error}")
        return
    for delivery in around.show.step("通知", partial(tell_night, home, settings, told, around.clock.now())):
        around.show.say(said(delivery))


def said(delivery: Delivery) -> str:
    """One line on what came of a message on one channel."""
    return (
        f"通知已发出:{delivery.channel}" if delivery.ok else f"通知没有发出:{delivery.channel}:{delivery.why}"
    )
