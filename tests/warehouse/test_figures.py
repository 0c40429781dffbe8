"""What is counted: acceptance, edges of the year, merges, units, categories, and what cannot be known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.crawl.years import Years
from scrapers.portalfile import Portal
from tests.warehouse.build import (
    BEIJING,
    NIGHT,
    County,
    Night,
    Told,
    county,
    one_home,
    page,
    portal,
    portal_of,
    section,
)

REPORTS = section("nb", "信息公开年报", "信息公开年报")
FILES = section("wj", "政府文件", "政府文件")
BUREAU = {"name": "样例县财政局", "aliases": ["财政局", "县财政局"]}


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path, portal(REPORTS, FILES, units=[BUREAU])) as made:
        yield made


def made(tmp_path: Path, declared: Portal) -> AbstractContextManager[County]:
    return county(tmp_path, declared)


# --- acceptance


def test_partial_night_changes_nothing_that_a_complete_one_said(sample: County) -> None:
    dated = Told("nb/2.html", page=page(published_on=date(2017, 5, 5)))
    sample.night(nb=[Told("nb/1.html"), dated], wj=[])
    before = sample.rows("SELECT * FROM figures ORDER BY ALL")
    items = sample.rows("SELECT item_id, title, published_on, unit FROM items ORDER BY item_id")
    sample.begin()
    changed = [
        Told("nb/1.html", title="另一个标题", listed_on=date(2016, 1, 1), unit="财政局"),
        Told("nb/2.html", page=page(published_on=date(2016, 1, 1))),
        Told("nb/3.html"),
    ]
    sample.tell("nb", changed, outcome="partial", reason="第 2 页读不到")
    sample.load()
    sample.publish()
    assert sample.rows("SELECT * FROM figures ORDER BY ALL") == before
    after = sample.rows("SELECT item_id, title, published_on, unit FROM items ORDER BY item_id")
    assert [row for row in after if row[0] != Told("nb/3.html").id] == items
    assert sample.rows("SELECT accepted_at, counted FROM item_sections WHERE NOT counted") == [(None, False)]
    [(outcome, message)] = sample.rows(
        "SELECT outcome, message FROM findings WHERE check_id = 'section-incomplete' AND subject = 'nb'"
    )
    assert outcome == "fail"
    assert message == ("栏目“信息公开年报”最近一次没有读全(第 2 页读不到);数字沿用 2018-01-21 的完整读取")


def test_next_complete_night_accepts_what_the_partial_one_had_seen(sample: County) -> None:
    sample.night(nb=[Told("nb/1.html")])
    sample.begin()
    sample.tell("nb", [Told("nb/1.html"), Told("nb/2.html")], outcome="partial")
    sample.load()
    sample.next_night()
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html")])
    assert sample.figure("信息公开年报") == (2, "computed")


@pytest.mark.parametrize("outcome", ["partial", "failed", "challenged"])
def test_section_that_was_never_complete_gives_a_lower_bound(sample: County, outcome: Any) -> None:
    sample.tell("nb", [Told("nb/1.html")], outcome=outcome)
    sample.load()
    sample.publish()
    assert sample.figure("信息公开年报") == (1, "lower_bound")
    assert sample.figure("合计") == (1, "lower_bound")
    as_of = sample.one("SELECT as_of FROM figures WHERE code = '信息公开年报'")
    assert as_of == NIGHT + timedelta(minutes=5)


def test_complete_reading_that_stops_at_known_rows_needs_a_whole_one_before_it(sample: County) -> None:
    sample.tell("nb", [Told("nb/1.html")], whole_list=False)
    sample.load()
    sample.publish()
    assert sample.figure("信息公开年报") == (1, "lower_bound")


def test_as_of_is_the_oldest_of_the_sections_behind_a_figure(tmp_path: Path) -> None:
    both = portal(REPORTS, section("nb2", "部门年报", "信息公开年报"))
    with made(tmp_path, both) as sample:
        sample.night(nb=[Told("nb/1.html")], nb2=[Told("nb2/1.html")])
        sample.night(nb=[Told("nb/1.html")])
        as_of = sample.one("SELECT as_of FROM figures WHERE code = '信息公开年报'")
    assert as_of == NIGHT + timedelta(minutes=5)


def test_section_that_says_it_is_empty_is_a_true_zero_and_one_never_read_is_missing(sample: County) -> None:
    sample.begin("backfill", Years(2017, 2017))
    sample.tell("nb", [], outcome="empty")
    sample.tell("wj", [], outcome="failed", reason="拒绝连接")
    sample.load()
    sample.publish()
    assert sample.figure("信息公开年报") == (0, "computed")
    assert sample.figure("政府会议") == (None, "missing")  # no section feeds it
    assert sample.figure("政务微信") == (None, "missing")  # never stands on a portal


def test_every_year_of_a_backfill_of_several_has_its_figures(sample: County) -> None:
    sample.begin("backfill", Years(2014, 2017))
    sample.tell("nb", [Told("nb/1.html", listed_on=date(2016, 5, 4))])
    sample.load()
    sample.publish()
    assert [sample.figure("信息公开年报", year) for year in range(2014, 2018)] == [
        (0, "computed"), (0, "computed"), (1, "computed"), (0, "computed"),
    ]  # fmt: skip
    assert sample.rows("SELECT DISTINCT year FROM figures WHERE form = 'sections' ORDER BY year") == [
        (2014,), (2015,), (2016,), (2017,),
    ]  # fmt: skip


# --- the year


def at(text: str) -> dict[str, Any]:
    instant = datetime.fromisoformat(text).replace(tzinfo=BEIJING)
    return page(published_on=instant.date(), published_at=instant)


YEARS = [
    (Told("nb/1.html", page=at("2017-12-31T23:59")), 2017),
    (Told("nb/2.html", page=at("2018-01-01T00:01")), 2018),
    (Told("nb/3.html", page=at("2017-01-01T00:00")), 2017),
    (Told("nb/4.html", listed_on=date(2018, 1, 2), page=at("2017-12-31T08:00")), 2017),
    (Told("nb/5.html", listed_on=date(2017, 12, 31)), 2017),
    (Told("nb/6.html", listed_on=date(2017, 12, 31), page=page(issued_on=date(2016, 12, 30))), 2017),
    (Told("nb/2016-02-03/7.html", listed_on=date(2017, 2, 3)), 2017),
]


@pytest.fixture(scope="module")
def of_years(tmp_path_factory: pytest.TempPathFactory) -> County:
    told = [item for item, _ in YEARS]
    return one_home(tmp_path_factory.mktemp("years") / "home", [(portal(REPORTS), {"nb": told})])


@pytest.mark.parametrize(("told", "year"), YEARS)
def test_year_is_that_of_the_published_date_in_beijing(of_years: County, told: Told, year: int) -> None:
    of_item = "SELECT form, code, year FROM figure_items WHERE item_id = ? ORDER BY ALL"
    assert of_years.rows(of_item, told.id) == [
        ("sections", "信息公开年报", year),
        ("sections", "合计", year),
        ("statistics-2014", "1.1", year),
        ("statistics-2014", "1.2.2", year),
        ("website-annual", "P0", year),
        ("website-annual", "P3", year),
    ]
    of_the_year = [each for _, each in YEARS].count(year)
    assert of_years.figure("信息公开年报", year) == of_years.figure("合计", year) == (of_the_year, "computed")


def test_day_without_a_time_has_no_instant_and_no_date_has_no_year(sample: County) -> None:
    sample.night(
        nb=[
            Told("nb/1.html", page=page(published_on=date(2017, 3, 1))),
            Told("nb/2.html", listed_on=None, page=page()),
        ]
    )
    assert sample.rows("SELECT published_on, published_at, date_from FROM items ORDER BY date_from") == [
        (None, None, "none"),
        (date(2017, 3, 1), None, "page"),
    ]
    assert sample.figure("信息公开年报") == (1, "computed")
    [(outcome, message)] = sample.rows(
        "SELECT outcome, message FROM findings WHERE check_id = 'item-undated'"
    )
    assert outcome == "uncertain" and "有 1 条" in message


# --- merges


def told_pair(**fields: Any) -> list[Told]:
    return [Told("wj/1.html", **fields), Told("wj/2.html", **fields)]


PAIRS: dict[str, tuple[list[Told], str | None]] = {
    "equal titles alone": (told_pair(title="不动产更正登记公告"), None),
    "one number, two spellings": (
        [
            Told("wj/1.html", "关于甲的通知", document_number="样政发〔2017〕8号"),
            Told("wj/2.html", "转发关于甲的通知", document_number="样政发[2017]第08号"),
        ],
        "M-document-number@1",
    ),
    "numbers of two years": (
        [
            Told("wj/1.html", "关于甲的通知", document_number="样政发〔2017〕8号"),
            Told("wj/2.html", "关于甲的通知", document_number="样政发〔2016〕8号"),
        ],
        None,
    ),
    "document and its interpretation": (
        [
            Told("wj/1.html", "关于甲的通知", document_number="样政发〔2017〕8号"),
            Told("wj/2.html", "《关于甲的通知》政策解读", document_number="样政发〔2017〕8号"),
        ],
        None,
    ),
    "two interpretations of one document": (
        [
            Told("wj/1.html", "一图读懂甲", document_number="样政发〔2017〕8号"),
            Told("wj/2.html", "甲的文字解读", document_number="样政发〔2017〕8号"),
        ],
        None,
    ),
    "a number without an organ, two units": (
        [
            Told("wj/1.html", "停水公告", document_number="公告〔2017〕1号", unit="财政局"),
            Told("wj/2.html", "停水公告", document_number="公告〔2017〕1号", unit="样例县水利局"),
        ],
        None,
    ),
    "a number without an organ, one unit not printed": (
        [
            Told("wj/1.html", "停水公告", document_number="公告〔2017〕1号", unit="财政局"),
            Told("wj/2.html", "停水公告", document_number="公告〔2017〕1号"),
        ],
        "M-generic-number@3",
    ),
    "a number without an organ, one unit the portal's own": (
        [
            Told("wj/1.html", "停水公告", document_number="公告〔2017〕1号", unit="财政局"),
            Told("wj/2.html", "停水公告", document_number="公告〔2017〕1号", page=page()),
        ],
        "M-generic-number@3",
    ),
    "a number without an organ, one unit and title": (
        told_pair(title="停水公告", document_number="公告〔2017〕1号", unit="财政局"),
        "M-generic-number@3",
    ),
    "index number and title": (
        told_pair(title="关于乙的通知", index_number="000014349/2017-00110"),
        "M-index-number@3",
    ),
    "index number and title of other days and bodies": (
        [
            Told(
                f"wj/{n}.html",
                "不动产更正登记公告",
                index_number="000014349/2017-00110",
                page=page(published_on=date(2017, 5, n), text_length=90, body_digest=f"{n}"),
            )
            for n in (1, 3)
        ],
        None,
    ),
    "index number and title of other days and one body": (
        [
            Told(
                f"wj/{n}.html",
                "关于乙的通知",
                index_number="000014349/2017-00110",
                page=page(published_on=date(2017, n, 1), text_length=9, body_digest="same"),
            )
            for n in (1, 7)
        ],
        "M-index-number@3",
    ),
    "index number and title of one day and other bodies": (
        [
            Told(
                f"wj/{n}.html",
                "关于乙的通知",
                index_number="000014349/2017-00110",
                page=page(published_on=date(2017, 1, 1), text_length=90, body_digest=f"{n}"),
            )
            for n in (1, 2)
        ],
        "M-index-number@3",
    ),
    "index number of two titles": (
        [
            Told("wj/1.html", "关于乙的通知", index_number="000014349/2017-00110"),
            Told("wj/2.html", "关于丙的通知", index_number="000014349/2017-00110"),
        ],
        None,
    ),
    "a number only cited in the body": (
        [
            Told("wj/1.html", "关于丁的通知", document_number="样政发〔2017〕9号"),
            Told(
                "wj/2.html",
                "关于落实丁的意见",
                page=page(document_number="样政发〔2017〕9号", read_from={"document_number": "body"}),
            ),
        ],
        None,
    ),
}


@pytest.fixture(scope="module")
def of_pairs(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A portal for each pair."""
    nights: list[Night] = [
        (portal(FILES, units=[BUREAU], portal_id=portal_of(PAIRS, pair)), {"wj": told})
        for pair, (told, _) in PAIRS.items()
    ]
    return one_home(tmp_path_factory.mktemp("pairs") / "home", nights)


