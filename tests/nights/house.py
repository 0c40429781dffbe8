"""A home and a portal through several nights: runs them in this process without Prefect, reads what came
out."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pytest

from flows.filling import run_backfill
from flows.night import run_night
from flows.run import Surroundings, Wanted, crawl_portal
from flows.summary import Kind, Summary
from scrapers.address import canonical
from scrapers.crawl.years import Years
from scrapers.http.manners import Manners
from scrapers.package import Proof
from scrapers.portalfile import Section, load_portal
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.portal import Portal
from tests.portal.model import Item
from tests.portal.portalfile import portal_toml
from warehouse.home import Home
from warehouse.ledger import open_ledger

FAST = Manners(requests_per_second=10, connections=2, connect_timeout=1, read_timeout=0.4, total_timeout=0.75)
"""Ordinary manners with short timeouts; waits pass at once (`NightClock`)."""

Row = tuple[Any, ...]


class Quiet:
    """A reporter that says nothing; `at` is told every step a section makes, e.g. to set a stop."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections

    def __enter__(self) -> Quiet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def begin(self, section: Section) -> None: ...

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None: ...

    def end(self, section: Section, proof: Proof) -> None: ...


@dataclass(frozen=True)
class Night:
    """What one run brought: its summary, the questions it asked of the server, and the file it left."""

    summary: Summary
    asked: tuple[tuple[str, int], ...]
    """(address, status) of each request that the server saw."""
    file: Path
    longest_wait: float

    @property
    def proofs(self) -> dict[str, Proof]:
        """Section id → its proof."""
        return {section.id: proof for section, proof in self.summary.sections}

    @property
    def outcomes(self) -> dict[str, str]:
        """Section id → outcome."""
        return {section_id: proof.outcome for section_id, proof in self.proofs.items()}

    def rows(self, query: str, *values: object) -> list[Row]:
        """What a reader's question to the published file gives."""
        return self._reader.execute(query, list(values)).fetchall()

    @cached_property
    def _reader(self) -> duckdb.DuckDBPyConnection:
        """Opened once: the file is this night's own copy."""
        return opened(self.file)

    def fetch_outcomes(self, match: str) -> list[str]:
        """Outcomes of this run's questions whose address matches, without repetition, sorted."""
        found = self.rows(
            "SELECT DISTINCT outcome FROM fetches WHERE run_id = ? AND regexp_matches(url, ?) ORDER BY ALL",
            self.summary.run_id,
            match,
        )
        return [str(outcome) for (outcome,) in found]


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one section that was crawled and loaded."""

    proof: Proof
    run_id: str
    longest_wait: float


class House:
    """One portal, one home, and the nights that pass."""

    def __init__(
        self, portal: Portal, root: Path, sections: Sequence[str] = (), manners: Manners = FAST
    ) -> None:
        """`sections`: ids of the sections that the portal file declares; all when none is given."""
        self.portal, self.root, self.manners = portal, root, manners
        self.home = root / "home"
        self.ids = tuple(sections) or tuple(portal.world.sections)
        self.portal_file = root / "portal.toml"
        root.mkdir(parents=True, exist_ok=True)
        self.portal_file.write_text(toml_of(portal, self.ids), encoding="utf-8")
        self.nights = 0
        self.last: Night | None = None

    def copy_to(self, root: Path, portal: Portal | None = None) -> House:
        """The same home elsewhere, as it stands; `portal` may be another one of the same edition and seed."""
        shutil.copytree(self.root, root)
        other = House(portal or self.portal, root, self.ids, self.manners)
        other.nights, other.last = self.nights, self.last
        return other

    def night(
        self,
        kind: Kind = "nightly",
        years: Years | None = None,
        stop: threading.Event | None = None,
        gap: float = 1.0,
    ) -> Night:
        """One run, `gap` days after the last one."""
        clock, around = self._around(gap, stop)
        with proxied(self.portal):
            if kind == "nightly":
                summary = run_night(self.home, str(self.portal_file), around)
            else:
                assert years is not None
                summary = run_backfill(self.home, years, str(self.portal_file), (), around)
        asked = tuple((request.url, request.status) for request in self.portal.requests)
        kept = self.root / f"night-{self.nights}.duckdb"
        shutil.copyfile(self.home / "gongkai.duckdb", kept)
        self.last = Night(summary, asked, kept, clock.longest)
        return self.last

    def visit(self, section_id: str) -> Visit:
        """One section crawled and loaded as the next night would; nothing is published."""
        clock, around = self._around()
        portal = load_portal(str(self.portal_file))
        [section] = [section for section in portal.section if section.id == section_id]
        with proxied(self.portal):
            run = crawl_portal(
                Home(self.home), Wanted(portal, str(self.portal_file), [section], "nightly"), around
            )
        assert run.run_id is not None
        return Visit(run.proofs[section_id], run.run_id, clock.longest)

    def ledger_rows(self, query: str, *values: object) -> list[Row]:
        """What the ledger says, which nobody else has open."""
        with open_ledger(Home(self.home).ledger) as ledger:
            return ledger.execute(query, list(values)).fetchall()

    def _around(
        self, gap: float = 1.0, stop: threading.Event | None = None
    ) -> tuple[NightClock, Surroundings]:
        """The clock and the surroundings of the next night, before which no question has been asked."""
        clock = NightClock(FIRST_NIGHT + timedelta(days=self.nights * gap))
        self.nights += 1
        self.portal.forget_requests()
        return clock, Surroundings(lambda _: self.manners, clock, stop or threading.Event(), Quiet)

    def truth(self) -> list[Item]:
        """The county's items that the declared sections have listed."""
        return [item for item in self.portal.world.items.values() if set(item.sections) & set(self.ids)]


