"""Tables that go on on the next page are one: the same columns, nothing but heads and feet between."""

from __future__ import annotations

from collections.abc import Sequence

from scrapers.documents.cuts import FIGURE, Part, Rows, one
from scrapers.documents.geometry.records import Grid, Line
from scrapers.documents.records import Place

_NEAR = 3.0
"""Points between edges of columns on two pages that are one."""
_LOW, _HIGH = 0.62, 0.35
"""Parts of a page's height: a table that goes on ends below the one and begins above the other."""


def joined(pages: Sequence[Sequence[Line | Grid]], heights: Sequence[float]) -> list[Line | Grid]:
    """Parts of all pages in order, tables that go on as one; a head that each page repeats is there once."""
    parts: list[Line | Grid] = []
    height = 0.0
    for shown, next_height in zip(pages, heights, strict=True):
        page = _with_cut_row(parts, list(shown))
        first = page[0] if page else None
        last = parts[-1] if parts else None
        whole = None
        if (
            isinstance(last, Grid)
            and isinstance(first, Grid)
            and first.page == last.last_page + 1
            and last.ys[-1] > _LOW * height
            and first.ys[0] < _HIGH * next_height
        ):
            whole = stitched(last, first)
        if whole is not None:
            parts[-1] = whole
            parts.extend(page[1:])
        else:
            parts.extend(page)
        height = next_height
    return parts


def _with_cut_row(parts: list[Line | Grid], page: list[Line | Grid]) -> list[Line | Grid]:
    """The page's parts. Where a table begins it, a frame of that width at the end of `parts` becomes a table
    of one row there: it is the table's first row; likewise the last row of a table that ends `parts`."""
    if not (parts and page):
        return page
    last, first = parts[-1], page[0]
    if isinstance(first, Grid) and isinstance(last, Line) and (row := _row_of(parts[::-1], first)):
        del parts[-row[1] :]
        parts.append(row[0])
    elif isinstance(last, Grid) and isinstance(first, Line) and (row := _row_of(page, last)):
        return [row[0], *page[row[1] :]]
    return page


def _row_of(parts: list[Line | Grid], table: Grid) -> tuple[Grid, int] | None:
    """The row that the first parts are, which stand in one frame as wide as the table, and their number."""
    line = parts[0]
    if not isinstance(line, Line) or line.box is None:
        return None
    box = line.box
    if abs(box.x0 - table.xs[0]) > _NEAR or abs(box.x1 - table.xs[-1]) > _NEAR:
        return None
    lines: list[Line] = []
    for part in parts:
        if not isinstance(part, Line) or part.box != box:
            break
        lines.append(part)
    text = "\n".join(each.text for each in sorted(lines, key=lambda each: each.y0))
    return Grid([[text]], {}, [box.x0, box.x1], [box.y0, box.y1], line.page, line.page), len(lines)


def stitched(above: Grid, below: Grid) -> Grid | None:
    """Both as one table; None where their columns are not the same."""
    shift = above.xs[0] - below.xs[0]
    xs = _columns(above.xs, [x + shift for x in below.xs])
    if xs is None:
        xs = above.xs
        upper, lower = Part(above.rows, dict(above.spans)), Part(below.rows, dict(below.spans))
        head = _head(upper, lower)
        if not head or len(above.xs) != len(below.xs):
            return None
        rooms = above.rooms
    else:
        places = _places(above.xs, xs)
        upper = _laid(above, places)
        lower = _laid(below, _places([x + shift for x in below.xs], xs))
        head = _head(upper, lower)
        rooms = {places[column]: room for column, room in above.rooms.items()}
    cut = above.open_bottom or (below.open_top and not head)
    whole = one(upper, _without_head(lower, head), rooms, cut)
    return Grid(
        whole.rows,
        whole.spans,
        xs,
        below.ys,
        above.page,
        below.last_page,
        above.open_top,
        below.open_bottom,
        above.inner + below.inner,
        below.rooms,
    )


def _columns(above: list[float], below: list[float]) -> list[float] | None:
    """Edges of the columns of both; None where neither's are all among the other's."""
    if abs(above[-1] - below[-1]) > _NEAR:
        return None
    fewer, more = sorted((above, below), key=len)
    if all(any(abs(edge - other) <= _NEAR for other in more) for edge in fewer):
        return more
    return None


def _places(edges: list[float], xs: list[float]) -> list[int]:
    """Which of the edges `xs` each edge is."""
    return [min(range(len(xs)), key=lambda index: abs(xs[index] - edge)) for edge in edges]


def _laid(grid: Grid, places: list[int]) -> Part:
    """Rows and spans of a grid on more columns."""
    if places == list(range(len(places))):
        return Part([list(row) for row in grid.rows], dict(grid.spans))
    width = places[-1]
    rows: Rows = []
    spans: dict[Place, Place] = {}
    for number, row in enumerate(grid.rows):
        wide: list[str | None] = [None] * width
        for column, text in enumerate(row):
            if text is None:
                continue
            height, columns = grid.spans.get((number, column), (1, 1))
            begin, end = places[column], places[column + columns]
            wide[begin] = text
            if height > 1 or end - begin > 1:
                spans[number, begin] = (height, end - begin)
        rows.append(wide)
    return Part(rows, spans)


def _head(above: Part, below: Part) -> int:
    """How many rows the lower table begins with that are the upper one's head again: its first row, and those
    that its cells reach into or divide; a title over the whole width does not stand alone."""
    rows = 0
    while rows < min(len(above.rows), len(below.rows) - 1) and _same(above.rows[rows], below.rows[rows]):
        texts = [column for column, text in enumerate(above.rows[rows]) if text is not None]
        sizes = [above.spans.get((rows, column), (1, 1)) for column in texts]
        reach = max((row + size[0] for (row, _), size in above.spans.items() if row <= rows), default=0)
        rows += 1
        over_several = any(width > 1 for _, width in sizes)
        if rows >= reach and len(texts) > 1 and not (over_several and _is_divided(above, rows)):
            break
    texts_of_head = [text for row in above.rows[:rows] for text in row if text]
    if not texts_of_head or all(FIGURE.match(text) for text in texts_of_head):
        return 0
    return rows


def _is_divided(part: Part, row: int) -> bool:
    """Whether a row can be heads of single columns under one that goes over several: it has no figure."""
    if row >= len(part.rows):
        return False
    return not any(text and FIGURE.match(text) for text in part.rows[row])


def _same(row: list[str | None], other: list[str | None]) -> bool:
    """Whether two rows say the same, however their lines are broken."""
    return [text and "".join(text.split()) for text in row] == [
        text and "".join(text.split()) for text in other
    ]


def _without_head(part: Part, head: int) -> Part:
    kept = {(row - head, column): size for (row, column), size in part.spans.items() if row >= head}
    return Part(part.rows[head:], kept)
