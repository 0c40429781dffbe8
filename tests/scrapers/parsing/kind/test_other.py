"""Pages without content, each told apart; and items that only look like one of them."""

import pytest

from scrapers.parsing import parse_item, parse_list
from scrapers.records import ItemPage, ListPage, OtherPage, Page

URL = "http://www.example-county.gov.cn/xxgk/zfwj/2018-07-11/12.html"
PROSE = "为进一步加强全县政务公开工作，提高工作透明度，现将有关事项通知如下，请结合实际抓好落实。" * 8


def other(body: str | bytes, content_type: str | None = "text/html", url: str = URL) -> OtherPage:
    read = parse_item(Page(url, body if isinstance(body, bytes) else body.encode(), content_type))
    assert isinstance(read, OtherPage), read
    assert read.reason
    return read


CHALLENGES = {
    "two bytes": "OK",
    "nothing": "",
    "firewall under 300 bytes": "<html><title>Error</title><body>Request blocked. id 8f2a</body></html>",
    "jsl": "<script>document.cookie='__jsl_clearance=1';location.href=location.pathname</script>",
    "ruishu": '<html><meta id="a" content="x" r="m"><script r="m">$_ts=window["$_ts"];</script><body></body>',
    "aliyun": "<script>var arg1='38A';function f(){document.cookie='acw_sc__v2='+x}</script>"
    + "<!-- -->" * 60,
    "browser check": "<title>浏览器安全检查</title><h2>浏览器安全检查</h2><p>请等待 5 秒…</p>" + " " * 300,
    "cookie and reload": "<script>document.cookie='c=1';window.location.reload();</script>" + " " * 400,
    "refresh to itself": f'<meta http-equiv="refresh" content="0;url={URL}">' + " " * 400,
}


@pytest.mark.parametrize("name", CHALLENGES)
def test_challenges(name: str) -> None:
    assert other(CHALLENGES[name]).outcome == "challenged"


REDIRECTS = {
    "meta": '<html><head><meta http-equiv="refresh" content="0; url=/xxgk/new/12.html"></head></html>',
    "meta, odd spelling": "<META HTTP-EQUIV='Refresh' CONTENT='3;URL=\"/xxgk/new/12.html\"'><p>已迁移</p>",
    "written": "<script>document.write('<meta http-equiv=refresh content=0;url=/xxgk/new/12.html>')</script>",
    "href": "<script>window.location.href='/xxgk/new/12.html';</script>",
    "replace": '<script>location.replace("/xxgk/new/12.html")</script>',
    "onload": "<body onload=\"location='/xxgk/new/12.html'\"></body>",
    "frame": "<frameset><frame src='/xxgk/new/12.html'></frameset>",
}


SCRIPTED_GONE = {
    "alert and back": "<script>alert('该信息不存在或已删除！');history.back();</script>",
    "alert and home": '<script>alert("您访问的信息已被删除");window.location.href="/";</script>',
    "a system's message": "<title>提示信息</title><div>无法获取指定文档！</div>",
}


@pytest.mark.parametrize("name", SCRIPTED_GONE)
def test_withdrawn_items_told_by_a_message(name: str) -> None:
    assert other(SCRIPTED_GONE[name]).outcome == "soft_gone"


BROKEN = {
    "aspx": "<title>应用程序中的服务器错误</title><h1>“/”应用程序中的服务器错误。</h1><h2>运行时错误</h2>"
    + " " * 400,
    "gateway": "<title>502 Bad Gateway</title><center><h1>502 Bad Gateway</h1></center><hr>nginx",
    "maintenance": "<title>网站维护中</title><p>网站正在升级维护，暂停访问，给您带来不便敬请谅解。</p>"
    + " " * 400,
}


@pytest.mark.parametrize("name", BROKEN)
def test_failures_of_the_server_are_no_items(name: str) -> None:
    assert other(BROKEN[name]).outcome == "unreadable"


@pytest.mark.parametrize(
    "title", ["关于网站页面不存在问题整改情况的公示", "关于开展网络安全验证工作的通知", "网站维护中标公告"]
)
def test_short_items_about_failures_stay_items(title: str) -> None:
    body = f"<h1>{title}</h1><div>发布时间：2024-01-05</div><p>各单位要做好访问验证工作，网页已删除。</p>"
    found = parse_item(Page(URL, f"<title>{title}-甲县</title>{body}".encode()))
    assert isinstance(found, ItemPage)
    assert found.title == title


@pytest.mark.parametrize("name", REDIRECTS)
def test_redirect_stubs_name_their_target(name: str) -> None:
    read = other(REDIRECTS[name])
    assert read.outcome == "redirect"
    assert read.target == "http://www.example-county.gov.cn/xxgk/new/12.html"


@pytest.mark.parametrize("target", ["../", "../index.html", "/", "http://www.example-county.gov.cn/xxgk/"])
def test_a_refresh_to_a_folder_above_is_a_withdrawn_item(target: str) -> None:
    read = other(f'<meta http-equiv=refresh content="0;URL={target}">')
    assert read.outcome == "soft_gone" and read.target is not None


