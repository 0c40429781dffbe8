"""The home page of a portal in its night: wiring only."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from flows.loading import load
from scrapers.crawl.stopped import CrawlStopped
from scrapers.http.client import Stopped
from scrapers.package import HOME_SECTION
from warehouse.home import HomeError, clear_errors
from warehouse.known import home_is_read, known_of_section, link_outcomes

if TYPE_CHECKING:
    from flows.run import Run


def reads_home(run: Run) -> bool:
    """Whether this run reads the home page: one of a night, of a portal whose file does not say otherwise,
    that goes on."""
    wanted = run.crawl.policy.kind == "nightly" and run.portal.portal.home_links != "off"
    return wanted and not (run.interrupted or run.paused)


def crawl_home(run: Run) -> int:
    """Reads the home page, unless this run has, and asks whether what it links to opens; how many links were
    asked. Raises HomeError when nothing can be written.

    It comes after the sections, whose questions need not be asked twice, and keeps none of them from being
    complete: where the run is to end first, or the budget is used up, it is left to another night. Neither
    does a fault of the program: this is the one place where every such is caught.
    """
    from scrapers.crawl.home import RECENT, HomeCrawl  # of a portal that has it off nothing of it is needed

    with run.ledger() as ledger:
        if home_is_read(ledger, run.portal.id, run.run_id):
            return 0
        known = known_of_section(ledger, HOME_SECTION, run.run_id, now=run.crawl.now())
    asked = 0
    try:
        with clear_errors(run.home.root), HomeCrawl(run.crawl, known) as home:
            urls = home.read()
            with run.ledger() as ledger:
                since = run.crawl.now() - RECENT
                told = link_outcomes(ledger, run.portal, run.run_id, urls, since)
            asked = home.ask(told)
    except (CrawlStopped, Stopped) as stopped:
        if not run.interrupted:
            run.show.say(f"首页没有读完({stopped}),下一晚再读")
    except (HomeError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - the documented boundary
        traceback.print_exc()
        run.show.say(f"首页没有读成:程序错误({type(error).__name__}: {error})")
    with run.ledger() as ledger:
        load(ledger, run.home, run.crawl.now())
    return asked
