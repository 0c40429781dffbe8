"""Rows that withdraw others: what ends, by whom, and what is written of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from warehouse import row_ids
from warehouse.bounds import BoundRow
from warehouse.decision_log import Change
from warehouse.kept import Row
from warehouse.overrides import WITHDRAW, Decision

_BY = re.compile(r"由 ([A-Z]\d+[A-Z]) 撤回")
"""How the log names the row by which another one ended."""


class Settled(NamedTuple):
    """Both files' rows after withdrawing, and what happened to them."""

    decisions: list[Row[Decision]]
    bounds: list[Row[BoundRow]]
    changes: list[Change]


class Ended(NamedTuple):
    """What was withdrawn up to now."""

    notes: Mapping[str, str]
    """Id of each such row → what the log says of it, which names the row that withdrew it."""
    decisions: Sequence[Row[Decision]] = ()
    """Those that are in no file any more."""
    bounds: Sequence[Row[BoundRow]] = ()
    """Likewise."""


def settled(
    decisions: Sequence[Row[Decision]],
    bounds: Sequence[Row[BoundRow]],
    changes: Sequence[Change],
    known: Iterable[str],
    before: Ended,
) -> Settled:
    """Rows that a row withdraws have no effect where they still stand in the file, and are none where they do
    not. A withdrawal is withdrawn like any other row, and what it withdrew is in force again, by whoever says
    so: also where it is not in its file any more. `known`: every id that was ever given."""
    ends = _ends(decisions)
    back = _back(before, ends)
    # A withdrawal that is in force again ends its row again.
    while new := _new([one for one in before.decisions if one.id in back], decisions):
        decisions = [*decisions, *new]
        ends = _ends(decisions)
        back = _back(before, ends)
    bounds = [*bounds, *(one for one in before.bounds if one.id in back and not one.row.fault)]
    ids = {*known, *(one.id for one in decisions), *(one.id for one in bounds)}
    ended = [
        Change(told.file, told.id, "withdrawn", ends[told.id].row.who, told.content, _by(ends[told.id]))
        for told in _told(decisions, bounds)
        if told.id in ends
    ]
    others = [
        one
        for one in changes
        if (one.id not in ends or one.change == "added") and not (one.id in back and one.change == "returned")
    ]
    others += [
        Change(told.file, told.id, "returned", back[told.id].row.who, told.content, _undone(back[told.id]))
        for told in _told(decisions, bounds)
        if told.id in back
    ]
    return Settled(
        [_decision(one, ends, ids) for one in decisions if not (one.missing_since and one.id in ends)],
        [_bound(one, ends) for one in bounds if not (one.missing_since and one.id in ends)],
        [*others, *ended],
    )


def _ends(decisions: Sequence[Row[Decision]]) -> dict[str, Row[Decision]]:
    """Id of a row that is withdrawn → the row that does so: the last ones first, as one of them may withdraw
    another."""
    rows = [one for one in decisions if one.row.kind == WITHDRAW and not one.row.fault]
    ends: dict[str, Row[Decision]] = {}
    for one in sorted(rows, key=lambda one: int(one.id[1:-1] or 0), reverse=True):
        if one.id not in ends:
            ends.setdefault(row_ids.read(one.row.item), one)
    return ends


def _new(rows: Sequence[Row[Decision]], known: Sequence[Row[Decision]]) -> list[Row[Decision]]:
    ids = {one.id for one in known}
    return [one for one in rows if one.id not in ids and not one.row.fault]


def _back(before: Ended, ends: Mapping[str, Row[Decision]]) -> dict[str, Row[Decision]]:
    """Id of a row whose withdrawal is withdrawn → the row that withdraws that."""
    by = {given: found[1] for given, note in before.notes.items() if (found := _BY.match(note))}
    return {given: ends[end] for given, end in by.items() if given not in ends and end in ends}


def _told(decisions: Sequence[Row[Decision]], bounds: Sequence[Row[BoundRow]]) -> list[Change]:
    """Every row with an id, as the log speaks of it."""
    return [
        *(Change("decisions.csv", one.id, "", content=one.row.content()) for one in decisions if one.id),
        *(Change("bounds.csv", one.id, "", content=one.row.content()) for one in bounds if one.id),
    ]


def _by(row: Row[Decision]) -> str:
    return f"由 {row.id} 撤回:{row.row.why}"


def _undone(row: Row[Decision]) -> str:
    return f"撤回由 {row.id} 撤销:{row.row.why}"


def _decision(one: Row[Decision], ends: Mapping[str, Row[Decision]], ids: set[str]) -> Row[Decision]:
    row = one.row
    told: tuple[str, str] | None = None
    if one.id in ends:
        by = ends[one.id]
        gone = ",撤回的那一行已不在文件中" if by.missing_since else ""
        told = ("no_effect", f"已由 {by.id} 撤回({by.row.who},{by.row.when}{gone})")
    elif row.kind == WITHDRAW and not row.fault:
        target = row_ids.read(row.item)
        told = ("applied", "") if target in ids else ("unknown_item", f"没有编号为“{target}”的决定")
    return one._replace(row=replace(row, id=one.id, missing_since=one.missing_since, settled=told))


def _bound(one: Row[BoundRow], ends: Mapping[str, Row[Decision]]) -> Row[BoundRow]:
    return one._replace(
        row=replace(one.row, id=one.id, missing_since=one.missing_since, withdrawn=one.id in ends)
    )
