"""Figures of the self-check, held against the evidence that stands behind them and the words of their
rules."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.self_check import FORM
from warehouse.verify.figures import plain, whose_of
from warehouse.verify.records import Difference, NamedItem


class _Figure(NamedTuple):
    """A figure as it stands, and the faults that evidence tells."""

    portal_id: str
    year: int
    code: str
    stands: bool
    value: Decimal | None
    found: int


class _Item(NamedTuple):
    year: int
    code: str
    item_id: str
    title: str | None


class _Words(NamedTuple):
    """The words beside a figure."""

    portal_id: str
    year: int
    code: str
    label: str
    measure: str
    rule: str | None


def check_self_check(connection: DuckDBPyConnection, judging: str, year: int | None) -> Iterator[Difference]:
    """Figures that are not as many as their evidence, items that none names, words other than those of
    `judging` (the text of judging.csv, of today or of when the year was sealed; empty: not compared)."""
    if not query.value(connection, "verify/knows_evidence"):
        return
    whose = whose_of(connection)
    for row in query.records(connection, "verify/check_counts", _Figure, year=year):
        which = whose(row.portal_id, f"{FORM} {row.year} {row.code}")
        told = plain(row.value) if row.stands else "没有这一行"
        yield Difference("数字", which, f"数字 {which}:文件中是 {told},自查依据中有问题的 {row.found} 行")
    for item in query.records(connection, "verify/check_items", _Item, year=year):
        which = f"{FORM} {item.year} {item.code}"
        named = NamedItem(item.item_id, item.title).words
        yield Difference("数字明细", f"{which} {item.item_id}", f"数字 {which} 的明细多出{named}")
    told_words = {row["code"]: row for row in csv.DictReader(StringIO(judging)) if row.get("code")}
    for words in query.records(connection, "verify/check_words", _Words, year=year) if told_words else ():
        which = whose(words.portal_id, f"{FORM} {words.year} {words.code}")
        for column in ("label", "measure", "rule"):
            stands, expected = getattr(words, column), told_words.get(words.code, {}).get(column)
            if stands != expected:
                yield Difference(
                    "数字", which, f"figures.{column}:数字 {which} 是“{stands}”,应为“{expected}”"
                )
