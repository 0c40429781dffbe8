"""Guards: nothing is told of a sound file; each thing that may be wrong with one is told by its guard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pytest

from tests.warehouse.build import Told, county, page, portal, section
from warehouse.checks import guard
from warehouse.decisions import take_home_decisions
from warehouse.publish import attached, build

WIDE = tuple(f"w{number}" for number in range(23))
"""More sections than `doubtful_items` has bits for: an item in all of them has two that share one."""
SPREAD = Told("w/everywhere.html")
COPY, KEPT = Told("wj/1.html"), Told("wj/2.html")  # of one day the smaller id is kept
UNDATED = Told("wj/3.html", listed_on=None)
FOREIGN = "'ffffffffffffffff'"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The connection to a ledger to which a file is attached as `published`, filled and not yet checked: two
    merged items, one without a date, one in 23 sections, one of two categories."""
    numbered = page(title="甲办法", document_number="某政发〔2017〕1号")
    nb, wj = section("nb", "信息公开年报", "信息公开年报"), section("wj", "政府文件", "政府文件")
    wide = [section(section_id, "政府文件", "政府文件") for section_id in WIDE]
    both = Told("nb/1.html", title="某局年报")
    with county(tmp_path_factory.mktemp("guards") / "home", portal(nb, wj, *wide)) as made:
        made.begin()
        made.tell("nb", [both])
        copies = [Told(one.path, title="甲办法", page=numbered) for one in (KEPT, COPY)]
        made.tell("wj", [both, *copies, UNDATED])
        for section_id in WIDE:
            made.tell(section_id, [SPREAD])
        made.load()
        with attached(made.ledger, made.home, made.home.aside / "guarded.duckdb"):
            build(made.ledger, take_home_decisions(made.home, made.now), made.now)
            yield made.ledger


