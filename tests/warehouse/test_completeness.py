"""The completeness table of a backfill: months from the published file, and what was not proven."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from scrapers.crawl.years import Years
from scrapers.records import SectionOutcome
from tests.warehouse.build import County, Told, county, page, portal, section
from warehouse.completeness import Completeness, SectionMonths, completeness, remedy
from warehouse.home import HomeError

IDS = ("nb", "wj", "gg", "yj", "zc")
SECTIONS = tuple(section(one, f"栏目{one}") for one in IDS)
RANGE = Years(2016, 2017)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path, portal(*SECTIONS)) as made:
        yield made


def table(sample: County, years: Years = RANGE, *ids: str) -> Completeness:
    return completeness(sample.home.published, sample.run_id, "sample", ids or IDS, years)


def backfilled(sample: County) -> dict[str, SectionMonths]:
    """A backfill in which every outcome but one comes up; one section is not reached."""
    sample.begin("backfill", RANGE)
    both = Told("nb/1.html", listed_on=date(2017, 3, 1))
    moved = page(title="一月的", published_on=date(2016, 12, 31), content_sha256="a")
    sample.tell(
        "nb",
        [
            both,
            Told("nb/2.html", listed_on=date(2017, 3, 31)),
            Told("nb/3.html", listed_on=date(2017, 1, 2), page=moved),
            Told("nb/4.html", listed_on=date(2015, 5, 1)),
            Told("nb/5.html", listed_on=None),
        ],
    )
    sample.tell("wj", [both], outcome="partial", reason="第 2 页读不到")
    sample.tell("gg", [], outcome="challenged", reason="被防护系统拦截")
    sample.tell("yj", [], outcome="empty")
    sample.load()
    sample.publish()
    return {one.section_id: one for one in table(sample).sections}


def test_items_stand_in_the_month_of_their_publication(sample: County) -> None:
    found = backfilled(sample)
    assert found["nb"].months == {(2016, 12): 1, (2017, 3): 2}
    assert (found["nb"].items, found["nb"].undated) == (5, 1)
    assert (found["nb"].of_year(2016), found["nb"].of_year(2017)) == (1, 2)
    assert found["wj"].months == {(2017, 3): 1}, "an item of two sections is in both"


def test_a_zero_is_told_only_where_it_is_proven(sample: County) -> None:
    found = backfilled(sample)
    assert [found[one].outcome for one in IDS] == ["complete", "partial", "challenged", "empty", None]
    assert [found[one].of(2017, 1) for one in IDS] == [0, 0, None, 0, None]
    assert [found[one].of_year(2017) for one in IDS] == [2, 1, None, 0, None]
    assert [found[one].proven for one in IDS] == [True, False, False, True, False]
    assert [one.section_id for one in table(sample).unproven] == ["wj", "gg", "zc"]


def test_the_outcome_is_that_of_this_backfill(sample: County) -> None:
    sample.night(nb=[Told("nb/1.html")])
    sample.begin("backfill", RANGE)
    sample.tell("nb", [Told("nb/1.html"), Told("nb/2.html")], outcome="partial", reason="第 2 页读不到")
    sample.load()
    sample.publish()
    [nb] = table(sample, RANGE, "nb").sections
    assert (nb.outcome, nb.reason) == ("partial", "第 2 页读不到")
    assert nb.of(2017, 6) == 1, "what is published rests on the last complete reading"


def test_only_the_sections_asked_for_stand_in_it(sample: County) -> None:
    backfilled(sample)
    assert [one.section_id for one in table(sample, RANGE, "yj", "nb").sections] == ["nb", "yj"]


def test_the_ground_of_complete_is_told_where_a_file_keeps_it(sample: County, tmp_path: Path) -> None:
    assert {one.ground for one in backfilled(sample).values()} == {None}
    kept = shutil.copyfile(sample.home.published, tmp_path / "kept.duckdb")
    kept.chmod(0o600)
    with duckdb.connect(str(kept)) as writing:
        writing.execute("ALTER TABLE section_runs ADD COLUMN IF NOT EXISTS proof VARCHAR")
        writing.execute("UPDATE section_runs SET proof = 'pager_end' WHERE outcome = 'complete'")
    found = completeness(kept, sample.run_id, "sample", IDS, RANGE)
    assert [one.ground for one in found.sections] == ["pager_end", None, None, None, None]


def test_without_a_file_there_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="还不存在"):
        completeness(tmp_path / "gongkai.duckdb", "run", "sample", IDS, RANGE)


@pytest.mark.parametrize(
    ("outcome", "reason", "said"),
    [
        (None, "", "再运行同一命令即可继续"),
        ("challenged", "被防护系统拦截", "与网站管理单位联系"),
        ("failed", "栏目首页已撤或改址:404", r"打开 http://a/ *:栏目已撤或改址的,改正门户文件"),
        ("partial", "行数骤减:上次完整读取 90 条,这次 3 条,暂不采用", "bounds.csv 认可"),
        ("partial", "翻到第 300 页仍有新行,疑为无尽翻页,所读的行均未采用", "写明该栏目的上限"),
        ("partial", "列表只发布到系统上限,自称总数不是全部", "更早的请向网站管理单位索取"),
        ("partial", "2 行无法读取(见 rejects)", "rejects 表"),
        ("partial", "1 个列表页读不到,首个为 http://a/2", "读不到的会再试"),
        ("partial", "列表有一个不能跟随的翻页控件「加载更多」,其后的行未读到", "列表末尾是否还有条目"),
        ("partial", "列表写明 3 页,第 1 页却没有能跟随的翻页链接,其后的行未读到", "列表末尾是否还有条目"),
        ("partial", "列表自称 14 条,读到 13 条,当晚重读一遍仍如此", "确实只有读到的这些的,在 overrides"),
        ("partial", "第 2 页只有 7 行,别页有 10 行,可能漏读(http://a/2)", "认可现在的条数"),
        ("partial", "第 3 页写明共 12 条,与第 1 页的 14 条不符(http://a/3)", "认可现在的条数"),
        ("partial", "读取期间列表有行撤下,可能漏读", "读不到的会再试"),
    ],
)
def test_each_reason_has_a_remedy(outcome: SectionOutcome | None, reason: str, said: str) -> None:
    one = SectionMonths("a", "甲", "http://a/", outcome, reason, None, 0, 0, {})
    with pytest.raises(AssertionError, match=said):
        raise AssertionError(remedy(one))
