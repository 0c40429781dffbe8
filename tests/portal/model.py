"""The county as data: units, sections, items, and the truth that tests compare with.

Pages are rendered from this; nothing is ever read back from a page. Days and instants are Asia/Shanghai.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from typing import Literal

from scrapers.address import canonical
from tests.portal.addresses import item_url

SHANGHAI = timezone(timedelta(hours=8))

Family = Literal["trs", "hanweb", "ucap", "empire"]

SEED_2017 = {
    "权责清单": 2945,
    "信息公开指南": 35,
    "信息公开制度": 53,
    "信息公开年报": 22,
    "预决算公开": 350,
    "重点领域信息公开": 50,
    "办事服务": 54,
    "政府文件": 34,
    "政府会议": 32,
    "政策解读": 39,
    "动态信息": 1301,
    "视频新闻": 180,
    "公众留言": 9,
}
"""What the seed's report for 2017 counts, by category."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the county and the names under which pages print it."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: what the portal file says of it, and how its system writes its pages."""

    id: str
    name: str
    family: Family
    host: str
    folder: str
    """Path of its folder with both slashes, e.g. `/xxgk/zfwj/`; a Hanweb column is `/col/col20101/`."""
    category: str
    """As the portal file states it: a category or `auto`."""
    unit: str = ""
    details: bool = True
    per_page: int = 20
    charset: str = "utf-8"
    """What the pages are encoded in; `declared` is what they say."""
    declared: str = "utf-8"
    header_charset: bool = True
    style: str = ""
    """A variant of the family's markup: `table`, `comment` (rows in an HTML comment), `base`."""
    cadence_days: int = 180


@dataclass(frozen=True, slots=True)
class Personal:
    """A piece of made-up personal data in a body (an office phone is not personal, but looks like it)."""

    kind: Literal["identity_number", "mobile", "bank_card", "office_phone"]
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One address of the portal, and all that is true of it."""

    key: int
    address: str
    """As rows link to it when they write it in full."""
    home: str
    """Section in whose folder the page lies; '' for rows that point to other hosts."""
    sections: tuple[str, ...]
    title: str
    published: datetime
    precision: Literal["day", "minute", "second"]
    """To what the item's page prints `published`; list rows print the day."""
    categories: tuple[str, ...]
    printed_unit: str | None = None
    """What the page prints as unit: None = no label, '' = a label without value."""
    unit: str = ""
    """Resolved: through aliases, else the section's, else that of a report's title, else the default unit;
    unknown names as printed."""
    unit_from: Literal["printed", "alias", "title", "section", "default"] = "default"
    issued: date | None = None
    document_number: str | None = None
    """Normalised, e.g. 云政发〔2017〕12号."""
    document_number_printed: str | None = None
    index_number: str | None = None
    kind: Literal["page", "file", "external"] = "page"
    pinned: bool = False
    attachments: tuple[tuple[str, str], ...] = ()
    """(absolute address, shown name)."""
    document: int = 0
    """Key of the item that stands for the document when several addresses carry it; else the own key."""
    lead: tuple[str, ...] = ()
    """First paragraphs of the body; the rest is made from the key and the revision."""
    length: int = 8
    """Sentences of the made text."""
    personal: tuple[Personal, ...] = ()
    revision: int = 0
    withdrawn: bool = False

    @property
    def year(self) -> int:
        """Year of publication, the only one that counts."""
        return self.published.year

    @property
    def day(self) -> date:
        """Day of publication in Asia/Shanghai."""
        return self.published.date()

    @property
    def printed(self) -> str:
        """The publish date as the item's page prints it."""
        forms = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S"}
        return self.published.strftime(forms[self.precision])

    @property
    def canonical(self) -> str:
        """The address in the one form by which the warehouse knows it."""
        return canonical(self.address)


