"""What could be read of people's files stays in force until they can be read again. Pure, but for the copy.

The copy (`work/decided.json`) holds of each file the rows in force when it was last read. A row that a person
deletes or rewrites is gone; one that became unreadable stands as it was, and of a file that became unreadable
all rows stand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from scrapers.durable import replace_whole
from warehouse.handwritten import Line, Table, may_have_been
from warehouse.newer import FORM, FORMS

NAMING = 2
"""So many first cells say what a row is about."""


class Written(Protocol):
    """A row of one of people's files, as its reader made it of a line."""

    @property
    def line(self) -> int:
        """1-based line of the file."""

    @property
    def fault(self) -> str | None:
        """Why it cannot apply (Chinese); None for a row that can."""

    def cells(self) -> tuple[str, ...]:
        """Its cells in one form, whichever a spreadsheet printed; what says what it is about first."""

    def is_unsure(self, place: int) -> bool:
        """Whether one of the cells that name it cannot be what was meant."""


R = TypeVar("R", bound=Written)

Kept = Mapping[str, Sequence[Line]]
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
        withdraw = ";不要了的,请删去这一行" if self.line else ""
        return f"{where}读不懂:{self.what};{meanwhile}。改正后运行 gongkai republish{withdraw}"


@dataclass(frozen=True, slots=True)
class InForce(Generic[R]):
    """The rows of one file that are to be gone by, those with a fault of their own among them."""

    rows: tuple[R, ...]
    problems: tuple[Problem, ...]


def in_force(name: str, table: Table, read: Callable[[Line], R], before: Sequence[Line]) -> InForce[R]:
    """The rows of `table`, with the rows in force `before` in the place of those that cannot be read."""
    kept = [read(line) for line in before]
    rows = [read(line) for line in table.lines]
    if table.missing and kept:
        return _all_kept(name, kept, "不见了;请从备份恢复,确要全部撤销的,请放一个只有表头的文件")
    if table.fault is not None:
        return _all_kept(name, kept, table.fault)
    spoilt = [row for row in rows if row.fault]
    vanished = _vanished(rows, kept)
    if table.unfinished and rows and rows[-1].fault and len(vanished) > len(spoilt):
        return _all_kept(
            name, kept, f"到第 {rows[-1].line} 行中断,像是没有存完,比上次少;请把这一行补完整,或重新保存"
        )
    stands = _standing(spoilt, vanished)
    problems = [_of_row(name, row, stands.get(row.line)) for row in spoilt]
    return InForce(
        tuple(_moved(stands[row.line], row.line, read) if row.line in stands else row for row in rows),
        tuple(problems),
    )


def read_kept(file: Path) -> Kept | None:
    """The copy; None where there is none, or none that can be read."""
    try:
        told = json.loads(file.read_bytes())
        return {
            name: [Line(int(n), tuple(map(str, cells))) for n, cells in rows]
            for name, rows in told.items()
            if name != FORM
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def write_kept(file: Path, rows: Mapping[str, Sequence[Written]]) -> None:
    """Writes the copy, of the rows without fault; leaves one alone that says the same. Raises OSError."""
    kept: dict[str, object] = {FORM: FORMS["decided.json"]}
    kept |= {name: [[row.line, row.cells()] for row in of if not row.fault] for name, of in rows.items()}
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    try:
        same = file.read_bytes() == content
    except OSError:
        same = False
    if not same:
        replace_whole(file, content, mode=0o600)


def _vanished(rows: Sequence[R], kept: Sequence[R]) -> list[R]:
    """Rows that were in force, stand there no more as they were, and were not given another word by a new
    row about the same."""
    readable = {row.cells() for row in rows if not row.fault}
    known = {row.cells() for row in kept}
    reworded = {cells[:NAMING] for cells in readable - known}
    return [row for row in kept if row.cells() not in readable and row.cells()[:NAMING] not in reworded]


def _standing(spoilt: Sequence[R], vanished: Sequence[R]) -> dict[int, R]:
    """Line of an unreadable row → the row that it was, where one is like it: the likest pairs first."""
    likeness = sorted(
        (-_alike(row, was.cells()), abs(row.line - was.line), place, then)
        for place, row in enumerate(spoilt)
        for then, was in enumerate(vanished)
        if _alike(row, was.cells())
    )
    stands: dict[int, R] = {}
    taken: set[int] = set()
    for _, _, place, then in likeness:
        if spoilt[place].line not in stands and then not in taken:
            taken.add(then)
            stands[spoilt[place].line] = vanished[then]
    return stands


def _alike(row: Written, was: tuple[str, ...]) -> int:
    """How many cells agree, 0 where it was another row: one that names something else, or of which too little
    is left."""
    cells = row.cells()
    for place in range(NAMING):
        differs = cells[place] != was[place]
        if differs and not (row.is_unsure(place) and may_have_been(cells[place], was[place])):
            return _shifted(row, was)
    same = sum(one == other for one, other in zip(cells, was, strict=True))
    is_that = same >= len(was) - NAMING or cells[:NAMING] == was[:NAMING]
    return same if is_that else _shifted(row, was)


def _shifted(row: Written, was: tuple[str, ...]) -> int:
    """How many cells agree in other columns, where a cell was put in or taken out before them: what the row
    is about is among them, and so is at least half of the rest."""
    cells, said = set(row.cells()), [cell for cell in was if cell]
    about = max(was[:NAMING], key=len)
    same = sum(cell in cells for cell in said)
    return same if row.is_unsure(0) and about in cells and 2 * same >= len(said) else 0


def _moved(row: R, line: int, read: Callable[[Line], R]) -> R:
    return read(Line(line, row.cells()))


def _all_kept(name: str, kept: Sequence[R], what: str) -> InForce[R]:
    return InForce(tuple(kept), (Problem(name, 0, name, what, bool(kept), f"{len(kept)} 行"),))


def _of_row(name: str, row: R, was: R | None) -> Problem:
    words = " ".join(filter(None, (was or row).cells()[:3]))
    return Problem(name, row.line, f"{name} {words}", row.fault or "", was is not None, words)
