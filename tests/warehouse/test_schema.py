"""The published file's schema: what readers were promised, explained, and true under any file name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.report.sample import AS_OF, FIGURES, computed, insert, item, publish
from warehouse.dictionary import (
    dictionary_rows,
    missing_comments,
    render_dictionary,
    render_schema_dictionary,
    to_markdown,
)
from warehouse.schema import create_schema

PROMISED = {
    "portals": "portal_id name home",
    "units": "unit_id name",
    "sections": "section_id portal_id name url category unit cadence_days",
    "items": "item_id portal_id url title unit published_on published_at issued_on document_number "
    "index_number content_sha256 first_seen_at last_seen_at removed_at unit_from",
    "item_sections": "item_id section_id list_title listed_on pinned",
    "item_versions": "item_id version seen_at title content_sha256 archive_file archive_offset",
    "attachments": "item_id url name",
    "classifications": "item_id category rule decided_by",
    "merges": "kept_item_id merged_item_id rule",
    "runs": "run_id kind started_at finished_at outcome",
    "section_runs": "run_id section_id outcome reason proof pages_declared pages_read "
    "records_declared records_read",
    "fetches": "run_id url asked_at status outcome bytes archive_file archive_offset",
    "rejects": "run_id section_id url position reason",
    "figures": "portal_id form year code label measure value value_text state origin rule sql_file as_of",
    "figure_items": "portal_id form year code item_id",
    "findings": "portal_id check_id outcome severity subject message found_at",
    "declarations": "portal_id form year code state value value_text remark who declared_at file file_sha256 "
    "shown site_value site_origin",
    "counts": "portal_id year month unit category items",
    "exclusions": "portal_id form year item_id rule fact",
    "figures_all": "form year code label measure value value_text state origin rule sql_file as_of",
    "counts_all": "year month unit category items",
    "findings_all": "check_id outcome severity subject message found_at",
    "exclusions_all": "form year item_id rule fact",
}
"""Table → columns that readers rely on."""

TYPES = {
    ("items", "published_on"): "DATE",
    ("items", "published_at"): "TIMESTAMP WITH TIME ZONE",
    ("items", "removed_at"): "TIMESTAMP WITH TIME ZONE",
    ("figures", "value"): "DECIMAL(18,6)",
    ("fetches", "asked_at"): "TIMESTAMP WITH TIME ZONE",
}

CHINESE_VIEWS = ["条目", "栏目", "单位分类统计", "报表数字", "数字明细", "运行记录", "检查结果"]

OLD_CLIENTS_STORAGE = 65
"""Number in the file's header that DuckDB 1.2 writes and reads; it stands after checksum and magic bytes."""


@pytest.fixture
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_schema(connection)
        yield connection


@pytest.mark.parametrize("table", PROMISED)
def test_promised_columns_are_there(empty: duckdb.DuckDBPyConnection, table: str) -> None:
    assert set(PROMISED[table].split()) <= set(empty.table(table).columns)


OF_NO_PORTAL = {
    "meta",
    "rules",
    "archive_files",
    "archive_changes",
    "decision_log",
    "figures_all",
    "counts_all",
    "merges_all",
}


def test_every_table_says_whose_its_rows_are(empty: duckdb.DuckDBPyConnection) -> None:
    lacking = empty.execute(
        "SELECT table_name FROM duckdb_tables() WHERE table_name NOT IN"
        " (SELECT table_name FROM duckdb_columns() WHERE column_name = 'portal_id')"
    ).fetchall()
    assert {name for (name,) in lacking} == OF_NO_PORTAL


@pytest.mark.parametrize(("table", "column"), TYPES)
def test_types_that_scripts_rely_on(empty: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    relation = empty.table(table)
    assert str(relation.types[relation.columns.index(column)]) == TYPES[table, column]


def test_every_table_view_and_column_is_explained(empty: duckdb.DuckDBPyConnection) -> None:
    rows = dictionary_rows(empty)
    assert missing_comments(rows) == []
    assert set(PROMISED) | {f"台账.{view}" for view in CHINESE_VIEWS} <= {row.full_name for row in rows}


def test_a_missing_comment_is_named(empty: duckdb.DuckDBPyConnection) -> None:
    empty.execute("CREATE TABLE extra (a INTEGER); COMMENT ON COLUMN items.title IS NULL")
    assert missing_comments(dictionary_rows(empty)) == ["extra", "extra.a", "items.title"]


def test_dictionary_in_the_house_is_that_of_the_schema() -> None:
    kept = Path(__file__).parents[2] / "warehouse" / "dictionary.md"
    said = "python -m warehouse.dictionary > warehouse/dictionary.md"
    assert kept.read_text(encoding="utf-8") == render_schema_dictionary(), said


def test_dictionary_of_a_file_is_that_of_the_schema(tmp_path: Path) -> None:
    assert render_dictionary(publish(tmp_path / "f.duckdb", computed())) == render_schema_dictionary()


def test_dictionary_escapes_the_bar_of_a_table() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (a INTEGER); COMMENT ON COLUMN t.a IS '甲|乙'")
        assert "| `a` | INTEGER | 可 | 甲\\|乙 |" in to_markdown(dictionary_rows(connection))


@pytest.mark.parametrize("view", CHINESE_VIEWS)
def test_chinese_views_have_chinese_columns(empty: duckdb.DuckDBPyConnection, view: str) -> None:
    columns = empty.table(f"台账.{view}").columns
    assert columns
    assert not [name for name in columns if name.isascii()]


def test_views_hold_under_another_file_name_beside_tables_of_the_same_names(tmp_path: Path) -> None:
    built = publish(tmp_path / "aside.duckdb", computed())
    renamed = built.rename(tmp_path / "gongkai.duckdb")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE figures (year INTEGER)")
        connection.execute(f"ATTACH '{renamed}' AS 另一个名字 (READ_ONLY)")
        found = connection.execute("SELECT 项目, 数值 FROM 另一个名字.台账.报表数字").fetchall()
    assert {label: int(value) for label, value in found} == {
        "合计": 5104,
        **{label: value for label, (_, value) in FIGURES.items()},
    }


def test_storage_is_that_of_old_clients(tmp_path: Path) -> None:
    header = publish(tmp_path / "f.duckdb", computed()).read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:], "little") == OLD_CLIENTS_STORAGE


