"""Tables that a text kept without their borders: figures behind labels, set apart by spaces and line ends
or by nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scrapers.documents.numbers import number_of
from warehouse.forms import Value
from warehouse.reconcile.anchors import Anchor, anchors
from warehouse.reconcile.cells import printed
from warehouse.reconcile.cutting import APART, Decided, Equation, Run, decide
from warehouse.reconcile.records import By, Printed, Problem, Where
from warehouse.reconcile.shape import Shape, exact
from warehouse.reconcile.tables import Found
from warehouse.reconcile.tokens import all_figures, behind

_SHOWN = 6
"""Ways to cut a row that people are shown."""
_INNER = 10
"""Heads in the last row of those of 表四."""
_CASES = "4"
"""The table of one row, under heads that stand alike three times."""
_LEAST = {"1": 5, "2": 2, "3": 3, "4": 1}
"""Rows of a table whose labels must stand in a text for the table to be there."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The figures behind one row's label."""

    values: tuple[Value, ...]
    form: str
    start: int
    ends: int | None
    """Where the next label begins; None where none does."""
    tokens: tuple[tuple[int, str], ...]
    """Place and text of what is set apart there."""
    unit: str = ""
    by: By = "label"

    @property
    def behind(self) -> int:
        """Where the last figure ends."""
        return max([self.start, *(at + len(text) for at, text in self.tokens)])


class RunReader:
    """Reads one table of a form out of a text between two places."""

    def __init__(self, text: str, start: int, end: int, shapes: Sequence[Shape]) -> None:
        self._text, self._shapes = text, shapes
        self._anchors = anchors(text, start, end, shapes)
        self._start, self._end = start, end
        self.lines = [*self._lines()]
        """Rows in the order of the text."""

    @property
    def is_there(self) -> bool:
        """Whether enough of the table's labels stand there, with figures or room for them."""
        heads = {anchor.key for anchor in self._anchors}
        table = self._shapes[0].table
        enough = table != _CASES or len(heads) > 4 or any(line.by == "position" for line in self.lines)
        return len(self.lines) >= _LEAST[table] and enough

    @property
    def span(self) -> tuple[int, int]:
        """Where the table begins and ends in the text."""
        return self._anchors[0].start, max(self._anchors[-1].end, self.lines[-1].behind)

    def _lines(self) -> Iterator[_Line]:
        if self._shapes[0].table == _CASES:
            yield from self._cases()
            return
        for at, anchor in enumerate(self._anchors):
            ends = self._anchors[at + 1].start if at + 1 < len(self._anchors) else None
            row = anchor.row
            if row is None and anchor.other and re.search(r"\d", self._text[anchor.end : ends]):
                row = anchor.other
            if row is not None:
                line = self._line(row.values, row.form, anchor.end, ends)
                yield line if anchor.is_whole else replace(line, by="position")

    def _cases(self) -> Iterator[_Line]:
        shape = self._shapes[0]
        values = shape.rows[0].values
        inner = {key for value in values for key in exact(value.column_head)}
        # What stands behind the figures (注:行政复议、行政诉讼数量含…) has heads of groups at most.
        heads = [anchor for anchor in self._anchors if anchor.key in inner]
        if len(heads) >= _INNER:
            yield self._line(values, shape.form, heads[-1].end, None)
        elif self._anchors and (figures := all_figures(self._text, self._start, self._end, len(values))):
            # Heads of two signs one above the other come out of a page in no order; the figures do.
            yield _Line(values, shape.form, figures[0][0], None, figures, by="position")

    def _line(self, values: tuple[Value, ...], form: str, start: int, ends: int | None) -> _Line:
        stop = self._end if ends is None else ends
        found = behind(self._text, start, stop, len(values), self._shapes, is_last=ends is None)
        return _Line(values, form, start, ends, found.tokens, found.unit)

    def read(self, equations: Sequence[Equation], found: Found) -> None:
        """Adds what the table says to what was found."""
        whole = [line for line in self.lines if len(line.tokens) == len(line.values) > 1]
        gaps = _Gaps(self._text, whole, self._anchors) if whole or self._spread() else None
        together: list[_Line] = []
        apart: dict[str, int] = {}
        for line in self.lines:
            found.problems += _by_place(line)
            texts = self._texts(line, gaps)
            if texts is None:
                together.append(line)
            else:
                self._add(line, texts, found)
                apart |= _numbers(line, texts)
        if together:
            self._cut(together, equations, apart, found)

    def _spread(self) -> bool:
        """Whether a row has several figures, but not all."""
        return any(1 < len(line.tokens) < len(line.values) for line in self.lines)

    def _texts(self, line: _Line, gaps: _Gaps | None) -> list[str] | None:
        """The texts of a row's cells; None where figures run together."""
        if len(line.values) == 1:
            return [_single([token for _, token in line.tokens])]
        if not line.tokens and gaps:
            return [""] * len(line.values)
        if len(line.tokens) == len(line.values):
            return [token for _, token in line.tokens]
        return gaps.placed(line) if gaps else None

    def _add(self, line: _Line, texts: Sequence[str], found: Found) -> None:
        for value, text in zip(line.values, texts, strict=True):
            found.add(*printed(value, line.form, text, Where(at=line.start), line.by, unit=line.unit))

    def _cut(
        self, lines: Sequence[_Line], equations: Sequence[Equation], apart: Mapping[str, int], found: Found
    ) -> None:
        """Cuts the rows whose figures run together, beside those that are set apart."""
        runs = [_run(line) for line in lines]
        decided = decide(runs, equations, apart)
        for line, run in zip(lines, runs, strict=True):
            for value in line.values:
                where = Where(at=line.start)
                if value.code in decided.cells:
                    text = decided.cells[value.code] or ""
                    found.add(*printed(value, line.form, text, where, "cut", unit=line.unit))
                else:
                    found.add(_undecided(value, line.form, run.text.replace(APART, " "), where))
            if problem := _told(line, run, decided):
                found.problems.append(problem)
        if decided.broken:
            said = f"连在一起的数字无论怎样断开,都有 {decided.broken} 项勾稽关系不成立;取不成立最少的断法"
            found.problems.append(Problem("identity", said, Where(at=lines[0].start)))


