"""What kind of page it is: each kind in other markup, other words, of another CMS; pages that mix them."""

from __future__ import annotations

import pytest

from scrapers.parsing.kind.deciding import ItemFacts, ListFacts, Seen, kind_of
from scrapers.parsing.kind.kinds import OUTCOMES, Kind
from scrapers.parsing.unasked import judged
from scrapers.records import ItemPage, ListPage, OtherPage, Page
from tests.scrapers.parsing.sample_lists import NAMES, NAVIGATION, frame, rows

URL = "http://www.qs.gov.cn/zwgk/tzgg/index.html"
SEARCH_PATH = "http://www.qs.gov.cn/search/index.html"
SEARCH = "http://www.qs.gov.cn/search/result?q=%E9%A2%84%E7%AE%97"


def whole(main: str, title: str, head: str = "", foot: str = "") -> str:
    """A page without the frame of lists: a menu, the part in question, a footer."""
    top = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{head}"
    return (
        f"{top}<ul class=nav>{NAVIGATION}</ul>"
        f"{main}<div class=footer>主办：青山县人民政府办公室 网站标识码 1234567890{foot}</div></body></html>"
    )


TEXT = "".join(
    f"<p>{n}、各乡镇人民政府要结合本地实际，认真组织实施河道清淤工作，按期完成任务，并将进展情况报县水利局备案。</p>"
    for n in "一二三四五六七八"
)
ROW = '<li><a href="/zwgk/tzgg/t2017_{n}.html">{title}</a><span>2017-05-{day}</span></li>'
PAGER = '<div class="page">共353条 1/36 <a href="index_2.html">下一页</a></div>'
HEADED = (
    "<table><tr><th>索引号</th><th>文件名称</th><th>文号</th><th>成文日期</th></tr>"
    + rows(
        '<tr><td>QS0{n}</td><td><a href="./t{n}.html">{title}</a></td><td>青政发〔2017〕{day}号</td>'
        "<td>2017-05-{day}</td></tr>"
    )
    + "</table>"
)
HEADED_TD = HEADED.replace("th>", "td>").replace("成文日期", "发布日期")
HEADED_BOXES = (
    "<div class=head><span>索引号</span><span>文件名称</span><span>文号</span><span>成文日期</span></div><ul>"
    + rows(
        "<li><span>QS0{n}</span><span><a href=/a/{n}.html>{title}</a></span><span>青政〔2017〕{day}号</span>"
        "<span>2017-05-{day}</span></li>"
    )
    + "</ul>"
)
HEADED_UNITS = (
    "<table><tr><td>名称</td><td>发文机关</td><td>发文字号</td><td>发布日期</td></tr>"
    + rows(
        '<tr><td><a href="./t{n}.html">{title}</a></td><td>县财政局</td><td>青政办〔2017〕{day}号</td>'
        "<td>2017-05-{day}</td></tr>"
    )
    + "</table>"
)
ONE = {
    "li": rows(ROW, 1),
    "labelled": f'<li><a href="/a/9.html">{NAMES[0]}</a><p>发布时间：2017-05-10</p></li>',
    "table": f'<tr><td><a href="/a/t2017_9.html">{NAMES[0]}</a></td><td>2017-05-10</td></tr>',
}
LABELLED_BOX = (
    f"<div class=item><a href=/a/9.html>{NAMES[0]}</a><div>发布日期：2017-05-10 来源：县局</div></div>"
)
SUMMARY = "各乡镇人民政府要结合本地实际，组织河道清淤工作，并将进展情况报县水利局备案。"
INTRO = "<div class=intro>" + TEXT.replace("<p>", "<p>本栏目说明：") + "</div>"

