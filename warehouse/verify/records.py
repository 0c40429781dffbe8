"""The archive against the file: sums of whole files, and every item page read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from duckdb import DuckDBPyConnection

import sql
from scrapers.archive import DamagedArchive
from scrapers.package import file_sha256


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be: `what` is the kind in Chinese, `message` the whole sentence."""

    what: str
    subject: str
    message: str


class RereadPage(Protocol):
    """An archived item page read again; None where today's rules read no item, or no date."""

    @property
    def payload_sha256(self) -> str:
        """sha256 hex of the body."""

    @property
    def content_sha256(self) -> str | None:
        """sha256 hex of title and text."""

    @property
    def published_on(self) -> date | None:
        """The day that the page prints."""


ReadAgain = Callable[[str, int], RereadPage]
"""Reads the item page in that file of the archive at that offset; raises DamagedArchive, OSError."""

Progress = Callable[[int, int], None]
"""Told how many records of how many have been read again."""


def check_files(connection: DuckDBPyConnection, archive: Path) -> Iterator[Difference]:
    """Every file of the archive that is missing or whose bytes are not those that were loaded."""
    for name, registered in connection.execute(sql.statement("verify/archive_files")).fetchall():
        file = archive / name
        if not file.is_file():
            yield Difference("存档文件", name, f"存档文件 {file} 不见了;请从备份恢复")
        elif registered and file_sha256(file) != registered:
            message = f"存档文件 {file} 的 SHA-256 与载入时登记的不同,内容已被改动或损坏;请从备份恢复"
            yield Difference("存档文件", name, message)


def check_pages(connection: DuckDBPyConnection, read: ReadAgain, progress: Progress) -> Iterator[Difference]:
    """Every version of an item whose archived page is not there, not whole, or reads otherwise than told."""
    sums = _sealed_sums(connection)
    versions = connection.execute(sql.statement("verify/versions")).fetchall()
    for done, (item_id, version, title, file, offset, content, day) in enumerate(versions, 1):
        what = f"条目 {item_id}“{title or '无标题'}”第 {version} 版"
        place = f"archive/{file} 偏移 {offset}"
        try:
            page = read(file, offset)
        except FileNotFoundError:
            yield Difference("存档记录", item_id, f"{what}的存档文件不见了:{place}")
        except (DamagedArchive, OSError) as error:
            yield Difference("存档记录", item_id, f"{what}的存档记录无法读出({place}):{error}")
        else:
            sealed = sums.get((file, offset))
            yield from _page(what, place, item_id, page, content, day, sealed)
        progress(done, len(versions))


def _page(
    what: str,
    place: str,
    item_id: str,
    page: RereadPage,
    content: str | None,
    day: date | None,
    sealed: str | None,
) -> Iterator[Difference]:
    if sealed is not None and page.payload_sha256 != sealed:
        message = f"{what}的存档网页({place})与封存时的字节不同:{sealed[:16]} → {page.payload_sha256[:16]}"
        yield Difference("存档记录", item_id, message)
    if page.content_sha256 != content:
        message = (
            f"{what}的内容校验和是 {(content or '无')[:16]},由存档({place})重新读出的是 "
            f"{(page.content_sha256 or '无')[:16]};如果存档文件没有别的差异,是读取规则变了,"
            "请运行 gongkai reparse"
        )
        yield Difference("内容", item_id, message)
    if page.published_on != day:
        message = f"{what}的发布日期是 {day or '无'},由存档({place})重新读出的是 {page.published_on or '无'}"
        yield Difference("发布日期", item_id, message)


def _sealed_sums(connection: DuckDBPyConnection) -> dict[tuple[str, int], str]:
    """Sums of the pages' bytes by place, from a sealed file; a published one holds none."""
    there = connection.execute(sql.statement("verify/has_archive_records")).fetchone()
    if not there or not there[0]:
        return {}
    found = connection.execute(sql.statement("verify/archive_records")).fetchall()
    return {(file, offset): digest for file, offset, digest in found if digest}
