"""Geometry of a page, whoever drew it: signs and lines in, paragraphs and tables out."""

from __future__ import annotations

import random

import pytest

from scrapers.documents.geometry import Glyph, Grid, Rule, page_blocks, page_parts, without_repeats
from scrapers.documents.geometry.records import Line
from scrapers.documents.records import Paragraph, Table


def signs(text: str, x: float, y: float, size: float = 12, step: float | None = None) -> list[Glyph]:
    """A text sign by sign: Chinese ones an em wide, others half of it; y is its upper edge."""
    glyphs = []
    for sign in text:
        wide = size if sign > "\u2e7f" else size / 2
        glyphs.append(Glyph(sign, x, y, x + wide, y + size, size))
        x += step or wide
    return glyphs


def texts(glyphs: list[Glyph], rules: list[Rule] | None = None) -> list[str]:
    blocks = page_blocks(glyphs, rules or [], 1, 595, 842)
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def tables(glyphs: list[Glyph], rules: list[Rule]) -> list[Table]:
    return [block for block in page_blocks(glyphs, rules, 1, 595, 842) if isinstance(block, Table)]


def lattice(xs: list[float], ys: list[float]) -> list[Rule]:
    across = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return across + [Rule(x, ys[0], x, ys[-1]) for x in xs]


@pytest.mark.parametrize(
    ("glyphs", "said"),
    [
        (signs("公开 12 件", 10, 10), "公开 12 件"),
        (signs("总计", 10, 10, step=17), "总计"),  # spread out
        (signs("总计", 10, 10, step=26), "总 计"),
        (signs("ab", 10, 10) + signs("cd", 26, 10), "ab cd"),
        (signs("1", 10, 10) + signs("23", 16.5, 10.4), "123"),  # kerning, another baseline
        (signs("12", 10, 10) + signs("34", 60, 10), "12\t34"),
        (signs("件", 30, 10) + signs("15", 16, 10), "15件"),  # drawn in another order
        (signs("合计", 10, 10) + signs("合计", 10.4, 10.2), "合计"),  # bold by drawing twice
        (signs("11", 10, 10), "11"),
        (signs("m", 10, 10) + signs("2", 16, 8, size=6), "m2"),  # raised
        ([*signs("一", 10, 10), Glyph("一", 22, 15, 34, 16, 12)], "一一"),  # a box of the outline
        # Signs of a second font, drawn after the rest.
        (
            signs("3.危及", 10, 10) + signs("三定", 58, 10) + signs("“", 46, 10) + signs("”", 82, 10),
            "3.危及“三定”",
        ),
        (signs("张", 10, 10) + signs("同志", 34, 10) + signs("㐂", 22, 10), "张㐂同志"),
        # Signs drawn one by one in any order.
        ([signs("372244", 10, 10)[at] for at in (0, 2, 4, 1, 3, 5)], "372244"),
        ([signs("372244", 10, 10)[at] for at in (5, 3, 4, 0, 2, 1)], "372244"),
    ],
)  # fmt: skip
def test_one_line(glyphs: list[Glyph], said: str) -> None:
    assert texts(glyphs) == [said]


def test_lines_of_a_paragraph_whatever_the_order_they_were_drawn_in() -> None:
    lines = ["一二三四五六七八九十甲乙", "丙丁戊己庚辛壬癸子丑寅1", "23件。", "卯辰巳。"]
    rows = [signs(text, 60 + 24 * (number == 3), 100 + 20 * number) for number, text in enumerate(lines)]
    for seed in range(3):
        shuffled = list(rows)
        random.Random(seed).shuffle(shuffled)
        assert texts([glyph for row in shuffled for glyph in row]) == ["".join(lines[:3]), "卯辰巳。"]


def test_a_page_of_nothing() -> None:
    assert page_blocks([], [], 1, 595, 842) == []
    assert tables([], lattice([0, 100, 200], [0, 50, 100])) == []
    assert texts([Glyph(" ", 1, 1, 2, 2, 1)]) == []


def test_edges_that_are_nearly_one_are_one() -> None:
    """Every cell draws its own four edges, each a little off."""
    chance = random.Random(7)
    rules, glyphs = [], []
    for row in range(4):
        for column in range(3):
            x0, y0 = 50 + column * 80 + chance.uniform(-1, 1), 50 + row * 20 + chance.uniform(-1, 1)
            x1, y1 = x0 + 80, y0 + 20
            rules += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
            glyphs += signs(f"{row}{column}", x0 + 5, y0 + 4)
    (table,) = tables(glyphs, rules)
    assert table.rows == tuple(tuple(f"{row}{column}" for column in range(3)) for row in range(4))


