"""Published reports: every figure that a person read of them comes out, or is said to be undecidable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.shared import needs_shared
from tests.warehouse.reconcile.published import Figure, codes, figures, number, reports
from warehouse.reconcile import Counted, Printed, PublishedReport

pytestmark = needs_shared

UNDECIDED = {
    # Three figures without an identity between them: 5225 may be 5 2 25, 5 22 5 or 52 2 5.
    "hebei_gxt_2021": {"2.R2.C1", "2.R2.C2", "2.R2.C3"},
    "hebei_gxt_2023": {"2.R2.C1", "2.R2.C2", "2.R2.C3"},
    "hebei_gxt_2019": {
        # 101077; 156-5997, of which the first is 156; 00 in three cells, one of them blank; 1-10.
        *("2.R2.C1", "2.R2.C2", "2.R2.C3", "2.R3.C2", "2.R3.C3", "2.R4.C1", "2.R4.C2", "2.R4.C3"),
        *("2.R5.C2", "2.R5.C3", "2.R6.C1", "2.R6.C2", "2.R6.C3", "2.R7.C1", "2.R7.C2", "2.R8.C1", "2.R8.C2"),
        # 22 in seven cells: the total is 2, the applicant's column may be any of six.
        *(f"3.{row}.C{column}" for row in ("R1", "R3.1", "R3.7") for column in range(1, 7)),
    },
}
"""Cells of tables that lost their borders and that no identity cuts, by report."""
HEADS = {
    "arxan_2017": ("阿尔山市", 2017, None),
    "hebei_gxt_2019": ("河北省工业和信息化厅", 2019, "report-2019"),
    "hebei_gxt_2021": ("河北省工业和信息化厅", 2021, "report-2021"),
    "hebei_gxt_2023": ("省工业和信息化厅", 2023, "report-2021"),
    "hebei_jyt_2014": ("河北省教育厅", 2014, None),
    "hebei_jyt_2019": ("河北省教育厅", 2019, "report-2019"),
    "hebei_jyt_2022": ("河北省教育厅", 2022, "report-2021"),
    "hebei_kjt_2018": ("河北省科学技术厅", 2018, None),
    "hebei_kjt_2022": ("河北省科学技术厅", 2022, "report-2021"),
    # Their tables were pictures: the six parts and the year say the form.
    "hebei_rst_2020": ("河北省人力资源和社会保障厅", 2020, "report-2019"),
    "hebei_rst_2023": ("河北省人力资源和社会保障厅", 2023, "report-2021"),
    "hongze_2023": ("洪泽区人民政府", 2023, "report-2021"),
    "template_2021": (None, None, "report-2021"),
}


def cells_of(figure: Figure) -> Iterator[Printed]:
    for report in reports()[figure.report]:
        if report.form is not None:
            yield from (report.cells[code] for code in codes(figure, report.form) if code in report.cells)


def is_right(cell: Printed, figure: Figure) -> bool:
    if not figure.figure:
        return cell.state == "blank"
    return cell.state == "given" and cell.value == number(figure.figure) and cell.unit == figure.unit


def says(count: Counted, figure: Figure) -> bool:
    """Whether a count is the figure: number, unit, and some word of what a person called it."""
    pairs = [figure.row[at : at + 2] for at in range(len(figure.row) - 1)]
    named = any(pair in count.what + count.segment for pair in pairs)
    return named and count.number == number(figure.figure) and count.unit == figure.unit


def test_every_figure_of_the_tables_is_read_or_said_to_be_undecidable() -> None:
    right: Counter[str] = Counter()
    for figure in figures():
        cells = [] if figure.table == "text" else [*cells_of(figure)]
        if any(is_right(cell, figure) for cell in cells):
            right[figure.table] += 1
        elif figure.table != "text":
            (cell,) = cells
            assert cell.code in UNDECIDED[figure.report], (figure, cell)
            assert (cell.state, cell.by) == ("unreadable", "cut")
    assert right == {"table2": 71, "table3": 1165, "table4": 90, "statistics": 58}
    assert sum(map(len, UNDECIDED.values())) == 41


def test_what_is_undecidable_is_a_problem_with_its_ways() -> None:
    for report, undecided in UNDECIDED.items():
        problems = [problem for problem in reports()[report][0].problems if problem.kind == "undecided"]
        assert {code for problem in problems for code in problem.codes} == undecided
        assert all("种断法都说得通" in problem.message and problem.where.at for problem in problems)
    (problem,) = (each for each in reports()["hebei_gxt_2021"][0].problems if each.kind == "undecided")
    assert "有 3 种断法都说得通(52 2 5;5 22 5;5 2 25)" in problem.message


def test_every_figure_of_the_texts_is_read() -> None:
    texts = [figure for figure in figures() if figure.table == "text"]
    counts = {name: [count for each in found for count in each.counts] for name, found in reports().items()}
    missing = [f for f in texts if not any(says(count, f) for count in counts[f.report])]
    assert (missing, len(texts)) == ([], 116)


@pytest.mark.parametrize("name", HEADS)
def test_organ_year_and_form(name: str) -> None:
    report = reports()[name][0]
    assert (report.organ, report.year, report.form) == HEADS[name]


def problems_of(report: PublishedReport) -> set[str]:
    return {problem.kind for problem in report.problems} - {"undecided"}


def test_a_mixed_report_has_the_rows_that_it_prints() -> None:
    (report,) = reports()["hongze_2023"]
    assert report.cells["3.R3.6.C1"].form == "report-2019"
    assert {report.cells[f"3.R3.6.{row}.C1"].state for row in (1, 2, 3)} == {"missing"}
    # The page break damaged one label (2.其他法律行政止公开): its row is known by its place.
    assert problems_of(report) == {"mixed", "position"}


def test_faults_of_the_reports_are_told() -> None:
    assert problems_of(reports()["hebei_kjt_2022"][0]) == {"identity"}
    rst = reports()["hebei_rst_2023"][0]
    assert [problem.message for problem in rst.problems if problem.kind == "year"] == [
        "落款日期 2023年1月29日 不晚于报告年度 2023 年"
    ]
    assert problems_of(rst) == {"year", "no_form", "table"}
    assert problems_of(reports()["hebei_jyt_2022"][0]) == set()


def test_a_sentence_in_place_of_the_table_of_cases() -> None:
    (report,) = reports()["hebei_gxt_2019"]
    cases = [cell for code, cell in report.cells.items() if code.startswith("4.")]
    assert {cell.state for cell in cases} == {"not_applicable"}
    assert "未发生涉及政府信息公开的行政复议、行政诉讼案件" in (cases[0].text or "")


@pytest.mark.parametrize(
    ("name", "outcome", "difference"),
    [
        ("hebei_rst_2023", "uncertain", 24),
        ("hebei_jyt_2022", "equal", 0),
        ("hebei_gxt_2023", "uncertain", 4098),
    ],
)
def test_parts_against_totals(name: str, outcome: str, difference: int) -> None:
    added = reports()[name][0].sums
    assert (outcome, difference) in [(each.outcome, each.difference) for each in added]
