"""Nights that end at known rows: what joins them to the last whole reading, on lists of every order."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from scrapers.crawl import joining
from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.site import LIST, Killed, Row, Section, Served, ids, pages_of, rows

OLD = date(2016, 6, 1)
NEW = Row(5000, "新发布的一份办理情况通知", date(2018, 3, 1))
LATE = Row(6000, "补录的一份旧文件", date(2016, 5, 12))

SHAPES = {
    "a total": {"total": True, "pages": True},
    "pages counted": {"total": False, "pages": True},
    "a next page only": {"total": False, "pages": False},
}


def pinned_old(listed: list[Row]) -> list[Row]:
    """More than a page of old rows above the others, without a mark."""
    return [*rows(7, newest=date(2012, 2, 1), start=300), *listed]


def by_title(listed: list[Row]) -> list[Row]:
    return sorted(listed, key=lambda row: sha256(row.title.encode()).hexdigest())


def oldest_first(listed: list[Row]) -> list[Row]:
    return sorted(listed, key=lambda row: row.day or OLD)


def newest_first(listed: list[Row]) -> list[Row]:
    return sorted(listed, key=lambda row: row.day or OLD, reverse=True)


def without_dates(listed: list[Row]) -> list[Row]:
    return [replace(row, day=None) for row in newest_first(listed)]


ORDERS: dict[str, Callable[[list[Row]], list[Row]]] = {
    "pinned without a mark": lambda listed: pinned_old(newest_first(listed)),
    "by title": by_title,
    "oldest first": oldest_first,
    "newest first": newest_first,
    "without dates": without_dates,
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("count", [23, 40])
def test_a_new_row_is_found_wherever_the_list_puts_it(
    count: int, order: str, shape: str, memory: Memory
) -> None:
    listed, put = rows(count, newest=OLD), ORDERS[order]
    site = Section(put(listed), **SHAPES[shape])  # type: ignore[arg-type]
    night(memory, site, details=False)
    site.rows = put([NEW, *listed])
    proof, _ = night(memory, site, days=1, details=False)
    assert proof.outcome == "complete" and proof.ground
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("order", ORDERS)
def test_a_row_that_slips_in_below_known_ones_is_found_the_same_night(
    order: str, shape: str, memory: Memory
) -> None:
    listed, put = rows(40, newest=OLD), ORDERS[order]
    site = Section(put(listed), **SHAPES[shape])  # type: ignore[arg-type]
    night(memory, site, details=False)
    site.rows = put([*listed[:20], LATE, *listed[20:]])
    proof, _ = night(memory, site, days=1, details=False)
    assert (proof.outcome, proof.whole_list) == ("complete", True)
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("order", ORDERS)
def test_a_row_in_and_a_row_out_in_one_day_leave_the_count_as_it_was(
    order: str, shape: str, memory: Memory
) -> None:
    listed, put = rows(40, newest=OLD), ORDERS[order]
    site = Section(put(listed), **SHAPES[shape])  # type: ignore[arg-type]
    night(memory, site, details=False)
    site.rows = put([NEW, *listed[:24], *listed[25:]])
    proof, _ = night(memory, site, days=1, details=False)
    assert proof.outcome == "complete"
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize(
    ("shape", "listed", "asked"),
    [
        ("a total", rows(40, newest=OLD), [1]),
        ("a next page only", rows(40, newest=OLD), [1, 8]),
        ("pages counted", rows(38, newest=OLD), [1, 8]),
        ("a next page only", pinned_old(rows(40, newest=OLD)), [1, 2, 10, 1]),
        ("a total", pinned_old(rows(40, newest=OLD)), [1, 2, 1]),
        ("pages counted", [replace(row, pinned=n < 2) for n, row in enumerate(rows(40, newest=OLD))], [1, 8]),
    ],
)
def test_a_quiet_night_costs_a_question_or_two(
    shape: str, listed: list[Row], asked: list[int], memory: Memory
) -> None:
    site = Section(listed, **SHAPES[shape])  # type: ignore[arg-type]
    night(memory, site, details=False)
    proof, web = night(memory, site, days=1, details=False)
    assert (proof.outcome, proof.whole_list, proof.ground) == ("complete", False, "increment")
    assert pages_of(web.asked) == [site.address(number) for number in asked]
    assert ("末页" in proof.reason) == (shape != "a total")
    assert proof.records_read == len(listed)


@pytest.mark.parametrize("same_day", [2, 6, 11])
def test_many_rows_of_the_newest_day_at_the_end_are_no_newest_first_list(
    same_day: int, memory: Memory
) -> None:
    """An oldest first list whose last rows are all of one day: read nearly to its end, it looks like pinned
    rows above new ones."""
    last = [Row(7000 + n, f"第{n}号同日发布的通知", NEW.day) for n in range(same_day)]
    site = Section([*oldest_first(rows(18, newest=OLD)), *last])
    night(memory, site, details=False)
    del site.rows[4]
    site.rows.append(NEW)
    proof, _ = night(memory, site, days=1, details=False)
    assert proof.outcome == "complete"
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("known", [2, 3, 5, 9])
def test_a_row_below_known_ones_of_the_same_day_is_found(known: int, memory: Memory) -> None:
    """The day's next row stands below those read last night, perhaps a page further; one was withdrawn."""
    today = [Row(7000 + n, f"第{n}号同日发布的通知", NEW.day) for n in range(known)]
    older = rows(20, newest=OLD)
    site = Section([*today, *older])
    night(memory, site, details=False)
    site.rows = [*today, NEW, *older[:11], *older[12:]]
    night(memory, site, days=1, details=False)
    assert set(memory.items) == ids(site.rows)