def test_spans_both_ways_around_a_middle() -> None:
    """A wheel of five cells: no line goes all the way."""
    rules = [
        Rule(0, 0, 300, 0), Rule(0, 300, 300, 300), Rule(0, 0, 0, 300), Rule(300, 0, 300, 300),
        Rule(0, 100, 200, 100), Rule(200, 0, 200, 200), Rule(100, 200, 300, 200), Rule(100, 100, 100, 300),
    ]  # fmt: skip
    places = {"上": (90, 40), "右": (240, 90), "下": (190, 240), "左": (40, 190), "中": (140, 140)}
    (table,) = tables([glyph for text, (x, y) in places.items() for glyph in signs(text, x, y)], rules)
    assert table.rows == (("上", None, "右"), ("左", "中", None), (None, "下", None))
    assert dict(table.spans) == {(0, 0): (1, 2), (0, 2): (2, 1), (1, 0): (2, 1), (2, 1): (1, 2)}


def test_a_table_without_its_outer_lines_keeps_its_outer_cells() -> None:
    rules = [Rule(50, 80, 250, 80), Rule(50, 110, 250, 110), Rule(150, 50, 150, 140)]
    glyphs = [
        glyph
        for row in range(3)
        for column in range(2)
        for glyph in signs(f"{row}.{column}", 60 + 100 * column, 58 + 30 * row)
    ]
    assert tables(glyphs, [*rules, Rule(200, 50, 200, 140)])[0].rows[0] == ("0.0", "0.1", "")
    (table,) = tables(glyphs, rules)
    assert table.rows[1] == ("1.0", "1.1")


def open_table(rows: list[list[str]], width: float = 300.0, high: float = 20.0) -> tuple[list, list]:  # type: ignore[type-arg]
    """A table without lines at its sides; a row of one text goes over all of it."""
    glyphs, rules = [], [Rule(70, 100, 70 + width, 100)]
    for number, row in enumerate(rows):
        top = 100 + high * number
        rules.append(Rule(70, top + high, 70 + width, top + high))
        step = width / len(row)
        rules += [Rule(70 + step * at, top, 70 + step * at, top + high) for at in range(1, len(row))]
        for column, text in enumerate(row):
            glyphs += signs(text, 75 + step * column, top + 4)
    return glyphs, rules


def test_a_row_over_the_whole_width_does_not_part_a_table_that_is_open_at_its_sides() -> None:
    rows = [["第一项"], ["内容", "制发", "废止"], ["规章", "0", "1"], ["第五项"], ["许可", "7", "2"], ["注"]]
    (table,) = tables(*open_table(rows))
    assert table.rows == tuple(tuple(row) if len(row) > 1 else (*row, None, None) for row in rows)
    assert table.spans == {(row, 0): (1, 3) for row in (0, 3, 5)}


def test_two_tables_open_at_their_sides_are_two() -> None:
    rows = [["内容", "制发", "废止"], ["规章", "0", "1"]]
    above, lines = open_table(rows)
    for below, apart in ((rows, 60), ([["甲", "乙"], ["1", "2"]], 25)):  # far apart; other columns
        glyphs, rules = open_table(below)
        glyphs = [glyph._replace(y0=glyph.y0 + 40 + apart, y1=glyph.y1 + 40 + apart) for glyph in glyphs]
        rules = [rule._replace(y0=rule.y0 + 40 + apart, y1=rule.y1 + 40 + apart) for rule in rules]
        assert len(tables(above + signs("三、情况", 80, 145) + glyphs, lines + rules)) == 2


def test_a_label_written_downwards_is_a_word() -> None:
    rules = lattice([50, 70, 200], [50, 200])
    glyphs = [glyph for row, sign in enumerate("办理结果") for glyph in signs(sign, 54, 60 + 14 * row)]
    (table,) = tables(glyphs + signs("予以公开", 90, 100), rules)
    assert table.rows == (("办理结果", "予以公开"),)


def test_figures_one_below_another_in_one_cell_are_not_one_number() -> None:
    rules = lattice([50, 70, 200], [50, 200])
    glyphs = [glyph for row in range(5) for glyph in signs("0", 54, 60 + 14 * row)]
    (table,) = tables(glyphs + signs("五行", 90, 100), rules)
    assert table.rows == (("0\n0\n0\n0\n0", "五行"),)


