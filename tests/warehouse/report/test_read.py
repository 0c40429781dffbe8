"""What the report reads from a published file: figures as they are, and the facts beside them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from scrapers.vocabulary import CATEGORIES
from tests.warehouse.report.sample import AS_OF, FIGURES, Figure, computed, insert, item, publish
from warehouse.report import ReportError, read_sections

EARLIER = AS_OF - timedelta(days=3)
PLACES = [("a", "s"), ("a", "t"), ("b", "s"), ("b2", "t"), ("lost", "s"), ("undated", "s")]
PLACES += [("held-back", "s"), ("held-back-undated", "s")]
COUNTED = [("sections", 2017, "合计", item_id) for item_id in ("a", "b")]


def test_figures_come_as_they_are_in_the_order_of_the_categories(tmp_path: Path) -> None:
    form = read_sections(publish(tmp_path / "f.duckdb", list(reversed(computed()))), 2017)
    assert {row.code: (row.measure, row.value) for row in form.rows} == FIGURES
    assert [row.code for row in form.rows] == [name for name in CATEGORIES if name in FIGURES]
    assert (form.total.value, form.neighbours.categories_sum) == (5104, 5104)
    assert form.portal_name == "样例市人民政府"
    assert form.total.rule_text == "不同渠道和方式公开相同信息计1条"


def test_a_category_that_the_program_does_not_know_is_not_dropped(tmp_path: Path) -> None:
    figures: list[Figure] = [
        ("外加类别", "条", 3, "computed"),
        ("权责清单", "条", 2, "computed"),
        ("合计", "条", 5, "computed"),
    ]
    form = read_sections(publish(tmp_path / "f.duckdb", figures), 2017)
    assert [row.code for row in form.rows] == ["权责清单", "外加类别"]


def test_missing_is_not_zero(tmp_path: Path) -> None:
    figures: list[Figure] = [
        ("政府文件", "份", None, "missing"),
        ("政府会议", "条", 0, "computed"),
        ("政策解读", "条", 7, "lower_bound"),
        ("合计", "条", 7, "lower_bound"),
    ]
    form = read_sections(publish(tmp_path / "f.duckdb", figures), 2017)
    assert {row.code: (row.number, row.origin_words) for row in form.rows} == {
        "政府文件": ("缺", "缺"),
        "政府会议": ("0", "可由网站得出"),
        "政策解读": ("至少 7", "仅下限"),
    }
    assert [row.code for row in form.missing] == ["政府文件"]


def test_data_are_as_of_the_oldest_figure(tmp_path: Path) -> None:
    path = publish(tmp_path / "f.duckdb", computed())
    old = (
        "sections",
        2017,
        "通知公告",
        "通知公告",
        "条",
        1,
        "computed",
        "S1@1",
        "figures/sections.sql",
        EARLIER,
    )
    with duckdb.connect(path) as connection:
        insert(connection, "figures", [old])
    form = read_sections(path, 2017)
    assert form.data_as_of == EARLIER
    assert f"{form.data_as_of:%Y-%m-%d %H:%M}" == "2018-01-27 02:30"


def test_counts_beside_the_total(tmp_path: Path) -> None:
    tables = {
        "units": [("u", "样例市财政局")],
        "items": [
            item("a", "2017-03-01"),
            item("b", "2017-03-02", unit="样例时报社"),
            item("b2", "2017-03-03"),
            item("lost", "2017-03-04", unit="样例时报社"),
            item("next-year", "2018-01-01"),
            item("undated", None),
            item("held-back", "2017-03-05"),
            item("held-back-undated", None),
        ],
        "item_sections": [
            (
                item_id,
                section,
                "题",
                None,
                False,
                AS_OF,
                AS_OF,
                None,
                None,
                not item_id.startswith("held-back"),
            )
            for item_id, section in PLACES
        ],
        "classifications": [(item_id, "政府文件", "C1@1", "rule") for item_id in ("a", "b", "b2")],
        "merges": [("b", "b2", "M1@1")],
        "figure_items": COUNTED,
        "exclusions": [
            ("sample", "sections", year, item_id, rule, "…")
            for year, item_id, rule in (
                (2017, "b2", "M1@1"),
                (2017, "lost", "X-unclassified@1"),
                (2018, "next-year", "X-unclassified@1"),
                (None, "undated", "X-undated@1"),
                (2017, "held-back", "X-unconfirmed@1"),
                (None, "held-back-undated", "X-unconfirmed@1"),
            )
        ],
    }
    beside = read_sections(publish(tmp_path / "f.duckdb", computed(), tables=tables), 2017).neighbours
    assert beside.merged_count == 1
    assert beside.listed_count == 4
    assert (beside.undated_count, beside.undated_unread_count) == (2, 1)
    assert (beside.unconfirmed_count, beside.excluded_count, beside.elsewhere_count) == (1, 0, 0)
    assert beside.unclassified_count == 1
    assert (beside.unresolved_unit_items, beside.unresolved_unit_names) == (1, 1)


def test_sections_not_read_completely_are_named_with_what_their_figures_rest_on(tmp_path: Path) -> None:
    names = {"c": "完整", "e": "空", "k": "旧数据仍在", "p": "只读到一部分", "x": "被拦截", "n": "从未读取"}
    none = (None, None, None, None)
    tables = {
        "sections": [(key, "sample", name, f"http://a/{key}", "auto") for key, name in names.items()],
        "runs": [("n1", "nightly", EARLIER), ("n2", "nightly", AS_OF)],
        "section_runs": [
            ("n1", "k", "complete", None, 1, 1, 5, 5),
            ("n2", "k", "failed", "连接超时", *none),
            ("n2", "c", "complete", None, 1, 1, 5, 5),
            ("n1", "c", "partial", "缺第 1 页", 1, 0, 5, 0),
            ("n2", "e", "empty", "暂无信息", 1, 1, 0, 0),
            ("n2", "p", "partial", "缺第 7、9 页", 13, 11, 322, 272),
            ("n2", "x", "challenged", "HTTP 521", *none),
        ],
    }
    form = read_sections(publish(tmp_path / "f.duckdb", computed(), tables=tables), 2017)
    found = {s.name: (s.outcome_words, s.reason, s.read_of_declared, s.basis) for s in form.incomplete}
    assert found == {
        "旧数据仍在": ("失败", "连接超时", "", "沿用 2018-01-27 02:30 的完整数据"),
        "只读到一部分": ("不完整", "缺第 7、9 页", "272/322 条、11/13 页", "从未完整读取,所涉数字仅为下限"),
        "被拦截": ("被防护拦截", "HTTP 521", "", "尚无数据"),
        "从未读取": ("尚未读取", "", "", "尚无数据"),
    }


def test_asking_for_a_year_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    path = publish(tmp_path / "f.duckdb", computed())
    with pytest.raises(ReportError, match=r"没有 2016 年.*现有年度:2017.*backfill --year 2016"):
        read_sections(path, 2016)


def test_files_that_cannot_be_read_are_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"没有公布文件.*gongkai backfill"):
        read_sections(tmp_path / "none.duckdb", 2017)
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(b"not a database" * 1000)
    with pytest.raises(ReportError, match="无法读取"):
        read_sections(damaged, 2017)


def test_a_figure_that_counts_documents_is_whole(tmp_path: Path) -> None:
    path = publish(tmp_path / "f.duckdb", computed())
    half = ("sections", 2017, "通知公告", "通知公告", "条", "1.5", "declared")
    with duckdb.connect(path) as connection:
        insert(connection, "figures", [half])
    with pytest.raises(ReportError, match=r"通知公告.*1\.5.*不是整数"):
        read_sections(path, 2017)


def test_reading_leaves_the_file_as_it_was_and_readable_for_others(tmp_path: Path) -> None:
    path = publish(tmp_path / "f.duckdb", computed())
    before = path.read_bytes()
    path.chmod(0o444)
    read_sections(path, 2017)
    assert path.read_bytes() == before
    assert [other.name for other in tmp_path.iterdir()] == ["f.duckdb"]
