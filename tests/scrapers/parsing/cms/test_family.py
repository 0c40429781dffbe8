# ruff: noqa: E501 - calls and markup stand on one line, as portals write them
"""Each CMS family on markup written for it: recognised by evidence, its pager call, its hidden rows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from scrapers.parsing import cms, request_for
from scrapers.parsing.cms import FAMILIES, REGISTRY, recognise
from scrapers.parsing.cms.family import Family
from scrapers.records import ListPage
from tests.scrapers.parsing.sample_lists import NAMES, frame, read, rows, titles

HOST = "http://www.qs.gov.cn"
DATED = "<span>2017-05-{day}</span></li>"
MARKUP = {
    "trs": '<li><a href="./201705/t201705{day}_{n}.html">{title}</a>' + DATED,
    "hanweb": '<li><a href="/art/2017/5/{day}/art_12_{n}.html">{title}</a>' + DATED,
    "ucap": '<li><a href="/qs/c100494/201705/17424{n}.shtml">{title}</a>' + DATED,
    "guangdong": '<li><a href="/zwgk/content/post_{n}.html">{title}</a>' + DATED,
    "siteserver": '<li><a href="../contents/18155/{n}.html">{title}</a>' + DATED,
    "jeecms": '<li><a href="/zwgk/{n}.jhtml">{title}</a>' + DATED,
    "boda": '<li id="line_u5_{n}"><a href="../info/1039/{n}.htm">{title}</a>' + DATED,
    "sudy": '<li><a href="/2017/05{day}/c12a{n}/page.htm">{title}</a>' + DATED,
    "epoint": '<li class="ewb-list-node"><a href="/tzgg/201705{day}/0a0a{n}-1b1b-4c4c.html">{title}</a>'
    + DATED,
    "truecms": '<li><a href="/qs/tzgg/content/0a0a{n}-1b1b-4c4c-8d8d-000000000000.html">{title}</a>' + DATED,
}


@pytest.mark.parametrize("family", MARKUP)
def test_family_is_recognised_by_its_items_addresses(family: str) -> None:
    listing = read(frame(f"<ul>{rows(MARKUP[family])}</ul>"))
    assert (listing.family, titles(listing)) == (family, list(NAMES))


def test_recognising_says_what_was_seen() -> None:
    family, evidence = recognise(frame(rows(MARKUP["boda"]) + '<div class="_vsb_x"></div>'))[0]
    assert (family.name, evidence) == ("boda", ["博达 vsb 标记", "条目地址 info/栏目/编号.htm"])
    assert recognise("<html><body>青山县</body></html>") == []


def test_names_of_families() -> None:
    assert frozenset(REGISTRY) | {"generic"} == FAMILIES
    assert {
        "trs",
        "hanweb",
        "ucap",
        "empire",
        "guangdong",
        "siteserver",
        "jeecms",
        "boda",
        "epoint",
    } < FAMILIES


def test_a_system_without_code_is_a_table_and_a_module_has_its_table() -> None:
    folder = Path(cms.__file__).parent
    beside = {path.stem for path in folder.glob("*.py")} - {"__init__", "family", "held", "jpage"}
    coded = {name for name, family in REGISTRY.items() if family.pager or family.rows_call}
    assert beside == coded


@pytest.mark.parametrize("family", REGISTRY.values(), ids=lambda family: family.name)
def test_marks_and_keys_are_written_for_lower_case(family: Family) -> None:
    assert family.marks
    assert not [pattern for pattern, _ in family.marks if re.search(r"\\[A-Z]", pattern)]
    assert all(name == name.lower() for names in family.keys.values() for name in names)


DEFINED = "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){ return; }\n"
# (script, address, family, pages, records, current, next, page 3, capped)
CALLS = [
    (DEFINED + 'createPageHTML(4, 0, "index", "html");', "/a/", "trs", 4, None, 1, "index_1.html", "index_2.html", False),
    ('createPageHTML(4, 2, "index", "html");', "/a/index_2.html", "trs", 4, None, 3, "index_3.html", "index_2.html", False),
    ('createPageHTML(4,3,"index","htm");', "/a/index_3.htm", "trs", 4, None, 4, None, "index_2.htm", False),
    ('createPageHTML(1, 0, "index", "html");', "/a/", "trs", 1, None, 1, None, None, False),
    ("Pager({size:3, current:0, prefix:'index',suffix:'html',visible:5});", "/a/", "trs", 3, None, 1, "index_1.html", "index_2.html", False),
    ("var currentPage=0;var countPage = 7;var countnum= 130;", "/a/", "trs", 7, 130, 1, "index_1.html", "index_2.html", False),
    ("createPageHTML('page_div',50, 1,'list','shtml',1000);", "/c1/list.shtml", "ucap", 50, 1000, 1, "list_2.shtml", "list_3.shtml", True),
    ("createPageHTML('page_div',9,3,'list_2','shtml',171);", "/c1/list_2_3.shtml", "ucap", 9, 171, 3, "list_2_4.shtml", "list_2_3.shtml", False),
    ('$("#p").pagination({pageIndex: 0, pageSize: 15, total: 169});', "/t/moreinfo.html", "epoint", 12, 169, 1, "2.html", "3.html", False),
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=[call[0][-40:] for call in CALLS])
def test_pager_calls_with_their_own_index_base(call: tuple[str, ...]) -> None:
    script, address, family, pages, records, current, following, third, capped = call
    body = f"<ul>{rows(MARKUP['trs'])}</ul><div id='page_div'></div><script>{script}</script>"
    listing = read(frame(body), HOST + address, family)
    assert (listing.pages, listing.records, listing.current) == (pages, records, current)
    assert (listing.next.url.rsplit("/", 1)[1] if listing.next else None) == following
    asked = request_for(listing, 3)
    assert (asked.url.rsplit("/", 1)[1] if asked else None) == third
    assert listing.capped is capped


def test_a_call_behind_a_comment_sign_is_not_made() -> None:
    script = '// createPageHTML(9, 0, "index", "html");\ncreatePageHTML(2, 0, "index", "html");'
    assert read(frame(f"<ul>{rows(MARKUP['trs'])}</ul><script>{script}</script>")).pages == 2


def test_rows_inside_an_html_comment() -> None:
    call = "<script>createPageHTML('page_div',10,1,'zwgklist','shtml',200);</script>"
    body = f"<ul><!--{rows(MARKUP['ucap'])}{call}--></ul><div id=page_div></div>"
    listing = read(frame(body), HOST + "/qs/c107268/zwgklist.shtml")
    assert (titles(listing), listing.pages, listing.records) == (list(NAMES), 10, 200)


RECORD = "<record><![CDATA[{}]]></record>"
LI = '<li><a href="/art/2017/5/{day}/art_12_{n}.html" title="{title}">{title}</a><b>2017-05-{day}</b></li>'
TR = '<tr><td><a href="/art/2017/5/{day}/art_12_{n}.html">{title}</a></td><td>2017-05-{day}</td></tr>'
JPAGE = (
    "<script>$('#38486').jpage({showMode:'full',totalRecord:20,groupSize:3,perPage:2,"
    "proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{col:1,webid:110,path:'/',columnid:12,unitid:'38486',"
    "webname:'青山县'}});</script>"
)
BLOCK = (
    HOST
    + "/module/web/jpage/dataproxy.jsp?startrecord={}&endrecord={}&perpage=2&col=1&webid=110&path=%2F&columnid=12"
    "&unitid=38486&webname=%E9%9D%92%E5%B1%B1%E5%8E%BF"
)


def datastore(row: str, totals: str = "") -> str:
    records = rows(RECORD.replace("{}", row))
    return f"<datastore>{totals}<recordset>{records}</recordset></datastore>"


@pytest.mark.parametrize("row", [LI, TR], ids=["li", "bare tr"])
def test_hanweb_rows_in_a_data_block_and_further_blocks(row: str) -> None:
    body = f'<div id="38486"><script type="text/xml">{datastore(row)}</script></div>{JPAGE}'
    listing = read(frame(body), HOST + "/col/col12/index.html")
    assert (listing.family, titles(listing), listing.records) == ("hanweb", list(NAMES), 20)
    assert str(listing.entries[0].date) == "2017-05-10"
    assert listing.next is not None and listing.next.url == BLOCK.format(7, 12)
    last = request_for(listing, 4)
    assert last is not None and last.url == BLOCK.format(19, 24)
    assert request_for(listing, 5) is None


PROXY = "/module/web/jpage/dataproxy.jsp"
QUERY = "columnid=12&unitid=38486&webid=110&path=/&sectionid=3&webname={}"
NEXT = f'<nextgroup><![CDATA[<a href="{PROXY}?page=1&{QUERY}"></a>]]></nextgroup>'
TWICE, ONCE = "%25E9%259D%2592%25E5%25B1%25B1%25E5%258E%25BF", "%E9%9D%92%E5%B1%B1%E5%8E%BF"
JPAGE_WITHOUT_PARAMETERS = {
    "totals only": (NEXT.format(TWICE), "{totalRecord:20,perPage:2}"),
    "totals only, name encoded once": (NEXT.format(ONCE), "{totalRecord:20,perPage:2}"),
    "address without query": (NEXT.format(TWICE), f"{{totalRecord:20,perPage:2,proxyUrl:'{PROXY}'}}"),
    "address with its query": (
        "",
        f"{{totalRecord:20,perPage:2,proxyUrl:'{PROXY}?startrecord={{startrecord}}&endrecord={{endrecord}}&perpage=2"
        f"&{QUERY.format('青山县')}'}}",
    ),
    "address with an escaped query": (
        "",
        f"{{totalRecord:20,perPage:2,proxyUrl:'{PROXY}?{QUERY.format(ONCE).replace('&', '&amp;')}'}}",
    ),
    "parameters of the proxy": (
        "",
        f"{{totalRecord:20,perPage:2,proxyUrl:'{PROXY}',proxyParam:{{columnid:12,unitid:'38486',webid:110,path:'/',"
        "sectionid:3,col:1,webname:'青山县'}}",
    ),
    "parameters as a query": (
        "",
        f"{{totalRecord:20,perPage:2,proxyUrl:'{PROXY}','proxyParam':'{QUERY.format(ONCE)}'}}",
    ),
    "parameters in a variable": (
        "",
        f"{{totalRecord:20,perPage:2,proxyUrl:'{PROXY}',ajaxParams:asked}});"
        f"var asked = '&{QUERY.format(TWICE)}'; $('#x').hide({{}}",
    ),
    "total in the data block": (f"{NEXT.format(TWICE)}<totalrecord>20</totalrecord>", "{perPage:2}"),
}


@pytest.mark.parametrize("form", JPAGE_WITHOUT_PARAMETERS)
def test_hanweb_call_without_parameters_goes_on_by_its_address_or_the_next_group(form: str) -> None:
    store, call = JPAGE_WITHOUT_PARAMETERS[form]
    script = f"<script>$('#38486').jpage({call});</script>"
    body = f'<div id="38486"></div><script type="text/xml">{datastore(LI, store)}</script>{script}'
    listing = read(frame(body), HOST + "/col/col12/index.html")
    assert (listing.outcome, len(listing.entries), listing.records) == ("ok", len(NAMES), 20)
    second = listing.next.url if listing.next else ""
    assert second.startswith(f"{HOST}{PROXY}?startrecord=7&endrecord=12&perpage=2&")
    asked = dict(parse_qsl(urlsplit(second).query))
    assert asked["webname"] == "青山县"
    assert {key: asked[key] for key in ("columnid", "unitid", "webid", "path", "sectionid", "col")} == {
        "columnid": "12", "unitid": "38486", "webid": "110", "path": "/", "sectionid": "3", "col": "1",
    }  # fmt: skip
    assert request_for(listing, 4) is not None and request_for(listing, 5) is None


def test_hanweb_block_is_as_large_as_the_page_shows_where_the_call_does_not_say() -> None:
    """Six rows of two to a page with groups of three, or of three to a page with groups of two."""
    body = f'<script type="text/xml">{datastore(LI, NEXT.format(TWICE))}</script>'
    call = "<script>$('#38486').jpage({totalRecord:20,perPage:3});</script>"
    listing = read(frame(body + call), HOST + "/col/col12/index.html")
    assert listing.next is not None and "startrecord=7&endrecord=12&perpage=3" in listing.next.url


def test_hanweb_last_block_has_no_next() -> None:
    call = f"<script>$('#38486').jpage({{totalRecord:{len(NAMES)},perPage:2}});</script>"
    body = f'<script type="text/xml">{datastore(LI)}</script>{call}'
    listing = read(frame(body), HOST + "/col/col12/index.html")
    assert (listing.next, listing.records) == (None, len(NAMES))


def test_hanweb_rows_in_strings_of_a_script() -> None:
    strings = ",".join(f"'{rows(TR, 1, 10 + i)}'" for i in range(6))
    listing = read(frame(f"<script>var InitData38486 = [{strings}];</script>{JPAGE}"))
    assert (len(listing.entries), listing.records) == (6, 20)
    assert listing.next is not None and listing.next.url == BLOCK.format(7, 12)


def test_hanweb_page_without_rows_says_where_they_are() -> None:
    listing = read(frame(f'<div id="38486"></div>{JPAGE}'), HOST + "/col/col12/index.html")
    assert (listing.outcome, listing.entries) == ("needs_script", ())
    assert listing.rows_at is not None and listing.rows_at.url == BLOCK.format(1, 6)


def test_dataproxy_answer() -> None:
    xml = '<?xml version="1.0" encoding="utf-8"?>' + datastore(LI, "<totalrecord>20</totalrecord>")
    listing = read(xml, BLOCK.format(7, 12))
    assert (titles(listing), listing.records, listing.current) == (list(NAMES), 20, 2)
    assert listing.next is not None and "startrecord=13&endrecord=18" in listing.next.url
    assert read(xml, BLOCK.format(19, 24)).next is None


def test_truecms_answer_is_jsonp_round_json_round_xml() -> None:
    answer = f";raw({json.dumps({'result': datastore(LI, '<totalrecord>1788</totalrecord>')})})"
    url = (
        HOST
        + "/truecms/messageController/getMessage.do?callback=raw&startrecord=1&endrecord=6&columnId=a-b&_=17"
    )
    listing = read(answer, url)
    assert (listing.family, titles(listing), listing.records) == ("truecms", list(NAMES), 1788)
    assert listing.next is not None
    assert listing.next.url.endswith("?callback=raw&startrecord=7&endrecord=12&columnId=a-b")


SHELL = (
    '<div id="380055"></div><script id="div380055" type="text/x-handlebars-template">{{#each data}}<li></li>{{/each}}</script>'
    "<script>var params = {current: 1, unitid: '380055', webSiteCode: ['qs'], channelCode: ['col42'], perPage: '15'};"
    "loadPageData(params, '380055');</script>"
)


def test_jpaas_shell_says_what_it_would_ask() -> None:
    listing = read(frame(SHELL), HOST + "/qs/col/col42/index.html")
    assert (listing.outcome, listing.family) == ("needs_script", "jpaas")
    assert listing.rows_at is not None
    assert (listing.rows_at.method, listing.rows_at.url) == ("POST", HOST + "/queryList")
    body = "current={}&unitid=380055&webSiteCode%5B%5D=qs&channelCode%5B%5D=col42&perPage=15"
    assert listing.rows_at.body == body.format(1)
    third = request_for(listing, 3)
    assert third is not None and third.body == body.format(3)


def test_jpaas_unit_says_what_it_would_ask() -> None:
    unit = (
        '<script url="/api-gateway/jpaas-publish-server/front/page/build/unit" '
        "queryData=\"{'parseType':'bulidstatic','webId':'29','pageType':'column','tagId':'列表','pageId':'16'}\"></script>"
    )
    listing = read(frame(unit))
    asked = request_for(listing, 2)
    assert asked is not None and asked.url == (
        HOST
        + "/api-gateway/jpaas-publish-server/front/page/build/unit?parseType=bulidstatic&webId=29&pageType=column"
        "&tagId=%E5%88%97%E8%A1%A8&pageId=16&paramJson=%7B%22pageNo%22%3A2%2C%22pageSize%22%3A%2215%22%7D"
    )
    answer = json.dumps({"success": True, "data": {"html": f'<ul>{rows(LI)}</ul><div count="93"></div>'}})
    read_answer = read(answer, asked.url)
    assert (titles(read_answer), read_answer.records, read_answer.current) == (list(NAMES), 93, 2)
    assert request_for(read_answer, 7) is not None and request_for(read_answer, 8) is None
    assert read_answer.next is not None and "pageNo%22%3A3%2C" in read_answer.next.url


def answers() -> dict[str, tuple[str, str, object]]:
    """Answers of JSON calls: (address, first entry's address, value)."""
    return {
        "jpaas queryList": (
            "/queryList", "/qs/art/1.html",
            {"data": {"total": 44, "results": [
                {"source": {"title": name, "pubDate": "2017-05-10 08:00:00", "urls": '{"pc":"/qs/art/1.html"}'}}
                for name in NAMES]}},
        ),
        "gkmlpt": (
            "/gkmlpt/api/all/2546?page=1&sid=755001", "/gkmlpt/content/7/7/post_1.html",
            {"total": 44, "classify": {"name": "目录"}, "articles": [
                {"title": name, "url": HOST + "/gkmlpt/content/7/7/post_1.html", "display_publish_time": 1494388800,
                 "publisher": "县财政局", "identifier": "0148/2017-1", "document_number": "青政〔2017〕1号"}
                for name in NAMES]},
        ),
        "trs search": (
            "/fjdzapp/search?channelid=1&page=1", "/zwgk/t1.htm",
            {"count": "44", "pagenum": 3, "docs": [
                {"doctitle": f"<em>{name}</em>", "docpuburl": "/zwgk/t1.htm", "docreltime": "2017.05.10 10:00:00"}
                for name in NAMES]},
        ),
        "json in json": (
            "/EpointWebBuilder/rest/list?pageIndex=1", "/tzgg/1.html",
            {"custom": json.dumps({"infodata": [
                {"title": name, "infourl": "/tzgg/1.html", "infodate": "2017-05-10"} for name in NAMES],
                "total": 44})},
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", answers())
def test_answers_of_json_calls(name: str) -> None:
    url, first, value = answers()[name]
    listing = read(json.dumps(value, ensure_ascii=False), HOST + url)
    assert titles(listing) == list(NAMES)
    assert (listing.entries[0].url, str(listing.entries[0].date)) == (HOST + first, "2017-05-10")
    assert listing.records == 44 or name == "json in json"


def test_words_in_angle_brackets_of_an_answer_are_words_and_tags_are_not() -> None:
    value = {
        "total": 1,
        "rows": [{"title": "关于<em>测试</em><乡村振兴>的通告<img src=/n.gif>", "url": "/a/1.html"}],
    }
    assert titles(read(json.dumps(value), HOST + "/api/list?page=1")) == ["关于测试<乡村振兴>的通告"]


def test_gkmlpt_gives_unit_and_numbers_and_the_next_page() -> None:
    url, _, value = answers()["gkmlpt"]
    listing = read(json.dumps(value), HOST + url)
    entry = listing.entries[0]
    assert (entry.unit, entry.index_number, entry.document_number) == (
        "县财政局",
        "0148/2017-1",
        "青政〔2017〕1号",
    )
    assert listing.next is not None and listing.next.url == HOST + "/gkmlpt/api/all/2546?page=2&sid=755001"


def test_gkmlpt_shell_says_what_it_would_ask() -> None:
    page = "<html><body><script>window._CONFIG = {SID: '755001'}</script><div id=app></div></body></html>"
    listing = read(page, HOST + "/gkmlpt/index#2546")
    assert listing.rows_at is not None
    assert listing.rows_at.url == HOST + "/gkmlpt/api/all/2546?page=1&sid=755001"


def test_rows_in_an_array_of_the_page_s_script() -> None:
    array = rows('{"aT":"{title}","aPd":"2017-05-{day}","aU":"/jkj/c1/{n}.shtml"},').rstrip(",")
    listing = read(frame(f"<script>var itemObj = [{array}];</script><ul id=l></ul>"))
    assert (titles(listing), listing.entries[0].url) == (list(NAMES), HOST + "/jkj/c1/5000.shtml")


def test_a_data_answer_is_empty_only_by_its_total() -> None:
    empty = read('{"total": 0, "rows": []}', HOST + "/api?page=1")
    assert isinstance(empty, ListPage) and (empty.outcome, empty.records) == ("empty", 0)


def test_data_rows_without_address_are_unread() -> None:
    items = [
        {"title": NAMES[0], "url": "/1.html", "date": "2017-05-10"},
        {"title": NAMES[1], "date": "2017-05-09"},
    ]
    listing = read(json.dumps({"total": 2, "rows": items}), HOST + "/api?page=1")
    assert (len(listing.entries), [row.reason for row in listing.unread]) == (1, ["数据行没有网页地址"])
