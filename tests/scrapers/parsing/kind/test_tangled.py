"""Pages of more levels than a browser builds: their boxes are lost, so no row of them is believed."""

from __future__ import annotations

import pytest

from scrapers.parsing import parse_item, parse_list
from scrapers.records import ItemPage, ListPage, OtherPage, Page

URL = "http://www.example.gov.cn/xxgk/tzgg/index.html"
ROW = '<li><a href="t{0}.html">关于做好第{0}号工作的通知</a><span>2017-09-{0}</span></li>'
ROWS = "".join(ROW.format(day) for day in range(10, 30))
NAV = "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in ("政务公开", "政务服务", "互动交流"))
LIST = f"<ul class=nav>{NAV}</ul><div class=list><ul>{ROWS}</ul></div>"
ITEM = "<h1>做好预算公开工作的通知</h1><p>发布时间：2017-09-18 来源：县财政局</p><div id=zoom>各乡镇：</div>"


def page(markup: str) -> Page:
    return Page(URL, f"<html><head><title>通知公告</title></head><body>{markup}</body></html>".encode(), None)


@pytest.mark.parametrize("opened", ["<div><b>", "<section>", "<table><tr><td>", "<blockquote>文"])
@pytest.mark.parametrize("inside", [LIST, ITEM])
def test_boxes_beyond_count_lose_the_page(opened: str, inside: str) -> None:
    for read in (parse_list, parse_item):
        found = read(page(opened * 5_000 + inside))
        assert isinstance(found, OtherPage) and found.outcome == "unreadable" and "嵌套" in found.reason


@pytest.mark.parametrize("opened", ["<font color=red>", "<b>", "<span><font>", "<o:p>"])
def test_marks_of_how_text_looks_lose_nothing(opened: str) -> None:
    listing, item = parse_list(page(opened * 5_000 + LIST)), parse_item(page(opened * 5_000 + ITEM))
    assert isinstance(listing, ListPage) and len(listing.entries) == 20
    assert isinstance(item, ItemPage) and item.unit == "县财政局"


def test_a_deep_page_that_a_browser_builds_is_read() -> None:
    listing = parse_list(page("<div>" * 300 + LIST + "</div>" * 300))
    assert isinstance(listing, ListPage) and len(listing.entries) == 20