def test_a_label_turned_upwards_is_not_read_from_its_end() -> None:
    rules = lattice([50, 70, 200], [50, 200])
    glyphs = [Glyph(sign, 54, 120 - 12 * row, 66, 132 - 12 * row, 12) for row, sign in enumerate("本年度")]
    (table,) = tables(glyphs + signs("年", 90, 100), rules)
    assert table.rows == (("本年度", "年"),)


@pytest.mark.parametrize(("apart", "short"), [(2.2, 3.0), (3.0, 4.5), (4.5, 6.0)])
def test_borders_drawn_double_are_one_line_each(apart: float, short: float) -> None:
    """A box for the table and a box for each cell within it, whose corners touch nothing."""
    rules = lattice([70, 270 + apart], [100, 140 + apart])
    for x in (70, 170):
        for y in (100, 120):
            begin, end, top, low = x + apart, x + 100, y + apart, y + 20
            rules += [Rule(begin + short - apart, at, end - short + apart, at) for at in (top, low)]
            rules += [Rule(at, top + short - apart, at, low - short + apart) for at in (begin, end)]
    glyphs = [
        glyph
        for x in (0, 1)
        for y in (0, 1)
        for glyph in signs(f"{x}{y}", 90 + 100 * x, 105 + 20 * y, size=9)
    ]
    (table,) = tables(glyphs, rules)
    assert table.rows == (("00", "10"), ("01", "11"))


def test_edges_of_neighbours_that_are_not_at_one_place_make_no_row() -> None:
    """A cell over two rows ends 5 points below the row beside it; so does a column in its middle."""
    rules = [Rule(70, y, 370, y) for y in (100, 120, 145, 165)]
    rules += [Rule(170, 140, 370, 140), Rule(70, 100, 70, 165), Rule(370, 100, 370, 165)]
    rules += [Rule(170, 100, 170, 165), Rule(270, 100, 270, 140), Rule(274, 145, 274, 165)]
    places = {(0, 0): (80, 104), (0, 1): (180, 104), (0, 2): (290, 104), (1, 0): (80, 124)}
    places |= {
        (1, 1): (180, 124),
        (1, 2): (290, 124),
        (2, 0): (80, 150),
        (2, 1): (180, 150),
        (2, 2): (290, 150),
    }
    glyphs = [
        glyph for (row, column), place in places.items() for glyph in signs(f"{row}{column}", *place, size=11)
    ]
    (table,) = tables(glyphs, rules)
    assert table.rows == tuple(tuple(f"{row}{column}" for column in range(3)) for row in range(3))
    assert table.spans == {}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["4333 31", "0"], ["433331", "0"]),  # broken at the edge of a box of four digits
        (["1,28 6", "12"], ["1,286", "12"]),
        (["4333 31", ""], ["4333\n31", ""]),  # nothing beside it says that this is one row
        (["4333 31", "12 5"], ["4333\n31", "12\n5"]),  # figures of two rows that no line parts
        (["43 31", "0"], ["43\n31", "0"]),  # there was room
        (["4333 3112", "0"], ["4333\n3112", "0"]),  # two figures as well
    ],
)
def test_a_number_broken_in_a_narrow_cell(cells: list[str], said: list[str]) -> None:
    rules = lattice([70, 170, 200, 230], [100, 140])
    glyphs = signs("名称", 74, 110)
    for column, text in enumerate(cells):
        for line_, piece in enumerate(text.split()):
            glyphs += signs(piece, 173 + 30 * column, 104 + 16 * line_)
    (table,) = tables(glyphs, rules)
    assert table.rows == (("名称", *said),)


def test_thick_lines_that_end_within_a_low_row_do_not_divide_it() -> None:
    ys = [100, 111, 122, 133]
    rules = [Rule(70, y, 270, y) for y in ys] + [Rule(x, 100, x, 133) for x in (70, 270)]
    rules += [Rule(170, 98, 170, 114.4), Rule(170, 118.6, 170, 135)]
    glyphs = signs("a", 80, 102, 7) + signs("b", 180, 102, 7) + signs("第五项", 150, 113, 7)
    (table,) = tables(glyphs + signs("c", 80, 124, 7) + signs("d", 180, 124, 7), rules)
    assert table.rows == (("a", "b"), ("第五项", None), ("c", "d"))


