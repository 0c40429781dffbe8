"""A trial of one section: crawled into a home that is thrown away; nothing is kept or published."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.closing import close_runs
from flows.portals import chosen_sections, find_portal
from flows.progress import Bars
from flows.run import Surroundings, Wanted, crawl_portal
from flows.stopping import until
from scrapers.package import Proof
from scrapers.portalfile import Section
from warehouse.home import Home
from warehouse.tried import TriedRow, tried_rows


class _Counting(Bars):
    """Bars that end the trial after so many pages."""

    def __init__(self, sections: Sequence[Section], stop: threading.Event, most: int) -> None:
        super().__init__(sections)
        self.pages = 0
        self._stop, self._most = stop, most

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None:
        """One more page."""
        self.pages += 1
        super().__call__(section_id, doing, done, total)
        if self.pages >= self._most:
            self._stop.set()


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial; `proof` is None where it was ended after so many pages, or before the first."""

    section: Section
    proof: Proof | None
    pages: int
    rows: list[TriedRow]
    paused: str
    """Why the portal could not be asked now; empty where it could."""


def try_section(
    root: Path, portal_file: str | None, section_id: str, pages: int, shown: int, around: Surroundings
) -> Tried:
    """Reads one section, at most about `pages` pages of it, and gives the newest `shown` items.

    Raises PortalFileError, HostBusy, HomeError.
    """
    portal = find_portal(Home(root), portal_file)
    [section] = chosen_sections(portal, [section_id])
    counted: list[_Counting] = []

    def reporter(sections: Sequence[Section]) -> _Counting:
        counted.append(_Counting(sections, stop, pages))
        return counted[-1]

    with tempfile.TemporaryDirectory(prefix="gongkai-try-") as folder, until(around.stop.is_set) as stop:
        home = Home(Path(folder))
        wanted = Wanted(portal, None, [section], "nightly")
        trial = replace(around, reporter=reporter)
        with home.turn("nightly", around.clock.now()):
            crawled = crawl_portal(home, wanted, trial, stop)
            if not counted:  # asked to stop while it waited for the hosts
                return Tried(section, None, 0, [], crawled.paused)
            close_runs(home, [crawled], trial)
        return Tried(
            section,
            crawled.proofs.get(section.id),
            counted[0].pages,
            tried_rows(home.published, shown),
            crawled.paused,
        )