@pytest.mark.parametrize("pair", PAIRS)
def test_two_items_are_one_document_only_by_rule(of_pairs: County, pair: str) -> None:
    _, rule = PAIRS[pair]
    whose = portal_of(PAIRS, pair)
    ids = {item_id for (item_id,) in of_pairs.rows("SELECT item_id FROM items WHERE portal_id = ?", whose)}
    merges = [
        row for row in of_pairs.rows("SELECT kept_item_id, merged_item_id, rule FROM merges") if {*row} & ids
    ]
    counted = of_pairs.rows("SELECT item_id FROM figure_items WHERE code = '政府文件'")
    assert len(ids) == 2
    if rule is None:
        assert merges == []
        assert len(ids & {item_id for (item_id,) in counted}) == 2
    else:
        assert [({*row[:2]}, row[2]) for row in merges] == [(ids, rule)]
        assert [item_id for (item_id,) in counted if item_id in ids] == [merges[0][0]]


def test_a_portals_figure_is_of_its_own_documents(of_pairs: County) -> None:
    told = of_pairs.rows(
        "SELECT portal_id, code, value, origin FROM figures"
        " WHERE form = 'sections' AND value > 0 ORDER BY ALL"
    )
    documents = {portal_of(PAIRS, pair): 1 if rule else 2 for pair, (_, rule) in PAIRS.items()}
    assert told == sorted(
        (whose, code, count, "computed")
        for whose, count in documents.items()
        for code in ("合计", "政府文件")
    )