@dataclass
class Tokens(Section):
    """Pages whose addresses are names: none can be asked for by its number."""

    def address(self, number: int) -> str:
        name = (
            sha256(str(number).encode()).hexdigest()[:8].translate(str.maketrans("0123456789", "ghijklmnop"))
        )
        return LIST if number == 1 else f"{LIST}list-{name}.html"

    def serve(self, url: str) -> Served:
        number = next((n for n in range(2, self.last + 1) if self.address(n) == url), None)
        return ("ok", 200, self.list_page(number, number), url) if number else super().serve(url)


def test_where_nothing_counts_the_rows_their_order_has_to_do_and_a_whole_reading_comes_sooner(
    memory: Memory,
) -> None:
    site = Tokens(rows(40, newest=OLD), total=False, pages=False)
    night(memory, site, details=False)
    quiet, web = night(memory, site, days=1, details=False)
    assert (quiet.outcome, quiet.whole_list) == ("complete", False)
    assert pages_of(web.asked) == [LIST]
    assert "凭日期倒序接上" in quiet.reason and "补录" in quiet.reason
    site.rows = [NEW, *site.rows[:22], LATE, *site.rows[22:]]
    nights = [night(memory, site, days=days, details=False)[0] for days in range(2, 8)]
    assert [proof.whole_list for proof in nights] == [False] * 5 + [True]
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("order", ["by title", "oldest first", "without dates"])
def test_a_list_of_another_order_that_nothing_counts_is_read_whole(order: str, memory: Memory) -> None:
    listed, put = rows(40, newest=OLD), ORDERS[order]
    site = Tokens(put(listed), total=False, pages=False)
    night(memory, site, details=False)
    for days, more in ((1, [NEW]), (2, [NEW, LATE]), (3, [LATE])):
        site.rows = put([*more, *listed])
        proof, _ = night(memory, site, days=days, details=False)
        assert proof.outcome == "complete"
        assert ids(site.rows) <= set(memory.items)


