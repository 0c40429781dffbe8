"""Each number of kind/limits.py that no saved page needs, by a page taken for another kind without it."""

from __future__ import annotations

import pytest

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.deciding import ItemFacts, ListFacts, Seen, kind_of
from scrapers.parsing.unasked import judged
from scrapers.records import Page
from tests.scrapers.parsing.sample_lists import NAVIGATION, rows

URL = "http://www.qs.gov.cn/zwgk/tzgg/12.html"
NEVER = 10**9
MENU = f"<ul>{NAVIGATION * 10}</ul>"
TEXT = "各乡镇人民政府要结合本地实际，组织河道清淤工作，按期完成任务，并将进展情况报县水利局备案。"
SENTENCE = f"<p>{TEXT}各单位要明确责任人和完成时限，逐项抓好落实。</p>"
GONE = "<p>对不起，您访问的页面不存在</p>"
LINES = "".join(f"<p>第{n}行</p>" for n in range(9))
ROW = '<li><a href="/zwgk/tzgg/t2017_{n}.html">{title}</a><span>2017-05-{day}</span></li>'
PLAIN = '<li><a href="/{box}/t2017_{n}.html">{title}</a></li>'
BOXES = "".join(
    f"<div class=b{box}><h3>栏目{box}</h3><ul>{rows(PLAIN.replace('{box}', box))}</ul></div>"
    for box in "甲乙丙"
)
# name → value at which it says nothing, page, its kind
PAGES: dict[str, tuple[float, str, str]] = {
    "MESSAGE": (NEVER, f"<title>青山县</title><h1>河道清淤工作</h1>{SENTENCE * 10}<p>安全验证</p>", "item"),
    "ALL_TEXT": (NEVER, f"<title>青山县</title>{MENU}<h1>河道清淤工作</h1>{LINES * 40}{GONE}", "item"),
    "LEAST": (0, "<p>维护</p>", "challenge"),
    "CONTROL": (
        NEVER,
        f"<title>青山县</title>{MENU}<h1>网站检查</h1><p>您访问的页面不存在情况说明："
        "<a href=/1.html>县政府网站检查全文</a></p>",
        "nothing",
    ),
    "STUB_TITLE": (
        NEVER,
        "<title>青山县人民政府办公室答复群众反映县政府门户网站页面不存在等有关问题及下一步工作打算</title>"
        f"{MENU}<h1>答复群众反映县政府门户网站有关问题</h1><p>详见附件</p>",
        "item",
    ),
    "MESSAGE_LINE": (
        NEVER,
        f"<title>青山县</title>{MENU}<h1>网站检查情况</h1><p>{TEXT * 3}发现有的页面不存在，均已整改。</p>",
        "item",
    ),
    "WORDS_LINE": (
        NEVER,
        f"<title>办事</title><h1>办理河道采砂许可须知</h1><p>申请人请先登录省政务服务网填写申请表，{TEXT}</p>"
        + " " * 300,
        "item",
    ),
    "PROSE_LINES": (NEVER, f"<title>页面不存在怎么办</title>{MENU}<h1>怎么办</h1>{SENTENCE * 5}", "item"),
    "FAILURE_LINES": (
        NEVER,
        f"<title>青山县</title><h1>河道清淤工作</h1>{LINES}<p>Bad Gateway</p>" + " " * 300,
        "item",
    ),
    "REFRESH_SECONDS": (
        NEVER,
        "<title>青山县</title><meta http-equiv=refresh content='300;url=/b/2.html'>"
        "<h1>河道清淤工作</h1><p>实施方案见附件</p>" + " " * 300,
        "item",
    ),
    "MARKUP": (NEVER, "x" * 6000 + "<p>", "not_html"),
    "HEADING": (0, f"<title>提示</title>{MENU}<h1>出错了</h1><p>2024-01-05</p>{GONE}", "soft_404"),
    "DATE_BELOW": (
        NEVER,
        f"<title>提示</title>{MENU}<h1>对不起，您访问的页面不存在</h1>{LINES}<p>2024-01-05</p>",
        "soft_404",
    ),
    "DATE_LINE": (
        NEVER,
        f"<title>提示</title>{MENU}<h1>对不起，您访问的页面不存在</h1><p>{TEXT}本站自2024-01-05起改版，请从首页重新查找"
        "，给您带来不便敬请谅解。</p>",
        "soft_404",
    ),
    "DATE_VALUE": (
        NEVER,
        f"<title>提示</title>{MENU}{GONE}<p>发布时间：{TEXT}本站自2024-01-05起改版，请从首页重新查找，敬请谅解</p>",
        "soft_404",
    ),
    "LIST": (
        0,
        f"<title>提示</title>{MENU}{GONE}<ul>{rows(ROW, 2)}</ul><div class=page>共62条 1/4页</div>",
        "soft_404",
    ),
    "RIVALS": (NEVER, f"<title>青山县</title>{BOXES}", "landing"),
}


def kind(body: str) -> str:
    return judged(Page(URL, body.encode(), "application/msword" if body.startswith("xx") else "text/html"))[
        0
    ].kind


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_the_number(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    neutral, body, found = PAGES[name]
    assert kind(body) == found
    monkeypatch.setattr(limits, name, neutral)
    assert kind(body) != found


def test_two_lists_make_a_landing_page_of_a_home_page(monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"<title>青山县</title>{BOXES.split('<div class=b丙')[0]}"
    assert judged(Page("http://www.qs.gov.cn/", body.encode()))[0].kind == "landing"
    monkeypatch.setattr(limits, "RIVALS_AT_HOME", NEVER)
    assert judged(Page("http://www.qs.gov.cn/", body.encode()))[0].kind == "list"


def test_a_short_text_beside_rows_makes_no_item(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen(
        None,
        None,
        ListFacts(rows=("关于印发青山县河道清淤实施方案的通知",), paged=True),
        ItemFacts(dated=3, stated=True, title="heading", text="本栏目公开各类通知。"),
    )
    assert kind_of(seen).kind == "list"
    monkeypatch.setattr(limits, "PROSE", 0)
    assert kind_of(seen).kind == "item"


def test_a_picture_is_no_page() -> None:
    picture = Page(URL, b"BM" + b"\x01" * 400, "image/bmp")
    assert judged(picture)[0].kind == "not_html"
