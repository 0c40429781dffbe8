"""Made-up packages: a county's nights written row by row, loaded and published as a run would."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import duckdb

from scrapers.address import item_id
from scrapers.crawl.years import Years
from scrapers.layout import ItemLayout, LayoutKind, ListLayout
from scrapers.package import (
    FetchRow,
    Ground,
    ItemRow,
    LayoutRow,
    ListRow,
    ObservationRow,
    PackageHead,
    PackageWriter,
    Proof,
    RejectRow,
)
from scrapers.portalfile import Portal
from scrapers.records import SectionOutcome
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.load import LoadReport, begin_run, load_packages, sync_portal
from warehouse.publish import PublishReport, publish

BEIJING = ZoneInfo("Asia/Shanghai")
NIGHT = datetime(2018, 1, 20, 18, 0, tzinfo=UTC)
"""02:00 of 21 January 2018 in Beijing."""

SITE = "http://www.sample.gov.cn/"


def section(
    section_id: str,
    name: str,
    category: str = "auto",
    unit: str = "",
    layout: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A `[[section]]` of the portal file."""
    return ({"layout": dict(layout)} if layout else {}) | {
        "id": section_id,
        "name": name,
        "url": f"{SITE}{section_id}/",
        "category": category,
        "unit": unit,
    }


def portal(
    *sections: Mapping[str, Any],
    units: Sequence[Mapping[str, Any]] = (),
    portal_id: str = "sample",
    default_unit: str = "样例县人民政府",
    first_id: str = "",
) -> Portal:
    """A portal of those sections and units."""
    head = {"id": portal_id, "name": "样例县人民政府", "home": SITE, "default_unit": default_unit}
    head |= {"first_id": first_id} if first_id else {}
    return Portal.model_validate({"portal": head, "unit": list(units), "section": list(sections)})


@dataclass(frozen=True, slots=True)
class Told:
    """One item as a night tells it: its list row, and what its page states (`page=None`: not asked)."""

    path: str
    title: str = "关于做好有关工作的通知"
    listed_on: date | None = date(2017, 6, 1)
    unit: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    pinned: bool = False
    page: Mapping[str, Any] | None = None
    listed: bool = True
    """Whether it has a list row that night, or only its page was asked for."""

    @property
    def url(self) -> str:
        """Absolute address."""
        return SITE + self.path

    @property
    def id(self) -> str:
        """The item's id on the sample portal."""
        return item_id("sample", self.url)


def page(**fields: Any) -> dict[str, Any]:
    """What an item page states; `outcome` other than ok has no fields."""
    return {"outcome": "ok", **fields}


@cache
def _reader() -> duckdb.DuckDBPyConnection:
    """One for all: to begin an instance takes ten times as long as to attach a file."""
    reader = duckdb.connect()
    reader.execute("SET TimeZone = 'Asia/Shanghai'")
    return reader


