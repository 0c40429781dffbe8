"""The sum of what was disclosed and counted: the same after a quiet night, another one after any change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.build import County, Told, county, page, portal, section
from warehouse.contentsum import NIGHTLY_COLUMNS, NIGHTLY_TABLES, SUM_TABLES, content_sha256
from warehouse.overrides import FILE_NAME, HEADER

NUMBER = {"document_number": "样政发〔2017〕1号"}


def read(path: str, title: str = "关于甲的通知", **fields: object) -> Told:
    said = {"title": title, "published_on": date(2017, 6, 1), "content_sha256": title, **fields}
    return Told(path, title, page=page(**said))


TOLD = [
    read("wj/1.html", attachments=({"url": "http://www.sample.gov.cn/a.pdf", "name": "附件"},), **NUMBER),
    read("wj/2.html", "甲", **NUMBER),
    read("wj/3.html", "乙"),
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with county(tmp_path_factory.mktemp("sum"), portal(section("wj", "政府文件", "政府文件"))) as made:
        (made.home.overrides / FILE_NAME).write_text(
            f"{','.join(HEADER)}\nexclude,{TOLD[2].id},,王某,2018-01-22,重复\n", encoding="utf-8"
        )
        made.night(wj=TOLD)
        yield made


def stands(made: County) -> str:
    return str(made.one("SELECT content_sha256 FROM meta"))


def test_sum_is_the_same_after_a_night_in_which_nothing_changed(sample: County) -> None:
    before, instants = stands(sample), sample.rows("SELECT built_at, data_as_of FROM meta")
    sample.night(wj=TOLD)
    assert stands(sample) == before
    assert sample.rows("SELECT built_at, data_as_of FROM meta") != instants
    sample.tell("wj", TOLD[:1], outcome="partial", whole_list=False, reason="第 2 页读不到")
    sample.load()
    sample.publish()  # a bad night that brought nothing else
    sample.next_night()
    assert stands(sample) == before


ALTERED = [
    ("UPDATE items SET title = title || 'x'", False),
    ("UPDATE items SET unit = 'x' WHERE item_id = (SELECT min(item_id) FROM items)", False),
    ("UPDATE items SET removed_at = now()", False),
    ("UPDATE items SET last_seen_at = now()", True),
    ("UPDATE item_sections SET counted = NOT counted", False),
    ("UPDATE item_sections SET left_at = now()", False),
    ("UPDATE item_sections SET accepted_at = now(), last_seen_at = now()", True),
    ("UPDATE item_versions SET title = title || 'x'", False),
    ("UPDATE item_versions SET content_sha256 = 'x'", False),
    ("UPDATE item_versions SET archive_offset = 7", True),
    ("DELETE FROM attachments", False),
    ("UPDATE classifications SET category = '政策解读'", False),
    ("DELETE FROM merges", False),
    ("UPDATE figures SET value = value + 1 WHERE value IS NOT NULL", False),
    ("UPDATE figures SET origin = 'lower_bound' WHERE origin = 'computed'", False),
    ("UPDATE figures SET as_of = now()", True),
    ("DELETE FROM figure_items", False),
    ("UPDATE counts SET items = items + 1", False),
    ("UPDATE exclusions SET fact = 'x'", False),
    ("UPDATE decisions SET why = 'x'", False),
    ("UPDATE sections SET name = 'x'", False),
    ("DELETE FROM fetches", True),
    ("UPDATE runs SET finished_at = now()", True),
    ("UPDATE section_runs SET outcome = 'partial'", True),
    ("UPDATE findings SET found_at = now()", True),
]


@pytest.mark.parametrize(("change", "same"), ALTERED, ids=[change for change, _ in ALTERED])
def test_sum_tells_what_was_disclosed_and_not_how_it_was_kept(
    sample: County, tmp_path: Path, change: str, same: bool
) -> None:
    file = Path(shutil.copy(sample.home.published, tmp_path / "altered.duckdb"))
    file.chmod(0o644)
    with duckdb.connect(str(file)) as altered:
        assert content_sha256(altered, "altered") == stands(sample)
        altered.execute(change)
        assert (content_sha256(altered, "altered") == stands(sample)) is same


def test_what_is_left_out_of_the_sum_is_there(sample: County) -> None:
    """A table or column that is renamed must not slip into the sum, nor a new one out of it."""
    columns = set(sample.rows("SELECT table_name, column_name FROM information_schema.columns"))
    left = {(table, column) for table, names in NIGHTLY_COLUMNS.items() for column in names}
    assert left <= columns
    assert NIGHTLY_TABLES | SUM_TABLES - {"seal"} <= {table for table, _ in columns}
