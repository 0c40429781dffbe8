"""One portal in one run, step by step: plain functions; `Show` decides how they are shown.

A run crawls section after section and loads what came of them, short ones together (flows/ahead.py). The
hosts are held while they are asked, the home only while something is loaded: a clerk's `republish` or another
portal's run goes on beside it.
Nothing here decides a figure.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from flows.ahead import Ahead
from flows.budget import allowed, in_turn, pause_of
from flows.home_page import crawl_home, reads_home
from flows.loading import load
from flows.portals import held_ids, keep_portal_file, manners_of
from flows.showing import Plain, Show
from flows.stopping import STOP
from flows.summary import Kind
from scrapers.crawl.readers import Here, ReaderBeside
from scrapers.crawl.revisit import RevisitPolicy
from scrapers.crawl.section import Crawl, CrawlPlace
from scrapers.crawl.stopped import CrawlStopped
from scrapers.crawl.years import Years
from scrapers.http.client import HttpClient, Stopped
from scrapers.http.clock import Clock, SystemClock
from scrapers.http.host_locks import HostBusy, hosts_held
from scrapers.http.manners import Manners
from scrapers.known import Known
from scrapers.package import Proof
from scrapers.portalfile import Portal, Section
from scrapers.vocabulary.outcomes import WHOLE
from warehouse.bounds import BoundRow
from warehouse.clock import set_right
from warehouse.decisions import take_home_decisions
from warehouse.home import Home, HomeBusy, HomeError, clear_errors
from warehouse.known import checked_items, known_of_section
from warehouse.layouts import note_written_layouts
from warehouse.ledger import held_ledger
from warehouse.portals import sync_portal
from warehouse.redaction import redactions_finished
from warehouse.runs import begin_run, started_at

if TYPE_CHECKING:
    from flows.progress import Reporter

PORTAL_ZONE = ZoneInfo("Asia/Shanghai")

LANES = 2
"""Sections crawled at a time where hosts are asked as fast as they answer."""

PATIENCE = 15 * 60.0
"""Seconds for which a run that has begun waits for the home or a host that another process holds."""


def now() -> datetime:
    """The present instant, aware, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run takes from outside its home; tests hand in their own, so that nobody waits for a clock."""

    manners: Callable[[Portal], Manners] = manners_of
    clock: Clock = field(default_factory=SystemClock)
    stop: threading.Event = STOP
    """Set when the run is asked to end."""
    reporter: Callable[[Sequence[Section]], Reporter] | None = None
    """Who is told how far the sections are; None: a bar each on stderr."""
    show: Show = field(default_factory=Plain)
    using_ledger: threading.Lock = field(default_factory=threading.Lock)
    """Held while a section reads or loads the ledger: several sections, and portals, may be crawled at a
    time."""
    said: set[str] = field(default_factory=set)
    """What was said of people's files: each of several portals meets it."""

    def say_once(self, sentences: Sequence[str]) -> None:
        """Says those that were not said yet."""
        for sentence in sentences:
            if sentence not in self.said:
                self.said.add(sentence)
                self.show.say(sentence)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read: which sections of which portal, and of which years where it is a backfill."""

    portal: Portal
    portal_file: str | None
    """As the person named it: a copy is kept in the home. None: the home's own."""
    sections: Sequence[Section]
    kind: Kind
    years: Years | None = None


