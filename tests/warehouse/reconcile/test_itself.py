"""Published reports against themselves: what fails is what people found to fail."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.shared import needs_shared
from tests.warehouse.reconcile.making import TITLE, blocks, html, read
from tests.warehouse.reconcile.published import reports
from tests.warehouse.reconcile.test_run_together import DRAWS, consistent
from warehouse.reconcile.itself import against_itself, entries, stated

FAILING = {
    # Rule and difference: 洪泽 2023 (10, 1, 0, 0 with 总计 0), 科技厅 2022 (2 of 11), 教育厅 2018 (3.3 is
    # 0, 3.2 is 1).
    "hongze_2023": [("table4-results@1", 11), ("table4-results@1", 5)],
    "hebei_kjt_2022": [("table3-balance@1", 9), ("table3-total@1", 9), ("table3-applicants@1", 9)],
    "hebei_jyt_2018": [("answered-as-closed@1", 1)],
}


@needs_shared
def test_identities_that_fail_in_published_reports() -> None:
    failing = {
        name: [(each.rule, abs(each.sides.difference)) for each in found if each.outcome == "fail"]
        for name, several in reports().items()
        for report in several
        if (found := against_itself(report))
    }
    assert {name: fails for name, fails in failing.items() if fails} == FAILING


@needs_shared
def test_figures_that_the_text_states_as_well() -> None:
    said = {name: stated(several[0]).get("正文.收到申请") for name, several in reports().items()}
    numbers = {name: int(entry.number) for name, entry in said.items() if entry}
    assert numbers == {
        "hebei_gxt_2021": 4,
        "hebei_gxt_2023": 10,
        "hebei_jyt_2014": 3,
        "hebei_jyt_2019": 16,
        "hebei_jyt_2022": 44,
        "hebei_kjt_2018": 3,
        "hebei_kjt_2022": 11,
        "hebei_rst_2020": 78,
        "hebei_rst_2023": 224,
        "hongze_2023": 21,
        "arxan_2017": 0,
    }


@pytest.mark.parametrize(
    ("change", "rule"), [("3.R1.C7", "table3-applicants@1"), ("4.G2.5", "table4-results@1")]
)
def test_a_figure_that_is_wrong_fails(change: str, rule: str) -> None:
    figures = consistent("report-2021", DRAWS["few"], 1)
    assert not [each for each in against_itself(read(html(*blocks(**figures)))) if each.outcome == "fail"]
    wrong = figures | {change: "999"}
    fails = {each.rule for each in against_itself(read(html(*blocks(**wrong)))) if each.outcome == "fail"}
    assert rule in fails


def test_what_the_year_before_carried_over() -> None:
    figures = consistent("report-2021", DRAWS["some"], 2)
    this = read(html(*blocks(**figures)))
    last = read(html(TITLE.replace("2023", "2022"), *blocks(**figures | {"3.R4.C1": "77"})[1:]))
    carried = [each for each in against_itself(this, last) if each.rule == "carried-over@1"]
    assert [each.outcome for each in carried].count("fail") >= 1
    assert carried[0].sides.difference == Decimal(figures["3.R2.C1"]) - 77


def test_unreadable_is_missing_and_money_is_in_the_forms_unit() -> None:
    report = read(html(*blocks(tables="2", **{"2.R6.C1": "73000元", "2.R3.C1": "若干"})))
    found = entries(report)
    assert found["2.R6.C1"].value == Decimal("7.3")
    assert (found["2.R3.C1"].state, found["2.R3.C1"].text) == ("missing", "若干")
