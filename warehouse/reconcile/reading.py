"""A published annual report as it was read of its document to what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scrapers.documents import DOUBTS, Cell, Document, Table
from scrapers.vocabulary.outcomes import DOCUMENT_WORDS
from warehouse.forms import Form, form_named
from warehouse.reconcile.equations import equations
from warehouse.reconcile.grids import Grid, is_figure
from warehouse.reconcile.heading import heading
from warehouse.reconcile.listing import is_list, listed, unnumbered
from warehouse.reconcile.parts import lacking, parts
from warehouse.reconcile.recognising import recognised
from warehouse.reconcile.records import Printed, Problem, PublishedReport, Section, Where
from warehouse.reconcile.runs import RunReader
from warehouse.reconcile.sentences import counted
from warehouse.reconcile.shape import Row, Shape, exact, shape
from warehouse.reconcile.sums import with_wholes
from warehouse.reconcile.table_four import FourReader
from warehouse.reconcile.tables import Found, TableReader

_YEARLY = ("report-2021", "report-2019")
"""Forms of one family, whose rows are mixed in reports (洪泽 2023: the older （六）其他处理)."""
_ABOVE = 300
"""Signs above a table among which its own title or lead is looked for."""
_DAY = re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_BEGINS = "统计指标"
"""The first head of the 情况统计表."""
_CASES = "4"
"""The table in whose place an organ without cases prints a sentence."""


def read_report(document: Document, name: str = "") -> PublishedReport:
    """What a published report says: whose and of which year, every cell of its form, the counts of its text.

    `document`: as `scrapers.documents.Reader` gives it; `name`: its title or file's name, for a year that the
    text lacks. Raises nothing for what a report prints: what cannot be placed, read or decided is a
    problem, with its place. Units are as printed (`Printed.unit`). Rules: domain/README.md,
    国办公开办函〔2021〕30号."""
    name = name or document.name or ""
    text = document.text
    sections = parts(text)
    head = heading(text, sections, name)
    texts = [cell.text for table in document.tables for cell in table.cells() if cell.text]
    form, odd = recognised(text, texts, sections, head.year)
    found = Found(problems=[*_unread(document), *head.problems, *odd])
    spans: list[tuple[int, int]] = []
    if form is not None:
        spans = _Tables(document, sections, form, found).read()
        if form in _YEARLY:
            found.problems += lacking(sections)
    else:
        found.problems += (p for n, table in enumerate(document.tables, 1) for p in _strange(table, n))
    lists = [table for table in document.tables if is_list(table) and _span(table) not in spans]
    prose = _without(text, [*spans, *map(_span, lists)])
    counts, sums = with_wholes(counted(prose), prose)
    counts += tuple(count for table in lists for count in listed(table, _above(text, table.at)))
    for number, table in enumerate(document.tables, 1):
        found.problems += unnumbered(table, number) if table in lists else ()
    cells = {} if form is None else _all_cells(form_named(form), found)
    figures = [*(count.at for count in counts), *(table.at for table in document.tables)]
    if behind := [words for at, words in head.others if any(at < place for place in figures)]:
        found.problems.append(_several(behind))
    return PublishedReport(
        name, head.organ, head.year, head.title, form, sections, cells, counts, sums, tuple(found.problems)
    )


def _unread(document: Document) -> Iterator[Problem]:
    """What of the document was not read: a scan has no text, a page of a PDF may lack one."""
    if document.outcome != "ok":
        words = DOCUMENT_WORDS.get(document.outcome, document.outcome)
        yield Problem("unread", f"{words}{f':{document.reason}' if document.reason else ''}")
    for number, table in enumerate(document.tables, 1):
        if "recognised" in table.doubts.values():
            yield Problem("unread", f"这个表{DOUBTS['recognised']}", Where(page=table.page, table=number))


def _several(titles: Sequence[str]) -> Problem:
    """Whose the figures behind another report's title are nobody can tell."""
    return Problem("several", f"还有别的报告的标题:{'、'.join(titles[:3])};数字可能是那一份的")


def _span(table: Table) -> tuple[int, int]:
    """Where a table's rows stand in the document's text."""
    lines = ("\t".join(text for text in row if text is not None) for row in table.rows)
    return table.at, table.at + sum(len(line) + 1 for line in lines)


