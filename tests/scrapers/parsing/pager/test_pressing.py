# ruff: noqa: E501 - markup stands on one line, as portals write it
"""Pagers that only scripts turn: where their controls lead, told by the page's own functions."""

from __future__ import annotations

import pytest

from scrapers.parsing import parse_list, request_for
from scrapers.records import ListPage, Page
from tests.scrapers.parsing.pager.below_rows import HOST, LIST, following, told
from tests.scrapers.parsing.sample_lists import frame

# name: (markup below the rows, address of the page, next page or `POST ` and its body)
CONTROLS: dict[str, tuple[str, str, str]] = {
    "javascript: address": (
        '<div class=page><a href="javascript:toPage(2)">下一页</a></div><script>'
        'function toPage(n){location.href="index_"+n+".html";}</script>',
        '/a/index.html', '/a/index_2.html',
    ),
    "onclick, on page 3": (
        '<div class=page><a href="#" onclick="goPage(2)">上一页</a><a href="#" onclick="goPage(4);return false;">下一页'
        '</a></div><script>function goPage(n){window.location="index_"+n+".html";}</script>',
        '/a/index_3.html', '/a/index_4.html',
    ),
    "counted from 0": (
        '<div class=page><span class=cur>1</span><a href="javascript:gotoPage(1)">2</a><'
        'a href="javascript:gotoPage(2)">3</a><a href="javascript:gotoPage(1)">下一页</a></div><script>'
        'function gotoPage(i){ if(i==0){self.location.href="index.html"}else{self.location.href="index_"+i+".html"} }'
        '</script>',
        '/a/index.html', '/a/index_1.html',
    ),
    "address of variables": (
        '<script>'
        'var base="/channel/12/list", ext=".shtml"; function turn(p){ var u = base + "_" + p + ext; window.location.assign(u); }'
        '</script><div class=page>共5页 <a onclick="turn(2)">下一页</a></div>',
        '/channel/12/list.shtml', '/channel/12/list_2.shtml',
    ),
    "address out of a template": (
        '<script>'
        'var tpl="list.jsp?cid=9&page={page}"; function jump(p){ location.replace(tpl.replace("{page}",p)); }'
        '</script><div class=page><a href="javascript:jump(2);">下一页</a> <a href="javascript:jump(9);">尾页</a>'
        '</div>',
        '/a/list.jsp?cid=9', '/a/list.jsp?cid=9&page=2',
    ),
    "a form sent by GET": (
        '<form name="f" action="list.jsp" method="get"><input type=hidden name=cid value=7><'
        'input type=hidden name=pageNo value=1></form><div class=page><a href="javascript:goto(2)">下一页</a></div>'
        '<script>function goto(n){ document.f.pageNo.value=n; document.f.submit(); }</script>',
        '/a/list.jsp', '/a/list.jsp?cid=7&pageNo=2',
    ),
    "a posted form": (
        '<form id="pf" action="/a/list.do" method="post"><input type=hidden name=cid value=7><'
        'input type=hidden id=pageNo name=pageNo value=1></form><div class=page>共 3 页 <'
        'a href="#" onclick="query(2)">下一页</a></div><script>'
        'function query(n){ document.getElementById("pageNo").value=n; document.getElementById("pf").submit(); }'
        '</script>',
        '/a/list.do', 'POST cid=7&pageNo=2',
    ),
    "a posted form by jQuery": (
        '<form id="pf" action="/a/list.do" method="post"><input type=hidden name=cid value=7><'
        'input type=hidden id=pageNo name=pageNo value=1></form><div class=page><'
        'a href="javascript:;" data-page="2" class="pg">2</a><a href="javascript:;" data-page="3" class="pg">3<'
        '/a></div><script>'
        '$(function(){ $(".pg").on("click",function(){ $("#pageNo").val($(this).attr("data-page")); $("#pf").submit(); }); });'
        '</script>',
        '/a/list.do', 'POST cid=7&pageNo=2',
    ),
    "document.forms[0]": (
        '<form action="/a/list.do" method="post"><input type=hidden name=currPage value=1></form><div class=page>'
        '<a href="javascript:nextPage()">下一页</a></div><script>'
        'function nextPage(){ var f=document.forms[0]; f.currPage.value=parseInt(f.currPage.value)+1; f.submit(); }'
        '</script>',
        '/a/list.do', 'POST currPage=2',
    ),
    "data-page, bound to the pager": (
        '<div class="pagination"><span class=cur>1</span><a href="javascript:void(0)" data-page="2">2</a><'
        'a href="javascript:void(0)" data-page="3">3</a></div><script>'
        '$(".pagination").on("click","a",function(){ location.href="?page="+$(this).data("page"); });</script>',
        '/a/list.php', '/a/list.php?page=2',
    ),
    "data-page, addEventListener": (
        '<div class="pagination"><span class=cur>1</span><a href="javascript:void(0)" data-page="2">2</a></div>'
        '<script>'
        'document.querySelectorAll(".pagination a").forEach(function(a){ a.addEventListener("click", function(){ location.href="list_"+this.dataset.page+".html"; }); });'
        '</script>',
        '/a/list.html', '/a/list_2.html',
    ),
    "the text of a number": (
        '<div class="pages"><b>1</b><a href="#" class="num">2</a><a href="#" class="num">3</a></div><script>'
        '$(".num").click(function(){ location.href="index_"+$(this).text()+".html"; return false; });</script>',
        '/a/', '/a/index_2.html',
    ),
    "a choice": (
        '<div class=page>共3页 <select onchange="go(this.value)"><option value=1>第1页</option><option value=2>第2页<'
        '/option><option value=3>第3页</option></select></div><script>'
        'function go(n){ location.href="index_"+n+".html" }</script>',
        '/a/index.html', '/a/index_2.html',
    ),
    "a choice, written out": (
        '<div class=page>共3页 转到 '
        '<select onchange="location.href=\'list.jsp?p=\'+this.options[this.selectedIndex].value"><option value=1>1<'
        '/option><option value=2>2</option><option value=3>3</option></select></div>',
        '/a/list.jsp', '/a/list.jsp?p=2',
    ),
    "a button": (
        '<div class=page>第1页 <button onclick="location=\'index_2.html\'">下一页</button></div>',
        '/a/index.html', '/a/index_2.html',
    ),
    "an input button": (
        '<div class=page>第1页 <input type="button" value="下一页" onclick="nx()"></div><script>'
        'var cur=1;function nx(){ location.href="list-"+(cur+1)+".html"; }</script>',
        '/a/list-1.html', '/a/list-2.html',
    ),
    "window.open": (
        '<div class=page><a href="javascript:turnTo(2)">下一页</a></div><script>'
        'function turnTo(n){ window.open("/a/list_"+n+".html","_self"); }</script>',
        '/a/list.html', '/a/list_2.html',
    ),
    "beside the page in spite of a base": (
        '<base href="http://www.qs.gov.cn/"><div>共170条记录 1/8页 <'
        'a href="#" onclick="location.href=encodeURI(\'index_2.jhtml\');">下一页</a> <'
        'a href="#" onclick="location.href=encodeURI(\'index_8.jhtml\');">尾页</a></div>',
        '/tzgg/index.jhtml', '/tzgg/index_2.jhtml',
    ),
    "encodeURI": (
        '<div>共170条记录 1/8页 <a href="javascript:void(0)" onclick="location.href=encodeURI(\'index_2.jhtml\');">下一页<'
        '/a></div>',
        '/tzgg/index.jhtml', '/tzgg/index_2.jhtml',
    ),
    "an arrow": (
        '<div class="pagination"><a class="on">1</a><a href="javascript:pg(2)">2</a><a href="javascript:pg(2)">›<'
        '/a></div><script>function pg(n){document.location.href="p"+n+".html"}</script>',
        '/a/p1.html', '/a/p2.html',
    ),
    "a picture": (
        '<div class="page">第1页<a href="javascript:pg(2)"><img src=n.gif alt="下一页"></a></div><script>'
        'function pg(n){document.location.href="p"+n+".html"}</script>',
        '/a/p1.html', '/a/p2.html',
    ),
    "a submit button": (
        '<form action="/a/l.do" method="post"><input type=hidden name=page value=1><div class=page><'
        'input type="submit" name="next" value="下一页"></div></form>',
        '/a/l.do', 'POST page=1&next=%E4%B8%8B%E4%B8%80%E9%A1%B5',
    ),
    "加载更多 with an address": (
        '<div class="more"><a href="index_2.html">加载更多</a></div>',
        '/a/index.html', '/a/index_2.html',
    ),
    "an address in an attribute": (
        '<div class="page"><a data-url="index_2.html" href="javascript:;">下一页</a></div>',
        '/a/index.html', '/a/index_2.html',
    ),
    "place and number": (
        '<div class="page"><a href="javascript:turnpage(\'/a/list.jspx\',2)">下一页</a></div><script>'
        'function turnpage(u,n){ location.href=u.replace(".jspx","_"+n+".jspx"); }</script>',
        '/a/list.jspx', '/a/list_2.jspx',
    ),
    "put together in onclick": (
        '<div class="page"><a href="#" onclick="location.href=\'list.jsp?page=\'+2">下一页</a></div>',
        '/a/list.jsp', '/a/list.jsp?page=2',
    ),
    "the query kept": (
        '<div class="page"><a href="#" onclick="toP(2)">下一页</a></div><script>'
        'function toP(n){ var u=location.href.split("#")[0]; u=u.replace(/&?page=\\d+/,""); location.href=u+(u.indexOf("?")>0?"&":"?")+"page="+n; }'
        '</script>',
        '/a/list.jsp?id=3&page=1', '/a/list.jsp?id=3&page=2',
    ),
    "form by its tag": (
        '<form action="/a/l.do" method="post"><input type=hidden id=currentPage name=currentPage value=1></form>'
        '<div class=page><a href="javascript:;" onclick="jumpPage(\'2\')">下一页</a></div><script>'
        'function jumpPage(p){ $("#currentPage").val(p); $("form").submit(); }</script>',
        '/a/l.do', 'POST currentPage=2',
    ),
    "document.all": (
        '<form name=form1 action="/a/l.do" method="post"><input type=hidden name=pageno value=1></form>'
        '<div class=page><a href="javascript:nx(2)">下页</a></div><script>'
        'function nx(p){ document.all.pageno.value=p; document.all.form1.submit(); }</script>',
        '/a/l.do', 'POST pageno=2',
    ),
    "form in the address": (
        '<form name=pageForm action="/a/l.do" method="post"><input type=hidden name=page value=1></form>'
        '<div class=page><a href="javascript:document.pageForm.page.value=2;document.pageForm.submit()">下一页</a>'
        '</div>',
        '/a/l.do', 'POST page=2',
    ),
    "with (form)": (
        '<form name=pageForm action="/a/l.do" method="post"><input type=hidden name=pageNum value=3></form>'
        '<div class=page>第3页/共9页 <a href="javascript:turn(4)">下一页</a></div><script>'
        'function turn(n){ with(document.pageForm){ pageNum.value=n; submit(); } }</script>',
        '/a/l.do', 'POST pageNum=4',
    ),
    "location.pathname": (
        '<div class=page><a href="javascript:nx(2)">下一页</a></div><script>'
        'function nx(p){ window.location.href = window.location.pathname + "?page=" + p; }</script>',
        '/a/l.php', '/a/l.php?page=2',
    ),
    "URLSearchParams": (
        '<div class=page><a href="javascript:nx(2)">下一页</a></div><script>'
        'const nx=(p)=>{ const u=new URLSearchParams(location.search); u.set("page",p); location.search=u.toString(); }'
        '</script>',
        '/a/l.php?id=4&page=1', '/a/l.php?id=4&page=2',
    ),
    "URL": (
        '<div class=page><a href="javascript:nx(2)">下一页</a></div><script>'
        'function nx(p){ let u=new URL(location.href); u.searchParams.set("page",p); location.href=u.href; }'
        '</script>',
        '/a/l.php?id=4', '/a/l.php?id=4&page=2',
    ),
    "scripts in comments": (
        '<div class=page><a href="javascript:nx(2)">下一页</a></div><script language="javascript"><'
        '!--\nfunction nx(p){ location.href=`list_${p}.html`; }\n//--></script>',
        '/a/list.html', '/a/list_2.html',
    ),
    "defined when ready": (
        '<div class=page><a onclick="toPage(2)" href="javascript:;">下一页</a></div><script>'
        '$(document).ready(function(){ window.toPage=function(n){ location.href="list_"+n+".html" } })</script>',
        '/a/list.html', '/a/list_2.html',
    ),
    "method of an object": (
        '<div class=page><a onclick="pager.next()" href="#">下一页</a></div><script>'
        'var pager={cur:1,go:function(n){ location.href="list_"+n+".html" },next:function(){ this.go(this.cur+1) }};'
        '</script>',
        '/a/list.html', '/a/list_2.html',
    ),
    "name, number, suffix": (
        '<div class=page><a href="###" onclick=\'turnPage("index",2,"html")\'>下一页</a></div><script>'
        'function turnPage(a,n,e){ location.href=a+"_"+n+"."+e }</script>',
        '/a/index.html', '/a/index_2.html',
    ),
    "column and number": (
        '<div class=page>共9页 <span class=cur>1</span><a href="javascript:goPage(1532,2)">2</a><'
        'a href="javascript:goPage(1532,2)">下一页</a></div><script>'
        'function goPage(c,n){ location.href="l_"+c+"_"+n+".html" }</script>',
        '/a/l_1532.html', '/a/l_1532_2.html',
    ),
    "page 3, current not marked": (
        '<div class=page><a href="javascript:go(2)">上一页</a><a href="javascript:go(4)">下一页</a></div><script>'
        'function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l_3.html', '/a/l_4.html',
    ),
    "page 3, numbers alone": (
        '<div class=page><a href="javascript:go(1)">1</a><a href="javascript:go(2)">2</a><'
        'a href="javascript:go(3)">3</a><a href="javascript:go(4)">4</a></div><script>'
        'function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l_3.html', '/a/l_4.html',
    ),
    "a picture known by its file": (
        '<div class=page>第1页/共3页 <a href="index_2.html"><img src="/images/next.gif"></a></div>',
        '/a/index.html', '/a/index_2.html',
    ),
    "an icon": (
        '<ul class="pagination"><li class=active>1</li><li><a href="index_2.html">2</a></li><li><'
        'a href="index_2.html"><i class="icon-next"></i></a></li></ul>',
        '/a/index.html', '/a/index_2.html',
    ),
    "a scripted picture": (
        '<div class=page>第1页 <a href="javascript:go(2)"><img src="/images/xyy.png"></a></div><script>'
        'function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l.html', '/a/l_2.html',
    ),
    "Next >": (
        '<div class=page><a href="javascript:void(0)" onclick="go(2)">Next &gt;</a></div><script>'
        'function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l.html', '/a/l_2.html',
    ),
    "li onclick": (
        '<ul class="pages"><li class="cur">1</li><li onclick="go(2)">2</li><li onclick="go(2)">下一页</li></ul>'
        '<script>function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l.html', '/a/l_2.html',
    ),
    "pageno": (
        '<div class="pagebar"><b>1</b><a pageno="2" href="javascript:void(0)" onclick="turnPage(this)">2</a>'
        '</div><script>function turnPage(o){ location.href="l_"+o.getAttribute("pageno")+".html" }</script>',
        '/a/l.html', '/a/l_2.html',
    ),
    "后页 beside a field": (
        '<div class=page>第1页/共8页 到<input id=pn>页<input type=button value=GO onclick="jump()"> <'
        'a href="javascript:jumpTo(2)">后页</a></div><script>function jumpTo(n){ self.location="l_"+n+".html" }'
        '</script>',
        '/a/l.html', '/a/l_2.html',
    ),
    "rel=next": (
        '<div class="pagination"><span class=current>1</span><a class="x" rel="next" href="l_2.html"></a></div>',
        '/a/l.html', '/a/l_2.html',
    ),
    "the time in the address": (
        '<div class=page><a href="javascript:go(2)">下一页</a></div><script>'
        'function go(n){ location.href="l.jsp?p="+n+"&t="+new Date().getTime(); }</script>',
        '/a/l.jsp', '/a/l.jsp?p=2&t=0',
    ),
    "another host": (
        '<div class=page><a href="javascript:go(2)">下一页</a></div><script>'
        'function go(n){ location.href="http://www.other.cn/l_"+n+".html"; }</script>',
        '/a/l.html', 'http://www.other.cn/l_2.html',
    ),
    "asp button": (
        '<form method=post action="l.aspx"><input type=hidden name=__VIEWSTATE value=x><div class=page>第1页/共4页 <'
        'input type=submit name="btnNext" value="下一页"></div></form>',
        '/a/l.aspx', 'POST __VIEWSTATE=x&btnNext=%E4%B8%8B%E4%B8%80%E9%A1%B5',
    ),
    "form wraps all": (
        '<form method=post name=searchForm action="/a/l.do"><input name=kw value=""><'
        'input type=hidden name=toPage value=1><div class=page>共 4 页<a href="#" onclick="pageTo(2)">下一页</a></div>'
        '</form><script>function pageTo(n){ searchForm.toPage.value=n; searchForm.submit(); }</script>',
        '/a/l.do', 'POST kw=&toPage=2',
    ),
    "validate page": (
        '<div class=page><a href="javascript:gotoPage(2,9)">下一页</a></div><script>'
        'function gotoPage(p,t){ if(isNaN(p)||p<'
        '1||p>t){alert("页码错误");return false;} var f="index"; if(p>1) f+="_"+(p-1); window.location.href=f+".html"; }'
        '</script>',
        '/a/index.html', '/a/index_1.html',
    ),
    "switch": (
        '<div class=page><a href="javascript:pageMove(\'next\')">下一页</a></div><script>'
        'var p=1,t=4;function pageMove(k){ switch(k){case "next": p=Math.min(t,p+1);break;case "prev":p=Math.max(1,p-1);} location.href="?pn="+p; }'
        '</script>',
        '/a/l.jsp', '/a/l.jsp?pn=2',
    ),
    "two pagers top/bottom": (
        '<div class=page>共6条</div><div class=page><a href="javascript:go(2)">下一页</a></div><script>'
        'function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l.html', '/a/l_2.html',
    ),
    "load more nav": (
        '<div class="more"><a href="javascript:;" onclick="location.href=\'index_2.html\'">加载更多</a></div>',
        '/a/index.html', '/a/index_2.html',
    ),
    "load more fn nav": (
        '<div class="more"><a href="javascript:more()">查看更多</a></div><script>'
        'function more(){ location.href="index_2.html" }</script>',
        '/a/index.html', '/a/index_2.html',
    ),
    "spaced": (
        '<div class=page><a href="javascript:go(2)">下 一 页</a></div><script>'
        'function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l.html', '/a/l_2.html',
    ),
    "spaced wide": (
        '<div class=page><a href="l_2.html">下　一　页</a></div>',
        '/a/l.html', '/a/l_2.html',
    ),
    "font onclick": (
        '<div class=page>第1页 <font onclick="go(2)">下一页</font></div><script>'
        'function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l.html', '/a/l_2.html',
    ),
    "area": (
        '<div class=page>第1页/共3页<map name=m><area href="l_2.html" alt="下一页" shape=rect></map></div>',
        '/a/l.html', '/a/l_2.html',
    ),
    "triangle": (
        '<div class="page"><span>1</span><a href="javascript:go(2)">2</a><a href="javascript:go(2)">▶</a></div>'
        '<script>function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l.html', '/a/l_2.html',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_is_followed_as_the_page_s_functions_say(name: str) -> None:
    markup, address, expected = CONTROLS[name]
    listing = told(markup, address)
    assert (following(listing), listing.unfollowed) == (expected, "")
    if listing.next is not None and listing.next.method == "POST":
        assert listing.next.url == HOST + address
        assert listing.next.content_type == "application/x-www-form-urlencoded"


# name: (markup below the rows, address of the page, request of page 7 or None where no rule is known)
NUMBERED = {
    "javascript: address": "/a/index_7.html",
    "counted from 0": "/a/index_6.html",
    "a posted form": None,  # of three pages
    "a posted form by jQuery": "POST cid=7&pageNo=7",
    "column and number": "/a/l_1532_7.html",
    "page 3, numbers alone": "/a/l_7.html",
    "data-page, bound to the pager": "/a/list.php?page=7",
    "method of an object": None,  # it knows the next page only
}


@pytest.mark.parametrize("name", NUMBERED)
def test_further_pages_are_asked_by_the_same_function(name: str) -> None:
    markup, address, _ = CONTROLS[name]
    asked = request_for(told(markup, address), 7)
    expected = NUMBERED[name]
    written = None if asked is None else f"POST {asked.body}" if asked.method == "POST" else asked.url
    assert written == (expected and (expected if expected.startswith("POST") else HOST + expected))


def test_a_number_that_is_no_page_is_not_counted_up() -> None:
    markup = (
        '<div class=page><a href="javascript:goPage(12,2)">下一页</a></div>'
        '<script>function goPage(c,n){ location.href="l_"+c+"_"+n+".html" }</script>'
    )
    asked = request_for(told(markup, "/a/l_12_1.html"), 3)
    assert asked is not None and asked.url == f"{HOST}/a/l_12_3.html"


def test_a_stated_total_bounds_the_numbering_and_the_last_page_has_no_next() -> None:
    pager = '<div class=page>共3页 第{n}页 <a href="javascript:go({next})">下一页</a></div>'
    function = '<script>function go(n){ location.href="index_"+n+".html" }</script>'
    second = told(pager.format(n=2, next=3) + function, "/a/index_2.html")
    assert following(second) == "/a/index_3.html"
    assert request_for(second, 4) is None
    last = told(pager.format(n=3, next=3) + function, "/a/index_3.html")
    assert (following(last), last.unfollowed) == (None, "")


def test_what_a_function_keeps_in_something_unknown_is_not_sent_without_it() -> None:
    markup = (
        '<form name=f method=post action="/a/l.do"><input type=hidden name=page value=1></form>'
        '<div class=page><a href="javascript:go(2)">下一页</a></div>'
        "<script>function go(n){ store.page = n; document.f.submit(); }</script>"
    )
    listing = told(markup, "/a/l.do")
    assert (listing.next, listing.unfollowed) == (None, "下一页")


FILE = b"function toPage(n){ location.href = 'list_' + n + '.html'; }"
IN_A_FILE = (
    '<script src="/js/jquery-1.12.min.js"></script><script src="/js/top.js"></script>'
    '<script src="http://cdn.example.cn/page.js"></script><script src="../js/fenye.js?v=2"></script>'
    '<div class=page><a href="javascript:toPage(2)">下一页</a></div>'
)


def test_a_function_in_a_file_of_the_site_is_asked_for_and_followed_once_it_is_known() -> None:
    address = f"{HOST}/a/list.html"
    body = frame(LIST + IN_A_FILE).encode()
    first = parse_list(Page(address, body))
    assert isinstance(first, ListPage)
    assert (first.next, first.unfollowed) == (None, "下一页")
    assert first.scripts == (f"{HOST}/js/fenye.js?v=2", f"{HOST}/js/top.js")
    again = parse_list(Page(address, body, scripts=((f"{HOST}/js/fenye.js?v=2", FILE),)))
    assert isinstance(again, ListPage)
    assert (following(again), again.unfollowed, again.scripts) == ("/a/list_2.html", "", ())


def test_a_file_that_does_not_tell_leaves_the_control_quoted() -> None:
    scripts = (
        (f"{HOST}/js/fenye.js?v=2", b"function toPage(n){ $.get('/x?p=' + n); }"),
        (f"{HOST}/js/top.js", b"<html>"),
    )
    listing = parse_list(Page(f"{HOST}/a/list.html", frame(LIST + IN_A_FILE).encode(), scripts=scripts))
    assert isinstance(listing, ListPage)
    assert (listing.next, listing.unfollowed, listing.scripts) == (None, "下一页", ())


@pytest.mark.parametrize(
    ("charset", "written"), [("utf-8", "%E6%B0%B4"), ("gbk", "%CB%AE"), ("gb2312", "%CB%AE")]
)
def test_a_form_is_sent_in_the_page_s_charset(charset: str, written: str) -> None:
    form = (
        '<form name=f method=post action="/a/l.do"><input name=kw value="水"><input name=page value=1></form>'
    )
    function = "<script>function go(n){ document.f.page.value=n; document.f.submit(); }</script>"
    pager = '<div class=page><a href="javascript:go(2)">下一页</a></div>'
    body = frame(LIST + form + function + pager).replace("utf-8", charset).encode(charset)
    listing = parse_list(Page(f"{HOST}/a/l.do", body))
    assert isinstance(listing, ListPage)
    assert following(listing) == f"POST kw={written}&page=2"
