"""The whole line on the sample county's 2017: one command, the seed's figures, a report that says them."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from flows.verifying import verify_home
from tests.flows.command import CHECKOUT, gongkai, installed_gongkai
from tests.portal import Portal, running_portal
from tests.portal.model import SEED_2017
from warehouse.report.bulletin import parse_period, read_bulletin
from warehouse.verify import Sample

pytestmark = pytest.mark.timeout(400)


@dataclass(frozen=True)
class Demo:
    """A finished demo: its home, and what it printed."""

    home: Path
    stdout: str
    stderr: str


@pytest.fixture(scope="module", autouse=True)
def planned_plainly() -> None:
    """Thousands of items: DuckDB plans as it does for people."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    home = tmp_path_factory.mktemp("county")
    ran = installed_gongkai("demo", "--home", home, timeout=300)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return Demo(home, ran.stdout, ran.stderr)


@pytest.fixture(scope="module")
def truth() -> Iterator[Portal]:
    with running_portal() as portal:
        yield portal


def figures(home: Path, year: int = 2017) -> dict[str, int]:
    with duckdb.connect(str(home / "gongkai.duckdb"), read_only=True) as reader:
        rows = reader.execute(
            "SELECT code, value FROM figures WHERE form = 'sections' AND year = ? AND value IS NOT NULL",
            [year],
        ).fetchall()
    return {code: int(value) for code, value in rows}


def test_the_figures_of_2017_are_the_seeds(demo: Demo) -> None:
    found = figures(demo.home)
    assert {category: found[category] for category in SEED_2017} == SEED_2017


def test_every_figure_of_every_year_is_the_portals_truth(demo: Demo, truth: Portal) -> None:
    counts = truth.truth.counts(2017)
    found = figures(demo.home)
    assert found.pop("合计") == truth.truth.distinct_total(2017)
    assert {code: value for code, value in found.items() if value} == {k: v for k, v in counts.items() if v}


def test_units_and_months_add_up_to_the_truth(demo: Demo, truth: Portal) -> None:
    with duckdb.connect(str(demo.home / "gongkai.duckdb"), read_only=True) as reader:
        rows = reader.execute("SELECT unit, category, month, items FROM counts WHERE year = 2017").fetchall()
    assert {(unit, category, month): items for unit, category, month, items in rows} == dict(
        truth.truth.by_unit(2017)
    )


def test_a_bulletin_is_the_truth_of_its_months(demo: Demo, truth: Portal) -> None:
    told = read_bulletin(demo.home / "gongkai.duckdb", parse_period("2017-Q4"))
    months: Counter[tuple[str, str]] = Counter()
    for (unit, category, month), items in truth.truth.by_unit(2017).items():
        if month >= 10:
            months[unit, category] += items
    assert {
        (unit.name, name): count.value
        for unit in told.units
        for name, count in unit.categories.items()
        if count.value
    } == dict(months)
    assert {unit.published.origin for unit in told.units if unit.published} == {"computed"}
    assert (
        told.total.value
        == len(told.items)
        == sum(unit.published.value or 0 for unit in told.units if unit.published)
    )


def test_each_figure_has_its_items(demo: Demo) -> None:
    with duckdb.connect(str(demo.home / "gongkai.duckdb"), read_only=True) as reader:
        bad = reader.execute(
            "SELECT form, year, code, value, count(item_id) FROM figures LEFT JOIN figure_items "
            "USING (form, year, code) WHERE value IS NOT NULL AND form <> 'self-check' "
            "GROUP BY ALL HAVING value <> count(item_id)"
        ).fetchall()
        # Behind a figure of the self-check are sections and addresses, too.
        unfounded = reader.execute(
            "SELECT year, code, value, count(told.code) FROM figures LEFT JOIN check_evidence AS told "
            "USING (year, code) WHERE form = 'self-check' AND code NOT IN ('单项否决', '扣分') "
            "GROUP BY ALL HAVING value > count(told.code)"
        ).fetchall()
        copies = reader.execute(
            "SELECT count(*) - count(DISTINCT (form, year, code, item_id)) FROM figure_items"
        )
        assert bad == unfounded == []
        assert copies.fetchone() == (0,)


