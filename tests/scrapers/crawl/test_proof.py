"""Collapses, redesigns and migrations are held back: what was accepted before stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.site import (
    EMPTY,
    LIST,
    Section,
    rows,
    with_day,
)

OLD = date(2016, 6, 1)
"""Rows this old come round slowly, so that the slice stays small in a test."""


def _fewer(site: Section) -> None:
    site.rows = site.rows[:5]


def _emptied(site: Section) -> None:
    site.overrides = {LIST: ("ok", 200, EMPTY, LIST)}


def _renumbered(site: Section) -> None:
    site.rows = [replace(row, key=row.key + 50_000) for row in site.rows]


def _redated(site: Section) -> None:
    site.rows = [with_day(row, date(2018, 2, 2)) for row in site.rows]


@pytest.mark.parametrize(
    ("upheaval", "words"),
    [(_fewer, "骤减"), (_emptied, "自称无内容"), (_renumbered, "改版"), (_redated, "迁移")],
)
@pytest.mark.parametrize("total", [True, False])
def test_an_upheaval_is_held_back_with_its_reason(
    upheaval: Any, words: str, total: bool, memory: Memory
) -> None:
    site = Section(rows(20), total=total)
    night(memory, site)
    upheaval(site)
    proof, _ = night(memory, site, days=1)
    assert proof.outcome == "partial"
    assert words in proof.reason
    assert memory.known().complete_rows == 20


def test_other_rows_in_place_of_most_known_ones_are_held_back(memory: Memory) -> None:
    """As many rows as ever, but most of them others, not newer ones: a side list taken for the list."""
    site = Section(rows(12, newest=OLD), total=False)
    night(memory, site)
    site.rows = [replace(row, key=row.key + 50_000) if i % 4 else row for i, row in enumerate(site.rows)]
    proof, _ = night(memory, site, days=1)
    assert proof.outcome == "partial"
    assert "不在列表上" in proof.reason


def test_a_list_that_shows_its_newest_rows_only_rolls_on(memory: Memory) -> None:
    site = Section(rows(10, newest=date(2018, 2, 20)), size=10, total=False, pages=False)
    night(memory, site)
    site.rows = rows(7, newest=date(2018, 3, 1), start=2000) + site.rows[:3]
    assert night(memory, site, days=1)[0].outcome == "complete"


def test_dates_that_come_back_are_no_second_migration(memory: Memory) -> None:
    site = Section(rows(20))
    night(memory, site)
    stood = site.rows
    for days in (1, 2):
        _redated(site)
        assert night(memory, site, days=days)[0].outcome == "partial"
    site.rows = stood
    assert night(memory, site, days=3)[0].outcome == "complete"


def test_growth_is_no_upheaval(memory: Memory) -> None:
    site = Section(rows(10))
    night(memory, site)
    site.rows = rows(40, newest=date(2018, 3, 1), start=9000) + site.rows
    assert night(memory, site, days=1)[0].outcome == "complete"