@dataclass(frozen=True, slots=True)
class Compared:
    """The published rows of the declared sections beside the county's truth, as sets of (section,
    address)."""

    lost: frozenset[tuple[str, str]]
    invented: frozenset[tuple[str, str]]
    wrong: frozenset[tuple[str, str]]
    """There, but with another title, day or unit than is true."""

    @property
    def right(self) -> bool:
        """Whether published and true rows are the same."""
        return not (self.lost or self.invented or self.wrong)


def compare(house: House, night: Night, counted: bool = True) -> Compared:
    """The rows that figures rest on (all rows when not `counted`) beside the truth of tonight."""
    told = {
        (str(section), canonical(str(url))): (title, day, unit)
        for section, url, title, day, unit in night.rows(
            "SELECT section_id, items.url, title, published_on, items.unit FROM item_sections"
            " JOIN items USING (item_id) WHERE left_at IS NULL AND (counted OR NOT ?)",
            counted,
        )
    }
    details = {section_id: house.portal.world.sections[section_id].details for section_id in house.ids}
    true: dict[tuple[str, str], tuple[str, date, str]] = {}
    loose = set()
    for item in house.truth():
        if item.withdrawn:
            continue
        for section_id in set(item.sections) & set(house.ids):
            key = section_id, item.canonical
            true[key] = (item.title, item.day, item.unit)
            if item.kind != "page" or not details[section_id]:
                loose.add(key)
    wrong = {
        key
        for key in told.keys() & true.keys()
        if (told[key][:2] != true[key][:2]) or (key not in loose and told[key][2] != true[key][2])
    }
    return Compared(
        frozenset(true.keys() - told.keys()), frozenset(told.keys() - true.keys()), frozenset(wrong)
    )


def figures(night: Night, *, with_age: bool = True) -> dict[tuple[int, str], Row]:
    """(year, code) → value and origin, and the instant they are of, of form `sections`."""
    age = ", as_of" if with_age else ""
    found = night.rows(f"SELECT year, code, value, origin{age} FROM figures WHERE form = 'sections'")
    return {(int(row[0]), str(row[1])): row[2:] for row in found}


def figure_items(night: Night) -> list[Row]:
    """The items behind each figure."""
    return night.rows("SELECT * FROM figure_items ORDER BY ALL")


def read(file: Path, query: str, *values: object) -> list[Row]:
    """Opens a published file as a reader does."""
    with opened(file) as connection:
        return connection.execute(query, list(values)).fetchall()


def opened(file: Path) -> duckdb.DuckDBPyConnection:
    """A reader's connection to a published file; days and instants as in Shanghai."""
    connection = duckdb.connect(str(file), read_only=True)
    connection.execute("SET TimeZone = 'Asia/Shanghai'")
    return connection


def toml_of(portal: Portal, ids: Sequence[str], per_second: int = 90) -> str:
    """The portal file of the county with those sections only, to be asked so often a second."""
    kept = {name: section for name, section in portal.world.sections.items() if name in ids}
    told = portal_toml(replace(portal.world, sections=kept))
    return told.replace("requests_per_second = 2000", f"requests_per_second = {per_second}")


@contextmanager
def proxied(portal: Portal) -> Iterator[None]:
    """The county's names lead to the portal on loopback, as `http_proxy` does for a user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("http_proxy", portal.proxy_url)
        patch.delenv("no_proxy", raising=False)
        patch.delenv("NO_PROXY", raising=False)
        yield