@dataclass(frozen=True)
class Truth:
    """A snapshot of what is true of the county: what a faultless program must find.

    Withdrawn items stay in `items` and in the counts (they were published in their year); `section_rows`
    holds what the lists show.
    """

    units: tuple[Unit, ...]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    strays: tuple[Item, ...]
    """Pages that stand in no section and are linked from side lists and footers only: never to be counted."""
    section_rows: dict[str, int]

    @cached_property
    def by_address(self) -> dict[str, Item]:
        """Canonical address → item."""
        return {item.canonical: item for item in self.items}

    def of(self, category: str, year: int = 2017) -> tuple[Item, ...]:
        """The addresses (not yet merged) of a category published in `year`."""
        return tuple(item for item in self.items if item.year == year and category in item.categories)

    def counts(self, year: int = 2017) -> dict[str, int]:
        """Category → distinct documents published in `year`."""
        found: dict[str, set[int]] = defaultdict(set)
        for item in self.items:
            if item.year == year:
                for category in item.categories:
                    found[category].add(item.document)
        return {category: len(documents) for category, documents in found.items()}

    def distinct_total(self, year: int = 2017, categories: Iterable[str] | None = None) -> int:
        """Distinct documents of `year` in any of `categories` (all when None): the row 合计."""
        wanted = None if categories is None else frozenset(categories)
        return len({
            item.document
            for item in self.items
            if item.year == year and (wanted is None or wanted.intersection(item.categories))
        })  # fmt: skip

    def by_unit(self, year: int = 2017) -> Counter[tuple[str, str, int]]:
        """(unit, category, month) → distinct documents of `year`."""
        kept = [item for item in self.items if item.year == year and item.document == item.key]
        return Counter((item.unit, category, item.day.month) for item in kept for category in item.categories)

    @property
    def merged(self) -> tuple[tuple[Item, Item], ...]:
        """(kept, merged) pairs: one document under two addresses, same title and 文号."""
        keys = {item.key: item for item in self.items}
        return tuple((keys[item.document], item) for item in self.items if item.document != item.key)


@dataclass
class World:
    """The county as it is tonight, open to edits between nights; safe to read from many threads.

    `version` grows with every edit: whoever keeps rendered pages compares it.
    """

    units: tuple[Unit, ...]
    sections: dict[str, Section]
    items: dict[int, Item]
    strays: tuple[Item, ...]
    hosts: tuple[str, ...]
    seed: int
    version: int = 0
    shown: dict[str, int] = field(default_factory=dict)
    """Section id → rows it still shows while it is shrunk."""
    changed: dict[str, int] = field(default_factory=dict)
    """Section id → version of its last change."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    memo: dict[str, str] = field(default_factory=dict)
    """Rendered parts that many pages share; emptied by every edit."""
    _rows: dict[str, tuple[Item, ...]] = field(default_factory=dict)

    def rows(self, section_id: str) -> tuple[Item, ...]:
        """What the section's list shows tonight, in its order: pinned first, then newest first."""
        with self.lock:
            if not self._rows:
                self._rows = self._sorted()
            rows = self._rows[section_id]
            return rows[: self.shown[section_id]] if section_id in self.shown else rows

    def _sorted(self) -> dict[str, tuple[Item, ...]]:
        grouped: dict[str, list[Item]] = {name: [] for name in self.sections}
        for item in self.items.values():
            if not item.withdrawn:
                for name in item.sections:
                    grouped[name].append(item)
        for name, rows in grouped.items():
            # A row is pinned in the section it was written in, not where it is listed besides.
            rows.sort(
                key=lambda item: (item.pinned and item.home == name, item.published, item.key), reverse=True
            )
        return {name: tuple(rows) for name, rows in grouped.items()}

    def truth(self) -> Truth:
        """A snapshot of tonight's truth."""
        with self.lock:
            items = tuple(self.items.values())
            rows = {name: len(self.rows(name)) for name in self.sections}
            return Truth(self.units, tuple(self.sections.values()), items, self.strays, rows)

    def put(self, item: Item) -> Item:
        """Adds an item or replaces the one of its key."""
        with self.lock:
            self.version += 1
            before = self.items.get(item.key)
            self.items[item.key] = item
            for name in {*item.sections, *(before.sections if before else ())}:
                self.changed[name] = self.version
            self._rows, self.memo = {}, {}
            return item

    def add_like(self, key: int, title: str, published: datetime) -> Item:
        """Publishes a new item in the sections and the folder of item `key`."""
        with self.lock:
            model = self.items[key]
            fresh = max(self.items) + 1
            address = item_url(self.sections[model.home], published.date(), fresh)
            return self.put(replace(
                model, key=fresh, document=fresh, address=address, title=title, published=published,
                issued=None, lead=(), personal=(), document_number=None, document_number_printed=None,
                pinned=False, attachments=(), revision=0, withdrawn=False,
            ))  # fmt: skip

    def edit(self, key: int, title: str | None = None) -> Item:
        """Changes the body of an item (another text), and its title when one is given."""
        with self.lock:
            item = self.items[key]
            return self.put(replace(item, revision=item.revision + 1, title=title or item.title))

    def withdraw(self, key: int) -> Item:
        """Takes an item off the portal: its page is gone and no list shows it."""
        return self.put(replace(self.items[key], withdrawn=True))

    def restore(self, key: int) -> Item:
        """Puts a withdrawn item back."""
        return self.put(replace(self.items[key], withdrawn=False))

    def shrink(self, section_id: str, rows: int | None) -> None:
        """Lets a section's list show only its first `rows` rows; None shows all again. Pages stay."""
        with self.lock:
            self.version += 1
            self.changed[section_id] = self.version
            self.shown.pop(section_id, None)
            if rows is not None:
                self.shown[section_id] = rows
