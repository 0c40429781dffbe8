"""Identities (勾稽): their four outcomes, on made-up figures and on real published reports."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.shared import SHARED, needs_shared
from warehouse.forms import (
    BLANK,
    FORMS,
    MISSING,
    Entry,
    Finding,
    Form,
    FormError,
    check,
    form_named,
    identities_of,
)
from warehouse.forms.identities import HEADER, read_identities


def entries(figures: dict[str, str]) -> dict[str, Entry]:
    """`""` is blank, `不适用`, `缺`, else a number."""
    states = {"": BLANK, "不适用": Entry("not_applicable"), "缺": MISSING}
    return {
        code: states[figure] if figure in states else Entry("given", Decimal(figure))
        for code, figure in figures.items()
    }


def of_rule(found: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [
        finding for finding in found if finding.rule == f"{rule}@1" and finding.outcome != "not_assessable"
    ]


GROUP = ("4.G1.1", "4.G1.2", "4.G1.3", "4.G1.4", "4.G1.5")
COLUMN = ("3.R1.C1", "3.R2.C1", "3.R3.7.C1", "3.R4.C1")
REFUSED = ("3.3.4", *(f"3.3.4.{number}" for number in range(1, 7)))


def row(codes: tuple[str, ...], *figures: str) -> dict[str, str]:
    return dict(zip(codes, figures, strict=True))


CASES = [
    # 洪泽 2023: a fault of the report; blanks that cannot explain it stay a fault.
    ("report-2021", row(GROUP, "10", "1", "0", "0", "0"), "table4-results", "fail", "相差 11。"),
    ("report-2021", row(GROUP, "10", "", "0", "0", "9"), "table4-results", "fail", "相差 1。"),
    ("report-2021", row(GROUP, "", "", "", "", "0"), "table4-results", "pass", "相等。"),
    ("report-2021", row(GROUP, "1", "不适用", "0", "0", "1"), "table4-results", "pass", "相等。"),
    (
        "report-2021",
        row(GROUP, "5", "", "", "2", "7"),
        "table4-results",
        "pass",
        "「行政复议·结果维持」5 + 「行政复议·结果纠正」空白",
    ),
    (
        "report-2021",
        row(GROUP, "5", "1", "0", "2", ""),
        "table4-results",
        "uncertain",
        "「行政复议·总计」空白，若是漏填，应为 8。",
    ),
    (
        "report-2021",
        row(GROUP, "5", "", "", "2", "9"),
        "table4-results",
        "uncertain",
        "有 2 格空白，可能漏填。",
    ),
    ("report-2021", row(COLUMN, "9", "2", "10", "1"), "table3-balance", "pass", "= 11；"),
    (
        "report-2021",
        row(COLUMN, "9", "2", "8", "1"),
        "table3-balance",
        "fail",
        "「一、本年新收政府信息公开申请数量·自然人」9 + 「二、上年结转政府信息公开申请数量·自然人」2 = 11；"
        "「三、本年度办理结果·（七）总计·自然人」8 + 「四、结转下年度继续办理·自然人」1 = 9；相差 2。",
    ),
    # A text that counts only what was decided; one that quotes one row for three; one that adds last year's.
    (
        "report-2021",
        {"4.G1.4": "26", "4.G1.5": "440", "正文.行政复议": "414"},
        "text-reviews",
        "uncertain",
        "相差的正好是尚未审结",
    ),
    (
        "report-2021",
        {"4.G1.4": "26", "4.G1.5": "440", "正文.行政复议": "400"},
        "text-reviews",
        "fail",
        "相差 40",
    ),
    (
        "report-2021",
        {"3.R3.4.1.C7": "265", "3.R3.4.2.C7": "47", "3.R3.4.3.C7": "25", "正文.无法提供": "265"},
        "text-unavailable",
        "uncertain",
        "可能只是其中一格：「（四）无法提供·1.本机关不掌握相关政府信息·总计」265",
    ),
    (
        "report-2021",
        {"3.R1.C7": "3511", "3.R2.C7": "96", "正文.收到申请": "3607"},
        "text-received",
        "uncertain",
        "上年结转",
    ),
    # 0/0/0 in the text, 4/0/32 in the table: no part of it is meant.
    (
        "report-2021",
        {"3.R3.4.1.C7": "4", "3.R3.4.2.C7": "0", "3.R3.4.3.C7": "32", "正文.无法提供": "0"},
        "text-unavailable",
        "fail",
        "相差 36",
    ),
    # A list after 其中 need not be exhaustive, but its parts are no more than the whole.
    (
        "statistics-2014",
        row(REFUSED, "9", "1", "2", "3", "0", "0", "0"),
        "refusals",
        "uncertain",
        "“其中”之下",
    ),
    ("statistics-2014", row(REFUSED, "5", "1", "2", "3", "0", "0", "0"), "refusals", "fail", "相差 1。"),
    ("statistics-2014", {"1.1": "272", "1.1.1": "280"}, "published-normative", "fail", "少了 8。"),
    ("statistics-2014", {"3.1": "8", "3.2": "9"}, "closed-of-received", "uncertain", "上年未办结"),
    ("statistics-2014", {"8.3": "3", "8.3.1": "1", "8.3.2": "2"}, "staff", "pass", "相等。"),
    (
        "website-annual",
        {"P0": "18439", "P1": "69", "P2": "8043", "P3": "10327"},
        "site-published",
        "pass",
        "相等",
    ),
    ("website-annual", {"I1": "5", "I2": "6"}, "letters-closed", "uncertain", "上年收到的"),
    ("website-annual", {"I2": "5", "I4": "6"}, "letters-published", "fail", "多出 1。"),
    (
        "website-annual",
        {"P0": "1.5", "P1": "-1", "P2": "3"},
        "whole",
        "fail",
        "数量是非负整数：「信息发布·总数」1.5。",
    ),
    ("website-annual", {"I3": "2.5"}, "amount", "pass", "填了的 1 格都符合"),
    ("report-2019", {"2.R3.C1": "156", "2.R3.C2": "-59"}, "whole-signed", "pass", "填了的 1 格都符合"),
    ("report-2019", {"2.R2.C1": "60", "2.R2.C2": "61"}, "published-of-made", "fail", "多出 1。"),
]


@pytest.mark.parametrize(("form", "figures", "rule", "outcome", "said"), CASES)
def test_outcomes(form: str, figures: dict[str, str], rule: str, outcome: str, said: str) -> None:
    found = of_rule(check(form_named(form), entries(figures)), rule)[0]
    assert (found.outcome, said in found.sentence) == (outcome, True), found.sentence
    assert bool(found.reason) == (outcome == "uncertain")


def test_a_finding_holds_its_cells_and_both_sides() -> None:
    found = of_rule(
        check(form_named("report-2021"), entries(row(GROUP, "10", "1", "0", "", "0"))), "table4-results"
    )
    (finding,) = found
    assert (finding.left, finding.right, finding.severity) == (Decimal(0), Decimal(11), "error")
    assert [(cell.code, cell.name, cell.entry.state) for cell in finding.cells] == [
        ("4.G1.5", "行政复议·总计", "given"),
        ("4.G1.1", "行政复议·结果维持", "given"),
        ("4.G1.2", "行政复议·结果纠正", "given"),
        ("4.G1.3", "行政复议·其他结果", "given"),
        ("4.G1.4", "行政复议·尚未审结", "blank"),
    ]


def test_what_is_missing_or_no_number_is_not_assessed() -> None:
    figures = entries(row(GROUP, "10", "1", "0", "0", "11"))
    form = form_named("report-2021")
    for entry in (MISSING, Entry("given", None, "22（其中修订16件）")):
        found = [one for one in check(form, {**figures, "4.G1.2": entry}) if one.rule == "table4-results@1"]
        assert {one.outcome for one in found} == {"not_assessable"}
        assert "「行政复议·结果纠正」" in found[0].sentence


def test_a_remark_in_a_cell_is_no_number() -> None:
    found = check(form_named("report-2021"), {"2.R2.C1": Entry("given", None, "22（其中修订16件）")})
    (finding,) = of_rule(found, "whole")
    assert finding.outcome == "fail"
    assert finding.sentence == "数量是非负整数：「行政规范性文件·本年制发件数」22（其中修订16件）。"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_of_an_empty_form_each_rule_says_once_that_it_cannot_be_assessed(form: Form) -> None:
    found = check(form, {})
    assert {finding.outcome for finding in found} == {"not_assessable"}
    rules = [identity.id for identity in identities_of(form) if identity.when != "正文"]
    assert [finding.rule for finding in found] == rules
    assert all(finding.sentence.endswith("无法判断。") for finding in found)


ACROSS = [
    ({"2.R2.C1": "5", "2.R2.C2": "17", "2.R2.C3": "159"}, {"2.R2.C3": "181"}, "in-force", "fail"),
    ({"2.R2.C1": "13", "2.R2.C2": "8", "2.R2.C3": "49"}, {"2.R2.C3": "53"}, "in-force", "fail"),
    ({"2.R2.C1": "1", "2.R2.C2": "1", "2.R2.C3": "26"}, {"2.R2.C3": "26"}, "in-force", "pass"),
    ({"2.R2.C1": "1", "2.R2.C2": "", "2.R2.C3": "26"}, {"2.R2.C3": "26"}, "in-force", "uncertain"),
    ({"2.R2.C1": "1", "2.R2.C2": "", "2.R2.C3": "28"}, {"2.R2.C3": "26"}, "in-force", "fail"),
    ({"3.R2.C1": "3"}, {"3.R4.C1": "3"}, "carried-over", "pass"),
    ({"3.R2.C1": "3"}, {"3.R4.C1": "2"}, "carried-over", "fail"),
    ({"3.R2.C1": "3"}, {"3.R4.C1": ""}, "carried-over", "uncertain"),
]
"""The first three are 河北省教育厅 and 科学技术厅 2022, 工业和信息化厅 2023, last year's figures as noted;
a blank 废止 explains too few in force, never too many."""


@pytest.mark.parametrize(("year", "before", "rule", "outcome"), ACROSS)
def test_across_years(year: dict[str, str], before: dict[str, str], rule: str, outcome: str) -> None:
    (found,) = of_rule(check(form_named("report-2021"), entries(year), entries(before)), rule)
    assert found.outcome == outcome
    assert found.severity == ("warning" if rule == "in-force" else "error")
    assert any(cell.is_previous and cell.name.startswith("上年") for cell in found.cells)


def test_across_years_and_forms() -> None:
    """对外公开总数量 of 2019 is not 现行有效 of 2021; 结转下年度 is the same on both."""
    found = check(
        form_named("report-2021"),
        entries({"2.R2.C1": "5", "2.R2.C2": "1", "2.R2.C3": "9", "3.R2.C7": "2"}),
        entries({"2.R2.C3": "5", "3.R4.C7": "2"}),
        previous_form=form_named("report-2019"),
    )
    assert [one.outcome for one in of_rule(found, "carried-over")] == ["pass"]
    (in_force,) = [one for one in found if one.rule == "in-force@1"]
    assert in_force.outcome == "not_assessable"
    assert "上一年用的是另一种表（report-2019）" in in_force.sentence


BELOW = [(True, ["fail", "pass", "pass"]), (False, []), (None, ["not_assessable"])]


@pytest.mark.parametrize(("below_city", "outcomes"), BELOW)
def test_rules_are_made_by_cities_and_above(below_city: bool | None, outcomes: list[str]) -> None:
    """A real town report says 6."""
    values = entries({"2.R1.C1": "6", "2.R1.C2": "0", "2.R1.C3": ""})
    found = check(form_named("report-2021"), values, below_city=below_city)
    assert [one.outcome for one in found if one.rule == "no-rules-below-city@1"] == outcomes


@needs_shared
@pytest.mark.parametrize(
    ("form", "file"),
    [
        ("statistics-2014", "statistics_2014_2018.csv"),
        ("website-annual", "website_annual_form.csv"),
    ],
)
def test_every_identity_of_the_domain_is_asked(form: str, file: str) -> None:
    with (SHARED / "domain" / file).open(encoding="utf-8-sig", newline="") as rows:
        stated = {row["code"] for row in csv.DictReader(rows) if row["identity"]}
    asked = {
        term.code
        for identity in identities_of(form_named(form))
        if not identity.predicate or identity.rule == "site-code"
        for expression in identity.expressions
        for term in (*expression.left, *expression.right)
    }
    # I3 says how the mean is made: a matter of counting, not of figures of the form.
    assert stated - asked - {"I3"} == set()


FAULTS = [
    ({"expression": "3.R9.{C} = 0"}, "第 2 行:report-2021 没有编号为 3.R9.C1 的格"),
    ({"expression": "3.R1.{C} 等于 0"}, "第 2 行:.*应有且只有一个"),
    ({"expression": "3.R1.C1 = 0"}, "第 2 行:over 写了 C"),
    ({"severity": "严重"}, "第 2 行:severity"),
    ({"when": "有时"}, "第 2 行:when"),
    ({"cause": "上年"}, None),
    ({"cause": "上年 | 未列全"}, "第 2 行:cause"),
]


@pytest.mark.parametrize(("changed", "said"), FAULTS)
def test_a_rule_that_cannot_be_used_says_where(
    tmp_path: Path, changed: dict[str, str], said: str | None
) -> None:
    written = {
        **dict.fromkeys(HEADER, ""),
        "forms": "report-2021",
        "rule": "some",
        "version": "1",
        "over": "C=C1..2",
        "expression": "3.R1.{C} = 0",
        "severity": "error",
        **changed,
    }
    path = tmp_path / "identities.csv"
    path.write_text(f"{','.join(HEADER)}\n{','.join(written.values())}\n", encoding="utf-8")
    if said is None:
        assert len(read_identities(path, form_named("report-2021"))[0].expressions) == 2
        return
    with pytest.raises(FormError, match=said):
        read_identities(path, form_named("report-2021"))