def _above(text: str, at: int) -> str:
    """The last sentence of the line above a table."""
    lines = _DAY.sub("", text[max(at - _ABOVE, 0) : at]).strip().splitlines()
    return lines[-1].strip().rstrip("。").rpartition("。")[2] if lines else ""


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with line ends in place of its tables, so that every place stays."""
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


class _Tables:
    """Reads the tables of one report, as tables of its document or as runs of its text."""

    def __init__(self, document: Document, sections: Sequence[Section], form: str, found: Found) -> None:
        self._document, self._sections, self._found = document, sections, found
        self._form = form_named(form)
        self._heads: dict[tuple[str, int], Sequence[Cell]] = {}
        """Heads of the last table of each name and width: one that goes on over a page has none of its
        own."""
        family = [form, *(each for each in _YEARLY if each != form)] if form in _YEARLY else [form]
        self._shapes: dict[str, list[Shape]] = {
            table.name: [shape(each, table.name) for each in family] for table in self._form.tables
        }

    def read(self) -> list[tuple[int, int]]:
        """Reads all of them; where they stand in the text."""
        spans: list[tuple[int, int]] = []
        for number, table in enumerate(self._document.tables, 1):
            if self._read_grid(Grid(table, number)):
                spans.append(_span(table))
            else:
                self._found.problems += _strange(table, number)
        for name, shapes in self._shapes.items():
            if not any(map(self._has, (row for each in shapes for row in each.rows))):
                spans += self._read_run(name, shapes)
            elif lost := [row for row in shapes[0].rows if not self._has(row) and not self._is_older(row)]:
                self._found.problems.append(_lost(lost))
        self._mixed()
        return spans

    def _has(self, row: Row) -> bool:
        return any(value.code in self._found.cells for value in row.values)

    def _is_older(self, row: Row) -> bool:
        """Whether the report prints the other form's rows in this one's place: one for a group, or a group
        for one."""
        mine = {key for label in row.path for key in exact(label)}
        others = [cell for cell in self._found.cells.values() if cell.form != row.form]
        paths = {label for cell in others for label in form_named(cell.form).value(cell.code).row_path[1:]}
        return any(exact(label) & mine for label in paths)

    def _read_grid(self, grid: Grid) -> bool:
        """Whether a table of the document is one of the form's, or several in one grid."""
        there = False
        for name, shapes in self._shapes.items():
            if name == _CASES and self._form.name in _YEARLY:
                four = FourReader(grid, shapes[0])
                if four.is_there:
                    four.read(self._found)
                    there = True
                continue
            reader = TableReader(grid, shapes, self._heads.get((name, grid.columns), ()))
            if reader.is_there:
                reader.read(self._found)
                self._heads[name, grid.columns] = reader.last_heads
                there = True
        return there

    def _read_run(self, name: str, shapes: Sequence[Shape]) -> list[tuple[int, int]]:
        """Reads a table out of the text of its part; where it is not there, says what stands in its place."""
        start, end, section = self._region(name)
        runs = RunReader(self._document.text, start, end, shapes)
        if not runs.is_there:
            self._absent(name, section)
            return []
        used = next((each.form for each in reversed(shapes) if self._is_of(runs, each)), shapes[0].form)
        runs.read(equations(used), self._found)
        if lost := [row for row in shapes[0].rows if not self._has(row) and not self._is_older(row)]:
            self._found.problems.append(_lost(lost))
        return [runs.span]

    def _is_of(self, runs: RunReader, shape: Shape) -> bool:
        """Whether a table has rows that only this form has."""
        return any(line.form == shape.form for line in runs.lines)

    def _region(self, name: str) -> tuple[int, int, Section | None]:
        """The part of the text in which a table stands: its section's, else all of it."""
        if self._form.name in _YEARLY:
            for section in self._sections:
                if str(section.number) == name:
                    return section.at + len(section.head), section.ends, section
        # Words of the 情况统计表 stand in the text before it, too.
        return max(self._document.text.find(_BEGINS), 0), len(self._document.text), None

    def _absent(self, name: str, section: Section | None) -> None:
        """A table that is not there: 表四 may be replaced by the sentence that there was no case."""
        text = self._document.text
        values = self._form.table(name).values
        body = text[section.at + len(section.head) : section.ends] if section else ""
        said = [each for each in counted(body) if not each.number]
        if name == _CASES and section and said:
            where = Where(at=section.at + len(section.head) + said[0].at)
            for value in values:
                cell = Printed(
                    value.code, self._form.name, said[0].sentence, None, "not_applicable", value.measure
                )
                self._found.add(replace(cell, remark="没有表,以文字说明没有案件", where=where, by="position"))
            return
        named = f"“{section.head}”" if section else f"表 {name}"
        empty = (
            "这一部分没有内容" if section and not body.strip() else "没有读到表(可能是图片,或没有保存下来)"
        )
        self._found.problems.append(
            Problem("table", f"{named}{empty}", Where(at=section.at if section else None))
        )

    def _mixed(self) -> None:
        """Says which rows are another form's."""
        others = {cell.form for cell in self._found.cells.values()} - {self._form.name}
        for other in sorted(others):
            rows = {
                form_named(other).value(c.code).row_label
                for c in self._found.cells.values()
                if c.form == other
            }
            said = f"表头是 {self._form.name},其中“{'”“'.join(sorted(rows))}”是 {other} 的行"
            self._found.problems.append(Problem("mixed", said))


def _lost(rows: Sequence[Row]) -> Problem:
    """Rows of a table that is there, which were not found in it."""
    labels = [row.label or row.values[0].row_label for row in rows]
    named = "、".join(f"“{label}”" for label in labels[:3])
    more = f"等 {len(rows)} 行" if len(rows) > 3 else ""
    codes = tuple(value.code for row in rows for value in row.values)
    return Problem("row", f"表中没有读到{named}{more}", codes=codes)


def _strange(table: Table, number: int) -> Iterator[Problem]:
    """A table that is none of the form's is told by its first row; one without figures (a page's frame) is
    not, nor one that lists categories with their numbers, which is read as such."""
    if is_list(table):
        return
    first = next((" | ".join(t for t in row if t) for row in table.rows if any(row)), "")
    if any(is_figure(cell.text) for cell in table.cells()):
        yield Problem("table", f"这个表不是表式中的表:{first[:60]}", Where(page=table.page, table=number))


def _all_cells(form: Form, found: Found) -> dict[str, Printed]:
    """Every cell of the form in its order, what another form's rows print behind them; what is not printed is
    missing."""
    cells: dict[str, Printed] = {}
    for value in form.values:
        missing = Printed(value.code, form.name, None, None, "missing", value.measure, by="none")
        cells[value.code] = found.cells.get(value.code, missing)
    return cells | {code: cell for code, cell in found.cells.items() if code not in cells}