LISTS = {
    "rows": frame(f"<ul>{rows(ROW)}</ul>"),
    "rows and pager": frame(f"<ul>{rows(ROW)}</ul>{PAGER}"),
    "table of a catalogue": frame(HEADED),
    "its head in plain cells": frame(HEADED_TD),
    "its head in boxes": frame(HEADED_BOXES),
    "other heads": frame(HEADED_UNITS, title="政策文件"),
    "catalogue without frame": whole(HEADED, "文件库"),
    "a catalogue's only row": frame(
        HEADED.split("</tr>")[0] + "</tr>" + HEADED.split("</tr>")[1] + "</tr></table>"
    ),
    "one row": frame(f"<ul>{ONE['li']}</ul>"),
    "one row that labels its date": frame(f"<ul>{ONE['labelled']}</ul>"),
    "one row of a table": frame(f"<table>{ONE['table']}</table>"),
    "one row on the last page": frame(f"<ul>{ONE['li']}</ul><div class=page>共31条 4/4</div>"),
    "one row in parts": frame(
        f'<ul class=list><li class=tit><a href="/plan/0.html"><b>{NAMES[0]}</b></a></li><li class=t>各乡镇：'
        '现通知如下…… <a href="/plan/0.html">[查看全文]</a></li><li class=time>发布时间：2017-09-28</li>'
        "</ul><ul class=pages><li>共 <b>1</b>页<b>1</b>条记录</li></ul>"
    ),
    "one short row under a breadcrumb": whole(
        f'<div><h3><a href="/">首页</a>&gt;&gt;<a href=/c/>公告</a>&gt;&gt;</h3><ul>{ONE["li"]}</ul></div>',
        "公告",
    ),
    "one row in a box that labels its date": frame(LABELLED_BOX),
    "one row with a summary": frame(
        f"<div class=item><a href=/a/t2017_1.html>{NAMES[0]}</a><p>{SUMMARY * 2}</p><i>2017-05-10</i></div>"
    ),
    "one row of its own element": frame(
        f"<article><h2><a href=/a/t1.html>{NAMES[0]}</a></h2><i>2017-05-10</i><p>{SUMMARY}</p></article>"
    ),
    "empty": frame("<ul></ul><p>暂无信息</p>"),
    "a long intro": frame(f"{INTRO}<ul>{rows(ROW)}</ul>{PAGER}"),
    "a long intro and no pager": frame(f"{INTRO}<ul>{rows(ROW)}</ul>"),
    "a login in its head": frame(
        f"<ul>{rows(ROW)}</ul>",
        head="<form class=login>用户登录 <input name=u><input type=password> <a href=/reg>注册</a></form>",
    ),
    "a login beside it": frame(
        f"<ul>{rows(ROW)}</ul>", side="<form>用户名<input name=u>密码<input type=password name=p></form>"
    ),
    "a search box": frame(
        f"<form action=/search><input name=keyword placeholder=请输入关键字><a href=/s>高级搜索</a></form>"
        f"<ul>{rows(ROW)}</ul>{PAGER}"
    ),
    "rows with summaries and labels": frame(
        "<ul>"
        + rows(
            '<li><a href="/a/t{n}.html">{title}</a><p>摘要</p><i>来源：县局 发布日期：2017-05-{day}</i></li>'
        )
        + f"</ul>{PAGER}"
    ),
    "boxes with summaries and labels": frame(
        rows('<div class=r><a href="/a/t{n}.html">{title}</a><p>摘要</p><p>发布时间：2017-05-{day}</p></div>')
    ),
    "a search of its own": frame(
        f"<form>关键词<input name=q value=''> 共检索到 353 条</form><ul>{rows(ROW)}</ul>{PAGER}"
    ),
}
INFO = "<p>发布时间：2017-05-10 来源：县水利局</p>"
HEADING = f"<h1>{NAMES[0]}</h1>"
RELATED = f"<div class=xgxw><h3>相关链接</h3><ul>{rows(ROW)}</ul></div>"
PLAIN_RELATED = f"<ul>{rows(ROW)}</ul>"
TABLE_OF_ONE = (
    "<table><tr><td>序号</td><td>文件名称</td><td>文号</td><td>成文日期</td></tr><tr><td>1</td>"
    f"<td>{NAMES[1]}</td><td>青政发〔2017〕3号</td><td>2017-04-01</td></tr></table>"
)
BOX = (
    "<table><tr><td>索引号</td><td>QS001/2017-00012</td><td>发布机构</td><td>县水利局</td></tr><tr><td>文号</td>"
    "<td>青政发〔2017〕3号</td><td>发布日期</td><td>2017-05-10</td></tr></table>"
)
LYING_BOX = (
    f"<table><tr><td>索引号</td><td>名称</td><td>文号</td><td>成文日期</td></tr><tr><td>QS001</td><td>{NAMES[0]}</td>"
    "<td>青政发〔2017〕3号</td><td>2017-05-10</td></tr></table>"
)
TITLE = f"{NAMES[0]}_青山县人民政府"
ITEMS = {
    "info line": whole(f"{HEADING}{INFO}<div>{TEXT}</div>", TITLE),
    "property box": whole(f"{BOX}{HEADING}<div class=TRS_Editor>{TEXT}</div>", TITLE),
    "bare date": whole(f"<div class=title>{NAMES[0]}</div><div>2017-05-10</div><div>{TEXT}</div>", TITLE),
    "a property box that lies": whole(f"{LYING_BOX}{HEADING}<div>{TEXT}</div>", TITLE),
    "related links": whole(f"{HEADING}{INFO}<div>{TEXT}</div>{RELATED}", TITLE),
    "related links without a heading": whole(f"{HEADING}{INFO}<div>{TEXT}</div>{PLAIN_RELATED}", TITLE),
    "a bare date, a short text and related links": whole(
        f"{HEADING}<div>2017-05-10</div><p>详见附件。</p>{RELATED}", TITLE
    ),
    "a long text's pager and related links": whole(
        f"{HEADING}<div>2017-05-10 10:20 来源：县网</div><div>{TEXT}</div>{PAGER}{PLAIN_RELATED}", TITLE
    ),
    "a tag, no date and related links": whole(
        f"<meta name=ArticleTitle content={NAMES[0]}>{HEADING}<div>{TEXT}</div>{PLAIN_RELATED}", TITLE
    ),
    "neighbours and a side list": whole(
        f"{HEADING}<div>{TEXT}<p>上一篇：<a href=/1>甲</a></p></div><div class=side>{PLAIN_RELATED}</div>",
        TITLE,
    ),
    "a short text and related links": whole(f"{HEADING}{INFO}<p>详见附件。</p>{RELATED}", TITLE),
    "a table of one row": whole(f"{HEADING}{INFO}<div><p>附件如下：</p>{TABLE_OF_ONE}</div>", TITLE),
    "a table of documents": whole(f"{HEADING}{INFO}<div>{TEXT}{HEADED}</div>", TITLE),
    "a table of one linked row": whole(
        f"{HEADING}{INFO}<div>{TEXT}"
        + TABLE_OF_ONE.replace(NAMES[1], f"<a href=/a/t2017_3.html>{NAMES[1]}</a>")
        + "</div>",
        TITLE,
    ),
    "a login in its head": whole(
        f"{HEADING}{INFO}<div>{TEXT}</div>",
        TITLE,
        "<form>登录<input name=u><input type=password name=p></form>",
    ),
    "a search box": whole(
        f"<form action=/search><input name=keyword value=''>搜索</form>{HEADING}{INFO}<div>{TEXT}</div>",
        TITLE,
    ),
    "an article about logins": whole(
        f"<h1>关于统一用户登录入口的公告</h1>{INFO}<p>请先登录后查看，登录已过期的重新登录。</p>",
        "关于统一用户登录入口的公告",
    ),
}
BOXES = "".join(
    f"<div class=b{n}><h3>{name}</h3><a href=/{n}/>更多</a><ul>{rows(ROW.replace('tzgg', str(n)))}</ul></div>"
    for n, name in enumerate(("要闻", "公告", "文件", "会议", "解读"))
)
TABS = "".join(
    f"<table class=t{n}><tr><td><b>{name}</b> <a href=/{n}/>[更多]</a></td></tr>"
    + rows(f'<tr><td><a href="/c{n}/t2017_{{n}}.html">{{title}}</a></td><td>05-{{day}}</td></tr>')
    + "</table>"
    for n, name in enumerate(("政务要闻", "部门动态", "乡镇信息", "通知公告", "人事任免"))
)
LANDINGS = {
    "boxes": whole(BOXES, "政务公开_青山县人民政府"),
    "tables": whole(TABS, "信息公开"),
    "boxes under a site's regeneration": whole(BOXES, "青山县人民政府", foot=" 更新时间：2024-01-05"),
}
HITS = rows(
    '<li><h3><a href="/zwgk/t2017_{n}.html">{title}</a></h3><p>……<em>预算</em>公开说明……</p>'
    "<span>发布时间：2017-05-{day}</span></li>"
)
HIT_BOXES = rows(
    '<div class=res><a href="/c/{n}.shtml">{title}</a><div>摘要：部门<font color=red>预算</font>公开</div>'
    "<div>http://www.qs.gov.cn/c/{n}.shtml 2017-05-{day}</div></div>"
)
SEARCHES = {
    "titled": whole(f"<p>为您找到相关结果约 120 条</p><ul>{HITS}</ul>{PAGER}", "站内搜索-青山县"),
    "untitled, asked in its address": whole(
        f"<input name=q value=预算><p>搜索到 120 条结果，用时 0.03 秒</p><ul>{HITS}</ul>", "青山县人民政府"
    ),
    "another CMS": whole(
        f"<form action=/was5/web/search><input name=searchword value=预算></form><p>检索结果：共找到3条</p>"
        f"{HIT_BOXES}",
        "检索结果",
    ),
    "headed": whole(
        f"<div>您的位置：首页 &gt; 搜索结果</div><input type=search value=预算><ul>{HITS}</ul>",
        "青山县门户网站",
    ),
    "asked by its path": whole(f"<p>共找到 35 条结果</p><ul>{HITS}</ul>", "青山县"),
    "what was asked for is quoted": whole(
        f"<input name=searchWord value=预算><p>与“预算”相关的信息共 35 条</p><ul>{HITS}</ul>", "青山县"
    ),
    "nothing found": whole(
        "<input name=keyword value=预算><p>抱歉，没有找到与“预算”相关的结果</p>", "全站搜索"
    ),
    "a form": whole(
        "<form><input name=keyword placeholder=请输入关键词> 搜索范围 标题 正文</form>", "高级搜索"
    ),
}
LOGINS = {
    "form": whole(
        "<form><input name=user><input type=password name=pw><button>登录</button></form>", "用户登录"
    ),
    "other words": whole(
        "<h2>统一身份认证平台</h2><div>账号<input name=a></div><div>口令<input type=PASSWORD></div>",
        "统一身份认证平台",
    ),
    "bare": "<title>OA</title><form>用户名 <input name=u> 密码 <input type='password'></form>" + " " * 300,
    "words alone": "<title>提示</title><p>您还没有登录，请先登录后查看本页内容。</p><a href=/login>去登录</a>"
    + " " * 300,
    "English": whole("<form><input name=u><input type=password name=p></form>", "Login - 青山县政务服务"),
}
KINDS = {"list": LISTS, "item": ITEMS, "landing": LANDINGS, "search": SEARCHES, "login": LOGINS}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, pages in KINDS.items() for name in pages])
def test_each_kind_however_it_is_written(kind: str, name: str) -> None:
    url = (SEARCH_PATH if "path" in name else SEARCH) if kind == "search" else URL
    found, reading = judged(Page(url, KINDS[kind][name].encode(), "text/html; charset=utf-8"))
    assert (found.kind, bool(found.evidence)) == (kind, True), found
    assert isinstance(reading, {"list": ListPage, "item": ItemPage}.get(kind, OtherPage))