def test_every_item_page_points_to_its_archived_bytes(demo: Demo) -> None:
    from scrapers.archive_reading import read_answer

    with duckdb.connect(str(demo.home / "gongkai.duckdb"), read_only=True) as reader:
        rows = reader.execute(
            "SELECT title, archive_file, archive_offset FROM item_versions USING SAMPLE 50 (reservoir, 7)"
        ).fetchall()
    assert len(rows) == 50
    for title, file, offset in rows:
        body = read_answer(demo.home / "archive" / file, offset).body
        text = body.decode("gb18030" if b"charset=gb2312" in body else "utf-8")
        assert title[:6] in text


def test_robots_txt_is_recorded_and_archived_once_a_host_and_run(demo: Demo) -> None:
    with duckdb.connect(str(demo.home / "gongkai.duckdb"), read_only=True) as reader:
        rows = reader.execute(
            "SELECT url, outcome, archive_file IS NOT NULL FROM fetches WHERE url LIKE '%robots.txt' "
            "AND run_id = (SELECT run_id FROM runs ORDER BY started_at LIMIT 1) ORDER BY url"
        ).fetchall()
    assert rows == [
        (f"http://{host}.yunze.example/robots.txt", "ok", True) for host in ("www", "xxgk", "zwgk")
    ]


def test_a_second_run_is_quick_and_gives_the_same_figures(demo: Demo) -> None:
    before = figures(demo.home)
    again = gongkai("demo", "--plain", "--home", demo.home, timeout=300)
    assert again.returncode == 0
    assert figures(demo.home) == before
    with duckdb.connect(str(demo.home / "gongkai.duckdb"), read_only=True) as reader:
        first, second = (
            row[0]
            for row in reader.execute(
                "SELECT count(*) FILTER (url NOT LIKE '%robots.txt') FROM fetches JOIN runs USING (run_id) "
                "GROUP BY run_id, started_at ORDER BY started_at LIMIT 2"
            ).fetchall()
        )
    assert second < first / 10


def test_the_report_says_the_seeds_sentence_and_its_files_agree(demo: Demo) -> None:
    folder = demo.home / "reports" / "2017"
    text = (folder / "sections.md").read_text(encoding="utf-8")
    assert "清单内容2945条" in text and "公开政府文件34份" in text and "发布政策解读信息39条" in text
    raw = (folder / "sections.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    by_csv = {row["行号"]: int(row["数值"]) for row in rows if row["数值"]}
    form = json.loads((folder / "sections.json").read_text(encoding="utf-8"))
    by_json = {row["code"]: int(float(row["value"])) for row in form["rows"] if row["value"] is not None}
    assert by_csv == by_json | {"合计": by_csv["合计"]} == figures(demo.home)
    page = (folder / "sections.html").read_text(encoding="utf-8")
    assert "2945" in page and "<script" not in page


def test_the_published_sum_is_the_files(demo: Demo) -> None:
    stated = (demo.home / "gongkai.duckdb.sha256").read_text(encoding="utf-8").split()[0]
    assert stated == hashlib.sha256((demo.home / "gongkai.duckdb").read_bytes()).hexdigest()
    assert not (demo.home / "gongkai.duckdb").stat().st_mode & 0o222


def test_verify_finds_no_difference(demo: Demo) -> None:
    [found] = verify_home(demo.home, sample=Sample(200, seed=1))
    assert [one.message for one in found.differences] == []
    assert "与台账逐行比较" in found.checked and "其余各表" not in found.checked


def test_readme_shows_what_the_demo_prints(demo: Demo) -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"\$ make demo\n(.*?)```", readme, flags=re.DOTALL)
    assert shown is not None
    for line in shown[1].splitlines():
        if line.strip() and not line.startswith("…"):
            assert _without_times(line) in _without_times(demo.stdout), line


def _without_times(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "TIME", text)
