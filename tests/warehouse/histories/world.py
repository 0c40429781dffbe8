"""What two small portals show: documents, the sections that list them, units; and a night that reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from duckdb import DuckDBPyConnection

from scrapers.address import item_id
from scrapers.package import HOME_SECTION, Ground, ItemRow, ListRow, ObservationRow
from scrapers.portalfile import Portal
from scrapers.records import Attachment, Observation, SectionOutcome
from tests.warehouse.archived import ArchivedCounty, markup
from tests.warehouse.build import SITE, County, Told, page, portal, section
from warehouse.home import Home

BUREAUS = ("财政局", "教育局", "民政局", "卫生局", "农业局")
SUBJECTS = ("防汛", "养犬", "春耕", "低保", "停车", "供暖", "预算", "路灯", "疫苗", "植树", "食堂", "公交")
TITLES = ("关于做好{}工作的通知", "{}管理办法", "《{}管理办法》解读", "县长调研{}工作", "{}公告", "{}指南")
LETTERS = "ly"
"""The section whose items are letters of citizens."""

GROUNDS: tuple[Ground | None, ...] = ("total", "pager_end", "single_page", "increment", None)


@dataclass
class Doc:
    """One document at one address, as its page prints it now."""

    path: str
    title: str
    day: date | None
    unit: str | None = None
    number: str | None = None
    number_from: str = "label:发文字号"
    index: str | None = None
    body: int = 0
    """Which text it has: equal texts are equal numbers."""
    length: int = 600
    files: tuple[str, ...] = ()
    answered: date | None = None
    gone: bool = False
    """Whether its address answers that nothing is there."""
    unread: bool = True
    """Whether its page is other than it was when it was asked last."""

    def told(self, asked: bool, letter: bool) -> Told:
        """Its row of a list, and what its page states where it is `asked`."""
        stated = self._gone() if self.gone else self._page(letter)
        return Told(self.path, self.title, self.day, listed=not self.gone, page=stated if asked else None)

    def _gone(self) -> dict[str, Any]:
        return {"outcome": "gone", "markup": b"<p>404</p>"}

    def _page(self, letter: bool) -> dict[str, Any]:
        read_from = {"title": "heading:h1"} | ({"document_number": self.number_from} if self.number else {})
        words = "|".join(map(str, (self.title, self.day, self.unit, self.number, self.index, self.body)))
        return page(
            title=self.title,
            published_on=self.day,
            unit=self.unit,
            document_number=self.number,
            document_number_raw=self.number,
            index_number=self.index,
            content_sha256=hashlib.sha256(words.encode()).hexdigest(),
            body_digest=hashlib.sha256(f"text {self.body}".encode()).hexdigest()[:16],
            text_length=self.length,
            read_from=read_from,
            attachments=tuple(Attachment(f"{SITE}files/{name}", name) for name in self.files),
            observed=tuple(self._letter()) if letter else (),
            markup=markup(self.title, str(self.day), f"第 {self.body} 号正文。"),
        )

    def _letter(self) -> Iterator[Observation]:
        yield Observation("letter", "written", None, self.day or date(2017, 11, 1))
        yield Observation("letter", "answer", "answered" if self.answered else "unanswered")
        if self.answered:
            yield Observation("letter", "answered", None, self.answered)


@dataclass
class Site:
    """One portal: its file's sections and units, its documents, and which section lists which."""

    id: str
    sections: dict[str, dict[str, Any]]
    units: dict[str, list[str]]
    default_unit: str = "样例县人民政府"
    docs: dict[str, Doc] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    retired: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Sections that are in the portal file no more."""
    outcomes: dict[str, SectionOutcome] = field(default_factory=dict)
    """How tonight's readings of sections end, where not well."""
    links: dict[str, str] = field(default_factory=dict)
    """Addresses that tonight's home page leads to, and what came of asking for them."""
    first_id: str = ""
    """What it was called first, where it is called otherwise now: its items are named by that."""
    due: set[str] = field(default_factory=set)
    """Sections that tonight reads."""
    made: int = 0

    def file(self) -> Portal:
        """Its portal file."""
        units = [{"name": name, "aliases": aliases} for name, aliases in self.units.items()]
        return portal(
            *self.sections.values(),
            units=units,
            portal_id=self.id,
            default_unit=self.default_unit,
            first_id=self.first_id,
        )

    def add(self, section_id: str, chance: Random, **stated: Any) -> Doc:
        """A new document in a section, newest first."""
        self.made += 1
        path = f"{self.id}/{section_id}/{self.made}.html"
        title = chance.choice(TITLES).format(chance.choice(SUBJECTS))
        day = date(2016, 6, 1) + timedelta(chance.randrange(560))
        number = f"样政发〔{day.year}〕{chance.randrange(40)}号" if chance.random() < 0.4 else None
        unit = chance.choice((None, None, *BUREAUS, *(f"样例县{name}" for name in BUREAUS)))
        made = Doc(path, title, day, unit, number, body=self.made + 1000 * len(self.id))
        doc = replace(made, **stated)
        self.docs[doc.path] = doc
        self.place(doc.path, section_id)
        return doc

    def place(self, path: str, section_id: str) -> None:
        """Lists a document in a section, which tonight reads."""
        if path not in self.lists.setdefault(section_id, []):
            self.lists[section_id].insert(0, path)
        self.due.add(section_id)

    def touch(self, path: str) -> None:
        """Something of a document changed: the sections that list it are read tonight."""
        self.docs[path].unread = True
        self.due |= set(self.listing(path))

    def listing(self, path: str) -> list[str]:
        """The sections that list a document."""
        return [name for name, paths in self.lists.items() if path in paths]

    def listed(self) -> list[Doc]:
        """The documents that stand in a list."""
        paths = {path for name in self.sections for path in self.lists.get(name, ())}
        return [self.docs[path] for path in sorted(paths)]


