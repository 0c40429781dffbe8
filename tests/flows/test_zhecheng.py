"""A real county portal, saved 2018-07-27: complete sections proven complete, the others honestly partial."""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.flows.command import CHECKOUT, gongkai
from tests.shared import SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.timeout(400)]

COMPLETE = {
    "xxgk/xxgknb": 99,
    "ywdt/zcyw": 61,
    "ywdt/bmdt": 59,
    "ywdt/xzdt": 52,
    "ywdt/gwyxx": 41,
    "hdjl/yjzj": 39,
    "ywdt/spxw": 23,
}


@contextmanager
def replayed(mirror: str) -> Iterator[str]:
    """Serves a mirror under its own addresses; gives the proxy's address."""
    command = [
        sys.executable,
        str(SHARED / "tools" / "replay.py"),
        str(SHARED / "portals" / "mirrors" / mirror),
    ]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("zhecheng")
    portal = (CHECKOUT / "scrapers" / "portals" / "zhecheng.toml").read_text(encoding="utf-8")
    manners = "requests_per_second = 2000.0\nconnections = 8"
    assert "requests_per_second = 2.0\nconnections = 2" in portal
    file = place / "zhecheng.toml"
    file.write_text(portal.replace("requests_per_second = 2.0\nconnections = 2", manners), encoding="utf-8")
    with replayed("www.zhecheng.gov.cn.tar.gz") as proxy:
        ran = gongkai(
            "nightly", "--plain", "--home", place / "home", "--portal", file, proxy=proxy, timeout=300
        )
    assert ran.returncode == 3, ran.stderr[-3000:]
    return place / "home"


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "gongkai.duckdb"), read_only=True) as reader:
        return reader.execute(query).fetchall()


def saved() -> dict[str, dict[str, str]]:
    with (SHARED / "portals" / "mirrors" / "zhecheng_sections.csv").open(encoding="utf-8") as file:
        return {row["column"]: row for row in csv.DictReader(file)}


def test_each_section_says_what_it_read_of_what_the_portal_declares(home: Path) -> None:
    found = {
        str(url).removeprefix("http://www.zhecheng.gov.cn/").strip("/"): values
        for url, *values in rows(
            home,
            "SELECT url, outcome, pages_declared, pages_read, records_declared, records_read "
            "FROM section_runs JOIN sections USING (section_id)",
        )
    }
    assert len(found) == 21
    for column, facts in saved().items():
        if column not in found:
            continue
        outcome = "complete" if column in COMPLETE else "partial"
        read = [
            int(facts[name])
            for name in ("pages_stated", "pages_saved", "records_stated", "rows_on_saved_pages")
        ]
        assert found[column] == [outcome, *read], column
    assert {column: values[4] for column, values in found.items() if values[0] == "complete"} == COMPLETE


def test_items_whose_page_was_not_saved_count_from_their_list_row(home: Path) -> None:
    (gone,) = rows(
        home,
        "SELECT count(*) FILTER (date_from <> 'list' OR published_on IS NULL), count(*) FROM items "
        "WHERE url IN (SELECT url FROM fetches WHERE outcome = 'gone')",
    )
    assert gone[0] == 0
    assert isinstance(gone[1], int) and gone[1] > 1000


def test_page_dates_and_units_are_the_printed_ones(home: Path) -> None:
    (item,) = rows(
        home,
        "SELECT title, published_at AT TIME ZONE 'Asia/Shanghai', unit, unit_from, date_from FROM items "
        "WHERE url = 'http://www.zhecheng.gov.cn/xxgk/xxgkml/gsgg/2018-07-11/5858.html'",
    )
    assert item[0] == "柘城县人民政府办公室关于2018年端午节放假安排的通知"
    assert str(item[1]) == "2018-06-11 15:33:36"
    assert item[2:] == ("柘城县人民政府办公室", "alias", "page")


def test_figures_of_partial_sections_are_lower_bounds_and_no_figure_exceeds_its_rows(home: Path) -> None:
    found = {
        str(code): (value, origin)
        for code, value, origin in rows(
            home, "SELECT code, sum(value), min(origin) FROM figures WHERE value > 0 GROUP BY code"
        )
    }
    # 领导讲话 has no category and was not read whole: a report may stand there too.
    assert found["信息公开年报"] == (99, "lower_bound")
    assert found["视频新闻"] == (23, "computed")
    assert found["政府文件"][1] == "lower_bound"
    assert found["合计"][1] == "lower_bound"


def test_probe_finds_what_nothing_on_the_home_page_links_to() -> None:
    """意见征集 lies below a menu entry that a script switches; each unit stands once."""
    with replayed("www.zhecheng.gov.cn.tar.gz") as proxy:
        ran = gongkai("probe", "http://www.zhecheng.gov.cn/", "--rate", "2000", proxy=proxy)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "次请求(上限 60)" in ran.stderr.splitlines()[-2]
    portal = tomllib.loads(ran.stdout)
    sections = {
        section["url"].removeprefix("http://www.zhecheng.gov.cn/").removesuffix("/index.html"): section
        for section in portal["section"]
    }
    assert sections["hdjl/yjzj"]["name"] == "意见征集"
    assert sections["hdjl/yjzj"]["category"] == "征集调查"
    facts = saved()
    leaves = [column for column in facts if not any(other.startswith(f"{column}/") for other in facts)]
    read = [
        column
        for column in leaves
        if any(column == found or column.startswith(f"{found}/") for found in sections)
    ]
    records = sum(int(facts[column]["records_stated"]) for column in read)
    assert records >= 0.98 * sum(int(facts[column]["records_stated"]) for column in leaves)
    names = [unit["name"] for unit in portal["unit"]]
    assert "柘城县发展改革委员会" in names and "柘城县发改委" not in names
