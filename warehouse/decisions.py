"""What people keep in the home: decisions, bounds, declared figures, read together before a crawl and a
publication.

Never a reason for a night without publication: what cannot be read is a problem that is told, what could be
read before stays in force (`kept`), what disappeared is asked about, and every change stands in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NamedTuple

import duckdb

from scrapers.flock import Taken
from warehouse import bounds, calendars, overrides, query, row_ids
from warehouse.calendars import Calendar, read_calendar
from warehouse.cells import CannotWrite, with_ids
from warehouse.decision_log import (
    Book,
    Change,
    Entry,
    appended,
    beginning,
    last_in_force,
    mending,
    read_book,
    write_log,
)
from warehouse.declared import Declarations, keep_declarations, read_declarations
from warehouse.following import R
from warehouse.handwritten import Line, Table, is_at_work, read_table
from warehouse.home import Home
from warehouse.kept import InForce, Kept, Problem, Row, Standing, in_force, read_kept, write_kept
from warehouse.missing import Missing, missing_rows, notes_of
from warehouse.published_log import beside_published, published_lines
from warehouse.read_only import StrayLog, open_read_only
from warehouse.rewriting import copies, rewrite
from warehouse.withdrawing import Ended, settled


@dataclass(frozen=True, slots=True)
class HomeDecisions:
    """Every row of both files that is to be gone by, and what of the files cannot be read now."""

    decisions: Sequence[overrides.Decision] = ()
    bounds: Sequence[bounds.BoundRow] = ()
    problems: tuple[Problem, ...] = ()
    log: tuple[Entry, ...] = ()
    """Every line of the log of decisions."""
    log_faults: tuple[str, ...] = ()
    """What is wrong with the log and cannot be mended (Chinese)."""
    calendar: Calendar = field(default_factory=Calendar)
    """Working days, with what a person wrote of them."""
    mended: tuple[str, ...] = ()
    """What of the log is mended from its second copy."""
    declared: Declarations = field(default_factory=Declarations)
    """Figures that only a person can give."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Rows in force that are not in their file any more: to be asked about."""
        return missing_rows(self.decisions, self.bounds)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """A sentence for each row, or whole file, that cannot be read."""
        of_files = [one.sentence for one in self.problems]
        return (*of_files, *(one.sentence for one in self.declared.problems))

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each problem, but for decisions that are new: what comes of those is told with all
        others that did nothing; and for what disappeared."""
        problems = (sentence for _, sentence in self.findings)
        return (*problems, *notes_of(self.missing), *self.log_faults, *self.mended)

    @property
    def findings(self) -> tuple[tuple[str, str], ...]:
        """The problems, with what each is about, which is the same from night to night."""
        told = (problem for problem in self.problems if not _is_new_decision(problem))
        of_declared = ((one.subject, one.sentence) for one in self.declared.problems)
        return (*((one.subject, one.sentence) for one in told), *of_declared)


class _File(NamedTuple):
    """One of people's files: its name, columns, and the letter of its ids."""

    name: str
    header: Sequence[str]
    more: Sequence[str]
    letter: str


DECISIONS = _File(overrides.FILE_NAME, overrides.HEADER, overrides.MORE, overrides.LETTER)
BOUNDS = _File(bounds.FILE_NAME, bounds.HEADER, (), bounds.LETTER)


class _Looked(NamedTuple):
    """What both files say, as it was found."""

    decided: list[Row[overrides.Decision]]
    bounded: list[Row[bounds.BoundRow]]
    tables: Mapping[str, Table]
    changes: list[Change]
    before: Kept
    book: Book
    people: HomeDecisions


def read_home_decisions(home: Home, now: datetime | None = None) -> HomeDecisions:
    """What both files say now; one that was never there has no rows. Raises nothing and writes nothing."""
    return _looked(home, now or datetime.now(UTC)).people


def take_home_decisions(home: Home, now: datetime) -> HomeDecisions:
    """As `read_home_decisions`; writes what has changed into the log, keeps what could be read, and gives ids
    to rows that have none. The caller holds the home's lock.

    Raises OSError where log or copy cannot be written. A file of people that cannot be written stays as it
    is: its rows get their ids another time.
    """
    looked = _looked(home, now)
    entries = _logged(home, looked, now)
    write_kept(home.decided, {DECISIONS.name: looked.decided, BOUNDS.name: looked.bounded})
    keep_declarations(home, looked.people.declared)
    _write_ids(home, DECISIONS, looked.tables, looked.decided, now)
    _write_ids(home, BOUNDS, looked.tables, looked.bounded, now)
    return replace(looked.people, log=entries)


