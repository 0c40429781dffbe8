"""The log of what people decided: `overrides/log.csv`, a line a change, each chained to the one before.

A second copy (`work/decisions.log.csv`) is written behind it: what happens to the one that people see is
found by it, and mended from it. The sum of a line covers its cells and the sum of the line before, not the
form of the file: a spreadsheet may save it in another one.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scrapers.durable import replace_whole
from scrapers.oswords import reason
from warehouse.home import Home
from warehouse.ledger import TIME_ZONE
from warehouse.report.escaping import csv_text
from warehouse.spreadsheet import NotText, text_of

LOG_NAME = "log.csv"
HEADER = ("序号", "时刻", "文件", "编号", "变化", "谁", "内容", "说明", "校验和")

CHANGES = {
    "begun": "开始",
    "added": "新增",
    "changed": "改动",
    "missing": "不见",
    "withdrawn": "撤回",
    "returned": "重现",
    "repaired": "修补",
}
"""Change → its word in the file."""

IN_FORCE = frozenset({"added", "changed", "missing", "returned"})
"""Changes after which a row is in force; one that disappeared still is."""

_ZONE = ZoneInfo(TIME_ZONE)
_FIRST = "0" * 64


class Change(NamedTuple):
    """What happened to a row of a file, or (without an id) to the log itself."""

    file: str
    id: str
    change: str
    """A key of CHANGES."""
    who: str = ""
    """Who says so; '' where nobody can be named."""
    content: tuple[str, ...] = ()
    """The row's cells."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, as it is written."""

    cells: tuple[str, ...]
    """Those of HEADER but the sum."""
    sha256: str

    @property
    def number(self) -> int:
        """Its number, from 1; 0 where that cannot be read."""
        return int(self.cells[0]) if self.cells[0].isdecimal() else 0

    @property
    def logged_at(self) -> str | None:
        """When it was written, as an instant; None where that cannot be read."""
        try:
            return datetime.fromisoformat(self.cells[1]).isoformat()
        except ValueError:
            return None

    @property
    def file(self) -> str:
        """Of the row that it speaks of."""
        return self.cells[2]

    @property
    def id(self) -> str:
        """Of the row that it speaks of."""
        return self.cells[3]

    @property
    def change(self) -> str:
        """A key of CHANGES; as written where it is none."""
        return next((key for key, word in CHANGES.items() if word == self.cells[4]), self.cells[4])

    @property
    def content(self) -> tuple[str, ...]:
        """The row's cells; none where they cannot be read."""
        try:
            told = json.loads(self.cells[6]) if self.cells[6] else []
            return tuple(map(str, told)) if isinstance(told, list) else ()
        except ValueError:
            return ()