class _Gaps:
    """What stands between the cells of a table that keeps a constant mark between them (a | or tab, three
    line ends), so that blank cells can be counted. Where marks were lost with the blank cells, they
    cannot."""

    def __init__(self, text: str, full: Sequence[_Line], heads: Sequence[Anchor]) -> None:
        self._text, self._mark = text, ""
        self._tails: set[int] | None = None
        """What stands behind a row, as far as whole rows show it."""
        if full:
            at, token = full[0].tokens[0]
            self._mark = self._mark_in(at + len(token), full[0].tokens[1][0])
            self._first = self._marks(full[0].start, at)
            self._next = min(each for line in full for each in self._between(line))
            self._tails = {self._marks(line.behind, line.ends) for line in full if line.ends is not None}
            return
        # 表四 has one row: what parts its cells is what parts the ten heads above it, what parts the rows
        # is what stands before these.
        if len(heads) > _INNER:
            self._mark = self._mark_in(heads[-2].end, heads[-1].start)
        marks = [self._marks(before.end, after.start) for before, after in pairwise(heads)]
        known = len(marks) >= _INNER and (min(marks[1 - _INNER :]) > 1 or bool(self._mark))
        self._first, self._next = (marks[-_INNER], min(marks[1 - _INNER :])) if known else (0, 0)

    def _mark_in(self, start: int, end: int) -> str:
        """The sign that counts cells between two places; '' where only the length of blanks does."""
        return next((mark for mark in "|\t" if mark in self._text[start:end]), "")

    def _marks(self, start: int, end: int) -> int:
        return self._text.count(self._mark, start, end) if self._mark else end - start

    def _between(self, line: _Line) -> list[int]:
        """Marks between the figures of a row."""
        return [self._marks(at + len(token), after) for (at, token), (after, _) in pairwise(line.tokens)]

    def placed(self, line: _Line) -> list[str] | None:
        """The cells of a row, its figures at their places; None where the marks do not say them."""
        if not self._next:
            return None
        texts = [""] * len(line.values)
        gaps = [self._marks(line.start, line.tokens[0][0]) - self._first, *self._between(line)]
        at = 0
        for place, ((_, token), gap) in enumerate(zip(line.tokens, gaps, strict=True)):
            steps, rest = divmod(gap, self._next)
            at += steps
            if rest or not 0 <= at < len(texts) or (place and not steps):
                return None
            texts[at] = token
        return texts if self._is_whole(line, len(texts) - 1 - at) else None

    def _is_whole(self, line: _Line, blank: int) -> bool:
        """Whether behind the last figure stand as many marks as cells are left."""
        if self._tails is None or line.ends is None:
            return self._next > 1 or bool(self._mark)
        return self._marks(line.behind, line.ends) - blank * self._next in self._tails


def _by_place(line: _Line) -> Iterator[Problem]:
    if line.by == "position":
        named = f"“{line.values[0].row_label}”" if len(line.values) < _INNER else "表四"
        message = f"{named}的标签没有连着印出,按开头的字或数字的位置认定"
        yield Problem("position", message, Where(at=line.start), tuple(value.code for value in line.values))


def _single(tokens: Sequence[str]) -> str:
    """The text of a row's one cell: a figure with its remark; several figures stay several, which no
    number is."""
    remark = "".join(tokens[1:])
    return "".join(tokens) if remark[:1] in ("（", "(", "") else " | ".join(tokens)


def _numbers(line: _Line, texts: Sequence[str]) -> dict[str, int]:
    """Of cells that are set apart the whole numbers; a blank is 0."""
    read = {value.code: number_of(text or "0") for value, text in zip(line.values, texts, strict=True)}
    return {code: int(number.value) for code, number in read.items() if number and number.value % 1 == 0}


def _run(line: _Line) -> Run:
    text = APART.join(token for _, token in line.tokens)
    return Run(tuple(v.code for v in line.values), tuple(v.kind for v in line.values), text)


def _undecided(value: Value, form: str, text: str, where: Where) -> Printed:
    return Printed(value.code, form, text, None, "unreadable", value.measure, "数字连在一起", where, "cut")


def _told(line: _Line, run: Run, decided: Decided) -> Problem | None:
    """That a row could not be cut, and in how many ways it could be."""
    open_ = [value.code for value in line.values if value.code in decided.open]
    if not open_:
        return None
    ways = decided.open[open_[0]]
    named = line.values[0].row_label
    how = f"有 {len(ways)} 种断法都说得通" if ways else "没有一种断法说得通,或断法太多"
    if 0 < len(ways) <= _SHOWN:
        how += f"({';'.join(' '.join(each or '空' for each in cut) for cut in ways)})"
    text = run.text.replace(APART, " ")
    said = f"“{named}”一行的 {len(run.codes)} 格印作“{text}”,{how},其中 {len(open_)} 格无法认定"
    return Problem("undecided", said, Where(at=line.start), tuple(open_))
