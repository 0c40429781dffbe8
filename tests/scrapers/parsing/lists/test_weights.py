"""Each number of lists/weights.py that no saved page needs, by a page that reads wrongly without it."""

from __future__ import annotations

from typing import Any

import pytest

from scrapers.parsing.lists import weights
from scrapers.parsing.lists.table_heads import heads_of
from scrapers.records import ListPage
from tests.scrapers.parsing.sample_lists import NAMES, frame, read_other, rows

NEVER = 10**9
ROW = '<li><a href="/zwgk/tzgg/t2017_{n}.html">{title}</a><span>2017-05-{day}</span></li>'
PLAIN = '<li><a href="/zwgk/tzgg/t2017_{n}.html">{title}</a></li>'
TEXT = "各乡镇人民政府要结合本地实际，组织河道清淤工作，按期完成任务，并将进展情况报县水利局备案。"
PAGER = '<div class="page">共353条 1/36 <a href="index_2.html">下一页</a></div>'
TOPICS = "".join(f"<a href=/z/{n}.html>专题第{n}期</a>" for n in range(9))
OTHER = f'<div class="col"><h3>最新公开</h3><ul>{rows(ROW.replace("tzgg", "zxgk"), 12)}</ul></div>'
# name → value at which it says nothing, page, titles of the rows that it holds (None: it is no list)
PAGES: dict[str, tuple[float, str, list[str] | None]] = {
    "BRACKETED": (
        0,
        frame(
            "<ul>"
            + rows(
                "<li>[<a href=/c/{n}/>政府信息公开报告</a>]<a href=/a/{n}.htm>公告{day}</a> 2017-5-{day}</li>"
            )
            + "</ul>"
        ),
        [f"公告{day}" for day in range(10, 16)],
    ),
    "NUMBERED_ADDRESS": (
        0,
        frame(
            "<ul>"
            + rows(
                "<li><a href=/gk/{day}/>信息公开栏{day}</a><a href=/a/{n}.htm>公告{day}</a> 2017-5-{day}</li>"
            )
            + "</ul>"
        ),
        [f"公告{day}" for day in range(10, 16)],
    ),
    "NO_ADDRESS": (
        0,
        frame(
            "<ul>"
            + rows(
                "<li><a href=/a/b.html?t{n}>公告{day}</a> "
                "<a href='javascript:keep({n})'>把这一条放进我的收藏夹里去</a> 2017-05-{day}</li>"
            )
            + "</ul>"
        ),
        [f"公告{day}" for day in range(10, 16)],
    ),
    "CROWDED": (
        NEVER,
        frame(f"<ul>{rows(ROW)}<li>2017-05-20 {TOPICS}</li></ul>"),
        list(NAMES),
    ),
    "MOST_LINKS": (
        2,
        f"<title>公告</title><div class=header><h1>青山县</h1><ul>{rows(ROW)}</ul>",
        list(NAMES),
    ),
    "ALL_LINKS": (
        2,
        f"<title>通知公告</title><div class=menu-box><p><a href=/>首页</a></p><ul>{rows(ROW)}</ul>",
        list(NAMES),
    ),
    "NEAR_PAGER": (0, frame(f"<div><h3>推荐信息</h3><ul>{rows(ROW)}</ul>{PAGER}</div>"), list(NAMES)),
    "NEAR_LIST": (0, frame(f"<div><h3>推荐信息</h3><ul>{rows(ROW)}</ul>{PAGER}</div>"), list(NAMES)),
    "CRUMB_LINKS": (
        NEVER,
        "<title>青山县</title><div>首页 &gt; 公告"
        + rows('<p><a href="/a/t2017_{n}.html">公告通知第{n}号</a></p>', 12)
        + "</div>",
        [f"公告通知第{n}号" for n in range(5000, 5012)],
    ),
    "CRUMB": (
        NEVER,
        "<title>青山县</title><div>首页 &gt; 公告"
        + rows('<p><a href="/a/t2017_{n}.html">青山县人民政府办公室公告通知第{n}号全文</a></p>', 8)
        + "</div>",
        [f"青山县人民政府办公室公告通知第{n}号全文" for n in range(5000, 5008)],
    ),
    "SHORTEST_TITLE": (
        0,
        frame(
            "<ul>"
            + rows("<li><a href=/a/t{n}.html>图</a><a href=/a/t{n}.html>{title}</a> 2017-05-{day}</li>")
            + "</ul>"
        ),
        list(NAMES),
    ),
    "ROWS_UNDER_TEXT": (
        0,
        f"<title>河道清淤</title><div>{f'<p>{TEXT}</p>' * 10}</div><ul>{rows(ROW, 1)}</ul>",
        None,
    ),
    "SUMMARY": (
        NEVER,
        "<title>附件</title><div class=text><p><a href=/a/1.doc>河道清淤实施方案</a></p>"
        f"<p>{TEXT * 7}2017-05-10</p></div>",
        None,
    ),
    "LONGEST_CRUMB": (
        NEVER,
        "<title>行政处罚</title><body>当前位置：<a href=/>首页</a> &gt; 行政处罚<h2>行政处罚</h2>"
        f"<p>{TEXT}</p><div>{OTHER}</div>",
        None,
    ),
    "NAVIGATION": (
        NEVER,
        "<title>行政处罚_青山县</title><div class=main><p>当前位置：首页 &gt; 行政处罚</p>"
        f"<div class=m><h2>行政处罚</h2><ul><li>{TEXT * 5}</li></ul></div>{OTHER}</div>",
        None,
    ),
    "CRUMB_WORDS": (
        0,
        "<title>青山县</title><div><span>当前位置：</span>首页 &gt; 公告</div>"
        f"<div><h2>公告</h2><p>{TEXT}</p><h3>本月</h3><ul>{rows(ROW)}</ul></div>",
        list(NAMES),
    ),
}


def titles(body: str) -> Any:
    found = read_other(body)
    listed = isinstance(found, ListPage) and found.outcome == "ok"
    return [entry.title for entry in found.entries] if isinstance(found, ListPage) and listed else None


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_the_number(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    neutral, body, stated = PAGES[name]
    assert titles(body) == stated
    monkeypatch.setattr(weights, name, neutral)
    assert titles(body) != stated


def test_nothing_in_a_cell_empties_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    body = frame("<table><tr><td>附件</td><td>暂无</td></tr></table>")
    assert read_other(body).outcome == "unreadable"
    monkeypatch.setattr(weights, "SHORTEST_WORDS", 0)
    assert read_other(body).outcome == "empty"


def test_labels_beside_their_values_are_no_column_heads(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ["名称", "关于印发青山县河道清淤实施方案的通知", "文号", "青政发〔2017〕3号"]
    assert heads_of(row) is None
    monkeypatch.setattr(weights, "LONGEST_HEAD", NEVER)
    assert heads_of(row) is not None
