"""Figures of the forms other than `sections`, held against the file's own items and the sources of their
cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import StringIO
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.forms.sources import HEADER, TOTAL, Source
from warehouse.verify.figures import plain, whose_of
from warehouse.verify.records import Difference, NamedItem


class _Figure(NamedTuple):
    """A figure as it stands, and the documents behind it."""

    portal_id: str
    form: str
    year: int
    code: str
    value: Decimal | None
    behind: int


class _FormItem(NamedTuple):
    """A document that a figure counts so many times, and may count or not."""

    form: str
    year: int
    code: str
    item_id: str
    times: int
    is_expected: bool
    title: str | None


class _Parts(NamedTuple):
    """A document of the website, and in how many of its three parts it stands."""

    year: int
    item_id: str
    parts: int
    title: str | None


class _Words(NamedTuple):
    """Rule and statement of a figure."""

    form: str
    year: int
    code: str
    rule: str | None
    sql_file: str | None


def sources_told(text: str) -> tuple[Source, ...]:
    """The sources of cells as a file of them, of today or of when a year was sealed, has them; cells that a
    person gives are left out."""
    lines = csv.DictReader(StringIO(text))
    whole = [row for row in lines if all(isinstance(row.get(name), str) for name in HEADER)]
    rows = [row for row in whole if row["origin"] != "declared"]
    return tuple(
        Source(
            row["form"],
            row["code"],
            row["origin"],
            tuple(row["categories"].split("|")),
            (),
            row["statement"],
            row["rule"],
        )
        for row in rows
    )


def check_forms(
    connection: DuckDBPyConnection, sources: Sequence[Source], categories: Sequence[str], year: int | None
) -> Iterator[Difference]:
    """Figures that are not as many as their documents; documents that do not belong to a figure or lack in
    it; figures with another rule or statement. `sources` empty: only the first (a file sealed before)."""
    whose = whose_of(connection)
    for figure in query.records(connection, "verify/other_forms", _Figure, year=year):
        which = whose(figure.portal_id, f"{figure.form} {figure.year} {figure.code}")
        message = f"数字 {which} 是 {plain(figure.value)},明细却有 {figure.behind} 条"
        yield Difference("数字", which, message)
    if sources:
        yield from _items(connection, sources, categories, year)
        yield from _parts(connection, year)
        yield from _words(connection, sources, year)


def _items(
    connection: DuckDBPyConnection, sources: Sequence[Source], categories: Sequence[str], year: int | None
) -> Iterator[Difference]:
    fed = [(source, category) for source in sources for category in source.categories]
    found = query.records(
        connection,
        "verify/form_items",
        _FormItem,
        forms=[source.form for source, _ in fed],
        codes=[source.code for source, _ in fed],
        fed_by=[category for _, category in fed],
        is_whole=[_is_whole(source) for source, _ in fed],
        categories=list(categories),
        year=year,
    )
    for row in found:
        which = f"{row.form} {row.year} {row.code}"
        item = NamedItem(row.item_id, row.title).words
        what = f"缺少{item}" if not row.times else f"多出{item}"
        if row.times > 1:
            what = f"把{item}列了 {row.times} 次"
        yield Difference("数字明细", f"{which} {row.item_id}", f"数字 {which} 的明细{what}")


def _is_whole(source: Source) -> bool:
    """Whether the cell counts every document of its categories."""
    return source.statement.endswith("_whole") or TOTAL in source.categories


def _parts(connection: DuckDBPyConnection, year: int | None) -> Iterator[Difference]:
    for row in query.records(connection, "verify/website_parts", _Parts, year=year):
        item = NamedItem(row.item_id, row.title).words
        message = f"数字 website-annual {row.year} P1、P2、P3:{item}计入了 {row.parts} 格,应当只计入一格"
        yield Difference("数字明细", f"website-annual {row.year} {row.item_id}", message)


def _words(
    connection: DuckDBPyConnection, sources: Sequence[Source], year: int | None
) -> Iterator[Difference]:
    told = {(source.form, source.code): source for source in sources}
    for row in query.records(connection, "verify/form_words", _Words, year=year):
        source = told.get((row.form, row.code))
        should = {"sql_file": source.sql_file if source else None}
        should |= {"rule": source.rule} if source else {}
        for column, expected in should.items():
            stands = getattr(row, column)
            if stands != expected:
                which = f"{row.form} {row.year} {row.code}"
                message = f"figures.{column}:数字 {which} 是“{stands}”,应为“{expected}”"
                yield Difference("数字", which, message)
