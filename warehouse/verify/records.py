"""The archive against the file: sums of whole files, and every item page read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from scrapers.archive import DamagedArchive
from scrapers.layout import ItemLayout
from scrapers.package import ItemRow, file_sha256
from warehouse import query
from warehouse.ledger import TIME_ZONE
from warehouse.verify.layouts import HeldLayouts

FIELDS = {
    "content_sha256": "内容",
    "title": "标题",
    "unit": "发布单位",
    "document_number": "发文字号",
    "index_number": "索引号",
    "published_on": "发布日期",
    "published_at": "发布时刻",
    "issued_on": "成文日期",
}
"""What a version is told to state, and its name in Chinese."""


ARCHIVE_FILE = "存档文件"
"""The kind of a difference of a whole file of the archive."""

READ_OTHERWISE = "读法不同"
"""The kind of a difference that today's reader makes: nothing was damaged or altered."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be: `what` is the kind in Chinese, `message` the whole sentence."""

    what: str
    subject: str
    message: str

    @property
    def is_reading(self) -> bool:
        """Whether it is today's reader alone that makes it."""
        return self.what == READ_OTHERWISE


@dataclass(frozen=True, slots=True)
class Vouched:
    """What is known to be as it was: the file by its sums, and all files of the archive but the `damaged`."""

    reader: str
    """The version of today's reader."""
    file: bool
    damaged: frozenset[str]

    def is_other_reading(self, told: _Told, page: RereadPage, sealed: str | None) -> bool:
        """Whether another reader read the same bytes, and the file still says what it made of them."""
        same_bytes = sealed == page.payload_sha256 or told.archive_file not in self.damaged
        return self.file and same_bytes and told.reader_version != self.reader


class NamedItem(NamedTuple):
    """An item by its id and title."""

    item_id: str
    title: str | None

    @property
    def words(self) -> str:
        """The item as sentences name it."""
        return f"条目 {self.item_id}“{self.title or '无标题'}”"


@dataclass(frozen=True, slots=True)
class _Told:
    """One reading of an item's page, as the file tells it."""

    item_id: str
    version: int
    item_title: str | None
    archive_file: str
    archive_offset: int
    content_sha256: str | None
    title: str | None
    unit: str | None
    document_number: str | None
    index_number: str | None
    published_on: date | None
    published_at: datetime | None
    issued_on: date | None
    reader_version: str | None
    """Of the reader that read the page so; None where that was not kept."""

    @property
    def what(self) -> str:
        return f"{NamedItem(self.item_id, self.item_title).words}第 {self.version} 版"

    @property
    def place(self) -> str:
        return f"archive/{self.archive_file} 偏移 {self.archive_offset}"


class _Sum(NamedTuple):
    """A page's bytes as they were when the year was sealed."""

    archive_file: str
    archive_offset: int
    payload_sha256: str | None


class RereadPage(Protocol):
    """An archived item page read again."""

    @property
    def payload_sha256(self) -> str:
        """sha256 hex of the body."""

    @property
    def item(self) -> ItemRow | None:
        """What today's rules read from it; None where they read no item."""

    def by(self, layout: ItemLayout) -> ItemRow | None:
        """The same where its section's layout says where things stand."""


ReadAgain = Callable[[str, int], RereadPage]
"""Reads the item page in that file of the archive at that offset; raises DamagedArchive, OSError."""

Progress = Callable[[int, int], None]
"""Told how many records of how many have been read again."""


def check_files(connection: DuckDBPyConnection, archive: Path) -> Iterator[Difference]:
    """Every file of the archive that is missing or whose bytes are not those that were loaded."""
    files = query.pairs(connection, "verify/archive_files", "archive_file", "sha256")
    for name, registered in files.items():
        file = archive / name
        if not file.is_file():
            yield Difference(ARCHIVE_FILE, name, f"存档文件 {file} 不见了;请从备份恢复")
        elif registered and file_sha256(file) != registered:
            message = f"存档文件 {file} 的 SHA-256 与载入时登记的不同,内容已被改动或损坏;请从备份恢复"
            yield Difference(ARCHIVE_FILE, name, message)


