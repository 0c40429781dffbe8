# ruff: noqa: E501 - markup stands on one line, as portals write it
"""Controls that lead on and cannot be followed are quoted; what leads nowhere, or elsewhere, is not."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.pager.below_rows import following, told

# name: (markup below the rows, address of the page, beginning of what is quoted)
QUOTED: dict[str, tuple[str, str, str]] = {
    "ajax": (
        '<div class=page><a href="javascript:load(2)">下一页</a></div><script>'
        'function load(n){ $.get("/api?p="+n,function(d){ $("#l").html(d) }) }</script>',
        '/a/index.html', '下一页',
    ),
    "external fn": (
        '<div class=page><a href="javascript:toPage(2)">下一页</a></div><script src=/js/p.js></script>',
        '/a/index.html', '下一页',
    ),
    "vue @click": (
        '<div class="pages"><span @click="next">后一页</span></div>',
        '/a/index.html', '后一页',
    ),
    "v-on": (
        '<div class="pages"><button v-on:click="page++">下页</button></div>',
        '/a/index.html', '下页',
    ),
    "ng": (
        '<div class="pages"><a ng-click="go(2)">next</a></div>',
        '/a/index.html', 'next',
    ),
    "data-pageno li": (
        '<ul class="pagination"><li class="active">1</li><li data-pageno="2">2</li></ul>',
        '/a/index.html', '2',
    ),
    "load more div": (
        '<div class="load">点击加载更多</div>',
        '/a/index.html', '点击加载更多',
    ),
    "load more button": (
        '<button id="lm">查看更多</button>',
        '/a/index.html', '查看更多',
    ),
    "load more span": (
        '<a href="javascript:;" class="btn-more"><span>更多信息</span><i></i></a>',
        '/a/index.html', '更多信息',
    ),
    "load more @click": (
        '<p class="m" @click="loadMore()">加载更多 &gt;&gt;</p>',
        '/a/index.html', '加载更多',
    ),
    "el-pagination": (
        '<el-pagination :total="total" @current-change="go"></el-pagination>',
        '/a/index.html', '<el-pagination>',
    ),
    "plugin ajax": (
        '<div id=p></div><script>'
        '$("#p").pagination({totalData:163,showData:10,callback:function(api){ $.post("/x",{p:api.getCurrent()},function(){}); }})'
        '</script>',
        '/a/index.html', '.pagination({totalData:163',
    ),
    "plugin unknown total": (
        '<div id=p></div><script>laypage({cont:"p",pages:window.tp,jump:function(o,f){ if(!f) load(o.curr) }})'
        '</script>',
        '/a/index.html', 'laypage({cont',
    ),
    "select needs script": (
        '<div class=page>共3页 <select id="sel"><option>1</option><option>2</option><option>3</option></select>'
        '</div>',
        '/a/index.html', '第2页',
    ),
    "image btn": (
        '<div class=page>第1页 <img src=n.gif alt="下一页" onclick="doNext()"></div>',
        '/a/index.html', '下一页',
    ),
    "number hash": (
        '<div class="pagination"><span class=cur>1</span><a href="#">2</a></div>',
        '/a/index.html', '2',
    ),
    "bound next": (
        '<div class="pagination"><a class="next" href="#">下一页</a></div><script>'
        '$(".next").click(function(){ loadData(++p) })</script>',
        '/a/index.html', '下一页',
    ),
    "void next alone": (
        '<div class="page"><a href="javascript:void(0);">下一页</a></div>',
        '/a/index.html', '下一页',
    ),
    "random addr": (
        '<div class=page><a href="javascript:g(2)">下一页</a></div><script>'
        'function g(n){ location.href="l_"+n+"_"+undef+".html" }</script>',
        '/a/index.html', '下一页',
    ),
    "load more with count": (
        '<div class="more"><span class="btn" data-page="1" data-total="17" onclick="getMore()">点击查看更多</span>'
        '</div><script>function getMore(){ $.ajax({url:"/x"}) }</script>',
        '/a/index.html', '点击查看更多',
    ),
    "vue wrapper": (
        '<div id=app><a href="javascript:;" @click.prevent="goPage(2)">下一页</a></div>',
        '/a/index.html', '下一页',
    ),
    "endless loop": (
        '<div class=page><a href="javascript:go(2)">下一页</a></div><script>function go(n){ while(true){} }</script>',
        '/a/index.html', '下一页',
    ),
    "syntax error": (
        '<div class=page><a href="javascript:go(2)">下一页</a></div><script>'
        'function go(n){ location.href="l_"+n+".html"</script>',
        '/a/index.html', '下一页',
    ),
    "unknown fn fills box": (
        '<div id="pages"></div><script>fillPager("pages", 34, 1);</script>',
        '/a/index.html', '<div id="pages">',
    ),
    "unknown fn by id": (
        '<ul id="pagination"></ul><script>$("#pagination").myPager({total:x})</script>',
        '/a/index.html', '<ul id="pagination">',
    ),
    "hash router": (
        '<div class=page><a href="javascript:go(2)">下一页</a></div><script>'
        'function go(n){ location.hash="page="+n }</script>',
        '/a/l.html', '下一页',
    ),
    "reload w cookie": (
        '<div class=page><a href="javascript:go(2)">下一页</a></div><script>'
        'function go(n){ document.cookie="page="+n; location.reload(); }</script>',
        '/a/l.html', '下一页',
    ),
    "iframe src": (
        '<div class=page><a href="javascript:go(2)">下一页</a></div><iframe id=fr></iframe><script>'
        'function go(n){ document.getElementById("fr").src="l_"+n+".html"; }</script>',
        '/a/l.html', '下一页',
    ),
    "post via $.post html": (
        '<div class=page><a href="javascript:go(2)">下一页</a></div><script>'
        'function go(n){ $("#list").load("/a/part.jsp?page="+n) }</script>',
        '/a/l.html', '下一页',
    ),
    "a download click": (
        '<ul class="pager"><li class="next"><a href="javascript:void(0)" onclick="p.next()">下一页</a></li></ul>',
        '/a/l.html', '下一页',
    ),
    "gbk-ish dot args": (
        '<div class=page><a href="javascript:doc.page(2)">[下一页]</a></div>',
        '/a/l.html', '[下一页]',
    ),
    "own number last zero": (
        '<div class=page><a data-page="0" href="javascript:;">1</a><b>2</b><a data-page="2" href="javascript:;">3'
        '</a><a data-page="2" href="javascript:;">下一页</a></div>',
        '/a/l.html', '下一页',
    ),
    "layui static": (
        '<div class="layui-box layui-laypage"><'
        'a href="javascript:;" class="layui-laypage-prev layui-disabled" data-page="0">上一页</a><'
        'span class="layui-laypage-curr"><em></em><em>1</em></span><a href="javascript:;" data-page="2">2</a><'
        'a href="javascript:;" class="layui-laypage-next" data-page="2">下一页</a></div>',
        '/a/l.html', '下一页',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", QUOTED)
def test_a_control_whose_address_nothing_tells_is_quoted(name: str) -> None:
    markup, address, quoted = QUOTED[name]
    listing = told(markup, address)
    assert (listing.next, listing.numbering) == (None, None)
    assert listing.unfollowed.startswith(quoted) and quoted


# name: (markup below the rows, address of the page)
NO_WAY_ONWARD: dict[str, tuple[str, str]] = {
    "dead a": (
        '<div class=page>首页 上一页 <a>下一页</a> <a>尾页</a></div>',
        '/a/index.html',
    ),
    "dead hash": (
        '<div class=page><a href="#">上一页</a><a href="#">下一页</a></div>',
        '/a/index.html',
    ),
    "disabled": (
        '<ul class="pagination"><li class="active"><a>1</a></li><li class="disabled"><'
        'a href="javascript:;" class="disabled">下一页</a></li></ul>',
        '/a/index.html',
    ),
    "self": (
        '<div class=page><a href="index.html">下一页</a></div>',
        '/a/index.html',
    ),
    "sudy last": (
        '<ul class="wp_paging"><li>总共 <em class="all_count">6</em> 记录</li><li><'
        'a class="prev" href="javascript:void(0);">上一页</a><a class="next" href="javascript:void(0);">下一页</a></li>'
        '<li>页码 <em>1</em>/<em>1</em></li></ul>',
        '/a/list.htm',
    ),
    "last with void next": (
        '<div class=page><a href="index_2.html">上一页</a><span class=cur>3</span><a href="javascript:;">下一页</a>'
        '</div>',
        '/a/index_3.html',
    ),
    "slide arrows": (
        '<div class="swiper"><a class="prev" href="javascript:;">&lt;</a><a class="next" href="javascript:;">&gt;'
        '</a><ul class="num"><li class=on>1</li><li>2</li><li>3</li></ul></div>',
        '/a/index.html',
    ),
    "swiper pagination": (
        '<div class="swiper-container"><div class="swiper-pagination"><span class="on">1</span><'
        'a href="javascript:;">2</a></div></div>',
        '/a/index.html',
    ),
    "more to column": (
        '<div class=box><h3>图片新闻 <a class="more" href="/tpxw/">更多</a></h3></div>',
        '/a/index.html',
    ),
    "more void heading": (
        '<div class=box><h3>图片新闻</h3><a class="more" href="javascript:;" onclick="openCol(3)">更多</a><ul><li><'
        'a href=/x/1.html>县长主持召开常务会议研究防汛</a></li><li><a href=/x/2.html>全县秋粮收购工作会议召开部署</a></li></ul></div>',
        '/a/index.html',
    ),
    "calendar": (
        '<div class="calendar"><a href="javascript:pm()" class="prev">&lt;</a><'
        'a href="javascript:nm()" class="next">&gt;</a><table><tr><td>日</td><td>一</td><td>二</td><td>三</td></tr><'
        'tr><td>1</td><td><a href="javascript:d(2)">2</a></td></tr></table></div>',
        '/a/index.html',
    ),
    "mobile menu": (
        '<div class="m-nav"><a href="javascript:;" class="menu-btn">菜单</a><'
        'a href="javascript:;" onclick="$(\'.sub\').toggle()">更多</a></div>',
        '/a/index.html',
    ),
    "tabs": (
        '<ul class="tab"><li class="on" onclick="t(1)">通知</li><li onclick="t(2)">公告</li></ul>',
        '/a/index.html',
    ),
    "scripted at end": (
        '<div class=page>共3页 第3页 <a href="javascript:go(3)">下一页</a></div>',
        '/a/index_3.html',
    ),
    "guarded at end": (
        '<div class=page><a href="javascript:nx()">下一页</a></div><script>var c=3,t=3;function nx(){ if(c<'
        't) location.href="index_"+(c+1)+".html"; else alert("已是最后一页"); }</script>',
        '/a/index_3.html',
    ),
    "one page plugin": (
        '<div id=p></div><script>laypage({cont:"p",pages:1,jump:function(o,f){ if(!f) load(o.curr) }})</script>',
        '/a/index.html',
    ),
    "client side": (
        '<div class=page><a href="javascript:show(2)">2</a></div><script>'
        'function show(n){ var d=document.getElementsByTagName("ul"); for(var i=0;i<'
        'd.length;i++) d[i].style.display= i==n?"":"none"; }</script>',
        '/a/index.html',
    ),
    "hidden load more": (
        '<div class="lm" style="display:none">加载更多</div>',
        '/a/index.html',
    ),
    "no more": (
        '<div class="lm">没有更多了</div>',
        '/a/index.html',
    ),
    "plugin def": (
        '<script>$.fn.pagination=function(o){ return this; };function laypage(a){}</script>',
        '/a/index.html',
    ),
    "total 1/1": (
        '<div class=page>共6条 1/1页 <a href="javascript:go(1)">下一页</a></div>',
        '/a/index.html',
    ),
    "friend links more": (
        '<div class="yqlj"><a href="http://a.gov.cn">河南省人民政府网站</a><a href="http://b.gov.cn">商丘市人民政府网站</a><'
        'a href="javascript:;" onclick="x.open()">更多</a></div>',
        '/a/index.html',
    ),
    "weibo more": (
        '<div class=foot><p>关注我们</p><a href="javascript:;" class="more">查看更多</a></div>',
        '/a/index.html',
    ),
    "box left alone": (
        '<div id="page"></div><div class="page"></div>',
        '/a/index.html',
    ),
    "doc write unknown": (
        '<div class=page><script>document.write(mkPage(3,4))</script></div>',
        '/a/index.html',
    ),
    "switch at end": (
        '<div class=page><a href="javascript:pageMove(\'next\')">下一页</a></div><script>'
        'var p=4,t=4;function pageMove(k){ switch(k){case "next": p=Math.min(t,p+1);break;case "prev":p=Math.max(1,p-1);} location.href="?pn="+p; }'
        '</script>',
        '/a/l.jsp?pn=4',
    ),
    "more elsewhere fn": (
        '<div class="more"><a href="javascript:more()">更多</a></div><script>'
        'function more(){ location.href="/zwgk/zcfg/" }</script>',
        '/a/index.html',
    ),
    "goto own index alias": (
        '<div class=page><a href="javascript:go(1)">下一页</a></div><script>'
        'function go(n){ location.href=n==1?"index.html":"index_"+n+".html" }</script>',
        '/a/',
    ),
    "own number last": (
        '<div class=page><a data-page="1" href="javascript:;">1</a><a data-page="2" href="javascript:;">2</a><b>3'
        '</b><a data-page="3" href="javascript:;">下一页</a></div>',
        '/a/l.html',
    ),
    "li disabled": (
        '<ul class="pagination"><li><a href="javascript:go(1)">1</a></li><li class="active"><span>2</span></li><'
        'li class="disabled"><a href="javascript:go(3)">下一页</a></li></ul><script>'
        'function go(n){ location.href="l_"+n+".html" }</script>',
        '/a/l_2.html',
    ),
    "hidden next": (
        '<div class=page><a href="javascript:go(1)">上一页</a><a style="display:none" href="javascript:go(3)">下一页<'
        '/a></div>',
        '/a/l_2.html',
    ),
    "hide class": (
        '<div class=page><a href="javascript:go(1)">上一页</a><a class="next hide" href="javascript:go(3)">下一页</a>'
        '</div>',
        '/a/l_2.html',
    ),
    "layui static last": (
        '<div class="layui-box layui-laypage"><a href="javascript:;" class="layui-laypage-prev" data-page="1">上一页'
        '</a><a href="javascript:;" data-page="1">1</a><span class="layui-laypage-curr"><em></em><em>2</em><'
        '/span><a href="javascript:;" class="layui-laypage-next layui-disabled" data-page="3">下一页</a></div>',
        '/a/l.html',
    ),
    "client side show more": (
        '<div class="jofry"><a class="more-btn" href="javascript:;">查看更多</a></div><script>'
        'var l=2; $(".jofry .more-btn").click(function(){ for(var i=0;i<'
        '10;i++){ $(".dlmf li").eq(l*10+i).css("display","block"); $(".dlmf li").eq(i).stop().animate({opacity:1},500) } l++; });'
        '</script>',
        '/a/l.html',
    ),
    "a form's last page, by 上一页": (
        '<form name=f method=post action="/a/l.do"><input type=hidden name=page value=3></form>'
        '<div class=page>第3页 <a href="javascript:go(2)">上一页</a> <a href="javascript:go(3)">下一页</a></div>'
        '<script>function go(n){ document.f.page.value=n; document.f.submit(); }</script>',
        "/a/l.do",
    ),
    "the last page, by 尾页, counted from 0": (
        '<div class=page>共4页 <span class=cur>4</span> <a href="javascript:go(3)">下一页</a> <a href="javascript:go(3)">尾页</a></div>'
        '<script>function go(n){ location.href = "l_" + n + ".html"; }</script>',
        "/a/l_3.html",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_WAY_ONWARD)
def test_what_leads_nowhere_or_elsewhere_is_not_quoted(name: str) -> None:
    listing = told(*NO_WAY_ONWARD[name])
    assert (listing.next, listing.unfollowed) == (None, "")


# name: (pager, address of the page, next page)
PRINTED: dict[str, tuple[str, str, str]] = {
    "fewer pages stated than there are": (
        '共3页 第3页 <a href="index_2.html">上一页</a> <a href="index_4.html">下一页</a>', "/a/index_3.html", "/a/index_4.html",
    ),
    "fewer by the system's call": (
        '<script>createPageHTML(3, 2, "index", "html");</script><a href="index_3.html">下一页</a>', "/a/index_2.html", "/a/index_3.html",
    ),
    "records on one page": (
        '共 10 条 1/1 页 <a href="?page=2">下一页</a>', "/a/l.php", "/a/l.php?page=2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_next_page_is_followed_whatever_the_totals_say(name: str) -> None:
    pager, address, expected = PRINTED[name]
    listing = told(f"<div class=page>{pager}</div>", address)
    assert following(listing) == expected
    assert listing.pages == (1 if "1/1" in pager else 3)


@pytest.mark.parametrize(
    "pager",
    [
        '共3页 第3页 <a href="index_2.html">上一页</a> <a href="index_3.html">下一页</a>',
        '3/3页 <a href="index_2.html">上一页</a> <a href="index_2.html">下一页</a>',
        '共3页 第3页 <a href="index_2.html">上一页</a> <a class="next disabled" href="index_4.html">下一页</a>',
    ],
)
def test_a_next_page_that_leads_to_itself_or_back_or_is_disabled_is_none(pager: str) -> None:
    listing = told(f"<div class=page>{pager}</div>", "/a/index_3.html")
    assert (listing.next, listing.unfollowed, listing.pages) == (None, "", 3)


def test_a_last_page_beyond_the_stated_one_does_not_make_steps_of_two() -> None:
    pager = '共3页 第1页 <a href="index_2.html">下一页</a> <a href="index_4.html">尾页</a>'
    listing = told(f"<div class=page>{pager}</div>", "/a/index.html")
    assert listing.numbering is not None
    assert (listing.numbering.step, listing.numbering.offset) == (1, 0)
