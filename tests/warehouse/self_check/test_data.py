"""The indicators as data: those of the documents, how each is judged, files that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

import sql
from scrapers.vocabulary import CATEGORIES
from scrapers.vocabulary.outcomes import FETCH_OUTCOMES
from tests.shared import SHARED, needs_shared
from warehouse.forms.records import FormError
from warehouse.rulebook import counting_rules, silent_changes
from warehouse.self_check import read_cycles, read_indicators, read_judging, read_outcomes, regime_of
from warehouse.self_check.counting import sql_file
from warehouse.self_check.records import INDICATORS

JUDGING = {one.code: one for one in read_judging()}
CYCLES = {(one.code, name): one for one in read_cycles() for name in one.categories or ("",)}


@needs_shared
def test_the_indicators_are_those_of_the_domain() -> None:
    theirs = (SHARED / "domain" / "check_indicators.csv").read_text(encoding="utf-8")
    assert INDICATORS.read_text(encoding="utf-8") == theirs


def test_every_indicator_has_its_row_in_the_years_of_its_regime() -> None:
    named = {one.indicator for one in JUDGING.values()}
    # L1 stands for a monitor of one place; Q1 is said of the sites of a province.
    assert named == {one.id for one in read_indicators()}
    for indicator in read_indicators():
        years = [
            year
            for year in (2015, 2018, 2019, 2025)
            if any(one.covers(year) for one in JUDGING.values() if one.indicator == indicator.id)
        ]
        if indicator.regime in ("2015", "2019"):
            assert {regime_of(year) for year in years} == {indicator.regime}


@pytest.mark.parametrize(
    ("code", "category", "cycle"),
    [
        ("V4a", "动态信息", (14, "day")),
        ("V4a", "通知公告", (6, "month")),
        ("V4a", "政府文件", (6, "month")),
        ("O3a", "动态信息", (14, "day")),
        ("V4b", "规划计划", (12, "month")),
        ("O7", "政府文件", (180, "day")),
        ("O7", "人事信息", (365, "day")),
        ("V5b", "", (3, "month")),
        ("D2", "", (3, "month")),
        ("D3", "", (2, "month")),
        ("L1", "基层政务公开", (90, "day")),
    ],
)
def test_cycles_are_those_of_the_documents(code: str, category: str, cycle: tuple[int, str]) -> None:
    found = CYCLES[code, category]
    assert (found.count, found.unit) == cycle


@pytest.mark.parametrize(
    ("code", "limit"),
    [("V4a", 5), ("V4b", 10), ("V4c", 5), ("O3a", 5), ("O3b", 10), ("O3c", 5), ("V5b", 1), ("V6b", 5)],
)
def test_vetoes_stand_from_their_thresholds_on(code: str, limit: int) -> None:
    assert JUDGING[code].limit == limit
    [indicator] = [one for one in read_indicators() if one.id == JUDGING[code].indicator]
    assert str(limit) in indicator.threshold


def test_judging_names_rules_and_statements_that_are_there() -> None:
    rules = counting_rules()
    assert [one.code for one in JUDGING.values() if one.rule not in rules] == []
    assert all(
        f"figures/{one.statement}" in sql.step(sql_file(one.statement).partition(".")[0])
        for one in JUDGING.values()
    )
    assert silent_changes() == []


def test_what_cannot_be_seen_says_why_and_has_no_number() -> None:
    unseen = [one for one in JUDGING.values() if one.statement == "check_unseen"]
    assert {one.code for one in unseen} >= {
        "V2",
        "V5a",
        "V7",
        "V8a",
        "V8b",
        "V9",
        "D4",
        "D5",
        "D7",
        "D8",
        "O1",
        "O4",
    }
    assert all(one.why_unseen and not one.measure and one.score is None for one in unseen)


def test_outcomes_of_links_are_known_words() -> None:
    told = {one.outcome for one in read_outcomes()}
    assert told == {*FETCH_OUTCOMES, "not_asked"}


def test_categories_of_cycles_are_those_of_the_house() -> None:
    assert {name for one in read_cycles() for name in one.categories} <= set(CATEGORIES)


@pytest.mark.parametrize(
    ("file", "line", "says"),
    [
        ("judging", "V1,V1,a,条,fine,check_dates,K-date,1,,,,2019,,,", "kind 应是"),
        ("judging", "V1,V1,a,条,veto,check_dates,K-date,five,,,,2019,,,", "limit 应是整数"),
        ("judging", "V2,V2,a,,veto,check_unseen,K-unseen,,,,,2019,,,", "要写 why_unseen"),
        ("judging", "V2,V2,a", "有 3 格"),
        ("cycles", "V4a,动态,14,day,3,", "动态 不认得"),
        ("cycles", "V4a,动态信息,14,week,3,", "week 不认得"),
        ("cycles", "V4a,动态信息,,day,3,", "都要写"),
        ("outcomes", "ok,fine,打得开", "state 应是"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, file: str, line: str, says: str
) -> None:
    readers = {"judging": read_judging, "cycles": read_cycles, "outcomes": read_outcomes}
    head = (INDICATORS.parent / f"{file}.csv").read_text(encoding="utf-8").splitlines()[0]
    changed = tmp_path / f"{file}.csv"
    changed.write_text(f"{head}\n{line}\n", encoding="utf-8")
    with pytest.raises(FormError, match=rf"{file}.csv 第 2 行.*{says}"):
        readers[file](changed)


def test_a_changed_threshold_wants_a_new_version_of_its_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warehouse import rulebook

    for old, new, rule in ((",14,day", ",15,day", "K-update"), (",12,month", ",24,month", "K-update")):
        changed = tmp_path / "cycles.csv"
        changed.write_text(
            rulebook.CHECKING[1].read_text(encoding="utf-8").replace(old, new), encoding="utf-8"
        )
        with monkeypatch.context() as patch:
            patch.setattr(rulebook, "CHECKING", (rulebook.CHECKING[0], changed, rulebook.CHECKING[2]))
            assert any(said.startswith(f"{rule} 的内容改了") for said in silent_changes())
