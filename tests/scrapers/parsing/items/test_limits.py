"""Each number of items/limits.py that no saved page needs, by a page that reads wrongly without it."""

from __future__ import annotations

from typing import Any

import pytest

from scrapers.parsing import parse_item
from scrapers.parsing.items import limits
from scrapers.records import ItemPage, Page

TITLE = "关于印发青山县河道清淤实施方案的通知"
TEXT = "各乡镇人民政府要结合本地实际，组织河道清淤工作，按期完成任务，并将进展情况报县水利局备案。"
HEAD = f"<h1>{TITLE}</h1><p>发布时间：2017-05-10 来源：县水利局</p>"
SHORT = "".join(f"<p>第{n}行</p>" for n in range(20))
LINKS = "".join(f"<p><a href=/{n}.html>第{n}行</a></p>" for n in range(20))
NEVER = 10**9
# name → value at which it says nothing, page, field, what the page states
PAGES: dict[str, tuple[float, str, str, Any]] = {
    "COUNTER": (
        NEVER,
        f"{HEAD}<div><p>{TEXT}全年网站信息浏览量1024次，比上年增长三成，其余各项工作均按计划完成。</p></div>",
        "body_text",
        f"{TEXT}全年网站信息浏览量1024次，比上年增长三成，其余各项工作均按计划完成。",
    ),
    "LETTERHEAD": (NEVER, f"{HEAD}<div>{SHORT}<p>青政发〔2017〕3号</p></div>", "document_number", None),
    "BELOW": (
        NEVER,
        f"<h1>{TITLE}</h1><div class=zhengwen><p>{TEXT}</p></div>{LINKS}<div>签发日期：2017-01-02</div>",
        "issued",
        None,
    ),
    "BARE_LINE": (
        NEVER,
        f"<div><h1>{TITLE}</h1><p>{TEXT}{TEXT}</p><p>2017-05-10</p></div>",
        "published",
        None,
    ),
    "DATE_REST": (
        NEVER,
        f"<div><h1>{TITLE}</h1><p>为做好全县二〇一七年度防汛工作现定于2017-05-10召开各乡镇主要负责人"
        "和县直有关单位负责人参加的会议</p></div>",
        "published",
        None,
    ),
    "DATE_VALUE": (
        NEVER,
        f"<h1>{TITLE}</h1><p>发布时间：本栏目的内容由县水利局负责保障，每个工作日更新一次，如对内容有疑问请与县水利局"
        f"办公室联系，联系时请说明名称和编号，本栏目自2016-01-04起开设</p><div><p>{TEXT}</p></div>",
        "published",
        None,
    ),
    "COLUMN": (
        NEVER,
        f"<p>当前位置：首页 &gt; 公告 &gt; 青山县人民政府办公室{TITLE}（青政办〔2017〕3号）</p>{HEAD}<p>"
        f"{TEXT}</p>",
        "column",
        None,
    ),
    "VAGUE": (
        NEVER,
        f"<h1>{TITLE}</h1><div><p>会议</p><p>地点</p><p>人员</p><p>事项</p></div><p>时间：2017-06-01，在县政府</p>"
        f"<div class=zhengwen><p>{TEXT}</p></div>",
        "published",
        None,
    ),
    "NUMBER": (
        NEVER,
        f"<h1>{TITLE}</h1><table><tr><td>索引号</td><td>QS001/2017-00012</td></tr><tr><td>文号</td><td>青政发〔2017〕"
        f"3号文件已经废止，{TEXT}请各单位遵照新的办法执行，不再另行通知</td></tr></table><p>{TEXT}</p>",
        "document_number",
        None,
    ),
    "LONGEST_INDEX": (
        NEVER,
        f"<h1>{TITLE}</h1><p>索引号：{'QS001' * 15}</p><p>{TEXT}</p>",
        "index_number",
        None,
    ),
    "INDEX_DIGITS": (0, f"<h1>{TITLE}</h1><p>索引号：待补充</p><p>{TEXT}</p>", "index_number", None),
    "FILES_BELOW": (
        NEVER,
        f"{HEAD}<div class=zhengwen><p>{TEXT}</p></div>{LINKS}"
        "<div><p>附件下载专区</p><a href=/a.doc>表</a></div>",
        "attachments",
        (),
    ),
    "ADJACENT": (0, f"<p>公文</p><p>发布时间：2017-05-10</p><h1>{TITLE}</h1><p>{TEXT}</p>", "title", TITLE),
    "DATED_HEADING": (
        0,
        f"<h3>今日</h3><p>2030-01-02</p><h1>{TITLE}</h1><p>来源：县水利局</p><div><p>{TEXT}</p></div>",
        "title",
        TITLE,
    ),
    "SURE": (
        0,
        f"<title>公开工作专栏_青山县</title><p>公开工作专栏</p>{SHORT}<h1>{TITLE}</h1><p>发布时间：2017-05-10</p><p>{TEXT}</p>",
        "title",
        TITLE,
    ),
    "SECTION": (
        NEVER,
        f"<title>{TITLE}</title><p>当前位置：首页 &gt; 公告 &gt; {TITLE}</p><p>{TITLE}</p><p>{TEXT}</p>"
        "<h3>便民服务信息</h3><p>发布时间：2017-05-10</p>",
        "title",
        TITLE,
    ),
    "HEAD_GAP": (
        NEVER,
        f"<div><h1>{TITLE}</h1><p>来源：县水利局</p>{SHORT}<p>签发日期：2016-01-02</p>{SHORT}</div>",
        "issued",
        None,
    ),
    "BOX_GAP": (
        NEVER,
        f"<p>公开方式：主动公开</p>{LINKS}<p>签发日期：2016-01-02</p>{LINKS}{HEAD}<p>{TEXT}</p>",
        "issued",
        None,
    ),
    "BOX_IN_TEXT": (
        0,
        f"<h1>{TITLE}</h1><div class=zhengwen><p>索引号：QS001/2017-00012</p><p>{TEXT}</p></div>",
        "index_number",
        None,
    ),
}


def field(body: str, name: str) -> Any:
    item = parse_item(Page("http://www.qs.gov.cn/a/1.html", body.encode(), "text/html; charset=utf-8"))
    assert isinstance(item, ItemPage)
    return getattr(item, name)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_the_number(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    neutral, body, asked, stated = PAGES[name]
    assert field(body, asked) == stated
    monkeypatch.setattr(limits, name, neutral)
    assert field(body, asked) != stated
