"""What is remembered of sections from run to run: a real ledger, loaded by the real loader, without a disk.
And whole runs over one section."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from scrapers.crawl.revisit import RevisitPolicy
from scrapers.crawl.section import Crawl, CrawlPlace
from scrapers.known import Known
from scrapers.package import Proof
from scrapers.portalfile import Portal
from tests.scrapers.crawl.site import BEGIN, NIGHT, TODAY, FakeClient, Section, portal
from warehouse.home import Home
from warehouse.known import checked_items, known_of_section
from warehouse.ledger import open_ledger, prepare
from warehouse.load import load_packages
from warehouse.portals import sync_portal
from warehouse.runs import begin_run, ending

Rows = dict[str, dict[str, Any]]
"""By item id, the values of a row by name."""


@cache
def _ledger() -> duckdb.DuckDBPyConnection:
    """One for all tests of a process, as `open_ledger` makes it, in memory: no disk is waited for. Statements
    are not planned cleverly: over a few rows, that takes longer than running them."""
    connection = duckdb.connect(config={"threads": 1})
    prepare(connection)
    with TemporaryDirectory(prefix="gongkai-") as folder:
        file = Path(folder) / "ledger.duckdb"
        open_ledger(file).close()
        connection.execute(f"ATTACH '{file}' AS ready (READ_ONLY)")
        connection.execute("COPY FROM DATABASE ready TO memory")
        connection.execute("DETACH ready")
    connection.execute("PRAGMA disable_optimizer")
    return connection


DECLARED = ("portals", "units", "unit_names", "sections")
"""Tables that hold what the portal file says."""


@cache
def _emptying() -> str:
    """Statements that make the ledger forget everything but what the portal file says."""
    found = (
        _ledger()
        .execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'memory' AND NOT temporary")
        .fetchall()
    )
    return ";".join(f"DELETE FROM {name}" for (name,) in found if name not in DECLARED)


class Memory:
    """A home whose ledger knows nothing yet; making a new one ends the one before. Packages are loaded when
    somebody asks what the ledger says."""

    declared: Portal | None = None
    """The portal whose file the ledger holds, whichever memory brought it there."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self.home.create()
        _ledger().execute(_emptying())
        self.run_id, self.now = "", BEGIN

    @property
    def root(self) -> Path:
        """The home."""
        return self.home.root

    @property
    def archive(self) -> Path:
        """Where answers lie, once their packages are loaded."""
        self._load()
        return self.home.archive

    @property
    def ledger(self) -> duckdb.DuckDBPyConnection:
        """The ledger, with all packages loaded that are in place."""
        self._load()
        return _ledger()

    def _load(self) -> None:
        """Loads what is in place; nothing of it may be turned away."""
        if any(self.home.packages.iterdir()):
            assert load_packages(_ledger(), self.home, self.now).rejected == ()

    def begin(self, whose: Portal, policy: RevisitPolicy, at: datetime) -> str:
        """Begins a run, or takes up the one that was not ended; its id."""
        if Memory.declared != whose:
            sync_portal(self.ledger, whose)
            Memory.declared = whose
        if at - self.now >= NIGHT:
            self.end()
        self.now = at
        self.run_id = begin_run(self.ledger, policy.kind, whose.id, policy.years, at)
        return self.run_id

    def end(self) -> None:
        """Ends the run as its publication does: the next one is another."""
        if self.run_id:
            with ending(self.ledger, {self.run_id: "complete"}, self.now):
                self.run_id = ""

    def known(self, section: str = "nb") -> Known:
        """What a crawl of the section starts from."""
        return known_of_section(self.ledger, section, self.run_id)

    def checked(self) -> dict[str, datetime]:
        """When each item's page was last asked for."""
        assert Memory.declared is not None
        return checked_items(self.ledger, Memory.declared.id)

    def keep(self, name: str) -> None:
        """Keeps the ledger as it stands under a name."""
        self.ledger.execute(f"ATTACH ':memory:' AS {name}; COPY FROM DATABASE memory TO {name}")

    def take_up(self, name: str, archive: Path) -> None:
        """Makes the ledger what was kept under that name, with a copy of the archive that belongs to it."""
        found = _ledger().execute("SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [name])
        for (table,) in found.fetchall():
            _ledger().execute(f"DELETE FROM {table}; INSERT INTO {table} FROM {name}.{table}")
        shutil.copytree(archive, self.home.archive, dirs_exist_ok=True)
        (self.run_id,) = _ledger().execute("SELECT max(run_id) FROM runs").fetchone() or ("",)

    def waiting(self, kind: str) -> list[dict[str, Any]]:
        """The lines of a kind in packages that are in place and not loaded."""
        files = sorted(self.home.packages.glob(f"*/{kind}.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]

    @property
    def items(self) -> Rows:
        """The rows that the one section held when it was last read."""
        return self.rows_of("nb")

    def rows_of(self, section: str) -> Rows:
        """The rows that a section held when it was last read."""
        return self._by_item(
            "SELECT item_id, url, list_title AS title, listed_on, accepted_at IS NOT NULL AS accepted,"
            " accepted_title FROM item_sections WHERE left_at IS NULL AND section_id = ?",
            section,
        )

    @property
    def pages(self) -> Rows:
        """What the pages said that were asked for: outcome of the last visit, values of the last reading."""
        return self._by_item(
            "SELECT item_id, url, page_outcome AS outcome, versions.* EXCLUDE (item_id) FROM items LEFT JOIN"
            " (FROM item_versions QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY version DESC) = 1)"
            " AS versions USING (item_id) WHERE page_outcome IS NOT NULL"
        )

    @property
    def ever_read(self) -> set[str]:
        """Items whose page was read at least once."""
        return set(self._by_item("SELECT item_id FROM item_versions"))

    @property
    def fetches(self) -> list[dict[str, Any]]:
        """Every question, in the order in which they were asked."""
        return list(self._told("FROM fetches ORDER BY asked_at"))

    @property
    def rejects(self) -> list[dict[str, Any]]:
        """What could not be read."""
        return list(self._told("FROM rejects"))

    @property
    def parts(self) -> int:
        """How many packages were loaded."""
        return len(list(self._told("FROM packages")))

    def _by_item(self, query: str, *values: object) -> Rows:
        return {row["item_id"]: row for row in self._told(query, *values)}

    def _told(self, query: str, *values: object) -> Iterator[dict[str, Any]]:
        asked = self.ledger.execute(query, values or None)
        names = [column[0] for column in asked.description or ()]
        for row in asked.fetchall():
            yield dict(zip(names, row, strict=True))


@dataclass
class Night:
    """One run over one section, with everything a test looks at."""

    memory: Memory
    client: FakeClient
    policy: RevisitPolicy = field(default_factory=lambda: RevisitPolicy("nightly", TODAY))
    portal: Portal = field(default_factory=portal)
    begun_at: datetime = BEGIN

    def crawl(self) -> Crawl:
        """The run, begun or taken up again."""
        run_id = self.memory.begin(self.portal, self.policy, self.begun_at)
        return Crawl(
            portal=self.portal, run_id=run_id, policy=self.policy,
            client=self.client,  # type: ignore[arg-type]
            place=CrawlPlace(self.memory.home.work, self.memory.archive),
            checked=self.memory.checked(),
            now=lambda: self.client.at, stop=threading.Event(), progress=lambda *_: None,
            begun_at=self.begun_at,
        )  # fmt: skip

    def run(self) -> Proof:
        """Crawls; what it brought is loaded when the ledger is asked next."""
        return self.crawl().section(self.portal.section[0], self.memory.known())


def night(
    memory: Memory,
    site: Section | list[Section],
    days: int = 0,
    policy: RevisitPolicy | None = None,
    details: bool = True,
    **client: Any,
) -> tuple[Proof, FakeClient]:
    """A whole run, `days` after the first; another run than the last one where days go by."""
    begin = BEGIN + days * NIGHT
    fake = FakeClient(site if isinstance(site, list) else [site], at=begin, **client)
    whose = portal(details=details)
    one = Night(memory, fake, policy or RevisitPolicy("nightly", TODAY + days * NIGHT), whose, begun_at=begin)
    return one.run(), fake