@dataclass(frozen=True, slots=True)
class Log:
    """A copy of the log as it is read."""

    entries: tuple[Entry, ...] = ()
    bad: int = 0
    """Number of the first line that does not join the one before; 0 where all do."""
    fault: str = ""
    """What is wrong with it (Chinese)."""
    cut: bool = False
    """Whether its last line was not written to its end; that line is not among the entries."""
    missing: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is there, and every line joins."""
        return not (self.fault or self.missing)


@dataclass(frozen=True, slots=True)
class Book:
    """The log of a home, from both copies."""

    entries: tuple[Entry, ...] = ()
    faults: tuple[str, ...] = ()
    """What was altered or is lost, each with the first bad line (Chinese)."""
    notes: tuple[str, ...] = ()
    """What is mended at the next publication, and no fault: a last line that was not written to its end."""
    is_mended: bool = True
    """Whether what is wrong is mended at the next publication."""
    restored_from: str = "副本"
    """From what (Chinese)."""

    @property
    def ids(self) -> dict[str, Entry]:
        """Id → the last line about it."""
        return {one.id: one for one in self.entries if one.id}

    @property
    def withdrawn(self) -> dict[str, Entry]:
        """Ids of rows that ended → the line that says so."""
        return {given: one for given, one in self.ids.items() if one.change == "withdrawn"}


def log_file(home: Home) -> Path:
    """The copy that people see."""
    return home.overrides / LOG_NAME


def copy_file(home: Home) -> Path:
    """The second copy."""
    return home.work / "decisions.log.csv"


def read_book(home: Home) -> Book:
    """What both copies say together. Raises nothing."""
    shown, kept = read_log(log_file(home)), read_log(copy_file(home))
    if shown.missing and kept.missing:
        return Book()
    if kept.missing:  # a home that was copied or restored without it
        return _alone(shown)
    if not kept.is_whole:
        if not shown.is_whole:
            return replace(
                book := _alone(kept if len(kept.entries) >= len(shown.entries) else shown),
                is_mended=not book.entries,
            )
        return Book(shown.entries, (f"副本 {copy_file(home).name} {kept.fault}",))
    return _beside(shown, kept)


def read_log(file: Path) -> Log:
    """One copy. Lines behind a bad one are read on, so that each fault is told once."""
    try:
        text = text_of(file.read_bytes())
        rows = list(csv.reader(StringIO(text, newline="")))
    except FileNotFoundError:
        return Log(missing=True)
    except (OSError, NotText, csv.Error) as error:
        what = reason(error) if isinstance(error, OSError) else str(error)
        return Log(bad=1, fault=f"无法读取({what})")
    entries: list[Entry] = []
    before, bad, fault = _FIRST, 0, ""
    rows = [row for row in rows if any(row)]
    if tuple(rows[0] if rows else ()) != HEADER:
        bad, fault = 1, "的表头不对"
    for place, row in enumerate(rows[1:], 1):
        entry = Entry(tuple(row[:-1]), row[-1]) if len(row) == len(HEADER) else None
        is_good = entry is not None and entry.number == place and entry.sha256 == _sum(before, entry.cells)
        if not is_good and place == len(rows) - 1 and not text.endswith(("\n", "\r")):
            return Log(tuple(entries), bad, fault, cut=True)
        if not is_good and not fault:
            bad, fault = place, f"从第 {place} 行起与校验和不符(被改动、插入或删去)"
        if entry is not None:
            entries.append(entry)
            before = entry.sha256
    return Log(tuple(entries), bad, fault)


def appended(entries: Sequence[Entry], changes: Iterable[Change], now: datetime) -> tuple[Entry, ...]:
    """The lines, and one for each change that the last line about the same row does not say already."""
    found = list(entries)
    last = {one.id: one for one in entries if one.id}
    at = instant_words(now)
    for change in changes:
        content = json.dumps(change.content, ensure_ascii=False) if change.content else ""
        who = csv_text(" ".join(change.who.split()))
        told = (change.file, change.id, CHANGES[change.change], who, content, change.note)
        known = last.get(change.id) if change.id else None
        if known is not None and (known.change, known.content) == (change.change, change.content):
            continue
        before = found[-1].sha256 if found else _FIRST
        cells = (str(len(found) + 1), at, *told)
        found.append(Entry(cells, _sum(before, cells)))
        if change.id:
            last[change.id] = found[-1]
    return tuple(found)


def beginning(rows: Sequence[tuple[str, ...]]) -> Change:
    """The first line of a log: how many rows were in force before it, and their sum."""
    if not rows:
        return Change("", "", "begun", note="此前没有人工决定")
    told = "\n".join(sorted("\x1f".join(row) for row in rows))
    digest = hashlib.sha256(told.encode()).hexdigest()
    return Change("", "", "begun", note=f"此前没有记录;开始时有效的决定 {len(rows)} 行,校验和 {digest}")


def mending(home: Home, book: Book, now: datetime) -> list[Change]:
    """What is to be said in the log of the copies being mended; a copy that was altered is put aside first.
    Raises OSError."""
    if not book.is_mended:
        return []
    told = [Change("", "", "repaired", note=f"{what},已补好") for what in book.notes]
    aside = _put_aside(home, book.entries) if book.faults else ""
    done = f"已按{book.restored_from}恢复" if book.entries else "无从恢复,重新开始记录"
    return [*told, *(Change("", "", "repaired", note=f"{fault};{done}{aside}") for fault in book.faults)]


def write_log(home: Home, entries: Sequence[Entry]) -> None:
    """Writes both copies, unless they say the same. Raises OSError."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows((*one.cells, one.sha256) for one in entries)
    content = out.getvalue().encode("utf-8-sig")
    for file, mode in ((log_file(home), 0o666), (copy_file(home), 0o600)):
        if not (file.is_file() and file.read_bytes() == content):
            replace_whole(file, content, mode=mode)