NAV = "".join(f"<li><a href=/c{n}/>栏目名称第{n}个</a></li>" for n in range(40))
GONE = {
    "title": "<title>404 Not Found</title><h1>404 Not Found</h1><hr><center>nginx</center>" + " " * 400,
    "words": f"<title>甲县人民政府</title><ul>{NAV}</ul><div>对不起，您访问的页面不存在或已被删除！</div>",
    "words elsewhere": f"<title>提示</title><ul>{NAV}</ul><p>该信息已被撤下</p>",
    "not found": f"<title>出错了</title><ul>{NAV}</ul><p>抱歉，没有找到您要访问的页面</p>",
}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("name", GONE)
def test_soft_404_in_chinese_words(name: str, encoding: str) -> None:
    body = f'<html><meta charset="{encoding}">{GONE[name]}</html>'.encode(encoding)
    assert other(body).outcome == "soft_gone"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7 \xe2\xe3", "text/html"),
        (b"PK\x03\x04\x14\x00", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "application/msword"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n", None),
        (b"GIF89a", "text/html"),
        (b'{"code":200,"data":[]}', "application/json"),
        (b'[{"a":1}]', "text/html"),
        (b'callback({"a":1});', "text/javascript"),
        (b"plain words", "application/pdf"),
    ],
)
def test_what_is_not_html(body: bytes, content_type: str | None) -> None:
    assert other(body, content_type).outcome == "not_html"


FOOTER = "<div class=foot>主办：甲县人民政府办公室 网站标识码4114000099 豫ICP备12345678号</div>"
ROWS = "".join(
    f"<li><a href=/xwzx/202601/t20260112_{n}404.html>我县扎实推进农村饮水安全工作见成效之{n}404</a>"
    f"<em>2026-01-1{n}</em></li>"
    for n in range(8)
)
MENTIONS = {
    "a row that runs into its date": "<li><a href=/a/1.html>部门预算公开2024</a><em>04-15</em></li>",
    "a row ending in 404": "<li><em>2026-01-12</em><a href=/a/1.html>农村饮水安全之1404</a></li>",
    "a side row without a link": "<ul><li>老旧小区改造之404<em>04-20</em></li></ul>",
    "a linked row about missing pages": "<ul><li><a href=/a/1.html>网站页面不存在问题整改到位</a></li></ul>",
    "a counter in a box": "<div>浏览次数</div><div>404</div>",
    "a counter in a line": "<p>浏览次数：404</p>",
    "a visitor": "<p>您是第 404 位访客</p>",
    "a message that is not shown": "<div style='display:none'>您访问的页面不存在或已被删除！</div>",
    "a message for a script": "<script>function no(){alert('该信息已删除！');location.href='/'}</script>",
}


@pytest.mark.parametrize("head", ["", "<p>发布日期：2026-06-29</p>", "<p>2026-06-29</p>"])
@pytest.mark.parametrize("name", MENTIONS)
def test_side_lists_counters_and_dates_withdraw_no_item(name: str, head: str) -> None:
    title = "甲县关于老旧小区改造的说明404"
    body = (
        f"<title>{title}</title><ul>{NAV}</ul><h1>{title}</h1>{head}<p>见附件。</p>{MENTIONS[name]}{FOOTER}"
    )
    read = parse_item(Page(URL, body.encode()))
    assert isinstance(read, ItemPage), read
    assert read.title == title


def test_a_labelled_date_in_cells_of_its_own_is_an_items() -> None:
    box = "<table><tr><th>发布机构：</th><td>财政局</td><th>发布日期：</th><td>2026-06-29</td></tr></table>"
    body = f"<title>规划计划</title>{box}<h1>专项规划1849</h1><div>说明</div><div>页面不存在</div>"
    assert isinstance(parse_item(Page(URL, body.encode())), ItemPage)


@pytest.mark.parametrize("line", ["", "<p>部门预算公开2024<em>04-15</em></p>", "<p>您访问的页面不存在</p>"])
def test_a_list_with_a_pager_is_no_missing_page(line: str) -> None:
    body = f"<title>工作动态</title><ul>{NAV}</ul><ul>{ROWS}</ul><div class=page>共62条 1/4页</div>{line}"
    read = parse_list(Page("http://www.example-county.gov.cn/xwzx/index.html", body.encode()))
    assert isinstance(read, ListPage), read
    assert (read.outcome, len(read.entries)) == ("ok", 8)


ABSENT = {
    "beside a side list with dates": f"<title>提示</title><ul>{NAV}</ul>"
    "<div>对不起，您访问的页面不存在或已被删除！</div>"
    f"<div class=hot><h3>热点推荐</h3><ul>{ROWS}</ul></div>{FOOTER}",
    "with a way back": f"<title>提示</title><ul>{NAV}</ul><p>您访问的页面不存在，<a href=/>返回首页</a></p>",
    "number and words apart": f"<title>甲县</title><ul>{NAV}</ul><h1>404</h1><p>出错了</p>",
    "number in an error's box": f"<title>甲县</title><ul>{NAV}</ul><div class=error-page><b>404</b></div>",
    "number as title": f"<title>404</title><ul>{NAV}</ul><p>出错了</p>",
    "number before the site's name": f"<title>404 - 甲县人民政府</title><ul>{NAV}</ul><p>出错了</p>",
    "under today's date": f"<title>提示</title><p>日期：2026年11月22日</p>{NAV}<p>该信息已被删除</p>",
}