@dataclass(slots=True)
class Run:
    """A run under way: its hosts are held, and it is begun in the ledger (or taken up again)."""

    home: Home
    portal: Portal
    sections: Sequence[Section]
    run_id: str
    crawl: Crawl
    reporter: Reporter
    show: Show
    using_ledger: threading.Lock
    ahead: Ahead
    proofs: dict[str, Proof] = field(default_factory=dict)
    bounds: Sequence[BoundRow] = ()
    """How many rows people expect of the sections."""
    turns: Sequence[Section] = ()
    """The sections in the order in which they are crawled."""
    paused: str = ""
    """Why the run goes on another time (its night window closed); empty while it goes on."""

    @property
    def interrupted(self) -> bool:
        """Whether somebody asked this run to stop."""
        return self.crawl.stop.is_set()

    @contextmanager
    def ledger(self) -> Iterator[DuckDBPyConnection]:
        """The ledger, with the home held meanwhile. Raises HomeBusy (also when the run is to stop while it
        waits), HomeError, LedgerError."""
        with self.using_ledger, ledger_of(self.home, self.crawl.now(), self.show, self.crawl.stop) as ledger:
            yield ledger


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a run has read when its sections are through, or it was ended early."""

    run_id: str | None
    """None: the run was asked to stop before it was begun."""
    portal: Portal
    sections: Sequence[Section]
    proofs: dict[str, Proof]
    interrupted: bool
    paused: str
    resumes_at: datetime | None = None
    """When a run whose budget was used up may go on; None where it was not that."""
    stuck: bool = False
    """Whether it was paused by a disk nearly full, which waiting does not mend."""

    @property
    def complete(self) -> bool:
        """Whether every section came out complete, or said itself that it is empty."""
        outcomes = [proof.outcome in WHOLE for proof in self.proofs.values()]
        return len(outcomes) == len(self.sections) and all(outcomes)


@contextmanager
def ledger_of(home: Home, at: datetime, show: Show, stop: threading.Event) -> Iterator[DuckDBPyConnection]:
    """The ledger, with the home held meanwhile; `show` is told when another holder is waited for, and when
    the ledger had to be brought to the present form.

    Raises HomeBusy (also when `stop` is set while it waits), HomeError, LedgerError.
    """
    with (
        home.locked(at, wait=PATIENCE, stop=stop, say=show.say),
        redactions_finished(home, at, show.say),
        held_ledger(home.ledger, show.say) as ledger,
    ):
        yield ledger


@contextmanager
def open_run(
    home: Home, wanted: Wanted, around: Surroundings, stop: threading.Event | None = None
) -> Iterator[Run]:
    """Holds the portal's hosts, loads what an earlier run left, begins or takes up the run; `stop` ends it
    (default: what stops everything). The caller holds the turn of its kind.

    Raises HostBusy, HomeBusy, HomeError, PortalFileError (an id that the ledger knows otherwise). A run that
    is left by an exception stays open in the ledger: the next one of its kind takes it up.
    """
    stop = stop or around.stop
    now, portal, kind = around.clock.now, wanted.portal, wanted.kind
    with (
        hosts_held(portal.hosts, now(), PATIENCE, stop, around.show.say),
        (around.reporter or _bars)(wanted.sections) as progress,
        HttpClient(portal.hosts, around.manners(portal), around.clock, stop) as client,
        ReaderBeside.for_manners(client.manners) or nullcontext(Here()) as read,
    ):
        with around.using_ledger, ledger_of(home, now(), around.show, stop) as ledger:
            portal = sync_portal(ledger, portal, held_ids(home))
            keep_portal_file(home, portal, wanted.portal_file)
            load(ledger, home, now())
            set_right(ledger, now())
            client.allowance = allowed(ledger, home, portal, kind, now(), around.show.say)
            run_id = begin_run(ledger, kind, portal.id, wanted.years, now())
            note_written_layouts(ledger, portal, run_id, now())
            begun_at = started_at(ledger, run_id)
            turns = in_turn(ledger, client, portal, wanted.sections)
            checked = checked_items(ledger, portal.id)
            with clear_errors(home.root):
                people = take_home_decisions(home, now())
        around.say_once(people.unreadable)
        crawl = Crawl(
            portal=portal,
            run_id=run_id,
            policy=RevisitPolicy(kind, now().astimezone(PORTAL_ZONE).date(), wanted.years),
            client=client,
            place=CrawlPlace(home.work, home.archive),
            checked=checked,
            now=now,
            stop=stop,
            progress=progress,
            read=read,
            begun_at=begun_at,
            others_come=len(wanted.sections) > 1,
        )
        yield Run(
            home,
            portal,
            wanted.sections,
            run_id,
            crawl,
            progress,
            around.show,
            around.using_ledger,
            Ahead(around.clock),
            bounds=people.bounds,
            turns=turns,
        )


def crawl_portal(
    home: Home, wanted: Wanted, around: Surroundings, stop: threading.Event | None = None
) -> Crawled:
    """All sections of one portal, crawled and loaded, nothing published. Raises what `open_run` does, and
    HomeError when packages cannot be written. Asked to stop while it waits for the hosts or first for the
    home, it was never begun; what it could not load because of that the next run does.
    """
    stop = stop or around.stop
    run: Run | None = None
    try:
        with open_run(home, wanted, around, stop) as run:
            crawl_sections(run)
            if reads_home(run):
                run.show.step("首页", partial(crawl_home, run))
    except (HostBusy, HomeBusy):
        if not stop.is_set():
            raise
    if run is None:
        return Crawled(None, wanted.portal, wanted.sections, {}, interrupted=True, paused="")
    pause = pause_of(run.crawl.client) if run.paused else (None, False)
    return Crawled(run.run_id, run.portal, run.sections, run.proofs, run.interrupted, run.paused, *pause)


def crawl_sections(run: Run) -> None:
    """One section after another where hosts are asked politely. Without a rate limit (pages are read beside)
    some at a time, so that hosts are asked while another section is loaded or its list is read.

    Raises what ended a section (`crawl_section`); no further one is begun then.
    """

    _crawl_each(run, run.turns or run.sections)
    again = [section for section in run.sections if section.id in run.crawl.alone]
    # Each had nothing to be compared with when it was read. What it was told is not asked again.
    _crawl_each(run, again, again=True)


def _crawl_each(run: Run, sections: Sequence[Section], again: bool = False) -> None:
    """These sections, in as many lanes as the hosts allow."""

    def crawl(place: int, section: Section) -> None:
        """One section, unless the run is to end; a fault goes on its way once no other lane begins anew."""
        if not (run.interrupted or run.paused or ended.is_set()):
            to_come = sections[place + 1 :]
            try:
                run.show.section(section, lambda: crawl_section(run, section, to_come, again))
            except BaseException:
                ended.set()
                raise

    ended = threading.Event()
    lanes = LANES if isinstance(run.crawl.read, ReaderBeside) else 1
    if lanes == 1:
        for place, section in enumerate(sections):
            crawl(place, section)
    else:
        with ThreadPoolExecutor(lanes, thread_name_prefix="section") as threads:
            # Each in a copy of this context: steps are shown as parts of the flow that began them.
            begun = [
                threads.submit(copy_context().run, crawl, place, section)
                for place, section in enumerate(sections)
            ]
        for one in begun:
            one.result()
    run.ahead.load(run)


def crawl_section(
    run: Run, section: Section, to_come: Sequence[Section] = (), again: bool = False
) -> Proof | None:
    """Crawls one section, and loads it unless it is short; what this run has already finished is not read
    again, unless `again`: its new proof stands in place of the first then. None: the run ends before the
    section does. `to_come`: the sections after it.

    Raises HomeError when packages cannot be written. A fault of the program is kept as the section's failure,
    so that the other sections go on: this is the one place where everything is caught.
    """
    start = run.ahead.start(run, section, to_come, again)
    proof = start if isinstance(start, Proof) else None
    if isinstance(start, Known):
        run.reporter.begin(section)
        try:
            with clear_errors(run.home.root):
                proof = run.crawl.section(section, start)
        except (CrawlStopped, Stopped) as stopped:
            run.paused = "" if run.interrupted else str(stopped)
        except (HomeError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - the documented boundary
            traceback.print_exc()
            with run.ledger() as ledger:
                load(ledger, run.home, run.crawl.now())
                known = known_of_section(ledger, section.id, run.run_id, now=run.crawl.now())
            proof = run.crawl.failed(section, known, f"程序错误({type(error).__name__}: {error})")
        run.ahead.crawled(run)
    if proof is not None:
        run.proofs[section.id] = proof
        run.reporter.end(section, proof)
    return proof


def _bars(sections: Sequence[Section]) -> Reporter:
    from flows.progress import Bars

    return Bars(sections)
