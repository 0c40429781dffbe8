"""What people decided stays in force until a person withdraws it: what became unreadable, and what is gone.

The copy (`work/decided.json`) holds of each file the rows in force when it was last read. One that became
unreadable stands as it was; one that disappeared stands and is asked about; of a file that became unreadable,
is empty or is gone, all rows stand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, NamedTuple

from scrapers.durable import replace_whole
from warehouse.decision_log import Change
from warehouse.following import Pairing, R, Written
from warehouse.handwritten import Line, Table
from warehouse.newer import FORM, FORMS
from warehouse.row_ids import Register


class Standing(NamedTuple):
    """A row that was in force when its file was last read, and since when it is not in the file any more."""

    line: Line
    missing_since: datetime | None = None


Kept = Mapping[str, Sequence[Standing]]
"""File name → the rows of it that were in force."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in one of people's files that cannot be read."""

    file: str
    """Name of the file in `overrides/`."""
    line: int
    """1-based line; 0: the file as a whole."""
    subject: str
    """What it is about, the same from night to night: file, and the row as it was last read."""
    what: str
    """What is wrong, with the column's name, and the remedy (Chinese)."""
    kept: bool
    """Whether what was last read of it stays in force. A new row that cannot be read does nothing."""
    stands: str = ""
    """What stays in force, in words."""

    @property
    def sentence(self) -> str:
        """Where, what, what is done meanwhile, and what to do."""
        where = f"overrides/{self.file}" + (f" 第 {self.line} 行" if self.line else "")
        meanwhile = f"仍按上次能读时的内容执行({self.stands})" if self.kept else "没有起作用"
        ends = "请另加一行 withdraw(撤回)" if self.kept else "请删去这一行"
        withdraw = f";不要了的,{ends}" if self.line else ""
        return f"{where}读不懂:{self.what};{meanwhile}。改正后运行 gongkai republish{withdraw}"