def test_lines_nearly_at_one_place_in_two_tables_are_not_moved() -> None:
    """The upper table begins 1.8 points further in: the lower one keeps its own edges, for the next page."""
    rules = lattice([72.7, 185, 522.7], [500, 512, 700]) + lattice([70.9, 284, 524.5], [750, 762, 775])
    first, second = page_parts(
        [Glyph("上", 80, 505, 90, 511, 6), Glyph("下", 80, 752, 90, 758, 6)], rules, 1, 595, 842
    )
    assert isinstance(first, Grid) and isinstance(second, Grid)
    assert (first.xs, second.xs) == ([72.7, 185, 522.7], [70.9, 284, 524.5])


def test_squared_paper_and_drawings_are_no_tables_and_take_no_time() -> None:
    paper = lattice([float(x) for x in range(0, 3000, 5)], [float(y) for y in range(0, 3000, 5)])
    assert tables(signs("图", 100, 100), paper) == []
    chance = random.Random(3)
    dots = [
        Rule(x, y, x + 6, y)
        for x, y in ((chance.uniform(0, 590), chance.uniform(0, 840)) for _ in range(9000))
    ]
    assert texts(signs("图", 100, 100), dots) == ["图"]


def line(text: str, page: int, y: float) -> Line:
    return Line(text, 70, y, 300, y + 12, 12, page=page)


@pytest.mark.parametrize(
    "mark", ["- {} -", "— {} —", "{}", "第 {} 页", "第{}页 共3页", "Page {} of 3", "{}/3", "·{}·"]
)
def test_page_numbers_are_found(mark: str) -> None:
    pages = [[line(f"正文{page}。", page, 400), line(mark.format(page), page, 800)] for page in (1, 2, 3)]
    kept, count, said = without_repeats(pages, [842] * 3, [1, 2, 3])
    assert [[part.text for part in parts if isinstance(part, Line)] for parts in kept] == [
        ["正文1。"], ["正文2。"], ["正文3。"]
    ]  # fmt: skip
    assert (count, said) == (3, [])


def test_figures_at_the_edge_are_no_page_numbers() -> None:
    pages = [[line(text, page, 800)] for page, text in ((1, "350"), (2, "1286"), (3, "350,120"))]
    kept, count, _ = without_repeats(pages, [842] * 3, [1, 2, 3])
    assert count == 0 and kept == pages
    zeros = [[line("0", page, 800), line(str(page * 7 % 5), page, 815)] for page in range(1, 9)]
    assert without_repeats(zeros, [842] * 8, range(1, 9))[1] == 0
    assert without_repeats([[line("合计", 1, 400), line("1", 1, 800)]], [842], [1])[1] == 0


def test_a_page_number_below_tables_and_a_few_lines_is_found() -> None:
    """Lines far apart with tables between them say nothing of how far apart lines stand."""
    table = [Grid([["1"]], {}, [70, 500], [y, y + 150]) for y in (100, 300, 500)]
    texts_ = [line("三、", 1, 80), line("四、", 1, 280), line("五、", 1, 480), line("正文", 1, 680)]
    parts = [part for pair in zip(texts_, [*table, line("正文", 1, 700)], strict=True) for part in pair]
    kept, count, _ = without_repeats([[*parts, line("- 2 -", 1, 800)]], [842], [2])
    assert (count, kept) == (1, [parts])


def test_a_page_number_close_below_a_row_cut_off_its_table_is_found() -> None:
    texts_ = [line(f"正文{row}", 1, 60 + 20 * row) for row in range(30)]
    cut = line("第二十条", 1, 780)
    cut.box = Rule(60, 776, 536, 793)
    kept, count, _ = without_repeats([[*texts_, cut, line("- 2 -", 1, 799)]], [842], [2])
    assert (count, kept) == (1, [[*texts_, cut]])


def test_a_head_on_other_pages_is_one_where_the_text_begins_close_below_it() -> None:
    pages = [
        [
            line("某县林业局年报", page, 37),
            *(line(f"{page}正文{row}", page, y + 21 * row) for row in range(9)),
        ]
        for page, y in ((1, 90), (2, 58), (3, 90), (4, 90))
    ]
    kept, count, said = without_repeats(pages, [842] * 4, range(1, 5))
    assert (count, said) == (3, ["某县林业局年报"])
    assert [len(parts) for parts in kept] == [10, 9, 9, 9]
