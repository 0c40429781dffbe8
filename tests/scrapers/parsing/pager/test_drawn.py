# ruff: noqa: E501 - markup stands on one line, as portals write it
"""Pagers that plugins draw from a call, and those that the page's own scripts write."""

from __future__ import annotations

import pytest

from scrapers.parsing import request_for
from tests.scrapers.parsing.pager.below_rows import HOST, following, told

# name: (markup below the rows, address of the page, next page)
DRAWN: dict[str, tuple[str, str, str]] = {
    "laypage jump": (
        '<div id="page1"></div><script>'
        'laypage({cont:"page1",pages:14,curr:1,jump:function(e,first){ if(!first){ location.href="?page="+e.curr; } }});'
        '</script>',
        '/a/list.php', '/a/list.php?page=2',
    ),
    "layui": (
        '<div id="pg"></div><script>'
        'layui.use("laypage",function(){ var laypage=layui.laypage; laypage.render({elem:"pg",count:131,limit:10,curr:2,jump:function(o,first){ if(!first){ window.location.href="list_"+o.curr+".html" } }}) });'
        '</script>',
        '/a/list_2.html', '/a/list_3.html',
    ),
    "old jq pagination": (
        '<div id="Pagination"></div><script>'
        '$(function(){ $("#Pagination").pagination(163,{items_per_page:10,current_page:0,callback:function(i,jq){ location.href="index_"+i+".html"; }}); })'
        '</script>',
        '/a/index.html', '/a/index_1.html',
    ),
    "jqPaginator": (
        '<ul id="p"></ul><script>'
        '$.jqPaginator("#p",{totalPages:9,currentPage:1,onPageChange:function(num,type){ if(type=="change"){ location.href="index_"+num+".html" } }});'
        '</script>',
        '/a/index.html', '/a/index_2.html',
    ),
    "kkpager getLink": (
        '<div id="kkpager"></div><script>'
        'kkpager.generPageHtml({pno:1,total:12,totalRecords:118,mode:"link",hrefFormer:"index",hrefLatter:".html",getLink:function(n){ return this.hrefFormer+"_"+n+this.hrefLatter; }});'
        '</script>',
        '/a/index.html', '/a/index_2.html',
    ),
    "kkpager no getLink": (
        '<div id="kkpager"></div><script>'
        'kkpager.generPageHtml({pno:1,total:12,totalRecords:118,hrefFormer:"index",hrefLatter:".html"});</script>',
        '/a/index.html', '/a/index_2.html',
    ),
    "twbs": (
        '<ul id="p" class="pagination"></ul><script>'
        '$("#p").twbsPagination({totalPages:9,startPage:1,initiateStartPageClick:false,onPageClick:function(ev,page){ location.href="l.jsp?pn="+page }});'
        '</script>',
        '/a/l.jsp', '/a/l.jsp?pn=2',
    ),
    "bootstrapPaginator": (
        '<div id="p"></div><script>'
        '$("#p").bootstrapPaginator({currentPage:1,totalPages:9,pageUrl:function(type,page,current){ return "list_"+page+".htm"; }});'
        '</script>',
        '/a/list.htm', '/a/list_2.htm',
    ),
    "written": (
        '<div id=p></div><script>function mk(total,cur){ var s=""; if(cur<total) s+="<'
        'a href=\'index_"+(cur+1)+".html\'>下一页</a>"; s+="<a href=\'index_"+total+".html\'>尾页<'
        '/a>"; document.write(s);} mk(7,1);</script>',
        '/a/index.html', '/a/index_2.html',
    ),
    "written innerHTML": (
        '<div id=p></div><script>(function(){ var n=4,i,h="<span class=cur>1</span>"; for(i=2;i<=n;i++) h+="<'
        'a href=\'list_"+i+".html\'>"+i+"</a>"; h+="<a href=\'list_2.html\'>下一页<'
        '/a>"; document.getElementById("p").innerHTML=h; })();</script>',
        '/a/list.html', '/a/list_2.html',
    ),
    "written w handler": (
        '<div id=p></div><script>'
        'function go(n){location.href="list_"+n+".html"} document.getElementById("p").innerHTML="<'
        'a href=\'javascript:go(2)\'>下一页</a>";</script>',
        '/a/list.html', '/a/list_2.html',
    ),
    "layui old jump default first undefined": (
        '<div id=p></div><script>'
        'layui.use(["laypage","layer"],function(){var laypage=layui.laypage; laypage({cont:"p",pages:5,skip:true,curr:function(){ var page=location.search.match(/page=(\\d+)/); return page?page[1]:1; }(),jump:function(e,first){ if(!first){ location.href="?page="+e.curr; } }});});'
        '</script>',
        '/a/l.php', '/a/l.php?page=2',
    ),
    "Mbox pageCount": (
        '<div class="M-box11"></div><script>'
        '$(".M-box11").pagination({pageCount:17,jump:true,callback:function(api){ window.location="list_"+(api.getCurrent()-1)+".shtml"; }});'
        '</script>',
        '/a/list.shtml', '/a/list_1.shtml',
    ),
    "Paging ctor": (
        '<div id=p></div><script>'
        'new Paging({target:"p",count:160,size:10,current:1,callback:function(page,size,count){ location.href="list_"+page+".html" }});'
        '</script>',
        '/a/list.html', '/a/list_2.html',
    ),
    "simplePagination": (
        '<div id=p></div><script>'
        '$("#p").pagination({items:160,itemsOnPage:10,hrefTextPrefix:"list_",hrefTextSuffix:".html"});</script>',
        '/a/list.html', '/a/list_2.html',
    ),
    "Page plugin": (
        '<div id="page"></div><script>'
        'Page({num:12,startnum:1,elem:$("#page"),callback:function(n){ location.href="l"+n+".html" }});</script>',
        '/a/l.html', '/a/l2.html',
    ),
    "createpage custom": (
        '<div id=pg></div><script>function showPages(cur,total){ var html=""; for(var i=1;i<'
        '=total;i++){ html+= i==cur?"<span class=\'current\'>"+i+"</span>":"<'
        'a href=\'list"+(i>1?"_"+i:"")+".html\'>"+i+"</a>"; } $("#pg").html(html); } showPages(1,6);</script>',
        '/a/list.html', '/a/list_2.html',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawn_pager_is_followed(name: str) -> None:
    markup, address, expected = DRAWN[name]
    listing = told(markup, address)
    assert (following(listing), listing.unfollowed) == (expected, "")


@pytest.mark.parametrize(
    ("call", "pages", "records"),
    [
        ('$("#p").pagination({totalData:163,showData:10,current:1,callback:CALLBACK})', 17, 163),
        ('laypage({cont:"p",pages:total,curr:1,jump:CALLBACK}); ', 14, None),
        ('kkpager.generPageHtml({pno:1,total:12,totalRecords:118,click:CALLBACK})', 12, 118),
        ('new Paging({count:size*4,pageSize:size,callback:CALLBACK})', 4, 40),
    ],
)  # fmt: skip
def test_totals_are_those_of_the_call_and_bound_the_numbering(
    call: str, pages: int, records: int | None
) -> None:
    callback = 'function(a){ location.href="l_"+(a.getCurrent?a.getCurrent():a.curr||a)+".html" }'
    script = f"var total = 7 * 2, size = 10; {call.replace('CALLBACK', callback)}"
    listing = told(f"<div id=p></div><script>{script}</script>", "/a/l.html")
    assert (listing.pages, listing.records, listing.current) == (pages, records, 1)
    last = request_for(listing, pages)
    assert last is not None and last.url == f"{HOST}/a/l_{pages}.html"
    assert request_for(listing, pages + 1) is None


def test_a_last_page_drawn_has_no_next() -> None:
    call = 'laypage({cont:"p",pages:3,curr:3,jump:function(o,f){ if(!f) location.href="l_"+o.curr+".html" }})'
    listing = told(f"<div id=p></div><script>{call}</script>", "/a/l_3.html")
    assert (listing.next, listing.unfollowed, listing.current) == (None, "", 3)


def test_numbers_that_a_script_writes_under_pictures_are_no_pager() -> None:
    script = (
        "var n=4,page='',i; for(i=1;i<=n;i++) page+='<a href=\"/art/'+i+'.html\">'+i+'</a>';"
        "document.getElementById('pics').innerHTML=page;"
    )
    listing = told(f"<div id=pics></div><script>{script}</script>", "/a/list.html")
    assert (listing.next, listing.numbering, listing.unfollowed) == (None, None, "")
