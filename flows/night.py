"""A night, as a plain function: every portal of the home from the top until known, one publication."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flows.noting import noted
from flows.portals import find_portal
from flows.run import Summary, Surroundings, Wanted, close_runs, crawl_portal, summary_of
from warehouse.home import Home


def run_night(root: Path, portal_file: str | None = None, around: Surroundings | None = None) -> Summary:
    """Crawls and loads portal after portal, then publishes once. A night asked to stop publishes nothing; one
    whose hours are over publishes what it has and is taken up again.

    A backfill under way gives way (flows/filling.py); the night waits for it to let go of the hosts.
    Raises PortalFileError, HomeBusy (also when another night is under way), HostBusy, HomeError.
    """
    around = around or Surroundings()
    home = Home(root)
    now = around.clock.now
    with home.turn("nightly", now()):
        return noted(home, "nightly", {}, now, partial(_night, home, portal_file, around))


def _night(home: Home, portal_file: str | None, around: Surroundings) -> Summary:
    portal = find_portal(home, portal_file)
    wanted = Wanted(portal, portal_file, portal.section, "nightly")
    crawled = [around.show.portal(portal, partial(crawl_portal, home, wanted, around))]
    if any(run.interrupted for run in crawled):
        return summary_of(wanted, crawled, None)
    published = around.show.step("发布", partial(close_runs, home, crawled, around))
    return summary_of(wanted, crawled, published)
