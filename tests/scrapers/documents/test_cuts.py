"""Rows, labels and heads that the page's end goes through: one again where the text shows it.

The shapes are those of 表三 and 表四 of the yearly report as Word and LibreOffice break them."""

from __future__ import annotations

import pytest

from scrapers.documents.continued import stitched
from scrapers.documents.geometry import Grid

Rows = list[list[str | None]]
Spans = dict[tuple[int, int], tuple[int, int]]
FULL = 0.3
"""Ems left on a line that was filled."""


def part(
    rows: Rows,
    spans: Spans | None = None,
    rooms: dict[int, float] | None = None,
    page: int = 1,
    **more: object,
) -> Grid:
    xs = [70.0 + 40 * column for column in range(len(rows[0]) + 1)]
    ys = [float(60 + 20 * row) for row in range(len(rows) + 1)]
    return Grid(rows, spans or {}, xs, ys, page, page, rooms=rooms or {}, **more)  # type: ignore[arg-type]


def whole(above: Grid, below: Grid) -> tuple[Rows, Spans]:
    table = stitched(above, below)
    assert table is not None
    return table.rows, table.spans


def labels(*numbers: str) -> Rows:
    return [[f"{number}.某种情形", "0", "5"] for number in numbers]


def test_a_group_of_which_one_row_is_left_goes_on() -> None:
    above = part([["三、结果", "(五)不予处理", "1.信访", "2"]], rooms={1: FULL})
    below = part(
        [["", "", "2.重复", "0"], [None, None, "3.要求", ""], [None, "(七)总计", None, "2"]],
        {(0, 0): (3, 1), (0, 1): (2, 1), (2, 1): (1, 2)},
        page=2,
    )
    rows, spans = whole(above, below)
    assert rows == [
        ["三、结果", "(五)不予处理", "1.信访", "2"],
        [None, None, "2.重复", "0"],
        [None, None, "3.要求", ""],
        [None, "(七)总计", None, "2"],
    ]
    assert spans == {(0, 0): (4, 1), (0, 1): (3, 1), (3, 1): (1, 2)}


def test_a_group_whose_label_stands_on_the_next_page_begins_above() -> None:
    above = part([["一、新收", None, "3"], ["", "(一)公开", "1"]], {(0, 0): (1, 2)})
    below = part([["三、结果", "(二)部分", "2"], [None, "(三)不予", "0"]], {(0, 0): (2, 1)}, page=2)
    rows, spans = whole(above, below)
    assert [row[0] for row in rows] == ["一、新收", "三、结果", None, None]
    assert spans == {(0, 0): (1, 2), (1, 0): (3, 1)}


@pytest.mark.parametrize(("room", "joined"), [(FULL, True), (6.0, False), (None, False)])
def test_a_label_cut_in_its_middle_is_one_where_its_line_was_full(room: float | None, joined: bool) -> None:
    above = part(
        [["(四)无法", "1.不掌握", "4"], ["(五)不予", "1.信访", "2"]], rooms={} if room is None else {0: room}
    )
    below = part([["处理", "2.重复", "0"], [None, "3.要求", "1"]], {(0, 0): (2, 1)}, page=2)
    rows, _ = whole(above, below)
    assert [row[0] for row in rows] == (
        ["(四)无法", "(五)不予\n处理", None, None] if joined else ["(四)无法", "(五)不予", "处理", None]
    )


def test_a_row_cut_in_its_label_is_one_row() -> None:
    above = part([*labels("1", "2"), ["3.申请人无正当", "7", ""]], rooms={0: FULL, 1: 4.0})
    below = part([["理由逾期", "", "9"], *labels("4")], page=2)
    rows, _ = whole(above, below)
    assert rows[2:] == [["3.申请人无正当\n理由逾期", "7", "9"], *labels("4")]


@pytest.mark.parametrize(
    "first",
    [
        ["4.申请人逾期", "", ""],  # a number of its own
        ["理由逾期", "5", ""],  # a figure below a figure that had room
    ],
)
def test_a_row_of_its_own_stays_one(first: list[str | None]) -> None:
    above = part([*labels("1", "2"), ["3.申请人无正当", "7", ""]], rooms={0: FULL, 1: 4.0})
    assert len(whole(above, part([first, *labels("5")], page=2))[0]) == 5


