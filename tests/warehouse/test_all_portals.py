"""All portals of a home together: a document that several of them carry counts once a portal, once in all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.build import County, Night, Told, county, one_home, page, portal, section
from warehouse.load import sync_portal
from warehouse.status import read_status

DAY = date(2017, 6, 1)
TITLE = "关于做好防汛工作的通知"
BODY = {"text_length": 300, "body_digest": "b" * 16}
NUMBER = {"document_number": "省政发〔2017〕8号"}


def told(path: str, day: date = DAY, title: str = TITLE, **fields: Any) -> Told:
    """An item whose page was read; without fields nothing of it says that it is another's copy."""
    return Told(path, title, day, page=page(title=title, published_on=day, **fields))


CASES: dict[str, tuple[list[Told], list[Told], int, str | None]] = {
    "one address": ([told("a.html")], [told("a.html", title="防汛通知")], 1, "A-address@1"),
    "one number and title": (
        [told("a.html", **NUMBER)],
        [told("b.html", **NUMBER)],
        1,
        "A-document-number@1",
    ),
    "one number, two titles": ([told("a.html", **NUMBER)], [told("b.html", title="甲", **NUMBER)], 2, None),
    "a number of anybody": (
        [told("a.html", document_number="公告〔2017〕8号")],
        [told("b.html", document_number="公告〔2017〕8号")],
        2,
        None,
    ),
    "one body, days later": (
        [told("a.html", **BODY)],
        [told("b.html", date(2017, 6, 9), **BODY)],
        1,
        "A-content@1",
    ),
    "one body, months later": ([told("a.html", **BODY)], [told("b.html", date(2017, 9, 9), **BODY)], 2, None),
    "one body, another number": (
        [told("a.html", **BODY, **NUMBER)],
        [told("b.html", **BODY, document_number="市政发〔2017〕9号")],
        2,
        None,
    ),
    "one title alone": ([told("a.html")], [told("b.html")], 2, None),
    "told every month by both": (
        [told("a.html", **BODY), told("a2.html", date(2017, 8, 1), **BODY)],
        [told("b.html", **BODY), told("b2.html", date(2017, 9, 1), **BODY)],
        3,
        "A-content@1",
    ),
}
"""What two portals carry, how many documents that is in all, and the rule that joins two of them."""


def two_portals(root: Path, first: list[Told], second: list[Told]) -> County:
    nights: list[Night] = [
        (portal(section("wj", "政府文件", "政府文件"), portal_id="first"), {"wj": first}),
        (portal(section("tz", "通知公告", "通知公告"), portal_id="second"), {"tz": second}),
    ]
    return one_home(root, nights)


LONG = told("a.html", date(2017, 5, 5), "关于印发财政管理办法的通知", **NUMBER)
MERGED: dict[str, tuple[Told, Told]] = {
    "one address": (told("a2.html", title="财政管理办法", **NUMBER), told("a2.html", title="财政办法")),
    "one number and title": (
        told("a2.html", title="财政管理办法", **NUMBER),
        told("b.html", title="财政管理办法", **NUMBER),
    ),
    "one body": (
        told("a2.html", title="财政管理办法", **NUMBER, **BODY),
        told("b.html", title="财政管理办法", **BODY),
    ),
}
"""A copy that the first portal merges with LONG by their number, and what the second portal carries of it."""


@pytest.mark.parametrize("case", MERGED)
def test_another_portal_may_carry_the_very_copy_that_is_merged(tmp_path: Path, case: str) -> None:
    copy, carried = MERGED[case]
    home = two_portals(tmp_path / "home", [LONG, copy], [carried])
    whose = "SELECT portal_id, value FROM figures WHERE year = 2017 AND code = '合计' ORDER BY ALL"
    assert home.rows(whose) == [("first", 1), ("second", 1)]
    assert home.one("SELECT value FROM figures_all WHERE year = 2017 AND code = '合计'") == 1


@pytest.mark.parametrize("case", CASES)
def test_a_document_of_two_portals_counts_once_a_portal_and_once_in_all(tmp_path: Path, case: str) -> None:
    first, second, together, rule = CASES[case]
    home = two_portals(tmp_path / "home", first, second)
    whose = "SELECT portal_id, value FROM figures WHERE year = 2017 AND code = '合计' ORDER BY ALL"
    assert home.rows(whose) == [("first", len(first)), ("second", len(second))]
    in_all = "SELECT value FROM figures_all WHERE year = 2017 AND code = '合计'"
    assert home.one(in_all) == together
    assert home.one("SELECT count(*) FROM figure_items_all WHERE code = '合计'") == together
    assert home.rows("SELECT rule FROM merges_all") == ([(rule,)] if rule else [])
    assert home.rows("SELECT rule FROM exclusions_all") == ([(rule,)] if rule else [])
    assert home.rows("SELECT * FROM merges") == home.rows("SELECT * FROM exclusions") == []


