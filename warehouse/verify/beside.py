"""A file beside the same one made anew from the ledger: what of it can be compared, and what came of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.contentsum import made_by_this
from warehouse.decisions import HomeDecisions
from warehouse.home import Home
from warehouse.ledger import prepare
from warehouse.outcomes import teach_outcomes
from warehouse.rulebook import rules_version
from warehouse.schema import SCHEMA_VERSION
from warehouse.verify.closings import Closing
from warehouse.verify.people import People, is_newer, published_people
from warehouse.verify.rebuilding import Hold, NotMade, Since, made_anew
from warehouse.verify.records import LEDGER, Difference
from warehouse.verify.rules import are_todays
from warehouse.verify.tables import (
    DECLARED,
    GROWING,
    MADE,
    Wanted,
    compare,
    compare_table,
    lacking,
    tables_of,
)

NOT_COVERED = (
    "未覆盖:存档能证明的是内容页各版所写的内容、读到的时刻和应答的状态码;列表行、撤下的时刻、运行经过和其余"
    "提问记录只与台账(work/)逐行比较,台账本身的这些内容没有别的凭据"
)
"""What the comparison does not prove, said with every one."""

_SUMS = {("meta", "content_sha256"): "另一版本的 DuckDB 算出的校验和不能比较"}

_PERHAPS_ANOTHER = (
    "各校验和都与公布时相符:如公布之后升级过程序、改过门户文件,与台账的差异可能由此而来,请先运行 "
    "gongkai republish 再核对"
)

_UNITS = {("items", name): "单位由规则归并" for name in ("unit", "unit_from", "unit_printed")}

_REMEDY = "请运行 gongkai republish 之后再核对"


@dataclass(frozen=True, slots=True)
class Beside:
    """What came of the comparison."""

    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    compared: str = "各表没有与台账逐行比较"
    is_part: bool = True
    """Whether rows were left out that could have been compared on another day."""
    made: DuckDBPyConnection | None = None
    """The file that should stand, where every table of it was compared."""


_OTHERWISE_CALLED = {(name, "portal_id"): "门户在封存之后改过名" for name in GROWING}
"""What is not compared of a year that was sealed before its portal was renamed."""


class _Stated(NamedTuple):
    """What a file says of itself."""

    built_at: datetime
    schema_version: int
    rules_version: str


@contextmanager
def beside_ledger(
    connection: DuckDBPyConnection,
    home: Home,
    file: Path,
    closing: Closing | None,
    is_sound: bool,
    hold: Hold,
) -> Iterator[Beside]:
    """Compares the connection's file with what the ledger gives. `is_sound`: its sums are as published, so
    that what differs from today's rules and people's files has been changed since, and was not altered."""
    stated = next(iter(query.records(connection, "verify/stated", _Stated)), None)
    built_at = stated.built_at if stated else hold.now
    try:
        people = (
            published_people(connection, home, built_at, is_sound)
            if closing is None
            else People(HomeDecisions(), (), frozenset())
        )
        with made_anew(connection, home, people.decided, built_at, hold) as since:
            if closing is None:
                wanted, notes = _wanted(connection, stated, since, people, is_sound)
                if is_sound and not wanted.is_part and (told := _declared_since(connection, home, built_at)):
                    wanted, notes = Wanted(by_rules=False, by_portals=False, but=_UNITS), [told]
            else:
                renamed = query.pairs(connection, "verify/renamed", "then_id", "now_id")
                wanted = Wanted(growing=True, but=_OTHERWISE_CALLED if renamed else {})
                notes = [f"封存时门户的 id 是 {then},现在是 {now}" for then, now in renamed.items()]
            if not made_by_this(file):
                wanted = wanted.by_another(_SUMS)
            found = compare(connection, wanted)
            told = f"与台账逐行比较 {found.tables} 张表 {found.rows} 行"
            if wanted.is_part:
                told += "(其余各表没有比较)"
            if is_sound and found.differences:
                notes = [*notes, _PERHAPS_ANOTHER]
            made = None if wanted.is_part else _current(connection)
            try:
                is_part = closing is None and wanted.is_part
                yield Beside(found.differences, (*people.notes, *notes, NOT_COVERED), told, is_part, made)
            finally:
                if made is not None:
                    made.close()
    except NotMade as error:
        lost = (Difference(LEDGER, home.ledger.name, str(error)),) if error.is_lost else ()
        yield Beside(lost, () if lost else (f"各表没有与台账逐行比较:{error}",))


def _wanted(
    connection: DuckDBPyConnection, stated: _Stated | None, since: Since, people: People, is_sound: bool
) -> tuple[Wanted, Sequence[str]]:
    """What can be compared, and why not all (Chinese)."""
    if since.packages or since.runs:
        told = f"公布之后又载入 {since.packages} 个数据包、开始或结束 {since.runs} 次运行"
        return Wanted(growing=True), [f"台账比公布文件新({told}),只比较了只增不改的表;{_REMEDY}"]
    missing = lacking(connection)
    if is_sound and stated and stated.schema_version != SCHEMA_VERSION and missing:
        told = f"公布文件由另一版本的程序写成(没有 {'、'.join(missing)})"
        return Wanted(growing=True), [f"{told},只比较了只增不改的表;{_REMEDY}"]
    if is_sound and stated and stated.rules_version != rules_version() and not are_todays(connection):
        told = f"规则在公布之后改过(公布时 {stated.rules_version},现在 {rules_version()}),尚未公布"
        return Wanted(by_rules=False, but=_UNITS), [f"{told},只比较了不由规则得出的表;{_REMEDY}"]
    but = {("meta", "content_sha256"): "有的检查结果不能比较"} if people.checks_but else {}
    return Wanted(checks_but=people.checks_but, but=but), []


def _declared_since(connection: DuckDBPyConnection, home: Home, built_at: datetime) -> str | None:
    """That a portal file was changed since the publication, and that the ledger knows it already, as of a
    backfill which was only forecast: by what was changed (Chinese)."""
    if not any(is_newer(file, built_at) for file in (home.root / "portals").glob("*.toml")):
        return None
    here, made = tables_of(connection), tables_of(connection, MADE)
    changed = [
        one.message
        for name in sorted(DECLARED)
        for one in compare_table(connection, here[name], made[name], Wanted())
    ]
    if not changed:
        return None
    more = f" 等 {len(changed)} 处" if len(changed) > 1 else ""
    return f"门户文件在公布之后改过,尚未公布:{changed[0]}{more};只比较了不由门户文件得出的表;{_REMEDY}"


def _current(connection: DuckDBPyConnection) -> DuckDBPyConnection:
    """Another connection to the same files, whose tables are those of the file made anew."""
    made = connection.cursor()
    prepare(made)
    teach_outcomes(made)
    query.run(made, "verify/use_made")
    return made