@pytest.mark.parametrize("name", ABSENT)
def test_soft_404_beside_what_other_pages_print_too(name: str) -> None:
    assert other(ABSENT[name]).outcome == "soft_gone"
    read = parse_list(Page(URL, ABSENT[name].encode()))
    assert isinstance(read, OtherPage) and read.outcome == "soft_gone"


LINE = "<p>发布时间：2018-07-11 来源：财政局</p><p>详见附件。</p>"


@pytest.mark.parametrize(
    "script",
    [
        "function find(){location.href='/search.html'}",
        "function big(){document.cookie='size=18';location.reload()}",
        "if(x){alert('非法访问')}",
        "$.ajax({error:function(){alert('您访问的页面不存在')}})",
    ],
)
@pytest.mark.parametrize(
    "inner", [LINE, "<p>本局设办公室、财务科、人事科。</p><p>办公地点在人民路1号，工作日办公。</p>" * 3]
)
def test_scripts_of_a_short_page_without_menus_make_it_no_stub(script: str, inner: str) -> None:
    page = f"<title>甲县财政局</title><h1>机构设置情况说明</h1>{inner}<a onclick='find()'>搜</a>"
    body = f"{page}<script>{script}</script>"
    assert isinstance(parse_item(Page(URL, body.encode())), ItemPage)


@pytest.mark.parametrize("title", ["站内搜索平台上线试运行", "我县全文检索服务群众", "搜索引擎助力政务服务"])
def test_news_about_searching_is_no_search_page(title: str) -> None:
    body = f"<title>{title}-甲县</title><ul>{NAV}</ul><input name=keyword><h1>{title}</h1><p>{PROSE}</p>"
    assert isinstance(parse_item(Page(URL, body.encode())), ItemPage)


def test_search_page() -> None:
    body = f"<title>站内搜索-甲县</title><ul>{NAV}</ul><input name=keyword><p>为您找到相关结果 120 条</p>"
    assert other(body).outcome == "search"


def item(inner: str, title: str = "甲县财政局关于系统维护的公告", head: str = "") -> ItemPage:
    body = f"<html><head><title>{title}</title>{head}</head><body><ul>{NAV}</ul><h1>{title}</h1>{inner}"
    read = parse_item(Page(URL, body.encode(), "text/html; charset=utf-8"))
    assert isinstance(read, ItemPage), read
    return read


INFO = "<p>发布时间：2018-07-11 来源：财政局</p>"


@pytest.mark.parametrize(
    "inner",
    [
        f"{INFO}<div><p>{PROSE}</p><p>届时点击旧链接会提示“您访问的页面不存在”。</p></div>",
        f"{INFO}<div><p>维护期间网站页面不存在属正常现象。</p></div>",
        f"{INFO}<div><p>{PROSE}我们部署了网站防火墙（WAF）和云防护，拖动滑块完成人机验证后即可登录。</p>"
        f"</div>",
        f"{INFO}<div><p>{PROSE}</p></div><script>function go(){{location.href='/search?q='+k}}</script>",
        f"{INFO}<div><p>详见附件</p></div>"
        f"<script>var s='/x';function f(){{window.location.href='/login.html';}}</script>",
    ],
)
def test_items_that_only_speak_of_it_stay_items(inner: str) -> None:
    assert item(inner).published is not None


def test_an_item_with_a_slow_refresh_beside_its_text_stays_an_item() -> None:
    head = '<meta http-equiv="refresh" content="0;url=/index.html">'
    assert item(f"{INFO}<p>{PROSE}</p>", head=head).unit == "财政局"


def test_an_item_about_search_stays_an_item() -> None:
    assert item(f"{INFO}<p>{PROSE}</p>", title="高级搜索功能上线公告").title == "高级搜索功能上线公告"


def test_the_encoding_of_other_pages_is_stated() -> None:
    body = f'<html><meta charset="gb2312">{GONE["words"]}</html>'.encode("gbk")
    assert other(body).encoding == "gb18030"


def test_a_page_without_any_link_is_no_list_and_says_so() -> None:
    other = parse_list(
        Page("http://www.qs.gov.cn/zwgk/", ("<html><body>" + "<div>欢迎访问</div>" * 60).encode())
    )
    assert isinstance(other, OtherPage) and "没有条目列表" in (other.reason or "")


@pytest.mark.parametrize("sentences", [0, 30])
def test_words_of_absence_among_much_text_do_not_make_a_page_gone(sentences: int) -> None:
    text = "<p>青山县人民政府门户网站为公众提供政务公开、政务服务和互动交流等各类信息服务。</p>" * sentences
    page = Page(
        "http://www.qs.gov.cn/zwgk/1.html",
        f"<html><body><p>您访问的页面不存在</p>{text}</body></html>".encode(),
    )
    other = parse_item(page)
    assert (isinstance(other, OtherPage) and other.outcome == "soft_gone") == (sentences == 0)
