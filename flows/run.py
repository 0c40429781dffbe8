"""One run over one home, step by step: plain functions; Prefect tasks wrap them, they need no Prefect.

A run opens the home (lock, pending packages, portal), crawls section after section, loads after each, and
publishes once. Nothing here decides a figure.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from flows.loading import load
from flows.progress import Reporter
from flows.stopping import STOP
from scrapers.asking.clock import Clock, SystemClock
from scrapers.asking.manners import Manners
from scrapers.asking.web import Stopped, Web
from scrapers.crawl.readers import Here, Readers
from scrapers.crawl.scope import Scope
from scrapers.crawl.section import Crawl, CrawlPlace, Interrupted
from scrapers.package import Proof
from scrapers.portalfile import Portal, PortalFileError, Section, load_portal, portal_path
from warehouse.bounds import FILE_NAME as BOUNDS_FILE
from warehouse.bounds import BoundRow, read_bounds
from warehouse.home import Home, HomeError, clear_errors
from warehouse.known import checked_items, known_of_section, section_proof
from warehouse.ledger import open_ledger
from warehouse.portals import sync_portal
from warehouse.publish import publish
from warehouse.runs import begin_run, ending, started_at

PORTAL_ZONE = ZoneInfo("Asia/Shanghai")

LANES = 2
"""Sections crawled at a time where hosts are asked as fast as they answer."""

Kind = Literal["nightly", "backfill"]
Step = Callable[..., Any]
"""`step(name, function, *arguments)` runs one step of a run, and shows it under that name."""


@dataclass(slots=True)
class Run:
    """An open run: the home is locked, the ledger open, the run begun (or taken up again)."""

    home: Home
    ledger: DuckDBPyConnection
    portal: Portal
    sections: Sequence[Section]
    run_id: str
    crawl: Crawl
    reporter: Reporter
    proofs: dict[str, Proof] = field(default_factory=dict)
    bounds: Sequence[BoundRow] = ()
    """How many rows people expect of the sections."""
    paused: str = ""
    """Why the run goes on another time (its night window closed); empty while it goes on."""
    using_ledger: threading.Lock = field(default_factory=threading.Lock)
    """Held while a section reads or loads the ledger: several sections may be crawled at a time."""

    @property
    def interrupted(self) -> bool:
        """Whether somebody asked this run to stop."""
        return self.crawl.stop.is_set()

    @property
    def complete(self) -> bool:
        """Whether every section came out complete, or said itself that it is empty."""
        outcomes = [proof.outcome in ("complete", "empty") for proof in self.proofs.values()]
        return len(outcomes) == len(self.sections) and all(outcomes)


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run, for whoever started it; sections in the portal file's order."""

    run_id: str
    kind: Kind
    year: int | None
    complete: bool
    interrupted: bool
    published: Path | None
    sections: tuple[tuple[Section, Proof], ...]


def now() -> datetime:
    """The present instant, aware, UTC."""
    return datetime.now(UTC)


