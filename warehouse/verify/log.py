"""The log of people's decisions: whether its lines join, and whether what a file rests on stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.decision_log import IN_FORCE, LOG_NAME, Entry, read_book
from warehouse.home import Home
from warehouse.verify.records import Difference
from warehouse.verify.tables import tables_of

LOG = "决定记录"
"""The kind of a difference of the log."""


class _Line(NamedTuple):
    """A line of the published table."""

    number: int
    sha256: str


class _InForce(NamedTuple):
    """A decision that the file rests on, and what the published log says last of it."""

    decision_id: str
    words: str
    change: str | None
    content: Sequence[str]
    logged: str | None


def check_log(connection: DuckDBPyConnection, home: Home) -> Iterator[Difference]:
    """What was altered in the log, or is lost of it: by its sums, its second copy, and the published file,
    which holds it as it was. Nothing of a file that was published before there was a log."""
    if "decision_log" not in tables_of(connection):
        return
    book = read_book(home)
    remedy = (
        "下次公布时按副本恢复" if book.is_mended and book.entries else f"请从备份恢复 overrides/{LOG_NAME}"
    )
    for fault in book.faults:
        yield Difference(LOG, LOG_NAME, f"overrides/{fault};{remedy}")
    published = query.records(connection, "verify/log_lines", _Line)
    yield from _beside(book.entries, published)
    yield from _unlogged(connection)


def _beside(entries: Sequence[Entry], published: Sequence[_Line]) -> Iterator[Difference]:
    """The first line that the log and the published file have otherwise."""
    for place, line in enumerate(published):
        if place >= len(entries):
            message = f"公布文件的 decision_log 有 {len(published)} 行,记录只有 {len(entries)} 行"
        elif entries[place].sha256 != line.sha256:
            message = f"第 {line.number} 行与公布文件的 decision_log 不同"
        else:
            continue
        yield Difference(LOG, LOG_NAME, f"overrides/{LOG_NAME}:{message};请从备份恢复 overrides 和 work")
        return


def _unlogged(connection: DuckDBPyConnection) -> Iterator[Difference]:
    for one in query.records(connection, "verify/unlogged", _InForce):
        if one.logged is None:
            told = "不在 decision_log 中"
        elif one.change not in IN_FORCE:
            told = f"在 decision_log 中已不再有效({one.change})"
        elif json.dumps(list(one.content), ensure_ascii=False) != one.logged:
            told = "与 decision_log 中所记的内容不同"
        else:
            continue
        yield Difference(LOG, one.decision_id, f"人工决定 {one.decision_id}({one.words}){told}")