class Row(NamedTuple, Generic[R]):
    """A row to be gone by, its id, and since when it is not in the file any more."""

    row: R
    id: str
    missing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class InForce(Generic[R]):
    """The rows of one file that are to be gone by, those with a fault of their own among them."""

    rows: tuple[Row[R], ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()
    """What happened to each since the file was last read."""


def in_force(
    name: str,
    table: Table,
    read: Callable[[Line], R],
    before: Sequence[Standing],
    register: Register,
    now: datetime,
) -> InForce[R]:
    """The rows of `table`, with the rows in force `before` in the place of those that cannot be read, and
    behind them those that are gone. New rows get their id from the `register`."""
    kept = [read(standing.line) for standing in before]
    rows = [read(line) for line in table.lines]
    if table.missing and kept:
        return _all_kept(name, before, kept, "不见了;请从备份恢复,或把改了名的文件改回来")
    if table.fault is not None:
        return _all_kept(name, before, kept, table.fault)
    pairing = Pairing(rows, kept, register.withdrawn)
    spoilt = [row for row in rows if row.fault]
    vanished = len(pairing.lost) + sum(bool(rows[place].fault) for place in pairing.found)
    if table.unfinished and rows and rows[-1].fault and vanished > len(spoilt):
        what = f"到第 {rows[-1].line} 行中断,像是没有存完,比上次少;请把这一行补完整,或重新保存"
        return _all_kept(name, before, kept, what)
    return _Followed(name, read, before, kept, rows, pairing, register, now).in_force()


class _Followed(Generic[R]):
    """A file that could be read, beside what was in force before."""

    def __init__(
        self,
        name: str,
        read: Callable[[Line], R],
        before: Sequence[Standing],
        kept: Sequence[R],
        rows: Sequence[R],
        pairing: Pairing[R],
        register: Register,
        now: datetime,
    ) -> None:
        self._name, self._read, self._before, self._kept = name, read, before, kept
        self._rows, self._pairing, self._register, self._now = rows, pairing, register, now
        self._changes: list[Change] = []
        self._given = {was.id for was in kept if was.id}
        """Ids of rows that were in force, and those given since: no other row gets one of these."""

    def in_force(self) -> InForce[R]:
        found = [self._of_row(place, row) for place, row in enumerate(self._rows)]
        problems = [
            of_row(self._name, row, self._was(place)) for place, row in enumerate(self._rows) if row.fault
        ]
        stand = {row.content() for row in self._rows if not row.fault}
        gone = [self._of_gone(then, stand) for then in self._pairing.lost]
        missing = [row for row in gone if row is not None]
        moved = [
            Row(_moved(one.row, -number, self._read), one.id, one.missing_since)
            for number, one in enumerate(missing, 1)
        ]
        return InForce((*found, *moved), tuple(problems), tuple(self._changes))

    def _was(self, place: int) -> R | None:
        then = self._pairing.found.get(place)
        return None if then is None else self._kept[then]

    def _of_row(self, place: int, row: R) -> Row[R]:
        then = self._pairing.found.get(place)
        if row.fault:
            if then is None:
                return Row(row, "")
            return Row(_moved(self._kept[then], row.line, self._read), self._id(self._kept[then].id))
        if then is None:
            return self._of_new(row)
        was = self._kept[then]
        given = self._id(was.id)
        if self._before[then].missing_since is not None or given in self._register.withdrawn:
            self._note(given, "returned", row)
        elif row.content() != was.content():
            self._note(given, "changed", row)
        elif not was.id:
            self._note(given, "added", row)  # in force since before there were ids
        return Row(row, given)

    def _of_new(self, row: R) -> Row[R]:
        """A row that was in no file before; or one that was withdrawn, and stands there again."""
        is_back = row.id in self._register.withdrawn and self._decides_the_same(row)
        if row.id and row.id not in self._given and (is_back or row.id not in self._register.known):
            self._register.take(row.id)
            self._given.add(row.id)
            self._note(row.id, "returned" if is_back else "added", row)
            return Row(row, row.id)
        given = self._id("")
        self._note(given, "added", row)
        return Row(row, given)

    def _decides_the_same(self, row: R) -> bool:
        """Whether a row with the id of one that was withdrawn is that one, and no other written over it."""
        was, width = self._register.withdrawn[row.id], len(row.cells())
        return self._read(Line(0, was[:width], None, row.id, was[width:])).decided() == row.decided()

    def _of_gone(self, then: int, stand: set[tuple[str, ...]]) -> Row[R] | None:
        """A row that is gone; None where another one says the same, so that nothing is lost."""
        was = self._kept[then]
        if was.id in self._register.withdrawn:
            return None
        given = self._id(was.id)
        if was.content() in stand:
            self._note(given, "withdrawn", was, "另有一行与它相同")
            return None
        since = self._before[then].missing_since
        if since is None:
            self._note(given, "missing", was)
        return Row(was, given, since or self._now)

    def _id(self, known: str) -> str:
        given = known or self._register.new()
        self._given.add(given)
        return given

    def _note(self, given: str, change: str, row: R, note: str = "") -> None:
        who = "" if change == "missing" else str(getattr(row, "who", ""))
        self._changes.append(Change(self._name, given, change, who, row.content(), note))


def read_kept(file: Path) -> Kept | None:
    """The copy; None where there is none, or none that can be read."""
    try:
        told = json.loads(file.read_bytes())
        return {name: [_standing(row) for row in rows] for name, rows in told.items() if name != FORM}
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return None


def _standing(told: Sequence[object]) -> Standing:
    """A row of the copy; one of before there were ids has its line and its cells."""
    number, cells, given, more, since = [*told, *("", [], None)[len(told) - 2 :]] if len(told) < 5 else told
    if not (isinstance(cells, list) and isinstance(more, list)):
        raise TypeError(told)
    line = Line(int(str(number)), tuple(map(str, cells)), None, str(given), tuple(map(str, more)))
    return Standing(line, datetime.fromisoformat(str(since)) if since else None)


def write_kept(file: Path, rows: Mapping[str, Sequence[Row[Any]]]) -> None:
    """Writes the copy, of the rows without fault; leaves one alone that says the same. Raises OSError."""
    kept: dict[str, object] = {FORM: FORMS["decided.json"]}
    kept |= {name: [_kept_row(one) for one in of if not one.row.fault] for name, of in rows.items()}
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    try:
        same = file.read_bytes() == content
    except OSError:
        same = False
    if not same:
        replace_whole(file, content, mode=0o600)


def _kept_row(one: Row[Any]) -> list[object]:
    cells, content = one.row.cells(), one.row.content()
    since = one.missing_since.isoformat() if one.missing_since else None
    return [one.row.line, cells, one.id, content[len(cells) :], since]


def _moved(row: R, line: int, read: Callable[[Line], R]) -> R:
    cells = row.cells()
    return read(Line(line, cells, None, row.id, row.content()[len(cells) :]))


def _all_kept(name: str, before: Sequence[Standing], kept: Sequence[R], what: str) -> InForce[R]:
    rows = tuple(Row(row, row.id, standing.missing_since) for row, standing in zip(kept, before, strict=True))
    return InForce(rows, (Problem(name, 0, name, what, bool(kept), f"{len(kept)} 行"),))


def of_row(name: str, row: Written, was: Written | None) -> Problem:
    """What is said of a row that cannot be read, and (`was`) what it was when it could."""
    words = " ".join(filter(None, (was or row).cells()[:3]))
    return Problem(name, row.line, f"{name} {words}", row.fault or "", was is not None, words)