def check_pages(
    connection: DuckDBPyConnection, read: ReadAgain, progress: Progress, vouched: Vouched
) -> Iterator[Difference]:
    """Every version of an item whose archived page is not there, not whole, or reads otherwise than told: by
    the rules, and by every layout that the file has of the item's sections."""
    sums, layouts = _sealed_sums(connection), HeldLayouts(connection)
    versions = query.records(connection, "verify/versions", _Told)
    for done, told in enumerate(versions, 1):
        page = _attempt(read, told)
        if isinstance(page, str):
            yield Difference("存档记录", told.item_id, f"{told.what}{page}:{told.place}")
        else:
            sealed = sums.get((told.archive_file, told.archive_offset))
            yield from _bytes(told, page, sealed)
            yield from _reading(told, page, layouts, vouched, vouched.is_other_reading(told, page, sealed))
        progress(done, len(versions))


def _attempt(read: ReadAgain, told: _Told) -> RereadPage | str:
    """The page, or in Chinese why it cannot be read."""
    try:
        return read(told.archive_file, told.archive_offset)
    except FileNotFoundError:
        return "的存档文件不见了"
    except (DamagedArchive, OSError) as error:
        return f"的存档记录无法读出({error})"


def _bytes(told: _Told, page: RereadPage, sealed: str | None) -> Iterator[Difference]:
    if sealed is not None and page.payload_sha256 != sealed:
        message = (
            f"{told.what}的存档网页({told.place})与封存时的字节不同:"
            f"{sealed[:16]} → {page.payload_sha256[:16]}"
        )
        yield Difference("存档记录", told.item_id, message)


def _reading(
    told: _Told, page: RereadPage, layouts: HeldLayouts, vouched: Vouched, otherwise: bool
) -> Iterator[Difference]:
    """Each field that stands otherwise than it is read; `otherwise`: the reader may have made that alone."""
    for field, again in _nearest(told, page, layouts).items():
        name, stands = FIELDS[field], getattr(told, field)
        if otherwise:
            message = (
                f"{told.what}的{name},{reader_words(told.reader_version)}读作 {_shown(stands)},现在的读取器 "
                f"{vouched.reader} 读作 {_shown(again)};网页({told.place})没有变"
            )
            yield Difference(READ_OTHERWISE, told.item_id, message)
        else:
            message = (
                f"{told.what}的{name}是 {_shown(stands)},由存档({told.place})重新读出的是 {_shown(again)};"
                f"{_suspected(told, vouched)}"
            )
            yield Difference(name, told.item_id, message)


def _nearest(told: _Told, page: RereadPage, layouts: HeldLayouts) -> dict[str, Any]:
    """By field that stands otherwise, what is read of the page: of the readings by the rules and by the
    layouts, the one that comes nearest to what stands. Where that is the whole, no field does."""
    nearest = _differing(told, page.item)
    for layout in layouts.of(told.item_id) if nearest else ():
        differing = _differing(told, page.by(layout))
        nearest = min(nearest, differing, key=len)
        if not nearest:
            break
    return nearest


def _differing(told: _Told, item: ItemRow | None) -> dict[str, Any]:
    again = {field: _loaded(getattr(item, field)) if item else None for field in FIELDS}
    return {field: value for field, value in again.items() if value != getattr(told, field)}


def reader_words(version: str | None) -> str:
    """A reader by its version, as sentences name it."""
    return f"读取器 {version} " if version else "不记版本的旧读取器"


def _suspected(told: _Told, vouched: Vouched) -> str:
    """What may lie behind a page that reads otherwise than told."""
    if told.reader_version == vouched.reader:
        return "两次都由同一读取器读出,应当相同:文件或存档被改动"
    return "文件或存档另有差异,因此不能断定只是读取规则变了:可能被改动"


def _loaded(value: Any) -> Any:
    """A field as loading keeps it: blank text is none."""
    return value.strip(" ") or None if isinstance(value, str) else value


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo(TIME_ZONE)):%Y-%m-%d %H:%M:%S}"
    return "无" if value is None else str(value)


def _sealed_sums(connection: DuckDBPyConnection) -> dict[tuple[str, int], str]:
    """Sums of the pages' bytes by place, from a sealed file; a published one holds none."""
    if not query.value(connection, "verify/has_archive_records"):
        return {}
    found = query.records(connection, "verify/archive_records", _Sum)
    return {(row.archive_file, row.archive_offset): row.payload_sha256 for row in found if row.payload_sha256}
