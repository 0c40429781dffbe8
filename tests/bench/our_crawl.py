"""Crawl, read, archive and load of a portal by this program, in a process of its own; prints one JSON object.

http_proxy=… python -m tests.bench.our_crawl PORTAL.toml HOME
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from flows.portals import find_portal
from flows.run import Run, Surroundings, Wanted, crawl_sections, now, open_run
from scrapers.crawl.readers import ReaderBeside
from scrapers.package import Proof
from scrapers.portalfile import Section
from tests.bench.turns import peak_memory, processor_seconds
from warehouse.home import Home


class Silent:
    """A reporter that shows nothing; what it costs is no part of the measurement."""

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def begin(self, section: Section) -> None:
        """Nothing."""

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None:
        """Nothing."""

    def end(self, section: Section, proof: Proof) -> None:
        """Nothing."""


def crawl(portal: str, home: Path) -> dict[str, float | int | str]:
    """Seconds, pages asked, item pages read, outcome, and the largest memory held (MB)."""
    begun = time.perf_counter()
    around, place = Surroundings(reporter=lambda sections: Silent()), Home(home)
    wanted = Wanted(found := find_portal(place, portal), portal, found.section, "nightly")
    with place.turn("nightly", now()), open_run(place, wanted, around) as run:
        crawl_sections(run)
        pages, items = _loaded(run)
        beside = run.crawl.read.process if isinstance(run.crawl.read, ReaderBeside) else None
        megabytes = peak_memory() + (peak_memory(str(beside.id)) if beside is not None else 0)
    seconds = time.perf_counter() - begun
    return {
        "seconds": seconds,
        "pages": pages,
        "items": items,
        "outcome": ",".join(sorted({proof.outcome for proof in run.proofs.values()})),
        "processor": processor_seconds(),
        "megabytes": megabytes,
    }


def _loaded(run: Run) -> tuple[int, int]:
    with run.ledger() as ledger:
        asked = ledger.table("fetches").aggregate("count(*)").fetchall()[0][0]
        items = ledger.table("items").aggregate("count(*)").fetchall()[0][0]
    return int(asked), int(items)


if __name__ == "__main__":
    print(json.dumps(crawl(sys.argv[1], Path(sys.argv[2]))))
