"""Tables that go on on the next page are one: the same columns, nothing but heads and feet between."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrapers.documents.geometry.records import Grid, Line
from scrapers.documents.records import Place

_NEAR = 3.0
"""Points between edges of columns on two pages that are one."""
_LOW, _HIGH = 0.62, 0.35
"""Parts of a page's height: a table that goes on ends below the one and begins above the other."""
_FIGURE = re.compile(r"^[\d.,%\s()\-+/:]*\d[\d.,%\s()\-+/:]*$")

Rows = list[list[str | None]]


def joined(pages: Sequence[Sequence[Line | Grid]], heights: Sequence[float]) -> list[Line | Grid]:
    """Parts of all pages in order, tables that go on as one; a head that each page repeats is there once."""
    parts: list[Line | Grid] = []
    height = 0.0
    for page, next_height in zip(pages, heights, strict=True):
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


def stitched(above: Grid, below: Grid) -> Grid | None:
    """Both as one table; None where their columns are not the same."""
    shift = above.xs[0] - below.xs[0]
    head = _head(above, below)
    xs = _columns(above.xs, [x + shift for x in below.xs])
    if xs is None:
        if not head or len(above.xs) != len(below.xs):
            return None
        xs = above.xs
        upper, lower = (above.rows, dict(above.spans)), (below.rows, dict(below.spans))
    else:
        upper = _laid(above, _places(above.xs, xs))
        lower = _laid(below, _places([x + shift for x in below.xs], xs))
    rows, spans = _without_head(*lower, head)
    rows, spans = _one(upper, (rows, spans), above.open_bottom or (below.open_top and not head))
    return Grid(
        rows,
        spans,
        xs,
        below.ys,
        above.page,
        below.last_page,
        above.open_top,
        below.open_bottom,
        above.inner + below.inner,
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


def _laid(grid: Grid, places: list[int]) -> tuple[Rows, dict[Place, Place]]:
    """Rows and spans of a grid on more columns."""
    if places == list(range(len(places))):
        return [list(row) for row in grid.rows], dict(grid.spans)
    width = places[-1]
    rows: Rows = []
    spans = {}
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
    return rows, spans


def _head(above: Grid, below: Grid) -> int:
    """How many rows the lower table begins with that are the upper one's head again: its first row, and those
    that its cells reach into; a title over the whole width does not stand alone."""
    rows = 0
    while rows < min(len(above.rows), len(below.rows) - 1) and above.rows[rows] == below.rows[rows]:
        reach = max(
            (row + size[0] for (row, _), size in above.spans.items() if row <= rows), default=rows + 1
        )
        rows += 1
        title = sum(text is not None for text in above.rows[rows - 1]) == 1
        if rows >= reach and not title:
            break
    texts = [text for row in above.rows[:rows] for text in row if text]
    if not texts or all(_FIGURE.match(text) for text in texts):
        return 0
    return rows


def _without_head(rows: Rows, spans: dict[Place, Place], head: int) -> tuple[Rows, dict[Place, Place]]:
    if not head:
        return rows, spans
    kept = {(row - head, column): size for (row, column), size in spans.items() if row >= head}
    return rows[head:], kept


def _one(
    upper: tuple[Rows, dict[Place, Place]], lower: tuple[Rows, dict[Place, Place]], cut: bool
) -> tuple[Rows, dict[Place, Place]]:
    """The rows of both. A cell that reaches the lower edge goes on in an empty one below it; a row that was
    cut is one again where no line was drawn between the pages (`cut`) or no other row is without a label."""
    rows, spans = upper
    more, more_spans = lower
    labelled = len(rows) > 1 and all(row[0] != "" for row in rows + more[1:])
    if more and (cut or labelled) and _is_rest(rows, spans, more, more_spans):
        for column, text in enumerate(more[0]):
            if text:
                before = rows[-1][column]
                rows[-1][column] = f"{before}\n{text}" if before else text
        more = more[1:]
        more_spans = {(row - 1, column): size for (row, column), size in more_spans.items() if row}
    base = len(rows)
    if more:
        _reaching(rows, spans, more, more_spans)
    spans |= {(row + base, column): size for (row, column), size in more_spans.items()}
    return rows + more, spans


def _reaching(rows: Rows, spans: dict[Place, Place], more: Rows, more_spans: dict[Place, Place]) -> None:
    """Cells of several rows that end with the page and go on below: an empty cell of the same columns."""
    base = len(rows)
    for (row, column), (height, width) in list(spans.items()):
        below = more_spans.get((0, column), (1, 1))
        if height < 2 or row + height != base or more[0][column] != "" or below[1] != width:
            continue
        spans[row, column] = (height + below[0], width)
        more_spans.pop((0, column), None)
        more[0][column] = None


def _is_rest(rows: Rows, spans: dict[Place, Place], more: Rows, more_spans: dict[Place, Place]) -> bool:
    """Whether the first row is the rest of the last one: its first cell is empty, what it says stands below
    text, and no figure is touched."""
    last, first = rows[-1], more[0]
    if any(row == 0 for row, _ in more_spans) or any(
        row + size[0] == len(rows) for (row, _), size in spans.items()
    ):
        return False
    if first[0] != "" or not last[0] or not any(first):
        return False
    return all(
        not text or (above and not _FIGURE.match(text) and not _FIGURE.match(above))
        for text, above in zip(first, last, strict=True)
    )