def test_chain_of_merges_ends_at_one_root_the_earliest_published(sample: County) -> None:
    by_number = {"document_number": "样政发〔2017〕8号"}
    by_index = {"index_number": "000014349/2017-00110"}
    first = Told("wj/1.html", "关于甲的通知", date(2017, 1, 5), **by_index)
    middle = Told("wj/2.html", "关于甲的通知", date(2017, 2, 5), **by_index, **by_number)
    last = Told("wj/3.html", "甲", date(2017, 3, 5), **by_number)
    sample.night(wj=[last, middle, first])
    assert set(sample.rows("SELECT kept_item_id, merged_item_id FROM merges")) == {
        (first.id, middle.id),
        (first.id, last.id),
    }
    assert sample.rows("SELECT item_id FROM figure_items WHERE code = '政府文件'") == [(first.id,)]


def test_document_counts_in_every_category_its_items_have_and_once_in_all(sample: County) -> None:
    number = {"document_number": "样政发〔2017〕8号"}
    sample.night(
        wj=[Told("wj/1.html", "甲", date(2017, 1, 5), **number), Told("both.html")],
        nb=[Told("nb/1.html", "甲", date(2017, 2, 5), **number), Told("both.html")],
    )
    assert sample.figure("政府文件") == (2, "computed")
    assert sample.figure("信息公开年报") == (2, "computed")
    assert sample.figure("合计") == (2, "computed")


