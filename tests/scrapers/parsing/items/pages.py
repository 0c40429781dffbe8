"""Small item pages for the tests of fields: a county's notice with a text, and what stands above it."""

from __future__ import annotations

from scrapers.parsing import parse_item
from scrapers.records import ItemPage, Page

TITLE = "甲乙县人民政府关于印发防汛应急预案的通知"
TEXT = f"<div id=zoom>{'<p>现将有关事项通知如下，请结合实际认真贯彻执行。请各单位抓好落实。</p>' * 6}</div>"
DATED = "http://www.jiayi.gov.cn/xxgk/tzgg/202009/t20200922_5009.html"
UNDATED = "http://www.jiayi.gov.cn/show.asp?id=5009"


def read(head: str, tags: str = "<title>甲乙县人民政府</title>", url: str = UNDATED) -> ItemPage:
    """What the page states with `head` above its text."""
    page = f"<html><head>{tags}</head><body><div class=nav><a href=/>首页</a></div><div>{head}{TEXT}</div>"
    item = parse_item(Page(url, page.encode(), "text/html; charset=utf-8"))
    assert isinstance(item, ItemPage)
    return item


def info(line: str, url: str = UNDATED) -> ItemPage:
    """An item with that line below its title."""
    return read(f"<h1>{TITLE}</h1><div class=info>{line}</div>", url=url)


def published(item: ItemPage) -> str | None:
    """The publish date as people write it."""
    return item.published.iso() if item.published else None
