"""`declared/YEAR.csv`: all that was ever declared of a year, a row an answer; the last of a cell counts.

Only ever added to by the program. A person may edit it by hand or in a spreadsheet: what cannot be read then
is told, and what was read last of that cell stays in force; so does a row that is gone, until a later one
withdraws it (state 撤回).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from scrapers.durable import replace_whole
from warehouse.cells import CannotWrite, with_rows
from warehouse.declared.lines import COLUMNS, HEADER, MORE, cells_of, declaration_of, key_of
from warehouse.declared.records import Declaration, DeclareError
from warehouse.handwritten import Line, Table, read_table
from warehouse.home import Home
from warehouse.newer import FORM, FORMS
from warehouse.rewriting import rewrite

COPY = "declared.json"
"""In `work/`: what was in force when the books were last read."""

_YEAR = re.compile(r"(?:19|20)\d\d")
Key = tuple[str, str, str]
"""Portal, form, code, within one year."""


class Problem(NamedTuple):
    """Something of the books that cannot be read, or is gone."""

    file: str
    line: int
    """0: the file as a whole, or a row that is gone."""
    subject: str
    """What it is about, the same from night to night."""
    what: str

    @property
    def sentence(self) -> str:
        """Where, what, and the remedy (Chinese)."""
        place = f"declared/{self.file}" + (f" 第 {self.line} 行" if self.line else "")
        return f"{place}{self.what};改正后运行 gongkai republish"


@dataclass(frozen=True, slots=True)
class Declarations:
    """What the books of a home say now."""

    rows: tuple[Declaration, ...] = ()
    """In force, one a cell, in the order of the books; those whose state is `missing` are withdrawn."""
    problems: tuple[Problem, ...] = ()

    def of(self, names: Collection[str], *years: int) -> list[Declaration]:
        """What is in force in those years of the portal that is, or was, called so; rows without a portal are
        of any."""
        return [one for one in self.rows if one.year in years and one.portal in ("", *names)]


def read_declarations(home: Home) -> Declarations:
    """What stands now; raises nothing, writes nothing."""
    kept = _kept(home.work / COPY)
    names = {file.name for file in home.declared.glob("*.csv") if _YEAR.fullmatch(file.stem)} | set(kept)
    rows: list[Declaration] = []
    problems: list[Problem] = []
    for name in sorted(names):
        found, wrong = _of_year(home.declared / name, kept.get(name, {}))
        rows += found
        problems += wrong
    return Declarations(tuple(rows), tuple(problems))


def take_declarations(home: Home) -> Declarations:
    """As `read_declarations`, kept. The caller holds the home's lock. Raises OSError."""
    told = read_declarations(home)
    keep_declarations(home, told)
    return told


def keep_declarations(home: Home, told: Declarations) -> None:
    """Keeps what is in force for the day on which a book cannot be read. Raises OSError."""
    kept: dict[str, object] = {FORM: FORMS[COPY]}
    for one in told.rows:
        of_year = kept.setdefault(f"{one.year}.csv", [])
        assert isinstance(of_year, list)
        of_year.append(cells_of(one))
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    file = home.work / COPY
    if (told.rows or file.exists()) and not (file.exists() and file.read_bytes() == content):
        replace_whole(file, content, mode=0o600)


def append(home: Home, year: int, rows: Sequence[Declaration], now: datetime) -> int:
    """Adds to the book of that year those rows that say something else than what is in force; how many.

    Whole or not at all, and never over what a person saves meanwhile. Raises DeclareError where the book
    cannot be read or written, HeldOpen where a spreadsheet has it open, OSError.
    """
    home.declared.mkdir(parents=True, exist_ok=True)
    added: list[Declaration] = []
    file = home.declared / f"{year}.csv"

    def edit(data: bytes | None) -> bytes | None:
        table = read_table(file, HEADER, more=MORE)
        if table.fault:
            raise DeclareError(f"declared/{file.name} {table.fault};没有导入")
        standing = {one.key: one for one in _of_year(file, _kept(home.work / COPY).get(file.name, {}))[0]}
        added[:] = [one for one in rows if one.key not in standing or standing[one.key].said != one.said]
        added[:] = [one for one in added if one.state != "missing" or one.key in standing]
        if not added:
            return None
        try:
            return with_rows(
                data or _new_book(), HEADER, [_row(one) for one in added], plain=("year", "value")
            )
        except CannotWrite as error:
            raise DeclareError(f"declared/{file.name} {error},没有导入;请另存为“CSV UTF-8”再试") from error

    rewrite(home, file.name, edit, now, folder=home.declared)
    return len(added)


def _new_book() -> bytes:
    """With a BOM, so that Excel reads it."""
    return b"\xef\xbb\xbf" + (",".join(COLUMNS) + "\n").encode()


def _row(one: Declaration) -> dict[str, str]:
    return dict(zip((*HEADER, *MORE), cells_of(one), strict=True))


def _of_year(file: Path, kept: Mapping[Key, Declaration]) -> tuple[list[Declaration], list[Problem]]:
    """What is in force of one book, and what is wrong with it."""
    table = read_table(file, HEADER, expected=bool(kept), more=MORE)
    if table.fault or (table.missing and kept):
        what = table.fault or "不见了;请从备份恢复,或把改了名的文件改回来"
        said = f"读不懂:{what};仍按上次能读时的 {len(kept)} 格计" if kept else f"读不懂:{what};没有起作用"
        return list(kept.values()), [Problem(file.name, 0, file.name, said)]
    return _in_force(file, table, kept)


def _in_force(
    file: Path, table: Table, kept: Mapping[Key, Declaration]
) -> tuple[list[Declaration], list[Problem]]:
    rows: dict[Key, Declaration] = {}
    problems: list[Problem] = []
    year = int(file.stem)
    for line in table.lines:
        told, fault = declaration_of(line, year)
        key = key_of(line)
        if told is not None:
            rows[key] = told
            continue
        if key in kept:
            rows[key] = kept[key]
        stands = "仍按上次能读时的计" if key in rows else "没有起作用"
        problems.append(_spoilt(file.name, line, fault, stands))
    gone = [one for key, one in kept.items() if key not in rows and one.state != "missing"]
    problems += _gone(file.name, gone)
    return [*rows.values(), *gone], problems


def _spoilt(name: str, line: Line, fault: str, stands: str) -> Problem:
    subject = " ".join((name, *filter(None, key_of(line))))
    return Problem(name, line.number, subject, f"读不懂:{fault};{stands}")


def _gone(name: str, gone: Sequence[Declaration]) -> Iterator[Problem]:
    for one in gone:
        what = f"里 {one.form} {one.code} 的行不见了,仍按上次的计;要撤回请另加一行,state 写 撤回"
        yield Problem(name, 0, f"{name} {one.form} {one.code}", what)


def _kept(file: Path) -> dict[str, dict[Key, Declaration]]:
    """The copy; empty where there is none that can be read."""
    try:
        told = json.loads(file.read_bytes())
        return {name: dict(_copied(name, rows)) for name, rows in told.items() if name != FORM}
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return {}


def _copied(name: str, rows: Iterable[Sequence[str]]) -> Iterator[tuple[Key, Declaration]]:
    width = len(HEADER)
    for cells in rows:
        line = Line(0, tuple(cells[:width]), None, "", tuple(cells[width:]))
        told, _ = declaration_of(line, int(Path(name).stem))
        if told is not None:
            yield key_of(line), told
