"""No zero that is not known: when a figure is computed, when it is a lower bound, when it is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from scrapers.crawl.years import Years
from tests.warehouse.build import County, Told, county, page, portal, section
from warehouse.load import sync_portal
from warehouse.why import explain_figure

REPORTS = section("nb", "信息公开年报", "信息公开年报")
ADVICE = section("zj", "意见征集", "征集调查")
MIXED = section("qt", "其他")
NEWS = section("dt", "政务动态")

ASKED = Told("qt/1.html", "关于公开征求《办法》意见的公告", listed_on=date(2015, 5, 5))
A_DAY = date(2017, 6, 1)

Readings = Sequence[tuple[str, Iterable[Told], str]]
"""Section, what its list says, outcome."""


def figures(root: Path, sections: Sequence[dict[str, Any]], readings: Readings, code: str) -> dict[int, Any]:
    """The category's value and origin in 2015, 2017 and 2018 after one run of a backfill of these years."""
    with county(root, portal(*sections)) as made:
        made.begin("backfill", Years(2015, 2018))
        for section_id, told, outcome in readings:
            made.tell(section_id, told, outcome=outcome)  # type: ignore[arg-type]
        made.load()
        made.publish()
        return {year: made.figure(code, year) for year in (2015, 2017, 2018)}


