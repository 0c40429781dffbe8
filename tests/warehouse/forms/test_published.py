"""The identities on real published reports: what fails there, by cell, and what is only doubtful."""

from __future__ import annotations

from collections import Counter
from functools import cache

from tests.shared import needs_shared
from tests.warehouse.forms.published import reports
from warehouse.forms import Finding

TRIED = {
    # pass, fail, uncertain
    "table3-balance": (75, 1, 1),
    "table3-total": (75, 1, 1),
    "table3-applicants": (254, 1, 12),
    "table4-results": (27, 3, 0),
}
"""Identities 1 to 4 of domain/README.md, on eleven 表三 (seven of 25 rows, four of 23) and ten 表四; of a
twelfth 表三 too few cells are known."""

FAULTY = {
    ("hongze_2023", "table4-results", "行政复议·总计", 0, 11),
    ("hongze_2023", "table4-results", "复议后起诉·总计", 0, 5),
    ("jinhu_2023", "table4-results", "未经复议直接起诉·总计", 0, 3),
    ("hebei_kjt_2022", "table3-balance", "一、本年新收政府信息公开申请数量·自然人", 11, 2),
    ("hebei_kjt_2022", "table3-total", "三、本年度办理结果·（七）总计·自然人", 2, 11),
    ("hebei_kjt_2022", "table3-applicants", "三、本年度办理结果·（七）总计·总计", 11, 2),
}


@cache
def real() -> tuple[tuple[str, Finding], ...]:
    return tuple((name, finding) for name, report in reports().items() for finding in report.findings())


def rule_of(finding: Finding) -> str:
    return finding.rule.removesuffix("@1")


@needs_shared
def test_identities_of_real_reports() -> None:
    """451 checks within 表三 and 表四 can be tried on the file: six fail, by the reports' own faults, and 14
    are uncertain for a total that was left blank (上海市政府办公厅 2019, 上海市科委 2024).

    The domain's 827 and 815 are not of this file alone: its README counts seven pairs of years of 现行有效,
    and the file has no two reports of one organ in years that follow each other on one form.
    """
    within = [(name, one) for name, one in real() if rule_of(one) in TRIED]
    counts = Counter((rule_of(one), one.outcome) for _, one in within)
    outcomes = ("pass", "fail", "uncertain")
    assert {rule: tuple(counts[rule, outcome] for outcome in outcomes) for rule in TRIED} == TRIED
    assert {
        (name, rule_of(one), one.cells[0].name, one.left, one.right)
        for name, one in within
        if one.outcome == "fail"
    } == FAULTY
    uncertain = Counter(name for name, one in within if one.outcome == "uncertain")
    assert uncertain == {"shanghai_go_2019": 12, "shanghai_kewei_2024": 2}
    assert all("空白按 0 计" in one.reason for _, one in within if one.outcome == "uncertain")


@needs_shared
def test_what_else_real_reports_say_against_themselves() -> None:
    """Of the other rules one fails, as the domain notes (3.3 = 3.2), and texts differ for reasons that the
    domain knows."""
    others = [(name, one) for name, one in real() if rule_of(one) not in TRIED]
    assert [(name, rule_of(one)) for name, one in others if one.outcome == "fail"] == [
        ("hebei_jyt_2018", "answered-as-closed")
    ]
    assert [(name, rule_of(one)) for name, one in others if one.outcome == "uncertain"] == [
        ("suqian_2023", "text-received"),
        ("shanghai_go_2019", "text-refused"),
        ("shanghai_go_2019", "text-unavailable"),
        ("shanghai_go_2019", "text-not-handled"),
        ("shanghai_kewei_2024", "text-carried"),
    ]
    texts = Counter(one.outcome for _, one in others if one.rule.startswith("text-"))
    assert (texts["pass"], texts["uncertain"], texts["fail"]) == (23, 5, 0)


@needs_shared
def test_every_label_of_the_real_reports_is_found() -> None:
    """But those of a row that one district added."""
    unknown = {name: report.unknown for name, report in reports().items() if report.unknown}
    assert unknown == {"huangpi_street_2020": ["其他主动公开文件"] * 3}
