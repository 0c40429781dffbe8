"""Declared figures in the published file: where the website gives none they stand, else they stand beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.build import County, Told, as_left, attached, county, one_home, page, portal, section
from warehouse import handwritten
from warehouse.declared import take_declarations
from warehouse.declared.known import known_figures
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.seal import seal
from warehouse.verify import How, verify_published
from warehouse.why import explain_figure

SECTIONS = (
    section("xzxk", "行政许可", "行政许可"),
    section("zcjd", "政策解读", "政策解读"),
)
GRANTED = [
    Told(f"xk{at}.html", f"关于准予某公司第{at}号取水许可的决定", date(2017, 5, at), page=page())
    for at in (1, 2, 3)
]
EXPLAINED = [Told("jd1.html", "《办法》解读", date(2017, 6, 1), page=page())]
HEAD = "form,year,code,state,value,value_text,remark,who,declared_at,portal"
FORM = "statistics-2014"


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwritten, "PAUSE", 0)


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> County:
    """Read in 2018: of 2017 interpretations are computed."""
    with county(tmp_path_factory.mktemp("one") / "home", portal(*SECTIONS)) as made:
        made.night(xzxk=GRANTED, zcjd=EXPLAINED)
    return made


@pytest.fixture
def sample(one_night: County, tmp_path: Path) -> Iterator[County]:
    with as_left(one_night, tmp_path / "home") as made:
        yield made


def declare(sample: County, *rows: str, head: str = HEAD, year: int = 2017) -> tuple[str, ...]:
    """Writes the book and publishes; returns the notes. A row: code,state,value,value_text,remark."""
    lines = [head, *(f"{FORM},{year},{row},王某,2018-01-22,sample" for row in rows)]
    (sample.home.declared / f"{year}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sample.publish().notes


def figure(sample: County, code: str, table: str = "figures") -> tuple[Any, ...]:
    question = (
        f"SELECT value, value_text, state, origin FROM {table} WHERE form = ? AND year = 2017 AND code = ?"
    )
    [row] = sample.rows(question, FORM, code)
    return row


def findings(sample: County, check: str) -> list[tuple[Any, ...]]:
    return sample.rows(
        "SELECT outcome, subject, message FROM findings WHERE check_id = ? ORDER BY subject", check
    )


def test_what_the_website_does_not_give_stands_as_declared(sample: County) -> None:
    assert figure(sample, "3.1") == (None, None, "missing", "missing")
    rows = ("3.1,given,12,,据台账", "7,given,0.123456,,", "3.2,blank,,,", "5.1,not_applicable,,,")
    codes = {row[0] for row in sample.rows("SELECT code FROM figures WHERE form = ?", FORM)}
    rows = tuple(row for row in rows if row.split(",")[0] in codes)
    assert len(rows) >= 3 and declare(sample, *rows) == ()
    assert figure(sample, "3.1") == (Decimal(12), None, "given", "declared")
    assert figure(sample, "7") == (Decimal("0.123456"), None, "given", "declared")
    assert figure(sample, "7", "figures_all") == figure(sample, "7")
    assert {figure(sample, row.split(",")[0])[3] for row in rows} == {"declared"}
    of_rule = "SELECT rule, text, as_of::VARCHAR FROM figures JOIN rules USING (rule)"
    question = f"{of_rule} WHERE form = ? AND code = ?"
    [(rule, text, as_of)] = sample.rows(question, FORM, "3.1")
    assert rule == "D-declared@1" and "declared/" in text and as_of.startswith("2018-01-22 00:00:00+08")
    assert [row[0] for row in findings(sample, "declared-contradicts")] == ["pass"]
    told = explain_figure(sample.home.published, FORM, 2017, "3.1", None)
    assert "单位填报 12:王某" in told and "据台账" in told


BOUND = "report-2019,2017,2.R3.C3"
"""行政许可 本年处理决定数量, of which the website shows a part. The statement counts for every year."""


def test_a_lower_bound_is_replaced_and_one_below_it_is_told_with_both(sample: County) -> None:
    question = (
        "SELECT value, origin FROM figures WHERE form = 'report-2019' AND year = 2017 AND code = '2.R3.C3'"
    )
    assert sample.rows(question) == [(Decimal(3), "lower_bound")]
    book = sample.home.declared / "2017.csv"
    for value, outcome in (("2", "fail"), ("3", "pass")):
        book.write_text(f"{HEAD}\n{BOUND},given,{value},,,王某,2018-01-22,sample\n", encoding="utf-8")
        sample.publish()
        assert sample.rows(question) == [(Decimal(value), "declared")]
        [(found, subject, message)] = findings(sample, "declared-contradicts")
        assert found == outcome
        if found == "fail":
            assert subject == BOUND.replace(",", " ")
            assert "填报 2(王某,2018-01-22)" in message and "至少有 3" in message
            assert "用单位填报的" in message
        known = {(one.form, one.code): one for one in known_figures(sample.home.published, "", 2017)}
        of_site = known["report-2019", "2.R3.C3"]
        assert (of_site.value, of_site.origin) == (Decimal(3), "lower_bound"), "for the next template"


def test_a_computed_figure_stays_and_the_declared_one_stands_beside(sample: County) -> None:
    computed = figure(sample, "2.2.3")
    assert computed == (Decimal(1), None, "given", "computed")
    declare(sample, "2.2.3,given,5,,")
    assert figure(sample, "2.2.3") == computed
    [(_, _, message)] = findings(sample, "declared-contradicts")
    assert "填报 5" in message and "网站得出 1" in message and "用由网站得出的" in message
    assert sample.rows("SELECT value, shown, site_value, site_origin FROM declarations") == [
        (Decimal(5), False, Decimal(1), "computed")
    ]
    told = explain_figure(sample.home.published, FORM, 2017, "2.2.3", None)
    assert "没有列入的\n  单位填报 5:王某" in told
    declare(sample, "2.2.3,given,1,,")
    assert [row[0] for row in findings(sample, "declared-contradicts")] == ["pass"]


def test_what_is_withdrawn_is_as_if_nobody_had_declared_it(sample: County) -> None:
    before = sample.one("SELECT content_sha256 FROM meta")
    declare(sample, "3.1,given,12,,")
    assert sample.one("SELECT content_sha256 FROM meta") != before
    declare(sample, "3.1,given,12,,", "3.1,missing,,,")
    assert figure(sample, "3.1")[3] == "missing"
    assert sample.one("SELECT content_sha256 FROM meta") == before


def test_a_year_of_which_nothing_was_crawled_has_the_declared_figures(sample: County) -> None:
    lines = [
        HEAD,
        "report-2019,2019,2.R8.C2,given,96171.6,,,王某,,",
        "report-2019,2019,2.R3.C2,given,-4,,,王某,,",
    ]
    (sample.home.declared / "2019.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sample.publish()
    assert sample.rows("SELECT code, label, value, origin FROM figures WHERE year = 2019 ORDER BY code") == [
        ("2.R3.C2", "行政许可·本年增/减", Decimal(-4), "declared"),
        ("2.R8.C2", "政府集中采购·采购总金额", Decimal("96171.6"), "declared"),
    ]
    told = sample.rows("SELECT 项目, 填报, 是否列入 FROM 台账.填报数字 ORDER BY 行号")
    assert told == [("行政许可·本年增/减", "-4", "是"), ("政府集中采购·采购总金额", "96171.6", "是")]


def test_of_an_unknown_portal_nothing_is_placed_and_it_is_told(sample: County) -> None:
    lines = [HEAD, f"{FORM},2017,3.1,given,12,,,王某,2018-01-22,minquan"]
    (sample.home.declared / "2017.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sample.publish()
    assert figure(sample, "3.1")[3] == "missing"
    [(outcome, _, message)] = findings(sample, "declared-unplaced")
    assert outcome == "fail" and "minquan" in message and "sample" in message


def test_an_unreadable_row_is_a_finding_and_what_was_read_last_stays(sample: County) -> None:
    (sample.home.declared / "2017.csv").write_text(f"{HEAD}\n{FORM},2017,3.1,given,12,,,王某,,sample\n")
    take_declarations(sample.home)
    notes = declare(sample, "3.1,given,许多,,")
    assert figure(sample, "3.1")[0] == Decimal(12)
    assert any("declared/2017.csv 第 2 行" in note for note in notes)
    assert any("declared/2017.csv" in row[2] for row in findings(sample, "decisions-unreadable"))


def test_verify_makes_the_file_anew_by_what_was_declared_then(sample: County) -> None:
    declare(sample, "3.1,given,12,,", "2.2.3,given,5,,")
    home = sample.home
    sample.ledger.close()
    differences, notes = unlike(home)
    assert differences == [] and "declared/" not in " ".join(notes)
    (home.declared / "2017.csv").write_text(f"{HEAD}\n{FORM},2017,3.1,given,13,,,王某,2018-01-23,sample\n")
    differences, notes = unlike(home)
    assert differences == [] and any("declared/" in note and "尚未公布" in note for note in notes)


def unlike(home: Home) -> tuple[list[str], tuple[str, ...]]:
    """What verifying finds, but for the archive, which is made up."""
    told = verify_published(home, How())
    return [one.message for one in told.differences if "存档" not in one.message], told.notes


def test_figures_of_several_portals_are_added_up_where_each_has_its_own(tmp_path: Path) -> None:
    nights = [(portal(*SECTIONS, portal_id=name), {"zcjd": [Told(f"{name}.html")]}) for name in ("a", "b")]
    made = one_home(tmp_path / "home", nights)
    rows = [("3.1", "12", "a"), ("3.1", "5", "b"), ("3.2", "7", "a"), ("4.1", "1", "")]
    lines = [HEAD, *(f"{FORM},2017,{code},given,{value},,,王某,,{name}" for code, value, name in rows)]
    (made.home.declared / "2017.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with open_ledger(made.home.ledger) as ledger:
        replace(made, ledger=ledger).publish()
    assert figure(made, "3.1", "figures_all")[0::3] == (Decimal(17), "declared")
    assert figure(made, "3.2", "figures_all")[3] == "missing"
    assert "几个门户" in findings(made, "declared-unplaced")[0][2]


def test_a_sealed_year_keeps_what_was_declared(sample: County) -> None:
    declare(sample, "3.1,given,12,,")
    sample.ledger.close()
    file = seal(sample.home, 2017, None, sample.now, lambda *place: "0" * 64).file
    with attached(file) as sealed:
        assert sealed.execute("SELECT code, value FROM declarations").fetchall() == [("3.1", Decimal(12))]
        assert sealed.execute("SELECT value FROM figures WHERE code = '3.1'").fetchall() == [(Decimal(12),)]