# --- counts


def test_counts_and_figures_tell_the_same_story(sample: County) -> None:
    sample.night(
        nb=[Told(f"nb/{n}.html", listed_on=date(2017, 1 + n % 3, 7), unit="财政局") for n in range(7)],
        wj=[Told(f"nb/{n}.html", listed_on=date(2017, 1 + n, 7)) for n in range(2)]
        + [Told("wj/1.html", listed_on=date(2016, 5, 5))],
    )
    by_category = "SELECT year, category, sum(items) FROM counts GROUP BY ALL ORDER BY ALL"
    assert sample.rows(by_category) == [
        (2016, "政府文件", 1),
        (2017, "信息公开年报", 7),
        (2017, "政府文件", 2),
    ]
    assert sample.figure("合计") == (7, "computed")
    assert sample.rows(
        "SELECT label, measure, rule, sql_file FROM figures WHERE code = '政府文件' LIMIT 1"
    ) == [("政府文件", "份", "S-category@3", "figures/sections.sql")]


def test_items_counted_by_their_list_row_alone_are_told_with_the_reason(sample: County) -> None:
    gone = Told("nb/2.html", page={"outcome": "gone"})
    sample.night(nb=[Told("nb/1.html"), gone, Told("nb/3.html", page=page(published_on=date(2017, 6, 1)))])
    assert sample.figure("信息公开年报") == (3, "computed")
    messages = {
        text for (text,) in sample.rows("SELECT message FROM findings WHERE check_id = 'page-unread'")
    }
    assert {text.split(":")[-1] for text in messages} == {"还没有读过页面,补抓该年即可读到", "页面已不存在"}
    assert all("2017 年有 1 条" in text for text in messages)
