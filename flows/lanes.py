"""The portals of one night: those that share a host after each other, others some at a time; the trouble of
one is its own.

Two portals on one host are never asked at once: they are of one lane, and a host is locked besides.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from functools import partial

from flows.portals import Unread
from flows.progress import Bars, Named, Reporter
from flows.run import Crawled, Surroundings, Wanted, crawl_portal
from flows.troubles import TROUBLES, is_interrupted
from scrapers.crawl.readers import FAST
from scrapers.portalfile import Section
from warehouse.home import Home

AT_ONCE = 4
"""Portals crawled at a time: at the pace of polite crawls one process reads what four of them bring."""


def crawl_portals(
    home: Home, wanted: Sequence[Wanted], around: Surroundings
) -> tuple[list[Crawled], list[Unread]]:
    """Every portal, crawled and loaded, in the order wanted, and those that could not; nothing is published.

    One portal alone is crawled as by `crawl_portal`, and raises what that does.
    """
    if len(wanted) == 1:
        return [_shown(home, wanted[0], around)], []
    came: dict[str, Crawled | Unread] = {}

    def crawl(lane: Sequence[Wanted]) -> None:
        for one in lane:
            came[one.portal.id] = _apart(home, one, around)

    lanes = _open_first(lanes_of(wanted), around)
    at_once = min(_at_once(wanted, around), len(lanes))
    if at_once == 1:
        for lane in lanes:
            crawl(lane)
    else:
        with ThreadPoolExecutor(at_once, thread_name_prefix="portal") as threads:
            # Each in a copy of this context: portals are shown as parts of the flow that began them.
            begun = [threads.submit(copy_context().run, crawl, lane) for lane in lanes]
        for lane_end in begun:
            lane_end.result()
    told = [came[one.portal.id] for one in wanted]
    return [one for one in told if isinstance(one, Crawled)], [one for one in told if isinstance(one, Unread)]


def lanes_of(wanted: Sequence[Wanted]) -> list[list[Wanted]]:
    """The portals, those that share a host (also by way of a third) in one lane, in the order wanted."""
    lanes: list[tuple[set[str], list[Wanted]]] = []
    for one in wanted:
        hosts = set(one.portal.hosts)
        shared = [lane for lane in lanes if lane[0] & hosts]
        lanes = [lane for lane in lanes if not lane[0] & hosts]
        joined = sorted((each for _, lane in shared for each in lane), key=wanted.index)
        lanes.append((hosts.union(*(lane[0] for lane in shared)), [*joined, one]))
    return [lane for _, lane in sorted(lanes, key=lambda lane: wanted.index(lane[1][0]))]


def _open_first(lanes: list[list[Wanted]], around: Surroundings) -> list[list[Wanted]]:
    """Portals that may not be asked at this hour come last: by then they perhaps may be."""

    def closed(lane: list[Wanted]) -> bool:
        return not any(around.manners(one.portal).may_ask_at(around.clock.now()) for one in lane)

    return sorted(lanes, key=closed)


def _at_once(wanted: Sequence[Wanted], around: Surroundings) -> int:
    """How many lanes at a time; one where a host is asked so fast that reading is what takes long."""
    return 1 if any(around.manners(one.portal).interval < FAST for one in wanted) else AT_ONCE


def _apart(home: Home, wanted: Wanted, around: Surroundings) -> Crawled | Unread:
    """One of several portals; what is wrong with it is its own: the documented boundary."""
    if around.stop.is_set():
        return Crawled(None, wanted.portal, wanted.sections, {}, interrupted=True, paused="")
    own = replace(around, reporter=_reporter(wanted, around))
    try:
        return _shown(home, wanted, own)
    except Exception as error:
        if is_interrupted(error):
            raise
        if not isinstance(error, TROUBLES):
            traceback.print_exc()
        return Unread(wanted.portal.id, error)


def _shown(home: Home, wanted: Wanted, around: Surroundings) -> Crawled:
    return around.show.portal(wanted.portal, partial(crawl_portal, home, wanted, around))


def _reporter(wanted: Wanted, around: Surroundings) -> Callable[[Sequence[Section]], Reporter]:
    """Who is told how far the sections of one of several portals are. On a terminal a line per section:
    several portals' bars would draw over each other."""
    name, told = wanted.portal.portal.name, around.reporter
    if told is None:
        return lambda sections: Bars(sections, whose=name)
    return lambda sections: Named(told(sections), name)
