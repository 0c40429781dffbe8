"""What a backfill will ask, from what the ledger knows; how long that takes, and how it is said."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from scrapers.crawl.years import Years
from tests.warehouse.build import County, Told, county, page, portal, section
from warehouse.estimate import PAGES_BESIDE, WALKS, BackfillProgress, Estimate, estimate, progress
from warehouse.nights import estimate_words, nights, progress_words

NB, WJ = section("nb", "信息公开年报", "信息公开年报"), section("wj", "政府文件", "政府文件")
Y2017 = Years(2017, 2017)
READ = page(title="年度报告", published_on=date(2017, 3, 1), content_sha256="a")
WINDOW = (time(22), time(6))


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path, portal(NB, WJ)) as made:
        yield made


def expected(sample: County, years: Years = Y2017, *ids: str) -> Estimate:
    chosen = [one for one in sample.portal.section if not ids or one.id in ids]
    return estimate(sample.ledger, sample.portal, chosen, years, sample.now)


def told(sample: County, *rows: Told, **more: object) -> None:
    """One reading of nb today, in a backfill of 2010 that is none of those expected."""
    sample.begin("backfill", Years(2010, 2010))
    sample.tell("nb", rows, **more)  # type: ignore[arg-type]
    sample.load()
    sample.run_id = ""


def list_most(pages: int) -> int:
    return WALKS * (pages + PAGES_BESIDE)


def test_a_section_never_read_has_no_bound(sample: County) -> None:
    assert expected(sample) == Estimate(1 + 1 + 1, None, ("信息公开年报", "政府文件"))


def test_pages_of_the_years_that_were_not_read_are_asked(sample: County) -> None:
    told(
        sample,
        Told("nb/1.html", listed_on=date(2017, 5, 1)),
        Told("nb/2.html", listed_on=date(2017, 5, 2), page=READ),
        Told("nb/3.html", listed_on=date(2016, 12, 15)),
        Told("nb/4.html", listed_on=date(2016, 6, 1)),
        Told("nb/5.html", listed_on=None),
    )
    robots, near_and_undated = 1, 3
    said = expected(sample, Y2017, "nb")
    assert said.requests_least == robots + 1 + near_and_undated
    assert expected(sample, Years(2016, 2017), "nb").requests_least == said.requests_least + 1
    assert said.requests_most is not None
    assert said.requests_most == robots + list_most(1) + near_and_undated


def test_an_item_of_two_sections_is_asked_once(sample: County) -> None:
    sample.begin("backfill", Years(2010, 2010))
    for section_id in ("nb", "wj"):
        sample.tell(section_id, [Told("nb/1.html", listed_on=date(2017, 5, 1))])
    sample.load()
    sample.next_night()
    assert expected(sample).requests_least == 1 + 1 + 1 + 1


def test_a_list_read_in_part_is_bounded_by_what_it_says_of_itself(sample: County) -> None:
    rows = [Told(f"nb/{n}.html", listed_on=date(2017, 5, 1)) for n in range(10)]
    told(sample, *rows, outcome="partial", reason="第 2 页读不到", declared=(4, 35))
    said = expected(sample, Y2017, "nb")
    unseen_rows, unseen_pages = 35 - 10, 3
    assert said.unknown_sections == ()
    assert said.requests_least == 1 + 1 + 10
    assert said.requests_most == 1 + list_most(4 + unseen_pages) + 10 + unseen_rows


def test_pages_alone_bound_a_list_too(sample: County) -> None:
    rows = [Told(f"nb/{n}.html", listed_on=date(2017, 5, 1)) for n in range(10)]
    told(sample, *rows, outcome="partial", reason="第 2 页读不到", declared=(4, None))
    assert expected(sample, Y2017, "nb").requests_most == 1 + list_most(4 + 3) + 10 + 30


def test_a_list_read_in_part_that_says_nothing_has_no_bound(sample: County) -> None:
    told(sample, Told("nb/1.html"), outcome="partial", reason="第 2 页读不到", declared=(None, None))
    assert expected(sample, Y2017, "nb") == Estimate(1 + 1 + 1, None, ("信息公开年报",))


def test_rows_come_in_since_a_list_was_read(sample: County) -> None:
    rows = [Told(f"nb/{n}.html", listed_on=date(2018, 1, 1), page=READ) for n in range(73)]
    told(sample, *rows)
    sample.now += timedelta(days=10)
    new_rows = math.ceil(2 * 73 * 10 / 365)
    assert expected(sample, Years(2018, 2018), "nb").requests_most == 1 + list_most(1 + 1) + new_rows
    assert expected(sample, Years(2016, 2016), "nb").requests_most == 1 + list_most(1 + 1)


def test_only_list_rows_are_counted_where_pages_are_not_read(tmp_path: Path) -> None:
    with county(tmp_path, portal(NB | {"details": False})) as sample:
        told(sample, Told("nb/1.html"), Told("nb/2.html"))
        assert expected(sample) == Estimate(2, 1 + list_most(1))


def test_what_a_run_has_read_is_not_asked_again_when_it_is_taken_up(sample: County) -> None:
    sample.begin("backfill", Y2017)
    sample.tell("nb", [Told("nb/1.html", page=READ)])
    sample.tell("wj", [Told("wj/1.html", page=READ), Told("wj/2.html")], outcome=None)
    sample.load()
    assert expected(sample, Y2017, "nb") == Estimate(0, 0)
    assert expected(sample, Y2017, "wj").requests_least == 1 + 1, "robots.txt and the page not read"
    assert expected(sample, Years(2016, 2017), "nb").requests_least > 0, "that is another run"


def test_progress_is_of_the_run_under_way(sample: County) -> None:
    sections = sample.portal.section
    assert progress(sample.ledger, sample.portal, sections, Y2017, sample.now) is None
    sample.begin("backfill", Y2017)
    sample.tell("nb", [Told("nb/1.html")], outcome="partial", reason="第 2 页读不到")
    sample.load()
    found = progress(sample.ledger, sample.portal, sections, Y2017, sample.now)
    assert found is not None
    assert (found.sections, found.read, found.unproven, found.asked) == (2, 1, 1, 1)
    assert found.rest.unknown_sections == ("政府文件",)


@pytest.mark.parametrize(
    ("least", "most", "per_second", "window", "found"),
    [
        (100, 28_800, 1.0, WINDOW, (1, 1)),
        (28_801, 60_000, 1.0, WINDOW, (2, 3)),
        (28_801, None, 1.0, WINDOW, (2, None)),
        (28_800, 28_800, 0.5, WINDOW, (2, 2)),
        (3_600, 7_201, 1.0, (time(1), time(3)), (1, 2)),
        (0, 10, 1.0, WINDOW, (0, 1)),
        (1_000_000, 1_000_000, math.inf, None, (0, 0)),
    ],
)
def test_nights_are_full_windows(
    least: int, most: int | None, per_second: float, window: tuple[time, time] | None, found: object
) -> None:
    takes = nights(Estimate(least, most), per_second, window)
    assert (takes.nights_least, takes.nights_most) == found


def words(of: Estimate, per_second: float = 1.0, window: tuple[time, time] | None = WINDOW) -> str:
    return estimate_words(of, nights(of, per_second, window))


def test_an_estimate_in_words() -> None:
    assert words(Estimate(36_000, 72_000)) == (
        "预计至少 36000 个请求(至多 72000 个);每秒 1 个,约 10.0 小时至 20.0 小时;"
        "夜间窗口 22:00–06:00 每晚 8 小时,约 2 至 3 晚"
    )
    assert (
        words(Estimate(30, 60), 0.5, None) == "预计至少 30 个请求(至多 60 个);每秒 0.5 个,约 1 分钟至 2 分钟"
    )
    assert words(Estimate(30, 60), math.inf, None) == "预计至少 30 个请求(至多 60 个)"
    assert words(Estimate(0, 0)) == "各栏目都已读完,没有要提出的请求,只待公布"


def test_sections_without_a_bound_are_named() -> None:
    first, second = words(Estimate(60, None, tuple("甲乙丙丁戊己"))).splitlines()
    assert first == ("预计至少 60 个请求;每秒 1 个,至少 1 分钟;夜间窗口 22:00–06:00 每晚 8 小时,至少 1 晚")
    assert second == "从未读过(或没有读完、也未写明总数)的栏目 6 个,无法估计:甲、乙、丙、丁、戊等"


def test_progress_in_words() -> None:
    rest = Estimate(40, None, ("甲",))
    assert progress_words(BackfillProgress(10, 3, 1, 520, rest)) == (
        "已读 3/10 个栏目(其中 1 个未能证明完整);已提出 520 个请求,还需至少 40 个请求,另有 1 个栏目无法估计"
    )
    assert (
        progress_words(BackfillProgress(10, 10, 0, 900, Estimate(0, 0)))
        == "已读 10/10 个栏目;已提出 900 个请求"
    )
