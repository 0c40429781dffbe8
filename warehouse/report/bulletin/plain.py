"""A bulletin as text: on a terminal, as a table of separated values, and for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse.report.bulletin import words
from warehouse.report.bulletin.records import (
    NO_DEMAND,
    NONE_SUCH,
    STATE_WORDS,
    UNIT_STATES,
    Bulletin,
    Count,
    Standing,
    UnitRow,
    number_text,
)
from warehouse.report.escaping import csv_text, visible
from warehouse.report.form import ORIGIN_WORDS, moment_words
from warehouse.report.text import WIDTH, folded

_CSV_HEAD = ("门户", "期间", "起", "止", "已结束", "单位", "项目", "数值", "写法", "来源")


def render_text(bulletin: Bulletin, width: int = WIDTH) -> str:
    """For a terminal, `width` cells wide: the whole in a sentence, the table by unit, the lists of sections,
    notes."""
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, legacy_windows=False)
    console.print(Text(visible(bulletin.title), style="bold"))
    console.print(Text(f"数据截至 {moment_words(bulletin.data_as_of)}"))
    console.print(Text(folded(words.summary(bulletin), width)))
    console.print(_unit_table(bulletin))
    for heading, head, rows in words.TABLES:
        if told := rows(bulletin):
            console.print(_table(head, told, f"{heading}({len(told)})"))
    for sentence in words.notes(bulletin):
        console.print(Text(folded(f"· {sentence}", width)))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def _unit_table(bulletin: Bulletin) -> Table:
    """Without the column of categories, which a terminal has no room for."""
    return _table(_without(words.unit_head(bulletin)), list(map(_without, words.unit_table(bulletin))))


def _without(cells: tuple[str, ...]) -> tuple[str, ...]:
    at = words.UNIT_HEAD.index("其中(按类别)")
    return (*cells[:at], *cells[at + 1 :])


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]], title: str = "") -> Table:
    table = Table(title=title or None, title_justify="left")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(" ".join(cell.split()))) for cell in row))
    return table


def as_csv(bulletin: Bulletin) -> str:
    """One line per unit and thing counted, missing ones included; begins with a BOM for spreadsheets. The
    portal's own lines have the unit 全部."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_CSV_HEAD)
    span = bulletin.span
    head = [csv_text(bulletin.portal_name), csv_text(span.period.code), span.period.first, span.until]
    for unit, what, value, said, origin in _csv_lines(bulletin):
        number = "" if value is None else value
        over = "是" if span.is_over else "否"
        writer.writerow([*head, over, csv_text(unit), csv_text(what), number, said, origin])
    return f"\ufeff{text.getvalue()}"


_Line = tuple[str, str, int | None, str, str]


def _csv_lines(bulletin: Bulletin) -> Iterator[_Line]:
    yield _counted("全部", "合计", bulletin.total)
    for name, count in bulletin.categories.items():
        yield _counted("全部", name, count)
    for unit in bulletin.lines:
        yield from _unit_lines(bulletin, unit)


def _unit_lines(bulletin: Bulletin, unit: UnitRow) -> Iterator[_Line]:
    name = words.name_of(unit)
    if unit.published:
        yield _counted(name, "合计", unit.published)
    for category, count in unit.categories.items():
        yield _counted(name, category, count)
    minimum = unit.minimum
    yield name, "最低要求", minimum, NO_DEMAND if minimum is None else str(minimum), ""
    for state in UNIT_STATES:
        number = unit.of(state)
        yield name, STATE_WORDS[state], number, number_text(number, NONE_SUCH), ""
    if bulletin.with_ranks:
        yield name, words.RANK, None, unit.rank or NONE_SUCH, ""


def _counted(unit: str, what: str, count: Count) -> _Line:
    return unit, what, count.value, count.words, ORIGIN_WORDS[count.origin]


def as_json(bulletin: Bulletin) -> str:
    """The whole bulletin with its sentences, for programs; days and instants in ISO form, a missing value is
    null. `number` is how a count is to be written: 至少 68, where it is a lower bound."""
    span = bulletin.span
    content: dict[str, Any] = {
        "form": "bulletin",
        "title": bulletin.title,
        "portal_name": bulletin.portal_name,
        "portal_home": bulletin.portal_home,
        "period": asdict(span.period) | {"until": span.until, "is_over": span.is_over, "days": span.days},
        "data_as_of": bulletin.data_as_of,
        "built_at": bulletin.built_at,
        "rules_version": bulletin.rules_version,
        "summary": words.summary(bulletin),
        "total": _count(bulletin.total),
        "categories": {name: _count(count) for name, count in bulletin.categories.items()},
        "units": [_unit(unit) for unit in bulletin.units],
        "sections": [_section(told) for told in bulletin.sections],
        "items": [asdict(item) for item in bulletin.items],
        "beside": asdict(bulletin.beside),
        "notes": list(words.notes(bulletin)),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _count(count: Count) -> dict[str, object]:
    return {"value": count.value, "number": count.words, "origin": count.origin}


def _unit(unit: UnitRow) -> dict[str, object]:
    return {
        "name": unit.name,
        "is_listed": unit.is_listed,
        "is_pending": unit.is_pending,
        "published": _count(unit.published) if unit.published else None,
        "categories": {name: _count(count) for name, count in unit.categories.items()},
        "minimum": unit.minimum,
        "sections": {state: unit.of(state) for state in UNIT_STATES},
        "rank": unit.rank or None,
    }


def _section(told: Standing) -> dict[str, object]:
    own = {
        "state": told.state,
        "due_on": told.due_on,
        "act_by": told.act_by,
        "overdue_days": told.overdue_days,
        "minimum": told.minimum,
        "note": told.note,
    }
    return asdict(told.section) | {"documents": _count(told.documents)} | own


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
