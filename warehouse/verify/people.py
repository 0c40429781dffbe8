"""What people had decided when a file was published, and what they have changed in their files since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import bounds, calendars, overrides, query
from warehouse.decisions import HomeDecisions, read_home_decisions
from warehouse.declared import Declaration, Declarations
from warehouse.declared.records import State
from warehouse.home import Home
from warehouse.kept import read_kept
from warehouse.overrides import WITHDRAW, Decision
from warehouse.verify.tables import tables_of

BOUNDS_CHECK = "section-bounds"
"""The one check that rests on bounds.csv, which no table of the published file keeps."""

FILES_CHECK = "decisions-unreadable"
"""The one check that rests on how both files were written, right or wrong."""

MISSING_CHECK = "decision-missing"
"""The one check that rests on which rows are in both files."""

CALENDAR_CHECK = "published-late"
"""The one check that rests on calendar.csv, which no table of the published file keeps."""

LOG_CHECK = "decision-log"
"""The one check that rests on the log of decisions as it is."""

_NAMED = 5
"""Changed rows that are named."""

_REMEDY = "请运行 gongkai republish"


class People(NamedTuple):
    """What a file made anew is to rest on, what is to be said (Chinese), and checks not to be compared."""

    decided: HomeDecisions
    notes: tuple[str, ...]
    checks_but: frozenset[str]


class _Published(NamedTuple):
    """A row of the published table."""

    line: int
    """Below nought for a row that was not in the file any more."""
    id: str
    kind: str
    item: str
    value: str
    who: str
    decided_on: date | None
    why: str
    rule: str
    state: str
    note: str | None
    portal: str
    missing_since: datetime | None

    @property
    def decision(self) -> Decision:
        """As the file of decisions had it."""
        fault = self.note if self.state == "invalid" else None
        is_settled = self.kind == WITHDRAW or (self.note or "").startswith("已由 ")
        return Decision(
            self.line,
            self.kind,
            self.item,
            self.value,
            self.who,
            self.decided_on,
            self.why,
            fault,
            self.id,
            self.portal,
            self.missing_since,
            (self.state, self.note or "") if is_settled and fault is None else None,
        )


def published_people(
    connection: DuckDBPyConnection, home: Home, built_at: datetime, is_sound: bool
) -> People:
    """The decisions by which the connection's file was made, as far as it tells; `is_sound`: its sums are as
    it was published. Where they are not, the rows of its table prove nothing: then those of
    decisions.csv count."""
    now = read_home_decisions(home)
    tables = tables_of(connection)
    if "decision_log" not in tables or "decisions" not in tables:
        is_sound = False
    entries = query.value(connection, "verify/log_length") if "decision_log" in tables else 0
    rows = query.records(connection, "verify/decisions", _Published) if is_sound else []
    table = list({(row.line, row.id): row for row in rows}.values())  # a row may stand once a portal
    file, of_bounds = home.overrides / overrides.FILE_NAME, home.overrides / bounds.FILE_NAME
    decisions, notes = _decisions(table, now.decisions, file) if is_sound else (now.decisions, ())
    but = {FILES_CHECK} if notes or now.unreadable or is_newer(file, built_at) else set()
    if is_newer(of_bounds, built_at):
        but |= {FILES_CHECK}
    if is_newer(home.overrides / calendars.FILE_NAME, built_at):
        but |= {CALENDAR_CHECK, FILES_CHECK}
    if now.log_faults:
        but |= {LOG_CHECK}
    if _are_bounds_changed(home, now, built_at):
        but |= {BOUNDS_CHECK, FILES_CHECK, MISSING_CHECK}
        told = f"{of_bounds.name} 在公布之后改过,尚未公布,检查 {BOUNDS_CHECK} 没有核对;{_REMEDY}"
        notes = (*notes, told)
    declared = now.declared
    if is_sound and "declarations" in tables:
        declared, changed = _declarations(connection, now.declared)
        but |= {FILES_CHECK} if changed else set()
        notes = (*notes, *changed)
    decided = HomeDecisions(
        decisions,
        now.bounds,
        now.problems,
        now.log[:entries],
        now.log_faults,
        now.calendar,
        declared=declared,
    )
    return People(decided, (*notes, *now.notes), frozenset(but))


class _Declared(NamedTuple):
    """A row of the table of declarations."""

    form: str
    year: int
    code: str
    state: State
    value: Decimal | None
    value_text: str | None
    remark: str
    who: str
    declared_at: datetime | None
    file: str
    file_sha256: str
    portal: str

    def row(self) -> Declaration:
        """As its book has it, in its order of columns."""
        at = self.declared_at.isoformat() if self.declared_at else ""
        told = self._replace(value_text=self.value_text or "")
        return Declaration(*told[:8], at, *told[9:])  # type: ignore[arg-type]


def _declarations(connection: DuckDBPyConnection, now: Declarations) -> tuple[Declarations, tuple[str, ...]]:
    """What was in force at the publication; and, in Chinese, that the books say otherwise now."""
    rows = tuple(row.row() for row in query.records(connection, "verify/declarations", _Declared))
    were = {one.key: one.said for one in rows}
    are = {one.key: one.said for one in now.rows if one.state != "missing"}
    told = (f"declared/ 在公布之后改过,尚未公布;{_REMEDY}",) if were != are else ()
    return replace(now, rows=rows), told


def _are_bounds_changed(home: Home, now: HomeDecisions, built_at: datetime) -> bool:
    """Whether bounds.csv says otherwise than at the publication: by the copy of what was in force then, as a
    file that was copied or restored is new, or old, without a change."""
    kept = read_kept(home.decided)
    if kept is None:
        return is_newer(home.overrides / bounds.FILE_NAME, built_at)
    ended = {one.id for one in now.log if one.change == "withdrawn"}
    stood = sorted(
        (one.line.cells, one.missing_since is None)
        for one in kept.get(bounds.FILE_NAME, ())
        if one.line.id not in ended
    )
    return stood != sorted((row.cells(), row.missing_since is None) for row in now.bounds if not row.fault)


def is_newer(file: Path, built_at: datetime) -> bool:
    """Whether a file was written after that instant."""
    return file.exists() and datetime.fromtimestamp(file.stat().st_mtime, UTC) > built_at


def _decisions(
    table: Sequence[_Published], written: Sequence[Decision], file: Path
) -> tuple[Sequence[Decision], tuple[str, ...]]:
    """Those of a sound table, as they were in the file; and what was changed in the file since."""
    as_written = {(one.line, one.rule): one for one in written}
    by_rule = {one.rule: one for one in written}
    # A row whose words are not those that its rule was named by was altered: the file may still have them.
    published = [
        _as_published(row, as_written.get((row.line, row.rule)))
        or (row.decision if row.decision.rule == row.rule else _restored(row, by_rule))
        for row in table
    ]
    changes = list(_changes(published, written))
    if not changes:
        return published, ()
    gone = "" if file.exists() else f"({file} 不见了)"
    return published, (f"人工决定已改,尚未公布{gone}:{_named(changes)};{_REMEDY}",)


def _as_published(row: _Published, written: Decision | None) -> Decision | None:
    """A row as the file has it, with what became of it by the publication."""
    if written is None:
        return None
    told = row.decision
    return replace(written, id=told.id, missing_since=told.missing_since, settled=told.settled)


def _restored(row: _Published, by_rule: dict[str, Decision]) -> Decision:
    known = by_rule.get(row.rule)
    return replace(known, line=row.line) if known else row.decision


def _changes(published: Sequence[Decision], written: Sequence[Decision]) -> Iterator[str]:
    """What was changed in the file of decisions, row by row."""
    stood = {(one.line, one.rule): one for one in published}
    stands = {(one.line, one.rule): one for one in written}
    new = [one for key, one in stands.items() if key not in stood]
    gone = [one for key, one in stood.items() if key not in stands]
    for one in list(new):
        before = next((old for old in gone if old.rule == one.rule), None)
        if before is not None:
            gone.remove(before)
            new.remove(one)
            if before.line > 0 and one.line > 0:
                yield f"第 {before.line} 行移到了第 {one.line} 行"
            elif before.line > 0:
                yield f"原第 {before.line} 行({one.kind} {one.item})已不在文件中(仍然有效)"
            elif one.line > 0:
                yield f"{one.kind} {one.item} 又在文件中(第 {one.line} 行)"
    for one in new:
        before = next((old for old in gone if old.line == one.line), None)
        if before is not None:
            gone.remove(before)
        change = "新增" if before is None else f"由 {before.kind} {before.item} {before.value} 改为"
        yield f"第 {one.line} 行{change} {one.kind} {one.item} {one.value}".rstrip()
    yield from (f"原第 {one.line} 行({one.kind} {one.item})已删去" for one in gone)


def _named(changes: Sequence[str]) -> str:
    more = f" 等 {len(changes)} 处" if len(changes) > _NAMED else ""
    return ";".join(changes[:_NAMED]) + more
