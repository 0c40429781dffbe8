"""Sealed files against each other and the published one, and files against the sum of their content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.package import file_sha256
from warehouse import query
from warehouse.contentsum import content_sha256, whole_sha256
from warehouse.read_only import logs_of
from warehouse.seal.closing import sealed_words
from warehouse.seal.names import previous_of, sum_of
from warehouse.verify.records import Difference, NamedItem


@dataclass(frozen=True, slots=True)
class Closing:
    """What a sealed file says of itself."""

    previous_file: str | None
    previous_sha256: str | None
    as_of: datetime | None
    data_as_of: datetime | None
    content_sha256: str | None
    """None in a file that was sealed before such sums were kept."""


class _Otherwise(NamedTuple):
    """A difference of two closings that the later one tells and that is not there, or the other way round."""

    form: str
    code: str
    change: str
    item_id: str | None
    title: str | None
    is_told: bool


def closing_of(connection: DuckDBPyConnection) -> Closing:
    """Reads it from an opened sealed file. Raises duckdb.Error where it does not say so in one row."""
    found = query.records(connection, "verify/seal", Closing)
    if len(found) != 1:
        raise duckdb.DataError(f"seal 表应有一行,现有 {len(found)} 行")
    return found[0]


def check_content(connection: DuckDBPyConnection, closing: Closing | None) -> Iterator[Difference]:
    """The sum of the content, made again; the file has to be of the version of DuckDB that is at work."""
    catalog = query.value(connection, "verify/catalog")
    if closing is None:
        stands = next(iter(query.column(connection, "verify/content")), "没有(meta 表没有行)")
        found = content_sha256(connection, catalog)
        where = "meta.content_sha256"
    else:
        stands = closing.content_sha256
        if stands is None:
            return
        found = whole_sha256(connection, catalog, sealed_words(connection))
        where = "seal.content_sha256"
    if stands is not None and stands != found:
        message = f"{where} 是 {stands},由各表内容重新计算是 {found};内容在写成文件之后被改动过"
        yield Difference("内容校验和", where, message)


def check_previous(
    connection: DuckDBPyConnection, closing: Closing, folder: Path, otherwise: Path
) -> Iterator[Difference]:
    """The closing before: still the file that this one followed; and the differences that this one tells. It
    lies in the same folder, or `otherwise`, where the home held one portal then."""
    if closing.previous_file is None:
        return
    previous = previous_of(folder / closing.previous_file, closing.previous_file, otherwise)
    if not previous.is_file():
        message = f"上一次封存的文件 {previous} 不见了;请从备份恢复"
        yield Difference("封存文件", previous.name, message)
        return
    found = file_sha256(previous)
    if found != closing.previous_sha256:
        message = (
            f"{previous} 的 SHA-256 是 {found},下一次封存时记下的是 {closing.previous_sha256};"
            f"{previous.name} 在那之后被改动,请从备份恢复"
        )
        yield Difference("封存文件", previous.name, message)
        return
    with _beside(connection, previous) as there:
        found_otherwise = query.records(connection, "verify/differences", _Otherwise) if there else []
    for row in found_otherwise:
        item = f" 条目 {row.item_id}“{row.title or '无标题'}”" if row.item_id else ""
        told = "有这一行,两次封存却没有这个差异" if row.is_told else "没有这一行"
        message = f"differences:{row.form} {row.code} {row.change}{item},表中{told}"
        yield Difference("封存差异", f"{row.form} {row.code}", message)


def check_left_out(
    connection: DuckDBPyConnection, year: int, published: Path, told_sum: Path
) -> Iterator[Difference]:
    """Items that the published file shows to belong to the sealed year, and that are not in it."""
    if not _is_sound(published, told_sum):
        return
    with _beside(connection, published) as there:
        left_out = query.records(connection, "verify/left_out", NamedItem, year=year) if there else []
    for item in left_out:
        message = f"items:缺少{item.words},它在封存之前已经发现,发布日期在 {year} 年(见 {published.name})"
        yield Difference("条目", item.item_id, message)


def check_gone(connection: DuckDBPyConnection, sealed: Path) -> Iterator[Difference]:
    """Items of a sealed file that the opened published one does not know any more."""
    if not _is_sound(sealed, sum_of(sealed)):
        return
    with _beside(connection, sealed) as there:
        gone = query.records(connection, "verify/gone_items", NamedItem) if there else []
    for item in gone:
        message = f"items:缺少{item.words},它在 {sealed.name} 中;条目不会从公布文件中删除"
        yield Difference("条目", item.item_id, message)


@contextmanager
def _beside(connection: DuckDBPyConnection, file: Path) -> Iterator[bool]:
    """Attaches another file as `other`; False where that cannot be done, which its own verification tells."""
    try:
        query.run(connection, "verify/attach_other", file=file)
    except duckdb.Error:
        yield False
        return
    try:
        yield True
    finally:
        query.run(connection, "verify/detach_other")


def _is_sound(file: Path, told_sum: Path) -> bool:
    """Whether the file is as it was written, and alone."""
    if logs_of(file) or not file.is_file() or not told_sum.is_file():
        return False
    told = told_sum.read_text(encoding="utf-8", errors="replace").split()[:1]
    return told == [file_sha256(file)]
