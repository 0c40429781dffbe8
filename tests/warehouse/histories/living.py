"""Living through a history: its nights one after the other, each published at the cost of what it changed and
held against a file that was built whole of the same ledger."""

from __future__ import annotations

import shutil
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from unittest.mock import patch

import duckdb
from duckdb import DuckDBPyConnection

from tests.warehouse.histories import striking
from tests.warehouse.histories.comparing import Difference, compared, ledgers_compared
from tests.warehouse.histories.happening import HAPPENINGS, Plan
from tests.warehouse.histories.world import beginning
from warehouse import handwritten, portal_names
from warehouse.clock import set_right
from warehouse.home import Home, HomeError
from warehouse.ledger import held_ledger, open_ledger
from warehouse.load import load_packages, sync_portal
from warehouse.publish import PublishReport, publish
from warehouse.runs import ending

FIRST = datetime(2017, 12, 10, 18, 0, tzinfo=UTC)
"""02:00 of 11 December 2017 in Beijing: the year ends within a history of thirty nights."""

LEFT_OUT = shutil.ignore_patterns("archive", "packages", "rejected", "reports", "*.lock")
"""What a publication does not read."""


@dataclass(frozen=True)
class Outcome:
    """What a publication came to: its report, or the sentence with which it was refused."""

    report: PublishReport | None
    refused: str = ""

    def said(self) -> list[str]:
        """What a person is told of it, the same whether it was built whole or not."""
        if self.report is None:
            return [self.refused]
        told = self.report
        return [
            f"{told.items} items, {told.figures} figures, {told.findings} findings",
            f"{told.unreadable} unreadable",
            f"content {told.content_sha256}",
            *told.notes,
        ]


@dataclass
class Lived:
    """What came of a history."""

    seed: int
    log: list[tuple[int, str, str]] = field(default_factory=list)
    """Night, happening, what was done."""
    nights: int = 0
    by_night: int = 0
    """Publications that were not built whole."""
    refused: int = 0
    why: Counter[str] = field(default_factory=Counter)
    """Why others were."""
    differences: list[Difference] = field(default_factory=list)
    fault: str = ""
    """What no publication may end with: anything but a sentence for people."""

    @property
    def well(self) -> bool:
        return not self.differences and not self.fault

    def __str__(self) -> str:
        """For who has to find out why: what differs, then what happened last."""
        kinds = f"{self.by_night} by what changed, {self.refused} refused"
        lines = [f"seed {self.seed}: {self.nights} nights, {kinds}"]
        lines += [f"  {times} whole: {why}" for why, times in sorted(self.why.items())]
        if not self.well:
            lines += [f"differs after night {self.nights - 1}", *map(str, self.differences), self.fault]
            lines += [f"  night {night}: {name}: {said}" for night, name, said in self.log]
        return "\n".join(line for line in lines if line)


