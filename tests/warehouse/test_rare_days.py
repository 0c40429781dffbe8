"""Rare days, each by its stated rule: sections changed in mid-year, the edges of a year, units merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.build import NIGHT, County, Told, county, page, portal, section
from warehouse.load import sync_portal

ROWS = [Told("wj/1.html", "甲", date(2017, 3, 1)), Told("wj/2.html", "乙", date(2017, 9, 1))]
CODES = ("政府文件", "政策解读", "合计")
NOTHING = (None, "missing")


def redeclare(made: County, *sections: dict[str, Any], units: Sequence[dict[str, Any]] = ()) -> None:
    """The portal file is changed between two nights."""
    made.portal = portal(*sections, units=units)
    sync_portal(made.ledger, made.portal)


def figures(made: County, year: int = 2017) -> dict[str, tuple[int | None, str]]:
    return {code: made.figure(code, year) for code in CODES}


def rule_text(made: County, rule: str) -> str:
    return str(made.one("SELECT text FROM rules WHERE starts_with(rule, ? || '@')", rule))


BEFORE = [section("wj", "政府文件", "政府文件"), section("jd", "政策解读", "政策解读")]
CHANGED = {
    "put into another category": [section("wj", "政府文件", "政策解读"), BEFORE[1]],
    "renamed, its category left to its name": [section("wj", "政策解读"), BEFORE[1]],
}


@pytest.mark.parametrize("change", CHANGED)
def test_section_changed_in_mid_year_counts_as_it_is_declared_now(tmp_path: Path, change: str) -> None:
    """S-section-changed: also what was published there before, in every year that is not sealed."""
    with county(tmp_path, portal(*BEFORE)) as made:
        made.night(wj=ROWS[:1], jd=[])
        assert figures(made) == {
            "政府文件": (1, "computed"),
            "政策解读": (0, "computed"),
            "合计": (1, "computed"),
        }
        redeclare(made, *CHANGED[change])
        made.publish()  # at once, without a night
        assert made.figure("政策解读") == (1, "computed")
        made.night(wj=ROWS, jd=[])
        assert figures(made) == {
            "政府文件": NOTHING,
            "政策解读": (2, "computed"),
            "合计": (2, "computed"),
        }
        assert "类别以现行门户文件为准" in rule_text(made, "S-section-changed")


def test_section_renamed_in_one_category_changes_nothing(tmp_path: Path) -> None:
    with county(tmp_path, portal(*BEFORE)) as made:
        made.night(wj=ROWS, jd=[])
        before = figures(made)
        redeclare(made, section("wj", "本级文件", "政府文件"), BEFORE[1])
        made.publish()
        assert figures(made) == before


def test_item_put_into_another_section_counts_in_both_and_once_in_all(tmp_path: Path) -> None:
    with county(tmp_path, portal(*BEFORE)) as made:
        made.night(wj=ROWS, jd=[])
        made.night(wj=ROWS[1:], jd=ROWS[:1])
        assert figures(made) == {
            "政府文件": (2, "computed"),
            "政策解读": (1, "computed"),
            "合计": (2, "computed"),
        }


def test_section_taken_out_and_set_up_anew_keeps_its_items_once(tmp_path: Path) -> None:
    with county(tmp_path, portal(*BEFORE)) as made:
        made.night(wj=ROWS, jd=[])
        redeclare(made, section("wj2", "政府文件", "政府文件"), BEFORE[1])
        made.night(wj2=ROWS, jd=[])
        assert figures(made)["政府文件"] == figures(made)["合计"] == (2, "computed")
        assert "仍计入发布年度" in made.one(
            "SELECT message FROM findings WHERE check_id = 'section-retired' AND outcome <> 'pass'"
        )


def at(instant: datetime) -> dict[str, Any]:
    return page(published_at=instant, content_sha256=str(instant))


EDGES = [
    (at(datetime(2017, 12, 31, 15, 59, 59, tzinfo=UTC)), 2017),  # 23:59:59 in Beijing
    (at(datetime(2017, 12, 31, 16, 0, tzinfo=UTC)), 2018),
    (at(datetime(2016, 12, 31, 15, 59, tzinfo=UTC)), 2016),
    (at(datetime(2016, 12, 31, 16, 0, tzinfo=UTC)), 2017),
    (page(published_on=date(2017, 12, 31)), 2017),
]


def test_last_minute_of_the_year_is_of_that_year_in_beijing(tmp_path: Path) -> None:
    told = [
        Told(f"wj/{n}.html", f"第{n}号", date(2017, 7, 1), page=said) for n, (said, _) in enumerate(EDGES)
    ]
    with county(tmp_path, portal(BEFORE[0])) as made:
        made.night(wj=told)
        found = dict(made.rows("SELECT item_id, year FROM figure_items WHERE code = '合计'"))
        assert [found[item.id] for item in told] == [year for _, year in EDGES]
        assert "12月31日23:59仍属当年" in rule_text(made, "S-category")


@pytest.mark.parametrize("printed", [date(2018, 1, 22), date(2018, 12, 31), date(2019, 1, 1)])
def test_item_dated_after_its_reading_counts_by_its_date_and_is_asked_about(
    tmp_path: Path, printed: date
) -> None:
    """Read on 21 January 2018."""
    item = Told("wj/1.html", "明天的通知", printed, page=page(published_on=printed))
    with county(tmp_path, portal(BEFORE[0])) as made:
        made.night(wj=[item])
        # Of a year that has not begun nothing is known to be all.
        origin = "computed" if printed.year == 2018 else "lower_bound"
        assert made.figure("政府文件", printed.year) == (1, origin)
        [message] = made.rows(
            "SELECT message FROM findings WHERE check_id = 'date-impossible' AND subject = ?", item.id
        )
        assert f"的发布日期是 {printed},晚于读取之日;仍按所印日期统计" in message[0]
        assert "所印日期晚于读取之日的也按所印计" in rule_text(made, "S-category")


def test_item_dated_on_the_day_of_its_reading_is_not_asked_about(tmp_path: Path) -> None:
    today = date(2018, 1, 21)  # it is 02:05 there, still the 20th in UTC
    assert NIGHT.date() < today
    with county(tmp_path, portal(BEFORE[0])) as made:
        made.night(wj=[Told("wj/1.html", "今天", today, page=page(published_on=today))])
        found = made.rows("SELECT outcome FROM findings WHERE check_id = 'date-impossible'")
        assert found == [("pass",)]


# --- units merged in a reform


OLD, NEW = "样例县教育局", "样例县教育体育局"
OF_BOTH = [
    Told("wj/1.html", "甲", date(2017, 3, 1), page=page(unit=OLD)),
    Told("wj/2.html", "乙", date(2017, 9, 1), page=page(unit=NEW)),
]
TABLES = [
    ([{"name": NEW, "aliases": [OLD]}], {NEW: 2}),
    ([{"name": NEW, "aliases": []}, {"name": OLD, "aliases": []}], {OLD: 1, NEW: 1}),
    ([{"name": NEW, "aliases": []}], {OLD: 1, NEW: 1}),
]


@pytest.fixture
def reformed(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path, portal(BEFORE[0], units=[{"name": OLD, "aliases": []}])) as made:
        made.night(wj=OF_BOTH)
        yield made


@pytest.mark.parametrize(("units", "expected"), TABLES, ids=["alias", "two units", "old one taken out"])
def test_units_merged_count_by_the_table_of_units_as_it_is_now(
    reformed: County, units: list[dict[str, Any]], expected: dict[str, int]
) -> None:
    """S-unit-changed: an alias brings all years to the new unit, two units keep what each printed."""
    redeclare(reformed, BEFORE[0], units=units)
    reformed.publish()
    assert dict(reformed.rows("SELECT unit, sum(items) FROM counts GROUP BY unit")) == expected
    told = reformed.rows(
        "SELECT subject FROM findings WHERE check_id = 'unit-unresolved' AND outcome <> 'pass'"
    )
    named = {unit["name"] for unit in units} | {alias for unit in units for alias in unit["aliases"]}
    assert {subject for (subject,) in told} == {OLD, NEW} - named
    assert "机构改革" in rule_text(reformed, "S-unit-changed")
