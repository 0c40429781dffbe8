"""What a run reads ahead of the ledger, and what it leaves to load: to open the ledger takes longer than a
short section does.

What is known of the sections to come is asked together, of so many at a time as memory is for and for so long
as it is fresh; what was crawled is loaded whenever the ledger is open anyway, and at the latest after some
pages or a minute. A package lies whole on the disk before: a kill loses nothing, the next run loads it first.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

from flows.loading import load
from scrapers.http.clock import Clock
from scrapers.known import Known
from scrapers.package import Proof
from scrapers.portalfile import Section
from warehouse.known import known_of_sections, rows_held, section_proofs

if TYPE_CHECKING:
    from flows.run import Run

SECTIONS = 32
"""Sections read ahead at a time, at most."""

ROWS = 3000
"""Rows that the sections read ahead hold, at most; one alone may hold more."""

FRESH = 120.0
"""Seconds for which what was read ahead is used: others may have worked in the home since."""

WAITS = 60.0
"""Seconds for which a package is left to be loaded with others."""

SMALL = 8_000_000
"""Bytes of packages, answers apart, that are left to be loaded with others: some four thousand pages, as many
as `warehouse.batches.TOGETHER` takes into memory at a time. They lie on the disk until then."""


@dataclass(slots=True)
class Ahead:
    """What one run has read ahead, and since when something waits to be loaded."""

    clock: Clock
    known: dict[str, Known] = field(default_factory=dict)
    read_at: float = 0.0
    waits_since: float | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held by the lane that looks, so that two do not ask the same."""
    loading: threading.Lock = field(default_factory=threading.Lock)
    """Held by the lane that finds that enough waits to be loaded."""

    def start(self, run: Run, section: Section, to_come: Sequence[Section], again: bool) -> Known | Proof:
        """What the crawl of a section starts from; its proof where the run is through with it (`again`: it is
        read once more all the same). `to_come`: the sections after it. Raises what `Run.ledger` and `load`
        do."""
        with self.lock:
            if self.clock.monotonic() - self.read_at > FRESH:
                self.known.clear()
            if section.id not in self.known:
                with run.ledger() as ledger:
                    self._load(ledger, run)
                    proofs = {} if again else section_proofs(ledger, run.run_id)
                    if section.id in proofs:
                        return proofs[section.id]
                    ids = _ids(section, to_come, rows_held(ledger, run.portal.id), proofs)
                    now = run.crawl.now()
                    self.known = known_of_sections(ledger, ids, run.run_id, run.bounds, now)
                    self.read_at = self.clock.monotonic()
            return self.known.pop(section.id)

    def crawled(self, run: Run) -> None:
        """Loads what waits, unless it is little and has not waited long."""
        if self.waits_since is None:
            self.waits_since = self.clock.monotonic()
        with self.loading:  # another lane that loads leaves little
            since = self.waits_since
            is_long = since is not None and self.clock.monotonic() - since > WAITS
            if is_long or bytes_waiting(run.home.packages) > SMALL:
                self.load(run)

    def load(self, run: Run) -> None:
        """Loads what waits. Raises what `Run.ledger` and `load` do."""
        if any(run.home.packages.iterdir()):
            with run.ledger() as ledger:
                self._load(ledger, run)

    def _load(self, ledger: DuckDBPyConnection, run: Run) -> None:
        self.waits_since = None  # before it is looked what there is: another lane may bring more meanwhile
        load(ledger, run.home, run.crawl.now())


def _ids(
    section: Section, to_come: Sequence[Section], held: Mapping[str, int], proofs: Mapping[str, Proof]
) -> list[str]:
    """The section, and of those to come so many as are read ahead with it."""
    ids, rows = [section.id], held.get(section.id, 0)
    for one in to_come:
        rows += held.get(one.id, 0)
        if len(ids) == SECTIONS or rows > ROWS:
            break
        if one.id not in proofs:
            ids.append(one.id)
    return ids


def bytes_waiting(packages: Path) -> int:
    """How much there is to load, answers apart; a package that another lane loads meanwhile is none of it."""
    size = 0
    for folder in packages.iterdir():
        with suppress(FileNotFoundError):
            size += sum(file.stat().st_size for file in folder.glob("*.jsonl"))
    return size