@contextmanager
def undone(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.begin()
    try:
        yield
    finally:
        connection.rollback()


def shown(connection: duckdb.DuckDBPyConnection, asked: str) -> list[tuple[Any, ...]]:
    return connection.execute(asked.replace("P.", "published.main.")).fetchall()


def found(connection: duckdb.DuckDBPyConnection, fault: str) -> set[tuple[str, str]]:
    """What guards select once a fault is in the file: guard and row."""
    with undone(connection):
        connection.execute(fault.replace("P.", "published.main."))
        return {(bad.guard, bad.row) for bad in guard(connection)}


def test_nothing_is_told_of_a_sound_file(built: duckdb.DuckDBPyConnection) -> None:
    sizes = "SELECT (SELECT count(*) FROM P.merges), (SELECT count(*) FROM P.exclusions)"
    assert shown(built, sizes) == [(1, 2)]
    assert guard(built) == []


def test_an_item_of_which_rows_share_a_bit_is_looked_at_and_found_sound(
    built: duckdb.DuckDBPyConnection,
) -> None:
    assert guard(built) == []
    doubtful = built.execute("SELECT item_id, is_known, is_repeated FROM doubtful_items").fetchall()
    assert (SPREAD.id, True, True) in doubtful


TWICE = {
    "items": (
        f"INSERT INTO P.items FROM P.items WHERE item_id = '{KEPT.id}'",
        KEPT.id,
    ),
    "item_sections": (
        f"INSERT INTO P.item_sections FROM P.item_sections WHERE item_id = '{KEPT.id}'",
        KEPT.id,
    ),
    "item_sections, of bits shared": (
        "INSERT INTO P.item_sections FROM P.item_sections"
        f" WHERE item_id = '{SPREAD.id}' AND section_id = 'w7'",
        SPREAD.id,
    ),
    "item_versions": (
        "INSERT INTO P.item_versions SELECT versions.* REPLACE (2 AS version)"
        f" FROM P.item_versions AS versions CROSS JOIN range(2) WHERE item_id = '{KEPT.id}'",
        f"{KEPT.id} 2",
    ),
    "classifications": (
        f"INSERT INTO P.classifications FROM P.classifications WHERE item_id = '{KEPT.id}'",
        KEPT.id,
    ),
    "merges": ("INSERT INTO P.merges FROM P.merges", COPY.id),
    "figure_items": (
        "INSERT INTO P.figure_items FROM P.figure_items"
        f" WHERE item_id = '{KEPT.id}' AND form = 'sections' AND code = '政府文件'",
        KEPT.id,
    ),
    "figure_items, of another form": (
        "INSERT INTO P.figure_items FROM P.figure_items"
        f" WHERE item_id = '{KEPT.id}' AND form = 'website-annual' AND code = 'P0'",
        KEPT.id,
    ),
    "figure_items, of the self-check": (
        "INSERT INTO P.figure_items SELECT portal_id, 'self-check', 2017, 'D9', item_id"
        f" FROM P.items CROSS JOIN range(2) WHERE item_id = '{KEPT.id}'",
        KEPT.id,
    ),
}


@pytest.mark.parametrize("where", TWICE)
def test_a_key_that_occurs_twice(built: duckdb.DuckDBPyConnection, where: str) -> None:
    fault, key = TWICE[where]
    assert ("guard_keys", f"{where.partition(',')[0]} {key} 2") in found(built, fault)


def test_a_reading_that_stands_twice(built: duckdb.DuckDBPyConnection) -> None:
    of_section = "FROM P.section_runs WHERE section_id = 'nb'"
    [(run_id,)] = shown(built, f"SELECT run_id {of_section}")
    twice = found(built, f"INSERT INTO P.section_runs {of_section}")
    assert twice == {("guard_keys", f"section_runs {run_id} nb 2")}


ORPHANS = {
    "item_sections": f"UPDATE P.item_sections SET item_id = {FOREIGN} WHERE item_id = '{KEPT.id}'",
    "classifications": f"UPDATE P.classifications SET item_id = {FOREIGN} WHERE item_id = '{KEPT.id}'",
    "figure_items": f"UPDATE P.figure_items SET item_id = {FOREIGN} WHERE item_id = '{KEPT.id}'",
    "figure_items, of the self-check": (
        f"INSERT INTO P.figure_items VALUES ('sample', 'self-check', 2017, 'D9', {FOREIGN})"
    ),
}


@pytest.mark.parametrize("where", ORPHANS)
def test_a_row_of_an_item_that_is_not_there(built: duckdb.DuckDBPyConnection, where: str) -> None:
    row = f"{where.partition(',')[0]} {FOREIGN.strip(chr(39))}"
    assert ("guard_orphans", row) in found(built, ORPHANS[where])


OF_KEPT = f"WHERE item_id = '{KEPT.id}'"
TOLD = "INSERT INTO P.exclusions SELECT portal_id, 'sections', 2017, item_id, 'X-undated@1', '说明'"
UNACCOUNTED = {
    "behind no figure": (
        f"DELETE FROM P.figure_items {OF_KEPT} AND form = 'sections'",
        f"{KEPT.id} 既没有计入,也没有不计的原因",
    ),
    "no reason": (
        f"DELETE FROM P.exclusions WHERE item_id = '{UNDATED.id}'",
        f"{UNDATED.id} 既没有计入,也没有不计的原因",
    ),
    "both": (f"{TOLD} FROM P.items {OF_KEPT}", f"{KEPT.id} 既计入,又有不计的原因"),
    "two reasons": (
        f"{TOLD} FROM P.items WHERE item_id = '{UNDATED.id}'",
        f"{UNDATED.id} 不计的原因有 2 行",
    ),
    "counted, with two reasons": (
        f"{TOLD} FROM P.items CROSS JOIN range(2) {OF_KEPT}",
        f"{KEPT.id} 不计的原因有 2 行",
    ),
    "no such item": (
        f"INSERT INTO P.exclusions VALUES ('sample', 'sections', 2017, {FOREIGN}, 'X-undated@1', '说明')",
        f"{FOREIGN.strip(chr(39))} 没有这个条目",
    ),
}


@pytest.mark.parametrize("how", UNACCOUNTED)
def test_an_item_that_is_neither_counted_nor_told_of_or_both(
    built: duckdb.DuckDBPyConnection, how: str
) -> None:
    fault, row = UNACCOUNTED[how]
    assert ("guard_accounted", row) in found(built, fault)


def test_a_form_that_counts_it_is_no_section_that_does(built: duckdb.DuckDBPyConnection) -> None:
    """Behind figures of other forms alone it is still behind none of `sections`."""
    left = f"SELECT count(*) > 0 FROM P.figure_items {OF_KEPT} AND form <> 'sections'"
    assert shown(built, left) == [(True,)]
    fault, row = UNACCOUNTED["behind no figure"]
    assert ("guard_accounted", row) in found(built, fault)


RECOUNTED = {
    "a category less": (
        f"DELETE FROM P.classifications WHERE item_id = '{SPREAD.id}'",
        "sample 2017 政府文件 3 ≠ 2",
    ),
    "a merge less": ("DELETE FROM P.merges", "sample 2017 政府文件 3 ≠ 4"),
    "another day": (
        f"UPDATE P.items SET published_on = published_on - INTERVAL 5 YEAR WHERE item_id = '{SPREAD.id}'",
        "sample 2012 政府文件 1",
    ),
    "another figure": (
        "UPDATE P.figures SET value = 4 WHERE form = 'sections' AND code = '政府文件'",
        "sample 2017 政府文件 4.000000 ≠ 3",
    ),
}


@pytest.mark.parametrize("how", RECOUNTED)
def test_a_figure_that_comes_out_otherwise_counted_another_way(
    built: duckdb.DuckDBPyConnection, how: str
) -> None:
    fault, row = RECOUNTED[how]
    told = {(name, words.replace(".000000", "")) for name, words in found(built, fault)}
    assert ("guard_recount", row.replace(".000000", "")) in told
