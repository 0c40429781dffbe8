"""What is wrong with an archived page, in words: it cannot be read, is not as it was, is another item's, or
reads otherwise than told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scrapers.privacy import mask
from scrapers.rereading import Again
from warehouse.ledger import TIME_ZONE
from warehouse.verify.records import FIELDS, READ_OTHERWISE, Difference, NamedItem, reader_words
from warehouse.verify.tables import SHOWN


@dataclass(frozen=True, slots=True)
class Vouched:
    """What is known to be as it was: the file by its sums, and all files of the archive but the `damaged`."""

    reader: str
    """The version of today's reader."""
    file: bool
    damaged: frozenset[str]

    def is_other_reading(self, told: ToldReading, page: Again, sealed: str | None) -> bool:
        """Whether another reader read the same bytes, and the file still says what it made of them."""
        same_bytes = sealed == page.payload_sha256 or told.archive_file not in self.damaged
        return self.file and same_bytes and told.reader_version != self.reader


@dataclass(frozen=True, slots=True)
class ToldReading:
    """One reading of an item's page, as the file tells it."""

    item_id: str
    version: int
    item_title: str | None
    portal_id: str | None
    sections: list[str]
    """Those that it is or was in."""
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
    seen_at: datetime
    status: int | None
    """Of the answer, by the row of its question; None where there is none."""
    reader_version: str | None
    """Of the reader that read the page so; None where that was not kept."""

    @property
    def key(self) -> tuple[str, int]:
        """By which it is the same reading in two files."""
        return self.item_id, self.version

    def says_as(self, should: ToldReading | None) -> bool:
        """Whether it is told as it should be: by its place, its question, and what it states."""
        asked = ("archive_file", "archive_offset", "seen_at", "status")
        return should is not None and all(
            getattr(self, name) == getattr(should, name) for name in (*asked, *FIELDS)
        )

    @property
    def what(self) -> str:
        """Item and version, in Chinese."""
        return f"{NamedItem(self.item_id, self.item_title).words}第 {self.version} 版"

    @property
    def place(self) -> str:
        """Where its page stands, in Chinese."""
        return f"archive/{self.archive_file} 偏移 {self.archive_offset}"


@dataclass(frozen=True, slots=True)
class FoundReading:
    """A page that is not as told, or not as it was when the year was sealed (`sealed`: its sum then)."""

    told: ToldReading
    again: Again
    sealed: str | None


_QUESTION = {"asked_at": "发现时刻(seen_at)", "status": "提问记录的状态码(fetches.status)"}
"""What the record of an answer says of its question, and its name in Chinese."""


def differences(name: str, found: Sequence[FoundReading], vouched: Vouched) -> Iterator[Difference]:
    """What was found in one file of the archive; of records that cannot be read up to SHOWN."""
    unread = 0
    for one in found:
        unread += bool(one.again.trouble)
        if not one.again.trouble or unread <= SHOWN:
            yield from _page(one.told, one.again, one.sealed, vouched)
    if unread > SHOWN:
        message = f"archive/{name}:无法重读的等 {unread} 条,只列出 {SHOWN} 条"
        yield Difference("存档记录", name, message)


def _page(told: ToldReading, page: Again, sealed: str | None, vouched: Vouched) -> Iterator[Difference]:
    if page.trouble:
        yield Difference("存档记录", told.item_id, f"{told.what}{page.trouble}:{told.place}")
        return
    yield from _bytes(told, page, sealed)
    asked = dict(page.asked)
    if (url := asked.pop("url", None)) is not None:
        message = (
            f"{told.what}的网页不是它自己的:存档记录({told.place})答的是 {mask(url)};"
            f"这一版的标题、日期、单位可能是别的条目的,请在它的原网址核对"
        )
        yield Difference("存档记录", told.item_id, message)
    for field, again in asked.items():
        name, stands = _QUESTION[field], told.seen_at if field == "asked_at" else told.status
        message = f"{told.what}的{name}是 {_shown(stands)},存档记录({told.place})写的是 {_shown(again)}"
        yield Difference("存档记录", told.item_id, message)
    yield from _reading(told, page, vouched, vouched.is_other_reading(told, page, sealed))


def _bytes(told: ToldReading, page: Again, sealed: str | None) -> Iterator[Difference]:
    if sealed is not None and page.payload_sha256 != sealed:
        message = (
            f"{told.what}的存档网页({told.place})与封存时的字节不同:"
            f"{sealed[:16]} → {(page.payload_sha256 or '')[:16]}"
        )
        yield Difference("存档记录", told.item_id, message)


def _reading(told: ToldReading, page: Again, vouched: Vouched, otherwise: bool) -> Iterator[Difference]:
    """Each field that stands otherwise than it is read; `otherwise`: the reader may have made that alone."""
    for field, again in page.differing.items():
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


def _suspected(told: ToldReading, vouched: Vouched) -> str:
    """What may lie behind a page that reads otherwise than told."""
    if told.reader_version == vouched.reader:
        return "两次都由同一读取器读出,应当相同:文件或存档被改动"
    return "文件或存档另有差异,因此不能断定只是读取规则变了:可能被改动"


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo(TIME_ZONE)):%Y-%m-%d %H:%M:%S}"
    return "无" if value is None else str(value)
