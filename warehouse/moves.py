"""Figures that moved because rules or program were updated: noted when published so, told from then on.

Compared is the file about to be published with the one that stands, where that is one of ours and was made by
other rules, in another form or from pages read by another reader. What newly read items add in the same
publication cannot be told apart and is told as well. A sealed file never moves: it is said what it holds.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.file_sums import is_ours
from warehouse.home import Home
from warehouse.read_only import logs_of
from warehouse.rulebook import rules_version
from warehouse.schema import SCHEMA_VERSION
from warehouse.seal.names import name_in_home, sealed_of, sum_of

_TOGETHER = 6
"""The last form whose figures told all portals together."""


class _Stated(NamedTuple):
    schema_version: int
    rules_version: str


class _Moved(NamedTuple):
    """How many figures of a portal's year moved."""

    portal_id: str
    year: int
    figures: int


def note_moves(ledger: DuckDBPyConnection, home: Home, now: datetime) -> tuple[str, ...]:
    """Notes in the ledger which figures of the file being built are other ones than in the one that stands.
    A file that cannot be believed or attached notes nothing, which `checks.guard_standing` says. In Chinese:
    how many moved, or why they were not compared."""
    if not _is_sound(home.published, home.published_sha256, since_compared=True):
        return ()
    try:
        query.run(ledger, "checks/attach_standing", file=home.published)
    except duckdb.Error:
        return ()
    try:
        return _note(ledger, home, now)
    finally:
        query.run(ledger, "checks/detach_standing")


def inform_moves(ledger: DuckDBPyConnection, now: datetime) -> None:
    """Fills `published.findings` with what was noted up to `now`."""
    if query.value(ledger, "checks/any_moved"):
        query.run(ledger, "checks/inform_moved", now=now)


def _is_sound(file: Path, told_sum: Path, since_compared: bool = False) -> bool:
    return file.is_file() and not logs_of(file) and is_ours(file, told_sum, since_compared)


def _note(ledger: DuckDBPyConnection, home: Home, now: datetime) -> tuple[str, ...]:
    query.run(ledger, "checks/forget_unpublished")
    query.run(ledger, "checks/bring_back", now=now)
    for stated in query.records(ledger, "checks/stated_standing", _Stated):
        if not _is_by_another(ledger, stated):
            return ()
        if stated.schema_version <= _TOGETHER and query.value(ledger, "checks/stood_of_several"):
            return (f"原来的 {home.published.name} 由旧版程序公布,各门户的数字合在一起,没有逐个比较有无变动",)
        query.run(ledger, "checks/called_now")
        query.run(ledger, "checks/stood" if stated.schema_version > _TOGETHER else "checks/stood_6")
        query.run(ledger, "checks/note_moves", now=now)
        moved = query.records(ledger, "checks/moved_years", _Moved, now=now)
        for one in moved:
            _note_closed(ledger, home, one, now)
        if moved:
            years: Counter[int] = Counter()
            for one in moved:
                years[one.year] += one.figures
            told = "、".join(f"{year} 年 {count} 个" for year, count in years.items())
            return (f"规则或程序更新后,有数字与上次公布不同:{told};每个见检查结果 figure-moved",)
    return ()


def _is_by_another(ledger: DuckDBPyConnection, stated: _Stated) -> bool:
    if (stated.schema_version, stated.rules_version) != (SCHEMA_VERSION, rules_version()):
        return True
    return bool(query.value(ledger, "checks/other_reader"))


def _note_closed(ledger: DuckDBPyConnection, home: Home, moved: _Moved, now: datetime) -> None:
    """Adds what the last sealed file of the portal's year holds, where there is one that is as it was
    written."""
    former = query.column(ledger, "checks/former_ids", portal_id=moved.portal_id)
    for _, file in sealed_of(home.sealed, moved.year, moved.portal_id, former)[-1:]:
        if not _is_sound(file, sum_of(file)):
            continue
        query.run(ledger, "checks/attach_closed", file=file)
        try:
            form = max(query.column(ledger, "checks/closed_form"), default=0)
            name = "checks/note_closed" if form > _TOGETHER else "checks/note_closed_6"
            told = {"name": name_in_home(file, home.sealed), "portal_id": moved.portal_id}
            query.run(ledger, name, now=now, **told)
        finally:
            query.run(ledger, "checks/detach_closed")