def joined(lines: Iterable[tuple[Sequence[str], str]]) -> tuple[Entry, ...] | None:
    """Entries of lines (cells but the sum; sum), None where one does not join the one before."""
    found: list[Entry] = []
    before = _FIRST
    for cells, digest in lines:
        entry = Entry(tuple(cells), digest)
        if entry.number != len(found) + 1 or digest != _sum(before, entry.cells):
            return None
        found.append(entry)
        before = digest
    return tuple(found)


def instant_words(at: datetime) -> str:
    """An instant as the log writes it."""
    return at.astimezone(_ZONE).isoformat(timespec="seconds")


def last_in_force(entries: Iterable[Entry], file: str) -> dict[str, Entry]:
    """Id → the last line of each row of that file that is in force."""
    last = {one.id: one for one in entries if one.id and one.file == file}
    return {given: one for given, one in last.items() if one.change in IN_FORCE}


def _alone(log: Log) -> Book:
    """What one copy says where there is no other to go by."""
    faults = (f"{LOG_NAME} {log.fault}",) if log.fault else ()
    return Book(log.entries, faults, _cut_words(log), is_mended=not (faults and log.entries))


def _beside(shown: Log, kept: Log) -> Book:
    """The whole second copy, and what is wrong with the one that people see. That one may be ahead of it by
    what a run that was killed wrote last."""
    if shown.missing:
        return Book(kept.entries, (f"{LOG_NAME} 不见了(共 {len(kept.entries)} 行)",))
    if shown.is_whole and shown.entries[: len(kept.entries)] == kept.entries:
        return Book(shown.entries, (), _cut_words(shown))
    if shown.entries == kept.entries[: len(shown.entries)] and not shown.fault:
        lacking = len(kept.entries) - len(shown.entries)
        if lacking and not shown.cut:
            return Book(kept.entries, (f"{LOG_NAME} 缺第 {len(shown.entries) + 1} 行以后的 {lacking} 行",))
        return Book(kept.entries, (), _cut_words(shown))
    pairs = enumerate(zip(shown.entries, kept.entries, strict=False), 1)
    first = next((number for number, (one, other) in pairs if one != other), len(kept.entries) + 1)
    if shown.bad and shown.bad < first:
        first = shown.bad
    return Book(kept.entries, (f"{LOG_NAME} 从第 {first} 行起与副本不符(被改动、插入或删去)",))


def _cut_words(log: Log) -> tuple[str, ...]:
    return (f"{LOG_NAME} 的最后一行没有写完(第 {len(log.entries) + 1} 行)",) if log.cut else ()


def _put_aside(home: Home, entries: Sequence[Entry]) -> str:
    """Keeps a copy that does not say those lines where nothing overwrites it; says where."""
    names: list[str] = []
    for file in (log_file(home), copy_file(home)):
        log = read_log(file)
        if log.missing or (log.is_whole and log.entries == tuple(entries)):
            continue
        data = file.read_bytes()
        place = home.work / f"decisions.log.altered.{hashlib.sha256(data).hexdigest()[:12]}.csv"
        replace_whole(place, data, mode=0o600)
        names.append(f"work/{place.name}")
    return f",被改动的一份存为 {'、'.join(dict.fromkeys(names))}" if names else ""


def _sum(before: str, cells: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join((before, *cells)).encode()).hexdigest()