@contextmanager
def attached(file: Path, writing: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose current database is a published or sealed file, attached for reading."""
    reader = _reader()
    reader.execute(f"ATTACH '{file}' AS read_now ({'READ_WRITE' if writing else 'READ_ONLY'})")
    try:
        reader.execute("USE read_now")
        yield reader
    finally:
        reader.execute("USE memory")
        reader.execute("DETACH read_now")


@dataclass
class County:
    """A home with its ledger, and the nights written into it."""

    home: Home
    ledger: duckdb.DuckDBPyConnection
    portal: Portal
    now: datetime = NIGHT
    run_id: str = ""
    parts: dict[tuple[str, str], int] = field(default_factory=dict)

    def begin(self, kind: str = "nightly", years: Years | None = None) -> str:
        """Begins (or takes up) a run at the county's present instant."""
        self.run_id = begin_run(self.ledger, kind, self.portal.id, years, self.now)
        return self.run_id

    def tell(
        self,
        section_id: str,
        told: Iterable[Told],
        outcome: SectionOutcome | None = "complete",
        whole_list: bool = True,
        reason: str = "",
        unread: Iterable[str] = (),
        declared: tuple[int | None, int | None] | None = None,
        ground: Ground | None = None,
        learned: Iterable[ListLayout | ItemLayout] = (),
        links: tuple[int, int, int] | tuple[None, None, None] = (None, None, None),
        pages_read: int = 1,
        observed: Iterable[ObservationRow] = (),
    ) -> Path:
        """Writes a package of one section; without an outcome it carries no proof. `declared`: pages
        and records that the list states, as many as were told where it is not given. `links`: those seen, the
        rows' own, those set aside. Returns its folder."""
        if not self.run_id:
            self.begin()
        part = self.parts.get((self.run_id, section_id), 0) + 1
        self.parts[self.run_id, section_id] = part
        head = PackageHead(self.portal.id, self.run_id, section_id, part, self.run_id.split("-")[0])
        writer = PackageWriter(self.home.work, head)
        rows = list(told)
        names = [self._warc(writer)]
        for row in observed:
            writer.add(row)
        writer.add(self._fetch(section_id, names))
        for position, item in enumerate(rows, 1):
            if item.listed:
                writer.add(self._list_row(section_id, item, position))
            if item.page is not None:
                writer.add(self._item_row(item, names))
        for position, why in enumerate(unread, 1):
            writer.add(RejectRow(f"{SITE}{section_id}/", position, why, "<li></li>"))
        for layout in learned:
            kind: LayoutKind = "list" if isinstance(layout, ListLayout) else "item"
            why = "此前没有学到过"
            writer.add(LayoutRow(kind, layout.to_json(), layout.learned_from, self.now, why))
        proof = None
        if outcome is not None:
            pages, records = (1, len(rows)) if declared is None else declared
            proof = Proof(outcome, reason, pages, pages_read, records, len(rows), whole_list, ground, *links)
        return writer.finish(names, self.now + timedelta(minutes=5), proof)

    def load(self) -> LoadReport:
        """Loads what was told."""
        return load_packages(self.ledger, self.home, self.now + timedelta(minutes=6))

    def publish(self, *, whole: bool = False) -> PublishReport:
        """Publishes what is loaded."""
        return publish(self.home, self.ledger, self.now + timedelta(minutes=7), whole=whole)

    def night(self, **told: Iterable[Told]) -> None:
        """A complete night of those sections, loaded and published; the next one is a day later."""
        self.begin()
        for section_id, items in told.items():
            self.tell(section_id, items)
        self.load()
        self.publish()
        self.next_night()

    def next_night(self) -> None:
        """A day later, with a run of its own."""
        self.now += timedelta(days=1)
        self.run_id = ""

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the published file, attached as a reader does."""
        with attached(self.home.published) as reader:
            return reader.execute(query, values or None).fetchall()

    def one(self, query: str, *values: object) -> Any:
        """The only value of a query on the published file."""
        [(value,)] = self.rows(query, *values)
        return value

    def figure(self, code: str, year: int = 2017) -> tuple[int | None, str]:
        """Value and origin of a figure of form `sections` of this portal."""
        [(value, origin)] = self.rows(
            "SELECT value, origin FROM figures"
            " WHERE portal_id = ? AND form = 'sections' AND year = ? AND code = ?",
            self.portal.id,
            year,
            code,
        )
        return (None if value is None else int(value)), origin

    def _warc(self, writer: PackageWriter) -> str:
        name = f"{writer.head.package_id}-00001.warc.gz"
        (writer.folder / name).write_bytes(gzip.compress(name.encode(), mtime=0))
        return name

    def _fetch(self, section_id: str, warcs: list[str]) -> FetchRow:
        return FetchRow(
            url=f"{SITE}{section_id}/",
            key=f"GET {SITE}{section_id}/",
            role="list",
            asked_at=self.now,
            status=200,
            outcome="ok",
            reason="",
            bytes=100,
            sha256="0" * 64,
            etag='"1"',
            last_modified=None,
            content_type="text/html",
            archive_file=warcs[0] if warcs else None,
            archive_offset=0 if warcs else None,
        )

    def _list_row(self, section_id: str, item: Told, position: int) -> ListRow:
        return ListRow(
            item_id=item_id(self.portal.id, item.url),
            url=item.url,
            page_number=1,
            position=position,
            page_url=f"{SITE}{section_id}/",
            title=item.title,
            listed_on=item.listed_on,
            unit=item.unit,
            index_number=item.index_number,
            document_number=item.document_number,
            pinned=item.pinned,
            has_page=True,
            seen_at=self.now,
        )

    def _item_row(self, item: Told, warcs: list[str]) -> ItemRow:
        assert item.page is not None
        return ItemRow(
            item_id=item_id(self.portal.id, item.url),
            url=item.url,
            seen_at=self.now + timedelta(minutes=1),
            archive_file=warcs[0] if warcs else None,
            archive_offset=0 if warcs else None,
            **item.page,
        )


@contextmanager
def county(root: Path, declared: Portal) -> Iterator[County]:
    """A new county in `root`, its portal declared, its ledger open."""
    home = Home(root)
    home.create()
    with open_ledger(home.ledger) as ledger:
        sync_portal(ledger, declared)
        yield County(home, ledger, declared)


def portal_of(cases: Iterable[str], case: str) -> str:
    """Id of a portal for one case of a table of named cases."""
    return f"case-{list(cases).index(case)}"


Night = tuple[Portal, Mapping[str, Iterable[Told]]]
"""A portal, and by section what a complete night tells of it."""


def one_home(root: Path, nights: Sequence[Night]) -> County:
    """A published home of several portals, each after a night of its own: cases that do not touch each other,
    of which one publication is enough. To be read only."""
    with county(root, nights[0][0]) as made:
        for number, (declared, told) in enumerate(nights):
            sync_portal(made.ledger, declared)
            of_portal = replace(made, portal=declared, now=made.now + timedelta(seconds=number), parts={})
            for section_id, items in told.items():
                of_portal.tell(section_id, items)
        made.now += timedelta(seconds=len(nights))
        made.load()
        made.publish()
    return made


AnyCounty = TypeVar("AnyCounty", bound=County)


@contextmanager
def as_left(made: AnyCounty, root: Path) -> Iterator[AnyCounty]:
    """A copy, in the new folder `root`, of a county whose ledger is closed: goes on as that one was left."""
    shutil.copytree(made.home.root, root)
    home = Home(root)
    with open_ledger(home.ledger) as ledger:
        yield replace(made, home=home, ledger=ledger, parts=dict(made.parts))