def manners_of(portal: Portal) -> Manners:
    """How a portal is asked, as its file says."""
    table = portal.manners
    return Manners(
        requests_per_second=table.requests_per_second,
        connections=table.connections,
        robots=table.robots,
        user_agent_contact=table.user_agent_contact,
        night_window=table.night_window,
        ca_files=table.ca_files,
        legacy_tls=frozenset(table.legacy_tls),
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run takes from outside its home; tests hand in their own, so that nobody waits for a clock."""

    manners: Callable[[Portal], Manners] = manners_of
    clock: Clock = field(default_factory=SystemClock)
    stop: threading.Event = STOP
    """Set when the run is asked to end."""


def find_portal(home: Home, name_or_file: str | None) -> Portal:
    """The portal file named, or the only one this home holds.

    Raises PortalFileError; also for a second portal in one home, whose figures would be added to the first's.
    """
    held = sorted((home.root / "portals").glob("*.toml"))
    if name_or_file:
        portal = load_portal(name_or_file)
        others = [path.stem for path in held if path.stem != portal.id]
        if others:
            raise PortalFileError(
                f"{home.root}: 数据目录中已有门户 {'、'.join(others)},数字会混在一起;"
                f"请为 {portal.id} 另用一个 --home"
            )
        return portal
    if len(held) != 1:
        many = f"有 {len(held)} 个门户:{'、'.join(p.stem for p in held)}" if held else "还没有门户"
        raise PortalFileError(f"{home.root}: 数据目录中{many};请用 --portal 指定门户文件")
    return load_portal(str(held[0]))


def chosen_sections(portal: Portal, ids: Sequence[str]) -> Sequence[Section]:
    """The sections of those ids, all when none is given. Raises PortalFileError for an unknown id."""
    if not ids:
        return portal.section
    by_id = {section.id: section for section in portal.section}
    for section_id in ids:
        if section_id not in by_id:
            known = "、".join(by_id)
            raise PortalFileError(f"--section {section_id}: 门户 {portal.id} 没有这个栏目;可用: {known}")
    return [by_id[section_id] for section_id in ids]


@contextmanager
def open_run(
    root: Path,
    portal_name: str | None,
    kind: Kind,
    reporter: Callable[[Sequence[Section]], Reporter],
    year: int | None = None,
    section_ids: Sequence[str] = (),
    surroundings: Surroundings | None = None,
) -> Iterator[Run]:
    """Locks the home, loads what an earlier run left, begins or takes up the run.

    Raises PortalFileError, HomeBusy, HomeError, DecisionsError (unreadable bounds). A run that is left by
    an exception stays open in the ledger: the next one of its kind takes it up.
    """
    around = surroundings or Surroundings()
    now = around.clock.now
    home = Home(root)
    portal = find_portal(home, portal_name)
    sections = chosen_sections(portal, section_ids)
    expected = read_bounds(home.overrides / BOUNDS_FILE)
    with (
        home.locked(now()),
        open_ledger(home.ledger) as ledger,
        reporter(sections) as progress,
        Web(portal.hosts, around.manners(portal), around.clock, around.stop) as web,
        Readers.for_manners(web.manners) or nullcontext(Here()) as read,
    ):
        _keep_portal_file(home, portal, portal_name)
        sync_portal(ledger, portal)
        load(ledger, home, now())
        run_id = begin_run(ledger, kind, portal.id, year, now())
        crawl = Crawl(
            portal=portal,
            run_id=run_id,
            scope=Scope(kind, now().astimezone(PORTAL_ZONE).date(), year),
            web=web,
            place=CrawlPlace(home.work, home.archive),
            checked=checked_items(ledger, portal.id),
            now=now,
            stop=around.stop,
            progress=progress,
            read=read,
            begun_at=started_at(ledger, run_id),
        )
        yield Run(home, ledger, portal, sections, run_id, crawl, progress, bounds=expected)


def execute(run: Run, step: Step) -> Summary:
    """The whole run: every section, then publishing. A run asked to stop publishes nothing; one whose night
    window closed publishes what it has and stays open, to be taken up again."""
    crawl_sections(run, step)
    published = not run.interrupted
    if published:
        step("发布", publish_run if run.paused else close_run, run)
    pairs = tuple((section, run.proofs[section.id]) for section in run.sections if section.id in run.proofs)
    return Summary(
        run_id=run.run_id,
        kind=run.crawl.scope.kind,
        year=run.crawl.scope.year,
        complete=run.complete,
        interrupted=not published,
        published=run.home.published if published else None,
        sections=pairs,
    )


def crawl_sections(run: Run, step: Step) -> None:
    """One section after another where hosts are asked politely. Without a rate limit (pages are read beside)
    some at a time, so that hosts are asked while another section is loaded or its list is read.

    Raises what ended a section (`crawl_section`); no further one is begun then.
    """

    def crawl(section: Section) -> None:
        """One section, unless the run is to end; a fault goes on its way once no other lane begins anew."""
        if not (run.interrupted or run.paused or ended.is_set()):
            try:
                step(f"栏目 {section.name}", crawl_section, run, section)
            except BaseException:
                ended.set()
                raise

    ended = threading.Event()
    lanes = LANES if isinstance(run.crawl.read, Readers) else 1
    if lanes == 1:
        for section in run.sections:
            crawl(section)
        return
    with ThreadPoolExecutor(lanes, thread_name_prefix="section") as threads:
        # Each in a copy of this context: steps are shown as parts of the flow that began them.
        begun = [threads.submit(copy_context().run, crawl, section) for section in run.sections]
    for one in begun:
        one.result()


def crawl_section(run: Run, section: Section) -> None:
    """Crawls and loads one section; what this run has already finished is not read again.

    Raises HomeError when packages cannot be written. A fault of the program is kept as the section's failure,
    so that the other sections go on: this is the one place where everything is caught.
    """
    with run.using_ledger:
        proof = section_proof(run.ledger, run.run_id, section.id)
        known = known_of_section(run.ledger, section.id, run.run_id, run.bounds) if proof is None else None
    if known is not None:
        run.reporter.begin(section)
        try:
            with clear_errors(run.home.root):
                proof = run.crawl.section(section, known)
        except (Interrupted, Stopped) as stopped:
            run.paused = "" if run.interrupted else str(stopped)
        except (HomeError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - the documented boundary
            traceback.print_exc()
            with run.using_ledger:
                load(run.ledger, run.home, run.crawl.now())
                known = known_of_section(run.ledger, section.id, run.run_id)
            proof = run.crawl.failed(section, known, f"程序错误({type(error).__name__}: {error})")
        with run.using_ledger:
            load(run.ledger, run.home, run.crawl.now())
    if proof is not None:
        run.proofs[section.id] = proof
        run.reporter.end(section, proof)


def close_run(run: Run) -> None:
    """Ends the run with its outcome and publishes."""
    with ending(run.ledger, run.run_id, "complete" if run.complete else "partial", run.crawl.now()):
        publish_run(run)


def publish_run(run: Run) -> None:
    """Publishes what the ledger holds; says on stderr which decisions of people did nothing, and a pause."""
    report = publish(run.home, run.ledger, run.crawl.now())
    for note in (*report.notes, *([f"{run.paused};其余栏目下次继续"] if run.paused else [])):
        print(note, file=sys.stderr)


def plainly(name: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """A step without Prefect."""
    return function(*arguments)


def _keep_portal_file(home: Home, portal: Portal, name_or_file: str | None) -> None:
    """A copy of the portal file in the home, so that later commands need not name it."""
    if name_or_file is None:
        return
    folder = home.root / "portals"
    folder.mkdir(exist_ok=True)
    aside = home.aside / f"{portal.id}.toml"
    aside.write_bytes(portal_path(name_or_file).read_bytes())
    aside.replace(folder / f"{portal.id}.toml")