CASES: dict[str, tuple[Sequence[dict[str, Any]], Readings, str, dict[int, Any]]] = {
    "an item that only its title puts there makes no section the source of a zero": (
        [MIXED],
        [("qt", [ASKED], "complete")],
        "征集调查",
        {2015: (1, "lower_bound"), 2017: (None, "missing"), 2018: (None, "missing")},
    ),
    "the section that the portal file names is the source, also of zeros": (
        [ADVICE, MIXED],
        [("zj", [], "empty"), ("qt", [ASKED], "complete")],
        "征集调查",
        {2015: (1, "computed"), 2017: (0, "computed"), 2018: (0, "computed")},
    ),
    "so is the section whose name says so": (
        [section("zj", "意见征集"), MIXED],
        [("zj", [Told("zj/1.html", "甲")], "complete"), ("qt", [ASKED], "complete")],
        "征集调查",
        {2015: (1, "computed"), 2017: (1, "computed"), 2018: (0, "computed")},
    ),
    "an unread section that may hold such items leaves a lower bound, and no zero": (
        [ADVICE, MIXED],
        [("zj", [Told("zj/1.html", "甲")], "complete"), ("qt", [], "failed")],
        "征集调查",
        {2015: (None, "missing"), 2017: (1, "lower_bound"), 2018: (None, "missing")},
    ),
    "so does one that was read in part": (
        [ADVICE, MIXED],
        [("zj", [], "empty"), ("qt", [ASKED], "partial")],
        "征集调查",
        {2015: (1, "lower_bound"), 2017: (None, "missing"), 2018: (None, "missing")},
    ),
    "a section of a category of its own holds nothing of another": (
        [ADVICE, REPORTS],
        [("zj", [], "empty"), ("nb", [Told("nb/1.html")], "partial")],
        "征集调查",
        {2015: (0, "computed"), 2017: (0, "computed"), 2018: (0, "computed")},
    ),
    "a section whose name gives a category is not searched for what is only likely": (
        [ADVICE, NEWS],
        [("zj", [], "empty"), ("dt", [], "failed")],
        "征集调查",
        {2015: (0, "computed"), 2017: (0, "computed"), 2018: (0, "computed")},
    ),
    "but for what a title says for certain": (
        [REPORTS, NEWS],
        [("nb", [Told("nb/1.html")], "complete"), ("dt", [], "failed")],
        "信息公开年报",
        {2015: (None, "missing"), 2017: (1, "lower_bound"), 2018: (None, "missing")},
    ),
    "of two sections of a category one was read in part": (
        [REPORTS, section("bm", "部门年报", "信息公开年报")],
        [("nb", [Told("nb/1.html")], "complete"), ("bm", [Told("bm/1.html")], "partial")],
        "信息公开年报",
        {2015: (None, "missing"), 2017: (2, "lower_bound"), 2018: (None, "missing")},
    ),
    "a row of which nobody knows the day yet may be of any year": (
        [REPORTS],
        [("nb", [Told("nb/1.html"), Told("nb/2.html", listed_on=None)], "complete")],
        "信息公开年报",
        {2015: (None, "missing"), 2017: (1, "lower_bound"), 2018: (None, "missing")},
    ),
    "one whose page prints no day is of none": (
        [REPORTS],
        [("nb", [Told("nb/1.html"), Told("nb/2.html", listed_on=None, page=page())], "complete")],
        "信息公开年报",
        {2015: (0, "computed"), 2017: (1, "computed"), 2018: (0, "computed")},
    ),
    "nor one that leads to a file, which states no day": (
        [REPORTS],
        [
            (
                "nb",
                [Told("nb/1.html"), Told("nb/2.pdf", listed_on=None, page={"outcome": "not_html"})],
                "complete",
            )
        ],
        "信息公开年报",
        {2015: (0, "computed"), 2017: (1, "computed"), 2018: (0, "computed")},
    ),
    "but one whose page fails for now may be": (
        [REPORTS],
        [
            (
                "nb",
                [Told("nb/1.html"), Told("nb/2.html", listed_on=None, page={"outcome": "timeout"})],
                "complete",
            )
        ],
        "信息公开年报",
        {2015: (None, "missing"), 2017: (1, "lower_bound"), 2018: (None, "missing")},
    ),
    "nor one whose page is not there": (
        [REPORTS],
        [
            (
                "nb",
                [Told("nb/1.html"), Told("nb/2.html", listed_on=None, page={"outcome": "gone"})],
                "complete",
            )
        ],
        "信息公开年报",
        {2015: (0, "computed"), 2017: (1, "computed"), 2018: (0, "computed")},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_figure_is_computed_only_from_sections_of_its_category_read_whole(tmp_path: Path, case: str) -> None:
    sections, readings, code, expected = CASES[case]
    assert figures(tmp_path, sections, readings, code) == expected


def test_total_is_no_zero_either_while_a_section_is_unread(tmp_path: Path) -> None:
    readings: Readings = [("nb", [Told("nb/1.html")], "complete"), ("zj", [], "failed")]
    found = figures(tmp_path, [REPORTS, ADVICE], readings, "合计")
    assert found == {2015: (None, "missing"), 2017: (1, "lower_bound"), 2018: (None, "missing")}


def test_every_figure_names_the_sections_it_rests_on(tmp_path: Path) -> None:
    with county(tmp_path, portal(REPORTS, MIXED, ADVICE)) as made:
        made.tell("nb", [Told("nb/1.html"), Told("nb/2.html", listed_on=None)], ground="total")
        made.tell("qt", [ASKED], outcome="partial")
        made.load()
        made.publish()
        sources = made.rows(
            "SELECT section_id, role, covered, unread_rows, proof FROM figure_sources"
            " WHERE code = '信息公开年报' ORDER BY role"
        )
        total = made.rows("SELECT section_id FROM figure_sources WHERE code = '合计' ORDER BY ALL")
    assert sources == [("nb", "assigned", True, 1, "total"), ("qt", "possible", False, 0, None)]
    assert total == [("nb",), ("qt",), ("zj",)]


# --- a row whose page is not there


GONE = {"outcome": "gone"}
ROWS = [Told("nb/1.html"), Told("nb/2.html", listed_on=A_DAY), Told("nb/3.html", listed_on=None)]
DEAD = [
    Told(told.path, listed_on=told.listed_on, page=GONE if told.path != "nb/1.html" else None)
    for told in ROWS
]


def listed_then_asked(made: County) -> None:
    made.tell("nb", ROWS, outcome="partial")
    made.load()
    made.next_night()
    made.tell("nb", DEAD, outcome="partial")


def asked_at_once(made: County) -> None:
    made.tell("nb", DEAD, outcome="partial")


def asked_then_listed(made: County) -> None:
    made.tell("nb", [Told(told.path, page=GONE, listed=False) for told in DEAD[1:]], outcome="partial")
    made.load()
    made.next_night()
    made.tell("nb", ROWS, outcome="partial")


def only_listed(made: County) -> None:
    made.begin("backfill", Years(2017, 2017))
    made.tell("nb", ROWS, outcome="partial")
    made.load()
    made.next_night()
    made.tell("nb", [Told("nb/3.html", page=GONE, listed=False)], outcome="failed")


def read_whole(made: County) -> None:
    made.tell("nb", DEAD)


ROUTES = [listed_then_asked, asked_at_once, asked_then_listed, only_listed, read_whole]


@pytest.mark.parametrize("route", ROUTES)
def test_row_whose_page_is_not_there_counts_by_its_day_in_every_order(
    tmp_path: Path, route: Callable[[County], None]
) -> None:
    with county(tmp_path, portal(REPORTS)) as made:
        route(made)
        made.load()
        made.publish()
        origin = "computed" if route is read_whole else "lower_bound"
        assert made.figure("信息公开年报") == (2, origin)
        counted = made.rows("SELECT item_id FROM figure_items WHERE code = '合计' ORDER BY ALL")
        assert counted == sorted((told.id,) for told in ROWS[:2])
        [(year, rule, fact)] = made.rows(
            "SELECT year, rule, fact FROM exclusions WHERE item_id = ?", ROWS[2].id
        )
    assert (year, rule) == (None, "X-undated@1")
    assert "起已不存在(答复 404 或 410),列表没有能读出的日期" in fact


# --- a year is complete only once it is over and was read since


def at_night(made: County, year: int, month: int, outcome: str, **told: Iterable[Told]) -> None:
    made.now = datetime(year, month, 20, 18, 0, tzinfo=UTC)
    made.begin()
    for section_id, items in told.items():
        made.tell(section_id, items, outcome=outcome)  # type: ignore[arg-type]
    made.load()
    made.publish()
    made.run_id = ""


JUNE, NEXT_YEAR = Told("nb/1.html"), Told("zj/9.html", "二〇一九年的", listed_on=date(2019, 3, 1))


def test_section_that_was_read_whole_long_ago_proves_no_zero_of_later_years(tmp_path: Path) -> None:
    """Read whole in June 2017, failing since; another section shows that it is 2019."""
    with county(tmp_path, portal(REPORTS, ADVICE)) as made:
        at_night(made, 2017, 6, "complete", nb=[JUNE], zj=[])
        assert made.figure("信息公开年报", 2017) == (1, "computed")  # of the present year, as of then
        at_night(made, 2019, 6, "failed", nb=[])
        at_night(made, 2019, 7, "complete", zj=[NEXT_YEAR])
        assert made.figure("信息公开年报", 2017) == (1, "lower_bound")  # its second half was never seen
        assert made.figure("信息公开年报", 2019) == (None, "missing")
        assert made.figure("征集调查", 2019) == (1, "computed")
        assert made.figure("合计", 2019) == (1, "lower_bound")
        text = explain_figure(made.home.published, "sections", 2017, "信息公开年报")
        assert "完整读取(没有记依据),此后发布的不在内" in text
        at_night(made, 2019, 8, "complete", nb=[JUNE])
        assert made.figure("信息公开年报", 2017) == (1, "computed")
        assert made.figure("信息公开年报", 2019) == (0, "computed")


def test_section_taken_out_of_the_portal_file_owes_nothing_afterwards(tmp_path: Path) -> None:
    with county(tmp_path, portal(REPORTS, section("n2", "部门年报", "信息公开年报"))) as made:
        at_night(made, 2017, 6, "complete", nb=[JUNE], n2=[Told("n2/1.html")])
        sync_portal(made.ledger, portal(REPORTS))
        at_night(made, 2019, 6, "complete", nb=[JUNE])
        assert made.figure("信息公开年报", 2017) == (2, "computed")


def test_night_that_read_nothing_moves_no_instant(tmp_path: Path) -> None:
    with county(tmp_path, portal(REPORTS)) as made:
        made.tell("nb", [JUNE], outcome="partial")
        made.load()
        made.publish()
        before = (
            made.rows("SELECT as_of FROM figures WHERE value > 0"),
            made.one("SELECT data_as_of FROM meta"),
        )
        made.next_night()
        made.tell("nb", [], outcome="challenged", declared=(None, None), pages_read=0)
        made.load()
        made.publish()
        after = (
            made.rows("SELECT as_of FROM figures WHERE value > 0"),
            made.one("SELECT data_as_of FROM meta"),
        )
    assert after == before
