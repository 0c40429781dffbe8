"""What was taken out for good (`gongkai redact`), kept beside the backups: a snapshot from before it holds
the words still, and whoever restores it is told what to take out again.

`redactions.json` of a backup folder: a list of {"portal_id", "items", "at", "day", "who", "why",
"with_titles"}. No word of what went is in it. It only grows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.durable import OWNERS_FILE, replace_whole
from warehouse import query
from warehouse.backup.records import BackupError
from warehouse.backup.store import Store
from warehouse.home import Home
from warehouse.ledger import TIME_ZONE

FILE = "redactions.json"


@dataclass(frozen=True, slots=True)
class Erasure:
    """One redaction of a portal's items, as it was asked for."""

    portal_id: str
    at: datetime
    who: str
    why: str
    with_titles: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be taken out of a restored home again."""

    erasure: Erasure
    """With those of its items that the home holds still, or may come to hold."""
    is_known: bool
    """Whether the ledger has the items: else they stand in packages, or come with a later night."""


def erasures_in(connection: DuckDBPyConnection) -> list[Erasure]:
    """Every redaction that a ledger (of whatever version) knows of, also one under way."""
    if not query.value(connection, "backup/has_redactions"):
        return []
    return [_as_tuple(one) for one in query.records(connection, "backup/redactions", Erasure)]


def known_erasures(store: Store) -> list[Erasure]:
    """What is known there, in the order of time. Raises BackupError for a file that cannot be read."""
    file = store.root / FILE
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return sorted(map(_erasure, told), key=lambda one: one.at)
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{file} 读不懂,不知道备份之后依规删除过什么") from error


def tell_store(store: Store, erasures: Iterable[Erasure]) -> None:
    """Adds what is not known there yet; the caller holds the store. A file that cannot be read is set beside
    and begun anew: it must not stop backups. Raises OSError."""
    try:
        known = known_erasures(store)
    except BackupError:
        file = store.root / FILE
        file.replace(file.with_name(f"{FILE}.damaged"))
        known = []
    made = {_key(one): one for one in (*known, *erasures)}
    if len(made) > len(known):
        told = [_told(one) for one in sorted(made.values(), key=lambda one: one.at)]
        text = "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in told) + "\n]\n"
        replace_whole(store.root / FILE, text, mode=OWNERS_FILE)


def due_in(home: Home, made_at: datetime, erasures: Sequence[Erasure]) -> list[Due]:
    """Which of them a restored home has not gone through: by its ledger, or where that cannot be asked, by
    the instant of the snapshot."""
    if not erasures or not home.ledger.exists():
        return []
    try:
        with duckdb.connect(str(home.ledger), read_only=True) as connection:
            return [due for one in _once(erasures) for due in _due(connection, one)]
    except duckdb.Error:
        return [Due(one, True) for one in _once(erasures) if one.at > made_at]


def _once(erasures: Sequence[Erasure]) -> list[Erasure]:
    """Each item by its last redaction alone, with its title where one of them took that: an item that was
    taken out twice is to be taken out once."""
    titled = {item for one in erasures if one.with_titles for item in one.items}
    found: list[Erasure] = []
    seen: set[str] = set()
    for one in sorted(erasures, key=lambda one: one.at, reverse=True):
        for with_titles in (True, False):
            left = tuple(item for item in one.items if item not in seen and (item in titled) is with_titles)
            if left:
                found.append(replace(one, items=left, with_titles=with_titles))
        seen |= set(one.items)
    return found[::-1]


def _due(connection: DuckDBPyConnection, one: Erasure) -> Iterable[Due]:
    items, done = list(one.items), set[str]()
    if query.value(connection, "backup/has_redactions"):
        done = set(query.column(connection, "backup/items_taken_out", items=items, at=one.at))
    known = set(query.column(connection, "backup/items_known", items=items))
    for is_known in (True, False):
        left = tuple(item for item in items if item not in done and (item in known) is is_known)
        if left:
            yield Due(replace(one, items=left), is_known)


def _key(one: Erasure) -> tuple[str, datetime, tuple[str, ...]]:
    return one.portal_id, one.at, one.items


def _as_tuple(one: Erasure) -> Erasure:
    return replace(one, items=tuple(one.items))


def _told(one: Erasure) -> dict[str, Any]:
    return {
        "portal_id": one.portal_id,
        "items": list(one.items),
        "at": one.at.isoformat(),
        "day": one.at.astimezone(ZoneInfo(TIME_ZONE)).date().isoformat(),
        "who": one.who,
        "why": one.why,
        "with_titles": one.with_titles,
    }


def _erasure(told: dict[str, Any]) -> Erasure:
    """Raises KeyError, TypeError, ValueError."""
    at = datetime.fromisoformat(told["at"])
    items = tuple(map(str, told["items"]))
    if at.tzinfo is None or not items:
        raise ValueError("an instant without a zone, or no item")
    portal_id, who, why = (str(told[name]) for name in ("portal_id", "who", "why"))
    return Erasure(portal_id, at, who, why, bool(told["with_titles"]), items)


def backup_folder(root: Path) -> Store:
    """The folder of backups there; raises BackupError where it cannot be reached, or is none any more."""
    store = Store(root)
    store.require()
    return store