def _looked(home: Home, now: datetime) -> _Looked:
    published = published_lines(home)
    book = beside_published(read_book(home), published, home)
    before = _before(home, book)
    ids = {*book.ids, *(one.line.id for rows in before.values() for one in rows)}
    if not book.entries:  # the log is gone: ids that rows had when the standing file was published
        ids |= {line.decision_id for line in published if line.decision_id}
    tables = {file.name: _table(home, file, before) for file in (DECISIONS, BOUNDS)}
    decided = _in_force(
        tables, DECISIONS, overrides.decision_of, before, _register(DECISIONS, ids, book), now
    )
    bounded = _in_force(tables, BOUNDS, bounds.row_of, before, _register(BOUNDS, ids, book), now)
    changes = (*decided.changes, *bounded.changes)
    rows = settled(decided.rows, bounded.rows, changes, ids, _ended(book, decided.rows, bounded.rows, now))
    problems = [_with_copies(home, problem) for problem in (*decided.problems, *bounded.problems)]
    calendar = read_calendar(home.overrides / calendars.FILE_NAME)
    problems += [_of_calendar(line, fault) for line, fault in calendar.faults]
    people = HomeDecisions(
        [one.row for one in rows.decisions],
        bounds.without_doubles([one.row for one in rows.bounds if not one.row.withdrawn]),
        tuple(problems),
        book.entries,
        () if book.is_mended else book.faults,
        calendar,
        (*book.faults, *book.notes) if book.is_mended else (),
        read_declarations(home),
    )
    return _Looked(rows.decisions, rows.bounds, tables, rows.changes, before, book, people)


def _register(file: _File, ids: set[str], book: Book) -> row_ids.Register:
    withdrawn = {given: one.content for given, one in book.withdrawn.items()}
    return row_ids.Register(file.letter, ids, withdrawn)


def _ended(
    book: Book,
    decided: Sequence[Row[overrides.Decision]],
    bounded: Sequence[Row[bounds.BoundRow]],
    now: datetime,
) -> Ended:
    """What was withdrawn up to now, and its rows that are in no file any more."""
    there = {one.id for one in decided} | {one.id for one in bounded}
    gone = [one for given, one in book.withdrawn.items() if given not in there]
    lines = {
        file.name: [_line_of(one, file) for one in gone if one.file == file.name]
        for file in (DECISIONS, BOUNDS)
    }
    return Ended(
        {given: one.cells[7] for given, one in book.withdrawn.items()},
        [Row(overrides.decision_of(line), line.id, now) for line in lines[DECISIONS.name]],
        [Row(bounds.row_of(line), line.id, now) for line in lines[BOUNDS.name]],
    )


def _table(home: Home, file: _File, before: Kept) -> Table:
    return read_table(
        home.overrides / file.name, file.header, expected=bool(before.get(file.name)), more=file.more
    )


def _in_force(
    tables: Mapping[str, Table],
    file: _File,
    read: Callable[[Line], R],
    before: Kept,
    register: row_ids.Register,
    now: datetime,
) -> InForce[R]:
    return in_force(file.name, tables[file.name], read, before.get(file.name, ()), register, now)


def _logged(home: Home, looked: _Looked, now: datetime) -> tuple[Entry, ...]:
    """The log with what happened since; written where that is something. Raises OSError."""
    book = looked.book
    told = [*mending(home, book, now), *looked.changes]
    rows = [(DECISIONS.name, one.id, one.row.who, one.row.content()) for one in looked.decided]
    rows = [one for one, row in zip(rows, looked.decided, strict=True) if one[1] and not _is_ended(row.row)]
    rows += [
        (BOUNDS.name, one.id, one.row.who, one.row.content())
        for one in looked.bounded
        if one.id and not one.row.withdrawn
    ]
    if not book.entries and (told or rows):
        before = [one.line.cells for of in looked.before.values() for one in of]
        told = [beginning(before), *told]
    entries = appended(book.entries, told, now)
    last = {name: last_in_force(entries, name) for name in (DECISIONS.name, BOUNDS.name)}
    lacking = [
        Change(name, given, "added", who, content, "补记")
        for name, given, who, content in rows
        if given not in last[name] or last[name][given].content != content
    ]
    entries = appended(entries, lacking, now)
    if entries != book.entries or book.notes or book.faults:
        write_log(home, entries)
    return entries


