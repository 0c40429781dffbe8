"""Labels and their values: on one line, side by side, and below each other in one box."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.items.test_item import BODY, TITLE, read


@pytest.mark.parametrize(
    "info",
    [
        "<div>发布日期：2024-01-09 浏览次数：12</div>",
        "<div>发布日期：<br>2024-01-09<br>浏览次数：12</div>",
        "<div><span>发布日期：</span><span>2024-01-09</span></div>",
        "<table><tr><td>发布日期</td><td>2024-01-09</td></tr></table>",
    ],
)
def test_a_date_beside_or_below_its_label_is_its_value(info: str) -> None:
    item = read(f"<h1>{TITLE}</h1>{info}{BODY}")
    assert item.published is not None and item.published.iso() == "2024-01-09"


def test_an_empty_label_above_the_text_takes_no_line_of_it() -> None:
    item = read(f"<h1>{TITLE}</h1><div>来源：<br>各乡镇人民政府：<br>现将有关事项通知如下。</div>{BODY}")
    assert item.unit is None