class History:
    """A home, its world, and the nights that pass over it."""

    def __init__(self, root: Path, seed: int, items: int) -> None:
        """One seed in three has two portals, the others one."""
        self.root, self.seed, self.now = root, seed, FIRST
        self.world = beginning(Random(f"{seed} world"), items, 1 if seed % 3 else 2)
        self.home, self.kept = Home(root / "home"), root / "kept"
        self.home.create()
        self._session = ExitStack()
        self.ledger = self._opened()
        self.links: list[tuple[str, str]] = []
        """Portal and path of documents that link two others."""
        self.retired: set[str] = set()
        self.strike: striking.Strike | None = None
        """How tonight's publication is struck first."""
        self.tonight: datetime | None = None
        """What the clock says tonight, where it is wrong."""
        self.instants = 260
        """How many instants there were in the last publication at which one can be struck."""

    def live(self, plan: Plan) -> Lived:
        """Every night of the plan after a first one, which has no file to begin from; ends at the first that
        tells the two ways apart."""
        lived = Lived(self.seed)
        with patch.object(handwritten, "PAUSE", 0):
            for number, names in enumerate([[], *plan]):
                for name in names:
                    said = HAPPENINGS[name](self, Random(f"{self.seed} {number} {name}"))
                    if said:
                        lived.log.append((number, name, said))
                self._night(lived, Random(f"{self.seed} {number}"), last=number == len(plan))
                lived.nights += 1
                if not lived.well:
                    break
                if number % 5 == 1:
                    self._keep()
                self.now += timedelta(days=1)
        self._session.close()
        return lived

    def retire(self, portal_id: str) -> None:
        """A portal is asked no more, or again."""
        self.retired ^= {portal_id}
        portal_names.retire(self.ledger, portal_id, self.now if portal_id in self.retired else None)

    def _opened(self) -> DuckDBPyConnection:
        """The ledger, opened as a run opens it."""
        return self._session.enter_context(held_ledger(self.home.ledger))

    @contextmanager
    def closed(self) -> Iterator[Home]:
        """The home with its ledger closed, as other commands find it."""
        self._session.close()
        try:
            yield self.home
        finally:
            self.ledger = self._opened()

    def _keep(self) -> None:
        """A backup of the home as it stands."""
        self.ledger.execute("CHECKPOINT")
        shutil.rmtree(self.kept, ignore_errors=True)
        shutil.copytree(self.home.root, self.kept, ignore=LEFT_OUT)

    def _night(self, lived: Lived, chance: Random, last: bool) -> None:
        now = self.tonight or self.now
        set_right(self.ledger, now)
        for site in self.world.sites.values():
            sync_portal(self.ledger, site.file())
        outcomes = self.world.tell(self.home, self.ledger, now, chance)
        told = load_packages(self.ledger, self.home, now + timedelta(minutes=6))
        if told.rejected:
            lived.fault = f"rejected: {told.rejected}"
        with self.closed():  # a run lets go of it again and again
            pass
        if self.strike is not None and self.strike.kills:
            with self.closed() as home:
                striking.killed(home, now + timedelta(minutes=6), self.strike.at)
                with home.locked(now):  # takes away what the killed one left aside
                    pass
        with ending(self.ledger, outcomes, now + timedelta(minutes=6)):
            try:
                self._publications(lived, now, last)
            except (duckdb.Error, OSError, ArithmeticError, LookupError, ValueError) as error:
                lived.fault = "".join(traceback.format_exception(error)[-3:])
        self.strike = self.tonight = None

    def _publications(self, lived: Lived, now: datetime, last: bool) -> None:
        """The night's own in both ways, and before it one that comes to nothing."""
        if not lived.nights:
            publish(self.home, self.ledger, now + timedelta(minutes=7))
            return
        if self.strike is not None and not self.strike.kills:
            with striking.failing(self.strike.at):
                self._publish(self.home, self.ledger, now, whole=False)
        if self._published(lived, now, last):
            # As the sentence says that refuses it: the old file is moved elsewhere.
            for file in (self.home.published, self.home.published_sha256):
                file.unlink(missing_ok=True)
            if self._published(lived, now, last):
                lived.fault = "refused without an old file"

    def _published(self, lived: Lived, now: datetime, last: bool) -> bool:
        """Publishes in both ways; whether both were refused."""
        copy = Home(self.root / "copy")
        shutil.rmtree(copy.root, ignore_errors=True)
        self.ledger.execute("CHECKPOINT")
        shutil.copytree(self.home.root, copy.root, ignore=LEFT_OUT)
        copy.create()
        with open_ledger(copy.ledger) as ledger:
            whole = self._publish(copy, ledger, now, whole=True)
        with striking.counted() as instants:
            night = self._publish(self.home, self.ledger, now, whole=False)
        self.instants = instants.passed
        if night.said() != whole.said():
            only = [line for line in night.said() if line not in whole.said()]
            more = [line for line in whole.said() if line not in night.said()]
            lived.differences.append(Difference("what is said", only, more))
        if night.report is None:
            lived.refused += 1
            return whole.report is None
        lived.by_night += not night.report.whole
        if night.report.why_whole is not None:
            lived.why[night.report.why_whole] += 1
        if whole.report is not None:
            lived.differences += compared(self.home.published, copy.published, last)
            lived.differences += ledgers_compared(self.ledger, copy.ledger)
        return False

    def _publish(self, home: Home, ledger: DuckDBPyConnection, now: datetime, *, whole: bool) -> Outcome:
        try:
            return Outcome(publish(home, ledger, now + timedelta(minutes=7), whole=whole))
        except HomeError as error:
            return Outcome(None, str(error).replace(str(home.root), "HOME"))
