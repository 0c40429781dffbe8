"""Rows in force that are not in their file any more: what is asked about them (Chinese). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from warehouse import row_ids
from warehouse.bounds import FILE_NAME as BOUNDS
from warehouse.bounds import BoundRow
from warehouse.ledger import TIME_ZONE
from warehouse.overrides import FILE_NAME as DECISIONS
from warehouse.overrides import WITHDRAW, Decision

_NAMED = 5
"""So many are named one by one in the notes of a publication."""


class Missing(NamedTuple):
    """One such row."""

    id: str
    file: str
    words: str
    """What it says, and who wrote it."""
    since: datetime

    @property
    def sentence(self) -> str:
        """What, since when, and the two ways to answer."""
        day = f"{self.since.astimezone(ZoneInfo(TIME_ZONE)):%Y-%m-%d}"
        return (
            f"overrides/{self.file} 中的 {self.id}({self.words})自 {day} 起不在文件中,仍然有效;"
            f"确要撤销,请在 {DECISIONS} 加一行“withdraw,{self.id},,姓名,日期,原因”;"
            "是误删或被别人的保存覆盖,请把这一行贴回去"
        )


def missing_rows(decisions: Sequence[Decision], bounds: Sequence[BoundRow]) -> tuple[Missing, ...]:
    """Of both files. Of a withdrawal that is gone nothing is asked while what it withdrew is gone, too."""
    there = {row.id for row in decisions if not row.missing_since} | {
        row.id for row in bounds if not row.missing_since
    }
    found = [
        Missing(row.id, DECISIONS, _words(row.cells()), row.missing_since)
        for row in decisions
        if row.missing_since and not _is_settled(row, there)
    ]
    found += [
        Missing(row.id, BOUNDS, _words(row.cells()), row.missing_since) for row in bounds if row.missing_since
    ]
    return tuple(found)


def _is_settled(row: Decision, there: set[str]) -> bool:
    """Whether a withdrawal is of something that is not there any more."""
    return row.kind == WITHDRAW and row_ids.read(row.item) not in there


def notes_of(missing: Sequence[Missing]) -> tuple[str, ...]:
    """A sentence each; of many a few, and how many there are."""
    told = [one.sentence for one in missing[:_NAMED]]
    if len(missing) > _NAMED:
        told.append(
            f"另有 {len(missing) - _NAMED} 行也不在文件中,都仍然有效(见检查结果 decision-missing);"
            "如果是用较早的副本覆盖了文件,请从备份恢复,或由 overrides/log.csv 抄回"
        )
    return tuple(told)


def _words(cells: Sequence[str]) -> str:
    return " ".join(filter(None, cells))
