"""What could be the list's rows: table rows, or their cells where a table sets items side by side."""

from __future__ import annotations

import pytest

from scrapers.records import OtherPage
from tests.scrapers.parsing.sample_lists import NAMES, frame, read, read_other, titles


def _table(cells: int, second: str) -> str:
    """Six items in a table, `cells` of them in a row; each followed by a cell that leads to `second`."""
    items = [f'<td><a href="201705/t201705{n}.html">{name}</a></td>' for n, name in enumerate(NAMES, 10)]
    if second:
        items = [f'{item}<td><a href="{second}">县财政局</a></td>' for item in items]
    rows = ["".join(items[at : at + cells]) for at in range(0, len(items), cells)]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


@pytest.mark.parametrize(("cells", "second"), [(1, ""), (2, ""), (3, ""), (1, "/bm/czj/")])
def test_cells_are_rows_where_a_table_sets_items_side_by_side(cells: int, second: str) -> None:
    assert titles(read(frame(_table(cells, second)))) == list(NAMES)


@pytest.mark.parametrize("cells", [2, 3])
def test_cells_are_rows_also_where_some_lead_to_documents(cells: int) -> None:
    ends = (
        "201705/t20170510.html",
        "P02017051100.pdf",
        "W02017051200.doc",
        "content/post_3001.html",
        "/a/7001.xls",
        "8002.htm",
    )
    items = [f'<td>·<a href="{end}">{name}</a></td>' for end, name in zip(ends, NAMES, strict=True)]
    table = "".join(f"<tr>{''.join(items[at : at + cells])}</tr>" for at in range(0, 6, cells))
    assert titles(read(frame(f"<table>{table}</table>"))) == list(NAMES)


def test_boxes_without_addresses_and_without_a_pager_are_no_list() -> None:
    boxes = "".join(f'<div class="b"><a href="javascript:;">{name}</a></div>' for name in NAMES[:2])
    assert isinstance(read_other(frame(boxes)), OtherPage)
