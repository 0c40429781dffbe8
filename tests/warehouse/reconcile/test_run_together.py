"""Tables that a page's text kept without their borders: what is cut is right, and what is not is said."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.warehouse.reconcile.making import HEADS, TITLE, blocks, grid, read, text
from warehouse.forms import form_named
from warehouse.reconcile import PublishedReport
from warehouse.reconcile.shape import shape

COLUMNS = range(1, 7)
LEAVES = {
    form: sorted(
        {
            c.code.rpartition(".")[0]
            for c in form_named(form).table("3").values
            if c.code.startswith("3.R3.") and not c.code.startswith("3.R3.7")
        }
    )
    for form in ("report-2019", "report-2021")
}


def consistent(form: str, draw: Callable[[random.Random], int], seed: int) -> dict[str, str]:
    """Figures of 表三 and 表四 that fulfil every identity."""
    dice = random.Random(seed)
    found: dict[str, int] = {}
    for column in COLUMNS:
        for leaf in LEAVES[form]:
            found[f"{leaf}.C{column}"] = draw(dice)
        closed = sum(found[f"{leaf}.C{column}"] for leaf in LEAVES[form])
        carried, left = draw(dice), draw(dice)
        carried = min(carried, closed + left)
        found |= {f"3.R3.7.C{column}": closed, f"3.R4.C{column}": left, f"3.R2.C{column}": carried}
        found[f"3.R1.C{column}"] = closed + left - carried
    for row in [*LEAVES[form], "3.R1", "3.R2", "3.R3.7", "3.R4"]:
        found[f"{row}.C7"] = sum(found[f"{row}.C{column}"] for column in COLUMNS)
    for group in (1, 2, 3):
        results = [draw(dice) for _ in range(4)]
        found |= {f"4.G{group}.{at}": each for at, each in enumerate([*results, sum(results)], 1)}
    return {code: str(figure) for code, figure in found.items()}


DRAWS: dict[str, Callable[[random.Random], int]] = {
    "none": lambda dice: 0,
    "few": lambda dice: dice.choice([0] * 9 + [1, 2, 12]),
    "some": lambda dice: dice.choice([0, 0, 0, 1, 2, 3, 10, 25]),
    "many": lambda dice: dice.randrange(120),
}


def run_together(form: str, figures: dict[str, str], between: str = "", behind: str = "") -> PublishedReport:
    return read(text(*blocks(form, **figures), between=between, behind=behind))


def wrong(report: PublishedReport, figures: dict[str, str]) -> dict[str, str | None]:
    """Cells that were read, and otherwise than they were printed."""
    cells = {code: report.cells[code] for code in figures}
    return {
        code: cell.text
        for code, cell in cells.items()
        if cell.state != "unreadable" and (cell.text != figures[code] or cell.state == "missing")
    }


@pytest.mark.parametrize(
    ("draw", "seed"), [("none", 0), ("few", 0), ("few", 1), ("some", 0), ("some", 1), ("many", 1)]
)
@pytest.mark.parametrize("form", LEAVES)
def test_what_is_cut_is_right(form: str, draw: str, seed: int) -> None:
    figures = consistent(form, DRAWS[draw], seed)
    report = run_together(form, figures)
    assert (report.form, wrong(report, figures)) == (form, {})
    open_ = {code for code in figures if report.cells[code].state == "unreadable"}
    told = {code for each in report.problems if each.kind == "undecided" for code in each.codes}
    assert told & set(figures) == open_
    # Of nearly all rows one way to cut them is left.
    assert len(open_) < len(figures) // 20


@pytest.mark.parametrize(("form", "draw"), [("report-2019", "few"), ("report-2021", "some")])
def test_what_is_cut_of_tables_with_blank_cells_is_right(form: str, draw: str) -> None:
    """An organ that leaves out its noughts: where the columns do not say in which cell a figure stands, it
    is not read."""
    figures = {
        code: "" if figure == "0" else figure for code, figure in consistent(form, DRAWS[draw], 7).items()
    }
    report = run_together(form, figures)
    assert wrong(report, figures) == {}


SEPARATED = {
    # Between cells, behind rows: as crawlers kept them (河北省教育厅, 科技厅).
    "bars": (" | ", " |\n| "),
    "tabs": ("\t", "\n"),
    "line ends": ("\n\n\n", "\n\n\n\n\n"),
    "wide spaces": ("\u3000\u3000", "\u3000\u3000"),
    "spaces": (" ", "\n"),
}


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("name", SEPARATED)
def test_cells_that_are_set_apart_are_counted(name: str, blank: bool) -> None:
    figures = consistent("report-2021", DRAWS["some"], 3)
    if blank:
        # One row is whole, so that it shows what parts two cells.
        kept = {code for code in figures if code.startswith("3.R1.")}
        figures = {c: "" if figure == "0" and c not in kept else figure for c, figure in figures.items()}
    report = run_together("report-2021", figures, *SEPARATED[name])
    assert wrong(report, figures) == {}
    assert not blank or sum(cell.state == "blank" for cell in report.cells.values()) > 40
    if not blank:
        assert all(report.cells[code].text == figure for code, figure in figures.items())


def test_a_table_that_breaks_its_identities_is_cut_so_that_it_breaks_the_fewest() -> None:
    figures = consistent("report-2021", DRAWS["none"], 0)
    figures |= {"3.R1.C1": "11", "3.R1.C7": "11", "3.R3.1.C1": "11", "3.R3.1.C7": "11"}
    # As 科技厅 2022 printed it: 2 natural persons of 11.
    figures |= {"3.R3.7.C1": "2", "3.R3.7.C7": "11"}
    report = run_together("report-2021", figures)
    assert wrong(report, figures) == {}
    (problem,) = [each for each in report.problems if each.kind == "identity"]
    assert "3 项" in problem.message


def test_cells_whose_marks_were_lost_with_the_blank_ones_are_not_placed() -> None:
    """`2 2` in seven cells is two of one kind of applicant, but nobody knows which."""
    figures = {value.code: "" for value in form_named("report-2021").values if value.table in "34"}
    figures |= dict.fromkeys(("3.R1.C3", "3.R1.C7", "3.R3.1.C3", "3.R3.1.C7", "3.R3.7.C3", "3.R3.7.C7"), "2")
    figures |= {f"3.R2.C{column}": "0" for column in range(1, 8)}
    content, name = text(*blocks("report-2021", **figures), between="\n", behind="\n")
    lines = [line for line in content.decode().split("\n") if line]
    report = read(("\n".join(lines).encode(), name))
    assert wrong(report, figures) == {}
    assert [report.cells[f"3.R1.C{column}"].state for column in range(1, 8)] == ["unreadable"] * 6 + ["given"]


def test_words_in_a_cell_are_told() -> None:
    figures = consistent("report-2021", DRAWS["few"], 2) | {"3.R2.C3": "详见附件"}
    report = run_together("report-2021", figures, "\t", "\n")
    assert wrong(report, figures) == {}
    assert report.cells["3.R2.C3"].state == "unreadable"
    assert ["3.R2.C3"] in [[*each.codes] for each in report.problems if each.kind == "cell"]


def test_a_note_behind_the_table_of_cases() -> None:
    figures = consistent("report-2021", DRAWS["few"], 5)
    made = blocks("report-2021", **figures)
    at = made.index("五、存在的主要问题及改进情况")
    made.insert(at, "注：行政复议、行政诉讼数量含上年度结转数量。")
    report = read(text(*made, between="", behind=""))
    assert {code: report.cells[code].text for code in figures if code[0] == "4"} == {
        code: figure for code, figure in figures.items() if code[0] == "4"
    }


def test_labels_that_lines_part_around_their_figures() -> None:
    """As a page without ruled lines comes out: each label's first line with the figures, then its rest,
    groups set upright beside them, heads of 表四 sign below sign."""
    figures = consistent("report-2021", DRAWS["some"], 4)
    lines = [TITLE, "一、总体情况", HEADS["2"], HEADS["3"]]
    for row in shape("report-2021", "3").rows:
        at = len(row.label) * 2 // 3 if len(row.label) > 10 else len(row.label)
        printed = " ".join(figures[value.code] for value in row.values)
        lines += [f"不予公\n开 {row.label[:at]} {printed}", row.label[at:]]
    heads = "行政复议 行政诉讼\n结 结 其 尚 总 未经复议直接起诉 复议后起诉\n果 果 他 未 计\n维 纠 结 审"
    cases = [figures[value.code] for value in shape("report-2021", "4").rows[0].values]
    lines += [HEADS["4"], heads, "\t".join(cases), "五、存在的主要问题及改进情况", "3月5日前整改。"]
    report = read(("\n".join(lines).encode(), "report.txt"))
    assert {code: report.cells[code].text for code in figures} == figures
    assert {report.cells[code].by for code in figures if code[0] == "4"} == {"position"}
    told = {code for each in report.problems if each.kind == "position" for code in each.codes}
    assert told == {code for code in figures if report.cells[code].by == "position"}


@pytest.mark.parametrize("between", ["", "\t"])
def test_the_older_table_of_requests_in_a_text(between: str) -> None:
    """The new 表二 with the old row （六）其他处理 (洪泽 2023), as a page's text keeps it."""
    figures = consistent("report-2019", DRAWS["few"], 3)
    made = blocks("report-2021", changes={"3": lambda _: [grid("report-2019", "3", figures)]}, tables="23")
    report = read(text(*made, between=between, behind=between and "\n"))
    requests = {code: figure for code, figure in figures.items() if code[0] == "3"}
    assert {code: report.cells[code].text for code in requests} == requests
    assert report.cells["3.R3.6.C1"].form == "report-2019"