@pytest.fixture(scope="module")
def shared_document(tmp_path_factory: pytest.TempPathFactory) -> County:
    """The second portal took over, in the new year, what the first had published in the old one."""
    first = [told("a.html", date(2017, 12, 31), **NUMBER), told("own.html", title="甲")]
    second = [told("b.html", date(2018, 1, 2), **NUMBER)]
    return two_portals(tmp_path_factory.mktemp("shared") / "home", first, second)


def test_it_stands_in_every_category_of_its_copies_with_day_and_unit_of_the_first(
    shared_document: County,
) -> None:
    figures = "SELECT year, code, value FROM figures_all WHERE form = 'sections' AND value > 0 ORDER BY ALL"
    assert shared_document.rows(figures) == [(2017, "合计", 2), (2017, "政府文件", 2), (2017, "通知公告", 1)]
    counts = "SELECT year, month, category, items FROM counts_all ORDER BY ALL"
    assert shared_document.rows(counts) == [
        (2017, 6, "政府文件", 1),
        (2017, 12, "政府文件", 1),
        (2017, 12, "通知公告", 1),
    ]
    [(excluded, fact)] = shared_document.rows("SELECT portal_id, fact FROM exclusions_all")
    assert excluded == "second" and "与门户 first 的" in fact and "只计一次" in fact


def test_a_year_of_which_one_portal_says_nothing_is_a_lower_bound_in_all(tmp_path: Path) -> None:
    with_two = two_portals(tmp_path / "home", [told("a.html")], [told("b.html", title="乙")])
    origins = (
        "SELECT code, origin, state FROM figures_all"
        " WHERE year = 2017 AND code IN ('合计', '政府文件', '动态信息') ORDER BY 1"
    )
    # Files are a section of the first portal alone: that the second has none, nobody has said.
    assert with_two.rows(origins) == [
        ("动态信息", "missing", "missing"),
        ("合计", "computed", "given"),
        ("政府文件", "lower_bound", "given"),
    ]


def test_a_figures_name_with_one_portal_says_what_it_always_said(tmp_path: Path) -> None:
    home = one_home(
        tmp_path / "home",
        [
            (
                portal(section("wj", "政府文件", "政府文件")),
                {"wj": [told("a.html"), told("b.html", title="乙")]},
            )
        ],
    )
    assert home.rows("FROM figures_all ORDER BY ALL") == home.rows(
        "SELECT * EXCLUDE (portal_id) FROM figures ORDER BY ALL"
    )
    assert home.rows("FROM counts_all") == home.rows("SELECT * EXCLUDE (portal_id) FROM counts")
    assert home.rows("FROM exclusions_all") == []
    assert home.one("SELECT count(*) FROM findings_all") == home.one("SELECT count(*) FROM findings")
    assert set(home.rows("SELECT portal_id FROM findings_all")) == {("sample",)}


def test_findings_are_of_a_portal_and_what_all_have_is_told_once_in_all(tmp_path: Path) -> None:
    nights: list[Night] = [
        (
            portal(section("wj", "政府文件", "政府文件"), portal_id="first"),
            {"wj": [told("a.html", date(2030, 1, 1))]},
        ),
        (
            portal(section("tz", "通知公告", "通知公告"), portal_id="second"),
            {"tz": [told("b.html", title="乙")]},
        ),
    ]
    home = one_home(tmp_path / "home", nights)
    impossible = "SELECT portal_id, outcome FROM findings WHERE check_id = 'date-impossible' ORDER BY 1"
    assert home.rows(impossible) == [("first", "fail"), ("second", "pass")]
    assert home.rows(impossible.replace("findings", "findings_all")) == [
        ("first", "fail"),
        ("second", "pass"),
    ]
    both = "SELECT portal_id FROM findings_all WHERE check_id = 'package-rejected'"
    assert home.rows(both) == [(None,)]


def test_a_portal_that_came_later_is_not_late_since_before_it_came(tmp_path: Path) -> None:
    first, later = (portal(section("wj", "政府文件", "政府文件"), portal_id=name) for name in ("a", "b"))
    with county(tmp_path / "home", first) as made:
        made.night(wj=[told("a.html")])
        made.now += timedelta(days=400)
        sync_portal(made.ledger, later)
        replace(made, portal=later, parts={}, run_id="").tell("wj", [], "failed", reason="连接不上")
        made.load()
        made.publish()
    stands = read_status(made.home.published, made.now + timedelta(days=3)).sections
    assert [(one.portal_id, one.nights_missed) for one in stands] == [("a", 404), ("b", 3)]
