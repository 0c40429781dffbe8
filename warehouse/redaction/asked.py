"""What a person asks to be taken out, and what of it the home has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlsplit

from duckdb import DuckDBPyConnection

from scrapers.address import canonical, item_id
from scrapers.blanking import Words
from scrapers.privacy import REDACTED_TITLE, mask, mask_address, unmasked
from scrapers.tombstone import Wanted
from warehouse import query
from warehouse.home import Home
from warehouse.portal_names import first_ids

QUOTED = 6
"""Signs of a title that is looked for wherever it stands: a shorter one may be a word of others."""


class RedactError(Exception):
    """Nothing was taken out; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks: items by id or address, with the reason; `with_titles`: their titles too."""

    items: tuple[str, ...]
    why: str
    who: str
    with_titles: bool = False


class Item(NamedTuple):
    """An item that is to be taken out."""

    item_id: str
    portal_id: str
    url: str
    titles: list[str]
    """As tables have them, personal data masked; none of an item whose title went before."""
    is_masked: bool
    """Whether one of them holds personal data, masked."""
    is_titled: bool
    """Whether its title was taken out before."""

    @property
    def masked_url(self) -> str:
        """Its address with personal data masked; the address itself where there is none in it."""
        return mask_address(self.url)


class Known(NamedTuple):
    """How much the tables have of some items."""

    versions: int
    attachments: int
    places: int


class _Copy(NamedTuple):
    item_id: str
    url: str


class _Question(NamedTuple):
    url: str
    final_url: str
    archive_file: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go, and where it is looked for."""

    items: tuple[Item, ...]
    titled: tuple[str, ...]
    """Ids of those whose title goes too."""
    files: tuple[str, ...]
    """Files of the archive in which it may stand."""
    known: Known
    copies: tuple[str, ...]
    """Other items, of any portal, with the very same text or address, in Chinese: they are not asked for."""

    @property
    def ids(self) -> list[str]:
        """Of the items."""
        return [item.item_id for item in self.items]

    @property
    def titles(self) -> list[str]:
        """Of those whose title goes; a short one, which may be any sentence's word, in the quotes it is told
        in."""
        told = {title for item in self.items if item.item_id in self.titled for title in item.titles}
        quoted = {title if len(title) >= QUOTED else f"“{title}”" for title in told}
        return sorted(quoted, key=len, reverse=True)

    @property
    def by_portal(self) -> dict[str, list[Item]]:
        """The items by portal."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.portal_id, []).append(item)
        return found

    def wanted(self, item: Item) -> Wanted:
        """What of that item is to go from archive files."""
        numbers = unmasked(item.url) if item.masked_url != item.url else frozenset[str]()
        titles = frozenset(item.titles) if item.item_id in self.titled else frozenset[str]()
        links = frozenset({item.url}) if item.item_id in self.titled else frozenset[str]()
        words = Words(titles | numbers, links) if titles or numbers or links else None
        return Wanted(frozenset({canonical(item.url)}), words)

    @property
    def has_words(self) -> bool:
        """Whether words are looked for in answers about others, so that all of the archive is read."""
        return any(self.wanted(item).words is not None for item in self.items)


def ids_of(ledger: DuckDBPyConnection, named: Sequence[str]) -> list[str]:
    """The ids of items named by id or address. Raises RedactError for one that is not known."""
    portals = list(first_ids(ledger).values())
    found: dict[str, None] = {}
    for name in named:
        ids = [name, *(_ids(name, portals))]
        known = [item.item_id for item in found_items(ledger, ids)]
        if not known:
            raise RedactError(
                f"没有条目 {mask(name)};请写条目编号,或内容页的网址(gongkai why 网址 可查),什么都没有改动"
            )
        found.update(dict.fromkeys(known))
    return list(found)


def found_items(ledger: DuckDBPyConnection, ids: Sequence[str]) -> list[Item]:
    """The items of those ids that are known."""
    return query.records(ledger, "redact/items", Item, items=list(ids), marker=REDACTED_TITLE)


class Before(NamedTuple):
    """What was to go when a redaction was begun, which tables may not say any more."""

    titled: Sequence[str]
    titles: Mapping[str, list[str]]
    urls: Mapping[str, str]


def plan(
    ledger: DuckDBPyConnection,
    home: Home,
    ids: Sequence[str],
    with_titles: bool,
    before: Before | None = None,
) -> Plan:
    """What would be taken out of items: their pages; their titles `with_titles`, or where one holds masked
    personal data; all of it as it was `before`, where that is told."""
    items = tuple(found_items(ledger, ids))
    titled = tuple(item.item_id for item in items if with_titles or item.is_masked or item.is_titled)
    if before is not None:
        titled = tuple(before.titled)
        items = tuple(
            item._replace(
                titles=before.titles.get(item.item_id, item.titles),
                url=before.urls.get(item.item_id, item.url),
            )
            for item in items
        )
    known = query.one(ledger, "redact/known_of", Known, items=list(ids))
    copies = tuple(
        f"{copy.item_id} {mask_address(copy.url)}"
        for copy in query.records(ledger, "redact/copies", _Copy, items=list(ids))
    )
    made = Plan(items, titled, (), known, copies)
    files = _own_files(ledger, made) | (_all_files(ledger, home, made) if made.has_words else set())
    return replace(made, files=tuple(sorted(files)))


def _own_files(ledger: DuckDBPyConnection, made: Plan) -> set[str]:
    """Files in which answers of the items stand."""
    own = {canonical(item.url) for item in made.items}
    ends = sorted({_end(item.url) for item in made.items})
    rows = query.records(ledger, "redact/asked", _Question, items=made.ids, ends=ends)
    return {row.archive_file for row in rows if {_canonical(row.url), _canonical(row.final_url)} & own}


def _all_files(ledger: DuckDBPyConnection, home: Home, made: Plan) -> set[str]:
    """Every file of the portals, and those in the folder that nothing loaded points to."""
    portals = sorted(made.by_portal)
    own = set(query.column(ledger, "redact/files", portals=portals))
    others = set(query.column(ledger, "redact/files", portals=query.column(ledger, "redact/portals"))) - own
    return own | {file.name for file in home.archive.glob("*.warc.gz") if file.name not in others}


def _end(url: str) -> str:
    """What every form of an address holds."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2] or (urlsplit(url).hostname or "")


def _canonical(url: str) -> str:
    try:
        return canonical(url)
    except ValueError:
        return url


def _ids(named: str, portals: Sequence[str]) -> list[str]:
    try:
        return [item_id(portal, named) for portal in portals]
    except ValueError:
        return []
