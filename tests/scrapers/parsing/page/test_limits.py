"""Each number of page/limits.py that no saved page needs, by a page that reads wrongly without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scrapers.parsing import parse_item
from scrapers.parsing.page import apart, headings, labels, limits
from scrapers.records import ItemPage, Page

TITLE = "关于印发青山县河道清淤实施方案的通知"
TEXT = "各乡镇人民政府要结合本地实际组织河道清淤工作"
DATE = "<p>发布时间：2017-05-10</p>"
NEVER = 10**9
# name → value at which it says nothing, page, field, what the page states
PAGES: dict[str, tuple[float, str, str, Any]] = {
    "HEADING_LINES": (NEVER, f"<div class=title>{'第一期<br>' * 8}</div>{DATE}", "title", None),
    "LONGEST_TITLE": (NEVER, f"<div class=title>{TEXT * 12}</div>{DATE}", "title", None),
    "UNMARKED_LINE": (NEVER, f"<h1>{TITLE}</h1><p>[所属栏目] {TEXT * 6}</p>{DATE}", "column", None),
    "VALUE": (
        NEVER,
        f"<h1>{TITLE}</h1>{DATE}<div><div>文号：</div><div>青政〔2017〕3号"
        f"{TEXT * 2}的有关规定执行到位</div></div>",
        "document_number",
        None,
    ),
    "NAME": (
        NEVER,
        f"<h1>{TITLE}</h1><div><div>所属栏目：</div><div>{TEXT * 2}</div></div>{DATE}",
        "column",
        None,
    ),
    "VALUE_BELOW": (
        NEVER,
        f"<h1>{TITLE}</h1><dl><dt>所属栏目：</dt><dd>{TEXT * 12}</dd></dl>{DATE}",
        "column",
        None,
    ),
    "SHORTEST_NAME": (0, f"<h1>{TITLE}</h1><p>发布时间：2017-05-10 来源：县</p>", "unit", None),
    "LONGEST_NAME": (NEVER, f"<h1>{TITLE}</h1><p>发布时间：2017-05-10 来源：{TEXT * 3}</p>", "unit", None),
    "SAME_MINUTES": (
        0,
        "<meta name=maketime content='2024-01-05 10:00:00'><meta name=PubDate content='2024-01-05 10:01'>"
        f"<h1>{TITLE}</h1><p>全文</p>",
        "published",
        None,
    ),
}


@pytest.fixture
def forgetting() -> Iterator[Callable[[], None]]:
    """Forgets what was read by other numbers, also afterwards."""

    def forget() -> None:
        for module in (apart, headings, labels):
            for memo in vars(module).values():
                if hasattr(memo, "cache_clear"):
                    memo.cache_clear()

    yield forget
    forget()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_the_number(
    name: str, monkeypatch: pytest.MonkeyPatch, forgetting: Callable[[], None]
) -> None:
    neutral, body, field, stated = PAGES[name]

    def read() -> Any:
        item = parse_item(Page("http://www.qs.gov.cn/a/1.html", body.encode(), "text/html; charset=utf-8"))
        assert isinstance(item, ItemPage)
        return getattr(item, field)

    assert read() == stated
    monkeypatch.setattr(limits, name, neutral)
    forgetting()
    assert read() != stated
