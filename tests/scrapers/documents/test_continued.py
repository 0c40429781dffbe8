"""Tables that go on on the next page are one, and those that merely follow one another are not."""

from __future__ import annotations

from scrapers.documents.continued import joined
from scrapers.documents.geometry import Grid, Line, Rule

HIGH = 842.0


def grid(
    rows: list[list[str | None]],
    page: int,
    spans: dict[tuple[int, int], tuple[int, int]] | None = None,
    xs: list[float] | None = None,
    top: float = 700.0,
    bottom: float = 780.0,
    **more: bool,
) -> Grid:
    """A table at the lower edge of its page; `first` puts it at the upper edge."""
    edges = xs or [70.0 + 100 * column for column in range(len(rows[0]) + 1)]
    ys = [top + (bottom - top) * row / len(rows) for row in range(len(rows) + 1)]
    return Grid(rows, spans or {}, edges, ys, page, page, **more)


def first(rows: list[list[str | None]], page: int, **more: object) -> Grid:
    return grid(rows, page, top=70.0, bottom=200.0, **more)  # type: ignore[arg-type]


def line(text: str, page: int = 1) -> Line:
    return Line(text, 70, 60, 200, 72, 12, page=page)


def parts_of(*pages: list[Line | Grid]) -> list[Line | Grid]:
    return joined(pages, [HIGH] * len(pages))


def rows_of(part: Line | Grid) -> list[list[str | None]]:
    assert isinstance(part, Grid)
    return part.rows


HEAD: list[str | None] = ["单位", "件数"]


def test_a_table_over_three_pages_is_one_and_its_head_is_there_once() -> None:
    (table,) = parts_of(
        [grid([HEAD, ["甲", "1"]], 1, top=80)],
        [grid([HEAD, ["乙", "2"]], 2, top=80)],
        [first([HEAD, ["丙", "3"]], 3)],
    )
    assert rows_of(table) == [HEAD, ["甲", "1"], ["乙", "2"], ["丙", "3"]]
    assert isinstance(table, Grid) and (table.page, table.last_page) == (1, 3)


def test_a_head_of_two_rows_is_dropped_whole_and_equal_rows_of_figures_are_kept() -> None:
    head: list[list[str | None]] = [["单位", "件数", None], [None, "本年", "上年"]]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2)}
    row: list[str | None] = ["", "0", "0"]
    (table,) = parts_of([grid([*head, row], 1, spans)], [first([*head, row], 2, spans=spans)])
    assert rows_of(table) == [*head, row, row]
    same: list[str | None] = ["0", "0"]
    (bare,) = parts_of([grid([same, ["1", "2"]], 1)], [first([same, ["3", "4"]], 2)])
    assert rows_of(bare) == [same, ["1", "2"], same, ["3", "4"]]


def test_a_label_beside_several_rows_goes_on() -> None:
    above = grid([["三、办理结果", "予以公开", "1"], [None, "不予公开", "2"]], 1, {(0, 0): (2, 1)})
    below = first(
        [["", "不予处理", "3"], [None, "总计", "6"], ["四、结转", None, "0"]],
        2,
        spans={(0, 0): (2, 1), (2, 0): (1, 2)},
    )
    (table,) = parts_of([above], [below])
    assert rows_of(table) == [
        ["三、办理结果", "予以公开", "1"], [None, "不予公开", "2"], [None, "不予处理", "3"],
        [None, "总计", "6"], ["四、结转", None, "0"],
    ]  # fmt: skip
    assert isinstance(table, Grid) and table.spans == {(0, 0): (4, 1), (4, 0): (1, 2)}


def test_fewer_columns_at_the_same_edges_are_the_same_table() -> None:
    above = grid([["信息内容", "制发", "废止"], ["规章", "0", "1"]], 1, xs=[70, 200, 300, 400])
    below = first([["行政许可", "550"]], 2, xs=[70.8, 201, 400.5])
    (table,) = parts_of([above], [below])
    assert rows_of(table)[2] == ["行政许可", "550", None]
    assert isinstance(table, Grid) and table.spans == {(2, 1): (1, 2)}


def test_what_is_another_table() -> None:
    above = grid([HEAD, ["甲", "1"]], 1)
    for page in (
        [line("表二", 2), first([HEAD, ["乙", "2"]], 2)],  # a heading between
        [first([["甲", "乙"]], 2, xs=[70, 150, 270])],  # other columns
        [first([["甲", "乙"]], 2, xs=[70, 170, 350])],  # another width
        [grid([["乙", "2"]], 2, top=500)],  # not at the top of the page
        [first([["乙", "2"]], 3)],  # a page between
    ):
        assert len([part for part in parts_of([above], page) if isinstance(part, Grid)]) == 2
    early = grid([HEAD, ["甲", "1"]], 1, top=100, bottom=300)  # room left below it
    assert len(parts_of([early], [first([["乙", "2"]], 2)])) == 2


def test_a_row_that_the_page_s_end_cut_is_one_only_where_that_is_certain() -> None:
    above = [["1", "关于进一步加强", "林业局"]]
    rest = [["", "管理的通知", ""], ["2", "另一件", "农业局"]]
    (cut,) = parts_of([grid([*above], 1, open_bottom=True)], [first([*map(list, rest)], 2)])
    assert rows_of(cut) == [["1", "关于进一步加强\n管理的通知", "林业局"], ["2", "另一件", "农业局"]]
    (closed,) = parts_of([grid([*map(list, above)], 1)], [first([*map(list, rest)], 2)])
    assert len(rows_of(closed)) == 3, "a line was drawn between"
    (figures,) = parts_of(
        [grid([["1", "12", "x"]], 1, open_bottom=True)], [first([["", "34", ""]], 2, open_top=True)]
    )
    assert rows_of(figures) == [["1", "12", "x"], ["", "34", ""]], "figures are never joined"


def test_a_row_of_one_cell_that_stands_alone_on_its_page_is_a_row() -> None:
    """第二十条第(一)项 at the foot of a page, the rest of the table on the next one."""
    box, other = Rule(70, 700, 370, 720), Rule(70, 700, 300, 720)
    title = Line("第二十条", 180, 704, 240, 716, 12, box=box)
    rest: list[list[str | None]] = [["信息内容", "制发", "废止"], ["规章", "0", "1"]]
    before, table = parts_of([line("二、公开"), title], [first(rest, 2)])
    assert isinstance(before, Line)
    assert rows_of(table) == [["第二十条", None, None], *rest]
    below = Line("注:含上年", 80, 64, 200, 76, 12, page=2, box=Rule(70, 60, 370, 80))
    (whole,) = parts_of([grid([*map(list, rest)], 1)], [below])
    assert rows_of(whole) == [*rest, ["注:含上年", None, None]]
    apart = Line("一份通知", 180, 704, 240, 716, 12, box=other)  # another width
    assert parts_of([apart], [first([*map(list, rest)], 2)])[0] is apart
