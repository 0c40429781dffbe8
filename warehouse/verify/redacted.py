"""What was taken out for good, as files say it: what of an archive, a page, a sealed file it explains, and
what not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.package import file_sha256
from scrapers.rereading import Again
from warehouse import query
from warehouse.archive_sums import Change, followed
from warehouse.home import Home
from warehouse.ledger import TIME_ZONE, prepare
from warehouse.read_only import logs_of, open_read_only
from warehouse.seal.names import SEALED, name_in_home
from warehouse.verify.records import Difference

UNTOLD = "的存档记录被换成了删除标记,redactions 表中却没有这次删除"
"""Of a record that says it was taken out, and nobody did."""


class _TakenOut(NamedTuple):
    item_id: str
    what: str
    redacted_at: datetime
    who: str
    why: str
    archive_file: str | None
    archive_offset: int | None
    sha256: str | None


class _Former(NamedTuple):
    portal_id: str
    former_id: str


class _Untouched(NamedTuple):
    """What a table of a sealed file said besides that of which something went."""

    table_name: str
    columns_left: list[str]
    rows: int
    summed: int


class _Summed(NamedTuple):
    rows: int
    summed: int | None


Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Redactions:
    """What was taken out, as the verified file and the published one say it."""

    told: Sequence[_TakenOut] = ()
    """By the verified file alone."""
    taken: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    """Sums of what stood at places of the archive, of records taken out and of those out of which words
    were."""
    whole: frozenset[Place] = frozenset()
    """Of records taken out."""
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)
    former_ids: Sequence[_Former] = ()
    """What portals were called before."""

    def of_sealed(self, file: Path, sealed: Path) -> list[Change]:
        """The rewritings of a sealed file, under every name that its folder has had."""
        folder = file.parent.name
        former = [one.former_id for one in self.former_ids if one.portal_id == folder]
        names = [name_in_home(file, sealed), *(f"{SEALED}{one}/{file.name}" for one in former)]
        return [change for name in dict.fromkeys(names) for change in self.changes.get(name, ())]

    def sum_now(self, name: str, registered: str) -> str:
        """The sum that a file has to have, which had that one when it was registered: the last one of an
        unbroken chain."""
        changes = [one._replace(archive_file=name) for one in self.changes.get(name, ())]
        return followed({name: registered}, changes)[name]

    def explained(self, place: Place, again: Again, sealed: str | None) -> Again | None:
        """What is left to tell of a page read again; None where all is as it was left."""
        stood = self.taken.get(place, frozenset[str]())
        was_sealed_so = sealed is None or sealed in stood
        if again.is_redacted:
            is_told = place in self.whole and (not again.payload_sha256 or again.payload_sha256 in stood)
            return None if is_told and was_sealed_so else again._replace(trouble=UNTOLD)
        if stood and not again.trouble and was_sealed_so:
            return again._replace(differing={}, payload_sha256=sealed)
        return again

    def notes(self, file: Path) -> Iterator[str]:
        """What was taken out, by whom and why, in Chinese."""
        of: dict[tuple[datetime, str, str], list[_TakenOut]] = defaultdict(list)
        for row in self.told:
            of[row.redacted_at, row.who, row.why].append(row)
        for (at, who, why), rows in of.items():
            items = len({row.item_id for row in rows})
            whats = [row.what for row in rows]
            parts = [
                f"存档记录 {whats.count('record')} 条",
                *([f"标题 {whats.count('title')} 个"] if "title" in whats else []),
                *([f"别的网页上的标题 {whats.count('words')} 处"] if "words" in whats else []),
            ]
            day = at.astimezone(ZoneInfo(TIME_ZONE)).date()
            yield (
                f"{file.name}:{day} 由{who or '(未署名)'}依规删除了 {items} 个条目的内容({'、'.join(parts)}),"
                f"原因:{why};已按登记核对,不算差异"
            )


def redactions_of(connection: DuckDBPyConnection, home: Home) -> Redactions:
    """What the connection's file says was taken out, and of the archive what the published file says too: a
    sealed file need not know of what went after it."""
    told, changes = _read(connection)
    more_told, more_changes, former_ids = _published(home)
    taken: dict[Place, set[str]] = defaultdict(set)
    whole: set[Place] = set()
    for row in (*told, *more_told):
        if row.archive_file is not None and row.archive_offset is not None and row.sha256 is not None:
            taken[row.archive_file, row.archive_offset].add(row.sha256)
            if row.what == "record":
                whole.add((row.archive_file, row.archive_offset))
    of_file: dict[str, dict[Change, None]] = defaultdict(dict)
    for change in (*changes, *more_changes):
        of_file[change.archive_file][change] = None
    return Redactions(
        told=told,
        taken={place: frozenset(sums) for place, sums in taken.items()},
        whole=frozenset(whole),
        changes={name: tuple(rows) for name, rows in of_file.items()},
        former_ids=former_ids,
    )


def check_sealed(
    connection: DuckDBPyConnection, file: Path, sealed: Path, redactions: Redactions
) -> Iterator[Difference]:
    """Whether a sealed file differs from the one that was sealed by what was taken out alone: by the sums of
    all the rest, taken before; and whether it is the file that the last rewriting left."""
    changes = redactions.of_sealed(file, sealed)
    left = {one.sha256_after for one in changes} - {one.sha256_before for one in changes}
    if changes and (found := file_sha256(file)) not in left:
        message = (
            f"{file} 的 SHA-256 是 {found},依规删除之后登记的是 {'、'.join(sorted(left))};在那之后被改动"
        )
        yield Difference("封存文件", file.name, message)
    if "redaction_sums" not in query.column(connection, "verify/table_names"):
        return
    places = query.pairs(connection, "redact/tables_of_file", "table_name", "place")
    for one in query.records(connection, "redact/untouched", _Untouched):
        if one.table_name not in places:
            yield Difference(
                "封存文件", file.name, f"{file.name} 中依规删除之前有表 {one.table_name},现在没有"
            )
            continue
        now = query.one(
            connection, "publish/content_sum", _Summed, name=places[one.table_name], but=one.columns_left
        )
        if (now.rows, now.summed or 0) != (one.rows, one.summed):
            message = (
                f"{file.name} 的表 {one.table_name} 在依规删除之前有 {one.rows} 行,现有 {now.rows} 行,"
                "或删除不涉及的列与当时的校验和不符:除删除之外还被改动过"
            )
            yield Difference("封存文件", file.name, message)


def _read(connection: DuckDBPyConnection) -> tuple[list[_TakenOut], list[Change]]:
    tables = query.column(connection, "verify/table_names")
    told = query.records(connection, "verify/redactions", _TakenOut) if "redactions" in tables else []
    has_changes = "archive_changes" in tables
    return told, query.records(connection, "verify/archive_changes", Change) if has_changes else []


def _published(home: Home) -> tuple[list[_TakenOut], list[Change], list[_Former]]:
    """The same of the published file, where that is as it was published."""
    file, told_sum = home.published, home.published_sha256
    if not file.is_file() or not told_sum.is_file() or logs_of(file):
        return [], [], []
    if told_sum.read_text(encoding="utf-8", errors="replace").split()[:1] != [file_sha256(file)]:
        return [], [], []
    try:
        with open_read_only(file, of_any_form=True) as published:
            prepare(published)
            has_names = "portal_names" in query.column(published, "verify/table_names")
            former = query.records(published, "verify/former_ids", _Former) if has_names else []
            return *_read(published), former
    except duckdb.Error:
        return [], [], []
