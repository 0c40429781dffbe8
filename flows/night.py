"""A night, as a plain function: every portal from the top until known, one publication, one message."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flows.noting import noted
from flows.portals import find_portal
from flows.run import Surroundings, Wanted, close_runs, crawl_portal, summary_of
from flows.summary import Summary
from flows.telling import NightTold, tell_night
from flows.troubles import sentence_of
from scrapers.delivery.channels import Delivery
from warehouse.home import Home
from warehouse.settings import SettingsError, load_settings


def run_night(root: Path, portal_file: str | None = None, around: Surroundings | None = None) -> Summary:
    """Crawls and loads portal after portal, publishes once, tells people once. A night asked to stop
    publishes and tells nothing; one whose hours are over publishes what it has and is taken up again.

    A backfill under way gives way (flows/filling.py); the night waits for it to let go of the hosts.
    Raises PortalFileError, HomeBusy (also when another night is under way), HostBusy, HomeError.
    """
    around = around or Surroundings()
    home, now = Home(root), around.clock.now
    began, trouble, summary = now(), None, None
    with home.turn("nightly", began):
        try:
            summary = noted(home, "nightly", {}, now, partial(_night, home, portal_file, around))
        except Exception as error:  # noqa: BLE001 - people are told of it first, then it goes on its way
            trouble = error
    if trouble is not None:
        _tell(home, NightTold((), sentence_of(trouble), began), around)
        raise trouble
    assert summary is not None
    if not summary.interrupted:
        _tell(home, NightTold(summary.run_ids, None, began), around)
    return summary


def _night(home: Home, portal_file: str | None, around: Surroundings) -> Summary:
    portal = find_portal(home, portal_file)
    wanted = Wanted(portal, portal_file, portal.section, "nightly")
    crawled = [around.show.portal(portal, partial(crawl_portal, home, wanted, around))]
    if any(run.interrupted for run in crawled):
        return summary_of(wanted, crawled, None, interrupted=True)
    published = around.show.step("公布", partial(close_runs, home, crawled, around))
    return summary_of(wanted, crawled, published, interrupted=published is None)


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