FIGURE = ("sections", 2017, "政府文件", "政府文件", "份")
REFUSED = {
    "a missing figure with a value": ("figures", (*FIGURE, 34, "missing")),
    "a figure without a value that is not missing": ("figures", (*FIGURE, None, "computed")),
    "a negative figure": ("figures", (*FIGURE, -1, "computed")),
    "an origin there is not": ("figures", (*FIGURE, 34, "guessed")),
    "an outcome of a section there is not": ("section_runs", ("n", "s", "fine")),
    "an outcome of a fetch there is not": ("fetches", ("n", "http://a/", AS_OF, 200, "fine")),
    "a finding without message": ("findings", ("c", "fail", "error", "s", None, AS_OF)),
    "an item merged into itself": ("merges", ("a", "a", "M1@1")),
    "a thirteenth month": ("counts", (2017, 13, "u", "政府文件", 1)),
    "a date from nowhere": ("items", (*item("a", None)[:7], "2017-01-01", *item("a", None)[8:])),
    "a date from a page that has none": (
        "items",
        (*item("a", "2017-01-01")[:7], None, *item("a", "2017-01-01")[8:]),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused(empty: duckdb.DuckDBPyConnection, case: str) -> None:
    table, row = REFUSED[case]
    with pytest.raises(duckdb.ConstraintException):
        insert(empty, table, [row])


def test_a_figure_stands_once(empty: duckdb.DuckDBPyConnection) -> None:
    insert(empty, "figures", [(*FIGURE, 34, "computed")])
    with pytest.raises(duckdb.ConstraintException):
        insert(empty, "figures", [(*FIGURE, 35, "computed")])


def test_item_view_joins_sections_categories_and_merges(empty: duckdb.DuckDBPyConnection) -> None:
    insert(empty, "items", [item("a", "2017-05-01"), item("b", "2017-05-02"), item("c", None)])
    insert(
        empty,
        "sections",
        [
            (s, "sample", name, f"http://a/{s}", "auto")
            for s, name in (("s1", "财政信息"), ("s2", "政府采购"))
        ],
    )
    seen = (False, AS_OF, AS_OF)
    insert(empty, "item_sections", [("a", s, "题", None, *seen) for s in ("s2", "s1")])
    insert(empty, "classifications", [("a", "预决算公开", "C1@1", "section")])
    insert(empty, "merges", [("a", "b", "M1@1")])
    found = empty.execute(
        "SELECT 条目编号, 日期依据, 所在栏目, 类别, 并入条目编号 FROM 台账.条目 ORDER BY 1"
    ).fetchall()
    assert found == [
        ("a", "内容页", "政府采购、财政信息", "预决算公开", None),
        ("b", "内容页", None, None, "a"),
        ("c", "未注明", None, None, None),
    ]


def test_section_view_tells_last_reading_from_last_complete_one(empty: duckdb.DuckDBPyConnection) -> None:
    first, last = AS_OF.replace(day=27), AS_OF
    insert(
        empty,
        "sections",
        [
            ("s", "sample", "政府文件", "http://a/", "政府文件"),
            ("t", "sample", "新栏目", "http://b/", "auto"),
        ],
    )
    insert(empty, "runs", [("n1", "nightly", first), ("n2", "nightly", last)])
    counts = (1, 1, 9, 9)
    insert(
        empty,
        "section_runs",
        [("n2", "s", "partial", "缺第 2 页", *counts), ("n1", "s", "complete", None, *counts)],
    )
    found = empty.execute(
        "SELECT 栏目名称, 最近结果, 原因, 最近读取时间, 最近完整时间 FROM 台账.栏目 ORDER BY 1"
    ).fetchall()
    assert found == [
        ("政府文件", "不完整", "缺第 2 页", last, first),
        ("新栏目", "尚未读取", None, None, None),
    ]