def test_a_number_cut_in_its_middle_is_no_row_of_its_own() -> None:
    above = part([*labels("1", "2"), ["3.其他", "522", "0"]], rooms={0: 5.0, 1: FULL, 2: 2.0})
    rows, _ = whole(above, part([["", "37", ""], *labels("4")], page=2))
    assert rows[2:] == [["3.其他", "522\n37", "0"], *labels("4")]


HEADS: Rows = [["申请人", None, "自然人", "法人", None, "总计"]]
SPANS: Spans = {(0, 0): (1, 2), (0, 3): (1, 2)}
BELOW: Rows = [
    ["", None, "", "企业", "其他", ""],
    ["一、新收", None, "3", "0", "0", "3"],
    ["二、上年结转", None, "", "0", "", "0"],
]
BELOW_SPANS: Spans = {(0, 0): (1, 2), (1, 0): (1, 2), (2, 0): (1, 2)}


def test_heads_that_the_page_s_end_goes_through_keep_their_spans() -> None:
    rows, spans = whole(part(HEADS, SPANS), part(BELOW, BELOW_SPANS, page=2))
    assert rows[:2] == [HEADS[0], [None, None, None, "企业", "其他", None]]
    assert spans == {(0, 0): (2, 2), (0, 2): (2, 1), (0, 3): (1, 2), (0, 5): (2, 1)} | {
        (2, 0): (1, 2), (3, 0): (1, 2)
    }  # fmt: skip


def test_heads_that_end_with_the_page_take_no_blank_figure() -> None:
    heads: Rows = [*HEADS, [None, None, None, "企业", "其他", None]]
    spans: Spans = {(0, 0): (2, 2), (0, 2): (2, 1), (0, 3): (1, 2), (0, 5): (2, 1)}
    row: list[str | None] = ["一、新收", None, "", "0", "0", ""]
    rows, found = whole(part(heads, spans), part([row, *BELOW[2:]], {(0, 0): (1, 2), (1, 0): (1, 2)}, page=2))
    assert rows == [*heads, row, BELOW[2]]
    assert found == spans | {(2, 0): (1, 2), (3, 0): (1, 2)}


def test_a_head_is_known_again_where_the_first_page_has_fewer_columns() -> None:
    """Above the cut only rows whose label goes over both columns of labels, below it both."""
    above = Grid(
        [["申请情况", "自然人", "总计"], ["一、新收", "1", "2"]], {}, [70, 150, 200, 250], [60, 80, 100], 1, 1
    )
    below = Grid(
        [["申请\n情况", None, "自然人", "总计"], ["三、结果", "公开", "1", "1"]],
        {(0, 0): (1, 2)},
        [70, 110, 150, 200, 250],
        [60, 80, 100],
        2,
        2,
    )
    rows, spans = whole(above, below)
    assert rows == [
        ["申请情况", None, "自然人", "总计"], ["一、新收", None, "1", "2"], ["三、结果", "公开", "1", "1"]
    ]  # fmt: skip
    assert spans == {(0, 0): (1, 2), (1, 0): (1, 2)}


def test_a_head_of_three_rows_none_of_which_reaches_the_next_is_dropped_whole() -> None:
    """表四: 行政复议 and 行政诉讼 above, their heads two rows high only in the second."""
    heads: Rows = [
        ["复议", None, "诉讼", None],
        ["维持", "纠正", "直接起诉", None],
        [None, None, "维持", "纠正"],
    ]
    spans: Spans = {(0, 0): (1, 2), (0, 2): (1, 2), (1, 0): (2, 1), (1, 1): (2, 1), (1, 2): (1, 2)}
    above, below = part([*map(list, heads)], dict(spans)), part([*heads, ["1", "0", "", "2"]], spans, page=2)
    assert whole(above, below) == ([*heads, ["1", "0", "", "2"]], spans)