@pytest.mark.parametrize("order", ["by title", "oldest first"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_very_long_list_of_another_order_is_read_whole_once_a_week(
    shape: str, order: str, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "UNORDERED_ROWS", 30)
    listed, put = rows(40, newest=OLD), ORDERS[order]
    site = Section(put(listed), **SHAPES[shape])  # type: ignore[arg-type]
    night(memory, site, details=False)
    nights = [night(memory, site, days=days, details=False) for days in range(1, 8)]
    assert [proof.whole_list for proof, _ in nights] == [False] * 6 + [True]
    assert all(len(pages_of(web.asked)) == 2 for _, web in nights[:6]), "page 1 and the last one"
    assert all("不按日期倒序" in proof.reason for proof, _ in nights[:6])
    site.rows = put([NEW, *listed[:24], *listed[25:]]) if order == "oldest first" else put([NEW, *listed])
    proof, _ = night(memory, site, days=8, details=False)
    assert proof.outcome == "complete"
    assert set(memory.items) == ids(site.rows)


def test_dates_of_item_pages_show_the_order_of_a_list_that_prints_none(memory: Memory) -> None:
    class Undated(Section):
        def list_page(self, number: int, shown: int) -> bytes:
            held, self.rows = self.rows, [replace(row, day=None) for row in self.rows]
            page = super().list_page(number, shown)
            self.rows = held
            return page

    site = Undated(rows(40, newest=OLD))
    night(memory, site)
    proof, web = night(memory, site, days=1)
    assert (proof.outcome, proof.whole_list) == ("complete", False)
    assert pages_of(web.asked) == [LIST]
    site.rows = [NEW, *site.rows]
    night(memory, site, days=2)
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("victim", [0, 3, 9, 22, 39])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_row_that_is_withdrawn_shows_wherever_it_stood(shape: str, victim: int, memory: Memory) -> None:
    site = Section(rows(40, newest=OLD), **SHAPES[shape])  # type: ignore[arg-type]
    night(memory, site, details=False)
    gone = site.rows.pop(victim)
    proof, _ = night(memory, site, days=1, details=False)
    assert (proof.outcome, proof.whole_list) == ("complete", True)
    assert ids([gone]).isdisjoint(memory.items)


@pytest.mark.parametrize("new", [5, 10])
def test_a_last_page_shown_again_past_the_end_is_not_taken_for_the_last_page(
    new: int, memory: Memory
) -> None:
    """As many rows were withdrawn as a page holds: what should be the last page shows the one before it."""
    site = Section(rows(45, newest=OLD), total=False, pages=False, clamp="last")
    night(memory, site, details=False)
    site.rows = site.rows[: 45 - new]
    night(memory, site, days=1, details=False)
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("kill_after", range(1, 12))
@pytest.mark.parametrize("shape", ["a total", "a next page only"])
def test_cut_short_at_any_question_what_slipped_in_is_still_found(
    shape: str, kill_after: int, memory: Memory
) -> None:
    site = Section(rows(40, newest=OLD), **SHAPES[shape])  # type: ignore[arg-type]
    night(memory, site, details=False)
    site.rows = [NEW, *site.rows[:22], LATE, *site.rows[22:]]
    try:
        night(memory, site, days=1, details=False, kill_after=kill_after)
    except Killed:
        night(memory, site, days=1, details=False)
    held = {row for row, kept in memory.items.items() if kept["accepted"]}
    assert held == ids(site.rows)


def _anything(rng: random.Random, listed: list[Row], key: int) -> list[Row]:
    """One thing that happens in a day: nothing, new rows, a late one, one withdrawn, one moved to the top."""
    days = [row.day for row in listed if row.day is not None]
    kind = rng.choice(["nothing", "new", "new", "late", "withdrawn", "new and withdrawn"])
    changed = list(listed)
    if kind.startswith("new"):
        newest = max(days) + timedelta(days=rng.randint(0, 3))
        changed += [Row(key + n, f"第{key + n}号新发布的通知", newest) for n in range(rng.choice([1, 2, 6]))]
    if kind == "late":
        changed.append(Row(key, f"第{key}号补录的通知", rng.choice(days)))
    if kind.endswith("withdrawn"):
        changed.remove(rng.choice(listed))
    return changed


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(1))
def test_nights_with_changes_never_lose_a_row_and_call_it_complete(
    seed: int, order: str, shape: str, memory: Memory
) -> None:
    rng, put = random.Random(f"{seed} {order} {shape}"), ORDERS[order]
    listed = rows(rng.randint(12, 31), newest=OLD)
    site = Section(put(listed), **SHAPES[shape])  # type: ignore[arg-type]
    for days in range(6):
        proof, _ = night(memory, site, days=days, details=False)
        held = {row for row, kept in memory.items.items() if kept["accepted"]}
        assert proof.outcome == "complete" and held == ids(site.rows), (days, proof)
        listed = _anything(rng, listed, 10_000 + 100 * days)
        site.rows = put(listed)