@dataclass
class Teller(ArchivedCounty):
    """Its packages hold real archive files, so that something can be taken out of them; what the pages state
    is said, not read."""

    first_id: str = ""

    def _list_row(self, section_id: str, item: Told, position: int) -> ListRow:
        row = super()._list_row(section_id, item, position)
        return replace(row, item_id=item_id(self.first_id, item.url))

    def _item_row(self, item: Told, warcs: list[str]) -> ItemRow:
        assert item.page is not None
        place = self.places[item.url]
        stated = {name: value for name, value in item.page.items() if name != "markup"}
        row = County._item_row(self, replace(item, page=stated), warcs)
        named = item_id(self.first_id, item.url)
        return replace(row, item_id=named, archive_file=place.file_name, archive_offset=place.offset)


@dataclass
class World:
    """The portals of one home."""

    sites: dict[str, Site]

    def tell(
        self, home: Home, ledger: DuckDBPyConnection, now: datetime, chance: Random
    ) -> dict[str, SectionOutcome]:
        """A night over every portal: packages of the sections that are due and of one more; what came of each
        run by its id."""
        outcomes: dict[str, SectionOutcome] = {}
        for site in self.sites.values():
            teller = Teller(home, ledger, site.file(), now, first_id=site.first_id or site.id)
            run_id = teller.begin()
            if site.links:
                seen = [
                    ObservationRow("home_link", "home", address, None, "outcome", outcome, None, now)
                    for address, outcome in sorted(site.links.items())
                ]
                teller.tell(HOME_SECTION, [], None, observed=seen)
            due = (site.due & set(site.sections)) | {chance.choice(sorted(site.sections))}
            for name in sorted(due):
                self._section(site, name, teller, chance)
            outcomes[run_id] = "partial" if site.outcomes else "complete"
            site.due.clear()
            site.links.clear()
            site.outcomes.clear()
        return outcomes

    def _section(self, site: Site, name: str, teller: Teller, chance: Random) -> None:
        outcome = site.outcomes.get(name, "complete")
        docs = [site.docs[path] for path in site.lists.get(name, ())]
        asked = [doc for doc in docs if doc.unread or chance.random() < 0.05]
        if outcome == "partial":
            docs = docs[: len(docs) * 2 // 3]
        elif outcome != "complete":
            docs = []
        told = [doc.told(doc in asked, name == LETTERS) for doc in docs if doc in asked or not doc.gone]
        for doc in docs:
            doc.unread = False
            if doc.gone:
                site.lists[name].remove(doc.path)
        ground = chance.choice(GROUNDS) if outcome == "complete" else None
        reason = "" if outcome == "complete" else f"第 {chance.randrange(2, 5)} 页读不到"
        unread = ["没有链接"] if outcome == "partial" and chance.random() < 0.5 else []
        teller.tell(name, told, outcome, outcome == "complete", reason, unread, ground=ground)


SECTIONS = (
    ("sample", "wj", "政府文件", "政府文件"),
    ("sample", "tz", "通知公告", "通知公告"),
    ("sample", "dt", "动态信息", "动态信息"),
    ("sample", "zh", "综合信息", "auto"),
    ("other", "wj", "政府文件", "政府文件"),
    ("other", LETTERS, "公众留言", "公众留言"),
)
"""Portal, id, name and category of each section to begin with."""


def beginning(chance: Random, items: int, portals: int) -> World:
    """One portal or two with the sections, and so many items among them."""
    sites: dict[str, Site] = {}
    for portal_id, name, words, category in SECTIONS:
        whose = portal_id if portals > 1 else "sample"
        units = {f"样例县{bureau}": [bureau] for bureau in BUREAUS[:3]}
        site = sites.setdefault(whose, Site(whose, {}, units))
        named = name if name not in site.sections else f"{name}2"
        site.sections[named] = section(named, words, category)
    places = [(site, name) for site in sites.values() for name in site.sections]
    for _ in range(items):
        site, name = chance.choice(places)
        site.add(name, chance)
    for site in sites.values():
        site.due = set(site.sections)
    return World(sites)