def _is_ended(row: overrides.Decision) -> bool:
    return row.settled is not None and row.settled[0] == "no_effect"


def _write_ids(
    home: Home, file: _File, tables: Mapping[str, Table], rows: Sequence[Row[R]], now: datetime
) -> None:
    """Writes the ids that a file lacks, if it still is what was read; a cell that a person filled stays."""
    table = tables[file.name]
    written = {line.number: line.id for line in table.lines}
    lacking = {
        one.row.line: one.id
        for one in rows
        if one.id
        and one.row.line in written
        and (
            not written[one.row.line] or row_ids.read(written[one.row.line], file.letter) not in ("", one.id)
        )
    }
    is_being_saved = table.unfinished and is_at_work(home.overrides / file.name)
    if not lacking or is_being_saved or table.fault:
        return

    def edit(data: bytes | None) -> bytes | None:
        return with_ids(data, file.header, lacking) if data == table.data else None

    with suppress(OSError, Taken, CannotWrite):
        rewrite(home, file.name, edit, now, insist=False)


def _before(home: Home, book: Book) -> Kept:
    """What was in force: by the copy, and by the log, which a run that was killed wrote first, and which may
    be newer than a copy that was restored; in a home with neither by the published file."""
    kept = read_kept(home.decided) or {}
    widths = {file.name: len(file.header) for file in (DECISIONS, BOUNDS)}
    if not kept or any(len(one.line.cells) != widths.get(name) for name, of in kept.items() for one in of):
        kept = {} if book.entries else _published(home)
    return {
        file.name: _newest(kept.get(file.name, ()), _logged_rows(book, file)) for file in (DECISIONS, BOUNDS)
    }


def _newest(kept: Sequence[Standing], logged: Sequence[Standing]) -> list[Standing]:
    """Rows of the copy with the words that the log has last of them, and those that it has alone."""
    words = {one.line.id: one.line for one in logged}
    found = [
        one._replace(line=words[one.line.id]._replace(number=one.line.number))
        if one.line.id in words
        else one
        for one in kept
    ]
    known = {one.line.id for one in kept}
    return [*found, *(one for one in logged if one.line.id not in known)]


def _logged_rows(book: Book, file: _File) -> list[Standing]:
    return [Standing(_line_of(one, file)) for one in last_in_force(book.entries, file.name).values()]


def _line_of(entry: Entry, file: _File) -> Line:
    """The row that a line of the log speaks of, in no line of its file."""
    width = len(file.header)
    return Line(0, entry.content[:width], None, entry.id, entry.content[width:])


def _published(home: Home) -> Kept:
    """The decisions that the standing file rests on, for a home of which nothing else is kept; none where it
    cannot be asked."""
    if not home.published.is_file():
        return {}
    try:
        with open_read_only(home.published, of_any_form=True) as reader:
            rows = query.rows(reader, "overrides/standing")
    except (duckdb.Error, StrayLog):
        return {}
    return {overrides.FILE_NAME: [Standing(Line(row["line"], tuple(row["cells"]))) for row in rows]}


def _with_copies(home: Home, problem: Problem) -> Problem:
    """Of a file that is not there or cannot be read, with which others beside it look like it."""
    if problem.line or not (beside := copies(home.overrides / problem.file)):
        return problem
    names = "、".join(one.name for one in beside[:3])
    return replace(problem, what=f"{problem.what}(旁边有 {names},不会被读取)")


def _of_calendar(line: int, fault: str) -> Problem:
    name = calendars.FILE_NAME
    return Problem(name, line, f"{name} 第 {line} 行" if line else name, fault, kept=False)


def _is_new_decision(problem: Problem) -> bool:
    return problem.file == overrides.FILE_NAME and problem.line > 0 and not problem.kept