@pytest.mark.parametrize("name", [name for name in LISTS if name not in ("empty",)])
def test_a_list_is_read_with_all_its_rows(name: str) -> None:
    listing = judged(Page(URL, LISTS[name].encode()))[1]
    assert isinstance(listing, ListPage)
    assert len(listing.entries) == (1 if "row " in f"{name} " and "rows" not in name else 6)


ANSWERS = {
    "json": b'{"code":200,"data":{"total":0,"rows":[]}}',
    "json with markup in it": b'{"html":"<div><ul><li><a href=\'/a/1.html\'>x</a></li></ul></div>"}',
    "jsonp": b'jQuery1701({"rows":[]});',
    "datastore": b"<datastore><totalrecord>0</totalrecord><recordset></recordset></datastore>",
    "xml": b'<?xml version="1.0"?><result><record><title>a</title></record></result>',
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_to_scripts_are_data(name: str) -> None:
    assert judged(Page(URL, ANSWERS[name], "text/html"))[0].kind == "data"


@pytest.mark.parametrize(
    ("outranked", "stub"),
    [(True, "challenge"), (True, "redirect"), (True, "login"), (False, "search"), (False, "not_html")],
)
def test_rows_speak_against_what_scripts_of_lists_look_like(outranked: bool, stub: str) -> None:
    seen = Seen(Kind(stub, "evidence"), None, ListFacts(rows=("甲", "乙")))  # type: ignore[arg-type]
    assert (kind_of(seen).kind == "list") is outranked


def test_labels_in_rows_are_said_of_rows() -> None:
    inside = ListFacts(rows=NAMES, lines=(range(4, 20),))
    assert kind_of(Seen(None, None, inside, ItemFacts(labelled=(4, 5), stated=True))).kind == "list"
    assert kind_of(Seen(None, None, inside, ItemFacts(labelled=(2, 5), stated=True))).kind == "item"


def test_every_kind_has_an_outcome() -> None:
    assert set(OUTCOMES) >= {*KINDS, "challenge", "soft_404", "redirect", "data", "not_html", "nothing"}
