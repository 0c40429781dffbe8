"""A table that lists what was published by category (类别, 数量, 单位), as reports print beside their forms
and as form `sections` is: each row a count, as a sentence would say it. Heads: `placing.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from scrapers.documents import Table
from scrapers.documents.numbers import number_of
from warehouse.forms import normalised
from warehouse.reconcile.placing import list_heads
from warehouse.reconcile.records import Counted, Problem, Where
from warehouse.reconcile.sentences import precision

_HEAD_ROWS = 3
"""Rows among which the heads stand: a title may stand above them."""


def is_list(table: Table) -> bool:
    """Whether a table lists categories with their numbers."""
    return _heads(table) is not None


def listed(table: Table, lead: str = "") -> Iterator[Counted]:
    """The counts that its rows say; a row without a number says none. `at` is where its row begins; `lead`:
    the line above the table."""
    heads = _heads(table)
    if heads is None:
        return
    above, columns = heads
    titles = [text for row in table.rows[:above] for text in row if text]
    lead, at = " ".join([lead, *dict.fromkeys(titles)]).strip(), table.at
    for place, row in enumerate(table.rows):
        line = "\t".join(text for text in row if text is not None)
        cells = {head: (row[column] or "").strip() for head, column in columns.items()}
        number = number_of(cells["number"])
        if place > above and cells["name"] and number is not None:
            unit = number.unit or cells.get("unit") or list_heads().default_unit
            raw = number.raw if number.unit else number.raw + unit
            said = f"{list_heads().verb}{cells['name']}{raw}"
            yield Counted(
                cells["name"],
                number.value,
                unit,
                at,
                at + len(line),
                said,
                said,
                precision(number, ""),
                raw=raw,
                lead=lead,
            )
        at += len(line) + 1


def unnumbered(table: Table, page_table: int) -> Iterator[Problem]:
    """Rows that print figures which are no single number (2-5)."""
    if (heads := _heads(table)) is None:
        return
    above, columns = heads
    for place, row in enumerate(table.rows):
        name, text = ((row[columns[head]] or "").strip() for head in ("name", "number"))
        if place > above and name and number_of(text) is None and any(map(str.isdigit, text)):
            where = Where(table.page, page_table, place + 1, columns["number"] + 1)
            yield Problem("cell", f"{name[:20]} 印的是“{text[:40]}”,不是一个数字", where)


def _heads(table: Table) -> tuple[int, dict[str, int]] | None:
    """The row of the heads, and the column of each: name and number, unit where there is one."""
    words = list_heads().columns
    for place, row in islice(enumerate(table.rows), _HEAD_ROWS):
        columns: dict[str, int] = {}
        for column, text in enumerate(row):
            for head, known in words.items():
                if head not in columns and text and normalised(text) in known:
                    columns[head] = column
        if {"name", "number"} <= columns.keys():
            return place, columns
    return None
